//! `cargo xtask survey --files DIR`: how many schedule files of a folder load, and what is said of each.

use std::path::{Path, PathBuf};

use anyhow::Context;
use concerted_exchange::survey;

use crate::shell;

/// Reads every file below a folder and prints a line about each.
pub(crate) fn run(folder: &Path) -> anyhow::Result<()> {
    let mut files = Vec::new();
    collect(folder, &mut files)?;
    files.sort();
    let (mut read, mut sound) = (0, 0);
    for file in &files {
        let bytes =
            std::fs::read(file).with_context(|| format!("`{}` cannot be read", file.display()))?;
        let line = survey(&bytes, &file.display().to_string());
        read += usize::from(line.problems.is_empty());
        sound += usize::from(line.is_sound());
        shell::say(&line.to_string());
    }
    shell::say(&format!(
        "survey: {} files, {read} read, {sound} with a sound model",
        files.len()
    ));
    Ok(())
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> anyhow::Result<()> {
    let entries = std::fs::read_dir(folder)
        .with_context(|| format!("`{}` cannot be read", folder.display()))?;
    for entry in entries {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, files)?;
        } else {
            files.push(path);
        }
    }
    Ok(())
}
