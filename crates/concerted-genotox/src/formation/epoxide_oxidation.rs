//! Formation: epoxide from an alkene and an oxidant.
//!
//! # What it checks
//! An alkene and a peracid, persulfate, dioxirane or peroxide during the same reaction.
//!
//! # Why it matters
//! Epoxides alkylate DNA; small and terminal ones are carcinogens.
//!
//! # Example
//! A sulfide beside an alkene oxidised with a peracid.
//!
//! # Limits of validity
//! A peroxide without a peracid lowers concern, except for an unsaturated carbonyl compound with a strong base,
//! where it is usual; a peracid hardly attacks such electron-poor alkenes, so concern is lowered there. Enol
//! ethers, enamines and arenes are left out.
//!
//! # References
//! Elder, Snodin and Teasdale 2010; Szekely and others 2015.

use super::conditions::has_strong_base;
use super::reagents::{PERACID, PEROXIDE};
use super::{Concern, Foreseen, FormationRule, Making, Reaction, Verdict};
use crate::route_view::RouteView;
use crate::structures::Motif;
use concerted_hazard::literature::{ELDER_EPOXIDES_2010, SZEKELY_2015};

/// The rule.
pub(crate) const RULE: FormationRule = FormationRule {
    id: "epoxide-oxidation",
    name: "Epoxide from an alkene and an oxidant",
    checks: "An alkene and a peracid, persulfate, dioxirane or peroxide during the same reaction.",
    limits: "A peroxide without a peracid lowers concern, except for an unsaturated carbonyl compound with a strong base, where it is usual; a peracid hardly attacks such electron-poor alkenes, so concern is lowered there. Enol ethers, enamines and arenes are left out.",
    references: &[ELDER_EPOXIDES_2010, SZEKELY_2015],
    foresee,
};

static ALKENE: Motif = Motif::new("[CX3;!$(C=[!#6]);!$(C-[#7,#8,#16])]=[CX3;!$(C-[#7,#8,#16])]");
static POOR: Motif = Motif::new("[CX3]=[CX3][$([CX3]=[OX1]),$(C#N),$([NX3+]),$([SX4]=O)]");
static EPOXIDATION: Reaction =
    Reaction::new("[CX3;!$(C-[#7,#8,#16]):1]=[CX3;!$(C-[#7,#8,#16]):2]>>[C:1]1-O-[C:2]-1");

fn foresee(route: &RouteView<'_>, index: usize) -> Vec<Foreseen> {
    let mut making = Making::new(RULE.id, route, index);
    let base = has_strong_base(making.view());
    for (oxidant, oxidant_molecule) in
        making.charged(|molecule| PERACID.is_in(molecule) || PEROXIDE.is_in(molecule))
    {
        let peracid = PERACID.is_in(oxidant_molecule);
        for (alkene, molecule) in making.charged(|molecule| ALKENE.is_in(molecule)) {
            let poor = POOR.is_in(molecule);
            let verdict = Verdict::new(
                Concern::Usual,
                "The oxidant transfers oxygen to the alkene.",
            )
            .less_if(
                !(peracid || poor && base),
                "A peroxide needs a catalyst for it.",
            )
            .less_if(peracid && poor, "The alkene is poor in electrons.");
            let products = EPOXIDATION.products(&[molecule]);
            making.add(products, "an epoxide", &[alkene, oxidant], &verdict);
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
        verify("epoxide-oxidation", body, expected);
    }

    const ALKENE: (&str, &str) = ("C=CCCCSC", "reactant");
    const EPOXIDE: &str = "CSCCCC1CO1";
    const PERACID: (&str, &str) = ("O=C(OO)c1cccc(Cl)c1", "reagent");

    #[test]
    fn peracid_and_alkene() {
        check(&step(&[ALKENE, PERACID], "", ""), &[(EPOXIDE, "usual")]);
    }

    #[test]
    fn peroxides_and_poor_alkenes_are_lowered() {
        check(
            &step(&[ALKENE, ("OO", "reagent")], "", ""),
            &[(EPOXIDE, "lowered")],
        );
        check(
            &step(&[("CCC=CC(C)=O", "reactant"), PERACID], "", ""),
            &[("CCC1OC1C(C)=O", "lowered")],
        );
        check(
            &step(
                &[
                    ("CCC=CC(C)=O", "reactant"),
                    ("OO", "reagent"),
                    ("[Na+].[OH-]", "base"),
                ],
                "",
                "",
            ),
            &[("CCC1OC1C(C)=O", "usual")],
        );
    }

    #[test]
    fn not_for_arenes_enols_or_without_oxidant() {
        check(&step(&[("Cc1ccccc1", "solvent"), PERACID], "", ""), &[]);
        check(&step(&[("CCOC=C", "reactant"), PERACID], "", ""), &[]);
        check(&step(&[ALKENE, ("CC(=O)O", "solvent")], "", ""), &[]);
        check(&step(&[ALKENE, PERACID], EPOXIDE, ""), &[]);
    }
}
