//! Hydantoinase: a hydantoin to the N-carbamoyl amino acid.

use super::{Family, Objection, Obstacle, TechnologyRule};
use crate::condition::Condition::{All, Any, Gained, Lost};
use crate::literature::M_TEXTBOOK;

/// The rule.
pub(super) const RULE: TechnologyRule = TechnologyRule {
    id: "hydantoinase",
    class: "Hydantoinase",
    name: "Hydantoinase",
    family: Family::Enzyme,
    capability: "hydantoinase",
    transformation: "a hydantoin to the N-carbamoyl amino acid",
    gain: "with racemization turns a racemic hydantoin wholly into one amino acid",
    solvent: "water as the main solvent, in place of organic solvent",
    metal: "no metal",
    loading_g_per_l: Some((20.0, 150.0)),
    step_yield: Some((0.8, 0.98)),
    rounds: Some((0, 3)),
    objections: &[Objection {
        obstacle: Obstacle::Equilibrium,
        text: "slow racemization of some hydantoins",
    }],
    evidence: &[(M_TEXTBOOK, "made on scale for D-amino acids")],
    when: Any(&[
        All(&[
            Lost(&["hydantoin"]),
            Gained(&["n-carbamoyl-amino-acid", "alpha-amino-acid"]),
        ]),
        All(&[Gained(&["hydantoin"]), Lost(&["n-carbamoyl-amino-acid"])]),
    ]),
    makes: &[
        "[NX3H2]C(=O)[NX3H1][CX4][CX3](=O)[OX2H]",
        "O=C1[NX3H1]C(=O)[NX3H1][CX4]1",
    ],
    but: &[],
    examples: &["CC1NC(=O)NC1=O>>C[C@@H](NC(N)=O)C(=O)O"],
    counterexamples: &["CC(N)C(=O)O>>CC(=O)C(=O)O"],
};
