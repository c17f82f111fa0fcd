//! Alert: fused aromatic system of three or more rings with a hetero atom.
//!
//! # What it checks
//! At least three fused aromatic rings of which one has a nitrogen, oxygen or sulfur atom.
//!
//! # Why it matters
//! Intercalation, and metabolic activation at ring or amino group.
//!
//! # Example
//! Acridines, ellipticines, the aminoimidazoarenes of fried meat.
//!
//! # Limits of validity
//! Two-ring systems (quinoline, indole, purine) are left out.
//!
//! # References
//! Benigni and Bossa 2008; Kazius 2005.

use crate::alert::{Alert, Measured};
use crate::literature::{BENIGNI_BOSSA_2008, KAZIUS_2005};

/// The rule.
pub(crate) const ALERT: Alert = Alert {
    id: "heteropolycyclic-aromatic",
    name: "Fused aromatic system of three or more rings with a hetero atom",
    definition: "At least three fused aromatic rings of which one has a nitrogen, oxygen or sulfur atom.",
    mechanism: "Intercalation, and metabolic activation at ring or amino group.",
    limits: "Two-ring systems (quinoline, indole, purine) are left out.",
    cohort_of_concern: None,
    references: &[BENIGNI_BOSSA_2008, KAZIUS_2005],
    patterns: &[
        "[a]1[a][a][a]2[a]([a]1)[a,#6;!a]1[a]3[a][a][a][a][a]3[a,#8,#16,#7;!a][a]12",
        "[a;R3]:[n,o,s]",
        "[a;R3]:[a]:[n,o,s]",
        "[a]1[a][a][a]2[a]([a]1)[a]1[a][a][a][a][a]1[n,o,s]2",
        "[a]1[a][a][a]2[a]([a]1)[a]1[a][a][a][a]1[n,o,s]2",
        "c1ccc2[n,o,s]c3ccccc3[c,n]c2c1",
        "[a]1[a][a][a]2[a]([a]1)[a]1[a][a][a][a][a]1[a][n,o,s]2",
        "[a]1[a][n,o,s][a]2[a]([a]1)[a]1[a][a][a][a][a]1[a][a]2",
        "[a]1[a][a]c2c([a]1)[a][a][a]1[n,o,s][a][n,o,s,c][a]12",
        "[a]1[a][a]c2c([a]1)[a][a][a]1[a]2[n,o,s][a][n,o,s]1",
    ],
    exemptions: &[],
    positives: &["c1ccc2nc3ccccc3cc2c1", "Cn1c(N)nc2c1ccc1ncccc12"],
    negatives: &["c1ccc2ncccc2c1", "c1ccc2[nH]ccc2c1"],
    measured: Measured {
        hits: 452,
        positives: 391,
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
