//! What no schedule can undercut.

use crate::contradiction::circle;
use crate::lower::lower_bounds;
use crate::network::Network;
use crate::objective::lateness;
use crate::{Mode, Schedule, ScheduleError, Tick};

/// Bounds on every schedule of a model.
pub(crate) struct Bounds {
    /// Least start and finish of each activity, with the mode that finishes first.
    least: Schedule,
    /// Least latest finish.
    pub(crate) makespan: Tick,
    /// Least weighted lateness.
    pub(crate) lateness: i128,
}

impl Bounds {
    pub(crate) fn new(network: &Network<'_>) -> Result<Self, ScheduleError> {
        let least = lower_bounds(network)?.schedule;
        let lateness = least
            .finishes
            .iter()
            .enumerate()
            .map(|(i, finish)| lateness(network.model, i, *finish))
            .sum();
        let by_resources = (0..network.model.resources.len())
            .filter_map(|r| energy_bound(network, &least, r))
            .max();
        Ok(Self {
            makespan: by_resources.map_or(least.makespan(), |bound| bound.max(least.makespan())),
            lateness,
            least,
        })
    }

    /// The mode of each activity that finishes first without resources.
    pub(crate) fn modes(&self) -> Vec<usize> {
        self.least.modes.clone()
    }

    /// Whether links contradict each other, or fixed starts break links in every schedule. (A release is no limit to fixed
    /// starts: an actual start overrules it.)
    pub(crate) fn contradictory(&self, network: &Network<'_>) -> Result<bool, ScheduleError> {
        if circle(network).is_some() {
            return Ok(true);
        }
        let least = &self.least;
        for (index, activity) in network.model.activities.iter().enumerate() {
            let Some(fixed) = network.fixed(index) else {
                continue;
            };
            let latest_finish = (0..activity.modes.len())
                .filter_map(|mode| {
                    let work = network.model.mode(index, mode).work;
                    network
                        .model
                        .calendar(index, mode)
                        .add_work(fixed, work)
                        .ok()
                })
                .max();
            for link in &network.incoming[index] {
                let link = &network.model.links[*link];
                let (start, finish) = (least.starts[link.from.0], least.finishes[link.from.0]);
                let bound = link
                    .earliest(network.model, start, finish)
                    .map_err(network.blame(index))?;
                let reached = if link.reaches_start() {
                    Some(fixed)
                } else {
                    latest_finish
                };
                if reached.is_some_and(|reached| reached < bound) {
                    return Ok(true);
                }
            }
        }
        Ok(false)
    }
}

/// Work demanded of a resource, divided by its greatest capacity, after the first possible start of those who demand it.
fn energy_bound(network: &Network<'_>, least: &Schedule, resource: usize) -> Option<Tick> {
    let model = network.model;
    let described = &model.resources[resource];
    let capacity = described
        .steps
        .iter()
        .map(|step| step.units)
        .fold(described.capacity, u32::max);
    let of_mode = |mode: &Mode, work: i64| {
        let demands = mode.demands.iter().filter(|d| d.resource.0 == resource);
        demands.map(|d| i128::from(d.units)).sum::<i128>() * i128::from(work)
    };
    let (mut energy, mut first) = (0_i128, Tick::MAX);
    for (i, activity) in model.activities.iter().enumerate() {
        let modes = activity.modes.iter().enumerate();
        let needed = modes.map(|(m, mode)| of_mode(mode, network.work(i, m)));
        let needed = needed.min().unwrap_or(0);
        if needed > 0 {
            energy += needed;
            first = first.min(least.starts[i]);
        }
    }
    if energy == 0 || capacity == 0 {
        return None;
    }
    let length = (energy + i128::from(capacity) - 1) / i128::from(capacity);
    Some(first.saturating_add(Tick::try_from(length).ok()?))
}
