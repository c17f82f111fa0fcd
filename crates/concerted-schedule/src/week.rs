//! A calendar from a weekly pattern with holidays, shutdowns and extra working days.

use std::collections::BTreeSet;

use thiserror::Error;

use crate::Tick;
use crate::calendar::{Calendar, CalendarError};

/// Why a weekly pattern makes no calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum WeekProblem {
    /// A day must have at least one tick.
    #[error("`ticks_per_day` must be above 0, found {found}")]
    TicksPerDay {
        /// Value found.
        found: i64,
    },
    /// The origin falls on one of seven weekdays.
    #[error("`first_weekday` must be between 0 and 6, found {found}")]
    FirstWeekday {
        /// Value found.
        found: u8,
    },
    /// Exceptions reach too far.
    #[error("exceptions must lie between day 0 and day {limit}, found day {found}")]
    ExceptionDay {
        /// Last day allowed.
        limit: i64,
        /// Day found.
        found: i64,
    },
    /// The intervals do not fit together.
    #[error(transparent)]
    Calendar(#[from] CalendarError),
}

/// A weekly pattern: the hours worked on each weekday, as ticks [from, to) of the day; `None` for a day off.
///
/// ```
/// use concerted_schedule::Week;
///
/// // Day 0 is a Thursday; day 1, a Friday, is a holiday.
/// let calendar = Week::monday_to_friday(10, 3).calendar(&[1], &[]).unwrap();
/// assert_eq!(calendar.add_work(0, 20), Ok(50));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Week {
    /// Ticks in a day.
    pub ticks_per_day: i64,
    /// Weekday of day 0, from 0 for Monday to 6 for Sunday.
    pub first_weekday: u8,
    /// Hours by weekday, Monday first.
    pub hours: [Option<(i64, i64)>; 7],
    /// Hours of a day that is worked by exception.
    pub exception_hours: (i64, i64),
}

/// Exceptions beyond 400 years are a mistake in the input, and would only cost memory.
const LAST_EXCEPTION_DAY: i64 = 146_097;

impl Week {
    /// Monday to Friday in full, Saturday and Sunday off.
    pub fn monday_to_friday(ticks_per_day: i64, first_weekday: u8) -> Self {
        let day = Some((0, ticks_per_day));
        Self {
            ticks_per_day,
            first_weekday,
            hours: [day, day, day, day, day, None, None],
            exception_hours: (0, ticks_per_day),
        }
    }

    /// The calendar of this week with days closed or opened by exception (indexes of days since the origin; a day in
    /// both lists is closed).
    ///
    /// # Errors
    /// Where the pattern or an exception is out of range.
    pub fn calendar(&self, closed: &[i64], open: &[i64]) -> Result<Calendar, WeekProblem> {
        if self.ticks_per_day < 1 || self.ticks_per_day > 1 << 24 {
            return Err(WeekProblem::TicksPerDay {
                found: self.ticks_per_day,
            });
        }
        if self.first_weekday > 6 {
            return Err(WeekProblem::FirstWeekday {
                found: self.first_weekday,
            });
        }
        let outside = |day: &&i64| !(0..=LAST_EXCEPTION_DAY).contains(*day);
        if let Some(&found) = closed.iter().chain(open).find(outside) {
            return Err(WeekProblem::ExceptionDay {
                limit: LAST_EXCEPTION_DAY,
                found,
            });
        }
        let (closed, open): (BTreeSet<i64>, BTreeSet<i64>) = (
            closed.iter().copied().collect(),
            open.iter().copied().collect(),
        );
        let days = closed.last().max(open.last()).map_or(0, |day| day + 1);
        let explicit = self.intervals(0..days, |day| {
            if closed.contains(&day) {
                None
            } else if open.contains(&day) {
                Some(self.exception_hours)
            } else {
                self.regular(day)
            }
        });
        let cycle = self.intervals(0..7, |day| self.regular(day));
        let length = self.ticks_per_day;
        Ok(Calendar::new(&explicit, days * length, &cycle, 7 * length)?)
    }

    fn regular(&self, day: i64) -> Option<(i64, i64)> {
        self.hours[(day + i64::from(self.first_weekday)).rem_euclid(7) as usize]
    }

    fn intervals(
        &self,
        days: std::ops::Range<i64>,
        hours: impl Fn(i64) -> Option<(i64, i64)>,
    ) -> Vec<(Tick, Tick)> {
        days.filter_map(|day| {
            let (from, to) = hours(day)?;
            let start = day * self.ticks_per_day;
            // Hours that cross midnight would overlap the next day; cut off, they fail the interval check if empty.
            Some((start + from.max(0), start + to.min(self.ticks_per_day)))
        })
        .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn holiday_before_a_weekend() {
        // Day 0 is a Monday; Friday, day 4, is a holiday: four days of work, then the pause to day 7.
        let c = Week::monday_to_friday(10, 0).calendar(&[4], &[]).unwrap();
        assert_eq!(c.add_work(0, 40), Ok(40));
        assert_eq!(c.add_work(0, 41), Ok(71));
        assert_eq!(c.add_work(70, 50), Ok(120));
    }

    #[test]
    fn shutdown_and_open_saturday() {
        let c = Week::monday_to_friday(10, 0)
            .calendar(&[7, 8, 9, 10, 11], &[5])
            .unwrap();
        assert_eq!(c.add_work(40, 20), Ok(60));
        assert_eq!(c.add_work(40, 30), Ok(150));
    }

    #[test]
    fn closed_wins_over_open() {
        let c = Week::monday_to_friday(10, 0).calendar(&[5], &[5]).unwrap();
        assert_eq!(c.next_working(50), Ok(70));
    }

    #[test]
    fn part_days() {
        let mut week = Week::monday_to_friday(24, 0);
        week.hours[0] = Some((8, 16));
        let c = week.calendar(&[], &[]).unwrap();
        assert_eq!(c.add_work(0, 9), Ok(25));
    }

    #[test]
    fn bad_patterns_are_refused() {
        assert!(Week::monday_to_friday(0, 0).calendar(&[], &[]).is_err());
        assert!(Week::monday_to_friday(10, 7).calendar(&[], &[]).is_err());
        assert!(Week::monday_to_friday(10, 0).calendar(&[-1], &[]).is_err());
        assert!(
            Week::monday_to_friday(10, 0)
                .calendar(&[], &[i64::MAX])
                .is_err()
        );
        let mut week = Week::monday_to_friday(10, 0);
        week.hours[2] = Some((6, 3));
        assert!(week.calendar(&[], &[]).is_err());
    }
}
