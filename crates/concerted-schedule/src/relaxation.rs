//! Whether [`Core`] is a relaxation: every schedule that the checker passes keeps all that the core demands.

#[path = "../tests/models/mod.rs"]
mod models;

use concerted_chance::Stream;

use crate::core::{Core, CoreSchedule};
use crate::network::Network;
use crate::placement::Placement;
use crate::{Model, Priority, Progress, Schedule, Tick, generate};
use models::{ALL, Features, hard, model};

/// The schedule as the core sees it: work under way is what remains of it, done work is its finish.
fn of(network: &Network<'_>, schedule: &Schedule) -> CoreSchedule {
    let placement = Placement::of(network, schedule);
    CoreSchedule {
        starts: (0..schedule.starts.len())
            .map(|i| {
                if network.is_finished(i) {
                    schedule.finishes[i]
                } else {
                    placement.begins[i]
                }
            })
            .collect(),
        modes: schedule.modes.clone(),
    }
}

/// What a schedule breaks of the core.
fn broken(core: &Core, schedule: &CoreSchedule) -> Vec<String> {
    let mut broken = Vec::new();
    let mode = |i: usize| &core.activities[i].modes[schedule.modes[i]];
    let start = |i: usize| schedule.starts[i];
    let finish = |i: usize| start(i) + mode(i).duration;
    for (i, activity) in core.activities.iter().enumerate() {
        match activity.fixed {
            Some(fixed) if fixed != start(i) => broken.push(format!("fixed {i}")),
            None if start(i) < activity.release => broken.push(format!("release {i}")),
            _ => {}
        }
    }
    for arc in &core.arcs {
        let from = if arc.from_finish {
            finish(arc.from)
        } else {
            start(arc.from)
        };
        let to = if arc.to_finish {
            finish(arc.to)
        } else {
            start(arc.to)
        };
        if to < from + arc.lag {
            broken.push(format!("{arc:?}: {from} {to}"));
        }
    }
    for (resource, capacity) in core.capacities.iter().enumerate() {
        for at in (0..core.activities.len()).map(start) {
            let used: i64 = (0..core.activities.len())
                .filter(|i| (start(*i)..finish(*i)).contains(&at))
                .flat_map(|i| &mode(i).demands)
                .filter(|demand| demand.0 == resource)
                .map(|demand| demand.1)
                .sum();
            if used > *capacity {
                broken.push(format!("resource {resource} at {at}"));
            }
        }
    }
    for (stock, budget) in core.budgets.iter().enumerate() {
        let uses = (0..core.activities.len()).flat_map(|i| &mode(i).uses);
        let used: i64 = uses.filter(|u| u.0 == stock).map(|u| u.1).sum();
        if used > *budget {
            broken.push(format!("stock {stock}"));
        }
    }
    broken
}

/// Schedules of a model by random orders that the checker passes.
fn sound(model: &Model, number: u64) -> Vec<Schedule> {
    let mut draw = Stream::new(3, "orders", "", number);
    let n = model.activities.len();
    let mut found = Vec::new();
    for _ in 0..4 {
        let keys = (0..n).map(|_| draw.below(20) as Tick).collect();
        let modes = vec![None; n];
        if let Ok(schedule) = generate(model, &Priority { keys, modes })
            && hard(model, &schedule).is_empty()
        {
            found.push(schedule);
        }
    }
    found
}

#[test]
fn sound_schedules_keep_the_core() {
    let mut seen = 0;
    for number in 0..1_500 {
        let model = model(number, ALL);
        let Ok(network) = Network::new(&model) else {
            continue;
        };
        let core = Core::of(&network);
        for schedule in sound(&model, number) {
            seen += 1;
            let found = broken(&core, &of(&network, &schedule));
            assert!(found.is_empty(), "{number}: {found:?}");
            for moved in nearby(&model, &schedule, number) {
                seen += 1;
                let found = broken(&core, &of(&network, &moved));
                assert!(found.is_empty(), "{number}: {found:?}");
            }
        }
    }
    assert!(seen > 6_000, "{seen}");
}

/// Schedules that generation would not make: one activity moved, as far as the checker still passes it.
fn nearby(model: &Model, schedule: &Schedule, number: u64) -> Vec<Schedule> {
    let mut draw = Stream::new(5, "moves", "", number);
    let mut found = Vec::new();
    for _ in 0..6 {
        let i = draw.below(schedule.starts.len() as u64) as usize;
        let by = draw.below(9) as i64 - 3;
        let mut moved = schedule.clone();
        let calendar = model.calendar(i, schedule.modes[i]);
        let begun = model.activities[i].progress;
        let (begin, work) = match begun {
            Some(Progress::Started { remaining, .. }) => (
                calendar.subtract_work(schedule.finishes[i], remaining),
                remaining,
            ),
            _ => (
                Ok(schedule.starts[i]),
                model.mode(i, schedule.modes[i]).work,
            ),
        };
        let begin = begin.and_then(|begin| calendar.next_working(begin + by));
        let Ok(begin) = begin else { continue };
        if begun.is_none() {
            moved.starts[i] = begin;
        }
        moved.finishes[i] = calendar.add_work(begin, work).unwrap_or(begin);
        moved.pieces.remove(&i);
        if moved != *schedule && hard(model, &moved).is_empty() {
            found.push(moved);
        }
    }
    found
}

/// Where the core says that it is exact, its rules are all there are: shifted starts that keep it pass the checker.
#[test]
fn an_exact_core_is_the_model() {
    let plain = Features {
        skills: false,
        splits: false,
        progress: false,
        calendars: false,
        ..ALL
    };
    let mut agreed = [0, 0];
    for number in 0..600 {
        let mut model = model(number, plain);
        for activity in &mut model.activities {
            activity.produces.clear();
            activity.consumes.clear();
        }
        model.stocks[0].initial_expiry = None;
        let Ok(network) = Network::new(&model) else {
            continue;
        };
        let core = Core::of(&network);
        assert!(core.exact);
        let mut draw = Stream::new(4, "shifts", "", number);
        for mut schedule in sound(&model, number) {
            let moved = draw.below(schedule.starts.len() as u64) as usize;
            let by = draw.below(5) as i64 - 2;
            schedule.starts[moved] += by;
            schedule.finishes[moved] += by;
            let keeps = broken(&core, &of(&network, &schedule)).is_empty();
            assert_eq!(keeps, hard(&model, &schedule).is_empty(), "{number}");
            agreed[usize::from(keeps)] += 1;
        }
    }
    assert!(agreed[0] > 100 && agreed[1] > 100, "{agreed:?}");
}
