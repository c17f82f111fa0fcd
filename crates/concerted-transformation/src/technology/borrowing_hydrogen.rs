//! Amination of alcohols by borrowed hydrogen: an amine alkylated by an alcohol in place of a halide or aldehyde.

use super::{Family, Objection, Obstacle, TechnologyRule};
use crate::condition::Condition::{All, Any, Gained, Lost, Not, SeveralReactants};
use crate::literature::M_BORROW;

/// The rule.
pub(super) const RULE: TechnologyRule = TechnologyRule {
    id: "borrowing_hydrogen",
    class: "borrowing_hydrogen",
    name: "Amination of alcohols by borrowed hydrogen",
    family: Family::Other,
    capability: "homogeneous_metal_catalysis",
    transformation: "an amine alkylated by an alcohol in place of a halide or aldehyde",
    gain: "water as only by-product; no mutagenic alkyl halide",
    solvent: "toluene or neat, 100 C and above",
    metal: "adds ruthenium or iridium in 0.1 to 2 mol %",
    loading_g_per_l: None,
    step_yield: None,
    rounds: None,
    objections: &[
        Objection {
            obstacle: Obstacle::Metal,
            text: "removal step and a test",
        },
        Objection {
            obstacle: Obstacle::Scope,
            text: "few examples above 100 kg",
        },
    ],
    evidence: &[(M_BORROW, "review")],
    when: Any(&[
        All(&[
            SeveralReactants,
            Lost(&["alkyl-halide"]),
            Lost(&["n-hydrogen", "any-nh2", "primary-amine"]),
            Gained(&["n-alkyl"]),
        ]),
        All(&[
            SeveralReactants,
            Lost(&["alcohol"]),
            Gained(&["n-alkyl"]),
            Not(&Lost(&["acid"])),
        ]),
    ]),
    makes: &[],
    but: &[],
    examples: &["BrCc1ccccc1.C1COCCN1>>c1ccccc1CN1CCOCC1"],
    counterexamples: &["Clc1ccncn1.NC>>CNc1ccncn1"],
};
