//! Alert: urethane of methyl, ethyl or vinyl alcohol.
//!
//! # What it checks
//! A carbamate with a free NH2 and a small alkyl group.
//!
//! # Why it matters
//! Oxidation to vinyl carbamate and its epoxide.
//!
//! # Example
//! Ethyl carbamate, which forms from ethanol and urea or cyanate.
//!
//! # Limits of validity
//! N-substituted carbamates (most drugs and pesticides) are left out.
//!
//! # References
//! Ashby and Tennant 1991; Benigni and Bossa 2008.

use crate::alert::{Alert, Measured};
use crate::literature::{ASHBY_TENNANT_1991, BENIGNI_BOSSA_2008};

/// The rule.
pub(crate) const ALERT: Alert = Alert {
    id: "urethane",
    name: "Urethane of methyl, ethyl or vinyl alcohol",
    definition: "A carbamate with a free NH2 and a small alkyl group.",
    mechanism: "Oxidation to vinyl carbamate and its epoxide.",
    limits: "N-substituted carbamates (most drugs and pesticides) are left out.",
    cohort_of_concern: None,
    references: &[ASHBY_TENNANT_1991, BENIGNI_BOSSA_2008],
    patterns: &[
        "[NX3;H2][CX3](=[OX1])[OX2][CH2][CH3,$([CX3]=C)]",
        "[NX3;H2][CX3](=[OX1])[OX2][CX3]=[CX3]",
        "[NX3;H2][CX3](=[OX1])[OX2][CH3]",
    ],
    exemptions: &[],
    positives: &["CCOC(N)=O", "C=COC(N)=O"],
    negatives: &["CC(C)(C)OC(N)=O", "CCOC(=O)NC"],
    measured: Measured {
        hits: 5,
        positives: 3,
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
