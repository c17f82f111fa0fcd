//! Asymmetric hydrogenation: a prochiral ketone, imine or alkene to one enantiomer.

use super::{Family, Objection, Obstacle, TechnologyRule};
use crate::condition::Compare::{Above, Is};
use crate::condition::Condition::{All, Any, Atoms, Gained, Lost};
use crate::literature::{HANSEN_2009, M_ASYM};

/// The rule.
pub(super) const RULE: TechnologyRule = TechnologyRule {
    id: "asymmetric_hydrogenation",
    class: "asymmetric_hydrogenation",
    name: "Asymmetric hydrogenation",
    family: Family::Other,
    capability: "asymmetric_hydrogenation",
    transformation: "a prochiral ketone, imine or alkene to one enantiomer",
    gain: "one step, no resolution",
    solvent: "methanol or toluene at high concentration",
    metal: "adds rhodium, ruthenium or iridium in 0.01 to 1 mol %",
    loading_g_per_l: None,
    step_yield: None,
    rounds: None,
    objections: &[
        Objection {
            obstacle: Obstacle::Metal,
            text: "removal step and a test",
        },
        Objection {
            obstacle: Obstacle::Equipment,
            text: "pressure vessel",
        },
        Objection {
            obstacle: Obstacle::Selectivity,
            text: "95 to 99 % ee often needs a recrystallization",
        },
    ],
    evidence: &[
        (
            HANSEN_2009,
            "sitagliptin: 0.15 mol % rhodium at 250 psi, 95 to 97 % ee before recrystallization",
        ),
        (M_ASYM, "examples on scale"),
    ],
    when: Any(&[
        All(&[
            Lost(&["ketone"]),
            Gained(&["secondary-alcohol"]),
            Atoms("H", Above, 0),
            Atoms("C", Is, 0),
            Atoms("O", Is, 0),
            Atoms("N", Is, 0),
        ]),
        All(&[
            Lost(&["imine", "c=n"]),
            Gained(&["amine"]),
            Atoms("H", Above, 0),
            Atoms("C", Is, 0),
        ]),
        All(&[
            Lost(&["alkene"]),
            Atoms("H", Is, 2),
            Atoms("C", Is, 0),
            Atoms("O", Is, 0),
        ]),
    ]),
    makes: &[],
    but: &[],
    examples: &["CC(=O)c1ccccc1>>C[C@H](O)c1ccccc1"],
    counterexamples: &["O=Cc1ccccc1>>OCc1ccccc1"],
};
