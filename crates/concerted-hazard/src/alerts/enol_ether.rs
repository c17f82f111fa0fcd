//! Alert: alpha,beta-unsaturated ether.
//!
//! # What it checks
//! A vinyl ether that is open at its far end.
//!
//! # Why it matters
//! Epoxidation of the electron-rich double bond.
//!
//! # Example
//! Vinyl ethers; dihydrofurans.
//!
//! # Limits of validity
//! Vinyl esters and enol ethers with two groups at the far carbon are left out.
//!
//! # References
//! Benigni and Bossa 2008; Kazius 2005.

use crate::alert::{Alert, Measured};
use crate::literature::{BENIGNI_BOSSA_2008, KAZIUS_2005};

/// The rule.
pub(crate) const ALERT: Alert = Alert {
    id: "enol-ether",
    name: "Alpha,beta-unsaturated ether",
    definition: "A vinyl ether that is open at its far end.",
    mechanism: "Epoxidation of the electron-rich double bond.",
    limits: "Vinyl esters and enol ethers with two groups at the far carbon are left out.",
    cohort_of_concern: None,
    references: &[BENIGNI_BOSSA_2008, KAZIUS_2005],
    patterns: &["[CX3;H1,H2]=[CX3;H1][OX2][CX4]"],
    exemptions: &[],
    positives: &["C=COCC", "C1CC=CO1"],
    negatives: &["C=COC(C)=O", "CC(C)=COC"],
    measured: Measured {
        hits: 47,
        positives: 45,
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
