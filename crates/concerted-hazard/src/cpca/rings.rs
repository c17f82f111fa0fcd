//! Deactivating: the ring of the N-nitroso group (+1 to +3).

use std::collections::VecDeque;

use super::group::ScoringStep;
use super::skeleton::{Center, OXYGEN, SULFUR, Skeleton};

/// Largest ring that scores.
const LARGEST: usize = 7;

/// Id, name and points of a kind of ring.
type Kind = (&'static str, &'static str, i8);

const PYRROLIDINE: Kind = ("pyrrolidine", "N-nitroso group in a pyrrolidine ring", 3);
const SULFUR_RING: Kind = (
    "ring-6-sulfur",
    "N-nitroso group in a 6-membered ring with sulfur",
    3,
);
const MORPHOLINE: Kind = ("morpholine", "N-nitroso group in a morpholine ring", 1);
const OTHER_5_OR_6: Kind = (
    "ring-5-or-6",
    "N-nitroso group in another 5- or 6-membered ring",
    2,
);
const RING_7: Kind = ("ring-7", "N-nitroso group in a 7-membered ring", 1);

pub(super) fn feature(skeleton: &Skeleton, center: &Center) -> Option<ScoringStep> {
    // A bridged ring system can have several smallest rings: the one that deactivates most by name comes first.
    let (_, kind, ring) = smallest_rings(skeleton, center)
        .into_iter()
        .filter_map(|ring| kind(skeleton, &ring).map(|(rank, kind)| (rank, kind, ring)))
        .min_by_key(|(rank, ..)| *rank)?;
    let (feature, name, points) = kind;
    Some(ScoringStep {
        feature,
        name,
        points,
        // The amine nitrogen already carries the note of the alpha hydrogens: the far side of the ring is free.
        atoms: far_side_first(ring),
        sentence: format!("{name}: {points:+}."),
    })
}

/// The kind of a ring, and how early it is to be asked for.
fn kind(skeleton: &Skeleton, ring: &[usize]) -> Option<(u8, Kind)> {
    match ring.len() {
        5 if ring[1..].iter().all(|atom| skeleton.is_sp3_carbon(*atom)) => Some((0, PYRROLIDINE)),
        6 if ring.iter().any(|atom| skeleton.element(*atom) == SULFUR) => Some((0, SULFUR_RING)),
        6 if is_morpholine(skeleton, ring) => Some((1, MORPHOLINE)),
        5 | 6 => Some((2, OTHER_5_OR_6)),
        7 => Some((2, RING_7)),
        _ => None,
    }
}

/// The smallest rings through the amine nitrogen, which stands first; none beyond seven atoms.
pub(super) fn smallest_rings(skeleton: &Skeleton, center: &Center) -> Vec<Vec<usize>> {
    smallest(skeleton, center)
        .filter(|size| *size <= LARGEST)
        .map(|size| rings(skeleton, center, size))
        .unwrap_or_default()
}

/// Size of the smallest ring through the amine nitrogen.
pub(super) fn smallest(skeleton: &Skeleton, center: &Center) -> Option<usize> {
    let [start, goal] = center.alphas;
    let mut sizes = vec![0; skeleton.len()];
    // The nitrogen and its first partner are the first two atoms of the ring.
    sizes[start] = 2;
    let mut queue = VecDeque::from([start]);
    while let Some(atom) = queue.pop_front() {
        if atom == goal {
            return Some(sizes[atom]);
        }
        for next in skeleton.neighbors(atom) {
            if next != center.amine && sizes[next] == 0 {
                sizes[next] = sizes[atom] + 1;
                queue.push_back(next);
            }
        }
    }
    None
}

/// Every ring of one size through the amine nitrogen, which stands first.
fn rings(skeleton: &Skeleton, center: &Center, size: usize) -> Vec<Vec<usize>> {
    let mut found = Vec::new();
    let mut open = vec![vec![center.amine, center.alphas[0]]];
    while let Some(path) = open.pop() {
        let last = path[path.len() - 1];
        if path.len() == size {
            if last == center.alphas[1] {
                found.push(path);
            }
            continue;
        }
        for next in skeleton.neighbors(last) {
            if !path.contains(&next) {
                let mut longer = path.clone();
                longer.push(next);
                open.push(longer);
            }
        }
    }
    found.sort();
    found
}

/// Oxygen opposite the nitrogen, the rest saturated carbon.
fn is_morpholine(skeleton: &Skeleton, ring: &[usize]) -> bool {
    ring.iter()
        .enumerate()
        .skip(1)
        .all(|(place, atom)| match place {
            3 => skeleton.element(*atom) == OXYGEN,
            _ => skeleton.is_sp3_carbon(*atom),
        })
}

fn far_side_first(mut ring: Vec<usize>) -> Vec<usize> {
    let half = ring.len() / 2;
    ring.rotate_left(half);
    ring
}
