//! Amine dehydrogenase: a ketone or an aldehyde with ammonia to the primary amine.

use super::{Family, Objection, Obstacle, TechnologyRule};
use crate::condition::Condition::{All, Gained, Had, Lost, Not};
use crate::literature::{C_ADH_SEC, C_AMDH};

/// The rule.
pub(super) const RULE: TechnologyRule = TechnologyRule {
    id: "amine_dehydrogenase",
    class: "AmDH",
    name: "Amine dehydrogenase",
    family: Family::Enzyme,
    capability: "amine_dehydrogenase",
    transformation: "a ketone or an aldehyde with ammonia to the primary amine",
    gain: "ammonia as the only nitrogen source, no amine donor to separate",
    solvent: "water as the main solvent, in place of organic solvent",
    metal: "no metal",
    loading_g_per_l: Some((5.0, 50.0)),
    step_yield: Some((0.6, 0.95)),
    rounds: Some((2, 6)),
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
    evidence: &[
        (C_AMDH, "ketones aminated with ammonia"),
        (
            C_ADH_SEC,
            "alcohol to amine with an alcohol dehydrogenase in one vessel",
        ),
    ],
    when: All(&[
        Lost(&["carbonyl"]),
        Gained(&["primary-amine"]),
        Not(&Gained(&["imine"])),
        Not(&Gained(&["hydroxy-amino-acid"])),
        Not(&Had("alpha-keto-acid")),
    ]),
    makes: &[],
    but: &[],
    examples: &["CC(=O)Cc1ccccc1>>C[C@@H](N)Cc1ccccc1"],
    counterexamples: &["OC(=O)C(=O)Cc1ccccc1>>N[C@@H](Cc1ccccc1)C(=O)O"],
};
