//! Alert: alkyl ester of a sulfonic acid.
//!
//! # What it checks
//! A sulfonate ester of a primary or secondary alcohol, or a cyclic one; also esters of fluorosulfuric
//! and chlorosulfuric acid.
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
    definition: "A sulfonate ester of a primary or secondary alcohol, or a cyclic one; also esters of fluorosulfuric and chlorosulfuric acid.",
    mechanism: "Sulfonate is a leaving group: the alkyl group is passed to DNA directly.",
    limits: "Large or hindered alkyl groups react slowly; esters of tertiary alcohols and phenols are left out.",
    cohort_of_concern: None,
    references: &[ASHBY_TENNANT_1991, BAILEY_2005, BENIGNI_BOSSA_2008],
    patterns: &[
        "[OX2]([CX4;H3,H2,H1])[SX4](=[OX1])(=[OX1])[#6]",
        "[OX2]([CX4;H3,H2,H1])[SX4](=[OX1])(=[OX1])[F,Cl]",
    ],
    exemptions: &[],
    positives: &[
        "CCOS(C)(=O)=O",
        "CC(C)OS(C)(=O)=O",
        "COS(=O)(=O)c1ccc(C)cc1",
        "COS(=O)(=O)F",
    ],
    negatives: &["CS(=O)(=O)O", "CS(=O)(=O)Oc1ccccc1", "CC(C)(C)OS(C)(=O)=O"],
    measured: Measured {
        hits: 28,
        positives: 25,
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
