//! One activity: its dates, its work, its pieces.

use super::{Violation, begin, stretches};
use crate::{Model, Progress, Schedule, Tick};

/// Dates of an activity against what has happened, its fixed start, its release and the data date.
pub(super) fn dates(
    model: &Model,
    schedule: &Schedule,
    index: usize,
    violations: &mut Vec<Violation>,
) {
    let activity = &model.activities[index];
    let start = schedule.starts[index];
    if activity.progress.is_some() {
        happened(model, schedule, index, violations);
        return;
    }
    if let Some(fixed) = activity.fixed_start {
        if fixed != start {
            violations.push(Violation::Fixed {
                activity: activity.key.clone(),
                fixed,
                start,
            });
        }
        return;
    }
    let release = activity.release.unwrap_or(0);
    if start < release {
        violations.push(Violation::Release {
            activity: activity.key.clone(),
            release,
            start,
        });
    }
    let data_date = model.data_date.unwrap_or(Tick::MIN);
    to_be_done(model, (schedule, index), data_date, violations);
}

/// Actual dates are kept, and what remains is done after the data date.
fn happened(model: &Model, schedule: &Schedule, index: usize, violations: &mut Vec<Violation>) {
    let activity = &model.activities[index];
    let (actual, done) = match activity.progress {
        Some(Progress::Started { start, .. }) => (start, None),
        Some(Progress::Finished { start, finish }) => (start, Some(finish)),
        None => return,
    };
    let (found_start, found_finish) = (schedule.starts[index], schedule.finishes[index]);
    if found_start != actual || done.is_some_and(|done| found_finish != done) {
        violations.push(Violation::Progress {
            activity: activity.key.clone(),
            start: actual,
            finish: done,
            found_start,
            found_finish,
        });
    }
    if done.is_none() {
        let data_date = model.data_date.unwrap_or(actual).max(actual);
        to_be_done(model, (schedule, index), data_date, violations);
    }
}

/// Work still to be done begins after the data date, in working time.
fn to_be_done(
    model: &Model,
    (schedule, index): (&Schedule, usize),
    data_date: Tick,
    violations: &mut Vec<Violation>,
) {
    let activity = &model.activities[index];
    let mode = &activity.modes[schedule.modes[index]];
    let start = begin(model, schedule, index);
    if start < data_date {
        violations.push(Violation::DataDate {
            activity: activity.key.clone(),
            data_date,
            start,
        });
    }
    if work(model, schedule, index) > 0 && !model.calendars[mode.calendar.0].is_working(start) {
        violations.push(Violation::NotWorking {
            activity: activity.key.clone(),
            start,
        });
    }
}

/// Working ticks still to be done.
pub(super) fn work(model: &Model, schedule: &Schedule, index: usize) -> i64 {
    let activity = &model.activities[index];
    match activity.progress {
        None => activity.modes[schedule.modes[index]].work,
        Some(Progress::Started { remaining, .. }) => remaining,
        Some(Progress::Finished { .. }) => 0,
    }
}

/// Work, pieces and finish of an activity against its calendar, its rule for splits and its deadline.
pub(super) fn work_and_finish(
    model: &Model,
    schedule: &Schedule,
    index: usize,
    violations: &mut Vec<Violation>,
) {
    let activity = &model.activities[index];
    let finish = schedule.finishes[index];
    if !matches!(activity.progress, Some(Progress::Finished { .. })) {
        pieces(model, schedule, index, violations);
        amount(model, schedule, index, violations);
    }
    if let Some(deadline) = activity.deadline.filter(|deadline| finish > *deadline) {
        violations.push(Violation::Late {
            activity: activity.key.clone(),
            deadline,
            finish,
        });
    }
}

/// The stretches of work hold the work, no more and no less.
fn amount(model: &Model, schedule: &Schedule, index: usize, violations: &mut Vec<Violation>) {
    let activity = &model.activities[index];
    let calendar = &model.calendars[activity.modes[schedule.modes[index]].calendar.0];
    let (start, finish) = (begin(model, schedule, index), schedule.finishes[index]);
    let work = work(model, schedule, index);
    let stretches = stretches(model, schedule, index);
    let found: i64 = stretches
        .iter()
        .map(|(from, to)| calendar.work_between(*from, *to))
        .sum();
    let filled = if work == 0 {
        start == finish
    } else {
        // The last tick is worked too: a finish drawn out over the pause after it would hold resources for nothing.
        let ends_worked = |(_, to): &(Tick, Tick)| calendar.is_working(to - 1);
        start < finish && found == work && stretches.iter().all(ends_worked)
    };
    if !filled {
        violations.push(Violation::Work {
            activity: activity.key.clone(),
            work,
            found,
            start,
            finish,
        });
    }
}

/// Pieces are allowed, lie one after the other from begin to finish, begin in working time and are long enough.
fn pieces(model: &Model, schedule: &Schedule, index: usize, violations: &mut Vec<Violation>) {
    let Some(pieces) = schedule.pieces.get(&index) else {
        return;
    };
    let activity = &model.activities[index];
    let calendar = &model.calendars[activity.modes[schedule.modes[index]].calendar.0];
    let finish = schedule.finishes[index];
    let in_order = pieces.windows(2).all(|two| two[0].finish <= two[1].start);
    let forward = pieces.iter().all(|piece| piece.start < piece.finish);
    let begun = activity.progress.is_some();
    let start = schedule.starts[index];
    let first = pieces
        .first()
        .is_some_and(|first| begun || first.start == start);
    let last = pieces.last().is_some_and(|last| last.finish == finish);
    if activity.split.is_none() || !(in_order && forward && first && last) {
        violations.push(Violation::Pieces {
            activity: activity.key.clone(),
            count: pieces.len(),
            start,
            finish,
        });
        return;
    }
    let least = activity.split.map_or(0, |split| split.least_piece);
    for piece in pieces {
        let found = calendar.work_between(piece.start, piece.finish);
        if pieces.len() > 1 && found < least {
            violations.push(Violation::ShortPiece {
                activity: activity.key.clone(),
                least,
                found,
                start: piece.start,
            });
        }
        if piece.start != pieces[0].start && !calendar.is_working(piece.start) {
            violations.push(Violation::NotWorking {
                activity: activity.key.clone(),
                start: piece.start,
            });
        }
    }
}
