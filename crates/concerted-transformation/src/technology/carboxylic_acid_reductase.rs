//! Carboxylic acid reductase: an acid to the aldehyde, stopping there.

use super::{Family, Objection, Obstacle, TechnologyRule};
use crate::condition::Condition::{All, Gained, Lost};
use crate::literature::C_CAR;

/// The rule.
pub(super) const RULE: TechnologyRule = TechnologyRule {
    id: "carboxylic_acid_reductase",
    class: "CAR",
    name: "Carboxylic acid reductase",
    family: Family::Enzyme,
    capability: "carboxylic_acid_reductase",
    transformation: "an acid to the aldehyde, stopping there",
    gain: "one step in place of activation, reduction and re-oxidation",
    solvent: "water as the main solvent, in place of organic solvent",
    metal: "no metal; replaces aluminum hydrides or palladium",
    loading_g_per_l: Some((2.0, 20.0)),
    step_yield: Some((0.5, 0.95)),
    rounds: Some((2, 5)),
    objections: &[
        Objection {
            obstacle: Obstacle::Cofactor,
            text: "ATP and NADPH, both to be recycled; often run in whole cells",
        },
        Objection {
            obstacle: Obstacle::Selectivity,
            text: "cells reduce the aldehyde on to the alcohol",
        },
    ],
    evidence: &[(C_CAR, "aromatic and aliphatic acids reduced")],
    when: All(&[Lost(&["acid"]), Gained(&["aldehyde"])]),
    makes: &["[CX3;H1](=O)[#6]"],
    but: &[],
    examples: &["OC(=O)c1ccccc1>>O=Cc1ccccc1"],
    counterexamples: &["OC(=O)c1ccccc1>>OCc1ccccc1"],
};
