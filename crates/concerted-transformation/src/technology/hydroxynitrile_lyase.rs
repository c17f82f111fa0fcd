//! Hydroxynitrile lyase: an aldehyde with cyanide to the cyanohydrin, or with a nitroalkane to the nitroalcohol.

use super::{Family, Objection, Obstacle, TechnologyRule};
use crate::condition::Condition::{All, Any, Gained, Lost};
use crate::literature::M_TEXTBOOK;

/// The rule.
pub(super) const RULE: TechnologyRule = TechnologyRule {
    id: "hydroxynitrile_lyase",
    class: "HNL",
    name: "Hydroxynitrile lyase",
    family: Family::Enzyme,
    capability: "lyase",
    transformation: "an aldehyde with cyanide to the cyanohydrin, or with a nitroalkane to the nitroalcohol",
    gain: "chiral cyanohydrin in one step",
    solvent: "water as the main solvent, in place of organic solvent",
    metal: "no metal",
    loading_g_per_l: Some((20.0, 150.0)),
    step_yield: Some((0.8, 0.98)),
    rounds: Some((0, 3)),
    objections: &[
        Objection {
            obstacle: Obstacle::Reagent,
            text: "hydrogen cyanide",
        },
        Objection {
            obstacle: Obstacle::Stability,
            text: "the chemical reaction runs beside it unless the pH is low",
        },
    ],
    evidence: &[(M_TEXTBOOK, "known on scale for mandelonitriles")],
    when: Any(&[
        All(&[Lost(&["carbonyl"]), Gained(&["cyanohydrin"])]),
        All(&[Lost(&["carbonyl"]), Gained(&["nitroalcohol"])]),
    ]),
    makes: &["[OX2H][CX4][CX4][$([NX3+](=O)[O-])]"],
    but: &[],
    examples: &[
        "O=Cc1ccccc1.C#N>>N#C[C@H](O)c1ccccc1",
        "O=Cc1ccccc1.C[N+](=O)[O-]>>O[C@H](C[N+](=O)[O-])c1ccccc1",
    ],
    counterexamples: &["O=Cc1ccccc1>>OCc1ccccc1"],
};
