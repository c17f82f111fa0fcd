//! Schedule risk against closed forms: distributions, merging paths, correlation, events, closures, policies, stopping.

#![expect(
    clippy::unwrap_used,
    reason = "a helper that panics fails the test that called it"
)]

use concerted_chance::{Law, Statement, rank_correlation};
use concerted_schedule::*;

const UNIT: f64 = 1e6;

/// Activities side by side, each with a distribution.
fn side_by_side(laws: &[Statement]) -> (Model, Uncertainty, Vec<ActivityIndex>) {
    let mut model = Model::default();
    let c = model.add_calendar(Calendar::always());
    let mut uncertainty = Uncertainty::default();
    let mut at = Vec::new();
    for (i, statement) in laws.iter().enumerate() {
        let activity = model.add_activity(Activity::new(format!("a{i}"), c, 0));
        uncertainty.laws.push(WorkLaw {
            activity,
            mode: 0,
            law: statement.law().unwrap(),
        });
        at.push(activity);
    }
    (model, uncertainty, at)
}

fn link(model: &mut Model, from: ActivityIndex, to: ActivityIndex) {
    let link = Link::new("l", from, to, LinkKind::FinishToStart, 0);
    model.links.push(link);
}

/// A milestone after all activities.
fn joined(model: &mut Model, at: &[ActivityIndex]) -> ActivityIndex {
    let end = model.add_activity(Activity::new("end", CalendarIndex(0), 0));
    for from in at {
        link(model, *from, end);
    }
    end
}

fn uniform() -> Statement {
    Statement::Uniform {
        low: 0.0,
        high: UNIT,
    }
}

fn options(samples: u64) -> SimulationOptions {
    SimulationOptions {
        samples,
        ..SimulationOptions::default()
    }
}

fn baseline(model: &Model) -> Schedule {
    dispatch(model, &Priority::equal(model)).unwrap()
}

fn run(model: &Model, uncertainty: &Uncertainty, options: &SimulationOptions) -> SimulationResult {
    simulate(model, uncertainty, &baseline(model), options).unwrap()
}

/// Within four standard errors of the mean.
fn mean_is(result: &SimulationResult, expected: f64) {
    let error = result.summary.sd / (result.summary.count as f64).sqrt();
    let found = result.summary.mean;
    assert!(
        (found - expected).abs() <= 4.0 * error + 1.0,
        "{found} is not within {error} of {expected}"
    );
}

fn near(found: f64, expected: f64, error: f64) {
    assert!(
        (found - expected).abs() <= error,
        "{found} is not within {error} of {expected}"
    );
}

/// The maximum of n independent exponentials of mean 1 has the mean 1 + 1/2 + … + 1/n (1.5 for two).
#[test]
fn maxima_of_exponentials_are_harmonic_numbers() {
    let mut harmonic = 1.0;
    for n in 2..=6 {
        harmonic += 1.0 / n as f64;
        let laws = vec![Statement::Exponential { mean: UNIT }; n];
        let (model, uncertainty, _) = side_by_side(&laws);
        let result = run(&model, &uncertainty, &options(20_000));
        mean_is(&result, harmonic * UNIT);
        for share in &result.criticality {
            near(*share, 1.0 / n as f64, 0.015);
        }
    }
}

/// P(X ≤ x) for the sum of n uniforms on [0, 1]: Σₖ (−1)ᵏ C(n, k) (x − k)ⁿ/n! over k ≤ x (Irwin 1927, Hall 1927).
fn irwin_hall(n: i32, x: f64) -> f64 {
    let factorial = |k: i32| (1..=k).map(f64::from).product::<f64>();
    let term = |k: i32| {
        let sign = if k % 2 == 0 { 1.0 } else { -1.0 };
        sign * (x - f64::from(k)).max(0.0).powi(n) / (factorial(k) * factorial(n - k))
    };
    (0..=n).map(term).sum()
}

/// A symmetric triangular is a sum of two uniforms, so three in a chain are a sum of six: mean 3, variance 1/2, and the
/// whole distribution by Kolmogorov and Smirnov (the 0.999 point is 1.95/√n).
#[test]
fn sums_of_triangulars_follow_irwin_and_hall() {
    let law = Statement::Triangular {
        low: 0.0,
        likely: UNIT,
        high: 2.0 * UNIT,
    };
    let (mut model, uncertainty, at) = side_by_side(&vec![law; 3]);
    link(&mut model, at[0], at[1]);
    link(&mut model, at[1], at[2]);
    let samples = 20_000;
    let result = run(&model, &uncertainty, &options(samples));
    mean_is(&result, 3.0 * UNIT);
    near(result.summary.sd / UNIT, 0.5_f64.sqrt(), 0.01);
    let mut finishes = result.finishes.clone();
    finishes.sort_unstable();
    let n = samples as f64;
    for (i, finish) in finishes.iter().enumerate() {
        let exact = irwin_hall(6, *finish as f64 / UNIT);
        near(i as f64 / n, exact, 1.95 / n.sqrt());
    }
}

/// Every form of distribution keeps its mean on the way through the network.
#[test]
fn all_distributions_keep_their_means() {
    let sigma = 4.0_f64.ln() / (2.0 * 1.281_551_565_544_600_4);
    for (statement, mean) in [
        (uniform(), 0.5),
        (
            Statement::Pert {
                low: 0.0,
                likely: 3.0 * UNIT,
                high: 9.0 * UNIT,
            },
            3.5,
        ),
        (
            Statement::ModifiedPert {
                low: 0.0,
                likely: 3.0 * UNIT,
                high: 9.0 * UNIT,
                weight: 1.0,
            },
            4.0,
        ),
        (
            Statement::LogNormal {
                p10: 2.0 * UNIT,
                p90: 8.0 * UNIT,
            },
            4.0 * (sigma * sigma / 2.0).exp(),
        ),
        (
            Statement::Trigen {
                p10: 2.0 * UNIT,
                p50: 4.0 * UNIT,
                p90: 6.0 * UNIT,
            },
            4.0,
        ),
        (
            Statement::Discrete(vec![(UNIT, 3.0), (5.0 * UNIT, 1.0)]),
            2.0,
        ),
        (Statement::Constant(3.0 * UNIT), 3.0),
    ] {
        let (model, uncertainty, _) = side_by_side(&[statement]);
        mean_is(&run(&model, &uncertainty, &options(10_000)), mean * UNIT);
    }
}

/// Rank correlation under one factor is (6/π)·asin(ρ/2), whatever the distributions.
#[test]
fn groups_reproduce_their_rank_correlation() {
    let laws = [uniform(), Statement::Exponential { mean: UNIT }];
    let (model, mut uncertainty, at) = side_by_side(&laws);
    for correlation in [0.3, 0.8] {
        uncertainty.groups = vec![Group {
            key: "site".into(),
            members: at.clone(),
            correlation,
        }];
        let options = SimulationOptions {
            milestones: at.clone(),
            ..options(10_000)
        };
        let result = run(&model, &uncertainty, &options);
        let column = |i: usize| -> Vec<f64> {
            result.milestones[i]
                .finishes
                .iter()
                .map(|t| *t as f64)
                .collect()
        };
        let found = rank_correlation(&column(0), &column(1)).unwrap();
        near(
            found,
            6.0 / std::f64::consts::PI * (correlation / 2.0_f64).asin(),
            0.03,
        );
    }
}

/// Two independent uniforms: the later has the mean 2/3 where each has 1/2, and each is critical half of the time.
#[test]
fn merging_paths_are_late_by_a_sixth() {
    let (mut model, uncertainty, at) = side_by_side(&[uniform(), uniform()]);
    let end = joined(&mut model, &at);
    let options = SimulationOptions {
        target: Some(end),
        milestones: vec![end],
        ..options(20_000)
    };
    let result = run(&model, &uncertainty, &options);
    let merge = result.milestones[0].merge;
    near(merge.against_longest_path() / UNIT, 1.0 / 6.0, 0.01);
    near(merge.mean / UNIT, 2.0 / 3.0, 0.01);
    assert_eq!(merge.planned, Some(0));
    near(merge.against_plan().unwrap(), merge.mean, 1e-6);
    near(result.mean_finishes[end.0], result.summary.mean, 1e-3);
    near(result.criticality[0], 0.5, 0.015);
    near(result.criticality[1], 0.5, 0.015);
    // Errors of quantiles of F(x) = x²: √(p(1 − p)/n) over the density 2√p.
    let exact = (0.8 * 0.2 / 20_000_f64).sqrt() / (2.0 * 0.8_f64.sqrt());
    near(result.errors.p80 / UNIT / exact, 1.0, 0.25);
    assert_eq!(result.errors, result.milestones[0].errors);
}

#[test]
fn joint_probabilities_multiply_unless_one_factor_decides() {
    let (model, mut uncertainty, at) = side_by_side(&[uniform(), uniform()]);
    let options = SimulationOptions {
        milestones: at.clone(),
        ..options(10_000)
    };
    let half = UNIT as Tick / 2;
    let deadlines = [(at[0], half), (at[1], half)];
    let (share, error) = run(&model, &uncertainty, &options)
        .joint_probability(&deadlines)
        .unwrap();
    near(share, 0.25, 0.02);
    near(error, (0.25 * 0.75 / 10_000_f64).sqrt(), 1e-4);
    uncertainty.groups = vec![Group {
        key: "g".into(),
        members: at,
        correlation: 1.0,
    }];
    let result = run(&model, &uncertainty, &options);
    near(result.joint_probability(&deadlines).unwrap().0, 0.5, 0.02);
    assert_eq!(result.joint_probability(&[(ActivityIndex(9), 0)]), None);
}

fn event(probability: f64, activity: ActivityIndex, impact: Impact) -> RiskEvent {
    let effects = vec![Effect { activity, impact }];
    RiskEvent {
        key: "event".into(),
        before: Occurrence {
            probability,
            effects,
        },
        mitigation: None,
    }
}

/// Rework with probability p repeats p/(1 − p) times in the mean; a factor f adds p(f − 1); both in one go multiply first.
#[test]
fn rework_and_factors_have_their_means() {
    let (mut model, uncertainty, at) = side_by_side(&[uniform()]);
    model.activities[0].modes[0].work = 1_000;
    let constant = Law::Constant;
    let repeats = |most| Impact::Repeats {
        share: constant(0.5),
        most,
    };
    for (impact, mean) in [
        (repeats(60), 1_000.0 + 500.0 * 0.6 / 0.4),
        (repeats(1), 1_300.0),
        (Impact::Multiplies(constant(3.0)), 2_200.0),
        (Impact::Adds(constant(100.0)), 1_060.0),
    ] {
        let uncertainty = Uncertainty {
            laws: Vec::new(),
            events: vec![event(0.6, at[0], impact)],
            ..uncertainty.clone()
        };
        mean_is(&run(&model, &uncertainty, &options(20_000)), mean);
    }
    let mut all = event(1.0, at[0], Impact::Adds(constant(100.0)));
    for impact in [repeats(2), Impact::Multiplies(constant(3.0))] {
        all.before.effects.push(Effect {
            activity: at[0],
            impact,
        });
    }
    let uncertainty = Uncertainty {
        events: vec![all],
        ..Uncertainty::default()
    };
    // 1,000·3 + 2·1,500 + 100.
    let result = run(&model, &uncertainty, &options(20));
    assert!(result.finishes.iter().all(|t| *t == 6_100));
}

/// The same draws before and after: where the mitigated event still happens, the sample is as it was.
#[test]
fn mitigation_keeps_the_draws() {
    let (model, mut uncertainty, at) = side_by_side(&[uniform()]);
    let adds = || Impact::Adds(Law::Constant(UNIT));
    let mut stated = event(0.5, at[0], adds());
    stated.mitigation = Some(Mitigation {
        after: event(0.2, at[0], adds()).before,
        costs: true,
    });
    uncertainty.events.push(stated);
    let options = options(10_000);
    let before = run(&model, &uncertainty, &options);
    let after = run(
        &model,
        &uncertainty,
        &SimulationOptions {
            mitigated: true,
            ..options.clone()
        },
    );
    let gains = mitigation_gains(&model, &uncertainty, &baseline(&model), &options).unwrap();
    let mut helped = 0;
    for (a, b) in before.finishes.iter().zip(&after.finishes) {
        assert!(a - b == 0 || a - b == UNIT as Tick);
        helped += u64::from(a > b);
    }
    near(helped as f64 / 10_000.0, 0.3, 0.02);
    let gain = &gains[0];
    assert!(gain.costs && gain.key == "event");
    near(gain.difference.earlier, helped as f64 / 10_000.0, 1e-12);
    near(gain.difference.mean, -UNIT * helped as f64 / 10_000.0, 1e-3);
    let (low, high) = gain.difference.interval;
    assert!(low < gain.difference.mean && gain.difference.mean < high);
    near(
        high - low,
        2.0 * 1.96 * UNIT * (0.3 * 0.7 / 10_000_f64).sqrt(),
        0.001 * UNIT,
    );
}

/// Work of 100 ticks that meets closures of 30 in two seasons: 0, 30 or 60 more, by the binomial law.
#[test]
fn closures_push_work_out() {
    let (mut model, _, at) = side_by_side(&[uniform()]);
    model.activities[0].modes[0].work = 1_000;
    let closure = Closure {
        key: "inspection".into(),
        calendar: CalendarIndex(0),
        probability: 0.4,
        mitigation: Some(ClosureMitigation {
            probability: 0.0,
            costs: false,
        }),
        season: Season {
            start: 100,
            length: 50,
            period: 300,
            count: 2,
        },
        length: Law::Constant(30.0),
    };
    let uncertainty = Uncertainty {
        closures: vec![closure],
        ..Uncertainty::default()
    };
    let options = SimulationOptions {
        milestones: at,
        ..options(10_000)
    };
    let result = run(&model, &uncertainty, &options);
    for (finish, share) in [(1_000, 0.36), (1_030, 0.48), (1_060, 0.16)] {
        let found = result.finishes.iter().filter(|t| **t == finish).count();
        near(found as f64 / 10_000.0, share, 0.02);
    }
    assert_eq!(result.influences.len(), 1);
    let gains = mitigation_gains(&model, &uncertainty, &baseline(&model), &options).unwrap();
    near(gains[0].difference.mean, -24.0, 1.0);
    let bars = tornado(&model, &uncertainty, &baseline(&model), &options).unwrap();
    near(bars[0].swing(), 60.0, 1e-9);
}

/// Held at its 10 % and 90 % quantiles, a uniform link of a chain moves the finish by 0.8 in every sample.
#[test]
fn tornado_of_a_chain_is_exact() {
    let wide = Statement::Uniform {
        low: 0.0,
        high: 3.0 * UNIT,
    };
    let (mut model, mut uncertainty, at) = side_by_side(&[uniform(), wide]);
    link(&mut model, at[0], at[1]);
    uncertainty
        .events
        .push(event(0.3, at[0], Impact::Adds(Law::Constant(7.0))));
    let options = options(1_000);
    let bars = tornado(&model, &uncertainty, &baseline(&model), &options).unwrap();
    let swings: Vec<f64> = bars.iter().map(TornadoBar::swing).collect();
    for (swing, exact) in swings.iter().zip([2.4 * UNIT, 0.8 * UNIT, 7.0]) {
        near(*swing, exact, 1.0);
    }
    assert_eq!(bars[2].source, Source::Risk("event".into()));
    let found = sensitivities(&model, &uncertainty, &baseline(&model), &options).unwrap();
    assert!(found.iter().all(|s| (s.criticality - 1.0).abs() < 1e-12));
    // σ of the parts over σ of the sum: 1/√10 and 3/√10; rank correlation near those.
    near(found[0].sensitivity.unwrap(), 0.1_f64.sqrt(), 0.02);
    near(found[1].sensitivity.unwrap(), 0.9_f64.sqrt(), 0.02);
    assert!(found[1].cruciality.unwrap() > 0.9 && found[0].cruciality.unwrap() < 0.5);
}

/// Two feeders of one vessel: the plan has a before b. Dispatch takes whoever is ready, the fixed sequence waits.
fn vessel() -> (Model, Uncertainty) {
    let (mut model, uncertainty, at) = side_by_side(&[uniform(), uniform()]);
    let vessel = model.add_resource(Resource::constant("vessel", 1));
    for (i, from) in at.iter().enumerate() {
        let make = Activity::new(format!("make{i}"), CalendarIndex(0), 500_000);
        let make = model.add_activity(make.demanding(vessel, 1));
        link(&mut model, *from, make);
    }
    (model, uncertainty)
}

#[test]
fn policies_are_ordered_in_every_sample() {
    let (model, uncertainty) = vessel();
    let baseline = baseline(&model);
    let options = SimulationOptions {
        milestones: vec![ActivityIndex(2)],
        ..options(4_000)
    };
    let compare = |first, second| {
        let both = (first, second);
        compare_policies(&model, &uncertainty, &baseline, &options, both).unwrap()
    };
    let waiting = compare(Policy::Links, Policy::Dispatch);
    assert!(waiting.differences[0].earlier == 0.0 && waiting.differences[0].later > 0.5);
    let fixed = compare(Policy::Dispatch, Policy::FixedSequence);
    let target = &fixed.differences[0];
    assert_eq!((target.activity, target.pairs), (None, 4_000));
    assert!(target.earlier == 0.0 && target.later > 0.3 && target.interval.0 > 0.0);
    near(
        target.mean,
        fixed.second.summary.mean - fixed.first.summary.mean,
        1e-3,
    );
    near(
        target.p80,
        fixed.second.summary.p80 - fixed.first.summary.p80,
        1e-6,
    );
    assert_eq!(fixed.differences[1].activity, Some(ActivityIndex(2)));
    // The first of the sequence never waits for the second, so its finish is its feeder's plus its own work.
    near(fixed.second.milestones[0].summary.mean / UNIT, 1.0, 0.02);
}

/// The same bytes at 1, 2 and 4 threads, under every policy, with everything that can be uncertain, stopping early.
#[test]
fn threads_do_not_matter() {
    let (model, mut uncertainty) = vessel();
    let rework = Impact::Repeats {
        share: Law::Constant(0.3),
        most: 4,
    };
    uncertainty
        .events
        .push(event(0.3, ActivityIndex(2), rework));
    uncertainty.closures.push(Closure {
        key: "winter".into(),
        calendar: CalendarIndex(0),
        probability: 0.2,
        mitigation: None,
        season: Season {
            start: 0,
            length: 900_000,
            period: 1_000_000,
            count: 2,
        },
        length: Law::Constant(100_000.0),
    });
    let group = Group {
        key: "g".into(),
        members: vec![ActivityIndex(0), ActivityIndex(1)],
        correlation: 0.4,
    };
    uncertainty.groups.push(group);
    let baseline = baseline(&model);
    for policy in [Policy::Links, Policy::Dispatch, Policy::FixedSequence] {
        let options = SimulationOptions {
            policy,
            milestones: vec![ActivityIndex(3)],
            convergence: Some(Convergence {
                tolerance: 25_000,
                block: 700,
            }),
            ..options(9_001)
        };
        let at = |threads| {
            let pool = rayon::ThreadPoolBuilder::new()
                .num_threads(threads)
                .build()
                .unwrap();
            pool.install(|| simulate(&model, &uncertainty, &baseline, &options).unwrap())
        };
        let one = at(1);
        assert_eq!(one, at(2));
        assert_eq!(one, at(4));
        assert!(
            one.samples < 9_001 && one.samples % 704 == 0,
            "{}",
            one.samples
        );
        assert_eq!(one.converged, Some(true));
    }
}

/// A stop leaves what the same number of samples gives, and says when the tolerance was not reached.
#[test]
fn stopping_takes_the_first_samples() {
    let (model, uncertainty) = vessel();
    let stop = |tolerance| SimulationOptions {
        convergence: Some(Convergence {
            tolerance,
            block: 160,
        }),
        ..options(3_200)
    };
    let stopped = run(&model, &uncertainty, &stop(60_000));
    assert!(stopped.samples < 3_200);
    let plain = run(&model, &uncertainty, &options(stopped.samples));
    assert_eq!(stopped.finishes, plain.finishes);
    assert_eq!(stopped.influences, plain.influences);
    let never = run(&model, &uncertainty, &stop(1));
    assert_eq!((never.samples, never.converged), (3_200, Some(false)));
}

#[test]
fn every_problem_of_events_closures_and_laws_is_named() {
    let (model, mut uncertainty, at) = side_by_side(&[uniform()]);
    let law = Statement::Uniform {
        low: -5.0,
        high: 1.0,
    }
    .law()
    .unwrap();
    uncertainty.laws.push(WorkLaw {
        activity: at[0],
        mode: 3,
        law,
    });
    let nowhere = event(
        1.5,
        ActivityIndex(7),
        Impact::Multiplies(Law::Constant(1e9)),
    );
    uncertainty.events = vec![nowhere.clone(), nowhere];
    uncertainty.closures.push(Closure {
        key: "event".into(),
        calendar: CalendarIndex(4),
        probability: f64::NAN,
        mitigation: Some(ClosureMitigation {
            probability: -1.0,
            costs: false,
        }),
        season: Season {
            start: -1,
            length: 0,
            period: 0,
            count: 0,
        },
        length: Law::Constant(f64::INFINITY),
    });
    // Law: mode, mean below 0. Each event: share, activity, impact; the second its key. Closure: key, two shares,
    // calendar, length, season.
    assert_eq!(uncertainty.validate(&model).len(), 2 + 3 + 4 + 6);
}
