//! `concerted form thermal`: DSC, TGA and DVS curves from two columns.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, bail};
use concerted_diffraction::{
    Column, Direction, Series, mass_steps, read_series, sorption, thermal_events,
};
use serde_json::{Value, json};

use super::pattern::{bytes, unreadable};
use crate::terminal::Terminal;
use crate::text_table::{TextTable, paragraph};

/// Arguments of `concerted form thermal`.
///
/// Exit codes: 0 read; 2 the file cannot be read.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// CSV of two columns: temperature in C and heat flow or mass, or relative humidity in percent and mass
    file: PathBuf,
    /// What was measured
    #[arg(long, value_enum)]
    kind: Kind,
    /// DSC: heating rate in K/min; with heat flow in W/g it gives heats in J/g
    #[arg(long)]
    rate: Option<f64>,
    /// DSC: sample mass in mg, where the heat flow is in mW
    #[arg(long)]
    sample_mg: Option<f64>,
    /// DSC: endothermic events point up
    #[arg(long)]
    endo_up: bool,
    /// TGA and DVS: molar mass of the dry compound in g/mol, for moles of water
    #[arg(long)]
    molar_mass: Option<f64>,
    /// Print as JSON
    #[arg(long)]
    json: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Kind {
    /// Differential scanning calorimetry
    Dsc,
    /// Thermogravimetry
    Tga,
    /// Dynamic vapor sorption
    Dvs,
}

/// Runs the command.
pub(crate) fn run(arguments: &Arguments, terminal: &mut Terminal) -> anyhow::Result<ExitCode> {
    for (name, value) in [
        ("rate", arguments.rate),
        ("sample mass", arguments.sample_mg),
        ("molar mass", arguments.molar_mass),
    ] {
        if let Some(value) = value.filter(|value| !(*value > 0.0 && value.is_finite())) {
            bail!("expected a {name} above 0, found {value}");
        }
    }
    let column = if arguments.kind == Kind::Dvs {
        Column::Humidity
    } else {
        Column::Temperature
    };
    let bytes = bytes(&arguments.file)?;
    let series = read_series(&String::from_utf8_lossy(&bytes), column)
        .map_err(|error| unreadable(&arguments.file, &error))?;
    for note in &series.notes {
        terminal.note(&format!("note: {note}"));
    }
    let (value, text) = match arguments.kind {
        Kind::Dsc => dsc(arguments, series),
        Kind::Tga => tga(arguments, &series),
        Kind::Dvs => dvs(arguments, &series)?,
    };
    if arguments.json {
        terminal.data(&serde_json::to_string_pretty(&value)?);
    } else {
        terminal.data(&text);
    }
    Ok(ExitCode::SUCCESS)
}

fn degrees(value: f64) -> String {
    format!("{value:.1}")
}

fn dsc(arguments: &Arguments, mut series: Series) -> (Value, String) {
    if let Some(mass) = arguments.sample_mg {
        series.y.iter_mut().for_each(|flow| *flow /= mass);
    }
    let events = thermal_events(&series.x, &series.y, arguments.endo_up, arguments.rate);
    let word = |direction| {
        if direction == Direction::Endothermic {
            "endothermic"
        } else {
            "exothermic"
        }
    };
    let list: Vec<Value> = events
        .iter()
        .map(|event| {
            json!({
                "direction": word(event.direction),
                "onset_c": event.onset,
                "peak_c": event.peak,
                "from_c": event.range.0,
                "to_c": event.range.1,
                "height": event.height,
                "area": event.area,
                "heat_j_per_g": event.heat_j_per_g,
            })
        })
        .collect();
    let mut table = TextTable::new(&[
        "event",
        "onset C>",
        "peak C>",
        "from C>",
        "to C>",
        "heat J/g>",
    ]);
    for event in &events {
        table.row([
            word(event.direction).to_owned(),
            degrees(event.onset),
            degrees(event.peak),
            degrees(event.range.0),
            degrees(event.range.1),
            event
                .heat_j_per_g
                .map_or_else(|| "no rate".to_owned(), |heat| format!("{heat:.2}")),
        ]);
    }
    let note = "Onset by the tangent at the steepest point before the peak; area over a straight line between the ends. Heats hold for a heat flow in W/g (or mW with --sample-mg).";
    (
        json!({"kind": "dsc", "events": list, "conventions": note}),
        format!("{}{}", table.text(0), paragraph(note, 0)),
    )
}

fn tga(arguments: &Arguments, series: &Series) -> (Value, String) {
    let steps = mass_steps(&series.x, &series.y, arguments.molar_mass);
    let list: Vec<Value> = steps
        .iter()
        .map(|step| {
            json!({
                "onset_c": step.onset,
                "steepest_c": step.steepest,
                "from_c": step.range.0,
                "to_c": step.range.1,
                "loss_percent": step.loss_percent,
                "left_percent": step.left_percent,
                "moles_of_water": step.waters,
            })
        })
        .collect();
    let mut table = TextTable::new(&[
        "onset C>",
        "steepest C>",
        "from C>",
        "to C>",
        "loss %>",
        "left %>",
        "mol water>",
    ]);
    for step in &steps {
        table.row([
            degrees(step.onset),
            degrees(step.steepest),
            degrees(step.range.0),
            degrees(step.range.1),
            format!("{:.2}", step.loss_percent),
            format!("{:.2}", step.left_percent),
            step.waters
                .map_or_else(String::new, |waters| format!("{waters:.2}")),
        ]);
    }
    let note =
        "Moles of water hold only where the step is water and what is left is the dry compound.";
    (
        json!({"kind": "tga", "steps": list, "conventions": note}),
        format!("{}{}", table.text(0), paragraph(note, 0)),
    )
}

fn dvs(arguments: &Arguments, series: &Series) -> anyhow::Result<(Value, String)> {
    let found = sorption(&series.x, &series.y, arguments.molar_mass)
        .context("expected at least four levels of humidity and a mass above 0")?;
    let value = json!({
        "kind": "dvs",
        "uptake_at_80_percent": found.uptake_at_80,
        "hysteresis": found.hysteresis.map(|(humidity, apart)| json!({"humidity_percent": humidity, "mass_percent": apart})),
        "steps": found.steps.iter().map(|step| json!({
            "from_humidity_percent": step.between.0,
            "to_humidity_percent": step.between.1,
            "change_percent": step.change_percent,
            "moles_of_water": step.waters,
        })).collect::<Vec<_>>(),
        "points": found.points.iter().map(|point| json!({
            "humidity_percent": point.humidity,
            "change_percent": point.change_percent,
            "rising": point.rising,
        })).collect::<Vec<_>>(),
    });
    let mut table = TextTable::new(&["humidity %>", "change %>", "branch"]);
    for point in &found.points {
        let branch = if point.rising { "rising" } else { "falling" };
        table.row([
            degrees(point.humidity),
            format!("{:.3}", point.change_percent),
            branch.to_owned(),
        ]);
    }
    let mut text = table.text(0);
    if let Some(uptake) = found.uptake_at_80 {
        text.push_str(&paragraph(
            &format!("Uptake at 80 %: {uptake:.2} % of the driest mass."),
            0,
        ));
    }
    for step in &found.steps {
        let waters = step
            .waters
            .map_or_else(String::new, |waters| format!(", {waters:.2} mol water"));
        let line = format!(
            "Step between {} and {} %: {:+.2} %{waters}.",
            step.between.0, step.between.1, step.change_percent
        );
        text.push_str(&paragraph(&line, 0));
    }
    Ok((value, text))
}
