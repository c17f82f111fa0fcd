//! Formation: alkyl sulfonate or halide from a small ester, orthoester or acetal and a strong acid.
//!
//! # What it checks
//! A free sulfonic acid, hydrogen chloride, bromide or iodide, and a small ester (ethyl, isopropyl or butyl
//! acetate, dialkyl carbonates), orthoester or acetal of a primary or secondary alcohol (or methanol) in the
//! same step, as reagent, solvent or wash. It reads the acid–base balance: acid that a base takes up cleaves
//! nothing.
//!
//! # Why it matters
//! Acid sets the alcohol of such a solvent free, and the alcohol alkylates through its sulfonate or halide. To
//! put an ester in the place of an alcohol does not remove the impurity as long as the acid is free.
//!
//! # Example
//! A mesylate salt made in ethyl acetate with an excess of methanesulfonic acid: ethyl mesylate.
//!
//! # Limits of validity
//! No rates. The alkyl group comes off in two slow steps, so an ester counts one level below the alcohol; 60 °C
//! and more raise concern. Orthoesters and acetals give their alcohol at once. Hydrogen chloride below 60 °C
//! counts one level less. Reactants, lactones, tertiary alkyl groups and larger molecules are left out. That
//! esters behave so is deduced from the alcohols, of which alone measurements were read.
//!
//! # References
//! Teasdale and others 2009; Elder, Lipczynski and Teasdale 2008; Snodin 2019.

use super::conditions::{HOT_C, acid_verdict, reaches, stays_below};
use super::{Foreseen, FormationRule, Making, Reaction, Verdict};
use crate::balance::{basic_groups, is_free_acid};
use crate::route_view::{Present, RouteView};
use crate::structures::Motif;
use concerted_hazard::literature::{ELDER_2008, SNODIN_2019, TEASDALE_2009};
use concerted_model::route::InputRole;
use concerted_molecule::Molecule;

/// The rule.
pub(crate) const RULE: FormationRule = FormationRule {
    id: "ester-acidolysis",
    name: "Alkyl sulfonate or halide from a small ester, orthoester or acetal and a strong acid",
    checks: "A free sulfonic acid, hydrogen chloride, bromide or iodide, and a small ester, dialkyl carbonate, orthoester or acetal of a primary or secondary alcohol in the same step, as reagent, solvent or wash.",
    limits: "Acid that a base takes up cleaves nothing. An ester counts one level below the alcohol, 60 °C and more raise concern, water and a reaction below 10 °C lower it, and hydrogen chloride below 60 °C counts one level less. No rates; reactants, lactones, tertiary alkyl groups and larger molecules are left out. Deduced from what is known of the alcohols.",
    references: &[ELDER_2008, SNODIN_2019, TEASDALE_2009],
    foresee,
};

/// Heavy atoms of the largest solvent or reagent of this kind; larger esters are substrates.
const LARGEST: usize = 12;

static ESTER: Motif = Motif::new("[CX4;H1,H2,H3;!R][OX2;!R][CX3]=[OX1]");
static ACETAL: Motif = Motif::new("[CX4;H1,H2,H3;!R][OX2;!R][CX4;!R][OX2;!R][CX4;H1,H2,H3;!R]");
static SULFONIC_ACID: Motif = Motif::new("[SX4](=[OX1])(=[OX1])([#6])[OX2H1]");
/// The alkyl group loses its oxygen with what hangs on it: an acyl group, or the carbon of an acetal.
static SULFONATE: Reaction = Reaction::new(
    "[CX4;H1,H2,H3;!R:1][OX2;!R:2][$([CX3]=[OX1]),$([CX4;!R]([OX2;!R])[OX2;!R])].[SX4:3](=[OX1:4])(=[OX1:5])([#6:6])[OX2H1]>>[C:1][O:2][S:3](=[O:4])(=[O:5])[#6:6]",
);

/// One hydrogen halide and what it makes of the alkyl group.
struct Halogen {
    acid: Motif,
    weak: bool,
    reaction: Reaction,
}

static HALOGENS: [Halogen; 3] = [
    Halogen {
        acid: Motif::new("[ClH1]"),
        weak: true,
        reaction: Reaction::new(
            "[CX4;H1,H2,H3;!R:1][OX2;!R][$([CX3]=[OX1]),$([CX4;!R]([OX2;!R])[OX2;!R])]>>[C:1]Cl",
        ),
    },
    Halogen {
        acid: Motif::new("[BrH1]"),
        weak: false,
        reaction: Reaction::new(
            "[CX4;H1,H2,H3;!R:1][OX2;!R][$([CX3]=[OX1]),$([CX4;!R]([OX2;!R])[OX2;!R])]>>[C:1]Br",
        ),
    },
    Halogen {
        acid: Motif::new("[IH1]"),
        weak: false,
        reaction: Reaction::new(
            "[CX4;H1,H2,H3;!R:1][OX2;!R][$([CX3]=[OX1]),$([CX4;!R]([OX2;!R])[OX2;!R])]>>[C:1]I",
        ),
    },
];

fn foresee(route: &RouteView<'_>, index: usize) -> Vec<Foreseen> {
    let mut making = Making::new(RULE.id, route, index);
    // What the step turns over is judged by its product, and esters of a size to be substrates are not cleaved by
    // a salt formation.
    let mut sources = making.with(|molecule| {
        molecule.heavy_atom_count() <= LARGEST && (ESTER.is_in(molecule) || ACETAL.is_in(molecule))
    });
    sources.retain(|(present, _)| present.role != Some(InputRole::Reactant));
    if sources.is_empty() {
        return Vec::new();
    }
    for (acid, acid_molecule) in
        making.with(|molecule| SULFONIC_ACID.is_in(molecule) && is_free_acid(molecule))
    {
        for (source, molecule) in &sources {
            let products = SULFONATE.products(&[molecule, acid_molecule]);
            add(
                &mut making,
                products,
                "an alkyl sulfonate",
                (source, molecule),
                (acid, false),
            );
        }
    }
    for halogen in &HALOGENS {
        for (acid, _) in
            making.with(|molecule| halogen.acid.count(molecule) > basic_groups(molecule))
        {
            for (source, molecule) in &sources {
                let products = halogen.reaction.products(&[molecule]);
                let by = (acid, halogen.weak);
                add(
                    &mut making,
                    products,
                    "an alkyl halide",
                    (source, molecule),
                    by,
                );
            }
        }
    }
    making.done()
}

/// Notes the products of one source with one acid, which may be a weak one at this.
fn add(
    making: &mut Making<'_, '_>,
    products: Vec<Molecule>,
    what: &str,
    (source, molecule): (&Present<'_>, &Molecule),
    (acid, weak): (&Present<'_>, bool),
) {
    let verdict = acid_verdict(making.view());
    if verdict.is_neutralised() {
        return;
    }
    let verdict: Verdict = verdict
        .less_if(
            !ACETAL.is_in(molecule),
            "The alkyl group has to come off an ester first, which is slow.",
        )
        .less_if(
            weak && stays_below(making.view(), HOT_C),
            "Hydrogen chloride cleaves esters hardly below 60 °C.",
        )
        .more_if(
            reaches(making.view(), HOT_C),
            "The reaction reaches 60 °C, which speeds it.",
        );
    making.add(products, what, &[source, acid], &verdict);
}

#[cfg(test)]
mod tests {
    use crate::formation::testing::{check as verify, step};

    const BASE: (&str, &str) = ("CCCCN(C)C", "reactant");
    const MSA: (&str, &str) = ("CS(=O)(=O)O", "acid, equivalents = 1.2");

    #[track_caller]
    fn check(inputs: &[(&str, &str)], conditions: &str, expected: &[(&str, &str)]) {
        let mut all = vec![BASE];
        all.extend(inputs);
        verify("ester-acidolysis", &step(&all, "", conditions), expected);
    }

    #[test]
    fn an_excess_of_sulfonic_acid_takes_the_alkyl_group_of_an_ester() {
        for (solvent, ester) in [
            ("CCOC(C)=O", "CCOS(C)(=O)=O"),
            ("CC(C)OC(C)=O", "CC(C)OS(C)(=O)=O"),
            ("CCCCOC(C)=O", "CCCCOS(C)(=O)=O"),
            ("COC(=O)OC", "COS(C)(=O)=O"),
        ] {
            check(&[MSA, (solvent, "solvent")], "", &[(ester, "usual")]);
        }
    }

    #[test]
    fn heat_raises_and_cold_water_and_unknown_amounts_lower() {
        let ethyl = ("CCOC(C)=O", "solvent");
        let case = |inputs: &[(&str, &str)], conditions: &str, word: &str| {
            check(inputs, conditions, &[("CCOS(C)(=O)=O", word)]);
        };
        case(&[MSA, ethyl], "temperature = \"65 degC\"", "raised");
        case(&[MSA, ethyl], "temperature = \"5 degC\"", "lowered");
        case(&[MSA, ethyl, ("O", "water")], "", "lowered");
        case(&[("CS(=O)(=O)O", "acid"), ethyl], "", "lowered");
    }

    #[test]
    fn orthoesters_and_acetals_give_their_alcohol_at_once() {
        let methyl = [("COS(C)(=O)=O", "raised")];
        check(&[MSA, ("COC(OC)OC", "reagent")], "", &methyl);
        check(&[MSA, ("COC(C)(C)OC", "reagent")], "", &methyl);
    }

    #[test]
    fn halides_follow_the_acid() {
        let ethyl = ("CCOC(C)=O", "solvent");
        let case = |acid: &str, conditions: &str, expected: (&str, &str)| {
            check(
                &[(acid, "acid, equivalents = 1.2"), ethyl],
                conditions,
                &[expected],
            );
        };
        case("Br", "temperature = \"25 degC\"", ("CCBr", "usual"));
        case("I", "temperature = \"25 degC\"", ("CCI", "usual"));
        case("Cl", "temperature = \"25 degC\"", ("CCCl", "lowered"));
        case("Cl", "temperature = \"70 degC\"", ("CCCl", "raised"));
    }

    #[test]
    fn neutralised_acid_lactones_tertiary_groups_and_reactants_are_left_out() {
        let mild = ("CS(=O)(=O)O", "acid, equivalents = 1.0");
        check(&[mild, ("CCOC(C)=O", "solvent")], "", &[]);
        check(&[MSA, ("O=C1CCCO1", "solvent")], "", &[]);
        check(&[MSA, ("CC(=O)OC(C)(C)C", "solvent")], "", &[]);
        check(&[MSA, ("CCOC(C)=O", "reactant")], "", &[]);
        check(&[MSA, ("CCOCC", "solvent")], "", &[]);
        check(&[("CC(=O)O", "acid"), ("CCOC(C)=O", "solvent")], "", &[]);
        check(&[MSA, ("CCCCCCCCCCCCOC(C)=O", "reagent")], "", &[]);
    }
}
