//! Formation: dialkylcarbamoyl chloride from a formamide or amine and a chlorinating reagent.
//!
//! # What it checks
//! A dialkylformamide, as solvent or catalyst, and thionyl, oxalyl or phosphorus chlorides or phosgene and its
//! substitutes during the same reaction; a secondary or tertiary amine and phosgene or its substitutes.
//!
//! # Why it matters
//! Dimethylcarbamoyl chloride is a carcinogen; it forms in traces where dimethylformamide catalyses the making
//! of an acid chloride.
//!
//! # Example
//! An acid chloride made with oxalyl chloride and a catalytic amount of dimethylformamide.
//!
//! # Limits of validity
//! Water during the reaction lowers concern. Tertiary amines lose a group first, so concern is lowered for
//! them. Water in the work-up destroys it within minutes, which the fate says; acid chlorides isolated without
//! water keep it.
//!
//! # References
//! Stare and others 2009; Robinson 2010.

use super::reagents::{CHLORINATOR, PHOSGENE};
use super::{Concern, Foreseen, FormationRule, Making, Reaction, Verdict};
use crate::route_view::RouteView;
use crate::structures::Motif;
use concerted_hazard::literature::{ROBINSON_2010, STARE_2009};

/// The rule.
pub(crate) const RULE: FormationRule = FormationRule {
    id: "carbamoyl-chloride",
    name: "Dialkylcarbamoyl chloride from a formamide or amine and a chlorinating reagent",
    checks: "A dialkylformamide, as solvent or catalyst, and thionyl, oxalyl or phosphorus chlorides or phosgene and its substitutes during the same reaction; a secondary or tertiary amine and phosgene or its substitutes.",
    limits: "Water during the reaction lowers concern. Tertiary amines lose a group first, so concern is lowered for them. Water in the work-up destroys it within minutes, which the fate says; acid chlorides isolated without water keep it.",
    references: &[ROBINSON_2010, STARE_2009],
    foresee,
};

static FORMAMIDE: Motif = Motif::new("[NX3]([CX4])([CX4])[CX3;H1]=[OX1]");
static SECONDARY: Motif = Motif::new("[NX3;H1;!$(N~[!#6;!#1]);!$(N-[#6]=[O,S,N])]([CX4])[CX4]");
static TERTIARY: Motif = Motif::new("[NX3;H0]([CX4])([CX4])[CX4;!R;H1,H2,H3]");
static FROM_FORMAMIDE: Reaction = Reaction::new(
    "[NX3:1]([CX4:2])([CX4:3])[CX3;H1:4]=[OX1:5]>>[N:1]([C:2])([C:3])[CH0:4](=[O:5])Cl",
);
static FROM_SECONDARY: Reaction = Reaction::new(
    "[NX3;H1;!$(N~[!#6;!#1]);!$(N-[#6]=[O,S,N]):1]([CX4:2])[CX4:3]>>[NH0:1]([C:2])([C:3])C(=O)Cl",
);
static FROM_TERTIARY: Reaction =
    Reaction::new("[NX3;H0:1]([CX4:2])([CX4:3])[CX4;!R;H1,H2,H3]>>[N:1]([C:2])([C:3])C(=O)Cl");

fn foresee(route: &RouteView<'_>, index: usize) -> Vec<Foreseen> {
    let mut making = Making::new(RULE.id, route, index);
    let cases = [
        (&FORMAMIDE, &FROM_FORMAMIDE, Concern::Usual, false),
        (&SECONDARY, &FROM_SECONDARY, Concern::Raised, true),
        (&TERTIARY, &FROM_TERTIARY, Concern::Lowered, true),
    ];
    for (reagent, reagent_molecule) in
        making.charged(|molecule| CHLORINATOR.is_in(molecule) || PHOSGENE.is_in(molecule))
    {
        let carbonyl = PHOSGENE.is_in(reagent_molecule);
        for (motif, reaction, concern, needs_carbonyl) in &cases {
            if *needs_carbonyl && !carbonyl {
                continue;
            }
            let why = "It forms in traces beside the reaction meant.";
            let verdict = Verdict::new(*concern, why).less_if(
                making.view().has_water(),
                "Water is present and destroys it.",
            );
            for (amine, molecule) in making.charged(|molecule| motif.is_in(molecule)) {
                let products = reaction.products(&[molecule]);
                making.add(
                    products,
                    "a carbamoyl chloride",
                    &[amine, reagent],
                    &verdict,
                );
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
        verify("carbamoyl-chloride", body, expected);
    }

    const DIMETHYL: &str = "CN(C)C(=O)Cl";

    #[test]
    fn dimethylformamide_as_catalyst() {
        for reagent in ["O=S(Cl)Cl", "ClC(=O)C(=O)Cl", "ClP(Cl)(Cl)=O"] {
            check(
                &step(&[(reagent, "reagent"), ("CN(C)C=O", "catalyst")], "", ""),
                &[(DIMETHYL, "usual")],
            );
        }
    }

    #[test]
    fn amines_and_phosgene() {
        let triphosgene = ("O=C(OC(Cl)(Cl)Cl)OC(Cl)(Cl)Cl", "reagent");
        check(
            &step(&[triphosgene, ("CCNCC", "reactant")], "", ""),
            &[("CCN(CC)C(=O)Cl", "raised")],
        );
        check(
            &step(&[triphosgene, ("CCN(CC)CC", "base")], "", ""),
            &[("CCN(CC)C(=O)Cl", "lowered")],
        );
    }

    #[test]
    fn water_lowers_it() {
        check(
            &step(
                &[
                    ("ClC(=O)C(=O)Cl", "reagent"),
                    ("CN(C)C=O", "solvent"),
                    ("O", "water"),
                ],
                "",
                "",
            ),
            &[(DIMETHYL, "lowered")],
        );
    }

    #[test]
    fn not_from_other_amides_or_reagents() {
        check(
            &step(
                &[("O=S(Cl)Cl", "reagent"), ("CC(=O)N(C)C", "solvent")],
                "",
                "",
            ),
            &[],
        );
        check(
            &step(
                &[("CS(=O)(=O)Cl", "reagent"), ("CN(C)C=O", "solvent")],
                "",
                "",
            ),
            &[],
        );
        check(
            &step(&[("O=S(Cl)Cl", "reagent"), ("CCN(CC)CC", "base")], "", ""),
            &[],
        );
    }
}
