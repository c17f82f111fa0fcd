//! Transketolase: an aldehyde and hydroxypyruvate to the dihydroxyketone.

use super::{Family, Objection, Obstacle, TechnologyRule};
use crate::condition::Compare::Above;
use crate::condition::Condition::{All, CarbonBonds, Gained, Lost};
use crate::literature::M_TEXTBOOK;

/// The rule.
pub(super) const RULE: TechnologyRule = TechnologyRule {
    id: "transketolase",
    class: "TK",
    name: "Transketolase",
    family: Family::Enzyme,
    capability: "lyase",
    transformation: "an aldehyde and hydroxypyruvate to the dihydroxyketone",
    gain: "two-carbon extension with a stereocenter",
    solvent: "water as the main solvent, in place of organic solvent",
    metal: "no metal",
    loading_g_per_l: Some((10.0, 80.0)),
    step_yield: Some((0.5, 0.95)),
    rounds: Some((1, 4)),
    objections: &[Objection {
        obstacle: Obstacle::Reagent,
        text: "hydroxypyruvate is dear and unstable; carbon dioxide leaves",
    }],
    evidence: &[(M_TEXTBOOK, "hydroxypyruvate with aliphatic aldehydes")],
    when: All(&[
        Lost(&["aldehyde"]),
        Gained(&["hydroxyketone-terminal"]),
        Gained(&["acyloin"]),
        Gained(&["hydroxyl"]),
        CarbonBonds(Above, 0),
    ]),
    makes: &["[OX2H][CH2][CX3](=O)[CX4;H1][OX2H]"],
    but: &[],
    examples: &["CC=O>>CC(O)C(=O)CO"],
    counterexamples: &["CC=O>>CC(O)C#N"],
};
