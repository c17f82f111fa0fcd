//! What moves the finish: the tornado.

use concerted_chance::correlation;

use crate::ActivityIndex;
use crate::draws::Draws;

/// Where an influence comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Source {
    /// The uncertain duration of an activity.
    Activity(ActivityIndex),
    /// A risk event, by its key.
    Risk(String),
}

/// How much the finish of the target depends on one uncertain thing.
#[derive(Debug, Clone, PartialEq)]
pub struct Influence {
    /// The uncertain thing.
    pub source: Source,
    /// Correlation between its uniform draw and the rank of the finish: Spearman's rank correlation, as the draw is its
    /// own rank up to sampling noise. For a risk, between its happening and the rank of the finish (exactly Spearman's).
    /// `None` where one of the two does not vary.
    pub correlation: Option<f64>,
    /// Mean finish in ticks where the draw lies in its lowest tenth, or the risk does not happen; `None` without such
    /// samples.
    pub low: Option<f64>,
    /// Mean finish in ticks where the draw lies in its highest tenth, or the risk happens.
    pub high: Option<f64>,
}

impl Influence {
    /// Length of the bar in the tornado, in ticks: high − low, 0 where either is missing.
    pub fn swing(&self) -> f64 {
        self.high
            .zip(self.low)
            .map_or(0.0, |(high, low)| high - low)
    }
}

/// Finishes of the target, ranked once for all influences.
pub(crate) struct Ranked {
    pub(crate) finishes: Vec<f64>,
    pub(crate) ranks: Vec<f64>,
}

/// The influence of one draw (a number per sample between 0 and 1) on the finishes.
pub(crate) fn influence(
    source: Source,
    draw: &[f64],
    target: &Ranked,
    tails: (f64, f64),
) -> Influence {
    let mean = |inside: &dyn Fn(f64) -> bool| {
        let (mut sum, mut count) = (0.0, 0_u64);
        for (u, finish) in draw.iter().zip(&target.finishes) {
            if inside(*u) {
                sum += finish;
                count += 1;
            }
        }
        (count > 0).then(|| sum / count as f64)
    };
    Influence {
        source,
        correlation: correlation(draw, &target.ranks),
        low: mean(&|u| u < tails.0),
        high: mean(&|u| u > tails.1),
    }
}

/// Draws and sources of everything uncertain that was ever critical, and of every risk.
pub(crate) fn sources(draws: &Draws, criticality: &[f64]) -> Vec<Source> {
    let activities = (0..criticality.len())
        .filter(|i| criticality[*i] > 0.0 && draws.uniform(*i, 0).is_some())
        .map(|i| Source::Activity(ActivityIndex(i)));
    activities
        .chain(
            draws
                .events
                .iter()
                .map(|event| Source::Risk(event.key.clone())),
        )
        .collect()
}
