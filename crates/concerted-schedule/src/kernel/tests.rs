//! The kernel against the general generator, against exhaustion, and against the independent checker.

use proptest::prelude::*;

use super::generate::{Frame, generator};
use super::instance::Instance;
use super::lanes::{Lanes, Layout};
use super::population::Population;
use super::profile::{Changes, Dense, Profile};
use super::shape::Shape;
use super::worker::Worker;
use crate::core::Core;
use crate::network::Network;
use crate::{
    Activity, ActivityIndex, Calendar, Consumption, Demand, Link, LinkKind, Mode, Model, Priority,
    Resource, Schedule, Stock, check, generate,
};

const KINDS: [LinkKind; 4] = [
    LinkKind::FinishToStart,
    LinkKind::StartToStart,
    LinkKind::FinishToFinish,
    LinkKind::StartToFinish,
];

/// Activities by (work, units of two resources, release), links by (from, to, kind, lag).
fn model(activities: &[(i64, u32, u32, i64)], links: &[(usize, usize, usize, i64)]) -> Model {
    let mut model = Model::default();
    let calendar = model.add_calendar(Calendar::always());
    let people = model.add_resource(Resource::constant("people", 4));
    let vessel = model.add_resource(Resource::constant("vessel", 2));
    for (number, (work, staff, vessels, release)) in activities.iter().enumerate() {
        let mut activity = Activity::new(format!("{number:03}"), calendar, *work)
            .demanding(people, *staff)
            .demanding(vessel, *vessels);
        activity.release = (*release > 0).then_some(*release);
        model.add_activity(activity);
    }
    for (from, to, kind, lag) in links {
        let (from, to) = (ActivityIndex(*from), ActivityIndex(*to));
        model
            .links
            .push(Link::new("l", from, to, KINDS[*kind], *lag));
    }
    model
}

fn any_model(kinds: usize, releases: i64) -> impl Strategy<Value = Model> {
    (2_usize..9).prop_flat_map(move |n| {
        let activity = (0_i64..9, 0_u32..5, 0_u32..3, 0..=releases);
        let link = (0..n, 0..n, 0..kinds, -2_i64..4);
        (
            proptest::collection::vec(activity, n),
            proptest::collection::vec(link, 0..2 * n),
        )
            .prop_map(|(activities, links)| {
                let forward: Vec<_> = links.into_iter().filter(|l| l.0 < l.1).collect();
                model(&activities, &forward)
            })
    })
}

fn core(model: &Model) -> Core {
    Core::of(&Network::new(model).unwrap())
}

/// Starts and modes as a schedule of the model.
fn schedule(model: &Model, instance: &Instance, starts: &[i32], modes: &[u8]) -> Schedule {
    let found = instance.lengthen(starts, modes);
    let finishes = (0..found.starts.len())
        .map(|j| found.starts[j] + model.activities[j].modes[found.modes[j]].work)
        .collect();
    Schedule::new(found.starts, finishes, found.modes)
}

fn broken(model: &Model, schedule: &Schedule) -> usize {
    check(model, schedule)
        .iter()
        .filter(|v| !v.is_soft())
        .count()
}

/// The best makespan over all orders that keep the links, by the general generator.
fn optimum(model: &Model) -> i64 {
    fn orders(rest: &mut Vec<usize>, chosen: &mut Vec<usize>, see: &mut dyn FnMut(&[usize])) {
        if rest.is_empty() {
            see(chosen);
        }
        for at in 0..rest.len() {
            let activity = rest.remove(at);
            chosen.push(activity);
            orders(rest, chosen, see);
            chosen.pop();
            rest.insert(at, activity);
        }
    }
    let mut best = i64::MAX;
    let n = model.activities.len();
    orders(&mut (0..n).collect(), &mut Vec::new(), &mut |order| {
        let mut priority = Priority::equal(model);
        for (key, activity) in order.iter().enumerate() {
            priority.keys[*activity] = key as i64;
        }
        best = best.min(generate(model, &priority).unwrap().makespan());
    });
    best
}

proptest! {
    /// The same order gives the same starts as the general generator.
    #[test]
    fn same_order_same_schedule(model in any_model(4, 6), seed: u64) {
        let core = core(&model);
        prop_assert!(core.exact);
        let instance = Instance::of(&core).unwrap();
        let mut worker = Worker::new(&instance).unwrap();
        let n = model.activities.len();
        // Positions in a random order that keeps the links: the numbering of the model is one, so raise by predecessors.
        let mut stream = concerted_chance::Stream::new(seed, "order", "", 0);
        let mut keys: Vec<i64> = (0..n).map(|_| stream.below(20) as i64).collect();
        for j in 0..n {
            for link in model.links.iter().filter(|l| l.to.0 == j) {
                keys[j] = keys[j].max(keys[link.from.0] + 1);
            }
        }
        let mut unique = keys.clone();
        for j in 0..n {
            unique[j] = keys[j] * 100 + j as i64;
        }
        let priority = Priority { keys: unique.clone(), modes: vec![None; n] };
        let expected = generate(&model, &priority).unwrap();
        let names: Vec<usize> = (0..n).map(|new| instance.name(new)).collect();
        let mut short: Vec<i32> = names.iter().map(|old| unique[*old] as i32).collect();
        let mut starts = vec![0; n];
        worker.forward(&mut short, &mut starts);
        let found = schedule(&model, &instance, &starts, &vec![0; n]);
        prop_assert_eq!(found, expected);
    }

    /// Improvement keeps every rule; where links wait for finishes and nothing is tied to dates, it never lengthens.
    #[test]
    fn justification_is_sound(model in any_model(1, 0), dated in any_model(4, 9)) {
        for (model, shortens) in [(model, true), (dated, false)] {
            let core = core(&model);
            let instance = Instance::of(&core).unwrap();
            let mut worker = Worker::new(&instance).unwrap();
            let n = model.activities.len();
            let (mut keys, mut starts) = (vec![0; n], vec![0; n]);
            let first = worker.forward(&mut keys, &mut starts);
            let second = worker.justify(&mut starts, first);
            let made = schedule(&model, &instance, &starts, &vec![0; n]);
            prop_assert_eq!(broken(&model, &made), 0);
            let leads = model.links.iter().any(|link| link.lag < 0);
            prop_assert!(second <= first || !shortens || leads);
            let last = worker.parallel(&vec![0; n], &mut starts);
            let made = schedule(&model, &instance, &starts, &vec![0; n]);
            prop_assert_eq!(broken(&model, &made), 0);
            prop_assert!(i64::from(last) <= i64::from(instance.horizon));
        }
    }

    /// Ticks and moments of change tell the same.
    #[test]
    fn profiles_agree(
        takes in proptest::collection::vec((0_i32..30, 1_i32..9, 0_u64..4, 0_u64..3), 1..20)
    ) {
        let layout = Layout::of(&[5, 3]).unwrap();
        let guards: [u64; 1] = layout.guards();
        let free: [u64; 1] = layout.pack([(0, 5), (1, 3)].into_iter());
        let full = free.with(0, guards[0]);
        let (mut dense, mut steps) = (Dense::new(full, guards, 400), Changes::new(full, guards));
        for (from, duration, a, b) in takes {
            let need = layout.pack([(0, a), (1, b)].into_iter());
            let start = dense.earliest(from, duration, need);
            prop_assert_eq!(start, steps.earliest(from, duration, need));
            dense.take(start, duration, need);
            steps.take(start, duration, need);
        }
        dense.clear();
        steps.clear();
        let all = layout.pack([(0, 5), (1, 3)].into_iter());
        prop_assert_eq!((dense.earliest(0, 9, all), steps.earliest(0, 9, all)), (0, 0));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    /// Small models reach the optimum over all orders (links with finishes only: there an active schedule is optimal).
    #[test]
    fn small_models_reach_their_optimum(
        activities in proptest::collection::vec((1_i64..7, 0_u32..5, 0_u32..3, Just(0_i64)), 2..6),
        links in proptest::collection::vec((0_usize..6, 0_usize..6, Just(0_usize), 0_i64..3), 0..6),
    ) {
        let n = activities.len();
        let links: Vec<_> = links.into_iter().filter(|l| l.0 < l.1 && l.1 < n).collect();
        let model = model(&activities, &links);
        let instance = Instance::of(&core(&model)).unwrap();
        let mut population = Population::new(&instance, 1).unwrap();
        while population.spent < 1_500 && population.round(1_500 - population.spent) {}
        let best = population.best().unwrap();
        let made = schedule(&model, &instance, &best.starts, &best.modes);
        prop_assert_eq!(broken(&model, &made), 0);
        prop_assert_eq!(made.makespan(), optimum(&model));
    }
}

/// Three activities, each slow and free or quick and costly; the budget pays for two quick ones.
#[test]
fn modes_keep_budgets() {
    let mut model = Model::default();
    let calendar = model.add_calendar(Calendar::always());
    let crew = model.add_resource(Resource::constant("crew", 1));
    let money = model.add_stock(Stock {
        key: "money".into(),
        initial: 7,
        initial_expiry: None,
    });
    for (key, slow) in [("a", 5), ("b", 9), ("c", 8)] {
        let mut activity = Activity::new(key, calendar, slow);
        let mut quick = Mode::new(calendar, 2);
        quick.consumes.push(Consumption {
            stock: money,
            amount: 3,
        });
        activity.modes.push(quick);
        for mode in &mut activity.modes {
            mode.demands.push(Demand {
                resource: crew,
                units: 1,
            });
        }
        model.add_activity(activity);
    }
    let core = core(&model);
    assert!(core.exact);
    let instance = Instance::of(&core).unwrap();
    let mut population = Population::new(&instance, 3).unwrap();
    while population.spent < 2_000 && population.round(2_000 - population.spent) {}
    let best = population.best().unwrap();
    let made = schedule(&model, &instance, &best.starts, &best.modes);
    assert_eq!(broken(&model, &made), 0);
    assert_eq!((made.makespan(), made.modes), (9, vec![0, 1, 1]));
}

/// A pinned activity between others, and a deadline that decides who goes first.
#[test]
fn pins_and_deadlines_are_kept() {
    let mut model = model(&[(4, 3, 0, 0), (4, 3, 0, 0), (3, 3, 0, 0)], &[(0, 2, 0, 0)]);
    model.activities[2].fixed_start = Some(6);
    model.activities[1].deadline = Some(20);
    let instance = Instance::of(&core(&model)).unwrap();
    let mut population = Population::new(&instance, 3).unwrap();
    while population.spent < 600 && population.round(600 - population.spent) {}
    let best = population.best().unwrap();
    assert_eq!(
        (best.score.broken, best.score.late, best.score.last),
        (0, 0, 13)
    );
    let made = schedule(&model, &instance, &best.starts, &best.modes);
    assert_eq!(made.starts, vec![0, 9, 6]);
    assert_eq!(broken(&model, &made), 0);
}

/// Long durations take the profile by moments, circles and overloads by pins are refused.
#[test]
fn what_the_kernel_takes() {
    let mut long = model(&[(5_000, 3, 0, 0), (7_001, 3, 0, 0), (11, 1, 0, 0)], &[]);
    let instance = Instance::of(&core(&long)).unwrap();
    assert!(instance.horizon > 12_000);
    let shape = Shape::of(&instance, vec![0; 3]);
    let mut starts = vec![0; 3];
    let frame = Frame {
        release: &instance.release,
        fixed: &[],
    };
    let mut made = generator(&instance).unwrap();
    assert_eq!(
        made.serial(&shape.sides[0], &frame, &[0, 1, 2], &mut starts),
        12_001
    );
    assert_eq!(starts, vec![0, 5_000, 0]);
    for activity in &mut long.activities[..2] {
        activity.fixed_start = Some(1);
    }
    assert!(Instance::of(&core(&long)).is_none());
    let mut circle = core(&model(&[(1, 1, 0, 0), (1, 1, 0, 0)], &[(0, 1, 0, 0)]));
    let mut back = circle.arcs[0];
    (back.from, back.to, back.lag) = (1, 0, -9);
    circle.arcs.push(back);
    assert!(Instance::of(&circle).is_none());
}

/// The same people after each round, whatever the number of threads.
#[test]
fn threads_do_not_matter() {
    let activities: Vec<_> = (0..40_i64)
        .map(|i| (1 + (i * 7) % 9, (i % 4) as u32, ((i * 5) % 3) as u32, 0))
        .collect();
    let links: Vec<_> = (0..30).map(|i| (i, i + 3 + (i * 3) % 4, 0, 0)).collect();
    let model = model(&activities, &links);
    let instance = Instance::of(&core(&model)).unwrap();
    let run = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(threads)
            .build()
            .unwrap();
        pool.install(|| {
            let mut population = Population::new(&instance, 9).unwrap();
            while population.spent < 3_000 && population.round(3_000 - population.spent) {}
            (population.best().unwrap().clone(), population.spent)
        })
    };
    let one = run(1);
    assert!(one.1 <= 3_100, "{}", one.1);
    assert_eq!(one, run(2));
    assert_eq!(one, run(3));
}
