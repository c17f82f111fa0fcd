//! Alert: polycyclic aromatic system of three or more rings.
//!
//! # What it checks
//! At least three fused carbocyclic rings, aromatic but for a bridging ring.
//!
//! # Why it matters
//! Oxidation to diol epoxides in the bay region, and intercalation.
//!
//! # Example
//! Benzo[a]pyrene.
//!
//! # Limits of validity
//! Naphthalenes are left out. Anthracene and phenanthrene themselves are weak or negative.
//!
//! # References
//! Bailey 2005; Benigni and Bossa 2008; Kazius 2005.

use crate::alert::{Alert, Measured};
use crate::literature::{BAILEY_2005, BENIGNI_BOSSA_2008, KAZIUS_2005};

/// The rule.
pub(crate) const ALERT: Alert = Alert {
    id: "polycyclic-aromatic",
    name: "Polycyclic aromatic system of three or more rings",
    definition: "At least three fused carbocyclic rings, aromatic but for a bridging ring.",
    mechanism: "Oxidation to diol epoxides in the bay region, and intercalation.",
    limits: "Naphthalenes are left out. Anthracene and phenanthrene themselves are weak or negative.",
    cohort_of_concern: None,
    references: &[BAILEY_2005, BENIGNI_BOSSA_2008, KAZIUS_2005],
    patterns: &[
        "[c;R3]",
        "c1ccc2c(c1)ccc1ccccc12",
        "c1ccc2cc3ccccc3cc2c1",
        "c1ccc2c(c1)[#6;!a]c1ccccc12",
        "c1ccc2c(c1)[#6;!a][#6;!a]c1ccccc12",
    ],
    exemptions: &[],
    positives: &["c1ccc2c(c1)ccc1ccccc12", "c1cc2ccc3cccc4ccc(c1)c2c34"],
    negatives: &["c1ccc2ccccc2c1", "c1ccccc1-c1ccccc1"],
    measured: Measured {
        hits: 756,
        positives: 648,
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
