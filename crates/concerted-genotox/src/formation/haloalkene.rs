//! Formation: vinyl halide from a vicinal dihalide and a base.
//!
//! # What it checks
//! Two halogens on neighbouring saturated carbons, of which one still bears hydrogen, and a base during the
//! same reaction; 1,2-dichloroethane as solvent too.
//!
//! # Why it matters
//! Vinyl chloride is a human carcinogen; vinyl halides become epoxides in the body.
//!
//! # Example
//! 1,2-Dichloroethane as a solvent beside sodium hydroxide.
//!
//! # Limits of validity
//! It does not apply without a base. A strong base raises concern, an amine base is lowered; cold and water,
//! which keeps the base in another phase, lower it. Vinyl chloride boils at −13 °C and leaves with any
//! distillation.
//!
//! # References
//! Ashby and Tennant 1991; Benigni and Bossa 2008.

use super::conditions::{base_verdict, has_strong_base};
use super::{Foreseen, FormationRule, Making, Reaction};
use crate::route_view::RouteView;
use crate::structures::Motif;
use concerted_hazard::literature::{ASHBY_TENNANT_1991, BENIGNI_BOSSA_2008};

/// The rule.
pub(crate) const RULE: FormationRule = FormationRule {
    id: "haloalkene",
    name: "Vinyl halide from a vicinal dihalide and a base",
    checks: "Two halogens on neighbouring saturated carbons, of which one still bears hydrogen, and a base during the same reaction; 1,2-dichloroethane as solvent too.",
    limits: "It does not apply without a base. A strong base raises concern, an amine base is lowered; cold and water, which keeps the base in another phase, lower it. Vinyl chloride boils at −13 °C and leaves with any distillation.",
    references: &[ASHBY_TENNANT_1991, BENIGNI_BOSSA_2008],
    foresee,
};

static DIHALIDE: Motif = Motif::new("[CX4;H1,H2]([Cl,Br])[CX4;H1,H2][Cl,Br]");
/// One reaction for each number of hydrogens on the carbon that loses one.
static ELIMINATIONS: [Reaction; 2] = [
    Reaction::new("[CX4;H2:1]([Cl,Br:2])[CX4;H1,H2:3][Cl,Br]>>[CH1:1]([*:2])=[C:3]"),
    Reaction::new("[CX4;H1:1]([Cl,Br:2])[CX4;H1,H2:3][Cl,Br]>>[CH0:1]([*:2])=[C:3]"),
];

fn foresee(route: &RouteView<'_>, index: usize) -> Vec<Foreseen> {
    let mut making = Making::new(RULE.id, route, index);
    let Some(verdict) = base_verdict(making.view()) else {
        return Vec::new();
    };
    let verdict = verdict
        .less_if(
            !has_strong_base(making.view()),
            "An amine hardly takes hydrogen halide from such a dihalide.",
        )
        .less_if(
            making.view().has_water(),
            "Water holds the base in a phase of its own.",
        );
    for (dihalide, molecule) in making.charged(|molecule| DIHALIDE.is_in(molecule)) {
        let products = ELIMINATIONS
            .iter()
            .flat_map(|reaction| reaction.products(&[molecule]))
            .collect();
        making.add(products, "a vinyl halide", &[dihalide], &verdict);
    }
    making.done()
}

#[cfg(test)]
mod tests {
    use crate::formation::testing::check as verify;
    use crate::formation::testing::step;

    #[track_caller]
    fn check(body: &str, expected: &[(&str, &str)]) {
        verify("haloalkene", body, expected);
    }

    const SOLVENT: (&str, &str) = ("ClCCCl", "solvent");
    const HYDROXIDE: (&str, &str) = ("[Na+].[OH-]", "base");

    #[test]
    fn dichloroethane_and_hydroxide() {
        check(&step(&[SOLVENT, HYDROXIDE], "", ""), &[("C=CCl", "raised")]);
        check(
            &step(&[SOLVENT, HYDROXIDE, ("O", "water")], "", ""),
            &[("C=CCl", "usual")],
        );
        check(
            &step(&[("BrCC(Br)c1ccccc1", "reactant"), HYDROXIDE], "", ""),
            &[("BrC=Cc1ccccc1", "raised"), ("C=C(Br)c1ccccc1", "raised")],
        );
    }

    #[test]
    fn an_amine_is_lowered() {
        check(
            &step(&[SOLVENT, ("CCN(CC)CC", "base")], "", ""),
            &[("C=CCl", "lowered")],
        );
    }

    #[test]
    fn not_without_base_or_neighbour() {
        check(&step(&[SOLVENT, ("Cl", "acid")], "", ""), &[]);
        check(&step(&[("ClCCl", "solvent"), HYDROXIDE], "", ""), &[]);
        check(&step(&[("ClCCCCl", "reactant"), HYDROXIDE], "", ""), &[]);
        check(&step(&[SOLVENT, HYDROXIDE], "C=CCl", ""), &[]);
    }
}
