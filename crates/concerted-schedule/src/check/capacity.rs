//! Resources: nobody does more at once than there is capacity for, and skills are served by those who have them.

use std::collections::BTreeMap;

use super::{Violation, stretches};
use crate::{Model, Progress, Schedule, Tick};

/// Who is assigned against the skills that each activity demands.
pub(super) fn assignments(model: &Model, schedule: &Schedule, violations: &mut Vec<Violation>) {
    for (index, activity) in model.activities.iter().enumerate() {
        let mode = &activity.modes[schedule.modes[index]];
        let (mut expected, mut found) = (BTreeMap::new(), BTreeMap::new());
        let held = match activity.progress {
            None => mode.work > 0,
            Some(Progress::Started { remaining, .. }) => remaining > 0,
            Some(Progress::Finished { .. }) => false,
        };
        for demand in mode.skills.iter().filter(|_| held) {
            *expected.entry(demand.skill.0).or_insert(0_u64) += u64::from(demand.units);
        }
        for assigned in schedule.assignments.get(&index).into_iter().flatten() {
            let (skill, resource) = (assigned.skill, assigned.resource);
            let described = model.resources.get(resource.0);
            if described.is_none_or(|r| !r.skills.contains(&skill)) {
                violations.push(Violation::Unskilled {
                    activity: activity.key.clone(),
                    skill: skill.0,
                    resource: resource.0,
                });
                continue;
            }
            *found.entry(skill.0).or_insert(0_u64) += u64::from(assigned.units);
        }
        for (skill, described) in model.skills.iter().enumerate() {
            let of = |units: &BTreeMap<usize, u64>| units.get(&skill).copied().unwrap_or(0);
            let (expected, found) = (of(&expected), of(&found));
            if expected != found {
                violations.push(Violation::SkillUnits {
                    activity: activity.key.clone(),
                    skill: described.key.clone(),
                    expected,
                    found,
                });
            }
        }
    }
}

/// Units of a resource that an activity holds while it is worked on: by demand and for its skills.
fn held(model: &Model, schedule: &Schedule, index: usize, resource: usize) -> i128 {
    let mode = &model.activities[index].modes[schedule.modes[index]];
    let demands = mode.demands.iter().filter(|d| d.resource.0 == resource);
    let assigned = schedule.assignments.get(&index).into_iter().flatten();
    let assigned = assigned.filter(|a| a.resource.0 == resource);
    let units = demands.map(|d| d.units).chain(assigned.map(|a| a.units));
    units.map(i128::from).sum()
}

/// Sweeps over starts, finishes and capacity steps; each overload is reported once, where it begins.
pub(super) fn capacity(
    model: &Model,
    schedule: &Schedule,
    resource: usize,
    violations: &mut Vec<Violation>,
) {
    let described = &model.resources[resource];
    let mut changes: BTreeMap<Tick, i128> = BTreeMap::new();
    for index in 0..model.activities.len() {
        let units = held(model, schedule, index, resource);
        for (start, finish) in stretches(model, schedule, index) {
            if units > 0 && start < finish {
                *changes.entry(start).or_default() += units;
                *changes.entry(finish).or_default() -= units;
            }
        }
    }
    for step in &described.steps {
        changes.entry(step.from).or_default();
    }
    let (mut used, mut overloaded) = (0_i128, false);
    for (at, change) in changes {
        used += change;
        let steps = described.steps.iter().rev();
        let capacity = steps
            .clone()
            .find(|step| step.from <= at)
            .map_or(described.capacity, |step| step.units);
        let over = used > i128::from(capacity);
        if over && !overloaded {
            violations.push(Violation::Capacity {
                resource: described.key.clone(),
                at,
                capacity,
                used: used as u64,
            });
        }
        overloaded = over;
    }
}
