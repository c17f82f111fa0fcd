//! Alert: primary or secondary alkyl halide.
//!
//! # What it checks
//! Chlorine, bromine or iodine on a primary or secondary sp3 carbon, or on methane.
//!
//! # Why it matters
//! Halide is a leaving group: direct alkylation, or alkylation after conjugation with glutathione for
//! 1,2-dihalides.
//!
//! # Example
//! Isopropyl chloride from a hydrochloride salt formed in isopropanol.
//!
//! # Limits of validity
//! Tertiary halides and plain ring halides eliminate rather than alkylate and are left out. ICH M7
//! gives monofunctional alkyl chlorides ten times the general threshold.
//!
//! # References
//! Ashby and Tennant 1991; Bailey 2005; Benigni and Bossa 2008; ICH M7(R2); Kazius 2005.

use crate::alert::{Alert, Measured};
use crate::literature::{ASHBY_TENNANT_1991, BAILEY_2005, BENIGNI_BOSSA_2008, ICH_M7, KAZIUS_2005};

/// The rule.
pub(crate) const ALERT: Alert = Alert {
    id: "alkyl-halide",
    name: "Primary or secondary alkyl halide",
    definition: "Chlorine, bromine or iodine on a primary or secondary sp3 carbon, or on methane.",
    mechanism: "Halide is a leaving group: direct alkylation, or alkylation after conjugation with glutathione for 1,2-dihalides.",
    limits: "Tertiary halides and plain ring halides eliminate rather than alkylate and are left out. ICH M7 gives monofunctional alkyl chlorides ten times the general threshold.",
    cohort_of_concern: None,
    references: &[
        ASHBY_TENNANT_1991,
        BAILEY_2005,
        BENIGNI_BOSSA_2008,
        ICH_M7,
        KAZIUS_2005,
    ],
    patterns: &[
        "[CX4;H2]([Cl,Br,I])[CX4]",
        "[CX4;H1;!R]([Cl,Br,I])([CX4])[CX4]",
        "[CX4;H1;R]([Cl,Br,I])([CX4])[CX4;$(C[Cl,Br,I,OX2H1])]",
        "[CH3][Cl,Br,I]",
        "[CX4;H2]([Cl,Br,I])[Cl,Br,I]",
    ],
    exemptions: &[],
    positives: &["CC(C)Cl", "CCBr", "CI", "ClCCCl"],
    negatives: &["CC(C)(C)Cl", "FC(F)(F)C", "Clc1ccccc1", "ClC1CCCCC1"],
    measured: Measured {
        hits: 227,
        positives: 177,
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
