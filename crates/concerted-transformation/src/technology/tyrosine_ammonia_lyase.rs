//! Tyrosine ammonia lyase: a tyrosine to the hydroxycinnamic acid.

use super::{Family, Objection, Obstacle, TechnologyRule};
use crate::condition::Condition::{All, Gained, Had, Lost};
use crate::literature::C_TPL;

/// The rule.
pub(super) const RULE: TechnologyRule = TechnologyRule {
    id: "tyrosine_ammonia_lyase",
    class: "TAL",
    name: "Tyrosine ammonia lyase",
    family: Family::Enzyme,
    capability: "ammonia_lyase",
    transformation: "a tyrosine to the hydroxycinnamic acid",
    gain: "no base or heat for the elimination",
    solvent: "water as the main solvent, in place of organic solvent",
    metal: "no metal",
    loading_g_per_l: Some((2.0, 20.0)),
    step_yield: Some((0.7, 0.98)),
    rounds: Some((0, 3)),
    objections: &[Objection {
        obstacle: Obstacle::Titre,
        text: "inhibited by the product",
    }],
    evidence: &[(C_TPL, "substituted tyrosines eliminated")],
    when: All(&[
        Gained(&["arylacrylic-acid"]),
        Lost(&["alpha-amino-acid"]),
        Had("hydroxyphenyl"),
    ]),
    makes: &[],
    but: &[],
    examples: &["N[C@@H](Cc1ccc(O)cc1)C(=O)O>>O=C(O)/C=C/c1ccc(O)cc1"],
    counterexamples: &["N[C@@H](Cc1ccccc1)C(=O)O>>O=C(O)/C=C/c1ccccc1"],
};
