//! Repair of maximum links during generation: what was placed too early for another is taken out and held back.

use std::collections::BTreeSet;

use crate::Tick;
use crate::links::{FREE, Limits};
use crate::network::Network;
use crate::placement::{Place, Placement};

/// The placed activities that an activity with this begin and finish is too late after, and what their begin and finish
/// must not undercut for it to be in time. What is settled is left out: nothing helps there.
pub(crate) fn too_late(
    placement: &Placement<'_, '_>,
    activity: usize,
    (begin, finish): (Tick, Tick),
) -> Vec<(usize, Limits)> {
    let network = placement.network;
    let model = network.model;
    let schedule = &placement.schedule;
    let mut found = Vec::new();
    for index in &network.ceilings[activity] {
        let link = &model.links[*index];
        let from = link.from.0;
        let movable = !network.is_settled(from) && !network.is_fact(from, link.leaves_finish());
        if !placement.placed[from] || !movable {
            continue;
        }
        let start = network.start(activity, begin);
        let end = if link.reaches_start() { start } else { finish };
        let latest = link.earliest(model, schedule.starts[from], schedule.finishes[from]);
        // A lag that its calendar cannot count is for the checker to report.
        let needed = link.earliest_anchor(model, start, finish);
        if let (Ok(latest), Ok(needed)) = (latest, needed)
            && latest < end
        {
            let mut limits = FREE;
            if link.leaves_finish() {
                limits.finish = needed;
            } else {
                limits.start = needed;
            }
            found.push((from, limits));
        }
    }
    found
}

/// Takes out those that an activity would be too late after at a place, with all that wait for them, and holds them
/// back. Says whether there were any.
pub(crate) fn make_room(placement: &mut Placement<'_, '_>, activity: usize, place: &Place) -> bool {
    let late = too_late(placement, activity, (place.start, place.finish));
    if late.is_empty() {
        return false;
    }
    let mut out = BTreeSet::new();
    for (from, needed) in late {
        let floor = &mut placement.floors[from];
        floor.start = floor.start.max(needed.start);
        floor.finish = floor.finish.max(needed.finish);
        with_dependents(placement, from, &mut out);
    }
    for activity in out {
        placement.remove(activity);
    }
    true
}

/// Adds an activity and all placed ones that wait for it, by links or by what it makes.
fn with_dependents(placement: &Placement<'_, '_>, first: usize, out: &mut BTreeSet<usize>) {
    let network = placement.network;
    let mut stack = vec![first];
    while let Some(activity) = stack.pop() {
        let settled = network.is_settled(activity);
        if !placement.placed[activity] || settled || !out.insert(activity) {
            continue;
        }
        stack.extend(
            network.outgoing[activity]
                .iter()
                .map(|link| network.model.links[*link].to.0),
        );
        for lot in &network.model.activities[activity].produces {
            stack.extend(users(placement, network, lot.stock.0));
        }
    }
}

fn users(placement: &Placement<'_, '_>, network: &Network<'_>, stock: usize) -> Vec<usize> {
    let uses = |i: &usize| {
        let mode = placement.schedule.modes[*i];
        network.progress(*i).is_none() && network.uses[*i][mode].iter().any(|u| u.0 == stock)
    };
    (0..placement.placed.len()).filter(uses).collect()
}
