//! Alert: diazo compound or aryl diazonium.
//!
//! # What it checks
//! A diazoalkane or a diazonium ion.
//!
//! # Why it matters
//! Loss of nitrogen leaves a carbene or carbocation.
//!
//! # Example
//! Diazomethane; the diazonium salt of a Sandmeyer reaction.
//!
//! # Limits of validity
//! Diazonium salts seldom survive work-up; the alert says what may be there, not that it is.
//!
//! # References
//! Benigni and Bossa 2008; Kazius 2005.

use crate::alert::{Alert, Measured};
use crate::literature::{BENIGNI_BOSSA_2008, KAZIUS_2005};

/// The rule.
pub(crate) const ALERT: Alert = Alert {
    id: "diazo",
    name: "Diazo compound or aryl diazonium",
    definition: "A diazoalkane or a diazonium ion.",
    mechanism: "Loss of nitrogen leaves a carbene or carbocation.",
    limits: "Diazonium salts seldom survive work-up; the alert says what may be there, not that it is.",
    cohort_of_concern: None,
    references: &[BENIGNI_BOSSA_2008, KAZIUS_2005],
    patterns: &["[NX2+](=[NX1-])=[#6]", "[NX2+](#[NX1])[#6]"],
    exemptions: &[],
    positives: &["C=[N+]=[N-]", "N#[N+]c1ccccc1"],
    negatives: &["N#Cc1ccccc1", "CN=[N+]=[N-]"],
    measured: Measured {
        hits: 11,
        positives: 11,
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
