//! Formation: aldehyde set free from an acetal or from a source of formaldehyde.
//!
//! # What it checks
//! Strong acid, or a pH below 5, and an acetal of an aldehyde (open-chain, or both oxygens in the same ring), a
//! methoxymethyl ether, hexamine, trioxane, dimethoxymethane or dioxolane in the same step.
//!
//! # Why it matters
//! Formaldehyde and small aldehydes react with DNA and cross-link it; acetals hide them.
//!
//! # Example
//! A methoxymethyl ether taken off with hydrochloric acid: formaldehyde.
//!
//! # Limits of validity
//! It does not apply without acid, to glycosides, to acetals of phenols such as methylenedioxyarenes, and to
//! acetals of ketones. Concern is raised where the product has lost the acetal, lowered where no water is
//! present; only small or activated aldehydes carry an alert.
//!
//! # References
//! Ashby and Tennant 1991; Szekely and others 2015.

use super::conditions::{Acidity, acidity, has_strong_acid};
use super::reagents::is_formaldehyde_source;
use super::{Concern, Foreseen, FormationRule, Making, Reaction, Verdict};
use crate::route_view::RouteView;
use crate::structures::Motif;
use concerted_hazard::literature::{ASHBY_TENNANT_1991, SZEKELY_2015};
use concerted_molecule::Molecule;

/// The rule.
pub(crate) const RULE: FormationRule = FormationRule {
    id: "aldehyde-release",
    name: "Aldehyde set free from an acetal or from a source of formaldehyde",
    checks: "Strong acid, or a pH below 5, and an acetal of an aldehyde (open-chain, or both oxygens in the same ring), a methoxymethyl ether, hexamine, trioxane, dimethoxymethane or dioxolane in the same step.",
    limits: "It does not apply without acid, to glycosides, to acetals of phenols such as methylenedioxyarenes, and to acetals of ketones. Concern is raised where the product has lost the acetal, lowered where no water is present; only small or activated aldehydes carry an alert.",
    references: &[ASHBY_TENNANT_1991, SZEKELY_2015],
    foresee,
};

static ACETAL: Motif = Motif::new(
    "[$([CX4;H1,H2;!R]([OX2][CX4])[OX2][CX4,a]),$([CX4;H1,H2;r5,r6]1[OX2][CX4][CX4][OX2]1),$([CX4;H1,H2;r6]1[OX2][CX4][CX4][CX4][OX2]1)]",
);
static OPEN: Reaction = Reaction::new("[CX4;H1,H2;!R:1]([OX2:2][CX4])[OX2][CX4,a]>>[C:1]=[OX1:2]");
static RING_5: Reaction = Reaction::new("[CX4;H1,H2:1]1[OX2:2][CX4][CX4][OX2]1>>[C:1]=[OX1:2]");
static RING_6: Reaction =
    Reaction::new("[CX4;H1,H2:1]1[OX2:2][CX4][CX4][CX4][OX2]1>>[C:1]=[OX1:2]");

fn foresee(route: &RouteView<'_>, index: usize) -> Vec<Foreseen> {
    let mut making = Making::new(RULE.id, route, index);
    let view = making.view();
    let acidic = match acidity(view) {
        Some(acidity) => acidity == Acidity::Acidic,
        None => has_strong_acid(view),
    };
    if !acidic {
        return Vec::new();
    }
    for (acetal, molecule) in
        making.charged(|molecule| ACETAL.is_in(molecule) || is_formaldehyde_source(molecule))
    {
        let lost = view
            .product_molecule
            .is_some_and(|product| ACETAL.count(product) < ACETAL.count(molecule));
        let verdict = Verdict::new(Concern::Usual, "The step is acidic.")
            .more_if(lost, "The product has lost the acetal.")
            .less_if(
                !view.has_water() && !view.has_aqueous_work_up(),
                "No water is present, which the cleavage needs.",
            );
        making.add(released(molecule), "an aldehyde", &[acetal], &verdict);
    }
    making.done()
}

fn released(molecule: &Molecule) -> Vec<Molecule> {
    if is_formaldehyde_source(molecule) {
        return vec![Molecule::parse("C=O").expect("formaldehyde is a structure")];
    }
    [&OPEN, &RING_5, &RING_6]
        .iter()
        .flat_map(|reaction| reaction.products(&[molecule]))
        .collect()
}

#[cfg(test)]
mod tests {
    use crate::formation::testing::check as verify;
    use crate::formation::testing::step;

    #[track_caller]
    fn check(body: &str, expected: &[(&str, &str)]) {
        verify("aldehyde-release", body, expected);
    }

    const ACID: (&str, &str) = ("Cl", "acid, equivalents = 1.0");
    const WATER: (&str, &str) = ("O", "water");

    #[test]
    fn acetals_in_aqueous_acid() {
        check(
            &step(&[("CCOC(C)OCC", "reactant"), ACID, WATER], "", ""),
            &[("CC=O", "usual")],
        );
        check(
            &step(&[("CC1OCCO1", "reactant"), ACID, WATER], "", ""),
            &[("CC=O", "usual")],
        );
        check(
            &step(&[("C1N2CN3CN1CN(C2)C3", "reagent"), ACID, WATER], "", ""),
            &[("C=O", "usual")],
        );
    }

    #[test]
    fn a_methoxymethyl_ether_that_is_taken_off_raises_it() {
        check(
            &step(&[("COCOCCCCC", "reactant"), ACID, WATER], "CCCCCO", ""),
            &[("C=O", "raised")],
        );
    }

    #[test]
    fn without_water_it_is_lowered() {
        check(
            &step(&[("CCOC(C)OCC", "reactant"), ACID], "", ""),
            &[("CC=O", "lowered")],
        );
    }

    #[test]
    fn not_without_acid_and_not_for_glycosides_or_aryl_acetals() {
        check(&step(&[("CCOC(C)OCC", "reactant"), WATER], "", ""), &[]);
        check(
            &step(&[("CCOC(C)(C)OCC", "reactant"), ACID, WATER], "", ""),
            &[],
        );
        check(
            &step(&[("COC1OCC(O)C(O)C1O", "reactant"), ACID, WATER], "", ""),
            &[],
        );
        check(
            &step(&[("c1ccc2OCOc2c1", "reactant"), ACID, WATER], "", ""),
            &[],
        );
        check(
            &step(
                &[
                    ("CCOC(C)OCC", "reactant"),
                    ACID,
                    WATER,
                    ("[Na+].[OH-]", "base, equivalents = 2.0"),
                ],
                "",
                "ph = 11",
            ),
            &[],
        );
    }
}
