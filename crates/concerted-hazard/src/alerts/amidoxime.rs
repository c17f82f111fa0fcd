//! Alert: amidoxime.
//!
//! # What it checks
//! An N-hydroxyamidine with a free amino group.
//!
//! # Why it matters
//! Oxidation of the N-hydroxyamidine releases nitric oxide and nitroso species, and reduction and
//! esterification give electrophiles.
//!
//! # Example
//! Benzamidoxime.
//!
//! # Limits of validity
//! Rests on four compounds tested, all positive; amidoximes used as prodrugs of amidines need their own
//! test.
//!
//! # References
//! Benigni and Bossa 2011.

use crate::alert::{Alert, Measured};
use crate::literature::BENIGNI_BOSSA_2011;

/// The rule.
pub(crate) const ALERT: Alert = Alert {
    id: "amidoxime",
    name: "Amidoxime",
    definition: "An N-hydroxyamidine with a free amino group.",
    mechanism: "Oxidation of the N-hydroxyamidine releases nitric oxide and nitroso species, and reduction and esterification give electrophiles.",
    limits: "Rests on four compounds tested, all positive; amidoximes used as prodrugs of amidines need their own test.",
    cohort_of_concern: None,
    references: &[BENIGNI_BOSSA_2011],
    patterns: &["[NX3;H2][CX3](=[NX2][OX2;H1])[#6]"],
    exemptions: &[],
    positives: &["NC(=NO)c1ccccc1"],
    negatives: &["NC(=N)c1ccccc1", "CC(C)=NO"],
    measured: Measured {
        hits: 4,
        positives: 4,
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
