//! A functional group is put where hydrogen or nothing was.

use super::{StepClass, StepRule};
use crate::condition::Compare::Below;
use crate::condition::Condition::{All, Any, Atoms, Gained, Lost, Not, Same};

/// In this order; the first that holds counts.
pub(super) const RULES: &[StepRule] = &[
    StepRule {
        class: StepClass::FunctionalGroupAddition,
        id: "halogen_put_on_carbon",
        name: "halogen put on carbon",
        when: All(&[
            Gained(&["halide"]),
            Any(&[
                Lost(&["n-halide"]),
                All(&[Atoms("H", Below, 0), Not(&Lost(&["hydroxyl"]))]),
            ]),
            Same("hydroxyl"),
            Not(&Lost(&["acid"])),
        ]),
        examples: &["Cc1ccccc1C(=O)OC.O=C1CCC(=O)N1Br>>BrCc1ccccc1C(=O)OC"],
    },
    StepRule {
        class: StepClass::FunctionalGroupAddition,
        id: "nitration",
        name: "nitration",
        when: Gained(&["carbon-nitro"]),
        examples: &["COc1ccccc1.O[N+](=O)[O-]>>COc1ccc(cc1)[N+](=O)[O-]"],
    },
];
