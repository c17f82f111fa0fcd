//! Deactivating: a carboxylic acid anywhere in the molecule (+3).

use concerted_molecule::BondKind;

use super::group::ScoringStep;
use super::skeleton::{Center, OXYGEN, Skeleton};
use crate::parent::is_salt_metal;

pub(super) fn feature(skeleton: &Skeleton, center: &Center) -> Option<ScoringStep> {
    // A counter-ion beside the molecule, such as acetate, is not part of it.
    let acid = skeleton
        .component(center.amine)
        .into_iter()
        .find_map(|atom| acid_atoms(skeleton, atom))?;
    Some(ScoringStep {
        feature: "carboxylic-acid",
        name: "Carboxylic acid anywhere in the molecule",
        points: 3,
        atoms: acid,
        sentence: "The molecule carries a carboxylic acid: +3.".into(),
    })
}

/// Carbon and both oxygens of a carboxylic acid or carboxylate, if `carbon` is the carbon of one.
pub(super) fn acid_atoms(skeleton: &Skeleton, carbon: usize) -> Option<Vec<usize>> {
    if !skeleton.is_carbon(carbon) {
        return None;
    }
    let oxo = skeleton.oxo(carbon).next()?;
    let mut singles = skeleton.by(carbon, BondKind::Single);
    let hydroxyl = singles.find(|atom| is_acidic(skeleton, *atom))?;
    // Carbonic and carbamic acids are none.
    let rest = skeleton
        .neighbors(carbon)
        .find(|atom| *atom != oxo && *atom != hydroxyl);
    rest.is_none_or(|atom| skeleton.is_carbon(atom))
        .then(|| vec![carbon, oxo, hydroxyl])
}

fn is_acidic(skeleton: &Skeleton, oxygen: usize) -> bool {
    let others: Vec<usize> = skeleton.neighbors(oxygen).collect();
    let bonded_metal = others
        .iter()
        .any(|atom| is_salt_metal(skeleton.element(*atom)));
    let anion = others.len() == 1 && skeleton.charge(oxygen) == -1;
    skeleton.element(oxygen) == OXYGEN && (skeleton.is_hydroxyl(oxygen) || anion || bonded_metal)
}
