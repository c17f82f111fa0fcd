//! Xanthine oxidoreductase: a cyclic imine to the lactam.

use super::{Family, Objection, Obstacle, TechnologyRule};
use crate::condition::Condition::{All, Formula, Gained, Lost};
use crate::literature::C_XOR;

/// The rule.
pub(super) const RULE: TechnologyRule = TechnologyRule {
    id: "xanthine_oxidase",
    class: "XOR",
    name: "Xanthine oxidoreductase",
    family: Family::Enzyme,
    capability: "monooxygenase",
    transformation: "a cyclic imine to the lactam",
    gain: "oxidation with air next to nitrogen",
    solvent: "water as the main solvent, in place of organic solvent",
    metal: "molybdenum inside the enzyme",
    loading_g_per_l: Some((0.5, 10.0)),
    step_yield: Some((0.5, 0.95)),
    rounds: Some((2, 5)),
    objections: &[
        Objection {
            obstacle: Obstacle::Oxygen,
            text: "air or oxygen over a flammable solvent, slow transfer on scale, catalase against hydrogen peroxide",
        },
        Objection {
            obstacle: Obstacle::Titre,
            text: "below a few g/L so far",
        },
    ],
    evidence: &[(C_XOR, "cyclic imines oxidized")],
    when: All(&[
        Lost(&["c=n"]),
        Gained(&["amide", "lactam"]),
        Formula(&[("O", 1)]),
    ]),
    makes: &["[NX3;R;H1][CX3;R](=O)"],
    but: &["[CX3]=[NX2]"],
    examples: &["C1=NCCCCC1>>O=C1CCCCCN1"],
    counterexamples: &["C1=NCCCC1>>C1CCCNC1"],
};
