//! A renewable resource: the time-table of what is surely running, with explanations by one point in time (Schutt,
//! Feydy, Stuckey and Wallace 2011).

use super::literal::{End, Literal, Side};
use super::solver::Propagator;
use super::store::{Contradiction, Store};

/// One way to do a task: a variable that is 1 where it is chosen, its length and its demand.
#[derive(Debug, Clone, Copy)]
pub(crate) struct TaskMode {
    pub(crate) chosen: usize,
    pub(crate) duration: i32,
    pub(crate) units: i32,
}

/// What holds the resource.
#[derive(Debug, Clone)]
pub(crate) struct Task {
    /// Its start.
    pub(crate) start: usize,
    pub(crate) finish: End,
    /// Its demand, or the least demand of the modes that are still possible.
    pub(crate) units: i32,
    /// Empty if there is only one.
    pub(crate) modes: Vec<TaskMode>,
}

impl Task {
    /// Latest start and earliest finish: it surely runs between them.
    fn surely(&self, store: &Store) -> (i32, i32) {
        let finish = store.least(self.finish.variable) + self.finish.offset;
        (store.most(self.start), finish)
    }

    /// Adds why it surely runs at a tick with its units.
    fn explain(&self, store: &Store, at: i32, into: &mut Vec<Literal>) {
        into.push(Literal::at_most(self.start, at));
        into.push(self.finish.at_least(at + 1));
        self.explain_units(store, into);
    }

    /// Adds why its demand is not less.
    fn explain_units(&self, store: &Store, into: &mut Vec<Literal>) {
        let less = |m: &&TaskMode| store.most(m.chosen) == 0 && m.units < self.units;
        let excluded = self.modes.iter().filter(less);
        into.extend(excluded.map(|m| Literal::at_most(m.chosen, 0)));
    }

    fn refresh(&mut self, store: &Store) {
        let possible = self.modes.iter().filter(|m| store.most(m.chosen) > 0);
        self.units = possible.map(|m| m.units).min().unwrap_or(self.units);
    }
}

/// A stretch of time with what is surely used in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Segment {
    from: i32,
    to: i32,
    used: i32,
}

/// Keeps the use of a resource within its capacity.
#[derive(Debug)]
pub(crate) struct TimeTable {
    tasks: Vec<Task>,
    capacity: i32,
    profile: Vec<Segment>,
    stale: bool,
    /// Tasks that moved without changing the profile.
    moved: Vec<u32>,
    events: Vec<(i32, i32)>,
    because: Vec<Literal>,
    covering: Vec<u32>,
}

impl TimeTable {
    pub(crate) fn new(tasks: Vec<Task>, capacity: i32) -> Self {
        Self {
            tasks,
            capacity,
            profile: Vec::new(),
            stale: true,
            moved: Vec::new(),
            events: Vec::new(),
            because: Vec::new(),
            covering: Vec::new(),
        }
    }

    /// The sides to watch.
    pub(crate) fn watched(&self) -> Vec<(Side, u32)> {
        let mut watched = Vec::new();
        for (tag, task) in self.tasks.iter().enumerate() {
            let side = Side::of(task.start);
            watched.extend([(side, tag as u32), (side.opposite(), tag as u32)]);
            if task.finish.variable != task.start {
                let side = Side::of(task.finish.variable);
                watched.extend([(side, tag as u32), (side.opposite(), tag as u32)]);
            }
            let modes = task.modes.iter();
            watched.extend(modes.map(|m| (Side::of(m.chosen).opposite(), tag as u32)));
        }
        watched
    }

    /// Builds the profile; a contradiction where it is above the capacity.
    fn rebuild(&mut self, store: &mut Store) -> Result<(), Contradiction> {
        self.events.clear();
        for task in &mut self.tasks {
            if !task.modes.is_empty() {
                task.refresh(store);
            }
            let (from, to) = task.surely(store);
            if from < to && task.units > 0 {
                self.events.push((from, task.units));
                self.events.push((to, -task.units));
            }
        }
        self.events.sort_unstable();
        self.profile.clear();
        let (mut used, mut since) = (0, 0);
        for k in 0..self.events.len() {
            let (at, change) = self.events[k];
            if at > since && used > 0 {
                self.profile.push(Segment {
                    from: since,
                    to: at,
                    used,
                });
                if used > self.capacity {
                    return self.overload(store, since + (at - since) / 2);
                }
            }
            since = at;
            used += change;
        }
        Ok(())
    }

    fn overload(&mut self, store: &mut Store, at: i32) -> Result<(), Contradiction> {
        let mut because = std::mem::take(&mut self.because);
        because.clear();
        self.explain_use(store, (at, usize::MAX), self.capacity, &mut because);
        let outcome = store.contradict(&because);
        self.because = because;
        outcome
    }

    /// Adds why more than `least` units are surely used at a tick, by others than one task.
    fn explain_use(
        &mut self,
        store: &Store,
        (at, except): (i32, usize),
        least: i32,
        into: &mut Vec<Literal>,
    ) {
        self.covering.clear();
        let mut used = 0;
        for (index, task) in self.tasks.iter().enumerate() {
            let (from, to) = task.surely(store);
            if index != except && from <= at && at < to && task.units > 0 {
                self.covering.push(index as u32);
                used += task.units;
            }
        }
        let mut spare = used - least - 1;
        for index in &self.covering {
            let task = &self.tasks[*index as usize];
            if task.units <= spare {
                spare -= task.units;
                continue;
            }
            task.explain(store, at, into);
        }
    }

    /// Moves the bounds of a task out of segments in which it does not fit.
    fn filter(&mut self, store: &mut Store, index: usize) -> Result<(), Contradiction> {
        let task = &self.tasks[index];
        let fixed = store.is_fixed(task.start) && store.is_fixed(task.finish.variable);
        if task.units > 0 && !fixed {
            let own = task.surely(store);
            self.filter_early(store, index, own)?;
            self.filter_late(store, index, own)?;
        }
        if self.tasks[index].modes.is_empty() {
            return Ok(());
        }
        self.filter_modes(store, index)
    }

    /// Whether a task does not fit beside what is used in a segment outside its own sure part.
    fn blocks(&self, segment: Segment, units: i32, own: (i32, i32)) -> bool {
        segment.used + units > self.capacity && !(own.0 <= segment.from && segment.to <= own.1)
    }

    fn filter_early(
        &mut self,
        store: &mut Store,
        index: usize,
        own: (i32, i32),
    ) -> Result<(), Contradiction> {
        let task = &self.tasks[index];
        let (start, end, units) = (task.start, task.finish, task.units);
        let mut earliest = store.least(start);
        let mut k = self.profile.partition_point(|s| s.to <= earliest);
        while let Some(segment) = self.profile.get(k).copied() {
            // It moves by itself where start and finish are the same variable.
            let finish = store.least(end.variable) + end.offset;
            if segment.from >= finish || finish <= earliest {
                break;
            }
            if !self.blocks(segment, units, own) {
                k += 1;
                continue;
            }
            let next = segment.to.min(finish);
            let literal = Literal::at_least(start, next);
            self.push(store, (index, next - 1), literal, end.at_least(next))?;
            earliest = next;
            if segment.to <= earliest {
                k += 1;
            }
        }
        Ok(())
    }

    fn filter_late(
        &mut self,
        store: &mut Store,
        index: usize,
        own: (i32, i32),
    ) -> Result<(), Contradiction> {
        let task = &self.tasks[index];
        let (start, end, units) = (task.start, task.finish, task.units);
        let mut finish = store.most(end.variable) + end.offset;
        let mut k = self.profile.partition_point(|s| s.from < finish);
        while k > 0 {
            let segment = self.profile[k - 1];
            let latest = store.most(start);
            if segment.to <= latest || latest >= finish {
                break;
            }
            if !self.blocks(segment, units, own) {
                k -= 1;
                continue;
            }
            let at = segment.from.max(latest);
            self.push(
                store,
                (index, at),
                end.at_most(at),
                Literal::at_most(start, at),
            )?;
            finish = at;
            if segment.from >= finish {
                k -= 1;
            }
        }
        Ok(())
    }

    /// Excludes modes in which the task would surely run where it does not fit.
    fn filter_modes(&mut self, store: &mut Store, index: usize) -> Result<(), Contradiction> {
        let start = self.tasks[index].start;
        let (least, most) = (store.least(start), store.most(start));
        let (own, least_units) = (self.tasks[index].surely(store), self.tasks[index].units);
        for k in 0..self.tasks[index].modes.len() {
            let mode = self.tasks[index].modes[k];
            if store.is_fixed(mode.chosen) || mode.units == 0 || most >= least + mode.duration {
                continue;
            }
            let blocked = self.profile.iter().find_map(|s| {
                let (from, to) = (s.from.max(most), s.to.min(least + mode.duration));
                let is_own = own.0 <= s.from && s.to <= own.1;
                let others = s.used - if is_own { least_units } else { 0 };
                (from < to && others + mode.units > self.capacity).then_some(from)
            });
            let Some(at) = blocked else { continue };
            let mut because = std::mem::take(&mut self.because);
            because.clear();
            because.push(Literal::at_most(start, at));
            because.push(Literal::at_least(start, at + 1 - mode.duration));
            let least_used = self.capacity - mode.units;
            self.explain_use(store, (at, index), least_used, &mut because);
            let outcome = store.set_because(Literal::at_most(mode.chosen, 0), &because);
            self.because = because;
            outcome?;
        }
        Ok(())
    }

    /// Sets a bound of a task because of what is used at a tick and its other bound.
    fn push(
        &mut self,
        store: &mut Store,
        (index, at): (usize, i32),
        literal: Literal,
        own: Literal,
    ) -> Result<(), Contradiction> {
        let mut because = std::mem::take(&mut self.because);
        because.clear();
        because.push(own);
        let units = self.tasks[index].units;
        self.tasks[index].explain_units(store, &mut because);
        self.explain_use(store, (at, index), self.capacity - units, &mut because);
        let outcome = store.set_because(literal, &because);
        self.because = because;
        outcome
    }
}

impl Propagator for TimeTable {
    fn wake(&mut self, tag: u32, store: &Store) -> bool {
        let task = &mut self.tasks[tag as usize];
        if !task.modes.is_empty() {
            task.refresh(store);
        }
        let (from, to) = task.surely(store);
        if from < to {
            self.stale = true;
        } else {
            self.moved.push(tag);
        }
        true
    }

    fn propagate(&mut self, store: &mut Store) -> Result<(), Contradiction> {
        let moved = std::mem::take(&mut self.moved);
        if std::mem::replace(&mut self.stale, false) {
            self.rebuild(store).inspect_err(|_| self.stale = true)?;
            if self.profile.is_empty() {
                return Ok(());
            }
            for index in 0..self.tasks.len() {
                self.filter(store, index)?;
            }
        } else if !self.profile.is_empty() {
            for index in moved {
                self.filter(store, index as usize)?;
            }
        }
        Ok(())
    }

    fn returned(&mut self) {
        self.stale = true;
        self.moved.clear();
    }
}
