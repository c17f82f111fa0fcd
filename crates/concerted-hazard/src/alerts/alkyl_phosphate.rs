//! Alert: methyl or ethyl ester of phosphoric or phosphonic acid.
//!
//! # What it checks
//! A methyl phosphate or phosphonate, triethyl phosphate, or a phosphate of a haloalcohol.
//!
//! # Why it matters
//! The alkyl group is passed to DNA, as with sulfonates but more slowly.
//!
//! # Example
//! Trimethyl phosphate.
//!
//! # Limits of validity
//! Weak: fewer are positive than of all compounds. Long-chain and aryl esters are left out, as are
//! thiophosphates, which are mostly negative in bacteria.
//!
//! # References
//! Ashby and Tennant 1991; Bailey 2005; Benigni and Bossa 2008.

use crate::alert::{Alert, Measured};
use crate::literature::{ASHBY_TENNANT_1991, BAILEY_2005, BENIGNI_BOSSA_2008};

/// The rule.
pub(crate) const ALERT: Alert = Alert {
    id: "alkyl-phosphate",
    name: "Methyl or ethyl ester of phosphoric or phosphonic acid",
    definition: "A methyl phosphate or phosphonate, triethyl phosphate, or a phosphate of a haloalcohol.",
    mechanism: "The alkyl group is passed to DNA, as with sulfonates but more slowly.",
    limits: "Weak: fewer are positive than of all compounds. Long-chain and aryl esters are left out, as are thiophosphates, which are mostly negative in bacteria.",
    cohort_of_concern: None,
    references: &[ASHBY_TENNANT_1991, BAILEY_2005, BENIGNI_BOSSA_2008],
    patterns: &[
        "[PX4](=[OX1])([OX2][CH3])[OX2,#6]",
        "[PX4](=[OX1])([OX2][CH2][CH3])([OX2][CH2][CH3])[OX2][CH2][CH3]",
        "[PX4](=[OX1])([OX2][CX4][CX4][Cl,Br])",
    ],
    exemptions: &[],
    positives: &["COP(=O)(OC)OC", "CCOP(=O)(OCC)OCC"],
    negatives: &[
        "CCCCOP(=O)(OCCCC)OCCCC",
        "COP(=S)(OC)OC",
        "CCCCOP(=O)(OCCCC)OCCCC",
    ],
    measured: Measured {
        hits: 34,
        positives: 17,
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
