//! Nitrilase: a nitrile to the acid, one of two if wished.

use super::{Family, Objection, Obstacle, TechnologyRule};
use crate::condition::Condition::{All, Gained, Lost};
use crate::literature::{C_NIT, ZHANG_2019};

/// The rule.
pub(super) const RULE: TechnologyRule = TechnologyRule {
    id: "nitrilase",
    class: "Nitrilase",
    name: "Nitrilase",
    family: Family::Enzyme,
    capability: "nitrilase",
    transformation: "a nitrile to the acid, one of two if wished",
    gain: "hydrolysis at neutral pH without strong acid or base; breaks the symmetry of dinitriles",
    solvent: "water as the main solvent, in place of organic solvent",
    metal: "no metal",
    loading_g_per_l: Some((20.0, 150.0)),
    step_yield: Some((0.4, 0.98)),
    rounds: Some((0, 4)),
    objections: &[
        Objection {
            obstacle: Obstacle::Cosolvent,
            text: "a poorly soluble substrate needs 5 to 50 % dimethyl sulfoxide or 2-propanol, which stays in the waste water",
        },
        Objection {
            obstacle: Obstacle::Selectivity,
            text: "a resolution gives half unless the other enantiomer is racemized",
        },
    ],
    evidence: &[
        (
            ZHANG_2019,
            "pregabalin: 100 g/L, 41 % conversion with the other enantiomer racemized at 94.5 %",
        ),
        (C_NIT, "3-substituted glutaronitriles hydrolyzed"),
    ],
    when: All(&[Lost(&["nitrile"]), Gained(&["acid"])]),
    makes: &["[NX1]#[CX2][CH2][CX4;H1][CH2][CX3](=O)[OX2H]"],
    but: &[],
    examples: &["CC#N>>CC(=O)O"],
    counterexamples: &["CC#N>>CC(N)=O"],
};
