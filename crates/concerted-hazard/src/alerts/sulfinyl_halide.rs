//! Alert: thionyl, sulfinyl or sulfenyl halide.
//!
//! # What it checks
//! A chlorine or bromine on sulfur of lower oxidation state than in a sulfonyl halide.
//!
//! # Why it matters
//! Reacts at once with nucleophiles, and makes alkylating esters and halides from any alcohol present.
//!
//! # Example
//! Thionyl chloride.
//!
//! # Limits of validity
//! Hydrolysis is often faster than any carry-over. One compound tested, a sulfenyl chloride. Sulfonyl
//! halides have an alert of their own.
//!
//! # References
//! Benigni and Bossa 2008.

use crate::alert::{Alert, Measured};
use crate::literature::BENIGNI_BOSSA_2008;

/// The rule.
pub(crate) const ALERT: Alert = Alert {
    id: "sulfinyl-halide",
    name: "Thionyl, sulfinyl or sulfenyl halide",
    definition: "A chlorine or bromine on sulfur of lower oxidation state than in a sulfonyl halide.",
    mechanism: "Reacts at once with nucleophiles, and makes alkylating esters and halides from any alcohol present.",
    limits: "Hydrolysis is often faster than any carry-over. One compound tested, a sulfenyl chloride. Sulfonyl halides have an alert of their own.",
    cohort_of_concern: None,
    references: &[BENIGNI_BOSSA_2008],
    patterns: &["[SX3](=[OX1])[Cl,Br]", "[SX2][Cl,Br]"],
    exemptions: &[],
    positives: &["O=S(Cl)Cl", "CS(=O)Cl", "ClSC(Cl)(Cl)Cl"],
    negatives: &["CS(=O)(=O)Cl", "CS(C)=O"],
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
