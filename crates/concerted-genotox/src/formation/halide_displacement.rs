//! Formation: alkyl halide from a sulfonate and a halide ion.
//!
//! # What it checks
//! An alkyl sulfonate, charged or made in the step from an alcohol and a sulfonyl chloride, beside a halide: of
//! the sulfonyl chloride itself, of an amine hydrohalide or of a salt.
//!
//! # Why it matters
//! Alkyl halides are alkylating like the sulfonates, and are easily missed because nobody charged them.
//!
//! # Example
//! A benzyl alcohol mesylated with methanesulfonyl chloride and triethylamine: the benzyl chloride.
//!
//! # Limits of validity
//! Only primary and secondary sulfonates. Concern is usual for benzylic and allylic ones, lowered for others
//! and where the reaction is kept below 10 °C. Where the halide is the product it is left out. Amounts of
//! halide ion are not read.
//!
//! # References
//! Elder, Lipczynski and Teasdale 2008; Robinson 2010.

use super::conditions::{COLD_C, stays_below};
use super::reagents::ALCOHOL;
use super::{Concern, Foreseen, FormationRule, Making, Reaction, Verdict};
use crate::route_view::Present;
use crate::route_view::RouteView;
use crate::structures::Motif;
use concerted_hazard::literature::{ELDER_2008, ROBINSON_2010};
use concerted_molecule::Molecule;

/// The rule.
pub(crate) const RULE: FormationRule = FormationRule {
    id: "halide-displacement",
    name: "Alkyl halide from a sulfonate and a halide ion",
    checks: "An alkyl sulfonate, charged or made in the step from an alcohol and a sulfonyl chloride, beside a halide: of the sulfonyl chloride itself, of an amine hydrohalide or of a salt.",
    limits: "Only primary and secondary sulfonates. Concern is usual for benzylic and allylic ones, lowered for others and where the reaction is kept below 10 °C. Where the halide is the product it is left out. Amounts of halide ion are not read.",
    references: &[ELDER_2008, ROBINSON_2010],
    foresee,
};

static SULFONATE: Motif = Motif::new("[CX4;H1,H2,H3][OX2][SX4](=[OX1])(=[OX1])[#6]");
static SULFONYL_CHLORIDE: Motif = Motif::new("[#6][SX4](=[OX1])(=[OX1])Cl");
static ACTIVATED: Motif = Motif::new("[CX4;H1,H2;$(C[c,$([CX3]=[CX3])])][Cl,Br,I]");
/// A halide that a salt brings, with the reactions that put it on carbon.
struct Halide {
    motif: Motif,
    on_sulfonate: Reaction,
    on_alcohol: Reaction,
}

static HALIDES: [Halide; 3] = [
    Halide {
        motif: Motif::new("[Cl-,ClH1]"),
        on_sulfonate: Reaction::new("[CX4;H1,H2,H3:1][OX2][SX4](=[OX1])(=[OX1])[#6]>>[C:1]Cl"),
        on_alcohol: Reaction::new("[CX4;H1,H2,H3:1][OX2H1]>>[C:1]Cl"),
    },
    Halide {
        motif: Motif::new("[Br-,BrH1]"),
        on_sulfonate: Reaction::new("[CX4;H1,H2,H3:1][OX2][SX4](=[OX1])(=[OX1])[#6]>>[C:1]Br"),
        on_alcohol: Reaction::new("[CX4;H1,H2,H3:1][OX2H1]>>[C:1]Br"),
    },
    Halide {
        motif: Motif::new("[I-,IH1]"),
        on_sulfonate: Reaction::new("[CX4;H1,H2,H3:1][OX2][SX4](=[OX1])(=[OX1])[#6]>>[C:1]I"),
        on_alcohol: Reaction::new("[CX4;H1,H2,H3:1][OX2H1]>>[C:1]I"),
    },
];

fn foresee(route: &RouteView<'_>, index: usize) -> Vec<Foreseen> {
    let mut making = Making::new(RULE.id, route, index);
    let chlorides = making.charged(|molecule| SULFONYL_CHLORIDE.is_in(molecule));
    for (chloride, _) in &chlorides {
        for (alcohol, molecule) in making.charged(|molecule| ALCOHOL.is_in(molecule)) {
            let products = HALIDES[0].on_alcohol.products(&[molecule]);
            note(&mut making, products, &[alcohol, chloride]);
        }
    }
    for halide in &HALIDES {
        for (salt, _) in making.charged(|molecule| halide.motif.is_in(molecule)) {
            for (sulfonate, molecule) in making.charged(|molecule| SULFONATE.is_in(molecule)) {
                let products = halide.on_sulfonate.products(&[molecule]);
                note(&mut making, products, &[sulfonate, salt]);
            }
        }
    }
    making.done()
}

fn note(making: &mut Making<'_, '_>, products: Vec<Molecule>, from: &[&Present<'_>]) {
    let cold = stays_below(making.view(), COLD_C);
    for product in products {
        let verdict = Verdict::new(Concern::Usual, "The halide ion displaces the sulfonate.")
            .less_if(
                !ACTIVATED.is_in(&product),
                "The carbon is neither benzylic nor allylic, so this is slow.",
            )
            .less_if(cold, "The reaction is kept cold, which slows it.");
        making.add(vec![product], "an alkyl halide", from, &verdict);
    }
}

#[cfg(test)]
mod tests {
    use crate::formation::testing::check as verify;
    use crate::formation::testing::step;

    #[track_caller]
    fn check(body: &str, expected: &[(&str, &str)]) {
        verify("halide-displacement", body, expected);
    }

    const BENZYL: (&str, &str) = ("OCc1ccccc1", "reactant");
    const MESYL: (&str, &str) = ("CS(=O)(=O)Cl", "reagent");

    #[test]
    fn benzylic_is_usual_and_others_lowered() {
        check(
            &step(&[BENZYL, MESYL], "CS(=O)(=O)OCc1ccccc1", ""),
            &[("ClCc1ccccc1", "usual")],
        );
        check(
            &step(&[("CCCCO", "reactant"), MESYL], "CCCCOS(C)(=O)=O", ""),
            &[("CCCCCl", "lowered")],
        );
        check(
            &step(&[BENZYL, MESYL], "", "temperature = \"0 degC\""),
            &[("ClCc1ccccc1", "lowered")],
        );
    }

    #[test]
    fn salts_bring_their_halide() {
        let tosylate = ("Cc1ccc(cc1)S(=O)(=O)OCC=C", "reactant");
        check(
            &step(&[tosylate, ("[Na+].[I-]", "catalyst")], "", ""),
            &[("C=CCI", "usual")],
        );
        check(
            &step(&[tosylate, ("CCNCC.Cl", "reactant")], "", ""),
            &[("C=CCCl", "usual")],
        );
    }

    #[test]
    fn not_without_halide_and_not_where_it_is_the_product() {
        check(
            &step(
                &[("CCCCOS(C)(=O)=O", "reactant"), ("CCNCC", "reactant")],
                "",
                "",
            ),
            &[],
        );
        check(&step(&[BENZYL, MESYL], "ClCc1ccccc1", ""), &[]);
        check(&step(&[("Oc1ccccc1", "reactant"), MESYL], "", ""), &[]);
        check(
            &step(&[BENZYL, ("CS(=O)(=O)OS(C)(=O)=O", "reagent")], "", ""),
            &[],
        );
    }
}
