//! Alert: aziridine.
//!
//! # What it checks
//! A three-membered ring with nitrogen.
//!
//! # Why it matters
//! Ring strain and protonation: nucleophiles of DNA open the ring.
//!
//! # Example
//! Ethyleneimine.
//!
//! # Limits of validity
//! No exemption.
//!
//! # References
//! Ashby and Tennant 1991; Bailey 2005; Benigni and Bossa 2008; Kazius 2005.

use crate::alert::{Alert, Measured};
use crate::literature::{ASHBY_TENNANT_1991, BAILEY_2005, BENIGNI_BOSSA_2008, KAZIUS_2005};

/// The rule.
pub(crate) const ALERT: Alert = Alert {
    id: "aziridine",
    name: "Aziridine",
    definition: "A three-membered ring with nitrogen.",
    mechanism: "Ring strain and protonation: nucleophiles of DNA open the ring.",
    limits: "No exemption.",
    cohort_of_concern: None,
    references: &[
        ASHBY_TENNANT_1991,
        BAILEY_2005,
        BENIGNI_BOSSA_2008,
        KAZIUS_2005,
    ],
    patterns: &["[NX3]1[CX4][CX4]1"],
    exemptions: &[],
    positives: &["C1CN1", "CN1CC1C"],
    negatives: &["C1CNC1"],
    measured: Measured {
        hits: 56,
        positives: 54,
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
