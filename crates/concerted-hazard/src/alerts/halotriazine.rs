//! Alert: reactive halotriazine.
//!
//! # What it checks
//! A chlorine, bromine or fluorine on a 1,3,5-triazine whose other carbons carry halogen or alkoxy
//! groups.
//!
//! # Why it matters
//! The electron-poor ring carbon arylates nucleophiles.
//!
//! # Example
//! 2-Chloro-4,6-dimethoxy-1,3,5-triazine, a coupling reagent.
//!
//! # Limits of validity
//! By mechanism alone: no compound that it hits is in the set counted. Amino- and
//! hydroxychlorotriazines, such as atrazine, are deactivated; all eight of them tested are negative,
//! and they are left out.
//!
//! # References
//! Benigni and Bossa 2008.

use crate::alert::{Alert, Measured};
use crate::literature::BENIGNI_BOSSA_2008;

/// The rule.
pub(crate) const ALERT: Alert = Alert {
    id: "halotriazine",
    name: "Reactive halo-1,3,5-triazine",
    definition: "A chlorine, bromine or fluorine on a 1,3,5-triazine whose other carbons carry halogen or alkoxy groups.",
    mechanism: "The electron-poor ring carbon arylates nucleophiles.",
    limits: "By mechanism alone: no compound that it hits is in the set counted. Amino- and hydroxychlorotriazines, such as atrazine, are deactivated; all eight of them tested are negative, and they are left out.",
    cohort_of_concern: None,
    references: &[BENIGNI_BOSSA_2008],
    patterns: &[
        "[c;r6]1([F,Cl,Br])[n][c;$(c[F,Cl,Br]),$(c[OX2][#6])][n][c;$(c[F,Cl,Br]),$(c[OX2][#6])][n]1",
    ],
    exemptions: &[],
    positives: &["COc1nc(Cl)nc(OC)n1", "Clc1nc(Cl)nc(Cl)n1"],
    negatives: &[
        "CCNc1nc(Cl)nc(NC(C)C)n1",
        "Oc1nc(Cl)nc(Cl)n1",
        "Clc1ncncn1",
        "Clc1ccncn1",
    ],
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
