//! P450 monooxygenase or peroxygenase: a C-H bond to the alcohol, or N-H insertion of a carbene.

use super::{Family, Objection, Obstacle, TechnologyRule};
use crate::condition::Condition::{All, Formula, Gained};
use crate::literature::C_P450;

/// The rule.
pub(super) const RULE: TechnologyRule = TechnologyRule {
    id: "cytochrome_p450",
    class: "P450",
    name: "P450 monooxygenase or peroxygenase",
    family: Family::Enzyme,
    capability: "monooxygenase",
    transformation: "a C-H bond to the alcohol, or N-H insertion of a carbene",
    gain: "one step where chemistry would install and exchange a handle; also makes metabolites",
    solvent: "water as the main solvent, in place of organic solvent",
    metal: "iron inside the enzyme",
    loading_g_per_l: Some((0.5, 10.0)),
    step_yield: Some((0.1, 0.8)),
    rounds: Some((3, 10)),
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
            obstacle: Obstacle::Titre,
            text: "seldom above a few g/L",
        },
        Objection {
            obstacle: Obstacle::Selectivity,
            text: "several positions compete",
        },
    ],
    evidence: &[(C_P450, "ethylbenzenes hydroxylated at the benzylic carbon")],
    when: All(&[Gained(&["hydroxyl"]), Formula(&[("O", 1)])]),
    makes: &["[OX2H][CX4;H1]([#6])c1ccccc1", "[OX2r3]1[CX4][#6r3]1"],
    but: &[],
    examples: &["CCc1ccccc1>>C[C@@H](O)c1ccccc1"],
    counterexamples: &["CC(=O)c1ccccc1>>CC(O)c1ccccc1"],
};
