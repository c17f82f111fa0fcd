//! Alert: aromatic nitroso compound.
//!
//! # What it checks
//! A nitroso group on an aromatic ring.
//!
//! # Why it matters
//! Reduction gives the arylhydroxylamine.
//!
//! # Example
//! Nitrosobenzene.
//!
//! # Limits of validity
//! The dimer and the oxime tautomer of nitrosophenols are different structures and do not match.
//!
//! # References
//! Bailey 2005; Benigni and Bossa 2008; Kazius 2005.

use crate::alert::{Alert, Measured};
use crate::literature::{BAILEY_2005, BENIGNI_BOSSA_2008, KAZIUS_2005};

/// The rule.
pub(crate) const ALERT: Alert = Alert {
    id: "aromatic-nitroso",
    name: "Aromatic nitroso compound",
    definition: "A nitroso group on an aromatic ring.",
    mechanism: "Reduction gives the arylhydroxylamine.",
    limits: "The dimer and the oxime tautomer of nitrosophenols are different structures and do not match.",
    cohort_of_concern: None,
    references: &[BAILEY_2005, BENIGNI_BOSSA_2008, KAZIUS_2005],
    patterns: &["[NX2](=[OX1])[a]"],
    exemptions: &[],
    positives: &["O=Nc1ccccc1"],
    negatives: &["O=NN1CCCC1", "O=[N+]([O-])c1ccccc1"],
    measured: Measured {
        hits: 37,
        positives: 34,
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
