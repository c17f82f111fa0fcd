//! Alert: 1,3-butadiene.
//!
//! # What it checks
//! 1,3-Butadiene itself: two vinyl groups joined.
//!
//! # Why it matters
//! Oxidation gives the mono- and the diepoxide, which alkylate and cross-link DNA.
//!
//! # Example
//! 1,3-Butadiene from a sulfolene.
//!
//! # Limits of validity
//! Substituted conjugated dienes are left out: isoprene, piperylene, chloroprene and myrcene are
//! negative in the set counted.
//!
//! # References
//! Ashby and Tennant 1991.

use crate::alert::{Alert, Measured};
use crate::literature::ASHBY_TENNANT_1991;

/// The rule.
pub(crate) const ALERT: Alert = Alert {
    id: "butadiene",
    name: "1,3-Butadiene",
    definition: "1,3-Butadiene itself: two vinyl groups joined.",
    mechanism: "Oxidation gives the mono- and the diepoxide, which alkylate and cross-link DNA.",
    limits: "Substituted conjugated dienes are left out: isoprene, piperylene, chloroprene and myrcene are negative in the set counted.",
    cohort_of_concern: None,
    references: &[ASHBY_TENNANT_1991],
    patterns: &["[CX3;H2]=[CX3;H1][CX3;H1]=[CX3;H2]"],
    exemptions: &[],
    positives: &["C=CC=C"],
    negatives: &["C=CC(=C)C", "CC=CC=C", "C=CCC=C"],
    measured: Measured {
        hits: 1,
        positives: 1,
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
