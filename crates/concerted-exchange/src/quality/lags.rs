//! Point 3, lags: links with a positive lag.
//!
//! # What it checks
//! The share of links to incomplete tasks whose lag is positive; at most 5 %.
//!
//! # Why it matters
//! A lag is work or waiting that nobody is named for.
//!
//! # Example
//! `2FS+5d` for drying counts; a task `dry` of five days does not.
//!
//! # Limits of validity
//! Lags that stand for laws of nature count like any other.
//!
//! # References
//! DCMA-EA PAM 200.1 (2012), see [`super`].

use super::facts::{Facts, told};
use super::{Ask, QualityPoint};

pub(super) fn point(facts: &Facts<'_>) -> QualityPoint {
    let links = facts.open_links();
    let lags = links.iter().filter(|link| link.lag.amount > 0);
    let offending: Vec<String> = lags.map(|link| told(link)).collect();
    Ask::share(3, "lags", 5.0).among(offending, links.len(), "links")
}
