//! Point 7, negative float: tasks that are late already.
//!
//! # What it checks
//! The share of incomplete tasks with a total float below zero; none is allowed.
//!
//! # Why it matters
//! The plan as drawn cannot keep a deadline or a fixed date.
//!
//! # Example
//! A chain of 20 days before a deadline in 15 has a float of -5 days all along.
//!
//! # Limits of validity
//! Resources do not enter the float: without them a plan may look in time that is not.
//!
//! # References
//! DCMA-EA PAM 200.1 (2012), see [`super`].

use super::facts::Facts;
use super::{Ask, QualityPoint};

pub(super) fn point(facts: &Facts<'_>) -> QualityPoint {
    let ask = Ask::share(7, "negative_float", 0.0);
    if let Some(why) = facts.no_path() {
        return ask.not_applicable(why);
    }
    let late = facts.incomplete.iter().copied();
    let late = late.filter(|task| facts.float(*task).is_some_and(|float| float < 0.0));
    ask.among(facts.ids(late), facts.incomplete.len(), "incomplete tasks")
}
