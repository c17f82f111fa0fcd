//! Alert: arylhydroxylamine and its esters.
//!
//! # What it checks
//! A hydroxylamine, or an ester or ether of one, on an aromatic ring.
//!
//! # Why it matters
//! It is the proximate form of aromatic amines and nitroarenes: loss of water or acid gives the
//! nitrenium ion.
//!
//! # Example
//! N-phenylhydroxylamine, the half-way product of a nitro reduction.
//!
//! # Limits of validity
//! No exemption: hindered examples are too few to exempt.
//!
//! # References
//! Ashby and Tennant 1991; Bailey 2005; Benigni and Bossa 2008; Kazius 2005.

use crate::alert::{Alert, Measured};
use crate::literature::{ASHBY_TENNANT_1991, BAILEY_2005, BENIGNI_BOSSA_2008, KAZIUS_2005};

/// The rule.
pub(crate) const ALERT: Alert = Alert {
    id: "arylhydroxylamine",
    name: "Arylhydroxylamine and its esters",
    definition: "A hydroxylamine, or an ester or ether of one, on an aromatic ring.",
    mechanism: "It is the proximate form of aromatic amines and nitroarenes: loss of water or acid gives the nitrenium ion.",
    limits: "No exemption: hindered examples are too few to exempt.",
    cohort_of_concern: None,
    references: &[
        ASHBY_TENNANT_1991,
        BAILEY_2005,
        BENIGNI_BOSSA_2008,
        KAZIUS_2005,
    ],
    patterns: &["[NX3;H1]([OX2])[a]", "[NX3;H0]([OX2])([a])[#6]"],
    exemptions: &[],
    positives: &["ONc1ccccc1", "CC(=O)ON(C(C)=O)c1ccccc1"],
    negatives: &["NOCc1ccccc1", "Oc1ccccc1N"],
    measured: Measured {
        hits: 103,
        positives: 80,
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
