//! Formation: trialkyl phosphate from phosphoryl chloride and an alcohol.
//!
//! # What it checks
//! Phosphoryl chloride or phosphorus pentachloride and methanol, ethanol or another primary alcohol in the same
//! step, its work-up included.
//!
//! # Why it matters
//! Trimethyl and triethyl phosphate alkylate DNA; a quench with an alcohol makes them from what is left of the
//! reagent.
//!
//! # Example
//! A chlorination with phosphoryl chloride quenched with methanol: trimethyl phosphate.
//!
//! # Limits of validity
//! Concern is lowered where water comes in too, which takes up most of the reagent; the order of addition is
//! not known. Phosphoric acid and its salts do not esterify under the conditions of a salt formation and are
//! left out. Mixed esters and phosphites are not foreseen.
//!
//! # References
//! Benigni and Bossa 2008; Robinson 2010.

use super::{Concern, Foreseen, FormationRule, Making, Reaction, Verdict};
use crate::route_view::RouteView;
use crate::structures::Motif;
use concerted_hazard::literature::{BENIGNI_BOSSA_2008, ROBINSON_2010};

/// The rule.
pub(crate) const RULE: FormationRule = FormationRule {
    id: "alkyl-phosphate",
    name: "Trialkyl phosphate from phosphoryl chloride and an alcohol",
    checks: "Phosphoryl chloride or phosphorus pentachloride and methanol, ethanol or another primary alcohol in the same step, its work-up included.",
    limits: "Concern is lowered where water comes in too, which takes up most of the reagent; the order of addition is not known. Phosphoric acid and its salts do not esterify under the conditions of a salt formation and are left out. Mixed esters and phosphites are not foreseen.",
    references: &[BENIGNI_BOSSA_2008, ROBINSON_2010],
    foresee,
};

static ALCOHOL: Motif = Motif::new("[CX4;H2,H3][OX2H1]");
static PHOSPHORYL: Motif = Motif::new("[$([PX4](=[OX1])(Cl)(Cl)Cl),$([PX5](Cl)(Cl)(Cl)(Cl)Cl)]");
static ESTER: Reaction = Reaction::new(
    "[CX4;H2,H3:1][OX2H1:2].[CX4;H2,H3:3][OX2H1:4].[CX4;H2,H3:5][OX2H1:6]>>[C:1][OH0:2]P(=O)([OH0:4][C:3])[OH0:6][C:5]",
);

fn foresee(route: &RouteView<'_>, index: usize) -> Vec<Foreseen> {
    let mut making = Making::new(RULE.id, route, index);
    let water = making
        .view()
        .present
        .iter()
        .any(crate::route_view::Present::is_water);
    for (reagent, _) in making.with(|molecule| PHOSPHORYL.is_in(molecule)) {
        for (alcohol, molecule) in making.with(|molecule| ALCOHOL.is_in(molecule)) {
            let verdict = Verdict::new(
                Concern::Raised,
                "The reagent esterifies alcohols without help.",
            )
            .less_if(
                water,
                "Water in the step takes up reagent; which comes first is not known.",
            );
            let products = ESTER.products(&[molecule, molecule, molecule]);
            making.add(
                products,
                "a trialkyl phosphate",
                &[alcohol, reagent],
                &verdict,
            );
        }
    }
    making.done()
}

#[cfg(test)]
mod tests {
    use crate::formation::testing::check as verify;
    use crate::formation::testing::step;

    #[track_caller]
    fn check(body: &str, expected: &[(&str, &str)]) {
        verify("alkyl-phosphate", body, expected);
    }

    const REAGENT: (&str, &str) = ("ClP(Cl)(Cl)=O", "reagent");

    #[test]
    fn a_quench_with_methanol() {
        check(
            &step(
                &[
                    ("Oc1ccncc1", "reactant"),
                    REAGENT,
                    ("CO", "quench, work_up = true"),
                ],
                "",
                "",
            ),
            &[("COP(=O)(OC)OC", "raised")],
        );
        check(
            &step(
                &[("ClP(Cl)(Cl)(Cl)Cl", "reagent"), ("CCO", "solvent")],
                "",
                "",
            ),
            &[("CCOP(=O)(OCC)OCC", "raised")],
        );
    }

    #[test]
    fn water_lowers_it() {
        check(
            &step(
                &[
                    REAGENT,
                    ("CO", "quench, work_up = true"),
                    ("O", "water, work_up = true"),
                ],
                "",
                "",
            ),
            &[("COP(=O)(OC)OC", "usual")],
        );
    }

    #[test]
    fn not_from_phosphoric_acid_or_without_alcohol() {
        check(
            &step(&[("OP(=O)(O)O", "acid"), ("CO", "solvent")], "", ""),
            &[],
        );
        check(&step(&[REAGENT, ("CC(C)O", "solvent")], "", ""), &[]);
        check(&step(&[REAGENT, ("CCOC(C)=O", "solvent")], "", ""), &[]);
    }
}
