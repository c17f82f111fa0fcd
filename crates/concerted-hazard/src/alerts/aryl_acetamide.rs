//! Alert: n-Acyl arylamine.
//!
//! # What it checks
//! The acetamide of an aromatic amine that carries another ring, by itself or through a double bond,
//! oxygen or sulfur, across from the nitrogen; any formanilide.
//!
//! # Why it matters
//! Hydrolysis or N-hydroxylation of the amide leads to the nitrenium ion of the arylamine.
//!
//! # Example
//! 2-Acetylaminofluorene, 4-acetylaminobiphenyl.
//!
//! # Limits of validity
//! Simple acetanilides such as paracetamol are left out: of those tested fewer are positive than of all
//! compounds.
//!
//! # References
//! Bailey 2005; Benigni and Bossa 2008.

use crate::alert::{Alert, Measured};
use crate::literature::{BAILEY_2005, BENIGNI_BOSSA_2008};

/// The rule.
pub(crate) const ALERT: Alert = Alert {
    id: "aryl-acetamide",
    name: "N-Acyl arylamine",
    definition: "The acetamide of an aromatic amine that carries another ring, by itself or through a double bond, oxygen or sulfur, across from the nitrogen; any formanilide.",
    mechanism: "Hydrolysis or N-hydroxylation of the amide leads to the nitrenium ion of the arylamine.",
    limits: "Simple acetanilides such as paracetamol are left out: of those tested fewer are positive than of all compounds.",
    cohort_of_concern: None,
    references: &[BAILEY_2005, BENIGNI_BOSSA_2008],
    patterns: &[
        "[NX3;H1]([CX3;H0](=[OX1])[CH3])c1ccc([c,$([CX3]=[CX3]),$([OX2](c)c),$([SX2](c)c)])cc1",
        "[NX3;H1]([CX3;H1]=[OX1])[a]",
    ],
    exemptions: &[],
    positives: &["CC(=O)Nc1ccc(-c2ccccc2)cc1", "O=CNc1ccccc1"],
    negatives: &["CC(=O)Nc1ccc(O)cc1", "CC(=O)Nc1ccccc1"],
    measured: Measured {
        hits: 39,
        positives: 31,
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
