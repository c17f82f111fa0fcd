//! Speed of schedule risk on a made-up network, beside numpy on the same network in the same run.

use concerted_chance::Stream;
use concerted_schedule::{
    Activity, ActivityIndex, Calendar, Estimate, Link, LinkKind, Model, Policy, Priority, Resource,
    Schedule, Shape, SimulationOptions, Uncertainty, dispatch, simulate,
};
use cpu_time::ProcessTime;
use rayon::ThreadPoolBuilder;
use serde_json::json;

use super::{at_least, told};
use crate::python::{self, NUMPY};
use crate::validate::Bar;

const ACTIVITIES: usize = 200;
const LINKS: usize = 390;
const SAMPLES: u64 = 10_000;
/// Runs, of which the fastest counts, on both sides.
const RUNS: usize = 5;

/// Activity-samples per millisecond of one core under two policies, and the ratio to numpy where that is installed.
pub(super) fn measure() -> anyhow::Result<Vec<Bar>> {
    let (model, uncertainty) = network();
    let baseline = dispatch(&model, &Priority::equal(&model))?;
    let pool = ThreadPoolBuilder::new().num_threads(1).build()?;
    let speed = |policy| -> anyhow::Result<(f64, f64)> {
        pool.install(|| speed(&model, &uncertainty, &baseline, policy))
    };
    let (links, mean) = speed(Policy::Links)?;
    let (dispatched, _) = speed(Policy::Dispatch)?;
    let rows = ACTIVITIES * SAMPLES as usize;
    let mut bars = vec![
        at_least(
            "risk, links only, activity-samples per ms of one core",
            rows,
            links,
            ("at least 60000", 60_000.0),
        ),
        at_least(
            "risk, three resources re-dispatched, activity-samples per ms of one core",
            rows,
            dispatched,
            ("at least 8000", 8_000.0),
        ),
    ];
    let mut before: Vec<Vec<usize>> = vec![Vec::new(); ACTIVITIES];
    for link in &model.links {
        before[link.to.0].push(link.from.0);
    }
    let likely = model.activities.iter().map(|own| own.modes[0].work);
    let question = json!({
        "samples": SAMPLES,
        "likely": likely.collect::<Vec<_>>(),
        "before": before,
    });
    if let Some(answer) = python::ask(NUMPY, "schedule/risk.py", "time", &question)? {
        for (name, key) in [
            (
                "risk, links only, ours by numpy's forward pass",
                "activity_samples_per_ms",
            ),
            (
                "risk, links only, ours by numpy with criticality",
                "with_criticality_per_ms",
            ),
        ] {
            let theirs = answer[key].as_f64().unwrap_or(f64::NAN);
            bars.push(told(name, rows, links / theirs));
        }
        let difference = mean / answer["mean_finish"].as_f64().unwrap_or(f64::NAN) - 1.0;
        bars.push(told(
            "risk, mean finish, ours less numpy's, %",
            rows,
            100.0 * difference,
        ));
    }
    Ok(bars)
}

/// Activities with three resources; links go forward by at most twenty places, so that chains are as long as in projects.
fn network() -> (Model, Uncertainty) {
    let mut stream = Stream::new(1, "benchmark", "network", 0);
    let mut model = Model::default();
    let calendar = model.add_calendar(Calendar::always());
    let resources = [0, 1, 2].map(|i| model.add_resource(Resource::constant(format!("r{i}"), 8)));
    let mut uncertainty = Uncertainty::default();
    for i in 0..ACTIVITIES {
        let likely = 20 + stream.below(80) as i64;
        let mut activity = Activity::new(format!("a{i:03}"), calendar, likely);
        for resource in resources {
            activity = activity.demanding(resource, stream.below(4) as u32);
        }
        uncertainty.estimates.push(Estimate {
            activity: model.add_activity(activity),
            mode: 0,
            low: 0.7 * likely as f64,
            likely: likely as f64,
            high: 2.0 * likely as f64,
            shape: Shape::Triangular,
        });
    }
    while model.links.len() < LINKS {
        let to = 1 + stream.below(ACTIVITIES as u64 - 1) as usize;
        let from = to - 1 - stream.below(to.min(20) as u64) as usize;
        let ends = (ActivityIndex(from), ActivityIndex(to));
        if !model.links.iter().any(|link| (link.from, link.to) == ends) {
            let link = Link::new("l", ends.0, ends.1, LinkKind::FinishToStart, 0);
            model.links.push(link);
        }
    }
    (model, uncertainty)
}

/// Activity-samples per millisecond, and the mean finish.
fn speed(
    model: &Model,
    uncertainty: &Uncertainty,
    baseline: &Schedule,
    policy: Policy,
) -> anyhow::Result<(f64, f64)> {
    let options = SimulationOptions {
        samples: SAMPLES,
        policy,
        ..SimulationOptions::default()
    };
    let (mut best, mut mean) = (f64::INFINITY, 0.0);
    for _ in 0..RUNS {
        let clock = ProcessTime::now();
        mean = simulate(model, uncertainty, baseline, &options)?
            .summary
            .mean;
        best = best.min(clock.elapsed().as_secs_f64());
    }
    let count = ACTIVITIES as f64 * SAMPLES as f64;
    Ok((count / best / 1_000.0, mean))
}
