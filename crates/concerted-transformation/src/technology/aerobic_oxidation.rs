//! Bleach or air with a nitroxyl catalyst: an alcohol to the aldehyde, ketone or acid with TEMPO and bleach or air.

use super::{Family, Objection, Obstacle, TechnologyRule};
use crate::condition::Compare::Is;
use crate::condition::Condition::{All, Any, Atoms, Gained, Lost};
use crate::literature::M_TEMPO;

/// The rule.
pub(super) const RULE: TechnologyRule = TechnologyRule {
    id: "aerobic_oxidation",
    class: "aerobic_oxidation",
    name: "Bleach or air with a nitroxyl catalyst",
    family: Family::Other,
    capability: "organocatalysis",
    transformation: "an alcohol to the aldehyde, ketone or acid with TEMPO and bleach or air",
    gain: "no chromium, no dimethyl sulfide, no cryogenic temperature",
    solvent: "ethyl acetate or acetonitrile in place of dichloromethane",
    metal: "no metal, or copper with air",
    loading_g_per_l: None,
    step_yield: None,
    rounds: None,
    objections: &[
        Objection {
            obstacle: Obstacle::Safety,
            text: "air over solvent needs 8 % oxygen or flow; bleach makes salt",
        },
        Objection {
            obstacle: Obstacle::Selectivity,
            text: "amines and sulfides are oxidized too",
        },
    ],
    evidence: &[(M_TEMPO, "use on scale")],
    when: Any(&[
        All(&[
            Lost(&["hydroxyl", "sp3-o"]),
            Gained(&["carbonyl", "aldehyde", "ketone"]),
            Atoms("O", Is, 0),
        ]),
        All(&[Lost(&["primary-alcohol"]), Gained(&["acid"])]),
    ]),
    makes: &[],
    but: &[],
    examples: &["OCc1ccccc1>>O=Cc1ccccc1"],
    counterexamples: &["CC(=O)c1ccccc1>>CC(O)c1ccccc1"],
};
