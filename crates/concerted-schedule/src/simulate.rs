//! Monte Carlo simulation of a schedule: when it will really be done, and what that hangs on.

use concerted_chance::{Summary, ranks};
use rayon::prelude::*;

use crate::critical_path::check_shape;
use crate::draws::Draws;
use crate::forward::forward;
use crate::generate::parallel;
use crate::influence::{Influence, Ranked, Source, influence, sources};
use crate::network::Network;
use crate::trace::trace;
use crate::{ActivityIndex, Model, Priority, Schedule, ScheduleError, Tick, Uncertainty};

/// Samples that one task computes. A constant, not the number of threads, though the sums are exact and would not care.
const CHUNK: u64 = 256;

/// What happens when durations turn out differently.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Policy {
    /// Only links, calendars and releases hold: resources and stocks are taken to suffice. A lower estimate.
    Links,
    /// Activities start as soon as resources and stocks allow, in the order of the baseline's starts where they compete;
    /// nobody knows a duration before its end.
    Dispatch,
}

/// How to simulate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SimulationOptions {
    /// Number of samples.
    pub samples: u64,
    /// Seed of all draws.
    pub seed: u64,
    /// What holds in each sample.
    pub policy: Policy,
    /// Whose finish is explained; `None` for the latest finish of all.
    pub target: Option<ActivityIndex>,
    /// Activities whose finishes are kept.
    pub milestones: Vec<ActivityIndex>,
}

impl Default for SimulationOptions {
    fn default() -> Self {
        Self {
            samples: 1_000,
            seed: 1,
            policy: Policy::Links,
            target: None,
            milestones: Vec::new(),
        }
    }
}

/// Finishes of one activity.
#[derive(Debug, Clone, PartialEq)]
pub struct MilestoneResult {
    /// Which activity.
    pub activity: ActivityIndex,
    /// Finish in each sample that could be computed, in the order of samples.
    pub finishes: Vec<Tick>,
    /// Quantiles and moments of the finishes, in ticks.
    pub summary: Summary,
    /// Share of samples that meet the activity's deadline, if it has one.
    pub on_time: Option<f64>,
}

/// Outcome of a simulation.
#[derive(Debug, Clone, PartialEq)]
pub struct SimulationResult {
    /// Seed used.
    pub seed: u64,
    /// Samples asked for.
    pub samples: u64,
    /// Samples without a schedule (a stock ran out for good, or a calendar ended); left out of everything below.
    pub failed: u64,
    /// Why the first of them failed.
    pub failure: Option<ScheduleError>,
    /// Finish of the target in each sample, in the order of samples.
    pub finishes: Vec<Tick>,
    /// Quantiles and moments of the target's finish, in ticks.
    pub summary: Summary,
    /// For each activity, the share of samples in which it is on a chain that drives the target's finish.
    pub criticality: Vec<f64>,
    /// The milestones asked for.
    pub milestones: Vec<MilestoneResult>,
    /// What moves the target's finish, largest swing first.
    pub influences: Vec<Influence>,
}

struct Sample {
    finish: Tick,
    milestones: Vec<Tick>,
    critical: Vec<bool>,
}

struct Run<'r, 'm> {
    network: Network<'m>,
    draws: Draws,
    modes: Vec<usize>,
    priority: Priority,
    options: &'r SimulationOptions,
}

/// Simulates a schedule.
///
/// The baseline gives the modes and, under [`Policy::Dispatch`], the order. Each draw is addressed by (seed, purpose, key
/// of the activity, sample): the same activity has the same luck in every variant of a model, so differences between
/// variants are not noise. The answer does not depend on the number of threads.
///
/// # Errors
/// Where model, uncertainty, baseline or options do not fit each other, or every sample failed.
///
/// ```
/// use concerted_schedule::*;
///
/// let mut model = Model::default();
/// let c = model.add_calendar(Calendar::always());
/// let a = model.add_activity(Activity::new("a", c, 1_000));
/// let uncertainty = Uncertainty {
///     estimates: vec![Estimate { activity: a, mode: 0, low: 0.0, likely: 1_000.0, high: 5_000.0, shape: Shape::Triangular }],
///     ..Uncertainty::default()
/// };
/// let baseline = generate(&model, &Priority::equal(&model)).unwrap();
/// let result = simulate(&model, &uncertainty, &baseline, &SimulationOptions::default()).unwrap();
/// assert!((result.summary.mean - 2_000.0).abs() < 150.0);
/// assert_eq!(result.criticality, vec![1.0]);
/// ```
pub fn simulate(
    model: &Model,
    uncertainty: &Uncertainty,
    baseline: &Schedule,
    options: &SimulationOptions,
) -> Result<SimulationResult, ScheduleError> {
    let network = Network::new(model)?;
    check_shape(model, baseline)?;
    let expected = model.activities.len();
    let asked = options.milestones.iter().chain(&options.target);
    if let Some(unknown) = asked.into_iter().find(|i| i.0 >= expected) {
        return Err(ScheduleError::Misfit {
            what: "milestones",
            expected,
            found: unknown.0,
        });
    }
    let run = Run {
        draws: Draws::new(model, uncertainty, &baseline.modes, options.seed)?,
        modes: baseline.modes.clone(),
        priority: Priority {
            keys: baseline.starts.clone(),
            modes: baseline.modes.iter().map(|mode| Some(*mode)).collect(),
        },
        network,
        options,
    };
    let chunks: Vec<Chunk> = (0..options.samples.div_ceil(CHUNK))
        .into_par_iter()
        .map(|chunk| run.chunk(chunk * CHUNK..options.samples.min((chunk + 1) * CHUNK)))
        .collect();
    run.gather(chunks)
}

/// What a task returns: samples that worked with their numbers, counts, first failure.
struct Chunk {
    samples: Vec<u64>,
    finishes: Vec<Tick>,
    milestones: Vec<Vec<Tick>>,
    critical: Vec<u64>,
    failed: u64,
    failure: Option<ScheduleError>,
}

impl Run<'_, '_> {
    fn chunk(&self, range: std::ops::Range<u64>) -> Chunk {
        let n = self.network.model.activities.len();
        let mut chunk = Chunk::new(n, self.options.milestones.len());
        let mut works = vec![0; n];
        let mut scratch = Schedule::blank(n);
        scratch.modes.clone_from(&self.modes);
        for sample in range {
            self.draws.works(sample, &mut works);
            match self.sample(&works, &mut scratch) {
                Ok(outcome) => {
                    chunk.samples.push(sample);
                    chunk.finishes.push(outcome.finish);
                    for (kept, finish) in chunk.milestones.iter_mut().zip(&outcome.milestones) {
                        kept.push(*finish);
                    }
                    for (count, critical) in chunk.critical.iter_mut().zip(outcome.critical) {
                        *count += u64::from(critical);
                    }
                }
                Err(error) => {
                    chunk.failed += 1;
                    chunk.failure.get_or_insert(error);
                }
            }
        }
        chunk
    }

    fn sample(&self, works: &[i64], schedule: &mut Schedule) -> Result<Sample, ScheduleError> {
        let network = &self.network;
        let dispatched = self.options.policy == Policy::Dispatch;
        if dispatched {
            *schedule = parallel(network, &self.priority, Some(works))?;
        } else {
            forward(network, Some(works), schedule)?;
        }
        let finish = self
            .options
            .target
            .map_or_else(|| schedule.makespan(), |t| schedule.finishes[t.0]);
        let targets = match self.options.target {
            Some(target) => vec![target.0],
            None => (0..schedule.finishes.len())
                .filter(|i| schedule.finishes[*i] == finish)
                .collect(),
        };
        let first = targets.first().copied().unwrap_or(0);
        let critical =
            trace(network, schedule, works, (targets, dispatched)).map_err(network.blame(first))?;
        Ok(Sample {
            finish,
            milestones: self
                .options
                .milestones
                .iter()
                .map(|i| schedule.finishes[i.0])
                .collect(),
            critical,
        })
    }

    fn gather(&self, chunks: Vec<Chunk>) -> Result<SimulationResult, ScheduleError> {
        let model = self.network.model;
        let mut all = Chunk::new(model.activities.len(), self.options.milestones.len());
        for chunk in chunks {
            all.append(chunk);
        }
        let Some(summary) = summarize(&all.finishes) else {
            return Err(all.failure.unwrap_or(ScheduleError::Misfit {
                what: "samples",
                expected: 1,
                found: 0,
            }));
        };
        let count = all.finishes.len() as f64;
        let criticality: Vec<f64> = all.critical.iter().map(|c| *c as f64 / count).collect();
        let finishes: Vec<f64> = all.finishes.iter().map(|t| *t as f64).collect();
        let target = Ranked {
            ranks: ranks(&finishes),
            finishes,
        };
        let mut influences: Vec<Influence> = sources(&self.draws, &criticality)
            .into_par_iter()
            .map(|source| self.influence(source, &all.samples, &target))
            .collect();
        // A stable sort: ties stay in the order of the model.
        influences.sort_by(|a, b| b.swing().abs().total_cmp(&a.swing().abs()));
        let milestones = self.options.milestones.iter().zip(all.milestones);
        Ok(SimulationResult {
            seed: self.options.seed,
            samples: self.options.samples,
            failed: all.failed,
            failure: all.failure,
            summary,
            criticality,
            milestones: milestones
                .filter_map(|(activity, finishes)| milestone(model, *activity, finishes))
                .collect(),
            influences,
            finishes: all.finishes,
        })
    }

    fn influence(&self, source: Source, samples: &[u64], target: &Ranked) -> Influence {
        match &source {
            Source::Activity(activity) => {
                let draw: Vec<f64> = samples
                    .iter()
                    .filter_map(|s| self.draws.uniform(activity.0, *s))
                    .collect();
                influence(source, &draw, target, (0.1, 0.9))
            }
            Source::Risk(key) => {
                let event = self.draws.events.iter().find(|event| event.key == *key);
                let happens = |s: &u64| event.is_some_and(|event| event.happens(*s));
                let draw: Vec<f64> = samples
                    .iter()
                    .map(|s| f64::from(u8::from(happens(s))))
                    .collect();
                influence(source, &draw, target, (0.5, 0.5))
            }
        }
    }
}

impl Chunk {
    fn new(activities: usize, milestones: usize) -> Self {
        Self {
            samples: Vec::new(),
            finishes: Vec::new(),
            milestones: vec![Vec::new(); milestones],
            critical: vec![0; activities],
            failed: 0,
            failure: None,
        }
    }

    fn append(&mut self, mut next: Self) {
        self.samples.append(&mut next.samples);
        self.finishes.append(&mut next.finishes);
        for (kept, more) in self.milestones.iter_mut().zip(&mut next.milestones) {
            kept.append(more);
        }
        for (count, more) in self.critical.iter_mut().zip(next.critical) {
            *count += more;
        }
        self.failed += next.failed;
        self.failure = self.failure.take().or(next.failure);
    }
}

fn summarize(finishes: &[Tick]) -> Option<Summary> {
    let values: Vec<f64> = finishes.iter().map(|t| *t as f64).collect();
    Summary::of(&values).ok()
}

fn milestone(
    model: &Model,
    activity: ActivityIndex,
    finishes: Vec<Tick>,
) -> Option<MilestoneResult> {
    let met = |deadline: Tick| {
        finishes.iter().filter(|f| **f <= deadline).count() as f64 / finishes.len() as f64
    };
    Some(MilestoneResult {
        activity,
        summary: summarize(&finishes)?,
        on_time: model.activities[activity.0].deadline.map(met),
        finishes,
    })
}
