//! What simulated finishes say about a milestone: quantiles with their errors, deadlines, merge bias.

use concerted_chance::{Summary, normal_quantile, quantile, quantile_error, sort};

use crate::network::Network;
use crate::{ActivityIndex, Schedule, Tick};

/// Finishes of one activity.
#[derive(Debug, Clone, PartialEq)]
pub struct MilestoneResult {
    /// Which activity.
    pub activity: ActivityIndex,
    /// Finish in each sample that could be computed, in the order of samples.
    pub finishes: Vec<Tick>,
    /// Quantiles and moments of the finishes, in ticks.
    pub summary: Summary,
    /// Standard errors of the quantiles in the summary, in ticks.
    pub errors: QuantileErrors,
    /// Share of samples that meet the activity's deadline, if it has one.
    pub on_time: Option<f64>,
    /// What meeting paths and uncertainty add to the planned finish.
    pub merge: MergeBias,
}

/// Standard errors of quantiles, in ticks: half of the distance between the quantiles at p ± √(p(1 − p)/n), which assumes
/// no distribution (see [`concerted_chance::quantile_error`]).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct QuantileErrors {
    /// Of the 10 % quantile.
    pub p10: f64,
    /// Of the median.
    pub p50: f64,
    /// Of the 80 % quantile.
    pub p80: f64,
    /// Of the 90 % quantile.
    pub p90: f64,
}

/// Why the mean finish lies after the planned one: durations have long tails, and where paths meet the latest counts.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct MergeBias {
    /// Finish under the same policy with the work of the modes, without any draw; `None` where that has no schedule.
    pub planned: Option<Tick>,
    /// Mean finish.
    pub mean: f64,
    /// Mean finish if, of all links (and the release), only the one with the latest mean counted: its mean bound on the
    /// start, plus the mean time from start to finish.
    pub longest_path: f64,
}

impl MergeBias {
    /// What planning with single values hides, in ticks: mean − planned; `None` without a planned finish.
    pub fn against_plan(&self) -> Option<f64> {
        self.planned.map(|planned| self.mean - planned as f64)
    }

    /// What the meeting of paths alone adds, in ticks: mean − longest path. It also holds waiting for calendars and
    /// resources, where there are any; for two equal, independent paths with a standard deviation σ, normal, it is σ/√π.
    pub fn against_longest_path(&self) -> f64 {
        self.mean - self.longest_path
    }
}

impl QuantileErrors {
    pub(crate) fn of(sorted: &[f64]) -> Option<Self> {
        Some(Self {
            p10: quantile_error(sorted, 0.1)?,
            p50: quantile_error(sorted, 0.5)?,
            p80: quantile_error(sorted, 0.8)?,
            p90: quantile_error(sorted, 0.9)?,
        })
    }
}

/// Half of the width of the 95 % interval of the 80 % quantile, in ticks: from the order statistics at
/// p ± 1.96·√(p(1 − p)/n).
pub(crate) fn half_width(finishes: &[Tick]) -> f64 {
    let sorted = sorted(finishes);
    let (p, z) = (0.8_f64, normal_quantile(0.975));
    let step = z * (p * (1.0 - p) / sorted.len() as f64).sqrt();
    let bounds = quantile(&sorted, p + step).zip(quantile(&sorted, p - step));
    bounds.map_or(f64::INFINITY, |(above, below)| 0.5 * (above - below))
}

pub(crate) fn sorted(finishes: &[Tick]) -> Vec<f64> {
    let mut values: Vec<f64> = finishes.iter().map(|t| *t as f64).collect();
    sort(&mut values);
    values
}

/// Means over all samples, by activity.
pub(crate) struct Means<'r> {
    pub(crate) starts: &'r [f64],
    pub(crate) finishes: &'r [f64],
}

pub(crate) fn milestone(
    network: &Network<'_>,
    activity: ActivityIndex,
    finishes: Vec<Tick>,
    (planned, means): (Option<&Schedule>, &Means<'_>),
) -> Option<MilestoneResult> {
    let met = |deadline: Tick| {
        finishes.iter().filter(|f| **f <= deadline).count() as f64 / finishes.len() as f64
    };
    let values = sorted(&finishes);
    Some(MilestoneResult {
        activity,
        summary: Summary::of(&values).ok()?,
        errors: QuantileErrors::of(&values)?,
        on_time: network.model.activities[activity.0].deadline.map(met),
        merge: MergeBias {
            planned: planned.map(|schedule| schedule.finishes[activity.0]),
            mean: means.finishes[activity.0],
            longest_path: longest_path(network, activity.0, means),
        },
        finishes,
    })
}

fn longest_path(network: &Network<'_>, activity: usize, means: &Means<'_>) -> f64 {
    let model = network.model;
    let described = &model.activities[activity];
    let length = means.finishes[activity] - means.starts[activity];
    if described.fixed_start.is_some() || described.progress.is_some() {
        return means.finishes[activity];
    }
    let bound = |index: &usize| {
        let link = &model.links[*index];
        let from = if link.leaves_finish() {
            means.finishes[link.from.0]
        } else {
            means.starts[link.from.0]
        };
        let lag = match link.lag_calendar {
            None => link.lag,
            // Between whole ticks a calendar says nothing: the length of the lag is taken at the nearest.
            Some(calendar) => {
                let at = from.round() as Tick;
                let calendar = &model.calendars[calendar.0];
                calendar
                    .add_lag(at, link.lag)
                    .map_or(link.lag, |end| end - at)
            }
        };
        let bound = from + lag as f64;
        if link.reaches_start() {
            bound
        } else {
            bound - length
        }
    };
    let minimum = |index: &&usize| model.links[**index].bound == crate::Bound::Minimum;
    let bounds = network.incoming[activity].iter().filter(minimum).map(bound);
    let released = described.release.unwrap_or(0) as f64;
    bounds.fold(released, f64::max) + length
}
