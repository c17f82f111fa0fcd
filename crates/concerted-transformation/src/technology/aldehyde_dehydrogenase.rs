//! Aldehyde dehydrogenase: an aldehyde to the acid.

use super::{Family, Objection, Obstacle, TechnologyRule};
use crate::condition::Condition::{All, Gained, Lost};
use crate::literature::C_ALDH;

/// The rule.
pub(super) const RULE: TechnologyRule = TechnologyRule {
    id: "aldehyde_dehydrogenase",
    class: "AlDH",
    name: "Aldehyde dehydrogenase",
    family: Family::Enzyme,
    capability: "aldehyde_dehydrogenase",
    transformation: "an aldehyde to the acid",
    gain: "oxidation without chlorite or peroxide",
    solvent: "water as the main solvent, in place of organic solvent",
    metal: "no metal",
    loading_g_per_l: Some((5.0, 50.0)),
    step_yield: Some((0.8, 0.98)),
    rounds: Some((1, 3)),
    objections: &[
        Objection {
            obstacle: Obstacle::Cofactor,
            text: "NAD(P)+ recycled by an oxidase or by a sacrificial ketone",
        },
        Objection {
            obstacle: Obstacle::Cosolvent,
            text: "a poorly soluble substrate needs 5 to 50 % dimethyl sulfoxide or 2-propanol, which stays in the waste water",
        },
    ],
    evidence: &[(
        C_ALDH,
        "many aldehydes oxidized, hydroxyl and sulfide untouched",
    )],
    when: All(&[Lost(&["aldehyde"]), Gained(&["acid"])]),
    makes: &[],
    but: &[],
    examples: &["O=Cc1ccccc1>>OC(=O)c1ccccc1"],
    counterexamples: &["OCc1ccccc1>>O=Cc1ccccc1"],
};
