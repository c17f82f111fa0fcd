//! `concerted form`: solid forms, solubility and isolation, with a program or without one.

mod classify;
mod isolate;
mod isolation_answers;
mod pattern;
mod relate;
mod solubility;
mod substance_file;
mod thermal;

use std::path::Path;
use std::process::ExitCode;

use anyhow::Context;
use concerted::series_file::{Dissolved, Series, read_series};
use concerted_form::SolventScale;
use concerted_model::quantity::{Quantity, Temperature};
use concerted_molecule::Molecule;
use concerted_reference::{Reference, Solvent, SolventQuery};

use crate::terminal::Terminal;

/// Kelvin of 0 °C.
const ZERO_CELSIUS_K: f64 = 273.15;

/// Arguments of `concerted form`.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    /// Which of two forms is stable at which temperature, and how sure that is
    Relate(relate::Arguments),
    /// Fit solubility over temperature, choose the model, find breaks
    Solubility(solubility::Arguments),
    /// Design an isolation from solubility: cooling, evaporation, anti-solvent, choice of solvent
    Isolate(isolate::Arguments),
    /// Salts, BCS and DCS class over the range of doses, formulations for first studies
    Classify(classify::Arguments),
    /// Powder patterns: compute one, compare a measured one with crystals, shares of a mixture
    Pattern(pattern::Arguments),
    /// Thermal curves: onset and heat of DSC, steps of TGA, water uptake of DVS
    Thermal(thermal::Arguments),
}

/// Runs the command.
pub(crate) fn run(arguments: &Arguments, terminal: &mut Terminal) -> anyhow::Result<ExitCode> {
    match &arguments.command {
        Command::Relate(arguments) => relate::run(arguments, terminal),
        Command::Solubility(arguments) => solubility::run(arguments, terminal),
        Command::Isolate(arguments) => isolate::run(arguments, terminal),
        Command::Classify(arguments) => classify::run(arguments, terminal),
        Command::Pattern(arguments) => pattern::run(arguments, terminal),
        Command::Thermal(arguments) => thermal::run(arguments, terminal),
    }
}

/// The series of a table.
fn series(path: &Path) -> anyhow::Result<Vec<Series>> {
    let name = path.display();
    let text = std::fs::read_to_string(path).with_context(|| format!("`{name}` cannot be read"))?;
    read_series(&text).map_err(|error| {
        anyhow::anyhow!(
            "`{name}`: {error}\n  hint: a row a point, such as\n    compound,solvent,T_K,x_mole_fraction\n    A,ethanol,298.15,0.0123"
        )
    })
}

/// A temperature of the command line in K; a number without unit is refused.
fn kelvin(text: &str) -> Result<f64, String> {
    Quantity::<Temperature>::parse(text)
        .map(Quantity::base)
        .map_err(|error| error.to_string())
}

/// A number above zero.
fn positive(text: &str) -> Result<f64, String> {
    match text.parse::<f64>() {
        Ok(number) if number > 0.0 && number.is_finite() => Ok(number),
        _ => Err(format!("expected a number above zero, found `{text}`")),
    }
}

/// A temperature for people.
fn celsius(kelvin: f64) -> String {
    format!("{:.1} °C", kelvin - ZERO_CELSIUS_K)
}

/// The row of a solvent by name or structure.
fn solvent_row(name: &str, smiles: Option<&str>) -> Option<&'static Solvent> {
    let reference = Reference::embedded();
    reference.solvent(&SolventQuery::Any(name)).or_else(|| {
        let molecule = Molecule::parse(smiles?).ok()?;
        reference.solvent(&SolventQuery::Smiles(molecule.canonical_smiles()))
    })
}

fn molar_mass(smiles: &str) -> Option<f64> {
    Some(Molecule::parse(smiles).ok()?.molar_mass())
}

/// Mass per volume of a series, or what is missing for it.
fn scale(
    series: &Series,
    (solvent, smiles): (&str, Option<&str>),
    solute_g_mol: Option<f64>,
) -> Result<SolventScale, String> {
    let row = solvent_row(solvent, smiles);
    let solute_g_mol = solute_g_mol
        .or_else(|| molar_mass(series.smiles.as_deref()?))
        .ok_or(
            "the molar mass of the compound is not known: give a column `smiles` or `--molar-mass`",
        )?;
    let structure = smiles.or(row.map(|row| row.smiles.as_str()));
    let solvent_g_mol = structure.and_then(molar_mass).ok_or_else(|| {
        format!("the molar mass of `{solvent}` is not known: give a column `solvent_smiles`")
    })?;
    let density = row
        .and_then(|row| row.density_g_per_ml)
        .ok_or_else(|| format!("the density of `{solvent}` is not in the table of solvents"))?;
    Ok(SolventScale {
        solute_g_mol,
        solvent_g_mol,
        density,
    })
}

/// Temperature and mole fraction of the points of a single-solvent series, or why there are none.
fn points(series: &Series, solute_g_mol: Option<f64>) -> Result<Vec<(f64, f64)>, String> {
    if !series.problems.is_empty() {
        return Err(format!(
            "{} of {} rows cannot be used:\n  {}",
            series.problems.len(),
            series.problems.len() + series.points.len(),
            series.problems.join("\n  ")
        ));
    }
    series
        .points
        .iter()
        .map(|point| {
            let x = match point.dissolved {
                Dissolved::MoleFraction(x) => x,
                Dissolved::Concentration(g_l) => {
                    let solvent = (series.solvent.as_str(), series.solvent_smiles.as_deref());
                    let scale = scale(series, solvent, solute_g_mol)?;
                    let dissolved = g_l / scale.solute_g_mol;
                    dissolved / (dissolved + 1_000.0 * scale.density / scale.solvent_g_mol)
                }
            };
            Ok((point.temperature_k, x))
        })
        .collect()
}

/// Compound and solvent for people.
fn title(series: &Series) -> String {
    let compound = match series.compound.as_str() {
        "" => "compound",
        name => name,
    };
    match (series.solvent.as_str(), &series.second_solvent) {
        ("", None) => compound.to_owned(),
        (solvent, None) => format!("{compound} in {solvent}"),
        (solvent, Some(second)) => format!("{compound} in {solvent} and {second}"),
    }
}

/// Writes a drawing to a file.
fn write_drawing(path: &Path, svg: &str, terminal: &mut Terminal) -> anyhow::Result<()> {
    std::fs::write(path, svg).with_context(|| format!("`{}` cannot be written", path.display()))?;
    terminal.note(&format!("wrote {}", path.display()));
    Ok(())
}
