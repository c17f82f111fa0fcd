//! Point 9, invalid dates: done in the future, planned in the past.
//!
//! # What it checks
//! The share of tasks with an actual date after the data date, or not begun (or not done) with a planned start (or finish) before it; none is allowed.
//!
//! # Why it matters
//! Work cannot have been done tomorrow, nor be planned for yesterday.
//!
//! # Example
//! A task that is not begun and planned to start before the data date counts.
//!
//! # Limits of validity
//! Planned dates are those of the file; without a data date nothing can be said.
//!
//! # References
//! DCMA-EA PAM 200.1 (2012), see [`super`].

use super::facts::Facts;
use super::{Ask, QualityPoint};

pub(super) fn point(facts: &Facts<'_>) -> QualityPoint {
    let ask = Ask::share(9, "invalid_dates", 0.0);
    let Some(now) = facts.project.data_date else {
        return ask.not_applicable("the project has no data date");
    };
    let invalid = facts.counted.iter().copied().filter(|task| {
        let task = facts.task(*task);
        let done = &task.progress;
        let future = [done.start, done.finish]
            .into_iter()
            .flatten()
            .any(|date| date > now);
        let start_past = done.start.is_none() && task.start.is_some_and(|date| date < now);
        let finish_past = done.finish.is_none() && task.finish.is_some_and(|date| date < now);
        // What is done without a start has begun all the same.
        future || (done.finish.is_none() && (start_past || finish_past))
    });
    ask.among(facts.ids(invalid), facts.counted.len(), "tasks")
}
