//! Alert: planar ring system with a basic side chain.
//!
//! # What it checks
//! A carboxamide with a dialkylaminoethyl group on a fused aromatic ring system, or an aminoethylamine
//! on one.
//!
//! # Why it matters
//! The flat rings slide between base pairs and the cationic chain holds them there; frameshifts follow.
//!
//! # Example
//! Acridine-4-carboxamide of N,N-dimethylethylenediamine.
//!
//! # Limits of validity
//! Single rings with the same chain (procainamide, metoclopramide) are not meant and not hit.
//!
//! # References
//! Benigni and Bossa 2011.

use crate::alert::{Alert, Measured};
use crate::literature::BENIGNI_BOSSA_2011;

/// The rule.
pub(crate) const ALERT: Alert = Alert {
    id: "intercalator-side-chain",
    name: "Planar ring system with a basic side chain",
    definition: "A carboxamide with a dialkylaminoethyl group on a fused aromatic ring system, or an aminoethylamine on one.",
    mechanism: "The flat rings slide between base pairs and the cationic chain holds them there; frameshifts follow.",
    limits: "Single rings with the same chain (procainamide, metoclopramide) are not meant and not hit.",
    cohort_of_concern: None,
    references: &[BENIGNI_BOSSA_2011],
    patterns: &[
        "[NX3]([CX4])([CX4])[CX4;H2][CX4;H2][NX3;H1][CX3](=[OX1])[c;$(c:[c,n;R2]),$(c:[c,n]:[c,n;R2])]",
        "[NX3;!$(NC=O)]([CX4,#1])[CX4;H2][CX4;H2][NX3;H1]c1[c,n][c,n][c,n][c,n;R2,R3][c,n;R2,R3]1",
    ],
    exemptions: &[],
    positives: &["CN(C)CCNC(=O)c1cccc2cc3ccccc3nc12"],
    negatives: &["CCN(CC)CCNC(=O)c1ccc(N)cc1"],
    measured: Measured {
        hits: 24,
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
