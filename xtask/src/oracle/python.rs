//! A Python with RDKit, made under the target folder where it is missing.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, bail};
use serde_json::Value;

use crate::shell;

/// The version that answers are compared with, as PyPI writes it.
const RDKIT: &str = "rdkit==2026.9.1";

/// Runs `xtask/oracle/alerts.py` on an input; `None`, after saying why, where there is no Python or no RDKit.
pub(crate) fn ask(job: &str, input: &Value) -> anyhow::Result<Option<Value>> {
    let folder = shell::root().join("target/oracle");
    std::fs::create_dir_all(&folder)
        .with_context(|| format!("`{}` cannot be made", folder.display()))?;
    let Some(python) = interpreter(&folder) else {
        return Ok(None);
    };
    let [source, target] = ["input.json", "output.json"].map(|name| folder.join(name));
    std::fs::write(&source, input.to_string())
        .with_context(|| format!("`{}` cannot be written", source.display()))?;
    let status = Command::new(python)
        .arg(shell::root().join("xtask/oracle/alerts.py"))
        .arg(job)
        .args([&source, &target])
        .status()
        .context("Python cannot be run")?;
    if !status.success() {
        bail!("`alerts.py {job}` failed");
    }
    let text = std::fs::read_to_string(&target)
        .with_context(|| format!("`{}` cannot be read", target.display()))?;
    serde_json::from_str(&text)
        .context("`alerts.py` printed no JSON")
        .map(Some)
}

/// The interpreter of a virtual environment that holds the pinned RDKit.
fn interpreter(folder: &Path) -> Option<PathBuf> {
    let home = folder.join(RDKIT.replace("==", "-"));
    let python = home.join(if cfg!(windows) {
        "Scripts/python.exe"
    } else {
        "bin/python"
    });
    if works(&python) {
        return Some(python);
    }
    let make = |program: &Path, arguments: &[&str]| {
        Command::new(program)
            .args(arguments)
            .status()
            .is_ok_and(|status| status.success())
    };
    let place = home.display().to_string();
    if !make(Path::new("python3"), &["-m", "venv", &place]) {
        shell::say("oracle: skipped, `python3 -m venv` does not run here");
        return None;
    }
    if !make(&python, &["-m", "pip", "install", "--quiet", RDKIT]) || !works(&python) {
        shell::say(&format!(
            "oracle: skipped, `pip install {RDKIT}` does not run here"
        ));
        return None;
    }
    Some(python)
}

fn works(python: &Path) -> bool {
    Command::new(python)
        .args(["-c", "import rdkit"])
        .output()
        .is_ok_and(|output| output.status.success())
}
