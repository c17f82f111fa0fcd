//! Every chore of the project: `cargo xtask check`, `generate`, `soak`, `validate`.

mod check;
mod generate;
mod layering;
mod licenses;
mod shell;
mod soak;
mod tidy;
mod validate;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Chores of the Concerted workspace.
#[derive(Debug, Parser)]
#[command(name = "cargo xtask")]
struct Arguments {
    #[command(subcommand)]
    chore: Chore,
}

#[derive(Debug, Subcommand)]
enum Chore {
    /// The whole gate: format, lints, tests, docs, layering, tidiness, generated files, licences
    Check {
        /// Leave the tests to `cargo test`
        #[arg(long)]
        no_tests: bool,
    },
    /// Write the generated files
    Generate,
    /// Mutate program files and read them: no panic, none over five seconds
    Soak {
        /// Share of the full 200,000 files, in per cent
        #[arg(long, default_value_t = 100.0)]
        percent: f64,
        /// Seed of the mutations
        #[arg(long, default_value_t = 1)]
        seed: u64,
    },
    /// Measure the engines on public data sets outside the repository
    Validate {
        /// Folder of the data sets
        #[arg(long)]
        data: std::path::PathBuf,
        /// One subject instead of all
        subject: Option<validate::Subject>,
    },
}

fn main() -> ExitCode {
    let result = match Arguments::parse().chore {
        Chore::Check { no_tests } => check::run(no_tests),
        Chore::Generate => generate::run(generate::Mode::Write),
        Chore::Soak { percent, seed } => soak::run(percent, seed),
        Chore::Validate { data, subject } => validate::run(&data, subject),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            shell::say(&format!("error: {error:#}"));
            ExitCode::FAILURE
        }
    }
}
