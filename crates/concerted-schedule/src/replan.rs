//! Replanning: progress, delay or new work has come in, and the new schedule should resemble the old one.

use std::collections::BTreeMap;

use crate::stability::{Candidate, steady};
use crate::{
    ActivityIndex, Baseline, Driver, Model, Objective, Options, Outcome, Schedule, ScheduleError,
    Status, Tick, Violation, check, explain, solve,
};

/// The plan so far: activities are matched by key, so work may have come and gone.
#[derive(Debug, Clone, Copy)]
pub struct Former<'f> {
    /// The model it was made for.
    pub model: &'f Model,
    /// The schedule.
    pub schedule: &'f Schedule,
}

/// How to replan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReplanOptions {
    /// What started before this tick in the former plan starts there again, in the same mode.
    pub frozen_until: Option<Tick>,
    /// What started before this tick counts with the firm weight.
    pub firm_until: Option<Tick>,
    /// Weight of a tick of change.
    pub weight: u32,
    /// Weight of a tick of change in the firm window.
    pub firm_weight: u32,
    /// Search for lateness and makespan; as many schedules are then tried for less change.
    pub search: Options,
}

impl Default for ReplanOptions {
    fn default() -> Self {
        Self {
            frozen_until: None,
            firm_until: None,
            weight: 1,
            firm_weight: 10,
            search: Options::default(),
        }
    }
}

/// An activity that is not where it was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moved {
    /// Which activity.
    pub activity: ActivityIndex,
    /// Ticks by which its start moved, later above 0.
    pub start: i64,
    /// Ticks by which its finish moved.
    pub finish: i64,
    /// Former and new mode, if another.
    pub modes: Option<(usize, usize)>,
    /// What keeps it from starting earlier now.
    pub drivers: Vec<Driver>,
}

/// A new plan and what is different.
#[derive(Debug, Clone, PartialEq)]
pub struct Replanned {
    /// The new schedule. Its objective measures change against the former plan.
    pub outcome: Outcome,
    /// What was held where it was, being in the frozen window.
    pub pinned: Vec<ActivityIndex>,
    /// What was in the frozen window, but cannot start there any more.
    pub unpinned: Vec<ActivityIndex>,
    /// What moved, in the model's order.
    pub moved: Vec<Moved>,
    /// What the former plan did not have.
    pub added: Vec<ActivityIndex>,
    /// Keys of what the new model does not have any more.
    pub dropped: Vec<String>,
}

/// A new schedule for a model whose progress, delays or work have changed: the least lateness, then makespan, then weighted
/// change of starts against the former plan.
///
/// What the former plan starts inside the frozen window is pinned, unless it has begun, its start lies before the data
/// date, or links, resources or stocks forbid it now; such activities are unpinned and reported. Baselines of the model
/// are replaced by the former plan.
///
/// # Errors
/// As [`solve`]; also where the former schedule does not fit its model.
///
/// ```
/// use concerted_schedule::*;
///
/// let mut model = Model::default();
/// let c = model.add_calendar(Calendar::always());
/// let a = model.add_activity(Activity::new("a", c, 5));
/// let b = model.add_activity(Activity::new("b", c, 5));
/// model.links.push(Link::new("l", a, b, LinkKind::FinishToStart, 0));
/// let former = Schedule::new(vec![0, 5], vec![5, 10], vec![0, 0]);
/// let mut now = model.clone();
/// now.activities[0].modes[0].work = 7;
/// let former = Former { model: &model, schedule: &former };
/// let new = replan(&now, former, &ReplanOptions::default(), &|| false, &mut |_| {}).unwrap();
/// assert_eq!((new.moved[1].activity, new.moved[1].start), (b, 2));
/// assert_eq!(new.moved[1].drivers, vec![Driver::Link(LinkIndex(0))]);
/// ```
pub fn replan(
    model: &Model,
    former: Former<'_>,
    options: &ReplanOptions,
    cancel: &(dyn Fn() -> bool + Sync),
    on_improve: &mut dyn FnMut(&Schedule),
) -> Result<Replanned, ScheduleError> {
    crate::critical_path::check_shape(former.model, former.schedule)?;
    let mut plan = Plan::new(model, former, options);
    loop {
        let pinned = plan.pinned_model(options);
        let mut restored = |schedule: &Schedule| on_improve(&plan.restored(schedule));
        let outcome = solve(&pinned, &options.search, cancel, &mut restored)?;
        let best = steady(&pinned, outcome.schedule.clone(), &options.search, cancel)?;
        let broken: Vec<Violation> = best
            .as_ref()
            .map(|best| check(&pinned, &best.schedule))
            .unwrap_or_default();
        let in_the_way = plan.in_the_way(&pinned, best.as_ref(), &broken);
        if in_the_way.is_empty() || cancel() {
            return plan.replanned(&pinned, outcome, best);
        }
        for activity in in_the_way {
            plan.unpin(activity);
        }
    }
}

struct Plan<'m> {
    model: &'m Model,
    /// Start, finish and mode of each activity that the former plan has.
    before: Vec<Option<(Tick, Tick, usize)>>,
    pinned: Vec<bool>,
    unpinned: Vec<bool>,
    dropped: Vec<String>,
}

impl<'m> Plan<'m> {
    fn new(model: &'m Model, former: Former<'_>, options: &ReplanOptions) -> Self {
        let old = former.model.activities.iter().enumerate();
        let mut by_key: BTreeMap<&str, usize> = old.map(|(i, a)| (a.key.as_str(), i)).collect();
        let before: Vec<Option<(Tick, Tick, usize)>> = model
            .activities
            .iter()
            .map(|activity| {
                let old = by_key.remove(activity.key.as_str())?;
                let schedule = former.schedule;
                Some((
                    schedule.starts[old],
                    schedule.finishes[old],
                    schedule.modes[old],
                ))
            })
            .collect();
        let data_date = model.data_date.unwrap_or(Tick::MIN);
        let frozen = |i: usize| {
            let activity = &model.activities[i];
            let open = activity.progress.is_none() && activity.fixed_start.is_none();
            before[i].filter(|_| open).is_some_and(|(start, _, _)| {
                options.frozen_until.is_some_and(|until| start < until)
            })
        };
        let possible = |i: usize| {
            before[i].is_some_and(|(start, _, mode)| {
                start >= data_date && mode < model.activities[i].modes.len()
            })
        };
        let n = model.activities.len();
        Self {
            model,
            pinned: (0..n).map(|i| frozen(i) && possible(i)).collect(),
            unpinned: (0..n).map(|i| frozen(i) && !possible(i)).collect(),
            dropped: by_key.into_keys().map(str::to_owned).collect(),
            before,
        }
    }

    fn unpin(&mut self, activity: usize) {
        self.pinned[activity] = false;
        self.unpinned[activity] = true;
    }

    /// The mode of an activity that must not change: it is pinned, or has begun.
    fn kept_mode(&self, activity: usize) -> Option<usize> {
        let described = &self.model.activities[activity];
        let (_, _, mode) = self.before[activity]?;
        let kept = self.pinned[activity] || described.progress.is_some();
        (kept && mode < described.modes.len()).then_some(mode)
    }

    /// The model with pins, kept modes and the former plan as baseline.
    fn pinned_model(&self, options: &ReplanOptions) -> Model {
        let mut pinned = self.model.clone();
        for (index, activity) in pinned.activities.iter_mut().enumerate() {
            activity.baseline = self.before[index].map(|(start, _, _)| Baseline {
                start,
                weight: match options.firm_until {
                    Some(until) if start < until => options.firm_weight,
                    _ => options.weight,
                },
            });
            if let Some(mode) = self.kept_mode(index) {
                activity.modes = vec![activity.modes[mode].clone()];
            }
            if let (true, Some((start, _, _))) = (self.pinned[index], self.before[index]) {
                activity.fixed_start = Some(start);
            }
        }
        pinned
    }

    /// A schedule of the pinned model as one of the model.
    fn restored(&self, schedule: &Schedule) -> Schedule {
        let mut restored = schedule.clone();
        for (index, mode) in restored.modes.iter_mut().enumerate() {
            *mode = self.kept_mode(index).unwrap_or(*mode);
        }
        restored
    }

    /// Pinned activities that take part in what is broken.
    fn in_the_way(
        &self,
        pinned: &Model,
        best: Option<&Candidate>,
        broken: &[Violation],
    ) -> Vec<usize> {
        let named = |index: usize, violation: &Violation| {
            let key = &self.model.activities[index].key;
            match violation {
                Violation::Link { from, to, .. } | Violation::MaximumLink { from, to, .. } => {
                    from == key || to == key
                }
                Violation::Stock { stock, .. } => {
                    let activity = &pinned.activities[index];
                    let is = |s: usize| pinned.stocks[s].key == *stock;
                    let in_mode = activity.modes.iter().flat_map(|mode| &mode.consumes);
                    let mut used = activity.consumes.iter().chain(in_mode);
                    used.any(|used| is(used.stock.0))
                        || activity.produces.iter().any(|made| is(made.stock.0))
                }
                Violation::Capacity { resource, at, .. } => best.is_some_and(|best| {
                    let (schedule, mode) = (&best.schedule, &pinned.activities[index].modes[0]);
                    let is = |r: usize| pinned.resources[r].key == *resource;
                    let assigned = schedule.assignments.get(&index).into_iter().flatten();
                    (schedule.starts[index]..schedule.finishes[index]).contains(at)
                        && (mode.demands.iter().any(|d| is(d.resource.0))
                            || assigned.into_iter().any(|a| is(a.resource.0)))
                }),
                _ => false,
            }
        };
        let hard: Vec<&Violation> = broken.iter().filter(|v| !v.is_soft()).collect();
        // Without any schedule (stock, as a rule) every pin may be the reason.
        (0..self.pinned.len())
            .filter(|i| self.pinned[*i])
            .filter(|i| best.is_none() || hard.iter().any(|violation| named(*i, violation)))
            .collect()
    }

    fn replanned(
        self,
        pinned: &Model,
        mut outcome: Outcome,
        best: Option<Candidate>,
    ) -> Result<Replanned, ScheduleError> {
        let mut moved = Vec::new();
        if let Some(best) = best {
            outcome.objective = Some(Objective::of(pinned, &best.schedule));
            outcome.schedules = outcome.schedules.saturating_add(best.tried);
            if best.broken == 0 && outcome.status == Status::Unknown {
                outcome.status = Status::Feasible;
            }
            let told = explain(pinned, &best.schedule)?;
            let schedule = self.restored(&best.schedule);
            for (index, told) in told.into_iter().enumerate() {
                let Some((start, finish, mode)) = self.before[index] else {
                    continue;
                };
                let moves = Moved {
                    activity: ActivityIndex(index),
                    start: schedule.starts[index] - start,
                    finish: schedule.finishes[index] - finish,
                    modes: (schedule.modes[index] != mode).then_some((mode, schedule.modes[index])),
                    drivers: told.drivers,
                };
                if moves.start != 0 || moves.finish != 0 || moves.modes.is_some() {
                    moved.push(moves);
                }
            }
            outcome.schedule = Some(schedule);
        }
        let indexes = |is: &dyn Fn(usize) -> bool| -> Vec<ActivityIndex> {
            let all = 0..self.model.activities.len();
            all.filter(|i| is(*i)).map(ActivityIndex).collect()
        };
        Ok(Replanned {
            outcome,
            pinned: indexes(&|i| self.pinned[i]),
            unpinned: indexes(&|i| self.unpinned[i]),
            added: indexes(&|i| self.before[i].is_none()),
            moved,
            dropped: self.dropped,
        })
    }
}
