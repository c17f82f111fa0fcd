//! Alert: nitrogen or sulfur mustard.
//!
//! # What it checks
//! A halogen two carbons from an amine or sulfide.
//!
//! # Why it matters
//! The hetero atom displaces halide and gives an aziridinium or episulfonium ion, a very strong
//! alkylating agent.
//!
//! # Example
//! 2-(Dimethylamino)ethyl chloride, used to alkylate phenols.
//!
//! # Limits of validity
//! Amides and sulfonamides are exempt: their nitrogen does not assist.
//!
//! # References
//! Ashby and Tennant 1991; Bailey 2005; Benigni and Bossa 2008; Kazius 2005.

use crate::alert::{Alert, Measured};
use crate::literature::{ASHBY_TENNANT_1991, BAILEY_2005, BENIGNI_BOSSA_2008, KAZIUS_2005};

/// The rule.
pub(crate) const ALERT: Alert = Alert {
    id: "mustard",
    name: "Nitrogen or sulfur mustard",
    definition: "A halogen two carbons from an amine or sulfide.",
    mechanism: "The hetero atom displaces halide and gives an aziridinium or episulfonium ion, a very strong alkylating agent.",
    limits: "Amides and sulfonamides are exempt: their nitrogen does not assist.",
    cohort_of_concern: None,
    references: &[
        ASHBY_TENNANT_1991,
        BAILEY_2005,
        BENIGNI_BOSSA_2008,
        KAZIUS_2005,
    ],
    patterns: &["[CX4;H2,H1]([F,Cl,Br,I])[CX4][NX3,SX2;!$(*C=O);!$(*S(=O))]"],
    exemptions: &[],
    positives: &["CN(C)CCCl", "ClCCSCCCl"],
    negatives: &["CN(C)CCCCl", "CC(=O)NCCCl", "CN(C)CCO"],
    measured: Measured {
        hits: 78,
        positives: 68,
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
