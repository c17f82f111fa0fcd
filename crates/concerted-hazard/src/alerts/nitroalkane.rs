//! Alert: secondary nitroalkane, nitromethane derivative.
//!
//! # What it checks
//! A nitro group on a secondary carbon, or beside a halogen or second nitro group.
//!
//! # Why it matters
//! Oxidation of the nitronate and sulfation give an aminating species.
//!
//! # Example
//! 2-Nitropropane.
//!
//! # Limits of validity
//! Primary nitroalkanes are negative and left out.
//!
//! # References
//! Kazius 2005.

use crate::alert::{Alert, Measured};
use crate::literature::KAZIUS_2005;

/// The rule.
pub(crate) const ALERT: Alert = Alert {
    id: "nitroalkane",
    name: "Secondary nitroalkane, nitromethane derivative",
    definition: "A nitro group on a secondary carbon, or beside a halogen or second nitro group.",
    mechanism: "Oxidation of the nitronate and sulfation give an aminating species.",
    limits: "Primary nitroalkanes are negative and left out.",
    cohort_of_concern: None,
    references: &[KAZIUS_2005],
    patterns: &[
        "[CX4;H1]([CX4])([CX4])[NX3+](=[OX1])[OX1-]",
        "[CX4]([F,Cl,Br,I,$([NX3+](=O)[OX1-])])[NX3+](=[OX1])[OX1-]",
    ],
    exemptions: &[],
    positives: &["CC(C)[N+](=O)[O-]"],
    negatives: &["CC[N+](=O)[O-]", "O=[N+]([O-])c1ccccc1"],
    measured: Measured {
        hits: 15,
        positives: 9,
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
