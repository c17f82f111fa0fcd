//! Alert: quinone.
//!
//! # What it checks
//! A para- or ortho-quinone, alone or fused to further rings.
//!
//! # Why it matters
//! Redox cycling, conjugate addition; hydroxyanthraquinones intercalate.
//!
//! # Example
//! 1,4-Naphthoquinone.
//!
//! # Limits of validity
//! Benzoquinones themselves are often negative in bacteria because they are toxic to them.
//!
//! # References
//! Benigni and Bossa 2008.

use crate::alert::{Alert, Measured};
use crate::literature::BENIGNI_BOSSA_2008;

/// The rule.
pub(crate) const ALERT: Alert = Alert {
    id: "quinone",
    name: "Quinone",
    definition: "A para- or ortho-quinone, alone or fused to further rings.",
    mechanism: "Redox cycling, conjugate addition; hydroxyanthraquinones intercalate.",
    limits: "Benzoquinones themselves are often negative in bacteria because they are toxic to them.",
    cohort_of_concern: None,
    references: &[BENIGNI_BOSSA_2008],
    patterns: &[
        "[#6X3]1(=[OX1])[#6X3]~[#6X3][#6X3](=[OX1])[#6X3]~[#6X3]1",
        "[#6X3]1(=[OX1])[#6X3](=[OX1])[#6X3]~[#6X3][#6X3]~[#6X3]1",
    ],
    exemptions: &[],
    positives: &["O=C1C=CC(=O)C=C1", "O=C1c2ccccc2C(=O)c2ccccc12"],
    negatives: &["O=C1CCC(=O)CC1", "O=C1CCCCC1"],
    measured: Measured {
        hits: 117,
        positives: 86,
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
