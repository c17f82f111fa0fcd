//! A core in the form that the kernel works on: renumbered so that every arc goes forward, times in 32 bits from the
//! first moment of interest, and the same seen backwards.

use super::lanes::Layout;
use crate::Tick;
use crate::core::{Core, CoreMode, CoreSchedule};

/// Times stay below this, so that eight of them stay within 32 bits.
const LIMIT: i64 = 1 << 26;

/// An arc with its weight still open, because it may depend on modes.
#[derive(Debug, Clone, Copy)]
pub(super) struct Reach {
    pub(super) from: u32,
    pub(super) lag: i32,
    pub(super) from_finish: bool,
    pub(super) to_finish: bool,
}

/// A mode in short units.
#[derive(Debug, Clone)]
pub(crate) struct Way {
    pub(crate) duration: i32,
    /// Units of each resource that can be short, ascending by resource.
    pub(crate) demands: Vec<(usize, u64)>,
    /// Amounts of each budget.
    pub(crate) uses: Vec<(usize, i64)>,
}

/// A deadline in short units.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Due {
    pub(crate) activity: usize,
    pub(crate) finish: i32,
    pub(crate) weight: u32,
}

/// A core, prepared once for many generations.
#[derive(Debug, Clone)]
pub(crate) struct Instance {
    /// Position in the core of each activity.
    names: Vec<usize>,
    origin: Tick,
    /// Ticks in one unit of time.
    scale: i64,
    /// Arcs by the activity they reach; forward, and mirrored (activity j of the one is n − 1 − j of the other).
    pub(super) reaches: [Vec<Vec<Reach>>; 2],
    pub(crate) ways: Vec<Vec<Way>>,
    pub(crate) release: Vec<i32>,
    pub(crate) fixed: Vec<Option<i32>>,
    pub(crate) dues: Vec<Due>,
    pub(crate) capacities: Vec<u64>,
    pub(crate) layout: Layout,
    pub(crate) budgets: Vec<i64>,
    /// Modes of each activity that no resource rules out, the shortest first.
    pub(crate) usable: Vec<Vec<u8>>,
    /// Whether some activity has a choice of them.
    choice: bool,
    symmetric: bool,
    /// Activities with a fixed start.
    ties: Vec<usize>,
    /// No generation runs past this many units of time.
    pub(crate) horizon: i32,
}

impl Instance {
    /// The instance of a core; `None` where its arcs form a circle, what is fixed overloads a resource, or a number does
    /// not fit.
    pub(crate) fn of(core: &Core) -> Option<Self> {
        let names = forward(core)?;
        let n = names.len();
        let mut position = vec![0; n];
        for (new, old) in names.iter().enumerate() {
            position[*old] = new;
        }
        let origin = core
            .activities
            .iter()
            .map(|a| a.fixed.unwrap_or(a.release).min(a.release))
            .min()
            .unwrap_or(0);
        let scale = scale(core, origin);
        let short = |ticks: i64| i32::try_from(ticks / scale).ok();
        let (capacities, binding) = capacities(core);
        let mut instance = Self {
            origin,
            scale,
            reaches: [vec![Vec::new(); n], vec![Vec::new(); n]],
            ways: Vec::with_capacity(n),
            release: Vec::with_capacity(n),
            fixed: Vec::with_capacity(n),
            dues: Vec::new(),
            layout: Layout::of(&capacities)?,
            capacities,
            budgets: core.budgets.clone(),
            usable: Vec::new(),
            choice: false,
            symmetric: false,
            ties: Vec::new(),
            horizon: 0,
            names,
        };
        for (new, old) in instance.names.iter().enumerate() {
            let activity = &core.activities[*old];
            let way = |mode: &CoreMode| way(mode, scale, &binding);
            instance
                .ways
                .push(activity.modes.iter().map(way).collect::<Option<_>>()?);
            instance.release.push(short(activity.release - origin)?);
            instance.fixed.push(match activity.fixed {
                Some(start) => Some(short(start - origin)?),
                None => None,
            });
            if let Some((finish, weight)) = activity.deadline {
                let finish = short((finish - origin).clamp(-LIMIT * scale, LIMIT * scale))?;
                instance.dues.push(Due {
                    activity: new,
                    finish,
                    weight,
                });
            }
        }
        for arc in &core.arcs {
            let (from, to) = (position[arc.from], position[arc.to]);
            let lag = short(arc.lag)?;
            instance.reaches[0][to].push(Reach {
                from: from as u32,
                lag,
                from_finish: arc.from_finish,
                to_finish: arc.to_finish,
            });
            // Seen backwards a start is a finish and a finish is a start.
            instance.reaches[1][n - 1 - from].push(Reach {
                from: (n - 1 - to) as u32,
                lag,
                from_finish: !arc.to_finish,
                to_finish: !arc.from_finish,
            });
        }
        instance.usable = instance.usable()?;
        instance.choice = instance.usable.iter().any(|modes| modes.len() > 1);
        instance.ties = (0..instance.len())
            .filter(|j| instance.fixed[*j].is_some())
            .collect();
        instance.symmetric = instance.dues.is_empty()
            && instance.fixed.iter().all(Option::is_none)
            && instance.release.iter().all(|release| *release == 0);
        instance.horizon = instance.reach()?;
        instance.fixed_fit().then_some(instance)
    }

    pub(crate) fn len(&self) -> usize {
        self.names.len()
    }

    /// Position in the core of an activity.
    #[cfg(test)]
    pub(crate) fn name(&self, activity: usize) -> usize {
        self.names[activity]
    }

    /// Whether some activity has a choice of modes.
    pub(crate) fn has_choice(&self) -> bool {
        self.choice
    }

    /// Whether time may be turned round: nothing is tied to a date.
    pub(crate) fn is_symmetric(&self) -> bool {
        self.symmetric
    }

    /// Arcs into fixed starts that are not kept (all others are, by generation).
    pub(crate) fn broken(&self, starts: &[i32], modes: &[u8]) -> usize {
        let duration = |j: usize| self.ways[j][usize::from(modes[j])].duration;
        let end = |j: usize, finish: bool| starts[j] + if finish { duration(j) } else { 0 };
        let kept = |to: usize, reach: &Reach| {
            end(to, reach.to_finish) >= end(reach.from as usize, reach.from_finish) + reach.lag
        };
        let broken = |to: usize| self.reaches[0][to].iter().filter(|r| !kept(to, r)).count();
        self.ties.iter().map(|to| broken(*to)).sum()
    }

    /// Budgets of which these modes use more than there is.
    pub(crate) fn overdrawn(&self, modes: &[u8]) -> usize {
        if self.budgets.is_empty() {
            return 0;
        }
        let used = self.used(modes);
        used.iter()
            .zip(&self.budgets)
            .filter(|(u, b)| u > b)
            .count()
    }

    /// What these modes use of each budget.
    pub(crate) fn used(&self, modes: &[u8]) -> Vec<i64> {
        let mut used = vec![0_i64; self.budgets.len()];
        for (ways, mode) in self.ways.iter().zip(modes) {
            for (budget, amount) in &ways[usize::from(*mode)].uses {
                used[*budget] = used[*budget].saturating_add(*amount);
            }
        }
        used
    }

    /// By how much all budgets are overdrawn.
    pub(crate) fn excess(&self, used: &[i64]) -> i64 {
        let over = used.iter().zip(&self.budgets);
        over.fold(0, |sum, (used, budget)| {
            sum.saturating_add(used.saturating_sub(*budget).max(0))
        })
    }

    /// Counts an activity's use in another mode instead.
    pub(crate) fn swap_use(&self, activity: usize, from: u8, to: u8, used: &mut [i64]) {
        for (budget, amount) in &self.ways[activity][usize::from(from)].uses {
            used[*budget] = used[*budget].saturating_sub(*amount);
        }
        for (budget, amount) in &self.ways[activity][usize::from(to)].uses {
            used[*budget] = used[*budget].saturating_add(*amount);
        }
    }

    /// The modes of each activity that fit the capacities; `None` where it has none.
    fn usable(&self) -> Option<Vec<Vec<u8>>> {
        let fits = |way: &Way| way.demands.iter().all(|d| d.1 <= self.capacities[d.0]);
        let of = |ways: &Vec<Way>| {
            let mut modes: Vec<u8> = Vec::new();
            for (mode, way) in ways.iter().enumerate() {
                if fits(way) {
                    modes.push(u8::try_from(mode).ok()?);
                }
            }
            modes.sort_by_key(|mode| ways[usize::from(*mode)].duration);
            (!modes.is_empty()).then_some(modes)
        };
        self.ways.iter().map(of).collect()
    }

    /// The schedule of the core of starts in short units.
    pub(crate) fn lengthen(&self, starts: &[i32], modes: &[u8]) -> CoreSchedule {
        let mut schedule = CoreSchedule {
            starts: vec![0; self.len()],
            modes: vec![0; self.len()],
        };
        for (new, old) in self.names.iter().enumerate() {
            schedule.starts[*old] = self.origin + i64::from(starts[new]) * self.scale;
            schedule.modes[*old] = usize::from(modes[new]);
        }
        schedule
    }

    /// The longest that a schedule can take: everything one after the other, after the last date and every lag.
    fn reach(&self) -> Option<i32> {
        let length = |way: &Way| i64::from(way.duration);
        let longest = |ways: &Vec<Way>| ways.iter().map(length).max().unwrap_or(0);
        let lasting: i64 = self.ways.iter().map(longest).sum();
        let lags = self.reaches[0].iter().flatten();
        let waiting: i64 = lags.map(|reach| i64::from(reach.lag.max(0))).sum();
        let dates = self.release.iter().chain(self.fixed.iter().flatten());
        let last = dates.copied().max().unwrap_or(0);
        let reach = lasting + waiting + i64::from(last);
        (reach < LIMIT).then_some(reach as i32)
    }

    /// Whether what is fixed fits side by side in every mode it may have.
    fn fixed_fit(&self) -> bool {
        let mut changes: Vec<(i32, bool, usize, u64)> = Vec::new();
        for (start, ways) in self.fixed.iter().zip(&self.ways) {
            let Some(start) = start else { continue };
            if ways.len() > 1 {
                return false;
            }
            for way in ways {
                for (resource, units) in &way.demands {
                    changes.push((start + way.duration, false, *resource, *units));
                    changes.push((*start, true, *resource, *units));
                }
            }
        }
        changes.sort_unstable();
        let mut used = vec![0; self.capacities.len()];
        changes.into_iter().all(|(_, takes, resource, units)| {
            if takes {
                used[resource] += units;
            } else {
                used[resource] -= units;
            }
            used[resource] <= self.capacities[resource]
        })
    }
}

/// The activities so that every arc goes forward, by Kahn's method; `None` where there is a circle.
fn forward(core: &Core) -> Option<Vec<usize>> {
    let n = core.activities.len();
    let mut waiting = vec![0_usize; n];
    let mut after = vec![Vec::new(); n];
    for arc in &core.arcs {
        waiting[arc.to] += 1;
        after[arc.from].push(arc.to);
    }
    let mut order: Vec<usize> = (0..n).filter(|i| waiting[*i] == 0).collect();
    let mut next = 0;
    while next < order.len() {
        for to in &after[order[next]] {
            waiting[*to] -= 1;
            if waiting[*to] == 0 {
                order.push(*to);
            }
        }
        next += 1;
    }
    (order.len() == n).then_some(order)
}

/// The greatest unit of time of which all lengths and dates are multiples.
fn scale(core: &Core, origin: Tick) -> i64 {
    fn greatest(a: i64, b: i64) -> i64 {
        if b == 0 { a } else { greatest(b, a % b) }
    }
    let durations = core
        .activities
        .iter()
        .flat_map(|a| a.modes.iter().map(|m| m.duration));
    let dates = core.activities.iter().flat_map(|a| {
        let deadline = a.deadline.map(|d| d.0);
        [Some(a.release), a.fixed, deadline]
            .into_iter()
            .flatten()
            .map(move |t| t - origin)
    });
    let lags = core.arcs.iter().map(|arc| arc.lag);
    durations
        .chain(dates)
        .chain(lags)
        .map(i64::abs)
        .fold(0, greatest)
        .max(1)
}

/// Capacities of the resources that can be short, and the position of each resource among them.
fn capacities(core: &Core) -> (Vec<u64>, Vec<Option<usize>>) {
    let mut needed = vec![0_i64; core.capacities.len()];
    for activity in &core.activities {
        let mut most = vec![0_i64; needed.len()];
        for (resource, units) in activity.modes.iter().flat_map(|mode| &mode.demands) {
            most[*resource] = most[*resource].max(*units);
        }
        for (sum, most) in needed.iter_mut().zip(most) {
            *sum = sum.saturating_add(most);
        }
    }
    let mut kept = Vec::new();
    let mut place = |(capacity, needed): (&i64, i64)| {
        (*capacity < needed).then(|| {
            kept.push((*capacity).max(0) as u64);
            kept.len() - 1
        })
    };
    let places = core.capacities.iter().zip(needed).map(&mut place).collect();
    (kept, places)
}

fn way(mode: &CoreMode, scale: i64, binding: &[Option<usize>]) -> Option<Way> {
    let demands = mode.demands.iter().filter(|_| mode.duration > 0);
    Some(Way {
        duration: i32::try_from(mode.duration / scale).ok()?,
        demands: demands
            .filter_map(|d| Some((binding[d.0]?, d.1 as u64)))
            .collect(),
        uses: mode.uses.clone(),
    })
}
