//! Rounds of a search: the genetic search and the prover side by side, who tell each other what they found at the end.
//!
//! What a slice does depends on counts alone, and slices meet only between rounds: the answer is the same at any number
//! of threads.

use crate::bounds::Bounds;
use crate::core::{Core, CoreSchedule};
use crate::cp::{Prover, State, Tuning, Verdict};
use crate::kernel::{Instance, Population};
use crate::search::Search;
use crate::solve::Options;

/// Conflicts of a slice while the prover gets on, and the least when it has long been at a loss.
const SLICE: (u64, u64) = (600, 40);
/// Rounds without news after which its slices are halved, where a proof is far off.
const PATIENCE: u32 = 12;
/// A proof is within reach of so few activities, or of so small a gap in percent.
const WITHIN_REACH: (usize, i64) = (40, 4);
/// Where it is, each round of the genetic search without anything better makes it pause for so many rounds more, up to
/// the second number.
const PAUSE: (u32, u32) = (1, 16);

/// Whether few activities make a proof likely.
pub(crate) fn is_small(core: &Core) -> bool {
    core.activities.len() <= WITHIN_REACH.0
}

/// Whether a gap is small against what it is a gap of.
pub(crate) fn is_small_gap(gap: i64, whole: i64) -> bool {
    gap.saturating_mul(100) <= whole.saturating_mul(WITHIN_REACH.1)
}

/// What takes part in the rounds of one search.
pub(crate) struct Rounds<'c> {
    core: &'c Core,
    genetic: Option<Genetic<'c>>,
    prover: Option<Proving<'c>>,
    infeasible: bool,
}

/// The prover with what is left to it.
struct Proving<'c> {
    prover: Prover<'c>,
    left: u64,
    slice: u64,
    dull: u32,
    last: Option<(i64, Option<i64>, Option<CoreSchedule>)>,
}

/// The genetic search over the core.
struct Genetic<'c> {
    instance: &'c Instance,
    population: Population<'c>,
    exhausted: bool,
    /// Rounds to pause now, and from the last turn to the next.
    pause: u32,
    pauses: u32,
}

impl<'c> Rounds<'c> {
    /// Takes an instance where the core is simple enough for the kernel.
    pub(crate) fn new(core: &'c Core, instance: Option<&'c Instance>, options: Options) -> Self {
        let prover = if options.conflicts > 0 {
            Prover::new(core, Tuning::default()).ok()
        } else {
            None
        };
        let genetic = instance.and_then(|instance| {
            Some(Genetic {
                instance,
                population: Population::new(instance, options.seed)?,
                exhausted: false,
                pause: 0,
                pauses: 0,
            })
        });
        Self {
            core,
            genetic,
            prover: prover.map(|prover| Proving {
                prover,
                left: options.conflicts,
                slice: SLICE.0,
                dull: 0,
                last: None,
            }),
            infeasible: false,
        }
    }

    /// Whether it was proven that no schedule keeps every rule.
    pub(crate) fn is_infeasible(&self) -> bool {
        self.infeasible
    }

    /// One round; says whether there is anything left to do.
    pub(crate) fn next(
        &mut self,
        search: &mut Search<'_, '_>,
        bounds: &mut Bounds,
        cancel: &(dyn Fn() -> bool + Sync),
    ) -> bool {
        let incumbent = self.core.exact.then(|| search.incumbent()).flatten();
        let left = search.left();
        let near = self.is_near(incumbent.as_ref(), search, bounds);
        let proving = self.prover.as_ref().is_some_and(|own| own.left > 0);
        let (genetic, prover) = (&mut self.genetic, &mut self.prover);
        let (found, verdict) = rayon::join(
            || {
                let genetic = genetic.as_mut()?;
                genetic.turn(left, near && proving)
            },
            || {
                prover
                    .as_mut()
                    .and_then(|own| own.round(incumbent.as_ref(), near, cancel))
            },
        );
        let mut went_on = verdict.is_some();
        match (&mut self.genetic, found) {
            (Some(_), Some((schedules, better))) => {
                went_on = true;
                search.count(schedules);
                if let Some(better) = better {
                    search.offer_core(self.core, better, "genetic search");
                }
            }
            (Some(_), None) => {}
            // Without a kernel the general search moves, on the same threads, after the prover's slice.
            (None, _) => {
                if search.has_budget() {
                    went_on = true;
                    search.round();
                }
            }
        }
        if let Some(verdict) = verdict {
            self.learn(verdict, search, bounds);
        }
        went_on && !self.infeasible
    }

    /// Whether a proof is within reach, so that the prover's time is better spent than the search's.
    fn is_near(&self, incumbent: Option<&CoreSchedule>, search: &Search, bounds: &Bounds) -> bool {
        let gap = incumbent.and_then(|_| search.gap(bounds));
        is_small(self.core) || gap.is_some_and(|(gap, makespan)| is_small_gap(gap, makespan))
    }

    /// Takes over what the prover knows.
    fn learn(&mut self, verdict: Verdict, search: &mut Search<'_, '_>, bounds: &mut Bounds) {
        bounds.makespan = bounds.makespan.max(verdict.lower_bound);
        if let Some(lateness) = verdict.lateness_bound {
            bounds.lateness = bounds.lateness.max(i128::from(lateness));
        }
        self.infeasible = verdict.state == State::Infeasible;
        if let Some(schedule) = verdict.schedule
            && self.core.exact
        {
            search.offer_core(self.core, schedule, "constraint programming");
        }
        if verdict.state != State::Open {
            self.prover = None;
        }
    }
}

impl Proving<'_> {
    fn round(
        &mut self,
        incumbent: Option<&CoreSchedule>,
        near: bool,
        cancel: &dyn Fn() -> bool,
    ) -> Option<Verdict> {
        if self.left == 0 {
            return None;
        }
        let slice = if near { SLICE.0 } else { self.slice };
        let slice = slice.min(self.left);
        self.left -= slice;
        let verdict = self.prover.run(slice, incumbent, cancel);
        let news = (
            verdict.lower_bound,
            verdict.lateness_bound,
            verdict.schedule.clone(),
        );
        if self.last.as_ref() == Some(&news) {
            self.dull += 1;
            if self.dull >= PATIENCE && !near {
                self.dull = 0;
                self.slice = (self.slice / 2).max(SLICE.1);
            }
        } else {
            self.dull = 0;
            self.last = Some(news);
        }
        Some(verdict)
    }
}

impl Genetic<'_> {
    /// A round, or a pause where the prover has precedence.
    fn turn(&mut self, left: u64, may_pause: bool) -> Option<(u64, Option<CoreSchedule>)> {
        if self.pause > 0 && may_pause && !self.exhausted {
            self.pause -= 1;
            return Some((0, None));
        }
        let found = self.round(left)?;
        self.pauses = match found.1 {
            Some(_) => 0,
            None => (self.pauses + PAUSE.0).min(PAUSE.1),
        };
        self.pause = self.pauses;
        Some(found)
    }

    /// Schedules generated, with a better one if there is one; `None` where the budget does not allow any.
    fn round(&mut self, left: u64) -> Option<(u64, Option<CoreSchedule>)> {
        if self.exhausted {
            return None;
        }
        let before = (
            self.population.spent,
            self.population.best().map(|best| best.score),
        );
        if !self.population.round(left) {
            self.exhausted = true;
            return None;
        }
        let best = self.population.best();
        let better = best.filter(|best| Some(best.score) != before.1);
        let better = better.map(|best| self.instance.lengthen(&best.starts, &best.modes));
        Some((self.population.spent - before.0, better))
    }
}
