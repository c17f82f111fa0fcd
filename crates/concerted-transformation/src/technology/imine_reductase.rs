//! Imine reductase or reductive aminase: an imine, or a ketone or aldehyde with an amine, to the secondary or tertiary amine.

use super::{Family, Objection, Obstacle, TechnologyRule};
use crate::condition::Compare::{Above, Is};
use crate::condition::Condition::{All, Any, Atoms, Gained, Lost, Not};
use crate::literature::{C_IRED, C_IRED2};

/// The rule.
pub(super) const RULE: TechnologyRule = TechnologyRule {
    id: "imine_reductase",
    class: "IRED",
    name: "Imine reductase or reductive aminase",
    family: Family::Enzyme,
    capability: "imine_reductase",
    transformation: "an imine, or a ketone or aldehyde with an amine, to the secondary or tertiary amine",
    gain: "reductive amination in one step without borohydride",
    solvent: "water as the main solvent, in place of organic solvent",
    metal: "no metal; replaces borohydride or noble metals",
    loading_g_per_l: Some((10.0, 80.0)),
    step_yield: Some((0.7, 0.98)),
    rounds: Some((1, 5)),
    objections: &[
        Objection {
            obstacle: Obstacle::Cofactor,
            text: "NAD(P)H in catalytic amount, recycled by glucose and glucose dehydrogenase (gluconate and base enter the waste) or by 2-propanol",
        },
        Objection {
            obstacle: Obstacle::Reagent,
            text: "amine in excess where the imine does not form by itself",
        },
        Objection {
            obstacle: Obstacle::Cosolvent,
            text: "a poorly soluble substrate needs 5 to 50 % dimethyl sulfoxide or 2-propanol, which stays in the waste water",
        },
    ],
    evidence: &[
        (C_IRED, "cyclic and exocyclic imines reduced"),
        (
            C_IRED2,
            "reductive aminations with amines near to equimolar",
        ),
    ],
    when: Any(&[
        All(&[
            Lost(&["carbonyl"]),
            Gained(&["secondary-tertiary-amine"]),
            Not(&Gained(&["pictet-spengler-product"])),
        ]),
        All(&[
            Lost(&["c=n", "iminium"]),
            Gained(&["amine", "secondary-tertiary-amine"]),
            Atoms("H", Above, 0),
            Not(&Gained(&["carbonyl"])),
        ]),
        All(&[
            Lost(&["iminium"]),
            Atoms("C", Is, 0),
            Any(&[Atoms("H", Above, 0), Gained(&["amine"])]),
        ]),
    ]),
    makes: &[
        "[NX3;H0,H1;!$(N[#6]=[O,N,S]);!$(N[#7,#8])]([#6])[CX4;H1,H2]",
        "[NX3H2][CX4;H1]([#6])[#6]",
    ],
    but: &[],
    examples: &[
        "CC1=NCCC1>>C[C@@H]1CCCN1",
        "O=C1CCCCC1.NC1CC1>>C1CC1NC1CCCCC1",
        "C(c1ccccc1)=[N+]1CCCC1>>C1CCCN1Cc1ccccc1",
    ],
    counterexamples: &["CC(=O)c1ccccc1>>CC(N)c1ccccc1"],
};
