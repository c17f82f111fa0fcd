//! Formation: aldehyde from the oxidation of a primary alcohol.
//!
//! # What it checks
//! A primary alcohol and an oxidant during the same reaction: hypervalent iodine, chromium or manganese oxides,
//! hypochlorite or another hypohalite, or dimethyl sulfoxide beside oxalyl chloride or another activator; where
//! the aldehyde is not the product.
//!
//! # Why it matters
//! Small aldehydes react with DNA; the oxidation to an acid runs over the aldehyde.
//!
//! # Example
//! A primary alcohol taken to the acid with hypochlorite: the aldehyde is left where the oxidation stops early.
//!
//! # Limits of validity
//! Solvents are not read, and concern is lowered where the product still has as many primary alcohols as the
//! reactant, so that another group is oxidised. Over-oxidation and the amount of oxidant are not known. Only
//! small or activated aldehydes carry an alert.
//!
//! # References
//! Ashby and Tennant 1991; Szekely and others 2015.

use super::reagents::{CHLORINATOR, HALOGENATOR};
use super::{Concern, Foreseen, FormationRule, Making, Reaction, Verdict};
use crate::route_view::RouteView;
use crate::structures::Motif;
use concerted_hazard::literature::{ASHBY_TENNANT_1991, SZEKELY_2015};
use concerted_model::route::InputRole;

/// The rule.
pub(crate) const RULE: FormationRule = FormationRule {
    id: "alcohol-oxidation",
    name: "Aldehyde from the oxidation of a primary alcohol",
    checks: "A primary alcohol and an oxidant during the same reaction: hypervalent iodine, chromium or manganese oxides, hypochlorite or another hypohalite, or dimethyl sulfoxide beside oxalyl chloride or another activator; where the aldehyde is not the product.",
    limits: "Solvents are not read, and concern is lowered where the product still has as many primary alcohols as the reactant, so that another group is oxidised. Over-oxidation and the amount of oxidant are not known. Only small or activated aldehydes carry an alert.",
    references: &[ASHBY_TENNANT_1991, SZEKELY_2015],
    foresee,
};

static PRIMARY: Motif = Motif::new("[CX4;H2]([#6])[OX2H1]");
static OXIDANT: Motif =
    Motif::new("[$([I;X3,X4,X5]),$([Cr](=O)=O),$([Mn](=O)),$([NX3+]=[OX1]),$([OX1-][Cl,Br])]");
static SULFOXIDE: Motif = Motif::new("[CH3][SX3](=[OX1])[CH3]");
static ACTIVATOR: Motif = Motif::new(
    "[$([CX3](=[OX1])(C(F)(F)F)[OX2][CX3]),$([SX3](=[OX1])(=[OX1])[OX1,OX2,NX3,n]),$([SX3](=O)(=O)=O),$([NX2]=[CX2]=[NX2])]",
);
static ALDEHYDE: Reaction = Reaction::new("[CX4;H2:1]([#6:2])[OX2H1:3]>>[CH1:1]([#6:2])=[OX1H0:3]");

fn foresee(route: &RouteView<'_>, index: usize) -> Vec<Foreseen> {
    let mut making = Making::new(RULE.id, route, index);
    let mut alcohols = making.charged(|molecule| PRIMARY.is_in(molecule));
    alcohols.retain(|(alcohol, _)| alcohol.role != Some(InputRole::Solvent));
    let mut oxidants =
        making.charged(|molecule| OXIDANT.is_in(molecule) || HALOGENATOR.is_in(molecule));
    let activated =
        making.any_charged(|molecule| CHLORINATOR.is_in(molecule) || ACTIVATOR.is_in(molecule));
    if activated {
        oxidants.extend(making.charged(|molecule| SULFOXIDE.is_in(molecule)));
    }
    for (oxidant, _) in &oxidants {
        for (alcohol, molecule) in &alcohols {
            let stays = making
                .view()
                .product_molecule
                .is_some_and(|product| PRIMARY.count(product) >= PRIMARY.count(molecule));
            let verdict = Verdict::new(
                Concern::Usual,
                "It remains where the oxidation stops early.",
            )
            .less_if(stays, "The product keeps its primary alcohols.");
            let products = ALDEHYDE.products(&[molecule]);
            making.add(products, "an aldehyde", &[alcohol, oxidant], &verdict);
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
        verify("alcohol-oxidation", body, expected);
    }

    const BUTANOL: (&str, &str) = ("CCCCO", "reactant");
    const BUTANAL: &str = "CCCC=O";

    #[test]
    fn alcohol_and_oxidant() {
        for oxidant in [
            "[Na+].[O-]Cl",
            "O=I(=O)c1ccccc1",
            "O=[Mn]=O",
            "O=C1CCC(=O)N1Cl",
        ] {
            check(
                &step(&[BUTANOL, (oxidant, "reagent")], "CCCC(=O)O", ""),
                &[(BUTANAL, "usual")],
            );
        }
    }

    #[test]
    fn dimethyl_sulfoxide_needs_an_activator() {
        let sulfoxide = ("CS(C)=O", "reagent");
        check(
            &step(&[BUTANOL, sulfoxide, ("ClC(=O)C(=O)Cl", "reagent")], "", ""),
            &[(BUTANAL, "usual")],
        );
        check(&step(&[BUTANOL, sulfoxide], "", ""), &[]);
    }

    #[test]
    fn a_product_with_its_alcohol_lowers_it() {
        check(
            &step(
                &[("OCCCSC", "reactant"), ("[Na+].[O-]Cl", "reagent")],
                "OCCCS(C)=O",
                "",
            ),
            &[("CSCCC=O", "lowered")],
        );
    }

    #[test]
    fn not_for_solvents_secondary_alcohols_or_the_aldehyde_as_product() {
        let bleach = ("[Na+].[O-]Cl", "reagent");
        check(&step(&[BUTANOL, bleach], BUTANAL, ""), &[]);
        check(&step(&[("CCO", "solvent"), bleach], "", ""), &[]);
        check(&step(&[("CC(C)O", "reactant"), bleach], "", ""), &[]);
        check(&step(&[BUTANOL, ("[Na+].[Cl-]", "reagent")], "", ""), &[]);
    }
}
