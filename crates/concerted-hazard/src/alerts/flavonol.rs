//! Alert: flavonol of the quercetin type.
//!
//! # What it checks
//! A flavon-3-ol, free or as ether or glycoside, with oxygen at positions 5 and 7 and a free hydroxyl
//! group at position 4 of the side ring.
//!
//! # Why it matters
//! Oxidation gives a quinone methide that adds to DNA, and reactive oxygen.
//!
//! # Example
//! Quercetin, kaempferol, rutin.
//!
//! # Limits of validity
//! Quercetin was not shown to be a carcinogen in man; glycosides act after hydrolysis.
//!
//! # References
//! Benigni and Bossa 2011.

use crate::alert::{Alert, Measured};
use crate::literature::BENIGNI_BOSSA_2011;

/// The rule.
pub(crate) const ALERT: Alert = Alert {
    id: "flavonol",
    name: "Flavonol of the quercetin type",
    definition: "A flavon-3-ol, free or as ether or glycoside, with oxygen at positions 5 and 7 and a free hydroxyl group at position 4 of the side ring.",
    mechanism: "Oxidation gives a quinone methide that adds to DNA, and reactive oxygen.",
    limits: "Quercetin was not shown to be a carcinogen in man; glycosides act after hydrolysis.",
    cohort_of_concern: None,
    references: &[BENIGNI_BOSSA_2011],
    patterns: &["O=c1c([OX2])c(-c2ccc([OX2H])cc2)oc2cc([OX2])cc([OX2])c12"],
    exemptions: &[],
    positives: &["O=c1c(O)c(-c2ccc(O)c(O)c2)oc2cc(O)cc(O)c12"],
    negatives: &["O=c1cc(-c2ccccc2)oc2ccccc12"],
    measured: Measured {
        hits: 5,
        positives: 4,
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
