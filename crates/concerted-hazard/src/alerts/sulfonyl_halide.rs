//! Alert: sulfonyl halide.
//!
//! # What it checks
//! A chlorine, bromine or iodine on a sulfonyl group.
//!
//! # Why it matters
//! Sulfonylation, and alkylating esters with any alcohol present; positive calls may come from reaction
//! with dimethyl sulfoxide.
//!
//! # Example
//! Methanesulfonyl chloride.
//!
//! # Limits of validity
//! Sulfonyl fluorides are far less reactive and left out.
//!
//! # References
//! Benigni and Bossa 2008.

use crate::alert::{Alert, Measured};
use crate::literature::BENIGNI_BOSSA_2008;

/// The rule.
pub(crate) const ALERT: Alert = Alert {
    id: "sulfonyl-halide",
    name: "Sulfonyl halide",
    definition: "A chlorine, bromine or iodine on a sulfonyl group.",
    mechanism: "Sulfonylation, and alkylating esters with any alcohol present; positive calls may come from reaction with dimethyl sulfoxide.",
    limits: "Sulfonyl fluorides are far less reactive and left out.",
    cohort_of_concern: None,
    references: &[BENIGNI_BOSSA_2008],
    patterns: &["[SX4](=[OX1])(=[OX1])[Cl,Br,I]"],
    exemptions: &[],
    positives: &["CS(=O)(=O)Cl"],
    negatives: &["CS(=O)(=O)F", "CS(N)(=O)=O"],
    measured: Measured {
        hits: 3,
        positives: 2,
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
