//! Point 1, logic: tasks without a predecessor or without a successor.
//!
//! # What it checks
//! The share of incomplete tasks that lack a link before or after them, in the network of the model; at most 5 %.
//!
//! # Why it matters
//! A task that nothing drives, or that drives nothing, hides what a delay does.
//!
//! # Example
//! A task `clean` that no other waits for counts.
//!
//! # Limits of validity
//! The first and the last task lack one by nature and count too, which small plans feel.
//!
//! # References
//! DCMA-EA PAM 200.1 (2012), see [`super`].

use std::collections::BTreeSet;

use concerted_schedule::Bound;

use super::facts::Facts;
use super::{Ask, QualityPoint};

pub(super) fn point(facts: &Facts<'_>) -> QualityPoint {
    let links = facts
        .model
        .links
        .iter()
        .filter(|link| link.bound == Bound::Minimum);
    let (mut leave, mut reach) = (BTreeSet::new(), BTreeSet::new());
    for link in links {
        leave.insert(link.from.0);
        reach.insert(link.to.0);
    }
    let loose = facts.incomplete.iter().copied().filter(|task| {
        let activity = facts.mapping.activity(*task).map_or(usize::MAX, |a| a.0);
        !leave.contains(&activity) || !reach.contains(&activity)
    });
    let offending = facts.ids(loose);
    Ask::share(1, "logic", 5.0).among(offending, facts.incomplete.len(), "incomplete tasks")
}
