//! Calendars prepared for millions of questions: the first stretch of time in tables, closures of one sample on top.

use crate::calendar::CalendarError;
use crate::removed::{Removed, left_of, number_of};
use crate::{Calendar, TICK_LIMIT, Tick};

/// Entries of each table at most: 256 KiB, so that a few calendars stay in the second cache.
const TABLE: i64 = 1 << 16;

/// A calendar with tables of its two functions over the first ticks.
pub(crate) struct Clock<'m> {
    calendar: &'m Calendar,
    /// W(t) for t from 0.
    before: Vec<i32>,
    /// S(w) for w from 0, as far as both fit.
    ticks: Vec<i32>,
}

impl<'m> Clock<'m> {
    /// Tables up to a tick that most questions stay below.
    pub(crate) fn new(calendar: &'m Calendar, reach: Tick) -> Self {
        let reach = if calendar.is_always() {
            0
        } else {
            reach.clamp(0, TABLE)
        };
        let before: Vec<i32> = (0..reach).map(|t| calendar.work_before(t) as i32).collect();
        let mut ticks = Vec::new();
        for (t, pair) in before.windows(2).enumerate() {
            if pair[1] > pair[0] {
                ticks.push(t as i32);
            }
        }
        Self {
            calendar,
            before,
            ticks,
        }
    }

    /// [`Calendar::numbers`].
    pub(crate) fn numbers(&self, closed: &[(Tick, Tick)]) -> Vec<(i64, i64)> {
        self.calendar.numbers(closed)
    }

    fn work_before(&self, t: Tick, removed: &Removed) -> i64 {
        let inside = usize::try_from(t).ok().and_then(|t| self.before.get(t));
        let work = inside.map_or_else(|| self.calendar.work_before(t), |w| i64::from(*w));
        left_of(work, removed)
    }

    fn working_tick(&self, w: i64, removed: &Removed) -> Result<Tick, CalendarError> {
        let w = number_of(w, removed);
        let inside = usize::try_from(w).ok().and_then(|w| self.ticks.get(w));
        inside.map_or_else(|| self.calendar.working_tick(w), |t| Ok(i64::from(*t)))
    }

    /// [`Calendar::next_working`].
    pub(crate) fn next_working(&self, t: Tick, removed: &Removed) -> Result<Tick, CalendarError> {
        self.working_tick(self.work_before(t, removed), removed)
    }

    /// [`Calendar::add_work`].
    pub(crate) fn add_work(
        &self,
        start: Tick,
        work: i64,
        removed: &Removed,
    ) -> Result<Tick, CalendarError> {
        if work <= 0 {
            return within(start);
        }
        let last = self.work_before(start, removed).saturating_add(work - 1);
        within(self.working_tick(last, removed)? + 1)
    }

    fn subtract_work(
        &self,
        finish: Tick,
        work: i64,
        removed: &Removed,
    ) -> Result<Tick, CalendarError> {
        if work <= 0 {
            return within(finish);
        }
        let first = self.work_before(finish, removed).saturating_sub(work);
        self.working_tick(first, removed)
    }

    /// [`Calendar::add_lag`].
    pub(crate) fn add_lag(
        &self,
        anchor: Tick,
        lag: i64,
        removed: &Removed,
    ) -> Result<Tick, CalendarError> {
        if lag >= 0 {
            self.add_work(anchor, lag, removed)
        } else {
            self.subtract_work(anchor, lag.saturating_neg(), removed)
        }
    }

    /// [`Calendar::start_to_finish_from`].
    pub(crate) fn start_to_finish_from(
        &self,
        finish: Tick,
        work: i64,
        removed: &Removed,
    ) -> Result<Tick, CalendarError> {
        if work <= 0 {
            return within(finish);
        }
        let done = self.work_before(finish, removed);
        let worked = done > self.work_before(finish - 1, removed);
        let needed = if worked { done } else { done + 1 };
        self.working_tick(needed.saturating_sub(work), removed)
    }

    /// The start to which one bound on the start or the finish leads, as in [`crate::network::Network::led_start`].
    pub(crate) fn led_start(
        &self,
        (bound, on_start): (Tick, bool),
        work: i64,
        removed: &Removed,
    ) -> Result<Tick, CalendarError> {
        match (on_start, work > 0) {
            (true, true) => self.next_working(bound, removed),
            (true, false) => Ok(bound),
            (false, _) => self.start_to_finish_from(bound, work, removed),
        }
    }
}

fn within(t: Tick) -> Result<Tick, CalendarError> {
    if t.abs() <= TICK_LIMIT {
        Ok(t)
    } else {
        Err(CalendarError::OutOfRange)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        /// Against the calendar itself, inside the tables and beyond, with and without closures.
        #[test]
        fn agrees_with_the_calendar(
            reach in 0_i64..90, t in -20_i64..200, work in -9_i64..60,
            closed in prop::collection::vec((-5_i64..120, 0_i64..40), 0..3)
        ) {
            let week = Calendar::new(&[(3, 9), (14, 20)], 25, &[(0, 5)], 7).unwrap();
            let closed: Vec<(Tick, Tick)> = closed.iter().map(|(from, long)| (*from, from + long)).collect();
            for calendar in [week, Calendar::always()] {
                let clock = Clock::new(&calendar, reach);
                let removed = calendar.numbers(&closed);
                let changed = calendar.without(&closed);
                prop_assert_eq!(clock.next_working(t, &removed), changed.next_working(t));
                prop_assert_eq!(clock.add_work(t, work, &removed), changed.add_work(t, work));
                prop_assert_eq!(clock.add_lag(t, work, &removed), changed.add_lag(t, work));
                prop_assert_eq!(clock.start_to_finish_from(t, work, &removed), changed.start_to_finish_from(t, work));
            }
        }
    }
}
