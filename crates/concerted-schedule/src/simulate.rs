//! Monte Carlo simulation of a schedule: when it will really be done, and what that hangs on.

use concerted_chance::Summary;
use rayon::prelude::*;

use crate::critical_path::check_shape;
use crate::draws::{Draws, LANES, planned};
use crate::influence::{Influence, Ranked, influence, sources};
use crate::milestone::{Means, half_width, milestone};
use crate::network::Network;
use crate::run::{Run, Tally};
use crate::sequence::sequenced;
use crate::{
    ActivityIndex, MilestoneResult, Model, QuantileErrors, Schedule, ScheduleError, Tick,
    Uncertainty,
};

/// What happens when durations turn out differently.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Policy {
    /// Only links, calendars and releases hold: resources and stocks are taken to suffice. A lower estimate.
    Links,
    /// Activities start as soon as resources and stocks allow, in the order of the baseline's starts where they compete;
    /// nobody knows a duration before its end.
    Dispatch,
    /// Every unit of a resource goes from activity to activity as in the baseline: nothing overtakes, whoever is ready
    /// waits for its turn. An upper estimate, and what a plan on paper means. Capacities that change, stocks and skills
    /// are waited for besides, as under dispatch.
    FixedSequence,
}

/// When to stop before all samples are drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Convergence {
    /// Enough as soon as the half-width of the 95 % interval of the target's 80 % quantile is at most this many ticks.
    pub tolerance: Tick,
    /// Samples between two looks, rounded up to a multiple of 16; at least 1.
    pub block: u64,
}

/// How to simulate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SimulationOptions {
    /// Number of samples; with a convergence stop, the most.
    pub samples: u64,
    /// Seed of all draws.
    pub seed: u64,
    /// What holds in each sample.
    pub policy: Policy,
    /// Whose finish is explained; `None` for the latest finish of all.
    pub target: Option<ActivityIndex>,
    /// Activities whose finishes are kept.
    pub milestones: Vec<ActivityIndex>,
    /// Whether the mitigations of risk events and closures are in force.
    pub mitigated: bool,
    /// When to stop early; `None` for never.
    pub convergence: Option<Convergence>,
}

impl Default for SimulationOptions {
    fn default() -> Self {
        Self {
            samples: 1_000,
            seed: 1,
            policy: Policy::Links,
            target: None,
            milestones: Vec::new(),
            mitigated: false,
            convergence: None,
        }
    }
}

/// Outcome of a simulation.
#[derive(Debug, Clone, PartialEq)]
pub struct SimulationResult {
    /// Seed used.
    pub seed: u64,
    /// Samples drawn: those asked for, or fewer where a convergence stop ended it.
    pub samples: u64,
    /// With a convergence stop, whether the tolerance was reached.
    pub converged: Option<bool>,
    /// Samples without a schedule (a stock ran out for good, or a calendar ended); left out of everything below.
    pub failed: u64,
    /// Their numbers, ascending.
    pub failed_samples: Vec<u64>,
    /// Why the first of them failed.
    pub failure: Option<ScheduleError>,
    /// Finish of the target in each sample, in the order of samples.
    pub finishes: Vec<Tick>,
    /// Quantiles and moments of the target's finish, in ticks.
    pub summary: Summary,
    /// Standard errors of its quantiles, in ticks.
    pub errors: QuantileErrors,
    /// For each activity, the share of samples in which it is on a chain that drives the target's finish.
    pub criticality: Vec<f64>,
    /// Mean start of each activity, in ticks.
    pub mean_starts: Vec<f64>,
    /// Mean finish of each activity, in ticks.
    pub mean_finishes: Vec<f64>,
    /// The milestones asked for.
    pub milestones: Vec<MilestoneResult>,
    /// What moves the target's finish, largest swing first.
    pub influences: Vec<Influence>,
}

impl SimulationResult {
    /// Probability that all of several deadlines are met together: the share of samples that meet each, with its standard
    /// error √(p(1 − p)/n). `None` if a deadline is of an activity that is not among the milestones.
    ///
    /// ```
    /// use concerted_schedule::*;
    ///
    /// let mut model = Model::default();
    /// let c = model.add_calendar(Calendar::always());
    /// let a = model.add_activity(Activity::new("a", c, 10));
    /// let b = model.add_activity(Activity::new("b", c, 20));
    /// let baseline = generate(&model, &Priority::equal(&model)).unwrap();
    /// let options = SimulationOptions { milestones: vec![a, b], ..Default::default() };
    /// let result = simulate(&model, &Uncertainty::default(), &baseline, &options).unwrap();
    /// assert_eq!(result.joint_probability(&[(a, 10), (b, 20)]), Some((1.0, 0.0)));
    /// assert_eq!(result.joint_probability(&[(a, 10), (b, 19)]), Some((0.0, 0.0)));
    /// ```
    pub fn joint_probability(&self, deadlines: &[(ActivityIndex, Tick)]) -> Option<(f64, f64)> {
        let mut met = vec![true; self.finishes.len()];
        for (activity, deadline) in deadlines {
            let kept = self.milestones.iter().find(|m| m.activity == *activity)?;
            for (met, finish) in met.iter_mut().zip(&kept.finishes) {
                *met &= finish <= deadline;
            }
        }
        let count = met.len() as f64;
        let share = met.iter().filter(|met| **met).count() as f64 / count;
        Some((share, (share * (1.0 - share) / count).sqrt()))
    }
}

/// Simulates a schedule.
///
/// The baseline gives the modes and, under [`Policy::Dispatch`] and [`Policy::FixedSequence`], the order. Each draw is
/// addressed by (seed, purpose, key of the activity, sample): the same activity has the same luck in every variant of a
/// model, so differences between variants are not noise. The answer does not depend on the number of threads.
///
/// Networks without maximum lags, splits and progress, of at most 512 activities, are computed in flat arrays, sixteen
/// samples at a time; under dispatch also only without stocks, skills, fixed starts, links to finishes, leads and
/// changing capacities. Others take the general engine, to the same result.
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
    prepared(model, uncertainty, baseline, options, |run| {
        let (tally, samples, converged) = draw(run, options);
        gather(run, options, tally, (samples, converged))
    })
}

/// Checks the arguments and hands a run over that is ready to go.
pub(crate) fn prepared<T>(
    model: &Model,
    uncertainty: &Uncertainty,
    baseline: &Schedule,
    options: &SimulationOptions,
    use_run: impl FnOnce(&mut Run<'_>) -> Result<T, ScheduleError>,
) -> Result<T, ScheduleError> {
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
    let draws = Draws::new(
        model,
        uncertainty,
        &baseline.modes,
        (options.seed, options.mitigated),
    )?;
    let ordered;
    let network = if options.policy == Policy::FixedSequence {
        ordered = sequenced(&network, baseline);
        Network::new(&ordered)?
    } else {
        network
    };
    let mut run = Run::new(network, draws, baseline, options.policy);
    run.target = options.target;
    run.milestones.clone_from(&options.milestones);
    use_run(&mut run)
}

/// Draws samples until there are enough.
pub(crate) fn draw(run: &Run<'_>, options: &SimulationOptions) -> (Tally, u64, Option<bool>) {
    let Some(convergence) = options.convergence else {
        return (run.samples(0..options.samples), options.samples, None);
    };
    let block = convergence.block.max(1).next_multiple_of(LANES as u64);
    let mut tally = run.samples(0..options.samples.min(block));
    let mut drawn = options.samples.min(block);
    loop {
        let reached = half_width(&tally.finishes) <= convergence.tolerance as f64;
        if reached || drawn >= options.samples {
            return (tally, drawn, Some(reached));
        }
        let next = options.samples.min(drawn + block);
        tally.append(run.samples(drawn..next));
        drawn = next;
    }
}

/// Why there is nothing to report.
pub(crate) fn none_left(failure: Option<ScheduleError>) -> ScheduleError {
    failure.unwrap_or(ScheduleError::Misfit {
        what: "samples",
        expected: 1,
        found: 0,
    })
}

fn gather(
    run: &Run<'_>,
    options: &SimulationOptions,
    tally: Tally,
    (samples, converged): (u64, Option<bool>),
) -> Result<SimulationResult, ScheduleError> {
    let values = crate::milestone::sorted(&tally.finishes);
    let (Ok(summary), Some(errors)) = (Summary::of(&values), QuantileErrors::of(&values)) else {
        return Err(none_left(tally.failure));
    };
    let count = values.len() as f64;
    let mean = |sums: &[f64]| -> Vec<f64> { sums.iter().map(|sum| sum / count).collect() };
    let (mean_starts, mean_finishes) = (mean(&tally.starts), mean(&tally.ends));
    let target = Ranked::new(&tally.finishes);
    let mut influences: Vec<Influence> = sources(&run.draws, &tally.critical)
        .into_par_iter()
        .map(|source| influence(&run.draws, source, (samples, &tally.failed), &target))
        .collect();
    // A stable sort: ties stay in the order of the model.
    influences.sort_by(|a, b| b.swing().abs().total_cmp(&a.swing().abs()));
    let means = Means {
        starts: &mean_starts,
        finishes: &mean_finishes,
    };
    let plan = run.schedule(&planned(run.network.model, &run.modes)).ok();
    let milestones = options.milestones.iter().zip(tally.milestones);
    Ok(SimulationResult {
        seed: options.seed,
        samples,
        converged,
        failed: tally.failed.len() as u64,
        failed_samples: tally.failed,
        failure: tally.failure,
        summary,
        errors,
        criticality: tally.critical.iter().map(|c| *c as f64 / count).collect(),
        milestones: milestones
            .filter_map(|(activity, finishes)| {
                milestone(&run.network, *activity, finishes, (plan.as_ref(), &means))
            })
            .collect(),
        influences,
        finishes: tally.finishes,
        mean_starts,
        mean_finishes,
    })
}
