//! Alert: N-methylol or N-alkoxymethyl compound.
//!
//! # What it checks
//! A hydroxymethyl or methoxymethyl group on nitrogen.
//!
//! # Why it matters
//! Releases formaldehyde, or ionises to an iminium ion.
//!
//! # Example
//! N-(Hydroxymethyl)acrylamide.
//!
//! # Limits of validity
//! The alert is weak: many release formaldehyde too slowly.
//!
//! # References
//! Ashby and Tennant 1991; Benigni and Bossa 2008.

use crate::alert::{Alert, Measured};
use crate::literature::{ASHBY_TENNANT_1991, BENIGNI_BOSSA_2008};

/// The rule.
pub(crate) const ALERT: Alert = Alert {
    id: "n-methylol",
    name: "N-methylol or N-alkoxymethyl compound",
    mechanism: "Releases formaldehyde, or ionises to an iminium ion.",
    cohort_of_concern: None,
    references: &[ASHBY_TENNANT_1991, BENIGNI_BOSSA_2008],
    patterns: &["[OX2;H1][CH2][NX3]", "[OX2]([CH3])[CH2][NX3]"],
    exemptions: &[],
    measured: Measured {
        hits: 8,
        positives: 5,
    },
};

#[cfg(test)]
mod tests {
    use super::ALERT;
    use crate::alert::check;

    #[test]
    fn hits_its_examples_only() {
        check(&ALERT, &["OCNC(=O)C=C", "COCN1CCCC1=O"], &["OCCNC", "COCC"]);
    }
}
