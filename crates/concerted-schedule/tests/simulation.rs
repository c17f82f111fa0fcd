//! Simulation against closed forms, independence of threads, addressed draws, policies.

#![expect(
    clippy::unwrap_used,
    reason = "a helper that panics fails the test that called it"
)]

use concerted_chance::{Exponential, Law};
use concerted_schedule::*;

use LinkKind::FinishToStart;

fn estimate(
    activity: ActivityIndex,
    (low, likely, high): (f64, f64, f64),
    shape: Shape,
) -> Estimate {
    Estimate {
        activity,
        mode: 0,
        low,
        likely,
        high,
        shape,
    }
}

fn run(model: &Model, uncertainty: &Uncertainty, options: &SimulationOptions) -> SimulationResult {
    let baseline = generate(model, &Priority::equal(model)).unwrap();
    simulate(model, uncertainty, &baseline, options).unwrap()
}

fn near(found: f64, expected: f64, error: f64) {
    assert!(
        (found - expected).abs() < error,
        "{found} is not within {error} of {expected}"
    );
}

fn parallel(keys: &[&str], work: i64) -> (Model, Vec<ActivityIndex>) {
    let mut model = Model::default();
    let c = model.add_calendar(Calendar::always());
    let at = keys
        .iter()
        .map(|k| model.add_activity(Activity::new(*k, c, work)))
        .collect();
    (model, at)
}

fn chain(keys: &[&str], work: i64) -> (Model, Vec<ActivityIndex>) {
    let (mut model, at) = parallel(keys, work);
    for pair in at.windows(2) {
        model
            .links
            .push(Link::new("l", pair[0], pair[1], FinishToStart, 0));
    }
    (model, at)
}

fn exponential(key: &str, activity: ActivityIndex, mean: f64) -> Risk {
    Risk {
        key: key.into(),
        probability: 1.0,
        delay: Law::Exponential(Exponential::new(mean).unwrap()),
        activity,
    }
}

/// The maximum of n independent exponentials of mean 1 has the mean 1 + 1/2 + … + 1/n.
#[test]
fn maxima_of_exponentials_are_harmonic() {
    let keys = ["a", "b", "c", "d"];
    let mut harmonic = 1.0;
    for n in 2..=4 {
        harmonic += 1.0 / n as f64;
        let (model, at) = parallel(&keys[..n], 0);
        let risks = (0..n)
            .map(|i| exponential(keys[i], at[i], 100_000.0))
            .collect();
        let uncertainty = Uncertainty {
            risks,
            ..Uncertainty::default()
        };
        let result = run(
            &model,
            &uncertainty,
            &SimulationOptions {
                samples: 20_000,
                ..Default::default()
            },
        );
        near(result.summary.mean / 100_000.0, harmonic, 0.045);
    }
}

/// A sum of independent triangulars has the sum of their means and variances.
#[test]
fn sums_of_triangulars() {
    let (model, at) = chain(&["a", "b", "c"], 1);
    let estimates = at
        .iter()
        .map(|i| estimate(*i, (0.0, 3_000.0, 9_000.0), Shape::Triangular))
        .collect();
    let uncertainty = Uncertainty {
        estimates,
        ..Uncertainty::default()
    };
    let result = run(
        &model,
        &uncertainty,
        &SimulationOptions {
            samples: 20_000,
            ..Default::default()
        },
    );
    near(result.summary.mean, 12_000.0, 120.0);
    // Variance of one: (9² + 3² − 9·3)/18 = 3.5 million.
    near(result.summary.sd, (3.0 * 3.5e6_f64).sqrt(), 100.0);
    assert_eq!(result.criticality, vec![1.0; 3]);
}

/// The mean of PERT is (low + 4·likely + high)/6, tabulated or not.
#[test]
fn pert_keeps_its_mean() {
    let (model, at) = parallel(&["a"], 1);
    let estimates = vec![estimate(at[0], (1_000.0, 2_000.0, 9_000.0), Shape::Pert)];
    let uncertainty = Uncertainty {
        estimates,
        ..Uncertainty::default()
    };
    let result = run(
        &model,
        &uncertainty,
        &SimulationOptions {
            samples: 20_000,
            ..Default::default()
        },
    );
    near(result.summary.mean, 3_000.0, 50.0);
}

#[test]
fn symmetric_paths_are_critical_half_of_the_time() {
    let (mut model, at) = parallel(&["a", "b"], 1);
    let end = model.add_activity(Activity::new("end", CalendarIndex(0), 0));
    for from in &at {
        model
            .links
            .push(Link::new("l", *from, end, FinishToStart, 0));
    }
    let estimates = at
        .iter()
        .map(|i| estimate(*i, (0.0, 1e6, 2e6), Shape::Triangular))
        .collect();
    let uncertainty = Uncertainty {
        estimates,
        ..Uncertainty::default()
    };
    let options = SimulationOptions {
        samples: 20_000,
        target: Some(end),
        ..Default::default()
    };
    let result = run(&model, &uncertainty, &options);
    near(result.criticality[0], 0.5, 0.015);
    near(result.criticality[0] + result.criticality[1], 1.0, 0.001);
    near(result.criticality[2], 1.0, 1e-12);
}

/// Two equal durations in a chain: the deviation of the sum is √2·σ if independent, √(2 + 2r)·σ in general, 2·σ if one
/// factor decides.
#[test]
fn correlation_widens_the_sum() {
    let (model, at) = chain(&["a", "b"], 1);
    let estimates: Vec<Estimate> = at
        .iter()
        .map(|i| estimate(*i, (0.0, 6_000.0, 12_000.0), Shape::Triangular))
        .collect();
    let sd = (36e6_f64 * 3.0 / 18.0).sqrt();
    for (correlation, factor) in [(0.0, 2_f64.sqrt()), (1.0, 2.0)] {
        let groups = vec![Group {
            key: "g".into(),
            members: at.clone(),
            correlation,
        }];
        let uncertainty = Uncertainty {
            estimates: estimates.clone(),
            groups,
            ..Uncertainty::default()
        };
        let result = run(
            &model,
            &uncertainty,
            &SimulationOptions {
                samples: 20_000,
                ..Default::default()
            },
        );
        near(result.summary.sd / sd, factor, 0.03);
    }
}

#[test]
fn risks_happen_with_their_probability_and_show_their_swing() {
    let (model, at) = parallel(&["a"], 1_000);
    let risks = vec![Risk {
        key: "r".into(),
        probability: 0.3,
        delay: Law::Constant(500.0),
        activity: at[0],
    }];
    let uncertainty = Uncertainty {
        risks,
        ..Uncertainty::default()
    };
    let result = run(
        &model,
        &uncertainty,
        &SimulationOptions {
            samples: 10_000,
            ..Default::default()
        },
    );
    near(result.summary.mean, 1_150.0, 12.0);
    assert_eq!(result.influences.len(), 1);
    near(result.influences[0].swing(), 500.0, 1e-9);
    near(result.influences[0].correlation.unwrap(), 1.0, 1e-9);
}

#[test]
fn one_event_hits_all_its_activities_together() {
    let (model, at) = chain(&["a", "b"], 100);
    let risk = |activity| Risk {
        key: "shutdown".into(),
        probability: 0.5,
        delay: Law::Constant(10.0),
        activity,
    };
    let uncertainty = Uncertainty {
        risks: vec![risk(at[0]), risk(at[1])],
        ..Uncertainty::default()
    };
    let result = run(
        &model,
        &uncertainty,
        &SimulationOptions {
            samples: 500,
            ..Default::default()
        },
    );
    assert!(result.finishes.iter().all(|f| *f == 200 || *f == 220));
    assert!(result.finishes.contains(&200) && result.finishes.contains(&220));
    assert_eq!(result.influences.len(), 1);
}

/// On one vessel two durations add up, on two the longer counts, and without resources too.
#[test]
fn dispatch_respects_resources() {
    for (units, policy, expected) in [
        (1, Policy::Dispatch, 2_000.0),
        (2, Policy::Dispatch, 1_233.3),
        (1, Policy::Links, 1_233.3),
    ] {
        let (mut model, at) = parallel(&["a", "b"], 1);
        let vessel = model.add_resource(Resource::constant("vessel", units));
        for i in &at {
            let demand = Demand {
                resource: vessel,
                units: 1,
            };
            model.activities[i.0].modes[0].demands.push(demand);
        }
        let estimates = at
            .iter()
            .map(|i| estimate(*i, (0.0, 1_000.0, 2_000.0), Shape::Triangular))
            .collect();
        let uncertainty = Uncertainty {
            estimates,
            ..Uncertainty::default()
        };
        let options = SimulationOptions {
            samples: 10_000,
            policy,
            ..Default::default()
        };
        let result = run(&model, &uncertainty, &options);
        // Mean maximum of two symmetric triangulars on [0, 2]: 1 + 7/30.
        near(result.summary.mean, expected, 25.0);
        if policy == Policy::Dispatch && units == 1 {
            assert_eq!(result.criticality, vec![1.0, 1.0]);
        }
    }
}

#[test]
fn dispatch_without_uncertainty_repeats_the_parallel_scheme() {
    let (mut model, at) = parallel(&["a", "b", "c"], 7);
    let vessel = model.add_resource(Resource::constant("vessel", 1));
    for i in &at {
        model.activities[i.0].modes[0].demands.push(Demand {
            resource: vessel,
            units: 1,
        });
    }
    let options = SimulationOptions {
        samples: 3,
        policy: Policy::Dispatch,
        milestones: at.clone(),
        ..Default::default()
    };
    let result = run(&model, &Uncertainty::default(), &options);
    let finishes: Vec<Vec<Tick>> = result
        .milestones
        .iter()
        .map(|m| m.finishes.clone())
        .collect();
    assert_eq!(finishes, vec![vec![7; 3], vec![14; 3], vec![21; 3]]);
    assert!(result.influences.is_empty());
}

#[test]
fn calendars_hold_in_every_sample() {
    let mut model = Model::default();
    let week = model.add_calendar(Calendar::new(&[], 0, &[(0, 50)], 70).unwrap());
    let a = model.add_activity(Activity::new("a", week, 40));
    let estimates = vec![estimate(a, (30.0, 45.0, 80.0), Shape::Triangular)];
    let uncertainty = Uncertainty {
        estimates,
        ..Uncertainty::default()
    };
    let result = run(
        &model,
        &uncertainty,
        &SimulationOptions {
            samples: 2_000,
            ..Default::default()
        },
    );
    assert!(
        result
            .finishes
            .iter()
            .all(|f| (30..=50).contains(f) || (71..=100).contains(f))
    );
    assert!(result.finishes.iter().any(|f| *f > 70));
}

#[test]
fn samples_that_run_out_of_stock_are_counted() {
    let (mut model, at) = parallel(&["make", "study"], 10);
    let stock = model.add_stock(Stock {
        key: "s".into(),
        initial: 0,
        initial_expiry: None,
    });
    model.activities[0].produces.push(Production {
        stock,
        amount: 1,
        release_delay: 0,
        shelf_life: Some(20),
    });
    model.activities[1]
        .consumes
        .push(Consumption { stock, amount: 1 });
    model.activities[1].release = Some(30);
    let estimates = vec![estimate(at[0], (0.0, 11.0, 22.0), Shape::Triangular)];
    let uncertainty = Uncertainty {
        estimates,
        ..Uncertainty::default()
    };
    let baseline = Schedule::new(vec![0, 30], vec![10, 40], vec![0, 0]);
    let options = SimulationOptions {
        samples: 1_000,
        policy: Policy::Dispatch,
        ..Default::default()
    };
    let result = simulate(&model, &uncertainty, &baseline, &options).unwrap();
    // Made before 10.5, it has expired by 30.
    near(
        result.failed as f64 / 1_000.0,
        0.5 * (10.5 / 11.0_f64).powi(2),
        0.05,
    );
    assert_eq!(result.finishes.len() as u64, 1_000 - result.failed);
    assert!(matches!(
        result.failure,
        Some(ScheduleError::NoStock { .. })
    ));
}

#[test]
fn deadlines_are_met_in_a_share_of_samples() {
    let (mut model, at) = parallel(&["a"], 1);
    model.activities[0].deadline = Some(1_000);
    let estimates = vec![estimate(at[0], (0.0, 1_000.0, 2_000.0), Shape::Triangular)];
    let uncertainty = Uncertainty {
        estimates,
        ..Uncertainty::default()
    };
    let options = SimulationOptions {
        samples: 10_000,
        milestones: at,
        ..Default::default()
    };
    near(
        run(&model, &uncertainty, &options).milestones[0]
            .on_time
            .unwrap(),
        0.5,
        0.02,
    );
}

/// A network of sixty activities in layers, on two resources, with estimates, risks and a group.
fn larger() -> (Model, Uncertainty) {
    let mut model = Model::default();
    let always = model.add_calendar(Calendar::always());
    let week = model.add_calendar(Calendar::new(&[], 0, &[(0, 50)], 70).unwrap());
    let r: Vec<ResourceIndex> = (0..2)
        .map(|i| model.add_resource(Resource::constant(format!("r{i}"), 3)))
        .collect();
    let mut uncertainty = Uncertainty::default();
    for i in 0..60_usize {
        let work = 10 + (i as i64 * 13) % 37;
        let calendar = if i % 3 == 0 { always } else { week };
        let at = model.add_activity(
            Activity::new(format!("a{i:02}"), calendar, work)
                .demanding(r[i % 2], 1 + u32::from(i % 5 == 0)),
        );
        let w = work as f64;
        let shape = if i % 2 == 0 {
            Shape::Pert
        } else {
            Shape::Triangular
        };
        uncertainty
            .estimates
            .push(estimate(at, (0.7 * w, w, 2.1 * w), shape));
        for back in [4, 7] {
            if i >= back {
                model.links.push(Link::new(
                    format!("{i}-{back}"),
                    ActivityIndex(i - back),
                    at,
                    FinishToStart,
                    (i % 4) as i64,
                ));
            }
        }
        if i % 11 == 5 {
            uncertainty.risks.push(Risk {
                key: format!("r{i}"),
                probability: 0.2,
                delay: Law::Constant(25.0),
                activity: at,
            });
        }
    }
    let members = (0..20).map(ActivityIndex).collect();
    uncertainty.groups.push(Group {
        key: "g".into(),
        members,
        correlation: 0.4,
    });
    (model, uncertainty)
}

#[test]
fn results_do_not_depend_on_threads() {
    let (model, uncertainty) = larger();
    for policy in [Policy::Links, Policy::Dispatch] {
        let options = SimulationOptions {
            samples: 700,
            policy,
            milestones: vec![ActivityIndex(30), ActivityIndex(59)],
            ..Default::default()
        };
        let results: Vec<SimulationResult> = [1, 2, 4]
            .into_iter()
            .map(|threads| {
                let pool = rayon::ThreadPoolBuilder::new()
                    .num_threads(threads)
                    .build()
                    .unwrap();
                pool.install(|| run(&model, &uncertainty, &options))
            })
            .collect();
        assert_eq!(results[0], results[1]);
        assert_eq!(results[0], results[2]);
        assert!(results[0].summary.sd > 0.0);
    }
}

#[test]
fn resources_never_make_it_faster() {
    let (model, uncertainty) = larger();
    let free = run(
        &model,
        &uncertainty,
        &SimulationOptions {
            samples: 200,
            ..Default::default()
        },
    );
    let options = SimulationOptions {
        samples: 200,
        policy: Policy::Dispatch,
        ..Default::default()
    };
    let held = run(&model, &uncertainty, &options);
    assert!(
        free.finishes
            .iter()
            .zip(&held.finishes)
            .all(|(f, h)| f <= h)
    );
    assert!(free.summary.mean < held.summary.mean);
}

/// Draws are addressed by key: another activity, entered first, leaves the luck of the old ones as it was.
#[test]
fn new_work_does_not_change_old_draws() {
    let (model, uncertainty) = larger();
    let mut shifted = Model {
        activities: vec![Activity::new("new", CalendarIndex(0), 5)],
        ..model.clone()
    };
    shifted.activities.extend(model.activities.clone());
    for link in &mut shifted.links {
        link.from.0 += 1;
        link.to.0 += 1;
    }
    let mut moved = uncertainty.clone();
    moved.estimates.iter_mut().for_each(|e| e.activity.0 += 1);
    moved.risks.iter_mut().for_each(|r| r.activity.0 += 1);
    moved
        .groups
        .iter_mut()
        .flat_map(|g| &mut g.members)
        .for_each(|m| m.0 += 1);
    let options = SimulationOptions {
        samples: 300,
        ..Default::default()
    };
    let (before, after) = (
        run(&model, &uncertainty, &options),
        run(&shifted, &moved, &options),
    );
    assert_eq!(before.finishes, after.finishes);
    assert_eq!(before.criticality, after.criticality[1..]);
}

#[test]
fn unusable_uncertainty_is_refused_with_all_problems() {
    let (model, at) = parallel(&["a"], 1);
    let uncertainty = Uncertainty {
        estimates: vec![
            estimate(at[0], (5.0, 3.0, 9.0), Shape::Pert),
            estimate(ActivityIndex(4), (1.0, 2.0, 3.0), Shape::Pert),
        ],
        risks: vec![Risk {
            key: "r".into(),
            probability: 1.5,
            delay: Law::Constant(1.0),
            activity: at[0],
        }],
        groups: vec![Group {
            key: "g".into(),
            members: vec![at[0], at[0]],
            correlation: f64::NAN,
        }],
        ..Uncertainty::default()
    };
    assert_eq!(uncertainty.validate(&model).len(), 5);
    let baseline = generate(&model, &Priority::equal(&model)).unwrap();
    let refused = simulate(
        &model,
        &uncertainty,
        &baseline,
        &SimulationOptions::default(),
    );
    assert!(matches!(refused, Err(ScheduleError::Uncertainty(problems)) if problems.len() == 5));
    let none = SimulationOptions {
        samples: 0,
        ..Default::default()
    };
    assert!(simulate(&model, &Uncertainty::default(), &baseline, &none).is_err());
    let unknown = SimulationOptions {
        target: Some(ActivityIndex(1)),
        ..Default::default()
    };
    assert!(simulate(&model, &Uncertainty::default(), &baseline, &unknown).is_err());
}
