//! Why not earlier: the rules named forbid it, and each of them is needed.

use concerted_chance::Stream;
use concerted_schedule::{
    Activity, ActivityIndex, Calendar, CalendarIndex, Link, LinkIndex, LinkKind, Model, Priority,
    Resource, ResourceIndex, Schedule, Tick, WhyNotAnswer, WhyNotRule, check, generate,
    why_not_earlier,
};
use proptest::prelude::*;

fn below(stream: &mut Stream, n: u64) -> i64 {
    (stream.word() % n) as i64
}

/// Three activities, links of all kinds with minimum and maximum lags, a resource, a calendar with pauses.
fn random_model(seed: u64) -> Model {
    let mut s = Stream::new(seed, "why-not-test", "model", 0);
    let mut model = Model::default();
    let always = model.add_calendar(Calendar::always());
    let pauses =
        model.add_calendar(Calendar::new(&[], 0, &[(0, 2), (3, 4)], 5).expect("well formed"));
    let resource = model.add_resource(Resource::constant("hands", 2));
    for index in 0..3 {
        let calendar = if below(&mut s, 2) == 0 {
            always
        } else {
            pauses
        };
        let mut activity = Activity::new(format!("a{index}"), calendar, 1 + below(&mut s, 2))
            .demanding(resource, below(&mut s, 3) as u32);
        activity.release = Some(below(&mut s, 6)).filter(|r| *r < 2);
        model.add_activity(activity);
    }
    for (from, to) in [(0, 1), (0, 2), (1, 2)] {
        let kinds = [
            LinkKind::FinishToStart,
            LinkKind::StartToStart,
            LinkKind::FinishToFinish,
            LinkKind::StartToFinish,
        ];
        if below(&mut s, 3) == 0 {
            continue;
        }
        let kind = kinds[below(&mut s, 4) as usize];
        let key = format!("{from}{to}");
        let mut link = Link::new(key, ActivityIndex(from), ActivityIndex(to), kind, 0);
        link.lag = below(&mut s, 4) - 1;
        link.lag_calendar = [None, Some(always), Some(pauses)][below(&mut s, 3) as usize];
        model.links.push(link);
    }
    model
}

/// The model without some of its rules.
fn without(model: &Model, rules: &[WhyNotRule]) -> (Model, bool) {
    let mut model = model.clone();
    let has = |rule: WhyNotRule| rules.contains(&rule);
    let mut position = 0;
    model.links.retain(|_| {
        position += 1;
        has(WhyNotRule::Link(LinkIndex(position - 1)))
    });
    if !has(WhyNotRule::Capacity(ResourceIndex(0))) {
        model.resources[0].capacity = 100;
    }
    if !has(WhyNotRule::Calendar(CalendarIndex(1))) {
        model.calendars[1] = Calendar::always();
    }
    for (index, activity) in model.activities.iter_mut().enumerate() {
        let rule = match activity.release {
            Some(_) => WhyNotRule::Release(ActivityIndex(index)),
            None => WhyNotRule::Origin,
        };
        if !has(rule) {
            activity.release = Some(-14);
        }
    }
    (model, has(WhyNotRule::Makespan))
}

/// Whether any schedule has the last activity start by a tick, by trying everything.
fn possible(model: &Model, by: Tick, end: Option<Tick>) -> bool {
    let mut schedule = Schedule::new(vec![0; 3], vec![0; 3], vec![0; 3]);
    let finish = |index: usize, start: Tick| {
        let mode = &model.activities[index].modes[0];
        model.calendars[mode.calendar.0]
            .add_work(start, mode.work)
            .expect("the calendar never ends")
    };
    let range = |index: usize| {
        let to = if index == 2 { by } else { 16 };
        model.activities[index].release.unwrap_or(0)..=to
    };
    // Cheap tests first: the checker has the last word on what passes them.
    let linked = |starts: &[Tick], finishes: &[Tick]| {
        model.links.iter().all(|link| {
            let (from, to) = (link.from.0, link.to.0);
            let leaves_finish = matches!(
                link.kind,
                LinkKind::FinishToStart | LinkKind::FinishToFinish
            );
            let reaches_start =
                matches!(link.kind, LinkKind::FinishToStart | LinkKind::StartToStart);
            let left = if leaves_finish {
                finishes[from]
            } else {
                starts[from]
            };
            let reached = if reaches_start {
                starts[to]
            } else {
                finishes[to]
            };
            let calendar = link.lag_calendar.map_or(0, |c| c.0);
            model.calendars[calendar]
                .add_lag(left, link.lag)
                .expect("the calendar never ends")
                <= reached
        })
    };
    for c in range(2) {
        for a in range(0) {
            for b in range(1) {
                schedule.starts = vec![a, b, c];
                schedule.finishes = vec![finish(0, a), finish(1, b), finish(2, c)];
                let in_time = end.is_none_or(|end| schedule.makespan() <= end);
                if in_time
                    && linked(&schedule.starts, &schedule.finishes)
                    && check(model, &schedule).is_empty()
                {
                    return true;
                }
            }
        }
    }
    false
}

fn judge(
    model: &Model,
    by: Tick,
    end: Tick,
    answer: &WhyNotAnswer,
    with_end: bool,
) -> Result<(), TestCaseError> {
    match answer {
        WhyNotAnswer::Allowed => prop_assert!(possible(model, by, with_end.then_some(end))),
        WhyNotAnswer::Open => prop_assert!(false, "left open"),
        WhyNotAnswer::Forbidden { rules, minimal } => {
            prop_assert!(minimal);
            let (kept, bounded) = without(model, rules);
            prop_assert!(
                !possible(&kept, by, bounded.then_some(end)),
                "{:?} do not forbid it",
                rules
            );
            for left_out in rules {
                let rest: Vec<WhyNotRule> =
                    rules.iter().copied().filter(|r| r != left_out).collect();
                let (kept, bounded) = without(model, &rest);
                prop_assert!(
                    possible(&kept, by, bounded.then_some(end)),
                    "{:?} is not needed",
                    left_out
                );
            }
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn rules_forbid_and_each_is_needed(seed in any::<u64>(), by in 0_i64..9) {
        let model = random_model(seed);
        let schedule = generate(&model, &Priority::equal(&model));
        let Ok(schedule) = schedule else { return Ok(()) };
        let end = schedule.makespan();
        let why = why_not_earlier(&model, &schedule, ActivityIndex(2), by, &|| false).unwrap();
        prop_assert!(why.left_aside.is_empty());
        judge(&model, by, end, &why.at_all, false)?;
        judge(&model, by, end, &why.without_delay, true)?;
    }
}

#[test]
fn names_calendar_and_link() {
    let mut model = Model::default();
    let week = model.add_calendar(Calendar::new(&[], 0, &[(0, 5)], 7).unwrap());
    let always = model.add_calendar(Calendar::always());
    let make = model.add_activity(Activity::new("make", week, 6));
    let test = model.add_activity(Activity::new("test", always, 1));
    let other = model.add_activity(Activity::new("other", always, 1));
    model
        .links
        .push(Link::new("l", make, test, LinkKind::FinishToStart, 0));
    let schedule = Schedule::new(vec![0, 8, 0], vec![8, 9, 1], vec![0; 3]);
    assert!(check(&model, &schedule).is_empty());
    let why = |activity, tick| {
        why_not_earlier(&model, &schedule, activity, tick, &|| false)
            .unwrap()
            .at_all
    };
    let link = WhyNotRule::Link(LinkIndex(0));
    let forbidden = |rules: &[WhyNotRule]| WhyNotAnswer::Forbidden {
        rules: rules.to_vec(),
        minimal: true,
    };
    // By tick 5 the work alone forbids it; by tick 7 only with the weekend.
    assert_eq!(why(test, 5), forbidden(&[link, WhyNotRule::Origin]));
    let calendar = WhyNotRule::Calendar(week);
    assert_eq!(
        why(test, 7),
        forbidden(&[link, calendar, WhyNotRule::Origin])
    );
    assert_eq!(why(test, 8), WhyNotAnswer::Allowed);
    assert_eq!(why(other, -1), forbidden(&[WhyNotRule::Origin]));
}

#[test]
fn strangers_are_refused() {
    let mut model = Model::default();
    let always = model.add_calendar(Calendar::always());
    model.add_activity(Activity::new("a", always, 1));
    let schedule = Schedule::new(vec![0], vec![1], vec![0]);
    assert!(why_not_earlier(&model, &schedule, ActivityIndex(1), 0, &|| false).is_err());
    let empty = Schedule::new(Vec::new(), Vec::new(), Vec::new());
    assert!(why_not_earlier(&model, &empty, ActivityIndex(0), 0, &|| false).is_err());
}
