//! Hydrogens on the alpha carbons: the three questions of the flowchart, and the points.

use super::group::ScoringStep;
use super::skeleton::{Center, Skeleton};

/// What the flowchart says before any points are counted.
pub(super) enum Gate {
    /// Category 5.
    Decided(Vec<ScoringStep>),
    /// Points have to be counted.
    Open(Vec<ScoringStep>),
}

/// Points by the hydrogens on the alpha carbons, the lower count first.
const POINTS: [((u8, u8), i8); 7] = [
    ((0, 2), 3),
    ((0, 3), 2),
    ((1, 2), 3),
    ((1, 3), 3),
    ((2, 2), 1),
    ((2, 3), 1),
    ((3, 3), 1),
];

/// Hydrogens on the two alpha carbons, the lower count first.
pub(super) fn hydrogens(skeleton: &Skeleton, center: &Center) -> (u8, u8) {
    let [first, second] = center.alphas.map(|alpha| skeleton.hydrogens(alpha));
    (first.min(second), first.max(second))
}

/// The three questions of the flowchart, asked until one decides.
pub(super) fn gate(skeleton: &Skeleton, center: &Center) -> Gate {
    let mut steps = Vec::new();
    for question in [any_hydrogen, several_hydrogens, tertiary] {
        let (decides, step) = question(skeleton, center);
        steps.push(step);
        if decides {
            return Gate::Decided(steps);
        }
    }
    Gate::Open(steps)
}

/// An answer: whether it decides for category 5, and how it reads.
type Answer = (bool, ScoringStep);

fn any_hydrogen(skeleton: &Skeleton, center: &Center) -> Answer {
    let (low, high) = hydrogens(skeleton, center);
    let (feature, sentence) = if high == 0 {
        (
            "no-alpha-hydrogen",
            "Neither alpha carbon carries hydrogen: category 5.".to_owned(),
        )
    } else {
        (
            "alpha-hydrogen-present",
            format!(
                "The alpha carbons carry {low} and {high} hydrogens, so there is at least one."
            ),
        )
    };
    let name = "Alpha hydrogens present?";
    (high == 0, answer(feature, name, around(center), sentence))
}

fn several_hydrogens(skeleton: &Skeleton, center: &Center) -> Answer {
    let (_, high) = hydrogens(skeleton, center);
    let (feature, sentence) = if high < 2 {
        (
            "single-alpha-hydrogens",
            "No alpha carbon carries more than one hydrogen: category 5.".to_owned(),
        )
    } else {
        (
            "several-alpha-hydrogens",
            format!("One alpha carbon carries {high} hydrogens."),
        )
    };
    let name = "More than one alpha hydrogen on a side?";
    (high < 2, answer(feature, name, around(center), sentence))
}

fn tertiary(skeleton: &Skeleton, center: &Center) -> Answer {
    let atoms: Vec<usize> = center
        .alphas
        .into_iter()
        .filter(|alpha| is_tertiary(skeleton, *alpha))
        .collect();
    let decides = !atoms.is_empty();
    let (feature, sentence) = if decides {
        (
            "tertiary-alpha-carbon",
            "An alpha carbon is tertiary, that is bonded to three other carbons: category 5.",
        )
    } else {
        (
            "no-tertiary-alpha-carbon",
            "No alpha carbon is tertiary, so the points decide.",
        )
    };
    let name = "Tertiary alpha carbon?";
    (decides, answer(feature, name, atoms, sentence.to_owned()))
}

fn answer(
    feature: &'static str,
    name: &'static str,
    atoms: Vec<usize>,
    sentence: String,
) -> ScoringStep {
    ScoringStep {
        feature,
        name,
        points: 0,
        atoms,
        sentence,
    }
}

fn around(center: &Center) -> Vec<usize> {
    vec![center.amine, center.alphas[0], center.alphas[1]]
}

/// The points for the pair of counts.
pub(super) fn score(skeleton: &Skeleton, center: &Center) -> ScoringStep {
    let pair = hydrogens(skeleton, center);
    let ethyl = pair == (0, 2) && center.alphas.iter().any(|alpha| is_ethyl(skeleton, *alpha));
    let listed = POINTS.iter().find(|(counts, _)| *counts == pair);
    // The gate lets no other pair pass: a carbon with a bond to nitrogen has three hydrogens at most.
    let points = listed.map_or(0, |(_, points)| *points) - i8::from(ethyl);
    let exception = if ethyl {
        " (one point less, as the CH2 belongs to an ethyl group)"
    } else {
        ""
    };
    ScoringStep {
        feature: "alpha-hydrogens",
        name: "Hydrogens on the alpha carbons",
        points,
        atoms: around(center),
        sentence: format!(
            "{} and {} hydrogens on the alpha carbons: {points:+}{exception}.",
            pair.0, pair.1
        ),
    }
}

fn is_tertiary(skeleton: &Skeleton, alpha: usize) -> bool {
    let carbons = skeleton
        .neighbors(alpha)
        .filter(|atom| skeleton.is_carbon(*atom));
    skeleton.is_sp3_carbon(alpha) && carbons.count() == 3
}

fn is_ethyl(skeleton: &Skeleton, alpha: usize) -> bool {
    skeleton.hydrogens(alpha) == 2
        && skeleton
            .neighbors(alpha)
            .any(|beta| skeleton.is_methyl(beta))
}
