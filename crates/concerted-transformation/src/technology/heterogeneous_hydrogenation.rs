//! Heterogeneous hydrogenation: nitro, alkene, alkyne, nitrile, imine, azide or benzyl group with hydrogen on a supported metal.

use super::{Family, Objection, Obstacle, TechnologyRule};
use crate::condition::Compare::{Above, Below, Is};
use crate::condition::Condition::{All, Any, AromaticRings, Atoms, Gained, Lost, OneReactant};
use crate::literature::M_HYDRO;

/// The rule.
pub(super) const RULE: TechnologyRule = TechnologyRule {
    id: "heterogeneous_hydrogenation",
    class: "heterogeneous_hydrogenation",
    name: "Heterogeneous hydrogenation",
    family: Family::Other,
    capability: "heterogeneous_hydrogenation",
    transformation: "nitro, alkene, alkyne, nitrile, imine, azide or benzyl group with hydrogen on a supported metal",
    gain: "water or nothing as by-product; catalyst filtered off",
    solvent: "alcohols or esters; no quench",
    metal: "adds palladium, platinum, nickel or rhodium on a carrier; filtration removes most of it",
    loading_g_per_l: None,
    step_yield: None,
    rounds: None,
    objections: &[
        Objection {
            obstacle: Obstacle::Metal,
            text: "residue against ICH Q3D; catalyst is recovered",
        },
        Objection {
            obstacle: Obstacle::Selectivity,
            text: "halide, alkene or benzyl elsewhere may go too",
        },
        Objection {
            obstacle: Obstacle::Equipment,
            text: "pressure vessel",
        },
    ],
    evidence: &[(M_HYDRO, "handbook")],
    when: Any(&[
        All(&[Lost(&["nitro", "nitroso"]), Gained(&["any-nh2"])]),
        All(&[
            OneReactant,
            Lost(&["alkene", "alkyne"]),
            Atoms("H", Above, 0),
            Atoms("C", Is, 0),
            Atoms("O", Is, 0),
        ]),
        All(&[Lost(&["nitrile"]), Gained(&["amine"])]),
        All(&[
            Lost(&["c=n", "imine"]),
            Gained(&["amine"]),
            Atoms("H", Above, 0),
        ]),
        All(&[Lost(&["azide"]), Gained(&["any-nh2"])]),
        All(&[
            Lost(&["benzyl-heteroatom", "cbz", "benzyl-ester"]),
            Atoms("C", Below, 0),
            OneReactant,
            Gained(&["hydroxyl", "acid", "n-hydrogen", "any-nh2"]),
        ]),
        All(&[
            OneReactant,
            AromaticRings(Below, 0),
            Atoms("H", Above, 0),
            Atoms("C", Is, 0),
        ]),
    ]),
    makes: &[],
    but: &[],
    examples: &[
        "O=[N+]([O-])c1ccccc1>>Nc1ccccc1",
        "C=Cc1ccccc1>>CCc1ccccc1",
        "O=C(OCc1ccccc1)N1CCOCC1>>C1COCCN1",
    ],
    counterexamples: &["CC(=O)c1ccccc1>>CC(=NO)c1ccccc1"],
};
