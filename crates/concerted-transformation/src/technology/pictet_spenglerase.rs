//! Norcoclaurine synthase or strictosidine synthase: a 2-arylethylamine and an aldehyde to tetrahydroisoquinoline or tetrahydro-beta-carboline.

use super::{Family, Objection, Obstacle, TechnologyRule};
use crate::condition::Compare::Above;
use crate::condition::Condition::{All, Gained, Rings};
use crate::literature::C_PSASE;

/// The rule.
pub(super) const RULE: TechnologyRule = TechnologyRule {
    id: "pictet_spenglerase",
    class: "PSase",
    name: "Norcoclaurine synthase or strictosidine synthase",
    family: Family::Enzyme,
    capability: "lyase",
    transformation: "a 2-arylethylamine and an aldehyde to tetrahydroisoquinoline or tetrahydro-beta-carboline",
    gain: "sets the stereocenter in water",
    solvent: "water as the main solvent, in place of organic solvent",
    metal: "no metal",
    loading_g_per_l: Some((1.0, 30.0)),
    step_yield: Some((0.6, 0.95)),
    rounds: Some((1, 4)),
    objections: &[Objection {
        obstacle: Obstacle::Selectivity,
        text: "the uncatalyzed reaction in phosphate gives racemate beside it",
    }],
    evidence: &[(C_PSASE, "dopamine with many aldehydes")],
    when: All(&[Gained(&["pictet-spengler-product"]), Rings(Above, 0)]),
    makes: &["[c;R]1[c;R][CX4;R;!$(C(c)([#6]c1ccccc1)[#7][CX4]c)][CX4;R][NX3;R;H1][CX4;R]1"],
    but: &[],
    examples: &[
        "NCCc1ccc(O)c(O)c1.CC=O>>CC1NCCc2cc(O)c(O)cc21",
        "CC=O>>CC1NCCc2cc(O)c(O)cc21",
    ],
    counterexamples: &["C[N+]1=Cc2ccccc2CC1>>CN1CCc2ccccc2C1"],
};
