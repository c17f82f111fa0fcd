//! Alert: allylic or propargylic halide.
//!
//! # What it checks
//! Halogen on a carbon beside a C=C or C#C bond.
//!
//! # Why it matters
//! The neighboring multiple bond speeds up substitution.
//!
//! # Example
//! Allyl chloride.
//!
//! # Limits of validity
//! None known that is general.
//!
//! # References
//! Bailey 2005; Benigni and Bossa 2008; Kazius 2005.

use crate::alert::{Alert, Measured};
use crate::literature::{BAILEY_2005, BENIGNI_BOSSA_2008, KAZIUS_2005};

/// The rule.
pub(crate) const ALERT: Alert = Alert {
    id: "allylic-halide",
    name: "Allylic or propargylic halide",
    definition: "Halogen on a carbon beside a C=C or C#C bond.",
    mechanism: "The neighboring multiple bond speeds up substitution.",
    limits: "None known that is general.",
    cohort_of_concern: None,
    references: &[BAILEY_2005, BENIGNI_BOSSA_2008, KAZIUS_2005],
    patterns: &["[CX4;H2,H1]([Cl,Br,I])[$([CX3]=[CX3]),$([CX2]#C)]"],
    exemptions: &[],
    positives: &["C=CCCl", "C#CCBr"],
    negatives: &["C=CCl", "CCCCl"],
    measured: Measured {
        hits: 35,
        positives: 31,
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
