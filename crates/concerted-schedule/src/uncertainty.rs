//! What is uncertain about a model: three-point estimates, risk events, correlated groups.

use std::collections::BTreeSet;

use concerted_chance::{Distribution, DistributionError, Law, Pert, Triangular};
use thiserror::Error;

use crate::hazard::{check_closure, check_event, share};
use crate::{ActivityIndex, Closure, Model, RiskEvent, Season};

/// Form of the distribution through three points.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// Straight flanks.
    Triangular,
    /// Beta distribution with weight 4 on the likely value.
    Pert,
}

/// A three-point estimate of the work of one mode, in working ticks.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Estimate {
    /// Which activity.
    pub activity: ActivityIndex,
    /// Position of the mode.
    pub mode: usize,
    /// Least work.
    pub low: f64,
    /// Likely work.
    pub likely: f64,
    /// Most work.
    pub high: f64,
    /// Form of the distribution.
    pub shape: Shape,
}

impl Estimate {
    pub(crate) fn law(&self) -> Result<Law, DistributionError> {
        Ok(match self.shape {
            Shape::Triangular => Triangular::new(self.low, self.likely, self.high)?.into(),
            Shape::Pert => Pert::new(self.low, self.likely, self.high)?.into(),
        })
    }
}

/// The work of one mode as any distribution, in working ticks; draws below 0 count as 0.
#[derive(Debug, Clone, PartialEq)]
pub struct WorkLaw {
    /// Which activity.
    pub activity: ActivityIndex,
    /// Position of the mode.
    pub mode: usize,
    /// Distribution of its work.
    pub law: Law,
}

/// An event that may happen and then adds work to an activity.
///
/// Risks with the same key are one event with several effects: they happen together, and their delays are drawn with the
/// same uniform number.
#[derive(Debug, Clone, PartialEq)]
pub struct Risk {
    /// Stable name from the caller; addresses the draw.
    pub key: String,
    /// Probability that it happens.
    pub probability: f64,
    /// Work added if it happens, in working ticks; values below 0 count as 0.
    pub delay: Law,
    /// The activity that it delays.
    pub activity: ActivityIndex,
}

/// Activities whose durations depend on a common factor (one-factor Gaussian copula).
#[derive(Debug, Clone, PartialEq)]
pub struct Group {
    /// Stable name from the caller; addresses the draw of the factor.
    pub key: String,
    /// Members; an activity belongs to one group at most.
    pub members: Vec<ActivityIndex>,
    /// Correlation of the normal scores of two members, from 0 to 1.
    pub correlation: f64,
}

/// What is uncertain. Activities without an estimate take the work of their mode.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Uncertainty {
    /// Estimates of work.
    pub estimates: Vec<Estimate>,
    /// Risk events.
    pub risks: Vec<Risk>,
    /// Groups with a common factor.
    pub groups: Vec<Group>,
    /// Work stated as a distribution instead of three points.
    pub laws: Vec<WorkLaw>,
    /// Risk events with mitigation, factors or repeats.
    pub events: Vec<RiskEvent>,
    /// Time that calendars may lose.
    pub closures: Vec<Closure>,
}

/// One thing that is wrong with a statement of uncertainty.
#[derive(Debug, Clone, PartialEq, Error)]
pub enum UncertaintyProblem {
    /// An activity does not exist.
    #[error("{place} refers to activity number {found}, but there are {count}")]
    UnknownActivity {
        /// Where the reference is.
        place: String,
        /// Position referred to.
        found: usize,
        /// Number of activities.
        count: usize,
    },
    /// A mode does not exist.
    #[error("an estimate refers to mode number {found} of `{activity}`, but there are {count}")]
    UnknownMode {
        /// Key of the activity.
        activity: String,
        /// Position referred to.
        found: usize,
        /// Number of modes.
        count: usize,
    },
    /// Two estimates for the same mode.
    #[error("mode number {mode} of `{activity}` has two estimates")]
    EstimateTwice {
        /// Key of the activity.
        activity: String,
        /// Position of the mode.
        mode: usize,
    },
    /// The three points are no distribution.
    #[error("the estimate of `{activity}` is unusable: {source}")]
    Points {
        /// Key of the activity.
        activity: String,
        /// What is wrong.
        source: DistributionError,
    },
    /// Two events or closures with one key, which results could not tell apart.
    #[error("`{key}` names two events or closures")]
    KeyTwice {
        /// The key.
        key: String,
    },
    /// A calendar does not exist.
    #[error("`{key}` refers to calendar number {found}, but there are {count}")]
    UnknownCalendar {
        /// Key of the closure.
        key: String,
        /// Position referred to.
        found: usize,
        /// Number of calendars.
        count: usize,
    },
    /// The impact of an event or the length of a closure has no finite mean or is beyond all plans.
    #[error("the impact of `{key}` must have a mean between -{most} and {most}, found {found}")]
    Impact {
        /// Key of the event or closure.
        key: String,
        /// Largest mean allowed.
        most: f64,
        /// Mean found.
        found: f64,
    },
    /// Seasons begin before the origin, have no length, never end or are too many.
    #[error(
        "the season of `{key}` must start at 0 or later, be at least 1 tick long, return 1 to 10000 times and end before 2^50 ticks, found {season:?}"
    )]
    Season {
        /// Key of the closure.
        key: String,
        /// Season found.
        season: Season,
    },
    /// Work is below 0 or beyond all plans.
    #[error(
        "the estimate of `{activity}` must lie between 0 and 2^40 ticks, found {low} to {high}"
    )]
    Work {
        /// Key of the activity.
        activity: String,
        /// Least work found.
        low: f64,
        /// Most work found.
        high: f64,
    },
    /// A probability or correlation outside 0 to 1.
    #[error("{what} of `{key}` must be between 0 and 1, found {found}")]
    Share {
        /// Which number.
        what: &'static str,
        /// Key of the risk or group.
        key: String,
        /// Value found.
        found: f64,
    },
    /// The delay of a risk has no finite mean or is beyond all plans.
    #[error("the delay of `{key}` must have a mean below 2^40 ticks, found {found}")]
    Delay {
        /// Key of the risk.
        key: String,
        /// Mean found.
        found: f64,
    },
    /// An activity belongs to two groups.
    #[error("`{activity}` belongs to two groups, the second is `{group}`")]
    TwoGroups {
        /// Key of the activity.
        activity: String,
        /// Key of the second group.
        group: String,
    },
}

/// Largest work that is drawn.
pub(crate) const WORK_LIMIT: f64 = (1_u64 << 40) as f64;

impl Uncertainty {
    /// All problems, in the order of the parts.
    pub fn validate(&self, model: &Model) -> Vec<UncertaintyProblem> {
        let mut problems = Vec::new();
        let mut seen = BTreeSet::new();
        for estimate in &self.estimates {
            let place = || "an estimate".to_owned();
            if known(model, place, estimate.activity, &mut problems) {
                self::estimate(model, estimate, &mut seen, &mut problems);
            }
        }
        for stated in &self.laws {
            let place = || "a distribution".to_owned();
            if known(model, place, stated.activity, &mut problems) {
                work_law(model, stated, &mut seen, &mut problems);
            }
        }
        for risk in &self.risks {
            self::risk(model, risk, &mut problems);
        }
        let mut keys: BTreeSet<&str> = self.risks.iter().map(|risk| risk.key.as_str()).collect();
        for event in &self.events {
            once(&event.key, &mut keys, &mut problems);
            check_event(model, event, &mut problems);
        }
        for closure in &self.closures {
            once(&closure.key, &mut keys, &mut problems);
            check_closure(model, closure, &mut problems);
        }
        let mut grouped = BTreeSet::new();
        for group in &self.groups {
            self::group(model, group, &mut grouped, &mut problems);
        }
        problems
    }
}

fn risk(model: &Model, risk: &Risk, problems: &mut Vec<UncertaintyProblem>) {
    let place = || format!("risk `{}`", risk.key);
    known(model, place, risk.activity, problems);
    share(("probability", &risk.key), risk.probability, problems);
    let found = risk.delay.mean();
    if !(-WORK_LIMIT..WORK_LIMIT).contains(&found) {
        problems.push(UncertaintyProblem::Delay {
            key: risk.key.clone(),
            found,
        });
    }
}

fn group(
    model: &Model,
    group: &Group,
    grouped: &mut BTreeSet<usize>,
    problems: &mut Vec<UncertaintyProblem>,
) {
    share(("correlation", &group.key), group.correlation, problems);
    for member in &group.members {
        let place = || format!("group `{}`", group.key);
        if known(model, place, *member, problems) && !grouped.insert(member.0) {
            problems.push(UncertaintyProblem::TwoGroups {
                activity: model.activities[member.0].key.clone(),
                group: group.key.clone(),
            });
        }
    }
}

fn known(
    model: &Model,
    place: impl FnOnce() -> String,
    activity: ActivityIndex,
    problems: &mut Vec<UncertaintyProblem>,
) -> bool {
    let (found, count) = (activity.0, model.activities.len());
    if found >= count {
        problems.push(UncertaintyProblem::UnknownActivity {
            place: place(),
            found,
            count,
        });
    }
    found < count
}

fn estimate(
    model: &Model,
    estimate: &Estimate,
    seen: &mut BTreeSet<(usize, usize)>,
    problems: &mut Vec<UncertaintyProblem>,
) {
    let key = || model.activities[estimate.activity.0].key.clone();
    mode_once(model, (estimate.activity.0, estimate.mode), seen, problems);
    match estimate.law() {
        Err(source) => problems.push(UncertaintyProblem::Points {
            activity: key(),
            source,
        }),
        Ok(_) if estimate.low < 0.0 || estimate.high > WORK_LIMIT => {
            problems.push(UncertaintyProblem::Work {
                activity: key(),
                low: estimate.low,
                high: estimate.high,
            });
        }
        Ok(_) => {}
    }
}

/// A mode must exist and be estimated once.
fn mode_once(
    model: &Model,
    (index, mode): (usize, usize),
    seen: &mut BTreeSet<(usize, usize)>,
    problems: &mut Vec<UncertaintyProblem>,
) {
    let activity = &model.activities[index];
    if mode >= activity.modes.len() {
        problems.push(UncertaintyProblem::UnknownMode {
            activity: activity.key.clone(),
            found: mode,
            count: activity.modes.len(),
        });
    }
    if !seen.insert((index, mode)) {
        problems.push(UncertaintyProblem::EstimateTwice {
            activity: activity.key.clone(),
            mode,
        });
    }
}

fn work_law(
    model: &Model,
    stated: &WorkLaw,
    seen: &mut BTreeSet<(usize, usize)>,
    problems: &mut Vec<UncertaintyProblem>,
) {
    mode_once(model, (stated.activity.0, stated.mode), seen, problems);
    let mean = stated.law.mean();
    if !(0.0..=WORK_LIMIT).contains(&mean) {
        problems.push(UncertaintyProblem::Work {
            activity: model.activities[stated.activity.0].key.clone(),
            low: mean,
            high: mean,
        });
    }
}

fn once<'k>(key: &'k str, keys: &mut BTreeSet<&'k str>, problems: &mut Vec<UncertaintyProblem>) {
    if !keys.insert(key) {
        problems.push(UncertaintyProblem::KeyTwice {
            key: key.to_owned(),
        });
    }
}
