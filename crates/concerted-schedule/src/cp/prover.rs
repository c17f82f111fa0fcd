//! Least lateness, then least makespan, by constraint programming in slices: bounds from below and above in turn.

use super::distances::{heads, horizon};
use super::encode::{Encoding, TooWide, lateness, makespan};
use super::literal::Literal;
use super::solver::{Answer, Tuning};
use crate::Tick;
use crate::core::{Core, CoreSchedule};
use crate::rounds::{is_small, is_small_gap};

/// What is known of the best schedule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum State {
    /// No schedule is better than the one given.
    Optimal,
    /// There is no schedule.
    Infeasible,
    /// Neither is known.
    Open,
}

/// What a prover knows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Verdict {
    /// No schedule (none of the least lateness, where `lateness` is proven) has a smaller makespan.
    pub(crate) lower_bound: Tick,
    /// No schedule has less weighted lateness; `None` where lateness was left out: nothing has a deadline, or the sum
    /// does not fit the solver. Then the state speaks of the makespan alone.
    pub(crate) lateness_bound: Option<i64>,
    /// The best schedule known, given or found.
    pub(crate) schedule: Option<CoreSchedule>,
    pub(crate) state: State,
    /// Conflicts spent so far.
    pub(crate) conflicts: u64,
}

/// What is being made less.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Goal {
    /// The variable of the lateness. Bounds on it from above are assumed only: they fall when the goal is reached.
    Lateness(usize),
    /// The latest finish. Bounds from above are kept: nothing worse is asked for later.
    Makespan,
}

/// Proves what the best schedule of a core is, a slice at a time.
#[derive(Debug)]
pub(crate) struct Prover<'c> {
    core: &'c Core,
    /// `None` where there is nothing to search.
    encoding: Option<Encoding>,
    goal: Goal,
    /// Bounds on the goal, in numbers of the solver.
    lower: i32,
    upper: i32,
    /// Bounds on makespan and lateness, as told.
    makespan: Tick,
    lateness: Option<i64>,
    best: Option<CoreSchedule>,
    state: State,
    /// Whether the present turn asks for the lower bound itself, conflicts left in it, its length.
    low: bool,
    turn: u64,
    length: u64,
}

const FIRST_TURN: u64 = 200;
/// Turns that ask for a better schedule are so many times longer where a proof is within reach: where the best is known
/// already, as it mostly is beside a genetic search, their refutation is the proof, and what was learned from below is of
/// little use to it. Elsewhere the bound from below is what can still be gained.
const HIGH: u64 = 8;

impl<'c> Prover<'c> {
    pub(crate) fn new(core: &'c Core, tuning: Tuning) -> Result<Self, TooWide> {
        let small = is_small(core);
        let mut prover = Self {
            core,
            encoding: None,
            goal: Goal::Makespan,
            lower: 0,
            upper: i32::MAX,
            makespan: 0,
            lateness: None,
            best: None,
            state: State::Infeasible,
            low: !small,
            turn: FIRST_TURN * if small { HIGH } else { 1 },
            length: FIRST_TURN,
        };
        let Some(heads) = heads(core) else {
            return Ok(prover);
        };
        let mut encoding = Encoding::new(core, &heads, horizon(core), tuning)?;
        if encoding.solver.settle() {
            prover.goal = encoding.late.map_or(Goal::Makespan, Goal::Lateness);
            prover.encoding = Some(encoding);
            prover.state = State::Open;
            prover.settle();
        }
        Ok(prover)
    }

    /// Searches for so many conflicts at most, from the best schedule known to the caller, which must be one of the
    /// core. Runs add up: two short ones do what one long one does.
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
        Verdict {
            lower_bound: self.makespan,
            lateness_bound: self.lateness,
            schedule: self.best.clone(),
            state: self.state,
            conflicts: self.encoding.as_ref().map_or(0, |e| e.solver.conflicts),
        }
    }

    /// Propagates at the root and reads the bounds there.
    fn settle(&mut self) {
        let Some(encoding) = &mut self.encoding else {
            return;
        };
        if !encoding.solver.settle() {
            self.refuted();
            return;
        }
        let store = &encoding.solver.store;
        let end = encoding.base + Tick::from(store.least(encoding.end));
        self.makespan = self.makespan.max(end);
        self.lateness = encoding.late.map(|late| i64::from(store.least(late)));
        self.lower = match self.goal {
            Goal::Lateness(late) => store.least(late),
            Goal::Makespan => store.least(encoding.end),
        };
        if self.lower >= self.upper {
            self.reached();
        }
    }

    /// Nothing satisfies what is required at the root.
    fn refuted(&mut self) {
        let Some(best) = &self.best else {
            self.state = State::Infeasible;
            return;
        };
        self.makespan = makespan(self.core, best);
        self.state = State::Optimal;
    }

    /// The goal cannot be made less.
    fn reached(&mut self) {
        match (self.goal, &mut self.encoding, &self.best) {
            (Goal::Lateness(late), Some(encoding), Some(best)) => {
                encoding.solver.require(Literal::at_most(late, self.upper));
                self.goal = Goal::Makespan;
                self.upper = (makespan(self.core, best) - encoding.base) as i32;
                let better = Literal::at_most(encoding.end, self.upper - 1);
                encoding.solver.require(better);
                self.settle();
            }
            _ => self.refuted(),
        }
    }

    /// Takes a schedule if it is better, and asks for better ones from now on.
    fn accept(&mut self, schedule: CoreSchedule) {
        let (core, goal) = (self.core, self.goal);
        let Some(encoding) = &mut self.encoding else {
            return;
        };
        let cost = |schedule: &CoreSchedule| {
            let late = encoding.late.map_or(0, |_| lateness(core, schedule));
            (late, makespan(core, schedule))
        };
        let found = cost(&schedule);
        let better = self.best.as_ref().is_none_or(|best| found < cost(best));
        if self.state != State::Open || !better {
            return;
        }
        encoding.prefer(core, &schedule);
        self.best = Some(schedule);
        match goal {
            Goal::Lateness(_) => self.upper = found.0.min(i64::from(i32::MAX)) as i32,
            Goal::Makespan => {
                self.upper = (found.1 - encoding.base).min(i64::from(i32::MAX)) as i32;
                let better = Literal::at_most(encoding.end, self.upper - 1);
                encoding.solver.require(better);
            }
        }
        self.settle();
    }

    /// What the present turn assumes.
    fn assumed(&self, encoding: &Encoding) -> Option<Literal> {
        let low = self.low && self.lower + 1 < self.upper;
        match self.goal {
            Goal::Lateness(late) if low => Some(Literal::at_most(late, self.lower)),
            Goal::Lateness(late) if self.best.is_some() => {
                Some(Literal::at_most(late, self.upper - 1))
            }
            Goal::Makespan if low => Some(Literal::at_most(encoding.end, self.lower)),
            Goal::Lateness(_) | Goal::Makespan => None,
        }
    }

    /// Goes on with the present turn; false if the caller's conflicts are spent or it cancels.
    fn step(&mut self, left: &mut u64, cancel: &dyn Fn() -> bool) -> bool {
        let Some(mut encoding) = self.encoding.take() else {
            return false;
        };
        let assumed: Vec<Literal> = self.assumed(&encoding).into_iter().collect();
        let before = encoding.solver.conflicts;
        let answer = encoding
            .solver
            .search(&assumed, self.turn.min(*left), cancel);
        let spent = encoding.solver.conflicts - before;
        *left = left.saturating_sub(spent);
        self.turn = self.turn.saturating_sub(spent);
        match answer {
            Answer::Spent | Answer::Cancelled => self.encoding = Some(encoding),
            Answer::Found => {
                let schedule = encoding.schedule();
                self.encoding = Some(encoding);
                self.accept(schedule);
            }
            Answer::Refuted => {
                match assumed.first() {
                    Some(assumed) => encoding.solver.require(!*assumed),
                    None => encoding.solver.clause(&[]),
                }
                self.encoding = Some(encoding);
                self.settle();
            }
        }
        if self.turn == 0 && self.state == State::Open {
            self.next_turn();
        }
        answer != Answer::Cancelled && *left > 0
    }

    /// Whether few activities or a small gap make a proof likely.
    fn is_near(&self) -> bool {
        let (lower, upper) = (i64::from(self.lower), i64::from(self.upper));
        is_small(self.core) || is_small_gap(upper - lower, upper)
    }

    fn next_turn(&mut self) {
        self.low = !self.low;
        self.length += self.length / 4;
        let long = !self.low && self.is_near();
        self.turn = self.length * if long { HIGH } else { 1 };
        if let Some(encoding) = &mut self.encoding {
            encoding.solver.return_to_root();
        }
    }
}
