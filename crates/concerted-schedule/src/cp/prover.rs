//! Least makespan by constraint programming, in slices: bounds from below and from above in turn.

use super::distances::{heads, horizon};
use super::encode::{Encoding, TooWide, makespan};
use super::literal::Literal;
use super::solver::{Answer, Tuning};
use crate::Tick;
use crate::core::{Core, CoreSchedule};

/// What is known of the least makespan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum State {
    /// The schedule has the least makespan.
    Optimal,
    /// There is no schedule.
    Infeasible,
    /// Neither is known.
    Open,
}

/// What a prover knows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Verdict {
    /// No schedule has a smaller makespan.
    pub(crate) lower_bound: Tick,
    /// The best schedule known, given or found.
    pub(crate) schedule: Option<CoreSchedule>,
    pub(crate) state: State,
    /// Conflicts spent so far.
    pub(crate) conflicts: u64,
}

/// Proves the least makespan of a core, a slice at a time.
#[derive(Debug)]
pub(crate) struct Prover<'c> {
    core: &'c Core,
    /// `None` where there is nothing to search.
    encoding: Option<Encoding>,
    lower: Tick,
    best: Option<CoreSchedule>,
    upper: Tick,
    state: State,
    /// Whether the present turn asks for the lower bound itself, and conflicts left in it.
    low: bool,
    turn: u64,
    length: u64,
}

const FIRST_TURN: u64 = 200;

impl<'c> Prover<'c> {
    pub(crate) fn new(core: &'c Core, tuning: Tuning) -> Result<Self, TooWide> {
        let mut prover = Self {
            core,
            encoding: None,
            lower: 0,
            best: None,
            upper: Tick::MAX,
            state: State::Infeasible,
            low: true,
            turn: FIRST_TURN,
            length: FIRST_TURN,
        };
        let Some(heads) = heads(core) else {
            return Ok(prover);
        };
        let mut encoding = Encoding::new(core, &heads, horizon(core), tuning)?;
        if encoding.solver.settle() {
            prover.lower = encoding.base + Tick::from(encoding.solver.store.least(encoding.end));
            prover.encoding = Some(encoding);
            prover.state = State::Open;
        }
        Ok(prover)
    }

    /// Searches for so many conflicts at most, from the best schedule known to the caller.
    pub(crate) fn run(
        &mut self,
        conflicts: u64,
        incumbent: Option<&CoreSchedule>,
        cancel: &dyn Fn() -> bool,
    ) -> Verdict {
        if let Some(schedule) = incumbent {
            self.accept(schedule.clone());
        }
        let mut left = conflicts;
        while self.state == State::Open && self.step(&mut left, cancel) {}
        self.verdict()
    }

    fn verdict(&self) -> Verdict {
        Verdict {
            lower_bound: self.lower,
            schedule: self.best.clone(),
            state: self.state,
            conflicts: self.encoding.as_ref().map_or(0, |e| e.solver.conflicts),
        }
    }

    /// Takes a schedule, and asks for better ones from now on.
    fn accept(&mut self, schedule: CoreSchedule) {
        let makespan = makespan(self.core, &schedule);
        let Some(encoding) = &mut self.encoding else {
            return;
        };
        if makespan >= self.upper || self.state != State::Open {
            return;
        }
        self.upper = makespan;
        encoding.prefer(self.core, &schedule);
        self.best = Some(schedule);
        let better = (makespan - 1 - encoding.base) as i32;
        encoding.solver.require(Literal::at_most(encoding.end, better));
        self.close();
    }

    fn close(&mut self) {
        if self.lower >= self.upper {
            self.lower = self.upper;
            self.state = State::Optimal;
        }
    }

    /// Goes on with the present turn; false if the caller's conflicts are spent or it cancels.
    fn step(&mut self, left: &mut u64, cancel: &dyn Fn() -> bool) -> bool {
        let Some(encoding) = &mut self.encoding else {
            return false;
        };
        let before = encoding.solver.conflicts;
        let ask = Literal::at_most(encoding.end, (self.lower - encoding.base) as i32);
        let assumptions = [ask];
        let low = self.low && self.lower + 1 < self.upper;
        let assumed: &[Literal] = if low { &assumptions } else { &[] };
        let answer = encoding.solver.search(assumed, self.turn.min(*left), cancel);
        let spent = encoding.solver.conflicts - before;
        *left = left.saturating_sub(spent);
        self.turn = self.turn.saturating_sub(spent);
        match answer {
            Answer::Cancelled => return false,
            Answer::Spent => {}
            Answer::Found => {
                let schedule = encoding.schedule();
                self.accept(schedule);
            }
            Answer::Refuted(blamed) if blamed.is_empty() => {
                self.lower = self.upper;
                self.state = match self.best {
                    Some(_) => State::Optimal,
                    None => State::Infeasible,
                };
            }
            Answer::Refuted(_) => {
                encoding.solver.require(!ask);
                if encoding.solver.settle() {
                    let least = Tick::from(encoding.solver.store.least(encoding.end));
                    self.lower = self.lower.max(encoding.base + least);
                }
                self.close();
            }
        }
        if self.turn == 0 && self.state == State::Open {
            self.low = !self.low;
            self.length += self.length / 4;
            self.turn = self.length;
            if let Some(encoding) = &mut self.encoding {
                encoding.solver.to_root();
            }
        }
        *left > 0
    }
}
