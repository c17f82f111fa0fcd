//! Formation: aziridine from a beta-halo amine or its sulfonate.
//!
//! # What it checks
//! An amine with N–H and a halogen or sulfonate two carbons away, and a base, in the same step.
//!
//! # Why it matters
//! Aziridines alkylate DNA; the halo amines themselves are mustards.
//!
//! # Example
//! 2-Chloroethylamine hydrochloride set free with sodium hydroxide before an alkylation.
//!
//! # Limits of validity
//! It does not apply without a base, to amides and anilines, or where acid is left over. A strong base raises
//! concern, an amine base is usual, cold lowers it. Tertiary halo amines close to aziridinium ions, which are
//! judged as the halo amine.
//!
//! # References
//! Ashby and Tennant 1991; Robinson 2010.

use super::conditions::{Acidity, acidity, base_verdict};
use super::{Foreseen, FormationRule, Making, Reaction};
use crate::route_view::RouteView;
use crate::structures::Motif;
use concerted_hazard::literature::{ASHBY_TENNANT_1991, ROBINSON_2010};

/// The rule.
pub(crate) const RULE: FormationRule = FormationRule {
    id: "aziridine",
    name: "Aziridine from a beta-halo amine or its sulfonate",
    checks: "An amine with N–H and a halogen or sulfonate two carbons away, and a base, in the same step.",
    limits: "It does not apply without a base, to amides and anilines, or where acid is left over. A strong base raises concern, an amine base is usual, cold lowers it. Tertiary halo amines close to aziridinium ions, which are judged as the halo amine.",
    references: &[ASHBY_TENNANT_1991, ROBINSON_2010],
    foresee,
};

static HALO_AMINE: Motif = Motif::new(
    "[NX3;H1,H2;!$(N~[!#6;!#1]);!$(N-[#6]=[O,S,N]);!$(N-a)][CX4][CX4][Cl,Br,I,$([OX2][SX4](=O)(=O))]",
);
static CLOSURE: Reaction = Reaction::new(
    "[NX3;H2;!$(N~[!#6;!#1]):1][CX4:2][CX4:3][Cl,Br,I,$([OX2][SX4](=O)(=O))]>>[NH1:1]1[C:2][C:3]1",
);
static SECONDARY_CLOSURE: Reaction = Reaction::new(
    "[NX3;H1;!$(N~[!#6;!#1]);!$(N-[#6]=[O,S,N]);!$(N-a):1][CX4:2][CX4:3][Cl,Br,I,$([OX2][SX4](=O)(=O))]>>[NH0:1]1[C:2][C:3]1",
);

fn foresee(route: &RouteView<'_>, index: usize) -> Vec<Foreseen> {
    let mut making = Making::new(RULE.id, route, index);
    let Some(verdict) = base_verdict(making.view()) else {
        return Vec::new();
    };
    if acidity(making.view()) == Some(Acidity::Acidic) {
        return Vec::new();
    }
    for (amine, molecule) in making.charged(|molecule| HALO_AMINE.is_in(molecule)) {
        let mut products = CLOSURE.products(&[molecule]);
        products.extend(SECONDARY_CLOSURE.products(&[molecule]));
        making.add(products, "an aziridine", &[amine], &verdict);
    }
    making.done()
}

#[cfg(test)]
mod tests {
    use crate::formation::testing::check as verify;
    use crate::formation::testing::step;

    #[track_caller]
    fn check(body: &str, expected: &[(&str, &str)]) {
        verify("aziridine", body, expected);
    }

    const HYDROXIDE: (&str, &str) = ("[Na+].[OH-]", "base, equivalents = 2.2");

    #[test]
    fn base_closes_the_ring() {
        check(
            &step(&[("NCCCl.Cl", "reactant"), HYDROXIDE], "", ""),
            &[("C1CN1", "raised")],
        );
        check(
            &step(&[("CNCCBr", "reactant"), ("CCN(CC)CC", "base")], "", ""),
            &[("CN1CC1", "usual")],
        );
        check(
            &step(
                &[("NCCOS(C)(=O)=O", "reactant"), HYDROXIDE],
                "",
                "temperature = \"0 degC\"",
            ),
            &[("C1CN1", "usual")],
        );
    }

    #[test]
    fn a_salt_written_with_charges_is_an_amine() {
        check(
            &step(&[("[NH3+]CCCl.[Cl-]", "reactant"), HYDROXIDE], "", ""),
            &[("C1CN1", "raised")],
        );
    }

    #[test]
    fn not_without_base_and_not_for_amides_or_longer_chains() {
        check(&step(&[("NCCCl.Cl", "reactant")], "", ""), &[]);
        check(
            &step(&[("CC(=O)NCCCl", "reactant"), HYDROXIDE], "", ""),
            &[],
        );
        check(&step(&[("NCCCCl", "reactant"), HYDROXIDE], "", ""), &[]);
        check(&step(&[("CN(C)CCCl", "reactant"), HYDROXIDE], "", ""), &[]);
    }
}
