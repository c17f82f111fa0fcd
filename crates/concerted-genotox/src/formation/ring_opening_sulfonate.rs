//! Formation: hydroxyalkyl sulfonate from a cyclic ether used as solvent and a free sulfonic acid.
//!
//! # What it checks
//! A free sulfonic acid and tetrahydrofuran, 2-methyltetrahydrofuran, tetrahydropyran or 1,4-dioxane during the
//! same reaction. It reads the acid–base balance, water and temperature.
//!
//! # Why it matters
//! The protonated ring is opened by the sulfonate. What forms is a primary or secondary alkyl sulfonate with a
//! hydroxyl group: as alkylating as the ester of an alcohol that the solvent was to replace.
//!
//! # Example
//! A mesylate salt made in warm 2-methyltetrahydrofuran with an excess of methanesulfonic acid:
//! 4-hydroxypentyl mesylate and its isomer.
//!
//! # Limits of validity
//! From memory: nothing measured with sulfonic acids was found. They open the ring far more slowly than hydrogen
//! bromide or iodide, so concern is at most usual, and only at 60 °C and more with free acid known to be left
//! over; otherwise it is lowered. Acid that a base takes up opens nothing. The diol, and ethers of two rings, form
//! as well and carry no alert.
//!
//! # References
//! Aycock 2007; Robinson 2010.

use super::conditions::{HOT_C, acid_verdict, reaches};
use super::{Concern, Foreseen, FormationRule, Making, Reaction, Verdict};
use crate::balance::is_free_acid;
use crate::route_view::RouteView;
use crate::structures::Motif;
use concerted_hazard::literature::{AYCOCK_2007, ROBINSON_2010};

/// The rule.
pub(crate) const RULE: FormationRule = FormationRule {
    id: "ring-opening-sulfonate",
    name: "Hydroxyalkyl sulfonate from a cyclic ether and a sulfonic acid",
    checks: "A free sulfonic acid and tetrahydrofuran, 2-methyltetrahydrofuran, tetrahydropyran or 1,4-dioxane during the same reaction.",
    limits: "From memory: nothing measured with sulfonic acids was found. Concern is usual at 60 °C and more with free acid left over and no water, else lowered. Acid that a base takes up opens nothing.",
    references: &[AYCOCK_2007, ROBINSON_2010],
    foresee,
};

/// Heavy atoms of the largest solvent of this kind; ring ethers within a substrate are left out.
const LARGEST: usize = 7;

static ACID: Motif = Motif::new("[SX4](=[OX1])(=[OX1])([#6])[OX2H1]");
static RING: Motif = Motif::new(
    "[$([OX2;r5]1[CX4;H2][CX4;H1,H2][CX4;H1,H2][CX4;H1,H2]1),$([OX2;r6]1[CX4;H2][CX4;H1,H2][#6H2,OX2][CX4;H1,H2][CX4;H1,H2]1)]",
);
/// One reaction for each kind of ring: every ring atom is named, so that the chain stays whole.
static OPENINGS: [Reaction; 3] = [
    Reaction::new(
        "[OX2;r5:1]1[CX4;H1,H2:2][CX4;H1,H2:3][CX4;H1,H2:4][CX4;H1,H2:5]1.[SX4:11](=[OX1:12])(=[OX1:13])([#6:14])[OX2H1:15]>>[OH1:1][C:5][C:4][C:3][C:2][OH0:15][S:11](=[O:12])(=[O:13])[#6:14]",
    ),
    Reaction::new(
        "[OX2;r6:1]1[CX4;H1,H2:2][CX4;H1,H2:3][CX4;H2:4][CX4;H1,H2:5][CX4;H1,H2:6]1.[SX4:11](=[OX1:12])(=[OX1:13])([#6:14])[OX2H1:15]>>[OH1:1][C:6][C:5][C:4][C:3][C:2][OH0:15][S:11](=[O:12])(=[O:13])[#6:14]",
    ),
    Reaction::new(
        "[OX2;r6:1]1[CX4;H1,H2:2][CX4;H1,H2:3][OX2:4][CX4;H1,H2:5][CX4;H1,H2:6]1.[SX4:11](=[OX1:12])(=[OX1:13])([#6:14])[OX2H1:15]>>[OH1:1][C:6][C:5][O:4][C:3][C:2][OH0:15][S:11](=[O:12])(=[O:13])[#6:14]",
    ),
];

fn foresee(route: &RouteView<'_>, index: usize) -> Vec<Foreseen> {
    let mut making = Making::new(RULE.id, route, index);
    let rings =
        making.charged(|molecule| molecule.heavy_atom_count() <= LARGEST && RING.is_in(molecule));
    let acids = making.charged(|molecule| ACID.is_in(molecule) && is_free_acid(molecule));
    let balanced = acid_verdict(making.view());
    if rings.is_empty() || acids.is_empty() || balanced.is_neutralised() {
        return Vec::new();
    }
    let view = making.view();
    let left_over = balanced.balance.is_some();
    let hot = reaches(view, HOT_C);
    let mut verdict = Verdict::new(
        Concern::Usual,
        "Free sulfonic acid opens the ring when hot, more slowly than hydrogen halides do.",
    )
    .less_if(
        !left_over,
        "The amounts do not say whether acid is left over.",
    )
    .less_if(!hot, "The reaction is not known to reach 60 °C.")
    .less_if(view.has_water(), "Water is present and weakens the acid.");
    verdict.balance = balanced.balance;
    for (acid, acid_molecule) in &acids {
        for (ring, molecule) in &rings {
            for opening in &OPENINGS {
                let products = opening.products(&[molecule, acid_molecule]);
                making.add(
                    products,
                    "a hydroxyalkyl sulfonate",
                    &[ring, acid],
                    &verdict,
                );
            }
        }
    }
    making.done()
}

#[cfg(test)]
mod tests {
    use crate::formation::testing::{check as verify, step};

    const HOT: &str = "temperature = \"65 degC\"";

    #[track_caller]
    fn check(solvent: &str, equivalents: &str, conditions: &str, expected: &[(&str, &str)]) {
        let acid = format!("acid{equivalents}");
        let inputs = [
            ("CCCCN(C)C", "reactant"),
            ("CS(=O)(=O)O", acid.as_str()),
            (solvent, "solvent"),
        ];
        verify(
            "ring-opening-sulfonate",
            &step(&inputs, "", conditions),
            expected,
        );
    }

    #[test]
    fn hot_free_acid_opens_the_ring() {
        let excess = ", equivalents = 1.2";
        check("C1CCOC1", excess, HOT, &[("CS(=O)(=O)OCCCCO", "usual")]);
        check(
            "CC1CCCO1",
            excess,
            HOT,
            &[
                ("CC(CCCO)OS(C)(=O)=O", "usual"),
                ("CC(O)CCCOS(C)(=O)=O", "usual"),
            ],
        );
        check("C1COCCO1", excess, HOT, &[("CS(=O)(=O)OCCOCCO", "usual")]);
        check("C1CCOCC1", excess, HOT, &[("CS(=O)(=O)OCCCCCO", "usual")]);
    }

    #[test]
    fn cold_unknown_amounts_and_neutralised_acid() {
        let butyl = "CS(=O)(=O)OCCCCO";
        let cold = "temperature = \"25 degC\"";
        check(
            "C1CCOC1",
            ", equivalents = 1.2",
            cold,
            &[(butyl, "lowered")],
        );
        check("C1CCOC1", "", HOT, &[(butyl, "lowered")]);
        check("C1CCOC1", ", equivalents = 1.0", HOT, &[]);
    }

    #[test]
    fn open_ethers_epoxides_and_acetals_are_left_out() {
        let excess = ", equivalents = 1.2";
        for other in ["COC(C)(C)C", "CC1CO1", "C1COCO1", "COC1CCCC1", "c1ccoc1"] {
            check(other, excess, HOT, &[]);
        }
    }
}
