//! Point 12, critical path test: does a delay reach the end?
//!
//! # What it checks
//! A critical task is made 600 working days longer; the end of the plan must move by as much (95 % at least, as calendars differ).
//!
//! # Why it matters
//! If it does not, a link is missing or a fixed date holds the end, and the critical path cannot be trusted.
//!
//! # Example
//! A milestone that must finish on 1 December stops the delay: the point fails.
//!
//! # Limits of validity
//! Done on the network without resources, with the incomplete task of least float that has work.
//!
//! # References
//! DCMA-EA PAM 200.1 (2012), see [`super`].

use concerted_schedule::{Progress, critical_path};

use super::facts::{Facts, calendar};
use super::{Ask, QualityPoint};

/// Days by which a task is made longer.
const DELAY: f64 = 600.0;
/// Share of the delay that has to reach the end.
const SHARE: f64 = 0.95;

pub(super) fn point(facts: &Facts<'_>) -> QualityPoint {
    let ask = Ask {
        number: 12,
        id: "critical_path_test",
        threshold: DELAY * SHARE,
        unit: "d",
        at_least: true,
    };
    let path = match &facts.path {
        Ok(path) => path,
        Err(why) => return ask.not_applicable(why),
    };
    let work = facts.incomplete.iter().copied();
    let work = work.filter(|task| facts.task(*task).duration().amount > 0);
    let least = work
        .filter_map(|task| Some((facts.float(task)?, task)))
        .min_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    let Some((_, task)) = least else {
        return ask.not_applicable("there is no incomplete task with work");
    };
    let Some(activity) = facts.mapping.activity(task) else {
        return ask.not_applicable("the critical task is not of the model");
    };
    let mut delayed = facts.model.clone();
    let ticks = (DELAY * facts.ticks_per_day).round() as i64;
    let source = &mut delayed.activities[activity.0];
    for mode in &mut source.modes {
        mode.work = mode.work.saturating_add(ticks);
    }
    if let Some(Progress::Started { remaining, .. }) = &mut source.progress {
        *remaining = remaining.saturating_add(ticks);
    }
    let after = match critical_path(&delayed) {
        Ok(after) => after,
        Err(error) => return ask.not_applicable(&error.to_string()),
    };
    let Some(calendar) = calendar(facts.model, path, activity.0) else {
        return ask.not_applicable("the critical task has no calendar");
    };
    let slip = calendar.work_between(path.finish, after.finish) as f64 / facts.ticks_per_day;
    let id = facts.task(task).id.clone();
    let reason = format!("`{id}` made {DELAY} days longer moves the end by {slip:.1} days");
    let offending = if slip >= ask.threshold {
        Vec::new()
    } else {
        vec![id]
    };
    ask.measured(slip, reason, offending)
}
