//! Penicillin acylase or amidase: an amide and its amine and acid or ester.

use super::{Family, Objection, Obstacle, TechnologyRule};
use crate::condition::Compare::Below;
use crate::condition::Condition::{All, Any, Atoms, Gained, Lost, Not, OneReactant};
use crate::literature::M_TEXTBOOK;

/// The rule.
pub(super) const RULE: TechnologyRule = TechnologyRule {
    id: "acylase",
    class: "PGA",
    name: "Penicillin acylase or amidase",
    family: Family::Enzyme,
    capability: "amidase",
    transformation: "an amide and its amine and acid or ester",
    gain: "takes off or puts on phenylacetyl at neutral pH; makes peptides and beta-lactams without coupling agent",
    solvent: "water as the main solvent, in place of organic solvent",
    metal: "no metal",
    loading_g_per_l: Some((20.0, 150.0)),
    step_yield: Some((0.6, 0.98)),
    rounds: Some((0, 4)),
    objections: &[
        Objection {
            obstacle: Obstacle::Equilibrium,
            text: "synthesis competes with hydrolysis of the acyl donor",
        },
        Objection {
            obstacle: Obstacle::Selectivity,
            text: "wants phenylacetyl or kin",
        },
    ],
    evidence: &[(M_TEXTBOOK, "semi-synthetic penicillins on scale")],
    when: Any(&[
        All(&[
            Lost(&["amide"]),
            Gained(&["amine", "primary-amine"]),
            Atoms("C", Below, 0),
            Not(&Gained(&["hydroxyl"])),
            OneReactant,
        ]),
        All(&[
            Lost(&["acid", "ester"]),
            Lost(&["primary-amine"]),
            Gained(&["amide"]),
            Not(&Gained(&["lactam"])),
            Not(&Lost(&["acyl-halide"])),
        ]),
    ]),
    makes: &["[#6][CX3](=O)[SX2]", "[NX3H1]([#6])[CX3](=O)[OX2]"],
    but: &["[#7H0][CX3](=O)[OX2]"],
    examples: &[
        "O=C(Cc1ccccc1)N[C@@H](C)C(=O)O>>N[C@@H](C)C(=O)O",
        "OC(=O)Cc1ccccc1.NCC>>CCNC(=O)Cc1ccccc1",
    ],
    counterexamples: &["CC(=O)c1ccccc1>>CC(N)c1ccccc1"],
};
