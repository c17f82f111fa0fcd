//! The tick of a model: the coarsest number of minutes that keeps every length, shift and date of the project.

use jiff::civil::{Date, DateTime};

use crate::project::{Basis, Project, Shift};
use crate::reading::{Ledger, Place};
use crate::working_time::{DAY, add_minutes, minutes_between, monday, some_monday};

/// Minutes of a tick, and the moment of tick 0.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Scale {
    pub(crate) tick: i64,
    pub(crate) origin: Option<DateTime>,
}

impl Scale {
    pub(crate) fn of(project: &Project, ledger: &mut Ledger) -> Self {
        if project.basis == Basis::Periods {
            return Self {
                tick: 1,
                origin: None,
            };
        }
        let dates = dates(project);
        let first = dates.iter().min().map_or_else(
            || {
                ledger.assumed(
                    Place::part("project"),
                    "no date at all",
                    "the schedule begins on Monday 2001-01-01",
                );
                some_monday()
            },
            |first| first.date(),
        );
        let origin = monday(first).at(0, 0, 0, 0);
        let mut tick = DAY;
        for date in dates {
            tick = gcd(tick, minutes_between(origin, date));
        }
        for amount in amounts(project) {
            tick = gcd(tick, amount);
        }
        Self {
            tick,
            origin: Some(origin),
        }
    }

    /// The first day of the model.
    pub(crate) fn first_day(&self) -> Date {
        self.origin.map_or_else(some_monday, DateTime::date)
    }

    /// The tick of a date.
    pub(crate) fn at(&self, date: DateTime) -> Option<i64> {
        Some(minutes_between(self.origin?, date).div_euclid(self.tick))
    }

    /// The date of a tick.
    pub(crate) fn date(&self, tick: i64) -> Option<DateTime> {
        Some(add_minutes(self.origin?, tick.saturating_mul(self.tick)))
    }

    /// Ticks of a length.
    pub(crate) fn length(&self, amount: i64) -> i64 {
        amount / self.tick
    }
}

/// Every date that reaches the model.
fn dates(project: &Project) -> Vec<DateTime> {
    let mut dates: Vec<DateTime> = Vec::new();
    dates.extend(project.start);
    dates.extend(project.data_date);
    for task in &project.tasks {
        dates.extend(task.deadline);
        dates.extend(task.constraints.iter().filter_map(|c| c.date));
        dates.extend(task.progress.start);
        dates.extend(task.progress.finish);
        dates.extend(task.baseline.and_then(|b| b.start));
    }
    for resource in &project.resources {
        // An open beginning is told with a date long ago, which is no date of the plan.
        let steps = resource.availability.iter().map(|step| step.from);
        dates.extend(steps.filter(|date| date.year() >= 1990));
    }
    dates
}

/// Every length, and the bounds of every shift.
fn amounts(project: &Project) -> Vec<i64> {
    let mut amounts: Vec<i64> = Vec::new();
    for task in &project.tasks {
        amounts.extend(task.modes.iter().map(|m| m.duration.amount));
        amounts.extend(task.progress.remaining.map(|r| r.amount));
        if task.progress.start.is_some() && task.progress.remaining.is_none() {
            // What is left by a percentage is a whole number of minutes only.
            amounts.push(1);
        }
    }
    amounts.extend(project.links.iter().map(|l| l.lag.amount));
    let shifts = |shifts: &[Shift], amounts: &mut Vec<i64>| {
        for shift in shifts {
            amounts.extend([i64::from(shift.from), i64::from(shift.to)]);
        }
    };
    for calendar in &project.calendars {
        for day in &calendar.week {
            shifts(day, &mut amounts);
        }
        for exception in &calendar.exceptions {
            shifts(&exception.shifts, &mut amounts);
        }
    }
    // The standard week that stands in for a missing calendar.
    amounts.push(60);
    amounts
}

/// The greatest common divisor of a positive number and any other.
fn gcd(a: i64, b: i64) -> i64 {
    let (mut a, mut b) = (a, b.checked_abs().unwrap_or(1));
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn divisors() {
        assert_eq!(gcd(1_440, 480), 480);
        assert_eq!(gcd(1_440, -90), 90);
        assert_eq!(gcd(1_440, 0), 1_440);
        assert_eq!(gcd(1_440, i64::MIN), 1);
    }
}
