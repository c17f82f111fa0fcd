//! Working time: which ticks are worked, and arithmetic of work on them.
//!
//! Everything follows from two functions that are inverse to each other: W(t), the number of working ticks before t
//! (negative before the origin), and S(w), the tick whose work is number w. The next working tick from t is S(W(t)), the
//! finish of w ticks of work from s is S(W(s) + w − 1) + 1, and so on; no function walks through time.

use thiserror::Error;

use crate::Tick;
use crate::removed::{joined, left_of, number_of};

/// Ticks beyond ±2⁵⁰ are refused: far outside any plan (10¹⁴ days at ten ticks a day), and sums cannot overflow.
pub const TICK_LIMIT: Tick = 1 << 50;

/// Why working time cannot be computed or a calendar cannot be built.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum CalendarError {
    /// The calendar has no more working time in the direction asked.
    #[error("the calendar has no working time left for {missing} more ticks of work")]
    NoWork {
        /// Working ticks that are missing.
        missing: i64,
    },
    /// The answer lies beyond [`TICK_LIMIT`].
    #[error("the tick lies outside the range of plus or minus `{TICK_LIMIT}`")]
    OutOfRange,
    /// Intervals are empty, unsorted, overlapping or outside their range.
    #[error(
        "interval `{index}` must be a non-empty interval after its predecessor and inside 0 to {end}, found {found_start} to {found_end}"
    )]
    BadInterval {
        /// Position in the list given.
        index: usize,
        /// End of the range allowed.
        end: Tick,
        /// Start found.
        found_start: Tick,
        /// End found.
        found_end: Tick,
    },
    /// The horizon is negative, or the period not above 0, or either is above the limit.
    #[error("`{name}` must be between {least} and `{TICK_LIMIT}`, found {found}")]
    BadRange {
        /// Horizon or period.
        name: &'static str,
        /// Smallest value allowed.
        least: Tick,
        /// Value found.
        found: Tick,
    },
}

/// Sorted disjoint intervals with the work before each.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Spans {
    /// Start, end, work before the start.
    spans: Vec<(Tick, Tick, i64)>,
    total: i64,
}

impl Spans {
    fn new(intervals: &[(Tick, Tick)], end: Tick) -> Result<Self, CalendarError> {
        let mut spans: Vec<(Tick, Tick, i64)> = Vec::with_capacity(intervals.len());
        let (mut total, mut reached) = (0, 0);
        for (index, &(from, to)) in intervals.iter().enumerate() {
            if from < reached || to <= from || to > end {
                return Err(CalendarError::BadInterval {
                    index,
                    end,
                    found_start: from,
                    found_end: to,
                });
            }
            match spans.last_mut() {
                Some(last) if last.1 == from => last.1 = to,
                _ => spans.push((from, to, total)),
            }
            total += to - from;
            reached = to;
        }
        Ok(Self { spans, total })
    }

    /// Work before t.
    fn before(&self, t: Tick) -> i64 {
        let index = self.spans.partition_point(|span| span.0 <= t);
        match index.checked_sub(1) {
            None => 0,
            Some(i) => {
                let (from, to, work) = self.spans[i];
                work + t.min(to) - from
            }
        }
    }

    /// The working tick of number w, for 0 ≤ w < total.
    fn tick(&self, w: i64) -> Tick {
        let index = self.spans.partition_point(|span| span.2 <= w) - 1;
        self.spans[index].0 + w - self.spans[index].2
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Pattern {
    explicit: Spans,
    horizon: Tick,
    cycle: Spans,
    period: Tick,
    /// Work of the cycle before the horizon, to join the two parts.
    cycle_at_horizon: i64,
}

impl Pattern {
    fn cycle_before(&self, t: Tick) -> i64 {
        t.div_euclid(self.period) * self.cycle.total + self.cycle.before(t.rem_euclid(self.period))
    }
}

/// Working time of a site, a resource or a law of nature.
///
/// Explicit intervals hold from the origin to a horizon; before and after, a cycle repeats (aligned to the origin), so
/// a plan that runs beyond the horizon still has working time, unless the cycle is empty.
///
/// ```
/// use concerted_schedule::Calendar;
///
/// // Five of seven days of ten ticks are worked.
/// let calendar = Calendar::new(&[], 0, &[(0, 50)], 70).unwrap();
/// assert_eq!(calendar.add_work(40, 20), Ok(80));
/// assert_eq!(calendar.next_working(50), Ok(70));
/// assert_eq!(calendar.subtract_work(80, 20), Ok(40));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Calendar {
    /// `None`: every tick is worked.
    pattern: Option<Box<Pattern>>,
    /// Working ticks of the pattern that are not worked after all, by number: ascending and disjoint.
    removed: Vec<(i64, i64)>,
}

impl Calendar {
    /// Every tick is worked.
    pub fn always() -> Self {
        Self {
            pattern: None,
            removed: Vec::new(),
        }
    }

    /// Explicit working intervals [start, end) inside [0, horizon), and a cycle of intervals inside [0, period) that
    /// repeats after the horizon and before the origin.
    ///
    /// # Errors
    /// Where an interval is empty, out of order, overlapping or outside its range, or a range is out of bounds.
    pub fn new(
        explicit: &[(Tick, Tick)],
        horizon: Tick,
        cycle: &[(Tick, Tick)],
        period: Tick,
    ) -> Result<Self, CalendarError> {
        for (name, least, found) in [("horizon", 0, horizon), ("period", 1, period)] {
            if !(least..=TICK_LIMIT).contains(&found) {
                return Err(CalendarError::BadRange { name, least, found });
            }
        }
        let mut pattern = Pattern {
            explicit: Spans::new(explicit, horizon)?,
            horizon,
            cycle: Spans::new(cycle, period)?,
            period,
            cycle_at_horizon: 0,
        };
        pattern.cycle_at_horizon = pattern.cycle_before(horizon);
        Ok(Self {
            pattern: Some(Box::new(pattern)),
            removed: Vec::new(),
        })
    }

    /// The same calendar, closed in these intervals [start, end) too; they may overlap and come in any order. Those
    /// before the origin are left out.
    ///
    /// ```
    /// use concerted_schedule::Calendar;
    ///
    /// let calendar = Calendar::always().without(&[(10, 20), (15, 30)]);
    /// assert_eq!(calendar.add_work(5, 10), Ok(35));
    /// assert_eq!(calendar.work_before(40), 20);
    /// ```
    #[must_use]
    pub fn without(&self, closed: &[(Tick, Tick)]) -> Self {
        let mut removed = self.removed.clone();
        removed.extend(self.numbers(closed));
        Self {
            pattern: self.pattern.clone(),
            removed: joined(removed),
        }
    }

    /// The working ticks of the pattern that lie in intervals of time, by number, sorted and joined.
    pub(crate) fn numbers(&self, closed: &[(Tick, Tick)]) -> Vec<(i64, i64)> {
        let number = |t: Tick| self.pattern_before(t.clamp(0, TICK_LIMIT));
        joined(
            closed
                .iter()
                .map(|(from, to)| (number(*from), number(*to)))
                .collect(),
        )
    }

    /// W(t): working ticks in [0, t), negative before the origin.
    pub fn work_before(&self, t: Tick) -> i64 {
        left_of(self.pattern_before(t), &self.removed)
    }

    fn pattern_before(&self, t: Tick) -> i64 {
        match &self.pattern {
            None => t,
            Some(p) if t < 0 => p.cycle_before(t),
            Some(p) if t <= p.horizon => p.explicit.before(t),
            Some(p) => p.explicit.total + p.cycle_before(t) - p.cycle_at_horizon,
        }
    }

    /// S(w): the working tick before which w working ticks lie.
    ///
    /// # Errors
    /// If the calendar has no such tick, or it lies beyond [`TICK_LIMIT`].
    pub fn working_tick(&self, w: i64) -> Result<Tick, CalendarError> {
        self.pattern_tick(number_of(w, &self.removed))
    }

    fn pattern_tick(&self, w: i64) -> Result<Tick, CalendarError> {
        let Some(p) = &self.pattern else {
            return within(i128::from(w));
        };
        if (0..p.explicit.total).contains(&w) {
            return Ok(p.explicit.tick(w));
        }
        let beyond = if w < 0 {
            w
        } else {
            w - p.explicit.total + p.cycle_at_horizon
        };
        if p.cycle.total == 0 {
            let missing = if w < 0 { -w } else { w + 1 - p.explicit.total };
            return Err(CalendarError::NoWork { missing });
        }
        let turn = i128::from(beyond.div_euclid(p.cycle.total)) * i128::from(p.period);
        within(turn + i128::from(p.cycle.tick(beyond.rem_euclid(p.cycle.total))))
    }

    /// Whether the tick [t, t + 1) is worked.
    pub fn is_working(&self, t: Tick) -> bool {
        self.work_before(t + 1) > self.work_before(t)
    }

    /// The first working tick at or after t.
    ///
    /// # Errors
    /// As [`Calendar::working_tick`], like all that follow.
    pub fn next_working(&self, t: Tick) -> Result<Tick, CalendarError> {
        self.working_tick(self.work_before(t))
    }

    /// The last working tick at or before t.
    ///
    /// # Errors
    /// See [`Calendar::next_working`].
    pub fn previous_working(&self, t: Tick) -> Result<Tick, CalendarError> {
        self.working_tick(self.work_before(t + 1) - 1)
    }

    /// The instant at which `work` ticks are done when started at or after `start`; `start` itself for no work.
    ///
    /// # Errors
    /// See [`Calendar::next_working`].
    pub fn add_work(&self, start: Tick, work: i64) -> Result<Tick, CalendarError> {
        if work <= 0 {
            return within(i128::from(start));
        }
        let last = self.working_tick(self.work_before(start).saturating_add(work - 1))?;
        within(i128::from(last) + 1)
    }

    /// The latest start from which `work` ticks are done by `finish`; `finish` itself for no work.
    ///
    /// # Errors
    /// See [`Calendar::next_working`].
    pub fn subtract_work(&self, finish: Tick, work: i64) -> Result<Tick, CalendarError> {
        if work <= 0 {
            return within(i128::from(finish));
        }
        self.working_tick(self.work_before(finish).saturating_sub(work))
    }

    /// The earliest start from which `work` ticks finish at or after `finish`.
    ///
    /// # Errors
    /// See [`Calendar::next_working`].
    pub fn start_to_finish_from(&self, finish: Tick, work: i64) -> Result<Tick, CalendarError> {
        if work <= 0 {
            return within(i128::from(finish));
        }
        let done = self.work_before(finish);
        // In a pause, the last instant of work before it is too early: one tick more has to be done.
        let needed = if self.is_working(finish - 1) {
            done
        } else {
            done + 1
        };
        self.working_tick(needed.saturating_sub(work))
    }

    /// Working ticks from one instant to another, negative if they are in reverse order.
    pub fn work_between(&self, from: Tick, to: Tick) -> i64 {
        self.work_before(to) - self.work_before(from)
    }

    /// The instant `lag` working ticks after `anchor`, or before it where the lag is negative.
    ///
    /// # Errors
    /// See [`Calendar::next_working`].
    pub fn add_lag(&self, anchor: Tick, lag: i64) -> Result<Tick, CalendarError> {
        if lag >= 0 {
            self.add_work(anchor, lag)
        } else {
            self.subtract_work(anchor, lag.saturating_neg())
        }
    }

    /// The latest anchor for which [`Calendar::add_lag`] is at or before `limit`.
    ///
    /// # Errors
    /// See [`Calendar::next_working`].
    pub fn subtract_lag(&self, limit: Tick, lag: i64) -> Result<Tick, CalendarError> {
        match lag {
            0 => within(i128::from(limit)),
            1.. => self.working_tick(self.work_before(limit).saturating_sub(lag)),
            _ => self.working_tick(
                self.work_before(limit + 1)
                    .saturating_sub(1)
                    .saturating_sub(lag),
            ),
        }
    }

    /// Whether every tick is worked.
    pub(crate) fn is_always(&self) -> bool {
        self.pattern.is_none() && self.removed.is_empty()
    }

    /// Whether any tick is worked at all after the horizon.
    pub fn never_ends(&self) -> bool {
        self.pattern.as_ref().is_none_or(|p| p.cycle.total > 0)
    }
}

fn within(t: i128) -> Result<Tick, CalendarError> {
    match Tick::try_from(t) {
        Ok(t) if t.abs() <= TICK_LIMIT => Ok(t),
        _ => Err(CalendarError::OutOfRange),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn five_of_seven() -> Calendar {
        Calendar::new(&[], 0, &[(0, 50)], 70).unwrap()
    }

    #[test]
    fn weekend_is_crossed() {
        let c = five_of_seven();
        assert_eq!(c.add_work(0, 50), Ok(50));
        assert_eq!(c.add_work(0, 51), Ok(71));
        assert_eq!(c.add_work(55, 10), Ok(80));
        assert_eq!(c.next_working(50), Ok(70));
        assert_eq!(c.previous_working(60), Ok(49));
        assert_eq!(c.subtract_work(75, 10), Ok(45));
        assert_eq!(c.subtract_work(70, 10), Ok(40));
        assert_eq!(c.work_between(45, 75), 10);
    }

    #[test]
    fn no_work_stays_where_it_is() {
        let c = five_of_seven();
        assert_eq!(c.add_work(60, 0), Ok(60));
        assert_eq!(c.subtract_work(60, 0), Ok(60));
        assert_eq!(c.start_to_finish_from(60, 0), Ok(60));
    }

    #[test]
    fn explicit_part_overrides_the_cycle() {
        // The first week has only its first day.
        let c = Calendar::new(&[(0, 10)], 70, &[(0, 50)], 70).unwrap();
        assert_eq!(c.add_work(0, 20), Ok(80));
        assert_eq!(c.next_working(20), Ok(70));
        assert_eq!(c.previous_working(69), Ok(9));
        assert_eq!(c.previous_working(-1), Ok(-21));
    }

    #[test]
    fn running_out_of_work_is_an_error() {
        let c = Calendar::new(&[(0, 10)], 10, &[], 1).unwrap();
        assert_eq!(c.add_work(5, 5), Ok(10));
        assert_eq!(c.add_work(5, 6), Err(CalendarError::NoWork { missing: 1 }));
        assert_eq!(
            c.next_working(10),
            Err(CalendarError::NoWork { missing: 1 })
        );
        assert_eq!(
            c.subtract_work(5, 7),
            Err(CalendarError::NoWork { missing: 2 })
        );
        assert!(!c.never_ends());
        assert_eq!(
            Calendar::always().add_work(TICK_LIMIT, 1),
            Err(CalendarError::OutOfRange)
        );
        assert_eq!(
            five_of_seven().add_work(0, i64::MAX),
            Err(CalendarError::OutOfRange)
        );
        let sparse = Calendar::new(&[], 0, &[(0, 1)], TICK_LIMIT).unwrap();
        assert_eq!(
            sparse.add_work(0, 1_000_000),
            Err(CalendarError::OutOfRange)
        );
    }

    #[test]
    fn bad_intervals_are_refused() {
        assert!(Calendar::new(&[(0, 0)], 10, &[], 1).is_err());
        assert!(Calendar::new(&[(5, 8), (7, 9)], 10, &[], 1).is_err());
        assert!(Calendar::new(&[(5, 11)], 10, &[], 1).is_err());
        assert!(Calendar::new(&[(-1, 3)], 10, &[], 1).is_err());
        assert!(Calendar::new(&[], -1, &[], 1).is_err());
        assert!(Calendar::new(&[], 0, &[], 0).is_err());
    }

    /// Any calendar with a horizon of 60 and a period of 14.
    fn any_calendar() -> impl Strategy<Value = (Calendar, Vec<bool>, Vec<bool>)> {
        (
            prop::collection::vec(any::<bool>(), 60),
            prop::collection::vec(any::<bool>(), 14).prop_map(|mut v| {
                v[3] = true;
                v
            }),
        )
            .prop_map(|(explicit, cycle)| {
                let spans = |bits: &[bool]| -> Vec<(Tick, Tick)> {
                    (0..bits.len())
                        .filter(|i| bits[*i])
                        .map(|i| (i as Tick, i as Tick + 1))
                        .collect()
                };
                let calendar = Calendar::new(&spans(&explicit), 60, &spans(&cycle), 14).unwrap();
                (calendar, explicit, cycle)
            })
    }

    proptest! {
        #[test]
        fn agrees_with_walking_tick_by_tick((c, explicit, cycle) in any_calendar(), start in -40_i64..120, work in 1_i64..30) {
            let worked = |t: Tick| {
                if (0..60).contains(&t) { explicit[t as usize] } else { cycle[t.rem_euclid(14) as usize] }
            };
            prop_assert_eq!(c.is_working(start), worked(start));
            let (mut t, mut left) = (start, work);
            while left > 0 {
                left -= i64::from(worked(t));
                t += 1;
            }
            prop_assert_eq!(c.add_work(start, work), Ok(t));
            let (mut t, mut left) = (start, work);
            while left > 0 {
                t -= 1;
                left -= i64::from(worked(t));
            }
            prop_assert_eq!(c.subtract_work(start, work), Ok(t));
            let mut t = start;
            while !worked(t) {
                t -= 1;
            }
            prop_assert_eq!(c.previous_working(start), Ok(t));
        }

        #[test]
        fn earliest_start_for_a_finish((c, _, _) in any_calendar(), finish in -20_i64..100, work in 1_i64..20) {
            let start = c.start_to_finish_from(finish, work).unwrap();
            prop_assert!(c.is_working(start));
            prop_assert!(c.add_work(start, work).unwrap() >= finish);
            let earlier = c.previous_working(start - 1).unwrap();
            prop_assert!(c.add_work(earlier, work).unwrap() < finish);
        }

        #[test]
        fn lags_invert((c, _, _) in any_calendar(), limit in -20_i64..100, lag in -15_i64..15) {
            let anchor = c.subtract_lag(limit, lag).unwrap();
            prop_assert!(c.add_lag(anchor, lag).unwrap() <= limit);
            prop_assert!(c.add_lag(anchor + 1, lag).unwrap() > limit);
        }
    }
}
