//! Cells of our CSV: lengths with units, links, constraints, shifts.

use std::collections::BTreeSet;

use concerted_schedule::{Bound, LinkKind};
use jiff::civil::DateTime;
use rust_decimal::Decimal;

use crate::mspdi::moment;
use crate::project::{
    Basis, Constraint, ConstraintKind, LagCalendar, Length, Project, Shift, TaskLink, Unit,
};

/// Minutes of a unit of length, for a day of some working minutes.
fn minutes(unit: Unit, elapsed: bool, minutes_per_day: i64) -> i64 {
    let (day, week, month) = if elapsed {
        (1_440, 7, 30)
    } else {
        (minutes_per_day.max(1), 5, 20)
    };
    match unit {
        Unit::Period | Unit::Minute => 1,
        Unit::Hour => 60,
        Unit::Day => day,
        Unit::Week => day * week,
        Unit::Month => day * month,
    }
}

fn unit_of(text: &str) -> Option<Unit> {
    match text {
        "p" | "period" | "periods" => Some(Unit::Period),
        "m" | "min" | "mins" | "minute" | "minutes" => Some(Unit::Minute),
        "h" | "hr" | "hrs" | "hour" | "hours" => Some(Unit::Hour),
        "d" | "dy" | "day" | "days" => Some(Unit::Day),
        "w" | "wk" | "wks" | "week" | "weeks" => Some(Unit::Week),
        "mo" | "mon" | "mons" | "month" | "months" => Some(Unit::Month),
        _ => None,
    }
}

/// A length such as `5d`, `2.5 days`, `8ew`, `3p`; without a unit, days (or periods).
pub(crate) fn length(text: &str, basis: Basis, minutes_per_day: i64) -> Option<Length> {
    let text = text.trim().trim_end_matches('?').to_ascii_lowercase();
    let split = text
        .char_indices()
        .find(|(_, c)| c.is_ascii_alphabetic())
        .map_or(text.len(), |(at, _)| at);
    let (number, unit) = (text[..split].trim(), text[split..].trim());
    let (unit, elapsed) = match (unit, basis) {
        ("", Basis::Periods) => (Unit::Period, false),
        ("", Basis::Minutes) => (Unit::Day, false),
        (unit, _) => match unit_of(unit) {
            Some(unit) => (unit, false),
            None => (unit_of(unit.strip_prefix('e')?)?, true),
        },
    };
    if (unit == Unit::Period) != (basis == Basis::Periods) {
        return None;
    }
    let number: Decimal = number.trim_start_matches('+').trim().parse().ok()?;
    let size = Decimal::from(minutes(unit, elapsed, minutes_per_day));
    let amount = number.checked_mul(size)?;
    let whole = amount.round();
    ((whole - amount).abs() < Decimal::new(1, 6)).then_some(())?;
    Some(Length {
        amount: i64::try_from(whole).ok()?,
        shown: unit,
        elapsed,
    })
}

/// The text of a length; in minutes where its unit does not give a short number.
pub(crate) fn length_text(length: Length, minutes_per_day: i64) -> String {
    let size = Decimal::from(minutes(length.shown, length.elapsed, minutes_per_day));
    let number = Decimal::from(length.amount) / size;
    let exact = number.scale() <= 6;
    let (number, shown) = if exact {
        (number.normalize(), length.shown)
    } else {
        (Decimal::from(length.amount), Unit::Minute)
    };
    let unit = match shown {
        Unit::Period => "p",
        Unit::Minute => "min",
        Unit::Hour => "h",
        Unit::Day => "d",
        Unit::Week => "w",
        Unit::Month => "mo",
    };
    format!("{number}{}{unit}", if length.elapsed { "e" } else { "" })
}

const KINDS: [(&str, LinkKind); 4] = [
    ("FS", LinkKind::FinishToStart),
    ("SS", LinkKind::StartToStart),
    ("FF", LinkKind::FinishToFinish),
    ("SF", LinkKind::StartToFinish),
];

const LAG_CALENDARS: [(&str, LagCalendar); 3] = [
    ("[predecessor]", LagCalendar::Predecessor),
    ("[project]", LagCalendar::Project),
    ("[24h]", LagCalendar::AroundTheClock),
];

/// A link such as `3`, `3FS+2 days`, `make SS-1d max [project]`; the task is found among the ids.
pub(crate) fn link(
    text: &str,
    to: &str,
    ids: &BTreeSet<&str>,
    project: &Project,
) -> Option<TaskLink> {
    let mut rest = text.trim();
    let mut link = TaskLink {
        from: String::new(),
        to: to.to_owned(),
        kind: LinkKind::FinishToStart,
        lag: zero(project),
        bound: Bound::Minimum,
        lag_calendar: LagCalendar::Successor,
    };
    if ids.contains(rest) {
        rest.clone_into(&mut link.from);
        return Some(link);
    }
    for (name, calendar) in LAG_CALENDARS {
        if let Some(before) = rest.strip_suffix(name) {
            rest = before.trim_end();
            link.lag_calendar = calendar;
            break;
        }
    }
    if let Some(before) = rest.strip_suffix(" max") {
        rest = before.trim_end();
        link.bound = Bound::Maximum;
    }
    if let Some((from, kind)) = end(rest, ids) {
        (link.from, link.kind) = (from, kind);
        return Some(link);
    }
    // The lag begins at a sign; ids may have signs too, so the last one is tried first.
    let signs = rest
        .char_indices()
        .rev()
        .filter(|(_, c)| matches!(c, '+' | '-'));
    for (at, _) in signs {
        let lag = length(&rest[at..], project.basis, project.minutes_per_day);
        if let (Some(lag), Some((from, kind))) = (lag, end(rest[..at].trim_end(), ids)) {
            (link.from, link.kind, link.lag) = (from, kind, lag);
            return Some(link);
        }
    }
    None
}

fn zero(project: &Project) -> Length {
    match project.basis {
        Basis::Periods => Length::periods(0),
        Basis::Minutes => Length::work(0, Unit::Day),
    }
}

/// A task with or without a kind of link behind it.
fn end(text: &str, ids: &BTreeSet<&str>) -> Option<(String, LinkKind)> {
    if ids.contains(text) {
        return Some((text.to_owned(), LinkKind::FinishToStart));
    }
    KINDS.iter().find_map(|(name, kind)| {
        let at = text
            .len()
            .checked_sub(2)
            .filter(|at| text.is_char_boundary(*at))?;
        if !text[at..].eq_ignore_ascii_case(name) {
            return None;
        }
        let id = text[..at].trim_end();
        ids.contains(id).then(|| (id.to_owned(), *kind))
    })
}

/// The text of a link.
pub(crate) fn link_text(link: &TaskLink, project: &Project) -> String {
    let mut text = link.from.clone();
    let plain = link.kind == LinkKind::FinishToStart
        && link.lag == zero(project)
        && link.bound == Bound::Minimum
        && link.lag_calendar == LagCalendar::Successor;
    if plain {
        return text;
    }
    let kind = KINDS.iter().find(|(_, kind)| *kind == link.kind);
    text.push(' ');
    text.push_str(kind.map_or("FS", |(name, _)| name));
    if link.lag != zero(project) {
        if link.lag.amount >= 0 {
            text.push('+');
        }
        text.push_str(&length_text(link.lag, project.minutes_per_day));
    }
    if link.bound == Bound::Maximum {
        text.push_str(" max");
    }
    if let Some((name, _)) = LAG_CALENDARS.iter().find(|(_, c)| *c == link.lag_calendar) {
        text.push(' ');
        text.push_str(name);
    }
    text
}

const CONSTRAINTS: [(&str, ConstraintKind); 9] = [
    ("alap", ConstraintKind::AsLateAsPossible),
    ("snet", ConstraintKind::StartNoEarlier),
    ("snlt", ConstraintKind::StartNoLater),
    ("mso", ConstraintKind::MustStart),
    ("mandatory_start", ConstraintKind::MandatoryStart),
    ("fnet", ConstraintKind::FinishNoEarlier),
    ("fnlt", ConstraintKind::FinishNoLater),
    ("mfo", ConstraintKind::MustFinish),
    ("mandatory_finish", ConstraintKind::MandatoryFinish),
];

/// A constraint such as `snet 2026-01-05T08:00`.
pub(crate) fn constraint(text: &str) -> Option<Constraint> {
    let (code, date) = match text.trim().split_once(' ') {
        Some((code, date)) => (code, Some(moment(date.trim())?)),
        None => (text.trim(), None),
    };
    let (_, kind) = CONSTRAINTS
        .iter()
        .find(|(name, _)| name.eq_ignore_ascii_case(code))?;
    let needs_date = *kind != ConstraintKind::AsLateAsPossible;
    (date.is_some() == needs_date).then_some(Constraint { kind: *kind, date })
}

/// The text of a constraint.
pub(crate) fn constraint_text(constraint: Constraint) -> String {
    let code = CONSTRAINTS
        .iter()
        .find(|(_, kind)| *kind == constraint.kind);
    let code = code.map_or("", |(name, _)| name);
    match constraint.date {
        Some(date) => format!("{code} {}", stamp(date)),
        None => code.to_owned(),
    }
}

/// A date to the minute.
pub(crate) fn stamp(date: DateTime) -> String {
    let time = date.time();
    format!("{}T{:02}:{:02}", date.date(), time.hour(), time.minute())
}

/// Shifts such as `08:00-12:00 13:00-17:00`; empty for a day off.
pub(crate) fn shifts(text: &str) -> Option<Vec<Shift>> {
    text.split_whitespace()
        .map(|shift| {
            let (from, to) = shift.split_once('-')?;
            Shift::new(minute(from)?, minute(to)?)
        })
        .collect()
}

fn minute(text: &str) -> Option<u16> {
    let (hour, minute) = text.split_once(':')?;
    let (hour, minute): (u16, u16) = (hour.parse().ok()?, minute.parse().ok()?);
    (hour <= 24 && minute < 60).then(|| hour * 60 + minute)
}

/// The text of shifts.
pub(crate) fn shifts_text(shifts: &[Shift]) -> String {
    let time = |minute: u16| format!("{:02}:{:02}", minute / 60, minute % 60);
    let texts: Vec<String> = shifts
        .iter()
        .map(|shift| format!("{}-{}", time(shift.from), time(shift.to)))
        .collect();
    texts.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_with_units() {
        let read = |text| length(text, Basis::Minutes, 480).map(|l| (l.amount, l.elapsed));
        assert_eq!(read("5d"), Some((2_400, false)));
        assert_eq!(read("5 days?"), Some((2_400, false)));
        assert_eq!(read("2.5 hrs"), Some((150, false)));
        assert_eq!(read("1 ew"), Some((10_080, true)));
        assert_eq!(read("1emo"), Some((43_200, true)));
        assert_eq!(read("-3"), Some((-1_440, false)));
        assert_eq!(read("+2d"), Some((960, false)));
        for bad in ["", "d", "5 parsecs", "1e400d", "5p", "0.0001min", "--5d"] {
            assert_eq!(read(bad), None, "{bad}");
        }
        assert_eq!(length("7", Basis::Periods, 480), Some(Length::periods(7)));
    }

    #[test]
    fn links_with_all_parts() {
        let ids: BTreeSet<&str> = ["1", "a-2", "x", "xSS"].into_iter().collect();
        let project = Project {
            minutes_per_day: 480,
            ..Project::default()
        };
        let read = |text: &str| {
            link(text, "1", &ids, &project).map(|l| (l.from.clone(), link_text(&l, &project)))
        };
        let same = |text: &str| assert_eq!(read(text).unwrap().1, text);
        same("1");
        same("a-2 SS-1d");
        same("a-2 FF+2h max [project]");
        same("xSS");
        same("x SF+1.5d [24h]");
        assert_eq!(read("1FS+2 days").unwrap().1, "1 FS+2d");
        assert_eq!(read("xSSSS").unwrap().1, "xSS SS");
        assert_eq!(read("nobody"), None);
        assert_eq!(read("1FS+2 days or so"), None);
        assert_eq!(read("é"), None);
    }

    #[test]
    fn constraints_and_shifts() {
        let text = "snet 2026-01-05T08:00";
        assert_eq!(constraint_text(constraint(text).unwrap()), text);
        assert_eq!(constraint("snet"), None);
        assert_eq!(constraint("alap 2026-01-05"), None);
        let text = "08:00-12:00 13:00-24:00";
        assert_eq!(shifts_text(&shifts(text).unwrap()), text);
        assert_eq!(shifts("08:00-07:00"), None);
        assert_eq!(shifts("8"), None);
        assert_eq!(shifts("1308:00-12:00"), None);
        assert_eq!(shifts("08:00-24:59"), None);
    }
}
