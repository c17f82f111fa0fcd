//! Alert: nitroso group on carbon or sulfur.
//!
//! # What it checks
//! A nitroso group on an sp3 carbon or on sulfur.
//!
//! # Why it matters
//! Transfer of the nitroso group deaminates bases and nitrosates amines; decay gives nitric oxide.
//!
//! # Example
//! S-Nitrosoglutathione, pseudonitroles.
//!
//! # Limits of validity
//! Rests on three compounds tested, all positive.
//!
//! # References
//! Kazius 2005.

use crate::alert::{Alert, Measured};
use crate::literature::KAZIUS_2005;

/// The rule.
pub(crate) const ALERT: Alert = Alert {
    id: "alkyl-nitroso",
    name: "Nitroso group on carbon or sulfur",
    definition: "A nitroso group on an sp3 carbon or on sulfur.",
    mechanism: "Transfer of the nitroso group deaminates bases and nitrosates amines; decay gives nitric oxide.",
    limits: "Rests on three compounds tested, all positive.",
    cohort_of_concern: None,
    references: &[KAZIUS_2005],
    patterns: &["[NX2](=[OX1])[CX4,SX2]"],
    exemptions: &[],
    positives: &["CC(C)(N=O)[N+](=O)[O-]", "NC(CSN=O)C(=O)O"],
    negatives: &["CC(C)=NO"],
    measured: Measured {
        hits: 3,
        positives: 3,
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
