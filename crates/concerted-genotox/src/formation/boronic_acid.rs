//! Formation: boronic acid from its ester or trifluoroborate.
//!
//! # What it checks
//! A boronic ester, MIDA boronate or trifluoroborate on carbon and water or an aqueous work-up in the same
//! step.
//!
//! # Why it matters
//! Boronic acids are a class of bacterial mutagens; the ester is only a form of them.
//!
//! # Example
//! A Suzuki coupling with a pinacol ester in aqueous base.
//!
//! # Limits of validity
//! Without water it does not apply. A base raises concern. Loss of the boron (protodeboronation) gives no alert
//! and is not foreseen, nor is homocoupling. Diboron reagents without carbon on boron are left out. Whether
//! boronic acids are mutagens in animals is open, and some are negative.
//!
//! # References
//! O'Donovan and others 2011; Hansen and others 2015.

use super::conditions::has_strong_base;
use super::{Concern, Foreseen, FormationRule, Making, Reaction, Verdict};
use crate::route_view::RouteView;
use crate::structures::Motif;
use concerted_hazard::literature::{BORONIC_2011, HANSEN_2015};

/// The rule.
pub(crate) const RULE: FormationRule = FormationRule {
    id: "boronic-acid",
    name: "Boronic acid from its ester or trifluoroborate",
    checks: "A boronic ester, MIDA boronate or trifluoroborate on carbon and water or an aqueous work-up in the same step.",
    limits: "Without water it does not apply. A base raises concern. Loss of the boron (protodeboronation) gives no alert and is not foreseen, nor is homocoupling. Diboron reagents without carbon on boron are left out. Whether boronic acids are mutagens in animals is open, and some are negative.",
    references: &[BORONIC_2011, HANSEN_2015],
    foresee,
};

static ESTER: Motif = Motif::new(
    "[$([BX3]([#6])([OX2][#6])[OX2][#6]),$([BX4-]([#6])(F)(F)F),$([BX4-]([#6])([OX2])([OX2])[NX4+]),$([BX4]([#6])([OX2])([OX2])[NX4])]",
);
static HYDROLYSES: [Reaction; 3] = [
    Reaction::new("[#6:1][BX3]([OX2][#6])[OX2][#6]>>[#6:1]B(O)O"),
    Reaction::new("[#6:1][BX4-](F)(F)F>>[#6:1]B(O)O"),
    Reaction::new("[#6:1][BX4]([OX2])([OX2])[NX4]>>[#6:1]B(O)O"),
];

fn foresee(route: &RouteView<'_>, index: usize) -> Vec<Foreseen> {
    let mut making = Making::new(RULE.id, route, index);
    let view = making.view();
    if !view.has_water() && !view.has_aqueous_work_up() {
        return Vec::new();
    }
    let verdict = Verdict::new(Concern::Usual, "Water hydrolyses it.").more_if(
        view.has_water() && has_strong_base(view),
        "Base in the reaction speeds it.",
    );
    for (ester, molecule) in making.charged(|molecule| ESTER.is_in(molecule)) {
        let products = HYDROLYSES
            .iter()
            .flat_map(|reaction| reaction.products(&[molecule]))
            .collect();
        making.add(products, "a boronic acid", &[ester], &verdict);
    }
    making.done()
}

#[cfg(test)]
mod tests {
    use crate::formation::testing::check as verify;
    use crate::formation::testing::step;

    #[track_caller]
    fn check(body: &str, expected: &[(&str, &str)]) {
        verify("boronic-acid", body, expected);
    }

    const PINACOL: (&str, &str) = ("CC1(C)OB(OC1(C)C)c1ccccc1", "reactant");
    const ACID: &str = "OB(O)c1ccccc1";
    const WATER: (&str, &str) = ("O", "water");
    const CARBONATE: (&str, &str) = ("[K+].[K+].[O-]C([O-])=O", "base");

    #[test]
    fn esters_and_trifluoroborates_in_water() {
        check(
            &step(&[PINACOL, WATER, CARBONATE], "", ""),
            &[(ACID, "raised")],
        );
        check(&step(&[PINACOL, WATER], "", ""), &[(ACID, "usual")]);
        check(
            &step(&[("[K+].F[B-](F)(F)c1ccccc1", "reactant"), WATER], "", ""),
            &[(ACID, "usual")],
        );
    }

    #[test]
    fn an_aqueous_work_up_is_enough() {
        check(
            &step(&[PINACOL], "", "operation = [{ kind = \"wash\", ph = 7 }]"),
            &[(ACID, "usual")],
        );
    }

    #[test]
    fn not_when_dry_and_not_for_diboron() {
        check(&step(&[PINACOL, CARBONATE], "", ""), &[]);
        check(
            &step(
                &[("CC1(C)OB(OC1(C)C)B1OC(C)(C)C(C)(C)O1", "reagent"), WATER],
                "",
                "",
            ),
            &[],
        );
        check(&step(&[("COB(OC)OC", "reagent"), WATER], "", ""), &[]);
        check(&step(&[PINACOL, WATER], ACID, ""), &[]);
    }
}
