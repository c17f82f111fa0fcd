//! Primavera XER in: one project of the file with its calendars, work breakdown, activities, relationships, resources.
//!
//! The format is a list of tables: `%T` names one, `%F` its columns, `%R` a row, all separated by tabs.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::DateTime;
use rust_decimal::Decimal;

use crate::mspdi::{moment, whole_minutes};
use crate::project::{LagCalendar, Project};
use crate::reading::{Ledger, Place, Read, Rejected};
use crate::text::decode;
use crate::xer_calendar::calendar;
use crate::xer_resource::{assignments, resources};
use crate::xer_task::{links, tasks};
use crate::xer_used::unused;

/// Fields of a row, at most.
const MOST_COLUMNS: usize = 1_000;

/// A table of the file.
#[derive(Debug, Default)]
pub(crate) struct Table {
    pub(crate) name: String,
    pub(crate) columns: Vec<String>,
    pub(crate) rows: Vec<(u64, Vec<String>)>,
}

/// A row with the names of its columns.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Row<'t> {
    table: &'t Table,
    pub(crate) line: u64,
    fields: &'t [String],
}

impl<'t> Row<'t> {
    /// The text of a column, where there is some.
    pub(crate) fn text(&self, column: &str) -> Option<&'t str> {
        let index = self.table.columns.iter().position(|name| name == column)?;
        let text = self.fields.get(index)?.trim();
        (!text.is_empty()).then_some(text)
    }

    /// Where a column of the row stands.
    pub(crate) fn place(&self, column: &str) -> Place {
        Place::at(self.line, format!("{}/{column}", self.table.name))
    }

    /// A date and time, seconds cut off.
    pub(crate) fn date(&self, column: &str, ledger: &mut Ledger) -> Option<DateTime> {
        let text = self.text(column)?;
        if let Some(date) = moment(text) {
            Some(whole_minutes(date))
        } else {
            let expected = "a date such as 2026-01-31 08:00";
            ledger.problem(self.place(column), expected, text);
            None
        }
    }

    /// A number. Some installations write a comma for the point.
    pub(crate) fn decimal(&self, column: &str, ledger: &mut Ledger) -> Option<Decimal> {
        let text = self.text(column)?;
        let plain = text.replace(',', ".");
        let number: Option<Decimal> = plain
            .parse()
            .ok()
            .or_else(|| Decimal::from_scientific(&plain).ok());
        if number.is_none() {
            ledger.problem(self.place(column), "a number", text);
        }
        number.map(|number| number.normalize())
    }

    /// Hours as minutes.
    pub(crate) fn hours(&self, column: &str, ledger: &mut Ledger) -> Option<i64> {
        let hours = self.decimal(column, ledger)?;
        let exact = hours.checked_mul(Decimal::from(60));
        let minutes = exact.and_then(|minutes| i64::try_from(minutes.round()).ok());
        let Some(minutes) = minutes else {
            ledger.problem(self.place(column), "a number of hours", &hours.to_string());
            return None;
        };
        // Hours with a few decimals stand for minutes; only what is far from one is worth a word.
        let rest = exact.unwrap_or_default() - Decimal::from(minutes);
        if rest.abs() > Decimal::new(1, 1) {
            let place = self.place(column);
            ledger.approximated(place, &hours.to_string(), "rounded to whole minutes");
        }
        Some(minutes)
    }
}

impl Table {
    pub(crate) fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        self.rows.iter().map(|(line, fields)| Row {
            table: self,
            line: *line,
            fields,
        })
    }
}

/// The tables of a file.
#[derive(Debug, Default)]
pub(crate) struct Tables(pub(crate) BTreeMap<String, Table>);

impl Tables {
    pub(crate) fn rows<'t>(&'t self, name: &str) -> impl Iterator<Item = Row<'t>> {
        self.0.get(name).into_iter().flat_map(Table::rows)
    }

    /// Rows of one project.
    pub(crate) fn of_project<'t>(
        &'t self,
        name: &str,
        project: &'t str,
    ) -> impl Iterator<Item = Row<'t>> {
        self.rows(name)
            .filter(move |row| row.text("proj_id") == Some(project))
    }
}

/// Reads an XER file of Primavera.
///
/// A file may hold several projects: the exported one with the most activities is read, the others are noted. Ids of
/// activities are their codes where these occur once, else the file's numbers. Tables and columns that are not used are in
/// the notes, one for each name.
///
/// # Errors
/// Every problem of the file at once.
pub fn read_xer(bytes: &[u8]) -> Result<Read, Rejected> {
    let mut ledger = Ledger::default();
    let Some(text) = decode(bytes, &mut ledger) else {
        return Err(ledger.into_rejected());
    };
    let tables = parse(&text, &mut ledger);
    let Some(chosen) = chosen(&tables, &mut ledger) else {
        return Err(ledger.into_rejected());
    };
    unused(&tables, &mut ledger);
    let project = project(&tables, chosen, &mut ledger);
    ledger.finish(project)
}

fn parse(text: &str, ledger: &mut Ledger) -> Tables {
    let mut tables = Tables::default();
    let mut current: Option<Table> = None;
    if !text.starts_with("ERMHDR") {
        let found = text.lines().next().unwrap_or("");
        let hint = "the file is not of Primavera, or its first line is missing";
        ledger.hinted(Place::at(1, "head"), "`ERMHDR`", found, hint);
        return tables;
    }
    for (index, line) in text.lines().enumerate().skip(1) {
        let number = index as u64 + 1;
        let mut fields = line.split('\t');
        match (fields.next().unwrap_or(""), &mut current) {
            ("%T", _) => {
                close(&mut tables, current.take(), ledger);
                let name = fields.next().unwrap_or("").trim().to_owned();
                current = Some(Table {
                    name,
                    ..Table::default()
                });
            }
            ("%F", Some(table)) => {
                table.columns = fields
                    .take(MOST_COLUMNS)
                    .map(|f| f.trim().to_owned())
                    .collect();
            }
            ("%R", Some(table)) => {
                let row: Vec<String> = fields.take(MOST_COLUMNS).map(str::to_owned).collect();
                if row.len() > table.columns.len() {
                    let place = Place::at(number, table.name.clone());
                    let found = format!("{} fields", row.len());
                    let done = "fields beyond the columns are left out";
                    ledger.not_used(place, &found, done);
                }
                table.rows.push((number, row));
            }
            ("%E", _) => break,
            ("%F" | "%R", None) => {
                ledger.problem(Place::at(number, "row"), "a table before it", line);
            }
            ("", _) if line.trim().is_empty() => {}
            (_, Some(table)) if !table.rows.is_empty() => {
                // A text field with a line break in it goes on here.
                if let Some(last) = table.rows.last_mut().and_then(|row| row.1.last_mut()) {
                    last.push('\n');
                    last.push_str(line);
                }
            }
            (other, _) => {
                ledger.not_used(Place::at(number, "line"), other, "left out");
            }
        }
    }
    close(&mut tables, current, ledger);
    tables
}

fn close(tables: &mut Tables, table: Option<Table>, ledger: &mut Ledger) {
    let Some(table) = table else { return };
    if tables.0.contains_key(&table.name) {
        ledger.problem(Place::part("tables"), "tables that occur once", &table.name);
        return;
    }
    tables.0.insert(table.name.clone(), table);
}

/// The project to read.
fn chosen<'t>(tables: &'t Tables, ledger: &mut Ledger) -> Option<&'t str> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for row in tables.rows("TASK") {
        if let Some(project) = row.text("proj_id") {
            *counts.entry(project).or_default() += 1;
        }
    }
    let mut best: Option<(bool, usize, &str)> = None;
    for row in tables.rows("PROJECT") {
        let Some(id) = row.text("proj_id") else {
            continue;
        };
        let exported = row.text("export_flag") != Some("N");
        let rank = (exported, counts.get(id).copied().unwrap_or(0), id);
        if best.is_none_or(|best| (rank.0, rank.1) > (best.0, best.1)) {
            best = Some(rank);
        }
    }
    let Some((_, _, chosen)) = best else {
        if !ledger.failed() {
            ledger.problem(Place::part("table PROJECT"), "a project", "none");
        }
        return None;
    };
    for row in tables.rows("PROJECT") {
        if let Some(id) = row.text("proj_id").filter(|id| *id != chosen) {
            let name = row.text("proj_short_name").unwrap_or(id);
            let found = format!(
                "{name}, {} activities",
                counts.get(id).copied().unwrap_or(0)
            );
            ledger.not_used(
                row.place("proj_id"),
                &found,
                "projects beside the largest are left out",
            );
        }
    }
    Some(chosen)
}

fn project(tables: &Tables, id: &str, ledger: &mut Ledger) -> Project {
    let Some(row) = tables.of_project("PROJECT", id).next() else {
        return Project::default();
    };
    let mut project = Project {
        name: row.text("proj_short_name").unwrap_or_default().to_owned(),
        start: row.date("plan_start_date", ledger),
        data_date: row.date("last_recalc_date", ledger),
        minutes_per_day: 480,
        default_calendar: row.text("clndr_id").map(str::to_owned),
        ..Project::default()
    };
    let mut used: BTreeSet<&str> = row.text("clndr_id").into_iter().collect();
    used.extend(
        tables
            .of_project("TASK", id)
            .filter_map(|row| row.text("clndr_id")),
    );
    used.extend(tables.rows("RSRC").filter_map(|row| row.text("clndr_id")));
    for row in tables.rows("CALENDAR") {
        let Some(id) = row.text("clndr_id") else {
            ledger.problem(row.place("clndr_id"), "an id", "none");
            continue;
        };
        if used.contains(id) {
            project.calendars.push(calendar(id, row, ledger));
        } else {
            ledger.not_used(
                row.place("clndr_id"),
                id,
                "a calendar that nothing uses is left out",
            );
        }
        if project.default_calendar.as_deref() == Some(id)
            && let Some(minutes) = row.hours("day_hr_cnt", ledger)
        {
            project.minutes_per_day = minutes.clamp(1, 1_440);
        }
    }
    let ids = tasks(tables, id, &mut project, ledger);
    let lag_calendar = lag_calendar(tables, id, ledger);
    links(tables, id, (&ids, &lag_calendar), &mut project, ledger);
    resources(tables, id, &mut project, ledger);
    assignments(tables, id, &ids, &mut project, ledger);
    project
}

/// The schedule option that says what counts lags.
fn lag_calendar(tables: &Tables, id: &str, ledger: &mut Ledger) -> LagCalendar {
    let row = tables.of_project("SCHEDOPTIONS", id).next();
    let Some(row) = row else {
        return LagCalendar::Predecessor;
    };
    let overridden = row.text("sched_progress_override") == Some("Y");
    if overridden {
        let place = row.place("sched_progress_override");
        let done = "progress waits for unfinished predecessors (retained logic)";
        ledger.approximated(place, "Y", done);
    }
    match row.text("sched_calendar_on_relationship_lag") {
        Some("rcal_Successor") => LagCalendar::Successor,
        Some("rcal_24Hours") => LagCalendar::AroundTheClock,
        Some("rcal_ProjDefault") => LagCalendar::Project,
        _ => LagCalendar::Predecessor,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_file_of_primavera_is_refused() {
        for bytes in ["", "hello", "ERMHDR\t1\n%R\tx\n", "ERMHDR\t1\n%T\tTASK\n%E"] {
            assert!(read_xer(bytes.as_bytes()).is_err(), "{bytes}");
        }
    }
}
