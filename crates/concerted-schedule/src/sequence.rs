//! The fixed sequence: the resource order of a baseline kept as links, so that nothing overtakes.
//!
//! Each unit of a resource is handed from one activity to the next in the order of the baseline's starts; where it went
//! from one activity to another, a link is laid (the partial-order schedules of Policella, Smith, Cesta and Oddi 2004).
//! Units come first from activities that hand over something already, then from those that finished last: fewer links,
//! and those that remain bind least.

use crate::network::Network;
use crate::{ActivityIndex, Link, LinkKind, Model, Schedule, Tick};

/// Name of the links laid.
pub(crate) const SEQUENCE: &str = "fixed sequence";

/// Units that lie where an activity left them.
struct Pile {
    /// Who had them last; nobody in the beginning.
    holder: Option<usize>,
    since: Tick,
    units: u64,
}

/// The model with the baseline's resource order as links.
pub(crate) fn sequenced(network: &Network<'_>, baseline: &Schedule) -> Model {
    let mut model = network.model.clone();
    let mut position = vec![0; baseline.starts.len()];
    for (at, activity) in network.order.iter().enumerate() {
        position[*activity] = at;
    }
    let mut order = network.order.clone();
    order.sort_by_key(|i| (baseline.starts[*i], baseline.finishes[*i], position[*i]));
    let mut laid: Vec<(usize, usize)> = Vec::new();
    for resource in 0..model.resources.len() {
        handovers(network, baseline, (resource, &order), &mut laid);
    }
    laid.sort_unstable();
    laid.dedup();
    let mut successors: Vec<Vec<usize>> = (0..order.len())
        .map(|i| {
            network.outgoing[i]
                .iter()
                .map(|link| model.links[*link].to.0)
                .collect()
        })
        .collect();
    let mut rank = vec![0; order.len()];
    for (at, activity) in order.iter().enumerate() {
        rank[*activity] = at;
    }
    // Handovers go forward in the baseline. A lead may go back in it, and both together in a circle.
    let backward =
        (0..order.len()).any(|from| successors[from].iter().any(|to| rank[*to] < rank[from]));
    for (from, to) in laid {
        if backward && reaches(&successors, to, from) {
            continue;
        }
        successors[from].push(to);
        let (from, to) = (ActivityIndex(from), ActivityIndex(to));
        model
            .links
            .push(Link::new(SEQUENCE, from, to, LinkKind::FinishToStart, 0));
    }
    model
}

/// Pairs of activities between which units of a resource change hands.
fn handovers(
    network: &Network<'_>,
    baseline: &Schedule,
    (resource, order): (usize, &[usize]),
    laid: &mut Vec<(usize, usize)>,
) {
    let most = &network.model.resources[resource];
    let capacity = most
        .steps
        .iter()
        .map(|step| step.units)
        .fold(most.capacity, u32::max);
    let mut piles = vec![Pile {
        holder: None,
        since: Tick::MIN,
        units: u64::from(capacity),
    }];
    for &activity in order {
        let demands = &network.demands[activity][baseline.modes[activity]];
        let Some(&(_, needed)) = demands.iter().find(|demand| demand.0 == resource) else {
            continue;
        };
        let start = baseline.starts[activity];
        // Those who are before this activity anyway give first, then who finished last.
        piles.sort_by_key(|pile| {
            let before = pile
                .holder
                .is_none_or(|holder| is_linked(network, holder, activity));
            (!before, std::cmp::Reverse(pile.since), pile.holder)
        });
        let mut missing = needed;
        for pile in &mut piles {
            if pile.since <= start && missing > 0 {
                let taken = pile.units.min(missing);
                pile.units -= taken;
                missing -= taken;
                if let Some(holder) = pile.holder.filter(|_| taken > 0) {
                    laid.push((holder, activity));
                }
            }
        }
        // What the user fixed may take more than there is; then fewer units go on.
        piles.push(Pile {
            holder: Some(activity),
            since: baseline.finishes[activity],
            units: needed - missing,
        });
        piles.retain(|pile| pile.units > 0);
    }
}

fn is_linked(network: &Network<'_>, from: usize, to: usize) -> bool {
    network.incoming[to].iter().any(|index| {
        let link = &network.model.links[*index];
        link.from.0 == from && link.kind == LinkKind::FinishToStart && link.lag >= 0
    })
}

fn reaches(successors: &[Vec<usize>], from: usize, to: usize) -> bool {
    let mut seen = vec![false; successors.len()];
    let mut stack = vec![from];
    while let Some(activity) = stack.pop() {
        if activity == to {
            return true;
        }
        if !std::mem::replace(&mut seen[activity], true) {
            stack.extend(&successors[activity]);
        }
    }
    false
}
