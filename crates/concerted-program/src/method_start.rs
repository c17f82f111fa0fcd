//! When the work on each trace method can start and when it must: early start against late start.

use std::collections::BTreeSet;

use concerted_model::figure::{FigureId, Input, Ledger, Rule};
use concerted_schedule::{ActivityIndex, Model, critical_path};
use jiff::civil::Date;
use serde::Serialize;

use crate::evaluate::Evaluation;
use crate::network::template::DAYS_PER_WEEK;
use crate::timing::{TICKS_PER_DAY, Timing};

/// Start of the keys of activities that develop a trace method.
const TRACE_METHOD: &str = "ask.trace_method:";

const EARLY: Rule = Rule {
    id: "plan.method_early_start",
    formula: "earliest start that links, dates and calendars allow, capacity left aside",
    unit: "date",
};
const LATE: Rule = Rule {
    id: "plan.method_late_start",
    formula: "latest start that keeps the early finish of what waits for it: the target, or the end of the plan where the target does not",
    unit: "date",
};
const FLOAT: Rule = Rule {
    id: "plan.method_float",
    formula: "working days between early and late start ÷ 5",
    unit: "week",
};

/// The window in which the work on a trace method can start.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct MethodStart {
    /// Key of the activity.
    pub activity: String,
    /// Name for people.
    pub name: String,
    /// Key of the impurity.
    pub impurity: String,
    /// Earliest start that links, dates and calendars allow.
    pub early_start: Date,
    /// Latest start that delays nothing that it is measured against.
    pub late_start: Date,
    /// Start in the schedule.
    pub planned_start: Date,
    /// Weeks between early and late start: what a late decision may cost before it delays anything.
    pub float_weeks: f64,
    /// Key of the activity whose early finish the late start keeps; `None` for the end of the plan.
    pub before: Option<String>,
}

/// The windows of all trace methods of a network, sorted by key.
///
/// Early and late start by the critical path method over the activities that the target waits for, on calendars,
/// capacity left aside; the end of the plan takes the place of the target for a method that the target does not wait for.
/// Float = working time between both ÷ 5 days. Starting at the late start leaves no float at all for the work before the
/// target.
pub(crate) fn method_starts(
    evaluation: &Evaluation,
    timing: &Timing,
    target: &str,
) -> Vec<MethodStart> {
    let scheduling = &evaluation.scheduling;
    let ancestors = scheduling
        .index
        .get(target)
        .map(|end| before(&scheduling.model, *end))
        .unwrap_or_default();
    let whole = (0..scheduling.model.activities.len()).collect();
    evaluation
        .network
        .work
        .values()
        .filter_map(|work| {
            let impurity = work.key.strip_prefix(TRACE_METHOD)?;
            let index = scheduling.index.get(&work.key)?.0;
            let needed = ancestors.contains(&index);
            let kept = if needed { &ancestors } else { &whole };
            let times = times(&scheduling.model, kept, index)?;
            Some(MethodStart {
                activity: work.key.clone(),
                name: work.name.clone(),
                impurity: impurity.to_owned(),
                early_start: timing.date(times.early_start),
                late_start: timing.date(times.late_start),
                planned_start: timing.date(evaluation.schedule.starts[index]),
                float_weeks: times.total_float as f64 / TICKS_PER_DAY as f64 / DAYS_PER_WEEK,
                before: needed.then(|| target.to_owned()),
            })
        })
        .collect()
}

/// An activity and all that it waits for, directly or not.
fn before(model: &Model, end: ActivityIndex) -> BTreeSet<usize> {
    let mut seen = BTreeSet::from([end.0]);
    let mut open = vec![end.0];
    while let Some(next) = open.pop() {
        for link in model.links.iter().filter(|link| link.to.0 == next) {
            if seen.insert(link.from.0) {
                open.push(link.from.0);
            }
        }
    }
    seen
}

/// Early and late times of one activity among those kept.
fn times(
    model: &Model,
    kept: &BTreeSet<usize>,
    activity: usize,
) -> Option<concerted_schedule::ActivityTimes> {
    let position = |index: usize| kept.iter().position(|own| *own == index);
    let mut part = Model {
        calendars: model.calendars.clone(),
        ..Model::default()
    };
    for index in kept {
        let mut own = model.activities[*index].clone();
        own.produces.clear();
        own.consumes.clear();
        for mode in &mut own.modes {
            mode.demands.clear();
        }
        part.add_activity(own);
    }
    for link in &model.links {
        if let (Some(from), Some(to)) = (position(link.from.0), position(link.to.0)) {
            let mut own = link.clone();
            own.from = ActivityIndex(from);
            own.to = ActivityIndex(to);
            part.links.push(own);
        }
    }
    let path = critical_path(&part).ok()?;
    path.times.get(position(activity)?).copied()
}

/// Records the windows as figures that rest on the schedule and on the work itself.
pub(crate) fn record(ledger: &mut Ledger, starts: &[MethodStart]) {
    for start in starts {
        let inputs = || {
            [
                Input::Figure(FigureId(format!("plan.activity.{}.days", start.activity))),
                Input::Figure("plan.schedule".into()),
            ]
        };
        let id = |part: &str| format!("plan.method.{}.{part}", start.impurity);
        let name = &start.name;
        ledger.derive(
            id("early_start"),
            format!("{name}, early start"),
            EARLY,
            start.early_start,
            inputs(),
        );
        ledger.derive(
            id("late_start"),
            format!("{name}, late start"),
            LATE,
            start.late_start,
            inputs(),
        );
        ledger.derive(
            id("float"),
            format!("{name}, weeks between early and late start"),
            FLOAT,
            start.float_weeks,
            inputs(),
        );
    }
}

#[cfg(test)]
mod tests {
    use concerted_schedule::{Activity, Calendar, Link, LinkKind};

    use super::*;

    /// Method (4) and batch (9) before the dose; a filing (30) after it that nothing of this concerns.
    #[test]
    fn the_late_start_is_measured_against_the_target() {
        let mut model = Model::default();
        let calendar = model.add_calendar(Calendar::always());
        let mut add = |key: &str, work| model.add_activity(Activity::new(key, calendar, work));
        let (method, batch, dose, filing) = (
            add("method", 4),
            add("batch", 9),
            add("dose", 1),
            add("filing", 30),
        );
        for (from, to) in [(method, dose), (batch, dose), (dose, filing)] {
            let link = Link::new("link", from, to, LinkKind::FinishToStart, 0);
            model.links.push(link);
        }
        let kept = before(&model, dose);
        assert_eq!(kept, BTreeSet::from([method.0, batch.0, dose.0]));
        let found = times(&model, &kept, method.0).unwrap();
        assert_eq!(
            (found.early_start, found.late_start, found.total_float),
            (0, 5, 5)
        );
    }
}
