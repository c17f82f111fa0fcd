//! What is uncertain about a model: three-point estimates, risk events, correlated groups.

use std::collections::BTreeSet;

use concerted_chance::{Distribution, DistributionError, Law, Pert, Triangular};
use thiserror::Error;

use crate::{ActivityIndex, Model};

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
        for risk in &self.risks {
            self::risk(model, risk, &mut problems);
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

fn share((what, key): (&'static str, &str), found: f64, problems: &mut Vec<UncertaintyProblem>) {
    if !(0.0..=1.0).contains(&found) {
        problems.push(UncertaintyProblem::Share {
            what,
            key: key.to_owned(),
            found,
        });
    }
}

fn estimate(
    model: &Model,
    estimate: &Estimate,
    seen: &mut BTreeSet<(usize, usize)>,
    problems: &mut Vec<UncertaintyProblem>,
) {
    let activity = &model.activities[estimate.activity.0];
    let key = || activity.key.clone();
    if estimate.mode >= activity.modes.len() {
        problems.push(UncertaintyProblem::UnknownMode {
            activity: key(),
            found: estimate.mode,
            count: activity.modes.len(),
        });
    }
    if !seen.insert((estimate.activity.0, estimate.mode)) {
        problems.push(UncertaintyProblem::EstimateTwice {
            activity: key(),
            mode: estimate.mode,
        });
    }
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
