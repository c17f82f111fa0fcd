//! Epoxide hydrolase: an epoxide to the vicinal diol.

use super::{Family, Objection, Obstacle, TechnologyRule};
use crate::condition::Condition::{All, Gained, Lost};
use crate::literature::C_EH;

/// The rule.
pub(super) const RULE: TechnologyRule = TechnologyRule {
    id: "epoxide_hydrolase",
    class: "EH",
    name: "Epoxide hydrolase",
    family: Family::Enzyme,
    capability: "epoxide_hydrolase",
    transformation: "an epoxide to the vicinal diol",
    gain: "chiral diol, or resolution of the epoxide",
    solvent: "water as the main solvent, in place of organic solvent",
    metal: "no metal; replaces cobalt salen",
    loading_g_per_l: Some((10.0, 150.0)),
    step_yield: Some((0.45, 0.95)),
    rounds: Some((0, 4)),
    objections: &[Objection {
        obstacle: Obstacle::Emulsion,
        text: "epoxides are oils that need a second phase",
    }],
    evidence: &[(C_EH, "styrene oxides hydrolyzed")],
    when: All(&[Lost(&["epoxide"]), Gained(&["vicinal-diol"])]),
    makes: &["[OX2H][CX4;H1,H2][CX4;H1,H2][OX2H]"],
    but: &[],
    examples: &["c1ccccc1[C@H]1CO1>>OC[C@@H](O)c1ccccc1"],
    counterexamples: &["C=Cc1ccccc1>>OCC(O)c1ccccc1"],
};
