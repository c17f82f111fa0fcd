//! Earliest times under minimum and maximum links, resources left aside.
//!
//! A maximum link is a demand on its first activity: not so early that the second is too late after it. Such demands go
//! against the order of the network, so passes over it are repeated until no time changes (label correcting, Ford 1956).
//! Each pass only raises times, and each time reached is a bound, whether or not the passes come to an end.

use crate::calendar::CalendarError;
use crate::links::Limits;
use crate::network::Network;
use crate::{Progress, Schedule, ScheduleError, Tick};

/// Earliest times.
pub(crate) struct Early {
    /// Starts, finishes and modes.
    pub(crate) schedule: Schedule,
    /// When the work, or what remains of it, begins.
    pub(crate) begins: Vec<Tick>,
    /// Whether the passes came to an end. If not, maximum links and others push each other on and on.
    pub(crate) settled: bool,
}

/// Begin and finish of each activity that no schedule can undercut: the earliest over its modes, begin and finish taken
/// apart; with the mode that finishes first.
pub(crate) fn lower_bounds(network: &Network<'_>) -> Result<Early, ScheduleError> {
    passes(network, None)
}

/// Earliest times in given modes, each activity without interruption but by its calendar.
pub(crate) fn early_times(network: &Network<'_>, modes: &[usize]) -> Result<Early, ScheduleError> {
    passes(network, Some(modes))
}

fn passes(network: &Network<'_>, modes: Option<&[usize]>) -> Result<Early, ScheduleError> {
    let n = network.model.activities.len();
    let mut early = Early {
        schedule: Schedule::blank(n),
        begins: vec![0; n],
        settled: false,
    };
    // Without calendars every time settles within as many passes as there are activities, unless it never does.
    let most = if network.has_maximum { 2 * n + 16 } else { 1 };
    let mut known = vec![false; n];
    for pass in 0..most {
        let mut changed = false;
        for &activity in &network.order {
            let found = match earliest(network, activity, modes, &early, &known) {
                Ok(found) => found,
                // Pushed beyond the end of time.
                Err(_) if pass > 0 => return Ok(early),
                Err(error) => return Err(network.blame(activity)(error)),
            };
            let schedule = &mut early.schedule;
            changed |= !known[activity]
                || (found.begin, found.finish)
                    != (early.begins[activity], schedule.finishes[activity]);
            known[activity] = true;
            early.begins[activity] = found.begin;
            schedule.starts[activity] = network.start(activity, found.begin);
            schedule.finishes[activity] = found.finish;
            schedule.modes[activity] = found.mode;
        }
        if !network.has_maximum || !changed {
            early.settled = true;
            break;
        }
    }
    Ok(early)
}

struct Found {
    begin: Tick,
    finish: Tick,
    mode: usize,
}

fn earliest(
    network: &Network<'_>,
    activity: usize,
    modes: Option<&[usize]>,
    before: &Early,
    known: &[bool],
) -> Result<Found, CalendarError> {
    if let Some(Progress::Finished { start, finish }) = network.progress(activity) {
        let mode = modes.map_or(0, |modes| modes[activity]);
        return Ok(Found {
            begin: start,
            finish,
            mode,
        });
    }
    let (starts, finishes) = (&before.schedule.starts, &before.schedule.finishes);
    let mut limits = network.early_limits(activity, starts, finishes)?;
    network.tether(activity, (starts, finishes), |i| known[i], &mut limits)?;
    if let Some(modes) = modes {
        let mode = modes[activity];
        let (begin, finish) = whole(network, (activity, mode), limits)?;
        return Ok(Found {
            begin,
            finish,
            mode,
        });
    }
    let mut best: Result<Found, CalendarError> = Err(CalendarError::OutOfRange);
    for mode in 0..network.model.activities[activity].modes.len() {
        best = match (best, least(network, (activity, mode), limits)) {
            (Err(_), Ok((begin, finish))) => Ok(Found {
                begin,
                finish,
                mode,
            }),
            (Ok(b), Ok((begin, finish))) if finish < b.finish => Ok(Found {
                begin: b.begin.min(begin),
                finish,
                mode,
            }),
            (Ok(b), Ok((begin, _))) => Ok(Found {
                begin: b.begin.min(begin),
                ..b
            }),
            (Err(_), Err(error)) => Err(error),
            (found, Err(_)) => found,
        };
    }
    best
}

/// Begin and finish without interruption.
fn whole(
    network: &Network<'_>,
    (activity, mode): (usize, usize),
    limits: Limits,
) -> Result<(Tick, Tick), CalendarError> {
    let work = network.work(activity, mode);
    let begin = match network.fixed(activity) {
        Some(fixed) => fixed,
        None => network.early_start(activity, mode, work, limits)?,
    };
    let calendar = network.model.calendar(activity, mode);
    Ok((begin, calendar.add_work(begin, work)?))
}

/// Begin and finish that cannot be undercut: what may be split can begin early and still finish late.
fn least(
    network: &Network<'_>,
    (activity, mode): (usize, usize),
    limits: Limits,
) -> Result<(Tick, Tick), CalendarError> {
    let (begin, finish) = whole(network, (activity, mode), limits)?;
    let split = network.model.activities[activity].split.is_some();
    if !split || network.fixed(activity).is_some() || network.work(activity, mode) == 0 {
        return Ok((begin, finish));
    }
    let calendar = network.model.calendar(activity, mode);
    let work = network.work(activity, mode);
    let begin = begin.min(calendar.next_working(limits.start)?);
    let finish = calendar.add_work(begin, work)?.max(limits.finish);
    Ok((begin, finish))
}
