//! Alert: ester of an aryl vinyl carbinol.
//!
//! # What it checks
//! A carboxylic ester whose oxygen sits on a carbon between an aromatic ring and a C=C double bond.
//!
//! # Why it matters
//! The ester leaves and the allyl-benzyl cation alkylates DNA; esters of this kind are the ultimate
//! carcinogens of safrole and estragole.
//!
//! # Example
//! 1'-Acetoxysafrole.
//!
//! # Limits of validity
//! The allylbenzenes themselves need hydroxylation and are mostly negative in bacteria.
//!
//! # References
//! Bailey 2005; Benigni and Bossa 2011.

use crate::alert::{Alert, Measured};
use crate::literature::{BAILEY_2005, BENIGNI_BOSSA_2011};

/// The rule.
pub(crate) const ALERT: Alert = Alert {
    id: "acyloxy-allylbenzene",
    name: "Ester of an aryl vinyl carbinol",
    definition: "A carboxylic ester whose oxygen sits on a carbon between an aromatic ring and a C=C double bond.",
    mechanism: "The ester leaves and the allyl-benzyl cation alkylates DNA; esters of this kind are the ultimate carcinogens of safrole and estragole.",
    limits: "The allylbenzenes themselves need hydroxylation and are mostly negative in bacteria.",
    cohort_of_concern: None,
    references: &[BAILEY_2005, BENIGNI_BOSSA_2011],
    patterns: &["[CX4;H1]([OX2][CX3]=[OX1])([c])[CX3]=[CX3]"],
    exemptions: &[],
    positives: &["C=CC(OC(C)=O)c1ccc2c(c1)OCO2"],
    negatives: &["C=CCc1ccc2c(c1)OCO2", "CC(=O)OCc1ccccc1"],
    measured: Measured {
        hits: 6,
        positives: 6,
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
