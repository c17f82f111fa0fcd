//! From the statement of uncertainty to the work of each activity in each sample.

use concerted_chance::{
    Address, Bernoulli, Distribution, Law, QuantileTable, Triangular, one_factor,
};

use crate::uncertainty::{Shape, WORK_LIMIT};
use crate::{Model, ScheduleError, Uncertainty};

enum Sampler {
    Triangular(Triangular),
    /// The exact inverse of PERT costs a hundred times more than a look into its table.
    Table(QuantileTable),
}

struct Draw {
    sampler: Sampler,
    address: Address,
    /// Address of the common factor, and the correlation.
    factor: Option<(Address, f64)>,
}

/// A risk event: when it happens, and what it does.
pub(crate) struct Event {
    pub(crate) key: String,
    address: Address,
    effects: Vec<(usize, Bernoulli, Law)>,
}

impl Event {
    /// Whether it happens in a sample (to any of its activities).
    pub(crate) fn happens(&self, sample: u64) -> bool {
        let u = self.address.uniform(sample, 0);
        self.effects.iter().any(|(_, chance, _)| chance.succeeds(u))
    }
}

/// All draws of a simulation, each addressed by the key of its activity, group or risk.
pub(crate) struct Draws {
    fixed: Vec<i64>,
    durations: Vec<Option<Draw>>,
    pub(crate) events: Vec<Event>,
}

impl Draws {
    pub(crate) fn new(
        model: &Model,
        uncertainty: &Uncertainty,
        modes: &[usize],
        seed: u64,
    ) -> Result<Self, ScheduleError> {
        let problems = uncertainty.validate(model);
        if !problems.is_empty() {
            return Err(ScheduleError::Uncertainty(problems));
        }
        let mut draws: Vec<Option<Draw>> = model.activities.iter().map(|_| None).collect();
        for estimate in uncertainty
            .estimates
            .iter()
            .filter(|e| e.mode == modes[e.activity.0])
        {
            let i = estimate.activity.0;
            draws[i] = estimate.law().ok().map(|law| Draw {
                sampler: match (law, estimate.shape) {
                    (Law::Triangular(law), Shape::Triangular) => Sampler::Triangular(law),
                    (law, _) => Sampler::Table(QuantileTable::new(&law)),
                },
                address: Address::new(seed, "duration", &model.activities[i].key),
                factor: None,
            });
        }
        for group in &uncertainty.groups {
            let factor = (
                Address::new(seed, "duration factor", &group.key),
                group.correlation,
            );
            for member in &group.members {
                if let Some(draw) = &mut draws[member.0] {
                    draw.factor = Some(factor);
                }
            }
        }
        Ok(Self {
            fixed: (0..modes.len())
                .map(|i| model.mode(i, modes[i]).work)
                .collect(),
            durations: draws,
            events: events(uncertainty, seed),
        })
    }

    /// The uniform number behind the duration of an activity, if it is uncertain.
    pub(crate) fn uniform(&self, activity: usize, sample: u64) -> Option<f64> {
        let draw = self.durations[activity].as_ref()?;
        let own = draw.address.uniform(sample, 0);
        Some(match &draw.factor {
            Some((factor, correlation)) => one_factor(factor.uniform(sample, 0), own, *correlation),
            None => own,
        })
    }

    /// The work of all activities in a sample, in whole ticks.
    pub(crate) fn works(&self, sample: u64, works: &mut [i64]) {
        for (activity, work) in works.iter_mut().enumerate() {
            *work = match (&self.durations[activity], self.uniform(activity, sample)) {
                (
                    Some(Draw {
                        sampler: Sampler::Triangular(law),
                        ..
                    }),
                    Some(u),
                ) => whole(law.quantile(u)),
                (
                    Some(Draw {
                        sampler: Sampler::Table(table),
                        ..
                    }),
                    Some(u),
                ) => whole(table.quantile(u)),
                _ => self.fixed[activity],
            };
        }
        for event in &self.events {
            let happening = event.address.uniform(sample, 0);
            for (activity, chance, delay) in &event.effects {
                if chance.succeeds(happening) {
                    works[*activity] += whole(delay.quantile(event.address.uniform(sample, 1)));
                }
            }
        }
    }
}

fn events(uncertainty: &Uncertainty, seed: u64) -> Vec<Event> {
    let mut events: Vec<Event> = Vec::new();
    for risk in &uncertainty.risks {
        // Validated before: a probability that is none would have been reported.
        let Ok(chance) = Bernoulli::new(risk.probability) else {
            continue;
        };
        let effect = (risk.activity.0, chance, risk.delay.clone());
        match events.iter_mut().find(|event| event.key == risk.key) {
            Some(event) => event.effects.push(effect),
            None => events.push(Event {
                key: risk.key.clone(),
                address: Address::new(seed, "risk", &risk.key),
                effects: vec![effect],
            }),
        }
    }
    events
}

/// Rounds to whole ticks inside the range of work; what is not a number counts as nothing.
fn whole(work: f64) -> i64 {
    (work.clamp(0.0, WORK_LIMIT) + 0.5) as i64
}
