//! No catalyst needed: a ring closes or opens by itself: imine, lactam, lactone, hemiacetal.

use super::{Family, Objection, Obstacle, TechnologyRule};
use crate::condition::Compare::{Above, Below, Is};
use crate::condition::Condition::{All, Any, Atoms, Gained, Lost, Not, Rings};
use crate::literature::C_SPONT;

/// The rule.
pub(super) const RULE: TechnologyRule = TechnologyRule {
    id: "spontaneous",
    class: "Chemical",
    name: "No catalyst needed",
    family: Family::Enzyme,
    capability: "stoichiometric",
    transformation: "a ring closes or opens by itself: imine, lactam, lactone, hemiacetal",
    gain: "the step needs no reagent; it can share the vessel with the step before",
    solvent: "water as the main solvent, in place of organic solvent",
    metal: "no metal",
    loading_g_per_l: Some((20.0, 200.0)),
    step_yield: Some((0.8, 0.99)),
    rounds: Some((0, 0)),
    objections: &[Objection {
        obstacle: Obstacle::Equilibrium,
        text: "position depends on pH and dilution",
    }],
    evidence: &[(C_SPONT, "keto amines close to cyclic imines")],
    when: Any(&[
        All(&[Rings(Above, 0), Gained(&["c=n"]), Atoms("O", Is, -1)]),
        All(&[Rings(Above, 0), Gained(&["lactam"]), Lost(&["amine"])]),
        All(&[
            Rings(Above, 0),
            Gained(&["hemiacetal", "lactone"]),
            Lost(&["hydroxyl", "carbonyl"]),
            Not(&Atoms("O", Is, 1)),
            Not(&Lost(&["aryl-halide"])),
        ]),
        All(&[
            Lost(&["hemiacetal"]),
            Gained(&["aldehyde"]),
            Rings(Below, 0),
        ]),
        All(&[Lost(&["c=n"]), Gained(&["carbonyl"]), Atoms("N", Is, -1)]),
        All(&[
            Lost(&["carbonyl"]),
            Gained(&["c=n"]),
            Not(&Lost(&["hydroxylamine", "hydrazine"])),
        ]),
    ]),
    makes: &[
        "[CX3;!$(C[O,N])]=[NX2;!$(N[#7,#8,S]);!$(NC=O)]",
        "[CX3]=[NX3+]",
        "[NX3;R;H1][CX3;R](=O)[CX4]",
        "[OX2;R][CX3;R](=O)",
        "[OX2H][CX4;R][OX2;R]",
        "[OX2H][CX4][CX4][CX4][CX4][CX3;H1]=O",
    ],
    but: &[],
    examples: &[
        "NCCCCC(=O)c1ccccc1>>c1ccc(cc1)C1=NCCCC1",
        "COC(=O)CCC(N)c1ccccc1>>O=C1CCC(N1)c1ccccc1",
        "N=CCc1ccccc1>>O=CCc1ccccc1",
    ],
    counterexamples: &["CC(=O)c1ccccc1>>CC(O)c1ccccc1"],
};
