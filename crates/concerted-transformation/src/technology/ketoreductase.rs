//! Ketoreductase (alcohol dehydrogenase): a ketone or an aldehyde and its alcohol, in either direction.

use super::{Family, Objection, Obstacle, TechnologyRule};
use crate::condition::Compare::{Above, Is};
use crate::condition::Condition::{All, Any, Atoms, Formula, Gained, Lost, Not};
use crate::literature::{C_ADH, LIANG_2010_MONTELUKAST, LIANG_2010_SULOPENEM};

/// The rule.
pub(super) const RULE: TechnologyRule = TechnologyRule {
    id: "ketoreductase",
    class: "ADH",
    name: "Ketoreductase (alcohol dehydrogenase)",
    family: Family::Enzyme,
    capability: "ketoreductase",
    transformation: "a ketone or an aldehyde and its alcohol, in either direction",
    gain: "replaces borane, hydride or pressure hydrogenation; a recrystallization for enantiomeric excess often falls away",
    solvent: "water as the main solvent, in place of organic solvent",
    metal: "no metal; replaces ruthenium, rhodium or boron reagents",
    loading_g_per_l: Some((50.0, 200.0)),
    step_yield: Some((0.85, 0.98)),
    rounds: Some((0, 3)),
    objections: &[
        Objection {
            obstacle: Obstacle::Cofactor,
            text: "NAD(P)H in catalytic amount, recycled by glucose and glucose dehydrogenase (gluconate and base enter the waste) or by 2-propanol",
        },
        Objection {
            obstacle: Obstacle::Cosolvent,
            text: "a poorly soluble substrate needs 5 to 50 % dimethyl sulfoxide or 2-propanol, which stays in the waste water",
        },
        Objection {
            obstacle: Obstacle::Equilibrium,
            text: "the oxidation direction needs an excess of acetone or an oxidase",
        },
    ],
    evidence: &[
        (
            LIANG_2010_MONTELUKAST,
            "montelukast alcohol: reductase in place of 1.5 equivalents of DIP-Cl; 99.9 % ee and 100 g/L from memory",
        ),
        (
            LIANG_2010_SULOPENEM,
            "tetrahydrothiophene-3-ol: one step in place of five, 63 to 99.3 % ee by evolution, made at 100 kg",
        ),
        (C_ADH, "ketones reduced, stereoselectivity measured"),
    ],
    when: Any(&[
        All(&[
            Lost(&["carbonyl"]),
            Gained(&["hydroxyl"]),
            Any(&[
                All(&[
                    Atoms("H", Above, 0),
                    Atoms("C", Is, 0),
                    Atoms("O", Is, 0),
                    Atoms("N", Is, 0),
                ]),
                Not(&Atoms("C", Is, 0)),
            ]),
            Not(&Gained(&["acyloin"])),
            Not(&Gained(&["hemiacetal"])),
            Not(&Gained(&["hydroxy-amino-acid"])),
            Not(&Gained(&["aldol"])),
            Not(&Gained(&["cyanohydrin"])),
            Not(&Gained(&["nitroalcohol"])),
            Not(&Gained(&["alkene"])),
        ]),
        All(&[
            Lost(&["primary-alcohol"]),
            Gained(&["aldehyde"]),
            Atoms("O", Is, 0),
        ]),
        All(&[
            Lost(&["secondary-alcohol"]),
            Gained(&["ketone"]),
            Atoms("O", Is, 0),
        ]),
        All(&[
            Lost(&["hemiacetal"]),
            Gained(&["lactone"]),
            Formula(&[("H", -2)]),
        ]),
    ]),
    makes: &[
        "[OX2H][CX4;H1]([#6])[#6]",
        "[CX3;H1](=O)[CX4]",
        "[#6][CX3](=O)[CX4]",
    ],
    but: &["[OX2H][CX4][CX4][$([NX3+](=O)[O-])]"],
    examples: &[
        "CC(=O)c1ccccc1>>C[C@H](O)c1ccccc1",
        "OCCCc1ccccc1>>O=CCCc1ccccc1",
        "OC1CCCCO1>>O=C1CCCCO1",
    ],
    counterexamples: &["CC(=O)c1ccccc1>>CC(N)c1ccccc1", "CCOC(=O)C>>CCO"],
};
