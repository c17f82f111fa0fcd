//! Alert: bromo- or iodotrihalomethane.
//!
//! # What it checks
//! Methane with three or four halogens of which at least one is bromine or iodine.
//!
//! # Why it matters
//! Conjugation with glutathione or reduction to a radical gives reactive one-carbon species.
//!
//! # Example
//! Bromodichloromethane, bromoform, iodoform.
//!
//! # Limits of validity
//! Chloroform and carbon tetrachloride, which are not mutagenic in bacteria, are left out. Volatile:
//! tests in open plates miss them.
//!
//! # References
//! Bailey 2005.

use crate::alert::{Alert, Measured};
use crate::literature::BAILEY_2005;

/// The rule.
pub(crate) const ALERT: Alert = Alert {
    id: "halomethane",
    name: "Bromo- or iodotrihalomethane",
    definition: "Methane with three or four halogens of which at least one is bromine or iodine.",
    mechanism: "Conjugation with glutathione or reduction to a radical gives reactive one-carbon species.",
    limits: "Chloroform and carbon tetrachloride, which are not mutagenic in bacteria, are left out. Volatile: tests in open plates miss them.",
    cohort_of_concern: None,
    references: &[BAILEY_2005],
    patterns: &[
        "[CX4;H1;D3]([Br,I])([F,Cl,Br,I])[F,Cl,Br,I]",
        "[CX4;H0]([Br,I])([F,Cl,Br,I])([F,Cl,Br,I])[F,Cl,Br,I]",
    ],
    exemptions: &[],
    positives: &["BrC(Br)Br", "ClC(Cl)Br", "FC(F)(F)I"],
    negatives: &["ClC(Cl)Cl", "ClC(Cl)(Cl)Cl"],
    measured: Measured {
        hits: 7,
        positives: 5,
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
