//! A structure laid out in the plane: coordinates, localized bonds, wedges.

use std::collections::VecDeque;

use chematic::core::{
    Atom, AtomIdx, BondOrder, Molecule as Graph, apply_kekule, implicit_hcount, kekulize,
};
use chematic::smiles::{rdkit_2d_coords, rdkit_mol_block_2d};

use crate::error::MoleculeError;

/// A point, x to the right and y downwards, in units of the usual bond length.
pub(super) type Point = [f64; 2];

/// The engine's usual bond length.
const BOND_LENGTH: f64 = 1.5;

/// Largest ring whose inside is drawn as one.
const MAX_RING: usize = 8;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wedge {
    /// Towards the reader, narrow at the first atom.
    Up,
    /// Away from the reader, narrow at the first atom.
    Down,
}

#[derive(Debug)]
pub(super) struct SketchAtom {
    pub(super) place: Point,
    pub(super) symbol: &'static str,
    pub(super) charge: i8,
    pub(super) isotope: Option<u16>,
    pub(super) hydrogens: u8,
    pub(super) neighbors: Vec<usize>,
}

#[derive(Debug)]
pub(super) struct SketchBond {
    pub(super) atoms: [usize; 2],
    /// 1 to 4.
    pub(super) order: u8,
    pub(super) wedge: Option<Wedge>,
    /// The middle of the smallest ring the bond is in.
    pub(super) ring_center: Option<Point>,
}

#[derive(Debug)]
pub(super) struct Sketch {
    pub(super) atoms: Vec<SketchAtom>,
    pub(super) bonds: Vec<SketchBond>,
}

impl Sketch {
    /// Lays out a structure of at least one atom.
    pub(super) fn lay_out(graph: &Graph) -> Result<Self, MoleculeError> {
        let unsupported = |detail: String| MoleculeError::Unsupported { detail };
        let places = rdkit_2d_coords(graph).map_err(|error| unsupported(error.to_string()))?;
        if places.len() != graph.atom_count()
            || places.iter().flatten().any(|value| !value.is_finite())
        {
            return Err(unsupported("no layout was found".to_owned()));
        }
        let bonds = wedged_bonds(graph).unwrap_or_else(|| plain_bonds(graph));
        let mut atoms: Vec<SketchAtom> = graph
            .atoms()
            .map(|(index, atom)| sketch_atom(graph, index, atom, places[index.0 as usize]))
            .collect();
        for bond in &bonds {
            let [first, second] = bond.atoms;
            atoms[first].neighbors.push(second);
            atoms[second].neighbors.push(first);
        }
        let mut sketch = Self { atoms, bonds };
        for bond in 0..sketch.bonds.len() {
            sketch.bonds[bond].ring_center = sketch.ring_center(bond);
        }
        Ok(sketch)
    }

    /// The middle of the smallest ring that contains a bond.
    fn ring_center(&self, bond: usize) -> Option<Point> {
        let [start, goal] = self.bonds[bond].atoms;
        let mut came_from = vec![None; self.atoms.len()];
        let mut queue = VecDeque::from([(start, 1_usize)]);
        came_from[start] = Some(start);
        while let Some((atom, length)) = queue.pop_front() {
            if atom == goal {
                let mut ring = vec![goal];
                let mut current = goal;
                while current != start {
                    current = came_from[current]?;
                    ring.push(current);
                }
                let sum = ring.iter().fold([0.0, 0.0], |sum, atom| {
                    [
                        sum[0] + self.atoms[*atom].place[0],
                        sum[1] + self.atoms[*atom].place[1],
                    ]
                });
                return Some([sum[0] / ring.len() as f64, sum[1] / ring.len() as f64]);
            }
            if length == MAX_RING {
                continue;
            }
            for &next in &self.atoms[atom].neighbors {
                let direct = atom == start && next == goal;
                if came_from[next].is_none() && !direct {
                    came_from[next] = Some(atom);
                    queue.push_back((next, length + 1));
                }
            }
        }
        None
    }
}

fn sketch_atom(graph: &Graph, index: AtomIdx, atom: &Atom, place: [f64; 2]) -> SketchAtom {
    SketchAtom {
        place: [place[0] / BOND_LENGTH, -place[1] / BOND_LENGTH],
        symbol: atom.element.symbol(),
        charge: atom.charge,
        isotope: atom.isotope.filter(|isotope| *isotope > 0),
        hydrogens: implicit_hcount(graph, index),
        neighbors: Vec::new(),
    }
}

/// The bonds of the engine's MOL block: localized, with wedges. `None` where it writes the newer version
/// (metal complexes), which is not read here.
fn wedged_bonds(graph: &Graph) -> Option<Vec<SketchBond>> {
    let block = rdkit_mol_block_2d(graph).ok()?;
    let mut lines = block.lines().skip(3);
    let counts = lines.next().filter(|line| line.ends_with("V2000"))?;
    let number = |line: &str, field: usize| {
        line.get(3 * field..3 * field + 3)?
            .trim()
            .parse::<usize>()
            .ok()
    };
    let (atom_count, bond_count) = (number(counts, 0)?, number(counts, 1)?);
    if atom_count != graph.atom_count() {
        return None;
    }
    let mut bonds = Vec::with_capacity(bond_count);
    for line in lines.skip(atom_count).take(bond_count) {
        let atoms = [
            number(line, 0)?.checked_sub(1)?,
            number(line, 1)?.checked_sub(1)?,
        ];
        if atoms.iter().any(|atom| *atom >= atom_count) {
            return None;
        }
        let order = number(line, 2)?;
        let wedge = match (order, number(line, 3)?) {
            (1, 1) => Some(Wedge::Up),
            (1, 6) => Some(Wedge::Down),
            _ => None,
        };
        bonds.push(SketchBond {
            atoms,
            order: order.min(4) as u8,
            wedge,
            ring_center: None,
        });
    }
    (bonds.len() == bond_count).then_some(bonds)
}

/// The bonds of the graph, localized, without wedges.
fn plain_bonds(graph: &Graph) -> Vec<SketchBond> {
    let localized = kekulize(graph)
        .ok()
        .map(|assignment| apply_kekule(graph, &assignment));
    let graph = localized.as_ref().unwrap_or(graph);
    graph
        .bonds()
        .map(|(_, bond)| {
            let order = match bond.order {
                BondOrder::Double => 2,
                BondOrder::Triple => 3,
                BondOrder::Quadruple => 4,
                _ => 1,
            };
            SketchBond {
                atoms: [bond.atom1.0 as usize, bond.atom2.0 as usize],
                order,
                wedge: None,
                ring_center: None,
            }
        })
        .collect()
}
