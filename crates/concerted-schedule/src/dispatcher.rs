//! The dispatch policy on flat arrays: time jumps from event to event, and whatever can start does, best priority first.
//!
//! It makes the schedules of [`crate::generate::parallel`] wherever nothing ends before it begins and no capacity
//! changes: then free capacity only grows after the present moment, and whether something fits now is all there is to
//! ask. Free units of up to eight resources lie side by side in one word, so that is one subtraction.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use crate::calendar::CalendarError;
use crate::compact::{Compact, Edge};
use crate::network::Network;
use crate::removed::Removed;
use crate::{Priority, Tick};

/// Resources that fit into a word.
const RESOURCES: usize = 8;
/// Bits for each; the highest stays free for the comparison.
const BITS: usize = 16;
/// The highest bit of each field.
const HIGH: u128 = 0x8000_8000_8000_8000_8000_8000_8000_8000;
/// Units that a field holds.
const MOST: u64 = 0x7FFF;

/// What does not change from sample to sample.
pub(crate) struct Rules {
    /// Activities, best priority first.
    by_rank: Vec<usize>,
    rank: Vec<usize>,
    free: u128,
    demand: Vec<u128>,
    /// Links that leave each activity, and where they begin.
    outgoing: Vec<Edge>,
    first: Vec<usize>,
    /// Links to each activity.
    waiting: Vec<u32>,
}

impl Rules {
    /// `None` where only the general engine keeps all rules: stocks, skills, changing capacities, leads, links to
    /// finishes, fixed starts, more than eight resources.
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
        let (free, demand) = packed(network, modes)?;
        if !plain {
            return None;
        }
        let mut by_rank: Vec<usize> = (0..n).collect();
        by_rank.sort_by_key(|i| (priority.keys[*i], network.rank[*i]));
        let mut rank = vec![0; n];
        for (position, activity) in by_rank.iter().enumerate() {
            rank[*activity] = position;
        }
        let mut leaving: Vec<Vec<Edge>> = vec![Vec::new(); n];
        for to in 0..n {
            for edge in edges(to) {
                leaving[edge.other].push(Edge { other: to, ..*edge });
            }
        }
        let (mut outgoing, mut first) = (Vec::new(), vec![0]);
        for own in leaving {
            outgoing.extend(own);
            first.push(outgoing.len());
        }
        Some(Self {
            by_rank,
            rank,
            free,
            demand,
            outgoing,
            first,
            waiting: (0..n).map(|i| edges(i).len() as u32).collect(),
        })
    }
}

/// Capacities and demands, a field for each resource that is demanded at all.
fn packed(network: &Network<'_>, modes: &[usize]) -> Option<(u128, Vec<u128>)> {
    let model = network.model;
    let mut fields: Vec<usize> = Vec::new();
    let mut demand = vec![0_u128; modes.len()];
    for (activity, word) in demand.iter_mut().enumerate() {
        for &(resource, units) in &network.demands[activity][modes[activity]] {
            let field = fields.iter().position(|r| *r == resource);
            let field = field.unwrap_or_else(|| {
                fields.push(resource);
                fields.len() - 1
            });
            if field >= RESOURCES || units > u64::from(model.resources[resource].capacity) {
                return None;
            }
            *word |= u128::from(units) << (BITS * field);
        }
    }
    let mut free = 0;
    for (field, resource) in fields.iter().enumerate() {
        let resource = &model.resources[*resource];
        if !resource.steps.is_empty() || u64::from(resource.capacity) > MOST {
            return None;
        }
        free |= u128::from(resource.capacity) << (BITS * field);
    }
    Some((free, demand))
}

fn fits(free: u128, demand: u128) -> bool {
    ((free | HIGH) - demand) & HIGH == HIGH
}

/// Whether two activities hold a resource in common: a field that is 0 in neither.
fn share(a: u128, b: u128) -> bool {
    // Adding 0x7FFF carries into the high bit of every field that is not 0.
    let used = |word: u128| ((word & !HIGH) + (!HIGH)) & HIGH;
    used(a) & used(b) != 0
}

/// Closures of one sample, by clock; empty where there are none.
type Closed = [Vec<(i64, i64)>];

fn removed(closed: &Closed, clock: usize) -> &Removed {
    closed.get(clock).map_or(&[], Vec::as_slice)
}

/// Sheets for one sample after another.
pub(crate) struct Dispatcher<'c, 'm> {
    compact: &'c Compact<'m>,
    rules: &'c Rules,
    pub(crate) starts: Vec<Tick>,
    pub(crate) finishes: Vec<Tick>,
    earliest: Vec<Tick>,
    waiting: Vec<u32>,
    /// A bit for each rank: could start now if its resources were free.
    ready: Vec<u64>,
    /// Time, and twice the activity, plus one where it gives resources back instead of becoming ready.
    events: BinaryHeap<Reverse<(Tick, usize)>>,
    free: u128,
    marked: Vec<bool>,
    stack: Vec<usize>,
}

impl<'c, 'm> Dispatcher<'c, 'm> {
    pub(crate) fn new(compact: &'c Compact<'m>, rules: &'c Rules) -> Self {
        let n = rules.rank.len();
        Self {
            compact,
            rules,
            starts: vec![0; n],
            finishes: vec![0; n],
            earliest: vec![0; n],
            waiting: vec![0; n],
            ready: vec![0; n.div_ceil(64)],
            events: BinaryHeap::with_capacity(n),
            free: 0,
            marked: vec![false; n],
            stack: Vec::with_capacity(n),
        }
    }

    /// Schedules one sample.
    pub(crate) fn run(&mut self, works: &[i64], closed: &Closed) -> Result<(), CalendarError> {
        self.earliest.copy_from_slice(&self.compact.releases);
        self.waiting.copy_from_slice(&self.rules.waiting);
        self.ready.fill(0);
        self.events.clear();
        self.free = self.rules.free;
        for activity in 0..works.len() {
            if self.waiting[activity] == 0 {
                self.events
                    .push(Reverse((self.earliest[activity], 2 * activity)));
            }
        }
        while let Some(Reverse((now, _))) = self.events.peek().copied() {
            while let Some(Reverse((time, event))) = self.events.peek().copied()
                && time == now
            {
                self.events.pop();
                let activity = event / 2;
                if event % 2 == 1 {
                    self.free += self.rules.demand[activity];
                } else {
                    self.set_ready(activity);
                }
            }
            self.start_all(now, works, closed)?;
        }
        Ok(())
    }

    /// Notes that an activity can start as far as links are concerned; returns the word of the bitset that changed.
    fn set_ready(&mut self, activity: usize) -> usize {
        let rank = self.rules.rank[activity];
        self.ready[rank / 64] |= 1 << (rank % 64);
        rank / 64
    }

    /// Starts whatever can start now.
    fn start_all(
        &mut self,
        now: Tick,
        works: &[i64],
        closed: &Closed,
    ) -> Result<(), CalendarError> {
        let mut word = 0;
        // Ranks of this word that were looked at in vain: capacity only shrinks until time moves on.
        let mut open = !0_u64;
        while word < self.ready.len() {
            let candidates = self.ready[word] & open;
            if candidates == 0 {
                word += 1;
                open = !0;
                continue;
            }
            let bit = candidates.trailing_zeros();
            let activity = self.rules.by_rank[word * 64 + bit as usize];
            open &= !(1 << bit);
            let work = works[activity];
            if work > 0 && !fits(self.free, self.rules.demand[activity]) {
                continue;
            }
            self.ready[word] &= !(1 << bit);
            let finish = match self.compact.clock_of[activity] {
                None => now + work,
                Some(clock) => {
                    let (clock, removed) = (&self.compact.clocks[clock], removed(closed, clock));
                    let possible = clock.led_start((now, true), work, removed)?;
                    if possible > now {
                        self.events.push(Reverse((possible, 2 * activity)));
                        continue;
                    }
                    clock.add_work(now, work, removed)?
                }
            };
            if let Some(changed) = self.start(activity, (now, finish), closed)?
                && changed <= word
            {
                // Something of better priority became ready this very moment.
                word = changed;
                open = !0;
            }
        }
        Ok(())
    }

    /// Starts an activity; returns the first word of the bitset in which an activity became ready at once.
    fn start(
        &mut self,
        activity: usize,
        (now, finish): (Tick, Tick),
        closed: &Closed,
    ) -> Result<Option<usize>, CalendarError> {
        self.starts[activity] = now;
        self.finishes[activity] = finish;
        let demand = self.rules.demand[activity];
        if finish > now && demand != 0 {
            self.free -= demand;
            self.events.push(Reverse((finish, 2 * activity + 1)));
        }
        let mut changed: Option<usize> = None;
        for index in self.rules.first[activity]..self.rules.first[activity + 1] {
            let edge = self.rules.outgoing[index];
            let bound = self.bound(&edge, activity, closed)?;
            let to = edge.other;
            self.earliest[to] = self.earliest[to].max(bound);
            self.waiting[to] -= 1;
            if self.waiting[to] > 0 {
                continue;
            }
            if self.earliest[to] <= now {
                let word = self.set_ready(to);
                changed = Some(changed.map_or(word, |own| own.min(word)));
            } else {
                self.events.push(Reverse((self.earliest[to], 2 * to)));
            }
        }
        Ok(changed)
    }

    /// The start that a link from an activity allows.
    fn bound(&self, edge: &Edge, from: usize, closed: &Closed) -> Result<Tick, CalendarError> {
        let anchor = if edge.leaves_finish {
            self.finishes[from]
        } else {
            self.starts[from]
        };
        match edge.lag_clock {
            None => Ok(anchor + edge.lag),
            Some(clock) => {
                self.compact.clocks[clock].add_lag(anchor, edge.lag, removed(closed, clock))
            }
        }
    }

    /// The activities on a chain that drives one of the targets, along links and along resources that were waited for,
    /// as [`crate::trace::trace`] finds them.
    pub(crate) fn trace(
        &mut self,
        works: &[i64],
        target: Option<usize>,
        closed: &Closed,
    ) -> Result<&[bool], CalendarError> {
        self.marked.fill(false);
        self.stack.clear();
        match target {
            Some(target) => self.stack.push(target),
            None => {
                let end = self.finishes.iter().copied().max();
                let last = (0..self.finishes.len()).filter(|i| Some(self.finishes[*i]) == end);
                self.stack.extend(last);
            }
        }
        while let Some(activity) = self.stack.pop() {
            if std::mem::replace(&mut self.marked[activity], true) {
                continue;
            }
            let (start, work) = (self.starts[activity], works[activity]);
            let before = self.stack.len();
            for edge in self.compact.incoming(activity) {
                let bound = self.bound(edge, edge.other, closed)?;
                if self.led(activity, bound, work, closed)? == start {
                    self.stack.push(edge.other);
                }
            }
            let release = self.compact.releases[activity];
            if self.stack.len() == before && self.led(activity, release, work, closed)? != start {
                self.waited_for(activity, work, closed)?;
            }
        }
        Ok(&self.marked)
    }

    fn led(
        &self,
        activity: usize,
        bound: Tick,
        work: i64,
        closed: &Closed,
    ) -> Result<Tick, CalendarError> {
        match self.compact.clock_of[activity] {
            None => Ok(bound),
            Some(clock) => {
                let removed = removed(closed, clock);
                self.compact.clocks[clock].led_start((bound, true), work, removed)
            }
        }
    }

    /// Adds the activities that gave free what this one waited for.
    fn waited_for(
        &mut self,
        activity: usize,
        work: i64,
        closed: &Closed,
    ) -> Result<(), CalendarError> {
        let (start, demand) = (self.starts[activity], self.rules.demand[activity]);
        for other in 0..self.finishes.len() {
            let freed = self.finishes[other];
            if freed <= start
                && other != activity
                && share(demand, self.rules.demand[other])
                && self.led(activity, freed, work, closed)? == start
            {
                self.stack.push(other);
            }
        }
        Ok(())
    }
}
