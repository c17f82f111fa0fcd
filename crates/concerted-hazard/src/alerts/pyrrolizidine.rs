//! Alert: unsaturated pyrrolizidine.
//!
//! # What it checks
//! A pyrrolizidine with a C=C bond in one ring.
//!
//! # Why it matters
//! Oxidation to a pyrrole that alkylates at two places.
//!
//! # Example
//! Retronecine esters of plant raw materials.
//!
//! # Limits of validity
//! Simple esters are weak in bacteria.
//!
//! # References
//! Benigni and Bossa 2008.

use crate::alert::{Alert, Measured};
use crate::literature::BENIGNI_BOSSA_2008;

/// The rule.
pub(crate) const ALERT: Alert = Alert {
    id: "pyrrolizidine",
    name: "Unsaturated pyrrolizidine",
    definition: "A pyrrolizidine with a C=C bond in one ring.",
    mechanism: "Oxidation to a pyrrole that alkylates at two places.",
    limits: "Simple esters are weak in bacteria.",
    cohort_of_concern: None,
    references: &[BENIGNI_BOSSA_2008],
    patterns: &["[#6]1=[#6][#6][#7]2[#6]1[#6][#6][#6]2"],
    exemptions: &[],
    positives: &["OCC1=CCN2CCC(O)C12"],
    negatives: &["C1CC2CCCN2C1"],
    measured: Measured {
        hits: 18,
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
