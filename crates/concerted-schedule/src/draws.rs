//! From the statement of uncertainty to the work of each activity, sixteen samples at a time.
//!
//! Each number is a function of its address (seed, purpose, key, sample), so batches, threads and work that comes or goes
//! leave every other number as it was.

use std::collections::BTreeMap;

use concerted_chance::{Address, Distribution, Law, QuantileTable, one_factor};

use crate::sampler::{Sampler, whole, whole_tick};
use crate::strike::{Change, Event, events};
use crate::uncertainty::Shape;
use crate::{Closure, Model, Progress, ScheduleError, Tick, Uncertainty};

/// Samples drawn together. Sixteen floats are two cache lines: long enough to fill vector units, short enough that the
/// times of a network stay in the second cache.
pub(crate) const LANES: usize = 16;

/// One number per sample of a batch.
pub(crate) type Lanes = [f64; LANES];

struct Draw {
    sampler: Sampler,
    /// Share of the work that is still to do.
    share: f64,
    address: Address,
    /// Address of the common factor, and the correlation.
    factor: Option<(Address, f64)>,
}

struct Shutdown {
    key: String,
    address: Address,
    probability: f64,
    stated: Closure,
}

/// Something uncertain that is held for a question: the uniform number of an activity, or whether an event happens.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Hold {
    Activity(usize, f64),
    Event(String, bool),
}

/// All draws of a simulation, each addressed by the key of its activity, group, event or closure.
pub(crate) struct Draws {
    fixed: Vec<f64>,
    durations: Vec<Option<Draw>>,
    pub(crate) events: Vec<Event>,
    changes: Vec<Change>,
    shutdowns: Vec<Shutdown>,
    hold: Option<Hold>,
}

/// Work and closures of sixteen samples.
pub(crate) struct Batch {
    pub(crate) first: u64,
    /// Whole ticks by activity.
    pub(crate) works: Vec<Lanes>,
    /// Closed time in each sample: calendar, first tick, end.
    pub(crate) closed: [Vec<(usize, Tick, Tick)>; LANES],
}

impl Batch {
    pub(crate) fn new(activities: usize) -> Self {
        Self {
            first: 0,
            works: vec![[0.0; LANES]; activities],
            closed: std::array::from_fn(|_| Vec::new()),
        }
    }

    /// The work of all activities in one of the samples.
    pub(crate) fn sample(&self, lane: usize, works: &mut [i64]) {
        for (work, lanes) in works.iter_mut().zip(&self.works) {
            *work = lanes[lane] as i64;
        }
    }
}

impl Draws {
    pub(crate) fn new(
        model: &Model,
        uncertainty: &Uncertainty,
        modes: &[usize],
        (seed, mitigated): (u64, bool),
    ) -> Result<Self, ScheduleError> {
        let problems = uncertainty.validate(model);
        if !problems.is_empty() {
            return Err(ScheduleError::Uncertainty(problems));
        }
        let mut draws = Self {
            fixed: planned(model, modes)
                .into_iter()
                .map(|w| w as f64)
                .collect(),
            durations: durations(model, uncertainty, modes, seed),
            events: Vec::new(),
            changes: Vec::new(),
            shutdowns: Vec::new(),
            hold: None,
        };
        draws.mitigate(uncertainty, seed, &|_| mitigated);
        Ok(draws)
    }

    /// Puts the mitigations of some events and closures in force, by key.
    pub(crate) fn mitigate(
        &mut self,
        uncertainty: &Uncertainty,
        seed: u64,
        in_force: &dyn Fn(&str) -> bool,
    ) {
        (self.events, self.changes) = events(uncertainty, seed, in_force);
        let shutdown = |stated: &Closure| Shutdown {
            key: stated.key.clone(),
            address: Address::new(seed, "closure", &stated.key),
            probability: match stated.mitigation {
                Some(mitigation) if in_force(&stated.key) => mitigation.probability,
                _ => stated.probability,
            },
            stated: stated.clone(),
        };
        self.shutdowns = uncertainty.closures.iter().map(shutdown).collect();
    }

    /// Holds one of the draws, or lets it go.
    pub(crate) fn hold(&mut self, hold: Option<Hold>) {
        self.hold = hold;
    }

    /// Whether the work of an activity is drawn.
    pub(crate) fn is_uncertain(&self, activity: usize) -> bool {
        self.durations[activity].is_some()
    }

    /// Calendars that may be closed.
    pub(crate) fn closable(&self) -> impl Iterator<Item = usize> + '_ {
        self.shutdowns
            .iter()
            .map(|shutdown| shutdown.stated.calendar.0)
    }

    /// Keys of the closures.
    pub(crate) fn closures(&self) -> impl Iterator<Item = &str> {
        self.shutdowns.iter().map(|shutdown| shutdown.key.as_str())
    }

    /// The uniform numbers behind the duration of an activity in consecutive samples; false if it is certain.
    pub(crate) fn uniforms(&self, activity: usize, first: u64, out: &mut [f64]) -> bool {
        let Some(draw) = &self.durations[activity] else {
            return false;
        };
        if let Some(Hold::Activity(held, u)) = self.hold
            && held == activity
        {
            out.fill(u);
            return true;
        }
        draw.address.uniforms(first, 0, out);
        if let Some((factor, correlation)) = &draw.factor {
            for (sample, own) in (first..).zip(out) {
                *own = one_factor(factor.uniform(sample, 0), *own, *correlation);
            }
        }
        true
    }

    /// Whether an event, or a closure in any of its seasons, happens in a sample: 1 or 0.
    pub(crate) fn happens(&self, key: &str, sample: u64) -> bool {
        if let Some(event) = self.events.iter().find(|event| event.key == key) {
            return self.happening(event, sample) > 1.0 - event.probability;
        }
        let mut closed = Vec::new();
        for shutdown in self.shutdowns.iter().filter(|s| s.key == key) {
            self.close(shutdown, sample, &mut closed);
        }
        !closed.is_empty()
    }

    /// The number that decides about an event. Held, it happens for certain or not at all.
    fn happening(&self, event: &Event, sample: u64) -> f64 {
        match &self.hold {
            Some(Hold::Event(key, happens)) if *key == event.key => {
                let u = event.address.uniform(sample, 0);
                // Where it happens for certain, how often it repeats stays random.
                if *happens {
                    1.0 - (1.0 - u) * event.probability
                } else {
                    0.0
                }
            }
            _ => event.address.uniform(sample, 0),
        }
    }

    /// Draws everything for the samples from `first` on.
    pub(crate) fn fill(&self, first: u64, batch: &mut Batch) {
        batch.first = first;
        for (activity, work) in batch.works.iter_mut().enumerate() {
            match &self.durations[activity] {
                Some(draw) => {
                    self.uniforms(activity, first, work);
                    draw.sampler.apply(work);
                    if draw.share < 1.0 {
                        *work = work.map(|whole| whole * draw.share);
                    }
                    whole(work);
                }
                None => *work = [self.fixed[activity]; LANES],
            }
        }
        self.strike(first, &mut batch.works);
        for (lane, closed) in batch.closed.iter_mut().enumerate() {
            closed.clear();
            for shutdown in &self.shutdowns {
                self.close(shutdown, first + lane as u64, closed);
            }
        }
    }

    /// Lets the events of the samples change the work.
    fn strike(&self, first: u64, works: &mut [Lanes]) {
        let lane_numbers = |event: &Event, draw| {
            std::array::from_fn(|lane| event.address.uniform(first + lane as u64, draw))
        };
        let happening: Vec<Lanes> = self
            .events
            .iter()
            .map(|event| std::array::from_fn(|lane| self.happening(event, first + lane as u64)))
            .collect();
        let impact: Vec<Lanes> = self
            .events
            .iter()
            .map(|event| lane_numbers(event, 1))
            .collect();
        for change in &self.changes {
            let work = &mut works[change.activity];
            for lane in 0..LANES {
                let u = happening[change.event][lane];
                if u > 1.0 - change.probability {
                    work[lane] = change.apply(work[lane], u, impact[change.event][lane]);
                }
            }
        }
    }

    /// Adds the closures of a sample: in season k, draw 3k says whether, 3k + 1 when, 3k + 2 how long.
    fn close(&self, shutdown: &Shutdown, sample: u64, closed: &mut Vec<(usize, Tick, Tick)>) {
        let season = shutdown.stated.season;
        let held = match &self.hold {
            Some(Hold::Event(key, happens)) if *key == shutdown.key => Some(*happens),
            _ => None,
        };
        for k in 0..u64::from(season.count) {
            let u = |draw| shutdown.address.uniform(sample, 3 * k + draw);
            if held.unwrap_or_else(|| u(0) > 1.0 - shutdown.probability) {
                let offset = (u(1) * season.length as f64) as i64;
                let from = season.start + k as i64 * season.period + offset;
                let length = whole_tick(shutdown.stated.length.quantile(u(2))) as i64;
                if length > 0 {
                    closed.push((shutdown.stated.calendar.0, from, from + length));
                }
            }
        }
    }
}

fn durations(
    model: &Model,
    uncertainty: &Uncertainty,
    modes: &[usize],
    seed: u64,
) -> Vec<Option<Draw>> {
    let mut draws: Vec<Option<Draw>> = model.activities.iter().map(|_| None).collect();
    let mut draw = |activity: usize, sampler: Sampler| {
        let work = model.mode(activity, modes[activity]).work;
        let share = match model.activities[activity].progress {
            // What is done is no longer uncertain; of what is under way, only the rest is.
            Some(Progress::Finished { .. }) => return,
            Some(Progress::Started { remaining, .. }) if work > 0 => {
                (remaining as f64 / work as f64).min(1.0)
            }
            _ => 1.0,
        };
        draws[activity] = Some(Draw {
            sampler,
            share,
            address: Address::new(seed, "duration", &model.activities[activity].key),
            factor: None,
        });
    };
    // Many activities share one estimate: their tables are made once.
    let mut tables: BTreeMap<[u64; 3], QuantileTable> = BTreeMap::new();
    for estimate in &uncertainty.estimates {
        let (activity, Ok(law)) = (estimate.activity.0, estimate.law()) else {
            continue;
        };
        if estimate.mode != modes[activity] {
            continue;
        }
        let sampler = match (law, estimate.shape) {
            (Law::Triangular(law), Shape::Triangular) => Sampler::Triangular(law),
            (law, _) => {
                let points = [estimate.low, estimate.likely, estimate.high].map(f64::to_bits);
                let table = tables
                    .entry(points)
                    .or_insert_with(|| QuantileTable::new(&law));
                Sampler::Table(table.clone())
            }
        };
        draw(activity, sampler);
    }
    for stated in &uncertainty.laws {
        if stated.mode == modes[stated.activity.0] {
            draw(stated.activity.0, Sampler::of(stated.law.clone()));
        }
    }
    for group in &uncertainty.groups {
        let address = Address::new(seed, "duration factor", &group.key);
        for member in &group.members {
            if let Some(draw) = &mut draws[member.0] {
                draw.factor = Some((address, group.correlation));
            }
        }
    }
    draws
}

/// The model as one sample sees it, its calendars closed for a while; `None` where nothing is closed.
pub(crate) fn closed_model(model: &Model, closed: &[(usize, Tick, Tick)]) -> Option<Model> {
    if closed.is_empty() {
        return None;
    }
    let mut variant = model.clone();
    for (index, calendar) in variant.calendars.iter_mut().enumerate() {
        let own: Vec<(Tick, Tick)> = closed
            .iter()
            .filter(|c| c.0 == index)
            .map(|c| (c.1, c.2))
            .collect();
        if !own.is_empty() {
            *calendar = calendar.without(&own);
        }
    }
    Some(variant)
}

/// Work still to do as planned.
pub(crate) fn planned(model: &Model, modes: &[usize]) -> Vec<i64> {
    (0..modes.len())
        .map(|i| model.work_left(i, modes[i]))
        .collect()
}
