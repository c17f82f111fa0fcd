//! Alert: organic, silyl, phosphoryl or sulfonyl azide.
//!
//! # What it checks
//! An azido group on carbon, silicon, phosphorus or sulfur.
//!
//! # Why it matters
//! Metabolised by bacteria to azidoalanine-like mutagens, or through nitrenes.
//!
//! # Example
//! Azidothymidine intermediates; tetrazole reagents.
//!
//! # Limits of validity
//! Inorganic azide is a mutagen too, but has no carbon and is judged from data. No azide on silicon, phosphorus
//! or sulfur is in the set counted: they count because water or amines turn them into azide and organic azides.
//!
//! # References
//! Benigni and Bossa 2008; Kazius 2005.

use crate::alert::{Alert, Measured};
use crate::literature::{BENIGNI_BOSSA_2008, KAZIUS_2005};

/// The rule.
pub(crate) const ALERT: Alert = Alert {
    id: "azide",
    name: "Organic, silyl, phosphoryl or sulfonyl azide",
    definition: "An azido group on carbon, silicon, phosphorus or sulfur.",
    mechanism: "Metabolised by bacteria to azidoalanine-like mutagens, or through nitrenes.",
    limits: "Inorganic azide is a mutagen too, but has no carbon and is judged from data. No azide on silicon, phosphorus or sulfur is in the set counted: they count because water or amines turn them into azide and organic azides.",
    cohort_of_concern: None,
    references: &[BENIGNI_BOSSA_2008, KAZIUS_2005],
    patterns: &["[NX2]([#6,#14,#15,#16])=[NX2+]=[NX1-]"],
    exemptions: &[],
    positives: &[
        "CN=[N+]=[N-]",
        "[N-]=[N+]=Nc1ccccc1",
        "C[Si](C)(C)N=[N+]=[N-]",
        "O=P(N=[N+]=[N-])(Oc1ccccc1)Oc1ccccc1",
    ],
    negatives: &["C1=CN=NN1"],
    measured: Measured {
        hits: 70,
        positives: 68,
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
