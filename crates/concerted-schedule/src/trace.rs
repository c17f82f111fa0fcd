//! Which activities the finish of a target hangs on in one sample.

use crate::calendar::CalendarError;
use crate::network::Network;
use crate::{Schedule, Tick};

/// Marks the activities on a driving chain that ends in one of the targets: along links, and with `under_resources` also
/// along resources and stocks that were waited for. Several chains may drive at once; all are marked.
pub(crate) fn trace(
    network: &Network<'_>,
    schedule: &Schedule,
    works: &[i64],
    (targets, under_resources): (Vec<usize>, bool),
) -> Result<Vec<bool>, CalendarError> {
    let mut marked = vec![false; schedule.starts.len()];
    let mut stack = targets;
    while let Some(activity) = stack.pop() {
        let seen = std::mem::replace(&mut marked[activity], true);
        if seen || network.is_settled(activity) {
            continue;
        }
        let start = begin(network, schedule, (activity, works[activity]))?;
        let this = (activity, schedule.modes[activity], works[activity]);
        let before = stack.len();
        for index in &network.incoming[activity] {
            let link = &network.model.links[*index];
            let from = link.from.0;
            let bound = link.earliest(
                network.model,
                schedule.starts[from],
                schedule.finishes[from],
            )?;
            if network.led_start(this, bound, link.reaches_start())? == start {
                stack.push(from);
            }
        }
        let released = network.not_before(activity);
        let explained = stack.len() > before || network.led_start(this, released, true)? == start;
        if under_resources && !explained {
            waited_for(network, schedule, this, &mut stack)?;
        }
    }
    Ok(marked)
}

/// When the work drawn for an activity begins; of work under way, the rest of it.
fn begin(
    network: &Network<'_>,
    schedule: &Schedule,
    (activity, work): (usize, i64),
) -> Result<Tick, CalendarError> {
    if network.progress(activity).is_none() {
        return Ok(schedule.starts[activity]);
    }
    let calendar = network.model.calendar(activity, schedule.modes[activity]);
    calendar.subtract_work(schedule.finishes[activity], work)
}

/// Adds the activities that gave free or released what this one waited for.
fn waited_for(
    network: &Network<'_>,
    schedule: &Schedule,
    this: (usize, usize, i64),
    stack: &mut Vec<usize>,
) -> Result<(), CalendarError> {
    let start = begin(network, schedule, (this.0, this.2))?;
    for other in 0..schedule.starts.len() {
        for freed in freed(network, schedule, (this.0, other)) {
            if network.led_start(this, freed, true)? == start {
                stack.push(other);
            }
        }
    }
    Ok(())
}

/// The times at which another activity gives free or releases something that the activity needs.
fn freed(
    network: &Network<'_>,
    schedule: &Schedule,
    (activity, other): (usize, usize),
) -> Vec<Tick> {
    let model = network.model;
    let mut times = Vec::new();
    if activity == other {
        return times;
    }
    let holds = held(network, schedule, other);
    if held(network, schedule, activity)
        .iter()
        .any(|needed| holds.contains(needed))
    {
        times.push(schedule.finishes[other]);
    }
    let used = &network.uses[activity][schedule.modes[activity]];
    for lot in &model.activities[other].produces {
        if used.iter().any(|used| used.0 == lot.stock.0) {
            times.push(schedule.finishes[other] + lot.release_delay);
        }
    }
    times
}

/// The resources that an activity holds while it is worked on: by demand or for its skills.
fn held(network: &Network<'_>, schedule: &Schedule, activity: usize) -> Vec<usize> {
    let demands = &network.demands[activity][schedule.modes[activity]];
    let picks = schedule.assignments.get(&activity).into_iter().flatten();
    let held = demands.iter().map(|demand| demand.0);
    held.chain(picks.map(|pick| pick.resource.0)).collect()
}
