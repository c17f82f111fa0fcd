//! `concerted schedule`: schedules of any kind, from the files of other programs, without a program of ours.

mod check;
mod convert;
mod estimates;
mod explain;
mod risk;
mod solve;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context;
use concerted_exchange::{Mapping, Note, Project, Written, read, to_model};
use concerted_exchange::{write_csv, write_ical, write_mspdi};
use concerted_schedule::{Model, validate};

use crate::terminal::Terminal;

/// Notes and problems shown before the rest is counted.
const SHOWN: usize = 12;

/// Arguments of `concerted schedule`.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    /// Find the best schedule under links, calendars, resources and dates
    Solve(solve::Arguments),
    /// Simulate a schedule: when it will really be done, and what that hangs on
    Risk(risk::Arguments),
    /// Read a file, say what is not understood, and judge its schedule by 14 points
    Check(check::Arguments),
    /// Say why each task lies where it lies, or why one cannot start earlier
    Explain(explain::Arguments),
    /// Read a schedule and write it in another format
    Convert(convert::Arguments),
}

/// Runs the command.
pub(crate) fn run(arguments: &Arguments, terminal: &mut Terminal) -> anyhow::Result<ExitCode> {
    match &arguments.command {
        Command::Solve(arguments) => solve::run(arguments, terminal),
        Command::Risk(arguments) => risk::run(arguments, terminal),
        Command::Check(arguments) => check::run(arguments, terminal),
        Command::Explain(arguments) => explain::run(arguments, terminal),
        Command::Convert(arguments) => convert::run(arguments, terminal),
    }
}

/// A schedule file with its model.
struct Loaded {
    project: Project,
    model: Model,
    mapping: Mapping,
    /// What the reader and the model did not take over.
    notes: Vec<Note>,
}

/// Reads a file; where it cannot be read, all its problems are told and the exit code is given.
fn load(path: &Path, terminal: &mut Terminal) -> anyhow::Result<Result<Loaded, ExitCode>> {
    let bytes =
        std::fs::read(path).with_context(|| format!("`{}` cannot be read", path.display()))?;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    match read(&bytes, &name) {
        Ok(found) => {
            let (model, mapping) = to_model(&found.project);
            let mut notes = found.notes;
            notes.extend(mapping.notes.iter().cloned());
            Ok(Ok(Loaded {
                project: found.project,
                model,
                mapping,
                notes,
            }))
        }
        Err(rejected) => {
            terminal.note(&format!("`{}` cannot be used:", path.display()));
            for problem in rejected.problems.iter().take(SHOWN) {
                terminal.note(&format!("  {problem}"));
                if let Some(hint) = &problem.hint {
                    terminal.note(&format!("    hint: {hint}"));
                }
            }
            rest(rejected.problems.len(), "problems", terminal);
            Ok(Err(ExitCode::from(1)))
        }
    }
}

/// Tells what was not taken over, and every problem of the model; true where the model can be scheduled.
fn tell(loaded: &Loaded, terminal: &mut Terminal) -> bool {
    for note in loaded.notes.iter().take(SHOWN) {
        terminal.note(&format!("note: {note}"));
    }
    rest(loaded.notes.len(), "notes", terminal);
    let problems = validate(&loaded.model);
    for problem in problems.iter().take(SHOWN) {
        terminal.note(&format!("problem: {problem}"));
    }
    rest(problems.len(), "problems", terminal);
    problems.is_empty()
}

fn rest(all: usize, what: &str, terminal: &mut Terminal) {
    if all > SHOWN {
        let more = all - SHOWN;
        terminal.note(&format!(
            "  and {more} more {what}: `concerted schedule check FILE --json` lists all"
        ));
    }
}

/// The activity of a task that the user names by its id, else by its name.
fn activity(loaded: &Loaded, wanted: &str) -> anyhow::Result<usize> {
    let tasks = &loaded.project.tasks;
    let by_id = tasks.iter().position(|task| task.id == wanted);
    let position = by_id.or_else(|| tasks.iter().position(|task| task.name == wanted));
    let Some(position) = position else {
        let ids = tasks.iter().map(|task| task.id.as_str());
        let hint = concerted_model::suggest::closest(wanted, ids)
            .map_or_else(String::new, |near| {
                format!("\n  hint: did you mean `{near}`?")
            });
        anyhow::bail!("the file has no task `{wanted}`{hint}");
    };
    loaded.mapping.activities[position].with_context(|| {
        format!("`{wanted}` is a summary or not part of the plan, so it has no place of its own")
    })
}

/// Name of the task of an activity, with its id.
fn task_name(loaded: &Loaded, activity: usize) -> String {
    let position = loaded
        .mapping
        .activities
        .iter()
        .position(|own| *own == Some(activity));
    let task = position.map(|position| &loaded.project.tasks[position]);
    match task {
        Some(task) if task.name.is_empty() || task.name == task.id => format!("`{}`", task.id),
        Some(task) => format!("`{}` {}", task.id, task.name),
        None => format!("`{}`", loaded.model.activities[activity].key),
    }
}

/// A tick as a date, or as a number where the file has no dates.
fn moment(loaded: &Loaded, tick: i64) -> String {
    match loaded.mapping.date(tick) {
        Some(date) => date.strftime("%Y-%m-%d %H:%M").to_string(),
        None => tick.to_string(),
    }
}

/// The tick of a date or number that the user gives.
fn tick(loaded: &Loaded, text: &str) -> anyhow::Result<i64> {
    let Some(origin) = loaded.mapping.origin else {
        return text
            .parse()
            .with_context(|| format!("`{text}` is no whole number of periods"));
    };
    let date: jiff::civil::DateTime = text
        .parse()
        .with_context(|| format!("`{text}` is no date such as 2027-03-31 or 2027-03-31T14:00"))?;
    let minutes = date
        .since((jiff::Unit::Minute, origin))
        .with_context(|| format!("`{text}` is too far from the start of the file"))?
        .get_minutes();
    Ok(minutes.div_euclid(loaded.mapping.minutes_per_tick))
}

/// Writes a project in the format that the name of the file asks for.
fn write(project: &Project, target: &Path, terminal: &mut Terminal) -> anyhow::Result<()> {
    let ending = target.extension().unwrap_or_default().to_string_lossy();
    let Written { text, notes } = match ending.to_ascii_lowercase().as_str() {
        "xml" => write_mspdi(project),
        "csv" => write_csv(project),
        // The format wants the moment of writing. The file's own date keeps the bytes the same from run to run.
        "ics" => {
            let first = project.tasks.iter().filter_map(|task| task.start).min();
            let stamp = project.data_date.or(project.start).or(first);
            write_ical(
                project,
                stamp.unwrap_or(jiff::civil::datetime(2001, 1, 1, 0, 0, 0, 0)),
            )
        }
        other => anyhow::bail!(
            "`{}` asks for the format `{other}`\n  hint: .xml is MS Project, .csv a table, .ics a calendar",
            target.display()
        ),
    };
    std::fs::write(target, text)
        .with_context(|| format!("`{}` cannot be written", target.display()))?;
    for note in notes.iter().take(SHOWN) {
        terminal.note(&format!("note: {note}"));
    }
    terminal.note(&format!("wrote {}", target.display()));
    Ok(())
}

/// Where a schedule is written, if anywhere.
#[derive(Debug, clap::Args)]
struct Out {
    /// Write the schedule to a file: .xml for MS Project, .csv for a table, .ics for a calendar
    #[arg(long, short)]
    out: Option<PathBuf>,
}
