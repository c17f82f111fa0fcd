//! The genetic search: two populations that take turns, one pressed to the start, one to the end.
//!
//! A child of two schedules pressed to one side is generated from the other side, so each generation is half of a
//! forward-backward improvement and costs one schedule (Debels and Vanhoucke 2007). Where dates tie the plan to time,
//! both sides are not alike; there all schedules are pressed to the start and each child is improved forward and backward.

use concerted_chance::{Address, Stream};
use rayon::prelude::*;

use super::cross::{Manner, Reading, cross, raise};
use super::instance::Instance;
use super::person::{Person, Score, draw_modes, repair};
use super::worker::Worker;

/// Slices of a round that can run at the same time. A constant, not the number of threads: the answer must not depend on
/// the machine.
const SLICES: usize = 4;
/// Work of a round, in activities placed: a few milliseconds.
const ROUND: usize = 200_000;
/// Smallest and largest population.
const SIZES: (u64, u64) = (40, 2_000);
/// From this size on, more children compete for a place.
const LARGE: usize = 200;
/// Up to this many activities, a search is soon through and breadth pays more than depth.
const SMALL: usize = 60;

/// How a population lives.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Custom {
    size: usize,
    /// Children that compete for a place.
    children: u64,
    /// Generations without progress after which a new population begins.
    patience: u32,
    /// Random share in the priorities of the first generation, and how often it is made by the parallel scheme.
    noise: f64,
    parallel: f64,
    manner: Manner,
}

impl Custom {
    /// Measured on generated projects of 30 and 120 activities at 5,000 schedules and at some seconds.
    fn of(instance: &Instance, spent: u64) -> Self {
        let small = instance.len() <= SMALL + 2;
        let size = (spent / 100).clamp(SIZES.0, SIZES.1) as usize;
        let (window, mutation) = if small {
            ((0.1, 0.9), 0.6)
        } else {
            ((0.25, 0.75), 0.05)
        };
        Self {
            size,
            children: match (small, size >= LARGE) {
                (true, _) => 5,
                (false, true) => 4,
                (false, false) => 2,
            },
            patience: if small { 5 } else { 15 },
            noise: if small { 2.0 } else { 0.5 },
            parallel: if small { 0.2 } else { 1.0 },
            manner: Manner { window, mutation },
        }
    }
}

/// A population under way.
pub(crate) struct Population<'i> {
    instance: &'i Instance,
    workers: Vec<Worker<'i>>,
    address: Address,
    /// Late starts and late finishes without resources, by which the first generation is made.
    late: [Vec<i32>; 2],
    custom: Custom,
    /// The direction in which the people were generated.
    mirrored: bool,
    people: Vec<Person>,
    next: Vec<Person>,
    /// Places of the next generation that are taken.
    filled: usize,
    /// Places filled since the beginning: the address of the next one's draws.
    count: u64,
    idle: u32,
    /// The best of this population, and the best of all.
    own: Option<Score>,
    best: Person,
    /// Schedules generated.
    pub(crate) spent: u64,
}

impl<'i> Population<'i> {
    /// A population without people; `None` where the instance has too many resources.
    pub(crate) fn new(instance: &'i Instance, seed: u64) -> Option<Self> {
        let workers: Option<Vec<_>> = (0..SLICES).map(|_| Worker::new(instance)).collect();
        let mut workers = workers?;
        Some(Self {
            late: workers[0].late_times(),
            workers,
            address: Address::new(seed, "genetic search", ""),
            custom: Custom::of(instance, 0),
            mirrored: false,
            people: Vec::new(),
            next: Vec::new(),
            filled: 0,
            count: 0,
            idle: 0,
            own: None,
            best: Person::blank(instance),
            spent: 0,
            instance,
        })
    }

    /// The best schedule so far, forward; `None` before the first.
    pub(crate) fn best(&self) -> Option<&Person> {
        (self.best.score.last < i32::MAX).then_some(&self.best)
    }

    /// Fills some places of the next generation, for at most `budget` schedules; says whether it had enough for one.
    pub(crate) fn round(&mut self, budget: u64) -> bool {
        let cost = self.cost();
        let most = (ROUND / self.instance.len().max(1) / cost as usize).max(SLICES);
        let places = (self.custom.size - self.filled).min(most);
        // One schedule is kept back for turning the best one round.
        let budget = budget.saturating_sub(u64::from(!self.people.is_empty()));
        let places = places.min(usize::try_from(budget / cost).unwrap_or(usize::MAX));
        if places == 0 || self.instance.len() == 0 {
            return false;
        }
        let size = self.custom.size;
        self.next.resize_with(size, || Person::blank(self.instance));
        let mut next = std::mem::take(&mut self.next);
        let mut workers = std::mem::take(&mut self.workers);
        let slots = &mut next[self.filled..self.filled + places];
        let slice = places.div_ceil(SLICES);
        let this = &*self;
        slots
            .par_chunks_mut(slice)
            .zip(workers.par_iter_mut())
            .enumerate()
            .for_each(|(number, (slots, worker))| {
                for (at, person) in slots.iter_mut().enumerate() {
                    this.fill(this.filled + number * slice + at, person, worker);
                }
            });
        self.spent += workers
            .iter_mut()
            .map(|w| std::mem::take(&mut w.spent))
            .sum::<u64>();
        (self.next, self.workers) = (next, workers);
        self.take(places);
        true
    }

    /// Schedules that one place costs at most.
    fn cost(&self) -> u64 {
        match (self.people.is_empty(), self.instance.is_symmetric()) {
            (true, _) => 1,
            (false, true) => self.custom.children,
            (false, false) => 3 * self.custom.children,
        }
    }

    /// Notes the best of the places just filled; where all are, the generations change.
    fn take(&mut self, places: usize) {
        let first = self.filled;
        self.filled += places;
        self.count += places as u64;
        let towards_end = !self.people.is_empty() && self.instance.is_symmetric() && !self.mirrored;
        let found = (first..self.filled).min_by_key(|place| self.next[*place].score);
        if let Some(person) = found.map(|place| &self.next[place]) {
            if self.own.is_none_or(|own| person.score < own) {
                self.own = Some(person.score);
                self.idle = 0;
            }
            if person.score < self.best.score {
                self.best.clone_from(person);
                if towards_end {
                    self.workers[0].turn(&mut self.best);
                    self.spent += std::mem::take(&mut self.workers[0].spent);
                }
            }
        }
        if self.filled < self.custom.size {
            return;
        }
        std::mem::swap(&mut self.people, &mut self.next);
        self.mirrored = towards_end;
        self.filled = 0;
        self.idle += 1;
        if self.idle > self.custom.patience {
            self.people.clear();
            self.next.clear();
            self.custom = Custom::of(self.instance, self.spent);
            (self.mirrored, self.idle, self.own) = (false, 0, None);
        }
    }

    /// Fills one place: from nothing at first, then with the best of the children of its owner.
    fn fill(&self, place: usize, person: &mut Person, worker: &mut Worker<'i>) {
        let mut stream = self
            .address
            .stream(self.count + (place - self.filled) as u64);
        let mut keys = std::mem::take(&mut worker.sheet);
        if self.people.is_empty() {
            draw_modes(self.instance, &mut person.modes, &mut stream);
            worker.set_modes(&person.modes);
            let late = &self.late[place % 2];
            let noise =
                8.0 * self.custom.noise * f64::from(self.instance.horizon.min(self.length()));
            for (key, late) in keys.iter_mut().zip(late) {
                *key = late * 8 + (noise * stream.uniform()) as i32;
            }
            let last = if stream.uniform() < self.custom.parallel {
                worker.parallel(&keys, &mut person.starts)
            } else {
                let side = &worker.shape.sides[0];
                if side.plain {
                    raise(side, &mut keys);
                }
                worker.forward(&mut keys, &mut person.starts)
            };
            person.assess(self.instance, last);
            worker.sheet = keys;
            return;
        }
        let mut child = worker.child.take();
        person.score.broken = usize::MAX;
        for number in 0..self.custom.children {
            let mate = self.mate(&mut stream);
            let pair = (&self.people[place], &self.people[mate]);
            let pair = if number % 2 == 0 {
                pair
            } else {
                (pair.1, pair.0)
            };
            self.conceive(pair, &mut child, worker, (&mut keys, &mut stream));
            if child.score < person.score {
                std::mem::swap(&mut child, person);
            }
        }
        worker.child = child;
        worker.sheet = keys;
    }

    /// The length of the critical path.
    fn length(&self) -> i32 {
        self.late[1].iter().copied().max().unwrap_or(0).max(1)
    }

    /// The better of two at random.
    fn mate(&self, stream: &mut Stream) -> usize {
        let size = self.people.len() as u64;
        let (a, b) = (stream.below(size) as usize, stream.below(size) as usize);
        if self.people[b].score < self.people[a].score {
            b
        } else {
            a
        }
    }

    fn conceive(
        &self,
        pair: (&Person, &Person),
        child: &mut Person,
        worker: &mut Worker<'i>,
        (keys, stream): (&mut [i32], &mut Stream),
    ) {
        worker.set_modes(&pair.0.modes);
        let n = keys.len();
        let turns = self.instance.is_symmetric();
        let reading = if turns {
            Reading::Backward
        } else {
            Reading::Onward
        };
        let own = &worker.shape.sides[usize::from(self.mirrored)].duration;
        let made = cross(pair, own, reading, &self.custom.manner, (keys, stream));
        child.modes.clone_from(&pair.0.modes);
        if self.instance.has_choice() {
            let (from, to) = made.window;
            for j in 0..n {
                let seen = if self.mirrored { n - 1 - j } else { j };
                if (from..=to).contains(&pair.0.starts[seen]) {
                    child.modes[j] = pair.1.modes[j];
                }
                if stream.below(2 * n as u64) == 0 {
                    let usable = &self.instance.usable[j];
                    child.modes[j] = usable[stream.below(usable.len() as u64) as usize];
                }
            }
            repair(self.instance, &mut child.modes, stream);
            worker.set_modes(&child.modes);
        }
        let towards_end = turns && !self.mirrored;
        let side = &worker.shape.sides[usize::from(towards_end)];
        // Keys of two schedules in the same modes keep the links; where a side is not plain, sorting raises them.
        if side.plain && (made.moved || self.instance.has_choice() || !turns) {
            raise(side, keys);
        }
        if towards_end {
            let last = worker.mirrored(keys, &mut child.starts);
            child.score = Score {
                broken: self.instance.overdrawn(&child.modes),
                late: 0,
                last,
            };
        } else {
            let mut last = worker.forward(keys, &mut child.starts);
            if !turns {
                last = worker.justify(&mut child.starts, last);
            }
            child.assess(self.instance, last);
        }
    }
}
