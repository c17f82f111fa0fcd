//! `concerted genotox`: mutagenic impurities, with a program or without one.

mod cpca;
mod design_out;
mod limits;
mod purge;
mod report;
mod screen;

use std::path::Path;
use std::process::ExitCode;

use anyhow::Context;
use concerted::evidence::read_evidence;
use concerted_genotox::Evidence;
use concerted_model::suggest::closest;
use concerted_molecule::Molecule;

use crate::terminal::Terminal;

pub(crate) use design_out::designs;

/// Arguments of `concerted genotox`.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    /// Screen a list of structures of any length: rules, model, class, potency category
    Screen(screen::Arguments),
    /// Potency category of nitrosamines (CPCA), step by step
    Cpca(cpca::Arguments),
    /// Limits of one compound, or of every impurity of a program
    Limits(limits::Arguments),
    /// Purge step by step against what the limits require
    Purge(purge::Arguments),
    /// Changes of the process that remove or move mutagenic impurities, ranked
    DesignOut(design_out::Arguments),
    /// Write the assessment of mutagenic impurities as one HTML file that supports ICH M7
    Report(report::Arguments),
}

/// Runs the command.
pub(crate) fn run(arguments: &Arguments, terminal: &mut Terminal) -> anyhow::Result<ExitCode> {
    match &arguments.command {
        Command::Screen(arguments) => screen::run(arguments, terminal),
        Command::Cpca(arguments) => cpca::run(arguments, terminal),
        Command::Limits(arguments) => limits::run(arguments, terminal),
        Command::Purge(arguments) => purge::run(arguments, terminal),
        Command::DesignOut(arguments) => design_out::run(arguments, terminal),
        Command::Report(arguments) => report::run(arguments, terminal),
    }
}

/// The user's own tested compounds; none without a file.
fn evidence(path: Option<&Path>) -> anyhow::Result<Evidence> {
    let Some(path) = path else {
        return Ok(Evidence::default());
    };
    let name = path.display();
    let text = std::fs::read_to_string(path).with_context(|| format!("`{name}` cannot be read"))?;
    read_evidence(&text).map_err(|error| {
        anyhow::anyhow!(
            "`{name}`: {error}\n  hint: mend the rows or leave them out; a test that is not read could make a class too mild"
        )
    })
}

/// Reads a structure from the command line.
fn molecule(smiles: &str) -> anyhow::Result<Molecule> {
    Molecule::parse(smiles).map_err(|error| match error.hint() {
        Some(hint) => anyhow::anyhow!("{error}\n  hint: {hint}"),
        None => anyhow::anyhow!("{error}"),
    })
}

/// What was probably meant by a key that is not there.
fn near<'a>(key: &str, known: impl Iterator<Item = &'a str> + Clone) -> String {
    if let Some(near) = closest(key, known.clone()) {
        return format!("did you mean `{near}`?");
    }
    let known: Vec<String> = known.map(|key| format!("`{key}`")).collect();
    if known.is_empty() {
        "the program has none".to_owned()
    } else {
        format!("there are {}", known.join(", "))
    }
}
