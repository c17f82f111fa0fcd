//! Alert: primary aromatic amine.
//!
//! # What it checks
//! An unsubstituted amino group on an aromatic ring.
//!
//! # Why it matters
//! N-hydroxylation by cytochrome P450 and esterification give a nitrenium ion that binds guanine.
//!
//! # Example
//! 4-Aminobiphenyl and 2-naphthylamine.
//!
//! # Limits of validity
//! Exempt, as the literature does: carboxylic or sulfonic acid on the ring; sulfonyl, carbonyl or
//! trifluoromethyl groups that draw electrons; aminotriazines. Two large ortho groups, which some rule
//! bases exempt, are not exempt here: seven of eleven such compounds were positive.
//!
//! # References
//! Ashby and Tennant 1991; Bailey 2005; Benigni and Bossa 2008; Kazius 2005.

use crate::alert::{Alert, Exemption, Measured};
use crate::literature::{ASHBY_TENNANT_1991, BAILEY_2005, BENIGNI_BOSSA_2008, KAZIUS_2005};

/// The rule.
pub(crate) const ALERT: Alert = Alert {
    id: "aromatic-primary-amine",
    name: "Primary aromatic amine",
    definition: "An unsubstituted amino group on an aromatic ring.",
    mechanism: "N-hydroxylation by cytochrome P450 and esterification give a nitrenium ion that binds guanine.",
    limits: "Exempt, as the literature does: carboxylic or sulfonic acid on the ring; sulfonyl, carbonyl or trifluoromethyl groups that draw electrons; aminotriazines. Two large ortho groups, which some rule bases exempt, are not exempt here: seven of eleven such compounds were positive.",
    cohort_of_concern: None,
    references: &[
        ASHBY_TENNANT_1991,
        BAILEY_2005,
        BENIGNI_BOSSA_2008,
        KAZIUS_2005,
    ],
    patterns: &["[NX3;H2][a]"],
    exemptions: &[
        Exemption {
            smarts: "N-c:c-[C;X3](=O)",
            reason: "A carbonyl group next to the amine holds its hydrogens and draws electrons (Benigni and Bossa, for the acid).",
        },
        Exemption {
            smarts: "N-c:c:c:c-[C;X3](=O)[O,N]",
            reason: "An acid, ester or amide across the ring draws electrons; 4-aminobenzoic acid and its esters are not mutagenic.",
        },
        Exemption {
            smarts: "N-[$(c:c-[$(S(=O)(=O)[OX2H1,OX1-]),$(S(=O)(=O)[#6,N]),$(C(F)(F)F)]),$(c:c:c-[$(S(=O)(=O)[OX2H1,OX1-]),$(S(=O)(=O)[#6,N]),$(C(F)(F)F)]),$(c:c:c:c-[$(S(=O)(=O)[OX2H1,OX1-]),$(S(=O)(=O)[#6,N]),$(C(F)(F)F)])]",
            reason: "A sulfonic acid, sulfonyl or trifluoromethyl group draws electrons from the amine (Kazius; Benigni and Bossa, for the acid).",
        },
        Exemption {
            smarts: "N-[c;R1]1:n:c:n:c:n:1",
            reason: "Aminotriazines such as melamine are hardly oxidised; three of eight tested were positive.",
        },
    ],
    positives: &["Nc1ccc(-c2ccccc2)cc1", "Cc1ccccc1N"],
    negatives: &[
        "NCc1ccccc1",
        "Nc1ccc(cc1)S(=O)(=O)O",
        "Nc1ccccc1C(=O)O",
        "Nc1nc(N)nc(N)n1",
    ],
    measured: Measured {
        hits: 524,
        positives: 413,
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
