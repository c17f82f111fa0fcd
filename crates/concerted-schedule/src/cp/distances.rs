//! Longest paths without resources: earliest starts, circles that nothing can satisfy, a horizon that suffices.

use crate::Tick;
use crate::core::Core;

/// Earliest start of each activity by releases, fixed starts and arcs, each activity in its most favorable mode; `None`
/// if arcs form a circle of positive length, so that there is no schedule (Bartusch, Möhring and Radermacher 1988).
pub(crate) fn heads(core: &Core) -> Option<Vec<Tick>> {
    let lengths = |index: usize| core.activities[index].modes.iter().map(|m| m.duration);
    let activities = core.activities.iter();
    let mut heads: Vec<Tick> = activities.map(|a| a.fixed.unwrap_or(a.release)).collect();
    let weights: Vec<(usize, usize, i64)> = core
        .arcs
        .iter()
        .map(|arc| {
            let single = arc.from == arc.to && arc.from_finish && arc.to_finish;
            let leaving = lengths(arc.from)
                .min()
                .filter(|_| arc.from_finish && !single);
            let reaching = lengths(arc.to).max().filter(|_| arc.to_finish && !single);
            let weight = arc.lag + leaving.unwrap_or(0) - reaching.unwrap_or(0);
            (arc.from, arc.to, weight)
        })
        .collect();
    for _ in 0..=core.activities.len() {
        let mut changed = false;
        for (from, to, weight) in &weights {
            let bound = heads[*from].saturating_add(*weight);
            if heads[*to] < bound {
                heads[*to] = bound;
                changed = true;
            }
        }
        if !changed {
            return Some(heads);
        }
    }
    None
}

/// A tick by which everything can be finished if it can be done at all: after the last release and the last fixed
/// start, time in which nothing runs and no lag passes can be cut out (Bartusch, Möhring and Radermacher 1988).
pub(crate) fn horizon(core: &Core) -> Tick {
    let mut span: Vec<i64> = core
        .activities
        .iter()
        .map(|a| a.modes.iter().map(|m| m.duration).max().unwrap_or(0))
        .collect();
    let lengths = span.clone();
    for arc in &core.arcs {
        let length = if arc.from_finish {
            lengths[arc.from]
        } else {
            0
        };
        span[arc.from] = span[arc.from].max(arc.lag.saturating_add(length));
    }
    let begun = core
        .activities
        .iter()
        .map(|a| a.fixed.unwrap_or(a.release).max(0));
    span.into_iter()
        .fold(begun.max().unwrap_or(0), i64::saturating_add)
}
