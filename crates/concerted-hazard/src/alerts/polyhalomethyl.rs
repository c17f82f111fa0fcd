//! Alert: trichloromethyl and related groups on a hetero atom or arene.
//!
//! # What it checks
//! Three halogens on a carbon that an arene, sulfur or carbonyl group activates, and halonitromethanes.
//!
//! # Why it matters
//! Loss of halide gives acylating or radical species.
//!
//! # Example
//! Benzotrichloride; captan.
//!
//! # Limits of validity
//! Chloroform and other unactivated polyhalomethanes are mostly negative in bacteria and left out.
//!
//! # References
//! Bailey 2005; Kazius 2005.

use crate::alert::{Alert, Measured};
use crate::literature::{BAILEY_2005, KAZIUS_2005};

/// The rule.
pub(crate) const ALERT: Alert = Alert {
    id: "polyhalomethyl",
    name: "Trichloromethyl and related groups on a hetero atom or arene",
    definition: "Three halogens on a carbon that an arene, sulfur or carbonyl group activates, and halonitromethanes.",
    mechanism: "Loss of halide gives acylating or radical species.",
    limits: "Chloroform and other unactivated polyhalomethanes are mostly negative in bacteria and left out.",
    cohort_of_concern: None,
    references: &[BAILEY_2005, KAZIUS_2005],
    patterns: &[
        "[CX4;H0]([Cl,Br])([Cl,Br])([Cl,Br])[S,P,N,a,$([CX3]=[OX1])]",
        "[CX4]([Cl,Br])([Cl,Br])[N+](=O)[O-]",
    ],
    exemptions: &[],
    positives: &["ClC(Cl)(Cl)c1ccccc1", "CSC(Cl)(Cl)Cl"],
    negatives: &["ClC(Cl)Cl", "FC(F)(F)c1ccccc1"],
    measured: Measured {
        hits: 17,
        positives: 16,
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
