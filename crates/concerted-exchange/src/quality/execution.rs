//! Point 14, baseline execution index: tasks done for tasks that should be.
//!
//! # What it checks
//! Tasks done, divided by tasks with a baseline finish by the data date or without one. At least 0.95.
//!
//! # Why it matters
//! Unlike point 11 it counts work done ahead of time: it says whether the pace is kept.
//!
//! # Example
//! Nine tasks done where ten should be give 0.90.
//!
//! # Limits of validity
//! Needs a baseline and a data date.
//!
//! # References
//! DCMA-EA PAM 200.1 (2012), see [`super`].

use super::facts::Facts;
use super::{Ask, QualityPoint};

pub(super) fn point(facts: &Facts<'_>) -> QualityPoint {
    let ask = Ask {
        number: 14,
        id: "baseline_execution",
        threshold: 0.95,
        unit: "1",
        at_least: true,
    };
    let Some(now) = facts.project.data_date else {
        return ask.not_applicable("the project has no data date");
    };
    let planned = |task: usize| {
        facts
            .task(task)
            .baseline
            .and_then(|baseline| baseline.finish)
    };
    if facts.counted.iter().all(|task| planned(*task).is_none()) {
        return ask.not_applicable("the project has no baseline");
    }
    let due: Vec<usize> = facts
        .counted
        .iter()
        .copied()
        .filter(|task| planned(*task).is_none_or(|finish| finish <= now))
        .collect();
    if due.is_empty() {
        return ask.not_applicable("no task should be done by the data date");
    }
    let done = facts.counted.len() - facts.incomplete.len();
    let open = due
        .iter()
        .copied()
        .filter(|task| facts.task(*task).progress.finish.is_none());
    let value = done as f64 / due.len() as f64;
    let reason = format!("{done} tasks are done, {} should be", due.len());
    ask.measured(value, reason, facts.ids(open))
}
