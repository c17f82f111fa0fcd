//! The structures of a program, read once, and what counts as the same impurity.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use concerted_hazard::{is_salt_metal, parent};
use concerted_model::material::{Material, MaterialKind};
use concerted_model::program::Document;
use concerted_molecule::{Molecule, MoleculeError, Pattern};

use crate::protonation::uncharged;

/// Structures of all materials by id; those that cannot be read are left out, salts written with charges are read
/// as base and acid.
#[derive(Debug, Default)]
pub(crate) struct Structures {
    by_material: BTreeMap<String, Molecule>,
}

impl Structures {
    /// Reads the structure of every material.
    pub(crate) fn read(document: &Document) -> Self {
        let mut structures = Self::default();
        for material in &document.material {
            let read = material
                .smiles
                .as_ref()
                .and_then(|structure| Molecule::parse(&structure.smiles).ok());
            if let Some(molecule) = read {
                structures
                    .by_material
                    .insert(material.id.as_str().to_owned(), uncharged(molecule));
            }
        }
        structures
    }

    /// The structure of a material, as charged.
    pub(crate) fn of(&self, material: &Material) -> Option<&Molecule> {
        self.by_material.get(material.id.as_str())
    }

    /// The structure of a material without counter-ions and water.
    pub(crate) fn parent(&self, document: &Document, material: &Material) -> Option<Molecule> {
        if let Some(moiety) = material
            .moiety
            .as_ref()
            .and_then(|id| document.material(id))
            && let Some(molecule) = self.of(moiety)
        {
            return Some(parent(molecule));
        }
        self.of(material).map(parent)
    }
}

/// The parent of a structure that a user wrote, salts with charges read as base and acid.
pub(crate) fn read_parent(smiles: &str) -> Result<Molecule, MoleculeError> {
    Molecule::parse(smiles).map(|whole| parent(&uncharged(whole)))
}

/// True for kinds of material that remain as impurities of the substance when they are not removed.
///
/// Solvents and water are limited by ICH Q3C, elements by Q3D; gases leave; excipients are not in the substance.
pub(crate) fn is_impurity_kind(kind: MaterialKind) -> bool {
    matches!(
        kind,
        MaterialKind::Intermediate
            | MaterialKind::StartingMaterial
            | MaterialKind::Reagent
            | MaterialKind::Catalyst
            | MaterialKind::Ligand
            | MaterialKind::ByProduct
    )
}

/// True where the structure has carbon.
pub(crate) fn has_carbon(molecule: &Molecule) -> bool {
    molecule
        .formula()
        .count(concerted_molecule::Element::CARBON)
        > 0
}

/// True for a compound of a metal and carbon: a complex, a metallocene, a metal alkyl.
///
/// Metals of groups 1 and 2 count only where they share a component with carbon, as in a Grignard reagent: as ions
/// of a salt they are counter-ions. Metalloids such as boron, silicon and tellurium do not count.
pub(crate) fn is_organometallic(molecule: &Molecule) -> bool {
    let of = |molecule: &Molecule, matters: fn(u8) -> bool| {
        molecule
            .elements()
            .into_iter()
            .any(|element| matters(element.atomic_number()))
    };
    let firm: fn(u8) -> bool = |number| is_metal(number) && !is_salt_metal(number);
    (has_carbon(molecule) && of(molecule, firm))
        || molecule
            .components()
            .iter()
            .any(|component| has_carbon(component) && of(component, is_metal))
}

fn is_metal(number: u8) -> bool {
    const OTHERS: &[u8] = &[
        1, 2, 5, 6, 7, 8, 9, 10, 14, 15, 16, 17, 18, 32, 33, 34, 35, 36, 52, 53, 54, 85, 86,
    ];
    !OTHERS.contains(&number)
}

/// A pattern of this crate that is read on first use.
pub(crate) struct Motif {
    smarts: &'static str,
    pattern: OnceLock<Pattern>,
}

impl Motif {
    /// A motif from a SMARTS of ours.
    pub(crate) const fn new(smarts: &'static str) -> Self {
        Self {
            smarts,
            pattern: OnceLock::new(),
        }
    }

    fn pattern(&self) -> &Pattern {
        self.pattern
            .get_or_init(|| Pattern::parse(self.smarts).expect("a test uses every motif"))
    }

    /// True where the structure contains it.
    pub(crate) fn is_in(&self, molecule: &Molecule) -> bool {
        self.pattern().matches(molecule)
    }

    /// How often it occurs.
    pub(crate) fn count(&self, molecule: &Molecule) -> usize {
        self.pattern().count(molecule)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn compounds_of_metal_and_carbon_are_told_from_salts() {
        let of = |smiles: &str| is_organometallic(&Molecule::parse(smiles).unwrap());
        for smiles in [
            "[Fe+2].c1cc[cH-]c1.c1cc[cH-]c1",
            "C[Mg]Br",
            "CC(=O)O[Pd]OC(C)=O",
        ] {
            assert!(of(smiles), "{smiles}");
        }
        for smiles in [
            "[Na+].CC(=O)[O-]",
            "[Na+].O=N[O-]",
            "[Pd]",
            "OB(O)c1ccccc1",
            "C[Si](C)(C)Cl",
        ] {
            assert!(!of(smiles), "{smiles}");
        }
    }

    #[test]
    fn parents_of_what_users_write() {
        for (smiles, expected) in [
            ("CS(=O)(=O)O.CCCCCCN.O", "CCCCCCN"),
            ("[NH3+]c1ccccc1.[Cl-]", "Nc1ccccc1"),
            ("OS(=O)(=O)O.NN", "NN"),
            ("[NH3+]N.OS(=O)(=O)[O-]", "NN"),
        ] {
            assert_eq!(
                read_parent(smiles).unwrap(),
                Molecule::parse(expected).unwrap(),
                "{smiles}"
            );
        }
        assert!(read_parent("C(").is_err());
    }

    #[test]
    fn carbon_is_looked_for() {
        let of = |smiles: &str| has_carbon(&Molecule::parse(smiles).unwrap());
        assert!(of("CS(=O)(=O)O.CCCCCCN.O"));
        assert!(!of("O"));
    }
}
