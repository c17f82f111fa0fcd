//! Halohydrin dehalogenase: a halohydrin to the epoxide, or on with cyanide or azide to the substituted alcohol.

use super::{Family, Objection, Obstacle, TechnologyRule};
use crate::condition::Condition::{All, Any, Gained, Has, Lost};
use crate::literature::{M_HHDH, MA_2010};

/// The rule.
pub(super) const RULE: TechnologyRule = TechnologyRule {
    id: "halohydrin_dehalogenase",
    class: "HHDH",
    name: "Halohydrin dehalogenase",
    family: Family::Enzyme,
    capability: "halohydrin_dehalogenase",
    transformation: "a halohydrin to the epoxide, or on with cyanide or azide to the substituted alcohol",
    gain: "cyanide at neutral pH in place of hot base; no distillation of a heat-sensitive product",
    solvent: "water as the main solvent, in place of organic solvent",
    metal: "no metal",
    loading_g_per_l: Some((50.0, 150.0)),
    step_yield: Some((0.8, 0.95)),
    rounds: Some((2, 10)),
    objections: &[
        Objection {
            obstacle: Obstacle::Reagent,
            text: "hydrogen cyanide or azide is handled in water",
        },
        Objection {
            obstacle: Obstacle::Evolution,
            text: "many rounds for a process enzyme",
        },
    ],
    evidence: &[
        (
            MA_2010,
            "atorvastatin intermediate: 2500-fold better productivity, E factor 5.8 without and 18 with water",
        ),
        (M_HHDH, "evolution of the enzyme"),
    ],
    when: Any(&[
        All(&[Lost(&["halohydrin"]), Gained(&["epoxide"])]),
        All(&[
            Lost(&["halohydrin", "epoxide"]),
            Any(&[Has("nitrile"), Has("organic-azide")]),
            Has("hydroxyl"),
        ]),
    ]),
    makes: &[],
    but: &[],
    examples: &[
        "CCOC(=O)C[C@H](O)CCl>>CCOC(=O)C[C@@H]1CO1",
        "OC(CCl)C.C#N>>CC(O)CC#N",
    ],
    counterexamples: &["BrCc1ccccc1>>N#CCc1ccccc1"],
};
