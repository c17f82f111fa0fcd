//! `concerted schedule solve`: the best schedule of a file within a budget.

use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use anyhow::Context;
use concerted_exchange::{from_schedule, scheduled_tasks};
use concerted_schedule::{Options, Outcome, Status, check, solve};
use cpu_time::ProcessTime;
use indicatif::{ProgressBar, ProgressStyle};
use serde_json::{Value, json};

use super::{Loaded, Out, moment, task_name};
use crate::terminal::Terminal;
use crate::text_table::{TextTable, paragraph};

/// Schedules and conflicts where neither they nor a time are given: a second or two for a hundred activities.
const SCHEDULES: u64 = 20_000;
const CONFLICTS: u64 = 20_000;

/// Arguments of `concerted schedule solve`.
///
/// Exit codes: 0 a schedule was found; 1 the file cannot be used, or no schedule exists or was found; 2 wrong use or a
/// file that cannot be read or written.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// PSPLIB .sm, .mm or .sch, MS Project .xml, Primavera .xer, or .csv
    file: PathBuf,
    /// Stop after this much CPU time, such as 10s or 2m; with it the answer depends on the machine
    #[arg(long, value_parser = seconds)]
    cpu_limit: Option<f64>,
    /// Schedules to generate at most; by default 20000, or no limit beside --cpu-limit
    #[arg(long)]
    schedules: Option<u64>,
    /// Conflicts of the prover at most; by default 20000, or no limit beside --cpu-limit or with --schedules none
    #[arg(long)]
    conflicts: Option<u64>,
    /// Threads; by default all. They do not change the answer of a counted budget
    #[arg(long)]
    threads: Option<usize>,
    /// Seed of the search
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Print the answer as JSON
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    out: Out,
}

/// Seconds of a text such as `10s`, `2m`, `500ms` or `10`.
fn seconds(text: &str) -> Result<f64, String> {
    let (number, unit) = if let Some(number) = text.strip_suffix("ms") {
        (number, 1e-3)
    } else if let Some(number) = text.strip_suffix('s') {
        (number, 1.0)
    } else if let Some(number) = text.strip_suffix('m') {
        (number, 60.0)
    } else {
        (text, 1.0)
    };
    match number.trim().parse::<f64>() {
        Ok(value) if value > 0.0 && value.is_finite() => Ok(value * unit),
        _ => Err("expected a time such as 10s, 500ms or 2m".to_owned()),
    }
}

/// Runs the command.
pub(crate) fn run(arguments: &Arguments, terminal: &mut Terminal) -> anyhow::Result<ExitCode> {
    crate::commands::threads(arguments.threads)?;
    let clock = ProcessTime::now();
    let loaded = match super::load(&arguments.file, terminal)? {
        Ok(loaded) => loaded,
        Err(code) => return Ok(code),
    };
    if !super::tell(&loaded, terminal) {
        return Ok(ExitCode::from(1));
    }
    let counted = |given: Option<u64>, default: u64| match (given, arguments.cpu_limit) {
        (Some(count), _) => count,
        (None, Some(_)) => u64::MAX,
        (None, None) => default,
    };
    let options = Options {
        schedules: counted(arguments.schedules, SCHEDULES),
        conflicts: counted(arguments.conflicts, CONFLICTS),
        seed: arguments.seed,
    };
    let bar = progress(terminal)?;
    let limit = arguments.cpu_limit.unwrap_or(f64::INFINITY);
    let late = || clock.elapsed().as_secs_f64() >= limit;
    let outcome = solve(&loaded.model, &options, &late, &mut |schedule| {
        bar.set_message(format!("finish {}", moment(&loaded, schedule.makespan())));
    });
    bar.finish_and_clear();
    let outcome = outcome.context("the schedule cannot be searched for")?;
    if arguments.json {
        terminal.data(&serde_json::to_string(&as_json(&loaded, &outcome))?);
    } else {
        terminal.data(&as_text(&loaded, &outcome));
    }
    let sound = matches!(outcome.status, Status::Optimal | Status::Feasible);
    if let (Some(target), Some(schedule)) = (&arguments.out.out, &outcome.schedule)
        && sound
    {
        let dated = from_schedule(&loaded.project, &loaded.mapping, schedule);
        super::write(&dated, target, terminal)?;
    }
    Ok(if sound {
        ExitCode::SUCCESS
    } else {
        ExitCode::from(1)
    })
}

fn progress(terminal: &Terminal) -> anyhow::Result<ProgressBar> {
    let bar = if terminal.watched {
        ProgressBar::new_spinner()
    } else {
        ProgressBar::hidden()
    };
    bar.set_style(ProgressStyle::with_template("{spinner} {msg} ({elapsed})")?);
    bar.enable_steady_tick(Duration::from_millis(100));
    Ok(bar)
}

fn word(status: Status) -> &'static str {
    match status {
        Status::Optimal => "optimal",
        Status::Feasible => "feasible",
        Status::Infeasible => "infeasible",
        Status::Unknown => "unknown",
    }
}

/// The answer: starts stand in the order of the file's tasks; a summary has none.
fn as_json(loaded: &Loaded, outcome: &Outcome) -> Value {
    let schedule = outcome.schedule.as_ref();
    let of = |pick: &dyn Fn(&concerted_schedule::Schedule) -> &Vec<i64>| {
        schedule.map(|schedule| {
            let at = |own: &Option<usize>| own.map(|index| pick(schedule)[index]);
            loaded.mapping.activities.iter().map(at).collect::<Vec<_>>()
        })
    };
    let modes = schedule.map(|schedule| {
        let at = |own: &Option<usize>| own.map(|index| schedule.modes[index] + 1);
        loaded.mapping.activities.iter().map(at).collect::<Vec<_>>()
    });
    let broken: Vec<String> = schedule
        .map(|schedule| check(&loaded.model, schedule))
        .unwrap_or_default()
        .iter()
        .map(ToString::to_string)
        .collect();
    json!({
        "status": word(outcome.status),
        "makespan": schedule.map(concerted_schedule::Schedule::makespan),
        "lower_bound": outcome.lower_bound,
        "gap": outcome.gap,
        "starts": of(&|schedule| &schedule.starts),
        "finishes": of(&|schedule| &schedule.finishes),
        "modes": modes,
        "schedules": outcome.schedules,
        "minutes_per_tick": loaded.mapping.origin.map(|_| loaded.mapping.minutes_per_tick),
        "tasks": loaded.mapping.origin.and(schedule).map(|schedule| {
            scheduled_tasks(&loaded.project, &loaded.mapping, schedule)
        }),
        "broken": broken,
        "notes": loaded.notes,
    })
}

fn as_text(loaded: &Loaded, outcome: &Outcome) -> String {
    let Some(schedule) = &outcome.schedule else {
        let why = outcome
            .failure
            .as_ref()
            .map_or_else(String::new, |failure| format!(": {failure}"));
        return format!("{}{why}\n", word(outcome.status));
    };
    let bound = moment(loaded, outcome.lower_bound);
    let proof = match outcome.status {
        Status::Optimal => "proven the earliest possible".to_owned(),
        Status::Feasible => format!("no schedule can finish before {bound}"),
        Status::Infeasible => "no schedule keeps every rule; this one breaks some".to_owned(),
        Status::Unknown => "none was found that keeps every rule; this one breaks some".to_owned(),
    };
    let mut text = format!(
        "{}: finish {}, {proof}; {} schedules generated\n",
        word(outcome.status),
        moment(loaded, schedule.makespan()),
        outcome.schedules
    );
    for violation in check(&loaded.model, schedule) {
        text.push_str(&paragraph(&violation.to_string(), 2));
    }
    let mut order: Vec<usize> = (0..schedule.starts.len()).collect();
    order.sort_by_key(|index| (schedule.starts[*index], schedule.finishes[*index]));
    let mut table = TextTable::new(&["start", "finish", "task"]);
    for index in order {
        table.row([
            moment(loaded, schedule.starts[index]),
            moment(loaded, schedule.finishes[index]),
            task_name(loaded, index),
        ]);
    }
    text.push_str(&table.text(0));
    text
}

#[cfg(test)]
mod tests {
    use super::seconds;

    #[test]
    fn times_have_units() {
        for (text, expected) in [("10s", 10.0), ("500ms", 0.5), ("2m", 120.0), ("3", 3.0)] {
            assert!((seconds(text).unwrap() - expected).abs() < 1e-12, "{text}");
        }
        for text in ["", "s", "-1s", "0", "ten", "inf"] {
            assert!(seconds(text).is_err(), "{text}");
        }
    }
}
