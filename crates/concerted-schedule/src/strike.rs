//! Risk events: when they happen and what they do to the work.

use concerted_chance::{Address, Distribution};

use crate::hazard::{Impact, Occurrence};
use crate::sampler::whole_tick;
use crate::uncertainty::WORK_LIMIT;
use crate::{RiskEvent, Uncertainty};

/// A change that an event makes to the work of an activity.
pub(crate) struct Change {
    /// Position of the event.
    pub(crate) event: usize,
    pub(crate) activity: usize,
    /// Probability of the event as stated with this effect.
    pub(crate) probability: f64,
    impact: Impact,
}

/// A risk event: when it happens.
pub(crate) struct Event {
    pub(crate) key: String,
    pub(crate) address: Address,
    /// The largest of the probabilities stated for it: above it, nothing happens.
    pub(crate) probability: f64,
}

impl Change {
    pub(crate) fn apply(&self, work: f64, happening: f64, impact: f64) -> f64 {
        let size = self.impact.law().quantile(impact);
        let changed = match &self.impact {
            Impact::Adds(_) => work + whole_tick(size),
            Impact::Multiplies(_) => whole_tick(work * size),
            Impact::Repeats { most, .. } => {
                let repeats = repeats(1.0 - happening, self.probability, *most);
                work + f64::from(repeats) * whole_tick(work * size)
            }
        };
        changed.min(WORK_LIMIT)
    }
}

/// The largest k up to `most` with v < pᵏ: geometric, by inversion of the number that let the event happen.
fn repeats(v: f64, p: f64, most: u32) -> u32 {
    let mut power = p;
    let mut count = 0;
    // With a certain event every repeat fails again, so only the cut ends it.
    while count < most && v < power {
        count += 1;
        power *= p;
    }
    count
}

/// Events with what they change, factors first, then repeats, then additions.
pub(crate) fn events(
    uncertainty: &Uncertainty,
    seed: u64,
    in_force: &dyn Fn(&str) -> bool,
) -> (Vec<Event>, Vec<Change>) {
    let mut events: Vec<Event> = Vec::new();
    let mut changes: Vec<Change> = Vec::new();
    let mut add = |key: &str, activity: usize, (probability, impact): (f64, Impact)| {
        let event = events.iter().position(|event| event.key == key);
        let event = event.unwrap_or_else(|| {
            events.push(Event {
                key: key.to_owned(),
                address: Address::new(seed, "risk", key),
                probability,
            });
            events.len() - 1
        });
        events[event].probability = events[event].probability.max(probability);
        changes.push(Change {
            event,
            activity,
            probability,
            impact,
        });
    };
    for risk in &uncertainty.risks {
        let impact = Impact::Adds(risk.delay.clone());
        add(&risk.key, risk.activity.0, (risk.probability, impact));
    }
    for event in &uncertainty.events {
        let state = state(event, in_force(&event.key));
        for effect in &state.effects {
            let what = (state.probability, effect.impact.clone());
            add(&event.key, effect.activity.0, what);
        }
    }
    changes.sort_by_key(|change| match change.impact {
        Impact::Multiplies(_) => 0,
        Impact::Repeats { .. } => 1,
        Impact::Adds(_) => 2,
    });
    (events, changes)
}

fn state(event: &RiskEvent, mitigated: bool) -> &Occurrence {
    match &event.mitigation {
        Some(mitigation) if mitigated => &mitigation.after,
        _ => &event.before,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn repeats_follow_the_powers() {
        assert_eq!(repeats(0.6, 0.5, 9), 0);
        assert_eq!(repeats(0.4, 0.5, 9), 1);
        assert_eq!(repeats(0.2, 0.5, 9), 2);
        assert_eq!(repeats(0.01, 0.5, 3), 3);
        assert_eq!(repeats(0.9, 1.0, 4), 4);
        assert_eq!(repeats(0.9, 0.0, 4), 0);
    }
}
