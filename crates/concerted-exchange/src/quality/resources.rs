//! Point 10, resources: work that nobody does and nothing pays.
//!
//! # What it checks
//! The share of incomplete tasks of a day or more without an assignment or a cost; none should be.
//!
//! # Why it matters
//! A plan without people cannot say whether it can be done.
//!
//! # Example
//! A synthesis of five days without a chemist counts.
//!
//! # Limits of validity
//! The pamphlet gives no threshold; 0 % is its aim. Where no task has a resource or cost, the plan is not loaded and the point does not apply.
//!
//! # References
//! DCMA-EA PAM 200.1 (2012), see [`super`].

use std::collections::BTreeSet;

use super::facts::Facts;
use super::{Ask, QualityPoint};

pub(super) fn point(facts: &Facts<'_>) -> QualityPoint {
    let ask = Ask::share(10, "resources", 0.0);
    let project = facts.project;
    let assigned: BTreeSet<&str> = project
        .assignments
        .iter()
        .map(|a| a.task.as_str())
        .collect();
    if assigned.is_empty() && project.tasks.iter().all(|task| task.cost.is_none()) {
        return ask.not_applicable("no task has a resource or a cost");
    }
    let day = facts.days(1);
    let work: Vec<usize> = facts
        .incomplete
        .iter()
        .copied()
        .filter(|task| facts.task(*task).duration().amount >= day)
        .collect();
    let bare = work.iter().copied().filter(|task| {
        let task = facts.task(*task);
        !assigned.contains(task.id.as_str()) && task.cost.is_none()
    });
    ask.among(
        facts.ids(bare),
        work.len(),
        "incomplete tasks of a day or more",
    )
}
