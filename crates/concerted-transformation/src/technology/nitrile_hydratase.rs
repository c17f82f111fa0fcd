//! Nitrile hydratase: a nitrile to the amide.

use super::{Family, Objection, Obstacle, TechnologyRule};
use crate::condition::Condition::{All, Gained, Lost};
use crate::literature::C_NHASE;

/// The rule.
pub(super) const RULE: TechnologyRule = TechnologyRule {
    id: "nitrile_hydratase",
    class: "NHase",
    name: "Nitrile hydratase",
    family: Family::Enzyme,
    capability: "nitrile_hydratase",
    transformation: "a nitrile to the amide",
    gain: "hydration at neutral pH, stops at the amide",
    solvent: "water as the main solvent, in place of organic solvent",
    metal: "iron or cobalt inside the enzyme; replaces platinum, copper or strong acid",
    loading_g_per_l: Some((20.0, 300.0)),
    step_yield: Some((0.9, 0.99)),
    rounds: Some((0, 2)),
    objections: &[
        Objection {
            obstacle: Obstacle::Stability,
            text: "the nitrile damages the enzyme above some g/L, so it is fed",
        },
        Objection {
            obstacle: Obstacle::Cosolvent,
            text: "a poorly soluble substrate needs 5 to 50 % dimethyl sulfoxide or 2-propanol, which stays in the waste water",
        },
    ],
    evidence: &[(C_NHASE, "aromatic and aliphatic nitriles hydrated")],
    when: All(&[Lost(&["nitrile"]), Gained(&["primary-amide"])]),
    makes: &[],
    but: &[],
    examples: &["N#Cc1ccccc1>>NC(=O)c1ccccc1"],
    counterexamples: &["N#Cc1ccccc1>>OC(=O)c1ccccc1"],
};
