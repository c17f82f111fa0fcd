//! Alert: haloalkenyl cysteine conjugate or vinyl sulfide.
//!
//! # What it checks
//! A sulfide on a chlorinated or fluorinated C=C bond.
//!
//! # Why it matters
//! Beta-lyase releases a thioketene that acylates DNA.
//!
//! # Example
//! S-(1,2-dichlorovinyl)cysteine.
//!
//! # Limits of validity
//! Known for cysteine conjugates; other sulfides by analogy.
//!
//! # References
//! Benigni and Bossa 2008.

use crate::alert::{Alert, Measured};
use crate::literature::BENIGNI_BOSSA_2008;

/// The rule.
pub(crate) const ALERT: Alert = Alert {
    id: "cysteine-conjugate",
    name: "Haloalkenyl cysteine conjugate or vinyl sulfide",
    definition: "A sulfide on a chlorinated or fluorinated C=C bond.",
    mechanism: "Beta-lyase releases a thioketene that acylates DNA.",
    limits: "Known for cysteine conjugates; other sulfides by analogy.",
    cohort_of_concern: None,
    references: &[BENIGNI_BOSSA_2008],
    patterns: &[
        "[SX2]([CX4])[CX3;!R]=[CX3;!R][Cl,F]",
        "[SX2]([CX4])[CX3;!R]([Cl,F])=[CX3;!R]",
    ],
    exemptions: &[],
    positives: &["NC(CSC(Cl)=CCl)C(O)=O"],
    negatives: &["C=CSC", "CSC"],
    measured: Measured {
        hits: 15,
        positives: 14,
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
