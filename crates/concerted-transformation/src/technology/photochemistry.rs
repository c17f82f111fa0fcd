//! Photochemistry: benzylic halogenation, radical coupling, dehalogenation, or a ring closed by light.

use super::{Family, Objection, Obstacle, TechnologyRule};
use crate::condition::Compare::{Above, Below, Is};
use crate::condition::Condition::{
    All, Any, Atoms, Formula, Gained, Lost, Not, OneReactant, Rings,
};
use crate::literature::M_PHOTO;

/// The rule.
pub(super) const RULE: TechnologyRule = TechnologyRule {
    id: "photochemistry",
    class: "photochemistry",
    name: "Photochemistry",
    family: Family::Other,
    capability: "photochemistry",
    transformation: "benzylic halogenation, radical coupling, dehalogenation, or a ring closed by light",
    gain: "no radical starter, tin or heat",
    solvent: "chlorinated solvents can be left; mostly in flow",
    metal: "iridium or ruthenium for photoredox unless an organic dye serves",
    loading_g_per_l: None,
    step_yield: None,
    rounds: None,
    objections: &[
        Objection {
            obstacle: Obstacle::Equipment,
            text: "light enters a few millimeters; flow reactor",
        },
        Objection {
            obstacle: Obstacle::Selectivity,
            text: "twofold halogenation",
        },
    ],
    evidence: &[(M_PHOTO, "review")],
    when: Any(&[
        All(&[
            Gained(&["alkyl-bromide", "alkyl-chloride"]),
            Lost(&["n-halide"]),
        ]),
        All(&[
            Gained(&["alkyl-bromide"]),
            Atoms("H", Below, 0),
            Not(&Lost(&["hydroxyl"])),
        ]),
        All(&[
            OneReactant,
            Lost(&["leaving-halide"]),
            Atoms("C", Is, 0),
            Atoms("H", Above, 0),
            Not(&Lost(&["nitro"])),
        ]),
        All(&[
            OneReactant,
            Formula(&[]),
            Rings(Above, 0),
            Lost(&["alkene"]),
        ]),
    ]),
    makes: &[],
    but: &[],
    examples: &["Cc1ccccc1C(=O)OC.O=C1CCC(=O)N1Br>>BrCc1ccccc1C(=O)OC"],
    counterexamples: &["OCc1ccccc1.Br>>BrCc1ccccc1"],
};
