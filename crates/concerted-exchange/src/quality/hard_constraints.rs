//! Point 5, hard constraints: dates that keep links from moving a task.
//!
//! # What it checks
//! The share of incomplete tasks that must start or finish on a date or not after one; at most 5 %.
//!
//! # Why it matters
//! Such a date hides the delay that links would show.
//!
//! # Example
//! `must start on 1 June` counts, `not before 1 June` and a deadline do not.
//!
//! # Limits of validity
//! Slots booked at a contractor are such dates in truth; the share says how many there are.
//!
//! # References
//! DCMA-EA PAM 200.1 (2012), see [`super`].

use super::facts::Facts;
use super::{Ask, QualityPoint};

pub(super) fn point(facts: &Facts<'_>) -> QualityPoint {
    let hard = facts.incomplete.iter().copied().filter(|task| {
        facts
            .task(*task)
            .constraints
            .iter()
            .any(|constraint| constraint.kind.is_hard())
    });
    let offending = facts.ids(hard);
    let of = facts.incomplete.len();
    Ask::share(5, "hard_constraints", 5.0).among(offending, of, "incomplete tasks")
}
