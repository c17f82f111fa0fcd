//! N-methyltransferase: an amine takes one methyl group.

use super::{Family, Objection, Obstacle, TechnologyRule};
use crate::condition::Condition::{All, Formula, Gained};
use crate::literature::M_TEXTBOOK;

/// The rule.
pub(super) const RULE: TechnologyRule = TechnologyRule {
    id: "n_methyltransferase",
    class: "NMT",
    name: "N-methyltransferase",
    family: Family::Enzyme,
    capability: "methyltransferase",
    transformation: "an amine takes one methyl group",
    gain: "stops after one methyl",
    solvent: "water as the main solvent, in place of organic solvent",
    metal: "no metal",
    loading_g_per_l: Some((0.5, 5.0)),
    step_yield: Some((0.4, 0.95)),
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
    evidence: &[(M_TEXTBOOK, "known for tetrahydroisoquinolines")],
    when: All(&[Gained(&["n-methyl"]), Formula(&[("C", 1), ("H", 2)])]),
    makes: &["[NX3;!$(NC=O)]([CH3])[CX4][CX4]"],
    but: &[],
    examples: &["C1CCNCC1>>CN1CCCCC1"],
    counterexamples: &["C1CCNCC1>>O=CN1CCCCC1"],
};
