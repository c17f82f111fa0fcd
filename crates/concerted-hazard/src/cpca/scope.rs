//! Which N-nitroso groups the rule covers.

use concerted_molecule::BondKind;

use super::rings;
use super::skeleton::{Center, NITROGEN, OXYGEN, Skeleton};

/// The two alpha carbons of a group, or the sentence that says why the rule does not cover it.
pub(super) fn center(
    skeleton: &Skeleton,
    [amine, nitroso, oxygen]: [usize; 3],
) -> Result<Center, String> {
    let separated = skeleton.charge(oxygen) == -1;
    if skeleton.charge(amine) != 0 && !separated {
        return Err(
            "The amine nitrogen carries a charge of its own, so it is no nitrosamine.".into(),
        );
    }
    let partners: Vec<usize> = skeleton
        .neighbors(amine)
        .filter(|atom| *atom != nitroso)
        .collect();
    if let Some(hetero) = partners.iter().find(|atom| !skeleton.is_carbon(**atom)) {
        let bonded_to = match skeleton.element(*hetero) {
            NITROGEN => "nitrogen",
            OXYGEN => "oxygen",
            _ => "a heteroatom",
        };
        return Err(format!(
            "The amine nitrogen is bonded to {bonded_to}; the approach needs a carbon on both sides."
        ));
    }
    let &[first, second] = partners.as_slice() else {
        return Err(
            "The amine nitrogen is not bonded to two carbons, which the approach needs.".into(),
        );
    };
    let center = Center {
        amine,
        alphas: [first, second],
    };
    for alpha in center.alphas {
        if let Some(class) = acyl_like(skeleton, alpha, amine) {
            return Err(format!(
                "A carbon beside the amine nitrogen has a double or triple bond to a heteroatom ({class}), which the \
                 approach leaves out."
            ));
        }
    }
    if skeleton.aromatic(amine) && !is_quinoid(skeleton, &center) {
        return Err(
            "The N-nitroso group is part of an aromatic ring, which the approach leaves out."
                .into(),
        );
    }
    Ok(center)
}

/// Whether the ring of the nitrogen carries a double bond to the outside, as 4-quinolones and 4-pyridones do.
///
/// Such rings count as aromatic by number of electrons, yet FDA's program judges them as enamines, and EMA, FDA and
/// Health Canada list a category for N-nitroso-ivacaftor.
fn is_quinoid(skeleton: &Skeleton, center: &Center) -> bool {
    rings::smallest_rings(skeleton, center).iter().any(|ring| {
        ring.iter().any(|atom| {
            skeleton
                .by(*atom, BondKind::Double)
                .any(|outside| !ring.contains(&outside))
        })
    })
}

/// The class of a group whose alpha carbon has a multiple bond to a heteroatom.
fn acyl_like(skeleton: &Skeleton, alpha: usize, amine: usize) -> Option<&'static str> {
    let (partner, kind) = skeleton.bonds(alpha).find(|(atom, kind)| {
        matches!(kind, BondKind::Double | BondKind::Triple) && !skeleton.is_carbon(*atom)
    })?;
    if kind == BondKind::Triple {
        return Some("an N-nitrosocyanamide");
    }
    let beside = |element| {
        skeleton
            .by(alpha, BondKind::Single)
            .any(|atom| atom != amine && skeleton.element(atom) == element)
    };
    Some(
        match (skeleton.element(partner), beside(NITROGEN), beside(OXYGEN)) {
            (OXYGEN, true, _) => "an N-nitrosourea",
            (OXYGEN, _, true) => "an N-nitrosocarbamate",
            (OXYGEN, ..) => "an N-nitrosamide",
            (NITROGEN, true, _) => "an N-nitrosoguanidine",
            (NITROGEN, ..) => "an N-nitrosoamidine or its like",
            _ => "an analog of an N-nitrosamide",
        },
    )
}
