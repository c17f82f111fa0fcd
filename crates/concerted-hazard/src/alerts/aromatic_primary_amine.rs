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
//! Exempt, as the literature does: two ortho groups of which one is larger than methyl; carboxylic or
//! sulfonic acid on the ring; sulfonyl, carbonyl or trifluoromethyl groups that draw electrons;
//! 2-aminopyrimidines and triazines, which are rarely hydroxylated.
//!
//! # References
//! Ashby and Tennant 1991; Bailey 2005; Benigni and Bossa 2008; Kazius 2005.

use crate::alert::{Alert, Measured};
use crate::literature::{ASHBY_TENNANT_1991, BAILEY_2005, BENIGNI_BOSSA_2008, KAZIUS_2005};

/// The rule.
pub(crate) const ALERT: Alert = Alert {
    id: "aromatic-primary-amine",
    name: "Primary aromatic amine",
    mechanism: "N-hydroxylation by cytochrome P450 and esterification give a nitrenium ion that binds guanine.",
    cohort_of_concern: None,
    references: &[
        ASHBY_TENNANT_1991,
        BAILEY_2005,
        BENIGNI_BOSSA_2008,
        KAZIUS_2005,
    ],
    patterns: &["[NX3;H2][a]"],
    exemptions: &[
        "N-c(:c-[!#1]):c-[!#1;!F;!Cl;!Br;!$([CH3]);!$([OX2H1]);!$([NX3H2])]",
        "N-c:c-[C;X3](=O)",
        "N-c:c:c:c-[C;X3](=O)[O,N]",
        "N-c:c-[$(S(=O)(=O)[OX2H1,OX1-]),$(S(=O)(=O)[#6,N]),$(C(F)(F)F)]",
        "N-c:c:c-[$(S(=O)(=O)[OX2H1,OX1-]),$(S(=O)(=O)[#6,N]),$(C(F)(F)F)]",
        "N-c:c:c:c-[$(S(=O)(=O)[OX2H1,OX1-]),$(S(=O)(=O)[#6,N]),$(C(F)(F)F)]",
        "N-[c;R1]1:n:[c;R1]:[c;R1]:[c;R1]:n:1",
        "N-[c;R1]1:n:c:n:c:n:1",
    ],
    measured: Measured {
        hits: 512,
        positives: 406,
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
            &["Nc1ccc(-c2ccccc2)cc1", "Cc1ccccc1N"],
            &[
                "NCc1ccccc1",
                "Nc1ccc(cc1)S(=O)(=O)O",
                "CCc1cccc(CC)c1N",
                "Nc1ncccn1",
            ],
        );
    }
}
