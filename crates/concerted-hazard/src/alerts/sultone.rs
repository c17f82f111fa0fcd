//! Alert: small sultone.
//!
//! # What it checks
//! A cyclic sulfonate ester of five or six members.
//!
//! # Why it matters
//! A good leaving group within a ring: alkylation of DNA.
//!
//! # Example
//! 1,3-Propane sultone.
//!
//! # Limits of validity
//! Sultones of an enol or a phenol are no alkylating agents and are left out.
//!
//! # References
//! Ashby and Tennant 1991; Benigni and Bossa 2008.

use crate::alert::{Alert, Measured};
use crate::literature::{ASHBY_TENNANT_1991, BENIGNI_BOSSA_2008};

/// The rule.
pub(crate) const ALERT: Alert = Alert {
    id: "sultone",
    name: "Sultone of five or six members",
    definition: "A cyclic sulfonate ester of five or six members.",
    mechanism: "A good leaving group within a ring: alkylation of DNA.",
    limits: "Sultones of an enol or a phenol are no alkylating agents and are left out.",
    cohort_of_concern: None,
    references: &[ASHBY_TENNANT_1991, BENIGNI_BOSSA_2008],
    patterns: &[
        "[OX2]1[CX4][CX4][CX4][SX4]1(=[OX1])=[OX1]",
        "[OX2]1[CX4][CX4][CX4][CX4][SX4]1(=[OX1])=[OX1]",
    ],
    exemptions: &[],
    positives: &["O=S1(=O)CCCO1", "O=S1(=O)CCCCO1"],
    negatives: &["O=C1CCO1", "O=S1(=O)CCCC1"],
    measured: Measured {
        hits: 2,
        positives: 2,
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
