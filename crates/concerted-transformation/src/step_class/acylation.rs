//! Acylations, sulfonylations and their kin.

use super::{StepClass, StepRule};
use crate::condition::Condition::{All, Gained, Lost, Not, SeveralReactants};

/// In this order; the first that holds counts.
pub(super) const RULES: &[StepRule] = &[
    StepRule {
        class: StepClass::Acylation,
        id: "acyl_transfer",
        name: "acyl transfer",
        when: All(&[
            Lost(&[
                "acid",
                "acyl-halide",
                "anhydride",
                "isocyanate",
                "chloroformate",
                "sulfonyl-halide",
                "activated-ester",
                "imide",
                "isothiocyanate",
            ]),
            Gained(&[
                "amide",
                "ester",
                "urea",
                "carbamate",
                "sulfonamide",
                "carbonate",
                "imide",
                "sulfonate",
                "acyl-hydrazide",
                "thioamide",
            ]),
            Not(&All(&[
                Lost(&["acid"]),
                Lost(&["alkyl-halide"]),
                Gained(&["ester"]),
            ])),
        ]),
        examples: &["OC(=O)c1ccccc1.NCC>>CCNC(=O)c1ccccc1"],
    },
    StepRule {
        class: StepClass::Acylation,
        id: "acyl_transfer_without_a_named_acyl_donor",
        name: "acyl transfer without a named acyl donor",
        when: All(&[
            SeveralReactants,
            Gained(&[
                "amide",
                "urea",
                "carbamate",
                "sulfonamide",
                "imide",
                "lactone",
            ]),
            Not(&Lost(&["alkyl-halide"])),
        ]),
        examples: &["COC(=O)c1ccccc1.NCC>>CCNC(=O)c1ccccc1"],
    },
];
