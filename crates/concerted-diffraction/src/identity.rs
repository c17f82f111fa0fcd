//! Is this batch the chosen form?

use concerted_reference::Reference;

use crate::candidate::Candidate;
use crate::compare::{Comparison, Match};
use crate::peaks::{ObservedPeak, observed_peaks};
use crate::radiation::Radiation;

/// The answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// The pattern is that of the chosen form, and of nothing else that shows.
    Yes,
    /// The chosen form is there, with peaks that it does not explain.
    WithOthers,
    /// Neither answer is safe.
    Unclear,
    /// The pattern is not that of the chosen form.
    No,
}

impl Verdict {
    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Yes => "yes",
            Self::WithOthers => "yes, with other peaks",
            Self::Unclear => "unclear",
            Self::No => "no",
        }
    }
}

/// The answer with what it rests on.
#[derive(Debug, Clone, PartialEq)]
pub struct Identity {
    /// The answer.
    pub verdict: Verdict,
    /// In one sentence.
    pub reason: String,
    /// Score of the chosen form.
    pub score: f64,
    /// Best of the others with its score, where there are others.
    pub second: Option<(String, f64)>,
    /// Measured peaks with no line of the chosen form near, strongest first.
    pub unexplained: Vec<ObservedPeak>,
    /// Angles of strong lines of the chosen form at which nothing was measured, with the computed relative intensity.
    pub absent: Vec<(f64, f64)>,
    /// Score from which on the answer may be yes, score below which it is no, and the smallest peak counted in percent.
    pub thresholds: (f64, f64, f64),
}

/// Judges whether the pattern is that of a chosen candidate.
///
/// Yes: its r reaches the upper threshold, no other candidate has more, and no peak above the smallest share is
/// unexplained. With others: the same, but peaks remain. No: r below the lower threshold, or another candidate
/// reaches the upper one with more. Otherwise unclear. Thresholds are assumptions of the table of defaults
/// (`pattern_score_same`, `pattern_score_other`, `pattern_peak_share`). None where the candidate is not in the comparison.
pub fn identify(
    comparison: &Comparison,
    chosen: &Candidate,
    radiation: &Radiation,
    reference: &Reference,
) -> Option<Identity> {
    let default =
        |id: &str, otherwise: f64| reference.assumption(id).map_or(otherwise, |row| row.value);
    let same = default("pattern_score_same", 0.9);
    let other = default("pattern_score_other", 0.5);
    let share = default("pattern_peak_share", 3.0);
    let own = comparison
        .matches
        .iter()
        .find(|found| found.name == chosen.name)?;
    let second = comparison
        .matches
        .iter()
        .find(|found| found.name != chosen.name);
    let unexplained = unexplained(comparison, own, chosen, radiation, share);
    let absent = absent(comparison, own, chosen, radiation);
    let score = own.score;
    let beaten = second.is_some_and(|second| second.score > score);
    let (verdict, reason) = if score < other {
        (
            Verdict::No,
            format!("the correlation {score:.3} is below {other}"),
        )
    } else if beaten && second.is_some_and(|second| second.score >= same) {
        let name = second.map_or("", |second| second.name.as_str());
        (Verdict::No, format!("`{name}` fits better"))
    } else if score < same || beaten {
        (
            Verdict::Unclear,
            format!(
                "the correlation {score:.3} lies between {other} and {same}, or another form fits as well"
            ),
        )
    } else if unexplained.is_empty() {
        (
            Verdict::Yes,
            format!(
                "the correlation {score:.3} is at least {same} and every peak above {share} % is explained"
            ),
        )
    } else {
        let count = unexplained.len();
        (
            Verdict::WithOthers,
            format!(
                "the correlation {score:.3} is at least {same}, but {count} peaks above {share} % are not explained"
            ),
        )
    };
    Some(Identity {
        verdict,
        reason,
        score,
        second: second.map(|second| (second.name.clone(), second.score)),
        unexplained,
        absent,
        thresholds: (same, other, share),
    })
}

/// Computed peaks of a match in the measured range, as angle and share of the strongest in percent.
fn computed(
    comparison: &Comparison,
    own: &Match,
    chosen: &Candidate,
    radiation: &Radiation,
) -> Vec<(f64, f64)> {
    let (first, last) = (
        comparison.two_theta[0],
        comparison.two_theta[comparison.two_theta.len() - 1],
    );
    let peaks = chosen.peaks(radiation, &own.adjustment);
    let peaks: Vec<_> = peaks
        .into_iter()
        .filter(|peak| (first..=last).contains(&peak.1))
        .collect();
    let strongest = peaks.iter().map(|peak| peak.2).fold(0.0, f64::max);
    peaks
        .iter()
        .map(|peak| (peak.1, 100.0 * peak.2 / strongest))
        .collect()
}

/// Two angles belong together within this, in degrees.
fn tolerance(comparison: &Comparison) -> f64 {
    (1.5 * comparison.width).max(0.05)
}

fn unexplained(
    comparison: &Comparison,
    own: &Match,
    chosen: &Candidate,
    radiation: &Radiation,
    share: f64,
) -> Vec<ObservedPeak> {
    let lines = computed(comparison, own, chosen, radiation);
    let near = tolerance(comparison);
    let mut peaks = observed_peaks(&comparison.two_theta, &comparison.net, share);
    // A line of a fiftieth of the peak cannot be what makes it.
    peaks.retain(|peak| {
        let explained = |line: &(f64, f64)| {
            (line.0 - peak.two_theta).abs() <= near && line.1 > peak.relative / 50.0
        };
        !lines.iter().any(explained)
    });
    peaks.sort_by(|a, b| b.height.total_cmp(&a.height));
    peaks
}

/// Lines of at least a tenth of the strongest at which the net intensity stays below a tenth of what is computed.
fn absent(
    comparison: &Comparison,
    own: &Match,
    chosen: &Candidate,
    radiation: &Radiation,
) -> Vec<(f64, f64)> {
    let near = tolerance(comparison);
    let mut absent = computed(comparison, own, chosen, radiation);
    absent.retain(|(angle, relative)| {
        let from = comparison.two_theta.partition_point(|x| *x < angle - near);
        let to = comparison.two_theta.partition_point(|x| *x <= angle + near);
        let highest = |series: &[f64]| series[from..to].iter().copied().fold(0.0, f64::max);
        *relative >= 10.0 && to > from && highest(&comparison.net) < 0.1 * highest(&own.calculated)
    });
    absent
}
