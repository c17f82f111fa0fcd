//! Point 11, missed tasks: not done when the baseline said.
//!
//! # What it checks
//! Among tasks with a baseline finish by the data date, the share that was done later or is not done; at most 5 %.
//!
//! # Why it matters
//! It is the plainest measure of whether the plan is followed.
//!
//! # Example
//! A task for 1 June that was done on 3 June counts, with a data date of 1 July.
//!
//! # Limits of validity
//! Needs a baseline and a data date.
//!
//! # References
//! DCMA-EA PAM 200.1 (2012), see [`super`].

use super::facts::Facts;
use super::{Ask, QualityPoint};

pub(super) fn point(facts: &Facts<'_>) -> QualityPoint {
    let ask = Ask::share(11, "missed_tasks", 5.0);
    let Some(now) = facts.project.data_date else {
        return ask.not_applicable("the project has no data date");
    };
    let planned = |task: usize| {
        facts
            .task(task)
            .baseline
            .and_then(|baseline| baseline.finish)
    };
    let due: Vec<usize> = facts
        .counted
        .iter()
        .copied()
        .filter(|task| planned(*task).is_some_and(|finish| finish <= now))
        .collect();
    let missed = due.iter().copied().filter(|task| {
        let done = facts.task(*task).progress.finish;
        done.is_none_or(|done| planned(*task).is_some_and(|planned| done > planned))
    });
    let offending = facts.ids(missed);
    ask.among(
        offending,
        due.len(),
        "tasks with a baseline finish by the data date",
    )
}
