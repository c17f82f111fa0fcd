//! Phenylalanine aminomutase: an arylacrylic acid with ammonia to the beta-amino acid, or alpha- to beta-amino acid.

use super::{Family, Objection, Obstacle, TechnologyRule};
use crate::condition::Condition::{All, Any, Gained, Lost};
use crate::literature::C_PAL;

/// The rule.
pub(super) const RULE: TechnologyRule = TechnologyRule {
    id: "phenylalanine_aminomutase",
    class: "PAM",
    name: "Phenylalanine aminomutase",
    family: Family::Enzyme,
    capability: "ammonia_lyase",
    transformation: "an arylacrylic acid with ammonia to the beta-amino acid, or alpha- to beta-amino acid",
    gain: "one step to an aromatic beta-amino acid",
    solvent: "water as the main solvent, in place of organic solvent",
    metal: "no metal",
    loading_g_per_l: Some((1.0, 10.0)),
    step_yield: Some((0.3, 0.8)),
    rounds: Some((2, 6)),
    objections: &[
        Objection {
            obstacle: Obstacle::Reagent,
            text: "ammonia in large excess, high pH, ammonium in the waste water",
        },
        Objection {
            obstacle: Obstacle::Selectivity,
            text: "alpha- and beta-amino acid form together",
        },
        Objection {
            obstacle: Obstacle::Titre,
            text: "slow enzyme",
        },
    ],
    evidence: &[(C_PAL, "alpha- and beta-amino acids made side by side")],
    when: Any(&[
        All(&[Lost(&["arylacrylic-acid"]), Gained(&["beta-amino-acid"])]),
        All(&[Lost(&["beta-amino-acid"]), Gained(&["alpha-amino-acid"])]),
        All(&[Lost(&["alpha-amino-acid"]), Gained(&["beta-amino-acid"])]),
    ]),
    makes: &[
        "[NX3H2][CX4;H1](c)[CH2][CX3](=O)[OX2H]",
        "c[CX3H]=[CX3H][CX3](=O)[OX2H]",
    ],
    but: &[],
    examples: &[
        "O=C(O)/C=C/c1ccccc1>>N[C@H](CC(=O)O)c1ccccc1",
        "NC(CC(=O)O)c1ccccc1>>N[C@@H](Cc1ccccc1)C(=O)O",
    ],
    counterexamples: &["O=C(O)/C=C/c1ccccc1>>N[C@@H](Cc1ccccc1)C(=O)O"],
};
