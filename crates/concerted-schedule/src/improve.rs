//! Steps of the search: forward–backward improvement and seeded neighbors.

use concerted_chance::Stream;

use crate::generate::serial;
use crate::network::Network;
use crate::placement::Placement;
use crate::{Priority, Schedule, Tick};

/// Right justification: from the last finish to the first, each activity moves as late as links and resources allow
/// within the makespan. The starts it gives are a good order for the next forward generation (the forward–backward
/// improvement of Li and Willis 1992). `None` where a calendar has no working time.
pub(crate) fn justify(network: &Network<'_>, schedule: &Schedule) -> Option<Priority> {
    let makespan = schedule.makespan();
    let mut placement = Placement::of(network, schedule);
    let mut order: Vec<usize> = (0..schedule.starts.len()).collect();
    // By position among the topologically sorted last, so that milestones follow what they wait for.
    let mut position = vec![0; order.len()];
    for (at, activity) in network.order.iter().enumerate() {
        position[*activity] = at;
    }
    order.sort_by_key(|i| std::cmp::Reverse((schedule.finishes[*i], position[*i])));
    for activity in order {
        // What has begun or lies in pieces keeps its place: its key is the order it had.
        let moves = network.fixed(activity).is_none() && network.progress(activity).is_none();
        if moves && !schedule.pieces.contains_key(&activity) {
            let start = latest(&mut placement, activity, makespan)?;
            let mode = schedule.modes[activity];
            let work = network.model.mode(activity, mode).work;
            let finish = network
                .model
                .calendar(activity, mode)
                .add_work(start, work)
                .ok()?;
            placement.lift(activity);
            placement.schedule.starts[activity] = start;
            placement.begins[activity] = start;
            placement.schedule.finishes[activity] = finish;
            placement.put_back(activity);
        }
    }
    Some(Priority {
        keys: placement.schedule.starts,
        modes: schedule.modes.iter().map(|mode| Some(*mode)).collect(),
    })
}

/// The latest start of an activity, with all others where they are.
fn latest(placement: &mut Placement<'_, '_>, activity: usize, makespan: Tick) -> Option<Tick> {
    let network = placement.network;
    let mode = placement.schedule.modes[activity];
    let work = network.model.mode(activity, mode).work;
    let calendar = network.model.calendar(activity, mode);
    let now = placement.schedule.starts[activity];
    let (starts, finishes) = (&placement.schedule.starts, &placement.schedule.finishes);
    let mut limits = network
        .late_limits(activity, &placement.begins, finishes, makespan)
        .ok()?;
    network
        .cap(activity, (starts, finishes), &mut limits)
        .ok()?;
    let mut start = network.late_start(activity, mode, work, limits).ok()?;
    placement.lift(activity);
    while start > now {
        let finish = calendar.add_work(start, work).ok();
        match finish.map(|finish| placement.last_shortage(activity, start, finish)) {
            Some(Some(from)) => start = calendar.subtract_work(from, work).unwrap_or(now),
            Some(None) => break,
            None => start = now,
        }
    }
    placement.put_back(activity);
    Some(start.max(now))
}

/// How far a neighbor strays.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reach {
    /// A few priorities move by a fraction of the makespan.
    Near,
    /// A few priorities move anywhere.
    Far,
    /// All priorities are drawn anew: a start from nowhere, against local optima.
    Anew,
}

/// A neighbor of a schedule: its starts as priorities, some of them moved at random, some modes changed.
fn neighbor(
    network: &Network<'_>,
    schedule: &Schedule,
    reach: Reach,
    stream: &mut Stream,
) -> Priority {
    let n = schedule.starts.len() as u64;
    let whole = schedule.makespan().max(1) as u64 + 1;
    let mut keys = schedule.starts.clone();
    if reach == Reach::Anew {
        keys = keys
            .iter()
            .map(|_| stream.below(whole.max(4 * n)) as i64)
            .collect();
    } else {
        let width = if reach == Reach::Near {
            (whole / 4).max(2)
        } else {
            whole
        };
        // About one in twelve is moved, at least one: fewer repeat the schedule, more forget it.
        for _ in 0..=stream.below(n / 6 + 2) {
            let activity = stream.below(n) as usize;
            keys[activity] += stream.below(2 * width + 1) as i64 - width as i64;
        }
    }
    let modes = (0..schedule.modes.len())
        .map(|activity| {
            let count = network.model.activities[activity].modes.len() as u64;
            if count == 1 {
                return Some(0);
            }
            match stream.below(20) {
                0 => Some(stream.below(count) as usize),
                1 => None,
                _ => Some(schedule.modes[activity]),
            }
        })
        .collect();
    Priority { keys, modes }
}

/// One candidate of the search: a neighbor, generated, and its forward–backward improvement.
pub(crate) fn candidates(
    network: &Network<'_>,
    schedule: &Schedule,
    reach: Reach,
    stream: &mut Stream,
) -> Vec<Schedule> {
    let Ok(first) = serial(network, &neighbor(network, schedule, reach, stream)) else {
        return Vec::new();
    };
    let second = justify(network, &first).and_then(|priority| serial(network, &priority).ok());
    std::iter::once(first).chain(second).collect()
}
