//! Alert: hydroxamic acid, its esters and ethers.
//!
//! # What it checks
//! An amide nitrogen that carries oxygen.
//!
//! # Why it matters
//! Rearrangement to isocyanates, and nitrenium ions after esterification.
//!
//! # Example
//! Benzohydroxamic acid; N-acyloxy amides.
//!
//! # Limits of validity
//! Strong iron chelators of this kind may be negative for want of uptake.
//!
//! # References
//! Bailey 2005; Benigni and Bossa 2008.

use crate::alert::{Alert, Measured};
use crate::literature::{BAILEY_2005, BENIGNI_BOSSA_2008};

/// The rule.
pub(crate) const ALERT: Alert = Alert {
    id: "hydroxamic-acid",
    name: "Hydroxamic acid, its esters and ethers",
    definition: "An amide nitrogen that carries oxygen.",
    mechanism: "Rearrangement to isocyanates, and nitrenium ions after esterification.",
    limits: "Strong iron chelators of this kind may be negative for want of uptake.",
    cohort_of_concern: None,
    references: &[BAILEY_2005, BENIGNI_BOSSA_2008],
    patterns: &[
        "[NX3]([CX3](=[OX1]))[OX2;H1]",
        "[NX3]([CX3]=[OX1])[OX2][CX3]=[OX1]",
        "[NX3]([CX3]=[OX1])([OX2])[OX2]",
        "[NX3]([CX3](=[OX1])[a])[OX2][CX4]",
    ],
    exemptions: &[],
    positives: &["ONC(=O)c1ccccc1", "CC(=O)NOC(C)=O"],
    negatives: &["CC(=O)NC", "CON"],
    measured: Measured {
        hits: 83,
        positives: 67,
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
