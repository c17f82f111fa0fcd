//! The graph of one structure with what descriptors and coarse environments need of each atom.

use concerted_molecule::{AtomSite, BondKind, Molecule};

/// Farthest pair of atoms that descriptors look at, in bonds.
pub(super) const REACH: usize = 7;

/// Atoms with their bonds and the pairs within [`REACH`] bonds.
pub(super) struct Graph {
    pub(super) atoms: Vec<AtomSite>,
    pub(super) in_ring: Vec<bool>,
    /// Neighbors of each atom that are ring atoms, where it is one itself: three or more where rings meet.
    pub(super) ring_neighbors: Vec<usize>,
    /// Atom pairs with their distance in bonds, first below second.
    pub(super) pairs: Vec<(usize, usize, usize)>,
}

impl Graph {
    pub(super) fn of(molecule: &Molecule) -> Self {
        let atoms = molecule.connectivity();
        let in_ring = molecule.ring_atoms();
        let ring_neighbors = (0..atoms.len())
            .map(|atom| {
                let around = atoms[atom].neighbors.iter();
                let ring = around.filter(|(other, _)| in_ring[*other]).count();
                if in_ring[atom] { ring } else { 0 }
            })
            .collect();
        let pairs = pairs(&atoms);
        Self {
            atoms,
            in_ring,
            ring_neighbors,
            pairs,
        }
    }

    /// Whether the atom has a double, triple or aromatic bond.
    pub(super) fn unsaturated(&self, atom: usize) -> bool {
        self.atoms[atom]
            .neighbors
            .iter()
            .any(|(_, kind)| *kind != BondKind::Single)
    }
}

/// All pairs within reach, by breadth-first search from each atom.
fn pairs(atoms: &[AtomSite]) -> Vec<(usize, usize, usize)> {
    let mut pairs = Vec::new();
    let mut seen_from = vec![usize::MAX; atoms.len()];
    let mut queue: Vec<(usize, usize)> = Vec::new();
    for first in 0..atoms.len() {
        queue.clear();
        queue.push((first, 0));
        seen_from[first] = first;
        let mut place = 0;
        while let Some(&(atom, distance)) = queue.get(place) {
            place += 1;
            if atom > first {
                pairs.push((first, atom, distance));
            }
            if distance == REACH {
                continue;
            }
            for &(neighbor, _) in &atoms[atom].neighbors {
                if seen_from[neighbor] != first {
                    seen_from[neighbor] = first;
                    queue.push((neighbor, distance + 1));
                }
            }
        }
    }
    pairs
}
