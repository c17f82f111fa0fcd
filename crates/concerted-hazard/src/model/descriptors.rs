//! Numbers that describe a structure as a whole, each the sum of what its atoms contribute.
//!
//! Because every descriptor is a sum over atoms, what the model owes to a descriptor can be handed back to the atoms
//! that made it. A maximum is the sum in which one atom contributes everything.

use concerted_molecule::{BondKind, Molecule};

use super::graph::{Graph, REACH};

/// Descriptors of one structure: `rows[d][a]` is what atom `a` contributes to descriptor `d`.
pub(super) struct Descriptors {
    pub(super) rows: Vec<Vec<f64>>,
}

impl Descriptors {
    /// The values, rounded to 10⁻⁴: the order of the atoms changes the last digits of a sum, and two spellings of
    /// one structure must get the same prediction.
    pub(super) fn values(&self) -> Vec<f32> {
        self.rows
            .iter()
            .map(|row| ((row.iter().sum::<f64>() * 1e4).round() / 1e4) as f32)
            .collect()
    }

    pub(super) fn of(molecule: &Molecule, graph: &Graph) -> Self {
        let count = graph.atoms.len();
        // Where the engine cannot type the atoms, the contributions are unknown: the trees see "not a number" and
        // take the branch that was larger in training... never reached for the elements of organic chemistry.
        let crippen = molecule
            .crippen_contributions()
            .unwrap_or_else(|| vec![(f64::NAN, f64::NAN); count]);
        let mut rows = composition(graph);
        rows.extend(shape(molecule, graph));
        let log_p: Vec<f64> = crippen.iter().map(|of| of.0).collect();
        let refractivity: Vec<f64> = crippen.iter().map(|of| of.1).collect();
        let state = electrotopological(graph);
        rows.extend(histogram(
            &log_p,
            &[-1.0, -0.5, -0.2, 0.0, 0.15, 0.3, 0.5, 0.8],
        ));
        rows.extend(histogram(&refractivity, &[1.5, 2.5, 3.2, 4.0, 5.0, 6.5]));
        rows.extend(histogram(
            &state,
            &[-2.0, -0.5, 0.3, 0.8, 1.3, 1.8, 2.3, 4.0, 8.0],
        ));
        rows.extend(state_by_kind(graph, &state));
        let negativity: Vec<f64> = graph
            .atoms
            .iter()
            .map(|atom| electronegativity(atom.element.atomic_number()) - 2.55)
            .collect();
        let unsaturated: Vec<f64> = (0..count)
            .map(|atom| f64::from(u8::from(graph.unsaturated(atom))))
            .collect();
        for property in [&log_p, &refractivity, &state, &negativity] {
            rows.push(property.clone());
            rows.extend(extremes(property));
            rows.extend(eigenvalue(graph, property));
        }
        for property in [&log_p, &refractivity, &state, &negativity, &unsaturated] {
            rows.extend(autocorrelation(graph, property));
        }
        Self { rows }
    }
}

fn row(graph: &Graph, of: impl Fn(usize) -> f64) -> Vec<f64> {
    (0..graph.atoms.len()).map(of).collect()
}

fn flag(yes: bool) -> f64 {
    f64::from(u8::from(yes))
}

/// Counts of elements, hydrogens and charges.
fn composition(graph: &Graph) -> Vec<Vec<f64>> {
    const ELEMENTS: [u8; 9] = [6, 7, 8, 9, 17, 35, 53, 16, 15];
    let number = |atom: usize| graph.atoms[atom].element.atomic_number();
    let mut rows: Vec<Vec<f64>> = ELEMENTS
        .iter()
        .map(|element| row(graph, |atom| flag(number(atom) == *element)))
        .collect();
    rows.push(row(graph, |atom| flag(!ELEMENTS.contains(&number(atom)))));
    rows.push(row(graph, |atom| f64::from(graph.atoms[atom].hydrogens)));
    rows.push(row(graph, |atom| flag(graph.atoms[atom].charge > 0)));
    rows.push(row(graph, |atom| flag(graph.atoms[atom].charge < 0)));
    rows.push(row(graph, |_| 1.0));
    rows
}

/// Rings, unsaturation, flexibility and hydrogen bonding.
fn shape(molecule: &Molecule, graph: &Graph) -> Vec<Vec<f64>> {
    let count = graph.atoms.len() as f64;
    let atoms = &graph.atoms;
    let number = |atom: usize| atoms[atom].element.atomic_number();
    let bonds: usize = graph.atoms.iter().map(|atom| atom.neighbors.len()).sum();
    let rings = bonds as f64 / 2.0 - count + 1.0;
    let aromatic_bonds = |atom: usize| {
        graph.atoms[atom]
            .neighbors
            .iter()
            .filter(|(_, kind)| *kind == BondKind::Aromatic)
            .count()
    };
    let polar = |atom: usize| matches!(number(atom), 7 | 8);
    let polar_atoms = (0..atoms.len()).filter(|atom| polar(*atom)).count().max(1) as f64;
    let surface = molecule.tpsa().unwrap_or(f64::NAN);
    let rotatable = |atom: usize| {
        let turns = |&&(other, kind): &&(usize, BondKind)| {
            kind == BondKind::Single
                && graph.atoms[atom].neighbors.len() > 1
                && graph.atoms[other].neighbors.len() > 1
                && !(graph.in_ring[atom] && graph.in_ring[other])
        };
        graph.atoms[atom].neighbors.iter().filter(turns).count() as f64 / 2.0
    };
    vec![
        row(graph, |_| molecule.molar_mass() / count),
        row(graph, |_| rings / count),
        row(graph, |atom| flag(atoms[atom].aromatic)),
        row(graph, |atom| {
            flag(atoms[atom].aromatic && number(atom) != 6)
        }),
        // Aromatic rings: bonds − atoms (+ ring systems) of the aromatic part.
        row(graph, |atom| {
            aromatic_bonds(atom) as f64 / 2.0 - flag(atoms[atom].aromatic)
        }),
        row(graph, |atom| {
            flag(atoms[atom].aromatic && graph.ring_neighbors[atom] > 2)
        }),
        row(graph, |atom| {
            flag(graph.in_ring[atom] && !atoms[atom].aromatic)
        }),
        row(graph, |atom| {
            flag(number(atom) == 6 && !graph.unsaturated(atom)) / count
        }),
        row(graph, |atom| {
            flag(number(atom) == 6 && graph.unsaturated(atom) && !atoms[atom].aromatic)
        }),
        row(graph, rotatable),
        row(graph, |atom| {
            flag(polar(atom)) * f64::from(atoms[atom].hydrogens)
        }),
        row(graph, |atom| flag(polar(atom) && atoms[atom].hydrogens > 0)),
        row(graph, |atom| flag(polar(atom) && atoms[atom].charge <= 0)),
        row(graph, |atom| {
            if polar(atom) {
                surface / polar_atoms
            } else {
                0.0
            }
        }),
    ]
}

/// How many atoms fall between the edges: one row below the first, between each two, and above the last.
fn histogram(property: &[f64], edges: &[f64]) -> Vec<Vec<f64>> {
    (0..=edges.len())
        .map(|bin| {
            property
                .iter()
                .map(|value| flag(edges.iter().filter(|edge| value >= edge).count() == bin))
                .collect()
        })
        .collect()
}

/// Electrotopological state Sᵢ = Iᵢ + Σⱼ (Iᵢ − Iⱼ) / (dᵢⱼ + 1)² over atoms within reach, with the intrinsic state
/// I = ((2/N)² δᵛ + 1) / δ (Kier and Hall, Pharmaceutical Research 7, 1990, 801).
fn electrotopological(graph: &Graph) -> Vec<f64> {
    let intrinsic: Vec<f64> = (0..graph.atoms.len())
        .map(|index| {
            let atom = &graph.atoms[index];
            let degree = graph.atoms[index].neighbors.len() as f64;
            if degree == 0.0 {
                return 0.0;
            }
            let (period, electrons) = shell(atom.element.atomic_number());
            let valence = electrons - f64::from(atom.hydrogens) - f64::from(atom.charge);
            ((2.0 / period) * (2.0 / period) * valence + 1.0) / degree
        })
        .collect();
    let mut state = intrinsic.clone();
    for &(first, second, distance) in &graph.pairs {
        let separation = (distance + 1) as f64;
        let shift = (intrinsic[first] - intrinsic[second]) / (separation * separation);
        state[first] += shift;
        state[second] -= shift;
    }
    state
}

/// Sums, largest and smallest electrotopological state of the kinds of atoms that alerts speak of.
fn state_by_kind(graph: &Graph, state: &[f64]) -> Vec<Vec<f64>> {
    let kind = |atom: usize| {
        let of = &graph.atoms[atom];
        match of.element.atomic_number() {
            6 if of.aromatic => 0,
            6 if graph.unsaturated(atom) => 1,
            6 => 2,
            7 if of.aromatic => 3,
            7 => 4,
            8 => 5,
            9 | 17 | 35 | 53 => 6,
            _ => 7,
        }
    };
    let mut rows = Vec::new();
    for wanted in 0..8 {
        let of_kind: Vec<f64> = (0..state.len())
            .map(|atom| {
                if kind(atom) == wanted {
                    state[atom]
                } else {
                    0.0
                }
            })
            .collect();
        rows.extend(extremes(&of_kind));
        rows.push(of_kind);
    }
    rows
}

/// The largest and the smallest value, each contributed by the atom that has it.
fn extremes(property: &[f64]) -> [Vec<f64>; 2] {
    let only = |better: fn(f64, f64) -> bool| {
        let mut place = 0;
        for (atom, value) in property.iter().enumerate() {
            if better(*value, property[place]) {
                place = atom;
            }
        }
        let mut row = vec![0.0; property.len()];
        if let Some(slot) = row.get_mut(place) {
            *slot = property[place];
        }
        row
    };
    [only(|new, old| new > old), only(|new, old| new < old)]
}

/// Σ pᵢ pⱼ over the pairs at each distance from 0 to [`REACH`] bonds (Moreau and Broto 1980), half to each atom; then
/// the same per pair for the distances 1 to 4.
fn autocorrelation(graph: &Graph, property: &[f64]) -> Vec<Vec<f64>> {
    let mut rows = vec![vec![0.0; property.len()]; REACH + 1];
    let mut counts = [0_usize; REACH + 1];
    for (slot, value) in rows[0].iter_mut().zip(property) {
        *slot = value * value;
    }
    for &(first, second, distance) in &graph.pairs {
        let half = property[first] * property[second] / 2.0;
        rows[distance][first] += half;
        rows[distance][second] += half;
        counts[distance] += 1;
    }
    for distance in 1..=4 {
        let scale = 1.0 / counts[distance].max(1) as f64;
        rows.push(rows[distance].iter().map(|value| value * scale).collect());
    }
    rows
}

/// The largest and smallest eigenvalue of the bond matrix with the property on its diagonal (Burden 1989), by power
/// iteration; atoms contribute by their share of the eigenvector.
fn eigenvalue(graph: &Graph, property: &[f64]) -> [Vec<f64>; 2] {
    // By Gershgorin no eigenvalue lies beyond the largest |property| plus four bonds of at most 0.6.
    let bound = property
        .iter()
        .fold(0.0_f64, |most, value| most.max(value.abs()))
        + 4.0;
    [1.0, -1.0].map(|sign| {
        let mut vector = vec![1.0 / (property.len() as f64).sqrt(); property.len()];
        let mut value = 0.0;
        for _ in 0..30 {
            let image = times(graph, property, &vector);
            value = vector
                .iter()
                .zip(&image)
                .map(|(one, other)| one * other)
                .sum();
            let shifted: Vec<f64> = image
                .iter()
                .zip(&vector)
                .map(|(image, old)| sign * image + bound * old)
                .collect();
            let length = shifted.iter().map(|part| part * part).sum::<f64>().sqrt();
            vector = shifted.iter().map(|part| part / length).collect();
        }
        let norm: f64 = vector.iter().map(|part| part * part).sum();
        vector
            .iter()
            .map(|part| value * part * part / norm)
            .collect()
    })
}

fn times(graph: &Graph, property: &[f64], vector: &[f64]) -> Vec<f64> {
    (0..vector.len())
        .map(|atom| {
            graph.atoms[atom]
                .neighbors
                .iter()
                .map(|&(other, kind)| strength(kind) * vector[other])
                .sum::<f64>()
                + property[atom] * vector[atom]
        })
        .collect()
}

fn strength(kind: BondKind) -> f64 {
    match kind {
        BondKind::Single | BondKind::Other => 0.1,
        BondKind::Aromatic => 0.15,
        BondKind::Double => 0.2,
        BondKind::Triple => 0.3,
    }
}

/// Period and valence electrons of the elements of organic chemistry; others count as carbon's column.
fn shell(number: u8) -> (f64, f64) {
    match number {
        5 => (2.0, 3.0),
        7 => (2.0, 5.0),
        8 => (2.0, 6.0),
        9 => (2.0, 7.0),
        14 => (3.0, 4.0),
        15 => (3.0, 5.0),
        16 => (3.0, 6.0),
        17 => (3.0, 7.0),
        34 => (4.0, 6.0),
        35 => (4.0, 7.0),
        53 => (5.0, 7.0),
        _ => (2.0, 4.0),
    }
}

/// Electronegativity after Pauling; elements not listed count as carbon.
fn electronegativity(number: u8) -> f64 {
    match number {
        1 => 2.20,
        5 => 2.04,
        7 => 3.04,
        8 => 3.44,
        9 => 3.98,
        14 => 1.90,
        15 => 2.19,
        16 => 2.58,
        17 => 3.16,
        35 => 2.96,
        53 => 2.66,
        _ => 2.55,
    }
}
