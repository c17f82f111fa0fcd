//! Nitroreductase: a nitro compound to the hydroxylamine or amine.

use super::{Family, Objection, Obstacle, TechnologyRule};
use crate::condition::Compare::Below;
use crate::condition::Condition::{All, Atoms, Gained, Lost};
use crate::literature::M_TEXTBOOK;

/// The rule.
pub(super) const RULE: TechnologyRule = TechnologyRule {
    id: "nitroreductase",
    class: "NTR",
    name: "Nitroreductase",
    family: Family::Enzyme,
    capability: "nitroreductase",
    transformation: "a nitro compound to the hydroxylamine or amine",
    gain: "no hydrogen under pressure; halide and alkene stay",
    solvent: "water as the main solvent, in place of organic solvent",
    metal: "vanadium or flavin; replaces platinum, palladium or iron",
    loading_g_per_l: Some((5.0, 50.0)),
    step_yield: Some((0.7, 0.98)),
    rounds: Some((1, 4)),
    objections: &[
        Objection {
            obstacle: Obstacle::Cofactor,
            text: "NAD(P)H in catalytic amount, recycled by glucose and glucose dehydrogenase (gluconate and base enter the waste) or by 2-propanol",
        },
        Objection {
            obstacle: Obstacle::Selectivity,
            text: "hydroxylamine, a mutagenic intermediate, must be led to the amine",
        },
    ],
    evidence: &[(M_TEXTBOOK, "nitroarenes reduced by flavin enzymes")],
    when: All(&[
        Lost(&["nitro"]),
        Gained(&["aniline-nh2", "hydroxylamine", "any-nh2"]),
        Atoms("O", Below, 0),
    ]),
    makes: &["[NX3H2]c", "[OX2H][NX3H1]c"],
    but: &[],
    examples: &["O=[N+]([O-])c1ccc(Cl)cc1>>Nc1ccc(Cl)cc1"],
    counterexamples: &["Clc1ccc(Cl)cc1>>Nc1ccc(Cl)cc1"],
};
