//! Couplings in water with surfactant: Suzuki, Sonogashira, Heck, amination and amide couplings in aqueous micelles.

use super::{Family, Objection, Obstacle, TechnologyRule};
use crate::condition::Condition::{All, Any, Gained, Lost};
use crate::literature::M_MICELLE;

/// The rule.
pub(super) const RULE: TechnologyRule = TechnologyRule {
    id: "micellar_catalysis",
    class: "micellar_catalysis",
    name: "Couplings in water with surfactant",
    family: Family::Other,
    capability: "cross_coupling",
    transformation: "Suzuki, Sonogashira, Heck, amination and amide couplings in aqueous micelles",
    gain: "less metal, room temperature, product often filtered off",
    solvent: "water with 2 % surfactant in place of dioxane, toluene or dimethylformamide",
    metal: "palladium down to 0.1 mol % and less",
    loading_g_per_l: None,
    step_yield: None,
    rounds: None,
    objections: &[
        Objection {
            obstacle: Obstacle::Emulsion,
            text: "work-up may emulsify; extraction solvent counts",
        },
        Objection {
            obstacle: Obstacle::Water,
            text: "waste water carries surfactant and metal",
        },
    ],
    evidence: &[(M_MICELLE, "designer surfactant")],
    when: Any(&[
        All(&[Lost(&["organoboron"]), Lost(&["leaving-halide"])]),
        All(&[Lost(&["terminal-alkyne"]), Lost(&["leaving-halide"])]),
        All(&[Lost(&["aryl-halide"]), Gained(&["aryl-n"])]),
        All(&[Lost(&["acid"]), Gained(&["amide"])]),
    ]),
    makes: &[],
    but: &[],
    examples: &["Brc1ccncc1.OB(O)c1ccccc1>>c1ccc(cc1)-c1ccncc1"],
    counterexamples: &["CC(=O)c1ccccc1>>CC(O)c1ccccc1"],
};
