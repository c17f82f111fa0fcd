//! What makes one schedule better than another.

use crate::{Model, Schedule, Tick};

/// Cost of a schedule, compared field by field in this order; less is better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Objective {
    /// Σ weight · max(0, finish − deadline).
    pub lateness: i128,
    /// Latest finish.
    pub makespan: Tick,
    /// Σ weight · |start − start in the baseline|.
    pub change: i128,
    /// Σ max(1, weight) · start: among equals, everything early.
    pub starts: i128,
}

impl Objective {
    /// The cost of a schedule of the model.
    pub fn of(model: &Model, schedule: &Schedule) -> Self {
        let mut objective = Self {
            lateness: 0,
            makespan: schedule.makespan(),
            change: 0,
            starts: 0,
        };
        for (index, activity) in model.activities.iter().enumerate() {
            objective.lateness += lateness(model, index, schedule.finishes[index]);
            if let Some(baseline) = activity.baseline {
                objective.change += i128::from(baseline.weight)
                    * i128::from((schedule.starts[index] - baseline.start).abs());
            }
            objective.starts +=
                i128::from(activity.weight.max(1)) * i128::from(schedule.starts[index]);
        }
        objective
    }
}

/// Weighted lateness of one activity that finishes at a tick.
pub(crate) fn lateness(model: &Model, activity: usize, finish: Tick) -> i128 {
    let activity = &model.activities[activity];
    activity.deadline.map_or(0, |deadline| {
        i128::from(activity.weight) * i128::from((finish - deadline).max(0))
    })
}
