//! Two simulations with the same draws: what a policy or a mitigation changes, free of noise.

use concerted_chance::{Summary, quantile};

use crate::milestone::sorted;
use crate::run::Tally;
use crate::simulate::{draw, none_left, prepared};
use crate::{
    ActivityIndex, Model, Policy, Schedule, ScheduleError, SimulationOptions, SimulationResult,
    Tick, Uncertainty, simulate,
};

/// Level of the intervals.
const LEVEL: f64 = 0.95;

/// What changes from a first simulation to a second, sample by sample: second − first, in ticks.
#[derive(Debug, Clone, PartialEq)]
pub struct Difference {
    /// Whose finish; `None` for the target's.
    pub activity: Option<ActivityIndex>,
    /// Samples that have a schedule in both.
    pub pairs: u64,
    /// Mean difference.
    pub mean: f64,
    /// Interval that covers the true mean difference with 95 % probability: mean ± 1.96·sd/√n of the differences. The
    /// draws are the same on both sides, so what they share cancels.
    pub interval: (f64, f64),
    /// Difference of the 80 % quantiles.
    pub p80: f64,
    /// Share of samples in which the second finishes later.
    pub later: f64,
    /// Share of samples in which the second finishes earlier.
    pub earlier: f64,
}

/// A schedule under two policies.
#[derive(Debug, Clone, PartialEq)]
pub struct PolicyComparison {
    /// Under the first policy.
    pub first: SimulationResult,
    /// Under the second.
    pub second: SimulationResult,
    /// The target's difference, then one for each milestone.
    pub differences: Vec<Difference>,
}

/// What one mitigation gains.
#[derive(Debug, Clone, PartialEq)]
pub struct MitigationGain {
    /// Key of the event or closure.
    pub key: String,
    /// Whether it costs something, as stated.
    pub costs: bool,
    /// The target's difference: with this mitigation alone − without any. Below 0 where it helps.
    pub difference: Difference,
}

/// Simulates a schedule under two policies with the same draws.
///
/// A convergence stop is left aside: both sides take all samples.
///
/// # Errors
/// As [`simulate`]; also where no sample has a schedule under both.
///
/// ```
/// use concerted_schedule::*;
///
/// let mut model = Model::default();
/// let c = model.add_calendar(Calendar::always());
/// let vessel = model.add_resource(Resource::constant("vessel", 1));
/// model.add_activity(Activity::new("a", c, 5).demanding(vessel, 1));
/// model.add_activity(Activity::new("b", c, 3).demanding(vessel, 1));
/// let baseline = generate(&model, &Priority::equal(&model)).unwrap();
/// let both = (Policy::Links, Policy::Dispatch);
/// let found = compare_policies(&model, &Uncertainty::default(), &baseline, &SimulationOptions::default(), both).unwrap();
/// // Waiting for the vessel takes three ticks more than links alone know.
/// assert_eq!(found.differences[0].interval, (3.0, 3.0));
/// ```
pub fn compare_policies(
    model: &Model,
    uncertainty: &Uncertainty,
    baseline: &Schedule,
    options: &SimulationOptions,
    (first, second): (Policy, Policy),
) -> Result<PolicyComparison, ScheduleError> {
    let under = |policy| {
        let options = SimulationOptions {
            policy,
            convergence: None,
            ..options.clone()
        };
        simulate(model, uncertainty, baseline, &options)
    };
    let (first, second) = (under(first)?, under(second)?);
    let samples = options.samples;
    let failed = (
        first.failed_samples.as_slice(),
        second.failed_samples.as_slice(),
    );
    let pairs = |a: &[Tick], b: &[Tick]| paired(samples, (a, failed.0), (b, failed.1));
    let nothing = || none_left(second.failure.clone().or(first.failure.clone()));
    let target = pairs(&first.finishes, &second.finishes);
    let mut differences = vec![difference(None, &target).ok_or_else(nothing)?];
    for (a, b) in first.milestones.iter().zip(&second.milestones) {
        let own = pairs(&a.finishes, &b.finishes);
        differences.push(difference(Some(a.activity), &own).ok_or_else(nothing)?);
    }
    Ok(PolicyComparison {
        first,
        second,
        differences,
    })
}

/// What each mitigation gains alone, in the order of events and then closures, with the same draws.
///
/// Whether the options have mitigations in force does not matter: each is put beside having none.
///
/// # Errors
/// As [`simulate`].
///
/// ```
/// use concerted_chance::Law;
/// use concerted_schedule::*;
///
/// let mut model = Model::default();
/// let c = model.add_calendar(Calendar::always());
/// let activity = model.add_activity(Activity::new("a", c, 5));
/// let state = |probability| Occurrence {
///     probability,
///     effects: vec![Effect { activity, impact: Impact::Adds(Law::Constant(10.0)) }],
/// };
/// let event = RiskEvent {
///     key: "spill".into(),
///     before: state(1.0),
///     mitigation: Some(Mitigation { after: state(0.0), costs: true }),
/// };
/// let uncertainty = Uncertainty { events: vec![event], ..Uncertainty::default() };
/// let baseline = generate(&model, &Priority::equal(&model)).unwrap();
/// let gains = mitigation_gains(&model, &uncertainty, &baseline, &SimulationOptions::default()).unwrap();
/// assert_eq!((gains[0].difference.mean, gains[0].costs), (-10.0, true));
/// ```
pub fn mitigation_gains(
    model: &Model,
    uncertainty: &Uncertainty,
    baseline: &Schedule,
    options: &SimulationOptions,
) -> Result<Vec<MitigationGain>, ScheduleError> {
    let options = SimulationOptions {
        mitigated: false,
        convergence: None,
        ..options.clone()
    };
    let events = uncertainty
        .events
        .iter()
        .filter_map(|event| Some((&event.key, event.mitigation.as_ref()?.costs)));
    let closures = uncertainty
        .closures
        .iter()
        .filter_map(|closure| Some((&closure.key, closure.mitigation?.costs)));
    let mitigations: Vec<(&String, bool)> = events.chain(closures).collect();
    prepared(model, uncertainty, baseline, &options, |run| {
        run.explains = false;
        run.milestones.clear();
        let (without, samples, _) = draw(run, &options);
        let mut gains = Vec::with_capacity(mitigations.len());
        for (key, costs) in mitigations {
            run.draws
                .mitigate(uncertainty, options.seed, &|other| other == key);
            let with = run.samples(0..samples);
            let pairs = paired(samples, sides(&without), sides(&with));
            let difference = difference(None, &pairs);
            gains.push(MitigationGain {
                key: key.clone(),
                costs,
                difference: difference.ok_or_else(|| none_left(with.failure))?,
            });
        }
        Ok(gains)
    })
}

pub(crate) fn sides(tally: &Tally) -> (&[Tick], &[u64]) {
    (&tally.finishes, &tally.failed)
}

/// Finishes of the samples that have a schedule on both sides; each side gives its finishes and the samples that failed.
pub(crate) fn paired(
    samples: u64,
    (first, first_failed): (&[Tick], &[u64]),
    (second, second_failed): (&[Tick], &[u64]),
) -> Vec<(Tick, Tick)> {
    let (mut first, mut second) = (first.iter(), second.iter());
    let mut next = |sample: u64| {
        let has = |failed: &[u64]| failed.binary_search(&sample).is_err();
        let a = has(first_failed).then(|| first.next()).flatten();
        let b = has(second_failed).then(|| second.next()).flatten();
        Some((*a?, *b?))
    };
    (0..samples).filter_map(&mut next).collect()
}

pub(crate) fn difference(
    activity: Option<ActivityIndex>,
    pairs: &[(Tick, Tick)],
) -> Option<Difference> {
    let changes: Vec<f64> = pairs.iter().map(|(a, b)| (b - a) as f64).collect();
    let summary = Summary::of(&changes).ok()?;
    let side = |pick: fn(&(Tick, Tick)) -> Tick| {
        quantile(&sorted(&pairs.iter().map(pick).collect::<Vec<_>>()), 0.8)
    };
    let share = |of: fn(&f64) -> bool| {
        changes.iter().filter(|change| of(change)).count() as f64 / changes.len() as f64
    };
    Some(Difference {
        activity,
        pairs: changes.len() as u64,
        mean: summary.mean,
        interval: summary.mean_interval(LEVEL),
        p80: side(|pair| pair.1)? - side(|pair| pair.0)?,
        later: share(|change| *change > 0.0),
        earlier: share(|change| *change < 0.0),
    })
}
