//! Atoms and the bonds between them, for rules that count rather than match.

use chematic::core::{AtomIdx, BondOrder, implicit_hcount};

use crate::formula::Element;
use crate::molecule::Molecule;

/// What joins two atoms.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum BondKind {
    /// One pair of electrons, stereo marks included.
    Single,
    /// Two pairs.
    Double,
    /// Three pairs.
    Triple,
    /// Part of an aromatic ring.
    Aromatic,
    /// Anything else, as dative and quadruple bonds.
    Other,
}

/// One atom with its bonds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AtomSite {
    /// Its element.
    pub element: Element,
    /// Its formal charge.
    pub charge: i8,
    /// Its mass number, where one is written.
    pub isotope: Option<u16>,
    /// Hydrogens that are no atoms of their own.
    pub hydrogens: u8,
    /// Whether it belongs to an aromatic ring.
    pub aromatic: bool,
    /// Bonded atoms with the kind of bond, by atom number.
    pub neighbors: Vec<(usize, BondKind)>,
}

impl Molecule {
    /// Every atom with its bonds, numbered as in the structure without written-out hydrogens.
    ///
    /// Aromatic rings carry aromatic bonds however they were written.
    ///
    /// ```
    /// use concerted_molecule::{BondKind, Molecule};
    /// let sites = Molecule::parse("C=O")?.connectivity();
    /// assert_eq!(sites[0].hydrogens, 2);
    /// assert_eq!(sites[0].neighbors, [(1, BondKind::Double)]);
    /// # Ok::<(), concerted_molecule::MoleculeError>(())
    /// ```
    pub fn connectivity(&self) -> Vec<AtomSite> {
        let graph = self.heavy_graph();
        let mut sites: Vec<AtomSite> = graph
            .atoms()
            .map(|(index, atom)| AtomSite {
                element: Element::of(atom.element),
                charge: atom.charge,
                isotope: atom.isotope.filter(|isotope| *isotope > 0),
                hydrogens: implicit_hcount(graph, index),
                aromatic: atom.aromatic,
                neighbors: Vec::new(),
            })
            .collect();
        for (_, bond) in graph.bonds() {
            let kind = kind(bond.order);
            for (from, to) in [(bond.atom1, bond.atom2), (bond.atom2, bond.atom1)] {
                let (AtomIdx(from), AtomIdx(to)) = (from, to);
                sites[from as usize].neighbors.push((to as usize, kind));
            }
        }
        for site in &mut sites {
            site.neighbors.sort_unstable();
        }
        sites
    }
}

fn kind(order: BondOrder) -> BondKind {
    match order {
        BondOrder::Single | BondOrder::Up | BondOrder::Down => BondKind::Single,
        BondOrder::Double => BondKind::Double,
        BondOrder::Triple => BondKind::Triple,
        BondOrder::Aromatic => BondKind::Aromatic,
        _ => BondKind::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sites(smiles: &str) -> Vec<AtomSite> {
        Molecule::parse(smiles).unwrap().connectivity()
    }

    #[test]
    fn spelling_of_rings_and_groups_does_not_matter() {
        assert_eq!(sites("C1=CC=CC=C1"), sites("c1ccccc1"));
        let charges = |smiles| -> Vec<i8> {
            let mut charges: Vec<i8> = sites(smiles).iter().map(|site| site.charge).collect();
            charges.sort_unstable();
            charges
        };
        assert_eq!(charges("CN(=O)=O"), [-1, 0, 0, 1]);
        assert_eq!(charges("CN(=O)=O"), charges("C[N+](=O)[O-]"));
        assert!(sites("C1=CC=CN1").iter().all(|site| site.aromatic));
    }

    #[test]
    fn stereo_marks_are_single_bonds() {
        let bonds: Vec<_> = sites("F/C=C\\F")
            .iter()
            .flat_map(|site| site.neighbors.clone())
            .collect();
        assert_eq!(bonds.len(), 6);
        assert!(
            bonds
                .iter()
                .all(|(_, kind)| matches!(kind, BondKind::Single | BondKind::Double))
        );
    }

    #[test]
    fn hydrogens_of_their_own_are_atoms() {
        let deuterated = sites("[2H]C([2H])O");
        assert_eq!(deuterated.len(), 4);
        assert_eq!(
            (deuterated[1].hydrogens, deuterated[0].isotope),
            (1, Some(2))
        );
        let explicit = Molecule::parse("CO").unwrap();
        let explicit = explicit.with_explicit_hydrogens().unwrap();
        assert_eq!(explicit.connectivity(), sites("CO"));
    }
}
