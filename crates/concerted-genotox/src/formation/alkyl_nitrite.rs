//! Formation: alkyl nitrite from a nitrite and an alcohol.
//!
//! # What it checks
//! A nitrite salt or nitrous acid and an alcohol in the same step, with strong acid or at a pH below 5.
//!
//! # Why it matters
//! Alkyl nitrites are mutagens, are volatile, dissolve in organic phases and carry the nitrosating power into
//! later steps.
//!
//! # Example
//! A diazotisation quenched or diluted with 2-propanol: isopropyl nitrite.
//!
//! # Limits of validity
//! It does not apply without acid. Concern is lowered in water, where the ester is in equilibrium with nitrous
//! acid, and where more base than acid is present. Exchange of one alkyl nitrite with another alcohol is not
//! foreseen.
//!
//! # References
//! Ashworth and others 2020; Bailey and others 2005.

use super::conditions::{Acidity, acidity, has_strong_acid};
use super::{Concern, Foreseen, FormationRule, Making, Reaction, Verdict};
use crate::route_view::RouteView;
use crate::structures::Motif;
use concerted_hazard::literature::{ASHWORTH_2020, BAILEY_2005};

/// The rule.
pub(crate) const RULE: FormationRule = FormationRule {
    id: "alkyl-nitrite",
    name: "Alkyl nitrite from a nitrite and an alcohol",
    checks: "A nitrite salt or nitrous acid and an alcohol in the same step, with strong acid or at a pH below 5.",
    limits: "It does not apply without acid. Concern is lowered in water, where the ester is in equilibrium with nitrous acid, and where more base than acid is present. Exchange of one alkyl nitrite with another alcohol is not foreseen.",
    references: &[ASHWORTH_2020, BAILEY_2005],
    foresee,
};

static NITRITE: Motif = Motif::new("[OX1-,OX2H1][NX2]=[OX1]");
static ALCOHOL: Motif = Motif::new("[CX4][OX2H1]");
static ESTER: Reaction = Reaction::new("[CX4:1][OX2H1:2]>>[C:1][OH0:2]N=O");

fn foresee(route: &RouteView<'_>, index: usize) -> Vec<Foreseen> {
    let mut making = Making::new(RULE.id, route, index);
    let view = making.view();
    let acidity = acidity(view);
    if !(has_strong_acid(view) || acidity == Some(Acidity::Acidic)) {
        return Vec::new();
    }
    let verdict = Verdict::new(
        Concern::Usual,
        "Acid makes nitrous acid, which esterifies alcohols at once.",
    )
    .less_if(
        view.has_water(),
        "Water is present and drives the equilibrium back.",
    )
    .less_if(
        acidity == Some(Acidity::Basic),
        "More base than acid is charged, which works against it.",
    );
    for (nitrite, _) in making.with(|molecule| NITRITE.is_in(molecule)) {
        for (alcohol, molecule) in making.with(|molecule| ALCOHOL.is_in(molecule)) {
            let products = ESTER.products(&[molecule]);
            making.add(products, "an alkyl nitrite", &[alcohol, nitrite], &verdict);
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
        verify("alkyl-nitrite", body, expected);
    }

    const NITRITE: (&str, &str) = ("[Na+].[O-]N=O", "reagent, equivalents = 1.0");
    const ACID: (&str, &str) = ("Cl", "acid, equivalents = 2.0");

    #[test]
    fn acid_nitrite_and_alcohol() {
        check(
            &step(&[NITRITE, ACID, ("CC(C)O", "solvent")], "", ""),
            &[("CC(C)ON=O", "usual")],
        );
        check(
            &step(&[NITRITE, ("CC(C)(C)O", "solvent")], "", "ph = 2"),
            &[("CC(C)(C)ON=O", "usual")],
        );
    }

    #[test]
    fn water_lowers_it() {
        check(
            &step(&[NITRITE, ACID, ("CCO", "solvent"), ("O", "water")], "", ""),
            &[("CCON=O", "lowered")],
        );
    }

    #[test]
    fn not_without_acid_or_alcohol() {
        check(&step(&[NITRITE, ("CCO", "solvent")], "", ""), &[]);
        check(&step(&[NITRITE, ("CCO", "solvent")], "", "ph = 9.5"), &[]);
        check(&step(&[NITRITE, ACID, ("CCOCC", "solvent")], "", ""), &[]);
        check(&step(&[ACID, ("CCO", "solvent")], "", ""), &[]);
    }
}
