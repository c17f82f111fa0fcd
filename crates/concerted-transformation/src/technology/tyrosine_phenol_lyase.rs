//! Tyrosine phenol lyase: a phenol with pyruvate and ammonia to the tyrosine.

use super::{Family, Objection, Obstacle, TechnologyRule};
use crate::condition::Compare::Above;
use crate::condition::Condition::{All, Atoms, Gained};
use crate::literature::C_TPL;

/// The rule.
pub(super) const RULE: TechnologyRule = TechnologyRule {
    id: "tyrosine_phenol_lyase",
    class: "TPL",
    name: "Tyrosine phenol lyase",
    family: Family::Enzyme,
    capability: "lyase",
    transformation: "a phenol with pyruvate and ammonia to the tyrosine",
    gain: "substituted tyrosine in one step",
    solvent: "water as the main solvent, in place of organic solvent",
    metal: "no metal",
    loading_g_per_l: Some((5.0, 40.0)),
    step_yield: Some((0.6, 0.95)),
    rounds: Some((0, 3)),
    objections: &[
        Objection {
            obstacle: Obstacle::Reagent,
            text: "ammonia in large excess, high pH, ammonium in the waste water",
        },
        Objection {
            obstacle: Obstacle::Inhibition,
            text: "phenols harm the enzyme and are fed",
        },
    ],
    evidence: &[(C_TPL, "halogenated and methylated phenols")],
    when: All(&[Gained(&["tyrosine"]), Atoms("N", Above, 0)]),
    makes: &["[NX3H2][CX4;H1]([CH2]c1ccc([OX2H])cc1)[CX3](=O)[OX2H]"],
    but: &[],
    examples: &["Oc1ccccc1>>N[C@@H](Cc1ccc(O)cc1)C(=O)O"],
    counterexamples: &["O=C(O)/C=C/c1ccc(O)cc1>>O=C(O)CCc1ccc(O)cc1"],
};
