//! CSV out: the rows of the project first, then one row a task.

use std::collections::BTreeMap;

use jiff::civil::DateTime;

use crate::csv_text::{constraint_text, length_text, link_text, shifts_text, stamp};
use crate::project::{Basis, Project, ResourceKind, Task, TaskAssignment, TaskKind};
use crate::reading::{Ledger, Place, Written};

const HEAD: [&str; 21] = [
    "id",
    "name",
    "parent",
    "wbs",
    "kind",
    "calendar",
    "duration",
    "predecessors",
    "constraints",
    "deadline",
    "start",
    "finish",
    "actual_start",
    "actual_finish",
    "remaining",
    "percent_complete",
    "baseline_start",
    "baseline_finish",
    "baseline_duration",
    "resources",
    "cost",
];

/// Writes a project as CSV that [`crate::read_csv`] reads back.
///
/// Costs of single assignments are not written, nor links and assignments of ids with `;`, `,` or brackets in them; both
/// are in the notes.
///
/// ```
/// use concerted_exchange::{read_csv, write_csv};
///
/// let text = "id,name,duration,predecessors\n1,make,2d,\n2,test,1d,1FS+1d\n";
/// let project = read_csv(text.as_bytes()).unwrap().project;
/// let written = write_csv(&project);
/// assert!(written.notes.is_empty());
/// assert_eq!(read_csv(written.text.as_bytes()).unwrap().project, project);
/// ```
pub fn write_csv(project: &Project) -> Written {
    let mut ledger = Ledger::default();
    let mut rows = preamble(project);
    rows.push(HEAD.map(str::to_owned).to_vec());
    let cells = Cells::of(project, &mut ledger);
    rows.extend(project.tasks.iter().map(|task| cells.row(task)));
    let mut text = String::new();
    for row in rows {
        let quoted: Vec<String> = row.iter().map(|cell| quoted(cell)).collect();
        text.push_str(&quoted.join(","));
        text.push('\n');
    }
    Written {
        text,
        notes: ledger.into_notes(),
    }
}

/// A cell, in quotation marks where it has something that separates.
fn quoted(cell: &str) -> String {
    if cell.contains(['"', ',', ';', '\t', '\n', '\r']) {
        format!("\"{}\"", cell.replace('"', "\"\""))
    } else {
        cell.to_owned()
    }
}

fn date(date: Option<DateTime>) -> String {
    date.map(stamp).unwrap_or_default()
}

fn text(text: Option<&String>) -> String {
    text.cloned().unwrap_or_default()
}

fn preamble(project: &Project) -> Vec<Vec<String>> {
    let mut rows = Vec::new();
    let mut row = |cells: &[&str]| rows.push(cells.iter().map(|c| (*c).to_owned()).collect());
    row(&["#name", &project.name]);
    if project.basis == Basis::Periods {
        row(&["#basis", "periods"]);
    }
    if project.start.is_some() {
        row(&["#start", &date(project.start)]);
    }
    if project.data_date.is_some() {
        row(&["#data_date", &date(project.data_date)]);
    }
    if project.minutes_per_day > 0 {
        row(&["#minutes_per_day", &project.minutes_per_day.to_string()]);
    }
    for (name, value) in [
        ("#currency", &project.currency),
        ("#default_calendar", &project.default_calendar),
    ] {
        if let Some(value) = value {
            row(&[name, value]);
        }
    }
    for calendar in &project.calendars {
        let mut cells = vec![
            "#calendar".to_owned(),
            calendar.id.clone(),
            calendar.name.clone(),
        ];
        cells.extend(calendar.week.iter().map(|day| shifts_text(day)));
        row(&cells.iter().map(String::as_str).collect::<Vec<_>>());
        for e in &calendar.exceptions {
            let (first, last) = (e.first.to_string(), e.last.to_string());
            row(&[
                "#exception",
                &calendar.id,
                &first,
                &last,
                &shifts_text(&e.shifts),
                &e.name,
            ]);
        }
    }
    for resource in &project.resources {
        let kind = match resource.kind {
            ResourceKind::Renewable => "renewable",
            ResourceKind::Budget => "budget",
            ResourceKind::Material => "material",
            ResourceKind::Cost => "cost",
        };
        let (units, calendar) = (resource.units.to_string(), text(resource.calendar.as_ref()));
        row(&[
            "#resource",
            &resource.id,
            &resource.name,
            kind,
            &units,
            &calendar,
        ]);
        for step in &resource.availability {
            let units = step.units.to_string();
            row(&[
                "#availability",
                &resource.id,
                &date(Some(step.from)),
                &units,
            ]);
        }
    }
    rows
}

struct Cells<'p> {
    project: &'p Project,
    predecessors: BTreeMap<&'p str, Vec<String>>,
    resources: BTreeMap<&'p str, Vec<String>>,
}

impl<'p> Cells<'p> {
    fn of(project: &'p Project, ledger: &mut Ledger) -> Self {
        let mut cells = Self {
            project,
            predecessors: BTreeMap::new(),
            resources: BTreeMap::new(),
        };
        for link in &project.links {
            if writable(&link.from, ledger) {
                let of_task = cells.predecessors.entry(&link.to).or_default();
                of_task.push(link_text(link, project));
            }
        }
        for assignment in &project.assignments {
            if writable(&assignment.resource, ledger) {
                let of_task = cells.resources.entry(&assignment.task).or_default();
                of_task.push(assignment_text(assignment));
            }
            if assignment.cost.is_some() {
                let done = "costs of single assignments are not written";
                ledger.not_used(Place::part("assignments"), &assignment.task, done);
            }
        }
        cells
    }

    fn row(&self, task: &Task) -> Vec<String> {
        let length = |length| length_text(length, self.project.minutes_per_day);
        let joined = |lists: &BTreeMap<&str, Vec<String>>| {
            lists
                .get(task.id.as_str())
                .map(|list| list.join("; "))
                .unwrap_or_default()
        };
        let modes: Vec<String> = task.modes.iter().map(|m| length(m.duration)).collect();
        let constraints: Vec<String> = task
            .constraints
            .iter()
            .map(|c| constraint_text(*c))
            .collect();
        let baseline = task.baseline.unwrap_or_default();
        let number =
            |n: Option<rust_decimal::Decimal>| n.map(|n| n.to_string()).unwrap_or_default();
        vec![
            task.id.clone(),
            task.name.clone(),
            text(task.parent.as_ref()),
            text(task.wbs.as_ref()),
            kind(task.kind).to_owned(),
            text(task.calendar.as_ref()),
            modes.join(" | "),
            joined(&self.predecessors),
            constraints.join("; "),
            date(task.deadline),
            date(task.start),
            date(task.finish),
            date(task.progress.start),
            date(task.progress.finish),
            task.progress.remaining.map(length).unwrap_or_default(),
            number(task.progress.percent),
            date(baseline.start),
            date(baseline.finish),
            baseline.duration.map(length).unwrap_or_default(),
            joined(&self.resources),
            number(task.cost),
        ]
    }
}

fn kind(kind: TaskKind) -> &'static str {
    match kind {
        TaskKind::Work => "work",
        TaskKind::Milestone => "milestone",
        TaskKind::Summary => "summary",
        TaskKind::LevelOfEffort => "level_of_effort",
        TaskKind::Inactive => "inactive",
    }
}

fn writable(id: &str, ledger: &mut Ledger) -> bool {
    let plain = !id.contains([';', ',', '[', ']', '|', '\n', '\r']) && id.trim() == id;
    if !plain {
        let done = "links and assignments of ids with separators in them are not written";
        ledger.not_used(Place::part("ids"), id, done);
    }
    plain
}

fn assignment_text(assignment: &TaskAssignment) -> String {
    let units = assignment.units.normalize();
    let mode = assignment
        .mode
        .map(|mode| format!("@{}", mode.saturating_add(1)));
    format!(
        "{}[{units}]{}",
        assignment.resource,
        mode.unwrap_or_default()
    )
}
