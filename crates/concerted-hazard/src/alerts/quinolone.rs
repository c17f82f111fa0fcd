//! Alert: quinolone carboxylic acid.
//!
//! # What it checks
//! A 4-oxo-1,4-dihydropyridine-3-carboxylic acid fused to a six-membered aromatic ring, with a
//! substituent on the nitrogen.
//!
//! # Why it matters
//! The compound holds the bacterial gyrase on cut DNA; repair of the breaks makes mutations. This
//! happens in bacteria near the concentration that kills them.
//!
//! # Example
//! Ciprofloxacin, nalidixic acid.
//!
//! # Limits of validity
//! The target is bacterial: a positive Ames test of a quinolone says little of a risk to patients and
//! needs expert review.
//!
//! # References
//! Mamber 1993.

use crate::alert::{Alert, Measured};
use crate::literature::MAMBER_1993;

/// The rule.
pub(crate) const ALERT: Alert = Alert {
    id: "quinolone",
    name: "Quinolone carboxylic acid",
    definition: "A 4-oxo-1,4-dihydropyridine-3-carboxylic acid fused to a six-membered aromatic ring, with a substituent on the nitrogen.",
    mechanism: "The compound holds the bacterial gyrase on cut DNA; repair of the breaks makes mutations. This happens in bacteria near the concentration that kills them.",
    limits: "The target is bacterial: a positive Ames test of a quinolone says little of a risk to patients and needs expert review.",
    cohort_of_concern: None,
    references: &[MAMBER_1993],
    patterns: &[
        "[#6]1(=[OX1])[#6]([CX3](=[OX1])[OX2H1,OX1-])=,:[#6,#7]~[#7]([#6])[#6]2~[#6,#7]~[#6,#7]~[#6,#7]~[#6,#7]~[#6]12",
    ],
    exemptions: &[],
    positives: &[
        "OC(=O)c1cn(C2CC2)c2cc(N3CCNCC3)c(F)cc2c1=O",
        "CCn1cc(C(=O)O)c(=O)c2ccc(C)nc12",
    ],
    negatives: &["OC(=O)c1ccc2ccccc2n1"],
    measured: Measured {
        hits: 19,
        positives: 12,
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
