//! What a structure alone says of its mutagenic hazard (ICH M7, section 6).
//!
//! Purpose: expert rules with the cohort of concern. A structure goes in, a prediction with its evidence comes out.
//!
//! Main entry points: [`screen`] for the expert rules and [`catalogue`] for their definitions.
//!
//! What it deliberately does not know: programs, routes, doses, limits and the class of ICH M7, which also rests on
//! test data. Its predictions are screening aids that need expert review.

mod alert;
mod alerts;
pub mod literature;

pub use alert::{Alert, AlertHit, CohortOfConcern, Measured, catalogue, screen};
pub use literature::Literature;
