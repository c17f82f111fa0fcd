//! Alert: acrylonitrile.
//!
//! # What it checks
//! An unsubstituted vinyl group on a nitrile.
//!
//! # Why it matters
//! Conjugate addition of DNA bases, and epoxidation of acrylonitrile.
//!
//! # Example
//! Acrylonitrile.
//!
//! # Limits of validity
//! Substituted ones are left out for lack of data.
//!
//! # References
//! Bailey 2005; Kazius 2005.

use crate::alert::{Alert, Measured};
use crate::literature::{BAILEY_2005, KAZIUS_2005};

/// The rule.
pub(crate) const ALERT: Alert = Alert {
    id: "acrylonitrile",
    name: "Acrylonitrile",
    definition: "An unsubstituted vinyl group on a nitrile.",
    mechanism: "Conjugate addition of DNA bases, and epoxidation of acrylonitrile.",
    limits: "Substituted ones are left out for lack of data.",
    cohort_of_concern: None,
    references: &[BAILEY_2005, KAZIUS_2005],
    patterns: &["[CX3;H2]=[CX3;H1][CX2]#[NX1]"],
    exemptions: &[],
    positives: &["C=CC#N"],
    negatives: &["CC=CC#N", "CCC#N", "C=CS(C)(=O)=O"],
    measured: Measured {
        hits: 1,
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
