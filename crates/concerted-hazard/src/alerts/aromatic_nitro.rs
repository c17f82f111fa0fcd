//! Alert: aromatic nitro compound.
//!
//! # What it checks
//! A nitro group on an aromatic ring.
//!
//! # Why it matters
//! Bacterial and mammalian nitroreductases give the arylhydroxylamine, whose nitrenium ion binds guanine.
//!
//! # Example
//! 4-Nitrobiphenyl.
//!
//! # Limits of validity
//! Exempt where two ortho groups other than hydrogen twist the nitro group out of the ring plane, or where
//! the ring carries a sulfonic acid or an ortho sulfonamide.
//!
//! # References
//! Ashby and Tennant 1991; Bailey 2005; Benigni and Bossa 2008; Kazius 2005.

use crate::alert::{Alert, Measured};
use crate::literature::{ASHBY_TENNANT_1991, BAILEY_2005, BENIGNI_BOSSA_2008, KAZIUS_2005};

/// The rule.
pub(crate) const ALERT: Alert = Alert {
    id: "aromatic-nitro",
    name: "Aromatic nitro compound",
    mechanism: "Bacterial and mammalian nitroreductases give the arylhydroxylamine, whose nitrenium ion binds guanine.",
    cohort_of_concern: None,
    references: &[
        ASHBY_TENNANT_1991,
        BAILEY_2005,
        BENIGNI_BOSSA_2008,
        KAZIUS_2005,
    ],
    patterns: &["[NX3+](=[OX1])([OX1-])[a]"],
    exemptions: &[
        "[N+]-[c;r6](:c-[!#1]):c-[!#1]",
        "[N+]-c:c-[$(S(=O)(=O)[OX2H1,OX1-]),$(S(=O)(=O)N)]",
        "[N+]-c:c:c-[$(S(=O)(=O)[OX2H1,OX1-])]",
        "[N+]-c:c:c:c-[$(S(=O)(=O)[OX2H1,OX1-])]",
    ],
    measured: Measured {
        hits: 813,
        positives: 701,
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
            &["O=[N+]([O-])c1ccc(-c2ccccc2)cc1", "Cc1ccccc1N(=O)=O"],
            &[
                "C[N+](=O)[O-]",
                "Cc1cccc(C)c1[N+](=O)[O-]",
                "O=[N+]([O-])c1ccccc1S(=O)(=O)O",
            ],
        );
    }
}
