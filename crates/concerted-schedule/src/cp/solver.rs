//! Lazy clause generation (Ohrimenko, Stuckey and Codish 2009) on bounds alone: propagate, learn from conflicts, restart.

use std::collections::VecDeque;

use super::clauses::Clauses;
use super::conflict::Analysis;
use super::literal::{Literal, Side};
use super::order::Order;
use super::store::{Contradiction, Reason, Store};

/// Draws conclusions about bounds, and says from which literals.
pub(crate) trait Propagator: std::fmt::Debug + Send {
    /// A side was raised that this one watches, under the tag it gave; whether it should run.
    fn wake(&mut self, tag: u32, store: &Store) -> bool;

    fn propagate(&mut self, store: &mut Store) -> Result<(), Contradiction>;

    /// Bounds have been taken back.
    fn returned(&mut self) {}
}

/// other ≥ side + weight.
#[derive(Debug, Clone, Copy)]
struct Difference {
    other: Side,
    weight: i32,
}

/// How a search ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Answer {
    /// All variables to be decided are fixed; the values are in [`Solver::values`].
    Found,
    /// The assumptions cannot all hold; without any, nothing can be found.
    Refuted,
    /// The conflicts were spent.
    Spent,
    Cancelled,
}

/// What may be tuned.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Tuning {
    /// Decay of the activities of bounds.
    pub(crate) decay: f64,
    /// Conflicts of the shortest restart.
    pub(crate) restart: u64,
    /// Learned clauses before the first forgetting, and how many more each time.
    pub(crate) clauses: (usize, usize),
}

impl Default for Tuning {
    fn default() -> Self {
        Self {
            decay: 0.92,
            restart: 100,
            clauses: (2_000, 500),
        }
    }
}

/// The solver.
#[derive(Debug)]
pub(crate) struct Solver {
    pub(crate) store: Store,
    clauses: Clauses,
    order: Order,
    analysis: Analysis,
    differences: Vec<Vec<Difference>>,
    propagators: Vec<Box<dyn Propagator>>,
    /// By side: propagators that watch it, with their tags.
    watchers: Vec<Vec<(u32, u32)>>,
    /// First come, first served: a propagator that wakes itself through differences must not keep the others, who may
    /// know of a contradiction, from running.
    queue: VecDeque<u32>,
    queued: Vec<bool>,
    /// Variables to decide when no bound is active, the one with the least bound first.
    pub(crate) decided: Vec<usize>,
    /// Preferred values: those of the last solution.
    pub(crate) preferred: Vec<i32>,
    pub(crate) values: Vec<i32>,
    tuning: Tuning,
    pub(crate) conflicts: u64,
    restarts: u64,
    until_restart: u64,
    clause_limit: usize,
    broken: bool,
    /// Whether the current descent ignores activities.
    pub(crate) early_first: bool,
}

/// Propagations between two questions whether to stop.
const POLL: u64 = 64;

impl Solver {
    pub(crate) fn new(tuning: Tuning) -> Self {
        Self {
            store: Store::default(),
            clauses: Clauses::default(),
            order: Order::new(tuning.decay),
            analysis: Analysis::default(),
            differences: Vec::new(),
            propagators: Vec::new(),
            watchers: Vec::new(),
            queue: VecDeque::new(),
            queued: Vec::new(),
            decided: Vec::new(),
            preferred: Vec::new(),
            values: Vec::new(),
            tuning,
            conflicts: 0,
            restarts: 0,
            until_restart: tuning.restart,
            clause_limit: tuning.clauses.0,
            broken: false,
            early_first: false,
        }
    }

    /// A new variable with its bounds.
    pub(crate) fn variable(&mut self, least: i32, most: i32) -> usize {
        self.broken |= least > most;
        self.differences.extend([Vec::new(), Vec::new()]);
        self.watchers.extend([Vec::new(), Vec::new()]);
        self.store.variable(least, most)
    }

    /// to ≥ from + weight. Only before the search.
    pub(crate) fn difference(&mut self, from: usize, to: usize, weight: i32) {
        let (from, to) = (Side::of(from), Side::of(to));
        for (side, other) in [(from, to), (to.opposite(), from.opposite())] {
            self.differences[side.index()].push(Difference { other, weight });
        }
    }

    /// Adds a clause at the root.
    pub(crate) fn clause(&mut self, literals: &[Literal]) {
        self.return_to_root();
        if literals.iter().any(|l| self.store.holds(*l)) {
            return;
        }
        let mut open: Vec<Literal> = literals.to_vec();
        open.retain(|l| !self.store.fails(*l));
        match open.as_slice() {
            [] => self.broken = true,
            [one] => self.broken |= self.store.set(*one, Reason::Choice).is_err(),
            _ => {
                let sides = 2 * self.store.variables();
                self.clauses.add(&open, 0, sides);
            }
        }
    }

    /// Makes a literal true for good.
    pub(crate) fn require(&mut self, literal: Literal) {
        self.clause(&[literal]);
    }

    /// Adds a propagator that watches sides under tags.
    pub(crate) fn post(&mut self, propagator: Box<dyn Propagator>, watched: &[(Side, u32)]) {
        let index = self.propagators.len() as u32;
        for (side, tag) in watched {
            self.watchers[side.index()].push((index, *tag));
        }
        self.propagators.push(propagator);
        self.queued.push(true);
        self.queue.push_back(index);
    }

    pub(crate) fn return_to_root(&mut self) {
        self.return_to(0);
    }

    fn return_to(&mut self, level: u32) {
        if self.store.return_to(level) {
            self.order.return_to(level);
            for propagator in &mut self.propagators {
                propagator.returned();
            }
        }
    }

    /// Propagates at the root; false if that finds a contradiction.
    pub(crate) fn settle(&mut self) -> bool {
        self.return_to_root();
        if !self.broken && self.start_differences().is_err() {
            self.broken = true;
        }
        if !self.broken && self.propagate().is_err() {
            self.broken = true;
        }
        !self.broken
    }

    /// Differences follow raises; the first bounds are no raises.
    fn start_differences(&mut self) -> Result<(), Contradiction> {
        for index in 0..self.differences.len() {
            self.follow(Side(index as u32))?;
        }
        Ok(())
    }

    fn follow(&mut self, side: Side) -> Result<(), Contradiction> {
        let bound = self.store.bound(side);
        for difference in &self.differences[side.index()] {
            let Difference { other, weight } = *difference;
            if self.store.bound(other) >= bound + weight {
                continue;
            }
            let reason = Reason::Difference { from: side, weight };
            self.store.set(
                Literal {
                    side: other,
                    bound: bound + weight,
                },
                reason,
            )?;
        }
        Ok(())
    }

    fn propagate(&mut self) -> Result<(), Contradiction> {
        loop {
            while self.store.head < self.store.trail.len() {
                let at = self.store.head;
                self.store.head += 1;
                self.entry(at)?;
            }
            let Some(index) = self.queue.pop_front() else {
                return Ok(());
            };
            self.queued[index as usize] = false;
            self.propagators[index as usize].propagate(&mut self.store)?;
        }
    }

    /// Draws conclusions from one raise.
    fn entry(&mut self, at: usize) -> Result<(), Contradiction> {
        let side = self.store.trail[at].literal.side;
        for (index, tag) in &self.watchers[side.index()] {
            let place = *index as usize;
            if self.propagators[place].wake(*tag, &self.store) && !self.queued[place] {
                self.queued[place] = true;
                self.queue.push_back(*index);
            }
        }
        self.follow(side)?;
        self.clauses.propagate(&mut self.store, at)
    }

    /// Searches under assumptions, which are chosen first, for so many conflicts at most. Called again with the same
    /// assumptions it goes on where it stopped.
    pub(crate) fn search(
        &mut self,
        assumptions: &[Literal],
        conflicts: u64,
        cancel: &dyn Fn() -> bool,
    ) -> Answer {
        let limit = self.conflicts.saturating_add(conflicts);
        let mut steps = 0;
        loop {
            if self.broken {
                return Answer::Refuted;
            }
            steps += 1;
            if steps % POLL == 0 && cancel() {
                return Answer::Cancelled;
            }
            if self.propagate().is_err() {
                if let Some(answer) = self.conflict(assumptions) {
                    return answer;
                }
                continue;
            }
            if self.conflicts >= limit {
                return Answer::Spent;
            }
            if self.until_restart == 0 {
                self.restart();
                continue;
            }
            if let Some(answer) = self.descend(assumptions) {
                return answer;
            }
        }
    }

    /// Learns from a conflict; an answer if it shows that the assumptions fail.
    fn conflict(&mut self, assumptions: &[Literal]) -> Option<Answer> {
        self.conflicts += 1;
        self.until_restart = self.until_restart.saturating_sub(1);
        for index in self.queue.drain(..) {
            self.queued[index as usize] = false;
        }
        // A propagator may notice late what was wrong earlier.
        let literals = self.store.conflict.iter();
        let level = literals.map(|l| self.store.level_of(*l)).max().unwrap_or(0);
        self.return_to(level);
        if level == 0 {
            self.broken = true;
            return Some(Answer::Refuted);
        }
        let within_assumptions = level as usize <= assumptions.len();
        self.analysis
            .learn(&self.store, &mut self.clauses, &mut self.order);
        self.order.age();
        self.clauses.age();
        let lesson = std::mem::take(&mut self.analysis.lesson);
        self.return_to(lesson.level);
        let reason = if lesson.clause.len() == 1 {
            Reason::Choice
        } else {
            let sides = 2 * self.store.variables();
            let index = self.clauses.add(&lesson.clause, lesson.spread, sides);
            Reason::Clause(index)
        };
        // It cannot contradict: at this level only its first literal is open.
        self.broken |= self.store.set(lesson.clause[0], reason).is_err();
        self.analysis.lesson = lesson;
        within_assumptions.then_some(Answer::Refuted)
    }

    /// Chooses; an answer if there is nothing to choose or an assumption cannot be chosen.
    fn descend(&mut self, assumptions: &[Literal]) -> Option<Answer> {
        while let Some(assumption) = assumptions.get(self.store.level() as usize) {
            if self.store.fails(*assumption) {
                return Some(Answer::Refuted);
            }
            self.store.open_level();
            if !self.store.holds(*assumption) {
                self.choose(*assumption);
                return None;
            }
        }
        let Some(choice) = self.choice() else {
            self.values = (0..self.store.variables())
                .map(|v| self.store.least(v))
                .collect();
            return Some(Answer::Found);
        };
        self.store.open_level();
        self.choose(choice);
        None
    }

    fn choose(&mut self, literal: Literal) {
        // It is open, so that it cannot contradict.
        self.broken |= self.store.set(literal, Reason::Choice).is_err();
    }

    fn choice(&mut self) -> Option<Literal> {
        if !self.early_first
            && let Some(split) = self.order.take(&self.store)
        {
            let variable = split.side.variable();
            let up = self
                .preferred
                .get(variable)
                .is_some_and(|value| *value >= split.bound);
            return Some(if up { split } else { !split });
        }
        let open = self.decided.iter().filter(|v| !self.store.is_fixed(**v));
        let first = open.min_by_key(|v| (self.store.least(**v), self.store.most(**v)))?;
        Some(Literal::at_most(*first, self.store.least(*first)))
    }

    fn restart(&mut self) {
        self.restarts += 1;
        self.until_restart = self.tuning.restart * luby(self.restarts);
        self.return_to_root();
        if self.clauses.learned() > self.clause_limit && self.propagate().is_ok() {
            self.clause_limit += self.tuning.clauses.1;
            self.clauses.forget(&self.store);
        }
    }
}

/// 1, 1, 2, 1, 1, 2, 4, … (Luby, Sinclair and Zuckerman 1993), from 0 on.
fn luby(index: u64) -> u64 {
    let mut index = index + 1;
    loop {
        let length = u64::MAX >> index.leading_zeros();
        if index == length {
            return index.div_ceil(2);
        }
        index -= length >> 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn restarts_follow_luby() {
        let found: Vec<u64> = (0..15).map(luby).collect();
        assert_eq!(found, [1, 1, 2, 1, 1, 2, 4, 1, 1, 2, 1, 1, 2, 4, 8]);
    }
}
