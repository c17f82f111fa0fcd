//! The prover and the repair of windows against brute force on small random cores.

use concerted_chance::Stream;
use proptest::prelude::*;

use super::encode::{lateness, makespan};
use super::{Prover, State, Tuning, Verdict};
use crate::core::{Arc, Core, CoreActivity, CoreMode, CoreSchedule};

fn below(stream: &mut Stream, n: u64) -> i64 {
    (stream.word() % n) as i64
}

/// Up to five activities with up to two modes, arcs with minimum and maximum lags, two resources, a budget.
fn random_core(seed: u64, deadlines: bool) -> Core {
    let mut s = Stream::new(seed, "cp-test", "core", 0);
    let n = 3 + below(&mut s, 2) as usize;
    let activities = (0..n)
        .map(|_| CoreActivity {
            modes: (0..=below(&mut s, 2))
                .map(|_| CoreMode {
                    duration: below(&mut s, 4),
                    demands: (0..2)
                        .map(|r| (r, below(&mut s, 4)))
                        .filter(|d| d.1 > 0)
                        .collect(),
                    uses: Some((0, below(&mut s, 3)))
                        .filter(|u| u.1 > 0)
                        .into_iter()
                        .collect(),
                })
                .collect(),
            release: below(&mut s, 3) - 1,
            fixed: Some(below(&mut s, 6)).filter(|f| *f == 2),
            deadline: Some((below(&mut s, 6), below(&mut s, 3) as u32)).filter(|_| deadlines),
        })
        .collect();
    let arcs = (0..below(&mut s, 5))
        .map(|link| Arc {
            from: below(&mut s, n as u64) as usize,
            to: below(&mut s, n as u64) as usize,
            from_finish: below(&mut s, 2) == 0,
            to_finish: below(&mut s, 3) == 0,
            lag: below(&mut s, 6) - 4,
            link: link as usize,
        })
        .collect();
    Core {
        activities,
        arcs,
        capacities: vec![4, 3],
        budgets: vec![n as i64 / 2 + below(&mut s, 3)],
        exact: true,
    }
}

fn keeps_all(core: &Core, schedule: &CoreSchedule) -> bool {
    let mode = |i: usize| &core.activities[i].modes[schedule.modes[i]];
    let (start, finish) = (
        |i: usize| schedule.starts[i],
        |i: usize| schedule.starts[i] + mode(i).duration,
    );
    let all = 0..core.activities.len();
    let arcs = core.arcs.iter().all(|a| {
        let left = if a.from_finish {
            finish(a.from)
        } else {
            start(a.from)
        };
        let right = if a.to_finish {
            finish(a.to)
        } else {
            start(a.to)
        };
        right >= left + a.lag
    });
    let of = |list: &[(usize, i64)], k: usize| {
        list.iter().filter(|e| e.0 == k).map(|e| e.1).sum::<i64>()
    };
    let capacities = core.capacities.iter().enumerate().all(|(r, capacity)| {
        all.clone().all(|i| {
            let running = all
                .clone()
                .filter(|j| start(*j) <= start(i) && start(i) < finish(*j));
            running.map(|j| of(&mode(j).demands, r)).sum::<i64>() <= *capacity
        })
    });
    let budgets = core
        .budgets
        .iter()
        .enumerate()
        .all(|(b, budget)| all.clone().map(|i| of(&mode(i).uses, b)).sum::<i64>() <= *budget);
    arcs && capacities && budgets
}

/// The least (lateness, makespan), by trying everything.
fn brute(core: &Core) -> Option<(i64, i64)> {
    let mut schedule = CoreSchedule {
        starts: Vec::new(),
        modes: Vec::new(),
    };
    let mut best = None;
    try_all(core, &mut schedule, &mut best);
    best
}

fn try_all(core: &Core, schedule: &mut CoreSchedule, best: &mut Option<(i64, i64)>) {
    let index = schedule.starts.len();
    if index == core.activities.len() {
        let cost = (lateness(core, schedule), makespan(core, schedule));
        if best.is_none_or(|b| cost < b) && keeps_all(core, schedule) {
            *best = Some(cost);
        }
        return;
    }
    let activity = &core.activities[index];
    let starts = match activity.fixed {
        Some(fixed) => fixed..=fixed,
        None => activity.release..=13,
    };
    for start in starts {
        for mode in 0..activity.modes.len() {
            schedule.starts.push(start);
            schedule.modes.push(mode);
            try_all(core, schedule, best);
            schedule.starts.pop();
            schedule.modes.pop();
        }
    }
}

fn prove(core: &Core, slice: u64) -> Verdict {
    let mut prover = Prover::new(core, Tuning::default()).unwrap();
    loop {
        let verdict = prover.run(slice, None, &|| false);
        if verdict.state != State::Open {
            return verdict;
        }
    }
}

fn compare(core: &Core) -> Result<(), TestCaseError> {
    let verdict = prove(core, 1_000_000);
    let Some((late, end)) = brute(core) else {
        prop_assert_eq!(verdict.state, State::Infeasible);
        prop_assert!(verdict.schedule.is_none());
        return Ok(());
    };
    prop_assert_eq!(verdict.state, State::Optimal);
    let schedule = verdict.schedule.as_ref().unwrap();
    prop_assert!(keeps_all(core, schedule));
    let found = makespan(core, schedule);
    prop_assert_eq!(verdict.lower_bound, found);
    if verdict.lateness_bound.is_some() {
        prop_assert_eq!((lateness(core, schedule), found), (late, end));
        prop_assert_eq!(verdict.lateness_bound, Some(late));
    } else {
        prop_assert_eq!(found, end);
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn makespan_as_by_brute_force(seed in any::<u64>()) {
        compare(&random_core(seed, false))?;
    }

    #[test]
    fn lateness_as_by_brute_force(seed in any::<u64>()) {
        compare(&random_core(seed, true))?;
    }
}

/// Thirteen activities that need more proof than a glance.
fn crowded(seed: u64) -> Core {
    let mut s = Stream::new(seed, "cp-test", "crowded", 0);
    let activities: Vec<CoreActivity> = (0..13)
        .map(|_| CoreActivity {
            modes: vec![CoreMode {
                duration: 1 + below(&mut s, 9),
                demands: vec![(0, 1 + below(&mut s, 6)), (1, 1 + below(&mut s, 6))],
                uses: Vec::new(),
            }],
            release: 0,
            fixed: None,
            deadline: None,
        })
        .collect();
    let arcs = (0..10)
        .map(|link| {
            let from = below(&mut s, 12) as usize;
            let to = from + 1 + below(&mut s, 12 - from as u64) as usize;
            Arc {
                from,
                to,
                from_finish: true,
                to_finish: false,
                lag: 0,
                link,
            }
        })
        .collect();
    Core {
        activities,
        arcs,
        capacities: vec![10, 9],
        budgets: Vec::new(),
        exact: true,
    }
}

#[test]
fn slices_do_what_one_run_does() {
    let mut spent = 0;
    for seed in 0..6 {
        let core = crowded(seed);
        let whole = prove(&core, u64::MAX);
        assert_eq!(whole.state, State::Optimal);
        assert!(keeps_all(&core, whole.schedule.as_ref().unwrap()));
        assert_eq!(prove(&core, u64::MAX), whole);
        let sliced = prove(&core, 7);
        assert_eq!(sliced, whole);
        spent += whole.conflicts;
    }
    assert!(spent > 100, "too easy to tell: {spent} conflicts");
}

#[test]
fn cancelled_runs_can_go_on() {
    let core = crowded(1);
    let whole = prove(&core, u64::MAX);
    let mut prover = Prover::new(&core, Tuning::default()).unwrap();
    let stopped = prover.run(u64::MAX, None, &|| true);
    assert!(stopped.conflicts <= whole.conflicts);
    let ended = prover.run(u64::MAX, None, &|| false);
    assert_eq!(ended.state, State::Optimal);
    assert_eq!(ended.lower_bound, whole.lower_bound);
}

#[test]
fn a_given_schedule_may_be_the_best() {
    let core = crowded(2);
    let whole = prove(&core, u64::MAX);
    let mut prover = Prover::new(&core, Tuning::default()).unwrap();
    let verdict = prover.run(u64::MAX, whole.schedule.as_ref(), &|| false);
    assert_eq!(verdict.state, State::Optimal);
    assert_eq!(verdict.schedule, whole.schedule);
}

#[test]
fn a_circle_of_lags_is_infeasible() {
    let mut core = crowded(3);
    let arc = |from, to, lag| Arc {
        from,
        to,
        from_finish: false,
        to_finish: false,
        lag,
        link: 0,
    };
    core.arcs = vec![arc(0, 1, 5), arc(1, 2, 3), arc(2, 0, -8)];
    assert_eq!(prove(&core, 1_000).state, State::Optimal);
    core.arcs[2].lag = -7;
    assert_eq!(prove(&core, 1_000).state, State::Infeasible);
}

#[test]
fn times_too_far_apart_are_refused() {
    let mut core = crowded(4);
    core.activities[0].release = 1 << 40;
    assert!(Prover::new(&core, Tuning::default()).is_err());
}
