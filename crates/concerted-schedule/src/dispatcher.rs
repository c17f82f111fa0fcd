//! The dispatch policy on flat arrays: time jumps from finish to finish, and whatever can start does, best priority first.
//!
//! It makes the schedules of [`crate::generate::parallel`] wherever nothing ends before it begins and no capacity
//! changes: then free capacity only grows after the present moment, and whether something fits now is all there is to
//! ask. Activities are bits in the order of priority. For each resource and each number of free units there is a set of
//! those that need more; what is ready and in none of these sets can start, so one look at a word answers for 64.

use crate::Tick;
use crate::calendar::CalendarError;
use crate::compact::{Compact, Edge};
use crate::dispatch_rules::Rules;
use crate::removed::Removed;

/// Closures of one sample, by clock; empty where there are none.
type Closed = [Vec<(i64, i64)>];

fn removed(closed: &Closed, clock: usize) -> &Removed {
    closed.get(clock).map_or(&[], Vec::as_slice)
}

/// Something that is going to happen.
#[derive(Debug, Clone, Copy)]
struct Event {
    time: Tick,
    activity: usize,
    /// Whether the activity finishes, or may start.
    finishes: bool,
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
    /// A bit for each rank without work in this sample, which needs no resources.
    idle: Vec<u64>,
    /// What comes last is first: few things run at once, and a short list beats a heap.
    events: Vec<Event>,
    free: Vec<u32>,
    /// Who gave resources free and when, in the order of time.
    freed: Vec<(Tick, usize)>,
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
            ready: vec![0; rules.words],
            idle: vec![0; rules.words],
            events: Vec::with_capacity(n),
            free: rules.capacities.clone(),
            freed: Vec::with_capacity(n),
            marked: vec![false; n],
            stack: Vec::with_capacity(n),
        }
    }

    /// Schedules one sample.
    pub(crate) fn run(&mut self, works: &[i64], closed: &Closed) -> Result<(), CalendarError> {
        self.earliest.copy_from_slice(&self.compact.releases);
        self.waiting.copy_from_slice(&self.rules.waiting);
        self.free.copy_from_slice(&self.rules.capacities);
        self.ready.fill(0);
        self.idle.fill(0);
        self.events.clear();
        self.freed.clear();
        for (activity, work) in works.iter().enumerate() {
            let rank = self.rules.rank[activity];
            self.idle[rank / 64] |= u64::from(*work <= 0) << (rank % 64);
            if self.waiting[activity] == 0 {
                self.expect(self.earliest[activity], activity, false);
            }
        }
        while let Some(Event { time: now, .. }) = self.events.last().copied() {
            while let Some(event) = self.events.last().copied()
                && event.time == now
            {
                self.events.pop();
                if event.finishes {
                    self.finish(event.activity, now);
                } else {
                    self.set_ready(event.activity);
                }
            }
            self.start_all(now, works, closed)?;
        }
        Ok(())
    }

    fn expect(&mut self, time: Tick, activity: usize, finishes: bool) {
        let at = self.events.partition_point(|event| event.time > time);
        let event = Event {
            time,
            activity,
            finishes,
        };
        self.events.insert(at, event);
    }

    /// Notes that an activity can start as far as links are concerned; returns the word of the bitset that changed.
    fn set_ready(&mut self, activity: usize) -> usize {
        let rank = self.rules.rank[activity];
        self.ready[rank / 64] |= 1 << (rank % 64);
        rank / 64
    }

    /// The activities of a word that can start now.
    fn startable(&self, word: usize) -> u64 {
        let ready = self.ready[word];
        if ready == 0 {
            return 0;
        }
        let mut blocked = 0;
        for (sets, free) in self.rules.blocked.iter().zip(&self.free) {
            blocked |= sets[*free as usize * self.rules.words + word];
        }
        ready & (self.idle[word] | !blocked)
    }

    /// Starts whatever can start now.
    fn start_all(
        &mut self,
        now: Tick,
        works: &[i64],
        closed: &Closed,
    ) -> Result<(), CalendarError> {
        let mut word = 0;
        while word < self.rules.words {
            let candidates = self.startable(word);
            if candidates == 0 {
                word += 1;
                continue;
            }
            let bit = candidates.trailing_zeros();
            self.ready[word] &= !(1 << bit);
            let activity = self.rules.by_rank[word * 64 + bit as usize];
            let work = works[activity];
            let finish = match self.compact.clock_of[activity] {
                None => now + work,
                Some(clock) => {
                    let (clock, removed) = (&self.compact.clocks[clock], removed(closed, clock));
                    let possible = clock.led_start((now, true), work, removed)?;
                    if possible > now {
                        self.expect(possible, activity, false);
                        continue;
                    }
                    clock.add_work(now, work, removed)?
                }
            };
            if let Some(changed) = self.start(activity, (now, finish), closed)? {
                // Something of better priority may have become ready this very moment.
                word = word.min(changed);
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
        let rules = self.rules;
        let mut changed: Option<usize> = None;
        if finish > now {
            for (resource, units) in &rules.demands[activity] {
                self.free[*resource] -= units;
            }
            self.expect(finish, activity, true);
        } else {
            self.freed.push((now, activity));
            for to in rules.outgoing.plain(activity) {
                changed = first(changed, self.let_go(*to, now));
            }
        }
        for edge in rules.outgoing.other(activity) {
            let bound = self.bound(edge, activity, closed)?;
            self.earliest[edge.other] = self.earliest[edge.other].max(bound);
            changed = first(changed, self.let_go(edge.other, now));
        }
        Ok(changed)
    }

    /// Gives back what an activity held, and lets those go that waited for its finish.
    fn finish(&mut self, activity: usize, now: Tick) {
        let rules = self.rules;
        for (resource, units) in &rules.demands[activity] {
            self.free[*resource] += units;
        }
        self.freed.push((now, activity));
        for to in rules.outgoing.plain(activity) {
            self.let_go(*to, now);
        }
    }

    /// One link fewer to wait for; returns the word of the bitset that changed, if the activity became ready at once.
    fn let_go(&mut self, activity: usize, now: Tick) -> Option<usize> {
        self.waiting[activity] -= 1;
        if self.waiting[activity] > 0 {
            return None;
        }
        if self.earliest[activity] <= now {
            return Some(self.set_ready(activity));
        }
        self.expect(self.earliest[activity], activity, false);
        None
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
        if let Some(target) = target {
            self.stack.push(target);
        } else {
            let end = self.finishes.iter().copied().max();
            let last = (0..self.finishes.len()).filter(|i| Some(self.finishes[*i]) == end);
            self.stack.extend(last);
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
        let (start, needs) = (self.starts[activity], self.rules.needs[activity]);
        let until = self.freed.partition_point(|freed| freed.0 <= start);
        for at in (0..until).rev() {
            let (freed, other) = self.freed[at];
            // The earlier it came free, the earlier this activity could have started.
            if self.led(activity, freed, work, closed)? != start {
                break;
            }
            if other != activity && needs & self.rules.needs[other] != 0 {
                self.stack.push(other);
            }
        }
        Ok(())
    }
}

/// The lower of two words, where there are two.
fn first(a: Option<usize>, b: Option<usize>) -> Option<usize> {
    match (a, b) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (a, b) => a.or(b),
    }
}
