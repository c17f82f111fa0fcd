//! Formation: alkyl halide from an ether, ester or carbamate and a strong halogen acid.
//!
//! # What it checks
//! Hydrogen bromide or iodide, a boron halide or iodotrimethylsilane and an aryl alkyl ether, or a benzyl
//! ether, ester or carbamate; hydrogen chloride, bromide or iodide and tetrahydrofuran or
//! 2-methyltetrahydrofuran; during the same reaction.
//!
//! # Why it matters
//! Methyl bromide and iodide, benzyl bromide and 4-halobutanols alkylate DNA and form in amounts of the
//! reaction itself.
//!
//! # Example
//! A methoxyarene demethylated with hydrobromic acid; a benzyl carbamate taken off with hydrogen bromide in
//! acetic acid.
//!
//! # Limits of validity
//! For hydrogen halides and aryl ethers it does not apply below 60 °C unless the product has lost the group,
//! which raises concern. Water and a reaction below 60 °C lower concern for cyclic ethers. Neutralised acid
//! does not cleave. Aryl–oxygen bonds do not break; tertiary groups leave as alkenes or as halides without
//! alert.
//!
//! # References
//! Elder, Lipczynski and Teasdale 2008; Robinson 2010.

use super::conditions::{Acidity, HOT_C, acidity, stays_below};
use super::{Concern, Foreseen, FormationRule, Making, Reaction, Verdict};
use crate::balance::basic_groups;
use crate::route_view::Present;
use crate::route_view::RouteView;
use crate::structures::Motif;
use concerted_hazard::literature::{ELDER_2008, ROBINSON_2010};
use concerted_molecule::Molecule;

/// The rule.
pub(crate) const RULE: FormationRule = FormationRule {
    id: "ether-cleavage",
    name: "Alkyl halide from an ether, ester or carbamate and a strong halogen acid",
    checks: "Hydrogen bromide or iodide, a boron halide or iodotrimethylsilane and an aryl alkyl ether, or a benzyl ether, ester or carbamate; hydrogen chloride, bromide or iodide and tetrahydrofuran or 2-methyltetrahydrofuran; during the same reaction.",
    limits: "For hydrogen halides and aryl ethers it does not apply below 60 °C unless the product has lost the group, which raises concern. Water and a reaction below 60 °C lower concern for cyclic ethers. Neutralised acid does not cleave. Aryl–oxygen bonds do not break; tertiary groups leave as alkenes or as halides without alert.",
    references: &[ELDER_2008, ROBINSON_2010],
    foresee,
};

/// One halogen: its acid, its Lewis acid or silane, and the reactions on each group.
struct Halogen {
    acid: Motif,
    lewis: Motif,
    aryl_ether: Reaction,
    benzyl: Reaction,
    ring: Reaction,
}

static ARYL_ETHER: Motif = Motif::new("a[OX2][CX4;H1,H2,H3]");
static BENZYL: Motif = Motif::new("[c][CX4;H2][OX2][$([CX3]=[OX1]),$([CX4])]");
static RING: Motif = Motif::new("[OX2;r5]1[CX4;H2][CX4;H2][CX4;H2][CX4;H1,H2]1");

static HALOGENS: [Halogen; 3] = [
    Halogen {
        acid: Motif::new("[ClH1]"),
        lewis: Motif::new("[BX3](Cl)(Cl)Cl"),
        aryl_ether: Reaction::new("a[OX2][CX4;H1,H2,H3:1]>>[C:1]Cl"),
        benzyl: Reaction::new("[c:1][CX4;H2:2][OX2][$([CX3]=[OX1]),$([CX4])]>>[c:1][C:2]Cl"),
        ring: Reaction::new(
            "[OX2;r5:1]1[CX4;H2:2][CX4;H2:3][CX4;H2:4][CX4;H1,H2:5]1>>[OH1:1][C:5][C:4][C:3][C:2]Cl",
        ),
    },
    Halogen {
        acid: Motif::new("[BrH1]"),
        lewis: Motif::new("[BX3](Br)(Br)Br"),
        aryl_ether: Reaction::new("a[OX2][CX4;H1,H2,H3:1]>>[C:1]Br"),
        benzyl: Reaction::new("[c:1][CX4;H2:2][OX2][$([CX3]=[OX1]),$([CX4])]>>[c:1][C:2]Br"),
        ring: Reaction::new(
            "[OX2;r5:1]1[CX4;H2:2][CX4;H2:3][CX4;H2:4][CX4;H1,H2:5]1>>[OH1:1][C:5][C:4][C:3][C:2]Br",
        ),
    },
    Halogen {
        acid: Motif::new("[IH1]"),
        lewis: Motif::new("[SiX4]([CH3])([CH3])([CH3])I"),
        aryl_ether: Reaction::new("a[OX2][CX4;H1,H2,H3:1]>>[C:1]I"),
        benzyl: Reaction::new("[c:1][CX4;H2:2][OX2][$([CX3]=[OX1]),$([CX4])]>>[c:1][C:2]I"),
        ring: Reaction::new(
            "[OX2;r5:1]1[CX4;H2:2][CX4;H2:3][CX4;H2:4][CX4;H1,H2:5]1>>[OH1:1][C:5][C:4][C:3][C:2]I",
        ),
    },
];

fn foresee(route: &RouteView<'_>, index: usize) -> Vec<Foreseen> {
    let mut making = Making::new(RULE.id, route, index);
    for (position, halogen) in HALOGENS.iter().enumerate() {
        let sources = making.charged(|molecule| {
            halogen.lewis.is_in(molecule) || halogen.acid.count(molecule) > basic_groups(molecule)
        });
        for (source, source_molecule) in sources {
            let lewis = halogen.lewis.is_in(source_molecule);
            if !lewis && acidity(making.view()) == Some(Acidity::Basic) {
                continue;
            }
            // Hydrogen chloride cleaves neither aryl ethers nor benzyl groups in practice.
            if lewis || position > 0 {
                for (motif, reaction) in [
                    (&ARYL_ETHER, &halogen.aryl_ether),
                    (&BENZYL, &halogen.benzyl),
                ] {
                    exocyclic(&mut making, source, (motif, reaction), lewis);
                }
            }
            cyclic(&mut making, source, &halogen.ring);
        }
    }
    making.done()
}

/// Aryl alkyl ethers and benzyl groups.
fn exocyclic(
    making: &mut Making<'_, '_>,
    source: &Present<'_>,
    (motif, reaction): (&Motif, &Reaction),
    lewis: bool,
) {
    for (ether, molecule) in making.charged(|molecule| motif.is_in(molecule)) {
        let lost = making
            .view()
            .product_molecule
            .is_some_and(|product| motif.count(product) < motif.count(molecule));
        if !lost && !lewis && stays_below(making.view(), HOT_C) {
            continue;
        }
        let verdict = if lost {
            Verdict::new(Concern::Raised, "The product has lost the group.")
        } else {
            let why = "The group stays in the product, so that only a side reaction cleaves it.";
            Verdict::new(Concern::Lowered, why)
        };
        making.add(
            reaction.products(&[molecule]),
            "an alkyl halide",
            &[ether, source],
            &verdict,
        );
    }
}

/// Tetrahydrofurans.
fn cyclic(making: &mut Making<'_, '_>, source: &Present<'_>, reaction: &Reaction) {
    const LARGEST: usize = 6;
    let solvent =
        |molecule: &Molecule| RING.is_in(molecule) && molecule.heavy_atom_count() <= LARGEST;
    for (ether, molecule) in making.charged(solvent) {
        let verdict = Verdict::new(Concern::Usual, "Acid opens the ring slowly.")
            .less_if(
                making.view().has_water(),
                "Water is present and weakens the acid.",
            )
            .less_if(
                stays_below(making.view(), HOT_C),
                "The reaction stays below 60 °C, where it is slow.",
            );
        making.add(
            reaction.products(&[molecule]),
            "a halo alcohol",
            &[ether, source],
            &verdict,
        );
    }
}

#[cfg(test)]
mod tests {
    use crate::formation::testing::check as verify;
    use crate::formation::testing::step;

    #[track_caller]
    fn check(body: &str, expected: &[(&str, &str)]) {
        verify("ether-cleavage", body, expected);
    }

    const ANISOLE: (&str, &str) = ("COc1ccc(C)cc1", "reactant");
    const PHENOL: &str = "Oc1ccc(C)cc1";
    const BROMIDE: (&str, &str) = ("Br", "acid");

    #[test]
    fn a_demethylation_gives_the_methyl_halide() {
        check(&step(&[ANISOLE, BROMIDE], PHENOL, ""), &[("CBr", "raised")]);
        check(
            &step(&[ANISOLE, ("BrB(Br)Br", "reagent")], PHENOL, ""),
            &[("CBr", "raised")],
        );
        check(
            &step(&[ANISOLE, ("C[Si](C)(C)I", "reagent")], PHENOL, ""),
            &[("CI", "raised")],
        );
    }

    #[test]
    fn a_benzyl_carbamate_gives_benzyl_bromide() {
        check(
            &step(
                &[("O=C(OCc1ccccc1)N1CCCC1", "reactant"), BROMIDE],
                "C1CCNC1",
                "temperature = \"20 degC\"",
            ),
            &[("BrCc1ccccc1", "raised")],
        );
    }

    #[test]
    fn tetrahydrofuran_and_hydrogen_chloride() {
        let solvent = ("C1CCOC1", "solvent");
        check(
            &step(&[("Cl", "acid"), solvent], "", ""),
            &[("OCCCCCl", "usual")],
        );
        check(
            &step(&[("Cl", "acid"), solvent], "", "temperature = \"25 degC\""),
            &[("OCCCCCl", "lowered")],
        );
    }

    #[test]
    fn a_salt_formation_does_not_cleave() {
        check(
            &step(&[ANISOLE, BROMIDE], "", "temperature = \"25 degC\""),
            &[],
        );
        check(&step(&[ANISOLE, ("Cl", "acid")], "", ""), &[]);
        check(&step(&[ANISOLE, ("[Na+].[Br-]", "reagent")], "", ""), &[]);
        check(&step(&[ANISOLE, BROMIDE], "", ""), &[("CBr", "lowered")]);
    }
}
