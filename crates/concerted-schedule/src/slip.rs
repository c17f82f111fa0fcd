//! How far one activity of a schedule can slip while all others stay where they are.

use crate::calendar::CalendarError;
use crate::ledger::Ledger;
use crate::placement::Placement;
use crate::{TICK_LIMIT, Tick};

/// Resource-constrained float: the slip, in working ticks of the activity's calendar (elapsed ticks for a milestone), that
/// is possible without gaps (every smaller slip works too), with all other activities held, the makespan kept, and links,
/// resources and stocks respected. For activities that make or use stock it is found by bisection and therefore only
/// certain to be feasible itself. What is under way slips with what remains, what lies in pieces with its last piece;
/// what is fixed or finished does not slip.
///
/// The placement must hold the whole schedule; it is the same again afterwards.
pub(crate) fn slip(
    placement: &mut Placement<'_, '_>,
    activity: usize,
    makespan: Tick,
) -> Result<i64, CalendarError> {
    let network = placement.network;
    if network.is_settled(activity) {
        return Ok(0);
    }
    let tail = tail(placement, activity);
    let (start, work) = (tail.start, tail.work);
    let latest = latest(placement, activity, &tail, makespan)?;
    let mode = placement.schedule.modes[activity];
    let calendar = network.model.calendar(activity, mode);
    let length = if work > 0 {
        calendar.work_between(start, latest)
    } else {
        latest - start
    };
    let moved = |slip: i64| -> Result<(Tick, Tick), CalendarError> {
        let begin = match (slip, work) {
            (0, _) => start,
            (_, 0) => start + slip,
            _ => calendar.working_tick(calendar.work_before(start) + slip)?,
        };
        let kept = tail.only_part || network.progress(activity).is_some();
        let used = if kept {
            placement.schedule.starts[activity]
        } else {
            begin
        };
        Ok((used, calendar.add_work(begin, work)?))
    };
    largest(length.max(0), |slip| {
        Ok(stocks_hold(placement, activity, moved(slip)?))
    })
}

/// What slips of an activity.
struct Tail {
    start: Tick,
    work: i64,
    /// Whether there are pieces before it.
    only_part: bool,
}

fn tail(placement: &Placement<'_, '_>, activity: usize) -> Tail {
    let mode = placement.schedule.modes[activity];
    let pieces = placement.schedule.pieces.get(&activity);
    match pieces.and_then(|pieces| pieces.last().map(|last| (last, pieces.len() > 1))) {
        Some((last, only_part)) => Tail {
            start: last.start,
            work: placement
                .network
                .model
                .calendar(activity, mode)
                .work_between(last.start, last.finish),
            only_part,
        },
        None => Tail {
            start: placement.begins[activity],
            work: placement.network.work(activity, mode),
            only_part: false,
        },
    }
}

/// The latest start of the tail that links, makespan and resources allow without a gap.
fn latest(
    placement: &mut Placement<'_, '_>,
    activity: usize,
    tail: &Tail,
    makespan: Tick,
) -> Result<Tick, CalendarError> {
    let network = placement.network;
    let mode = placement.schedule.modes[activity];
    let calendar = network.model.calendar(activity, mode);
    let (starts, finishes) = (&placement.schedule.starts, &placement.schedule.finishes);
    let mut limits = network.late_limits(activity, &placement.begins, finishes, makespan)?;
    network.cap(activity, (starts, finishes), &mut limits)?;
    if tail.only_part {
        limits.start = TICK_LIMIT;
    }
    let latest = network.late_start(activity, mode, tail.work, limits)?;
    let finish = calendar.add_work(latest.max(tail.start), tail.work)?;
    placement.lift(activity);
    let shortages = placement.shortages(activity, tail.start, finish);
    placement.put_back(activity);
    match shortages.into_iter().min() {
        Some((from, _)) => Ok(latest.min(calendar.subtract_work(from, tail.work)?)),
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
    let network = placement.network;
    let mode = placement.schedule.modes[activity];
    network.touched(activity, mode).into_iter().all(|stock| {
        let mut ledger = Ledger::without(network, &placement.schedule, stock, activity);
        ledger.enter(network, (activity, mode), stock, times);
        ledger.covers(times.0, 0)
    })
}
