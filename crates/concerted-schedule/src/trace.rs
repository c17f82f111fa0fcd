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
        let described = &network.model.activities[activity];
        if seen || described.fixed_start.is_some() {
            continue;
        }
        let start = schedule.starts[activity];
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
        let released = described.release.unwrap_or(0);
        let explained = stack.len() > before || network.led_start(this, released, true)? == start;
        if under_resources && !explained {
            waited_for(network, schedule, this, &mut stack)?;
        }
    }
    Ok(marked)
}

/// Adds the activities that gave free or released what this one waited for.
fn waited_for(
    network: &Network<'_>,
    schedule: &Schedule,
    this: (usize, usize, i64),
    stack: &mut Vec<usize>,
) -> Result<(), CalendarError> {
    for other in 0..schedule.starts.len() {
        for freed in freed(network, schedule, (this.0, other)) {
            if network.led_start(this, freed, true)? == schedule.starts[this.0] {
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
    let needs = &model.mode(activity, schedule.modes[activity]).demands;
    let holds = &model.mode(other, schedule.modes[other]).demands;
    if needs.iter().any(|n| {
        n.units > 0
            && holds
                .iter()
                .any(|h| h.units > 0 && h.resource == n.resource)
    }) {
        times.push(schedule.finishes[other]);
    }
    for lot in &model.activities[other].produces {
        if model.activities[activity]
            .consumes
            .iter()
            .any(|c| c.stock == lot.stock)
        {
            times.push(schedule.finishes[other] + lot.release_delay);
        }
    }
    times
}
