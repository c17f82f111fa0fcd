//! Finding a good schedule: priority rules first, then seeded local search, within a counted budget.

use crate::bounds::Bounds;
use crate::contradiction::failure;
use crate::core::Core;
use crate::kernel::Instance;
use crate::network::Network;
use crate::rounds::Rounds;
use crate::search::Search;
use crate::{Model, Objective, Schedule, ScheduleError, Tick};

/// How long and from which seed to search.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Options {
    /// Schedules to generate at most. The priority rules are tried whatever the budget.
    pub schedules: u64,
    /// Conflicts that the prover may meet; 0 leaves it out.
    pub conflicts: u64,
    /// Seed of the search.
    pub seed: u64,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            schedules: 1_000,
            conflicts: 2_000,
            seed: 1,
        }
    }
}

/// How good the answer is known to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// Keeps every rule, and neither lateness nor makespan can be less.
    Optimal,
    /// Keeps every rule.
    Feasible,
    /// No schedule keeps every rule; the schedule given, if any, breaks some.
    Infeasible,
    /// None was found that keeps every rule; the schedule, if any, breaks some.
    Unknown,
}

/// An improvement of the search.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LogEntry {
    /// Schedules generated when the round ended that found it.
    pub schedules: u64,
    /// Rules broken (only fixed starts can make it more than 0).
    pub broken: usize,
    /// Cost of the schedule.
    pub objective: Objective,
    /// Rule or step that found it.
    pub method: &'static str,
}

/// What the search found.
#[derive(Debug, Clone, PartialEq)]
pub struct Outcome {
    /// How good it is known to be.
    pub status: Status,
    /// The best schedule.
    pub schedule: Option<Schedule>,
    /// Its cost.
    pub objective: Option<Objective>,
    /// No schedule (where deadlines cannot all be kept: none of the least lateness) has a smaller makespan (latest finish)
    /// than this: the longest path without resources, the work demanded of one resource divided by its greatest capacity,
    /// or what was proven by constraint programming.
    pub lower_bound: Tick,
    /// (latest finish − lower bound) / latest finish: the share of the time until the last finish that may be in vain.
    /// `None` without a schedule; 0 where the latest finish is not after the origin.
    pub gap: Option<f64>,
    /// Schedules generated.
    pub schedules: u64,
    /// Improvements in order.
    pub log: Vec<LogEntry>,
    /// Why there is no schedule, or none that keeps every link, if that is so.
    pub failure: Option<ScheduleError>,
}

/// Searches for a schedule with the least [`Objective`].
///
/// Priority rules come first, each by the serial and the parallel scheme and improved once forward and backward. Then
/// come rounds until the budget is spent, the bound is reached, or `cancel` says so: of a genetic
/// search where calendars, capacities and stocks are simple enough for it, else of neighbors of the best schedule.
/// Beside it, a prover by constraint programming raises the bound and looks for what the search misses.
/// `on_improve` sees each better schedule, after the independent checker. The answer depends on model, options and the
/// answers of `cancel` only.
///
/// # Errors
/// Where the model is invalid, or a calendar ends before an activity can be done even without resources.
pub fn solve(
    model: &Model,
    options: &Options,
    cancel: &(dyn Fn() -> bool + Sync),
    on_improve: &mut dyn FnMut(&Schedule),
) -> Result<Outcome, ScheduleError> {
    let network = Network::new(model)?;
    let mut bounds = Bounds::new(&network)?;
    let mut search = Search::new(&network, *options, on_improve);
    search.rules(bounds.modes())?;
    let core = Core::of(&network);
    // The kernel knows lateness and makespan only; change against a baseline is looked for by the general search.
    let follows = model.activities.iter().any(|own| own.baseline.is_some());
    let kernel = core.exact && !follows;
    let instance = kernel.then(|| Instance::of(&core)).flatten();
    let mut rounds = Rounds::new(&core, instance.as_ref(), *options);
    while !search.settled(&bounds) && !cancel() {
        if !rounds.next(&mut search, &mut bounds, cancel) {
            break;
        }
    }
    let status = match search.broken() {
        _ if rounds.is_infeasible() || bounds.contradictory(&network)? => Status::Infeasible,
        Some(_) if search.reached(&bounds) => Status::Optimal,
        Some(0) => Status::Feasible,
        _ => Status::Unknown,
    };
    let mut outcome = search.outcome(status, bounds.makespan);
    if matches!(status, Status::Infeasible | Status::Unknown) {
        let broken = failure(&network, outcome.schedule.as_ref());
        outcome.failure = outcome.failure.or(broken);
    }
    Ok(outcome)
}
