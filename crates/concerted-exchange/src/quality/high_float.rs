//! Point 6, high float: tasks that can slip by more than 44 working days.
//!
//! # What it checks
//! The share of incomplete tasks with a total float above 44 working days; at most 5 %.
//!
//! # Why it matters
//! A float of two months mostly means that a successor is missing.
//!
//! # Example
//! A report that nothing waits for has all the time to the end of the plan.
//!
//! # Limits of validity
//! Resources do not enter the float.
//!
//! # References
//! DCMA-EA PAM 200.1 (2012), see [`super`].

use super::facts::Facts;
use super::{Ask, QualityPoint};

/// Working days of two months.
const LIMIT: f64 = 44.0;

pub(super) fn point(facts: &Facts<'_>) -> QualityPoint {
    let ask = Ask::share(6, "high_float", 5.0);
    if let Some(why) = facts.no_path() {
        return ask.not_applicable(why);
    }
    let high = facts.incomplete.iter().copied();
    let high = high.filter(|task| facts.float(*task).is_some_and(|float| float > LIMIT));
    ask.among(facts.ids(high), facts.incomplete.len(), "incomplete tasks")
}
