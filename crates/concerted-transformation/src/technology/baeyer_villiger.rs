//! Baeyer-Villiger monooxygenase: a ketone to the ester or lactone, or a sulfide to the sulfoxide, with air.

use super::{Family, Objection, Obstacle, TechnologyRule};
use crate::condition::Compare::Is;
use crate::condition::Condition::{All, Any, Atoms, Formula, Gained, Lost};
use crate::literature::C_BVMO;

/// The rule.
pub(super) const RULE: TechnologyRule = TechnologyRule {
    id: "baeyer_villiger",
    class: "BVMO",
    name: "Baeyer-Villiger monooxygenase",
    family: Family::Enzyme,
    capability: "monooxygenase",
    transformation: "a ketone to the ester or lactone, or a sulfide to the sulfoxide, with air",
    gain: "no peracid on scale; resolves racemic ketones and makes chiral sulfoxides",
    solvent: "water as the main solvent, in place of organic solvent",
    metal: "no metal",
    loading_g_per_l: Some((2.0, 30.0)),
    step_yield: Some((0.5, 0.95)),
    rounds: Some((2, 6)),
    objections: &[
        Objection {
            obstacle: Obstacle::Cofactor,
            text: "NAD(P)H in catalytic amount, recycled by glucose and glucose dehydrogenase (gluconate and base enter the waste) or by 2-propanol",
        },
        Objection {
            obstacle: Obstacle::Oxygen,
            text: "air or oxygen over a flammable solvent, slow transfer on scale, catalase against hydrogen peroxide",
        },
        Objection {
            obstacle: Obstacle::Inhibition,
            text: "substrate and product inhibit above some g/L",
        },
    ],
    evidence: &[(C_BVMO, "cyclic and open-chain ketones oxidized")],
    when: Any(&[
        All(&[
            Lost(&["ketone", "carbonyl"]),
            Gained(&["ester", "lactone"]),
            Atoms("O", Is, 1),
        ]),
        All(&[
            Lost(&["carbonyl"]),
            Atoms("O", Is, 1),
            Atoms("H", Is, 0),
            Gained(&["carbonate"]),
        ]),
        All(&[Gained(&["ester", "lactone"]), Formula(&[("O", 1)])]),
        All(&[
            Lost(&["ester", "lactone"]),
            Gained(&["carbonate"]),
            Atoms("O", Is, 1),
        ]),
        All(&[Lost(&["sulfide"]), Gained(&["sulfoxide"])]),
    ]),
    makes: &["[SX3](=O)([#6])[#6]", "[#6][CX3](=O)[OX2][CX4]"],
    but: &[],
    examples: &["O=C1CCCCC1>>O=C1CCCCCO1", "CSc1ccccc1>>C[S@](=O)c1ccccc1"],
    counterexamples: &["CC(=O)c1ccccc1>>CC(O)c1ccccc1"],
};
