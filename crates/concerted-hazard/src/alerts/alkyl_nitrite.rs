//! Alert: alkyl nitrite.
//!
//! # What it checks
//! A nitrite ester.
//!
//! # Why it matters
//! Nitrosates amines and releases nitrous acid that deaminates bases.
//!
//! # Example
//! Isoamyl nitrite, a diazotising reagent.
//!
//! # Limits of validity
//! None.
//!
//! # References
//! Benigni and Bossa 2008; Kazius 2005.

use crate::alert::{Alert, Measured};
use crate::literature::{BENIGNI_BOSSA_2008, KAZIUS_2005};

/// The rule.
pub(crate) const ALERT: Alert = Alert {
    id: "alkyl-nitrite",
    name: "Alkyl nitrite",
    definition: "A nitrite ester.",
    mechanism: "Nitrosates amines and releases nitrous acid that deaminates bases.",
    limits: "None.",
    cohort_of_concern: None,
    references: &[BENIGNI_BOSSA_2008, KAZIUS_2005],
    patterns: &["[OX2]([CX4])[NX2]=[OX1]"],
    exemptions: &[],
    positives: &["CC(C)CCON=O"],
    negatives: &["CCO[N+](=O)[O-]", "CN(C)N=O"],
    measured: Measured {
        hits: 3,
        positives: 3,
    },
};

#[cfg(test)]
mod tests {
    use super::ALERT;
    use crate::alert::check;

    #[test]
    fn hits_its_examples_only() {
        check(&ALERT);
    }
}
