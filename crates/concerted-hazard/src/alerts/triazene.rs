//! Alert: triazene.
//!
//! # What it checks
//! Three nitrogens in an open chain with one double bond.
//!
//! # Why it matters
//! Splits into an amine and a diazonium ion.
//!
//! # Example
//! Dacarbazine; by-product of diazotisation of an amine in excess.
//!
//! # Limits of validity
//! Ring triazoles are not meant.
//!
//! # References
//! Benigni and Bossa 2008; Kazius 2005.

use crate::alert::{Alert, Measured};
use crate::literature::{BENIGNI_BOSSA_2008, KAZIUS_2005};

/// The rule.
pub(crate) const ALERT: Alert = Alert {
    id: "triazene",
    name: "Triazene",
    mechanism: "Splits into an amine and a diazonium ion.",
    cohort_of_concern: None,
    references: &[BENIGNI_BOSSA_2008, KAZIUS_2005],
    patterns: &["[NX3;!R][NX2;!R]=[NX2;!R]"],
    exemptions: &[],
    measured: Measured {
        hits: 13,
        positives: 11,
    },
};

#[cfg(test)]
mod tests {
    use super::ALERT;
    use crate::alert::check;

    #[test]
    fn hits_its_examples_only() {
        check(
            &ALERT,
            &["CN(C)N=Nc1ccccc1"],
            &["c1c[nH]nn1", "CN=[N+]=[N-]"],
        );
    }
}
