//! Alert: benzylic halide.
//!
//! # What it checks
//! Halogen on a primary or secondary carbon beside an aromatic ring.
//!
//! # Why it matters
//! The ring stabilises the transition state of substitution.
//!
//! # Example
//! Benzyl chloride; 4-(chloromethyl)biphenyl from a protecting-group reagent.
//!
//! # Limits of validity
//! Strong electron-withdrawing groups slow the reaction but do not exempt.
//!
//! # References
//! Bailey 2005; Benigni and Bossa 2008; Kazius 2005.

use crate::alert::{Alert, Measured};
use crate::literature::{BAILEY_2005, BENIGNI_BOSSA_2008, KAZIUS_2005};

/// The rule.
pub(crate) const ALERT: Alert = Alert {
    id: "benzylic-halide",
    name: "Benzylic halide",
    definition: "Halogen on a primary or secondary carbon beside an aromatic ring.",
    mechanism: "The ring stabilises the transition state of substitution.",
    limits: "Strong electron-withdrawing groups slow the reaction but do not exempt.",
    cohort_of_concern: None,
    references: &[BAILEY_2005, BENIGNI_BOSSA_2008, KAZIUS_2005],
    patterns: &["[CX4;H2,H1]([Cl,Br,I])[a]"],
    exemptions: &[],
    positives: &["ClCc1ccccc1"],
    negatives: &["Clc1ccccc1", "ClC(c1ccccc1)(c1ccccc1)c1ccccc1"],
    measured: Measured {
        hits: 63,
        positives: 42,
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
