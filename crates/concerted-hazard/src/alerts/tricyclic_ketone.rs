//! Alert: anthrone, xanthone, thioxanthone or acridone.
//!
//! # What it checks
//! Two benzene rings joined by a carbonyl group and one further atom.
//!
//! # Why it matters
//! A planar system that intercalates; side chains with amines strengthen it.
//!
//! # Example
//! Hycanthone.
//!
//! # Limits of validity
//! Plain xanthone is weak; hydroxyl groups and basic side chains raise activity.
//!
//! # References
//! Benigni and Bossa 2008.

use crate::alert::{Alert, Measured};
use crate::literature::BENIGNI_BOSSA_2008;

/// The rule.
pub(crate) const ALERT: Alert = Alert {
    id: "tricyclic-ketone",
    name: "Anthrone, xanthone, thioxanthone or acridone",
    definition: "Two benzene rings joined by a carbonyl group and one further atom.",
    mechanism: "A planar system that intercalates; side chains with amines strengthen it.",
    limits: "Plain xanthone is weak; hydroxyl groups and basic side chains raise activity.",
    cohort_of_concern: None,
    references: &[BENIGNI_BOSSA_2008],
    patterns: &["[OX1]=[#6]1c2ccccc2[#6,#7,#8,#16]c2ccccc12"],
    exemptions: &[],
    positives: &["O=C1c2ccccc2Oc2ccccc12", "O=C1c2ccccc2Cc2ccccc12"],
    negatives: &["O=C(c1ccccc1)c1ccccc1"],
    measured: Measured {
        hits: 126,
        positives: 103,
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
