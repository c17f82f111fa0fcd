//! Speed of schedule generation and of the search, on generated projects (`cargo bench -p concerted-schedule`).
//!
//! The projects are made in the manner of ProGen (Kolisch, Sprecher and Drexl 1995): durations of 1 to 10, up to three
//! successors close by, four resources of which each activity demands some, capacities between the largest demand and
//! the peak of the early schedule.

use concerted_chance::Stream;
use concerted_schedule::{
    Activity, ActivityIndex, Calendar, Link, LinkKind, Model, Options, Resource, Rule, dispatch,
    generate, solve,
};

fn main() {
    divan::main();
}

/// A project of so many activities.
fn project(activities: usize) -> Model {
    let mut stream = Stream::new(1, "generated project", "", activities as u64);
    let mut model = Model::default();
    let calendar = model.add_calendar(Calendar::always());
    let resources: Vec<_> = (0..4)
        .map(|r| model.add_resource(Resource::constant(format!("resource {r}"), 14)))
        .collect();
    for number in 0..activities {
        let work = 1 + stream.below(10) as i64;
        let mut activity = Activity::new(format!("activity {number:04}"), calendar, work);
        for resource in &resources {
            if stream.below(2) == 0 {
                activity = activity.demanding(*resource, 1 + stream.below(10) as u32);
            }
        }
        model.add_activity(activity);
    }
    for from in 0..activities {
        for _ in 0..=stream.below(2) {
            let to = from + 1 + stream.below(activities as u64 / 6) as usize;
            if to < activities {
                let (from, to) = (ActivityIndex(from), ActivityIndex(to));
                let key = format!("link {}", model.links.len());
                model
                    .links
                    .push(Link::new(key, from, to, LinkKind::FinishToStart, 0));
            }
        }
    }
    model
}

/// One schedule by the general generator.
#[divan::bench(args = [30, 120, 300])]
fn general_serial(bencher: divan::Bencher<'_, '_>, activities: usize) {
    let model = project(activities);
    let priority = Rule::LateFinish
        .apply(&model)
        .expect("the project is valid");
    bencher.bench(|| generate(&model, &priority));
}

/// One schedule by the general generator, parallel scheme.
#[divan::bench(args = [30, 120, 300])]
fn general_parallel(bencher: divan::Bencher<'_, '_>, activities: usize) {
    let model = project(activities);
    let priority = Rule::LateFinish
        .apply(&model)
        .expect("the project is valid");
    bencher.bench(|| dispatch(&model, &priority));
}

/// 5,000 schedules of the genetic search.
#[divan::bench(args = [30, 120, 300], sample_count = 10)]
fn genetic_search(bencher: divan::Bencher<'_, '_>, activities: usize) {
    let model = project(activities);
    let options = Options {
        schedules: 5_000,
        ..Options::default()
    };
    bencher.bench(|| solve(&model, &options, &|| false, &mut |_| {}));
}
