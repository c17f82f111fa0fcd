//! Calendars of Primavera: a text of nested brackets with weekdays, shifts, and exceptions by day number.

use jiff::SignedDuration;
use jiff::civil::{Date, date};

use crate::project::{CalendarException, Shift, WorkCalendar};
use crate::reading::{Ledger, Place};
use crate::working_time::{tidy, tidy_exceptions};
use crate::xer::Row;

/// Brackets inside each other, at most; files have 7.
const DEEPEST: usize = 32;
/// Exceptions of a calendar, at most.
const MOST_EXCEPTIONS: usize = 20_000;

/// A bracket `(0||name(parameters)(children))`.
#[derive(Debug, Default)]
struct Node {
    name: String,
    parameters: String,
    children: Vec<Node>,
}

impl Node {
    fn find(&self, name: &str) -> Option<&Node> {
        self.children.iter().find(|child| child.name == name)
    }

    fn parameter(&self, key: &str) -> Option<&str> {
        let mut parts = self.parameters.split('|');
        while let Some(part) = parts.next() {
            if part.trim() == key {
                return parts.next().map(str::trim);
            }
        }
        None
    }
}

/// The calendar of a row.
pub(crate) fn calendar(id: &str, row: Row<'_>, ledger: &mut Ledger) -> WorkCalendar {
    let mut calendar = WorkCalendar {
        id: id.to_owned(),
        name: row.text("clndr_name").unwrap_or_default().to_owned(),
        ..WorkCalendar::standard()
    };
    let place = row.place("clndr_data");
    let data = row.text("clndr_data").unwrap_or("");
    // Line breaks inside the text are kept as DEL characters by some versions.
    let plain: String = data.chars().filter(|c| !c.is_control()).collect();
    let Some(root) = parse(&plain) else {
        let found = if plain.is_empty() {
            "no working hours"
        } else {
            plain.as_str()
        };
        let done = "Monday to Friday, 8 to 12 and 13 to 17, taken instead";
        ledger.assumed(place, found, done);
        return calendar;
    };
    if let Some(days) = root.find("DaysOfWeek") {
        week(days, &mut calendar, &place, ledger);
    } else {
        let done = "Monday to Friday, 8 to 12 and 13 to 17, taken instead";
        ledger.assumed(place.clone(), "no days of the week", done);
    }
    if let Some(exceptions) = root.find("Exceptions") {
        calendar.exceptions = days(exceptions, &place, ledger);
    }
    for other in &root.children {
        if !matches!(other.name.as_str(), "DaysOfWeek" | "Exceptions" | "VIEW") {
            ledger.not_used(
                place.clone(),
                &other.name,
                "a part of the calendar is left out",
            );
        }
    }
    calendar
}

fn week(days: &Node, calendar: &mut WorkCalendar, place: &Place, ledger: &mut Ledger) {
    let mut over_midnight: Vec<(usize, Shift)> = Vec::new();
    for day in &days.children {
        let Some(kind) = day
            .name
            .parse::<usize>()
            .ok()
            .filter(|k| (1..=7).contains(k))
        else {
            ledger.problem(place.clone(), "a weekday from 1 to 7", &day.name);
            continue;
        };
        // 1 is Sunday.
        let index = (kind + 5) % 7;
        let (shifts, rest) = shifts(day, place, ledger);
        calendar.week[index] = shifts;
        over_midnight.extend(rest.map(|rest| ((index + 1) % 7, rest)));
    }
    for (index, rest) in over_midnight {
        let mut shifts = std::mem::take(&mut calendar.week[index]);
        shifts.push(rest);
        calendar.week[index] = tidy(shifts).0;
    }
}

/// Shifts of a day, and what of a shift over midnight belongs to the next.
fn shifts(day: &Node, place: &Place, ledger: &mut Ledger) -> (Vec<Shift>, Option<Shift>) {
    let (mut found, mut rest) = (Vec::new(), None);
    for shift in &day.children {
        let minute = |key: &str| shift.parameter(key).and_then(minute);
        match (minute("s"), minute("f")) {
            (Some(0), Some(0)) => found.extend(Shift::new(0, 1_440)),
            (Some(from), Some(to)) if to > from => found.extend(Shift::new(from, to)),
            (Some(from), Some(to)) => {
                found.extend(Shift::new(from, 1_440));
                rest = Shift::new(0, to);
            }
            _ => ledger.problem(
                place.clone(),
                "a shift such as s|08:00|f|12:00",
                &shift.parameters,
            ),
        }
    }
    let (tidied, overlapped) = tidy(found);
    if overlapped {
        ledger.approximated(place.clone(), "shifts that overlap", "joined");
    }
    (tidied, rest)
}

fn days(exceptions: &Node, place: &Place, ledger: &mut Ledger) -> Vec<CalendarException> {
    if exceptions.children.len() > MOST_EXCEPTIONS {
        let expected = format!("at most {MOST_EXCEPTIONS} exceptions");
        ledger.problem(
            place.clone(),
            &expected,
            &exceptions.children.len().to_string(),
        );
        return Vec::new();
    }
    let mut found: Vec<CalendarException> = Vec::new();
    for exception in &exceptions.children {
        let day = exception.parameter("d").and_then(day);
        let Some(day) = day else {
            ledger.problem(
                place.clone(),
                "a day number such as d|44189",
                &exception.parameters,
            );
            continue;
        };
        let (shifts, rest) = shifts(exception, place, ledger);
        if rest.is_some() {
            let done = "a shift over midnight is cut off at midnight";
            ledger.approximated(place.clone(), &exception.parameters, done);
        }
        found.push(CalendarException {
            name: String::new(),
            first: day,
            last: day,
            shifts,
        });
    }
    found.sort_by_key(|e| e.first);
    let mut last = None;
    let twice = found.iter().any(|e| last.replace(e.first) == Some(e.first));
    if !twice {
        return found;
    }
    ledger.approximated(
        place.clone(),
        "exceptions that speak of the same day",
        "one of them holds",
    );
    found.dedup_by_key(|e| e.first);
    tidy_exceptions(found).0
}

/// A day by its number since 30 December 1899, as spreadsheets count.
fn day(text: &str) -> Option<Date> {
    let number: i64 = text.parse().ok().filter(|n| (0..=2_900_000).contains(n))?;
    let day = date(1899, 12, 30).checked_add(SignedDuration::from_hours(24 * number));
    day.ok()
}

fn minute(text: &str) -> Option<u16> {
    let (hour, minute) = text.split_once(':')?;
    let (hour, minute): (u16, u16) = (hour.parse().ok()?, minute.get(..2)?.parse().ok()?);
    (hour < 24 && minute < 60 || (hour, minute) == (24, 0)).then(|| hour * 60 + minute)
}

fn parse(text: &str) -> Option<Node> {
    let start = text.find('(')?;
    let mut rest = &text[start..];
    node(&mut rest, 0)
}

/// One bracket and what is inside; `None` where it is not of the form.
fn node(rest: &mut &str, depth: usize) -> Option<Node> {
    if depth > DEEPEST {
        return None;
    }
    *rest = rest.strip_prefix('(')?;
    let (head, after) = rest.split_once('(')?;
    let (_, name) = head.split_once("||")?;
    let (parameters, after) = after.split_once(')')?;
    let mut node = Node {
        name: name.trim().to_owned(),
        parameters: parameters.to_owned(),
        children: Vec::new(),
    };
    *rest = after.trim_start().strip_prefix('(')?.trim_start();
    while rest.starts_with('(') {
        node.children.push(self::node(rest, depth + 1)?);
        *rest = rest.trim_start();
    }
    *rest = rest
        .strip_prefix(')')?
        .trim_start()
        .strip_prefix(')')?
        .trim_start();
    Some(node)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn brackets_are_read() {
        let text = "(0||CalendarData()( (0||DaysOfWeek()((0||1()())(0||2()((0||0(s|08:00|f|12:00)()))))(0||Exceptions()((0||0(d|44189)())))))";
        // One bracket short: refused, not guessed.
        assert!(parse(&text[..text.len() - 1]).is_none());
        let text = "(0||CalendarData()((0||DaysOfWeek()((0||1()())(0||2()((0||0(s|08:00|f|12:00)())))))(0||Exceptions()((0||0(d|44189)())))))";
        let root = parse(text).unwrap();
        let days = root.find("DaysOfWeek").unwrap();
        assert_eq!(days.children.len(), 2);
        assert_eq!(days.children[1].children[0].parameter("f"), Some("12:00"));
        let exception = &root.find("Exceptions").unwrap().children[0];
        assert_eq!(
            exception.parameter("d").and_then(day),
            Some(date(2020, 12, 24))
        );
        assert!(parse(&"(0||a()(".repeat(10_000)).is_none());
    }

    #[test]
    fn times_and_days() {
        assert_eq!(minute("08:30"), Some(510));
        assert_eq!(minute("24:00"), Some(1_440));
        assert_eq!(minute("25:00"), None);
        assert_eq!(minute("8"), None);
        assert_eq!(minute("1308:00"), None);
        assert_eq!(day("-1"), None);
        assert_eq!(day("99999999"), None);
    }
}
