//! A core as variables, differences and propagators.

use super::lateness::{Lateness, Wanted};
use super::literal::{End, Literal};
use super::modes::{Budget, Length};
use super::solver::{Solver, Tuning};
use super::time_table::{Task, TaskMode, TimeTable};
use crate::Tick;
use crate::core::{Arc, Core, CoreSchedule};

/// Spans of time above this do not fit the solver's numbers.
pub(super) const WIDEST: i64 = 1 << 29;

/// Times are too far apart to be searched: longest span allowed, span found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("times must lie within {WIDEST} ticks, found {found}")]
pub(crate) struct TooWide {
    pub(crate) found: i64,
}

/// A core in the solver.
#[derive(Debug)]
pub(crate) struct Encoding {
    pub(crate) solver: Solver,
    /// The tick that is 0 in the solver.
    pub(crate) base: Tick,
    pub(crate) starts: Vec<usize>,
    pub(crate) finishes: Vec<End>,
    /// Variables of the modes; empty where there is only one.
    pub(crate) modes: Vec<Vec<usize>>,
    /// The latest finish.
    pub(crate) end: usize,
    /// The weighted lateness; `None` where nothing has a deadline or the sum is too large for the solver.
    pub(crate) late: Option<usize>,
}

impl Encoding {
    /// Encodes a core whose activities start no earlier than `heads` and finish no later than `horizon`.
    pub(crate) fn new(
        core: &Core,
        heads: &[Tick],
        horizon: Tick,
        tuning: Tuning,
    ) -> Result<Self, TooWide> {
        let base = heads.iter().copied().min().unwrap_or(0).min(0);
        let found = horizon.saturating_sub(base);
        let lags = core.arcs.iter().map(|arc| arc.lag.saturating_abs()).max();
        if found.max(lags.unwrap_or(0)) > WIDEST {
            return Err(TooWide { found });
        }
        let mut encoding = Self {
            solver: Solver::new(tuning),
            base,
            starts: Vec::new(),
            finishes: Vec::new(),
            modes: Vec::new(),
            end: 0,
            late: None,
        };
        encoding.end = encoding.solver.variable(0, (horizon - base) as i32);
        for (index, head) in heads.iter().enumerate() {
            encoding.activity(core, index, *head, horizon);
        }
        for arc in &core.arcs {
            encoding.arc(arc);
        }
        encoding.latest_finish(core);
        for resource in 0..core.capacities.len() {
            encoding.resource(core, resource);
        }
        for budget in 0..core.budgets.len() {
            encoding.budget(core, budget);
        }
        encoding.lateness(core, horizon);
        encoding.solver.decided.clone_from(&encoding.starts);
        let modes: Vec<usize> = encoding.modes.iter().flatten().copied().collect();
        encoding.solver.decided.extend(modes);
        Ok(encoding)
    }

    fn activity(&mut self, core: &Core, index: usize, head: Tick, horizon: Tick) {
        let activity = &core.activities[index];
        let lengths: Vec<i32> = activity.modes.iter().map(|m| m.duration as i32).collect();
        let least = lengths.iter().copied().min().unwrap_or(0);
        let from = (head - self.base) as i32;
        let to = (horizon - self.base) as i32;
        let start = self.solver.variable(from, to - least);
        if let Some(fixed) = activity.fixed {
            let fixed = (fixed - self.base).clamp(-WIDEST, WIDEST) as i32;
            self.solver.require(Literal::at_least(start, fixed));
            self.solver.require(Literal::at_most(start, fixed));
        }
        self.starts.push(start);
        if let [length] = lengths[..] {
            self.finishes.push(End {
                variable: start,
                offset: length,
            });
            self.modes.push(Vec::new());
            return;
        }
        let finish = self.solver.variable(from + least, to);
        self.finishes.push(End {
            variable: finish,
            offset: 0,
        });
        let chosen: Vec<usize> = lengths.iter().map(|_| self.solver.variable(0, 1)).collect();
        let one: Vec<Literal> = chosen.iter().map(|c| Literal::at_least(*c, 1)).collect();
        self.solver.clause(&one);
        for (k, first) in one.iter().enumerate() {
            for second in &one[..k] {
                self.solver.clause(&[!*first, !*second]);
            }
        }
        let length = Length {
            start,
            finish,
            modes: chosen.iter().copied().zip(lengths).collect(),
        };
        let watched = length.watched();
        self.solver.post(Box::new(length), &watched);
        self.modes.push(chosen);
    }

    fn arc(&mut self, arc: &Arc) {
        let end = |activity: usize, finish: bool| {
            if finish {
                self.finishes[activity]
            } else {
                End {
                    variable: self.starts[activity],
                    offset: 0,
                }
            }
        };
        let (from, to) = (end(arc.from, arc.from_finish), end(arc.to, arc.to_finish));
        let weight = arc.lag as i32 + from.offset - to.offset;
        if from.variable == to.variable {
            if weight > 0 {
                self.solver.clause(&[]);
            }
            return;
        }
        self.solver.difference(from.variable, to.variable, weight);
    }

    fn latest_finish(&mut self, core: &Core) {
        // What is followed by something that starts after it is never the last.
        let mut followed = vec![false; self.starts.len()];
        for arc in &core.arcs {
            followed[arc.from] |= arc.from_finish && !arc.to_finish && arc.lag >= 0;
        }
        for (index, followed) in followed.into_iter().enumerate() {
            if !followed {
                let End { variable, offset } = self.finishes[index];
                self.solver.difference(variable, self.end, offset);
            }
        }
    }

    fn resource(&mut self, core: &Core, resource: usize) {
        let units = |demands: &[(usize, i64)]| {
            let of_resource = demands.iter().find(|d| d.0 == resource);
            of_resource.map_or(0, |d| d.1.min(WIDEST) as i32)
        };
        let mut tasks = Vec::new();
        for (index, activity) in core.activities.iter().enumerate() {
            let modes = &activity.modes;
            if modes
                .iter()
                .all(|m| units(&m.demands) == 0 || m.duration == 0)
            {
                continue;
            }
            let of_modes = self.modes[index].iter().zip(modes);
            tasks.push(Task {
                start: self.starts[index],
                finish: self.finishes[index],
                units: modes.iter().map(|m| units(&m.demands)).min().unwrap_or(0),
                modes: of_modes
                    .map(|(chosen, mode)| TaskMode {
                        chosen: *chosen,
                        duration: mode.duration as i32,
                        units: units(&mode.demands),
                    })
                    .collect(),
            });
        }
        let capacity = core.capacities[resource].min(WIDEST);
        let total: i64 = core
            .activities
            .iter()
            .filter_map(|a| a.modes.iter().map(|m| i64::from(units(&m.demands))).max())
            .sum();
        if total > capacity {
            let table = TimeTable::new(tasks, capacity as i32);
            let watched = table.watched();
            self.solver.post(Box::new(table), &watched);
        }
    }

    fn budget(&mut self, core: &Core, budget: usize) {
        let used = |uses: &[(usize, i64)]| uses.iter().find(|u| u.0 == budget).map_or(0, |u| u.1);
        let mut amount = core.budgets[budget];
        let mut uses = Vec::new();
        for (index, activity) in core.activities.iter().enumerate() {
            if let [mode] = &activity.modes[..] {
                amount = amount.saturating_sub(used(&mode.uses));
                continue;
            }
            let modes = self.modes[index].iter().zip(&activity.modes);
            uses.push(modes.map(|(c, m)| (*c, used(&m.uses))).collect());
        }
        if core.budgets[budget] == i64::MAX {
            return;
        }
        let budget = Budget { amount, uses };
        let watched = budget.watched();
        self.solver.post(Box::new(budget), &watched);
    }

    fn lateness(&mut self, core: &Core, horizon: Tick) {
        let mut wanted = Vec::new();
        let mut most = 0_i64;
        for (index, activity) in core.activities.iter().enumerate() {
            let Some((by, weight)) = activity.deadline.filter(|d| d.1 > 0 && d.0 < horizon) else {
                continue;
            };
            most = most.saturating_add((horizon - by).saturating_mul(i64::from(weight)));
            wanted.push(Wanted {
                finish: self.finishes[index],
                by: (by - self.base).clamp(-WIDEST, WIDEST) as i32,
                weight: weight as i32,
            });
        }
        if wanted.is_empty() || most > WIDEST {
            return;
        }
        let total = self.solver.variable(0, most as i32);
        let lateness = Lateness { total, wanted };
        let watched = lateness.watched();
        self.solver.post(Box::new(lateness), &watched);
        self.late = Some(total);
    }

    /// The schedule of the last solution.
    pub(crate) fn schedule(&self) -> CoreSchedule {
        let values = &self.solver.values;
        CoreSchedule {
            starts: self
                .starts
                .iter()
                .map(|s| self.base + Tick::from(values[*s]))
                .collect(),
            modes: self
                .modes
                .iter()
                .map(|modes| modes.iter().position(|m| values[*m] == 1).unwrap_or(0))
                .collect(),
        }
    }

    /// Makes a schedule the preferred one.
    pub(crate) fn prefer(&mut self, core: &Core, schedule: &CoreSchedule) {
        let mut preferred = vec![0; self.solver.store.variables()];
        for (index, start) in schedule.starts.iter().enumerate() {
            let mode = schedule.modes[index];
            let length = core.activities[index].modes[mode].duration;
            let value = (start - self.base).clamp(-WIDEST, WIDEST) as i32;
            preferred[self.starts[index]] = value;
            if let Some(chosen) = self.modes[index].get(mode) {
                preferred[self.finishes[index].variable] = value + length as i32;
                preferred[*chosen] = 1;
            }
        }
        preferred[self.end] = (makespan(core, schedule) - self.base).min(WIDEST) as i32;
        self.solver.preferred = preferred;
    }
}

/// The weighted lateness of a schedule.
pub(crate) fn lateness(core: &Core, schedule: &CoreSchedule) -> i64 {
    let activities = core.activities.iter().enumerate();
    activities
        .filter_map(|(index, activity)| {
            let (by, weight) = activity.deadline?;
            let length = activity.modes[schedule.modes[index]].duration;
            let late = (schedule.starts[index] + length - by).max(0);
            Some(late.saturating_mul(i64::from(weight)))
        })
        .fold(0, i64::saturating_add)
}

/// The latest finish of a schedule.
pub(crate) fn makespan(core: &Core, schedule: &CoreSchedule) -> Tick {
    let finishes = schedule
        .starts
        .iter()
        .zip(&schedule.modes)
        .zip(&core.activities);
    finishes
        .map(|((start, mode), activity)| start + activity.modes[*mode].duration)
        .max()
        .unwrap_or(0)
}
