//! What the model sees of a structure: environments of its atoms, exact and coarse, and descriptors.

use concerted_molecule::{BondKind, Environment, Molecule, MoleculeError, MorganRadius};

use super::descriptors::Descriptors;
use super::graph::Graph;
use crate::parent::parent;

/// Largest radius of the environments that trees may ask for.
const RADIUS: u8 = 3;

/// What the environments of a view tell apart.
///
/// The exact view is RDKit's. The coarse ones let what was learnt of one structure speak of its analogues: they forget
/// substitution, halogen, or which hetero atom it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
enum View {
    /// RDKit's Morgan invariants.
    Exact = 0,
    /// Element and aromaticity; bonds by kind.
    Element = 1,
    /// Element, aromaticity, unsaturation, whether hydrogens or a positive charge are there; bonds by kind.
    Electronic = 2,
    /// Carbon, hetero atom, halogen or other; aromaticity, ring, hydrogens; all bonds alike.
    Skeleton = 3,
}

/// One environment of one atom, keyed across views.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Keyed {
    /// View in the upper, identifier in the lower 32 bits.
    pub(super) key: u64,
    pub(super) center: usize,
    pub(super) radius: u8,
}

/// All features of one structure.
#[derive(Debug, Clone, PartialEq)]
pub struct Features {
    /// Keys of environments with how often they occur, sorted by key.
    pub environments: Vec<(u64, u32)>,
    /// Descriptors in their fixed order.
    pub descriptors: Vec<f32>,
    /// Identifiers of exact environments up to two bonds with their counts, sorted: what similarity compares.
    pub similarity: Vec<(u32, u32)>,
    /// Distinct exact environments of radius 0 and 1, sorted: what the domain compares.
    pub close: Vec<u32>,
}

/// Features together with the atoms they come from.
pub(super) struct Described {
    pub(super) features: Features,
    pub(super) keyed: Vec<Keyed>,
    pub(super) rows: Vec<Vec<f64>>,
}

impl Features {
    /// The features of the part of a structure that the model judges (see [`parent`]).
    ///
    /// # Errors
    /// Those of [`Molecule::environments`].
    pub fn of(molecule: &Molecule) -> Result<Self, MoleculeError> {
        Ok(Described::of(&parent(molecule))?.features)
    }
}

impl Described {
    /// Features of a structure of one component.
    pub(super) fn of(molecule: &Molecule) -> Result<Self, MoleculeError> {
        let exact = molecule.environments(MorganRadius::Three)?;
        let graph = Graph::of(molecule);
        let descriptors = Descriptors::of(molecule, &graph);
        let mut keyed: Vec<Keyed> = exact.iter().map(exactly).collect();
        for view in [View::Element, View::Electronic, View::Skeleton] {
            coarse(&graph, view, &mut keyed);
        }
        keyed.sort_unstable();
        let within = |radius: u8| {
            let mut found: Vec<u32> = exact
                .iter()
                .filter(|environment| environment.radius <= radius)
                .map(|environment| environment.identifier)
                .collect();
            found.sort_unstable();
            found
        };
        let mut close = within(1);
        close.dedup();
        Ok(Self {
            features: Features {
                environments: counted(keyed.iter().map(|environment| environment.key)),
                descriptors: descriptors.values(),
                similarity: counted(within(2).into_iter()),
                close,
            },
            keyed,
            rows: descriptors.rows,
        })
    }
}

/// Runs of equal items with their lengths.
fn counted<T: PartialEq>(sorted: impl Iterator<Item = T>) -> Vec<(T, u32)> {
    let mut counts: Vec<(T, u32)> = Vec::new();
    for item in sorted {
        match counts.last_mut() {
            Some((last, count)) if *last == item => *count += 1,
            _ => counts.push((item, 1)),
        }
    }
    counts
}

fn exactly(environment: &Environment) -> Keyed {
    Keyed {
        key: key(View::Exact, environment.identifier),
        center: environment.center,
        radius: environment.radius,
    }
}

fn key(view: View, identifier: u32) -> u64 {
    (view as u64) << 32 | u64::from(identifier)
}

/// Adds the environments of a coarse view: each round hashes an atom with its neighbors as they were the round before.
///
/// Unlike the exact view nothing is left out where two atoms see the same bonds: the trees do not mind.
fn coarse(graph: &Graph, view: View, keyed: &mut Vec<Keyed>) {
    let mut current: Vec<u32> = (0..graph.atoms.len())
        .map(|atom| mix(view as u32 + 1, kind(graph, view, atom)))
        .collect();
    for radius in 0..=RADIUS {
        if radius > 0 {
            current = (0..current.len())
                .map(|atom| grown(graph, view, &current, atom))
                .collect();
        }
        keyed.extend(
            current
                .iter()
                .enumerate()
                .map(|(center, identifier)| Keyed {
                    key: key(view, *identifier),
                    center,
                    radius,
                }),
        );
    }
}

fn grown(graph: &Graph, view: View, current: &[u32], atom: usize) -> u32 {
    let mut around: Vec<(u32, u32)> = graph.atoms[atom]
        .neighbors
        .iter()
        .map(|&(neighbor, bond)| {
            let bond = match (view, bond) {
                (View::Skeleton, _) | (_, BondKind::Single | BondKind::Other) => 1,
                (_, BondKind::Double) => 2,
                (_, BondKind::Triple) => 3,
                (_, BondKind::Aromatic) => 4,
            };
            (bond, current[neighbor])
        })
        .collect();
    around.sort_unstable();
    around.iter().fold(
        mix(0x5bd1_e995, current[atom]),
        |hash, &(bond, neighbor)| mix(mix(hash, bond), neighbor),
    )
}

/// What a coarse view sees of one atom.
fn kind(graph: &Graph, view: View, index: usize) -> u32 {
    let atom = &graph.atoms[index];
    let element = match atom.element.atomic_number() {
        6 => 1,
        7 => 2,
        8 => 3,
        16 => 4,
        15 => 5,
        9 => 6,
        17 | 35 | 53 => 7,
        5 => 8,
        14 => 9,
        _ => 10,
    };
    let flag = |yes: bool, place: u32| u32::from(yes) << place;
    match view {
        View::Exact | View::Element => element << 8 | flag(atom.aromatic, 0),
        View::Electronic => {
            element << 8
                | flag(atom.aromatic, 0)
                | flag(graph.unsaturated(index), 1)
                | flag(atom.hydrogens > 0, 2)
                | flag(atom.charge > 0, 3)
        }
        View::Skeleton => {
            let class = match element {
                1 => 1,
                2..=4 => 2,
                6 | 7 => 3,
                _ => 4,
            };
            class << 8
                | flag(atom.aromatic, 0)
                | flag(graph.in_ring[index], 1)
                | flag(atom.hydrogens > 0, 2)
        }
    }
}

/// Mixes a word into a hash (the finalizer of MurmurHash3, public domain): the identifiers are in the model file, so
/// the function may never change.
fn mix(hash: u32, word: u32) -> u32 {
    let mut mixed = hash
        .rotate_left(13)
        .wrapping_mul(5)
        .wrapping_add(0xe654_6b64)
        ^ word.wrapping_mul(0x9e37_79b1);
    mixed ^= mixed >> 16;
    mixed = mixed.wrapping_mul(0x85eb_ca6b);
    mixed ^= mixed >> 13;
    mixed = mixed.wrapping_mul(0xc2b2_ae35);
    mixed ^ mixed >> 16
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn same(one: &str, other: &str) {
        let of = |smiles: &str| Features::of(&Molecule::parse(smiles).unwrap()).unwrap();
        assert_eq!(of(one), of(other), "{one} {other}");
    }

    #[test]
    fn spelling_and_counter_ions_do_not_matter() {
        same("CC(=O)Nc1ccc(O)cc1", "Oc1ccc(cc1)NC(C)=O");
        same("O=[N+]([O-])c1ccccc1Br", "c1cc(Br)c(cc1)N(=O)=O");
        same("CCN.Cl", "NCC");
        same("[Na+].CS(=O)(=O)[O-].O", "[O-]S(C)(=O)=O");
        same("C1CC2CCC1C2OC(=O)C=C", "C=CC(=O)OC1C2CCC1CC2");
    }

    #[test]
    fn coarse_views_forget() {
        let of = |smiles: &str, view: View| -> Vec<u64> {
            Features::of(&Molecule::parse(smiles).unwrap())
                .unwrap()
                .environments
                .iter()
                .filter(|(key, _)| key >> 32 == view as u64)
                .map(|(key, _)| *key)
                .collect()
        };
        assert_eq!(of("CCCl", View::Element), of("CCBr", View::Element));
        assert_ne!(of("CCCl", View::Exact), of("CCBr", View::Exact));
        assert_eq!(of("CCO", View::Skeleton), of("CCN", View::Skeleton));
        assert_ne!(of("CC=O", View::Electronic), of("CCO", View::Electronic));
    }
}
