//! What the flat dispatcher knows before the first sample: order, sets of bits, links by activity.

use crate::Priority;
use crate::compact::{Compact, Edge};
use crate::network::Network;

/// Units of a resource at most: there is a set of bits for each.
const UNITS: u32 = 1_023;
/// Resources at most, one bit each.
const RESOURCES: usize = 64;

/// What does not change from sample to sample.
pub(crate) struct Rules {
    /// Activities, best priority first.
    pub(crate) by_rank: Vec<usize>,
    pub(crate) rank: Vec<usize>,
    /// Words of 64 activities.
    pub(crate) words: usize,
    pub(crate) capacities: Vec<u32>,
    /// For each resource, level of free units and word: the activities that need more.
    pub(crate) blocked: Vec<Vec<u64>>,
    /// Resource and units of each activity.
    pub(crate) demands: Vec<Vec<(usize, u32)>>,
    /// A bit for each resource that an activity demands.
    pub(crate) needs: Vec<u64>,
    pub(crate) outgoing: Leaving,
    /// Links to each activity.
    pub(crate) waiting: Vec<u32>,
}

/// Links that leave each activity: to those that wait for its finish and nothing more, and the others.
#[derive(Default)]
pub(crate) struct Leaving {
    plain: Vec<usize>,
    first_plain: Vec<usize>,
    other: Vec<Edge>,
    first_other: Vec<usize>,
}

impl Leaving {
    fn of(compact: &Compact<'_>, activities: usize) -> Self {
        let mut leaving: Vec<Vec<Edge>> = vec![Vec::new(); activities];
        for to in 0..activities {
            for edge in compact.incoming(to) {
                leaving[edge.other].push(Edge { other: to, ..*edge });
            }
        }
        let mut all = Self::default();
        for edges in leaving {
            all.first_plain.push(all.plain.len());
            all.first_other.push(all.other.len());
            for edge in edges {
                if edge.leaves_finish && edge.lag == 0 {
                    all.plain.push(edge.other);
                } else {
                    all.other.push(edge);
                }
            }
        }
        all.first_plain.push(all.plain.len());
        all.first_other.push(all.other.len());
        all
    }

    pub(crate) fn plain(&self, activity: usize) -> &[usize] {
        &self.plain[self.first_plain[activity]..self.first_plain[activity + 1]]
    }

    pub(crate) fn other(&self, activity: usize) -> &[Edge] {
        &self.other[self.first_other[activity]..self.first_other[activity + 1]]
    }
}

impl Rules {
    /// `None` where only the general engine keeps all rules: stocks, skills, changing capacities, leads, links to
    /// finishes, fixed starts, more than 64 resources or 1,023 units of one.
    pub(crate) fn of(
        network: &Network<'_>,
        compact: &Compact<'_>,
        priority: &Priority,
        modes: &[usize],
    ) -> Option<Self> {
        let model = network.model;
        let n = model.activities.len();
        let edges = |i: usize| compact.incoming(i);
        let plain = (0..n).all(|i| {
            let activity = &model.activities[i];
            activity.fixed_start.is_none()
                && activity.produces.is_empty()
                && network.uses[i][modes[i]].is_empty()
                && model.mode(i, modes[i]).skills.is_empty()
                && edges(i).iter().all(|e| e.reaches_start && e.lag >= 0)
        });
        let simple = model.resources.len() <= RESOURCES
            && model
                .resources
                .iter()
                .all(|r| r.steps.is_empty() && r.capacity <= UNITS);
        if !(plain && simple) {
            return None;
        }
        let capacities: Vec<u32> = model.resources.iter().map(|r| r.capacity).collect();
        let mut demands = Vec::with_capacity(n);
        for (activity, mode) in modes.iter().enumerate() {
            let own = &network.demands[activity][*mode];
            if own.iter().any(|d| d.1 > u64::from(capacities[d.0])) {
                return None;
            }
            demands.push(own.iter().map(|d| (d.0, d.1 as u32)).collect());
        }
        let mut by_rank: Vec<usize> = (0..n).collect();
        by_rank.sort_by_key(|i| (priority.keys[*i], network.rank[*i]));
        let mut rank = vec![0; n];
        for (position, activity) in by_rank.iter().enumerate() {
            rank[*activity] = position;
        }
        let words = n.div_ceil(64);
        Some(Self {
            blocked: blocked(&capacities, &demands, &rank),
            needs: demands
                .iter()
                .map(|own| own.iter().fold(0, |bits, (r, _)| bits | 1 << r))
                .collect(),
            by_rank,
            rank,
            words,
            capacities,
            demands,
            outgoing: Leaving::of(compact, n),
            waiting: (0..n).map(|i| edges(i).len() as u32).collect(),
        })
    }
}

/// For each resource, the sets of ranks that need more than 0, 1, 2 … units.
fn blocked(capacities: &[u32], demands: &[Vec<(usize, u32)>], rank: &[usize]) -> Vec<Vec<u64>> {
    let words = rank.len().div_ceil(64);
    let mut sets: Vec<Vec<u64>> = capacities
        .iter()
        .map(|capacity| vec![0; (*capacity as usize + 1) * words])
        .collect();
    for (activity, own) in demands.iter().enumerate() {
        for &(resource, units) in own {
            for level in 0..units as usize {
                let (word, bit) = (rank[activity] / 64, rank[activity] % 64);
                sets[resource][level * words + word] |= 1 << bit;
            }
        }
    }
    sets
}
