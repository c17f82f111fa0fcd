//! Protections: a group that serves only to be taken off again is put on.

use super::{StepClass, StepRule};
use crate::condition::Compare::Below;
use crate::condition::Condition::{All, Atoms, Gained, HeteroHydrogens, Lost, SeveralReactants};

/// In this order; the first that holds counts.
pub(super) const RULES: &[StepRule] = &[
    StepRule {
        class: StepClass::Protection,
        id: "carbamate_put_on",
        name: "carbamate put on",
        when: All(&[
            SeveralReactants,
            Gained(&["boc", "fmoc", "alloc"]),
            HeteroHydrogens(Below, 0),
        ]),
        examples: &["CC(C)(C)OC(=O)OC(=O)OC(C)(C)C.C1COCCN1>>CC(C)(C)OC(=O)N1CCOCC1"],
    },
    StepRule {
        class: StepClass::Protection,
        id: "trifluoroacetyl_put_on",
        name: "trifluoroacetyl put on",
        when: All(&[
            SeveralReactants,
            Gained(&["trifluoroacetamide", "trifluoroacetyl"]),
            Atoms("C", Below, 0),
        ]),
        examples: &["FC(F)(F)C(=O)OC(=O)C(F)(F)F.NCc1ccccc1>>FC(F)(F)C(=O)NCc1ccccc1"],
    },
    StepRule {
        class: StepClass::Protection,
        id: "silyl_put_on",
        name: "silyl put on",
        when: All(&[SeveralReactants, Gained(&["silyl-ether"])]),
        examples: &["C[Si](C)(Cl)C(C)(C)C.OCCCC>>CCCCO[Si](C)(C)C(C)(C)C"],
    },
    StepRule {
        class: StepClass::Protection,
        id: "acetal_put_on",
        name: "acetal put on",
        when: All(&[
            SeveralReactants,
            Lost(&["carbonyl", "diol"]),
            Gained(&["ketal", "cyclic-acetal", "acetonide", "thp"]),
        ]),
        examples: &["OCCO.O=Cc1ccccc1>>c1ccccc1C1OCCO1"],
    },
    StepRule {
        class: StepClass::Protection,
        id: "trityl_put_on",
        name: "trityl put on",
        when: All(&[SeveralReactants, Gained(&["trityl"])]),
        examples: &["ClC(c1ccccc1)(c1ccccc1)c1ccccc1.OCCC>>CCCOC(c1ccccc1)(c1ccccc1)c1ccccc1"],
    },
];
