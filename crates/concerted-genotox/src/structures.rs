//! The structures of a program, read once, and what counts as the same impurity.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use concerted_model::material::{Material, MaterialKind};
use concerted_model::program::Document;
use concerted_molecule::{Molecule, Pattern};

/// Structures of all materials by id; those that cannot be read are left out.
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
                    .insert(material.id.as_str().to_owned(), molecule);
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

/// The largest component of a structure: the impurity itself, without counter-ions and water.
///
/// Ties go to the first in canonical order.
pub(crate) fn parent(molecule: &Molecule) -> Molecule {
    let components = molecule.components();
    let largest = components.iter().map(Molecule::heavy_atom_count).max();
    components
        .into_iter()
        .find(|component| Some(component.heavy_atom_count()) == largest)
        .unwrap_or_else(|| molecule.clone())
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
    fn counter_ions_and_water_are_left_out() {
        let salt = Molecule::parse("CS(=O)(=O)O.CCCCCCN.O").unwrap();
        assert_eq!(parent(&salt).canonical_smiles(), "CCCCCCN");
        assert_eq!(parent(&parent(&salt)), parent(&salt));
        assert!(has_carbon(&salt));
        assert!(!has_carbon(&Molecule::parse("O").unwrap()));
    }
}
