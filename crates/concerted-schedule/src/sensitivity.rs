//! Which activities matter: sensitivity indices from one simulation, and a tornado that simulates anew.

use concerted_chance::{Summary, rank_correlation};
use rayon::prelude::*;

use crate::compare::{Difference, difference, paired, sides};
use crate::draws::{Batch, Hold, LANES};
use crate::influence::{Source, sources};
use crate::run::Run;
use crate::simulate::{draw, none_left, prepared};
use crate::{ActivityIndex, Model, Schedule, ScheduleError, SimulationOptions, Uncertainty};

/// How much an activity matters for the target's finish.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Sensitivity {
    /// Which activity.
    pub activity: ActivityIndex,
    /// Criticality index: share of samples in which it is on a driving chain.
    pub criticality: f64,
    /// Cruciality index: Spearman's rank correlation of its work with the finish (Williams 1992); `None` where one of the
    /// two does not vary.
    pub cruciality: Option<f64>,
    /// Schedule sensitivity index: criticality·σ(work)/σ(finish); `None` where the finish does not vary.
    pub sensitivity: Option<f64>,
}

/// A bar of the tornado, from new simulations with everything else drawn as before.
#[derive(Debug, Clone, PartialEq)]
pub struct TornadoBar {
    /// What was held.
    pub source: Source,
    /// From the simulation in which nothing is held to the one with the draw of the activity held at its 10 % quantile,
    /// or the event kept from happening.
    pub low: Difference,
    /// The same with the 90 % quantile, or the event made to happen (a closure in every season).
    pub high: Difference,
}

impl TornadoBar {
    /// Length of the bar in ticks: mean finish at the high value − at the low value.
    pub fn swing(&self) -> f64 {
        self.high.mean - self.low.mean
    }
}

/// Sensitivity indices of all activities, in the model's order. The work is that of the draws, events included.
///
/// # Errors
/// As [`crate::simulate`].
///
/// ```
/// use concerted_schedule::*;
///
/// let mut model = Model::default();
/// let c = model.add_calendar(Calendar::always());
/// let a = model.add_activity(Activity::new("a", c, 100));
/// let estimate = Estimate { activity: a, mode: 0, low: 50.0, likely: 100.0, high: 900.0, shape: Shape::Pert };
/// let uncertainty = Uncertainty { estimates: vec![estimate], ..Uncertainty::default() };
/// let baseline = generate(&model, &Priority::equal(&model)).unwrap();
/// let found = sensitivities(&model, &uncertainty, &baseline, &SimulationOptions::default()).unwrap();
/// assert!((found[0].cruciality.unwrap() - 1.0).abs() < 1e-9);
/// assert!((found[0].sensitivity.unwrap() - 1.0).abs() < 1e-9);
/// ```
pub fn sensitivities(
    model: &Model,
    uncertainty: &Uncertainty,
    baseline: &Schedule,
    options: &SimulationOptions,
) -> Result<Vec<Sensitivity>, ScheduleError> {
    prepared(model, uncertainty, baseline, options, |run| {
        let (tally, samples, _) = draw(run, options);
        let finishes: Vec<f64> = tally.finishes.iter().map(|t| *t as f64).collect();
        let Ok(summary) = Summary::of(&finishes) else {
            return Err(none_left(tally.failure));
        };
        let works = works(run, samples, &tally.failed);
        let measure = |(activity, work): (usize, &Vec<f64>)| {
            let criticality = tally.critical[activity] as f64 / finishes.len() as f64;
            let spread = Summary::of(work).map_or(0.0, |work| work.sd);
            Sensitivity {
                activity: ActivityIndex(activity),
                criticality,
                cruciality: rank_correlation(work, &finishes),
                sensitivity: (summary.sd > 0.0).then(|| criticality * spread / summary.sd),
            }
        };
        Ok(works.par_iter().enumerate().map(measure).collect())
    })
}

/// The work of each activity in all samples that have a schedule.
fn works(run: &Run<'_>, samples: u64, failed: &[u64]) -> Vec<Vec<f64>> {
    let mut batch = Batch::new(run.modes.len());
    let mut works = vec![Vec::with_capacity(samples as usize); run.modes.len()];
    for first in (0..samples).step_by(LANES) {
        run.draws.fill(first, &mut batch);
        for (kept, lanes) in works.iter_mut().zip(&batch.works) {
            let own = (first..samples).zip(lanes);
            kept.extend(
                own.filter(|(s, _)| failed.binary_search(s).is_err())
                    .map(|(_, work)| *work),
            );
        }
    }
    works
}

/// The tornado by simulating anew: for each activity that was ever critical and each event, two more simulations with its
/// draw held low and high and all other draws as they were. Longest bar first.
///
/// It costs twice as many simulations as there are sources. [`crate::SimulationResult::influences`] comes for nothing,
/// but mixes in whatever moves along with a draw (a common factor); this does not.
///
/// # Errors
/// As [`crate::simulate`]; also where holding a draw leaves no sample with a schedule.
///
/// ```
/// use concerted_schedule::*;
///
/// let mut model = Model::default();
/// let c = model.add_calendar(Calendar::always());
/// let a = model.add_activity(Activity::new("a", c, 100));
/// let estimate = Estimate { activity: a, mode: 0, low: 0.0, likely: 0.0, high: 1e6, shape: Shape::Triangular };
/// let uncertainty = Uncertainty { estimates: vec![estimate], ..Uncertainty::default() };
/// let baseline = generate(&model, &Priority::equal(&model)).unwrap();
/// let bars = tornado(&model, &uncertainty, &baseline, &SimulationOptions::default()).unwrap();
/// // 1 − √(1 − u) at u = 0.1 and 0.9.
/// assert!((bars[0].swing() - 1e6 * (0.9_f64.sqrt() - 0.1_f64.sqrt())).abs() <= 1.0);
/// ```
pub fn tornado(
    model: &Model,
    uncertainty: &Uncertainty,
    baseline: &Schedule,
    options: &SimulationOptions,
) -> Result<Vec<TornadoBar>, ScheduleError> {
    prepared(model, uncertainty, baseline, options, |run| {
        let (free, samples, _) = draw(run, options);
        let sources = sources(&run.draws, &free.critical);
        run.explains = false;
        run.milestones.clear();
        let mut bars = Vec::with_capacity(sources.len());
        for source in sources {
            let mut held = |high: bool| {
                run.draws.hold(Some(match &source {
                    Source::Activity(activity) => {
                        Hold::Activity(activity.0, if high { 0.9 } else { 0.1 })
                    }
                    Source::Risk(key) => Hold::Event(key.clone(), high),
                }));
                let tally = run.samples(0..samples);
                let pairs = paired(samples, sides(&free), sides(&tally));
                difference(None, &pairs).ok_or_else(|| none_left(tally.failure))
            };
            let (low, high) = (held(false)?, held(true)?);
            bars.push(TornadoBar { source, low, high });
        }
        bars.sort_by(|a, b| b.swing().abs().total_cmp(&a.swing().abs()));
        Ok(bars)
    })
}
