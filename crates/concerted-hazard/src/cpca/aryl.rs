//! Activating: aryl on an alpha carbon (-1).

use super::group::ScoringStep;
use super::skeleton::{Center, Skeleton};

pub(super) fn feature(skeleton: &Skeleton, center: &Center) -> Option<ScoringStep> {
    let aryl = center
        .alphas
        .iter()
        .filter(|alpha| skeleton.is_sp3_carbon(**alpha))
        .flat_map(|alpha| skeleton.neighbors(*alpha))
        .find(|atom| skeleton.aromatic(*atom))?;
    Some(ScoringStep {
        feature: "alpha-aryl",
        name: "Aryl group on an alpha carbon",
        points: -1,
        atoms: vec![aryl],
        sentence: "An alpha carbon carries an aryl group: -1.".into(),
    })
}
