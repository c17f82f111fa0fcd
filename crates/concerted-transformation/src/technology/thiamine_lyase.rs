//! Thiamine-dependent lyase: two aldehydes, or an aldehyde and a keto acid, to an alpha-hydroxyketone.

use super::{Family, Objection, Obstacle, TechnologyRule};
use crate::condition::Condition::{All, Gained, Lost};
use crate::literature::C_TDL;

/// The rule.
pub(super) const RULE: TechnologyRule = TechnologyRule {
    id: "thiamine_lyase",
    class: "TDL",
    name: "Thiamine-dependent lyase",
    family: Family::Enzyme,
    capability: "lyase",
    transformation: "two aldehydes, or an aldehyde and a keto acid, to an alpha-hydroxyketone",
    gain: "chiral acyloin without cyanide or protected acyl anion",
    solvent: "water as the main solvent, in place of organic solvent",
    metal: "no metal",
    loading_g_per_l: Some((5.0, 80.0)),
    step_yield: Some((0.5, 0.95)),
    rounds: Some((1, 4)),
    objections: &[
        Objection {
            obstacle: Obstacle::Stability,
            text: "aldehydes harm the enzyme and are fed",
        },
        Objection {
            obstacle: Obstacle::Selectivity,
            text: "cross-coupling competes with self-coupling",
        },
    ],
    evidence: &[(C_TDL, "benzaldehydes with diketones")],
    when: All(&[Lost(&["aldehyde"]), Gained(&["acyloin"])]),
    makes: &[
        "[OX2H][CX4;H1,H2][CX3;H1](=O)",
        "[OX2H][CH2][CX3](=O)[#6]",
        "[OX2H][CX4;H1](c)[CX3](=O)",
        "[CH3][CX3](=O)[CH2][CH2][CX3;H1]=O",
    ],
    but: &[],
    examples: &["O=Cc1ccccc1.CC(=O)C(C)=O>>O[C@@H](C(C)=O)c1ccccc1"],
    counterexamples: &["O=Cc1ccccc1>>OCc1ccccc1"],
};
