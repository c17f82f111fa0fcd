//! Formation: isocyanate from an amine and a carbonyl source, or by rearrangement.
//!
//! # What it checks
//! A primary amine and phosgene, its substitutes, carbonyldiimidazole or disuccinimidyl carbonate; a carboxylic
//! acid and diphenylphosphoryl azide, or an acid chloride and an azide (Curtius); a primary amide and a
//! hypohalite or N-halo imide with base (Hofmann); all during the same reaction.
//!
//! # Why it matters
//! Isocyanates acylate DNA bases and proteins.
//!
//! # Example
//! A urea made with carbonyldiimidazole; a carbamate by Curtius rearrangement.
//!
//! # Limits of validity
//! Water lowers concern, and so does a carboxylic acid beside carbonyldiimidazole, which it activates first;
//! the order of addition is not known. Phosgene raises it. Amine, alcohol and water consume isocyanates, which
//! the fate says. The Lossen rearrangement and carbamates that split on heating are not foreseen.
//!
//! # References
//! Ashby and Tennant 1991; Robinson 2010.

use super::conditions::has_strong_base;
use super::reagents::{AZIDE_SOURCE, CARBONYL_TRANSFER, CARBOXYLIC_ACID, HALOGENATOR, PHOSGENE};
use super::{Concern, Foreseen, FormationRule, Making, Reaction, Verdict};
use crate::route_view::RouteView;
use crate::structures::Motif;
use concerted_hazard::literature::{ASHBY_TENNANT_1991, ROBINSON_2010};
use concerted_molecule::Molecule;

/// The rule.
pub(crate) const RULE: FormationRule = FormationRule {
    id: "isocyanate",
    name: "Isocyanate from an amine and a carbonyl source, or by rearrangement",
    checks: "A primary amine and phosgene, its substitutes, carbonyldiimidazole or disuccinimidyl carbonate; a carboxylic acid and diphenylphosphoryl azide, or an acid chloride and an azide (Curtius); a primary amide and a hypohalite or N-halo imide with base (Hofmann); all during the same reaction.",
    limits: "Water lowers concern, and so does a carboxylic acid beside carbonyldiimidazole, which it activates first; the order of addition is not known. Phosgene raises it. Amine, alcohol and water consume isocyanates, which the fate says. The Lossen rearrangement and carbamates that split on heating are not foreseen.",
    references: &[ASHBY_TENNANT_1991, ROBINSON_2010],
    foresee,
};

static PRIMARY: Motif = Motif::new("[NX3;H2;!$(N~[!#6;!#1]);!$(N-[#6]=[O,S,N]);!$(N-C#N)][#6]");
static PHOSPHORYL_AZIDE: Motif = Motif::new("[PX4](=[OX1])[NX2]=[NX2+]=[NX1-]");
static ACID_CHLORIDE: Motif = Motif::new("[#6][CX3](=[OX1])Cl");
static PRIMARY_AMIDE: Motif = Motif::new("[#6][CX3](=[OX1])[NX3;H2]");
static CARBONYLATION: Reaction = Reaction::new(
    "[NX3;H2;!$(N~[!#6;!#1]);!$(N-[#6]=[O,S,N]);!$(N-C#N):1][#6:2]>>[NH0:1]([#6:2])=C=O",
);
static FROM_ACID: Reaction =
    Reaction::new("[#6:1][CX3;!$(C([OX2])[OX2])](=[OX1])[OX2H1,OX1-]>>[#6:1]N=C=O");
static FROM_CHLORIDE: Reaction = Reaction::new("[#6:1][CX3](=[OX1])Cl>>[#6:1]N=C=O");
static FROM_AMIDE: Reaction = Reaction::new("[#6:1][CX3](=[OX1])[NX3;H2]>>[#6:1]N=C=O");

/// One way: what is turned, the reagent, the reaction and the concern before water is read.
struct Way {
    motif: &'static Motif,
    reagent: fn(&Molecule) -> bool,
    reaction: &'static Reaction,
    verdict: Verdict,
}

fn ways(making: &Making<'_, '_>) -> Vec<Way> {
    let acid = making.any_charged(|molecule| CARBOXYLIC_ACID.is_in(molecule));
    let rearranged = || Verdict::new(Concern::Raised, "The rearrangement runs over it.");
    let mut ways = vec![
        Way {
            motif: &PRIMARY,
            reagent: |molecule| PHOSGENE.is_in(molecule),
            reaction: &CARBONYLATION,
            verdict: Verdict::new(Concern::Raised, "Phosgene makes it readily."),
        },
        Way {
            motif: &PRIMARY,
            reagent: |molecule| CARBONYL_TRANSFER.is_in(molecule),
            reaction: &CARBONYLATION,
            verdict: Verdict::new(Concern::Usual, "The carbamoyl imidazole or ester splits into it.")
                .less_if(
                    acid,
                    "A carboxylic acid is charged, which the reagent activates first; the order of addition is not known.",
                ),
        },
        Way {
            motif: &CARBOXYLIC_ACID,
            reagent: |molecule| PHOSPHORYL_AZIDE.is_in(molecule),
            reaction: &FROM_ACID,
            verdict: rearranged(),
        },
        Way {
            motif: &ACID_CHLORIDE,
            reagent: |molecule| AZIDE_SOURCE.is_in(molecule),
            reaction: &FROM_CHLORIDE,
            verdict: rearranged(),
        },
    ];
    if has_strong_base(making.view()) {
        ways.push(Way {
            motif: &PRIMARY_AMIDE,
            reagent: |molecule| HALOGENATOR.is_in(molecule),
            reaction: &FROM_AMIDE,
            verdict: rearranged(),
        });
    }
    ways
}

fn foresee(route: &RouteView<'_>, index: usize) -> Vec<Foreseen> {
    let mut making = Making::new(RULE.id, route, index);
    let water = making.view().has_water();
    for way in ways(&making) {
        let verdict = way
            .verdict
            .less_if(water, "Water is present and destroys it.");
        for (reagent, _) in making.charged(way.reagent) {
            for (source, molecule) in making.charged(|molecule| way.motif.is_in(molecule)) {
                let products = way.reaction.products(&[molecule]);
                making.add(products, "an isocyanate", &[source, reagent], &verdict);
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
        verify("isocyanate", body, expected);
    }

    const AMINE: (&str, &str) = ("CCCCN", "reactant");
    const ISOCYANATE: &str = "CCCCN=C=O";
    const TRANSFER: (&str, &str) = ("O=C(n1ccnc1)n1ccnc1", "reagent");

    #[test]
    fn amines_and_carbonyl_sources() {
        check(
            &step(
                &[AMINE, ("O=C(OC(Cl)(Cl)Cl)OC(Cl)(Cl)Cl", "reagent")],
                "",
                "",
            ),
            &[(ISOCYANATE, "raised")],
        );
        check(&step(&[AMINE, TRANSFER], "", ""), &[(ISOCYANATE, "usual")]);
    }

    #[test]
    fn an_acid_or_water_lowers_it() {
        check(
            &step(&[AMINE, TRANSFER, ("OC(=O)c1ccccc1", "reactant")], "", ""),
            &[(ISOCYANATE, "lowered")],
        );
        check(
            &step(&[AMINE, TRANSFER, ("O", "water")], "", ""),
            &[(ISOCYANATE, "lowered")],
        );
    }

    #[test]
    fn rearrangements() {
        check(
            &step(
                &[
                    ("CCCCC(=O)O", "reactant"),
                    ("O=P(N=[N+]=[N-])(Oc1ccccc1)Oc1ccccc1", "reagent"),
                ],
                "",
                "",
            ),
            &[(ISOCYANATE, "raised")],
        );
        check(
            &step(
                &[
                    ("CCCCC(N)=O", "reactant"),
                    ("[Na+].[O-]Cl", "reagent"),
                    ("[Na+].[OH-]", "base"),
                    ("O", "water"),
                ],
                "",
                "",
            ),
            &[(ISOCYANATE, "usual")],
        );
    }

    #[test]
    fn not_for_secondary_amines_or_other_reagents() {
        check(&step(&[("CCNCC", "reactant"), TRANSFER], "", ""), &[]);
        check(&step(&[AMINE, ("CC(=O)Cl", "reagent")], "", ""), &[]);
        check(&step(&[AMINE, TRANSFER], ISOCYANATE, ""), &[]);
        check(
            &step(
                &[("CCCCC(N)=O", "reactant"), ("[Na+].[OH-]", "base")],
                "",
                "",
            ),
            &[],
        );
    }
}
