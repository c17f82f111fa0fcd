//! Critical path: hand-worked examples, link types, calendars, and properties of floats on random networks.

#![expect(
    clippy::unwrap_used,
    reason = "a helper that panics fails the test that called it"
)]

use concerted_schedule::*;
use proptest::prelude::*;

use LinkKind::{FinishToFinish, FinishToStart, StartToFinish, StartToStart};

fn days(model: &mut Model) -> CalendarIndex {
    model.add_calendar(Calendar::always())
}

fn five_of_seven(model: &mut Model) -> CalendarIndex {
    model.add_calendar(Calendar::new(&[], 0, &[(0, 50)], 70).unwrap())
}

/// A: 3; B: 4 and C: 2 after A; D: 5 after B; E: 1 after C; F: 2 after D and E. Worked by hand.
#[test]
fn floats_of_a_hand_worked_network() {
    let mut model = Model::default();
    let c = days(&mut model);
    let works = [("a", 3), ("b", 4), ("c", 2), ("d", 5), ("e", 1), ("f", 2)];
    let at: Vec<ActivityIndex> = works
        .iter()
        .map(|(k, w)| model.add_activity(Activity::new(*k, c, *w)))
        .collect();
    for (from, to) in [(0, 1), (0, 2), (1, 3), (2, 4), (3, 5), (4, 5)] {
        model.links.push(Link::new(
            format!("{from}-{to}"),
            at[from],
            at[to],
            FinishToStart,
            0,
        ));
    }
    let path = critical_path(&model).unwrap();
    let rows: Vec<_> = path
        .times
        .iter()
        .map(|t| {
            (
                t.early_start,
                t.early_finish,
                t.late_start,
                t.late_finish,
                t.total_float,
                t.free_float,
            )
        })
        .collect();
    assert_eq!(
        rows,
        vec![
            (0, 3, 0, 3, 0, 0),
            (3, 7, 3, 7, 0, 0),
            (3, 5, 9, 11, 6, 0),
            (7, 12, 7, 12, 0, 0),
            (5, 6, 11, 12, 6, 6),
            (12, 14, 12, 14, 0, 0),
        ]
    );
    assert_eq!(path.finish, 14);
    assert!(path.times[1].is_critical() && !path.times[2].is_critical());
}

fn second_start(kind: LinkKind, lag: i64, first: i64, second: i64) -> (Tick, Tick) {
    let mut model = Model::default();
    let c = days(&mut model);
    let a = model.add_activity(Activity::new("a", c, first));
    let b = model.add_activity(Activity::new("b", c, second));
    model.links.push(Link::new("l", a, b, kind, lag));
    let path = critical_path(&model).unwrap();
    (path.times[1].early_start, path.times[1].early_finish)
}

#[test]
fn link_kinds_and_lags() {
    assert_eq!(second_start(FinishToStart, 0, 5, 3), (5, 8));
    assert_eq!(second_start(FinishToStart, 4, 5, 3), (9, 12));
    assert_eq!(second_start(FinishToStart, -2, 5, 3), (3, 6));
    assert_eq!(second_start(FinishToStart, -9, 5, 3), (0, 3));
    assert_eq!(second_start(StartToStart, 2, 5, 3), (2, 5));
    assert_eq!(second_start(FinishToFinish, 3, 5, 3), (5, 8));
    assert_eq!(second_start(FinishToFinish, 0, 5, 9), (0, 9));
    assert_eq!(second_start(StartToFinish, 4, 5, 3), (1, 4));
    assert_eq!(second_start(StartToFinish, 7, 5, 0), (7, 7));
}

#[test]
fn lags_count_elapsed_or_worked() {
    let mut model = Model::default();
    let c = five_of_seven(&mut model);
    let a = model.add_activity(Activity::new("a", c, 50));
    let b = model.add_activity(Activity::new("b", c, 10));
    model.links.push(Link::new("l", a, b, FinishToStart, 20));
    assert_eq!(critical_path(&model).unwrap().times[1].early_start, 70);
    model.links[0].lag_calendar = Some(c);
    assert_eq!(critical_path(&model).unwrap().times[1].early_start, 90);
}

#[test]
fn finish_to_finish_across_a_weekend() {
    let mut model = Model::default();
    let (always, week) = (days(&mut model), five_of_seven(&mut model));
    let a = model.add_activity(Activity::new("a", always, 55));
    let b = model.add_activity(Activity::new("b", week, 20));
    model.links.push(Link::new("l", a, b, FinishToFinish, 0));
    // Finishing at 50 would be before 55: one tick of the next week is needed.
    let times = critical_path(&model).unwrap().times[1];
    assert_eq!((times.early_start, times.early_finish), (31, 71));
}

#[test]
fn release_and_milestone() {
    let mut model = Model::default();
    let c = five_of_seven(&mut model);
    let mut a = Activity::new("a", c, 10);
    a.release = Some(55);
    let a = model.add_activity(a);
    let end = model.add_activity(Activity::new("end", c, 0));
    model.links.push(Link::new("l", a, end, FinishToStart, 0));
    let path = critical_path(&model).unwrap();
    assert_eq!((path.times[0].early_start, path.finish), (70, 80));
}

#[test]
fn fixed_start_gives_negative_float_before_it() {
    let mut model = Model::default();
    let c = days(&mut model);
    let a = model.add_activity(Activity::new("a", c, 10));
    let mut b = Activity::new("b", c, 5);
    b.fixed_start = Some(7);
    let b = model.add_activity(b);
    model.links.push(Link::new("l", a, b, FinishToStart, 0));
    let path = critical_path(&model).unwrap();
    assert_eq!(
        (path.times[1].early_start, path.times[0].total_float),
        (7, -3)
    );
}

#[test]
fn quickest_mode_is_taken_unless_chosen() {
    let mut model = Model::default();
    let c = days(&mut model);
    let mut a = Activity::new("a", c, 10);
    a.modes.push(Mode {
        work: 6,
        calendar: c,
        demands: Vec::new(),
        skills: Vec::new(),
        consumes: Vec::new(),
    });
    model.add_activity(a);
    assert_eq!(critical_path(&model).unwrap().finish, 6);
    assert_eq!(critical_path_with(&model, &[0]).unwrap().finish, 10);
    assert!(critical_path_with(&model, &[2]).is_err());
    assert!(critical_path_with(&model, &[]).is_err());
}

#[test]
fn a_calendar_that_ends_is_reported() {
    let mut model = Model::default();
    let c = model.add_calendar(Calendar::new(&[(0, 10)], 10, &[], 1).unwrap());
    model.add_activity(Activity::new("too long", c, 11));
    let error = critical_path(&model).unwrap_err();
    assert_eq!(
        error.to_string(),
        "`too long` cannot be placed: the calendar has no working time left for 1 more ticks of work"
    );
}

#[test]
fn nothing_to_do() {
    assert_eq!(critical_path(&Model::default()).unwrap().finish, 0);
}

fn any_network() -> impl Strategy<Value = Model> {
    let link = (
        0_usize..8,
        1_usize..8,
        0_u8..4,
        -6_i64..12,
        prop::option::of(0_usize..2),
    );
    (
        prop::collection::vec((0_i64..40, 0_usize..2, prop::option::of(0_i64..60)), 1..9),
        prop::collection::vec(link, 0..14),
    )
        .prop_map(|(activities, links)| {
            let mut model = Model::default();
            days(&mut model);
            five_of_seven(&mut model);
            for (i, (work, calendar, release)) in activities.into_iter().enumerate() {
                let mut activity = Activity::new(format!("a{i}"), CalendarIndex(calendar), work);
                activity.release = release;
                model.add_activity(activity);
            }
            let n = model.activities.len();
            for (i, (from, step, kind, lag, calendar)) in links.into_iter().enumerate() {
                let (from, to) = (from % n, from % n + step);
                if to < n {
                    let kind = [FinishToStart, StartToStart, FinishToFinish, StartToFinish]
                        [usize::from(kind)];
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
        })
}

proptest! {
    /// An activity can be delayed to its late start, and no further, without moving the end.
    #[test]
    fn total_float_is_exact(model in any_network()) {
        let path = critical_path(&model).unwrap();
        for i in 0..model.activities.len() {
            let times = path.times[i];
            prop_assert!(times.total_float >= 0);
            let mut delayed = model.clone();
            delayed.activities[i].release = Some(times.late_start);
            prop_assert_eq!(critical_path(&delayed).unwrap().finish, path.finish);
            delayed.activities[i].release = Some(times.late_start + 1);
            prop_assert!(critical_path(&delayed).unwrap().finish > path.finish);
        }
    }

    /// Slipping by the free float moves nobody else.
    #[test]
    fn free_float_disturbs_nobody(model in any_network()) {
        let path = critical_path(&model).unwrap();
        for i in 0..model.activities.len() {
            let times = path.times[i];
            prop_assert!((0..=times.total_float).contains(&times.free_float));
            let calendar = &model.calendars[model.activities[i].modes[0].calendar.0];
            let start = calendar.working_tick(calendar.work_before(times.early_start) + times.free_float).unwrap();
            let mut delayed = model.clone();
            delayed.activities[i].release = Some(if times.free_float == 0 { times.early_start } else { start });
            if model.activities[i].modes[0].work > 0 {
                let moved = critical_path(&delayed).unwrap();
                for j in (0..model.activities.len()).filter(|j| *j != i) {
                    prop_assert_eq!(moved.times[j].early_start, path.times[j].early_start);
                }
            }
        }
    }

    /// The early times keep every rule.
    #[test]
    fn early_times_pass_the_checker(model in any_network()) {
        let path = critical_path(&model).unwrap();
        for late in [false, true] {
            let schedule = Schedule::new(path.times.iter().map(|t| if late { t.late_start } else { t.early_start }).collect(), path.times.iter().map(|t| if late { t.late_finish } else { t.early_finish }).collect(), path.modes.clone());
            prop_assert_eq!(check(&model, &schedule), vec![]);
        }
    }
}
