//! A Python with one package of PyPI, made under the target folder where it is missing.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, bail};
use serde_json::Value;

use crate::shell;

/// A package that our answers are compared with.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Package {
    /// Name and version, as PyPI writes them.
    pub(crate) requirement: &'static str,
    /// What a script imports.
    pub(crate) module: &'static str,
}

/// The version of RDKit that structures are compared with.
pub(crate) const RDKIT: Package = Package {
    requirement: "rdkit==2026.9.1",
    module: "rdkit",
};
/// The version of numpy that simulations are timed against.
pub(crate) const NUMPY: Package = Package {
    requirement: "numpy==2.4.6",
    module: "numpy",
};
/// The version of OR-Tools that schedules are compared with.
pub(crate) const OR_TOOLS: Package = Package {
    requirement: "ortools==9.15.6755",
    module: "ortools",
};

/// Runs a script of `xtask` with a job and an input; `None`, after saying why, where there is no Python or no package.
pub(crate) fn ask(
    package: Package,
    script: &str,
    job: &str,
    input: &Value,
) -> anyhow::Result<Option<Value>> {
    let folder = shell::root().join("target/oracle");
    std::fs::create_dir_all(&folder)
        .with_context(|| format!("`{}` cannot be made", folder.display()))?;
    let Some(python) = interpreter(&folder, package) else {
        return Ok(None);
    };
    // Two chores may run at the same time.
    let process = std::process::id();
    let [source, target] =
        ["input", "output"].map(|name| folder.join(format!("{job}-{name}-{process}.json")));
    std::fs::write(&source, input.to_string())
        .with_context(|| format!("`{}` cannot be written", source.display()))?;
    let status = Command::new(python)
        .arg(shell::root().join("xtask").join(script))
        .arg(job)
        .args([&source, &target])
        .status()
        .context("Python cannot be run")?;
    if !status.success() {
        bail!("`{script} {job}` failed");
    }
    let text = std::fs::read_to_string(&target)
        .with_context(|| format!("`{}` cannot be read", target.display()))?;
    for done in [&source, &target] {
        std::fs::remove_file(done)
            .with_context(|| format!("`{}` cannot be removed", done.display()))?;
    }
    serde_json::from_str(&text)
        .with_context(|| format!("`{script} {job}` printed no JSON"))
        .map(Some)
}

/// The interpreter of a virtual environment that holds the pinned package.
fn interpreter(folder: &Path, package: Package) -> Option<PathBuf> {
    let home = folder.join(package.requirement.replace("==", "-"));
    let python = home.join(if cfg!(windows) {
        "Scripts/python.exe"
    } else {
        "bin/python"
    });
    if works(&python, package.module) {
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
        shell::say("skipped: `python3 -m venv` does not run here");
        return None;
    }
    let requirement = package.requirement;
    if !make(&python, &["-m", "pip", "install", "--quiet", requirement])
        || !works(&python, package.module)
    {
        shell::say(&format!(
            "skipped: `pip install {requirement}` does not run here"
        ));
        return None;
    }
    Some(python)
}

fn works(python: &Path, module: &str) -> bool {
    Command::new(python)
        .args(["-c", &format!("import {module}")])
        .output()
        .is_ok_and(|output| output.status.success())
}
