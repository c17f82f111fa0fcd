//! Alert: N-halo amine.
//!
//! # What it checks
//! A chlorine or bromine on an amine nitrogen.
//!
//! # Why it matters
//! Halogenating and oxidising agent towards DNA bases.
//!
//! # Example
//! Chloramines from amines and hypochlorite.
//!
//! # Limits of validity
//! N-halo imides have an alert of their own; N-halo amides and hydantoins are left out: data are few.
//!
//! # References
//! Ashby and Tennant 1991; Bailey 2005.

use crate::alert::{Alert, Measured};
use crate::literature::{ASHBY_TENNANT_1991, BAILEY_2005};

/// The rule.
pub(crate) const ALERT: Alert = Alert {
    id: "n-halo-amine",
    name: "N-halo amine",
    definition: "A chlorine or bromine on an amine nitrogen.",
    mechanism: "Halogenating and oxidising agent towards DNA bases.",
    limits: "N-halo imides have an alert of their own; N-halo amides and hydantoins are left out: data are few.",
    cohort_of_concern: None,
    references: &[ASHBY_TENNANT_1991, BAILEY_2005],
    patterns: &["[NX3]([Cl,Br])([CX4,#1])[CX4,#1]"],
    exemptions: &[],
    positives: &["CN(C)Cl"],
    negatives: &["CN(C)C", "O=C1CCC(=O)N1Cl"],
    measured: Measured {
        hits: 2,
        positives: 1,
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
