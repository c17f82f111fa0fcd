//! Point 4, relationship types: links from a finish to a start.
//!
//! # What it checks
//! The share of finish-to-start among the links to incomplete tasks; at least 90 %.
//!
//! # Why it matters
//! Other links are harder to read, and start-to-finish is mostly a mistake.
//!
//! # Example
//! A plan of ten links with two start-to-start reaches 80 % and fails.
//!
//! # Limits of validity
//! Campaigns that overlap by design may fail with good reason.
//!
//! # References
//! DCMA-EA PAM 200.1 (2012), see [`super`].

use concerted_schedule::LinkKind;

use super::facts::{Facts, told};
use super::{Ask, QualityPoint};

pub(super) fn point(facts: &Facts<'_>) -> QualityPoint {
    let ask = Ask {
        at_least: true,
        ..Ask::share(4, "relationship_types", 90.0)
    };
    let links = facts.open_links();
    if links.is_empty() {
        return ask.not_applicable("there are no links");
    }
    let others = links
        .iter()
        .filter(|link| link.kind != LinkKind::FinishToStart);
    let offending: Vec<String> = others.map(|link| told(link)).collect();
    let plain = links.len() - offending.len();
    let value = 100.0 * plain as f64 / links.len() as f64;
    let reason = format!("{plain} of {} links are finish-to-start", links.len());
    ask.measured(value, reason, offending)
}
