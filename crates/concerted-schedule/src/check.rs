//! The independent checker: whether a schedule keeps every rule of its model.
//!
//! It shares nothing with the generation of schedules but the definition of working time: usage is added up anew from
//! events, lots are drawn down anew, so that a mistake there cannot excuse itself here.

mod activity;
mod capacity;
mod links;
mod stock;
mod violation;

use crate::{Model, Progress, Schedule, TICK_LIMIT, Tick, validate};

pub use violation::Violation;

/// All rules that a schedule breaks; missed deadlines are among them, see [`Violation::is_soft`].
pub fn check(model: &Model, schedule: &Schedule) -> Vec<Violation> {
    let problems = validate(model);
    if !problems.is_empty() {
        return vec![Violation::Model {
            count: problems.len(),
        }];
    }
    let expected = model.activities.len();
    let (starts, finishes, modes) = (
        schedule.starts.len(),
        schedule.finishes.len(),
        schedule.modes.len(),
    );
    if [starts, finishes, modes] != [expected; 3] {
        return vec![Violation::Shape {
            expected,
            starts,
            finishes,
            modes,
        }];
    }
    let strays = schedule.pieces.keys().chain(schedule.assignments.keys());
    if let Some(found) = strays.copied().find(|index| *index >= expected) {
        return vec![Violation::Stray { expected, found }];
    }
    if let Some((index, found)) = beyond(schedule) {
        return vec![Violation::OutOfRange {
            activity: model.activities[index].key.clone(),
            limit: TICK_LIMIT,
            found,
        }];
    }
    let mut violations: Vec<Violation> = (0..expected)
        .filter(|i| schedule.modes[*i] >= model.activities[*i].modes.len())
        .map(|i| Violation::Mode {
            activity: model.activities[i].key.clone(),
            found: schedule.modes[i],
        })
        .collect();
    if !violations.is_empty() {
        return violations;
    }
    for index in 0..expected {
        activity::dates(model, schedule, index, &mut violations);
        activity::work_and_finish(model, schedule, index, &mut violations);
    }
    links::links(model, schedule, &mut violations);
    capacity::assignments(model, schedule, &mut violations);
    for resource in 0..model.resources.len() {
        capacity::capacity(model, schedule, resource, &mut violations);
    }
    for stock in 0..model.stocks.len() {
        stock::draw_down(model, schedule, stock, &mut violations);
    }
    violations
}

/// An activity with a time beyond the limit of calendars, and the time.
pub(crate) fn beyond(schedule: &Schedule) -> Option<(usize, Tick)> {
    let starts = schedule.starts.iter().copied().enumerate();
    let finishes = schedule.finishes.iter().copied().enumerate();
    let pieces = schedule.pieces.iter();
    let pieces = pieces.flat_map(|(i, p)| p.iter().flat_map(|p| [(*i, p.start), (*i, p.finish)]));
    starts
        .chain(finishes)
        .chain(pieces)
        .find(|(_, time)| !(-TICK_LIMIT..=TICK_LIMIT).contains(time))
}

/// When the work of an activity begins; of work under way, what remains of it.
fn begin(model: &Model, schedule: &Schedule, index: usize) -> Tick {
    let first = schedule
        .pieces
        .get(&index)
        .and_then(|pieces| pieces.first());
    let Some(Progress::Started { remaining, .. }) = model.activities[index].progress else {
        return schedule.starts[index];
    };
    if let Some(first) = first {
        return first.start;
    }
    let calendar = model.activities[index].modes[schedule.modes[index]].calendar;
    let finish = schedule.finishes[index];
    // A calendar without so much work leaves the rule of work broken.
    let begin = model.calendars[calendar.0].subtract_work(finish, remaining);
    begin.unwrap_or(finish)
}

/// The times in which an activity is still worked on.
fn stretches(model: &Model, schedule: &Schedule, index: usize) -> Vec<(Tick, Tick)> {
    if matches!(
        model.activities[index].progress,
        Some(Progress::Finished { .. })
    ) {
        return Vec::new();
    }
    match schedule.pieces.get(&index) {
        Some(pieces) => pieces.iter().map(|p| (p.start, p.finish)).collect(),
        None => vec![(begin(model, schedule, index), schedule.finishes[index])],
    }
}
