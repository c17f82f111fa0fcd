//! Alert: simple aliphatic aldehyde.
//!
//! # What it checks
//! Formaldehyde, acetaldehyde, propionaldehyde, dialdehydes and aldehydes with a halogen or oxygen
//! beside the carbonyl group.
//!
//! # Why it matters
//! The carbonyl carbon binds amino groups of DNA bases and crosslinks them to protein.
//!
//! # Example
//! Acetaldehyde in ethanol; formaldehyde from paraformaldehyde.
//!
//! # Limits of validity
//! Longer plain aldehydes, hindered ones and benzaldehydes are mostly negative in bacteria and left
//! out.
//!
//! # References
//! Ashby and Tennant 1991; Benigni and Bossa 2008.

use crate::alert::{Alert, Measured};
use crate::literature::{ASHBY_TENNANT_1991, BENIGNI_BOSSA_2008};

/// The rule.
pub(crate) const ALERT: Alert = Alert {
    id: "aliphatic-aldehyde",
    name: "Simple aliphatic aldehyde",
    definition: "Formaldehyde, acetaldehyde, propionaldehyde, dialdehydes and aldehydes with a halogen or oxygen beside the carbonyl group.",
    mechanism: "The carbonyl carbon binds amino groups of DNA bases and crosslinks them to protein.",
    limits: "Longer plain aldehydes, hindered ones and benzaldehydes are mostly negative in bacteria and left out.",
    cohort_of_concern: None,
    references: &[ASHBY_TENNANT_1991, BENIGNI_BOSSA_2008],
    patterns: &[
        "[CX3;H2]=[OX1]",
        "[CX3;H1](=[OX1])[CH3]",
        "[CX3;H1](=[OX1])[CX4;H2,H1][Cl,Br,I,OX2]",
        "[CX3;H1](=[OX1])[CX4;H2][CH3]",
        "[CX3;H1](=[OX1])[CX4;H2,H0;!R][CX4;!R][CX4,CX3;!R][OX2,$([CX3;H1]=O)]",
        "[CX3;H1](=[OX1])[CX3]=[OX1]",
        "[CX3;H1](=[OX1])[CX4;H2][CX3;H1]=[OX1]",
    ],
    exemptions: &[],
    positives: &["C=O", "CC=O", "O=CC=O", "O=CC=O", "O=CCC=O"],
    negatives: &["O=Cc1ccccc1", "CCCCCCC=O", "CC(C)=O"],
    measured: Measured {
        hits: 16,
        positives: 10,
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
