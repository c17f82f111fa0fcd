//! Alcohol oxidase or aryl alcohol oxidase: a primary alcohol to the aldehyde, on to the acid, or with ammonia to the nitrile.

use super::{Family, Objection, Obstacle, TechnologyRule};
use crate::condition::Compare::Is;
use crate::condition::Condition::{All, Any, Atoms, Gained, Lost};
use crate::literature::{C_ALOX, C_ALOX2};

/// The rule.
pub(super) const RULE: TechnologyRule = TechnologyRule {
    id: "alcohol_oxidase",
    class: "AlOx",
    name: "Alcohol oxidase or aryl alcohol oxidase",
    family: Family::Enzyme,
    capability: "alcohol_oxidase",
    transformation: "a primary alcohol to the aldehyde, on to the acid, or with ammonia to the nitrile",
    gain: "oxidation with air in place of molar oxidant",
    solvent: "water as the main solvent, in place of organic solvent",
    metal: "copper or flavin inside the enzyme; replaces chromium, manganese or palladium",
    loading_g_per_l: Some((5.0, 50.0)),
    step_yield: Some((0.6, 0.95)),
    rounds: Some((1, 4)),
    objections: &[
        Objection {
            obstacle: Obstacle::Oxygen,
            text: "air or oxygen over a flammable solvent, slow transfer on scale, catalase against hydrogen peroxide",
        },
        Objection {
            obstacle: Obstacle::Selectivity,
            text: "over-oxidation to the acid",
        },
        Objection {
            obstacle: Obstacle::Cosolvent,
            text: "a poorly soluble substrate needs 5 to 50 % dimethyl sulfoxide or 2-propanol, which stays in the waste water",
        },
    ],
    evidence: &[
        (C_ALOX, "primary alcohols oxidized"),
        (C_ALOX2, "aldehydes and, with ammonia, nitriles"),
    ],
    when: Any(&[
        All(&[
            Lost(&["primary-alcohol"]),
            Gained(&["aldehyde"]),
            Atoms("O", Is, 0),
        ]),
        All(&[Lost(&["aldehyde"]), Gained(&["acid"])]),
        All(&[
            Lost(&["primary-alcohol"]),
            Gained(&["acid"]),
            Atoms("O", Is, 1),
        ]),
        All(&[Lost(&["aldehyde"]), Gained(&["nitrile"])]),
    ]),
    makes: &["[CX3;H1](=O)[#6]", "[#6][CX3](=O)[OX2H]"],
    but: &[],
    examples: &[
        "OCc1ccccc1>>O=Cc1ccccc1",
        "O=Cc1ccccc1>>OC(=O)c1ccccc1",
        "O=Cc1ccccc1>>N#Cc1ccccc1",
    ],
    counterexamples: &["CC(O)c1ccccc1>>CC(=O)c1ccccc1"],
};
