//! Simulated moving bed chromatography: a stereocenter appears that the reactants lack: separate the racemate.

use super::{Family, Objection, Obstacle, TechnologyRule};
use crate::condition::Compare::{Above, Is};
use crate::condition::Condition::{All, Any, Atoms, Gained, Lost};
use crate::literature::M_SMB;

/// The rule.
pub(super) const RULE: TechnologyRule = TechnologyRule {
    id: "chiral_chromatography",
    class: "chiral_chromatography",
    name: "Simulated moving bed chromatography",
    family: Family::Other,
    capability: "chiral_chromatography",
    transformation: "a stereocenter appears that the reactants lack: separate the racemate",
    gain: "reaches any purity without a new route; the other enantiomer is lost or recycled",
    solvent: "much solvent, of which above 99 % can be recovered",
    metal: "no metal",
    loading_g_per_l: None,
    step_yield: None,
    rounds: None,
    objections: &[
        Objection {
            obstacle: Obstacle::Equipment,
            text: "few sites; solvent recovery decides",
        },
        Objection {
            obstacle: Obstacle::Titre,
            text: "yield halves unless racemized",
        },
    ],
    evidence: &[(M_SMB, "review")],
    when: Any(&[
        All(&[
            Lost(&["ketone"]),
            Gained(&["secondary-alcohol"]),
            Atoms("H", Above, 0),
            Atoms("C", Is, 0),
            Atoms("O", Is, 0),
            Atoms("N", Is, 0),
        ]),
        All(&[Lost(&["carbonyl"]), Gained(&["primary-amine"])]),
        All(&[
            Lost(&["imine", "c=n"]),
            Gained(&["amine"]),
            Atoms("H", Above, 0),
        ]),
    ]),
    makes: &[],
    but: &[],
    examples: &["CC(=O)c1ccccc1>>C[C@H](O)c1ccccc1"],
    counterexamples: &["O=Cc1ccccc1>>OCc1ccccc1"],
};
