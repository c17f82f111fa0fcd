//! Phosphatase: a phosphate to the alcohol.

use super::{Family, Objection, Obstacle, TechnologyRule};
use crate::condition::Condition::{All, Gained, Lost};
use crate::literature::M_TEXTBOOK;

/// The rule.
pub(super) const RULE: TechnologyRule = TechnologyRule {
    id: "phosphatase",
    class: "Phosphatase",
    name: "Phosphatase",
    family: Family::Enzyme,
    capability: "phosphatase",
    transformation: "a phosphate to the alcohol",
    gain: "neutral hydrolysis",
    solvent: "water as the main solvent, in place of organic solvent",
    metal: "no metal; zinc or magnesium",
    loading_g_per_l: Some((5.0, 100.0)),
    step_yield: Some((0.8, 0.99)),
    rounds: Some((0, 2)),
    objections: &[Objection {
        obstacle: Obstacle::Inhibition,
        text: "phosphate inhibits",
    }],
    evidence: &[(M_TEXTBOOK, "alkaline phosphatase")],
    when: All(&[Lost(&["phosphate"]), Gained(&["hydroxyl"])]),
    makes: &[],
    but: &[],
    examples: &["O=P(O)(O)OCc1ccccc1>>OCc1ccccc1"],
    counterexamples: &["OCc1ccccc1>>O=Cc1ccccc1"],
};
