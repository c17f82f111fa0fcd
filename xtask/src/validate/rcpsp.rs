//! The schedule engine on the public instances of resource-constrained project scheduling.
//!
//! Deviations are from the best known value, (found − best)/best; an instance without a schedule counts as wholly wrong
//! (100 %). Every schedule passes the independent checker, else it counts as none.

mod peer;
mod risk;

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::Context;
use concerted_exchange::{read, to_model};
use concerted_schedule::{Model, Options, Outcome, Status, check, solve};
use cpu_time::ProcessTime;
use rayon::ThreadPoolBuilder;

use super::{Bar, REPORTED, rows};
use crate::shell;

/// What to measure.
#[derive(Debug, Clone, PartialEq, clap::Args)]
pub(crate) struct Effort {
    /// Sets of instances to solve, such as j30,ubo20, and `risk` for the speed of simulation; all without it
    #[arg(long, value_delimiter = ',')]
    sets: Vec<String>,
    /// CPU seconds for each instance
    #[arg(long, default_value_t = 10.0)]
    seconds: f64,
    /// Every so many instances of J120 are solved on time; 5 gives 96 of 480
    #[arg(long, default_value_t = 5)]
    every: usize,
    /// Instances of J120 that CP-SAT solves as well, with one and with two workers; 0 leaves it out
    #[arg(long, default_value_t = 96)]
    peers: usize,
}

/// One instance with its best known values.
struct Instance {
    name: String,
    model: Model,
    best: Known,
}

/// What is known of an instance.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
struct Known {
    critical_path: Option<i64>,
    upper: Option<i64>,
    infeasible: bool,
}

/// What our engine did with it.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Run {
    makespan: Option<i64>,
    lower: i64,
    status: Status,
    cpu: f64,
    known: Known,
}

impl Run {
    fn deviation(&self) -> Option<f64> {
        let best = self.known.upper? as f64;
        Some(
            self.makespan
                .map_or(1.0, |found| (found as f64 - best) / best),
        )
    }

    fn over_critical_path(&self) -> Option<f64> {
        let path = self.known.critical_path? as f64;
        Some(
            self.makespan
                .map_or(1.0, |found| (found as f64 - path) / path),
        )
    }

    fn is_settled(&self) -> bool {
        matches!(self.status, Status::Optimal | Status::Infeasible)
    }
}

/// Measures every set asked for that is there; says which are not.
pub(crate) fn measure(data: &Path, effort: &Effort) -> anyhow::Result<(Vec<Bar>, usize)> {
    let folder = data.join("rcpsp");
    let mut bars = Vec::new();
    let mut skipped = 0;
    for set in SETS {
        if !effort.sets.is_empty() && !effort.sets.iter().any(|own| own == set.name) {
            continue;
        }
        let place = folder.join(set.folder);
        if place.is_dir() {
            let instances = instances(&place, &folder.join(set.known))?;
            bars.extend((set.measure)(&instances, effort)?);
        } else {
            skipped += 1;
            shell::say(&format!("skipped: `rcpsp/{}` is not there", set.folder));
        }
    }
    // Needs no data: the network is made up.
    if effort.sets.is_empty() || effort.sets.iter().any(|own| own == "risk") {
        bars.extend(risk::measure()?);
    }
    Ok((bars, skipped))
}

struct Set {
    name: &'static str,
    folder: &'static str,
    known: &'static str,
    measure: fn(&[Instance], &Effort) -> anyhow::Result<Vec<Bar>>,
}

const SETS: &[Set] = &[
    Set {
        name: "j30",
        folder: "j30",
        known: "best_known.csv",
        measure: j30,
    },
    Set {
        name: "j60",
        folder: "j60",
        known: "best_known.csv",
        measure: j60,
    },
    Set {
        name: "j120",
        folder: "j120",
        known: "best_known.csv",
        measure: j120,
    },
    Set {
        name: "j120-search",
        folder: "j120",
        known: "best_known.csv",
        measure: j120_search,
    },
    Set {
        name: "ubo20",
        folder: "max_ubo20",
        known: "best_known_max_ubo20.csv",
        measure: ubo20,
    },
    Set {
        name: "ubo50",
        folder: "max_ubo50",
        known: "best_known_max_ubo50.csv",
        measure: ubo50,
    },
    Set {
        name: "mmlib50",
        folder: "mmlib50",
        known: "best_known_mmlib50.csv",
        measure: mmlib50,
    },
];

fn instances(folder: &Path, known: &Path) -> anyhow::Result<Vec<Instance>> {
    let mut best = BTreeMap::new();
    for row in rows(known)? {
        let number = |key: &str| row.get(key).and_then(|text| text.parse::<i64>().ok());
        let name = row.get("instance").cloned().unwrap_or_default();
        let stem = name.split('.').next().unwrap_or(&name).to_owned();
        best.insert(
            stem,
            Known {
                critical_path: number("cpm_lb"),
                upper: number("best_ub"),
                infeasible: row
                    .get("status")
                    .is_some_and(|status| status == "infeasible"),
            },
        );
    }
    let mut paths: Vec<_> = std::fs::read_dir(folder)
        .with_context(|| format!("`{}` cannot be read", folder.display()))?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<Result<_, _>>()?;
    paths.sort();
    paths
        .iter()
        .map(|path| {
            let name = path
                .file_stem()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned();
            let file = path
                .file_name()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned();
            let bytes = std::fs::read(path)
                .with_context(|| format!("`{}` cannot be read", path.display()))?;
            let found = read(&bytes, &file)
                .map_err(|rejected| anyhow::anyhow!("`{}`: {rejected}", path.display()))?;
            let known = best.get(&name).copied();
            Ok(Instance {
                model: to_model(&found.project).0,
                best: known.with_context(|| format!("`{name}` has no best known value"))?,
                name,
            })
        })
        .collect()
}

/// Solves within CPU seconds or counts, on one thread.
fn run(instance: &Instance, options: Options, seconds: f64) -> anyhow::Result<Run> {
    let clock = ProcessTime::now();
    let spent = || clock.elapsed().as_secs_f64();
    let outcome: Outcome = solve(
        &instance.model,
        &options,
        &|| spent() >= seconds,
        &mut |_| {},
    )
    .with_context(|| instance.name.clone())?;
    let sound = outcome.schedule.as_ref().filter(|schedule| {
        check(&instance.model, schedule)
            .iter()
            .all(concerted_schedule::Violation::is_soft)
    });
    Ok(Run {
        makespan: sound.map(concerted_schedule::Schedule::makespan),
        lower: outcome.lower_bound,
        status: outcome.status,
        cpu: spent(),
        known: instance.best,
    })
}

fn on_time(seed: u64) -> Options {
    Options {
        schedules: u64::MAX,
        conflicts: u64::MAX,
        seed,
    }
}

fn searching(schedules: u64) -> Options {
    Options {
        schedules,
        conflicts: 0,
        seed: 1,
    }
}

/// Runs one after the other on one thread, telling of progress.
fn all<'i>(
    set: &str,
    instances: impl Iterator<Item = &'i Instance>,
    (options, seconds): (Options, f64),
) -> anyhow::Result<Vec<Run>> {
    let pool = ThreadPoolBuilder::new().num_threads(1).build()?;
    let mut runs = Vec::new();
    for instance in instances {
        runs.push(pool.install(|| run(instance, options, seconds))?);
        if runs.len() % 32 == 0 {
            let settled = runs.iter().filter(|run| run.is_settled()).count();
            shell::say(&format!("{set}: {} solved, {settled} settled", runs.len()));
        }
    }
    wrong_answers(set, &runs);
    Ok(runs)
}

/// An answer that contradicts what is known would make every other figure worthless.
fn wrong_answers(set: &str, runs: &[Run]) {
    for run in runs {
        let (found, best) = (run.makespan, run.known.upper);
        let proven_too_high = run.status == Status::Optimal && found > best && best.is_some();
        let bound_too_high = best.is_some_and(|best| run.lower > best);
        if proven_too_high || bound_too_high || (run.known.infeasible && found.is_some()) {
            shell::say(&format!("{set}: contradicts the literature: {run:?}"));
        }
    }
}

fn mean(values: impl Iterator<Item = f64>) -> f64 {
    let values: Vec<f64> = values.collect();
    values.iter().sum::<f64>() / values.len().max(1) as f64
}

fn median(values: impl Iterator<Item = f64>) -> f64 {
    let mut values: Vec<f64> = values.collect();
    concerted_chance::sort(&mut values);
    concerted_chance::quantile(&values, 0.5).unwrap_or(f64::NAN)
}

/// A bar on a figure that must not exceed a limit.
fn at_most(
    name: &'static str,
    rows: usize,
    measured: f64,
    (wanted, most): (&'static str, f64),
) -> Bar {
    Bar {
        name,
        rows,
        measured,
        wanted,
        met: measured <= most,
    }
}

fn at_least(
    name: &'static str,
    rows: usize,
    measured: f64,
    (wanted, least): (&'static str, f64),
) -> Bar {
    Bar {
        name,
        rows,
        measured,
        wanted,
        met: measured >= least,
    }
}

fn told(name: &'static str, rows: usize, measured: f64) -> Bar {
    Bar {
        name,
        rows,
        measured,
        wanted: REPORTED,
        met: true,
    }
}

fn percent_deviation(runs: &[Run]) -> f64 {
    100.0 * mean(runs.iter().filter_map(Run::deviation))
}

fn settled(runs: &[Run]) -> f64 {
    mean(runs.iter().map(|run| f64::from(u8::from(run.is_settled()))))
}

fn j30(instances: &[Instance], effort: &Effort) -> anyhow::Result<Vec<Bar>> {
    let runs = all("j30", instances.iter(), (on_time(1), effort.seconds))?;
    let searched = all(
        "j30 search",
        instances.iter(),
        (searching(5_000), f64::INFINITY),
    )?;
    let rows = runs.len();
    Ok(vec![
        at_least("J30, share proven", rows, settled(&runs), ("1", 1.0)),
        at_most(
            "J30, mean CPU seconds",
            rows,
            mean(runs.iter().map(|run| run.cpu)),
            ("at most 0.05", 0.05),
        ),
        told(
            "J30, most CPU seconds",
            rows,
            runs.iter().map(|run| run.cpu).fold(0.0, f64::max),
        ),
        at_most(
            "J30, mean deviation, %",
            rows,
            percent_deviation(&runs),
            ("0", 0.0),
        ),
        at_most(
            "J30, search alone, 5,000 schedules, mean deviation, %",
            rows,
            percent_deviation(&searched),
            ("at most 0.05", 0.05),
        ),
    ])
}

fn j60(instances: &[Instance], effort: &Effort) -> anyhow::Result<Vec<Bar>> {
    let runs = all("j60", instances.iter(), (on_time(1), effort.seconds))?;
    let rows = runs.len();
    Ok(vec![
        at_most(
            "J60, mean deviation, %",
            rows,
            percent_deviation(&runs),
            ("at most 0.15", 0.15),
        ),
        at_least(
            "J60, share proven",
            rows,
            settled(&runs),
            ("at least 0.86", 0.86),
        ),
        told(
            "J60, mean CPU seconds",
            rows,
            mean(runs.iter().map(|run| run.cpu)),
        ),
    ])
}

fn j120(instances: &[Instance], effort: &Effort) -> anyhow::Result<Vec<Bar>> {
    let sample: Vec<&Instance> = instances.iter().step_by(effort.every.max(1)).collect();
    let runs = all("j120", sample.iter().copied(), (on_time(1), effort.seconds))?;
    let rows = runs.len();
    let mut bars = vec![
        at_most(
            "J120, mean deviation, %",
            rows,
            percent_deviation(&runs),
            ("at most 1.4", 1.4),
        ),
        told("J120, share proven", rows, settled(&runs)),
        told(
            "J120, mean over the critical path, %",
            rows,
            100.0 * mean(runs.iter().filter_map(Run::over_critical_path)),
        ),
    ];
    bars.extend(peer::compare(&sample, &runs, effort)?);
    Ok(bars)
}

fn j120_search(instances: &[Instance], _: &Effort) -> anyhow::Result<Vec<Bar>> {
    let few = all(
        "j120 search",
        instances.iter(),
        (searching(5_000), f64::INFINITY),
    )?;
    let sample = instances.iter().step_by(10);
    let many = all("j120 speed", sample, (searching(50_000), f64::INFINITY))?;
    Ok(vec![
        at_most(
            "J120, search alone, 5,000 schedules, mean over the critical path, %",
            few.len(),
            100.0 * mean(few.iter().filter_map(Run::over_critical_path)),
            ("at most 32.5", 32.5),
        ),
        told(
            "J120, search alone, 5,000 schedules, mean deviation, %",
            few.len(),
            percent_deviation(&few),
        ),
        at_most(
            "J120, search alone, 50,000 schedules, median CPU seconds",
            many.len(),
            median(many.iter().map(|run| run.cpu)),
            ("at most 1", 1.0),
        ),
        told(
            "J120, search alone, 50,000 schedules, mean deviation, %",
            many.len(),
            percent_deviation(&many),
        ),
    ])
}

/// Feasibility, proofs and deviation of a set in which not every instance has a schedule.
fn with_feasibility(
    names: [&'static str; 5],
    instances: &[Instance],
    effort: &Effort,
) -> anyhow::Result<Vec<Bar>> {
    let runs = all(names[0], instances.iter(), (on_time(1), effort.seconds))?;
    let feasible: Vec<Run> = runs
        .iter()
        .filter(|run| run.known.upper.is_some())
        .copied()
        .collect();
    let without: Vec<&Run> = runs.iter().filter(|run| run.known.infeasible).collect();
    let found = feasible.iter().filter(|run| run.makespan.is_some()).count();
    let recognized = without
        .iter()
        .filter(|run| run.status == Status::Infeasible)
        .count();
    let share = |part: usize, whole: usize| part as f64 / whole.max(1) as f64;
    let mut bars = vec![at_least(
        names[1],
        feasible.len(),
        share(found, feasible.len()),
        ("1", 1.0),
    )];
    if !without.is_empty() {
        let measured = share(recognized, without.len());
        bars.push(at_least(names[2], without.len(), measured, ("1", 1.0)));
    }
    bars.push(told(names[3], runs.len(), settled(&runs)));
    bars.push(told(names[4], feasible.len(), percent_deviation(&feasible)));
    Ok(bars)
}

fn ubo20(instances: &[Instance], effort: &Effort) -> anyhow::Result<Vec<Bar>> {
    let names = [
        "ubo20",
        "UBO20, share with a schedule where one exists",
        "UBO20, share of infeasible ones recognized",
        "UBO20, share settled",
        "UBO20, mean deviation, %",
    ];
    with_feasibility(names, instances, effort)
}

fn ubo50(instances: &[Instance], effort: &Effort) -> anyhow::Result<Vec<Bar>> {
    let names = [
        "ubo50",
        "UBO50, share with a schedule where one exists",
        "UBO50, share of infeasible ones recognized",
        "UBO50, share settled",
        "UBO50, mean deviation, %",
    ];
    with_feasibility(names, instances, effort)
}

fn mmlib50(instances: &[Instance], effort: &Effort) -> anyhow::Result<Vec<Bar>> {
    let names = [
        "mmlib50",
        "MMLIB50, share with a schedule where one exists",
        "MMLIB50, share of infeasible ones recognized",
        "MMLIB50, share settled",
        "MMLIB50, mean deviation, %",
    ];
    with_feasibility(names, instances, effort)
}
