//! Alert: beta-lactone.
//!
//! # What it checks
//! A four-membered lactone.
//!
//! # Why it matters
//! Ring strain: alkylation of DNA.
//!
//! # Example
//! Beta-propiolactone.
//!
//! # Limits of validity
//! Four-membered lactones with two groups on the far carbon react slowly.
//!
//! # References
//! Ashby and Tennant 1991; Bailey 2005; Benigni and Bossa 2008.

use crate::alert::{Alert, Measured};
use crate::literature::{ASHBY_TENNANT_1991, BAILEY_2005, BENIGNI_BOSSA_2008};

/// The rule.
pub(crate) const ALERT: Alert = Alert {
    id: "beta-lactone",
    name: "Beta-lactone",
    definition: "A four-membered lactone.",
    mechanism: "Ring strain: alkylation of DNA.",
    limits: "Four-membered lactones with two groups on the far carbon react slowly.",
    cohort_of_concern: None,
    references: &[ASHBY_TENNANT_1991, BAILEY_2005, BENIGNI_BOSSA_2008],
    patterns: &["[OX2]1[CX4][CX4][CX3]1=[OX1,SX1]"],
    exemptions: &[],
    positives: &["O=C1CCO1"],
    negatives: &["O=C1CCCO1", "O=S1(=O)CCCO1"],
    measured: Measured {
        hits: 4,
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
