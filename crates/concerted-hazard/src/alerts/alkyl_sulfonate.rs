//! Alert: alkyl ester of a sulfonic acid.
//!
//! # What it checks
//! A sulfonate ester of a primary or secondary alcohol, or a cyclic one.
//!
//! # Why it matters
//! Sulfonate is a leaving group: the alkyl group is passed to DNA directly.
//!
//! # Example
//! Ethyl methanesulfonate in nelfinavir mesylate (2007).
//!
//! # Limits of validity
//! Large or hindered alkyl groups react slowly; esters of tertiary alcohols and phenols are left out.
//!
//! # References
//! Ashby and Tennant 1991; Bailey 2005; Benigni and Bossa 2008.

use crate::alert::{Alert, Measured};
use crate::literature::{ASHBY_TENNANT_1991, BAILEY_2005, BENIGNI_BOSSA_2008};

/// The rule.
pub(crate) const ALERT: Alert = Alert {
    id: "alkyl-sulfonate",
    name: "Alkyl ester of a sulfonic acid",
    mechanism: "Sulfonate is a leaving group: the alkyl group is passed to DNA directly.",
    cohort_of_concern: None,
    references: &[ASHBY_TENNANT_1991, BAILEY_2005, BENIGNI_BOSSA_2008],
    patterns: &["[OX2]([CX4;H3,H2,H1])[SX4](=[OX1])(=[OX1])[#6]"],
    exemptions: &[],
    measured: Measured {
        hits: 27,
        positives: 24,
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
            &[
                "CCOS(C)(=O)=O",
                "CC(C)OS(C)(=O)=O",
                "COS(=O)(=O)c1ccc(C)cc1",
            ],
            &["CS(=O)(=O)O", "CS(=O)(=O)Oc1ccccc1", "CC(C)(C)OS(C)(=O)=O"],
        );
    }
}
