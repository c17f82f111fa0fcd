//! Alert: acyl halide, chloroformate or trichloromethyl carbonate.
//!
//! # What it checks
//! A halogen on a carbonyl carbon, including chloroformates and carbamoyl chlorides; also diphosgene and triphosgene.
//!
//! # Why it matters
//! Direct acylation of DNA bases.
//!
//! # Example
//! Dimethylcarbamoyl chloride.
//!
//! # Limits of validity
//! Hydrolysis is often faster than any carry-over; several positive calls come from the solvent
//! dimethyl sulfoxide.
//!
//! # References
//! Benigni and Bossa 2008; Kazius 2005.

use crate::alert::{Alert, Measured};
use crate::literature::{BENIGNI_BOSSA_2008, KAZIUS_2005};

/// The rule.
pub(crate) const ALERT: Alert = Alert {
    id: "acyl-halide",
    name: "Acyl halide, chloroformate or trichloromethyl carbonate",
    definition: "A halogen on a carbonyl carbon, including chloroformates and carbamoyl chlorides; also diphosgene and triphosgene.",
    mechanism: "Direct acylation of DNA bases.",
    limits: "Hydrolysis is often faster than any carry-over; several positive calls come from the solvent dimethyl sulfoxide.",
    cohort_of_concern: None,
    references: &[BENIGNI_BOSSA_2008, KAZIUS_2005],
    patterns: &[
        "[CX3](=[OX1])[F,Cl,Br,I]",
        "[CX3](=[OX1])[OX2][CX4](Cl)(Cl)Cl",
    ],
    exemptions: &[],
    positives: &[
        "CC(=O)Cl",
        "CN(C)C(=O)Cl",
        "ClC(=O)OC",
        "O=C(OC(Cl)(Cl)Cl)OC(Cl)(Cl)Cl",
    ],
    negatives: &["CC(=O)CCl", "NC(=O)C"],
    measured: Measured {
        hits: 27,
        positives: 23,
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
