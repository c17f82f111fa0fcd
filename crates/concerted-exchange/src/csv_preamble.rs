//! Rows of our CSV that begin with `#`: dates of the project, calendars, resources.

use rust_decimal::Decimal;

use crate::csv_read::CsvRow;
use crate::csv_text::shifts;
use crate::mspdi::{moment, whole_minutes};
use crate::project::{
    Availability, Basis, CalendarException, Project, ProjectResource, ResourceKind, WorkCalendar,
};
use crate::reading::{Ledger, Place};
use crate::working_time::{tidy, tidy_exceptions};

/// Exceptions of a calendar, at most.
const MOST_EXCEPTIONS: usize = 5_000;

/// Reads the rows before the columns are named.
pub(crate) fn preamble(rows: &[CsvRow], project: &mut Project, ledger: &mut Ledger) {
    for row in rows {
        let value = row.cell(1);
        match row.cell(0) {
            "#name" => value.clone_into(&mut project.name),
            "#basis" => match value {
                "periods" => project.basis = Basis::Periods,
                "minutes" => project.basis = Basis::Minutes,
                _ => wrong(row, "`minutes` or `periods`", value, ledger),
            },
            "#start" => project.start = date(row, 1, ledger),
            "#data_date" => project.data_date = date(row, 1, ledger),
            "#minutes_per_day" => match value.parse() {
                Ok(minutes @ 1..=1_440) => project.minutes_per_day = minutes,
                _ => wrong(row, "1 to 1440", value, ledger),
            },
            "#currency" => project.currency = some(value),
            "#default_calendar" => project.default_calendar = some(value),
            "#calendar" => calendar(row, project, ledger),
            "#exception" => exception(row, project, ledger),
            "#resource" => resource(row, project, ledger),
            "#availability" => availability(row, project, ledger),
            other => ledger.not_used(Place::at(row.line, other), value, "a comment"),
        }
    }
    for calendar in &mut project.calendars {
        let exceptions = std::mem::take(&mut calendar.exceptions);
        let (exceptions, overlapped) = tidy_exceptions(exceptions);
        calendar.exceptions = exceptions;
        if overlapped {
            let place = Place::part("#exception");
            let done = "exceptions that speak of the same day: the later in the file holds";
            ledger.approximated(place, &calendar.id, done);
        }
    }
}

fn some(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}

fn wrong(row: &CsvRow, expected: &str, found: &str, ledger: &mut Ledger) {
    ledger.problem(Place::at(row.line, row.cell(0)), expected, found);
}

fn date(row: &CsvRow, cell: usize, ledger: &mut Ledger) -> Option<jiff::civil::DateTime> {
    let date = moment(row.cell(cell)).map(whole_minutes);
    if date.is_none() {
        wrong(
            row,
            "a date such as 2026-01-31T08:00",
            row.cell(cell),
            ledger,
        );
    }
    date
}

fn units(row: &CsvRow, cell: usize, ledger: &mut Ledger) -> Decimal {
    let units: Option<Decimal> = row.cell(cell).parse().ok();
    if let Some(units) = units.filter(|units| *units >= Decimal::ZERO) {
        units.normalize()
    } else {
        wrong(row, "a number that is not negative", row.cell(cell), ledger);
        Decimal::ONE
    }
}

fn calendar(row: &CsvRow, project: &mut Project, ledger: &mut Ledger) {
    let week = std::array::from_fn(|day| {
        let text = row.cell(day + 3);
        let Some(found) = shifts(text) else {
            wrong(row, "shifts such as 08:00-12:00 13:00-17:00", text, ledger);
            return Vec::new();
        };
        let (tidied, overlapped) = tidy(found);
        if overlapped {
            let place = Place::at(row.line, "#calendar");
            ledger.approximated(place, text, "shifts that overlap are joined");
        }
        tidied
    });
    project.calendars.push(WorkCalendar {
        id: row.cell(1).to_owned(),
        name: row.cell(2).to_owned(),
        week,
        exceptions: Vec::new(),
    });
}

fn exception(row: &CsvRow, project: &mut Project, ledger: &mut Ledger) {
    let (first, last) = (date(row, 2, ledger), date(row, 3, ledger));
    let found = shifts(row.cell(4));
    if found.is_none() {
        wrong(row, "shifts such as 08:00-12:00", row.cell(4), ledger);
    }
    let calendar = project.calendars.iter_mut().find(|c| c.id == row.cell(1));
    let Some(calendar) = calendar else {
        wrong(row, "a calendar told before", row.cell(1), ledger);
        return;
    };
    if calendar.exceptions.len() >= MOST_EXCEPTIONS {
        let expected = format!("at most {MOST_EXCEPTIONS} exceptions");
        wrong(row, &expected, "more", ledger);
    } else if let (Some(first), Some(last), Some(shifts)) = (first, last, found) {
        calendar.exceptions.push(CalendarException {
            name: row.cell(5).to_owned(),
            first: first.date(),
            last: last.date(),
            shifts: tidy(shifts).0,
        });
    }
}

fn resource(row: &CsvRow, project: &mut Project, ledger: &mut Ledger) {
    let kind = match row.cell(3) {
        "renewable" | "" => ResourceKind::Renewable,
        "budget" => ResourceKind::Budget,
        "material" => ResourceKind::Material,
        "cost" => ResourceKind::Cost,
        other => {
            wrong(row, "renewable, budget, material or cost", other, ledger);
            return;
        }
    };
    project.resources.push(ProjectResource {
        id: row.cell(1).to_owned(),
        name: row.cell(2).to_owned(),
        kind,
        units: units(row, 4, ledger),
        availability: Vec::new(),
        calendar: some(row.cell(5)),
    });
}

fn availability(row: &CsvRow, project: &mut Project, ledger: &mut Ledger) {
    let (from, units) = (date(row, 2, ledger), units(row, 3, ledger));
    let resource = project.resources.iter_mut().find(|r| r.id == row.cell(1));
    let Some(resource) = resource else {
        wrong(row, "a resource told before", row.cell(1), ledger);
        return;
    };
    let last = resource.availability.last().map(|step| step.from);
    match from {
        Some(from) if last.is_none_or(|last| last < from) => {
            resource.availability.push(Availability { from, units });
        }
        Some(_) => wrong(row, "dates in ascending order", row.cell(2), ledger),
        None => {}
    }
}
