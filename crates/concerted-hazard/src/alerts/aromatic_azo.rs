//! Alert: aromatic azo compound.
//!
//! # What it checks
//! An azo group between two aromatic rings.
//!
//! # Why it matters
//! Azoreductases split it into aromatic amines.
//!
//! # Example
//! Disperse dyes made from 4-nitroaniline.
//!
//! # Limits of validity
//! Exempt where both rings carry a sulfonic acid within three atoms, so that both amines are excreted
//! unchanged.
//!
//! # References
//! Ashby and Tennant 1991; Bailey 2005; Benigni and Bossa 2008; Kazius 2005.

use crate::alert::{Alert, Exemption, Measured};
use crate::literature::{ASHBY_TENNANT_1991, BAILEY_2005, BENIGNI_BOSSA_2008, KAZIUS_2005};

/// The rule.
pub(crate) const ALERT: Alert = Alert {
    id: "aromatic-azo",
    name: "Aromatic azo compound",
    definition: "An azo group between two aromatic rings.",
    mechanism: "Azoreductases split it into aromatic amines.",
    limits: "Exempt where both rings carry a sulfonic acid within three atoms, so that both amines are excreted unchanged.",
    cohort_of_concern: None,
    references: &[
        ASHBY_TENNANT_1991,
        BAILEY_2005,
        BENIGNI_BOSSA_2008,
        KAZIUS_2005,
    ],
    patterns: &["[NX2]([a])=[NX2][a]"],
    exemptions: &[Exemption {
        smarts: "N(=N-[$(a:a-[$(S(=O)(=O)[OX2H1,OX1-])]),$(a:a:a-[$(S(=O)(=O)[OX2H1,OX1-])]),$(a:a:a:a-[$(S(=O)(=O)[OX2H1,OX1-])])])-[$(a:a-[$(S(=O)(=O)[OX2H1,OX1-])]),$(a:a:a-[$(S(=O)(=O)[OX2H1,OX1-])]),$(a:a:a:a-[$(S(=O)(=O)[OX2H1,OX1-])])]",
        reason: "With a sulfonic acid on both rings neither half is taken up after cleavage (Kazius; Benigni and Bossa).",
    }],
    positives: &["c1ccccc1N=Nc1ccccc1"],
    negatives: &["CN=NC", "Oc1ccc(cc1S(=O)(=O)O)N=Nc1ccc(cc1)S(=O)(=O)O"],
    measured: Measured {
        hits: 128,
        positives: 87,
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
