//! A general schedule engine: activities with modes, calendars, four link types with minimum and maximum lags, renewable
//! resources, skills, stocks, splits, progress and baselines; critical path, schedule generation, search, replanning,
//! explanations, an independent checker and simulation.
//!
//! Main entry points: [`validate`] a [`Model`], [`solve`] it, [`check`] the [`Schedule`], [`explain`] it and what
//! [`levelling`] moved, [`replan`] it when progress comes in, [`simulate`] it.
//!
//! ```
//! use concerted_schedule::{Activity, Calendar, Link, LinkKind, Model, Options, check, solve};
//!
//! let mut model = Model::default();
//! let days = model.add_calendar(Calendar::always());
//! let make = model.add_activity(Activity::new("make", days, 50));
//! let test = model.add_activity(Activity::new("test", days, 20));
//! model.links.push(Link::new("material", make, test, LinkKind::FinishToStart, 10));
//! let outcome = solve(&model, &Options::default(), &|| false, &mut |_| {}).unwrap();
//! let schedule = outcome.schedule.unwrap();
//! assert_eq!(schedule.makespan(), 80);
//! assert!(check(&model, &schedule).is_empty());
//! ```
//!
//! What it deliberately does not know: programs, substances, companies, dates, money, files and clocks. Time is a whole
//! number of ticks since an origin that the caller chooses; randomness comes by seed; budgets are counts. The answer to
//! the same question is the same at any number of threads.

// Tests inside the crate share their random models with those outside.
#[cfg(test)]
extern crate self as concerted_schedule;

mod blocking;
mod bounds;
mod calendar;
mod chain;
mod check;
mod clock;
mod compact;
mod compare;
mod contradiction;
mod core;
mod cp;
mod critical_path;
mod cycle;
mod dispatch_rules;
mod dispatcher;
mod draws;
mod error;
mod explain;
mod fit;
mod forward;
mod generate;
mod hazard;
mod improve;
mod influence;
mod kernel;
mod lanes;
mod ledger;
mod levelling;
mod limits;
mod links;
mod lower;
mod milestone;
mod model;
mod network;
mod objective;
mod pieces;
mod placement;
mod priority;
mod profile;
mod progress;
#[cfg(test)]
mod relaxation;
mod removed;
mod repair;
mod replan;
mod rounds;
mod run;
mod sampler;
mod schedule;
mod search;
mod sensitivity;
mod sequence;
mod simulate;
mod skills;
mod slip;
mod solve;
mod stability;
mod strike;
mod trace;
mod uncertainty;
mod validate;
mod week;
mod why_not;

pub use calendar::{Calendar, CalendarError, TICK_LIMIT};
pub use chain::{ChainStep, critical_chain};
pub use check::{Violation, check};
pub use compare::{
    Difference, MitigationGain, PolicyComparison, compare_policies, mitigation_gains,
};
pub use contradiction::contradiction;
pub use critical_path::{ActivityTimes, CriticalPath, critical_path, critical_path_with};
pub use error::ScheduleError;
pub use explain::{Driver, Explanation, explain};
pub use generate::{dispatch, generate};
pub use hazard::{
    Closure, ClosureMitigation, Effect, Impact, Mitigation, Occurrence, RiskEvent, Season,
};
pub use influence::{Influence, Source};
pub use levelling::{Cause, Levelled, levelling};
pub use milestone::{MergeBias, MilestoneResult, QuantileErrors};
pub use model::{
    Activity, ActivityIndex, Baseline, Bound, CalendarIndex, CapacityStep, Consumption, Demand,
    Link, LinkIndex, LinkKind, Mode, Model, Production, Progress, Resource, ResourceIndex, Skill,
    SkillDemand, SkillIndex, Split, Stock, StockIndex, Tick,
};
pub use objective::Objective;
pub use pieces::stretches;
pub use priority::{Priority, Rule};
pub use progress::{ProgressNote, progress_notes};
pub use replan::{Former, Moved, ReplanOptions, Replanned, replan};
pub use schedule::{Assignment, Piece, Schedule};
pub use sensitivity::{Sensitivity, TornadoBar, sensitivities, tornado};
pub use simulate::{Convergence, Policy, SimulationOptions, SimulationResult, simulate};
pub use solve::{LogEntry, Options, Outcome, Status, solve};
pub use uncertainty::{Estimate, Group, Risk, Shape, Uncertainty, UncertaintyProblem, WorkLaw};
pub use validate::{ModelProblem, validate};
pub use week::{Week, WeekProblem};
pub use why_not::{LeftAside, WhyNot, WhyNotAnswer, WhyNotRule, why_not_earlier};
