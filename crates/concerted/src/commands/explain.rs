//! `concerted explain`: what the code of a problem means.

use std::process::ExitCode;

use concerted_model::problem::{CODES, explain};
use concerted_model::suggest::closest;

use crate::terminal::Terminal;

/// Arguments of `concerted explain`.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// Code such as C0301; without one, all codes are listed
    code: Option<String>,
}

/// Runs the command.
pub(crate) fn run(arguments: &Arguments, terminal: &mut Terminal) -> anyhow::Result<ExitCode> {
    let Some(id) = &arguments.code else {
        let lines: Vec<String> = CODES
            .iter()
            .map(|code| format!("{}  {}", code.id, code.title))
            .collect();
        terminal.data(&lines.join("\n"));
        return Ok(ExitCode::SUCCESS);
    };
    let Some(code) = explain(id) else {
        let near = closest(id, CODES.iter().map(|code| code.id)).map_or_else(
            || "`concerted explain` lists all codes".to_owned(),
            |near| format!("did you mean `{near}`?"),
        );
        anyhow::bail!("there is no code `{id}`\n  hint: {near}")
    };
    terminal.data(&format!(
        "{}: {}\n\n{}",
        code.id, code.title, code.explanation
    ));
    Ok(ExitCode::SUCCESS)
}
