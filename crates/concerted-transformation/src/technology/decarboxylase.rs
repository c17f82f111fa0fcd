//! Decarboxylase: an acid loses or, as the carboxylation of a phenol, takes up carbon dioxide.

use super::{Family, Objection, Obstacle, TechnologyRule};
use crate::condition::Compare::{Below, Is};
use crate::condition::Condition::{All, Any, Atoms, Gained, Lost, Not};
use crate::literature::C_DC;

/// The rule.
pub(super) const RULE: TechnologyRule = TechnologyRule {
    id: "decarboxylase",
    class: "DC",
    name: "Decarboxylase",
    family: Family::Enzyme,
    capability: "decarboxylase",
    transformation: "an acid loses or, as the carboxylation of a phenol, takes up carbon dioxide",
    gain: "mild loss of carbon dioxide without copper and heat; chiral acids from malonates",
    solvent: "water as the main solvent, in place of organic solvent",
    metal: "no metal; replaces copper or palladium",
    loading_g_per_l: Some((5.0, 50.0)),
    step_yield: Some((0.7, 0.98)),
    rounds: Some((0, 4)),
    objections: &[
        Objection {
            obstacle: Obstacle::Equilibrium,
            text: "carboxylation needs bicarbonate near saturation",
        },
        Objection {
            obstacle: Obstacle::Equipment,
            text: "gas is set free",
        },
    ],
    evidence: &[(
        C_DC,
        "phenolic and cinnamic acids and amino acids decarboxylated",
    )],
    when: Any(&[
        All(&[
            Lost(&["acid"]),
            Atoms("O", Below, -1),
            Atoms("C", Is, -1),
            Not(&Gained(&["carbonyl"])),
        ]),
        All(&[Gained(&["acid"]), Atoms("O", Is, 2), Atoms("C", Is, 1)]),
    ]),
    makes: &[
        "[OX2H]c1c([CX3](=O)[OX2H])cccc1",
        "[OX2H]c1ccc([CH]=[CH][CX3](=O)[OX2H])cc1",
        "[CX3](=O)([OX2H])[CX4;H1]([CH3])[$(c),$([CX3]=[CX3])]",
        "[NX3H2][CH2][CX4]",
    ],
    but: &[],
    examples: &[
        "O=C(O)/C=C/c1ccc(O)cc1>>C=Cc1ccc(O)cc1",
        "Oc1ccccc1>>OC(=O)c1ccccc1O",
    ],
    counterexamples: &["COC(=O)c1ccccc1>>OC(=O)c1ccccc1"],
};
