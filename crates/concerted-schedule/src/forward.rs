//! Forward passes over the links, resources left aside.

use crate::calendar::CalendarError;
use crate::network::Network;
use crate::{Schedule, ScheduleError, Tick};

/// Writes the earliest times for the schedule's modes, with the work of the modes or work given beside them.
pub(crate) fn forward(
    network: &Network<'_>,
    works: Option<&[i64]>,
    schedule: &mut Schedule,
) -> Result<(), ScheduleError> {
    for &activity in &network.order {
        let mode = schedule.modes[activity];
        let work = works.map_or_else(|| network.model.mode(activity, mode).work, |w| w[activity]);
        let (start, finish) =
            earliest(network, (activity, mode, work), schedule).map_err(network.blame(activity))?;
        schedule.starts[activity] = start;
        schedule.finishes[activity] = finish;
    }
    Ok(())
}

fn earliest(
    network: &Network<'_>,
    (activity, mode, work): (usize, usize, i64),
    before: &Schedule,
) -> Result<(Tick, Tick), CalendarError> {
    let start = if let Some(fixed) = network.model.activities[activity].fixed_start {
        fixed
    } else {
        let limits = network.early_limits(activity, &before.starts, &before.finishes)?;
        network.early_start(activity, mode, work, limits)?
    };
    Ok((
        start,
        network
            .model
            .calendar(activity, mode)
            .add_work(start, work)?,
    ))
}

/// Start and finish of each activity that no schedule can undercut: the earliest over its modes, start and finish taken
/// apart; with the mode that finishes first.
pub(crate) fn lower_bounds(network: &Network<'_>) -> Result<Schedule, ScheduleError> {
    let mut least = Schedule::blank(network.model.activities.len());
    for &activity in &network.order {
        let mut best: Result<(Tick, Tick, usize), CalendarError> = Err(CalendarError::OutOfRange);
        for mode in 0..network.model.activities[activity].modes.len() {
            let work = network.model.mode(activity, mode).work;
            best = match (best, earliest(network, (activity, mode, work), &least)) {
                (Err(_), Ok((start, finish))) => Ok((start, finish, mode)),
                (Ok((s, f, _)), Ok((start, finish))) if finish < f => {
                    Ok((s.min(start), finish, mode))
                }
                (Ok((s, f, m)), Ok((start, _))) => Ok((s.min(start), f, m)),
                (Err(_), Err(error)) => Err(error),
                (found, Err(_)) => found,
            };
        }
        let (start, finish, mode) = best.map_err(network.blame(activity))?;
        least.starts[activity] = start;
        least.finishes[activity] = finish;
        least.modes[activity] = mode;
    }
    Ok(least)
}
