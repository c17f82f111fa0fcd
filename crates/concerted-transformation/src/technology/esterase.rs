//! Esterase: an ester or lactone and its acid and alcohol.

use super::{Family, Objection, Obstacle, TechnologyRule};
use crate::condition::Compare::{Above, Below, Is};
use crate::condition::Condition::{All, Any, Atoms, Gained, Has, Lost, Not};
use crate::literature::C_EST;

/// The rule.
pub(super) const RULE: TechnologyRule = TechnologyRule {
    id: "esterase",
    class: "Esterase",
    name: "Esterase",
    family: Family::Enzyme,
    capability: "lipase",
    transformation: "an ester or lactone and its acid and alcohol",
    gain: "hydrolysis at neutral pH, leaves other esters and amides; resolves racemates",
    solvent: "water as the main solvent, in place of organic solvent",
    metal: "no metal",
    loading_g_per_l: Some((20.0, 200.0)),
    step_yield: Some((0.4, 0.98)),
    rounds: Some((0, 3)),
    objections: &[
        Objection {
            obstacle: Obstacle::Selectivity,
            text: "a resolution gives half at most",
        },
        Objection {
            obstacle: Obstacle::Emulsion,
            text: "oily esters emulsify",
        },
    ],
    evidence: &[(C_EST, "esters of long-chain hydroxy acids hydrolyzed")],
    when: Any(&[
        All(&[
            Lost(&["ester", "lactone"]),
            Any(&[
                Gained(&["acid", "hydroxyl"]),
                All(&[Has("acid"), Atoms("C", Below, 0)]),
                All(&[Has("hydroxyl"), Atoms("C", Below, 0)]),
            ]),
            Not(&Atoms("H", Above, 2)),
            Not(&Gained(&["aldehyde"])),
            Not(&Gained(&["amide"])),
            Not(&All(&[
                Gained(&["primary-alcohol"]),
                Lost(&["methyl-ester"]),
                Atoms("C", Is, -1),
            ])),
            Not(&All(&[
                Gained(&["primary-alcohol"]),
                Lost(&["ethyl-ester"]),
                Atoms("C", Is, -2),
                Not(&Lost(&["acetyl-ester"])),
            ])),
        ]),
        All(&[
            Lost(&["acid"]),
            Gained(&["ester"]),
            Not(&Lost(&["alkyl-halide"])),
        ]),
    ]),
    makes: &[
        "[#6;!c][CX3](=O)[OX2][CX4]",
        "[CX4][CX4;!$(C[NX3])][CX3](=O)[OX2H]",
    ],
    but: &["[CX3](=O)[OX2]c"],
    examples: &[
        "CCCCCOC(=O)CCCC(=O)O>>CCCCCO",
        "COC(=O)c1ccccc1>>OC(=O)c1ccccc1",
    ],
    counterexamples: &["COC(=O)c1ccccc1>>OCc1ccccc1"],
};
