//! Sample after sample under one policy, by the quickest engine that keeps all rules of the model.

use std::ops::Range;

use rayon::prelude::*;

use crate::compact::Compact;
use crate::dispatch_rules::Rules;
use crate::dispatcher::Dispatcher;
use crate::draws::{Batch, Draws, LANES, Lanes, closed_model};
use crate::forward::forward;
use crate::generate::parallel;
use crate::lanes::Pass;
use crate::network::Network;
use crate::trace::trace;
use crate::{ActivityIndex, Policy, Priority, Schedule, ScheduleError, Tick};

/// Samples that one task computes. A constant, not the number of threads: where sums are rounded, they are rounded alike.
const CHUNK: u64 = 512;

/// A simulation that is ready to go.
pub(crate) struct Run<'m> {
    pub(crate) network: Network<'m>,
    pub(crate) draws: Draws,
    pub(crate) modes: Vec<usize>,
    pub(crate) target: Option<ActivityIndex>,
    pub(crate) milestones: Vec<ActivityIndex>,
    /// Whether driving chains and means are wanted, or finishes alone.
    pub(crate) explains: bool,
    priority: Priority,
    /// Whether resources are waited for in each sample.
    dispatched: bool,
    compact: Option<Compact<'m>>,
    rules: Option<Rules>,
}

/// Where the samples are computed, one sheet per thread.
struct Sheet<'c, 'm> {
    batch: Batch,
    pass: Pass,
    dispatcher: Option<Dispatcher<'c, 'm>>,
    works: Vec<i64>,
    schedule: Schedule,
}

/// What samples leave behind.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Tally {
    pub(crate) finishes: Vec<Tick>,
    pub(crate) milestones: Vec<Vec<Tick>>,
    /// In how many samples each activity was on a driving chain.
    pub(crate) critical: Vec<u64>,
    /// Sums of starts and finishes of each activity.
    pub(crate) starts: Vec<f64>,
    pub(crate) ends: Vec<f64>,
    /// Numbers of the samples without a schedule, ascending.
    pub(crate) failed: Vec<u64>,
    pub(crate) failure: Option<ScheduleError>,
}

impl<'m> Run<'m> {
    /// Prepares the simulation of a model. Under [`Policy::FixedSequence`] the network has the sequence as links already.
    pub(crate) fn new(
        network: Network<'m>,
        draws: Draws,
        baseline: &Schedule,
        policy: Policy,
    ) -> Self {
        let modes = baseline.modes.clone();
        let priority = Priority {
            keys: baseline.starts.clone(),
            modes: modes.iter().map(|mode| Some(*mode)).collect(),
        };
        let dispatched = match policy {
            Policy::Links => false,
            Policy::Dispatch => true,
            // Links alone keep constant capacities; whatever else there is has to be waited for.
            Policy::FixedSequence => !held_by_links(&network, &modes),
        };
        let closable: Vec<usize> = draws.closable().collect();
        let reach = baseline.makespan().saturating_mul(4);
        let compact = Compact::of(&network, &modes, &closable, reach);
        let rules = compact
            .as_ref()
            .filter(|_| dispatched)
            .and_then(|compact| Rules::of(&network, compact, &priority, &modes));
        Self {
            network,
            draws,
            modes,
            target: None,
            milestones: Vec::new(),
            explains: true,
            priority,
            dispatched,
            compact,
            rules,
        }
    }

    /// Computes samples.
    pub(crate) fn samples(&self, range: Range<u64>) -> Tally {
        let chunks = (range.end - range.start).div_ceil(CHUNK);
        let tallies: Vec<Tally> = (0..chunks)
            .into_par_iter()
            .map_init(
                || self.sheet(),
                |sheet, chunk| {
                    let first = range.start + chunk * CHUNK;
                    self.chunk(sheet, first..range.end.min(first + CHUNK))
                },
            )
            .collect();
        let mut all = self.tally();
        for tally in tallies {
            all.append(tally);
        }
        all
    }

    /// The schedule of the policy for certain work.
    pub(crate) fn schedule(&self, works: &[i64]) -> Result<Schedule, ScheduleError> {
        let mut schedule = Schedule::blank(works.len());
        schedule.modes.clone_from(&self.modes);
        if self.dispatched {
            parallel(&self.network, &self.priority, Some(works))
        } else {
            forward(&self.network, Some(works), &mut schedule)?;
            Ok(schedule)
        }
    }

    fn sheet(&self) -> Sheet<'_, 'm> {
        let n = self.modes.len();
        let mut schedule = Schedule::blank(n);
        schedule.modes.clone_from(&self.modes);
        let engine = self.compact.as_ref().zip(self.rules.as_ref());
        Sheet {
            batch: Batch::new(n),
            pass: Pass::new(n),
            dispatcher: engine.map(|(compact, rules)| Dispatcher::new(compact, rules)),
            works: vec![0; n],
            schedule,
        }
    }

    fn tally(&self) -> Tally {
        let n = self.modes.len();
        Tally {
            finishes: Vec::new(),
            milestones: vec![Vec::new(); self.milestones.len()],
            critical: vec![0; n],
            starts: vec![0.0; n],
            ends: vec![0.0; n],
            failed: Vec::new(),
            failure: None,
        }
    }

    fn chunk(&self, sheet: &mut Sheet<'_, 'm>, range: Range<u64>) -> Tally {
        let mut tally = self.tally();
        for first in range.clone().step_by(LANES) {
            self.draws.fill(first, &mut sheet.batch);
            let count = (range.end - first).min(LANES as u64) as usize;
            if let Some(compact) = self.compact.as_ref() {
                sheet.pass.close(compact, &sheet.batch);
            }
            // Rare batches that are cut short, or in which a sample fails, go the slow way sample by sample.
            let together = count == LANES && !self.dispatched;
            if !(together && self.batch(sheet, &mut tally)) {
                for lane in 0..count {
                    if let Err(error) = self.sample(sheet, lane, &mut tally) {
                        tally.failed.push(first + lane as u64);
                        tally.failure.get_or_insert(error);
                    }
                }
            }
        }
        tally
    }

    /// Sixteen samples at once; false where that is not possible.
    fn batch(&self, sheet: &mut Sheet<'_, 'm>, tally: &mut Tally) -> bool {
        let Some(compact) = &self.compact else {
            return false;
        };
        let (pass, works) = (&mut sheet.pass, &sheet.batch.works);
        if pass.forward(compact, works).is_err() {
            return false;
        }
        let Ok(end) = pass.trace(compact, works, (self.target.map(|t| t.0), self.explains)) else {
            return false;
        };
        tally.finishes.extend(end.map(|t| t as Tick));
        for (kept, milestone) in tally.milestones.iter_mut().zip(&self.milestones) {
            kept.extend(pass.finishes[milestone.0].map(|t| t as Tick));
        }
        if self.explains {
            for activity in 0..works.len() {
                // Whole numbers: the order of addition does not show.
                tally.starts[activity] += total(&pass.starts[activity]);
                tally.ends[activity] += total(&pass.finishes[activity]);
                let marked = &pass.critical[activity];
                tally.critical[activity] += marked.iter().map(|mask| mask & 1).sum::<u64>();
            }
        }
        true
    }

    fn sample(
        &self,
        sheet: &mut Sheet<'_, 'm>,
        lane: usize,
        tally: &mut Tally,
    ) -> Result<(), ScheduleError> {
        sheet.batch.sample(lane, &mut sheet.works);
        if !self.dispatched_sample(sheet, lane, tally) {
            self.general_sample(sheet, lane, tally)?;
        }
        Ok(())
    }

    /// One sample by the quick dispatcher; false where that is not possible.
    fn dispatched_sample(&self, sheet: &mut Sheet<'_, 'm>, lane: usize, tally: &mut Tally) -> bool {
        let Some(dispatcher) = &mut sheet.dispatcher else {
            return false;
        };
        let (closed, works) = (&sheet.pass.removed[lane], &sheet.works);
        if dispatcher.run(works, closed).is_err() {
            return false;
        }
        let target = self.target.map(|t| t.0);
        if self.explains {
            let Ok(marked) = dispatcher.trace(works, target, closed) else {
                return false;
            };
            tally.explain(marked);
            tally.times(&dispatcher.starts, &dispatcher.finishes);
        }
        self.record(&dispatcher.finishes, tally);
        true
    }

    fn general_sample(
        &self,
        sheet: &mut Sheet<'_, 'm>,
        lane: usize,
        tally: &mut Tally,
    ) -> Result<(), ScheduleError> {
        match closed_model(self.network.model, &sheet.batch.closed[lane]) {
            None => self.general_on(&self.network, sheet, tally),
            Some(variant) => {
                let mut network: Network<'_> = self.network.clone();
                network.model = &variant;
                self.general_on(&network, sheet, tally)
            }
        }
    }

    fn general_on(
        &self,
        network: &Network<'_>,
        sheet: &mut Sheet<'_, 'm>,
        tally: &mut Tally,
    ) -> Result<(), ScheduleError> {
        let works = &sheet.works;
        if self.dispatched {
            sheet.schedule = parallel(network, &self.priority, Some(works))?;
        } else {
            forward(network, Some(works), &mut sheet.schedule)?;
        }
        let schedule = &sheet.schedule;
        if self.explains {
            let targets = self.targets(&schedule.finishes);
            let first = targets.first().copied().unwrap_or(0);
            let marked = trace(network, schedule, works, (targets, self.dispatched))
                .map_err(network.blame(first))?;
            tally.explain(&marked);
            tally.times(&schedule.starts, &schedule.finishes);
        }
        self.record(&schedule.finishes, tally);
        Ok(())
    }

    /// The target, or whatever finishes last.
    fn targets(&self, finishes: &[Tick]) -> Vec<usize> {
        let end = self.end(finishes);
        match self.target {
            Some(target) => vec![target.0],
            None => (0..finishes.len())
                .filter(|i| finishes[*i] == end)
                .collect(),
        }
    }

    fn end(&self, finishes: &[Tick]) -> Tick {
        self.target.map_or_else(
            || finishes.iter().copied().max().unwrap_or(0),
            |target| finishes[target.0],
        )
    }

    fn record(&self, finishes: &[Tick], tally: &mut Tally) {
        tally.finishes.push(self.end(finishes));
        for (kept, milestone) in tally.milestones.iter_mut().zip(&self.milestones) {
            kept.push(finishes[milestone.0]);
        }
    }
}

/// Whether links that hand over units keep all resources: nothing is fixed, and no capacity, skill or stock needs a look.
fn held_by_links(network: &Network<'_>, modes: &[usize]) -> bool {
    let model = network.model;
    (0..modes.len()).all(|i| {
        let demands = &network.demands[i][modes[i]];
        network.uses[i][modes[i]].is_empty()
            && model.mode(i, modes[i]).skills.is_empty()
            && model.activities[i].split.is_none()
            && demands
                .iter()
                .all(|(resource, _)| model.resources[*resource].steps.is_empty())
    })
}

fn total(lanes: &Lanes) -> f64 {
    lanes.iter().sum()
}

impl Tally {
    fn explain(&mut self, marked: &[bool]) {
        for (count, marked) in self.critical.iter_mut().zip(marked) {
            *count += u64::from(*marked);
        }
    }

    fn times(&mut self, starts: &[Tick], finishes: &[Tick]) {
        for (sum, start) in self.starts.iter_mut().zip(starts) {
            *sum += *start as f64;
        }
        for (sum, finish) in self.ends.iter_mut().zip(finishes) {
            *sum += *finish as f64;
        }
    }

    pub(crate) fn append(&mut self, mut next: Self) {
        self.finishes.append(&mut next.finishes);
        for (kept, more) in self.milestones.iter_mut().zip(&mut next.milestones) {
            kept.append(more);
        }
        let counts = self.critical.iter_mut().zip(next.critical);
        counts.for_each(|(count, more)| *count += more);
        for (sums, more) in [(&mut self.starts, next.starts), (&mut self.ends, next.ends)] {
            sums.iter_mut()
                .zip(more)
                .for_each(|(sum, more)| *sum += more);
        }
        self.failed.append(&mut next.failed);
        self.failure = self.failure.take().or(next.failure);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sequence::sequenced;
    use crate::{
        Activity, Calendar, CalendarIndex, Closure, Demand, Estimate, Impact, Link, LinkKind,
        Model, Occurrence, Resource, ResourceIndex, RiskEvent, Season, Shape, Uncertainty,
    };
    use concerted_chance::{Law, Stream, Uniform};
    use proptest::prelude::*;

    const KINDS: [LinkKind; 4] = [
        LinkKind::FinishToStart,
        LinkKind::StartToStart,
        LinkKind::FinishToFinish,
        LinkKind::StartToFinish,
    ];

    /// A random model: links forward, two resources, a working week; `plain` leaves out what dispatching flatly cannot.
    fn random(seed: u64, plain: bool) -> (Model, Uncertainty) {
        let mut pick = Stream::new(seed, "random model", "", 0);
        let mut model = Model::default();
        model.add_calendar(Calendar::always());
        model.add_calendar(Calendar::new(&[(2, 9)], 12, &[(0, 5)], 7).unwrap());
        for units in [2, 3] {
            model.add_resource(Resource::constant(format!("r{units}"), units));
        }
        let n = 3 + pick.below(12) as usize;
        let mut uncertainty = Uncertainty::default();
        for i in 0..n {
            let calendar = CalendarIndex(pick.below(2) as usize);
            let at = model.add_activity(Activity::new(format!("a{i}"), calendar, 3));
            let activity = &mut model.activities[i];
            activity.release = (pick.below(4) == 0).then(|| pick.below(9) as i64);
            for resource in 0..2 {
                let units = pick.below(3) as u32;
                activity.modes[0].demands.push(Demand {
                    resource: ResourceIndex(resource),
                    units,
                });
            }
            if !plain && pick.below(6) == 0 {
                activity.fixed_start = Some(pick.below(20) as i64);
            }
            if pick.below(4) > 0 {
                uncertainty.estimates.push(Estimate {
                    activity: at,
                    mode: 0,
                    low: 0.0,
                    likely: pick.below(6) as f64,
                    high: 6.0,
                    shape: Shape::Triangular,
                });
            }
            for from in 0..i {
                if pick.below(4) == 0 {
                    let kind = KINDS[pick.below(if plain { 2 } else { 4 }) as usize];
                    let lag = pick.below(5) as i64 - if plain { 0 } else { 2 };
                    let mut link = Link::new("l", ActivityIndex(from), at, kind, lag.max(0));
                    if pick.below(3) == 0 {
                        link.lag_calendar = Some(CalendarIndex(1));
                    } else if !plain {
                        link.lag = lag;
                    }
                    model.links.push(link);
                }
            }
        }
        uncertainty.events.push(RiskEvent {
            key: "rework".into(),
            before: Occurrence {
                probability: 0.4,
                effects: vec![crate::Effect {
                    activity: ActivityIndex(1),
                    impact: Impact::Repeats {
                        share: Law::Uniform(Uniform::new(0.2, 1.0).unwrap()),
                        most: 3,
                    },
                }],
            },
            mitigation: None,
        });
        uncertainty.closures.push(Closure {
            key: "winter".into(),
            calendar: CalendarIndex(pick.below(2) as usize),
            probability: 0.3,
            mitigation: None,
            season: Season {
                start: 3,
                length: 10,
                period: 15,
                count: 3,
            },
            length: Law::Uniform(Uniform::new(0.0, 9.0).unwrap()),
        });
        (model, uncertainty)
    }

    fn check(seed: u64, policy: Policy, plain: bool) -> Result<bool, TestCaseError> {
        let (model, uncertainty) = random(seed, plain);
        let network = Network::new(&model).unwrap();
        let priority = Priority::equal(&model);
        let Ok(baseline) = crate::dispatch(&model, &priority) else {
            return Ok(false);
        };
        let ordered = sequenced(&network, &baseline);
        let network = match policy {
            Policy::FixedSequence => Network::new(&ordered).unwrap(),
            _ => network,
        };
        let draws = Draws::new(&model, &uncertainty, &baseline.modes, (seed, false)).unwrap();
        let mut run = Run::new(network, draws, &baseline, policy);
        run.target = seed.is_multiple_of(2).then_some(ActivityIndex(2));
        run.milestones = vec![ActivityIndex(0), ActivityIndex(1)];
        let quick = run.samples(0..48);
        let engaged = if run.dispatched {
            run.rules.take().is_some()
        } else {
            run.compact.is_some()
        };
        run.compact = None;
        prop_assert_eq!(quick, run.samples(0..48));
        Ok(engaged)
    }

    proptest! {
        /// The quick engines and the general one agree in every time, mean and driving chain.
        #[test]
        fn links_in_lanes_are_the_general_passes(seed: u64) {
            prop_assert!(check(seed, Policy::Links, false)?);
        }

        #[test]
        fn flat_dispatch_is_the_general_dispatch(seed: u64) {
            prop_assert!(check(seed, Policy::Dispatch, true)?);
        }

        #[test]
        fn models_beyond_the_flat_dispatch_take_the_general_one(seed: u64) {
            check(seed, Policy::Dispatch, false)?;
        }

        /// In every sample of a fixed sequence the capacities hold and nothing overtakes.
        #[test]
        fn fixed_sequences_keep_capacity_and_order(seed: u64) {
            check(seed, Policy::FixedSequence, true)?;
            let (model, mut uncertainty) = random(seed, true);
            uncertainty.closures.clear();
            let network = Network::new(&model).unwrap();
            let baseline = crate::dispatch(&model, &Priority::equal(&model)).unwrap();
            let ordered = sequenced(&network, &baseline);
            let draws = Draws::new(&model, &uncertainty, &baseline.modes, (seed, false)).unwrap();
            let run = Run::new(Network::new(&ordered).unwrap(), draws, &baseline, Policy::FixedSequence);
            prop_assert!(!run.dispatched);
            let mut batch = Batch::new(run.modes.len());
            run.draws.fill(0, &mut batch);
            let mut works = vec![0; run.modes.len()];
            for lane in 0..LANES {
                batch.sample(lane, &mut works);
                let schedule = run.schedule(&works).unwrap();
                let mut drawn = ordered.clone();
                for (activity, work) in drawn.activities.iter_mut().zip(&works) {
                    activity.modes[0].work = *work;
                }
                let broken = crate::check(&drawn, &schedule);
                prop_assert!(broken.iter().all(crate::Violation::is_soft), "{:?}", broken);
            }
        }
    }
}
