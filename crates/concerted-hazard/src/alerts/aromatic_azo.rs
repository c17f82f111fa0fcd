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
//! Exempt where both rings carry a sulfonic acid, so that both amines are excreted unchanged; judged for
//! rings of six members.
//!
//! # References
//! Ashby and Tennant 1991; Bailey 2005; Benigni and Bossa 2008; Kazius 2005.

use crate::alert::{Alert, Measured};
use crate::literature::{ASHBY_TENNANT_1991, BAILEY_2005, BENIGNI_BOSSA_2008, KAZIUS_2005};

/// The rule.
pub(crate) const ALERT: Alert = Alert {
    id: "aromatic-azo",
    name: "Aromatic azo compound",
    mechanism: "Azoreductases split it into aromatic amines.",
    cohort_of_concern: None,
    references: &[
        ASHBY_TENNANT_1991,
        BAILEY_2005,
        BENIGNI_BOSSA_2008,
        KAZIUS_2005,
    ],
    patterns: &["[NX2]([a])=[NX2][a]"],
    exemptions: &[
        "N(=N-a:a:a:a-[$(S(=O)(=O)[OX2H1,OX1-])])-a:a:a:a-[$(S(=O)(=O)[OX2H1,OX1-])]",
        "N(=N-a:a:a-[$(S(=O)(=O)[OX2H1,OX1-])])-a:a:a:a-[$(S(=O)(=O)[OX2H1,OX1-])]",
        "N(=N-a:a:a:a-[$(S(=O)(=O)[OX2H1,OX1-])])-a:a:a-[$(S(=O)(=O)[OX2H1,OX1-])]",
        "N(=N-a:a:a-[$(S(=O)(=O)[OX2H1,OX1-])])-a:a:a-[$(S(=O)(=O)[OX2H1,OX1-])]",
        "N(=N-a:a-[$(S(=O)(=O)[OX2H1,OX1-])])-a:a:a-[$(S(=O)(=O)[OX2H1,OX1-])]",
        "N(=N-a:a:a-[$(S(=O)(=O)[OX2H1,OX1-])])-a:a-[$(S(=O)(=O)[OX2H1,OX1-])]",
        "N(=N-a:a-[$(S(=O)(=O)[OX2H1,OX1-])])-a:a:a:a-[$(S(=O)(=O)[OX2H1,OX1-])]",
        "N(=N-a:a:a:a-[$(S(=O)(=O)[OX2H1,OX1-])])-a:a-[$(S(=O)(=O)[OX2H1,OX1-])]",
        "N(=N-a:a-[$(S(=O)(=O)[OX2H1,OX1-])])-a:a-[$(S(=O)(=O)[OX2H1,OX1-])]",
    ],
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
        check(
            &ALERT,
            &["c1ccccc1N=Nc1ccccc1"],
            &["CN=NC", "Oc1ccc(cc1S(=O)(=O)O)N=Nc1ccc(cc1)S(=O)(=O)O"],
        );
    }
}
