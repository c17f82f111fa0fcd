//! Formation: arylamine from the cleavage of an anilide, aryl carbamate or aryl urea.
//!
//! # What it checks
//! An open-chain anilide, aryl carbamate or aryl urea with N–H and strong acid or strong base with water during
//! the same reaction; a tert-butyl carbamate of an arylamine with strong acid also without water.
//!
//! # Why it matters
//! Primary arylamines are activated to hydroxylamines, which bind to DNA.
//!
//! # Example
//! An anilide heated in aqueous hydrochloric acid, or a Boc-protected aniline in acid.
//!
//! # Limits of validity
//! It does not apply to a reaction known to stay below 60 °C (the tert-butyl carbamate apart), to neutral or
//! dry conditions, to lactams, or to what is only met in the work-up. Where the product has lost such a group
//! concern is raised. Rates are not known; some arylamines carry no alert.
//!
//! # References
//! Benigni and Bossa 2008; ICH M7(R2).

use super::conditions::{HOT_C, has_strong_acid, has_strong_base, reaches, stays_below};
use super::{Concern, Foreseen, FormationRule, Making, Reaction, Verdict};
use crate::route_view::RouteView;
use crate::structures::Motif;
use concerted_hazard::literature::{BENIGNI_BOSSA_2008, ICH_M7};

/// The rule.
pub(crate) const RULE: FormationRule = FormationRule {
    id: "arylamine-release",
    name: "Arylamine from the cleavage of an anilide, aryl carbamate or aryl urea",
    checks: "An open-chain anilide, aryl carbamate or aryl urea with N–H and strong acid or strong base with water during the same reaction; a tert-butyl carbamate of an arylamine with strong acid also without water.",
    limits: "It does not apply to a reaction known to stay below 60 °C (the tert-butyl carbamate apart), to neutral or dry conditions, to lactams, or to what is only met in the work-up. Where the product has lost such a group concern is raised. Rates are not known; some arylamines carry no alert.",
    references: &[BENIGNI_BOSSA_2008, ICH_M7],
    foresee,
};

static ANILIDE: Motif = Motif::new("a[NX3;H1]-;!@[CX3](=[OX1])[#6,OX2,NX3]");
static BOC: Motif = Motif::new("a[NX3;H1][CX3](=[OX1])[OX2][CX4]([CH3])([CH3])[CH3]");
static CLEAVAGE: Reaction =
    Reaction::new("[a:1][NX3;H1:2]-;!@[CX3](=[OX1])[#6,OX2,NX3]>>[a:1][NH2:2]");
static BOC_CLEAVAGE: Reaction =
    Reaction::new("[a:1][NX3;H1:2][CX3](=[OX1])[OX2][CX4]([CH3])([CH3])[CH3]>>[a:1][NH2:2]");

fn foresee(route: &RouteView<'_>, index: usize) -> Vec<Foreseen> {
    let mut making = Making::new(RULE.id, route, index);
    let view = making.view();
    let acid = has_strong_acid(view);
    let hydrolytic =
        view.has_water() && (acid || has_strong_base(view)) && !stays_below(view, HOT_C);
    for (anilide, molecule) in making.charged(|molecule| ANILIDE.is_in(molecule)) {
        let protected = acid && BOC.is_in(molecule);
        if !protected && !hydrolytic {
            continue;
        }
        let lost = view
            .product_molecule
            .is_some_and(|product| ANILIDE.count(product) < ANILIDE.count(molecule));
        let reaction = if hydrolytic { &CLEAVAGE } else { &BOC_CLEAVAGE };
        let verdict = if protected {
            Verdict::new(Concern::Raised, "Acid takes the tert-butyl carbamate off.")
        } else {
            Verdict::new(
                Concern::Lowered,
                "Strong acid or base and water hydrolyse it slowly.",
            )
            .more_if(reaches(view, HOT_C), "The reaction is hot.")
            .more_if(lost, "The product has lost such a group.")
        };
        let products = reaction.products(&[molecule]);
        making.add(products, "an arylamine", &[anilide], &verdict);
    }
    making.done()
}

#[cfg(test)]
mod tests {
    use crate::formation::testing::check as verify;
    use crate::formation::testing::step;

    #[track_caller]
    fn check(body: &str, expected: &[(&str, &str)]) {
        verify("arylamine-release", body, expected);
    }

    const ANILIDE: (&str, &str) = ("CCC(=O)Nc1ccc(Cl)cc1", "reactant");
    const AMINE: &str = "Nc1ccc(Cl)cc1";
    const ACID: (&str, &str) = ("Cl", "acid");
    const WATER: (&str, &str) = ("O", "water");

    #[test]
    fn heat_and_aqueous_acid_or_base() {
        let hot = "temperature = \"90 degC\"";
        check(&step(&[ANILIDE, ACID, WATER], "", hot), &[(AMINE, "usual")]);
        check(
            &step(&[ANILIDE, ("[Na+].[OH-]", "base"), WATER], "", hot),
            &[(AMINE, "usual")],
        );
        check(
            &step(&[ANILIDE, ACID, WATER], "", ""),
            &[(AMINE, "lowered")],
        );
    }

    #[test]
    fn a_tert_butyl_carbamate_needs_only_acid() {
        check(
            &step(
                &[("CC(C)(C)OC(=O)Nc1ccc(Cl)cc1", "reactant"), ACID],
                "",
                "temperature = \"20 degC\"",
            ),
            &[(AMINE, "raised")],
        );
    }

    #[test]
    fn not_in_the_cold_dry_or_neutral() {
        check(
            &step(&[ANILIDE, ACID, WATER], "", "temperature = \"25 degC\""),
            &[],
        );
        check(&step(&[ANILIDE, ACID], "", ""), &[]);
        check(&step(&[ANILIDE, WATER], "", ""), &[]);
        check(
            &step(&[("O=C1CCc2ccccc2N1", "reactant"), ACID, WATER], "", ""),
            &[],
        );
        check(&step(&[ANILIDE, ACID, WATER], AMINE, ""), &[]);
    }
}
