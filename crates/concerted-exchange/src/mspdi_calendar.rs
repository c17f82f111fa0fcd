//! Calendars of MS Project XML: weekdays, exceptions, calendars made from others.

use std::collections::BTreeMap;

use jiff::civil::{Date, Time, date};

use crate::mspdi::{Fields, moment, path};
use crate::project::{CalendarException, Shift, WorkCalendar};
use crate::reading::Place;
use crate::working_time::{days_between, minutes_between, tidy, tidy_exceptions};
use crate::xml::Element;

/// Calendars made from calendars made from calendars, at most.
const DEEPEST_BASE: usize = 16;
/// Exceptions of a calendar, those that recur counted each time.
const MOST_EXCEPTIONS: usize = 5_000;

/// A calendar as the file gives it.
#[derive(Debug, Clone, Default)]
struct Given {
    name: String,
    base: Option<String>,
    days: [Option<Vec<Shift>>; 7],
    exceptions: Vec<CalendarException>,
}

impl Given {
    /// Whether it says nothing that its base does not.
    fn is_alias(&self) -> bool {
        self.base.is_some() && self.exceptions.is_empty() && self.days.iter().all(Option::is_none)
    }
}

/// The calendars of the file, and the id of the default one.
pub(crate) fn calendars(
    root: &Element,
    fields: &mut Fields,
) -> (Vec<WorkCalendar>, Option<String>) {
    let mut given: BTreeMap<String, Given> = BTreeMap::new();
    let mut order = Vec::new();
    for element in root.list("Calendars", "Calendar") {
        let Some(uid) = element.text_of("UID") else {
            fields.wrong(element, "UID", "an id", "none");
            continue;
        };
        if given.contains_key(uid) {
            fields.wrong(element, "UID", "ids that occur once", uid);
            continue;
        }
        order.push(uid.to_owned());
        let calendar = one(element, fields);
        given.insert(uid.to_owned(), calendar);
    }
    for (uid, calendar) in &given {
        if let Some(base) = calendar
            .base
            .as_ref()
            .filter(|base| !given.contains_key(*base))
        {
            let place = Place::part(format!("Calendar {uid}/BaseCalendarUID"));
            fields.ledger.problem(place, "a known calendar", base);
        }
    }
    let mut resolved = Vec::new();
    for uid in &order {
        if !given[uid].is_alias() {
            resolved.push(resolve(uid, &given, fields));
        }
    }
    let default = root.text_of("CalendarUID").filter(|uid| *uid != "-1");
    let default = default.map(|uid| through_aliases(uid, &given).to_owned());
    fields.aliases = order
        .iter()
        .map(|uid| (uid.clone(), through_aliases(uid, &given).to_owned()))
        .collect();
    (resolved, default)
}

/// The calendar that another stands for.
fn through_aliases<'g>(uid: &'g str, given: &'g BTreeMap<String, Given>) -> &'g str {
    let mut at = uid;
    for _ in 0..DEEPEST_BASE {
        match given.get(at) {
            Some(calendar) if calendar.is_alias() => {
                at = calendar.base.as_deref().unwrap_or(at);
            }
            _ => break,
        }
    }
    at
}

/// A calendar with what its bases say where it says nothing.
fn resolve(uid: &str, given: &BTreeMap<String, Given>, fields: &mut Fields) -> WorkCalendar {
    let mut chain = Vec::new();
    let mut at = Some(uid);
    while let Some(calendar) = at.and_then(|uid| given.get(uid)) {
        if chain.len() == DEEPEST_BASE {
            let place = Place::part(format!("Calendar {uid}/BaseCalendarUID"));
            fields
                .ledger
                .problem(place, "a base that is not made from it", uid);
            break;
        }
        chain.push(calendar);
        at = calendar.base.as_deref();
    }
    let mut assumed = false;
    let standard = WorkCalendar::standard();
    let week = std::array::from_fn(|day| {
        let own = chain.iter().find_map(|calendar| calendar.days[day].clone());
        assumed |= own.is_none();
        own.unwrap_or_else(|| standard.week[day].clone())
    });
    if assumed {
        fields.ledger.assumed(
            Place::part(format!("Calendar {uid}/WeekDays")),
            "weekdays without a word on them",
            "Monday to Friday, 8 to 12 and 13 to 17, taken for those",
        );
    }
    let inherited = chain
        .iter()
        .rev()
        .flat_map(|calendar| calendar.exceptions.clone());
    let mut exceptions: Vec<CalendarException> = inherited.collect();
    if exceptions.len() > MOST_EXCEPTIONS {
        let place = Place::part(format!("Calendar {uid}/Exceptions"));
        let expected = format!("at most {MOST_EXCEPTIONS} exceptions");
        fields
            .ledger
            .problem(place, &expected, &exceptions.len().to_string());
        exceptions.clear();
    }
    let (exceptions, overlapped) = tidy_exceptions(exceptions);
    if overlapped {
        fields.ledger.approximated(
            Place::part(format!("Calendar {uid}/Exceptions")),
            "exceptions that speak of the same day",
            "the later in the file holds",
        );
    }
    WorkCalendar {
        id: uid.to_owned(),
        name: given[uid].name.clone(),
        week,
        exceptions,
    }
}

fn one(element: &Element, fields: &mut Fields) -> Given {
    let base = element
        .text_of("BaseCalendarUID")
        .filter(|uid| *uid != "-1" && *uid != "0");
    // Number 0 is a calendar in some files and none in others; a calendar is never its own base.
    let zero = element.text_of("BaseCalendarUID") == Some("0")
        && element.text_of("IsBaseCalendar") == Some("0");
    let mut given = Given {
        name: element.text_of("Name").unwrap_or_default().to_owned(),
        base: base.or(zero.then_some("0")).map(str::to_owned),
        ..Given::default()
    };
    let newer = element
        .child("Exceptions")
        .is_some_and(|e| !e.children.is_empty());
    for day in element.list("WeekDays", "WeekDay") {
        match fields.number(day, "DayType") {
            Some(kind @ 1..=7) => {
                // 1 is Sunday.
                let index = ((kind + 5) % 7) as usize;
                given.days[index] = shifts(day, fields);
            }
            Some(0) if newer => {}
            Some(0) => exception(day, &mut given.exceptions, fields),
            found => {
                let found = found.map_or_else(|| "none".to_owned(), |kind| kind.to_string());
                fields.wrong(day, "DayType", "0 to 7", &found);
            }
        }
    }
    for element in element.list("Exceptions", "Exception") {
        exception(element, &mut given.exceptions, fields);
    }
    given
}

/// Shifts of a weekday or exception; `None` where it leaves them to its base.
fn shifts(day: &Element, fields: &mut Fields) -> Option<Vec<Shift>> {
    if day.text_of("DayWorking") == Some("0") {
        return Some(Vec::new());
    }
    let mut found = Vec::new();
    for time in day.list("WorkingTimes", "WorkingTime") {
        let (Some(from), Some(to)) = (time.text_of("FromTime"), time.text_of("ToTime")) else {
            continue;
        };
        match (minute(from), minute(to)) {
            (Some(from), Some(to)) => {
                // Midnight at the end of a shift is told as 00:00.
                let to = if to == 0 { 1_440 } else { to };
                if let Some(shift) = Shift::new(from, to) {
                    found.push(shift);
                } else {
                    // A shift over midnight: its part of this day; the rest belongs to the next.
                    found.extend(Shift::new(from, 1_440));
                    fields.ledger.approximated(
                        Place::at(time.line, "WorkingTime"),
                        &format!("{from} to {to}"),
                        "a shift over midnight is cut off at midnight",
                    );
                }
            }
            _ => fields.wrong(
                time,
                "FromTime",
                "a time such as 08:00:00",
                &format!("{from} to {to}"),
            ),
        }
    }
    if found.is_empty() && day.text_of("DayWorking") == Some("1") {
        return None;
    }
    let (tidied, overlapped) = tidy(found);
    if overlapped {
        let place = Place::at(day.line, path(day, "WorkingTimes"));
        fields
            .ledger
            .approximated(place, "shifts that overlap", "joined");
    }
    Some(tidied)
}

fn minute(text: &str) -> Option<u16> {
    if let Ok(time) = text.parse::<Time>() {
        return Some(
            u16::from(time.hour().unsigned_abs()) * 60 + u16::from(time.minute().unsigned_abs()),
        );
    }
    (text == "24:00:00" || text == "24:00").then_some(1_440)
}

/// Days of an exception, each time it recurs.
fn exception(element: &Element, exceptions: &mut Vec<CalendarException>, fields: &mut Fields) {
    let Some(period) = element.child("TimePeriod") else {
        fields.wrong(element, "TimePeriod", "a first and a last day", "none");
        return;
    };
    let day = |name: &str| {
        let text = period.text_of(name)?;
        Some(moment(text)?.date())
    };
    let (Some(first), Some(last)) = (day("FromDate"), day("ToDate")) else {
        fields.wrong(element, "TimePeriod", "a first and a last day", "no dates");
        return;
    };
    let shifts = shifts(element, fields).unwrap_or_else(Shift::standard);
    let name = element.text_of("Name").unwrap_or_default().to_owned();
    let mut add = |first: Date, last: Date| {
        exceptions.push(CalendarException {
            name: name.clone(),
            first,
            last,
            shifts: shifts.clone(),
        });
    };
    let kind = fields.number(element, "Type").unwrap_or(1);
    let every = fields.number(element, "Period").unwrap_or(1).max(1);
    match kind {
        1 if every == 1 => add(first, last),
        1 => each_day(first, last, &mut |day, index| {
            if index % every == 0 {
                add(day, day);
            }
        }),
        6 => {
            // Bit 0 is Sunday.
            let days = fields.number(element, "DaysOfWeek").unwrap_or(0);
            each_day(first, last, &mut |day, index| {
                let of_week = day.weekday().to_sunday_zero_offset();
                if days >> of_week & 1 == 1 && index / 7 % every == 0 {
                    add(day, day);
                }
            });
        }
        2 => {
            let month = fields
                .number(element, "Month")
                .and_then(|m| i8::try_from(m.checked_add(1)?).ok());
            let of_month = fields
                .number(element, "MonthDay")
                .and_then(|d| i8::try_from(d).ok());
            for year in first.year()..=last.year() {
                let on = month
                    .zip(of_month)
                    .and_then(|(m, d)| Date::new(year, m, d).ok());
                if let Some(on) = on.filter(|on| first <= *on && *on <= last) {
                    add(on, on);
                }
            }
        }
        _ => {
            let place = Place::at(element.line, "Exception/Type");
            let done = "exceptions that recur by month or by position are left out";
            fields.ledger.not_used(place, &kind.to_string(), done);
        }
    }
}

/// Each day of a range with its number, at most 40 years of them.
fn each_day(first: Date, last: Date, each: &mut dyn FnMut(Date, i64)) {
    let mut day = first;
    for index in 0..=days_between(first, last).min(15_000) {
        each(day, index);
        let Ok(next) = day.tomorrow() else { break };
        day = next;
    }
}

/// Whether a moment is one that stands for an open beginning or end.
pub(crate) fn is_open(moment: jiff::civil::DateTime) -> bool {
    let (first, last) = (
        date(1990, 1, 1).at(0, 0, 0, 0),
        date(2149, 1, 1).at(0, 0, 0, 0),
    );
    minutes_between(first, moment) < 0 || minutes_between(moment, last) < 0
}
