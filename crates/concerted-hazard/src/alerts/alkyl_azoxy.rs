//! Alert: alkyl azoxy compound.
//!
//! # What it checks
//! An azoxy group N=N(O) with at least one sp3 carbon on it.
//!
//! # Why it matters
//! Metabolism gives a methyldiazonium ion, as in cycasin. ICH M7 names the group in the cohort of
//! concern.
//!
//! # Example
//! Azoxymethane, the aglycone of cycasin.
//!
//! # Limits of validity
//! Azoxyarenes without an alkyl group are not meant. Some plant azoxy acids are inactive in bacteria.
//!
//! # References
//! Benigni and Bossa 2008; ICH M7(R2).

use crate::alert::{Alert, CohortOfConcern, Measured};
use crate::literature::{BENIGNI_BOSSA_2008, ICH_M7};

/// The rule.
pub(crate) const ALERT: Alert = Alert {
    id: "alkyl-azoxy",
    name: "Alkyl azoxy compound",
    definition: "An azoxy group N=N(O) with at least one sp3 carbon on it.",
    mechanism: "Metabolism gives a methyldiazonium ion, as in cycasin. ICH M7 names the group in the cohort of concern.",
    limits: "Azoxyarenes without an alkyl group are not meant. Some plant azoxy acids are inactive in bacteria.",
    cohort_of_concern: Some(CohortOfConcern::AlkylAzoxy),
    references: &[BENIGNI_BOSSA_2008, ICH_M7],
    patterns: &[
        "[CX4][NX2]=[NX3+]([OX1-])[#6]",
        "[#6][NX2]=[NX3+]([OX1-])[CX4]",
    ],
    exemptions: &[],
    positives: &["CN=[N+](C)[O-]", "CN=[N+]([O-])CO"],
    negatives: &["O=[N+]([O-])C", "c1ccccc1N=[N+]([O-])c1ccccc1"],
    measured: Measured {
        hits: 5,
        positives: 0,
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
