//! Tasks of MS Project XML with their links, constraints, progress and baseline.

use std::collections::BTreeSet;

use concerted_schedule::{Bound, LinkKind};
use rust_decimal::Decimal;

use crate::mspdi::{Fields, path, shown};
use crate::project::{
    Constraint, ConstraintKind, LagCalendar, Length, Project, Task, TaskBaseline, TaskKind,
    TaskLink, TaskMode, TaskProgress, Unit,
};
use crate::reading::Place;
use crate::xml::Element;

/// Reads all tasks.
pub(crate) fn tasks(root: &Element, project: &mut Project, fields: &mut Fields) {
    let mut above: Vec<(i64, String)> = Vec::new();
    let mut passed_over: BTreeSet<String> = BTreeSet::new();
    for element in root.list("Tasks", "Task") {
        let Some(uid) = element.text_of("UID") else {
            fields.wrong(element, "UID", "an id", "none");
            continue;
        };
        let level = fields.number(element, "OutlineLevel").unwrap_or(1);
        if element.text_of("IsNull") == Some("1") || (uid == "0" && level == 0) {
            let what = if uid == "0" {
                "the summary of the whole project is the project itself"
            } else {
                "an empty row"
            };
            fields
                .ledger
                .not_used(Place::at(element.line, "Task"), uid, what);
            passed_over.insert(uid.to_owned());
            continue;
        }
        above.retain(|(other, _)| *other < level);
        let mut task = task(element, uid, project.minutes_per_day, fields);
        task.parent = above.last().map(|(_, uid)| uid.clone());
        above.push((level, uid.to_owned()));
        project.tasks.push(task);
    }
    for element in root.list("Tasks", "Task") {
        if element
            .text_of("UID")
            .is_some_and(|uid| !passed_over.contains(uid))
        {
            links(element, project, &passed_over, fields);
        }
    }
    percent_lags(project, fields);
    fields.passed_over = passed_over;
}

fn flag(element: &Element, name: &str) -> bool {
    element.text_of(name) == Some("1")
}

fn task(element: &Element, uid: &str, minutes_per_day: i64, fields: &mut Fields) -> Task {
    let format = fields.number(element, "DurationFormat");
    let duration = fields.length(element, "Duration", format);
    let is_zero = duration.is_none_or(|d| d.amount == 0);
    let kind = kind(element, is_zero, fields);
    let mut modes: Vec<TaskMode> = duration
        .map(|duration| TaskMode { duration })
        .into_iter()
        .collect();
    if modes.is_empty() && kind != TaskKind::Summary {
        let milestone = kind == TaskKind::Milestone;
        let amount = if milestone { 0 } else { minutes_per_day };
        if !milestone {
            let place = Place::at(element.line, path(element, "Duration"));
            fields.ledger.assumed(place, "no duration", "one day taken");
        }
        modes.push(TaskMode {
            duration: Length::work(amount, Unit::Day),
        });
    }
    let hundredth = Decimal::new(1, 2);
    let cost = fields
        .decimal(element, "Cost")
        .filter(|cost| !cost.is_zero());
    let mut task = Task {
        id: uid.to_owned(),
        name: element.text_of("Name").unwrap_or_default().to_owned(),
        wbs: element.text_of("WBS").map(str::to_owned),
        kind,
        calendar: fields.calendar(element),
        modes,
        deadline: fields.date(element, "Deadline"),
        progress: progress(element, format, fields),
        baseline: baseline(element, fields),
        start: fields.date(element, "Start"),
        finish: fields.date(element, "Finish"),
        // Money is told in hundredths.
        cost: cost
            .and_then(|cost| cost.checked_mul(hundredth))
            .map(|cost| cost.normalize()),
        ..Task::default()
    };
    constraint(element, &mut task, fields);
    task
}

fn kind(element: &Element, is_zero: bool, fields: &mut Fields) -> TaskKind {
    if element.text_of("Active") == Some("0") || flag(element, "ExternalTask") {
        return TaskKind::Inactive;
    }
    if flag(element, "Summary") {
        return TaskKind::Summary;
    }
    match (flag(element, "Milestone"), is_zero) {
        (true, true) => TaskKind::Milestone,
        (true, false) => {
            let place = Place::at(element.line, path(element, "Milestone"));
            let done = "a milestone with a duration is read as work";
            fields.ledger.approximated(place, "1", done);
            TaskKind::Work
        }
        (false, _) => TaskKind::Work,
    }
}

fn constraint(element: &Element, task: &mut Task, fields: &mut Fields) {
    let code = fields.number(element, "ConstraintType").unwrap_or(0);
    let date = fields.date(element, "ConstraintDate");
    let kind = match code {
        0 => None,
        1 => Some(ConstraintKind::AsLateAsPossible),
        2 => Some(ConstraintKind::MustStart),
        3 => Some(ConstraintKind::MustFinish),
        4 => Some(ConstraintKind::StartNoEarlier),
        5 => Some(ConstraintKind::StartNoLater),
        6 => Some(ConstraintKind::FinishNoEarlier),
        7 => Some(ConstraintKind::FinishNoLater),
        _ => {
            fields.wrong(element, "ConstraintType", "0 to 7", &code.to_string());
            None
        }
    };
    match (kind, date) {
        (Some(ConstraintKind::AsLateAsPossible), _) => task.constraints.push(Constraint {
            kind: ConstraintKind::AsLateAsPossible,
            date: None,
        }),
        (Some(kind), Some(_)) => task.constraints.push(Constraint { kind, date }),
        (Some(_), None) => {
            fields.wrong(
                element,
                "ConstraintDate",
                "a date for the constraint",
                "none",
            );
        }
        (None, _) => {}
    }
    if flag(element, "Manual") && task.is_scheduled() && task.constraints.is_empty() {
        let place = Place::at(element.line, path(element, "Manual"));
        if task.start.is_some() {
            task.constraints.push(Constraint {
                kind: ConstraintKind::MustStart,
                date: task.start,
            });
            let done = "a task scheduled by hand must start on its date";
            fields.ledger.approximated(place, "1", done);
        } else {
            let done = "a task scheduled by hand without a date is scheduled by its links";
            fields.ledger.approximated(place, "1", done);
        }
    }
}

fn progress(element: &Element, format: Option<i64>, fields: &mut Fields) -> TaskProgress {
    let start = fields.date(element, "ActualStart");
    let finish = fields.date(element, "ActualFinish");
    let remaining = fields.length(element, "RemainingDuration", format);
    let percent = fields.decimal(element, "PercentComplete");
    TaskProgress {
        start,
        finish,
        // Of a task that has not begun it is the duration, of one that is done nothing.
        remaining: remaining.filter(|_| start.is_some() && finish.is_none()),
        percent: percent.filter(|percent| !percent.is_zero()),
    }
}

fn baseline(element: &Element, fields: &mut Fields) -> Option<TaskBaseline> {
    let mut found = None;
    for baseline in element
        .children
        .iter()
        .filter(|child| child.name == "Baseline")
    {
        if fields.number(baseline, "Number").unwrap_or(0) != 0 {
            let place = Place::at(baseline.line, "Task/Baseline");
            let done = "baselines beside the first are left out";
            fields
                .ledger
                .not_used(place, baseline.text_of("Number").unwrap_or(""), done);
            continue;
        }
        let format = fields.number(baseline, "DurationFormat");
        found = Some(TaskBaseline {
            start: fields.date(baseline, "Start"),
            finish: fields.date(baseline, "Finish"),
            duration: fields.length(baseline, "Duration", format),
        });
    }
    found.filter(|baseline| *baseline != TaskBaseline::default())
}

fn links(
    element: &Element,
    project: &mut Project,
    passed_over: &BTreeSet<String>,
    fields: &mut Fields,
) {
    let to = element.text_of("UID").unwrap_or_default();
    for link in element
        .children
        .iter()
        .filter(|child| child.name == "PredecessorLink")
    {
        if flag(link, "CrossProject") {
            let place = Place::at(link.line, "Task/PredecessorLink/CrossProject");
            let found = link.text_of("CrossProjectName").unwrap_or("1");
            let done = "links to other projects are left out";
            fields.ledger.not_used(place, found, done);
            continue;
        }
        let Some(from) = link.text_of("PredecessorUID") else {
            fields.wrong(link, "PredecessorUID", "the id of a task", "none");
            continue;
        };
        if passed_over.contains(from) {
            let place = Place::at(link.line, "Task/PredecessorLink");
            let done = "links from the project's summary or from empty rows are left out";
            fields.ledger.not_used(place, from, done);
            continue;
        }
        let kind = match fields.number(link, "Type").unwrap_or(1) {
            0 => LinkKind::FinishToFinish,
            1 => LinkKind::FinishToStart,
            2 => LinkKind::StartToFinish,
            3 => LinkKind::StartToStart,
            other => {
                fields.wrong(link, "Type", "0 to 3", &other.to_string());
                continue;
            }
        };
        let lag = lag(link, (from, to), fields);
        project.links.push(TaskLink {
            from: from.to_owned(),
            to: to.to_owned(),
            kind,
            lag,
            bound: Bound::Minimum,
            lag_calendar: LagCalendar::Successor,
        });
    }
}

/// A lag; one in per cent keeps its number until all durations are known.
fn lag(link: &Element, (from, to): (&str, &str), fields: &mut Fields) -> Length {
    let tenths = fields.number(link, "LinkLag").unwrap_or(0);
    let format = fields.number(link, "LagFormat");
    let (shown, elapsed) = shown(format);
    let percent = matches!(format, Some(19 | 20 | 51 | 52));
    if percent && tenths != 0 {
        let place = Place::at(link.line, format!("link from `{from}` to `{to}`"));
        fields.ledger.approximated(
            place,
            &format!("a lag of {tenths} %"),
            "taken as a part of the first task's duration as it stands",
        );
        fields
            .percent_lags
            .push((from.to_owned(), to.to_owned(), tenths));
        return Length {
            amount: 0,
            shown,
            elapsed: matches!(format, Some(20 | 52)),
        };
    }
    if tenths % 10 != 0 {
        let place = Place::at(link.line, "Task/PredecessorLink/LinkLag");
        let found = format!("{tenths} tenths of a minute");
        fields
            .ledger
            .approximated(place, &found, "cut to whole minutes");
    }
    Length {
        amount: tenths / 10,
        shown,
        elapsed,
    }
}

/// Gives lags in per cent their length.
fn percent_lags(project: &mut Project, fields: &mut Fields) {
    let lags = std::mem::take(&mut fields.percent_lags);
    if lags.is_empty() {
        return;
    }
    let positions = project.task_positions();
    let lengths: Vec<(String, String, i64)> = lags
        .into_iter()
        .filter_map(|(from, to, percent)| {
            let task = &project.tasks[*positions.get(from.as_str())?];
            let minutes = task.duration().amount.saturating_mul(percent) / 100;
            Some((from, to, minutes))
        })
        .collect();
    let by_ends: std::collections::BTreeMap<(&str, &str), i64> = lengths
        .iter()
        .map(|(from, to, minutes)| ((from.as_str(), to.as_str()), *minutes))
        .collect();
    for link in &mut project.links {
        if let Some(minutes) = by_ends.get(&(link.from.as_str(), link.to.as_str()))
            && link.lag.amount == 0
        {
            link.lag.amount = *minutes;
        }
    }
}
