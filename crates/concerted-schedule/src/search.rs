//! The state of a search: the best schedule so far, what it cost, and the steps that look for a better one.

use concerted_chance::Address;
use rayon::prelude::*;

use crate::bounds::Bounds;
use crate::core::{Core, CoreSchedule};
use crate::critical_path::compute;
use crate::generate::{parallel, serial};
use crate::improve::{Reach, candidates, justify};
use crate::network::Network;
use crate::solve::{LogEntry, Options, Outcome, Status};
use crate::{Objective, Rule, Schedule, ScheduleError, Tick, check};

/// Candidates of one round. A constant, not the number of threads: the answer must not depend on the machine.
const ROUND: u64 = 16;
/// Schedules that one candidate may cost: generated forward, and once more after justification.
const COST: u64 = 2;

/// A search under way.
pub(crate) struct Search<'s, 'm> {
    network: &'s Network<'m>,
    options: Options,
    pinned: bool,
    best: Option<(usize, Objective, Schedule)>,
    /// Where the search stands: as good as the best but for the sum of starts, so that it can drift along plateaus.
    base: Option<Schedule>,
    spent: u64,
    rounds: u64,
    log: Vec<LogEntry>,
    failure: Option<ScheduleError>,
    on_improve: &'s mut dyn FnMut(&Schedule),
}

impl<'s, 'm> Search<'s, 'm> {
    pub(crate) fn new(
        network: &'s Network<'m>,
        options: Options,
        on_improve: &'s mut dyn FnMut(&Schedule),
    ) -> Self {
        Self {
            network,
            options,
            pinned: network.may_break(),
            best: None,
            base: None,
            spent: 0,
            rounds: 0,
            log: Vec::new(),
            failure: None,
            on_improve,
        }
    }

    /// Tries every priority rule by both schemes, each result improved once forward and backward.
    pub(crate) fn rules(&mut self, modes: Vec<usize>) -> Result<(), ScheduleError> {
        let network = self.network;
        let path = compute(network, modes)?;
        for rule in Rule::ALL {
            let priority = rule.priority(network, &path);
            for result in [
                serial(network, &priority),
                parallel(network, &priority, None),
            ] {
                let found = self.take(result, rule.name());
                if let Some(justified) = found.and_then(|schedule| justify(network, &schedule)) {
                    self.take(serial(network, &justified), "forward-backward");
                }
            }
        }
        Ok(())
    }

    /// Whether the budget allows one more candidate. (Without activities there is nothing to look for.)
    pub(crate) fn has_budget(&self) -> bool {
        self.spent.saturating_add(COST) <= self.options.schedules && !self.network.order.is_empty()
    }

    /// Whether the best schedule is known to be optimal in lateness and makespan.
    pub(crate) fn reached(&self, bounds: &Bounds) -> bool {
        self.best.as_ref().is_some_and(|(broken, objective, _)| {
            *broken == 0
                && objective.lateness <= bounds.lateness
                && objective.makespan <= bounds.makespan
        })
    }

    /// Whether nothing is left to look for: optimal, and no change against the baseline.
    pub(crate) fn settled(&self, bounds: &Bounds) -> bool {
        let changed = self.best.as_ref().is_none_or(|best| best.1.change > 0);
        !changed && self.reached(bounds)
    }

    /// How much the makespan of the best schedule may be too long, and that makespan; `None` without a schedule that keeps
    /// every rule, or while less lateness may be possible.
    pub(crate) fn gap(&self, bounds: &Bounds) -> Option<(i64, i64)> {
        let (broken, objective, _) = self.best.as_ref()?;
        let open = *broken > 0 || objective.lateness > bounds.lateness;
        (!open).then(|| (objective.makespan - bounds.makespan, objective.makespan))
    }

    /// Rules that the best schedule breaks.
    pub(crate) fn broken(&self) -> Option<usize> {
        self.best.as_ref().map(|best| best.0)
    }

    /// One round: neighbors of the base, each from its own stream, offered in the order of their numbers.
    pub(crate) fn round(&mut self) {
        let network = self.network;
        let address = Address::new(self.options.seed, "schedule search", "");
        let count = ROUND.min((self.options.schedules - self.spent) / COST);
        let first = self.rounds * ROUND;
        // Nothing worked yet: neighbors of "all at once" are random orders.
        let base = self
            .base
            .clone()
            .unwrap_or_else(|| Schedule::blank(network.order.len()));
        let found: Vec<Vec<Schedule>> = (0..count)
            .into_par_iter()
            .map(|i| {
                let reach = match i % 8 {
                    0 => Reach::Anew,
                    1 | 2 => Reach::Far,
                    _ => Reach::Near,
                };
                candidates(network, &base, reach, &mut address.stream(first + i))
            })
            .collect();
        self.spent += count * COST;
        self.rounds += 1;
        for schedule in found.into_iter().flatten() {
            self.offer(schedule, "local search");
        }
    }

    /// Schedules that may still be generated.
    pub(crate) fn left(&self) -> u64 {
        self.options.schedules.saturating_sub(self.spent)
    }

    /// Counts schedules that were generated elsewhere.
    pub(crate) fn count(&mut self, schedules: u64) {
        self.spent += schedules;
    }

    /// The best schedule as one of the core, if it keeps every rule.
    pub(crate) fn incumbent(&self) -> Option<CoreSchedule> {
        let (broken, _, schedule) = self.best.as_ref()?;
        (*broken == 0).then(|| CoreSchedule {
            starts: schedule.starts.clone(),
            modes: schedule.modes.clone(),
        })
    }

    /// Takes a schedule of the core if it is better than the best so far.
    pub(crate) fn offer_core(&mut self, core: &Core, found: CoreSchedule, method: &'static str) {
        let CoreSchedule { starts, modes } = found;
        let end = |j: usize| starts[j].saturating_add(core.activities[j].modes[modes[j]].duration);
        let finishes = (0..starts.len()).map(end).collect();
        let schedule = Schedule::new(starts, finishes, modes);
        self.weigh(self.broken_by(&schedule), schedule, method);
    }

    /// Rules that a schedule breaks, by the independent checker.
    fn broken_by(&self, schedule: &Schedule) -> usize {
        let violations = check(self.network.model, schedule);
        violations.iter().filter(|v| !v.is_soft()).count()
    }

    pub(crate) fn outcome(self, status: Status, lower_bound: Tick) -> Outcome {
        let failure = self.failure.filter(|_| self.best.is_none());
        let (objective, schedule): (Option<Objective>, _) =
            self.best.map(|(_, o, s)| (o, s)).unzip();
        Outcome {
            status,
            schedule,
            gap: objective.map(|objective| gap(objective.makespan, lower_bound)),
            objective,
            lower_bound,
            schedules: self.spent,
            log: self.log,
            failure,
        }
    }

    /// Takes a schedule if it is better than the best so far.
    fn offer(&mut self, schedule: Schedule, method: &'static str) {
        // Generated schedules keep every rule, except those that fixed starts or maximum links break.
        let broken = if self.pinned {
            self.broken_by(&schedule)
        } else {
            0
        };
        self.weigh(broken, schedule, method);
    }

    fn weigh(&mut self, broken: usize, schedule: Schedule, method: &'static str) {
        let objective = Objective::of(self.network.model, &schedule);
        let level = |b: usize, o: &Objective| (b, o.lateness, o.makespan, o.change);
        if self
            .best
            .as_ref()
            .is_none_or(|(b, o, _)| level(broken, &objective) <= level(*b, o))
        {
            self.base = Some(schedule.clone());
        }
        if self
            .best
            .as_ref()
            .is_none_or(|(b, o, _)| (broken, objective) < (*b, *o))
        {
            (self.on_improve)(&schedule);
            self.log.push(LogEntry {
                schedules: self.spent,
                broken,
                objective,
                method,
            });
            self.best = Some((broken, objective, schedule));
        }
    }

    fn take(
        &mut self,
        result: Result<Schedule, ScheduleError>,
        method: &'static str,
    ) -> Option<Schedule> {
        self.spent += 1;
        match result {
            Ok(schedule) => {
                self.offer(schedule.clone(), method);
                Some(schedule)
            }
            Err(error) => {
                self.failure.get_or_insert(error);
                None
            }
        }
    }
}

/// The share of the time until the last finish that may be in vain.
fn gap(makespan: Tick, lower_bound: Tick) -> f64 {
    if makespan <= 0 {
        return 0.0;
    }
    (makespan - lower_bound).max(0) as f64 / makespan as f64
}
