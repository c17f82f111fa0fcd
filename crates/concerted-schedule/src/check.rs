//! The independent checker: whether a schedule keeps every rule of its model.
//!
//! It shares nothing with the generation of schedules but the definition of working time: usage is added up anew from
//! events, lots are drawn down anew, so that a mistake there cannot excuse itself here.

use std::collections::BTreeMap;

use thiserror::Error;

use crate::{Calendar, LinkKind, Model, Schedule, Tick, validate};

/// A rule that a schedule breaks.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Violation {
    /// The model has problems, so nothing can be checked against it.
    #[error("the model has {count} problems")]
    Model {
        /// Number of problems.
        count: usize,
    },
    /// The schedule does not belong to the model.
    #[error(
        "the schedule must have {expected} starts, finishes and modes, found {starts}, {finishes} and {modes}"
    )]
    Shape {
        /// Activities of the model.
        expected: usize,
        /// Starts found.
        starts: usize,
        /// Finishes found.
        finishes: usize,
        /// Modes found.
        modes: usize,
    },
    /// The mode does not exist.
    #[error("`{activity}` has no mode number {found}")]
    Mode {
        /// Key of the activity.
        activity: String,
        /// Position of the mode.
        found: usize,
    },
    /// Starts before its release, or before the origin.
    #[error("`{activity}` must not start before {release}, found {start}")]
    Release {
        /// Key of the activity.
        activity: String,
        /// Earliest start.
        release: Tick,
        /// Start found.
        start: Tick,
    },
    /// Does not start where it is fixed.
    #[error("`{activity}` is fixed to start at {fixed}, found {start}")]
    Fixed {
        /// Key of the activity.
        activity: String,
        /// Start wanted.
        fixed: Tick,
        /// Start found.
        start: Tick,
    },
    /// Starts in time that is not worked.
    #[error("`{activity}` starts at {start}, which is not worked")]
    NotWorking {
        /// Key of the activity.
        activity: String,
        /// Start found.
        start: Tick,
    },
    /// Its work does not fill the time from start to finish.
    #[error("`{activity}` needs {work} working ticks, found {found} from {start} to {finish}")]
    Work {
        /// Key of the activity.
        activity: String,
        /// Work of the mode.
        work: i64,
        /// Working ticks found.
        found: i64,
        /// Start found.
        start: Tick,
        /// Finish found.
        finish: Tick,
    },
    /// A link is not kept.
    #[error("link `{link}` from `{from}` to `{to}` asks for {expected} or later, found {found}")]
    Link {
        /// Key of the link.
        link: String,
        /// Key of the first activity.
        from: String,
        /// Key of the second activity.
        to: String,
        /// Earliest time of the end reached.
        expected: Tick,
        /// Time of that end.
        found: Tick,
    },
    /// The lag of a link cannot be counted on its calendar.
    #[error("the calendar of link `{link}` ends before its lag")]
    LagCalendar {
        /// Key of the link.
        link: String,
    },
    /// More of a resource is used than there is.
    #[error("`{resource}` has {capacity} units at {at}, but {used} are used")]
    Capacity {
        /// Key of the resource.
        resource: String,
        /// First tick of the overload.
        at: Tick,
        /// Units there.
        capacity: u32,
        /// Units used.
        used: u64,
    },
    /// A stock does not suffice.
    #[error("`{activity}` lacks {missing} unexpired units of `{stock}` at {at}")]
    Stock {
        /// Key of the stock.
        stock: String,
        /// Key of the activity that finds too little.
        activity: String,
        /// Its start.
        at: Tick,
        /// Amount missing.
        missing: u64,
    },
    /// Finishes after its deadline. The only soft one.
    #[error("`{activity}` is wanted by {deadline}, found {finish}")]
    Late {
        /// Key of the activity.
        activity: String,
        /// Deadline.
        deadline: Tick,
        /// Finish found.
        finish: Tick,
    },
}

impl Violation {
    /// Whether the schedule can still be carried out: only a deadline is missed.
    pub fn is_soft(&self) -> bool {
        matches!(self, Self::Late { .. })
    }
}

/// All rules that a schedule breaks; missed deadlines are among them, see [`Violation::is_soft`].
pub fn check(model: &Model, schedule: &Schedule) -> Vec<Violation> {
    let problems = validate(model);
    if !problems.is_empty() {
        return vec![Violation::Model {
            count: problems.len(),
        }];
    }
    let expected = model.activities.len();
    let (starts, finishes, modes) = (
        schedule.starts.len(),
        schedule.finishes.len(),
        schedule.modes.len(),
    );
    if [starts, finishes, modes] != [expected; 3] {
        return vec![Violation::Shape {
            expected,
            starts,
            finishes,
            modes,
        }];
    }
    let mut violations: Vec<Violation> = (0..expected)
        .filter(|i| schedule.modes[*i] >= model.activities[*i].modes.len())
        .map(|i| Violation::Mode {
            activity: model.activities[i].key.clone(),
            found: schedule.modes[i],
        })
        .collect();
    if !violations.is_empty() {
        return violations;
    }
    for index in 0..expected {
        start_rules(model, schedule, index, &mut violations);
        finish_rules(model, schedule, index, &mut violations);
    }
    links(model, schedule, &mut violations);
    for resource in 0..model.resources.len() {
        capacity(model, schedule, resource, &mut violations);
    }
    for stock in 0..model.stocks.len() {
        draw_down(model, schedule, stock, &mut violations);
    }
    violations
}

/// Start and mode of an activity against its release, fixed start and calendar.
fn start_rules(model: &Model, schedule: &Schedule, index: usize, violations: &mut Vec<Violation>) {
    let activity = &model.activities[index];
    let mode = &activity.modes[schedule.modes[index]];
    let (key, start) = (activity.key.clone(), schedule.starts[index]);
    if let Some(fixed) = activity.fixed_start {
        if fixed != start {
            violations.push(Violation::Fixed {
                activity: key,
                fixed,
                start,
            });
        }
        return;
    }
    let release = activity.release.unwrap_or(0);
    if start < release {
        violations.push(Violation::Release {
            activity: key.clone(),
            release,
            start,
        });
    }
    if mode.work > 0 && !model.calendars[mode.calendar.0].is_working(start) {
        violations.push(Violation::NotWorking {
            activity: key,
            start,
        });
    }
}

/// Work and finish of an activity against its calendar and deadline.
fn finish_rules(model: &Model, schedule: &Schedule, index: usize, violations: &mut Vec<Violation>) {
    let activity = &model.activities[index];
    let mode = &activity.modes[schedule.modes[index]];
    let calendar = &model.calendars[mode.calendar.0];
    let (start, finish) = (schedule.starts[index], schedule.finishes[index]);
    let found = calendar.work_between(start, finish);
    let filled = if mode.work == 0 {
        start == finish
    } else {
        // The last tick is worked too: a finish drawn out over the pause after it would hold resources for nothing.
        start < finish && found == mode.work && calendar.is_working(finish - 1)
    };
    let key = || activity.key.clone();
    if !filled {
        violations.push(Violation::Work {
            activity: key(),
            work: mode.work,
            found,
            start,
            finish,
        });
    }
    if let Some(deadline) = activity.deadline.filter(|deadline| finish > *deadline) {
        violations.push(Violation::Late {
            activity: key(),
            deadline,
            finish,
        });
    }
}

fn links(model: &Model, schedule: &Schedule, violations: &mut Vec<Violation>) {
    for link in &model.links {
        let (from, to) = (link.from.0, link.to.0);
        let (left, found) = match link.kind {
            LinkKind::FinishToStart => (schedule.finishes[from], schedule.starts[to]),
            LinkKind::StartToStart => (schedule.starts[from], schedule.starts[to]),
            LinkKind::FinishToFinish => (schedule.finishes[from], schedule.finishes[to]),
            LinkKind::StartToFinish => (schedule.starts[from], schedule.finishes[to]),
        };
        let always = Calendar::always();
        let calendar = link.lag_calendar.map_or(&always, |c| &model.calendars[c.0]);
        match calendar.add_lag(left, link.lag) {
            Err(_) => violations.push(Violation::LagCalendar {
                link: link.key.clone(),
            }),
            Ok(expected) if found < expected => violations.push(Violation::Link {
                link: link.key.clone(),
                from: model.activities[from].key.clone(),
                to: model.activities[to].key.clone(),
                expected,
                found,
            }),
            Ok(_) => {}
        }
    }
}

/// Sweeps over starts, finishes and capacity steps; each overload is reported once, where it begins.
fn capacity(model: &Model, schedule: &Schedule, resource: usize, violations: &mut Vec<Violation>) {
    let described = &model.resources[resource];
    let mut changes: BTreeMap<Tick, i128> = BTreeMap::new();
    for (index, activity) in model.activities.iter().enumerate() {
        let (start, finish) = (schedule.starts[index], schedule.finishes[index]);
        for demand in &activity.modes[schedule.modes[index]].demands {
            if demand.resource.0 == resource && start < finish {
                *changes.entry(start).or_default() += i128::from(demand.units);
                *changes.entry(finish).or_default() -= i128::from(demand.units);
            }
        }
    }
    for step in &described.steps {
        changes.entry(step.from).or_default();
    }
    let (mut used, mut overloaded) = (0_i128, false);
    for (at, change) in changes {
        used += change;
        let steps = described.steps.iter().rev();
        let capacity = steps
            .clone()
            .find(|step| step.from <= at)
            .map_or(described.capacity, |step| step.units);
        let over = used > i128::from(capacity);
        if over && !overloaded {
            violations.push(Violation::Capacity {
                resource: described.key.clone(),
                at,
                capacity,
                used: used as u64,
            });
        }
        overloaded = over;
    }
}

/// Draws the lots down in the order of use, each use from the lot that expires first.
fn draw_down(model: &Model, schedule: &Schedule, stock: usize, violations: &mut Vec<Violation>) {
    let mut lots = lots(model, schedule, stock);
    let mut uses: Vec<(Tick, usize, u64)> = Vec::new();
    for (index, activity) in model.activities.iter().enumerate() {
        let of_stock = activity
            .consumes
            .iter()
            .filter(|used| used.stock.0 == stock);
        uses.extend(of_stock.map(|used| (schedule.starts[index], index, used.amount)));
    }
    uses.sort_unstable();
    for (at, index, mut missing) in uses {
        for (expiry, release, left) in &mut lots {
            if *release <= at && at < *expiry {
                let taken = missing.min(*left);
                *left -= taken;
                missing -= taken;
            }
        }
        if missing > 0 {
            violations.push(Violation::Stock {
                stock: model.stocks[stock].key.clone(),
                activity: model.activities[index].key.clone(),
                at,
                missing,
            });
        }
    }
}

/// Expiry, release and amount of the lots of a stock, those that expire first in front.
fn lots(model: &Model, schedule: &Schedule, stock: usize) -> Vec<(Tick, Tick, u64)> {
    let initial = &model.stocks[stock];
    let expiry = initial.initial_expiry.unwrap_or(Tick::MAX);
    let mut lots = vec![(expiry, Tick::MIN, initial.initial)];
    for (index, activity) in model.activities.iter().enumerate() {
        for lot in activity.produces.iter().filter(|lot| lot.stock.0 == stock) {
            let release = schedule.finishes[index].saturating_add(lot.release_delay);
            let expiry = lot
                .shelf_life
                .map_or(Tick::MAX, |life| release.saturating_add(life));
            lots.push((expiry, release, lot.amount));
        }
    }
    lots.sort_unstable();
    lots
}
