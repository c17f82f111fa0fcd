//! Alert: N-nitroso compound.
//!
//! # What it checks
//! A nitroso group on a nitrogen that carries carbon: nitrosamines and nitrosamides.
//!
//! # Why it matters
//! Oxidation beside the nitrogen, or hydrolysis of a nitrosamide, sets free an alkyldiazonium ion that
//! alkylates DNA. ICH M7 puts the group into the cohort of concern.
//!
//! # Example
//! N-nitrosodimethylamine, acceptable intake 96 ng/day.
//!
//! # Limits of validity
//! Potency spans five orders of magnitude; tertiary carbons on both sides and N-nitroso heteroarenes
//! are often inactive, which this alert does not weigh.
//!
//! # References
//! Bailey 2005; Benigni and Bossa 2008; ICH M7(R2); Kazius 2005.

use crate::alert::{Alert, CohortOfConcern, Measured};
use crate::literature::{BAILEY_2005, BENIGNI_BOSSA_2008, ICH_M7, KAZIUS_2005};

/// The rule.
pub(crate) const ALERT: Alert = Alert {
    id: "n-nitroso",
    name: "N-nitroso compound",
    definition: "A nitroso group on a nitrogen that carries carbon: nitrosamines and nitrosamides.",
    mechanism: "Oxidation beside the nitrogen, or hydrolysis of a nitrosamide, sets free an alkyldiazonium ion that alkylates DNA. ICH M7 puts the group into the cohort of concern.",
    limits: "Potency spans five orders of magnitude; tertiary carbons on both sides and N-nitroso heteroarenes are often inactive, which this alert does not weigh.",
    cohort_of_concern: Some(CohortOfConcern::NNitroso),
    references: &[BAILEY_2005, BENIGNI_BOSSA_2008, ICH_M7, KAZIUS_2005],
    patterns: &["[NX2](=[OX1])[NX3][#6]"],
    exemptions: &[],
    positives: &["CN(C)N=O", "O=NN1CCn2c(nnc2C(F)(F)F)C1", "CCN(N=O)C(N)=O"],
    negatives: &["CN(C)C=O", "O=Nc1ccccc1", "CCON=O"],
    measured: Measured {
        hits: 203,
        positives: 180,
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
