//! Acyltransferase: one hydroxyl of several is acylated, or an acyl group moves to carbon of a phenol.

use super::{Family, Objection, Obstacle, TechnologyRule};
use crate::condition::Condition::{All, Gained, Had, Lost};
use crate::literature::EPA_2012;

/// The rule.
pub(super) const RULE: TechnologyRule = TechnologyRule {
    id: "acyltransferase",
    class: "ATase",
    name: "Acyltransferase",
    family: Family::Enzyme,
    capability: "acyltransferase",
    transformation: "one hydroxyl of several is acylated, or an acyl group moves to carbon of a phenol",
    gain: "regioselective ester without protection and deprotection",
    solvent: "water as the main solvent, in place of organic solvent",
    metal: "no metal",
    loading_g_per_l: Some((10.0, 100.0)),
    step_yield: Some((0.7, 0.97)),
    rounds: Some((2, 9)),
    objections: &[
        Objection {
            obstacle: Obstacle::Reagent,
            text: "a thioester as acyl donor",
        },
        Objection {
            obstacle: Obstacle::Equilibrium,
            text: "product precipitates or the thiol is scavenged",
        },
    ],
    evidence: &[(
        EPA_2012,
        "simvastatin: 97 % against less than 70 % over protection steps, from memory",
    )],
    when: All(&[Lost(&["hydroxyl"]), Gained(&["ester"]), Had("thioester")]),
    makes: &[
        "[OX2H]c1cc([OX2H])ccc1[CX3](=O)[#6]",
        "[OX2H]c1c([CX3](=O)[#6])cc([CH3])c([OX2H])c1",
        "[NX3H1]([#6])[CX3](=O)[OX2]",
    ],
    but: &[],
    examples: &["CCC(C)(C)C(=O)SC.OC1CCCCC1>>CCC(C)(C)C(=O)OC1CCCCC1"],
    counterexamples: &["CC(=O)OC1CCCCC1>>OC1CCCCC1"],
};
