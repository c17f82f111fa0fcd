//! Sample after sample under one policy, by the quickest engine that keeps all rules of the model.

use std::ops::Range;

use rayon::prelude::*;

use crate::compact::Compact;
use crate::dispatcher::{Dispatcher, Rules};
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
    starts: Vec<Lanes>,
    finishes: Vec<Lanes>,
    critical: Vec<[u64; LANES]>,
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
            starts: vec![[0.0; LANES]; n],
            finishes: vec![[0.0; LANES]; n],
            critical: vec![[0; LANES]; n],
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
        sheet.starts.fill([0.0; LANES]);
        sheet.finishes.fill([0.0; LANES]);
        sheet.critical.fill([0; LANES]);
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
        let sum = |lanes: &Lanes| lanes.iter().sum::<f64>();
        tally.starts = sheet.starts.iter().map(sum).collect();
        tally.ends = sheet.finishes.iter().map(sum).collect();
        tally.critical = sheet.critical.iter().map(|c| c.iter().sum()).collect();
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
                for lane in 0..LANES {
                    sheet.starts[activity][lane] += pass.starts[activity][lane];
                    sheet.finishes[activity][lane] += pass.finishes[activity][lane];
                    sheet.critical[activity][lane] += pass.critical[activity][lane] & 1;
                }
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
            for (critical, marked) in sheet.critical.iter_mut().zip(marked) {
                critical[lane] += u64::from(*marked);
            }
            for activity in 0..works.len() {
                sheet.starts[activity][lane] += dispatcher.starts[activity] as f64;
                sheet.finishes[activity][lane] += dispatcher.finishes[activity] as f64;
            }
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
            None => self.general_on(&self.network, sheet, lane, tally),
            Some(variant) => {
                let mut network: Network<'_> = self.network.clone();
                network.model = &variant;
                self.general_on(&network, sheet, lane, tally)
            }
        }
    }

    fn general_on(
        &self,
        network: &Network<'_>,
        sheet: &mut Sheet<'_, 'm>,
        lane: usize,
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
            for (critical, marked) in sheet.critical.iter_mut().zip(marked) {
                critical[lane] += u64::from(marked);
            }
            for activity in 0..works.len() {
                sheet.starts[activity][lane] += schedule.starts[activity] as f64;
                sheet.finishes[activity][lane] += schedule.finishes[activity] as f64;
            }
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

impl Tally {
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
