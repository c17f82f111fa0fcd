//! The same instances by OR-Tools CP-SAT, in the same run.

use concerted_schedule::Model;
use serde_json::{Value, json};

use super::{Effort, Instance, Run, at_least, mean, told};
use crate::python::{self, OR_TOOLS};
use crate::validate::Bar;

/// Solves the first instances of a sample by CP-SAT with one and two workers; nothing where it is not installed.
pub(super) fn compare(
    sample: &[&Instance],
    runs: &[Run],
    effort: &Effort,
) -> anyhow::Result<Vec<Bar>> {
    let count = effort.peers.min(sample.len());
    if count == 0 {
        return Ok(Vec::new());
    }
    let ours = 100.0 * mean(runs.iter().take(count).filter_map(Run::deviation));
    let names = [
        (
            "J120, CP-SAT with one worker, mean deviation, %",
            "J120, CP-SAT with one worker less ours, %",
        ),
        (
            "J120, CP-SAT with two workers, mean deviation, %",
            "J120, CP-SAT with two workers less ours, %",
        ),
    ];
    let mut bars = Vec::new();
    for (workers, (name, difference)) in names.into_iter().enumerate() {
        let question = json!({
            "seconds": effort.seconds,
            "workers": workers + 1,
            "seed": 1,
            "instances": sample[..count].iter().map(|own| instance(&own.model)).collect::<Vec<_>>(),
        });
        let Some(answer) = python::ask(OR_TOOLS, "schedule/cp_sat.py", "solve", &question)? else {
            return Ok(bars);
        };
        let answers = answer.as_array().cloned().unwrap_or_default();
        let deviations = answers.iter().zip(runs).filter_map(|(answer, run)| {
            let best = run.known.upper? as f64;
            let found = answer["makespan"].as_f64();
            Some(found.map_or(1.0, |found| (found - best) / best))
        });
        let theirs = 100.0 * mean(deviations);
        bars.push(told(name, count, theirs));
        bars.push(at_least(
            difference,
            count,
            theirs - ours,
            ("above 0", f64::MIN_POSITIVE),
        ));
    }
    Ok(bars)
}

/// A model of plain finish-to-start links as numbers.
fn instance(model: &Model) -> Value {
    let demands = |activity: &concerted_schedule::Activity| -> Vec<u32> {
        let mut units = vec![0; model.resources.len()];
        for demand in &activity.modes[0].demands {
            units[demand.resource.0] += demand.units;
        }
        units
    };
    let work = |activity: usize| model.activities[activity].modes[0].work;
    json!({
        "durations": (0..model.activities.len()).map(work).collect::<Vec<_>>(),
        "links": model.links.iter().map(|link| (link.from.0, link.to.0, work(link.from.0) + link.lag)).collect::<Vec<_>>(),
        "demands": model.activities.iter().map(demands).collect::<Vec<_>>(),
        "capacities": model.resources.iter().map(|resource| resource.capacity).collect::<Vec<_>>(),
    })
}
