//! Calendars by weekday, and what the schedule engine makes of them.

use concerted_schedule::{Calendar, CalendarError};
use jiff::SignedDuration;
use jiff::civil::{Date, DateTime, date};

use crate::project::{CalendarException, Shift, WorkCalendar};

/// Minutes of a day.
pub(crate) const DAY: i64 = 1_440;
/// Exceptions more than this many days after the origin do not reach the engine.
const FARTHEST_DAY: i64 = 36_525;

/// Id of the calendar that is taken where a file names none.
pub const STANDARD: &str = "Standard";

impl Shift {
    /// A shift, if it has a length and lies within one day.
    pub fn new(from: u16, to: u16) -> Option<Self> {
        (from < to && i64::from(to) <= DAY).then_some(Self { from, to })
    }

    /// Eight to twelve and one to five: what programs take for granted.
    pub fn standard() -> Vec<Self> {
        let (from, to) = (
            Self { from: 480, to: 720 },
            Self {
                from: 780,
                to: 1_020,
            },
        );
        vec![from, to]
    }
}

impl WorkCalendar {
    /// Monday to Friday from eight to twelve and from one to five.
    pub fn standard() -> Self {
        let (work, off) = (Shift::standard, Vec::new);
        Self {
            id: STANDARD.to_owned(),
            name: STANDARD.to_owned(),
            week: [work(), work(), work(), work(), work(), off(), off()],
            exceptions: Vec::new(),
        }
    }

    /// Every minute of every day.
    pub fn around_the_clock(id: &str) -> Self {
        let all = || vec![Shift { from: 0, to: 1_440 }];
        Self {
            id: id.to_owned(),
            name: id.to_owned(),
            week: [all(), all(), all(), all(), all(), all(), all()],
            exceptions: Vec::new(),
        }
    }

    /// Shifts of a day.
    pub fn shifts(&self, day: Date) -> &[Shift] {
        // The latest exception that speaks of the day; they do not overlap where a reader made them.
        let exception = self
            .exceptions
            .iter()
            .rev()
            .find(|e| e.first <= day && day <= e.last);
        match exception {
            Some(exception) => &exception.shifts,
            None => &self.week[day.weekday().to_monday_zero_offset() as usize],
        }
    }

    /// The engine's calendar with ticks of some minutes from an origin, which must be midnight of a Monday.
    ///
    /// # Errors
    /// Where shifts overlap or are out of order; readers never make such calendars.
    pub(crate) fn to_engine(&self, origin: Date, tick: i64) -> Result<Calendar, CalendarError> {
        let mut days = 0;
        for exception in &self.exceptions {
            let last = days_between(origin, exception.last);
            days = days.max(last.min(FARTHEST_DAY) + 1);
        }
        let mut explicit = Vec::new();
        let mut day = origin;
        for index in 0..days {
            add_day(self.shifts(day), index, tick, &mut explicit);
            let Ok(next) = day.tomorrow() else { break };
            day = next;
        }
        let mut cycle = Vec::new();
        for (index, shifts) in self.week.iter().enumerate() {
            add_day(shifts, index as i64, tick, &mut cycle);
        }
        Calendar::new(&explicit, days * DAY / tick, &cycle, 7 * DAY / tick)
    }
}

fn add_day(shifts: &[Shift], day: i64, tick: i64, intervals: &mut Vec<(i64, i64)>) {
    for shift in shifts {
        let at = |minute: u16| (day * DAY + i64::from(minute)) / tick;
        intervals.push((at(shift.from), at(shift.to)));
    }
}

/// Days from one date to another.
pub(crate) fn days_between(from: Date, to: Date) -> i64 {
    minutes_between(from.at(0, 0, 0, 0), to.at(0, 0, 0, 0)) / DAY
}

/// Whole minutes from one moment to another, seconds cut off.
pub(crate) fn minutes_between(from: DateTime, to: DateTime) -> i64 {
    to.duration_since(from).as_secs().div_euclid(60)
}

/// The moment some minutes after another; the last or first that a date can tell where it would lie beyond.
pub(crate) fn add_minutes(from: DateTime, minutes: i64) -> DateTime {
    let length = SignedDuration::from_secs(minutes.saturating_mul(60));
    from.checked_add(length).unwrap_or(if minutes < 0 {
        DateTime::MIN
    } else {
        DateTime::MAX
    })
}

/// Midnight of the Monday at or before a date.
pub(crate) fn monday(day: Date) -> Date {
    let back = i64::from(day.weekday().to_monday_zero_offset());
    add_minutes(day.at(0, 0, 0, 0), -back * DAY).date()
}

/// An origin for projects without a date: a Monday.
pub(crate) fn some_monday() -> Date {
    date(2001, 1, 1)
}

/// Shifts of a day in order, touching ones joined and overlapping ones merged; whether anything overlapped.
pub(crate) fn tidy(mut shifts: Vec<Shift>) -> (Vec<Shift>, bool) {
    shifts.sort_unstable();
    let mut overlapped = false;
    let mut tidied: Vec<Shift> = Vec::new();
    for shift in shifts {
        match tidied.last_mut() {
            Some(last) if shift.from < last.to => {
                overlapped = true;
                last.to = last.to.max(shift.to);
            }
            // Touching shifts stay two: a file writes them so, and work does not care.
            _ => tidied.push(shift),
        }
    }
    (tidied, overlapped)
}

/// Exceptions in order of time, a later one in the list winning where two speak of the same day.
pub(crate) fn tidy_exceptions(
    exceptions: Vec<CalendarException>,
) -> (Vec<CalendarException>, bool) {
    let mut kept: Vec<CalendarException> = Vec::new();
    let mut overlapped = false;
    for exception in exceptions {
        if exception.last < exception.first {
            overlapped = true;
            continue;
        }
        let mut apart = Vec::with_capacity(kept.len() + 2);
        for old in kept {
            if old.last < exception.first || exception.last < old.first {
                apart.push(old);
                continue;
            }
            overlapped = true;
            if let Ok(before) = exception.first.yesterday()
                && old.first <= before
            {
                apart.push(CalendarException {
                    last: before,
                    ..old.clone()
                });
            }
            if let Ok(after) = exception.last.tomorrow()
                && after <= old.last
            {
                apart.push(CalendarException {
                    first: after,
                    ..old
                });
            }
        }
        apart.push(exception);
        kept = apart;
    }
    kept.sort_by_key(|e| e.first);
    (kept, overlapped)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn off(first: Date, last: Date) -> CalendarException {
        CalendarException {
            name: String::new(),
            first,
            last,
            shifts: Vec::new(),
        }
    }

    #[test]
    fn a_week_with_a_holiday() {
        let mut calendar = WorkCalendar::standard();
        calendar
            .exceptions
            .push(off(date(2026, 1, 6), date(2026, 1, 6)));
        let engine = calendar.to_engine(date(2026, 1, 5), 60).unwrap();
        // Monday to five, then Wednesday from eight.
        assert_eq!(engine.add_work(0, 8), Ok(17));
        assert_eq!(engine.add_work(0, 9), Ok(48 + 9));
    }

    #[test]
    fn later_exceptions_win() {
        let (kept, overlapped) = tidy_exceptions(vec![
            off(date(2026, 1, 1), date(2026, 1, 10)),
            CalendarException {
                shifts: Shift::standard(),
                ..off(date(2026, 1, 3), date(2026, 1, 3))
            },
        ]);
        assert!(overlapped);
        assert_eq!(kept.len(), 3);
        assert_eq!(kept[0].last, date(2026, 1, 2));
        assert_eq!(kept[2].first, date(2026, 1, 4));
    }

    #[test]
    fn ends_of_time_are_kept_to() {
        assert_eq!(add_minutes(DateTime::MAX, 5), DateTime::MAX);
        assert_eq!(add_minutes(DateTime::MIN, i64::MIN), DateTime::MIN);
        assert_eq!(monday(DateTime::MIN.date()), monday(DateTime::MIN.date()));
        assert_eq!(monday(date(2026, 11, 22)), date(2026, 11, 16));
    }
}
