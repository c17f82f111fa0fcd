//! Formation: N-oxide of a pyridine or another azine from an oxidant.
//!
//! # What it checks
//! A six-membered aromatic ring with a free nitrogen and a peracid, persulfate, dioxirane or peroxide during
//! the same reaction.
//!
//! # Why it matters
//! N-oxides of azines carry an alert and are often found where a sulfide or alkene is oxidised beside a
//! pyridine.
//!
//! # Example
//! A sulfide beside a pyridine oxidised with a peracid.
//!
//! # Limits of validity
//! A peroxide without a peracid lowers concern, and so does strong acid, which protonates the nitrogen. A
//! reductant in the work-up takes oxidant away but hardly the N-oxide. How much oxidant is left is not known;
//! aliphatic N-oxides carry no alert.
//!
//! # References
//! ICH M7(R2); Szekely and others 2015.

use super::conditions::{Acidity, acidity};
use super::reagents::{PERACID, PEROXIDE};
use super::{Concern, Foreseen, FormationRule, Making, Reaction, Verdict};
use crate::route_view::RouteView;
use crate::structures::Motif;
use concerted_hazard::literature::{ICH_M7, SZEKELY_2015};

/// The rule.
pub(crate) const RULE: FormationRule = FormationRule {
    id: "aryl-n-oxide",
    name: "N-oxide of a pyridine or another azine from an oxidant",
    checks: "A six-membered aromatic ring with a free nitrogen and a peracid, persulfate, dioxirane or peroxide during the same reaction.",
    limits: "A peroxide without a peracid lowers concern, and so does strong acid, which protonates the nitrogen. A reductant in the work-up takes oxidant away but hardly the N-oxide. How much oxidant is left is not known; aliphatic N-oxides carry no alert.",
    references: &[ICH_M7, SZEKELY_2015],
    foresee,
};

static AZINE: Motif = Motif::new("[n;X2;r6;+0]");
static OXIDE: Reaction = Reaction::new("[n;X2;r6;+0:1]>>[n+1:1][O-]");

fn foresee(route: &RouteView<'_>, index: usize) -> Vec<Foreseen> {
    let mut making = Making::new(RULE.id, route, index);
    let acidic = acidity(making.view()) == Some(Acidity::Acidic);
    for (oxidant, oxidant_molecule) in
        making.charged(|molecule| PERACID.is_in(molecule) || PEROXIDE.is_in(molecule))
    {
        let verdict = Verdict::new(
            Concern::Usual,
            "The oxidant transfers oxygen to the nitrogen.",
        )
        .less_if(
            !PERACID.is_in(oxidant_molecule),
            "A peroxide needs an acid or catalyst that makes it a peracid.",
        )
        .less_if(acidic, "Strong acid protonates the nitrogen.");
        for (azine, molecule) in making.charged(|molecule| AZINE.is_in(molecule)) {
            let products = OXIDE.products(&[molecule]);
            making.add(products, "an N-oxide", &[azine, oxidant], &verdict);
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
        verify("aryl-n-oxide", body, expected);
    }

    const PYRIDINE: (&str, &str) = ("CSCc1ccncc1", "reactant, equivalents = 1.0");
    const OXIDE: &str = "CSCc1cc[n+]([O-])cc1";
    const PERACID: (&str, &str) = ("O=C(OO)c1cccc(Cl)c1", "reagent");

    #[test]
    fn peracids_and_peroxides() {
        check(
            &step(&[PYRIDINE, PERACID], "CS(=O)Cc1ccncc1", ""),
            &[(OXIDE, "usual")],
        );
        check(
            &step(&[PYRIDINE, ("OO", "reagent")], "", ""),
            &[(OXIDE, "lowered")],
        );
    }

    #[test]
    fn strong_acid_lowers_it() {
        check(
            &step(
                &[
                    PYRIDINE,
                    PERACID,
                    ("CS(=O)(=O)O", "acid, equivalents = 1.5"),
                ],
                "",
                "",
            ),
            &[(OXIDE, "lowered")],
        );
    }

    #[test]
    fn not_for_azoles_amines_or_without_oxidant() {
        check(&step(&[("c1c[nH]cn1", "reactant"), PERACID], "", ""), &[]);
        check(&step(&[("CCN(CC)CC", "reactant"), PERACID], "", ""), &[]);
        check(&step(&[PYRIDINE, ("CC(=O)O", "solvent")], "", ""), &[]);
        check(&step(&[PYRIDINE, PERACID], OXIDE, ""), &[]);
    }
}
