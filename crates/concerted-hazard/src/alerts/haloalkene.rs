//! Alert: haloalkene.
//!
//! # What it checks
//! Chlorine or bromine on an acyclic C=C bond, and halogenated 2(5H)-furanones; also halogenated
//! maleimides and other ring carbonyl compounds with nitrogen or oxygen in the ring.
//!
//! # Why it matters
//! Epoxidation gives a halo-epoxide or its halo-aldehyde; halofuranones are direct electrophiles.
//!
//! # Example
//! Vinyl chloride.
//!
//! # Limits of validity
//! Ring haloalkenes of chlorinated terpene pesticides are left out: they are mostly negative.
//! Perchlorinated ethenes are weak.
//!
//! # References
//! Ashby and Tennant 1991; Bailey 2005; Benigni and Bossa 2008.

use crate::alert::{Alert, Measured};
use crate::literature::{ASHBY_TENNANT_1991, BAILEY_2005, BENIGNI_BOSSA_2008};

/// The rule.
pub(crate) const ALERT: Alert = Alert {
    id: "haloalkene",
    name: "Haloalkene",
    definition: "Chlorine or bromine on an acyclic C=C bond, and halogenated 2(5H)-furanones; also halogenated maleimides and other ring carbonyl compounds with nitrogen or oxygen in the ring.",
    mechanism: "Epoxidation gives a halo-epoxide or its halo-aldehyde; halofuranones are direct electrophiles.",
    limits: "Ring haloalkenes of chlorinated terpene pesticides are left out: they are mostly negative. Perchlorinated ethenes are weak.",
    cohort_of_concern: None,
    references: &[ASHBY_TENNANT_1991, BAILEY_2005, BENIGNI_BOSSA_2008],
    patterns: &[
        "[CX3;!R]([Cl,Br])=[CX3;!R]",
        "[#6;R]1([Cl,Br])=[#6][#6][#8][#6]1=O",
        "[#6;R]1=[#6]([Cl,Br])[#6][#8][#6]1=O",
        "[#6;R]([Cl,Br])=[#6;R][#6;R](=[OX1])[#7,#8;R]",
    ],
    exemptions: &[],
    positives: &["C=CCl", "OC1OC(=O)C(Cl)=C1C(Cl)Cl", "O=C1NC(=O)C(Cl)=C1Cl"],
    negatives: &["FC=C", "Clc1ccccc1", "ClC1=CCCCC1"],
    measured: Measured {
        hits: 102,
        positives: 81,
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
