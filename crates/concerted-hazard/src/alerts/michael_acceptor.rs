//! Alert: alpha,beta-unsaturated aldehyde or ketone.
//!
//! # What it checks
//! A C=C bond, open at the far end, conjugated with an aldehyde or a ketone.
//!
//! # Why it matters
//! DNA bases add to the far end of the double bond; aldehydes then close to cyclic adducts.
//!
//! # Example
//! Acrolein, crotonaldehyde, methyl vinyl ketone.
//!
//! # Limits of validity
//! Acrylates, acrylamides and ring enones of steroids are left out: as a group they are negative in
//! bacteria, although they bind protein.
//!
//! # References
//! Bailey 2005; Benigni and Bossa 2008; Kazius 2005.

use crate::alert::{Alert, Measured};
use crate::literature::{BAILEY_2005, BENIGNI_BOSSA_2008, KAZIUS_2005};

/// The rule.
pub(crate) const ALERT: Alert = Alert {
    id: "michael-acceptor",
    name: "Alpha,beta-unsaturated aldehyde or ketone",
    definition: "A C=C bond, open at the far end, conjugated with an aldehyde or a ketone.",
    mechanism: "DNA bases add to the far end of the double bond; aldehydes then close to cyclic adducts.",
    limits: "Acrylates, acrylamides and ring enones of steroids are left out: as a group they are negative in bacteria, although they bind protein.",
    cohort_of_concern: None,
    references: &[BAILEY_2005, BENIGNI_BOSSA_2008, KAZIUS_2005],
    patterns: &[
        "[CX3;H1](=[OX1])[CX3]=[CX3;!$(C([#6])[#6])]",
        "[CX3](=[OX1])([CX4])[CX3;!R]=[CX3;H1,H2]",
        "[#6;R]1(=[OX1])[#6]=[CX3;H1][#8][#6]1",
        "[CX3](=[OX1])([#6])[CX3;!R]=[CX3;!R;H2]",
        "[CX3](=[OX1])([#6,#1])[CX2]#[CX2]",
    ],
    exemptions: &[],
    positives: &["C=CC=O", "C/C=C/C=O", "C=CC(C)=O"],
    negatives: &["C=CC(=O)OC", "CC(C)=CC=O", "CC(=O)C"],
    measured: Measured {
        hits: 70,
        positives: 48,
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
