//! Alert: alkyl ester of sulfuric acid.
//!
//! # What it checks
//! A dialkyl sulfate, a free monoalkyl sulfate, or a benzylic or allylic sulfate.
//!
//! # Why it matters
//! Sulfate is a leaving group; benzylic sulfates are the ultimate form of several carcinogens.
//!
//! # Example
//! Dimethyl sulfate, a methylating agent.
//!
//! # Limits of validity
//! Salts of simple monoalkyl sulfates (surfactants) are left out: they do not alkylate.
//!
//! # References
//! Ashby and Tennant 1991; Bailey 2005; Benigni and Bossa 2008.

use crate::alert::{Alert, Measured};
use crate::literature::{ASHBY_TENNANT_1991, BAILEY_2005, BENIGNI_BOSSA_2008};

/// The rule.
pub(crate) const ALERT: Alert = Alert {
    id: "alkyl-sulfate",
    name: "Alkyl ester of sulfuric acid",
    definition: "A dialkyl sulfate, a free monoalkyl sulfate, or a benzylic or allylic sulfate.",
    mechanism: "Sulfate is a leaving group; benzylic sulfates are the ultimate form of several carcinogens.",
    limits: "Salts of simple monoalkyl sulfates (surfactants) are left out: they do not alkylate.",
    cohort_of_concern: None,
    references: &[ASHBY_TENNANT_1991, BAILEY_2005, BENIGNI_BOSSA_2008],
    patterns: &[
        "[OX2]([CX4])[SX4](=[OX1])(=[OX1])[OX2][CX4]",
        "[OX2]([CH3,CH2])[SX4](=[OX1])(=[OX1])[OX2H1]",
        "[OX2]([CX4][a])[SX4](=[OX1])(=[OX1])[OX2,OX1-]",
        "[OX2]([CX4][CX3]=[CX3])[SX4](=[OX1])(=[OX1])[OX2,OX1-]",
    ],
    exemptions: &[],
    positives: &["COS(=O)(=O)OC", "CCOS(=O)(=O)O"],
    negatives: &["CCCCCCCCCCCCOS(=O)(=O)[O-]", "CS(C)(=O)=O"],
    measured: Measured {
        hits: 13,
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
