//! `concerted check`: every problem of a program.

use std::path::PathBuf;
use std::process::ExitCode;

use concerted_document::{Loaded, render};
use concerted_model::problem::{Gravity, Problem};
use serde_json::{Value, json};

use crate::terminal::Terminal;

/// Arguments of `concerted check`.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// Program folder, or one TOML file
    #[arg(default_value = ".")]
    path: PathBuf,
    /// Print the problems as JSON
    #[arg(long)]
    json: bool,
    /// Print one line for each problem
    #[arg(long, conflicts_with = "json")]
    short: bool,
}

/// Runs the command.
pub(crate) fn run(arguments: &Arguments, terminal: &mut Terminal) -> anyhow::Result<ExitCode> {
    let loaded = super::read(&arguments.path)?;
    if arguments.json {
        let list: Vec<Value> = loaded
            .problems
            .iter()
            .map(|problem| as_json(problem, &loaded))
            .collect();
        terminal.data(&serde_json::to_string_pretty(&list)?);
    } else if arguments.short {
        let lines: Vec<String> = loaded
            .problems
            .iter()
            .map(|problem| render::one_line(problem, &loaded.files))
            .collect();
        if !lines.is_empty() {
            terminal.data(&lines.join("\n"));
        }
    } else if !loaded.problems.is_empty() {
        let text = render::problems(&loaded.problems, &loaded.files, terminal.color);
        terminal.note(&text);
    }
    terminal.note(&summary(&loaded));
    Ok(if loaded.error_count() == 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::from(1)
    })
}

/// What was found, in one line.
pub(crate) fn summary(loaded: &Loaded) -> String {
    let errors = loaded.error_count();
    let warnings = loaded.problems.len() - errors;
    let files = loaded.files.iter().count();
    let plural = |count: usize, one: &str| {
        if count == 1 {
            format!("1 {one}")
        } else {
            format!("{count} {one}s")
        }
    };
    if loaded.problems.is_empty() {
        return format!("{} read, no problems", plural(files, "file"));
    }
    let codes: std::collections::BTreeSet<&str> = loaded
        .problems
        .iter()
        .map(|problem| problem.code.id)
        .collect();
    let first = codes.first().copied().unwrap_or_default();
    format!(
        "{} read: {}, {}. `concerted explain {first}` says more about {first}.",
        plural(files, "file"),
        plural(errors, "error"),
        plural(warnings, "warning"),
    )
}

fn as_json(problem: &Problem, loaded: &Loaded) -> Value {
    let at = problem
        .place
        .as_ref()
        .map(|place| loaded.files.locate(place));
    json!({
        "code": problem.code.id,
        "severity": match problem.gravity {
            Gravity::Error => "error",
            Gravity::Warning => "warning",
        },
        "message": problem.message,
        "file": at.as_ref().map(|at| at.file.clone()),
        "line": at.as_ref().map(|at| at.line),
        "column": at.as_ref().map(|at| at.column),
        "expected": problem.expected,
        "found": problem.found,
        "hint": problem.hint,
        "see": problem.labels.iter().map(|label| json!({
            "at": loaded.files.locate(&label.place).to_string(),
            "text": label.text,
        })).collect::<Vec<_>>(),
    })
}
