//! `concerted genotox report`: the assessment of mutagenic impurities as one file.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context;
use concerted_program::assess;
use concerted_reference::Reference;

use crate::terminal::Terminal;

/// Arguments of `concerted genotox report`.
///
/// Exit codes: 0 written; 1 the program has errors; 2 a file cannot be read or written.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// Program folder
    #[arg(default_value = ".")]
    path: PathBuf,
    /// File to write
    #[arg(long, short, default_value = "m7.html")]
    out: PathBuf,
    /// Print what the assessment holds as JSON instead
    #[arg(long)]
    json: bool,
}

/// Runs the command.
pub(crate) fn run(arguments: &Arguments, terminal: &mut Terminal) -> anyhow::Result<ExitCode> {
    let (program, loaded) = match crate::commands::program(&arguments.path, terminal)? {
        Ok(read) => read,
        Err(code) => return Ok(code),
    };
    let reference = Reference::embedded();
    let assessment = assess(&program, reference, None, 1);
    let designs = super::design_out::designs(&loaded, &program, None);
    if arguments.json {
        let value = concerted_report::m7_json(&program, &assessment, reference, Some(&designs));
        terminal.data(&serde_json::to_string_pretty(&value)?);
        return Ok(ExitCode::SUCCESS);
    }
    let page = concerted_report::m7_html(&program, &assessment, reference, Some(&designs))?;
    std::fs::write(&arguments.out, page)
        .with_context(|| format!("`{}` cannot be written", arguments.out.display()))?;
    terminal.note(&format!("wrote {}", arguments.out.display()));
    Ok(ExitCode::SUCCESS)
}
