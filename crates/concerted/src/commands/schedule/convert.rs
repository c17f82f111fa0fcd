//! `concerted schedule convert`: from one format to another, saying what is lost.

use std::path::PathBuf;
use std::process::ExitCode;

use crate::terminal::Terminal;

/// Arguments of `concerted schedule convert`.
///
/// Exit codes: 0 done; 1 the file cannot be used; 2 wrong use or a file that cannot be read or written.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// Schedule to read: PSPLIB .sm, .mm or .sch, MS Project .xml, Primavera .xer, or .csv
    file: PathBuf,
    /// File to write: .xml for MS Project, .csv for a table, .ics for a calendar
    target: PathBuf,
}

/// Runs the command.
pub(crate) fn run(arguments: &Arguments, terminal: &mut Terminal) -> anyhow::Result<ExitCode> {
    let loaded = match super::load(&arguments.file, terminal)? {
        Ok(loaded) => loaded,
        Err(code) => return Ok(code),
    };
    if arguments.file.canonicalize().ok() == arguments.target.canonicalize().ok()
        && arguments.target.exists()
    {
        anyhow::bail!(
            "`{}` would be overwritten by itself",
            arguments.target.display()
        );
    }
    super::tell(&loaded, terminal);
    super::write(&loaded.project, &arguments.target, terminal)?;
    Ok(ExitCode::SUCCESS)
}
