//! Tryptophan synthase: an indole with serine to the tryptophan.

use super::{Family, Objection, Obstacle, TechnologyRule};
use crate::condition::Compare::Above;
use crate::condition::Condition::{All, Atoms, Gained};
use crate::literature::C_TRPS;

/// The rule.
pub(super) const RULE: TechnologyRule = TechnologyRule {
    id: "tryptophan_synthase",
    class: "TrpS",
    name: "Tryptophan synthase",
    family: Family::Enzyme,
    capability: "lyase",
    transformation: "an indole with serine to the tryptophan",
    gain: "substituted tryptophan in one step",
    solvent: "water as the main solvent, in place of organic solvent",
    metal: "no metal",
    loading_g_per_l: Some((5.0, 50.0)),
    step_yield: Some((0.7, 0.98)),
    rounds: Some((0, 4)),
    objections: &[Objection {
        obstacle: Obstacle::Cosolvent,
        text: "a poorly soluble substrate needs 5 to 50 % dimethyl sulfoxide or 2-propanol, which stays in the waste water",
    }],
    evidence: &[(C_TRPS, "substituted indoles")],
    when: All(&[Gained(&["tryptophan"]), Atoms("C", Above, 0)]),
    makes: &["[NX3H2][CX4;H1]([CH2]c1c[nH]c2ccccc12)[CX3](=O)[OX2H]"],
    but: &[],
    examples: &["c1ccc2[nH]ccc2c1>>N[C@@H](Cc1c[nH]c2ccccc12)C(=O)O"],
    counterexamples: &["O=C(O)C(=O)Cc1c[nH]c2ccccc12>>N[C@@H](Cc1c[nH]c2ccccc12)C(=O)O"],
};
