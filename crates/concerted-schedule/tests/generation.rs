//! Schedule generation: resources, calendars, stocks, fixed starts, and random models against the checker.

#![expect(
    clippy::unwrap_used,
    reason = "a helper that panics fails the test that called it"
)]

use concerted_schedule::*;
use proptest::prelude::*;

use LinkKind::{FinishToFinish, FinishToStart, StartToFinish, StartToStart};

fn run(model: &Model) -> Schedule {
    let schedule = generate(model, &Priority::equal(model)).unwrap();
    assert_eq!(check(model, &schedule), vec![]);
    let dispatched = dispatch(model, &Priority::equal(model)).unwrap();
    assert_eq!(check(model, &dispatched), vec![]);
    schedule
}

#[test]
fn capacity_steps_are_waited_for() {
    let mut model = Model::default();
    let c = model.add_calendar(Calendar::always());
    let r = model.add_resource(Resource {
        key: "vessel".into(),
        capacity: 0,
        steps: vec![
            CapacityStep { from: 10, units: 1 },
            CapacityStep { from: 14, units: 0 },
            CapacityStep { from: 20, units: 2 },
        ],
        skills: Vec::new(),
    });
    model.add_activity(Activity::new("a", c, 5).demanding(r, 1));
    model.add_activity(Activity::new("b", c, 4).demanding(r, 1));
    model.add_activity(Activity::new("c", c, 4).demanding(r, 2));
    assert_eq!(run(&model).starts, vec![20, 10, 25]);
}

#[test]
fn resources_are_held_over_the_weekend() {
    let mut model = Model::default();
    let week = model.add_calendar(Calendar::new(&[], 0, &[(0, 50)], 70).unwrap());
    let always = model.add_calendar(Calendar::always());
    let r = model.add_resource(Resource::constant("vessel", 1));
    let mut first = Activity::new("a", week, 20).demanding(r, 1);
    first.release = Some(40);
    model.add_activity(first);
    model.add_activity(Activity::new("b", always, 45).demanding(r, 1));
    assert_eq!(run(&model).starts, vec![40, 80]);
}

#[test]
fn the_mode_that_finishes_first_is_taken() {
    let mut model = Model::default();
    let c = model.add_calendar(Calendar::always());
    let r = model.add_resource(Resource::constant("fast", 1));
    let demands = vec![Demand {
        resource: r,
        units: 1,
    }];
    for key in ["a", "b", "c"] {
        let mut activity = Activity::new(key, c, 9);
        activity.modes.push(Mode {
            work: 4,
            calendar: c,
            demands: demands.clone(),
            skills: Vec::new(),
            consumes: Vec::new(),
        });
        model.add_activity(activity);
    }
    let schedule = run(&model);
    assert_eq!(
        (schedule.starts, schedule.modes),
        (vec![0, 4, 0], vec![1, 1, 0])
    );
}

fn batch(key: &str, work: i64, stock: StockIndex, lot: (u64, i64, Option<i64>)) -> Activity {
    let mut activity = Activity::new(key, CalendarIndex(0), work);
    activity.produces.push(Production {
        stock,
        amount: lot.0,
        release_delay: lot.1,
        shelf_life: lot.2,
    });
    activity
}

fn study(key: &str, stock: StockIndex, amount: u64, release: Option<Tick>) -> Activity {
    let mut activity = Activity::new(key, CalendarIndex(0), 3);
    activity.consumes.push(Consumption { stock, amount });
    activity.release = release;
    activity
}

fn stocked() -> (Model, StockIndex) {
    let mut model = Model::default();
    model.add_calendar(Calendar::always());
    let stock = model.add_stock(Stock {
        key: "substance".into(),
        initial: 0,
        initial_expiry: None,
    });
    (model, stock)
}

#[test]
fn consumption_waits_for_the_release() {
    let (mut model, stock) = stocked();
    model.add_activity(study("a study", stock, 5, None));
    model.add_activity(batch("batch", 10, stock, (5, 7, None)));
    assert_eq!(run(&model).starts, vec![17, 0]);
}

#[test]
fn several_batches_serve_one_study() {
    let (mut model, stock) = stocked();
    model.add_activity(study("a study", stock, 9, None));
    model.add_activity(batch("batch 1", 10, stock, (5, 0, None)));
    model.add_activity(batch("batch 2", 30, stock, (5, 0, None)));
    assert_eq!(run(&model).starts[0], 30);
}

#[test]
fn expired_stock_is_not_used() {
    let (mut model, stock) = stocked();
    // The first lot can be used from 15 until before 25; the study may start at 30 at the earliest.
    model.add_activity(study("a study", stock, 2, Some(30)));
    model.add_activity(batch("batch 1", 10, stock, (2, 5, Some(10))));
    model.add_activity(batch("batch 2", 36, stock, (2, 4, Some(10))));
    assert_eq!(run(&model).starts[0], 40);
}

#[test]
fn stock_that_only_expires_is_reported() {
    let (mut model, stock) = stocked();
    model.add_activity(study("a study", stock, 2, Some(30)));
    model.add_activity(batch("batch 1", 10, stock, (2, 5, Some(10))));
    let error = generate(&model, &Priority::equal(&model)).unwrap_err();
    assert_eq!(
        error.to_string(),
        "`a study` cannot be placed: `substance` never has 2 unexpired units left for it"
    );
    assert_eq!(
        dispatch(&model, &Priority::equal(&model)).unwrap_err(),
        error
    );
}

#[test]
fn a_chain_of_stocks() {
    let (mut model, crude) = stocked();
    let pure = model.add_stock(Stock {
        key: "pure".into(),
        initial: 0,
        initial_expiry: None,
    });
    model.add_activity(study("a study", pure, 1, None));
    let mut purify = batch("purify", 5, pure, (1, 0, None));
    purify.consumes.push(Consumption {
        stock: crude,
        amount: 4,
    });
    model.add_activity(purify);
    model.add_activity(batch("react", 8, crude, (4, 2, None)));
    assert_eq!(run(&model).starts, vec![15, 10, 0]);
}

#[test]
fn fixed_starts_are_kept_and_worked_around() {
    let mut model = Model::default();
    let week = model.add_calendar(Calendar::new(&[], 0, &[(0, 50)], 70).unwrap());
    let r = model.add_resource(Resource::constant("vessel", 1));
    model.add_activity(Activity::new("a", week, 10).demanding(r, 1));
    let mut fixed = Activity::new("b", week, 10).demanding(r, 1);
    fixed.fixed_start = Some(5);
    model.add_activity(fixed);
    assert_eq!(run(&model).starts, vec![15, 5]);
    model.activities[1].fixed_start = Some(60);
    let schedule = run(&model);
    assert_eq!((schedule.starts[1], schedule.finishes[1]), (60, 80));
}

#[test]
fn demand_that_outlasts_the_capacity_is_reported() {
    let mut model = Model::default();
    let c = model.add_calendar(Calendar::always());
    let r = model.add_resource(Resource {
        key: "vessel".into(),
        capacity: 1,
        steps: vec![CapacityStep { from: 5, units: 0 }],
        skills: Vec::new(),
    });
    model.add_activity(Activity::new("a", c, 6).demanding(r, 1));
    assert_eq!(
        generate(&model, &Priority::equal(&model))
            .unwrap_err()
            .to_string(),
        "`a` cannot be placed: `vessel` never again has 1 units free"
    );
}

/// A long chain and a short activity compete for one vessel; each rule has its own reason to begin with one of them.
#[test]
fn rules_order_what_competes() {
    let mut model = Model::default();
    let c = model.add_calendar(Calendar::always());
    let r = model.add_resource(Resource::constant("vessel", 1));
    let short = model.add_activity(Activity::new("a short", c, 2).demanding(r, 1));
    let head = model.add_activity(Activity::new("head", c, 3).demanding(r, 1));
    let tail = model.add_activity(Activity::new("tail", c, 9));
    model
        .links
        .push(Link::new("l", head, tail, FinishToStart, 0));
    // Late finish 12 and 3, late start 10 and 0, successors 0 and 1, weight 2 and 12, float 10 and 0.
    let keys: Vec<Vec<i64>> = Rule::ALL
        .iter()
        .map(|rule| rule.apply(&model).unwrap().keys[..2].to_vec())
        .collect();
    assert_eq!(
        keys,
        vec![
            vec![12, 3],
            vec![10, 0],
            vec![0, -1],
            vec![-2, -12],
            vec![10, 0]
        ]
    );
    let schedule = generate(&model, &Rule::LateFinish.apply(&model).unwrap()).unwrap();
    assert_eq!((schedule.start(short), schedule.start(head)), (3, 0));
}

#[test]
fn ties_go_by_key_not_by_order_of_entry() {
    let mut model = Model::default();
    let c = model.add_calendar(Calendar::always());
    let r = model.add_resource(Resource::constant("vessel", 1));
    for key in ["z", "a", "m"] {
        model.add_activity(Activity::new(key, c, 2).demanding(r, 1));
    }
    assert_eq!(run(&model).starts, vec![4, 0, 2]);
}

#[test]
fn a_priority_that_does_not_fit_is_refused() {
    let mut model = Model::default();
    let c = model.add_calendar(Calendar::always());
    model.add_activity(Activity::new("a", c, 2));
    let short = Priority {
        keys: vec![],
        modes: vec![None],
    };
    assert!(generate(&model, &short).is_err());
    let unknown = Priority {
        keys: vec![0],
        modes: vec![Some(1)],
    };
    assert!(dispatch(&model, &unknown).is_err());
}

/// Models with everything in them. Stocks may fall short in the order tried; all else must always be placed.
fn any_model() -> impl Strategy<Value = Model> {
    let mode = (0_i64..30, 0_usize..3, 0_u32..3, 0_u32..3);
    let activity = (
        prop::collection::vec(mode, 1..3),
        prop::option::of(0_i64..80),
        prop::option::of(0_i64..150),
        prop::option::of((0_u64..4, 0_i64..9, prop::option::of(20_i64..90))),
        0_u64..3,
    );
    let link = (
        0_usize..10,
        1_usize..10,
        0_u8..4,
        -6_i64..12,
        prop::option::of(0_usize..3),
    );
    (
        prop::collection::vec(activity, 1..11),
        prop::collection::vec(link, 0..14),
        0_u64..9,
    )
        .prop_map(|(activities, links, initial)| build(activities, links, initial))
}

type AnyMode = (i64, usize, u32, u32);
type AnyActivity = (
    Vec<AnyMode>,
    Option<Tick>,
    Option<Tick>,
    Option<(u64, i64, Option<i64>)>,
    u64,
);
type AnyLink = (usize, usize, u8, i64, Option<usize>);

fn build(activities: Vec<AnyActivity>, links: Vec<AnyLink>, initial: u64) -> Model {
    let mut model = Model::default();
    model.add_calendar(Calendar::always());
    model.add_calendar(Calendar::new(&[], 0, &[(0, 50)], 70).unwrap());
    model.add_calendar(Calendar::new(&[(3, 9), (20, 30)], 40, &[(0, 4), (6, 9)], 10).unwrap());
    let first = model.add_resource(Resource::constant("first", 2));
    let second = model.add_resource(Resource {
        key: "second".into(),
        capacity: 3,
        steps: vec![
            CapacityStep { from: 30, units: 1 },
            CapacityStep { from: 60, units: 2 },
        ],
        skills: Vec::new(),
    });
    let stock = model.add_stock(Stock {
        key: "stock".into(),
        initial,
        initial_expiry: Some(200),
    });
    for (i, (modes, release, deadline, made, used)) in activities.into_iter().enumerate() {
        let mut activity = Activity::new(format!("a{i}"), CalendarIndex(0), 1);
        activity.modes = modes
            .into_iter()
            .map(|(work, calendar, a, b)| Mode {
                work,
                calendar: CalendarIndex(calendar),
                demands: vec![
                    Demand {
                        resource: first,
                        units: a,
                    },
                    Demand {
                        resource: second,
                        units: b,
                    },
                ],
                skills: Vec::new(),
                consumes: Vec::new(),
            })
            .collect();
        activity.release = release;
        activity.deadline = deadline;
        if let Some((amount, release_delay, shelf_life)) = made {
            activity.produces.push(Production {
                stock,
                amount,
                release_delay,
                shelf_life,
            });
        }
        activity.consumes.push(Consumption {
            stock,
            amount: used,
        });
        model.add_activity(activity);
    }
    let n = model.activities.len();
    for (i, (from, step, kind, lag, calendar)) in links.into_iter().enumerate() {
        let (from, to) = (from % n, from % n + step);
        if to < n {
            let kind =
                [FinishToStart, StartToStart, FinishToFinish, StartToFinish][usize::from(kind)];
            let mut link = Link::new(
                format!("l{i}"),
                ActivityIndex(from),
                ActivityIndex(to),
                kind,
                lag,
            );
            link.lag_calendar = calendar.map(CalendarIndex);
            model.links.push(link);
        }
    }
    model
}

fn hard(model: &Model, schedule: &Schedule) -> Vec<Violation> {
    check(model, schedule)
        .into_iter()
        .filter(|v| !v.is_soft())
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn generated_schedules_pass_the_checker(model in any_model(), keys in prop::collection::vec(0_i64..50, 11)) {
        let n = model.activities.len();
        let priority = Priority { keys: keys[..n].to_vec(), modes: vec![None; n] };
        for result in [generate(&model, &priority), dispatch(&model, &priority)] {
            match result {
                Ok(schedule) => prop_assert_eq!(hard(&model, &schedule), vec![]),
                Err(ScheduleError::NoStock { .. }) => {}
                Err(ScheduleError::Invalid(problems)) => {
                    let stock_only = problems.iter().all(|p| matches!(p, ModelProblem::StockShort { .. }));
                    prop_assert!(stock_only, "{:?}", problems);
                }
                Err(other) => prop_assert!(false, "{}", other),
            }
        }
    }

    /// Without stocks there is always a schedule, the search keeps every rule, and never beats its own bound.
    #[test]
    fn solved_schedules_pass_the_checker(model in any_model(), seed: u64) {
        let mut model = model;
        for activity in &mut model.activities {
            activity.consumes.clear();
        }
        let options = Options { schedules: 60, conflicts: 0,
        seed };
        let outcome = solve(&model, &options, &|| false, &mut |_| {}).unwrap();
        let schedule = outcome.schedule.unwrap();
        prop_assert_eq!(hard(&model, &schedule), vec![]);
        prop_assert!(schedule.makespan() >= outcome.lower_bound);
        // In the modes of the schedule: the mode that finishes one activity earliest need not finish the whole earliest.
        let path = critical_path_with(&model, &schedule.modes).unwrap();
        prop_assert!(path.finish <= schedule.makespan());
    }

    /// Every activity has a driver, slips stay feasible, and something is critical.
    #[test]
    fn explanations_hold(model in any_model()) {
        let n = model.activities.len();
        if let Ok(schedule) = generate(&model, &Priority { keys: vec![0; n], modes: vec![None; n] }) {
            let told = explain(&model, &schedule).unwrap();
            prop_assert!(told.iter().any(|t| t.critical));
            for (i, explanation) in told.iter().enumerate() {
                prop_assert!(!explanation.drivers.is_empty());
                prop_assert!(explanation.slip >= 0);
                let mode = &model.activities[i].modes[schedule.modes[i]];
                let calendar = &model.calendars[mode.calendar.0];
                let mut moved = schedule.clone();
                if explanation.slip > 0 {
                    let done = calendar.work_before(schedule.starts[i]);
                    moved.starts[i] = if mode.work > 0 {
                        calendar.working_tick(done + explanation.slip).unwrap()
                    } else {
                        schedule.starts[i] + explanation.slip
                    };
                    moved.finishes[i] = calendar.add_work(moved.starts[i], mode.work).unwrap();
                }
                prop_assert_eq!(hard(&model, &moved), vec![]);
                prop_assert!(moved.makespan() == schedule.makespan());
            }
        }
    }

    /// The serial scheme leaves no gap that its drivers cannot explain, if there is one mode and no stock.
    #[test]
    fn generated_starts_are_driven(model in any_model()) {
        let mut model = model;
        for activity in &mut model.activities {
            activity.modes.truncate(1);
            activity.consumes.clear();
        }
        let schedule = generate(&model, &Priority::equal(&model)).unwrap();
        for explanation in explain(&model, &schedule).unwrap() {
            prop_assert!(!explanation.drivers.contains(&Driver::Nothing));
        }
    }
}
