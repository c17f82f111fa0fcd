//! Threonine aldolase: an aldehyde and an amino acid to a beta-hydroxy-alpha-amino acid.

use super::{Family, Objection, Obstacle, TechnologyRule};
use crate::condition::Condition::Gained;
use crate::literature::C_TA2;

/// The rule.
pub(super) const RULE: TechnologyRule = TechnologyRule {
    id: "threonine_aldolase",
    class: "Threonine Aldolase",
    name: "Threonine aldolase",
    family: Family::Enzyme,
    capability: "aldolase",
    transformation: "an aldehyde and an amino acid to a beta-hydroxy-alpha-amino acid",
    gain: "two stereocenters in one step without protection",
    solvent: "water as the main solvent, in place of organic solvent",
    metal: "no metal",
    loading_g_per_l: Some((5.0, 50.0)),
    step_yield: Some((0.2, 0.8)),
    rounds: Some((1, 4)),
    objections: &[
        Objection {
            obstacle: Obstacle::Equilibrium,
            text: "large excess of glycine or alanine",
        },
        Objection {
            obstacle: Obstacle::Selectivity,
            text: "good at the alpha, poor at the beta carbon",
        },
    ],
    evidence: &[(C_TA2, "aldehydes with alanine or serine")],
    when: Gained(&["hydroxy-amino-acid"]),
    makes: &["[OX2H][CX4][CX4]([NX3H2])[CX3](=O)[OX2H]"],
    but: &[],
    examples: &[
        "O=Cc1ccccc1.NCC(=O)O>>NC(C(O)c1ccccc1)C(=O)O",
        "CC=O>>CC(O)C(C)(N)C(=O)O",
    ],
    counterexamples: &["O=Cc1ccccc1>>OCc1ccccc1"],
};
