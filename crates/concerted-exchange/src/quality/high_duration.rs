//! Point 8, high duration: tasks of more than 44 working days.
//!
//! # What it checks
//! The share of incomplete tasks whose duration (in the baseline, where there is one) is above 44 working days; at most 5 %.
//!
//! # Why it matters
//! Nobody sees in time whether a task of three months is on its way.
//!
//! # Example
//! A stability study of 90 days counts.
//!
//! # Limits of validity
//! Elapsed durations are compared by the same number of minutes, 44 working days of the project.
//!
//! # References
//! DCMA-EA PAM 200.1 (2012), see [`super`].

use super::facts::Facts;
use super::{Ask, QualityPoint};

/// Working days of two months.
const LIMIT: i64 = 44;

pub(super) fn point(facts: &Facts<'_>) -> QualityPoint {
    let limit = facts.days(LIMIT);
    let work: Vec<usize> = facts
        .incomplete
        .iter()
        .copied()
        .filter(|task| facts.task(*task).duration().amount > 0)
        .collect();
    let long = work.iter().copied().filter(|task| {
        let task = facts.task(*task);
        let planned = task.baseline.and_then(|baseline| baseline.duration);
        planned.unwrap_or_else(|| task.duration()).amount > limit
    });
    let offending = facts.ids(long);
    Ask::share(8, "high_duration", 5.0).among(offending, work.len(), "incomplete tasks with work")
}
