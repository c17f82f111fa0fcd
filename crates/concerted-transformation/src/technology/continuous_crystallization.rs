//! Continuous crystallization: a step whose product is isolated as a solid salt, or resolved as one.

use super::{Family, Objection, Obstacle, TechnologyRule};
use crate::condition::Condition::{All, Any, Gained, Has, OneReactant};
use crate::literature::M_CRYST;

/// The rule.
pub(super) const RULE: TechnologyRule = TechnologyRule {
    id: "continuous_crystallization",
    class: "continuous_crystallization",
    name: "Continuous crystallization",
    family: Family::Other,
    capability: "continuous_crystallization",
    transformation: "a step whose product is isolated as a solid salt, or resolved as one",
    gain: "steady crystal size and purity; mother liquor recycled",
    solvent: "less solvent held; recycling possible",
    metal: "as the step",
    loading_g_per_l: None,
    step_yield: None,
    rounds: None,
    objections: &[
        Objection {
            obstacle: Obstacle::Equipment,
            text: "start-up loss; fouling; needs tens of kilograms to pay",
        },
        Objection {
            obstacle: Obstacle::Scope,
            text: "form control must be known first",
        },
    ],
    evidence: &[(M_CRYST, "review")],
    when: Any(&[
        Gained(&["acid", "ammonium"]),
        All(&[Gained(&["amine"]), Has("acid")]),
        All(&[Gained(&["primary-amide"]), OneReactant]),
    ]),
    makes: &[],
    but: &[],
    examples: &["COC(=O)c1ccccc1>>OC(=O)c1ccccc1"],
    counterexamples: &["CC(=O)Cl.NC>>CC(=O)NC"],
};
