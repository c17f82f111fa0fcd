//! Every chore of the project: `cargo xtask check`, `generate`, `soak`, `validate`.

mod alert_catalogue;
mod ames;
mod bench_screen;
mod check;
mod generate;
mod layering;
mod licenses;
mod oracle;
mod python;
mod score_ames;
mod shell;
mod soak;
mod survey;
mod technology_catalogue;
mod tidy;
mod train_ames;
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
    /// Measure how many structures per second are screened on one core, beside RDKit
    BenchScreen {
        /// Folder of the data sets
        #[arg(long)]
        data: std::path::PathBuf,
    },
    /// Compare every decision of the alerts with RDKit's
    Oracle {
        /// Folder of the data sets; without it, the structures of the repository only
        #[arg(long)]
        data: Option<std::path::PathBuf>,
    },
    /// Write the generated files
    Generate,
    /// Mutate program files and structures: no panic, none over five seconds, each row of a screen answered, flat memory
    Soak {
        /// Share of the full 200,000 files, 100,000 corrupted and 1,000,000 sound structures, in per cent
        #[arg(long, default_value_t = 100.0)]
        percent: f64,
        /// Seed of the mutations
        #[arg(long, default_value_t = 1)]
        seed: u64,
    },
    /// Score the committed model and the expert rules on a file of structures with outcomes
    ScoreAmes {
        /// Table of compounds that neither was made on
        #[arg(long)]
        file: std::path::PathBuf,
        /// Column of structures
        #[arg(long, default_value = "smiles")]
        smiles_column: String,
        /// Column of outcomes, 1 for positive and 0 for negative
        #[arg(long)]
        label_column: String,
    },
    /// Read every schedule file below a folder and say what loads and what is not understood
    Survey {
        /// Folder of MS Project, Primavera, PSPLIB or CSV files
        #[arg(long)]
        files: std::path::PathBuf,
    },
    /// Train the statistical model of bacterial mutagenicity and write it with its card
    TrainAmes {
        /// Folder of the data sets
        #[arg(long)]
        data: std::path::PathBuf,
    },
    /// Measure the engines on public data sets outside the repository
    Validate {
        /// Folder of the data sets
        #[arg(long)]
        data: std::path::PathBuf,
        /// One subject instead of all
        subject: Option<validate::Subject>,
        #[command(flatten)]
        effort: validate::Effort,
    },
}

fn main() -> ExitCode {
    let result = match Arguments::parse().chore {
        Chore::Check { no_tests } => check::run(no_tests),
        Chore::BenchScreen { data } => bench_screen::run(&data),
        Chore::Oracle { data } => oracle::run(data.as_deref()).map(drop),
        Chore::Generate => generate::run(generate::Mode::Write),
        Chore::Soak { percent, seed } => soak::run(percent, seed),
        Chore::ScoreAmes {
            file,
            smiles_column,
            label_column,
        } => score_ames::run(&file, &smiles_column, &label_column),
        Chore::Survey { files } => survey::run(&files),
        Chore::TrainAmes { data } => train_ames::run(&data),
        Chore::Validate {
            data,
            subject,
            effort,
        } => validate::run(&data, subject, &effort),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            shell::say(&format!("error: {error:#}"));
            ExitCode::FAILURE
        }
    }
}
