//! Programs for route commands: a folder, or one TOML file with materials, steps and routes alone.

use std::path::Path;
use std::process::ExitCode;

use anyhow::Context;
use concerted_document::{read_texts, render};
use concerted_model::program::Program;
use concerted_reference::Reference;
use concerted_route::{RouteOutcome, RouteResult};

use crate::terminal::Terminal;

/// What a file without a program around it is given.
const HEADER: &str = "format_version = 1\nname = \"Routes of a file\"\nstart = 2027-01-04\n";

/// Reads a folder or a file; a file may leave out the head of a program.
pub(super) fn program(
    path: &Path,
    terminal: &mut Terminal,
) -> anyhow::Result<Result<Program, ExitCode>> {
    if !path.is_file() {
        let read = crate::commands::program(path, terminal)?;
        return Ok(read.map(|(program, _)| program));
    }
    let name = path.display().to_string();
    let text = std::fs::read_to_string(path).with_context(|| format!("`{name}` cannot be read"))?;
    let headed = text
        .lines()
        .any(|line| line.trim_start().starts_with("format_version"));
    let mut texts = vec![(name.as_str(), text.as_str())];
    if !headed {
        texts.insert(0, ("head added to the file", HEADER));
    }
    let mut loaded = read_texts(&texts);
    if !loaded.problems.is_empty() {
        terminal.note(&render::problems(
            &loaded.problems,
            &loaded.files,
            terminal.color,
        ));
    }
    if let Some(program) = loaded.program.take() {
        return Ok(Ok(program));
    }
    terminal.note(&crate::commands::check::summary(&loaded));
    Ok(Err(ExitCode::from(1)))
}

/// Assesses the routes; the yields are those entered, without the form engine.
pub(super) fn outcome(program: &Program) -> RouteOutcome {
    concerted_route::assess(program, Reference::embedded(), &[])
}

/// The routes wanted, all without a wish.
pub(super) fn wanted<'a>(
    outcome: &'a RouteOutcome,
    ids: &[String],
) -> anyhow::Result<Vec<&'a RouteResult>> {
    let known = || outcome.routes.iter().map(|route| route.id.as_str());
    if outcome.routes.is_empty() {
        anyhow::bail!(
            "there is no route\n  hint: a route is a list of steps, `[[route]]` with `step = [...]`"
        );
    }
    if ids.is_empty() {
        return Ok(outcome.routes.iter().collect());
    }
    ids.iter()
        .map(|id| {
            let found = outcome.routes.iter().find(|route| route.id == *id);
            found.ok_or_else(|| {
                let hint = match concerted_model::suggest::closest(id, known()) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => format!("there are {}", known().collect::<Vec<_>>().join(", ")),
                };
                anyhow::anyhow!("there is no route `{id}`\n  hint: {hint}")
            })
        })
        .collect()
}
