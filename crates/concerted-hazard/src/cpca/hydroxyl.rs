//! Deactivating: hydroxyl on the beta carbons (+1 on one side, +2 on both).

use super::group::ScoringStep;
use super::skeleton::{Center, Skeleton};

pub(super) fn feature(skeleton: &Skeleton, center: &Center) -> Option<ScoringStep> {
    let atoms: Vec<usize> = center
        .alphas
        .iter()
        .filter_map(|alpha| on_beta(skeleton, *alpha))
        .collect();
    match atoms.len() {
        1 => Some(ScoringStep {
            feature: "beta-hydroxyl-one-side",
            name: "Hydroxyl on the beta carbon of one side",
            points: 1,
            atoms,
            sentence: "A beta carbon of one side carries a hydroxyl group: +1.".into(),
        }),
        2 => Some(ScoringStep {
            feature: "beta-hydroxyl-both-sides",
            name: "Hydroxyl on the beta carbons of both sides",
            points: 2,
            atoms,
            sentence: "Beta carbons of both sides carry a hydroxyl group: +2.".into(),
        }),
        _ => None,
    }
}

/// The hydroxyl oxygen on an sp3 carbon beside an alpha carbon.
fn on_beta(skeleton: &Skeleton, alpha: usize) -> Option<usize> {
    skeleton
        .neighbors(alpha)
        .filter(|beta| skeleton.is_sp3_carbon(*beta))
        .flat_map(|beta| skeleton.neighbors(beta))
        .find(|atom| skeleton.is_hydroxyl(*atom))
}
