//! `concerted new`: a commented starter program.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context;
use concerted_document::starter::FILES;

use crate::terminal::Terminal;

/// Arguments of `concerted new`.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// Folder to write; it must be empty or not exist
    path: PathBuf,
}

/// Runs the command.
pub(crate) fn run(arguments: &Arguments, terminal: &mut Terminal) -> anyhow::Result<ExitCode> {
    let path = &arguments.path;
    if path.is_file() {
        anyhow::bail!("`{}` is a file\n  hint: name a folder", path.display());
    }
    let occupied = path.is_dir()
        && std::fs::read_dir(path)
            .with_context(|| format!("`{}` cannot be read", path.display()))?
            .next()
            .is_some();
    if occupied {
        anyhow::bail!(
            "`{}` is not empty, and nothing was written\n  hint: name a folder that does not exist",
            path.display()
        );
    }
    std::fs::create_dir_all(path)
        .with_context(|| format!("`{}` cannot be made", path.display()))?;
    for (name, text) in FILES {
        let file = path.join(name);
        std::fs::write(&file, text)
            .with_context(|| format!("`{}` cannot be written", file.display()))?;
    }
    terminal.note(&format!(
        "wrote a starter program of {} files\n  next: concerted plan {}",
        FILES.len(),
        path.display()
    ));
    Ok(ExitCode::SUCCESS)
}
