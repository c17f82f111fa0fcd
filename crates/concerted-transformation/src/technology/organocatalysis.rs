//! Organocatalysis: aldol, Mannich and conjugate additions, with a small chiral amine or acid.

use super::{Family, Objection, Obstacle, TechnologyRule};
use crate::condition::Compare::Above;
use crate::condition::Condition::{All, Any, CarbonBonds, Gained, Lost, Not, SeveralReactants};
use crate::literature::M_ORGANO;

/// The rule.
pub(super) const RULE: TechnologyRule = TechnologyRule {
    id: "organocatalysis",
    class: "organocatalysis",
    name: "Organocatalysis",
    family: Family::Other,
    capability: "organocatalysis",
    transformation: "aldol, Mannich and conjugate additions, with a small chiral amine or acid",
    gain: "stereocenter without metal or auxiliary",
    solvent: "tolerates air and water",
    metal: "no metal",
    loading_g_per_l: None,
    step_yield: None,
    rounds: None,
    objections: &[
        Objection {
            obstacle: Obstacle::Loading,
            text: "5 to 20 mol % of catalyst, to be separated",
        },
        Objection {
            obstacle: Obstacle::Titre,
            text: "slow",
        },
    ],
    evidence: &[(M_ORGANO, "overview")],
    when: Any(&[
        All(&[Lost(&["carbonyl"]), Gained(&["aldol"])]),
        All(&[
            SeveralReactants,
            Lost(&["activated-alkene"]),
            CarbonBonds(Above, 0),
            Not(&Lost(&["leaving-halide"])),
            Not(&Lost(&["organoboron"])),
        ]),
        All(&[Lost(&["carbonyl"]), Gained(&["nitroalcohol"])]),
    ]),
    makes: &[],
    but: &[],
    examples: &["O=Cc1ccccc1.CC(C)=O>>CC(=O)CC(O)c1ccccc1"],
    counterexamples: &["CC(=O)O.NC>>CC(=O)NC"],
};
