//! Point 13, critical path length index: how much time is left for the work left.
//!
//! # What it checks
//! (length + float) / length, where length is the working days from the data date (or the start) to the end of the plan, and float those from there to the wanted end: the deadline of the last task, else the latest finish of the baseline. At least 0.95.
//!
//! # Why it matters
//! Below 1 the plan ends too late; far below, it will not recover.
//!
//! # Example
//! 100 days of work with a wanted end in 90 days give 0.90.
//!
//! # Limits of validity
//! The wanted end is one date; other milestones do not enter. Days are counted on the calendar of the last task.
//!
//! # References
//! DCMA-EA PAM 200.1 (2012), see [`super`].

use super::facts::{Facts, calendar};
use super::{Ask, QualityPoint};

pub(super) fn point(facts: &Facts<'_>) -> QualityPoint {
    let ask = Ask {
        number: 13,
        id: "critical_path_length",
        threshold: 0.95,
        unit: "1",
        at_least: true,
    };
    let path = match &facts.path {
        Ok(path) => path,
        Err(why) => return ask.not_applicable(why),
    };
    let ends = facts.incomplete.iter().copied().filter_map(|task| {
        let activity = facts.mapping.activity(task)?.0;
        Some((path.times[activity].early_finish, activity, task))
    });
    let Some((end, activity, last)) = ends.max() else {
        return ask.not_applicable("every task is done");
    };
    let finishes = facts
        .counted
        .iter()
        .filter_map(|task| facts.task(*task).baseline?.finish);
    let wanted = facts.task(last).deadline.or_else(|| finishes.max());
    let Some(wanted) = wanted.zip(facts.mapping.origin) else {
        return ask.not_applicable("there is neither a deadline of the last task nor a baseline");
    };
    let minutes = crate::working_time::minutes_between(wanted.1, wanted.0);
    let wanted = minutes.div_euclid(facts.mapping.minutes_per_tick.max(1));
    let first = path
        .times
        .iter()
        .map(|times| times.early_start)
        .min()
        .unwrap_or(0);
    let now = facts.model.data_date.unwrap_or(first);
    let Some(calendar) = calendar(facts.model, path, activity) else {
        return ask.not_applicable("the last task has no calendar");
    };
    let length = calendar.work_between(now, end) as f64 / facts.ticks_per_day;
    if length <= 0.0 {
        return ask.not_applicable("no time is left to the end of the plan");
    }
    let float = calendar.work_between(end, wanted) as f64 / facts.ticks_per_day;
    let value = (length + float) / length;
    let reason =
        format!("{length:.1} days to the end, {float:.1} days from there to the wanted end");
    let offending = if value >= ask.threshold {
        Vec::new()
    } else {
        facts.ids(std::iter::once(last))
    };
    ask.measured(value, reason, offending)
}
