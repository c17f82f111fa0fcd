//! Everything that is wrong with a model, in one go.

use std::collections::BTreeMap;

use thiserror::Error;

use crate::cycle::cycles;
use crate::{Activity, Consumption, Model, Progress, Tick};

mod features;

/// Times and lengths in a model stay within 2⁴⁰ ticks, so that a chain of them stays within the range of calendars.
const ENTRY_LIMIT: i64 = 1 << 40;

/// One thing that is wrong with a model.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum ModelProblem {
    /// Two entries of a kind have the same key.
    #[error("{kind} `{key}` occurs twice")]
    DuplicateKey {
        /// Activity, resource or stock.
        kind: &'static str,
        /// The key.
        key: String,
    },
    /// Something refers to an entry that does not exist.
    #[error("{place} refers to {kind} number {found}, but there are {count}")]
    UnknownIndex {
        /// Where the reference is.
        place: String,
        /// What it refers to.
        kind: &'static str,
        /// Position referred to.
        found: usize,
        /// Number of entries.
        count: usize,
    },
    /// An activity cannot be done in any way.
    #[error("activity `{activity}` needs at least one mode, found none")]
    NoModes {
        /// Key of the activity.
        activity: String,
    },
    /// A number is outside its range.
    #[error("{what} of `{place}` must be between {least} and {most}, found {found}")]
    OutOfRange {
        /// Which number.
        what: &'static str,
        /// Key of the entry.
        place: String,
        /// Smallest value allowed.
        least: i64,
        /// Largest value allowed.
        most: i64,
        /// Value found.
        found: i64,
    },
    /// A mode demands more than the resource ever has.
    #[error(
        "activity `{activity}` demands {demand} units of `{resource}` in mode {mode}, which never has more than {capacity}"
    )]
    DemandOverCapacity {
        /// Key of the activity.
        activity: String,
        /// Position of the mode.
        mode: usize,
        /// Key of the resource.
        resource: String,
        /// Units demanded.
        demand: u64,
        /// Largest capacity over time.
        capacity: u32,
    },
    /// Capacity steps are not in ascending order of time.
    #[error(
        "capacity steps of `{resource}` must be in ascending order of time, step {step} is not"
    )]
    UnsortedSteps {
        /// Key of the resource.
        resource: String,
        /// Position of the step.
        step: usize,
    },
    /// More of a stock is used than exists and is made.
    #[error("activities use {needed} units of `{stock}`, but only {supplied} exist or are made")]
    StockShort {
        /// Key of the stock.
        stock: String,
        /// Total used.
        needed: u128,
        /// Initial amount and total made.
        supplied: u128,
    },
    /// A mode demands more units of a skill, beside its other demands, than all who have it can ever give at once.
    #[error(
        "activity `{activity}` demands {demand} units with skill `{skill}` in mode {mode}, but those who have it lack {missing}"
    )]
    SkillShort {
        /// Key of the activity.
        activity: String,
        /// Position of the mode.
        mode: usize,
        /// Key of the skill.
        skill: String,
        /// Units demanded.
        demand: u64,
        /// Units that nobody is left for.
        missing: u64,
    },
    /// Minimum links lead back to where they came from.
    #[error("activities wait for each other in a circle: {}", circle(.activities))]
    Cycle {
        /// Keys along the circle.
        activities: Vec<String>,
        /// Keys of the links along the circle, the first from the first activity to the second.
        links: Vec<String>,
    },
}

fn circle(activities: &[String]) -> String {
    let mut names: Vec<String> = activities.iter().map(|key| format!("`{key}`")).collect();
    names.extend(names.first().cloned());
    names.join(" before ")
}

/// All problems of a model, in the order of its parts; empty if it can be scheduled (as far as that can be seen without
/// scheduling it).
///
/// ```
/// use concerted_schedule::{Activity, Calendar, Link, LinkKind, Model, validate};
///
/// let mut model = Model::default();
/// let calendar = model.add_calendar(Calendar::always());
/// let a = model.add_activity(Activity::new("a", calendar, 1));
/// let b = model.add_activity(Activity::new("b", calendar, -1));
/// model.links.push(Link::new("1", a, b, LinkKind::FinishToStart, 0));
/// model.links.push(Link::new("2", b, a, LinkKind::StartToStart, 0));
/// assert_eq!(validate(&model).len(), 2);
/// ```
pub fn validate(model: &Model) -> Vec<ModelProblem> {
    let mut problems = Vec::new();
    duplicates(
        "activity",
        model.activities.iter().map(|a| a.key.as_str()),
        &mut problems,
    );
    duplicates(
        "resource",
        model.resources.iter().map(|r| r.key.as_str()),
        &mut problems,
    );
    duplicates(
        "stock",
        model.stocks.iter().map(|s| s.key.as_str()),
        &mut problems,
    );
    duplicates(
        "skill",
        model.skills.iter().map(|s| s.key.as_str()),
        &mut problems,
    );
    resources(model, &mut problems);
    features::data_date(model, &mut problems);
    for activity in &model.activities {
        times(activity, &mut problems);
        features::history(activity, &mut problems);
        features::skill_references(model, activity, &mut problems);
        modes(model, activity, &mut problems);
        stock_references(model, activity, &mut problems);
    }
    links(model, &mut problems);
    stock_totals(model, &mut problems);
    cycles(model, &mut problems);
    // Only what refers to entries that exist can be looked at together.
    if problems.is_empty() {
        features::skill_totals(model, &mut problems);
    }
    problems
}

fn duplicates<'k>(
    kind: &'static str,
    keys: impl Iterator<Item = &'k str>,
    problems: &mut Vec<ModelProblem>,
) {
    let mut seen: BTreeMap<&str, u32> = BTreeMap::new();
    for key in keys {
        *seen.entry(key).or_default() += 1;
    }
    for (key, count) in seen {
        if count > 1 {
            problems.push(ModelProblem::DuplicateKey {
                kind,
                key: key.to_owned(),
            });
        }
    }
}

/// Reports a number outside [least, most].
fn range(
    (what, place): (&'static str, &str),
    (least, most): (i64, i64),
    found: i64,
    problems: &mut Vec<ModelProblem>,
) {
    if !(least..=most).contains(&found) {
        problems.push(ModelProblem::OutOfRange {
            what,
            place: place.to_owned(),
            least,
            most,
            found,
        });
    }
}

/// Reports a reference to an entry that does not exist; says whether it exists.
fn known(
    place: impl FnOnce() -> String,
    kind: &'static str,
    (found, count): (usize, usize),
    problems: &mut Vec<ModelProblem>,
) -> bool {
    if found >= count {
        problems.push(ModelProblem::UnknownIndex {
            place: place(),
            kind,
            found,
            count,
        });
    }
    found < count
}

fn resources(model: &Model, problems: &mut Vec<ModelProblem>) {
    for resource in &model.resources {
        let mut last: Option<Tick> = None;
        for (step, change) in resource.steps.iter().enumerate() {
            range(
                ("capacity step", &resource.key),
                (-ENTRY_LIMIT, ENTRY_LIMIT),
                change.from,
                problems,
            );
            if last.is_some_and(|last| last >= change.from) {
                problems.push(ModelProblem::UnsortedSteps {
                    resource: resource.key.clone(),
                    step,
                });
            }
            last = Some(change.from);
        }
        for skill in &resource.skills {
            let place = || format!("resource `{}`", resource.key);
            known(place, "skill", (skill.0, model.skills.len()), problems);
        }
    }
}

fn times(activity: &Activity, problems: &mut Vec<ModelProblem>) {
    for (what, time) in [
        ("release", activity.release),
        ("deadline", activity.deadline),
        ("fixed start", activity.fixed_start),
    ] {
        if let Some(found) = time {
            range(
                (what, &activity.key),
                (-ENTRY_LIMIT, ENTRY_LIMIT),
                found,
                problems,
            );
        }
    }
}

fn modes(model: &Model, activity: &Activity, problems: &mut Vec<ModelProblem>) {
    let key = &activity.key;
    if activity.modes.is_empty() {
        problems.push(ModelProblem::NoModes {
            activity: key.clone(),
        });
    }
    for (index, mode) in activity.modes.iter().enumerate() {
        let place = || format!("activity `{key}`");
        range(("work", key), (0, ENTRY_LIMIT), mode.work, problems);
        known(
            place,
            "calendar",
            (mode.calendar.0, model.calendars.len()),
            problems,
        );
        // Two demands on the same resource add up.
        let mut total: BTreeMap<usize, u64> = BTreeMap::new();
        for demand in &mode.demands {
            if known(
                place,
                "resource",
                (demand.resource.0, model.resources.len()),
                problems,
            ) {
                *total.entry(demand.resource.0).or_default() += u64::from(demand.units);
            }
        }
        // What is done holds nothing any more.
        let done = matches!(activity.progress, Some(Progress::Finished { .. }));
        for (resource, demand) in total.into_iter().filter(|_| mode.work > 0 && !done) {
            let resource = &model.resources[resource];
            let steps = resource.steps.iter().map(|step| step.units);
            let capacity = steps.fold(resource.capacity, u32::max);
            if demand > u64::from(capacity) {
                problems.push(ModelProblem::DemandOverCapacity {
                    activity: key.clone(),
                    mode: index,
                    resource: resource.key.clone(),
                    demand,
                    capacity,
                });
            }
        }
    }
}

fn stock_references(model: &Model, activity: &Activity, problems: &mut Vec<ModelProblem>) {
    let place = || format!("activity `{}`", activity.key);
    let count = model.stocks.len();
    for production in &activity.produces {
        known(place, "stock", (production.stock.0, count), problems);
        range(
            ("release delay", &activity.key),
            (0, ENTRY_LIMIT),
            production.release_delay,
            problems,
        );
        if let Some(life) = production.shelf_life {
            range(
                ("shelf life", &activity.key),
                (0, ENTRY_LIMIT),
                life,
                problems,
            );
        }
    }
    let in_modes = activity.modes.iter().flat_map(|mode| &mode.consumes);
    for consumption in activity.consumes.iter().chain(in_modes) {
        known(place, "stock", (consumption.stock.0, count), problems);
    }
}

fn links(model: &Model, problems: &mut Vec<ModelProblem>) {
    for link in &model.links {
        let place = || format!("link `{}`", link.key);
        for end in [link.from, link.to] {
            known(place, "activity", (end.0, model.activities.len()), problems);
        }
        if let Some(calendar) = link.lag_calendar {
            known(
                place,
                "calendar",
                (calendar.0, model.calendars.len()),
                problems,
            );
        }
        range(
            ("lag", &link.key),
            (-ENTRY_LIMIT, ENTRY_LIMIT),
            link.lag,
            problems,
        );
    }
}

fn stock_totals(model: &Model, problems: &mut Vec<ModelProblem>) {
    for (index, stock) in model.stocks.iter().enumerate() {
        let (mut needed, mut supplied) = (0_u128, u128::from(stock.initial));
        for activity in &model.activities {
            let amount = |used: &[Consumption]| -> u128 {
                let of_stock = used.iter().filter(|c| c.stock.0 == index);
                of_stock.map(|c| u128::from(c.amount)).sum()
            };
            let least = activity.modes.iter().map(|mode| amount(&mode.consumes));
            if activity.progress.is_none() {
                // What has begun took what was there.
                needed += amount(&activity.consumes) + least.min().unwrap_or(0);
            }
            let made = activity.produces.iter().filter(|p| p.stock.0 == index);
            supplied += made.map(|p| u128::from(p.amount)).sum::<u128>();
        }
        if needed > supplied {
            problems.push(ModelProblem::StockShort {
                stock: stock.key.clone(),
                needed,
                supplied,
            });
        }
    }
}
