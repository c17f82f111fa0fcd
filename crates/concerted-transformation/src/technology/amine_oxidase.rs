//! Monoamine oxidase: an amine to the imine, also to remove one enantiomer.

use super::{Family, Objection, Obstacle, TechnologyRule};
use crate::condition::Compare::{Below, Is};
use crate::condition::Condition::{All, Atoms, Gained, Lost};
use crate::literature::C_AMOX;

/// The rule.
pub(super) const RULE: TechnologyRule = TechnologyRule {
    id: "amine_oxidase",
    class: "AmOx",
    name: "Monoamine oxidase",
    family: Family::Enzyme,
    capability: "monooxygenase",
    transformation: "an amine to the imine, also to remove one enantiomer",
    gain: "with a chemical reductant turns a racemate wholly into one enantiomer",
    solvent: "water as the main solvent, in place of organic solvent",
    metal: "no metal",
    loading_g_per_l: Some((5.0, 50.0)),
    step_yield: Some((0.6, 0.95)),
    rounds: Some((2, 6)),
    objections: &[
        Objection {
            obstacle: Obstacle::Oxygen,
            text: "air or oxygen over a flammable solvent, slow transfer on scale, catalase against hydrogen peroxide",
        },
        Objection {
            obstacle: Obstacle::Stability,
            text: "the imine hydrolyzes or dimerizes",
        },
    ],
    evidence: &[(
        C_AMOX,
        "2-substituted piperidines and pyrrolidines oxidized",
    )],
    when: All(&[
        Gained(&["c=n"]),
        Lost(&["amine"]),
        Atoms("O", Is, 0),
        Atoms("H", Below, 0),
        Atoms("C", Is, 0),
    ]),
    makes: &[
        "[CX3;!$(C[O,N])]=[NX2;!$(N[#7,#8,S]);!$(NC=O)]",
        "[CX3]=[NX3+;!$([N+][O])]",
    ],
    but: &[],
    examples: &["c1ccc(cc1)C1CCCCN1>>c1ccc(cc1)C1=NCCCC1"],
    counterexamples: &["CC1=NCCC1>>CC1CCCN1"],
};
