//! What a pattern's conditions look at, read once for all atoms and bonds of a structure.

use chematic::core::{AtomIdx, BondOrder, Element as Symbol, Molecule as Graph, implicit_hcount};
use chematic::perception;

/// Everything known of an atom that patterns ask about, apart from its neighbors and ring sizes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct AtomFacts {
    pub(crate) element: u8,
    pub(crate) aromatic: bool,
    pub(crate) charge: i8,
    /// 0 where none is written.
    pub(crate) isotope: u16,
    /// Hydrogens that are no atoms of their own.
    pub(crate) implicit_hydrogens: u8,
    /// Neighbors that are hydrogen.
    pub(crate) hydrogen_neighbors: u8,
    pub(crate) degree: u8,
    /// Bonds that lie on a cycle.
    pub(crate) cyclic_degree: u8,
    /// The atom cannot be in more relevant cycles than this.
    pub(crate) most_rings: u8,
}

impl AtomFacts {
    /// Whether the atom lies on a cycle.
    pub(crate) fn in_ring(&self) -> bool {
        self.cyclic_degree > 0
    }

    /// The facts as one number, different for different facts; `None` where a count is out of the ordinary.
    fn key(&self) -> Option<u64> {
        const MOST: u8 = 15;
        let small = [
            self.implicit_hydrogens,
            self.hydrogen_neighbors,
            self.degree,
            self.cyclic_degree,
        ];
        if small.iter().any(|count| *count > MOST) {
            return None;
        }
        let counts = small
            .iter()
            .fold(0, |key, count| key << 4 | u64::from(*count));
        let [charge] = self.charge.to_le_bytes();
        Some(
            counts
                | u64::from(self.most_rings) << 16
                | u64::from(self.isotope) << 24
                | u64::from(charge) << 40
                | u64::from(self.element) << 48
                | u64::from(self.aromatic) << 56,
        )
    }
}

/// The order of a bond; directions of stereo bonds are left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum BondClass {
    Single,
    Double,
    Triple,
    Quadruple,
    Aromatic,
}

/// Number of [`BondClass`]es.
pub(crate) const BOND_CLASSES: usize = 5;

/// A bond between two atoms.
#[derive(Debug, Clone, Copy)]
pub(crate) struct BondFacts {
    pub(crate) ends: [usize; 2],
    pub(crate) class: BondClass,
    /// Whether the bond lies on a cycle.
    pub(crate) cyclic: bool,
}

/// The facts of a structure.
pub(crate) struct Facts {
    pub(crate) atoms: Vec<AtomFacts>,
    /// The facts of each atom as one number.
    pub(crate) keys: Vec<u64>,
    pub(crate) bonds: Vec<BondFacts>,
    /// For each atom where its neighbors begin in `neighbors`, and the end of the last.
    starts: Vec<usize>,
    neighbors: Vec<(usize, usize)>,
}

impl Facts {
    /// Reads the facts off the graph as the exact matcher sees it.
    ///
    /// `None` where they would not be the matcher's own: its aromatic form cannot be made, it rewrites bonds
    /// to iron, or a bond has none of the usual orders.
    pub(crate) fn read(graph: &Graph) -> Option<Self> {
        let view = perception::apply_aromaticity_rdkit_parity_shared(graph);
        let view = view.as_ref().as_ref().ok()?;
        let cyclic = perception::ring_bond_flags_shared(view);
        let bonds = view
            .bonds()
            .zip(cyclic.iter())
            .map(|((_, bond), &cyclic)| {
                Some(BondFacts {
                    ends: [bond.atom1.0 as usize, bond.atom2.0 as usize],
                    class: class_of(bond.order)?,
                    cyclic,
                })
            })
            .collect::<Option<Vec<_>>>()?;
        let (starts, neighbors) = adjacency(view.atom_count(), &bonds);
        let mut facts = Self {
            atoms: Vec::with_capacity(view.atom_count()),
            keys: Vec::with_capacity(view.atom_count()),
            bonds,
            starts,
            neighbors,
        };
        let most_rings = facts.most_rings(view.atom_count());
        for (index, atom) in view.atoms() {
            if atom.wildcard || atom.element == Symbol::FE {
                return None;
            }
            let next = facts.neighbors(index.0 as usize);
            let hydrogen =
                |other: usize| view.atom(AtomIdx(other as u32)).element.atomic_number() == 1;
            let atom = AtomFacts {
                element: atom.element.atomic_number(),
                aromatic: atom.aromatic,
                charge: atom.charge,
                isotope: atom.isotope.unwrap_or(0),
                implicit_hydrogens: implicit_hcount(view, index),
                hydrogen_neighbors: next.iter().filter(|next| hydrogen(next.0)).count() as u8,
                degree: next.len() as u8,
                cyclic_degree: next
                    .iter()
                    .filter(|next| facts.bonds[next.1].cyclic)
                    .count() as u8,
                most_rings: most_rings[index.0 as usize],
            };
            facts.keys.push(atom.key()?);
            facts.atoms.push(atom);
        }
        Some(facts)
    }

    /// The neighbors of an atom, each with the index of the bond.
    pub(crate) fn neighbors(&self, atom: usize) -> &[(usize, usize)] {
        &self.neighbors[self.starts[atom]..self.starts[atom + 1]]
    }

    /// For each atom a number of relevant cycles that it cannot exceed.
    ///
    /// A ring system of m bonds and n atoms has μ = m − n + 1 independent cycles and at most 2^μ − 1 cycles.
    /// With μ = 2 and the two atoms of three ring bonds side by side, the outer cycle is the sum of two
    /// shorter ones and not relevant.
    fn most_rings(&self, atoms: usize) -> Vec<u8> {
        let mut most = vec![0; atoms];
        let mut seen = vec![false; atoms];
        let mut system = Vec::new();
        for start in 0..atoms {
            if seen[start] {
                continue;
            }
            seen[start] = true;
            system.clear();
            system.push(start);
            let (mut at, mut ends) = (0, 0);
            while let Some(&atom) = system.get(at) {
                at += 1;
                for next in self.cyclic_neighbors(atom) {
                    ends += 1;
                    if !std::mem::replace(&mut seen[next], true) {
                        system.push(next);
                    }
                }
            }
            let independent = ends / 2 + 1 - system.len();
            let cycles = if independent == 2 && self.is_fused_pair(&system) {
                2
            } else {
                ((1_u16 << independent.min(8)) - 1) as u8
            };
            for &atom in &system {
                most[atom] = cycles;
            }
        }
        most
    }

    fn cyclic_neighbors(&self, atom: usize) -> impl Iterator<Item = usize> {
        self.neighbors(atom)
            .iter()
            .filter(|(_, bond)| self.bonds[*bond].cyclic)
            .map(|(next, _)| *next)
    }

    /// Whether two atoms of three ring bonds each are bonded in a ring.
    fn is_fused_pair(&self, system: &[usize]) -> bool {
        let branches = |atom: usize| self.cyclic_neighbors(atom).count() == 3;
        system
            .iter()
            .any(|&atom| branches(atom) && self.cyclic_neighbors(atom).any(branches))
    }
}

/// The neighbors of all atoms in one list, and where those of each atom begin.
fn adjacency(atoms: usize, bonds: &[BondFacts]) -> (Vec<usize>, Vec<(usize, usize)>) {
    let mut starts = vec![0; atoms + 1];
    for bond in bonds {
        for end in bond.ends {
            starts[end + 1] += 1;
        }
    }
    for atom in 0..atoms {
        starts[atom + 1] += starts[atom];
    }
    let mut free = starts.clone();
    let mut neighbors = vec![(0, 0); 2 * bonds.len()];
    for (number, bond) in bonds.iter().enumerate() {
        let [first, second] = bond.ends;
        for (from, to) in [(first, second), (second, first)] {
            neighbors[free[from]] = (to, number);
            free[from] += 1;
        }
    }
    (starts, neighbors)
}

fn class_of(order: BondOrder) -> Option<BondClass> {
    Some(match order {
        BondOrder::Single | BondOrder::Up | BondOrder::Down => BondClass::Single,
        BondOrder::Double => BondClass::Double,
        BondOrder::Triple => BondClass::Triple,
        BondOrder::Quadruple => BondClass::Quadruple,
        BondOrder::Aromatic => BondClass::Aromatic,
        _ => return None,
    })
}
