//! Deactivating: electron-withdrawing groups on the alpha carbons (+1 on one side, +2 on both).
//!
//! Counted, as in FDA's program: a carbonyl, thiocarbonyl or imine carbon that belongs to an aldehyde, ester, amide, acyl
//! halide, their thio and imino forms; nitrile; nitro; sulfone, sulfonamide and sulfonate; CF3 and its like; halogen;
//! quaternary ammonium; an alkene or alkyne that is conjugated with aryl, nitrile or a carbonyl-like carbon.
//! Carboxylic acid, aryl and ketone are not, by the text of the rule.

use concerted_molecule::BondKind;

use super::acid;
use super::group::ScoringStep;
use super::skeleton::{Center, NITROGEN, OXYGEN, SULFUR, Skeleton};

const HALOGENS: [u8; 5] = [9, 17, 35, 53, 85];

pub(super) fn feature(skeleton: &Skeleton, center: &Center) -> Option<ScoringStep> {
    let found: Vec<(usize, &str)> = center
        .alphas
        .iter()
        .filter_map(|alpha| on_alpha(skeleton, center.amine, *alpha))
        .collect();
    let atoms: Vec<usize> = found.iter().map(|(atom, _)| *atom).collect();
    match found[..] {
        [(_, group)] => Some(ScoringStep {
            feature: "withdrawing-one-side",
            name: "Electron-withdrawing group on the alpha carbon of one side",
            points: 1,
            atoms,
            sentence: format!(
                "One alpha carbon carries an electron-withdrawing group ({group}): +1."
            ),
        }),
        [(_, first), (_, second)] => Some(ScoringStep {
            feature: "withdrawing-both-sides",
            name: "Electron-withdrawing groups on the alpha carbons of both sides",
            points: 2,
            atoms,
            // In alphabetical order, so that the sentence does not depend on the numbering.
            sentence: format!(
                "Both alpha carbons carry an electron-withdrawing group ({}, {}): +2.",
                first.min(second),
                first.max(second)
            ),
        }),
        _ => None,
    }
}

/// The first withdrawing group on an alpha carbon: its atom beside the alpha carbon, and its kind.
fn on_alpha(skeleton: &Skeleton, amine: usize, alpha: usize) -> Option<(usize, &'static str)> {
    // A substituent of an aromatic or vinylic alpha carbon has no hydrogen beside it to be made less reactive.
    if !skeleton.is_sp3_carbon(alpha) {
        return None;
    }
    skeleton
        .neighbors(alpha)
        .filter(|atom| *atom != amine)
        .find_map(|atom| kind(skeleton, alpha, atom).map(|kind| (atom, kind)))
}

fn kind(skeleton: &Skeleton, alpha: usize, atom: usize) -> Option<&'static str> {
    match skeleton.element(atom) {
        SULFUR if skeleton.oxo(atom).count() == 2 => Some("sulfonyl"),
        NITROGEN if is_nitro(skeleton, atom) => Some("nitro"),
        NITROGEN if is_quaternary(skeleton, atom) => Some("quaternary ammonium"),
        element if HALOGENS.contains(&element) => Some("halogen"),
        6 => carbon_kind(skeleton, alpha, atom),
        _ => None,
    }
}

fn carbon_kind(skeleton: &Skeleton, alpha: usize, carbon: usize) -> Option<&'static str> {
    if is_nitrile(skeleton, carbon) {
        return Some("nitrile");
    }
    let halogens = skeleton
        .neighbors(carbon)
        .filter(|atom| HALOGENS.contains(&skeleton.element(*atom)));
    if halogens.count() == 3 {
        return Some("trihalomethyl");
    }
    if is_carbonyl_like(skeleton, carbon) {
        return acyl_kind(skeleton, alpha, carbon);
    }
    is_conjugated(skeleton, alpha, carbon).then_some("conjugated alkene or alkyne")
}

/// What a carbon with a double bond to oxygen, nitrogen or sulfur belongs to; nothing for acids and ketones.
fn acyl_kind(skeleton: &Skeleton, alpha: usize, carbon: usize) -> Option<&'static str> {
    if acid::acid_atoms(skeleton, carbon).is_some() {
        return None;
    }
    let oxo = skeleton.oxo(carbon).next().is_some();
    if skeleton.hydrogens(carbon) > 0 {
        return Some(if oxo { "aldehyde" } else { "imine" });
    }
    let rest = skeleton
        .by(carbon, BondKind::Single)
        .find(|atom| *atom != alpha)?;
    match skeleton.element(rest) {
        6 if oxo => None,
        6 => Some("imine"),
        NITROGEN if oxo => Some("amide"),
        NITROGEN => Some("amidine or thioamide"),
        OXYGEN => Some("ester"),
        SULFUR => Some("thioester"),
        element if HALOGENS.contains(&element) => Some("acyl halide"),
        _ => None,
    }
}

fn is_carbonyl_like(skeleton: &Skeleton, carbon: usize) -> bool {
    skeleton.is_carbon(carbon)
        && skeleton
            .by(carbon, BondKind::Double)
            .any(|atom| [NITROGEN, OXYGEN, SULFUR].contains(&skeleton.element(atom)))
}

fn is_nitrile(skeleton: &Skeleton, carbon: usize) -> bool {
    skeleton.is_carbon(carbon)
        && skeleton
            .by(carbon, BondKind::Triple)
            .any(|atom| skeleton.element(atom) == NITROGEN)
}

fn is_nitro(skeleton: &Skeleton, nitrogen: usize) -> bool {
    let oxygens = skeleton
        .neighbors(nitrogen)
        .filter(|atom| skeleton.element(*atom) == OXYGEN);
    skeleton.oxo(nitrogen).count() == 1 && oxygens.count() == 2
}

fn is_quaternary(skeleton: &Skeleton, nitrogen: usize) -> bool {
    skeleton.charge(nitrogen) == 1
        && skeleton.hydrogens(nitrogen) == 0
        && skeleton.by(nitrogen, BondKind::Single).count() == 4
}

/// An unbranched C=C or C≡C whose far end carries aryl, nitrile or a carbonyl-like carbon.
fn is_conjugated(skeleton: &Skeleton, alpha: usize, beta: usize) -> bool {
    let gamma = skeleton
        .by(beta, BondKind::Double)
        .chain(skeleton.by(beta, BondKind::Triple))
        .find(|atom| skeleton.is_carbon(*atom));
    let Some(gamma) = gamma else {
        return false;
    };
    let unbranched = |atom| skeleton.neighbors(atom).count() == 2;
    let far = skeleton
        .neighbors(gamma)
        .find(|atom| *atom != beta && *atom != alpha);
    unbranched(beta)
        && unbranched(gamma)
        && far.is_some_and(|atom| {
            skeleton.is_carbon(atom)
                && (skeleton.aromatic(atom)
                    || is_nitrile(skeleton, atom)
                    || is_carbonyl_like(skeleton, atom))
        })
}
