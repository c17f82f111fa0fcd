//! Alert: N-oxide of an aromatic ring nitrogen.
//!
//! # What it checks
//! Oxygen on an aromatic ring nitrogen.
//!
//! # Why it matters
//! Reduction and radical formation; for quinoline N-oxides with a nitro group the hydroxylamine.
//!
//! # Example
//! 4-Nitroquinoline N-oxide.
//!
//! # Limits of validity
//! Simple pyridine N-oxides are often negative.
//!
//! # References
//! Ashby and Tennant 1991; Benigni and Bossa 2008.

use crate::alert::{Alert, Measured};
use crate::literature::{ASHBY_TENNANT_1991, BENIGNI_BOSSA_2008};

/// The rule.
pub(crate) const ALERT: Alert = Alert {
    id: "aromatic-n-oxide",
    name: "N-oxide of an aromatic ring nitrogen",
    definition: "Oxygen on an aromatic ring nitrogen.",
    mechanism: "Reduction and radical formation; for quinoline N-oxides with a nitro group the hydroxylamine.",
    limits: "Simple pyridine N-oxides are often negative.",
    cohort_of_concern: None,
    references: &[ASHBY_TENNANT_1991, BENIGNI_BOSSA_2008],
    patterns: &["[nX3+][OX1-]"],
    exemptions: &[],
    positives: &["[O-][n+]1ccccc1"],
    negatives: &["C[N+](C)(C)[O-]", "c1ccncc1"],
    measured: Measured {
        hits: 27,
        positives: 20,
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
