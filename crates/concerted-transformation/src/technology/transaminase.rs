//! Transaminase: a ketone or an aldehyde to the primary amine, or back.

use super::{Family, Objection, Obstacle, TechnologyRule};
use crate::condition::Compare::Is;
use crate::condition::Condition::{All, Any, Atoms, Gained, Lost, Not};
use crate::literature::{C_TA, SAVILE_2010};

/// The rule.
pub(super) const RULE: TechnologyRule = TechnologyRule {
    id: "transaminase",
    class: "TA",
    name: "Transaminase",
    family: Family::Enzyme,
    capability: "transaminase",
    transformation: "a ketone or an aldehyde to the primary amine, or back",
    gain: "one step in place of enamine or oxime formation and hydrogenation; metal removal and a recrystallization fall away",
    solvent: "water as the main solvent, in place of organic solvent",
    metal: "no metal; replaces rhodium, ruthenium or nickel under pressure",
    loading_g_per_l: Some((20.0, 200.0)),
    step_yield: Some((0.8, 0.95)),
    rounds: Some((1, 11)),
    objections: &[
        Objection {
            obstacle: Obstacle::Equilibrium,
            text: "needs an excess of amine donor and removal of acetone or pyruvate",
        },
        Objection {
            obstacle: Obstacle::Cosolvent,
            text: "a poorly soluble substrate needs 5 to 50 % dimethyl sulfoxide or 2-propanol, which stays in the waste water",
        },
        Objection {
            obstacle: Obstacle::Cofactor,
            text: "pyridoxal phosphate in small amount",
        },
        Objection {
            obstacle: Obstacle::Evolution,
            text: "11 rounds were needed for a large ketone without any starting activity (from memory)",
        },
    ],
    evidence: &[
        (
            SAVILE_2010,
            "sitagliptin: replaces a rhodium hydrogenation at 250 psi; yield up by 10 to 13 %, waste down by 19 %; 200 g/L in 50 % dimethyl sulfoxide from memory",
        ),
        (C_TA, "ketones and aldehydes aminated"),
    ],
    when: Any(&[
        All(&[
            Lost(&["carbonyl"]),
            Gained(&["primary-amine"]),
            Not(&Gained(&["imine"])),
            Not(&Gained(&["hydroxy-amino-acid"])),
        ]),
        All(&[
            Lost(&["primary-amine"]),
            Gained(&["carbonyl"]),
            Atoms("N", Is, -1),
        ]),
    ]),
    makes: &["[NX3H2][CX4;H1]([#6])[#6]", "[NX3H2][CH2][#6]"],
    but: &[],
    examples: &[
        "O=C(Cc1ccccc1)C>>C[C@@H](N)Cc1ccccc1",
        "C[C@@H](N)c1ccccc1>>CC(=O)c1ccccc1",
    ],
    counterexamples: &["CC(=O)c1ccccc1>>CC(NC)c1ccccc1"],
};
