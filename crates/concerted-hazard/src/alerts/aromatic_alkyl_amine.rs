//! Alert: N-methyl or N-ethyl aromatic amine.
//!
//! # What it checks
//! An aromatic amine with one or two methyl or ethyl groups on nitrogen.
//!
//! # Why it matters
//! N-dealkylation gives the primary amine, which is then N-hydroxylated.
//!
//! # Example
//! 4-(Dimethylamino)azobenzene.
//!
//! # Limits of validity
//! Exempt with two ortho groups, an acid on the ring, or on a triazine. Longer alkyl groups are removed
//! too slowly to count.
//!
//! # References
//! Ashby and Tennant 1991; Bailey 2005; Benigni and Bossa 2008.

use crate::alert::{Alert, Exemption, Measured};
use crate::literature::{ASHBY_TENNANT_1991, BAILEY_2005, BENIGNI_BOSSA_2008};

/// The rule.
pub(crate) const ALERT: Alert = Alert {
    id: "aromatic-alkyl-amine",
    name: "N-methyl or N-ethyl aromatic amine",
    definition: "An aromatic amine with one or two methyl or ethyl groups on nitrogen.",
    mechanism: "N-dealkylation gives the primary amine, which is then N-hydroxylated.",
    limits: "Exempt with two ortho groups, an acid on the ring, or on a triazine. Longer alkyl groups are removed too slowly to count.",
    cohort_of_concern: None,
    references: &[ASHBY_TENNANT_1991, BAILEY_2005, BENIGNI_BOSSA_2008],
    patterns: &[
        "[NX3;H1]([CH3,$([CH2][CH3])])[a]",
        "[NX3;H0]([CH3,$([CH2][CH3])])([CH3,$([CH2][CH3])])[a]",
    ],
    exemptions: &[
        Exemption {
            smarts: "N-[a](:[a]-[!#1]):[a]-[!#1]",
            reason: "Substituents on both sides turn the nitrogen out of the ring plane and hinder oxidation (Benigni and Bossa).",
        },
        Exemption {
            smarts: "N-[$(c:c-[$(S(=O)(=O)[OX2H1,OX1-]),$(C(=O)[OX2H1,OX1-])]),$(c:c:c-[$(S(=O)(=O)[OX2H1,OX1-]),$(C(=O)[OX2H1,OX1-])]),$(c:c:c:c-[$(S(=O)(=O)[OX2H1,OX1-]),$(C(=O)[OX2H1,OX1-])])]",
            reason: "A carboxylic or sulfonic acid on the ring keeps the compound out of cells and draws electrons (Kazius; Benigni and Bossa).",
        },
        Exemption {
            smarts: "N-c1ncncn1",
            reason: "Melamines: the amine of a triazine is hardly oxidised to a nitrenium precursor; none of five compounds tested was positive.",
        },
    ],
    positives: &["CNc1ccccc1", "CN(C)c1ccc(cc1)-c1ccccc1"],
    negatives: &["CCCCNc1ccccc1", "CN(C)c1ccc(cc1)C(=O)O", "CN(C)C"],
    measured: Measured {
        hits: 98,
        positives: 66,
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
