//! `concerted assess`: what the engines find, without a plan.

use std::path::PathBuf;
use std::process::ExitCode;

use concerted_model::finding::Severity;
use concerted_program::assess;
use concerted_reference::Reference;
use serde_json::json;

use crate::terminal::Terminal;

/// Arguments of `concerted assess`.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// Program folder
    #[arg(default_value = ".")]
    path: PathBuf,
    /// Print findings and figures as JSON
    #[arg(long)]
    json: bool,
}

/// Runs the command.
pub(crate) fn run(arguments: &Arguments, terminal: &mut Terminal) -> anyhow::Result<ExitCode> {
    let (program, _) = match super::program(&arguments.path, terminal)? {
        Ok(read) => read,
        Err(code) => return Ok(code),
    };
    let assessment = assess(&program, Reference::embedded(), None, 1);
    if arguments.json {
        let value = json!({
            "findings": assessment.findings,
            "figures": assessment.figures(&program),
        });
        terminal.data(&serde_json::to_string_pretty(&value)?);
        return Ok(ExitCode::SUCCESS);
    }
    let mut text = String::new();
    for severity in [
        Severity::Critical,
        Severity::Major,
        Severity::Minor,
        Severity::Note,
    ] {
        let found: Vec<_> = assessment
            .findings
            .iter()
            .filter(|finding| finding.severity == severity)
            .collect();
        if found.is_empty() {
            continue;
        }
        text.push_str(&heading(severity, found.len()));
        for finding in found {
            text.extend(["  ", &finding.subject, ": ", &finding.message, "\n"]);
            if let Some(hint) = &finding.hint {
                text.extend(["      hint: ", hint, "\n"]);
            }
            for ask in &finding.asks {
                text.extend(["      asks for: ", &ask.title, "\n"]);
            }
        }
    }
    if text.is_empty() {
        "nothing noteworthy\n".clone_into(&mut text);
    }
    terminal.data(&text);
    Ok(ExitCode::SUCCESS)
}

fn heading(severity: Severity, count: usize) -> String {
    format!("{} ({count})\n", severity.word())
}
