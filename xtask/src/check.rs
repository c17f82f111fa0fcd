//! `cargo xtask check`: the gate, the same at the desk and in CI.

use crate::{generate, layering, licenses, oracle, shell, soak, tidy};

/// Share of the soak that the gate runs, in per cent.
const SOAK_PERCENT: f64 = 1.0;

/// Runs every part of the gate.
pub(crate) fn run(no_tests: bool) -> anyhow::Result<()> {
    shell::cargo(&["fmt", "--all", "--check"], &[])?;
    tidy::run()?;
    let metadata = shell::metadata()?;
    layering::run(&metadata)?;
    licenses::run(&metadata)?;
    generate::run(generate::Mode::Compare)?;
    shell::cargo(
        &[
            "clippy",
            "--workspace",
            "--all-targets",
            "--locked",
            "--",
            "-D",
            "warnings",
        ],
        &[],
    )?;
    if !no_tests {
        shell::cargo(&["test", "--workspace", "--locked"], &[])?;
    }
    shell::cargo(
        &["doc", "--workspace", "--no-deps", "--locked"],
        &[("RUSTDOCFLAGS", "-D warnings")],
    )?;
    soak::run(SOAK_PERCENT, 1)?;
    if oracle::run(None)? == oracle::Outcome::Skipped {
        shell::say("check: the comparison with RDKit was skipped, see above");
    }
    shell::say("check: all parts passed");
    Ok(())
}
