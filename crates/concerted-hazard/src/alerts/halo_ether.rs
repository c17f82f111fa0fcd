//! Alert: halomethyl or haloethyl ether, halomethyl sulfide or amine.
//!
//! # What it checks
//! A halogen one or two carbons from an ether oxygen, or on a carbon bonded to sulfur or nitrogen.
//!
//! # Why it matters
//! Alpha-halo ethers ionise to oxocarbenium ions; beta-halo ethers are alkylating or give
//! haloacetaldehydes.
//!
//! # Example
//! Bis(chloromethyl) ether, forms from formaldehyde and hydrogen chloride.
//!
//! # Limits of validity
//! Beta-halo esters count as well as ethers; the oxygen of a free alcohol does not. Epichlorohydrin and its
//! like are epoxides and alkyl halides, no halo ethers.
//!
//! # References
//! Bailey 2005; ICH M7(R2).

use crate::alert::{Alert, Measured};
use crate::literature::{BAILEY_2005, ICH_M7};

/// The rule.
pub(crate) const ALERT: Alert = Alert {
    id: "halo-ether",
    name: "Halomethyl or haloethyl ether, halomethyl sulfide or amine",
    definition: "A halogen one or two carbons from an ether oxygen, or on a carbon bonded to sulfur or nitrogen.",
    mechanism: "Alpha-halo ethers ionise to oxocarbenium ions; beta-halo ethers are alkylating or give haloacetaldehydes.",
    limits: "Beta-halo esters count as well as ethers; the oxygen of a free alcohol does not. Epichlorohydrin and its like are epoxides and alkyl halides, no halo ethers.",
    cohort_of_concern: None,
    references: &[BAILEY_2005, ICH_M7],
    patterns: &[
        "[CX4;H2,H1]([Cl,Br,I])[OX2]",
        "[CX4;H2]([Cl,Br,I])[CX4;!$([CX4]1[OX2][CX4]1)][OX2][#6]",
        "[CX4;H2,H1]([Cl,Br,I])[SX2,NX3]",
    ],
    exemptions: &[],
    positives: &[
        "ClCOCCl",
        "COCCl",
        "ClCCOCCCl",
        "CSCCl",
        "O=C1c2ccccc2C(=O)N1CCl",
    ],
    negatives: &["OCCCl", "COCCCCCl", "ClCC1CO1"],
    measured: Measured {
        hits: 21,
        positives: 18,
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
