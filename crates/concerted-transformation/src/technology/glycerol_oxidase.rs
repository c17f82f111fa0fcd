//! Flavin-dependent alcohol dehydrogenase: a terminal 1,2-diol to the hydroxyaldehyde.

use super::{Family, Objection, Obstacle, TechnologyRule};
use crate::condition::Compare::Is;
use crate::condition::Condition::{All, Atoms, Gained, Had, Lost};
use crate::literature::C_EH;

/// The rule.
pub(super) const RULE: TechnologyRule = TechnologyRule {
    id: "glycerol_oxidase",
    class: "ADH(FAD)",
    name: "Flavin-dependent alcohol dehydrogenase",
    family: Family::Enzyme,
    capability: "alcohol_oxidase",
    transformation: "a terminal 1,2-diol to the hydroxyaldehyde",
    gain: "oxidizes one hydroxyl of two without protection",
    solvent: "water as the main solvent, in place of organic solvent",
    metal: "no metal; replaces hypervalent iodine or chromium",
    loading_g_per_l: Some((5.0, 50.0)),
    step_yield: Some((0.6, 0.95)),
    rounds: Some((1, 4)),
    objections: &[
        Objection {
            obstacle: Obstacle::Oxygen,
            text: "air or oxygen over a flammable solvent, slow transfer on scale, catalase against hydrogen peroxide",
        },
        Objection {
            obstacle: Obstacle::Cosolvent,
            text: "a poorly soluble substrate needs 5 to 50 % dimethyl sulfoxide or 2-propanol, which stays in the waste water",
        },
    ],
    evidence: &[(
        C_EH,
        "1-aryl-1,2-diols oxidized at the primary carbon in a cascade",
    )],
    when: All(&[
        Lost(&["primary-alcohol"]),
        Gained(&["aldehyde"]),
        Atoms("O", Is, 0),
        Had("terminal-diol"),
    ]),
    makes: &[],
    but: &[],
    examples: &["OC[C@@H](O)c1ccccc1>>O=C[C@@H](O)c1ccccc1"],
    counterexamples: &["OCc1ccccc1>>O=Cc1ccccc1"],
};
