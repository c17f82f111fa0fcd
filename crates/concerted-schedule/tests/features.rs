//! Maximum lags, skills, splits, progress, stock by mode: generation against the checker and against brute force.

#![expect(
    clippy::unwrap_used,
    reason = "a helper that panics fails the test that called it"
)]

mod models;

use concerted_chance::Stream;
use concerted_schedule::*;
use models::{ALL, Features, hard, model};

use LinkKind::{FinishToFinish, FinishToStart, StartToStart};

fn run(model: &Model) -> Schedule {
    let schedule = generate(model, &Priority::equal(model)).unwrap();
    assert_eq!(hard(model, &schedule), vec![]);
    schedule
}

fn only_maximum(model: &Model, schedule: &Schedule) -> bool {
    let broken = hard(model, schedule);
    let maximum = |v: &Violation| matches!(v, Violation::MaximumLink { .. });
    assert!(broken.iter().all(maximum), "{broken:?}");
    broken.is_empty()
}

/// Random models with all features: nothing is ever broken but maximum links, and those seldom.
#[test]
fn generated_schedules_pass_the_checker() {
    let (mut sound, mut broken, mut contradictory) = (0, 0, 0);
    for number in 0..2_500 {
        let model = model(number, ALL);
        let mut draw = Stream::new(1, "keys", "", number);
        let n = model.activities.len();
        let priority = Priority {
            keys: (0..n).map(|_| draw.below(30) as i64).collect(),
            modes: vec![None; n],
        };
        for result in [generate(&model, &priority), dispatch(&model, &priority)] {
            match result {
                Ok(schedule) if only_maximum(&model, &schedule) => sound += 1,
                Ok(_) if !contradiction(&model).unwrap().is_empty() => contradictory += 1,
                Ok(_) => broken += 1,
                Err(ScheduleError::NoStock { .. }) => {}
                Err(ScheduleError::Invalid(problems)) => {
                    let short = |p: &ModelProblem| {
                        matches!(
                            p,
                            ModelProblem::StockShort { .. } | ModelProblem::SkillShort { .. }
                        )
                    };
                    assert!(problems.iter().all(short), "{number}: {problems:?}");
                }
                Err(other) => panic!("{number}: {other}"),
            }
        }
    }
    assert!(sound > 3_000, "{sound} {broken} {contradictory}");
    assert!(broken * 20 < sound, "{sound} {broken} {contradictory}");
}

#[test]
fn explanations_levelling_and_chains_hold_for_all_features() {
    for number in 0..800 {
        let model = model(number, ALL);
        let Ok(schedule) = generate(&model, &Priority::equal_of(&model)) else {
            continue;
        };
        let sound = hard(&model, &schedule).is_empty();
        let told = explain(&model, &schedule).unwrap();
        let levelled = levelling(&model, &schedule).unwrap();
        let chain = critical_chain(&model, &schedule).unwrap();
        for (i, (told, levelled)) in told.iter().zip(&levelled).enumerate() {
            assert!(!told.drivers.is_empty() && told.slip >= 0);
            let parts = levelled.inherited + levelled.waited + levelled.idle;
            assert_eq!(levelled.delay, parts, "{number} {i}");
            assert!(levelled.waited >= 0 && levelled.idle >= 0);
            assert_eq!(
                levelled.waited > 0,
                !levelled.causes.is_empty(),
                "{number} {i}: {levelled:?}"
            );
            if sound && told.slip > 0 {
                slips(&model, &schedule, i, told.slip);
            }
        }
        let last = chain.last().unwrap().activity;
        assert_eq!(schedule.finish(last), schedule.makespan());
        assert!(chain.iter().all(|step| told[step.activity.0].critical));
    }
}

/// A slip leaves the schedule sound.
fn slips(model: &Model, schedule: &Schedule, i: usize, slip: i64) {
    let calendar = &model.calendars[model.activities[i].modes[schedule.modes[i]].calendar.0];
    let mut moved = schedule.clone();
    if let Some(pieces) = moved.pieces.get_mut(&i) {
        let last = pieces.last_mut().unwrap();
        let work = calendar.work_between(last.start, last.finish);
        last.start = calendar
            .working_tick(calendar.work_before(last.start) + slip)
            .unwrap();
        last.finish = calendar.add_work(last.start, work).unwrap();
        moved.finishes[i] = last.finish;
    } else {
        let (begin, work) = match model.activities[i].progress {
            Some(Progress::Started { remaining, .. }) => (
                calendar
                    .subtract_work(schedule.finishes[i], remaining)
                    .unwrap(),
                remaining,
            ),
            _ => (
                schedule.starts[i],
                model.activities[i].modes[schedule.modes[i]].work,
            ),
        };
        let begin = if work > 0 {
            calendar
                .working_tick(calendar.work_before(begin) + slip)
                .unwrap()
        } else {
            begin + slip
        };
        if model.activities[i].progress.is_none() {
            moved.starts[i] = begin;
        }
        moved.finishes[i] = calendar.add_work(begin, work).unwrap();
    }
    assert_eq!(hard(model, &moved), vec![], "{i} by {slip}");
    assert_eq!(moved.makespan(), schedule.makespan());
}

trait EqualOf {
    fn equal_of(model: &Model) -> Priority;
}

impl EqualOf for Priority {
    fn equal_of(model: &Model) -> Priority {
        Priority {
            keys: (0..model.activities.len() as i64).rev().collect(),
            modes: vec![None; model.activities.len()],
        }
    }
}

/// The least makespan by all starts up to a horizon, for models without calendars and stock with one mode each; the
/// resources that serve skills are tried out too.
fn brute_force(model: &Model, horizon: i64) -> Option<i64> {
    let n = model.activities.len();
    let mut schedule = Schedule::new(vec![0; n], vec![0; n], vec![0; n]);
    let mut best = None;
    extend(model, horizon, 0, &mut schedule, &mut best);
    best
}

fn extend(model: &Model, horizon: i64, i: usize, schedule: &mut Schedule, best: &mut Option<i64>) {
    if i == model.activities.len() {
        let makespan = schedule.makespan();
        if best.is_none_or(|b| makespan < b) {
            *best = Some(makespan);
        }
        return;
    }
    let work = model.activities[i].modes[0].work;
    for start in model.activities[i].release.unwrap_or(0)..=horizon {
        schedule.starts[i] = start;
        schedule.finishes[i] = start + work;
        if best.is_some_and(|b| start + work >= b) {
            break;
        }
        for picks in picks(model, i) {
            schedule.assignments.insert(i, picks);
            if keeps(model, schedule, i) {
                extend(model, horizon, i + 1, schedule, best);
            }
            schedule.assignments.remove(&i);
        }
    }
    schedule.finishes[i] = 0;
}

/// All ways of serving the skills of an activity, one unit each.
fn picks(model: &Model, i: usize) -> Vec<Vec<Assignment>> {
    let mut ways = vec![Vec::new()];
    if model.activities[i].modes[0].work == 0 {
        return ways;
    }
    for demand in &model.activities[i].modes[0].skills {
        ways = ways
            .into_iter()
            .flat_map(|way: Vec<Assignment>| {
                let able = (0..model.resources.len())
                    .filter(|r| model.resources[*r].skills.contains(&demand.skill));
                able.map(move |r| {
                    let mut way = way.clone();
                    way.push(Assignment {
                        skill: demand.skill,
                        resource: ResourceIndex(r),
                        units: 1,
                    });
                    way
                })
            })
            .collect();
    }
    ways
}

/// Links among the first activities and capacity at their starts.
fn keeps(model: &Model, schedule: &Schedule, upto: usize) -> bool {
    let end = |i: usize, finish: bool| {
        if finish {
            schedule.finishes[i]
        } else {
            schedule.starts[i]
        }
    };
    let links = model
        .links
        .iter()
        .filter(|l| l.from.0 <= upto && l.to.0 <= upto);
    for link in links {
        let (a, b) = match link.kind {
            FinishToStart => (true, false),
            StartToStart => (false, false),
            FinishToFinish => (true, true),
            LinkKind::StartToFinish => (false, true),
        };
        let gap = end(link.to.0, b) - end(link.from.0, a);
        let kept = match link.bound {
            Bound::Minimum => gap >= link.lag,
            Bound::Maximum => gap <= link.lag,
        };
        if !kept {
            return false;
        }
    }
    for at in (0..=upto).map(|i| schedule.starts[i]) {
        for (r, resource) in model.resources.iter().enumerate() {
            let mut used = 0;
            for i in
                (0..=upto).filter(|i| (schedule.starts[*i]..schedule.finishes[*i]).contains(&at))
            {
                let demands = model.activities[i].modes[0].demands.iter();
                used += demands
                    .filter(|d| d.resource.0 == r)
                    .map(|d| d.units)
                    .sum::<u32>();
                let picks = schedule.assignments.get(&i).into_iter().flatten();
                used += picks
                    .filter(|a| a.resource.0 == r)
                    .map(|a| a.units)
                    .sum::<u32>();
            }
            if used > resource.capacity {
                return false;
            }
        }
    }
    true
}

fn tiny(number: u64, features: Features) -> Model {
    let mut model = model(number, features);
    model.activities.truncate(4);
    let n = model.activities.len();
    model.links.retain(|l| l.from.0 < n && l.to.0 < n);
    model.stocks.clear();
    for link in &mut model.links {
        link.lag_calendar = None;
    }
    for resource in &mut model.resources {
        resource.capacity = 1;
    }
    for activity in &mut model.activities {
        activity.modes.truncate(1);
        activity.modes[0].work = (activity.modes[0].work + 1) / 2;
        activity.release = activity.release.map(|r| r / 4);
        activity.deadline = None;
    }
    model
}

const PLAIN: Features = Features {
    maximum: false,
    skills: false,
    splits: false,
    progress: false,
    calendars: false,
    stocks: false,
};

fn against_brute_force(features: Features) -> [usize; 5] {
    // Solved to the optimum, solved otherwise, missed, known infeasible, unknown and infeasible.
    let mut counts = [0; 5];
    for number in 0..250 {
        let model = tiny(number, features);
        if !validate(&model).is_empty() {
            continue;
        }
        // No later start is needed than all work and lags together.
        let work: i64 = model.activities.iter().map(|a| a.modes[0].work).sum();
        let lags: i64 = model.links.iter().map(|l| l.lag.abs()).sum();
        let horizon = (work + lags + 5).min(16);
        let exact = brute_force(&model, horizon);
        let options = Options {
            schedules: 300,
            ..Options::default()
        };
        let outcome = solve(&model, &options, &|| false, &mut |_| {}).unwrap();
        match (exact, outcome.status) {
            (Some(exact), Status::Optimal | Status::Feasible) => {
                let schedule = outcome.schedule.unwrap();
                assert_eq!(hard(&model, &schedule), vec![], "{number}");
                assert!(outcome.lower_bound <= exact, "{number}");
                assert!(
                    schedule.makespan() >= exact,
                    "{number}: {exact} {schedule:?}"
                );
                counts[usize::from(schedule.makespan() > exact)] += 1;
            }
            (Some(_), Status::Infeasible) => panic!("{number} is feasible"),
            (Some(_), Status::Unknown) => counts[2] += 1,
            (None, Status::Infeasible) => counts[3] += 1,
            (None, Status::Unknown) => {
                let schedule = outcome.schedule.unwrap();
                assert!(!hard(&model, &schedule).is_empty());
                assert!(matches!(
                    outcome.failure,
                    Some(ScheduleError::LinksBroken { .. })
                ));
                counts[4] += 1;
            }
            (None, _) => panic!("{number} is infeasible"),
        }
    }
    counts
}

#[test]
fn maximum_lags_against_brute_force() {
    let features = Features {
        maximum: true,
        ..PLAIN
    };
    let counts = against_brute_force(features);
    assert!(
        counts[0] > 180 && counts[1] <= 2 && counts[2] <= 2 && counts[3] > 0,
        "{counts:?}"
    );
}

#[test]
fn skills_against_brute_force() {
    let features = Features {
        skills: true,
        ..PLAIN
    };
    let counts = against_brute_force(features);
    assert!(
        counts[0] > 220 && counts[1] <= 2 && counts[2..] == [0, 0, 0],
        "{counts:?}"
    );
}

#[test]
fn a_solution_is_used_in_time() {
    // The instrument is free from 20 on, so the solution is made late enough.
    let mut model = Model::default();
    let c = model.add_calendar(Calendar::always());
    let instrument = model.add_resource(Resource {
        key: "instrument".into(),
        capacity: 0,
        steps: vec![CapacityStep { from: 20, units: 1 }],
        skills: Vec::new(),
    });
    let make = model.add_activity(Activity::new("make", c, 3));
    let measure = model.add_activity(Activity::new("measure", c, 4).demanding(instrument, 1));
    model
        .links
        .push(Link::new("made", make, measure, FinishToStart, 0));
    model
        .links
        .push(Link::new("fresh", make, measure, FinishToStart, 2).at_most());
    let schedule = run(&model);
    assert_eq!(schedule.starts, vec![15, 20]);
    let told = explain(&model, &schedule).unwrap();
    assert_eq!(told[0].drivers, vec![Driver::Link(LinkIndex(1))]);
    assert_eq!(told[0].slip, 2);
    let dispatched = dispatch(&model, &Priority::equal(&model)).unwrap();
    assert_eq!(hard(&model, &dispatched), vec![]);
    let path = critical_path(&model).unwrap();
    assert_eq!(
        (path.times[0].early_start, path.times[0].total_float),
        (0, 0)
    );
}

#[test]
fn maximum_links_enter_early_and_late_times() {
    let mut model = Model::default();
    let c = model.add_calendar(Calendar::always());
    let a = model.add_activity(Activity::new("a", c, 3));
    let mut b = Activity::new("b", c, 4);
    b.release = Some(20);
    let b = model.add_activity(b);
    let long = model.add_activity(Activity::new("long", c, 60));
    model
        .links
        .push(Link::new("fresh", a, b, FinishToStart, 2).at_most());
    let times = critical_path(&model).unwrap().times;
    // a must not finish before 18; b may slip to 56, but then a finishes at 54 or later.
    assert_eq!((times[a.0].early_start, times[a.0].late_start), (15, 57));
    assert_eq!((times[b.0].early_start, times[b.0].late_start), (20, 56));
    assert_eq!(times[a.0].free_float, 42);
    assert_eq!(times[b.0].free_float, 0);
    assert_eq!(times[long.0].total_float, 0);
}

#[test]
fn contradictions_are_named_and_infeasible() {
    let mut model = Model::default();
    let c = model.add_calendar(Calendar::always());
    let a = model.add_activity(Activity::new("a", c, 3));
    let b = model.add_activity(Activity::new("b", c, 4));
    model.links.push(Link::new("cool", a, b, FinishToStart, 5));
    model
        .links
        .push(Link::new("fresh", a, b, FinishToStart, 4).at_most());
    let outcome = solve(&model, &Options::default(), &|| false, &mut |_| {}).unwrap();
    assert_eq!(outcome.status, Status::Infeasible);
    let error = critical_path(&model).unwrap_err();
    assert_eq!(outcome.failure.as_ref(), Some(&error));
    assert_eq!(
        error.to_string(),
        "links contradict each other: `cool`, `fresh`"
    );
    assert_eq!(
        contradiction(&model).unwrap(),
        vec![LinkIndex(0), LinkIndex(1)]
    );
}

fn lab() -> (Model, SkillIndex, SkillIndex) {
    let mut model = Model::default();
    model.add_calendar(Calendar::always());
    let (nmr, hplc) = (model.add_skill("nmr"), model.add_skill("hplc"));
    for (key, skills) in [("ann", vec![nmr, hplc]), ("bob", vec![nmr])] {
        let mut resource = Resource::constant(key, 1);
        resource.skills = skills;
        model.add_resource(resource);
    }
    (model, nmr, hplc)
}

fn skilled(key: &str, work: i64, skills: &[SkillIndex]) -> Activity {
    let mut activity = Activity::new(key, CalendarIndex(0), work);
    activity.modes[0].skills = skills
        .iter()
        .map(|skill| SkillDemand {
            skill: *skill,
            units: 1,
        })
        .collect();
    activity
}

#[test]
fn the_least_flexible_serves_and_both_work_at_once() {
    let (mut model, nmr, hplc) = lab();
    model.add_activity(skilled("a", 5, &[nmr]));
    model.add_activity(skilled("b", 5, &[hplc]));
    model.add_activity(skilled("c", 5, &[nmr, hplc]));
    let schedule = run(&model);
    assert_eq!(schedule.starts, vec![0, 0, 5]);
    let who = |i: usize| -> Vec<usize> {
        schedule.assignments[&i]
            .iter()
            .map(|a| a.resource.0)
            .collect()
    };
    assert_eq!((who(0), who(1), who(2)), (vec![1], vec![0], vec![1, 0]));
    let told = explain(&model, &schedule).unwrap();
    assert_eq!(
        told[2].drivers,
        vec![Driver::Skill {
            skill: hplc,
            with: vec![ActivityIndex(1)]
        }]
    );
}

#[test]
fn units_for_skills_count_beside_demands() {
    let (mut model, nmr, _) = lab();
    model.add_activity(skilled("a", 5, &[nmr]).demanding(ResourceIndex(1), 1));
    let schedule = run(&model);
    // Bob is held by demand, so Ann serves.
    assert_eq!(schedule.assignments[&0][0].resource, ResourceIndex(0));
    model.activities[0].modes[0].demands.push(Demand {
        resource: ResourceIndex(0),
        units: 1,
    });
    assert_eq!(
        validate(&model)[0].to_string(),
        "activity `a` demands 1 units with skill `nmr` in mode 0, but those who have it lack 1"
    );
}

fn split_around(least_piece: i64) -> Model {
    let mut model = Model::default();
    let c = model.add_calendar(Calendar::always());
    let vessel = model.add_resource(Resource::constant("vessel", 1));
    for (key, at, work) in [("fixed 1", 4, 2), ("fixed 2", 8, 3)] {
        let mut fixed = Activity::new(key, c, work).demanding(vessel, 1);
        fixed.fixed_start = Some(at);
        model.add_activity(fixed);
    }
    let mut split = Activity::new("split", c, 7).demanding(vessel, 1);
    split.split = Some(Split { least_piece });
    model.add_activity(split);
    model
}

#[test]
fn work_goes_into_the_gaps() {
    let pieces = |least| {
        let schedule = run(&split_around(least));
        let pieces = schedule.pieces.get(&2).cloned().unwrap_or_default();
        (
            schedule.starts[2],
            schedule.finishes[2],
            pieces
                .iter()
                .map(|p| (p.start, p.finish))
                .collect::<Vec<_>>(),
        )
    };
    assert_eq!(pieces(1), (0, 12, vec![(0, 4), (6, 8), (11, 12)]));
    // The last piece needs two ticks: one fewer goes into the gap before, which is then too short.
    assert_eq!(pieces(2), (0, 14, vec![(0, 4), (11, 14)]));
    assert_eq!(pieces(4), (11, 18, vec![]));
    assert_eq!(pieces(9), (11, 18, vec![]));
}

#[test]
fn split_work_runs_through_pauses_of_its_calendar() {
    let mut model = Model::default();
    let week = model.add_calendar(Calendar::new(&[], 0, &[(0, 5)], 7).unwrap());
    let mut split = Activity::new("split", week, 8);
    split.split = Some(Split { least_piece: 1 });
    model.add_activity(split);
    let schedule = run(&model);
    assert_eq!((schedule.finishes[0], schedule.pieces.len()), (10, 0));
}

#[test]
fn progress_is_kept_and_the_rest_waits() {
    let mut model = Model::default();
    let c = model.add_calendar(Calendar::always());
    let vessel = model.add_resource(Resource::constant("vessel", 1));
    let mut done = Activity::new("done", c, 9).demanding(vessel, 1);
    done.progress = Some(Progress::Finished {
        start: 1,
        finish: 4,
    });
    let done = model.add_activity(done);
    let open = model.add_activity(Activity::new("open", c, 6).demanding(vessel, 1));
    let mut begun = Activity::new("begun", c, 9);
    begun.progress = Some(Progress::Started {
        start: 2,
        remaining: 3,
    });
    let begun = model.add_activity(begun);
    model
        .links
        .push(Link::new("l", open, begun, FinishToStart, 1));
    model
        .links
        .push(Link::new("m", open, done, FinishToStart, 0));
    model.data_date = Some(3);
    let schedule = run(&model);
    // The vessel is free, though "done" ends after the data date by mistake; the rest of "begun" waits for "open".
    assert_eq!(schedule.starts, vec![1, 3, 2]);
    assert_eq!(schedule.finishes, vec![4, 9, 13]);
    let told = explain(&model, &schedule).unwrap();
    assert_eq!(told[open.0].drivers, vec![Driver::DataDate]);
    assert_eq!(told[begun.0].drivers, vec![Driver::Link(LinkIndex(0))]);
    assert_eq!(told[done.0].drivers, vec![Driver::Progress]);
    let notes = progress_notes(&model).unwrap();
    let told: Vec<String> = notes.iter().map(ToString::to_string).collect();
    assert_eq!(
        told,
        vec![
            "`done` has an actual date after the data date 3, found 4",
            "`begun` went ahead of link `l` from `open`, which is not done",
            "`done` went ahead of link `m` from `open`, which is not done",
        ]
    );
    let path = critical_path(&model).unwrap();
    assert_eq!((path.times[begun.0].early_start, path.finish), (10, 13));
}

#[test]
fn broken_links_between_what_happened_are_noted() {
    let mut model = Model::default();
    let c = model.add_calendar(Calendar::always());
    for (key, start, finish) in [("a", 0, 5), ("b", 4, 6)] {
        let mut activity = Activity::new(key, c, 5);
        activity.progress = Some(Progress::Finished { start, finish });
        model.add_activity(activity);
    }
    let (a, b) = (ActivityIndex(0), ActivityIndex(1));
    model.links.push(Link::new("l", a, b, FinishToStart, 0));
    model
        .links
        .push(Link::new("m", a, b, FinishToFinish, 0).at_most());
    run(&model);
    let notes = progress_notes(&model).unwrap();
    let told: Vec<String> = notes.iter().map(ToString::to_string).collect();
    assert_eq!(
        told,
        vec![
            "`b` broke link `l` from `a`: not before 5, found 4",
            "`b` broke link `m` from `a`: not after 5, found 6",
        ]
    );
}

#[test]
fn stock_by_mode() {
    let mut model = Model::default();
    let c = model.add_calendar(Calendar::always());
    let stock = model.add_stock(Stock {
        key: "s".into(),
        initial: 4,
        initial_expiry: None,
    });
    for key in ["a", "b"] {
        let mut activity = Activity::new(key, c, 9);
        let mut fast = Mode::new(c, 4);
        fast.consumes.push(Consumption { stock, amount: 3 });
        activity.modes.push(fast);
        model.add_activity(activity);
    }
    // Enough for one fast mode only.
    let schedule = run(&model);
    assert_eq!(
        (schedule.modes, schedule.finishes),
        (vec![1, 0], vec![4, 9])
    );
    model.activities[1].modes.remove(0);
    model.activities[0].modes.remove(0);
    assert_eq!(
        validate(&model)[0].to_string(),
        "activities use 6 units of `s`, but only 4 exist or are made"
    );
}

#[test]
fn levelling_names_who_was_in_the_way() {
    let mut model = Model::default();
    let c = model.add_calendar(Calendar::always());
    let vessel = model.add_resource(Resource::constant("vessel", 1));
    let a = model.add_activity(Activity::new("a", c, 5).demanding(vessel, 1));
    let b = model.add_activity(Activity::new("b", c, 3).demanding(vessel, 1));
    let after = model.add_activity(Activity::new("c", c, 2));
    model.links.push(Link::new("l", b, after, FinishToStart, 0));
    let schedule = run(&model);
    let told = levelling(&model, &schedule).unwrap();
    assert_eq!(told[a.0].delay, 0);
    assert_eq!(
        told[b.0].causes,
        vec![Cause {
            driver: Driver::Resource {
                resource: vessel,
                with: vec![a]
            },
            from: 0,
            until: 5
        }]
    );
    let parts = (told[after.0].inherited, told[after.0].waited);
    assert_eq!((told[after.0].early_start, parts), (3, (5, 0)));
    let chain = critical_chain(&model, &schedule).unwrap();
    let ids: Vec<usize> = chain.iter().map(|step| step.activity.0).collect();
    assert_eq!(ids, vec![0, 1, 2]);
}

/// With maximum links too, an activity can be delayed to its late start, and no further, without moving the end.
#[test]
fn floats_under_maximum_links_are_exact() {
    let features = Features {
        maximum: true,
        calendars: true,
        ..PLAIN
    };
    let mut seen = 0;
    for number in 0..700 {
        let model = model(number, features);
        let Ok(path) = critical_path(&model) else {
            continue;
        };
        for late in [false, true] {
            let starts = path.times.iter();
            let starts = starts.map(|t| if late { t.late_start } else { t.early_start });
            let finishes = path.times.iter();
            let finishes = finishes.map(|t| if late { t.late_finish } else { t.early_finish });
            let schedule = Schedule::new(starts.collect(), finishes.collect(), path.modes.clone());
            let mut free = model.clone();
            for activity in &mut free.activities {
                activity
                    .modes
                    .iter_mut()
                    .for_each(|mode| mode.demands.clear());
            }
            assert_eq!(hard(&free, &schedule), vec![], "{number}");
        }
        for (i, times) in path.times.iter().enumerate() {
            let mut delayed = model.clone();
            delayed.activities[i].release = Some(times.late_start);
            let same = critical_path_with(&delayed, &path.modes).unwrap();
            assert_eq!(same.finish, path.finish, "{number} {i}");
            delayed.activities[i].release = Some(times.late_start + 1);
            let later = critical_path_with(&delayed, &path.modes);
            assert!(
                later.is_err() || later.unwrap().finish > path.finish,
                "{number} {i}"
            );
        }
        seen += 1;
    }
    assert!(seen > 500, "{seen}");
}

/// Two equal activities on one vessel that the earlier plan had the other way round: neither lateness nor makespan cares,
/// so the search goes on until the baseline is met.
#[test]
fn the_search_heeds_the_baseline_third() {
    let mut model = Model::default();
    let c = model.add_calendar(Calendar::always());
    let vessel = model.add_resource(Resource::constant("vessel", 1));
    for (key, start) in [("a", 10), ("b", 0), ("c", 5)] {
        let mut activity = Activity::new(key, c, 5).demanding(vessel, 1);
        activity.baseline = Some(Baseline { start, weight: 1 });
        model.add_activity(activity);
    }
    let outcome = solve(&model, &Options::default(), &|| false, &mut |_| {}).unwrap();
    assert_eq!(outcome.schedule.unwrap().starts, vec![10, 0, 5]);
    assert_eq!(outcome.objective.unwrap().change, 0);
    // A deadline counts before it.
    model.activities[0].deadline = Some(5);
    let outcome = solve(&model, &Options::default(), &|| false, &mut |_| {}).unwrap();
    let objective = outcome.objective.unwrap();
    assert_eq!((objective.lateness, objective.change), (0, 20));
}

/// Models of extremes: whatever comes out, nothing panics and nothing hard is broken in silence.
#[test]
fn extreme_models_do_no_harm() {
    let extremes = [
        0,
        1,
        -1,
        1 << 40,
        -(1 << 40),
        (1 << 40) + 1,
        i64::MAX,
        i64::MIN,
    ];
    for number in 0..400 {
        let mut model = model(number, ALL);
        let mut draw = Stream::new(9, "extremes", "", number);
        for _ in 0..=draw.below(3) {
            let value = extremes[draw.below(8) as usize];
            let n = model.activities.len() as u64;
            let i = draw.below(n) as usize;
            match draw.below(9) {
                0 => model.activities[i].modes[0].work = value,
                1 => model.activities[i].release = Some(value),
                2 => model.activities[i].deadline = Some(value),
                3 => model.activities[i].fixed_start = Some(value),
                4 => model.activities[i].split = Some(Split { least_piece: value }),
                5 => model.data_date = Some(value),
                6 => {
                    model.activities[i].progress = Some(Progress::Started {
                        start: value,
                        remaining: value.saturating_neg(),
                    });
                }
                7 => {
                    if let Some(link) = model.links.first_mut() {
                        link.lag = value;
                    }
                }
                _ => {
                    model.activities[i].baseline = Some(Baseline {
                        start: value,
                        weight: 9,
                    });
                }
            }
        }
        let options = Options {
            schedules: 20,
            ..Options::default()
        };
        let _ = (
            critical_path(&model),
            progress_notes(&model),
            contradiction(&model),
        );
        let Ok(outcome) = solve(&model, &options, &|| false, &mut |_| {}) else {
            continue;
        };
        let Some(schedule) = outcome.schedule else {
            continue;
        };
        if matches!(outcome.status, Status::Optimal | Status::Feasible) {
            assert_eq!(hard(&model, &schedule), vec![], "{number}");
        }
        let _ = (explain(&model, &schedule), levelling(&model, &schedule));
        let former = Former {
            model: &model,
            schedule: &schedule,
        };
        let options = ReplanOptions {
            frozen_until: Some(10),
            search: options,
            ..ReplanOptions::default()
        };
        let _ = replan(&model, former, &options, &|| false, &mut |_| {});
    }
}

/// No schedule that keeps the rules undercuts the bound of the search, whatever the features.
#[test]
fn bounds_hold_for_all_features() {
    let mut seen = 0;
    for number in 0..600 {
        let model = model(number, ALL);
        let options = Options {
            schedules: 0,
            ..Options::default()
        };
        let Ok(outcome) = solve(&model, &options, &|| false, &mut |_| {}) else {
            continue;
        };
        let mut draw = Stream::new(6, "keys", "", number);
        for _ in 0..6 {
            let priority = Priority {
                keys: model
                    .activities
                    .iter()
                    .map(|_| draw.below(30) as i64)
                    .collect(),
                modes: model
                    .activities
                    .iter()
                    .map(|a| Some(draw.below(a.modes.len() as u64) as usize))
                    .collect(),
            };
            let Ok(schedule) = generate(&model, &priority) else {
                continue;
            };
            if hard(&model, &schedule).is_empty() {
                seen += 1;
                assert!(schedule.makespan() >= outcome.lower_bound, "{number}");
                assert_ne!(outcome.status, Status::Infeasible, "{number}");
                if outcome.status == Status::Optimal {
                    let best = outcome.objective.unwrap();
                    let found = Objective::of(&model, &schedule);
                    assert!((best.lateness, best.makespan) <= (found.lateness, found.makespan));
                }
            }
        }
    }
    assert!(seen > 2_000, "{seen}");
}
