//! The times that links allow an activity, given those of others.

use crate::TICK_LIMIT;
use crate::Tick;
use crate::calendar::CalendarError;
use crate::links::Limits;
use crate::network::Network;

impl Network<'_> {
    /// The limits from minimum links, release and data date on the begin and the finish of an activity, from the times
    /// of those before it. What is under way waits for its predecessors with what remains (retained logic).
    pub(crate) fn early_limits(
        &self,
        activity: usize,
        starts: &[Tick],
        finishes: &[Tick],
    ) -> Result<Limits, CalendarError> {
        let mut limits = Limits {
            start: self.not_before(activity),
            finish: -TICK_LIMIT,
        };
        for index in &self.incoming[activity] {
            let link = &self.model.links[*index];
            let bound = link.earliest(self.model, starts[link.from.0], finishes[link.from.0])?;
            if link.reaches_start() {
                limits.start = limits.start.max(bound);
            } else {
                limits.finish = limits.finish.max(bound);
            }
        }
        Ok(limits)
    }

    /// Raises early limits so that those tied to an activity by maximum links, as far as they are `placed`, are not too
    /// late after it.
    pub(crate) fn tether(
        &self,
        activity: usize,
        (starts, finishes): (&[Tick], &[Tick]),
        placed: impl Fn(usize) -> bool,
        limits: &mut Limits,
    ) -> Result<(), CalendarError> {
        for index in &self.tethers[activity] {
            let link = &self.model.links[*index];
            let to = link.to.0;
            let done = self.is_fact(activity, link.leaves_finish());
            if done || to == activity || !placed(to) {
                continue;
            }
            let bound = link.earliest_anchor(self.model, starts[to], finishes[to])?;
            if link.leaves_finish() {
                limits.finish = limits.finish.max(bound);
            } else {
                limits.start = limits.start.max(bound);
            }
        }
        Ok(())
    }

    /// The earliest start within early limits, for a mode and its work.
    pub(crate) fn early_start(
        &self,
        activity: usize,
        mode: usize,
        work: i64,
        limits: Limits,
    ) -> Result<Tick, CalendarError> {
        let calendar = self.model.calendar(activity, mode);
        let mut start = limits.start;
        if work > 0 {
            start = calendar.next_working(start)?;
        }
        if limits.finish > -TICK_LIMIT {
            start = start.max(calendar.start_to_finish_from(limits.finish, work)?);
        }
        Ok(start)
    }

    /// The start to which one bound on the start or the finish leads.
    pub(crate) fn led_start(
        &self,
        (activity, mode, work): (usize, usize, i64),
        bound: Tick,
        on_start: bool,
    ) -> Result<Tick, CalendarError> {
        let calendar = self.model.calendar(activity, mode);
        match (on_start, work > 0) {
            (true, true) => calendar.next_working(bound),
            (true, false) => Ok(bound),
            (false, _) => calendar.start_to_finish_from(bound, work),
        }
    }

    /// The limits from minimum links on the begin and the finish of an activity, from the times of those after it, no
    /// finish being later than `end`. Ends that have happened limit nothing.
    pub(crate) fn late_limits(
        &self,
        activity: usize,
        begins: &[Tick],
        finishes: &[Tick],
        end: Tick,
    ) -> Result<Limits, CalendarError> {
        let mut limits = Limits {
            start: TICK_LIMIT,
            finish: end,
        };
        for index in &self.outgoing[activity] {
            let link = &self.model.links[*index];
            let to = link.to.0;
            if self.is_fact(activity, link.leaves_finish()) || self.is_finished(to) {
                continue;
            }
            let bound = link.latest(self.model, begins[to], finishes[to])?;
            if link.leaves_finish() {
                limits.finish = limits.finish.min(bound);
            } else {
                limits.start = limits.start.min(bound);
            }
        }
        Ok(limits)
    }

    /// Lowers late limits to what maximum links from other activities allow; times at the limit are not known yet.
    pub(crate) fn cap(
        &self,
        activity: usize,
        (starts, finishes): (&[Tick], &[Tick]),
        limits: &mut Limits,
    ) -> Result<(), CalendarError> {
        for index in &self.ceilings[activity] {
            let link = &self.model.links[*index];
            let from = link.from.0;
            let fact = self.is_fact(activity, !link.reaches_start());
            if from == activity || fact || starts[from] >= TICK_LIMIT {
                continue;
            }
            let bound = link.earliest(self.model, starts[from], finishes[from])?;
            if link.reaches_start() {
                limits.start = limits.start.min(bound);
            } else {
                limits.finish = limits.finish.min(bound);
            }
        }
        Ok(())
    }

    /// The latest start within late limits.
    pub(crate) fn late_start(
        &self,
        activity: usize,
        mode: usize,
        work: i64,
        limits: Limits,
    ) -> Result<Tick, CalendarError> {
        let calendar = self.model.calendar(activity, mode);
        let by_finish = calendar.subtract_work(limits.finish, work)?;
        if limits.start >= by_finish {
            return Ok(by_finish);
        }
        if work > 0 {
            calendar.previous_working(limits.start)
        } else {
            Ok(limits.start)
        }
    }
}
