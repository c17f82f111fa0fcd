//! CSV in: one row a task, with lines that begin with `#` for what is not of one task.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::DateTime;
use rust_decimal::Decimal;

use crate::csv_preamble::preamble;
use crate::csv_text::{constraint, length, link};
use crate::mspdi::{moment, whole_minutes};
use crate::project::{
    Length, Project, ProjectResource, ResourceKind, Task, TaskAssignment, TaskBaseline, TaskKind,
    TaskMode, TaskProgress, Unit,
};
use crate::reading::{Ledger, Place, Read, Rejected};
use crate::text::decode;

/// Rows of a file, at most.
const MOST_ROWS: usize = 500_000;

/// Columns with other names that they may have, in lower case with underscores.
const COLUMNS: &[(&str, &[&str])] = &[
    ("id", &["task_id", "activity_id", "unique_id", "uid"]),
    ("name", &["task_name", "activity_name", "activity"]),
    ("parent", &["parent_id", "summary"]),
    ("wbs", &["wbs_code", "outline_number"]),
    ("kind", &["type", "task_type"]),
    ("calendar", &["task_calendar"]),
    ("duration", &["original_duration", "scheduled_duration"]),
    ("predecessors", &["predecessor", "after"]),
    ("constraints", &["constraint"]),
    ("deadline", &[]),
    ("start", &["start_date", "early_start"]),
    (
        "finish",
        &["finish_date", "end", "end_date", "early_finish"],
    ),
    ("actual_start", &[]),
    ("actual_finish", &["actual_end"]),
    ("remaining", &["remaining_duration"]),
    ("percent_complete", &["%_complete", "complete", "progress"]),
    ("baseline_start", &[]),
    ("baseline_finish", &["baseline_end"]),
    ("baseline_duration", &[]),
    ("resources", &["resource_names", "resource"]),
    ("cost", &[]),
];

/// Reads a CSV of tasks.
///
/// The first row that does not begin with `#` names the columns; `id` (or `name`) is needed. Comma, semicolon and tab
/// separate. Cells: lengths `5d`, `8h`, `2ew` (elapsed), `3p`; several modes as `2d | 4d`; predecessors `3FS+2d; 4`;
/// resources `chemist[0.5]; reactor`, of one mode as `chemist[2]@1`; constraints `snet 2026-01-05T08:00`. Rows that begin
/// with `#` tell calendars, resources and dates of the project; [`crate::write_csv`] writes all of them.
///
/// # Errors
/// Every problem of the file at once.
pub fn read_csv(bytes: &[u8]) -> Result<Read, Rejected> {
    let mut ledger = Ledger::default();
    let Some(text) = decode(bytes, &mut ledger) else {
        return Err(ledger.into_rejected());
    };
    let Some(rows) = rows(&text, &mut ledger) else {
        return Err(ledger.into_rejected());
    };
    let mut project = Project {
        minutes_per_day: 480,
        ..Project::default()
    };
    let first = rows.iter().position(|row| !row.cell(0).starts_with('#'));
    preamble(
        &rows[..first.unwrap_or(rows.len())],
        &mut project,
        &mut ledger,
    );
    let Some((head, body)) = first.and_then(|first| rows[first..].split_first()) else {
        ledger.problem(Place::part("file"), "a row that names the columns", "none");
        return Err(ledger.into_rejected());
    };
    let columns = columns(head, &mut ledger);
    if !columns.contains_key("id") && !columns.contains_key("name") {
        ledger.hinted(
            Place::at(head.line, "head"),
            "a column `id` or `name`",
            &head.cells.join(", "),
            "name the columns in the first row",
        );
        return Err(ledger.into_rejected());
    }
    let mut table = Table {
        columns: &columns,
        project: &mut project,
        ledger: &mut ledger,
    };
    table.read(body);
    ledger.finish(project)
}

/// A row of the file.
#[derive(Debug)]
pub(crate) struct CsvRow {
    pub(crate) line: u64,
    cells: Vec<String>,
}

impl CsvRow {
    /// A cell without the blanks around it; empty beyond the last.
    pub(crate) fn cell(&self, index: usize) -> &str {
        self.cells.get(index).map_or("", |cell| cell.trim())
    }
}

fn rows(text: &str, ledger: &mut Ledger) -> Option<Vec<CsvRow>> {
    let delimiter = delimiter(text);
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .from_reader(text.as_bytes());
    let mut rows = Vec::new();
    for record in reader.records() {
        match record {
            Ok(record) if rows.len() < MOST_ROWS => {
                let line = record.position().map_or(0, csv::Position::line);
                let cells: Vec<String> = record.iter().map(str::to_owned).collect();
                if cells.iter().any(|cell| !cell.trim().is_empty()) {
                    rows.push(CsvRow { line, cells });
                }
            }
            Ok(_) => {
                let expected = format!("at most {MOST_ROWS} rows");
                ledger.problem(Place::part("file"), &expected, "more");
                return None;
            }
            Err(error) => {
                ledger.problem(Place::part("file"), "rows of CSV", &error.to_string());
                return None;
            }
        }
    }
    Some(rows)
}

/// The separator by which a line has a cell that names a column.
fn delimiter(text: &str) -> u8 {
    let named = |cell: &str| {
        let cell = cell.trim_matches(['"', ' ', '\r']);
        column(cell).is_some()
    };
    for line in text.lines().filter(|line| !line.starts_with('#')).take(100) {
        let counts = |d: u8| line.split(char::from(d)).filter(|cell| named(cell)).count();
        let best = b",;\t".iter().max_by_key(|d| (counts(**d), **d == b','));
        if let Some(best) = best.filter(|d| counts(**d) > 0) {
            return *best;
        }
    }
    b','
}

/// The column that a heading means.
fn column(heading: &str) -> Option<&'static str> {
    let name = heading.trim().to_ascii_lowercase().replace([' ', '-'], "_");
    let mut columns = COLUMNS.iter();
    let found = columns.find(|(column, others)| *column == name || others.contains(&name.as_str()));
    found.map(|(column, _)| *column)
}

type Columns = BTreeMap<&'static str, usize>;

fn columns(head: &CsvRow, ledger: &mut Ledger) -> Columns {
    let mut found = Columns::new();
    for (index, cell) in head.cells.iter().enumerate() {
        let known = column(cell);
        match known {
            Some(column) if !found.contains_key(column) => {
                found.insert(column, index);
            }
            Some(column) => {
                let place = Place::at(head.line, "head");
                ledger.problem(place, "each column once", column);
            }
            None if cell.trim().is_empty() => {}
            None => ledger.not_used(
                Place::at(head.line, format!("column {}", cell.trim())),
                cell,
                "an unknown column is left out",
            ),
        }
    }
    found
}

struct Table<'a> {
    columns: &'a Columns,
    project: &'a mut Project,
    ledger: &'a mut Ledger,
}

impl Table<'_> {
    fn cell<'r>(&self, row: &'r CsvRow, column: &str) -> Option<&'r str> {
        let cell = row.cell(*self.columns.get(column)?);
        (!cell.is_empty()).then_some(cell)
    }

    fn read(&mut self, body: &[CsvRow]) {
        let ids: Vec<String> = body.iter().map(|row| self.id(row)).collect();
        let known: BTreeSet<&str> = ids.iter().map(String::as_str).collect();
        let parents: BTreeSet<&str> = body.iter().filter_map(|r| self.cell(r, "parent")).collect();
        for (row, id) in body.iter().zip(&ids) {
            let task = self.task(row, id, parents.contains(id.as_str()));
            self.project.tasks.push(task);
            self.links(row, id, &known);
            self.resources(row, id);
        }
    }

    /// Its id, its name, or the number of its row.
    fn id(&self, row: &CsvRow) -> String {
        let own = self.cell(row, "id").or_else(|| self.cell(row, "name"));
        own.map_or_else(|| format!("row {}", row.line), str::to_owned)
    }

    fn wrong(&mut self, row: &CsvRow, column: &str, expected: &str, found: &str) {
        self.ledger
            .problem(Place::at(row.line, column), expected, found);
    }

    fn date(&mut self, row: &CsvRow, column: &str) -> Option<DateTime> {
        let text = self.cell(row, column)?;
        let date = moment(text).map(whole_minutes);
        if date.is_none() {
            self.ledger.hinted(
                Place::at(row.line, column),
                "a date such as 2026-01-31 or 2026-01-31T08:00",
                text,
                "write year, month and day in this order: others are read differently by country",
            );
        }
        date
    }

    fn length(&mut self, row: &CsvRow, column: &str) -> Option<Length> {
        let text = self.cell(row, column)?;
        self.length_in(row, column, text)
    }

    fn length_in(&mut self, row: &CsvRow, column: &str, text: &str) -> Option<Length> {
        let length = length(text, self.project.basis, self.project.minutes_per_day);
        if length.is_none() {
            self.wrong(row, column, "a length such as 5d, 8h, 2ew or 3p", text);
        }
        length
    }

    fn decimal(&mut self, row: &CsvRow, column: &str) -> Option<Decimal> {
        let text = self.cell(row, column)?;
        let number = text.trim_end_matches('%').trim().parse().ok();
        if number.is_none() {
            self.wrong(row, column, "a number", text);
        }
        number.map(|number: Decimal| number.normalize())
    }

    fn task(&mut self, row: &CsvRow, id: &str, is_parent: bool) -> Task {
        let durations: Vec<&str> = match self.cell(row, "duration") {
            Some(text) => text.split('|').collect(),
            None => Vec::new(),
        };
        let mut modes: Vec<TaskMode> = durations
            .into_iter()
            .filter_map(|text| self.length_in(row, "duration", text))
            .map(|duration| TaskMode { duration })
            .collect();
        let kind = self.kind(row, is_parent, &modes);
        if modes.is_empty() && kind != TaskKind::Summary {
            let shown = if self.project.basis == crate::Basis::Periods {
                Unit::Period
            } else {
                Unit::Day
            };
            let milestone = kind == TaskKind::Milestone;
            let day = if shown == Unit::Day {
                self.project.minutes_per_day
            } else {
                1
            };
            if !milestone {
                let place = Place::at(row.line, "duration");
                self.ledger
                    .assumed(place, id, "no duration: one day or period taken");
            }
            modes.push(TaskMode {
                duration: Length::work(if milestone { 0 } else { day }, shown),
            });
        }
        let constraints: Vec<&str> = match self.cell(row, "constraints") {
            Some(text) => text
                .split(';')
                .filter(|c| !matches!(c.trim(), "" | "asap"))
                .collect(),
            None => Vec::new(),
        };
        let mut read = Vec::new();
        for text in constraints {
            match constraint(text) {
                Some(constraint) => read.push(constraint),
                None => self.wrong(
                    row,
                    "constraints",
                    "constraints such as snet 2026-01-05",
                    text,
                ),
            }
        }
        let owned = |text: Option<&str>| text.map(str::to_owned);
        Task {
            id: id.to_owned(),
            name: self.cell(row, "name").unwrap_or_default().to_owned(),
            wbs: owned(self.cell(row, "wbs")),
            parent: owned(self.cell(row, "parent")),
            kind,
            calendar: owned(self.cell(row, "calendar")),
            modes,
            constraints: read,
            deadline: self.date(row, "deadline"),
            progress: TaskProgress {
                start: self.date(row, "actual_start"),
                finish: self.date(row, "actual_finish"),
                remaining: self.length(row, "remaining"),
                percent: self
                    .decimal(row, "percent_complete")
                    .filter(|p| !p.is_zero()),
            },
            baseline: self.baseline(row),
            start: self.date(row, "start"),
            finish: self.date(row, "finish"),
            cost: self.decimal(row, "cost"),
        }
    }

    fn kind(&mut self, row: &CsvRow, is_parent: bool, modes: &[TaskMode]) -> TaskKind {
        let zero = !modes.is_empty() && modes.iter().all(|mode| mode.duration.amount == 0);
        match self
            .cell(row, "kind")
            .map(str::to_ascii_lowercase)
            .as_deref()
        {
            None if is_parent => TaskKind::Summary,
            None if zero => TaskKind::Milestone,
            None | Some("work" | "task") => TaskKind::Work,
            Some("milestone") => TaskKind::Milestone,
            Some("summary") => TaskKind::Summary,
            Some("level_of_effort") => TaskKind::LevelOfEffort,
            Some("inactive") => TaskKind::Inactive,
            Some(other) => {
                let expected = "work, milestone, summary, level_of_effort or inactive";
                self.wrong(row, "kind", expected, other);
                TaskKind::Work
            }
        }
    }

    fn baseline(&mut self, row: &CsvRow) -> Option<TaskBaseline> {
        let baseline = TaskBaseline {
            start: self.date(row, "baseline_start"),
            finish: self.date(row, "baseline_finish"),
            duration: self.length(row, "baseline_duration"),
        };
        (baseline != TaskBaseline::default()).then_some(baseline)
    }

    fn links(&mut self, row: &CsvRow, id: &str, known: &BTreeSet<&str>) {
        let Some(text) = self.cell(row, "predecessors") else {
            return;
        };
        let separator = if text.contains(';') { ';' } else { ',' };
        for part in text.split(separator).filter(|part| !part.trim().is_empty()) {
            match link(part, id, known, self.project) {
                Some(link) => self.project.links.push(link),
                None => self.wrong(
                    row,
                    "predecessors",
                    "a known task such as 3 or 3FS+2d",
                    part,
                ),
            }
        }
    }

    /// Cells such as `chemist[50%]; reactor[2]@1`.
    fn resources(&mut self, row: &CsvRow, id: &str) {
        let Some(text) = self.cell(row, "resources") else {
            return;
        };
        let separator = if text.contains(';') { ';' } else { ',' };
        for part in text
            .split(separator)
            .map(str::trim)
            .filter(|part| !part.is_empty())
        {
            let (part, mode) = match part.rsplit_once("]@") {
                Some((before, mode)) => {
                    if let Some(mode) = mode.parse::<usize>().ok().and_then(|m| m.checked_sub(1)) {
                        (format!("{before}]"), Some(mode))
                    } else {
                        self.wrong(row, "resources", "a mode from 1 on behind `@`", part);
                        continue;
                    }
                }
                None => (part.to_owned(), None),
            };
            let (name, units) = match part.strip_suffix(']').and_then(|p| p.rsplit_once('[')) {
                Some((name, units)) => (name.trim(), amount(units)),
                None => (part.as_str(), Some(Decimal::ONE)),
            };
            let Some(units) = units else {
                self.wrong(row, "resources", "units such as [0.5] or [50%]", &part);
                continue;
            };
            let resource = self.resource(row, name);
            self.project.assignments.push(TaskAssignment {
                task: id.to_owned(),
                mode,
                resource,
                units,
                cost: None,
            });
        }
    }

    /// The id of a resource by id or name; one that is new is made.
    fn resource(&mut self, row: &CsvRow, name: &str) -> String {
        let by_id = self.project.resources.iter().find(|r| r.id == name);
        let known = by_id.or_else(|| self.project.resources.iter().find(|r| r.name == name));
        if let Some(resource) = known {
            return resource.id.clone();
        }
        let place = Place::at(row.line, "resources");
        self.ledger.assumed(
            place,
            name,
            "a resource that no `#resource` row tells: one unit taken",
        );
        self.project.resources.push(ProjectResource {
            id: name.to_owned(),
            name: name.to_owned(),
            kind: ResourceKind::Renewable,
            units: Decimal::ONE,
            availability: Vec::new(),
            calendar: None,
        });
        name.to_owned()
    }
}

/// A number of units, in per cent or not, that is not negative.
fn amount(text: &str) -> Option<Decimal> {
    let number: Decimal = match text.trim().strip_suffix('%') {
        Some(percent) => percent.trim().parse::<Decimal>().ok()? / Decimal::ONE_HUNDRED,
        None => text.trim().parse().ok()?,
    };
    (number >= Decimal::ZERO).then(|| number.normalize())
}
