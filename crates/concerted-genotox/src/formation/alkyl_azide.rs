//! Formation: organic azide from an azide and an alkylating group or epoxide.
//!
//! # What it checks
//! Sodium or another azide salt or a silyl azide, and a primary or secondary alkyl halide or sulfonate or an
//! epoxide, in the same step; dichloromethane as a solvent too; and alkylating reactants of earlier steps that
//! lead to the step, as residues.
//!
//! # Why it matters
//! Organic azides are mutagens in bacteria; the azidomethyl biphenyls of the sartans came from azide and a
//! bromomethyl residue.
//!
//! # Example
//! Tetrazole formation with sodium azide after an alkylation with a bromomethylbiphenyl.
//!
//! # Limits of validity
//! Concern is lowered for chlorinated solvents and for residues of earlier steps, in water-free cold, and where
//! the azide is the product it is left out. That azide is left over for later steps, and hydrazoic acid, are
//! not foreseen. Rates are not known.
//!
//! # References
//! Conrow and Dean 2008; Robinson 2010.

use super::conditions::{COLD_C, stays_below};
use super::reagents::AZIDE_SOURCE;
use super::{Concern, Foreseen, FormationRule, Making, Reaction, Verdict};
use crate::route_view::RouteView;
use crate::structures::Motif;
use concerted_hazard::literature::{CONROW_DEAN_2008, ROBINSON_2010};
use concerted_model::route::InputRole;

/// The rule.
pub(crate) const RULE: FormationRule = FormationRule {
    id: "alkyl-azide",
    name: "Organic azide from an azide and an alkylating group or epoxide",
    checks: "Sodium or another azide salt or a silyl azide, and a primary or secondary alkyl halide or sulfonate or an epoxide, in the same step; dichloromethane as a solvent too; and alkylating reactants of earlier steps that lead to the step, as residues.",
    limits: "Concern is lowered for chlorinated solvents and for residues of earlier steps, in water-free cold, and where the azide is the product it is left out. That azide is left over for later steps, and hydrazoic acid, are not foreseen. Rates are not known.",
    references: &[CONROW_DEAN_2008, ROBINSON_2010],
    foresee,
};

static ALKYLATING: Motif = Motif::new("[CX4;H1,H2,H3][Cl,Br,I,$([OX2][SX4](=O)(=O)[#6])]");
static EPOXIDE: Motif = Motif::new("[CX4]1[OX2][CX4]1");
static SUBSTITUTION: Reaction =
    Reaction::new("[CX4;H1,H2,H3:1][Cl,Br,I,$([OX2][SX4](=O)(=O)[#6])]>>[C:1][NX2]=[N+]=[N-]");
static OPENING: Reaction =
    Reaction::new("[CX4:1]1[OX2:2][CX4:3]1>>[OH1:2][C:1][C:3][NX2]=[N+]=[N-]");

fn foresee(route: &RouteView<'_>, index: usize) -> Vec<Foreseen> {
    let mut making = Making::new(RULE.id, route, index);
    for (azide, _) in making.charged(|molecule| AZIDE_SOURCE.is_in(molecule)) {
        for (partner, molecule) in
            making.charged(|molecule| ALKYLATING.is_in(molecule) || EPOXIDE.is_in(molecule))
        {
            let verdict = Verdict::new(Concern::Raised, "Azide is a strong nucleophile.").less_if(
                stays_below(making.view(), COLD_C),
                "The reaction is kept cold, which slows it.",
            );
            let solvent = partner.role == Some(InputRole::Solvent);
            let verdict = if solvent {
                Verdict::new(
                    Concern::Lowered,
                    "A chlorinated solvent reacts slowly; diazidomethane, which can form besides, is explosive.",
                )
            } else {
                verdict
            };
            let mut products = SUBSTITUTION.products(&[molecule]);
            products.extend(OPENING.products(&[molecule]));
            making.add(products, "an organic azide", &[partner, azide], &verdict);
        }
        for partner in route.earlier(index, InputRole::Reactant) {
            let Some(molecule) = partner
                .molecule
                .filter(|molecule| ALKYLATING.is_in(molecule))
            else {
                continue;
            };
            let verdict = Verdict::new(
                Concern::Lowered,
                "It was charged in an earlier step and reaches this one only as a residue.",
            );
            let products = SUBSTITUTION.products(&[molecule]);
            making.add(products, "an organic azide", &[partner, azide], &verdict);
        }
    }
    making.done()
}

#[cfg(test)]
mod tests {
    use crate::formation::testing::check as verify;
    use crate::formation::testing::{route, step};

    #[track_caller]
    fn check(body: &str, expected: &[(&str, &str)]) {
        verify("alkyl-azide", body, expected);
    }

    const AZIDE: (&str, &str) = ("[Na+].[N-]=[N+]=[N-]", "reagent");
    const CYANOBENZYL: &str = "N#Cc1ccccc1CBr";

    #[test]
    fn alkylating_groups_and_epoxides() {
        check(
            &step(&[("CCCCBr", "reactant"), AZIDE], "", ""),
            &[("CCCCN=[N+]=[N-]", "raised")],
        );
        check(
            &step(
                &[
                    ("CCCCOS(C)(=O)=O", "reactant"),
                    ("C[Si](C)(C)N=[N+]=[N-]", "reagent"),
                ],
                "",
                "",
            ),
            &[("CCCCN=[N+]=[N-]", "raised")],
        );
        check(
            &step(
                &[("C1CO1", "reactant"), AZIDE],
                "",
                "temperature = \"0 degC\"",
            ),
            &[("[N-]=[N+]=NCCO", "usual")],
        );
    }

    #[test]
    fn residues_of_earlier_steps_and_solvents_are_lowered() {
        check(
            &route(&[
                (
                    &[(CYANOBENZYL, "reactant"), ("CCCCO", "reactant")],
                    "CCCCOCc1ccccc1C#N",
                    "",
                ),
                (&[("^", "reactant"), AZIDE], "CCCCOCc1ccccc1-c1nnn[nH]1", ""),
            ]),
            &[("N#Cc1ccccc1CN=[N+]=[N-]", "lowered")],
        );
        check(
            &step(
                &[("CCCC#N", "reactant"), AZIDE, ("ClCCl", "solvent")],
                "",
                "",
            ),
            &[("[N-]=[N+]=NCCl", "lowered")],
        );
    }

    #[test]
    fn not_without_azide_or_where_it_is_the_product() {
        check(
            &step(
                &[("CCCCBr", "reactant"), ("[Na+].[Cl-]", "reagent")],
                "",
                "",
            ),
            &[],
        );
        check(
            &step(&[("CCCCBr", "reactant"), AZIDE], "CCCCN=[N+]=[N-]", ""),
            &[],
        );
        check(&step(&[("Brc1ccccc1", "reactant"), AZIDE], "", ""), &[]);
        check(&step(&[("CC(C)(C)Br", "reactant"), AZIDE], "", ""), &[]);
    }
}
