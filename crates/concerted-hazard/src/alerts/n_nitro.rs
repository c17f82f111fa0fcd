//! Alert: N-nitro compound.
//!
//! # What it checks
//! A nitro group on nitrogen.
//!
//! # Why it matters
//! Reduction to the nitroso compound, or alkylation after activation.
//!
//! # Example
//! N-methyl-N'-nitro-N-nitrosoguanidine; nitramines.
//!
//! # Limits of validity
//! Nitroguanidine insecticides are mostly negative.
//!
//! # References
//! Benigni and Bossa 2008; Kazius 2005.

use crate::alert::{Alert, Measured};
use crate::literature::{BENIGNI_BOSSA_2008, KAZIUS_2005};

/// The rule.
pub(crate) const ALERT: Alert = Alert {
    id: "n-nitro",
    name: "N-nitro compound",
    definition: "A nitro group on nitrogen.",
    mechanism: "Reduction to the nitroso compound, or alkylation after activation.",
    limits: "Nitroguanidine insecticides are mostly negative.",
    cohort_of_concern: None,
    references: &[BENIGNI_BOSSA_2008, KAZIUS_2005],
    patterns: &["[NX3+](=[OX1])([OX1-])[NX3,NX2]"],
    exemptions: &[],
    positives: &["CN(C)[N+](=O)[O-]"],
    negatives: &["CC[N+](=O)[O-]"],
    measured: Measured {
        hits: 15,
        positives: 14,
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
