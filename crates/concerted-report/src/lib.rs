//! A plan for its readers: one HTML page, one JSON document, one table of activities, one screen of text.
//!
//! Purpose: show a finished [`concerted_program::Plan`] so that every number can be asked for its origin.
//!
//! Main entry points: [`html`], [`plan_json`], [`activities_csv`], [`summary`].
//!
//! What it deliberately does not know: files, clocks, networks and how anything is computed. It shows what
//! the plan holds and invents nothing: what is absent reads "not known". The page loads nothing from
//! elsewhere, and the same plan gives the same bytes.

mod activities;
mod contact;
mod error;
mod fan;
mod gantt;
mod html;
mod json;
mod number;
mod palette;
mod prose;
mod ranges;
mod shown;
mod summary;
mod svg;
mod time_axis;

pub use activities::activities_csv;
pub use error::ReportError;
pub use html::html;
pub use json::plan_json;
pub use summary::summary;
