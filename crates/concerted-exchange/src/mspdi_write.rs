//! MS Project XML out. Elements stand in the order that the published schema asks for.

use std::collections::BTreeMap;

use concerted_schedule::{Bound, LinkKind};
use jiff::civil::DateTime;
use rust_decimal::Decimal;

use crate::hierarchy::Hierarchy;
use crate::mspdi_write_calendar::calendars;
use crate::project::{
    Basis, ConstraintKind, LagCalendar, Length, Project, ProjectResource, ResourceKind, Task,
    TaskKind, Unit,
};
use crate::reading::{Ledger, Place, Written};

/// Writes a project as XML of MS Project.
///
/// What the format cannot say (maximum lags, several modes, budgets, lag calendars other than the successor's, a second
/// constraint) is in the notes. Ids that are not whole numbers from 1 on are replaced by numbers, with a note.
///
/// ```
/// use concerted_exchange::{read_csv, read_mspdi, write_mspdi};
///
/// let project = read_csv(b"id,name,duration\n1,make,2d\n").unwrap().project;
/// let written = write_mspdi(&project);
/// let again = read_mspdi(written.text.as_bytes()).unwrap().project;
/// assert_eq!(again.tasks, project.tasks);
/// ```
pub fn write_mspdi(project: &Project) -> Written {
    let mut ledger = Ledger::default();
    let scaled = with_minutes(project, &mut ledger);
    let project = scaled.as_ref().unwrap_or(project);
    let ids = Ids {
        tasks: numbers(
            "task",
            project.tasks.iter().map(|t| t.id.as_str()),
            &mut ledger,
        ),
        resources: numbers(
            "resource",
            project.resources.iter().map(|r| r.id.as_str()),
            &mut ledger,
        ),
        calendars: numbers(
            "calendar",
            project.calendars.iter().map(|c| c.id.as_str()),
            &mut ledger,
        ),
    };
    let mut writer = Writer {
        text: String::from("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"),
        depth: 0,
    };
    writer
        .text
        .push_str("<Project xmlns=\"http://schemas.microsoft.com/project\">\n");
    writer.depth = 1;
    head(project, &ids, &mut writer);
    calendars(project, &ids, &mut writer);
    tasks(project, &ids, (&mut writer, &mut ledger));
    resources(project, &ids, (&mut writer, &mut ledger));
    assignments(project, &ids, (&mut writer, &mut ledger));
    writer.text.push_str("</Project>\n");
    Written {
        text: writer.text,
        notes: ledger.into_notes(),
    }
}

/// Numbers that stand for ids.
pub(crate) struct Ids {
    tasks: BTreeMap<String, u64>,
    resources: BTreeMap<String, u64>,
    pub(crate) calendars: BTreeMap<String, u64>,
}

/// The ids themselves where all are whole numbers from 1 on, else numbers by position.
fn numbers<'p>(
    kind: &str,
    ids: impl Iterator<Item = &'p str> + Clone,
    ledger: &mut Ledger,
) -> BTreeMap<String, u64> {
    let own: Option<BTreeMap<String, u64>> = ids
        .clone()
        .map(|id| {
            let number = id
                .parse::<u32>()
                .ok()
                .filter(|n| *n > 0 && n.to_string() == id)?;
            Some((id.to_owned(), u64::from(number)))
        })
        .collect();
    own.unwrap_or_else(|| {
        let place = Place::part(format!("ids of each {kind}"));
        ledger.approximated(place, "ids that are no numbers", "replaced by numbers");
        ids.zip(1..)
            .map(|(id, number)| (id.to_owned(), number))
            .collect()
    })
}

/// A project in periods as one in days.
fn with_minutes(project: &Project, ledger: &mut Ledger) -> Option<Project> {
    if project.basis == Basis::Minutes {
        return None;
    }
    ledger.approximated(
        Place::part("project"),
        "periods of no stated size",
        "a period is written as a day of eight hours",
    );
    let mut scaled = project.clone();
    scaled.basis = Basis::Minutes;
    scaled.minutes_per_day = 480;
    let day = |length: &mut Length| {
        length.amount = length.amount.saturating_mul(480);
        length.shown = Unit::Day;
    };
    for task in &mut scaled.tasks {
        task.modes
            .iter_mut()
            .for_each(|mode| day(&mut mode.duration));
        task.progress.remaining.iter_mut().for_each(day);
    }
    scaled.links.iter_mut().for_each(|link| day(&mut link.lag));
    Some(scaled)
}

pub(crate) struct Writer {
    text: String,
    depth: usize,
}

impl Writer {
    fn line(&mut self, text: &str) {
        for _ in 0..self.depth {
            self.text.push_str("  ");
        }
        self.text.push_str(text);
        self.text.push('\n');
    }

    pub(crate) fn open(&mut self, name: &str) {
        self.line(&format!("<{name}>"));
        self.depth += 1;
    }

    pub(crate) fn close(&mut self, name: &str) {
        self.depth -= 1;
        self.line(&format!("</{name}>"));
    }

    pub(crate) fn field(&mut self, name: &str, value: impl std::fmt::Display) {
        let value = value.to_string();
        // XML 1.0 has no way to write control characters.
        let plain: String = value
            .chars()
            .filter(|c| !c.is_control() || matches!(c, '\t' | '\n' | '\r'))
            .filter(|c| !matches!(c, '\u{fffe}' | '\u{ffff}'))
            .collect();
        let escaped = quick_xml::escape::escape(plain.as_str()).replace('\r', "&#13;");
        self.line(&format!("<{name}>{escaped}</{name}>"));
    }

    fn optional(&mut self, name: &str, value: Option<impl std::fmt::Display>) {
        if let Some(value) = value {
            self.field(name, value);
        }
    }

    pub(crate) fn date(&mut self, name: &str, value: Option<DateTime>) {
        self.optional(name, value.map(stamp));
    }
}

fn stamp(date: DateTime) -> String {
    let (day, time) = (date.date(), date.time());
    format!(
        "{day}T{:02}:{:02}:{:02}",
        time.hour(),
        time.minute(),
        time.second()
    )
}

fn iso(minutes: i64) -> String {
    format!("PT{}H{}M0S", minutes / 60, minutes % 60)
}

/// Code of the unit in which a length is shown.
fn format_code(length: Length) -> i64 {
    let base = match length.shown {
        Unit::Minute => 3,
        Unit::Hour => 5,
        Unit::Day | Unit::Period => 7,
        Unit::Week => 9,
        Unit::Month => 11,
    };
    base + i64::from(length.elapsed)
}

fn head(project: &Project, ids: &Ids, writer: &mut Writer) {
    writer.field("SaveVersion", 14);
    writer.field("Title", &project.name);
    writer.field("ScheduleFromStart", 1);
    writer.date("StartDate", project.start);
    writer.optional("CurrencyCode", project.currency.as_ref());
    let default = project
        .default_calendar
        .as_ref()
        .and_then(|id| ids.calendars.get(id));
    writer.optional("CalendarUID", default);
    writer.field("MinutesPerDay", project.minutes_per_day);
    writer.date("StatusDate", project.data_date);
}

fn tasks(project: &Project, ids: &Ids, (writer, ledger): (&mut Writer, &mut Ledger)) {
    let mut incoming: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (index, link) in project.links.iter().enumerate() {
        incoming.entry(link.to.as_str()).or_default().push(index);
    }
    let hierarchy = Hierarchy::of(project);
    writer.open("Tasks");
    for (row, (position, depth)) in hierarchy.outline().into_iter().enumerate() {
        let task = &project.tasks[position];
        writer.open("Task");
        writer.field("UID", ids.tasks[&task.id]);
        writer.field("ID", row + 1);
        identity(
            task,
            depth,
            hierarchy.has_children(position),
            (writer, ledger),
        );
        times(task, ids, (writer, ledger));
        for index in incoming.get(task.id.as_str()).into_iter().flatten() {
            link(project, *index, ids, (writer, ledger));
        }
        baseline(task, writer);
        writer.close("Task");
    }
    writer.close("Tasks");
}

fn identity(
    task: &Task,
    depth: usize,
    has_children: bool,
    (writer, ledger): (&mut Writer, &mut Ledger),
) {
    writer.field("Name", &task.name);
    writer.field("Active", u8::from(task.kind != TaskKind::Inactive));
    writer.optional("WBS", task.wbs.as_ref());
    writer.field("OutlineLevel", depth);
    writer.date("Start", task.start);
    writer.date("Finish", task.finish);
    if let Some(mode) = task.modes.first() {
        writer.field("Duration", iso(mode.duration.amount));
        writer.field("DurationFormat", format_code(mode.duration));
    }
    writer.field("Milestone", u8::from(task.kind == TaskKind::Milestone));
    writer.field(
        "Summary",
        u8::from(task.kind == TaskKind::Summary || has_children),
    );
    if task.modes.len() > 1 {
        let place = Place::part("modes");
        ledger.not_used(place, &task.id, "modes beside the first are not written");
    }
    if task.kind == TaskKind::LevelOfEffort {
        let done = "level of effort is written as a task of fixed length";
        ledger.approximated(Place::part("kinds of tasks"), &task.id, done);
    }
}

fn times(task: &Task, ids: &Ids, (writer, ledger): (&mut Writer, &mut Ledger)) {
    writer.field("PercentComplete", task.progress.percent.unwrap_or_default());
    let hundredths = task
        .cost
        .and_then(|cost| cost.checked_mul(Decimal::ONE_HUNDRED));
    writer.optional("Cost", hundredths);
    writer.date("ActualStart", task.progress.start);
    writer.date("ActualFinish", task.progress.finish);
    writer.optional(
        "RemainingDuration",
        task.progress.remaining.map(|r| iso(r.amount)),
    );
    let constraint = task.constraints.first();
    writer.field(
        "ConstraintType",
        constraint.map_or(0, |c| constraint_code(c.kind)),
    );
    let calendar = task.calendar.as_ref().and_then(|id| ids.calendars.get(id));
    writer.optional("CalendarUID", calendar);
    writer.date("ConstraintDate", constraint.and_then(|c| c.date));
    writer.date("Deadline", task.deadline);
    let place = || Place::part("constraints");
    if task.constraints.len() > 1 {
        ledger.not_used(place(), &task.id, "a second constraint is not written");
    }
    if constraint.is_some_and(|c| {
        matches!(
            c.kind,
            ConstraintKind::MandatoryStart | ConstraintKind::MandatoryFinish
        )
    }) {
        let done = "written as must start or finish on, which gives way to links";
        ledger.approximated(place(), &task.id, done);
    }
}

fn constraint_code(kind: ConstraintKind) -> i64 {
    match kind {
        ConstraintKind::AsLateAsPossible => 1,
        ConstraintKind::MustStart | ConstraintKind::MandatoryStart => 2,
        ConstraintKind::MustFinish | ConstraintKind::MandatoryFinish => 3,
        ConstraintKind::StartNoEarlier => 4,
        ConstraintKind::StartNoLater => 5,
        ConstraintKind::FinishNoEarlier => 6,
        ConstraintKind::FinishNoLater => 7,
    }
}

fn link(project: &Project, index: usize, ids: &Ids, (writer, ledger): (&mut Writer, &mut Ledger)) {
    let link = &project.links[index];
    let place = || Place::part(format!("link from `{}` to `{}`", link.from, link.to));
    let Some(from) = ids.tasks.get(&link.from) else {
        ledger.not_used(
            place(),
            &link.from,
            "a link from an unknown task is not written",
        );
        return;
    };
    if link.bound == Bound::Maximum {
        ledger.not_used(place(), "a maximum lag", "not written: Project has none");
        return;
    }
    let mut lag = link.lag;
    if lag.amount != 0 && !lag.elapsed {
        match link.lag_calendar {
            LagCalendar::Successor => {}
            LagCalendar::AroundTheClock => {
                lag.elapsed = true;
                ledger.approximated(place(), "a lag around the clock", "written as elapsed");
            }
            LagCalendar::Predecessor | LagCalendar::Project => {
                let done = "written without it: Project counts on the successor's";
                ledger.approximated(place(), "a lag on another calendar", done);
            }
        }
    }
    let kind = match link.kind {
        LinkKind::FinishToFinish => 0,
        LinkKind::FinishToStart => 1,
        LinkKind::StartToFinish => 2,
        LinkKind::StartToStart => 3,
    };
    writer.open("PredecessorLink");
    writer.field("PredecessorUID", from);
    writer.field("Type", kind);
    writer.field("CrossProject", 0);
    writer.field("LinkLag", lag.amount.saturating_mul(10));
    writer.field("LagFormat", format_code(lag));
    writer.close("PredecessorLink");
}

fn baseline(task: &Task, writer: &mut Writer) {
    let Some(baseline) = task.baseline else {
        return;
    };
    writer.open("Baseline");
    writer.field("Number", 0);
    writer.date("Start", baseline.start);
    writer.date("Finish", baseline.finish);
    if let Some(duration) = baseline.duration {
        writer.field("Duration", iso(duration.amount));
        writer.field("DurationFormat", format_code(duration));
    }
    writer.close("Baseline");
}

fn resources(project: &Project, ids: &Ids, (writer, ledger): (&mut Writer, &mut Ledger)) {
    let mut calendar = ids.calendars.values().max().map_or(1, |last| last + 1);
    writer.open("Resources");
    for resource in &project.resources {
        writer.open("Resource");
        writer.field("UID", ids.resources[&resource.id]);
        writer.field("Name", &resource.name);
        let kind = match resource.kind {
            ResourceKind::Renewable => 1,
            ResourceKind::Material | ResourceKind::Budget => 0,
            ResourceKind::Cost => 2,
        };
        writer.field("Type", kind);
        writer.field("MaxUnits", resource.units);
        availability(resource, writer);
        if resource
            .calendar
            .as_ref()
            .is_some_and(|id| ids.calendars.contains_key(id))
        {
            writer.field("CalendarUID", calendar);
            calendar += 1;
        }
        writer.field(
            "IsCostResource",
            u8::from(resource.kind == ResourceKind::Cost),
        );
        if resource.kind == ResourceKind::Budget {
            let place = Place::part("resources");
            let done = "a budget is written as a material, whose amount does not bind";
            ledger.approximated(place, &resource.id, done);
        }
        writer.close("Resource");
    }
    writer.close("Resources");
}

fn availability(resource: &ProjectResource, writer: &mut Writer) {
    if resource.availability.is_empty() {
        return;
    }
    writer.open("AvailabilityPeriods");
    for step in &resource.availability {
        writer.open("AvailabilityPeriod");
        writer.date("AvailableFrom", Some(step.from));
        writer.field("AvailableUnits", step.units);
        writer.close("AvailabilityPeriod");
    }
    writer.close("AvailabilityPeriods");
}

fn assignments(project: &Project, ids: &Ids, (writer, ledger): (&mut Writer, &mut Ledger)) {
    writer.open("Assignments");
    for (row, assignment) in project.assignments.iter().enumerate() {
        let task = ids.tasks.get(&assignment.task);
        let (Some(task), Some(resource)) = (task, ids.resources.get(&assignment.resource)) else {
            let done = "an assignment of an unknown task or resource is not written";
            ledger.not_used(Place::part("assignments"), &assignment.task, done);
            continue;
        };
        if assignment.mode.is_some_and(|mode| mode > 0) {
            let done = "assignments of modes beside the first are not written";
            ledger.not_used(Place::part("assignments"), &assignment.task, done);
            continue;
        }
        writer.open("Assignment");
        writer.field("UID", row + 1);
        writer.field("TaskUID", task);
        writer.field("ResourceUID", resource);
        let hundredths = assignment
            .cost
            .and_then(|c| c.checked_mul(Decimal::ONE_HUNDRED));
        writer.optional("Cost", hundredths);
        writer.field("Units", assignment.units);
        writer.close("Assignment");
    }
    writer.close("Assignments");
}
