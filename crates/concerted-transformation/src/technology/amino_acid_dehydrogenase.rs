//! Amino acid dehydrogenase: an alpha-keto acid with ammonia to the alpha-amino acid.

use super::{Family, Objection, Obstacle, TechnologyRule};
use crate::condition::Condition::{All, Gained, Had, Lost, Not};
use crate::literature::C_AADH;

/// The rule.
pub(super) const RULE: TechnologyRule = TechnologyRule {
    id: "amino_acid_dehydrogenase",
    class: "AADH",
    name: "Amino acid dehydrogenase",
    family: Family::Enzyme,
    capability: "amine_dehydrogenase",
    transformation: "an alpha-keto acid with ammonia to the alpha-amino acid",
    gain: "one step to the free amino acid, no protection",
    solvent: "water as the main solvent, in place of organic solvent",
    metal: "no metal",
    loading_g_per_l: Some((20.0, 100.0)),
    step_yield: Some((0.8, 0.98)),
    rounds: Some((0, 3)),
    objections: &[
        Objection {
            obstacle: Obstacle::Cofactor,
            text: "NAD(P)H in catalytic amount, recycled by glucose and glucose dehydrogenase (gluconate and base enter the waste) or by 2-propanol",
        },
        Objection {
            obstacle: Obstacle::Reagent,
            text: "ammonia in large excess, high pH, ammonium in the waste water",
        },
    ],
    evidence: &[(C_AADH, "phenylpyruvic acids aminated")],
    when: All(&[
        Lost(&["carbonyl"]),
        Gained(&["primary-amine"]),
        Not(&Gained(&["imine"])),
        Not(&Gained(&["hydroxy-amino-acid"])),
        Had("alpha-keto-acid"),
    ]),
    makes: &["[NX3H2][CX4;H1]([CX4,c])[CX3](=O)[OX2H]"],
    but: &[],
    examples: &["OC(=O)C(=O)Cc1ccccc1>>N[C@@H](Cc1ccccc1)C(=O)O"],
    counterexamples: &["CC(=O)Cc1ccccc1>>C[C@@H](N)Cc1ccccc1"],
};
