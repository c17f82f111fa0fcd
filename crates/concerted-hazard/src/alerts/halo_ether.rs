//! Alert: halomethyl or haloethyl ether.
//!
//! # What it checks
//! A halogen one or two carbons from an ether oxygen.
//!
//! # Why it matters
//! Alpha-halo ethers ionise to oxocarbenium ions; beta-halo ethers are alkylating or give
//! haloacetaldehydes.
//!
//! # Example
//! Bis(chloromethyl) ether, forms from formaldehyde and hydrogen chloride.
//!
//! # Limits of validity
//! Beta-halo esters count as well as ethers; the oxygen of a free alcohol does not.
//!
//! # References
//! Bailey 2005; ICH M7(R2).

use crate::alert::{Alert, Measured};
use crate::literature::{BAILEY_2005, ICH_M7};

/// The rule.
pub(crate) const ALERT: Alert = Alert {
    id: "halo-ether",
    name: "Halomethyl or haloethyl ether",
    mechanism: "Alpha-halo ethers ionise to oxocarbenium ions; beta-halo ethers are alkylating or give haloacetaldehydes.",
    cohort_of_concern: None,
    references: &[BAILEY_2005, ICH_M7],
    patterns: &[
        "[CX4;H2,H1]([Cl,Br,I])[OX2]",
        "[CX4;H2]([Cl,Br,I])[CX4][OX2][#6]",
    ],
    exemptions: &[],
    measured: Measured {
        hits: 19,
        positives: 17,
    },
};

#[cfg(test)]
mod tests {
    use super::ALERT;
    use crate::alert::check;

    #[test]
    fn hits_its_examples_only() {
        check(&ALERT, &["ClCOCCl", "COCCl"], &["OCCCl", "COCCCCCl"]);
    }
}
