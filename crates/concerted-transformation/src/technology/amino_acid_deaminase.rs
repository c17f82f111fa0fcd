//! Amino acid deaminase or oxidase: an alpha-amino acid to the alpha-keto acid.

use super::{Family, Objection, Obstacle, TechnologyRule};
use crate::condition::Compare::Is;
use crate::condition::Condition::{All, Atoms, Gained, Had, Lost};
use crate::literature::C_TRPS;

/// The rule.
pub(super) const RULE: TechnologyRule = TechnologyRule {
    id: "amino_acid_deaminase",
    class: "AAD",
    name: "Amino acid deaminase or oxidase",
    family: Family::Enzyme,
    capability: "monooxygenase",
    transformation: "an alpha-amino acid to the alpha-keto acid",
    gain: "removes one enantiomer of a racemate, or opens the way to a dehydrogenase",
    solvent: "water as the main solvent, in place of organic solvent",
    metal: "no metal",
    loading_g_per_l: Some((5.0, 50.0)),
    step_yield: Some((0.8, 0.98)),
    rounds: Some((0, 3)),
    objections: &[Objection {
        obstacle: Obstacle::Oxygen,
        text: "air or oxygen over a flammable solvent, slow transfer on scale, catalase against hydrogen peroxide",
    }],
    evidence: &[(C_TRPS, "tryptophans deaminated")],
    when: All(&[
        Lost(&["primary-amine"]),
        Gained(&["carbonyl"]),
        Atoms("N", Is, -1),
        Had("alpha-amino-acid"),
    ]),
    makes: &["[#6][CX3](=O)[CX3](=O)[OX2H]"],
    but: &["[CX3]=[CX3]"],
    examples: &["N[C@@H](Cc1ccccc1)C(=O)O>>O=C(O)C(=O)Cc1ccccc1"],
    counterexamples: &["CC(N)c1ccccc1>>CC(=O)c1ccccc1"],
};
