//! Nucleoside phosphorylase: a sugar phosphate or nucleoside and a base to the nucleoside.

use super::{Family, Objection, Obstacle, TechnologyRule};
use crate::condition::Condition::{All, Gained, Lost, Not};
use crate::literature::HUFFMAN_2019;

/// The rule.
pub(super) const RULE: TechnologyRule = TechnologyRule {
    id: "nucleoside_phosphorylase",
    class: "PNP",
    name: "Nucleoside phosphorylase",
    family: Family::Enzyme,
    capability: "nucleoside_phosphorylase",
    transformation: "a sugar phosphate or nucleoside and a base to the nucleoside",
    gain: "one step in place of protection, glycosylation and deprotection; beta anomer alone",
    solvent: "water as the main solvent, in place of organic solvent",
    metal: "no metal",
    loading_g_per_l: Some((5.0, 100.0)),
    step_yield: Some((0.6, 0.95)),
    rounds: Some((1, 6)),
    objections: &[Objection {
        obstacle: Obstacle::Equilibrium,
        text: "driven by removing phosphate or by crystallizing the product",
    }],
    evidence: &[(
        HUFFMAN_2019,
        "islatravir: fewer than half of the steps of earlier routes",
    )],
    when: All(&[Gained(&["glycosidic-n"]), Not(&Lost(&["silyl-ether"]))]),
    makes: &[
        "[CX4;R]([OX2;R])[nX3]1[c](=O)[#7][c](=O)[c][c]1",
        "[CX4;R]([OX2;R])[#7]1[#6](=O)[#7][#6](=O)[#6]=,:[#6]1",
    ],
    but: &["O=P"],
    examples: &["OCC1OC(OP(=O)(O)O)CC1O.O=c1cc[nH]c(=O)[nH]1>>OCC1OC(CC1O)n1ccc(=O)[nH]c1=O"],
    counterexamples: &["OCC1OC(O)CC1O>>OCC1OC(=O)CC1O"],
};
