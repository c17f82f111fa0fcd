//! Alert: alpha-halo carbonyl compound or nitrile.
//!
//! # What it checks
//! Halogen on the carbon beside a carbonyl group or nitrile.
//!
//! # Why it matters
//! The carbonyl group activates the halide for substitution by DNA and thiols.
//!
//! # Example
//! Chloroacetone; 2-bromoacetophenone.
//!
//! # Limits of validity
//! Free acids are left out: the carboxylate repels the nucleophile. Chloroacetamide herbicides react with
//! glutathione first.
//!
//! # References
//! Bailey 2005; Benigni and Bossa 2008.

use crate::alert::{Alert, Measured};
use crate::literature::{BAILEY_2005, BENIGNI_BOSSA_2008};

/// The rule.
pub(crate) const ALERT: Alert = Alert {
    id: "alpha-halo-carbonyl",
    name: "Alpha-halo carbonyl compound or nitrile",
    mechanism: "The carbonyl group activates the halide for substitution by DNA and thiols.",
    cohort_of_concern: None,
    references: &[BAILEY_2005, BENIGNI_BOSSA_2008],
    patterns: &[
        "[CX4;H2,H1]([Cl,Br,I])[CX3](=[OX1])[!$([OX2H1]);!$([OX1-])]",
        "[CX4;H2,H1]([Cl,Br,I])[CX2]#[NX1]",
    ],
    exemptions: &[],
    measured: Measured {
        hits: 65,
        positives: 41,
    },
};

#[cfg(test)]
mod tests {
    use super::ALERT;
    use crate::alert::check;

    #[test]
    fn hits_its_examples_only() {
        check(
            &ALERT,
            &["CC(=O)CCl", "N#CCCl"],
            &["OC(=O)CCl", "CC(=O)C(F)(F)F"],
        );
    }
}
