//! Alert: hydroxylamine or O-alkyl hydroxylamine.
//!
//! # What it checks
//! Hydroxylamine itself, an O-alkyl ether, or an N-alkyl hydroxylamine.
//!
//! # Why it matters
//! It adds to cytosine and makes it pair like thymine.
//!
//! # Example
//! Methoxyamine.
//!
//! # Limits of validity
//! Oximes and nitrones are not meant: they must hydrolyse first. Hydroxamic acids have a rule of their
//! own.
//!
//! # References
//! Kazius 2005.

use crate::alert::{Alert, Measured};
use crate::literature::KAZIUS_2005;

/// The rule.
pub(crate) const ALERT: Alert = Alert {
    id: "hydroxylamine",
    name: "Hydroxylamine or O-alkyl hydroxylamine",
    definition: "Hydroxylamine itself, an O-alkyl ether, or an N-alkyl hydroxylamine.",
    mechanism: "It adds to cytosine and makes it pair like thymine.",
    limits: "Oximes and nitrones are not meant: they must hydrolyse first. Hydroxamic acids have a rule of their own.",
    cohort_of_concern: None,
    references: &[KAZIUS_2005],
    patterns: &[
        "[NX3;H2][OX2;H1]",
        "[NX3;H2][OX2][CX4]",
        "[NX3;H1]([CX4])[OX2;H1]",
    ],
    exemptions: &[],
    positives: &["NO", "CON", "CNO"],
    negatives: &["CC(C)=NO", "ONc1ccccc1"],
    measured: Measured {
        hits: 1,
        positives: 0,
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
