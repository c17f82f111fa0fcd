//! A validated model with what every pass needs: order, links by activity, ranks of keys.

use crate::calendar::CalendarError;
use crate::links::Limits;
use crate::validate::validate;
use crate::{Activity, Demand, Mode, Model, ScheduleError, TICK_LIMIT, Tick};

/// A model without problems, prepared once for many passes.
#[derive(Clone)]
pub(crate) struct Network<'m> {
    pub(crate) model: &'m Model,
    /// Activities so that every link goes forward.
    pub(crate) order: Vec<usize>,
    /// Links that reach each activity.
    pub(crate) incoming: Vec<Vec<usize>>,
    /// Links that leave each activity.
    pub(crate) outgoing: Vec<Vec<usize>>,
    /// Position of each activity by key, to break ties independently of the order of entry.
    pub(crate) rank: Vec<usize>,
    /// Units of each resource that each activity demands in each mode, several demands on one resource added up.
    pub(crate) demands: Vec<Vec<Vec<(usize, u64)>>>,
    /// Amount of each stock that each activity uses in each mode.
    pub(crate) uses: Vec<Vec<Vec<(usize, u64)>>>,
}

impl<'m> Network<'m> {
    pub(crate) fn new(model: &'m Model) -> Result<Self, ScheduleError> {
        let problems = validate(model);
        if !problems.is_empty() {
            return Err(ScheduleError::Invalid(problems));
        }
        let n = model.activities.len();
        let (mut incoming, mut outgoing) = (vec![Vec::new(); n], vec![Vec::new(); n]);
        for (index, link) in model.links.iter().enumerate() {
            incoming[link.to.0].push(index);
            outgoing[link.from.0].push(index);
        }
        let mut by_key: Vec<usize> = (0..n).collect();
        by_key.sort_by_key(|i| &model.activities[*i].key);
        let mut rank = vec![0; n];
        for (position, index) in by_key.into_iter().enumerate() {
            rank[index] = position;
        }
        let mut network = Self {
            model,
            order: Vec::with_capacity(n),
            incoming,
            outgoing,
            rank,
            demands: model
                .activities
                .iter()
                .map(|a| a.modes.iter().map(|mode| demands(&mode.demands)).collect())
                .collect(),
            uses: model
                .activities
                .iter()
                .map(|a| a.modes.iter().map(|mode| uses(a, mode)).collect())
                .collect(),
        };
        network.sort();
        Ok(network)
    }

    fn sort(&mut self) {
        let mut waiting: Vec<usize> = self.incoming.iter().map(Vec::len).collect();
        self.order = (0..waiting.len()).filter(|i| waiting[*i] == 0).collect();
        let mut next = 0;
        while next < self.order.len() {
            for link in &self.outgoing[self.order[next]] {
                let to = self.model.links[*link].to.0;
                waiting[to] -= 1;
                if waiting[to] == 0 {
                    self.order.push(to);
                }
            }
            next += 1;
        }
    }

    /// The limits from links and release on the start and the finish of an activity, from the times of those before it.
    pub(crate) fn early_limits(
        &self,
        activity: usize,
        starts: &[Tick],
        finishes: &[Tick],
    ) -> Result<Limits, CalendarError> {
        let mut limits = Limits {
            start: self.model.activities[activity].release.unwrap_or(0),
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

    /// The limits from links on the start and the finish of an activity, from the times of those after it, no finish
    /// being later than `end`.
    pub(crate) fn late_limits(
        &self,
        activity: usize,
        starts: &[Tick],
        finishes: &[Tick],
        end: Tick,
    ) -> Result<Limits, CalendarError> {
        let mut limits = Limits {
            start: TICK_LIMIT,
            finish: end,
        };
        for index in &self.outgoing[activity] {
            let link = &self.model.links[*index];
            let bound = link.latest(self.model, starts[link.to.0], finishes[link.to.0])?;
            if link.leaves_finish() {
                limits.finish = limits.finish.min(bound);
            } else {
                limits.start = limits.start.min(bound);
            }
        }
        Ok(limits)
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

    /// Names the activity in a calendar's error.
    pub(crate) fn blame(&self, activity: usize) -> impl Fn(CalendarError) -> ScheduleError + '_ {
        move |source| ScheduleError::Calendar {
            activity: self.model.activities[activity].key.clone(),
            source,
        }
    }
}

fn demands(demands: &[Demand]) -> Vec<(usize, u64)> {
    totals(demands.iter().map(|d| (d.resource.0, u64::from(d.units))))
}

fn uses(activity: &Activity, mode: &Mode) -> Vec<(usize, u64)> {
    let all = activity.consumes.iter().chain(&mode.consumes);
    totals(all.map(|c| (c.stock.0, c.amount)))
}

/// Sums amounts by position, in ascending order; several entries for the same thing add up. Entries without an amount
/// ask for nothing.
fn totals(entries: impl Iterator<Item = (usize, u64)>) -> Vec<(usize, u64)> {
    let mut sums: Vec<(usize, u64)> = Vec::new();
    for (index, amount) in entries.filter(|e| e.1 > 0) {
        match sums.iter_mut().find(|s| s.0 == index) {
            Some(sum) => sum.1 = sum.1.saturating_add(amount),
            None => sums.push((index, amount)),
        }
    }
    sums.sort_unstable();
    sums
}
