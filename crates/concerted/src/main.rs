//! The command line of Concerted: reads a program folder, calls the library crates, prints and exits.
//!
//! Main entry point: `concerted plan DIR`. Data goes to standard output, everything else to standard
//! error. Exit codes: 0 done, 1 the program has errors, 2 wrong use or a file that cannot be read or
//! written.
//!
//! What it deliberately does not know: how anything is computed.

mod commands;
mod terminal;
mod text_table;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::terminal::Terminal;

/// Plans the development of a drug substance as one joined model.
#[derive(Debug, Parser)]
#[command(name = "concerted", version, about, disable_help_subcommand = true)]
struct Arguments {
    /// What to do.
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Write a commented starter program that plans without edits
    New(commands::new::Arguments),
    /// Plan a program: dates, partners, batches, methods, team, and a report of all of it
    Plan(commands::plan::Arguments),
    /// Report every problem of a program
    Check(commands::check::Arguments),
    /// Print what the engines find, without a plan
    Assess(commands::assess::Arguments),
    /// Print the chain from a figure down to its sources
    Why(commands::why::Arguments),
    /// Mutagenic impurities: screen lists, potency categories, limits, purge, the assessment by ICH M7
    Genotox(commands::genotox::Arguments),
    /// Schedules of any kind, from MS Project, Primavera, PSPLIB or CSV files: solve, risk, check, explain, convert
    Schedule(commands::schedule::Arguments),
    /// Solid forms: stability, solubility, isolation, salts and BCS, powder patterns, thermal curves
    Form(commands::form::Arguments),
    /// Routes and steps: metrics, claims, classes, technologies, comparison
    Route(commands::route::Arguments),
    /// Put the TOML files of a program into house layout, keeping comments
    Fmt(commands::fmt::Arguments),
    /// Explain the code of a problem
    Explain(commands::explain::Arguments),
    /// Print the JSON Schema of the program document
    Schema,
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let mut terminal = Terminal::new();
    let result = match &arguments.command {
        Command::New(arguments) => commands::new::run(arguments, &mut terminal),
        Command::Plan(arguments) => commands::plan::run(arguments, &mut terminal),
        Command::Assess(arguments) => commands::assess::run(arguments, &mut terminal),
        Command::Why(arguments) => commands::why::run(arguments, &mut terminal),
        Command::Genotox(arguments) => commands::genotox::run(arguments, &mut terminal),
        Command::Schedule(arguments) => commands::schedule::run(arguments, &mut terminal),
        Command::Form(arguments) => commands::form::run(arguments, &mut terminal),
        Command::Route(arguments) => commands::route::run(arguments, &mut terminal),
        Command::Check(arguments) => commands::check::run(arguments, &mut terminal),
        Command::Fmt(arguments) => commands::fmt::run(arguments, &mut terminal),
        Command::Explain(arguments) => commands::explain::run(arguments, &mut terminal),
        Command::Schema => commands::schema(&mut terminal),
    };
    match result {
        Ok(code) => code,
        Err(error) => {
            terminal.note(&format!("error: {error:#}"));
            ExitCode::from(2)
        }
    }
}
