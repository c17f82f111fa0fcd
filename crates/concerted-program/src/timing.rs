//! Dates to ticks and back: a tick is a tenth of a day, and day 0 is the start of the program.

use std::collections::BTreeMap;

use concerted_model::figure::Input;
use concerted_model::partner::{Calendar as Working, WeekDay};
use concerted_model::program::Program;
use concerted_schedule::{Calendar, Tick, Week};
use jiff::civil::Date;

/// Ticks in a day.
pub(crate) const TICKS_PER_DAY: i64 = 10;

/// The time scale of one program.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Timing {
    start: Date,
}

impl Timing {
    pub(crate) fn new(program: &Program) -> Self {
        Self {
            start: program.start.value,
        }
    }

    /// First tick of a day; days before the start count as the start.
    pub(crate) fn tick(&self, date: Date) -> Tick {
        self.days(date).max(0) * TICKS_PER_DAY
    }

    /// Days from the start to a date.
    pub(crate) fn days(&self, date: Date) -> i64 {
        i64::from(self.start.until(date).map_or(0, |span| span.get_days()))
    }

    /// The day in which a tick lies.
    pub(crate) fn date(&self, tick: Tick) -> Date {
        self.day(tick.div_euclid(TICKS_PER_DAY))
    }

    /// The day on which something that ends just before a tick is done.
    pub(crate) fn finish_date(&self, tick: Tick) -> Date {
        self.date((tick - 1).max(0))
    }

    /// The day this many days after the start.
    pub(crate) fn day(&self, days: i64) -> Date {
        let span = jiff::Span::new().days(days.clamp(-36_500, 36_500));
        self.start.saturating_add(span)
    }

    /// The calendar that a site works by.
    pub(crate) fn calendar(&self, working: Option<&Working>) -> Calendar {
        let weekday = self.start.weekday().to_monday_zero_offset() as u8;
        let mut week = Week::monday_to_friday(TICKS_PER_DAY, weekday);
        let mut closed = Vec::new();
        if let Some(working) = working {
            if !working.working_days.is_empty() {
                let day = Some((0, TICKS_PER_DAY));
                week.hours = WeekDay::ALL
                    .iter()
                    .map(|name| working.working_days.contains(name).then_some(day).flatten())
                    .collect::<Vec<_>>()
                    .try_into()
                    .unwrap_or(week.hours);
            }
            for shutdown in &working.shutdown {
                let from = self.days(shutdown.from.value);
                let to = shutdown.to.as_ref().map_or(from, |to| self.days(to.value));
                closed.extend((from.max(0)..=to).take(4_000));
            }
        }
        closed.sort_unstable();
        closed.dedup();
        week.calendar(&closed, &[])
            .unwrap_or_else(|_| Calendar::always())
    }
}

/// What a calendar rests on: every date in it.
pub(crate) fn calendar_inputs(program: &Program) -> BTreeMap<String, Vec<Input>> {
    program
        .calendar
        .iter()
        .map(|calendar| {
            let inputs = calendar
                .shutdown
                .iter()
                .flat_map(|shutdown| {
                    std::iter::once(shutdown.from.input()).chain(
                        shutdown
                            .to
                            .as_ref()
                            .map(concerted_model::given::Given::input),
                    )
                })
                .collect();
            (calendar.id.to_string(), inputs)
        })
        .collect()
}
