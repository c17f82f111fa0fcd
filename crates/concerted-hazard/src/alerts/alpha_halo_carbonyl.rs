//! Alert: alpha-halo carbonyl compound or nitrile.
//!
//! # What it checks
//! Halogen on the carbon beside a carbonyl group or nitrile; also bromo-, iodo- and dihaloacids.
//!
//! # Why it matters
//! The carbonyl group activates the halide for substitution by DNA and thiols.
//!
//! # Example
//! Chloroacetone; 2-bromoacetophenone.
//!
//! # Limits of validity
//! Free monochloro acids are left out: the carboxylate repels the nucleophile, and those tested are negative. Chloroacetamide herbicides react
//! with glutathione first.
//!
//! # References
//! Bailey 2005; Benigni and Bossa 2008.

use crate::alert::{Alert, Measured};
use crate::literature::{BAILEY_2005, BENIGNI_BOSSA_2008};

/// The rule.
pub(crate) const ALERT: Alert = Alert {
    id: "alpha-halo-carbonyl",
    name: "Alpha-halo carbonyl compound or nitrile",
    definition: "Halogen on the carbon beside a carbonyl group or nitrile; also bromo-, iodo- and dihaloacids.",
    mechanism: "The carbonyl group activates the halide for substitution by DNA and thiols.",
    limits: "Free monochloro acids are left out: the carboxylate repels the nucleophile, and those tested are negative. Chloroacetamide herbicides react with glutathione first.",
    cohort_of_concern: None,
    references: &[BAILEY_2005, BENIGNI_BOSSA_2008],
    patterns: &[
        "[CX4;H2,H1]([Cl,Br,I])[CX3](=[OX1])[!$([OX2H1]);!$([OX1-])]",
        "[CX4;H2,H1]([Cl,Br,I])[CX2]#[NX1]",
        "[CX4;H1]([Cl,Br,I])([Cl,Br,I])[CX3](=[OX1])[OX2H1,OX1-]",
        "[CX4;H2,H1]([Br,I])[CX3](=[OX1])[OX2H1,OX1-]",
    ],
    exemptions: &[],
    positives: &["CC(=O)CCl", "N#CCCl", "OC(=O)C(Cl)Cl", "CC(Br)C(=O)O"],
    negatives: &["OC(=O)CCl", "CC(=O)C(F)(F)F", "OC(=O)CC"],
    measured: Measured {
        hits: 70,
        positives: 46,
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
