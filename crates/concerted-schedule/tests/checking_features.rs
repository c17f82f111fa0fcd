//! The checker on maximum lags, skills, splits and progress: each rule kept and broken on purpose.

use std::collections::BTreeMap;

use concerted_schedule::*;

use LinkKind::{FinishToFinish, FinishToStart, StartToStart};

/// An activity under way, a split one with a skill, one that follows within a maximum lag, and a finished one.
fn sound() -> (Model, Schedule) {
    let mut model = Model::default();
    let week = model.add_calendar(Calendar::new(&[], 0, &[(0, 5)], 7).expect("a week"));
    let always = model.add_calendar(Calendar::always());
    let skill = model.add_skill("nmr");
    let mut ann = Resource::constant("ann", 1);
    ann.skills = vec![skill];
    let ann = model.add_resource(ann);
    let bob = model.add_resource(Resource::constant("bob", 1));
    model.data_date = Some(4);
    let mut done = Activity::new("done", always, 3).demanding(bob, 1);
    done.progress = Some(Progress::Finished {
        start: 0,
        finish: 3,
    });
    let done = model.add_activity(done);
    let mut begun = Activity::new("begun", always, 9).demanding(bob, 1);
    begun.progress = Some(Progress::Started {
        start: 1,
        remaining: 4,
    });
    let begun = model.add_activity(begun);
    let mut split = Activity::new("split", week, 6);
    split.split = Some(Split { least_piece: 2 });
    split.modes[0].skills.push(SkillDemand { skill, units: 1 });
    let split = model.add_activity(split);
    let next = model.add_activity(Activity::new("next", always, 2));
    model
        .links
        .push(Link::new("order", done, begun, FinishToStart, 2));
    model
        .links
        .push(Link::new("fresh", split, next, FinishToStart, 3).at_most());
    model
        .links
        .push(Link::new("after", begun, next, FinishToStart, 0));
    let mut schedule = Schedule::new(vec![0, 1, 7, 17], vec![3, 9, 16, 19], vec![0; 4]);
    let piece = |start, finish| Piece { start, finish };
    schedule.pieces = BTreeMap::from([(2, vec![piece(7, 10), piece(11, 12), piece(14, 16)])]);
    schedule
        .pieces
        .insert(2, vec![piece(7, 9), piece(10, 12), piece(14, 16)]);
    let serves = Assignment {
        skill,
        resource: ann,
        units: 1,
    };
    schedule.assignments = BTreeMap::from([(2, vec![serves])]);
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

fn piece(schedule: &mut Schedule, index: usize) -> &mut Piece {
    &mut schedule.pieces.get_mut(&2).expect("split")[index]
}

#[expect(clippy::too_many_lines, reason = "one table of cases")]
#[test]
fn each_rule_is_checked() {
    let cases: Vec<(Vec<String>, &[&str])> = vec![
        (
            broken(|_, s| s.finishes[0] = 4),
            &[
                "`done` has started at 0 and finished at 3, found 0 and 4",
                "link `order` from `done` to `begun` asks for 6 or later, found 5",
            ],
        ),
        (
            broken(|_, s| s.starts[1] = 2),
            &["`begun` has started at 1, found 2 and 9"],
        ),
        (
            broken(|m, _| m.data_date = Some(6)),
            &["`begun` must not go on before the data date 6, found 5"],
        ),
        (
            broken(|m, _| m.data_date = Some(8)),
            &[
                "`begun` must not go on before the data date 8, found 5",
                "`split` must not go on before the data date 8, found 7",
            ],
        ),
        (
            broken(|m, _| m.links[0].lag = 3),
            &["link `order` from `done` to `begun` asks for 6 or later, found 5"],
        ),
        (
            broken(|m, _| m.links[1].lag = 0),
            &["link `fresh` from `split` to `next` asks for 16 or earlier, found 17"],
        ),
        (
            broken(|m, _| {
                // On the calendar of the week a lag of one ends at 17, one of none at 16.
                m.links[1].lag = 1;
                m.links[1].lag_calendar = Some(CalendarIndex(0));
            }),
            &[],
        ),
        (
            broken(|m, _| {
                m.links[1].kind = StartToStart;
                m.links[1].lag = 9;
            }),
            &["link `fresh` from `split` to `next` asks for 16 or earlier, found 17"],
        ),
        (
            broken(|m, _| {
                m.links[1].kind = FinishToFinish;
                m.links[1].lag = 2;
            }),
            &["link `fresh` from `split` to `next` asks for 18 or earlier, found 19"],
        ),
        (
            broken(|m, _| m.activities[2].split = None),
            &["`split` cannot be done in these 3 pieces from 7 to 16"],
        ),
        (
            broken(|_, s| piece(s, 1).start = 8),
            &[
                "`split` cannot be done in these 3 pieces from 7 to 16",
                "`split` needs 6 working ticks, found 8 from 7 to 16",
                "`ann` has 1 units at 8, but 2 are used",
            ],
        ),
        (
            broken(|_, s| piece(s, 2).finish = 17),
            &[
                "`split` cannot be done in these 3 pieces from 7 to 16",
                "`split` needs 6 working ticks, found 7 from 7 to 16",
            ],
        ),
        (
            broken(|m, _| m.activities[2].split = Some(Split { least_piece: 3 })),
            &[
                "`split` needs pieces of at least 3 working ticks, found 2 from 7",
                "`split` needs pieces of at least 3 working ticks, found 2 from 10",
                "`split` needs pieces of at least 3 working ticks, found 2 from 14",
            ],
        ),
        (
            broken(|_, s| piece(s, 2).start = 13),
            &["`split` starts at 13, which is not worked"],
        ),
        (
            broken(|_, s| piece(s, 1).finish = 13),
            &["`split` needs 6 working ticks, found 6 from 7 to 16"],
        ),
        (
            broken(|_, s| {
                s.assignments.clear();
            }),
            &["`split` needs 1 units with skill `nmr`, found 0 assigned"],
        ),
        (
            broken(|_, s| s.assignments.get_mut(&2).expect("it")[0].resource = ResourceIndex(1)),
            &[
                "`split` is assigned resource number 1 for skill number 0, which does not have it",
                "`split` needs 1 units with skill `nmr`, found 0 assigned",
                // Bob is held anyway.
                "`bob` has 1 units at 7, but 2 are used",
            ],
        ),
        (
            broken(|_, s| {
                let assigned = s.assignments.get_mut(&2).expect("it");
                assigned.push(assigned[0]);
            }),
            &[
                "`split` needs 1 units with skill `nmr`, found 2 assigned",
                "`ann` has 1 units at 7, but 2 are used",
                "`ann` has 1 units at 10, but 2 are used",
                "`ann` has 1 units at 14, but 2 are used",
            ],
        ),
        (
            broken(|m, _| {
                m.activities[3].modes[0].demands.push(Demand {
                    resource: ResourceIndex(0),
                    units: 1,
                });
                m.resources[0].steps = vec![CapacityStep { from: 15, units: 0 }];
            }),
            &[
                "`ann` has 0 units at 15, but 1 are used",
                "`ann` has 0 units at 17, but 1 are used",
            ],
        ),
        (
            broken(|m, _| {
                let ends = Calendar::new(&[(0, 20)], 20, &[], 1).expect("20 ticks");
                m.links[2].lag_calendar = Some(m.add_calendar(ends));
                m.links[2].lag = 12;
            }),
            &["the calendar of link `after` ends before its lag"],
        ),
        (
            broken(|m, s| {
                // What remains of work under way goes on in working time as well: 5 and 6 are not worked.
                m.activities[1].modes[0].calendar = CalendarIndex(0);
                m.activities[1].split = Some(Split { least_piece: 1 });
                let (start, finish) = (5, 11);
                s.pieces.insert(1, vec![Piece { start, finish }]);
                s.finishes[1] = 11;
            }),
            &["`begun` starts at 5, which is not worked"],
        ),
        (
            broken(|_, s| s.finishes[3] = i64::MAX),
            &[
                "the times of `next` must lie between -1125899906842624 and 1125899906842624, found 9223372036854775807",
            ],
        ),
        (
            broken(|_, s| {
                s.pieces.insert(9, Vec::new());
            }),
            &["the schedule has pieces or assignments of activity number 9, but there are 4"],
        ),
    ];
    for (number, (found, expected)) in cases.into_iter().enumerate() {
        assert_eq!(found, expected, "case {number}");
    }
}

#[test]
fn resources_are_free_between_pieces() {
    let (mut model, mut schedule) = sound();
    let gap = Activity::new("gap", CalendarIndex(1), 1).demanding(ResourceIndex(0), 1);
    model.add_activity(gap);
    schedule.starts.push(9);
    schedule.finishes.push(10);
    schedule.modes.push(0);
    assert_eq!(check(&model, &schedule), vec![]);
    schedule.starts[4] = 8;
    schedule.finishes[4] = 9;
    assert_eq!(check(&model, &schedule).len(), 1);
}

type Change = fn(&mut Model);

#[test]
fn each_problem_of_a_model_is_found() {
    let problems = |change: fn(&mut Model)| -> Vec<String> {
        let (mut model, _) = sound();
        change(&mut model);
        validate(&model).iter().map(ToString::to_string).collect()
    };
    let cases: Vec<(Change, &str)> = vec![
        (
            |m| m.activities[2].split = Some(Split { least_piece: 0 }),
            "least piece of `split` must be between 1 and 1099511627776, found 0",
        ),
        (
            |m| {
                m.activities[0].progress = Some(Progress::Finished {
                    start: 3,
                    finish: 2,
                });
            },
            "actual finish of `done` must be between 3 and 1099511627776, found 2",
        ),
        (
            |m| {
                m.activities[1].progress = Some(Progress::Started {
                    start: 3,
                    remaining: -1,
                });
            },
            "remaining work of `begun` must be between 0 and 1099511627776, found -1",
        ),
        (
            |m| m.data_date = Some(i64::MIN),
            "data date of `the model` must be between -1099511627776 and 1099511627776, found -9223372036854775808",
        ),
        (
            |m| {
                m.activities[3].baseline = Some(Baseline {
                    start: i64::MAX,
                    weight: 1,
                });
            },
            "baseline start of `next` must be between -1099511627776 and 1099511627776, found 9223372036854775807",
        ),
        (
            |m| m.activities[2].modes[0].skills[0].skill = SkillIndex(4),
            "activity `split` refers to skill number 4, but there are 1",
        ),
        (
            |m| m.resources[1].skills.push(SkillIndex(2)),
            "resource `bob` refers to skill number 2, but there are 1",
        ),
        (
            |m| {
                m.add_skill("nmr");
            },
            "skill `nmr` occurs twice",
        ),
        (
            |m| m.activities[2].modes[0].skills[0].units = 3,
            "activity `split` demands 3 units with skill `nmr` in mode 0, but those who have it lack 2",
        ),
        (
            |m| m.resources[0].skills.clear(),
            "activity `split` demands 1 units with skill `nmr` in mode 0, but those who have it lack 1",
        ),
        (
            |m| {
                let stock = m.add_stock(Stock {
                    key: "s".into(),
                    initial: 1,
                    initial_expiry: None,
                });
                m.activities[3].modes[0]
                    .consumes
                    .push(Consumption { stock, amount: 2 });
            },
            "activities use 2 units of `s`, but only 1 exist or are made",
        ),
        (
            |m| {
                m.activities[3].modes[0].consumes.push(Consumption {
                    stock: StockIndex(3),
                    amount: 2,
                });
            },
            "activity `next` refers to stock number 3, but there are 0",
        ),
    ];
    for (change, expected) in cases {
        assert_eq!(problems(change), vec![expected]);
    }
    // A maximum link makes no circle; what is done demands nothing.
    let (mut model, _) = sound();
    model
        .links
        .push(Link::new("back", ActivityIndex(3), ActivityIndex(1), FinishToStart, 0).at_most());
    model.activities[0].modes[0].demands[0].units = 7;
    assert_eq!(validate(&model), vec![]);
}

#[test]
fn stock_by_mode_is_drawn_down() {
    let (mut model, schedule) = sound();
    let stock = model.add_stock(Stock {
        key: "s".into(),
        initial: 3,
        initial_expiry: None,
    });
    for index in [1, 3] {
        model.activities[index].modes[0]
            .consumes
            .push(Consumption { stock, amount: 2 });
    }
    // What has begun took its two, whatever the records say.
    let found: Vec<String> = check(&model, &schedule)
        .iter()
        .map(ToString::to_string)
        .collect();
    assert_eq!(found, vec!["`next` lacks 1 unexpired units of `s` at 17"]);
    model.activities[1].modes[0].consumes[0].amount = 9;
    model.activities[3].modes[0].consumes.clear();
    assert_eq!(check(&model, &schedule), vec![]);
}

/// No schedule, however wrong, makes the checker or the explanations panic.
#[test]
fn wild_schedules_are_refused() {
    let wild = [
        i64::MIN,
        i64::MAX,
        -1,
        0,
        1 << 50,
        -(1 << 50),
        (1 << 50) + 1,
    ];
    let (model, schedule) = sound();
    for time in wild {
        for place in 0..5 {
            let mut schedule = schedule.clone();
            match place {
                0 => schedule.starts[1] = time,
                1 => schedule.finishes[2] = time,
                2 => piece(&mut schedule, 1).start = time,
                3 => schedule.modes[0] = time as usize,
                _ => schedule.assignments.get_mut(&2).expect("it")[0].resource.0 = time as usize,
            }
            assert_eq!(check(&model, &schedule).is_empty(), place >= 3 && time == 0);
            drop(explain(&model, &schedule));
            drop(levelling(&model, &schedule));
            drop(critical_chain(&model, &schedule));
            drop(stretches(&model, &schedule, ActivityIndex(2)));
        }
    }
    assert!(stretches(&model, &schedule, ActivityIndex(4)).is_err());
}
