//! Catalytic or direct amidation: an amide from acid or ester and amine without molar coupling agent.

use super::{Family, Objection, Obstacle, TechnologyRule};
use crate::condition::Condition::{All, Gained, Lost};
use crate::literature::M_AMID;

/// The rule.
pub(super) const RULE: TechnologyRule = TechnologyRule {
    id: "direct_amidation",
    class: "direct_amidation",
    name: "Catalytic or direct amidation",
    family: Family::Other,
    capability: "organocatalysis",
    transformation: "an amide from acid or ester and amine without molar coupling agent",
    gain: "water or alcohol as only by-product in place of urea, phosphorus or triazole",
    solvent: "toluene or 2-methyltetrahydrofuran in place of dimethylformamide",
    metal: "no metal with boronic acids or base",
    loading_g_per_l: None,
    step_yield: None,
    rounds: None,
    objections: &[
        Objection {
            obstacle: Obstacle::Selectivity,
            text: "racemization at 100 C",
        },
        Objection {
            obstacle: Obstacle::Scope,
            text: "anilines and hindered acids are slow",
        },
    ],
    evidence: &[(M_AMID, "review")],
    when: All(&[
        Lost(&["acid", "ester"]),
        Gained(&["amide"]),
        Lost(&["n-hydrogen", "any-nh2", "primary-amine", "amine"]),
    ]),
    makes: &[],
    but: &[],
    examples: &["OC(=O)c1ccccc1.NCC>>CCNC(=O)c1ccccc1"],
    counterexamples: &["CC(=O)Cl.NCC>>CCNC(C)=O"],
};
