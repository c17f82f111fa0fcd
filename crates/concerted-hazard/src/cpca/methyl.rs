//! Activating: methyl on a beta carbon (-1).
//!
//! As in FDA's program the beta carbon is a CH: the methyl of n-propyl and the methyls of neopentyl do not count, and
//! neither does the one of 2-hydroxypropyl, whose carbon has a terminal heteroatom of its own.

use super::group::ScoringStep;
use super::skeleton::{CARBON, Center, Skeleton};

pub(super) fn feature(skeleton: &Skeleton, center: &Center) -> Option<ScoringStep> {
    let methyl = center
        .alphas
        .iter()
        .find_map(|alpha| on_beta(skeleton, center.amine, *alpha))?;
    Some(ScoringStep {
        feature: "beta-methyl",
        name: "Methyl group on a beta carbon",
        points: -1,
        atoms: vec![methyl],
        sentence: "A beta carbon carries a methyl group: -1.".into(),
    })
}

fn on_beta(skeleton: &Skeleton, amine: usize, alpha: usize) -> Option<usize> {
    let only_carbon = skeleton
        .neighbors(alpha)
        .all(|atom| atom == amine || skeleton.is_carbon(atom));
    if !skeleton.is_sp3_carbon(alpha) || !only_carbon {
        return None;
    }
    skeleton
        .neighbors(alpha)
        .filter(|beta| skeleton.is_sp3_carbon(*beta) && skeleton.hydrogens(*beta) == 1)
        .filter(|beta| !has_terminal_heteroatom(skeleton, *beta))
        .flat_map(|beta| skeleton.neighbors(beta))
        .find(|atom| *atom != alpha && skeleton.is_methyl(*atom))
}

fn has_terminal_heteroatom(skeleton: &Skeleton, atom: usize) -> bool {
    skeleton.neighbors(atom).any(|neighbor| {
        skeleton.element(neighbor) != CARBON && skeleton.neighbors(neighbor).count() == 1
    })
}
