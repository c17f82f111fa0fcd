//! Alert: boronic acid or ester.
//!
//! # What it checks
//! A carbon-bound boron with two oxygens.
//!
//! # Why it matters
//! Positive in bacteria for many arylboronic acids; oxygen radicals from auto-oxidation are discussed.
//!
//! # Example
//! Phenylboronic acid of a Suzuki coupling.
//!
//! # Limits of validity
//! Published after the classic alert lists; potency is low and the mechanism not settled.
//!
//! # References
//! O'Donovan 2011; ICH M7(R2).

use crate::alert::{Alert, Measured};
use crate::literature::{BORONIC_2011, ICH_M7};

/// The rule.
pub(crate) const ALERT: Alert = Alert {
    id: "boronic-acid",
    name: "Boronic acid or ester",
    definition: "A carbon-bound boron with two oxygens.",
    mechanism: "Positive in bacteria for many arylboronic acids; oxygen radicals from auto-oxidation are discussed.",
    limits: "Published after the classic alert lists; potency is low and the mechanism not settled.",
    cohort_of_concern: None,
    references: &[BORONIC_2011, ICH_M7],
    patterns: &["[BX3]([OX2])([OX2])[#6]", "[BX4-]([OX2])([OX2])([OX2])[#6]"],
    exemptions: &[],
    positives: &["OB(O)c1ccccc1", "CC1(C)OB(c2ccccc2)OC1(C)C"],
    negatives: &["OB(O)O"],
    measured: Measured {
        hits: 0,
        positives: 0,
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
