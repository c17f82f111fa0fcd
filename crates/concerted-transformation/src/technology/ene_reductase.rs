//! Ene reductase: an alkene next to carbonyl, nitro, nitrile or imine to the saturated compound.

use super::{Family, Objection, Obstacle, TechnologyRule};
use crate::condition::Compare::{Above, Is};
use crate::condition::Condition::{All, Any, Atoms, Gained, Had, Lost, Not};
use crate::literature::C_ERED;

/// The rule.
pub(super) const RULE: TechnologyRule = TechnologyRule {
    id: "ene_reductase",
    class: "ERED",
    name: "Ene reductase",
    family: Family::Enzyme,
    capability: "ene_reductase",
    transformation: "an alkene next to carbonyl, nitro, nitrile or imine to the saturated compound",
    gain: "sets one or two stereocenters without hydrogen under pressure",
    solvent: "water as the main solvent, in place of organic solvent",
    metal: "no metal; replaces rhodium or palladium",
    loading_g_per_l: Some((5.0, 100.0)),
    step_yield: Some((0.7, 0.98)),
    rounds: Some((1, 4)),
    objections: &[
        Objection {
            obstacle: Obstacle::Cofactor,
            text: "NAD(P)H in catalytic amount, recycled by glucose and glucose dehydrogenase (gluconate and base enter the waste) or by 2-propanol",
        },
        Objection {
            obstacle: Obstacle::Oxygen,
            text: "the flavin reacts with air, so the vessel is kept under nitrogen",
        },
        Objection {
            obstacle: Obstacle::Cosolvent,
            text: "a poorly soluble substrate needs 5 to 50 % dimethyl sulfoxide or 2-propanol, which stays in the waste water",
        },
    ],
    evidence: &[(C_ERED, "enals, enones and nitroalkenes reduced")],
    when: All(&[
        Lost(&["alkene"]),
        Any(&[
            All(&[Atoms("H", Is, 2), Atoms("C", Is, 0), Atoms("O", Is, 0)]),
            All(&[
                Had("activated-alkene"),
                Lost(&["activated-alkene"]),
                Atoms("O", Is, 0),
                Atoms("H", Above, 0),
                Not(&Gained(&["arylacrylic-acid"])),
                Not(&Atoms("N", Above, 0)),
            ]),
        ]),
    ]),
    makes: &["[CX4;!H0][CX4;!H0][$([CX3]=[OX1]),$([NX3+](=O)[O-]),$([NX4+]),$(C#N)]"],
    but: &["[OX2H][CX3]=O"],
    examples: &[
        "CC1=CC(=O)CCC1>>CC1CC(=O)CCC1",
        "C/C(=C\\c1ccccc1)C=O>>CC(C=O)Cc1ccccc1",
    ],
    counterexamples: &["CC=C>>CC1CO1"],
};
