//! MS Project XML in: project, calendars, tasks with links, resources, assignments.
//!
//! Elements and codes after Microsoft's published schema of the Project XML data interchange (MSPDI). Lags are counted on
//! the calendar of the task that waits, as Project has done since 2002.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::DateTime;

use crate::mspdi_calendar::calendars;
use crate::mspdi_resource::{assignments, resources};
use crate::mspdi_task::tasks;
use crate::mspdi_used::unused;
use crate::project::{Length, Project, Unit};
use crate::reading::{Ledger, Place, Read, Rejected};
use crate::text::decode;
use crate::xml::{Element, parse};

/// Reads an XML file of MS Project.
///
/// Ids of tasks, resources and calendars are the file's `UID`s. Elements that are not used are in the notes, one for each
/// name, with the first place and their count; empty ones are passed over.
///
/// # Errors
/// Every problem of the file at once.
pub fn read_mspdi(bytes: &[u8]) -> Result<Read, Rejected> {
    let mut ledger = Ledger::default();
    let root = decode(bytes, &mut ledger).and_then(|text| parse(&text, &mut ledger));
    let Some(root) = root else {
        return Err(ledger.into_rejected());
    };
    if root.name != "Project" {
        let place = Place::at(root.line, "root element");
        let hint = "only the XML of MS Project is read; export from Primavera as XER";
        ledger.hinted(place, "`Project`", &root.name, hint);
        return Err(ledger.into_rejected());
    }
    let mut fields = Fields::new(ledger);
    let project = project(&root, &mut fields);
    let mut ledger = fields.ledger;
    unused(&root, &mut ledger);
    ledger.finish(project)
}

fn project(root: &Element, fields: &mut Fields) -> Project {
    let mut project = Project {
        name: root
            .text_of("Title")
            .or_else(|| root.text_of("Name"))
            .unwrap_or_default()
            .to_owned(),
        start: fields.date(root, "StartDate"),
        data_date: fields.date(root, "StatusDate"),
        minutes_per_day: fields
            .number(root, "MinutesPerDay")
            .unwrap_or(480)
            .clamp(1, 1_440),
        currency: root.text_of("CurrencyCode").map(str::to_owned),
        ..Project::default()
    };
    if root.text_of("ScheduleFromStart") == Some("0") {
        fields.ledger.approximated(
            Place::at(root.line, "ScheduleFromStart"),
            "0",
            "a plan made backward from its finish is scheduled forward",
        );
    }
    let (found, default) = calendars(root, fields);
    project.calendars = found;
    project.default_calendar = default;
    resources(root, &mut project, fields);
    tasks(root, &mut project, fields);
    assignments(root, &mut project, fields);
    project
}

/// Reads fields and keeps the ledger.
#[derive(Default)]
pub(crate) struct Fields {
    pub(crate) ledger: Ledger,
    /// Calendars and those that they stand for.
    pub(crate) aliases: BTreeMap<String, String>,
    /// Tasks that are no tasks of the project.
    pub(crate) passed_over: BTreeSet<String>,
    /// Lags in per cent of the first task: from, to, per cent.
    pub(crate) percent_lags: Vec<(String, String, i64)>,
}

impl Fields {
    fn new(ledger: Ledger) -> Self {
        Self {
            ledger,
            ..Self::default()
        }
    }

    /// The calendar of a task or resource.
    pub(crate) fn calendar(&mut self, element: &Element) -> Option<String> {
        let uid = element.text_of("CalendarUID").filter(|uid| *uid != "-1")?;
        Some(self.aliases.get(uid).map_or(uid, String::as_str).to_owned())
    }

    /// A whole number.
    pub(crate) fn number(&mut self, element: &Element, name: &str) -> Option<i64> {
        let text = element.text_of(name)?;
        let number = text.parse().ok();
        if number.is_none() {
            self.wrong(element, name, "a whole number", text);
        }
        number
    }

    /// A decimal number.
    pub(crate) fn decimal(
        &mut self,
        element: &Element,
        name: &str,
    ) -> Option<rust_decimal::Decimal> {
        let text = element.text_of(name)?;
        let number = text
            .parse()
            .or_else(|_| rust_decimal::Decimal::from_scientific(text))
            .ok()
            .map(|number: rust_decimal::Decimal| number.normalize());
        if number.is_none() {
            self.wrong(element, name, "a number", text);
        }
        number
    }

    /// A date and time; a day alone is its midnight, seconds are cut off.
    pub(crate) fn date(&mut self, element: &Element, name: &str) -> Option<DateTime> {
        let text = element.text_of(name)?;
        let date = moment(text);
        if date.is_none() {
            self.wrong(element, name, "a date such as 2026-01-31T08:00:00", text);
        }
        let date = date?;
        let cut = whole_minutes(date);
        if cut != date {
            let place = Place::at(element.line, path(element, name));
            self.ledger.approximated(place, text, "seconds are cut off");
        }
        Some(cut)
    }

    /// A length with the unit that another element tells.
    pub(crate) fn length(
        &mut self,
        element: &Element,
        name: &str,
        format: Option<i64>,
    ) -> Option<Length> {
        let text = element.text_of(name)?;
        let Some((minutes, exact)) = iso_minutes(text) else {
            self.wrong(element, name, "a length such as PT8H0M0S", text);
            return None;
        };
        if !exact {
            let place = Place::at(element.line, path(element, name));
            self.ledger
                .approximated(place, text, "rounded to whole minutes");
        }
        let (shown, elapsed) = shown(format);
        Some(Length {
            amount: minutes,
            shown,
            elapsed,
        })
    }

    /// Adds the problem of a field.
    pub(crate) fn wrong(&mut self, element: &Element, name: &str, expected: &str, found: &str) {
        let line = element.child(name).map_or(element.line, |child| child.line);
        let place = Place::at(line, path(element, name));
        self.ledger.problem(place, expected, found);
    }
}

pub(crate) fn path(element: &Element, name: &str) -> String {
    match element.text_of("UID") {
        Some(uid) => format!("{} {uid}/{name}", element.name),
        None => format!("{}/{name}", element.name),
    }
}

/// A date and time, or a day, which is its midnight; an offset from UTC is no part of these formats.
pub(crate) fn moment(text: &str) -> Option<DateTime> {
    text.parse::<DateTime>().ok()
}

/// The moment without its seconds.
pub(crate) fn whole_minutes(date: DateTime) -> DateTime {
    date.date().at(date.hour(), date.minute(), 0, 0)
}

/// Minutes of an ISO 8601 length such as `PT8H30M0S` or `P1DT2H`, and whether they are whole.
pub(crate) fn iso_minutes(text: &str) -> Option<(i64, bool)> {
    let (negative, text) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let mut seconds = 0_f64;
    let (mut digits, mut in_time, mut any) = (String::new(), false, false);
    for character in text.strip_prefix('P')?.chars() {
        match character {
            '0'..='9' | '.' => digits.push(character),
            'T' if digits.is_empty() => in_time = true,
            unit => {
                let factor = match (unit, in_time) {
                    ('W', false) => 604_800.0,
                    ('D', false) => 86_400.0,
                    ('H', true) => 3_600.0,
                    ('M', true) => 60.0,
                    ('S', true) => 1.0,
                    // Years and months have no fixed length; Project writes none but 0.
                    ('Y' | 'M', false) if digits.parse() == Ok(0.0) => 0.0,
                    _ => return None,
                };
                seconds += digits.parse::<f64>().ok()? * factor;
                digits.clear();
                any = true;
            }
        }
    }
    let minutes = seconds / 60.0;
    if !any || !digits.is_empty() || !(0.0..=1e12).contains(&minutes) {
        return None;
    }
    let whole = minutes.round();
    let exact = (whole - minutes).abs() < 1e-9;
    Some((
        if negative {
            -(whole as i64)
        } else {
            whole as i64
        },
        exact,
    ))
}

/// Unit of a duration format, and whether it is elapsed. The codes from 35 on are the same, marked as estimated.
pub(crate) fn shown(format: Option<i64>) -> (Unit, bool) {
    let code = match format {
        Some(code @ 35..=44) => code - 32,
        Some(code) => code,
        None => 7,
    };
    let unit = match code {
        3 | 4 => Unit::Minute,
        5 | 6 => Unit::Hour,
        9 | 10 => Unit::Week,
        11 | 12 => Unit::Month,
        _ => Unit::Day,
    };
    (unit, matches!(code, 4 | 6 | 8 | 10 | 12))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_of_iso_8601() {
        assert_eq!(iso_minutes("PT8H0M0S"), Some((480, true)));
        assert_eq!(iso_minutes("P1DT1H"), Some((1_500, true)));
        assert_eq!(iso_minutes("-PT1M"), Some((-1, true)));
        assert_eq!(iso_minutes("PT0H0M20S"), Some((0, false)));
        assert_eq!(iso_minutes("PT1.5H"), Some((90, true)));
        for bad in [
            "",
            "P",
            "PT",
            "8H",
            "PT8",
            "P1M",
            "PTH",
            "PT1e9H",
            "PT99999999999999H",
        ] {
            assert_eq!(iso_minutes(bad), None, "{bad}");
        }
    }

    #[test]
    fn formats_of_durations() {
        assert_eq!(shown(Some(7)), (Unit::Day, false));
        assert_eq!(shown(Some(8)), (Unit::Day, true));
        assert_eq!(shown(Some(39)), (Unit::Day, false));
        assert_eq!(shown(Some(38)), (Unit::Hour, true));
        assert_eq!(shown(None), (Unit::Day, false));
    }
}
