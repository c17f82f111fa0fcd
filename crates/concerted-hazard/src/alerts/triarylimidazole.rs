//! Alert: 2,4,5-Triarylimidazole.
//!
//! # What it checks
//! An imidazole with aromatic rings on all three carbons and hydrogen on nitrogen.
//!
//! # Why it matters
//! Not established; the class was found in a review of bacterial tests. The flat, electron-rich rings
//! are easily oxidised.
//!
//! # Example
//! Lophine (2,4,5-triphenylimidazole).
//!
//! # Limits of validity
//! No mechanism is known: eight compounds tested, all positive, of one series.
//!
//! # References
//! Benigni and Bossa 2011.

use crate::alert::{Alert, Measured};
use crate::literature::BENIGNI_BOSSA_2011;

/// The rule.
pub(crate) const ALERT: Alert = Alert {
    id: "triarylimidazole",
    name: "2,4,5-Triarylimidazole",
    definition: "An imidazole with aromatic rings on all three carbons and hydrogen on nitrogen.",
    mechanism: "Not established; the class was found in a review of bacterial tests. The flat, electron-rich rings are easily oxidised.",
    limits: "No mechanism is known: eight compounds tested, all positive, of one series.",
    cohort_of_concern: None,
    references: &[BENIGNI_BOSSA_2011],
    patterns: &["c1ccccc1-c1nc(-c2ccccc2)c(-c2ccccc2)[nH]1"],
    exemptions: &[],
    positives: &["c1ccc(-c2nc(-c3ccccc3)c(-c3ccccc3)[nH]2)cc1"],
    negatives: &["c1ccc(-c2ncc[nH]2)cc1"],
    measured: Measured {
        hits: 8,
        positives: 8,
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
