//! Formation: acid chloride from a carboxylic acid and a chlorinating reagent.
//!
//! # What it checks
//! A carboxylic acid or its salt and thionyl, oxalyl or phosphorus chlorides, phosgene or its substitutes, or a
//! Vilsmeier or Ghosez reagent during the same reaction, where the acid chloride is not the product.
//!
//! # Why it matters
//! Acid chlorides acylate DNA bases and are positive in bacterial tests where they survive the medium.
//!
//! # Example
//! An amide made in one pot through an acid chloride with oxalyl chloride.
//!
//! # Limits of validity
//! Water during the reaction lowers concern, and so does an amine or alcohol in the same vessel, which consumes
//! the chloride; the order of addition is not known, so neither excludes it. How much reagent is left is not
//! known. An aqueous work-up destroys most acid chlorides, which the fate says.
//!
//! # References
//! Ashby and Tennant 1991; Robinson 2010.

use super::reagents::{ALCOHOL, AMINE, CARBOXYLIC_ACID, CHLORINATOR, PHOSGENE};
use super::{Concern, Foreseen, FormationRule, Making, Reaction, Verdict};
use crate::route_view::RouteView;
use concerted_hazard::literature::{ASHBY_TENNANT_1991, ROBINSON_2010};

/// The rule.
pub(crate) const RULE: FormationRule = FormationRule {
    id: "acyl-halide",
    name: "Acid chloride from a carboxylic acid and a chlorinating reagent",
    checks: "A carboxylic acid or its salt and thionyl, oxalyl or phosphorus chlorides, phosgene or its substitutes, or a Vilsmeier or Ghosez reagent during the same reaction, where the acid chloride is not the product.",
    limits: "Water during the reaction lowers concern, and so does an amine or alcohol in the same vessel, which consumes the chloride; the order of addition is not known, so neither excludes it. How much reagent is left is not known. An aqueous work-up destroys most acid chlorides, which the fate says.",
    references: &[ASHBY_TENNANT_1991, ROBINSON_2010],
    foresee,
};

static CHLORIDE: Reaction =
    Reaction::new("[CX3;!$(C([OX2])[OX2]):1](=[OX1:2])[OX2H1,OX1-]>>[C:1](=[O:2])Cl");

fn foresee(route: &RouteView<'_>, index: usize) -> Vec<Foreseen> {
    let mut making = Making::new(RULE.id, route, index);
    let acids = making.charged(|molecule| CARBOXYLIC_ACID.is_in(molecule));
    let reagents =
        making.charged(|molecule| CHLORINATOR.is_in(molecule) || PHOSGENE.is_in(molecule));
    let trapped = making.any_charged(|molecule| AMINE.is_in(molecule) || ALCOHOL.is_in(molecule));
    let verdict = Verdict::new(
        Concern::Usual,
        "It is made on the way where it is not the product.",
    )
    .less_if(
        making.view().has_water(),
        "Water is present and destroys it.",
    )
    .less_if(
        trapped,
        "An amine or alcohol in the same vessel consumes it; the order of addition is not known.",
    );
    for (reagent, _) in &reagents {
        for (acid, molecule) in &acids {
            let products = CHLORIDE.products(&[molecule]);
            making.add(products, "an acid chloride", &[acid, reagent], &verdict);
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
        verify("acyl-halide", body, expected);
    }

    const BENZOIC: (&str, &str) = ("OC(=O)c1ccccc1", "reactant");
    const CHLORIDE: &str = "O=C(Cl)c1ccccc1";

    #[test]
    fn acid_and_reagent() {
        for reagent in ["O=S(Cl)Cl", "ClC(=O)C(=O)Cl", "ClP(Cl)(Cl)=O", "ClC(Cl)=O"] {
            check(
                &step(&[BENZOIC, (reagent, "reagent")], "", ""),
                &[(CHLORIDE, "usual")],
            );
        }
        let salt = ("[Na+].[O-]C(=O)c1ccccc1", "reactant");
        check(
            &step(&[salt, ("O=S(Cl)Cl", "reagent")], "", ""),
            &[(CHLORIDE, "usual")],
        );
    }

    #[test]
    fn amines_and_water_lower_it() {
        let thionyl = ("O=S(Cl)Cl", "reagent");
        check(
            &step(&[BENZOIC, thionyl, ("CCCN", "reactant")], "", ""),
            &[(CHLORIDE, "lowered")],
        );
        check(
            &step(&[BENZOIC, thionyl, ("O", "water")], "", ""),
            &[(CHLORIDE, "lowered")],
        );
        // What comes in with the work-up is a matter of fate.
        check(
            &step(&[BENZOIC, thionyl, ("O", "water, work_up = true")], "", ""),
            &[(CHLORIDE, "usual")],
        );
    }

    #[test]
    fn not_without_reagent_and_not_where_it_is_the_product() {
        let thionyl = ("O=S(Cl)Cl", "reagent");
        check(&step(&[BENZOIC, thionyl], CHLORIDE, ""), &[]);
        check(&step(&[BENZOIC, ("CS(=O)(=O)Cl", "reagent")], "", ""), &[]);
        check(&step(&[("CCOC(C)=O", "reactant"), thionyl], "", ""), &[]);
    }
}
