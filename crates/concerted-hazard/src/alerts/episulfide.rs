//! Alert: episulfide.
//!
//! # What it checks
//! A three-membered ring with sulfur.
//!
//! # Why it matters
//! Ring strain: nucleophiles open the ring.
//!
//! # Example
//! Ethylene sulfide.
//!
//! # Limits of validity
//! Few compounds were tested; kept by analogy with epoxides.
//!
//! # References
//! Kazius 2005.

use crate::alert::{Alert, Measured};
use crate::literature::KAZIUS_2005;

/// The rule.
pub(crate) const ALERT: Alert = Alert {
    id: "episulfide",
    name: "Episulfide",
    definition: "A three-membered ring with sulfur.",
    mechanism: "Ring strain: nucleophiles open the ring.",
    limits: "Few compounds were tested; kept by analogy with epoxides.",
    cohort_of_concern: None,
    references: &[KAZIUS_2005],
    patterns: &["[SX2]1[CX4][CX4]1"],
    exemptions: &[],
    positives: &["C1CS1"],
    negatives: &["C1CSC1"],
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
