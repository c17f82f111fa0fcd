//! Alert: dihydrodiol of a polycyclic arene.
//!
//! # What it checks
//! A vicinal diol in a ring fused to an arene.
//!
//! # Why it matters
//! One oxidation away from the diol epoxide.
//!
//! # Example
//! Benzo[a]pyrene-7,8-diol.
//!
//! # Limits of validity
//! Metabolites mostly; rarely a process impurity.
//!
//! # References
//! Kazius 2005.

use crate::alert::{Alert, Measured};
use crate::literature::KAZIUS_2005;

/// The rule.
pub(crate) const ALERT: Alert = Alert {
    id: "dihydrodiol",
    name: "Dihydrodiol of a polycyclic arene",
    definition: "A vicinal diol in a ring fused to an arene.",
    mechanism: "One oxidation away from the diol epoxide.",
    limits: "Metabolites mostly; rarely a process impurity.",
    cohort_of_concern: None,
    references: &[KAZIUS_2005],
    patterns: &[
        "[OX2;H1][CX4;R]1[CX4;R]([OX2;H1])[c]~[c][#6]=[#6]1",
        "[OX2;H1][CX4;R]1[CX4;R]([OX2;H1])[c][c][CX4]2[CX4]1[OX2]2",
    ],
    exemptions: &[],
    positives: &["OC1C(O)c2ccccc2C=C1"],
    negatives: &["OC1CCCCC1O"],
    measured: Measured {
        hits: 115,
        positives: 98,
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
