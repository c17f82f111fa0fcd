//! Electrochemistry: an oxidation or reduction with current in place of a reagent, or a coupling of two halides.

use super::{Family, Objection, Obstacle, TechnologyRule};
use crate::condition::Compare::{Above, Below, Is};
use crate::condition::Condition::{
    All, Any, Atoms, CarbonBonds, Formula, Gained, Had, HeteroHydrogens, Lost, Not, OneReactant,
    SeveralReactants,
};
use crate::literature::M_ELECTRO;

/// The rule.
pub(super) const RULE: TechnologyRule = TechnologyRule {
    id: "electrochemistry",
    class: "electrochemistry",
    name: "Electrochemistry",
    family: Family::Other,
    capability: "electrochemistry",
    transformation: "an oxidation or reduction with current in place of a reagent, or a coupling of two halides",
    gain: "no molar oxidant or reductant",
    solvent: "needs a supporting electrolyte; acetonitrile or alcohols",
    metal: "no dissolved metal with carbon electrodes; nickel for couplings",
    loading_g_per_l: None,
    step_yield: None,
    rounds: None,
    objections: &[
        Objection {
            obstacle: Obstacle::Equipment,
            text: "cell area sets throughput",
        },
        Objection {
            obstacle: Obstacle::Reagent,
            text: "the electrolyte must be recovered",
        },
        Objection {
            obstacle: Obstacle::Scope,
            text: "few producers on scale",
        },
    ],
    evidence: &[(M_ELECTRO, "review")],
    when: Any(&[
        All(&[
            Lost(&["hydroxyl", "sp3-o"]),
            Gained(&["carbonyl", "acid"]),
            Atoms("O", Is, 0),
        ]),
        All(&[Gained(&["carbonyl"]), Formula(&[("H", -2), ("O", 1)])]),
        All(&[
            OneReactant,
            Lost(&["leaving-halide"]),
            Atoms("C", Is, 0),
            Atoms("H", Above, 0),
        ]),
        All(&[
            SeveralReactants,
            Lost(&["leaving-halide"]),
            CarbonBonds(Above, 0),
            Not(&Lost(&[
                "organoboron",
                "organotin",
                "terminal-alkyne",
                "organozinc",
                "grignard",
            ])),
            Not(&HeteroHydrogens(Below, 0)),
            Not(&Had("alkene")),
        ]),
        All(&[Lost(&["nitro"]), Gained(&["any-nh2"])]),
    ]),
    makes: &[],
    but: &[],
    examples: &[
        "CC(O)c1ccccc1>>CC(=O)c1ccccc1",
        "Brc1ccc2ncccc2c1>>c1ccc2ncccc2c1",
    ],
    counterexamples: &["CC(=O)O.NC>>CC(=O)NC"],
};
