//! Alert: N-halo imide.
//!
//! # What it checks
//! A chlorine, bromine or iodine on the nitrogen of an imide of two carboxylic acids.
//!
//! # Why it matters
//! Halogenating and oxidising agent towards DNA bases.
//!
//! # Example
//! N-Bromosuccinimide.
//!
//! # Limits of validity
//! One compound tested. N-halo hydantoins, cyanurates and amides are left out: those tested are mostly
//! negative.
//!
//! # References
//! Ashby and Tennant 1991.

use crate::alert::{Alert, Measured};
use crate::literature::ASHBY_TENNANT_1991;

/// The rule.
pub(crate) const ALERT: Alert = Alert {
    id: "n-halo-imide",
    name: "N-halo imide",
    definition: "A chlorine, bromine or iodine on the nitrogen of an imide of two carboxylic acids.",
    mechanism: "Halogenating and oxidising agent towards DNA bases.",
    limits: "One compound tested. N-halo hydantoins, cyanurates and amides are left out: those tested are mostly negative.",
    cohort_of_concern: None,
    references: &[ASHBY_TENNANT_1991],
    patterns: &["[NX3]([Cl,Br,I])([CX3](=[OX1])[#6])[CX3](=[OX1])[#6]"],
    exemptions: &[],
    positives: &["O=C1CCC(=O)N1Br", "O=C1CCC(=O)N1Cl"],
    negatives: &["CC1(C)C(=O)N(Cl)C(=O)N1Cl", "CC(=O)NBr", "O=C1CCC(=O)N1"],
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
