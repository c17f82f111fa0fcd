//! Why no schedule can be computed.

use thiserror::Error;

use crate::{CalendarError, ModelProblem, UncertaintyProblem};

/// Why no schedule can be computed.
#[derive(Debug, Clone, PartialEq, Error)]
pub enum ScheduleError {
    /// The model contradicts itself; every problem is listed.
    #[error("the model has {} problems, the first: {}", .0.len(), first(.0))]
    Invalid(Vec<ModelProblem>),
    /// Working time ended.
    #[error("`{activity}` cannot be placed: {source}")]
    Calendar {
        /// Key of the activity.
        activity: String,
        /// What the calendar said.
        source: CalendarError,
    },
    /// The capacity stays below the demand for ever.
    #[error("`{activity}` cannot be placed: `{resource}` never again has {units} units free")]
    NoCapacity {
        /// Key of the activity.
        activity: String,
        /// Key of the resource.
        resource: String,
        /// Units demanded.
        units: u32,
    },
    /// Not enough unexpired stock can be made for an activity in the order tried.
    #[error(
        "`{activity}` cannot be placed: `{stock}` never has {amount} unexpired units left for it"
    )]
    NoStock {
        /// Key of the activity.
        activity: String,
        /// Key of the stock.
        stock: String,
        /// Amount needed.
        amount: u64,
    },
    /// Those with a skill never again have enough units free at once.
    #[error(
        "`{activity}` cannot be placed: never again are {units} units with skill `{skill}` free"
    )]
    NoSkill {
        /// Key of the activity.
        activity: String,
        /// Key of the skill.
        skill: String,
        /// Units demanded.
        units: u64,
    },
    /// Minimum and maximum lags, fixed starts and durations push each other later and later, round and round.
    #[error("links contradict each other: {}", names(.links))]
    Contradiction {
        /// Keys of the links along the circle, each leading to the next.
        links: Vec<String>,
    },
    /// The search found no schedule that keeps these links, without proof that there is none.
    #[error("no schedule was found that keeps these links: {}", names(.links))]
    LinksBroken {
        /// Keys of the links that the best schedule breaks.
        links: Vec<String>,
    },
    /// A priority or a list of modes does not fit the model.
    #[error("`{what}` must have {expected} entries that fit the model, found {found}")]
    Misfit {
        /// Which argument.
        what: &'static str,
        /// Number of activities.
        expected: usize,
        /// Number given, or the position of the entry that does not fit.
        found: usize,
    },
    /// The statement of uncertainty does not fit the model.
    #[error("the uncertainty has {} problems, the first: {}", .0.len(), first(.0))]
    Uncertainty(Vec<UncertaintyProblem>),
}

fn names(links: &[String]) -> String {
    let names: Vec<String> = links.iter().map(|key| format!("`{key}`")).collect();
    names.join(", ")
}

fn first(problems: &[impl ToString]) -> String {
    problems
        .first()
        .map(ToString::to_string)
        .unwrap_or_default()
}
