//! Lipase: an ester and its acid and alcohol, also transesterification and amide formation in organic solvent.

use super::{Family, Objection, Obstacle, TechnologyRule};
use crate::condition::Compare::{Above, Below, Is};
use crate::condition::Condition::{All, Any, Atoms, Gained, Has, Lost, Not};
use crate::literature::{C_LIPASE, MARTINEZ_2008};

/// The rule.
pub(super) const RULE: TechnologyRule = TechnologyRule {
    id: "lipase",
    class: "Lipase",
    name: "Lipase",
    family: Family::Enzyme,
    capability: "lipase",
    transformation: "an ester and its acid and alcohol, also transesterification and amide formation in organic solvent",
    gain: "works in solvent; immobilized enzyme is filtered off; resolves racemates or acylates one hydroxyl of several",
    solvent: "water as the main solvent, in place of organic solvent",
    metal: "no metal",
    loading_g_per_l: Some((50.0, 300.0)),
    step_yield: Some((0.4, 0.98)),
    rounds: Some((0, 2)),
    objections: &[
        Objection {
            obstacle: Obstacle::Selectivity,
            text: "a resolution gives half at most",
        },
        Objection {
            obstacle: Obstacle::Equipment,
            text: "acylation needs dry solvent",
        },
    ],
    evidence: &[
        (
            MARTINEZ_2008,
            "pregabalin: resolution in water; E factor 17 against 86 of the first process, both from memory",
        ),
        (C_LIPASE, "lactones and diesters hydrolyzed"),
    ],
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
        All(&[
            Lost(&["ester"]),
            Gained(&["amide"]),
            Not(&Lost(&["acyl-halide"])),
            Not(&Gained(&["lactam"])),
        ]),
    ]),
    makes: &[
        "[CX3;!$(Cc)](=O)[OX2][#6]",
        "[#6][CX3](=O)[SX2]",
        "[NX3H1]([#6])[CX3](=O)[OX2]",
        "[CX4][CX4;!$(C[NX3])][CX3](=O)[OX2H]",
    ],
    but: &["[#7H0][CX3](=O)[OX2]"],
    examples: &["CC1CCCCC(=O)O1>>CC(O)CCCCC(=O)O", "CC(=O)OCC>>CC(=O)O"],
    counterexamples: &["COC(=O)c1ccccc1>>OCc1ccccc1"],
};
