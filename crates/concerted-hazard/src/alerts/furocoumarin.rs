//! Alert: furocoumarin or furoquinoline.
//!
//! # What it checks
//! A furan ring fused in line to coumarin (psoralens) or to quinoline (dictamnine).
//!
//! # Why it matters
//! The flat ring system slides between base pairs; the furan bond is oxidised to an epoxide and adds to
//! thymine in light.
//!
//! # Example
//! Methoxsalen, dictamnine.
//!
//! # Limits of validity
//! Many furocoumarins are positive only in light. The coumarin ring alone is no alert here: of the
//! coumarins tested about half are positive, no more than of all compounds.
//!
//! # References
//! Benigni and Bossa 2008; Benigni and Bossa 2011.

use crate::alert::{Alert, Measured};
use crate::literature::{BENIGNI_BOSSA_2008, BENIGNI_BOSSA_2011};

/// The rule.
pub(crate) const ALERT: Alert = Alert {
    id: "furocoumarin",
    name: "Furocoumarin or furoquinoline",
    definition: "A furan ring fused in line to coumarin (psoralens) or to quinoline (dictamnine).",
    mechanism: "The flat ring system slides between base pairs; the furan bond is oxidised to an epoxide and adds to thymine in light.",
    limits: "Many furocoumarins are positive only in light. The coumarin ring alone is no alert here: of the coumarins tested about half are positive, no more than of all compounds.",
    cohort_of_concern: None,
    references: &[BENIGNI_BOSSA_2008, BENIGNI_BOSSA_2011],
    patterns: &["O=c1ccc2cc3ccoc3cc2o1", "c1cc2cc3ccccc3nc2o1"],
    exemptions: &[],
    positives: &["COc1c2occc2cc2ccc(=O)oc12", "COc1c2ccccc2nc2occc12"],
    negatives: &["O=c1ccc2ccccc2o1", "c1ccc2occc2c1"],
    measured: Measured {
        hits: 21,
        positives: 12,
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
