//! Kinase: an alcohol to the phosphate.

use super::{Family, Objection, Obstacle, TechnologyRule};
use crate::condition::Condition::{All, Gained, Lost, Not};
use crate::literature::{HUFFMAN_2019, MCINTOSH_2021};

/// The rule.
pub(super) const RULE: TechnologyRule = TechnologyRule {
    id: "kinase",
    class: "Kinase",
    name: "Kinase",
    family: Family::Enzyme,
    capability: "kinase",
    transformation: "an alcohol to the phosphate",
    gain: "phosphate at one hydroxyl of several without protection",
    solvent: "water as the main solvent, in place of organic solvent",
    metal: "no metal; magnesium",
    loading_g_per_l: Some((5.0, 100.0)),
    step_yield: Some((0.7, 0.98)),
    rounds: Some((1, 6)),
    objections: &[Objection {
        obstacle: Obstacle::Cofactor,
        text: "ATP recycled by acetyl phosphate or polyphosphate",
    }],
    evidence: &[
        (
            MCINTOSH_2021,
            "molnupiravir: ribosyl kinase in a route of three steps at 69 % against ten below 10 %",
        ),
        (
            HUFFMAN_2019,
            "islatravir: kinases in a cascade of nine enzymes without isolation",
        ),
    ],
    when: All(&[
        Gained(&["phosphate"]),
        Lost(&["hydroxyl"]),
        Not(&Lost(&["silyl-ether"])),
    ]),
    makes: &["[#6;!$(C(C)(C)C)][OX2][PX4](=O)([OX2H,OX1-])[OX2H,OX1-]"],
    but: &[],
    examples: &["OCC1OC(O)CC1O>>O=P(O)(O)OCC1OC(O)CC1O"],
    counterexamples: &["COP(=O)(O)O>>CO"],
};
