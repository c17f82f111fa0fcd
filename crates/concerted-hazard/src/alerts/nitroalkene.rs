//! Alert: nitroalkene.
//!
//! # What it checks
//! A nitro group on a C=C bond.
//!
//! # Why it matters
//! A strong Michael acceptor, and reducible like a nitroarene.
//!
//! # Example
//! Beta-nitrostyrene.
//!
//! # Limits of validity
//! No exemption.
//!
//! # References
//! Kazius 2005.

use crate::alert::{Alert, Measured};
use crate::literature::KAZIUS_2005;

/// The rule.
pub(crate) const ALERT: Alert = Alert {
    id: "nitroalkene",
    name: "Nitroalkene",
    definition: "A nitro group on a C=C bond.",
    mechanism: "A strong Michael acceptor, and reducible like a nitroarene.",
    limits: "No exemption.",
    cohort_of_concern: None,
    references: &[KAZIUS_2005],
    patterns: &["[CX3](=[CX3])[NX3+](=[OX1])[OX1-]"],
    exemptions: &[],
    positives: &["O=[N+]([O-])C=Cc1ccccc1"],
    negatives: &["CC[N+](=O)[O-]"],
    measured: Measured {
        hits: 14,
        positives: 11,
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
