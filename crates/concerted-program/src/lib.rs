//! Joins the engines: the assessment and the plan of a whole program.
//!
//! Purpose: run the engines in a fixed order, draw the work network from the template, the user's work,
//! what findings ask for, batches and hand-offs, choose partners, schedule and simulate, and keep for
//! every number the chain to its sources.
//!
//! Main entry points: [`assess`], [`plan()`], [`why()`].
//!
//! What it deliberately does not know: files, databases, terminals, how a report looks. It is the only
//! crate that sees more than one engine.

mod assess;
mod assumptions;
mod consistency;
mod evaluate;
mod figures;
pub mod network;
mod outcome;
mod plan;
mod scheduling;
mod sourcing;
mod timing;
mod why;

pub use assess::{Assessment, assess};
pub use assumptions::Ranked;
pub use outcome::{Activity, Alternative, Milestone};
pub use plan::{Plan, PlanError, PlanOptions, Progress, plan};
pub use why::{value, why};
