//! `concerted schedule risk`: when a schedule will really be done.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context;
use concerted_schedule::{
    Convergence, Options, Policy, PolicyComparison, SimulationOptions, SimulationResult, Source,
    compare_policies, simulate, solve,
};
use serde_json::{Value, json};

use super::estimates::{Sources, uncertainty};
use super::{Loaded, activity, moment, task_name};
use crate::terminal::Terminal;
use crate::text_table::{TextTable, paragraph};

/// Rows of the table of what the finish hangs on.
const ROWS: usize = 10;

/// Arguments of `concerted schedule risk`.
///
/// Exit codes: 0 done; 1 the file cannot be used or no schedule was found; 2 wrong use or a file that is not there.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// PSPLIB .sm, MS Project .xml, Primavera .xer, or .csv
    file: PathBuf,
    /// Estimates: a CSV with the columns id, low, likely, high, in working days (periods in a file without dates)
    #[arg(long, value_name = "CSV")]
    estimates: Option<PathBuf>,
    /// Risks: a CSV with the columns risk, probability, id, low, likely, high (working days added)
    #[arg(long, value_name = "CSV")]
    risks: Option<PathBuf>,
    /// Low and high as shares of the planned duration, for tasks without a row: an assumption, told in the answer
    #[arg(long, default_value = "0.9,1.3", value_parser = spread, value_name = "LOW,HIGH")]
    spread: (f64, f64),
    /// Correlation of all durations, from 0 to 1
    #[arg(long, default_value_t = 0.0, value_parser = share)]
    correlation: f64,
    /// Task whose finish is asked for, by its id or name; by default the last finish of all
    #[arg(long)]
    task: Option<String>,
    /// Samples; with --tolerance the most
    #[arg(long, default_value_t = 10_000, value_parser = clap::value_parser!(u64).range(10..=10_000_000))]
    samples: u64,
    /// Stop as soon as the P80 is known within so many days (periods), at 95 %
    #[arg(long)]
    tolerance: Option<f64>,
    /// Seed of all draws
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Threads; by default all. They do not change the answer
    #[arg(long)]
    threads: Option<usize>,
    /// Print the answer as JSON
    #[arg(long)]
    json: bool,
}

fn spread(text: &str) -> Result<(f64, f64), String> {
    let parts: Vec<f64> = text
        .split(',')
        .filter_map(|part| part.trim().parse().ok())
        .collect();
    match parts[..] {
        [low, high] if (0.0..=1.0).contains(&low) && (1.0..=100.0).contains(&high) => {
            Ok((low, high))
        }
        _ => Err("expected two shares such as 0.9,1.3, around 1".to_owned()),
    }
}

fn share(text: &str) -> Result<f64, String> {
    let number = text.parse::<f64>().ok();
    number
        .filter(|value| (0.0..=1.0).contains(value))
        .ok_or_else(|| "expected a number from 0 to 1".to_owned())
}

/// Runs the command.
pub(crate) fn run(arguments: &Arguments, terminal: &mut Terminal) -> anyhow::Result<ExitCode> {
    crate::commands::threads(arguments.threads)?;
    let loaded = match super::load(&arguments.file, terminal)? {
        Ok(loaded) => loaded,
        Err(code) => return Ok(code),
    };
    if !super::tell(&loaded, terminal) {
        return Ok(ExitCode::from(1));
    }
    let sources = Sources {
        estimates: arguments.estimates.as_deref(),
        risks: arguments.risks.as_deref(),
        spread: arguments.spread,
        correlation: arguments.correlation,
    };
    let (uncertainty, assumed) = uncertainty(&loaded, &sources)?;
    let options = Options {
        schedules: 2_000,
        conflicts: 2_000,
        seed: arguments.seed,
    };
    let outcome = solve(&loaded.model, &options, &|| false, &mut |_| {})
        .context("the schedule cannot be searched for")?;
    let Some(schedule) = outcome.schedule else {
        terminal.note("no schedule was found, so there is none to simulate");
        return Ok(ExitCode::from(1));
    };
    let target = arguments
        .task
        .as_deref()
        .map(|task| activity(&loaded, task))
        .transpose()?
        .map(concerted_schedule::ActivityIndex);
    let per_day = if loaded.mapping.origin.is_some() {
        24.0 * 60.0 / loaded.mapping.minutes_per_tick as f64
    } else {
        1.0
    };
    let options = SimulationOptions {
        samples: arguments.samples,
        seed: arguments.seed,
        policy: Policy::Dispatch,
        target,
        convergence: arguments.tolerance.map(|days| Convergence {
            tolerance: (days * per_day).round() as i64,
            block: 1_000,
        }),
        ..SimulationOptions::default()
    };
    let planned = target.map_or_else(|| schedule.makespan(), |one| schedule.finish(one));
    let policies = (Policy::Dispatch, Policy::FixedSequence);
    let (model, baseline) = (&loaded.model, &schedule);
    // A comparison takes all samples on both sides, so a first run tells how many are enough.
    let samples = match options.convergence {
        Some(_) => simulate(model, &uncertainty, baseline, &options)?.samples,
        None => options.samples,
    };
    let options = SimulationOptions { samples, ..options };
    let compared = compare_policies(model, &uncertainty, baseline, &options, policies)?;
    let answer = Answer {
        loaded: &loaded,
        planned,
        assumed,
        spread: arguments.spread,
        compared: &compared,
        per_day,
    };
    if arguments.json {
        terminal.data(&serde_json::to_string_pretty(&answer.as_json())?);
    } else {
        terminal.data(&answer.as_text());
    }
    Ok(ExitCode::SUCCESS)
}

/// What a simulation found.
struct Answer<'a> {
    loaded: &'a Loaded,
    planned: i64,
    /// Tasks whose uncertainty was assumed.
    assumed: usize,
    spread: (f64, f64),
    compared: &'a PolicyComparison,
    per_day: f64,
}

impl Answer<'_> {
    fn quantiles(result: &SimulationResult) -> [(&'static str, f64, f64); 4] {
        let (summary, errors) = (&result.summary, &result.errors);
        [
            ("P10", summary.p10, errors.p10),
            ("P50", summary.p50, errors.p50),
            ("P80", summary.p80, errors.p80),
            ("P90", summary.p90, errors.p90),
        ]
    }

    fn at(&self, ticks: f64) -> String {
        moment(self.loaded, ticks.round() as i64)
    }

    /// A length in days where the file has dates, else in periods.
    fn length(&self, ticks: f64) -> String {
        let unit = if self.loaded.mapping.origin.is_some() {
            " d"
        } else {
            ""
        };
        format!("{:.1}{unit}", ticks / self.per_day)
    }

    fn source(&self, source: &Source) -> String {
        match source {
            Source::Activity(index) => task_name(self.loaded, index.0),
            Source::Risk(key) => format!("risk `{key}`"),
        }
    }

    fn chance_of_plan(&self) -> f64 {
        let finishes = &self.compared.first.finishes;
        let met = finishes
            .iter()
            .filter(|tick| **tick <= self.planned)
            .count();
        met as f64 / finishes.len().max(1) as f64
    }

    fn as_text(&self) -> String {
        let result = &self.compared.first;
        let mut text = format!(
            "planned finish {}, met in {:.0} % of {} samples\n",
            moment(self.loaded, self.planned),
            100.0 * self.chance_of_plan(),
            result.samples
        );
        let mut table = TextTable::new(&["", "finish", "error>", "in the order of the plan"]);
        let other = Self::quantiles(&self.compared.second);
        for ((name, tick, error), (_, fixed, _)) in Self::quantiles(result).into_iter().zip(other) {
            table.row([
                name.to_owned(),
                self.at(tick),
                format!("± {}", self.length(error)),
                self.at(fixed),
            ]);
        }
        text.push_str(&table.text(0));
        if let Some(difference) = self.compared.differences.first() {
            let (low, high) = difference.interval;
            let word = if difference.mean < 0.0 {
                "saves"
            } else {
                "costs"
            };
            let [least, most] = [low.abs().min(high.abs()), low.abs().max(high.abs())];
            let range = if low < 0.0 && high > 0.0 {
                "not told from nothing by the samples drawn".to_owned()
            } else {
                format!("{} to {}, 95 %", self.length(least), self.length(most))
            };
            text.push_str(&paragraph(
                &format!(
                    "Keeping the order of the plan instead of starting whoever is ready {word} {} on average ({range}).",
                    self.length(difference.mean.abs()),
                ),
                0,
            ));
        }
        text.push_str("\nwhat the finish hangs on\n");
        let mut table = TextTable::new(&["", "swing>", "rank correlation>", "drives it in>"]);
        for influence in result.influences.iter().take(ROWS) {
            let share = match &influence.source {
                Source::Activity(index) => {
                    format!("{:.0} %", 100.0 * result.criticality[index.0])
                }
                Source::Risk(_) => "-".to_owned(),
            };
            table.row([
                self.source(&influence.source),
                self.length(influence.swing()),
                influence
                    .correlation
                    .map_or_else(|| "-".to_owned(), |value| format!("{value:.2}")),
                share,
            ]);
        }
        text.push_str(&table.text(2));
        if self.assumed > 0 {
            let (low, high) = self.spread;
            text.push_str(&paragraph(
                &format!(
                    "Assumed: {} tasks without an estimate vary from {:.0} to {:.0} % of their planned duration; give --estimates to replace that.",
                    self.assumed,
                    100.0 * low,
                    100.0 * high
                ),
                0,
            ));
        }
        if result.failed > 0 {
            let failed = result.failed;
            text.push_str(&paragraph(
                &format!("{failed} samples have no schedule and are left out"),
                0,
            ));
        }
        text
    }

    fn as_json(&self) -> Value {
        let result = &self.compared.first;
        let quantiles = |result: &SimulationResult| {
            let one = |(name, tick, error): (&str, f64, f64)| json!({ "quantile": name, "tick": tick, "error_ticks": error, "date": self.loaded.mapping.date(tick.round() as i64) });
            Self::quantiles(result).map(one).to_vec()
        };
        json!({
            "planned": self.planned,
            "chance_of_plan": self.chance_of_plan(),
            "samples": result.samples,
            "seed": result.seed,
            "failed": result.failed,
            "mean": result.summary.mean,
            "sd": result.summary.sd,
            "dispatch": quantiles(result),
            "fixed_sequence": quantiles(&self.compared.second),
            "difference": self.compared.differences.first().map(|own| json!({
                "mean": own.mean,
                "interval": [own.interval.0, own.interval.1],
                "later": own.later,
            })),
            "criticality": self.loaded.model.activities.iter().zip(&result.criticality)
                .map(|(own, share)| json!({ "id": own.key, "share": share })).collect::<Vec<_>>(),
            "influences": result.influences.iter().map(|own| json!({
                "source": self.source(&own.source),
                "swing": own.swing(),
                "correlation": own.correlation,
            })).collect::<Vec<_>>(),
            "assumed": { "tasks": self.assumed, "low": self.spread.0, "high": self.spread.1 },
            "notes": self.loaded.notes,
        })
    }
}
