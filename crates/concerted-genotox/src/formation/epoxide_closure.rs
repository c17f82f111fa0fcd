//! Formation: epoxide from a halohydrin or hydroxy sulfonate and base.
//!
//! # What it checks
//! An alcohol with a halogen or sulfonate on the neighbouring carbon, and a base, in the same step.
//!
//! # Why it matters
//! Epoxides alkylate DNA; small and terminal ones are carcinogens.
//!
//! # Example
//! A chlorohydrin from epichlorohydrin and an amine or phenol, kept with sodium hydroxide.
//!
//! # Limits of validity
//! It does not apply without a base or where acid is left over. A strong base raises concern, an amine base is
//! lowered; cold lowers it. What the epoxide meets next (an amine opens it) is a matter of fate.
//!
//! # References
//! Elder, Snodin and Teasdale 2010; Robinson 2010.

use super::conditions::{Acidity, acidity, base_verdict, has_strong_base};
use super::{Foreseen, FormationRule, Making, Reaction};
use crate::route_view::RouteView;
use crate::structures::Motif;
use concerted_hazard::literature::{ELDER_EPOXIDES_2010, ROBINSON_2010};

/// The rule.
pub(crate) const RULE: FormationRule = FormationRule {
    id: "epoxide-closure",
    name: "Epoxide from a halohydrin or hydroxy sulfonate and base",
    checks: "An alcohol with a halogen or sulfonate on the neighbouring carbon, and a base, in the same step.",
    limits: "It does not apply without a base or where acid is left over. A strong base raises concern, an amine base is lowered; cold lowers it. What the epoxide meets next (an amine opens it) is a matter of fate.",
    references: &[ELDER_EPOXIDES_2010, ROBINSON_2010],
    foresee,
};

static HALOHYDRIN: Motif = Motif::new("[OX2H1][CX4][CX4][Cl,Br,I,$([OX2][SX4](=O)(=O)[#6])]");
static CLOSURE: Reaction = Reaction::new(
    "[OX2H1:1][CX4:2][CX4:3][Cl,Br,I,$([OX2][SX4](=O)(=O)[#6])]>>[OH0:1]1[C:2][C:3]1",
);

fn foresee(route: &RouteView<'_>, index: usize) -> Vec<Foreseen> {
    let mut making = Making::new(RULE.id, route, index);
    let view = making.view();
    let Some(verdict) = base_verdict(view) else {
        return Vec::new();
    };
    if acidity(view) == Some(Acidity::Acidic) {
        return Vec::new();
    }
    let verdict = verdict.less_if(
        !has_strong_base(view),
        "It hardly takes the proton of an alcohol.",
    );
    for (halohydrin, molecule) in making.charged(|molecule| HALOHYDRIN.is_in(molecule)) {
        let products = CLOSURE.products(&[molecule]);
        making.add(products, "an epoxide", &[halohydrin], &verdict);
    }
    making.done()
}

#[cfg(test)]
mod tests {
    use crate::formation::testing::check as verify;
    use crate::formation::testing::step;

    #[track_caller]
    fn check(body: &str, expected: &[(&str, &str)]) {
        verify("epoxide-closure", body, expected);
    }

    const HALOHYDRIN: (&str, &str) = ("OC(CCl)COc1ccccc1", "reactant");
    const EPOXIDE: &str = "c1ccc(OCC2CO2)cc1";
    const HYDROXIDE: (&str, &str) = ("[Na+].[OH-]", "base, equivalents = 1.5");

    #[test]
    fn base_closes_the_ring() {
        check(
            &step(&[HALOHYDRIN, HYDROXIDE], "", ""),
            &[(EPOXIDE, "raised")],
        );
        check(
            &step(
                &[("OC(COS(C)(=O)=O)COc1ccccc1", "reactant"), HYDROXIDE],
                "",
                "",
            ),
            &[(EPOXIDE, "raised")],
        );
    }

    #[test]
    fn a_weak_base_and_cold_lower_it() {
        check(
            &step(&[HALOHYDRIN, ("CCN(CC)CC", "base")], "", ""),
            &[(EPOXIDE, "lowered")],
        );
        check(
            &step(&[HALOHYDRIN, HYDROXIDE], "", "temperature = \"0 degC\""),
            &[(EPOXIDE, "usual")],
        );
    }

    #[test]
    fn not_without_base_or_neighbour() {
        check(&step(&[HALOHYDRIN], "", ""), &[]);
        check(&step(&[HALOHYDRIN, ("Cl", "acid")], "", ""), &[]);
        check(&step(&[("OCCCCl", "reactant"), HYDROXIDE], "", ""), &[]);
        check(&step(&[HALOHYDRIN, HYDROXIDE], EPOXIDE, ""), &[]);
    }
}
