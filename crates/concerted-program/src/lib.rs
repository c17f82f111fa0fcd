//! Joins the engines: the assessment and the plan of a whole program.
//!
//! Purpose: run the engines in a fixed order, draw the work network from the template, the user's work,
//! what findings ask for, batches and hand-offs, choose partners, schedule and simulate, and keep for
//! every number the chain to its sources.
//!
//! Main entry points: [`assess`], [`plan()`], [`what_if()`], [`design_out()`], [`why()`].
//!
//! What it deliberately does not know: files on a disk, databases, terminals, how a report looks. It is the
//! only crate that sees more than one engine. Texts of a document it sees for one reason: a change is an edit
//! of the document, and what it does is found by reading the changed document again.

mod assess;
mod assumptions;
mod consistency;
pub mod design_out;
mod evaluate;
mod figures;
mod leaves;
mod method_start;
pub mod network;
mod outcome;
mod plan;
mod route_choice;
mod scheduling;
mod sourcing;
mod timing;
mod what_if;
mod why;

pub use assess::{Assessment, assess};
pub use assumptions::Ranked;
pub use design_out::design_out;
pub use method_start::MethodStart;
pub use outcome::{Activity, Alternative, Milestone};
pub use plan::{Plan, PlanError, PlanOptions, Progress, plan};
pub use route_choice::{Criterion, PairedDates, RouteChoice, RouteStanding};
pub use what_if::{WhatIf, WhatIfError, what_if};
pub use why::{value, why};
