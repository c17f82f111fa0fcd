//! Validation and the independent checker: each rule broken on purpose.

#![expect(
    clippy::unwrap_used,
    reason = "a helper that panics fails the test that called it"
)]

use concerted_schedule::*;

use LinkKind::{FinishToFinish, FinishToStart};

/// Two activities on a vessel, with a link, a stock and a deadline, and a schedule that keeps every rule.
fn sound() -> (Model, Schedule) {
    let mut model = Model::default();
    let week = model.add_calendar(Calendar::new(&[], 0, &[(0, 50)], 70).unwrap());
    let vessel = model.add_resource(Resource::constant("vessel", 2));
    let stock = model.add_stock(Stock {
        key: "stock".into(),
        initial: 0,
        initial_expiry: None,
    });
    let mut make = Activity::new("make", week, 20).demanding(vessel, 1);
    make.produces.push(Production {
        stock,
        amount: 4,
        release_delay: 5,
        shelf_life: Some(100),
    });
    let make = model.add_activity(make);
    let mut test = Activity::new("test", week, 30).demanding(vessel, 2);
    test.consumes.push(Consumption { stock, amount: 3 });
    test.deadline = Some(90);
    let test = model.add_activity(test);
    model
        .links
        .push(Link::new("material", make, test, FinishToStart, 5));
    let schedule = Schedule::new(vec![0, 25], vec![20, 75], vec![0, 0]);
    (model, schedule)
}

fn broken(change: impl FnOnce(&mut Model, &mut Schedule)) -> Vec<String> {
    let (mut model, mut schedule) = sound();
    change(&mut model, &mut schedule);
    check(&model, &schedule)
        .iter()
        .map(ToString::to_string)
        .collect()
}

#[test]
fn a_sound_schedule_passes() {
    assert_eq!(broken(|_, _| {}), Vec::<String>::new());
}

#[test]
fn each_rule_is_checked() {
    let cases: Vec<(Vec<String>, &str)> = vec![
        (
            broken(|_, s| {
                s.starts.pop();
            }),
            "the schedule must have 2 starts, finishes and modes, found 1, 2 and 2",
        ),
        (broken(|_, s| s.modes[0] = 4), "`make` has no mode number 4"),
        (
            broken(|m, _| m.activities[0].release = Some(3)),
            "`make` must not start before 3, found 0",
        ),
        (
            broken(|m, _| m.activities[0].fixed_start = Some(1)),
            "`make` is fixed to start at 1, found 0",
        ),
        (
            broken(|m, _| m.activities[0].modes[0].work = 21),
            "`make` needs 21 working ticks, found 20 from 0 to 20",
        ),
        (
            broken(|m, _| m.links[0].lag = 6),
            "link `material` from `make` to `test` asks for 26 or later, found 25",
        ),
        (broken(|m, _| m.links[0].kind = FinishToFinish), ""),
        (
            broken(|m, _| {
                m.links[0].kind = FinishToFinish;
                m.links[0].lag = 56;
            }),
            "link `material` from `make` to `test` asks for 76 or later, found 75",
        ),
        (
            broken(|m, _| m.resources[0].capacity = 1),
            "the model has 1 problems",
        ),
        (
            broken(|m, _| m.resources[0].steps = vec![CapacityStep { from: 74, units: 1 }]),
            "`vessel` has 1 units at 74, but 2 are used",
        ),
        (
            broken(|m, _| m.activities[0].produces[0].release_delay = 6),
            "`test` lacks 3 unexpired units of `stock` at 25",
        ),
        (
            broken(|m, _| m.activities[0].produces[0].shelf_life = Some(0)),
            "`test` lacks 3 unexpired units of `stock` at 25",
        ),
        (
            broken(|m, _| m.activities[1].deadline = Some(74)),
            "`test` is wanted by 74, found 75",
        ),
    ];
    for (found, expected) in cases {
        let expected: Vec<&str> = if expected.is_empty() {
            vec![]
        } else {
            vec![expected]
        };
        assert_eq!(found, expected);
    }
}

#[test]
fn time_that_is_not_worked() {
    let found = broken(|_, s| {
        s.starts[1] = 60;
        s.finishes[1] = 100;
    });
    assert_eq!(
        found,
        vec![
            "`test` starts at 60, which is not worked",
            "`test` is wanted by 90, found 100"
        ]
    );
    // A finish drawn out over the weekend has the right amount of work, but holds the vessel for nothing.
    let found = broken(|m, s| {
        m.activities[1].modes[0].work = 25;
        s.finishes[1] = 60;
    });
    assert_eq!(
        found,
        vec!["`test` needs 25 working ticks, found 25 from 25 to 60"]
    );
    let found = broken(|_, s| s.finishes[0] = -5);
    assert!(found[0].starts_with("`make` needs 20 working ticks"));
}

#[test]
fn only_deadlines_are_soft() {
    let (mut model, schedule) = sound();
    model.activities[1].deadline = Some(1);
    model.links[0].lag = 6;
    let soft: Vec<bool> = check(&model, &schedule)
        .iter()
        .map(Violation::is_soft)
        .collect();
    assert_eq!(soft, vec![true, false]);
}

fn problems(change: impl FnOnce(&mut Model)) -> Vec<String> {
    let (mut model, _) = sound();
    change(&mut model);
    validate(&model).iter().map(ToString::to_string).collect()
}

#[test]
fn each_problem_of_a_model_is_found() {
    let cases: Vec<(Vec<String>, &str)> = vec![
        (
            problems(|m| m.activities[1].key = "make".into()),
            "activity `make` occurs twice",
        ),
        (
            problems(|m| m.activities[0].modes.clear()),
            "activity `make` needs at least one mode, found none",
        ),
        (
            problems(|m| m.activities[0].modes[0].work = -3),
            "work of `make` must be between 0 and 1099511627776, found -3",
        ),
        (
            problems(|m| m.activities[0].modes[0].calendar = CalendarIndex(7)),
            "activity `make` refers to calendar number 7, but there are 1",
        ),
        (
            problems(|m| m.activities[0].modes[0].demands[0].resource = ResourceIndex(2)),
            "activity `make` refers to resource number 2, but there are 1",
        ),
        (
            problems(|m| m.resources[0].capacity = 1),
            "activity `test` demands 2 units of `vessel` in mode 0, which never has more than 1",
        ),
        (
            problems(|m| m.links[0].to = ActivityIndex(9)),
            "link `material` refers to activity number 9, but there are 2",
        ),
        (
            problems(|m| m.links[0].to = ActivityIndex(0)),
            "activities wait for each other in a circle: `make` before `make`",
        ),
        (
            problems(|m| m.activities[1].consumes[0].amount = 5),
            "activities use 5 units of `stock`, but only 4 exist or are made",
        ),
        (
            problems(|m| m.activities[0].produces[0].shelf_life = Some(-1)),
            "shelf life of `make` must be between 0 and 1099511627776, found -1",
        ),
        (
            problems(|m| m.activities[0].deadline = Some(i64::MAX)),
            "deadline of `make` must be between -1099511627776 and 1099511627776, found 9223372036854775807",
        ),
        (
            problems(|m| m.links[0].lag_calendar = Some(CalendarIndex(1))),
            "link `material` refers to calendar number 1, but there are 1",
        ),
        (
            problems(|m| {
                m.resources[0].steps = vec![
                    CapacityStep { from: 5, units: 2 },
                    CapacityStep { from: 5, units: 1 },
                ];
            }),
            "capacity steps of `vessel` must be in ascending order of time, step 1 is not",
        ),
    ];
    for (found, expected) in cases {
        assert_eq!(found, vec![expected]);
    }
}

#[test]
fn circles_are_named_one_by_one() {
    let mut model = Model::default();
    let c = model.add_calendar(Calendar::always());
    let at: Vec<ActivityIndex> = ["a", "b", "c", "d", "e"]
        .iter()
        .map(|k| model.add_activity(Activity::new(*k, c, 1)))
        .collect();
    for (from, to) in [(0, 1), (1, 2), (2, 0), (2, 3), (3, 4), (4, 3)] {
        model.links.push(Link::new(
            format!("{from}{to}"),
            at[from],
            at[to],
            FinishToStart,
            0,
        ));
    }
    let found = validate(&model);
    assert_eq!(
        found,
        vec![
            ModelProblem::Cycle {
                activities: vec!["a".into(), "b".into(), "c".into()],
                links: vec!["01".into(), "12".into(), "20".into()],
            },
            ModelProblem::Cycle {
                activities: vec!["d".into(), "e".into()],
                links: vec!["34".into(), "43".into()]
            },
        ]
    );
    assert_eq!(
        found[0].to_string(),
        "activities wait for each other in a circle: `a` before `b` before `c` before `a`"
    );
}

#[test]
fn demands_on_one_resource_add_up() {
    let (mut model, _) = sound();
    let again = model.activities[1].modes[0].demands[0];
    model.activities[1].modes[0].demands.push(again);
    assert_eq!(validate(&model).len(), 1);
}
