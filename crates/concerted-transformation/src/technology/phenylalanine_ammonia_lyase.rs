//! Phenylalanine ammonia lyase: an arylacrylic acid with ammonia to the alpha-amino acid, or back.

use super::{Family, Objection, Obstacle, TechnologyRule};
use crate::condition::Compare::Is;
use crate::condition::Condition::{All, Any, Atoms, Gained, Lost};
use crate::literature::C_PAL;

/// The rule.
pub(super) const RULE: TechnologyRule = TechnologyRule {
    id: "phenylalanine_ammonia_lyase",
    class: "PAL",
    name: "Phenylalanine ammonia lyase",
    family: Family::Enzyme,
    capability: "ammonia_lyase",
    transformation: "an arylacrylic acid with ammonia to the alpha-amino acid, or back",
    gain: "one step from a cheap acid, no cofactor",
    solvent: "water as the main solvent, in place of organic solvent",
    metal: "no metal",
    loading_g_per_l: Some((5.0, 50.0)),
    step_yield: Some((0.5, 0.9)),
    rounds: Some((1, 4)),
    objections: &[
        Objection {
            obstacle: Obstacle::Reagent,
            text: "ammonia in large excess, high pH, ammonium in the waste water",
        },
        Objection {
            obstacle: Obstacle::Equilibrium,
            text: "2 to 6 M ammonia pushes the addition, conversion rarely above 90 %",
        },
    ],
    evidence: &[(
        C_PAL,
        "cinnamic acids aminated to alpha- and beta-amino acids",
    )],
    when: Any(&[
        All(&[Lost(&["arylacrylic-acid"]), Gained(&["alpha-amino-acid"])]),
        All(&[
            Gained(&["arylacrylic-acid"]),
            Lost(&["alpha-amino-acid", "beta-amino-acid"]),
            Atoms("N", Is, -1),
        ]),
    ]),
    makes: &[
        "[NX3H2][CX4;H1]([CH2]c)[CX3](=O)[OX2H]",
        "c[CX3H]=[CX3H][CX3](=O)[OX2H]",
    ],
    but: &[],
    examples: &[
        "O=C(O)/C=C/c1ccccc1>>N[C@@H](Cc1ccccc1)C(=O)O",
        "N[C@@H](Cc1ccccc1)C(=O)O>>O=C(O)/C=C/c1ccccc1",
    ],
    counterexamples: &["O=C(O)/C=C/c1ccccc1>>O=C(O)CCc1ccccc1"],
};
