//! Alert: thioamide or thiourea of low molar mass.
//!
//! # What it checks
//! Thioacetamide, and cyclic thioureas such as ethylenethiourea.
//!
//! # Why it matters
//! Oxidation to S-oxides that acylate.
//!
//! # Example
//! Thioacetamide, a sulfur source.
//!
//! # Limits of validity
//! Liver and thyroid carcinogens whose calls in bacteria are weak or negative: a warning rather than
//! proof.
//!
//! # References
//! Ashby and Tennant 1991.

use crate::alert::{Alert, Measured};
use crate::literature::ASHBY_TENNANT_1991;

/// The rule.
pub(crate) const ALERT: Alert = Alert {
    id: "thioamide",
    name: "Thioamide or thiourea of low molar mass",
    definition: "Thioacetamide, and cyclic thioureas such as ethylenethiourea.",
    mechanism: "Oxidation to S-oxides that acylate.",
    limits: "Liver and thyroid carcinogens whose calls in bacteria are weak or negative: a warning rather than proof.",
    cohort_of_concern: None,
    references: &[ASHBY_TENNANT_1991],
    patterns: &[
        "[NX3;H2][CX3](=[SX1])[CH3]",
        "[NX3;H1;R][CX3;R](=[SX1])[NX3;H1;R]",
    ],
    exemptions: &[],
    positives: &["CC(N)=S", "S=C1NCCN1"],
    negatives: &["CC(N)=O", "NC(N)=S"],
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
