//! A general schedule engine: activities with modes, calendars, four link types with lags, renewable resources, stocks;
//! critical path, schedule generation, search, explanations, an independent checker and simulation.
//!
//! Main entry points: [`validate`] a [`Model`], [`solve`] it, [`check`] the [`Schedule`], [`explain`] it, [`simulate`] it.
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

mod bounds;
mod calendar;
mod check;
mod core;
mod critical_path;
mod cycle;
mod draws;
mod error;
mod explain;
mod forward;
mod generate;
mod improve;
mod influence;
mod kernel;
mod ledger;
mod links;
mod model;
mod network;
mod objective;
mod placement;
mod priority;
mod profile;
mod schedule;
mod search;
mod simulate;
mod slip;
mod solve;
mod trace;
mod uncertainty;
mod validate;
mod week;

pub use calendar::{Calendar, CalendarError, TICK_LIMIT};
pub use check::{Violation, check};
pub use critical_path::{ActivityTimes, CriticalPath, critical_path, critical_path_with};
pub use error::ScheduleError;
pub use explain::{Driver, Explanation, explain};
pub use generate::{dispatch, generate};
pub use influence::{Influence, Source};
pub use model::{
    Activity, ActivityIndex, Baseline, Bound, CalendarIndex, CapacityStep, Consumption, Demand,
    Link, LinkIndex, LinkKind, Mode, Model, Production, Progress, Resource, ResourceIndex, Skill,
    SkillDemand, SkillIndex, Split, Stock, StockIndex, Tick,
};
pub use objective::Objective;
pub use priority::{Priority, Rule};
pub use schedule::{Assignment, Piece, Schedule};
pub use simulate::{MilestoneResult, Policy, SimulationOptions, SimulationResult, simulate};
pub use solve::{LogEntry, Options, Outcome, Status, solve};
pub use uncertainty::{Estimate, Group, Risk, Shape, Uncertainty, UncertaintyProblem};
pub use validate::{ModelProblem, validate};
pub use week::{Week, WeekProblem};
