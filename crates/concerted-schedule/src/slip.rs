//! How far one activity of a schedule can slip while all others stay where they are.

use crate::Tick;
use crate::calendar::CalendarError;
use crate::ledger::Ledger;
use crate::placement::Placement;

/// Resource-constrained float: the slip, in working ticks of the activity's calendar (elapsed ticks for a milestone), that
/// is possible without gaps (every smaller slip works too), with all other activities held, the makespan kept, and links,
/// resources and stocks respected. For activities that make or use stock it is found by bisection and therefore only
/// certain to be feasible itself.
///
/// The placement must hold the whole schedule; it is the same again afterwards.
pub(crate) fn slip(
    placement: &mut Placement<'_, '_>,
    activity: usize,
    makespan: Tick,
) -> Result<i64, CalendarError> {
    let model = placement.network.model;
    if model.activities[activity].fixed_start.is_some() {
        return Ok(0);
    }
    let latest = latest(placement, activity, makespan)?;
    let mode = placement.schedule.modes[activity];
    let work = model.mode(activity, mode).work;
    let calendar = model.calendar(activity, mode);
    let start = placement.schedule.starts[activity];
    let length = if work > 0 {
        calendar.work_between(start, latest)
    } else {
        latest - start
    };
    let moved = |slip: i64| -> Result<(Tick, Tick), CalendarError> {
        let start = match (slip, work) {
            (0, _) => start,
            (_, 0) => start + slip,
            _ => calendar.working_tick(calendar.work_before(start) + slip)?,
        };
        Ok((start, calendar.add_work(start, work)?))
    };
    largest(length.max(0), |slip| {
        Ok(stocks_hold(placement, activity, moved(slip)?))
    })
}

/// The latest start that links, makespan and resources allow without a gap.
fn latest(
    placement: &mut Placement<'_, '_>,
    activity: usize,
    makespan: Tick,
) -> Result<Tick, CalendarError> {
    let network = placement.network;
    let mode = placement.schedule.modes[activity];
    let work = network.model.mode(activity, mode).work;
    let calendar = network.model.calendar(activity, mode);
    let start = placement.schedule.starts[activity];
    let (starts, finishes) = (&placement.schedule.starts, &placement.schedule.finishes);
    let limits = network.late_limits(activity, starts, finishes, makespan)?;
    let latest = network.late_start(activity, mode, work, limits)?;
    let finish = calendar.add_work(latest.max(start), work)?;
    placement.lift(activity);
    let shortages = placement.shortages(activity, start, finish);
    placement.put_back(activity);
    match shortages.into_iter().min() {
        Some((from, _)) => Ok(latest.min(calendar.subtract_work(from, work)?)),
        None => Ok(latest),
    }
}

/// The largest number up to `most` for which a condition holds, by bisection from the whole to nothing.
fn largest(
    most: i64,
    holds: impl Fn(i64) -> Result<bool, CalendarError>,
) -> Result<i64, CalendarError> {
    if holds(most)? {
        return Ok(most);
    }
    let (mut good, mut bad) = (0, most);
    while bad - good > 1 {
        let middle = good + (bad - good) / 2;
        if holds(middle)? {
            good = middle;
        } else {
            bad = middle;
        }
    }
    Ok(good)
}

fn stocks_hold(placement: &Placement<'_, '_>, activity: usize, times: (Tick, Tick)) -> bool {
    let model = placement.network.model;
    let moved = &model.activities[activity];
    let made = moved.produces.iter().map(|p| p.stock.0);
    let used = moved.consumes.iter().map(|c| c.stock.0);
    made.chain(used).all(|stock| {
        let mut ledger = Ledger::without(model, &placement.schedule, stock, activity);
        ledger.enter(moved, stock, times);
        ledger.covers(times.0, 0)
    })
}
