//! `concerted route`: routes and single steps, with a program or without one.

mod lines;
mod options;
mod steps;

use std::process::ExitCode;

use crate::terminal::Terminal;

/// Arguments of `concerted route`.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    /// Class of each step, from structures alone: deprotection, reduction, C-C bond and seven more
    Steps(steps::Arguments),
    /// Enzymes and other technologies that are known for the change a step makes
    Options(options::Arguments),
}

/// Runs the command.
pub(crate) fn run(arguments: &Arguments, terminal: &mut Terminal) -> anyhow::Result<ExitCode> {
    match &arguments.command {
        Command::Steps(arguments) => steps::run(arguments, terminal),
        Command::Options(arguments) => options::run(arguments, terminal),
    }
}
