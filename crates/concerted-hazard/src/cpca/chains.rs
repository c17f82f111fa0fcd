//! Deactivating: long chains on both sides of an acyclic N-nitroso group (+1).

use std::collections::VecDeque;

use super::group::ScoringStep;
use super::rings;
use super::skeleton::{Center, Skeleton};

/// Atoms that make a chain long, the alpha carbon included.
const LONG: usize = 5;
/// Largest cycle that is taken for one ring; the way around a macrocycle is a chain.
const LARGEST_RING: usize = 8;

pub(super) fn feature(skeleton: &Skeleton, center: &Center) -> Option<ScoringStep> {
    if rings::smallest(skeleton, center).is_some() {
        return None;
    }
    let [first, second] = center.alphas;
    let mut atoms = chain(skeleton, center.amine, first)?;
    // The end of the chain is where there is room for a note.
    atoms.reverse();
    atoms.extend(chain(skeleton, center.amine, second)?);
    Some(ScoringStep {
        feature: "long-chains",
        name: "Chains of five or more atoms on both sides of an acyclic N-nitroso group",
        points: 1,
        atoms,
        sentence:
            "Both sides of the acyclic N-nitroso group carry a chain of at least five atoms: +1."
                .into(),
    })
}

/// A chain of five atoms from an alpha carbon away from the nitrogen, at most four of them in one ring.
fn chain(skeleton: &Skeleton, amine: usize, alpha: usize) -> Option<Vec<usize>> {
    let mut open = vec![vec![amine, alpha]];
    while let Some(path) = open.pop() {
        if path.len() == LONG + 1 {
            let chain = &path[1..];
            if !in_one_ring(skeleton, chain) {
                return Some(chain.to_vec());
            }
            continue;
        }
        for next in skeleton.neighbors(path[path.len() - 1]) {
            if !path.contains(&next) {
                let mut longer = path.clone();
                longer.push(next);
                open.push(longer);
            }
        }
    }
    None
}

/// Whether a short way leads from the end of a path back to its beginning without touching it.
fn in_one_ring(skeleton: &Skeleton, path: &[usize]) -> bool {
    let (start, goal) = (path[path.len() - 1], path[0]);
    let mut sizes = vec![0; skeleton.len()];
    for atom in &path[1..] {
        sizes[*atom] = path.len();
    }
    let mut queue = VecDeque::from([start]);
    while let Some(atom) = queue.pop_front() {
        if atom == goal {
            return true;
        }
        if sizes[atom] > LARGEST_RING {
            continue;
        }
        for next in skeleton.neighbors(atom) {
            if sizes[next] == 0 {
                sizes[next] = sizes[atom] + 1;
                queue.push_back(next);
            }
        }
    }
    false
}
