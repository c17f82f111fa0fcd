//! `concerted schedule explain`: what drives each task, what levelling moved, and why one cannot start earlier.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context;
use concerted_schedule::{
    ActivityIndex, Driver, Explanation, LeftAside, Levelled, Options, Schedule, WhyNotAnswer,
    WhyNotRule, critical_chain, explain, levelling, solve, why_not_earlier,
};
use serde_json::{Value, json};

use super::{Loaded, activity, moment, task_name, tick};
use crate::terminal::Terminal;
use crate::text_table::{TextTable, paragraph};

/// Arguments of `concerted schedule explain`.
///
/// The schedule explained is the best one within the counted budget.
///
/// Exit codes: 0 done; 1 the file cannot be used or no schedule was found; 2 wrong use or a file that is not there.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// PSPLIB .sm, .mm or .sch, MS Project .xml, Primavera .xer, or .csv
    file: PathBuf,
    /// One task instead of all, by its id or name
    #[arg(long)]
    task: Option<String>,
    /// Why the task of --task cannot start by this date (or period): the fewest of your own rules that forbid it
    #[arg(long, value_name = "DATE", requires = "task")]
    why_not_earlier: Option<String>,
    /// Schedules to generate at most
    #[arg(long, default_value_t = 5_000)]
    schedules: u64,
    /// Seed of the search
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Print the answer as JSON
    #[arg(long)]
    json: bool,
}

/// Runs the command.
pub(crate) fn run(arguments: &Arguments, terminal: &mut Terminal) -> anyhow::Result<ExitCode> {
    let loaded = match super::load(&arguments.file, terminal)? {
        Ok(loaded) => loaded,
        Err(code) => return Ok(code),
    };
    if !super::tell(&loaded, terminal) {
        return Ok(ExitCode::from(1));
    }
    let one = arguments
        .task
        .as_deref()
        .map(|task| activity(&loaded, task))
        .transpose()?;
    let options = Options {
        schedules: arguments.schedules,
        conflicts: arguments.schedules,
        seed: arguments.seed,
    };
    let outcome = solve(&loaded.model, &options, &|| false, &mut |_| {})
        .context("the schedule cannot be searched for")?;
    let Some(schedule) = outcome.schedule else {
        terminal.note("no schedule was found, so there is none to explain");
        return Ok(ExitCode::from(1));
    };
    if let (Some(one), Some(date)) = (one, &arguments.why_not_earlier) {
        return why_not(&loaded, (&schedule, one, date), arguments.json, terminal);
    }
    let told = Told {
        drivers: explain(&loaded.model, &schedule)?,
        levelled: levelling(&loaded.model, &schedule)?,
        schedule: &schedule,
        loaded: &loaded,
    };
    let wanted: Vec<usize> = match one {
        Some(one) => vec![one],
        None => told.by_start(),
    };
    if arguments.json {
        terminal.data(&serde_json::to_string_pretty(&told.as_json(&wanted)?)?);
    } else {
        terminal.data(&told.as_text(&wanted)?);
    }
    Ok(ExitCode::SUCCESS)
}

/// A schedule with what explains it.
struct Told<'a> {
    loaded: &'a Loaded,
    schedule: &'a Schedule,
    drivers: Vec<Explanation>,
    levelled: Vec<Levelled>,
}

impl Told<'_> {
    fn by_start(&self) -> Vec<usize> {
        let mut order: Vec<usize> = (0..self.drivers.len()).collect();
        order.sort_by_key(|i| (self.schedule.starts[*i], self.schedule.finishes[*i]));
        order
    }

    fn driven_by(&self, activity: usize) -> Vec<String> {
        let drivers = &self.drivers[activity].drivers;
        drivers.iter().map(|own| driver(self.loaded, own)).collect()
    }

    /// The days or periods by which resources moved an activity, with those who held them.
    fn moved(&self, activity: usize) -> String {
        let moved = &self.levelled[activity];
        if moved.waited == 0 {
            return String::new();
        }
        let mut causes: Vec<String> = moved
            .causes
            .iter()
            .map(|cause| driver(self.loaded, &cause.driver))
            .collect();
        causes.dedup();
        format!(
            "{} later: {}",
            length(self.loaded, moved.waited),
            causes.join("; ")
        )
    }

    fn as_text(&self, wanted: &[usize]) -> anyhow::Result<String> {
        let mut table = TextTable::new(&[
            "start",
            "task",
            "starts there because of",
            "resources moved it",
        ]);
        for &activity in wanted {
            let star = if self.drivers[activity].critical {
                "* "
            } else {
                ""
            };
            table.row([
                moment(self.loaded, self.schedule.starts[activity]),
                format!("{star}{}", task_name(self.loaded, activity)),
                self.driven_by(activity).join("; "),
                self.moved(activity),
            ]);
        }
        let mut text = table.text(0);
        if wanted.len() > 1 {
            text.push_str("* a chain of links or resources leads from it to the last finish\n\ncritical chain\n");
            for step in critical_chain(&self.loaded.model, self.schedule)? {
                let name = task_name(self.loaded, step.activity.0);
                let line = format!("{name}, by {}", driver(self.loaded, &step.driver));
                text.push_str(&paragraph(&line, 2));
            }
        }
        Ok(text)
    }

    fn as_json(&self, wanted: &[usize]) -> anyhow::Result<Value> {
        let key = |index: usize| self.loaded.model.activities[index].key.clone();
        let one = |&index: &usize| {
            let moved = &self.levelled[index];
            json!({
                "id": key(index),
                "start": self.schedule.starts[index],
                "finish": self.schedule.finishes[index],
                "slip": self.drivers[index].slip,
                "critical": self.drivers[index].critical,
                "drivers": self.driven_by(index),
                "levelling": {
                    "early_start": moved.early_start,
                    "delay": moved.delay,
                    "inherited": moved.inherited,
                    "waited": moved.waited,
                    "idle": moved.idle,
                    "causes": moved.causes.iter().map(|cause| json!({
                        "from": cause.from,
                        "until": cause.until,
                        "by": driver(self.loaded, &cause.driver),
                    })).collect::<Vec<_>>(),
                },
            })
        };
        let chain = critical_chain(&self.loaded.model, self.schedule)?;
        Ok(json!({
            "makespan": self.schedule.makespan(),
            "tasks": wanted.iter().map(one).collect::<Vec<_>>(),
            "critical_chain": chain.iter().map(|step| key(step.activity.0)).collect::<Vec<_>>(),
        }))
    }
}

/// A length in days where the file has dates, else in periods.
fn length(loaded: &Loaded, ticks: i64) -> String {
    if loaded.mapping.origin.is_none() {
        return format!("{ticks}");
    }
    let days = (ticks * loaded.mapping.minutes_per_tick) as f64 / (24.0 * 60.0);
    format!("{days:.1} days")
}

fn names(loaded: &Loaded, activities: &[ActivityIndex]) -> String {
    let all: Vec<String> = activities.iter().map(|a| task_name(loaded, a.0)).collect();
    all.join(", ")
}

/// What keeps an activity where it is, in words.
fn driver(loaded: &Loaded, driver: &Driver) -> String {
    let model = &loaded.model;
    let held = |what: &str, with: &[ActivityIndex]| {
        if with.is_empty() {
            format!("{what}, of which too little is there")
        } else {
            format!("{what}, held by {}", names(loaded, with))
        }
    };
    match driver {
        Driver::Fixed => "its fixed start".to_owned(),
        Driver::Progress => "its actual start".to_owned(),
        Driver::DataDate => "the data date".to_owned(),
        Driver::Release => "its release date".to_owned(),
        Driver::Origin => "the start of the project".to_owned(),
        Driver::Link(link) => {
            let link = &model.links[link.0];
            format!("the link from {}", task_name(loaded, link.from.0))
        }
        Driver::Calendar(_) => "time that is not worked".to_owned(),
        Driver::Resource { resource, with } => held(
            &format!("resource `{}`", model.resources[resource.0].key),
            with,
        ),
        Driver::Skill { skill, with } => {
            held(&format!("skill `{}`", model.skills[skill.0].key), with)
        }
        Driver::Stock { stock, from } if from.is_empty() => {
            format!("stock `{}`", model.stocks[stock.0].key)
        }
        Driver::Stock { stock, from } => {
            format!(
                "stock `{}`, made by {}",
                model.stocks[stock.0].key,
                names(loaded, from)
            )
        }
        Driver::Nothing => "nothing: it could start earlier".to_owned(),
    }
}

fn why_not(
    loaded: &Loaded,
    (schedule, activity, date): (&Schedule, usize, &str),
    as_json: bool,
    terminal: &mut Terminal,
) -> anyhow::Result<ExitCode> {
    let wanted = tick(loaded, date)?;
    let index = ActivityIndex(activity);
    let found = why_not_earlier(&loaded.model, schedule, index, wanted, &|| false)?;
    let aside: Vec<&str> = found
        .left_aside
        .iter()
        .map(|kind| left_aside(*kind))
        .collect();
    if as_json {
        terminal.data(&serde_json::to_string_pretty(&json!({
            "task": loaded.model.activities[activity].key,
            "start": schedule.starts[activity],
            "wanted": wanted,
            "at_all": answer_json(loaded, &found.at_all),
            "without_delay": answer_json(loaded, &found.without_delay),
            "left_aside": aside,
        }))?);
        return Ok(ExitCode::SUCCESS);
    }
    let name = task_name(loaded, activity);
    let now = moment(loaded, schedule.starts[activity]);
    let mut text = format!(
        "{name} starts {now}; asked for: by {}\n",
        moment(loaded, wanted)
    );
    for (question, answer) in [
        ("in any schedule", &found.at_all),
        (
            "in one that takes no longer than this",
            &found.without_delay,
        ),
    ] {
        text.push_str(&answer_text(loaded, question, answer));
    }
    if !aside.is_empty() {
        text.push_str(&paragraph(&format!("left aside: {}", aside.join(", ")), 0));
    }
    terminal.data(&text);
    Ok(ExitCode::SUCCESS)
}

fn answer_text(loaded: &Loaded, question: &str, answer: &WhyNotAnswer) -> String {
    match answer {
        WhyNotAnswer::Forbidden { rules, minimal } => {
            let size = if *minimal {
                "each is needed: without it the others allow it"
            } else {
                "perhaps not all are needed"
            };
            let mut text = format!("{question}: forbidden by these rules together ({size})\n");
            for own in rules {
                text.push_str(&paragraph(&rule(loaded, *own), 2));
            }
            text
        }
        WhyNotAnswer::Allowed => format!("{question}: possible\n"),
        WhyNotAnswer::Open => format!("{question}: not settled within the effort made\n"),
    }
}

fn answer_json(loaded: &Loaded, answer: &WhyNotAnswer) -> Value {
    match answer {
        WhyNotAnswer::Forbidden { rules, minimal } => json!({
            "answer": "forbidden",
            "rules": rules.iter().map(|own| rule(loaded, *own)).collect::<Vec<_>>(),
            "minimal": minimal,
        }),
        WhyNotAnswer::Allowed => json!({ "answer": "allowed" }),
        WhyNotAnswer::Open => json!({ "answer": "open" }),
    }
}

/// A rule of the user's own, in words.
fn rule(loaded: &Loaded, rule: WhyNotRule) -> String {
    let model = &loaded.model;
    match rule {
        WhyNotRule::Link(link) => {
            let link = &model.links[link.0];
            let [from, to] = [link.from, link.to].map(|end| task_name(loaded, end.0));
            format!("the link from {from} to {to}")
        }
        WhyNotRule::Capacity(resource) => {
            format!(
                "the capacity of resource `{}`",
                model.resources[resource.0].key
            )
        }
        WhyNotRule::Calendar(_) => "the working time of a calendar".to_owned(),
        WhyNotRule::Release(activity) => {
            format!("the release date of {}", task_name(loaded, activity.0))
        }
        WhyNotRule::FixedStart(activity) => {
            format!("the fixed start of {}", task_name(loaded, activity.0))
        }
        WhyNotRule::Stock(stock) => format!("the amount of `{}`", model.stocks[stock.0].key),
        WhyNotRule::Origin => "nothing starts before the start of the project".to_owned(),
        WhyNotRule::Makespan => "the end of this schedule".to_owned(),
    }
}

fn left_aside(kind: LeftAside) -> &'static str {
    match kind {
        LeftAside::ModeCalendars => "calendars of tasks with several modes",
        LeftAside::MadeStock => "stock that tasks make or that expires",
        LeftAside::Skills => "skills",
        LeftAside::Splits => "pauses of split work",
        LeftAside::Progress => "progress and data date",
    }
}
