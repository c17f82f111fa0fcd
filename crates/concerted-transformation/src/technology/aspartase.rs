//! Aspartase or methylaspartate lyase: fumaric acid or a kin of it with an amine to the aspartic acid.

use super::{Family, Objection, Obstacle, TechnologyRule};
use crate::condition::Condition::{All, Gained, Lost};
use crate::literature::M_TEXTBOOK;

/// The rule.
pub(super) const RULE: TechnologyRule = TechnologyRule {
    id: "aspartase",
    class: "MAL",
    name: "Aspartase or methylaspartate lyase",
    family: Family::Enzyme,
    capability: "ammonia_lyase",
    transformation: "fumaric acid or a kin of it with an amine to the aspartic acid",
    gain: "one step, no cofactor",
    solvent: "water as the main solvent, in place of organic solvent",
    metal: "no metal",
    loading_g_per_l: Some((20.0, 200.0)),
    step_yield: Some((0.7, 0.98)),
    rounds: Some((0, 3)),
    objections: &[
        Objection {
            obstacle: Obstacle::Reagent,
            text: "ammonia in large excess, high pH, ammonium in the waste water",
        },
        Objection {
            obstacle: Obstacle::Equilibrium,
            text: "ammonia or amine in excess",
        },
    ],
    evidence: &[(M_TEXTBOOK, "aspartic acid on scale")],
    when: All(&[Lost(&["fumarate"]), Gained(&["aspartate"])]),
    makes: &["[NX3;!R][CX4;H1]([CX3](=O)[OX2H])[CX4;H1]([CH3])[CX3](=O)[OX2H]"],
    but: &[],
    examples: &[
        "O=C(O)/C=C/C(=O)O.N>>N[C@@H](CC(=O)O)C(=O)O",
        "CC(=CC(=O)O)C(=O)O.N>>NC(C(C)C(=O)O)C(=O)O",
    ],
    counterexamples: &["O=C(O)/C=C/C(=O)O>>O=C(O)CCC(=O)O"],
};
