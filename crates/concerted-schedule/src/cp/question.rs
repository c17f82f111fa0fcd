//! Whether some of a model's rules, taken together, leave a way for one activity to start by a tick.

use std::sync::Arc as Shared;

use super::encode::WIDEST;
use super::literal::{End, Literal};
use super::modes::{Budget, Length};
use super::relation::{Relation, Rising};
use super::solver::{Answer, Solver, Tuning};
use super::time_table::{Task, TaskMode, TimeTable};
use crate::why_not::WhyNotRule;
use crate::{
    ActivityIndex, Bound, Calendar, CalendarIndex, Link, LinkIndex, LinkKind, Model, ResourceIndex,
    StockIndex, Tick,
};

/// What the rules leave.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reply {
    Possible,
    Impossible,
    /// Not settled within the budget, or the times are too far apart.
    Open,
}

/// Asks about one activity and tick, of any set of rules.
#[derive(Debug)]
pub(crate) struct Question<'m> {
    pub(crate) model: &'m Model,
    pub(crate) activity: usize,
    /// Starts no later than this.
    pub(crate) by: Tick,
    /// Everything is done by then, where that is among the rules.
    pub(crate) makespan: Tick,
}

/// An activity with one mode on a calendar, or with several lengths to choose from.
struct Posted {
    start: usize,
    finish: End,
    modes: Vec<usize>,
}

struct Builder<'q, 'm> {
    question: &'q Question<'m>,
    rules: &'q [WhyNotRule],
    calendars: Vec<Shared<Calendar>>,
    solver: Solver,
    base: Tick,
    posted: Vec<Posted>,
}

impl Question<'_> {
    pub(crate) fn ask(
        &self,
        rules: &[WhyNotRule],
        conflicts: u64,
        cancel: &dyn Fn() -> bool,
    ) -> Reply {
        let Some(mut solver) = self.encode(rules) else {
            return Reply::Open;
        };
        if !solver.settle() {
            return Reply::Impossible;
        }
        // Most sets of rules leave a way that is found by starting everything early.
        solver.early_first = true;
        let mut answer = solver.search(&[], conflicts / 4, cancel);
        if answer == Answer::Spent {
            solver.early_first = false;
            answer = solver.search(&[], conflicts - conflicts / 4, cancel);
        }
        match answer {
            Answer::Found => Reply::Possible,
            Answer::Refuted => Reply::Impossible,
            Answer::Spent | Answer::Cancelled => Reply::Open,
        }
    }

    /// `None` where the times are too far apart.
    fn encode(&self, rules: &[WhyNotRule]) -> Option<Solver> {
        let model = self.model;
        let named = model
            .activities
            .iter()
            .flat_map(|a| [a.release, a.fixed_start]);
        let named = named.flatten().chain([0, self.by, self.makespan]);
        let (least, most) = named.fold((0, 0), |(l, m), t| (l.min(t), m.max(t)));
        let works = model
            .activities
            .iter()
            .flat_map(|a| a.modes.iter().map(|m| m.work));
        let lags = model.links.iter().map(|l| l.lag.saturating_abs());
        let span = works.chain(lags).fold(most - least, i64::saturating_add);
        if span > WIDEST / 4 {
            return None;
        }
        let mut builder = Builder {
            question: self,
            rules,
            calendars: model.calendars.iter().cloned().map(Shared::new).collect(),
            solver: Solver::new(Tuning::default()),
            // Without the rule that nothing starts before the origin, there is room before it.
            base: least - span,
            posted: Vec::new(),
        };
        for index in 0..model.activities.len() {
            builder.activity(index);
        }
        for (index, link) in model.links.iter().enumerate() {
            let ends = [link.from, link.to];
            let begun = ends
                .iter()
                .any(|a| model.activities[a.0].progress.is_some());
            if !begun && builder.has(WhyNotRule::Link(LinkIndex(index))) {
                builder.link(link);
            }
        }
        for index in 0..model.resources.len() {
            if builder.has(WhyNotRule::Capacity(ResourceIndex(index))) {
                builder.capacity(index);
            }
        }
        for index in 0..model.stocks.len() {
            if builder.has(WhyNotRule::Stock(StockIndex(index))) {
                builder.stock(index);
            }
        }
        builder.ends();
        Some(builder.solver)
    }
}

impl Builder<'_, '_> {
    fn has(&self, rule: WhyNotRule) -> bool {
        self.rules.contains(&rule)
    }

    fn number(&self, tick: Tick) -> i32 {
        (tick - self.base).clamp(-WIDEST, WIDEST) as i32
    }

    /// The calendar, if its rule is asked for and it has pauses.
    fn calendar(&self, index: CalendarIndex) -> Option<Shared<Calendar>> {
        let calendar = &self.calendars[index.0];
        let kept = self.has(WhyNotRule::Calendar(index)) && !calendar.is_always();
        kept.then(|| Shared::clone(calendar))
    }

    fn activity(&mut self, index: usize) {
        let activity = &self.question.model.activities[index];
        let start = self.solver.variable(0, WIDEST as i32);
        if activity.progress.is_some() {
            // What has begun is left to its progress, which is left aside.
            let finish = self.solver.variable(0, WIDEST as i32);
            self.solver.difference(start, finish, 0);
            self.push(start, End::of(finish), Vec::new());
            return;
        }
        let is_pinned = self.has(WhyNotRule::FixedStart(ActivityIndex(index)));
        let pinned = activity.fixed_start.filter(|_| is_pinned);
        self.floor(index, start, pinned);
        let works: Vec<i32> = activity.modes.iter().map(|m| m.work as i32).collect();
        let mut calendars = activity.modes.iter().map(|m| self.calendar(m.calendar));
        let pauses = calendars.any(|c| c.is_some());
        match works[..] {
            [work] if activity.split.is_none() => {
                let finish = self.single(index, start, work, pinned);
                self.push(start, finish, Vec::new());
            }
            _ => {
                let finish = self.solver.variable(0, WIDEST as i32);
                let least = works.iter().copied().min().unwrap_or(0);
                self.solver.difference(start, finish, least);
                let exact = activity.split.is_none() && !pauses;
                let modes = self.choice((start, finish), &works, exact);
                self.push(start, End::of(finish), modes);
            }
        }
    }

    fn push(&mut self, start: usize, finish: End, modes: Vec<usize>) {
        self.posted.push(Posted {
            start,
            finish,
            modes,
        });
    }

    /// Not before the release or the origin; a fixed start overrules both.
    fn floor(&mut self, index: usize, start: usize, pinned: Option<Tick>) {
        if let Some(tick) = pinned {
            let tick = self.number(tick);
            self.solver.require(Literal::at_least(start, tick));
            self.solver.require(Literal::at_most(start, tick));
            return;
        }
        let (rule, tick) = match self.question.model.activities[index].release {
            Some(tick) => (WhyNotRule::Release(ActivityIndex(index)), tick),
            None => (WhyNotRule::Origin, 0),
        };
        if self.has(rule) {
            let tick = self.number(tick);
            self.solver.require(Literal::at_least(start, tick));
        }
    }

    /// The finish of an activity with one mode.
    fn single(&mut self, index: usize, start: usize, work: i32, pinned: Option<Tick>) -> End {
        let mode = &self.question.model.activities[index].modes[0];
        let Some(calendar) = self.calendar(mode.calendar).filter(|_| work > 0) else {
            return End {
                variable: start,
                offset: work,
            };
        };
        let work = i64::from(work);
        if let Some(done) = pinned.and_then(|tick| calendar.add_work(tick, work).ok()) {
            // Pinned work may start in a pause, which the relations below would not allow.
            let done = self.number(done);
            return End::of(self.solver.variable(done, done));
        }
        let finish = self.solver.variable(0, WIDEST as i32);
        self.solver.difference(start, finish, work as i32);
        let (start, finish) = (End::of(start), End::of(finish));
        self.relate(
            (start, finish),
            &calendar,
            move |c, t| c.add_work(t, work).ok(),
            move |c, t| c.subtract_work(t, work).ok(),
        );
        self.relate(
            (finish, start),
            &calendar,
            move |c, t| c.start_to_finish_from(t, work).ok(),
            move |c, t| c.add_work(t, work).ok(),
        );
        self.relate(
            (start, start),
            &calendar,
            |c, t| c.next_working(t).ok(),
            |c, t| c.previous_working(t).ok(),
        );
        finish
    }

    /// Variables of the modes; `exact` where each says how long it takes, else it takes that long at least.
    fn choice(
        &mut self,
        (start, finish): (usize, usize),
        works: &[i32],
        exact: bool,
    ) -> Vec<usize> {
        if works.len() < 2 {
            return Vec::new();
        }
        let chosen: Vec<usize> = works.iter().map(|_| self.solver.variable(0, 1)).collect();
        let one: Vec<Literal> = chosen.iter().map(|c| Literal::at_least(*c, 1)).collect();
        self.solver.clause(&one);
        for (k, first) in one.iter().enumerate() {
            for second in &one[..k] {
                self.solver.clause(&[!*first, !*second]);
            }
        }
        if !exact {
            return chosen;
        }
        let length = Length {
            start,
            finish,
            modes: chosen.iter().copied().zip(works.iter().copied()).collect(),
        };
        let watched = length.watched();
        self.solver.post(Box::new(length), &watched);
        chosen
    }

    /// Posts to ≥ forward(from) ⟺ from ≤ backward(to), both functions of ticks.
    fn relate(
        &mut self,
        (from, to): (End, End),
        calendar: &Shared<Calendar>,
        forward: impl Fn(&Calendar, Tick) -> Option<Tick> + Send + 'static,
        backward: impl Fn(&Calendar, Tick) -> Option<Tick> + Send + 'static,
    ) {
        let base = self.base;
        let number = move |tick: Tick| (tick - base).clamp(-WIDEST, 2 * WIDEST - 1) as i32;
        let (first, second) = (Shared::clone(calendar), Shared::clone(calendar));
        let forward: Rising = Box::new(move |v| forward(&first, base + Tick::from(v)).map(number));
        let backward: Rising =
            Box::new(move |v| backward(&second, base + Tick::from(v)).map(number));
        let relation = Relation {
            from,
            to,
            forward,
            backward,
        };
        let watched = relation.watched();
        self.solver.post(Box::new(relation), &watched);
    }

    fn link(&mut self, link: &Link) {
        let leaves_finish = matches!(
            link.kind,
            LinkKind::FinishToStart | LinkKind::FinishToFinish
        );
        let reaches_start = matches!(link.kind, LinkKind::FinishToStart | LinkKind::StartToStart);
        let (from, to) = (&self.posted[link.from.0], &self.posted[link.to.0]);
        let left = if leaves_finish {
            from.finish
        } else {
            End::of(from.start)
        };
        let reached = if reaches_start {
            End::of(to.start)
        } else {
            to.finish
        };
        let lag = link.lag;
        let calendar = link.lag_calendar.and_then(|c| self.calendar(c));
        match (calendar, link.bound) {
            (None, Bound::Minimum) => self.difference(left, reached, lag),
            (None, Bound::Maximum) => self.difference(reached, left, -lag),
            (Some(calendar), Bound::Minimum) => self.relate(
                (left, reached),
                &calendar,
                move |c, t| c.add_lag(t, lag).ok(),
                move |c, t| c.subtract_lag(t, lag).ok(),
            ),
            // reached ≤ left + lag: the earliest `left` from which the lag reaches so far.
            (Some(calendar), Bound::Maximum) => self.relate(
                (reached, left),
                &calendar,
                move |c, t| c.subtract_lag(t - 1, lag).ok().map(|before| before + 1),
                move |c, t| c.add_lag(t, lag).ok(),
            ),
        }
    }

    fn difference(&mut self, from: End, to: End, lag: i64) {
        let weight = lag as i32 + from.offset - to.offset;
        if from.variable != to.variable {
            self.solver.difference(from.variable, to.variable, weight);
        } else if weight > 0 {
            self.solver.clause(&[]);
        }
    }

    fn capacity(&mut self, index: usize) {
        let model = self.question.model;
        let resource = &model.resources[index];
        let most = resource.steps.iter().map(|s| s.units).max();
        let most = i64::from(most.unwrap_or(0).max(resource.capacity));
        let mut tasks = Vec::new();
        for (activity, posted) in model.activities.iter().zip(&self.posted) {
            // Between the pieces of split work nothing is held, and done work is left to its progress.
            if activity.split.is_some() || activity.progress.is_some() {
                continue;
            }
            let units = |mode: &crate::Mode| {
                let of_resource = mode.demands.iter().filter(|d| d.resource.0 == index);
                let sum: i64 = of_resource.map(|d| i64::from(d.units)).sum();
                sum.min(WIDEST) as i32
            };
            let modes = posted.modes.iter().zip(&activity.modes);
            tasks.push(Task {
                start: posted.start,
                finish: posted.finish,
                units: activity.modes.iter().map(units).min().unwrap_or(0),
                modes: modes
                    .map(|(chosen, mode)| TaskMode {
                        chosen: *chosen,
                        duration: mode.work as i32,
                        units: units(mode),
                    })
                    .collect(),
            });
        }
        let mut from = 0;
        let mut units = resource.capacity;
        let end = WIDEST as i32;
        let steps = resource
            .steps
            .iter()
            .map(|s| (self.number(s.from).clamp(0, end), s.units));
        for (until, next) in steps.chain([(end, 0)]).collect::<Vec<_>>() {
            let missing = most - i64::from(units);
            if missing > 0 && until > from {
                // What is missing is held by something that nobody can move.
                let start = self.solver.variable(from, from);
                tasks.push(Task {
                    start,
                    finish: End {
                        variable: start,
                        offset: until - from,
                    },
                    units: missing.min(WIDEST) as i32,
                    modes: Vec::new(),
                });
            }
            (from, units) = (until, next);
        }
        let table = TimeTable::new(tasks, most.min(WIDEST) as i32);
        let watched = table.watched();
        self.solver.post(Box::new(table), &watched);
    }

    fn stock(&mut self, index: usize) {
        let model = self.question.model;
        let mut amount = i64::try_from(model.stocks[index].initial).unwrap_or(i64::MAX);
        let mut uses = Vec::new();
        for (activity, posted) in model.activities.iter().zip(&self.posted) {
            if activity.progress.is_some() {
                continue;
            }
            let used = |mode: &crate::Mode| {
                let all = activity.consumes.iter().chain(&mode.consumes);
                let of_stock = all.filter(|c| c.stock.0 == index);
                of_stock.fold(0_i64, |sum, c| {
                    sum.saturating_add(i64::try_from(c.amount).unwrap_or(i64::MAX))
                })
            };
            if let [mode] = &activity.modes[..] {
                amount = amount.saturating_sub(used(mode));
                continue;
            }
            let modes = posted.modes.iter().zip(&activity.modes);
            uses.push(modes.map(|(chosen, mode)| (*chosen, used(mode))).collect());
        }
        let budget = Budget { amount, uses };
        let watched = budget.watched();
        self.solver.post(Box::new(budget), &watched);
    }

    /// The question itself, and what has to be decided.
    fn ends(&mut self) {
        let by = self.number(self.question.by);
        let asked = self.posted[self.question.activity].start;
        self.solver.require(Literal::at_most(asked, by));
        if self.has(WhyNotRule::Makespan) {
            let makespan = self.number(self.question.makespan);
            let finishes: Vec<End> = self.posted.iter().map(|p| p.finish).collect();
            for finish in finishes {
                self.solver.require(finish.at_most(makespan));
            }
        }
        let starts = self.posted.iter().map(|p| p.start);
        let modes = self.posted.iter().flat_map(|p| p.modes.iter().copied());
        let finishes = self.posted.iter().map(|p| p.finish.variable);
        self.solver.decided = starts.chain(modes).chain(finishes).collect();
    }
}
