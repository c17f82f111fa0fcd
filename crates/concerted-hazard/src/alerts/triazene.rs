//! Alert: triazene.
//!
//! # What it checks
//! Three nitrogens in an open chain with one double bond; also 1,2,3-triazolines.
//!
//! # Why it matters
//! Splits into an amine and a diazonium ion.
//!
//! # Example
//! Dacarbazine; by-product of diazotisation of an amine in excess.
//!
//! # Limits of validity
//! Ring triazoles are not meant.
//!
//! # References
//! Benigni and Bossa 2008; Kazius 2005.

use crate::alert::{Alert, Measured};
use crate::literature::{BENIGNI_BOSSA_2008, KAZIUS_2005};

/// The rule.
pub(crate) const ALERT: Alert = Alert {
    id: "triazene",
    name: "Triazene",
    definition: "Three nitrogens in an open chain with one double bond; also 1,2,3-triazolines.",
    mechanism: "Splits into an amine and a diazonium ion.",
    limits: "Ring triazoles are not meant.",
    cohort_of_concern: None,
    references: &[BENIGNI_BOSSA_2008, KAZIUS_2005],
    patterns: &[
        "[NX3;!R][NX2;!R]=[NX2;!R]",
        "[NX3;R]1[NX2]=[NX2][CX4][CX4]1",
    ],
    exemptions: &[],
    positives: &["CN(C)N=Nc1ccccc1", "CN1CCN=N1"],
    negatives: &["c1c[nH]nn1", "CN=[N+]=[N-]"],
    measured: Measured {
        hits: 15,
        positives: 13,
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
