//! Point 2, leads: links with a negative lag.
//!
//! # What it checks
//! The share of links to incomplete tasks whose lag is negative; none is allowed.
//!
//! # Why it matters
//! A lead starts a task before what it needs is there; a task that is split in two says the same openly.
//!
//! # Example
//! `2FS-1d` counts.
//!
//! # Limits of validity
//! Maximum lags are bounds and not leads; they do not count.
//!
//! # References
//! DCMA-EA PAM 200.1 (2012), see [`super`].

use super::facts::{Facts, told};
use super::{Ask, QualityPoint};

pub(super) fn point(facts: &Facts<'_>) -> QualityPoint {
    let links = facts.open_links();
    let leads = links.iter().filter(|link| link.lag.amount < 0);
    let offending: Vec<String> = leads.map(|link| told(link)).collect();
    Ask::share(2, "leads", 0.0).among(offending, links.len(), "links")
}
