//! Alert: hydroperoxide, peracid or hydrogen peroxide.
//!
//! # What it checks
//! An O–O bond with a hydrogen on one oxygen.
//!
//! # Why it matters
//! Radicals that oxidise DNA.
//!
//! # Example
//! tert-Butyl hydroperoxide; peroxides of ether solvents.
//!
//! # Limits of validity
//! Dialkyl peroxides are mostly negative and left out.
//!
//! # References
//! Benigni and Bossa 2008.

use crate::alert::{Alert, Measured};
use crate::literature::BENIGNI_BOSSA_2008;

/// The rule.
pub(crate) const ALERT: Alert = Alert {
    id: "peroxide",
    name: "Hydroperoxide, peracid or hydrogen peroxide",
    mechanism: "Radicals that oxidise DNA.",
    cohort_of_concern: None,
    references: &[BENIGNI_BOSSA_2008],
    patterns: &["[OX2;H1][OX2]"],
    exemptions: &[],
    measured: Measured {
        hits: 18,
        positives: 16,
    },
};

#[cfg(test)]
mod tests {
    use super::ALERT;
    use crate::alert::check;

    #[test]
    fn hits_its_examples_only() {
        check(
            &ALERT,
            &["CC(C)(C)OO", "CC(=O)OO"],
            &["CC(C)(C)OOC(C)(C)C", "CO"],
        );
    }
}
