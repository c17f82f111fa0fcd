//! `concerted route`: routes and single steps, with a program or without one.

mod claims;
mod compare;
mod lines;
mod metrics;
mod options;
mod source;
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
    /// Mass intensities, E factors, EcoScale, iGAL, cost, batch size, plant hours, waste, telescoping
    Metrics(metrics::Arguments),
    /// Claims made for a technology, answered true, false or unknown with evidence
    Claims(claims::Arguments),
    /// Routes side by side: values with intervals, scores, sensitivity, decision record
    Compare(compare::Arguments),
    /// Class of each step, from structures alone: deprotection, reduction, C-C bond and seven more
    Steps(steps::Arguments),
    /// Enzymes and other technologies that are known for the change a step makes
    Options(options::Arguments),
}

/// Runs the command.
pub(crate) fn run(arguments: &Arguments, terminal: &mut Terminal) -> anyhow::Result<ExitCode> {
    match &arguments.command {
        Command::Metrics(arguments) => metrics::run(arguments, terminal),
        Command::Claims(arguments) => claims::run(arguments, terminal),
        Command::Compare(arguments) => compare::run(arguments, terminal),
        Command::Steps(arguments) => steps::run(arguments, terminal),
        Command::Options(arguments) => options::run(arguments, terminal),
    }
}
