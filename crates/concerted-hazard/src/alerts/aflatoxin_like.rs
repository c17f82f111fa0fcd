//! Alert: aflatoxin-like fused bisfuran.
//!
//! # What it checks
//! Two furan rings fused to each other and to a benzene ring, saturated or with the enol-ether double
//! bond.
//!
//! # Why it matters
//! Oxidation of the enol ether gives an epoxide that intercalates and binds guanine. ICH M7 names the
//! group in the cohort of concern.
//!
//! # Example
//! Aflatoxin B1 and sterigmatocystin.
//!
//! # Limits of validity
//! The saturated ring (aflatoxin B2) is less active but is kept in the cohort.
//!
//! # References
//! Benigni and Bossa 2008; ICH M7(R2).

use crate::alert::{Alert, CohortOfConcern, Measured};
use crate::literature::{BENIGNI_BOSSA_2008, ICH_M7};

/// The rule.
pub(crate) const ALERT: Alert = Alert {
    id: "aflatoxin-like",
    name: "Aflatoxin-like fused bisfuran",
    definition: "Two furan rings fused to each other and to a benzene ring, saturated or with the enol-ether double bond.",
    mechanism: "Oxidation of the enol ether gives an epoxide that intercalates and binds guanine. ICH M7 names the group in the cohort of concern.",
    limits: "The saturated ring (aflatoxin B2) is less active but is kept in the cohort.",
    cohort_of_concern: Some(CohortOfConcern::AflatoxinLike),
    references: &[BENIGNI_BOSSA_2008, ICH_M7],
    patterns: &["[CX4]12[#8][#6]~[#6][CX4]1c1ccccc1[#8]2"],
    exemptions: &[],
    positives: &["COc1cc2OC3OC=CC3c2c2oc(=O)c3C(=O)CCc3c12"],
    negatives: &["c1ccc2occc2c1", "C1CC2CCOC2O1"],
    measured: Measured {
        hits: 48,
        positives: 40,
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
