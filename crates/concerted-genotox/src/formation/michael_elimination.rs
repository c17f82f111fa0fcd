//! Formation: Michael acceptor by elimination from a beta-substituted carbonyl compound, nitrile or sulfone.
//!
//! # What it checks
//! A halogen, sulfonate, phosphate or ammonium two carbons from a carbonyl, nitrile or sulfone, and a base in
//! the same reaction; a Mannich base (dialkylamino) of a ketone or aldehyde with a strong base or heat.
//!
//! # Why it matters
//! Unsaturated ketones, aldehydes, nitriles and sulfones alkylate by Michael addition; acrylonitrile is a
//! carcinogen.
//!
//! # Example
//! Cyanoethyl groups taken off with a base: acrylonitrile.
//!
//! # Limits of validity
//! It does not apply without a base (a Mannich base apart) or where acid is left over. A strong base raises
//! concern, an amine base is usual, cold lowers it; Mannich bases are lowered unless the reaction reaches 60
//! °C. Primary and secondary beta-amino compounds, acids and their ions are left out.
//!
//! # References
//! Ashby and Tennant 1991; Benigni and Bossa 2008.

use super::conditions::{Acidity, HOT_C, acidity, base_verdict, has_strong_base, reaches};
use super::{Concern, Foreseen, FormationRule, Making, Reaction, Verdict};
use crate::route_view::RouteView;
use crate::structures::Motif;
use concerted_hazard::literature::{ASHBY_TENNANT_1991, BENIGNI_BOSSA_2008};

/// The rule.
pub(crate) const RULE: FormationRule = FormationRule {
    id: "michael-elimination",
    name: "Michael acceptor by elimination from a beta-substituted carbonyl compound, nitrile or sulfone",
    checks: "A halogen, sulfonate, phosphate or ammonium two carbons from a carbonyl, nitrile or sulfone, and a base in the same reaction; a Mannich base (dialkylamino) of a ketone or aldehyde with a strong base or heat.",
    limits: "It does not apply without a base (a Mannich base apart) or where acid is left over. A strong base raises concern, an amine base is usual, cold lowers it; Mannich bases are lowered unless the reaction reaches 60 °C. Primary and secondary beta-amino compounds, acids and their ions are left out.",
    references: &[ASHBY_TENNANT_1991, BENIGNI_BOSSA_2008],
    foresee,
};

static LEAVING: Motif = Motif::new(
    "[$([CX3;!$(C[OX2H1,OX1-])]=[OX1]),$([CX2]#[NX1]),$([SX4](=[OX1])=[OX1])][CX4;H1,H2][CX4][Cl,Br,I,$([OX2][SX4](=O)(=O)[#6]),$([OX2]P),$([NX4+;H0])]",
);
/// Carbonyl compounds, nitriles and sulfones, one reaction for each number of hydrogens on the carbon that loses one.
static ELIMINATIONS: [Reaction; 6] = [
    Reaction::new(
        "[CX3;!$(C[OX2H1,OX1-]):1](=[OX1:2])[CX4;H2:3][CX4:4][Cl,Br,I,$([OX2][SX4](=O)(=O)[#6]),$([OX2]P),$([NX4+;H0])]>>[C:1](=[O:2])[CH1:3]=[C:4]",
    ),
    Reaction::new(
        "[CX3;!$(C[OX2H1,OX1-]):1](=[OX1:2])[CX4;H1:3][CX4:4][Cl,Br,I,$([OX2][SX4](=O)(=O)[#6]),$([OX2]P),$([NX4+;H0])]>>[C:1](=[O:2])[CH0:3]=[C:4]",
    ),
    Reaction::new(
        "[NX1:1]#[CX2:2][CX4;H2:3][CX4:4][Cl,Br,I,$([OX2][SX4](=O)(=O)[#6]),$([OX2]P),$([NX4+;H0])]>>[N:1]#[C:2][CH1:3]=[C:4]",
    ),
    Reaction::new(
        "[NX1:1]#[CX2:2][CX4;H1:3][CX4:4][Cl,Br,I,$([OX2][SX4](=O)(=O)[#6]),$([OX2]P),$([NX4+;H0])]>>[N:1]#[C:2][CH0:3]=[C:4]",
    ),
    Reaction::new(
        "[SX4:1](=[OX1:2])(=[OX1:5])([#6:6])[CX4;H2:3][CX4:4][Cl,Br,I,$([OX2][SX4](=O)(=O)[#6]),$([OX2]P),$([NX4+;H0])]>>[S:1](=[O:2])(=[O:5])([#6:6])[CH1:3]=[C:4]",
    ),
    Reaction::new(
        "[SX4:1](=[OX1:2])(=[OX1:5])([#6:6])[CX4;H1:3][CX4:4][Cl,Br,I,$([OX2][SX4](=O)(=O)[#6]),$([OX2]P),$([NX4+;H0])]>>[S:1](=[O:2])(=[O:5])([#6:6])[CH0:3]=[C:4]",
    ),
];
static MANNICH: Motif = Motif::new("[#6,#1][CX3](=[OX1])[CX4;H1,H2][CX4][NX3;H0]([CX4])[CX4]");
static MANNICH_ELIMINATIONS: [Reaction; 2] = [
    Reaction::new(
        "[CX3;!$(C[!#6;!#1;!O]);!$(C[OX2]):1](=[OX1:2])[CX4;H2:3][CX4:4]-;!@[NX3;H0]([CX4])[CX4]>>[C:1](=[O:2])[CH1:3]=[C:4]",
    ),
    Reaction::new(
        "[CX3;!$(C[!#6;!#1;!O]);!$(C[OX2]):1](=[OX1:2])[CX4;H1:3][CX4:4]-;!@[NX3;H0]([CX4])[CX4]>>[C:1](=[O:2])[CH0:3]=[C:4]",
    ),
];

fn foresee(route: &RouteView<'_>, index: usize) -> Vec<Foreseen> {
    let mut making = Making::new(RULE.id, route, index);
    let view = making.view();
    let acidic = acidity(view) == Some(Acidity::Acidic);
    if let Some(verdict) = base_verdict(view).filter(|_| !acidic) {
        for (source, molecule) in making.charged(|molecule| LEAVING.is_in(molecule)) {
            let products = ELIMINATIONS
                .iter()
                .flat_map(|reaction| reaction.products(&[molecule]))
                .collect();
            making.add(products, "a Michael acceptor", &[source], &verdict);
        }
    }
    let hot = reaches(view, HOT_C);
    if hot || has_strong_base(view) {
        let verdict = Verdict::new(Concern::Lowered, "A Mannich base loses its amine slowly.")
            .more_if(hot, "The reaction is hot.");
        for (source, molecule) in making.charged(|molecule| MANNICH.is_in(molecule)) {
            let products = MANNICH_ELIMINATIONS
                .iter()
                .flat_map(|reaction| reaction.products(&[molecule]))
                .collect();
            making.add(products, "a Michael acceptor", &[source], &verdict);
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
        verify("michael-elimination", body, expected);
    }

    const AMINE: (&str, &str) = ("CCN(CC)CC", "base, equivalents = 1.5");
    const HYDROXIDE: (&str, &str) = ("[Na+].[OH-]", "base, equivalents = 1.5");

    #[test]
    fn leaving_groups_and_base() {
        check(
            &step(&[("O=C(CCCl)c1ccccc1", "reactant"), AMINE], "", ""),
            &[("C=CC(=O)c1ccccc1", "usual")],
        );
        check(
            &step(&[("N#CCCOP(=O)(OC)OC", "reactant"), HYDROXIDE], "", ""),
            &[("C=CC#N", "raised")],
        );
        check(
            &step(
                &[("CS(=O)(=O)CCBr", "reactant"), HYDROXIDE],
                "",
                "temperature = \"0 degC\"",
            ),
            &[("C=CS(C)(=O)=O", "usual")],
        );
    }

    #[test]
    fn mannich_bases_need_heat() {
        let mannich = ("CN(C)CCC(=O)c1ccccc1", "reactant");
        check(
            &step(&[mannich], "", "temperature = \"80 degC\""),
            &[("C=CC(=O)c1ccccc1", "usual")],
        );
        check(
            &step(&[mannich, HYDROXIDE], "", ""),
            &[("C=CC(=O)c1ccccc1", "lowered")],
        );
        check(&step(&[mannich], "", ""), &[]);
    }

    #[test]
    fn not_without_base_and_not_for_amines_with_hydrogen() {
        check(&step(&[("O=C(CCCl)c1ccccc1", "reactant")], "", ""), &[]);
        check(
            &step(&[("O=C(CCCl)c1ccccc1", "reactant"), ("Cl", "acid")], "", ""),
            &[],
        );
        check(
            &step(&[("NCCC(=O)N1CCCC1", "reactant"), HYDROXIDE], "", ""),
            &[],
        );
        check(&step(&[("OC(=O)CCCl", "reactant"), AMINE], "", ""), &[]);
    }
}
