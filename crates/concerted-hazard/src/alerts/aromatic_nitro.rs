//! Alert: aromatic nitro compound.
//!
//! # What it checks
//! A nitro group on an aromatic ring.
//!
//! # Why it matters
//! Bacterial and mammalian nitroreductases give the arylhydroxylamine, whose nitrenium ion binds
//! guanine.
//!
//! # Example
//! 4-Nitrobiphenyl.
//!
//! # Limits of validity
//! Exempt where two ortho groups other than hydrogen twist the nitro group out of the ring plane, or
//! where the ring carries a sulfonic acid.
//!
//! # References
//! Ashby and Tennant 1991; Bailey 2005; Benigni and Bossa 2008; Kazius 2005.

use crate::alert::{Alert, Exemption, Measured};
use crate::literature::{ASHBY_TENNANT_1991, BAILEY_2005, BENIGNI_BOSSA_2008, KAZIUS_2005};

/// The rule.
pub(crate) const ALERT: Alert = Alert {
    id: "aromatic-nitro",
    name: "Aromatic nitro compound",
    definition: "A nitro group on an aromatic ring.",
    mechanism: "Bacterial and mammalian nitroreductases give the arylhydroxylamine, whose nitrenium ion binds guanine.",
    limits: "Exempt where two ortho groups other than hydrogen twist the nitro group out of the ring plane, or where the ring carries a sulfonic acid.",
    cohort_of_concern: None,
    references: &[
        ASHBY_TENNANT_1991,
        BAILEY_2005,
        BENIGNI_BOSSA_2008,
        KAZIUS_2005,
    ],
    patterns: &["[NX3+](=[OX1])([OX1-])[a]"],
    exemptions: &[
        Exemption {
            smarts: "[N+]-[c;r6](:c-[!#1]):c-[!#1]",
            reason: "Substituents on both sides turn the nitro group out of the ring plane and hinder reduction (Kazius).",
        },
        Exemption {
            smarts: "[N+]-[$(c:c-[$(S(=O)(=O)[OX2H1,OX1-])]),$(c:c:c-[$(S(=O)(=O)[OX2H1,OX1-])]),$(c:c:c:c-[$(S(=O)(=O)[OX2H1,OX1-])])]",
            reason: "A sulfonic acid on the ring keeps the compound out of cells (Kazius; Benigni and Bossa).",
        },
    ],
    positives: &["O=[N+]([O-])c1ccc(-c2ccccc2)cc1", "Cc1ccccc1N(=O)=O"],
    negatives: &[
        "C[N+](=O)[O-]",
        "Cc1cccc(C)c1[N+](=O)[O-]",
        "O=[N+]([O-])c1ccccc1S(=O)(=O)O",
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
        check(&ALERT);
    }
}
