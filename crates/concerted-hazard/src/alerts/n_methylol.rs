//! Alert: N-methylol or N-alkoxymethyl compound.
//!
//! # What it checks
//! A hydroxymethyl or methoxymethyl group on nitrogen; also aminals of formaldehyde, which release it.
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
    definition: "A hydroxymethyl or methoxymethyl group on nitrogen; also aminals of formaldehyde, which release it.",
    mechanism: "Releases formaldehyde, or ionises to an iminium ion.",
    limits: "The alert is weak: many release formaldehyde too slowly.",
    cohort_of_concern: None,
    references: &[ASHBY_TENNANT_1991, BENIGNI_BOSSA_2008],
    patterns: &[
        "[OX2;H1][CH2][NX3]",
        "[OX2]([CH3])[CH2][NX3]",
        "[CX4;H2]([NX3;!$(N-C=[O,S,N]);!$(N-S=O);!$(N-a)])[NX3;!$(N-C=[O,S,N]);!$(N-S=O);!$(N-a)]",
    ],
    exemptions: &[],
    positives: &["OCNC(=O)C=C", "COCN1CCCC1=O", "C1N2CN3CN1CN(C2)C3"],
    negatives: &["OCCNC", "COCC", "NCCN"],
    measured: Measured {
        hits: 15,
        positives: 10,
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
