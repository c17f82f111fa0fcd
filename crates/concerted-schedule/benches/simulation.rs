//! Speed of simulation on one core: 200 activities, 390 links, 10,000 samples, a network made up here.
//!
//! The counter is activity-samples; the bars are 60,000 per ms under links and 8,000 per ms where three resources are
//! re-dispatched in each sample.

use concerted_chance::{Law, Stream};
use concerted_schedule::{
    Activity, ActivityIndex, Calendar, Estimate, Group, Link, LinkKind, Model, Policy, Priority,
    Resource, ResourceIndex, Risk, Schedule, Shape, SimulationOptions, Uncertainty, dispatch,
    simulate,
};
use divan::{Bencher, counter::ItemsCount};

const ACTIVITIES: usize = 200;
const LINKS: usize = 390;
const SAMPLES: u64 = 10_000;

fn main() {
    divan::main();
}

struct Case {
    model: Model,
    uncertainty: Uncertainty,
    baseline: Schedule,
}

/// Links go forward by at most twenty places, so that chains are as long as in projects; three resources.
fn case(shape: Shape, calendar: &Calendar) -> Case {
    let mut stream = Stream::new(1, "benchmark", "network", 0);
    let mut model = Model::default();
    let calendar = model.add_calendar(calendar.clone());
    let resources: Vec<ResourceIndex> = (0..3)
        .map(|i| model.add_resource(Resource::constant(format!("r{i}"), 8)))
        .collect();
    let mut uncertainty = Uncertainty::default();
    for i in 0..ACTIVITIES {
        let likely = 20 + stream.below(80) as i64;
        let mut activity = Activity::new(format!("a{i:03}"), calendar, likely);
        for resource in &resources {
            activity = activity.demanding(*resource, stream.below(4) as u32);
        }
        let activity = model.add_activity(activity);
        uncertainty.estimates.push(Estimate {
            activity,
            mode: 0,
            low: 0.7 * likely as f64,
            likely: likely as f64,
            high: 2.0 * likely as f64,
            shape,
        });
    }
    while model.links.len() < LINKS {
        let to = 1 + stream.below(ACTIVITIES as u64 - 1) as usize;
        let from = to - 1 - stream.below(to.min(20) as u64) as usize;
        let (from, to) = (ActivityIndex(from), ActivityIndex(to));
        if !model.links.iter().any(|l| (l.from, l.to) == (from, to)) {
            let link = Link::new("l", from, to, LinkKind::FinishToStart, 0);
            model.links.push(link);
        }
    }
    let baseline = dispatch(&model, &Priority::equal(&model)).expect("demands are below capacity");
    Case {
        model,
        uncertainty,
        baseline,
    }
}

fn run(bencher: Bencher<'_, '_>, case: &Case, policy: Policy) {
    let options = SimulationOptions {
        samples: SAMPLES,
        policy,
        ..SimulationOptions::default()
    };
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(1)
        .build()
        .expect("one thread can be had");
    bencher
        .counter(ItemsCount::new(SAMPLES * ACTIVITIES as u64))
        .bench(|| {
            pool.install(|| simulate(&case.model, &case.uncertainty, &case.baseline, &options))
        });
}

#[divan::bench]
fn links(bencher: Bencher<'_, '_>) {
    run(
        bencher,
        &case(Shape::Triangular, &Calendar::always()),
        Policy::Links,
    );
}

#[divan::bench]
fn links_pert(bencher: Bencher<'_, '_>) {
    run(
        bencher,
        &case(Shape::Pert, &Calendar::always()),
        Policy::Links,
    );
}

#[divan::bench]
fn links_correlated_with_risks(bencher: Bencher<'_, '_>) {
    let mut case = case(Shape::Triangular, &Calendar::always());
    case.uncertainty.groups.push(Group {
        key: "site".into(),
        members: (0..50).map(ActivityIndex).collect(),
        correlation: 0.5,
    });
    for i in 0..20 {
        case.uncertainty.risks.push(Risk {
            key: format!("risk {i}"),
            probability: 0.2,
            delay: Law::Constant(30.0),
            activity: ActivityIndex(10 * i),
        });
    }
    run(bencher, &case, Policy::Links);
}

#[divan::bench]
fn links_working_week(bencher: Bencher<'_, '_>) {
    let week = Calendar::new(&[], 0, &[(0, 50)], 70).expect("five of seven days");
    run(bencher, &case(Shape::Triangular, &week), Policy::Links);
}

#[divan::bench]
fn fixed_sequence(bencher: Bencher<'_, '_>) {
    run(
        bencher,
        &case(Shape::Triangular, &Calendar::always()),
        Policy::FixedSequence,
    );
}

#[divan::bench]
fn dispatch_three_resources(bencher: Bencher<'_, '_>) {
    run(
        bencher,
        &case(Shape::Triangular, &Calendar::always()),
        Policy::Dispatch,
    );
}

#[divan::bench]
fn dispatch_working_week(bencher: Bencher<'_, '_>) {
    let week = Calendar::new(&[], 0, &[(0, 50)], 70).expect("five of seven days");
    run(bencher, &case(Shape::Triangular, &week), Policy::Dispatch);
}
