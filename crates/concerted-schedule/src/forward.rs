//! Forward passes over the links, resources left aside.

use crate::calendar::CalendarError;
use crate::network::Network;
use crate::{Progress, Schedule, ScheduleError, Tick};

/// Writes the earliest times under minimum links for the schedule's modes, with the work still to do in the modes or
/// work given beside them. (Maximum links are left to chance: nobody can start earlier because something ends later.)
pub(crate) fn forward(
    network: &Network<'_>,
    works: Option<&[i64]>,
    schedule: &mut Schedule,
) -> Result<(), ScheduleError> {
    for &activity in &network.order {
        let mode = schedule.modes[activity];
        let work = works.map_or_else(|| network.work(activity, mode), |w| w[activity]);
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
    if let Some(Progress::Finished { start, finish }) = network.progress(activity) {
        return Ok((start, finish));
    }
    let begin = if let Some(fixed) = network.fixed(activity) {
        fixed
    } else {
        let limits = network.early_limits(activity, &before.starts, &before.finishes)?;
        network.early_start(activity, mode, work, limits)?
    };
    let calendar = network.model.calendar(activity, mode);
    let finish = calendar.add_work(begin, work)?;
    Ok((network.start(activity, begin), finish))
}
