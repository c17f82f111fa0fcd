//! Rings with a heteroatom that are made in the step.

use super::{StepClass, StepRule};
use crate::condition::Compare::Above;
use crate::condition::Condition::{All, Any, AromaticRings, Gained, Rings, SeveralReactants};

/// In this order; the first that holds counts.
pub(super) const RULES: &[StepRule] = &[
    StepRule {
        class: StepClass::HeterocycleFormation,
        id: "aromatic_ring_made",
        name: "aromatic ring made",
        when: All(&[
            AromaticRings(Above, 0),
            Any(&[SeveralReactants, Rings(Above, 0)]),
        ]),
        examples: &["NC(=S)c1ccccc1.O=CCCl>>c1ccc(cc1)-c1nccs1"],
    },
    StepRule {
        class: StepClass::HeterocycleFormation,
        id: "epoxide_made",
        name: "epoxide made",
        when: Gained(&["epoxide"]),
        examples: &["C=Cc1ccccc1.O=C(OO)c1cccc(Cl)c1>>C1OC1c1ccccc1"],
    },
    StepRule {
        class: StepClass::HeterocycleFormation,
        id: "two_bonds_close_a_ring",
        name: "two bonds close a ring",
        when: All(&[SeveralReactants, Rings(Above, 0)]),
        examples: &["ClCCOCCCl.NCc1ccccc1>>c1ccccc1CN1CCOCC1"],
    },
];
