//! One file for each command.

pub(crate) mod assess;
pub(crate) mod check;
pub(crate) mod explain;
pub(crate) mod fmt;
pub(crate) mod form;
pub(crate) mod genotox;
pub(crate) mod new;
pub(crate) mod plan;
pub(crate) mod route;
pub(crate) mod schedule;
pub(crate) mod why;

use std::path::Path;
use std::process::ExitCode;

use anyhow::Context;
use concerted_document::{Loaded, ReadError, read_folder, render};
use concerted_model::program::Program;

use crate::terminal::Terminal;

/// Reads a program folder; a path that is none is an error with a hint.
pub(crate) fn read(path: &Path) -> anyhow::Result<Loaded> {
    read_folder(path).map_err(|error: ReadError| {
        let hint = error.hint();
        anyhow::anyhow!("{error}\n  hint: {hint}")
    })
}

/// Reads a program for a command that needs one without errors; otherwise prints its problems.
pub(crate) fn program(
    path: &Path,
    terminal: &mut Terminal,
) -> anyhow::Result<Result<(Program, Loaded), ExitCode>> {
    let mut loaded = read(path)?;
    if !loaded.problems.is_empty() {
        let text = render::problems(&loaded.problems, &loaded.files, terminal.color);
        terminal.note(&text);
    }
    let Some(program) = loaded.program.take() else {
        terminal.note(&check::summary(&loaded));
        return Ok(Err(ExitCode::from(1)));
    };
    Ok(Ok((program, loaded)))
}

/// Prints the JSON Schema of the program document.
pub(crate) fn schema(terminal: &mut Terminal) -> anyhow::Result<ExitCode> {
    let text = serde_json::to_string_pretty(&concerted_model::schema::json_schema())
        .context("the schema cannot be written as JSON")?;
    terminal.data(&text);
    Ok(ExitCode::SUCCESS)
}

/// Limits the threads of this run.
pub(crate) fn threads(count: Option<usize>) -> anyhow::Result<()> {
    if let Some(count) = count {
        rayon::ThreadPoolBuilder::new()
            .num_threads(count)
            .build_global()
            .context("the threads cannot be set")?;
    }
    Ok(())
}
