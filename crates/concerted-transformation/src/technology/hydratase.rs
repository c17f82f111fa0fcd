//! Hydratase: water is added to an alkene.

use super::{Family, Objection, Obstacle, TechnologyRule};
use crate::condition::Condition::{All, Formula, Gained, Lost};
use crate::literature::C_HYD;

/// The rule.
pub(super) const RULE: TechnologyRule = TechnologyRule {
    id: "hydratase",
    class: "Hydratase",
    name: "Hydratase",
    family: Family::Enzyme,
    capability: "lyase",
    transformation: "water is added to an alkene",
    gain: "alcohol from an unactivated alkene without borane",
    solvent: "water as the main solvent, in place of organic solvent",
    metal: "no metal",
    loading_g_per_l: Some((1.0, 50.0)),
    step_yield: Some((0.5, 0.95)),
    rounds: Some((2, 6)),
    objections: &[
        Objection {
            obstacle: Obstacle::Equilibrium,
            text: "conversion is limited for unactivated alkenes",
        },
        Objection {
            obstacle: Obstacle::Selectivity,
            text: "mostly known for oleic acid and its kin",
        },
    ],
    evidence: &[(C_HYD, "fatty acids and derivatives hydrated")],
    when: All(&[
        Lost(&["alkene"]),
        Gained(&["hydroxyl"]),
        Formula(&[("H", 2), ("O", 1)]),
    ]),
    makes: &[],
    but: &[],
    examples: &["CCCC/C=C\\CCCC>>CCCCC(O)CCCCC"],
    counterexamples: &["C=Cc1ccccc1>>OCC(O)c1ccccc1"],
};
