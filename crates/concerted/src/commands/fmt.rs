//! `concerted fmt`: house layout for the TOML files of a program.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context;
use concerted_document::format::format_text;

use crate::terminal::Terminal;

/// Arguments of `concerted fmt`.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// Program folder, or one TOML file
    #[arg(default_value = ".")]
    path: PathBuf,
    /// Change nothing; exit with 1 where a file is not in house layout
    #[arg(long)]
    check: bool,
}

/// Runs the command.
pub(crate) fn run(arguments: &Arguments, terminal: &mut Terminal) -> anyhow::Result<ExitCode> {
    let loaded = super::read(&arguments.path)?;
    let folder = if arguments.path.is_file() {
        arguments
            .path
            .parent()
            .map_or_else(PathBuf::new, PathBuf::from)
    } else {
        arguments.path.clone()
    };
    let mut changed = 0;
    let mut broken = 0;
    for file in loaded.files.iter() {
        let toml = Path::new(&file.name)
            .extension()
            .is_some_and(|kind| kind.eq_ignore_ascii_case("toml"));
        if !toml {
            continue;
        }
        match format_text(&file.text) {
            Err(_) => {
                broken += 1;
                terminal.note(&format!(
                    "{}: not formatted, it has syntax errors (`concerted check` lists them)",
                    file.name
                ));
            }
            Ok(text) if text == file.text => {}
            Ok(text) => {
                changed += 1;
                if arguments.check {
                    terminal.note(&format!("{}: not in house layout", file.name));
                } else {
                    let path = folder.join(&file.name);
                    std::fs::write(&path, text)
                        .with_context(|| format!("`{}` cannot be written", path.display()))?;
                    terminal.note(&format!("{}: formatted", file.name));
                }
            }
        }
    }
    let failed = broken > 0 || (arguments.check && changed > 0);
    Ok(ExitCode::from(u8::from(failed)))
}
