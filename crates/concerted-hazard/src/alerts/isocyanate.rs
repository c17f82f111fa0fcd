//! Alert: isocyanate or isothiocyanate.
//!
//! # What it checks
//! N=C=O or N=C=S.
//!
//! # Why it matters
//! Acylation of bases; aromatic isocyanates hydrolyse to aromatic amines.
//!
//! # Example
//! Toluene diisocyanate.
//!
//! # Limits of validity
//! Results in bacteria depend on the solvent used; the alert is weak.
//!
//! # References
//! Bailey 2005; Benigni and Bossa 2008.

use crate::alert::{Alert, Measured};
use crate::literature::{BAILEY_2005, BENIGNI_BOSSA_2008};

/// The rule.
pub(crate) const ALERT: Alert = Alert {
    id: "isocyanate",
    name: "Isocyanate or isothiocyanate",
    definition: "N=C=O or N=C=S.",
    mechanism: "Acylation of bases; aromatic isocyanates hydrolyse to aromatic amines.",
    limits: "Results in bacteria depend on the solvent used; the alert is weak.",
    cohort_of_concern: None,
    references: &[BAILEY_2005, BENIGNI_BOSSA_2008],
    patterns: &["[NX2]=[CX2]=[OX1,SX1]"],
    exemptions: &[],
    positives: &["CN=C=O", "S=C=Nc1ccccc1"],
    negatives: &["N#CSC", "CNC(=O)N"],
    measured: Measured {
        hits: 14,
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
