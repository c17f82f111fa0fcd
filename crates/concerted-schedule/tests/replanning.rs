//! Replanning: what moves, what stays, and why.

#![expect(
    clippy::unwrap_used,
    reason = "a helper that panics fails the test that called it"
)]

mod models;

use concerted_schedule::*;
use models::{ALL, Features, hard, model};

use LinkKind::FinishToStart;

fn again(model: &Model, old: (&Model, &Schedule), options: &ReplanOptions) -> Replanned {
    let former = Former {
        model: old.0,
        schedule: old.1,
    };
    replan(model, former, options, &|| false, &mut |_| {}).unwrap()
}

fn quick() -> ReplanOptions {
    ReplanOptions {
        search: Options {
            schedules: 60,
            ..Options::default()
        },
        ..ReplanOptions::default()
    }
}

/// Three activities on one vessel, a fourth without, and a former plan with a gap.
fn shop() -> (Model, Schedule) {
    let mut model = Model::default();
    let c = model.add_calendar(Calendar::always());
    let vessel = model.add_resource(Resource::constant("vessel", 1));
    for key in ["a", "b", "c"] {
        model.add_activity(Activity::new(key, c, 5).demanding(vessel, 1));
    }
    model.add_activity(Activity::new("d", c, 30));
    let schedule = Schedule::new(vec![0, 8, 15, 0], vec![5, 13, 20, 30], vec![0; 4]);
    (model, schedule)
}

#[test]
fn nothing_changes_without_a_reason() {
    let (model, schedule) = shop();
    let new = again(&model, (&model, &schedule), &quick());
    assert_eq!(new.moved, vec![]);
    assert_eq!(new.outcome.schedule.unwrap(), schedule);
    assert_eq!(new.outcome.objective.unwrap().change, 0);
}

#[test]
fn a_delay_moves_only_what_it_pushes() {
    let (old, schedule) = shop();
    let mut model = old.clone();
    model.activities[0].progress = Some(Progress::Started {
        start: 0,
        remaining: 8,
    });
    model.data_date = Some(3);
    let new = again(&model, (&old, &schedule), &quick());
    let moved: Vec<(usize, i64, i64)> = new
        .moved
        .iter()
        .map(|m| (m.activity.0, m.start, m.finish))
        .collect();
    // "a" ends at 11; "b" waits for it, "c" for "b". "d" was to begin at once and has not.
    assert_eq!(moved, vec![(0, 0, 6), (1, 3, 3), (2, 1, 1), (3, 3, 3)]);
    assert_eq!(new.moved[3].drivers, vec![Driver::DataDate]);
    assert!(
        matches!(&new.moved[1].drivers[0], Driver::Resource { with, .. } if *with == vec![ActivityIndex(0)])
    );
}

#[test]
fn the_frozen_window_stays_and_the_rest_gives_way() {
    let (old, schedule) = shop();
    let mut model = old.clone();
    let urgent = model
        .add_activity(Activity::new("urgent", CalendarIndex(0), 5).demanding(ResourceIndex(0), 1));
    model.activities[urgent.0].deadline = Some(15);
    let options = ReplanOptions {
        frozen_until: Some(1),
        ..quick()
    };
    let new = again(&model, (&old, &schedule), &options);
    let starts = new.outcome.schedule.unwrap().starts;
    assert_eq!(new.pinned, vec![ActivityIndex(0), ActivityIndex(3)]);
    assert_eq!(new.added, vec![urgent]);
    // In time after "a", in less of a move than anywhere else: "b" goes back to 10, 5 + 5.
    assert_eq!(starts, vec![0, 10, 15, 0, 5]);
    assert_eq!(new.moved.len(), 1);
    let options = ReplanOptions {
        frozen_until: Some(100),
        ..options
    };
    let new = again(&model, (&old, &schedule), &options);
    assert_eq!(new.outcome.schedule.unwrap().starts, vec![0, 8, 15, 0, 20]);
}

#[test]
fn a_pin_that_cannot_hold_is_let_go_and_told() {
    let (mut old, schedule) = shop();
    old.links.push(Link::new(
        "l",
        ActivityIndex(0),
        ActivityIndex(1),
        FinishToStart,
        0,
    ));
    let mut model = old.clone();
    model.activities[0].modes[0].work = 9;
    let options = ReplanOptions {
        frozen_until: Some(100),
        ..quick()
    };
    let new = again(&model, (&old, &schedule), &options);
    let schedule = new.outcome.schedule.unwrap();
    assert_eq!(hard(&model, &schedule), vec![]);
    assert!(new.unpinned.contains(&ActivityIndex(1)));
    assert_eq!(schedule.starts[..2], [0, 9]);
    assert_eq!(new.outcome.status, Status::Optimal);
}

/// New work has to be done by 20. It fits after "a" if "b" moves by 2, or after "b" if "c" moves by 3.
#[test]
fn the_firm_window_outweighs_the_rest() {
    let (old, schedule) = shop();
    let mut model = old.clone();
    let new = model
        .add_activity(Activity::new("new", CalendarIndex(0), 5).demanding(ResourceIndex(0), 1));
    model.activities[new.0].deadline = Some(20);
    model.activities[3].modes[0].work = 40;
    let starts = |options: &ReplanOptions| {
        let found = again(&model, (&old, &schedule), options);
        found.outcome.schedule.unwrap().starts
    };
    assert_eq!(starts(&quick()), vec![0, 10, 15, 0, 5]);
    let firm = ReplanOptions {
        firm_until: Some(10),
        firm_weight: 50,
        ..quick()
    };
    assert_eq!(starts(&firm), vec![0, 8, 18, 0, 13]);
}

#[test]
fn work_comes_and_goes_by_key() {
    let (old, schedule) = shop();
    let mut model = old.clone();
    model.activities.remove(0);
    let new = again(&model, (&old, &schedule), &quick());
    assert_eq!(new.dropped, vec!["a".to_owned()]);
    assert_eq!(new.moved, vec![]);
    assert_eq!(new.outcome.schedule.unwrap().starts, vec![8, 15, 0]);
}

/// Random models: replanning without a reason moves nothing where the former plan was the best, and answers are sound.
#[test]
fn replanning_is_sound_and_repeats() {
    let features = Features {
        stocks: false,
        ..ALL
    };
    let mut steady = 0;
    for number in 0..60 {
        let old = model(number, features);
        let options = quick();
        let Ok(first) = solve(&old, &options.search, &|| false, &mut |_| {}) else {
            continue;
        };
        let Some(schedule) = first.schedule else {
            continue;
        };
        if first.status == Status::Infeasible {
            continue;
        }
        let new = again(&old, (&old, &schedule), &options);
        assert_eq!(new, again(&old, (&old, &schedule), &options));
        let found = new.outcome.schedule.unwrap();
        let broken = hard(&old, &found).len();
        assert!(broken <= hard(&old, &schedule).len(), "{number}");
        let mut later = old.clone();
        let last = later.activities.len() - 1;
        later.activities[last].modes[0].work += 3;
        let again = again(&later, (&old, &schedule), &options);
        let found = again.outcome.schedule.unwrap();
        if again.outcome.status == Status::Optimal || again.outcome.status == Status::Feasible {
            assert_eq!(hard(&later, &found), vec![], "{number}");
        }
        steady += usize::from(new.moved.is_empty());
    }
    assert!(steady > 40, "{steady}");
}
