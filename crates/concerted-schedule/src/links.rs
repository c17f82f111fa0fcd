//! What a link demands of the times of its two activities.

use crate::calendar::CalendarError;
use crate::{Link, LinkKind, Model, TICK_LIMIT, Tick};

/// The limits that links put on one activity: on its start and on its finish.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Limits {
    pub(crate) start: Tick,
    pub(crate) finish: Tick,
}

/// No limit from below.
pub(crate) const FREE: Limits = Limits {
    start: -TICK_LIMIT,
    finish: -TICK_LIMIT,
};

impl Link {
    /// Whether the link leaves from the finish of its first activity.
    pub(crate) fn leaves_finish(&self) -> bool {
        matches!(
            self.kind,
            LinkKind::FinishToStart | LinkKind::FinishToFinish
        )
    }

    /// Whether the link arrives at the start of its second activity.
    pub(crate) fn reaches_start(&self) -> bool {
        matches!(self.kind, LinkKind::FinishToStart | LinkKind::StartToStart)
    }

    /// The earliest time that the link allows for the end it reaches, from the times of its first activity.
    pub(crate) fn earliest(
        &self,
        model: &Model,
        start: Tick,
        finish: Tick,
    ) -> Result<Tick, CalendarError> {
        let anchor = if self.leaves_finish() { finish } else { start };
        match self.lag_calendar {
            None => elapsed(anchor, self.lag),
            Some(calendar) => model.calendars[calendar.0].add_lag(anchor, self.lag),
        }
    }

    /// The earliest time of the end it leaves for which [`Link::earliest`] is at or after a time: what a maximum link
    /// demands of its first activity.
    pub(crate) fn earliest_anchor(
        &self,
        model: &Model,
        start: Tick,
        finish: Tick,
    ) -> Result<Tick, CalendarError> {
        let reached = if self.reaches_start() { start } else { finish };
        match self.lag_calendar {
            None => elapsed(reached, -self.lag),
            // The lag is monotone: one after the last anchor that leads to an earlier time.
            Some(calendar) => {
                Ok(model.calendars[calendar.0].subtract_lag(reached - 1, self.lag)? + 1)
            }
        }
    }

    /// The latest time that the link allows for the end it leaves, from the times of its second activity.
    pub(crate) fn latest(
        &self,
        model: &Model,
        start: Tick,
        finish: Tick,
    ) -> Result<Tick, CalendarError> {
        let anchor = if self.reaches_start() { start } else { finish };
        match self.lag_calendar {
            None => elapsed(anchor, -self.lag),
            Some(calendar) => model.calendars[calendar.0].subtract_lag(anchor, self.lag),
        }
    }
}

fn elapsed(anchor: Tick, lag: i64) -> Result<Tick, CalendarError> {
    let sum = anchor.saturating_add(lag);
    if sum.abs() <= TICK_LIMIT {
        Ok(sum)
    } else {
        Err(CalendarError::OutOfRange)
    }
}
