//! A plan for its readers: one HTML page, one JSON document, one table of activities, one screen of text.
//!
//! Purpose: show a finished [`concerted_program::Plan`] so that every number can be asked for its origin.
//!
//! Main entry points: [`html`], [`plan_json`], [`activities_csv`], [`summary`]; [`m7_html`] shows the impurities of an
//! assessment alone.
//!
//! What it deliberately does not know: files, clocks, networks and how anything is computed. It shows what
//! the plan holds and invents nothing: what is absent reads "not known". The page loads nothing from
//! elsewhere, and the same plan gives the same bytes.

mod activities;
mod contact;
mod decision;
mod error;
mod fan;
mod form_charts;
mod gantt;
mod html;
mod impurity;
mod json;
mod m7;
mod number;
mod palette;
mod prose;
mod ranges;
mod shown;
mod structure;
mod summary;
mod svg;
mod time_axis;

pub use activities::activities_csv;
pub use decision::{decision_html, radar_svg, waterfall_svg};
pub use error::ReportError;
pub use form_charts::{free_energy_svg, solvents_svg};
pub use html::html;
pub use json::{impurity_json, m7_json, plan_json, potency_json, purge_json};
pub use m7::m7_html;
pub use summary::summary;
