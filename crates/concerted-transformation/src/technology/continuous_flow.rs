//! Continuous flow for hazardous or fast chemistry: azide, diazo, nitration, ozonolysis, organolithium, peracid or pressurized chemistry.

use super::{Family, Objection, Obstacle, TechnologyRule};
use crate::condition::Compare::Below;
use crate::condition::Condition::{All, Any, Atoms, Gained, Had, Lost};
use crate::literature::M_FLOW;

/// The rule.
pub(super) const RULE: TechnologyRule = TechnologyRule {
    id: "continuous_flow",
    class: "continuous_flow",
    name: "Continuous flow for hazardous or fast chemistry",
    family: Family::Other,
    capability: "continuous_flow",
    transformation: "azide, diazo, nitration, ozonolysis, organolithium, peracid or pressurized chemistry",
    gain: "small hold-up of what is hazardous; quench and next step in line; no cryogenic vessel",
    solvent: "often more dilute, but less solvent for cooling and quench",
    metal: "as the batch reaction",
    loading_g_per_l: None,
    step_yield: None,
    rounds: None,
    objections: &[
        Objection {
            obstacle: Obstacle::Equipment,
            text: "solids block; needs pumps, sensors and a start-up procedure",
        },
        Objection {
            obstacle: Obstacle::Scope,
            text: "pays where heat, gas or lifetime limits the batch",
        },
    ],
    evidence: &[(M_FLOW, "guide with many examples")],
    when: Any(&[
        Lost(&["organic-azide", "grignard", "organolithium", "azide"]),
        Gained(&["organic-azide", "carbon-nitro", "organolithium"]),
        Had("peroxide"),
        All(&[
            Lost(&["alkene"]),
            Gained(&["aldehyde"]),
            Atoms("C", Below, 1),
            Atoms("C", Below, 0),
        ]),
    ]),
    makes: &[],
    but: &[],
    examples: &[
        "BrCc1ccccc1.[N-]=[N+]=[N-]>>[N-]=[N+]=NCc1ccccc1",
        "COc1ccccc1.O[N+](=O)[O-]>>COc1ccc(cc1)[N+](=O)[O-]",
    ],
    counterexamples: &["CC(=O)O.NC>>CC(=O)NC"],
};
