//! Alert: vinyl sulfone.
//!
//! # What it checks
//! An unsubstituted vinyl group on a sulfone.
//!
//! # Why it matters
//! Conjugate addition of DNA bases.
//!
//! # Example
//! Methyl vinyl sulfone.
//!
//! # Limits of validity
//! Kept for its mechanism: the one tested compound it hits is negative. Substituted ones and vinyl
//! sulfoxides are left out for lack of data.
//!
//! # References
//! Bailey 2005; Kazius 2005.

use crate::alert::{Alert, Measured};
use crate::literature::{BAILEY_2005, KAZIUS_2005};

/// The rule.
pub(crate) const ALERT: Alert = Alert {
    id: "vinyl-sulfone",
    name: "Vinyl sulfone",
    definition: "An unsubstituted vinyl group on a sulfone.",
    mechanism: "Conjugate addition of DNA bases.",
    limits: "Kept for its mechanism: the one tested compound it hits is negative. Substituted ones and vinyl sulfoxides are left out for lack of data.",
    cohort_of_concern: None,
    references: &[BAILEY_2005, KAZIUS_2005],
    patterns: &["[CX3;H2]=[CX3;H1][SX4](=[OX1])=[OX1]"],
    exemptions: &[],
    positives: &["C=CS(C)(=O)=O"],
    negatives: &["CC=CS(C)(=O)=O", "CCS(C)(=O)=O", "C=CC#N"],
    measured: Measured {
        hits: 1,
        positives: 0,
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
