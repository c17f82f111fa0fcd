//! `concerted form`: solid forms on files, without a program.

mod pattern;
mod thermal;

use std::process::ExitCode;

use crate::terminal::Terminal;

/// Arguments of `concerted form`.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    /// Powder patterns: compute one, compare a measured one with crystals, shares of a mixture
    Pattern(pattern::Arguments),
    /// Thermal curves: onset and heat of DSC, steps of TGA, water uptake of DVS
    Thermal(thermal::Arguments),
}

/// Runs the command.
pub(crate) fn run(arguments: &Arguments, terminal: &mut Terminal) -> anyhow::Result<ExitCode> {
    match &arguments.command {
        Command::Pattern(arguments) => pattern::run(arguments, terminal),
        Command::Thermal(arguments) => thermal::run(arguments, terminal),
    }
}
