//! Nickel, copper or iron in place of palladium: cross-couplings of aryl halides.

use super::{Family, Objection, Obstacle, TechnologyRule};
use crate::condition::Condition::{All, Any, Gained, Lost, SeveralReactants};
use crate::literature::M_BASE;

/// The rule.
pub(super) const RULE: TechnologyRule = TechnologyRule {
    id: "base_metal_coupling",
    class: "base_metal_coupling",
    name: "Nickel, copper or iron in place of palladium",
    family: Family::Other,
    capability: "cross_coupling",
    transformation: "cross-couplings of aryl halides",
    gain: "cheaper metal with a wider limit",
    solvent: "alcohols or 2-methyltetrahydrofuran often serve",
    metal: "nickel, copper or iron; Q3D limits of copper are wide, of nickel narrow",
    loading_g_per_l: None,
    step_yield: None,
    rounds: None,
    objections: &[
        Objection {
            obstacle: Obstacle::Metal,
            text: "higher loading, 1 to 10 mol %",
        },
        Objection {
            obstacle: Obstacle::Scope,
            text: "heterocycles and ligands less explored",
        },
    ],
    evidence: &[(M_BASE, "review")],
    when: Any(&[
        All(&[
            Lost(&["organoboron", "organozinc", "grignard"]),
            Lost(&["leaving-halide"]),
        ]),
        All(&[
            Lost(&["aryl-halide"]),
            Gained(&["aryl-n", "aryl-o"]),
            SeveralReactants,
        ]),
    ]),
    makes: &[],
    but: &[],
    examples: &["Brc1ccncc1.OB(O)c1ccccc1>>c1ccc(cc1)-c1ccncc1"],
    counterexamples: &["BrCc1ccccc1.NC>>CNCc1ccccc1"],
};
