//! Aldolase (DERA and kin): two carbonyl compounds to the beta-hydroxycarbonyl compound.

use super::{Family, Objection, Obstacle, TechnologyRule};
use crate::condition::Condition::{All, Gained, Lost, Not};
use crate::literature::M_DERA;

/// The rule.
pub(super) const RULE: TechnologyRule = TechnologyRule {
    id: "aldolase",
    class: "Aldolase",
    name: "Aldolase (DERA and kin)",
    family: Family::Enzyme,
    capability: "aldolase",
    transformation: "two carbonyl compounds to the beta-hydroxycarbonyl compound",
    gain: "one or two stereocenters without strong base or chiral auxiliary",
    solvent: "water as the main solvent, in place of organic solvent",
    metal: "no metal",
    loading_g_per_l: Some((10.0, 150.0)),
    step_yield: Some((0.5, 0.9)),
    rounds: Some((1, 6)),
    objections: &[
        Objection {
            obstacle: Obstacle::Stability,
            text: "chloroacetaldehyde and other aldehydes harm the enzyme and are fed",
        },
        Objection {
            obstacle: Obstacle::Equilibrium,
            text: "reversible",
        },
    ],
    evidence: &[(M_DERA, "statin side chains")],
    when: All(&[
        Lost(&["aldehyde"]),
        Gained(&["aldol"]),
        Not(&Gained(&["hydroxy-amino-acid"])),
    ]),
    makes: &["[OX2H][CX4;H1][CX4][CX3](=O)[#6,#1;!$([OX2])]"],
    but: &[],
    examples: &["CC=O.CC=O>>CC(O)CC=O", "O=CCCl.CC(C)=O>>CC(=O)CC(O)CCl"],
    counterexamples: &["CC=O>>CCO"],
};
