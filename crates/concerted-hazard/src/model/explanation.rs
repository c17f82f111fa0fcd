//! From what features moved to what atoms moved.

use concerted_molecule::{Environment, Molecule, MoleculeError};

use super::features::Described;
use super::forest::Forest;

/// Shares what each feature moved among the atoms it speaks of; the sum stays the same.
pub(super) fn spread(
    molecule: &Molecule,
    described: &Described,
    forest: &Forest,
    of_feature: &[f64],
) -> Vec<f64> {
    let count = described.rows.first().map_or(0, Vec::len);
    let mut of_atom = vec![0.0; count];
    let mut everywhere = 0.0;
    for (place, moved) in of_feature.iter().enumerate() {
        if *moved == 0.0 {
            continue;
        }
        let weights: Vec<f64> = match place.checked_sub(forest.keys.len()) {
            Some(descriptor) => described.rows[descriptor]
                .iter()
                .map(|part| part.abs())
                .collect(),
            None => covered(molecule, described, forest.keys[place], count),
        };
        let total: f64 = weights.iter().sum();
        if total > 0.0 {
            for (atom, weight) in weights.iter().enumerate() {
                of_atom[atom] += moved * weight / total;
            }
        } else {
            // Nothing of the feature is here (or its contributions are unknown): its absence is a property of the whole.
            everywhere += moved;
        }
    }
    for atom in &mut of_atom {
        *atom += everywhere / count as f64;
    }
    of_atom
}

/// How often the environments with a key cover each atom.
fn covered(molecule: &Molecule, described: &Described, key: u64, count: usize) -> Vec<f64> {
    let mut weights = vec![0.0; count];
    let start = described.keyed.partition_point(|keyed| keyed.key < key);
    for keyed in described.keyed[start..]
        .iter()
        .take_while(|keyed| keyed.key == key)
    {
        let atoms = molecule.environment_atoms(&Environment {
            center: keyed.center,
            radius: keyed.radius,
            identifier: 0,
        });
        for atom in &atoms {
            weights[*atom] += 1.0 / atoms.len() as f64;
        }
    }
    weights
}

/// Puts the numbers of the parent's atoms to the atoms of the whole structure.
///
/// The parent was read from its own text, so its atoms are numbered anew. They are found again by the environments
/// around them, which do not depend on the numbering; atoms that look alike to three bonds may swap.
///
/// # Errors
/// Those of [`Molecule::environments`].
pub(super) fn placed(
    molecule: &Molecule,
    described: &Described,
    of_parent: Vec<f64>,
) -> Result<Vec<f64>, MoleculeError> {
    let components = molecule.atom_components();
    if components.iter().all(|component| *component == 0) {
        return Ok(of_parent);
    }
    let wanted = signatures(described, of_parent.len());
    let all = signatures(&Described::of(molecule)?, components.len());
    let mut in_order = wanted.clone();
    in_order.sort();
    let mut placed = vec![0.0; components.len()];
    for component in 0..components.len() {
        let members: Vec<usize> = (0..components.len())
            .filter(|atom| components[*atom] == component)
            .collect();
        let mut found: Vec<_> = members.iter().map(|atom| all[*atom].clone()).collect();
        found.sort();
        if found != in_order {
            continue;
        }
        let mut open: Vec<usize> = (0..wanted.len()).collect();
        for member in members {
            if let Some(place) = open.iter().position(|atom| wanted[*atom] == all[member]) {
                placed[member] = of_parent[open.remove(place)];
            }
        }
        break;
    }
    Ok(placed)
}

/// For each atom the environments it is the center of, apart from those that the exact view gives to one of several
/// equal atoms only.
fn signatures(described: &Described, count: usize) -> Vec<Vec<u64>> {
    let mut signatures = vec![Vec::new(); count];
    for keyed in &described.keyed {
        let coarse = keyed.key >> 32 > 0;
        if coarse || keyed.radius == 0 {
            signatures[keyed.center].push(keyed.key);
        }
    }
    signatures
}
