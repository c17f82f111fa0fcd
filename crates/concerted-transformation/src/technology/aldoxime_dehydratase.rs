//! Aldoxime dehydratase: an aldoxime to the nitrile.

use super::{Family, Objection, Obstacle, TechnologyRule};
use crate::condition::Condition::{All, Gained, Lost};
use crate::literature::M_TEXTBOOK;

/// The rule.
pub(super) const RULE: TechnologyRule = TechnologyRule {
    id: "aldoxime_dehydratase",
    class: "Oxd",
    name: "Aldoxime dehydratase",
    family: Family::Enzyme,
    capability: "lyase",
    transformation: "an aldoxime to the nitrile",
    gain: "nitrile without cyanide and without dehydrating agent",
    solvent: "water as the main solvent, in place of organic solvent",
    metal: "iron inside the enzyme",
    loading_g_per_l: Some((20.0, 300.0)),
    step_yield: Some((0.8, 0.99)),
    rounds: Some((1, 3)),
    objections: &[
        Objection {
            obstacle: Obstacle::Stability,
            text: "oxygen sensitive",
        },
        Objection {
            obstacle: Obstacle::Cosolvent,
            text: "a poorly soluble substrate needs 5 to 50 % dimethyl sulfoxide or 2-propanol, which stays in the waste water",
        },
    ],
    evidence: &[(
        M_TEXTBOOK,
        "adiponitrile and chiral nitriles reported at high loading",
    )],
    when: All(&[Lost(&["oxime"]), Gained(&["nitrile"])]),
    makes: &["[NX1]#[CX2]c"],
    but: &[],
    examples: &["ON=Cc1ccco1>>N#Cc1ccco1"],
    counterexamples: &["O=Cc1ccccc1>>N#Cc1ccccc1"],
};
