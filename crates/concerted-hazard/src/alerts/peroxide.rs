//! Alert: hydroperoxide, peracid or hydrogen peroxide.
//!
//! # What it checks
//! An O–O bond with a hydrogen on one oxygen; also 1,2-dioxetanes and peroxy acids and esters.
//!
//! # Why it matters
//! Radicals that oxidise DNA.
//!
//! # Example
//! tert-Butyl hydroperoxide; peroxides of ether solvents.
//!
//! # Limits of validity
//! Dialkyl peroxides are mostly negative and left out.
//!
//! # References
//! Benigni and Bossa 2008.

use crate::alert::{Alert, Measured};
use crate::literature::BENIGNI_BOSSA_2008;

/// The rule.
pub(crate) const ALERT: Alert = Alert {
    id: "peroxide",
    name: "Hydroperoxide, peracid or hydrogen peroxide",
    definition: "An O–O bond with a hydrogen on one oxygen; also 1,2-dioxetanes and peroxy acids and esters.",
    mechanism: "Radicals that oxidise DNA.",
    limits: "Dialkyl peroxides are mostly negative and left out.",
    cohort_of_concern: None,
    references: &[BENIGNI_BOSSA_2008],
    patterns: &[
        "[OX2;H1][OX2]",
        "[OX2]1[OX2][CX4][CX4]1",
        "[OX2]([OX2])[CX3]=[OX1]",
    ],
    exemptions: &[],
    positives: &["CC(C)(C)OO", "CC(=O)OO", "CC1(C)OOC1", "CC(=O)OOC(C)(C)C"],
    negatives: &["CC(C)(C)OOC(C)(C)C", "CO", "CC(C)(C)OOC(C)(C)C"],
    measured: Measured {
        hits: 27,
        positives: 22,
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
