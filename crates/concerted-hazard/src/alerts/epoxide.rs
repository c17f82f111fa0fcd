//! Alert: epoxide.
//!
//! # What it checks
//! A three-membered ring with oxygen, open to attack on at least one side.
//!
//! # Why it matters
//! Ring strain: nucleophiles of DNA open the ring.
//!
//! # Example
//! Epichlorohydrin, glycidol.
//!
//! # Limits of validity
//! Tri- and tetra-substituted epoxides are hindered and left out unless a ring, C=C or carbonyl group
//! activates them.
//!
//! # References
//! Ashby and Tennant 1991; Bailey 2005; Benigni and Bossa 2008; Kazius 2005.

use crate::alert::{Alert, Measured};
use crate::literature::{ASHBY_TENNANT_1991, BAILEY_2005, BENIGNI_BOSSA_2008, KAZIUS_2005};

/// The rule.
pub(crate) const ALERT: Alert = Alert {
    id: "epoxide",
    name: "Epoxide",
    definition: "A three-membered ring with oxygen, open to attack on at least one side.",
    mechanism: "Ring strain: nucleophiles of DNA open the ring.",
    limits: "Tri- and tetra-substituted epoxides are hindered and left out unless a ring, C=C or carbonyl group activates them.",
    cohort_of_concern: None,
    references: &[
        ASHBY_TENNANT_1991,
        BAILEY_2005,
        BENIGNI_BOSSA_2008,
        KAZIUS_2005,
    ],
    patterns: &[
        "[OX2]1[CX4;H2][CX4]1",
        "[OX2]1[CX4;H1][CX4;H1]1",
        "[OX2]1[CX4;H1,H0]([a,$(C=C),$(C=O)])[CX4]1",
    ],
    exemptions: &[],
    positives: &["C1CO1", "ClCC1CO1"],
    negatives: &["C1COC1", "CC1(C)OC1(C)C"],
    measured: Measured {
        hits: 376,
        positives: 295,
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
