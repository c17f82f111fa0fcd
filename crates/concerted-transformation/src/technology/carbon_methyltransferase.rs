//! C-methyltransferase: an alpha-keto acid takes a methyl group at the beta carbon.

use super::{Family, Objection, Obstacle, TechnologyRule};
use crate::condition::Condition::{All, Formula, Had, Has};
use crate::literature::C_CMT;

/// The rule.
pub(super) const RULE: TechnologyRule = TechnologyRule {
    id: "carbon_methyltransferase",
    class: "CMT",
    name: "C-methyltransferase",
    family: Family::Enzyme,
    capability: "methyltransferase",
    transformation: "an alpha-keto acid takes a methyl group at the beta carbon",
    gain: "stereoselective methylation without strong base",
    solvent: "water as the main solvent, in place of organic solvent",
    metal: "no metal",
    loading_g_per_l: Some((0.5, 5.0)),
    step_yield: Some((0.3, 0.9)),
    rounds: Some((2, 6)),
    objections: &[
        Objection {
            obstacle: Obstacle::Cofactor,
            text: "S-adenosylmethionine, recycled by a halide methyltransferase and methyl iodide",
        },
        Objection {
            obstacle: Obstacle::Titre,
            text: "below a few g/L so far",
        },
    ],
    evidence: &[(C_CMT, "beta-methylation of keto acids")],
    when: All(&[
        Had("alpha-keto-acid"),
        Has("alpha-keto-acid"),
        Formula(&[("C", 1), ("H", 2)]),
    ]),
    makes: &["[CH3][CX4;H1]([#6])[CX3](=O)[CX3](=O)[OX2H]"],
    but: &[],
    examples: &["CCCC(=O)C(=O)O>>CC[C@@H](C)C(=O)C(=O)O"],
    counterexamples: &["CCCC(=O)C(=O)O>>CCCC(N)C(=O)O"],
};
