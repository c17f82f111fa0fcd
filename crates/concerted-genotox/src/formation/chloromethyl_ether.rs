//! Formation: halomethyl ethers from formaldehyde, hydrogen halide and an alcohol.
//!
//! # What it checks
//! Formaldehyde or a source of it beside hydrogen chloride or bromide, free or made from a halide and strong
//! acid, during the same reaction: the bis(halomethyl) ether, and with a primary or secondary alcohol its
//! halomethyl ether.
//!
//! # Why it matters
//! Bis(chloromethyl) ether and chloromethyl methyl ether are human carcinogens.
//!
//! # Example
//! A Pictet–Spengler or Mannich reaction with paraformaldehyde and hydrochloric acid in methanol.
//!
//! # Limits of validity
//! Water lowers concern but does not exclude it: traces form in moist air, and what is not dissolved in water
//! is destroyed slowly. Where base is left over concern is lowered too. Amines take up formaldehyde; that is
//! not read.
//!
//! # References
//! Frankel and others 1974; Robinson 2010.

use super::conditions::{Acidity, acidity, has_strong_acid};
use super::reagents::{ALCOHOL, HYDROGEN_HALIDE, is_formaldehyde_source};
use super::{Concern, Foreseen, FormationRule, Making, Reaction, Verdict};
use crate::balance::basic_groups;
use crate::route_view::RouteView;
use crate::structures::Motif;
use concerted_hazard::literature::{FRANKEL_1974, ROBINSON_2010};
use concerted_molecule::Molecule;

/// The rule.
pub(crate) const RULE: FormationRule = FormationRule {
    id: "chloromethyl-ether",
    name: "Halomethyl ethers from formaldehyde, hydrogen halide and an alcohol",
    checks: "Formaldehyde or a source of it beside hydrogen chloride or bromide, free or made from a halide and strong acid, during the same reaction: the bis(halomethyl) ether, and with a primary or secondary alcohol its halomethyl ether.",
    limits: "Water lowers concern but does not exclude it: traces form in moist air, and what is not dissolved in water is destroyed slowly. Where base is left over concern is lowered too. Amines take up formaldehyde; that is not read.",
    references: &[FRANKEL_1974, ROBINSON_2010],
    foresee,
};

/// One halogen: its acid, its ion, the symmetric ether and the ether of an alcohol.
struct Halogen {
    acid: Motif,
    ion: Motif,
    symmetric: &'static str,
    mixed: Reaction,
}

static HALOGENS: [Halogen; 2] = [
    Halogen {
        acid: Motif::new("[ClH1]"),
        ion: Motif::new("[Cl-]"),
        symmetric: "ClCOCCl",
        mixed: Reaction::new("[CX4;H1,H2,H3:1][OX2H1:2]>>[C:1][OH0:2]CCl"),
    },
    Halogen {
        acid: Motif::new("[BrH1]"),
        ion: Motif::new("[Br-]"),
        symmetric: "BrCOCBr",
        mixed: Reaction::new("[CX4;H1,H2,H3:1][OX2H1:2]>>[C:1][OH0:2]CBr"),
    },
];

fn foresee(route: &RouteView<'_>, index: usize) -> Vec<Foreseen> {
    let mut making = Making::new(RULE.id, route, index);
    let view = making.view();
    let sources = making.charged(is_formaldehyde_source);
    if sources.is_empty() {
        return Vec::new();
    }
    let strong_acid = has_strong_acid(view);
    let verdict = Verdict::new(
        Concern::Raised,
        "Formaldehyde and hydrogen halide are in equilibrium with it.",
    )
    .less_if(view.has_water(), "Water is present and destroys it.")
    .less_if(
        acidity(view) == Some(Acidity::Basic),
        "More base than acid is charged, which works against it.",
    );
    for halogen in &HALOGENS {
        // The hydrogen halide of an amine salt counts too: the amine is protonated, the halide is there.
        let halides = making.charged(|molecule| {
            let free = halogen.acid.count(molecule) > basic_groups(molecule);
            let bound = halogen.acid.is_in(molecule) || halogen.ion.is_in(molecule);
            free || (strong_acid && bound && !HYDROGEN_HALIDE.is_in(molecule))
        });
        for (halide, _) in &halides {
            for (source, _) in &sources {
                let ether = Molecule::parse(halogen.symmetric)
                    .expect("the ethers of this table are structures");
                making.add(
                    vec![ether],
                    "a bis(halomethyl) ether",
                    &[source, halide],
                    &verdict,
                );
                for (alcohol, molecule) in making.charged(|molecule| {
                    ALCOHOL.is_in(molecule) && !is_formaldehyde_source(molecule)
                }) {
                    let products = halogen.mixed.products(&[molecule]);
                    let from = [alcohol, *source, *halide];
                    making.add(products, "a halomethyl ether", &from, &verdict);
                }
            }
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
        verify("chloromethyl-ether", body, expected);
    }

    const FORMALDEHYDE: (&str, &str) = ("C=O", "reactant");
    const ACID: (&str, &str) = ("Cl", "acid");

    #[test]
    fn formaldehyde_and_hydrogen_chloride() {
        check(
            &step(&[FORMALDEHYDE, ACID], "", ""),
            &[("ClCOCCl", "raised")],
        );
        check(
            &step(&[FORMALDEHYDE, ACID, ("CO", "solvent")], "", ""),
            &[("COCCl", "raised"), ("ClCOCCl", "raised")],
        );
        check(
            &step(
                &[
                    FORMALDEHYDE,
                    ("[Na+].[Cl-]", "reagent"),
                    ("OS(=O)(=O)O", "acid"),
                ],
                "",
                "",
            ),
            &[("ClCOCCl", "raised")],
        );
    }

    #[test]
    fn water_and_base_lower_it() {
        check(
            &step(&[FORMALDEHYDE, ACID, ("O", "water")], "", ""),
            &[("ClCOCCl", "usual")],
        );
        check(
            &step(&[FORMALDEHYDE, ACID, ("O", "water")], "", "ph = 10"),
            &[("ClCOCCl", "lowered")],
        );
    }

    #[test]
    fn not_without_halide_or_formaldehyde() {
        check(&step(&[FORMALDEHYDE, ("OS(=O)(=O)O", "acid")], "", ""), &[]);
        check(&step(&[("CC=O", "reactant"), ACID], "", ""), &[]);
        check(&step(&[FORMALDEHYDE, ("CCN.Cl", "reactant")], "", ""), &[]);
    }
}
