//! Styrene monooxygenase: an alkene to the epoxide.

use super::{Family, Objection, Obstacle, TechnologyRule};
use crate::condition::Condition::{All, Gained, Lost};
use crate::literature::C_SMO;

/// The rule.
pub(super) const RULE: TechnologyRule = TechnologyRule {
    id: "styrene_monooxygenase",
    class: "SMO",
    name: "Styrene monooxygenase",
    family: Family::Enzyme,
    capability: "monooxygenase",
    transformation: "an alkene to the epoxide",
    gain: "chiral epoxide without peracid or manganese",
    solvent: "water as the main solvent, in place of organic solvent",
    metal: "no metal; replaces manganese salen",
    loading_g_per_l: Some((2.0, 30.0)),
    step_yield: Some((0.6, 0.95)),
    rounds: Some((1, 5)),
    objections: &[
        Objection {
            obstacle: Obstacle::Cofactor,
            text: "NAD(P)H in catalytic amount, recycled by glucose and glucose dehydrogenase (gluconate and base enter the waste) or by 2-propanol",
        },
        Objection {
            obstacle: Obstacle::Oxygen,
            text: "air or oxygen over a flammable solvent, slow transfer on scale, catalase against hydrogen peroxide",
        },
        Objection {
            obstacle: Obstacle::Stability,
            text: "epoxides hydrolyze in water and harm cells; a second phase is usual",
        },
    ],
    evidence: &[(C_SMO, "styrenes and terminal alkenes epoxidized")],
    when: All(&[Lost(&["alkene"]), Gained(&["epoxide"])]),
    makes: &["[OX2r3]1[CX4;!$(C(O)(O))][#6r3]1"],
    but: &[],
    examples: &["C=Cc1ccccc1>>c1ccccc1[C@H]1CO1"],
    counterexamples: &["C=Cc1ccccc1>>OCC(O)c1ccccc1"],
};
