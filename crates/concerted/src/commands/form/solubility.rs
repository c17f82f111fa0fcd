//! `concerted form solubility`: models over temperature, the one chosen, breaks, values inside the range.

use std::path::PathBuf;
use std::process::ExitCode;

use concerted::series_file::Series;
use concerted_form::{
    BREAK_POINTS, EstimateError, MixtureFit, MixturePoint, SeriesFit, SolubilityEstimate,
    SolubilityFit, fit_mixture, fit_series,
};
use concerted_model::quantity::significant_digits;
use serde_json::{Map, Value, json};

use super::{celsius, kelvin, points, positive, series, title};
use crate::terminal::Terminal;
use crate::text_table::{TextTable, paragraph};

/// Fewest points at which van 't Hoff can be judged by AICc.
const ENOUGH_POINTS: usize = 5;

/// Arguments of `concerted form solubility`.
///
/// Exit codes: 0 every series is fitted and every value asked for lies inside its series; 1 one is not; 2 the
/// file cannot be read as a table.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// Table with a row a point: compound, solvent, T_K or T_C, x_mole_fraction or concentration_g_l; for
    /// mixtures also second_solvent and second_fraction
    path: PathBuf,
    /// Temperature at which a solubility is wanted, such as "25 degC"; may be given more than once
    #[arg(long, value_parser = kelvin, value_name = "TEMPERATURE")]
    at: Vec<f64>,
    /// Give values outside the temperatures measured too, flagged as extrapolated
    #[arg(long, requires = "at")]
    extrapolate: bool,
    /// Melting point of the compound, such as "147 degC": lets the lambda-h equation take part
    #[arg(long, value_parser = kelvin, value_name = "TEMPERATURE")]
    melting_point: Option<f64>,
    /// Molar mass of the compound in g/mol, where concentrations are given without a structure
    #[arg(long, value_parser = positive)]
    molar_mass: Option<f64>,
    /// Print everything as JSON
    #[arg(long)]
    json: bool,
}

/// What came out of one series.
enum Outcome {
    Single(SeriesFit),
    Mixture(MixtureFit),
    Refused(String),
}

/// One series with what came out.
struct Answer<'a> {
    series: &'a Series,
    outcome: Outcome,
    warnings: Vec<String>,
    values: Vec<(f64, Result<SolubilityEstimate, EstimateError>)>,
}

/// Runs the command.
pub(crate) fn run(arguments: &Arguments, terminal: &mut Terminal) -> anyhow::Result<ExitCode> {
    let all = series(&arguments.path)?;
    let answers: Vec<Answer> = all.iter().map(|series| answer(series, arguments)).collect();
    if arguments.json {
        let list: Vec<Value> = answers.iter().map(as_json).collect();
        terminal.data(&serde_json::to_string_pretty(&json!({ "series": list }))?);
    } else {
        let texts: Vec<String> = answers.iter().map(as_text).collect();
        terminal.data(&texts.join("\n"));
    }
    let failed = answers.iter().any(|answer| {
        matches!(answer.outcome, Outcome::Refused(_))
            || answer.values.iter().any(|(_, value)| value.is_err())
    });
    Ok(ExitCode::from(u8::from(failed)))
}

fn answer<'a>(series: &'a Series, arguments: &Arguments) -> Answer<'a> {
    let mut warnings = series.warnings.clone();
    let outcome = match points(series, arguments.molar_mass) {
        Err(problem) => Outcome::Refused(problem),
        Ok(points) if series.second_solvent.is_some() => mixture(series, &points),
        Ok(points) => match fit_series(&points, arguments.melting_point) {
            Err(error) => Outcome::Refused(error.to_string()),
            Ok(fitted) => {
                warnings.extend(remarks(&fitted));
                Outcome::Single(fitted)
            }
        },
    };
    let values = match &outcome {
        Outcome::Single(fitted) => arguments
            .at
            .iter()
            .map(|at| {
                let chosen = fitted.chosen();
                let value = if arguments.extrapolate {
                    chosen.extrapolated(*at)
                } else {
                    chosen.within_range(*at)
                };
                (*at, value)
            })
            .collect(),
        _ => Vec::new(),
    };
    Answer {
        series,
        outcome,
        warnings,
        values,
    }
}

fn mixture(series: &Series, points: &[(f64, f64)]) -> Outcome {
    let mixed: Vec<MixturePoint> = series
        .points
        .iter()
        .zip(points)
        .map(|(point, (temperature_k, mole_fraction))| MixturePoint {
            temperature_k: *temperature_k,
            second_fraction: point.second_fraction.unwrap_or(0.0),
            mole_fraction: *mole_fraction,
        })
        .collect();
    match fit_mixture(&mixed) {
        Ok(fitted) => Outcome::Mixture(fitted),
        Err(error) => Outcome::Refused(error.to_string()),
    }
}

/// Breaks, and what too few points leave open.
fn remarks(fitted: &SeriesFit) -> Vec<String> {
    let mut remarks: Vec<String> = fitted
        .breaks
        .iter()
        .map(|found| format!("broken series: {}", found.sentence()))
        .collect();
    let count = fitted.chosen().points;
    if count < ENOUGH_POINTS {
        remarks.push(format!(
            "{count} points are too few to judge a model: its error is not known"
        ));
    } else if count < BREAK_POINTS {
        remarks.push(format!(
            "{count} points show an outlier, but no change of slope: {BREAK_POINTS} are needed"
        ));
    }
    remarks
}

fn percent(share: f64) -> String {
    format!("{:.2}", 100.0 * share)
}

fn as_text(answer: &Answer<'_>) -> String {
    let mut text = format!("{}\n", title(answer.series));
    match &answer.outcome {
        Outcome::Refused(reason) => {
            for line in reason.lines() {
                text.push_str(&paragraph(line, 2));
            }
            return text;
        }
        Outcome::Single(fitted) => text.push_str(&single_text(fitted)),
        Outcome::Mixture(fitted) => text.push_str(&mixture_text(answer.series, fitted)),
    }
    for (at, value) in &answer.values {
        let line = match value {
            Err(error) => format!(
                "{}: {error}; --extrapolate gives it all the same",
                celsius(*at)
            ),
            Ok(value) => {
                let interval = value.interval.map_or_else(String::new, |(low, high)| {
                    format!(
                        " ({} to {})",
                        significant_digits(low),
                        significant_digits(high)
                    )
                });
                let beyond = if value.beyond_k > 0.01 {
                    format!(", extrapolated by {:.0} K", value.beyond_k)
                } else {
                    String::new()
                };
                format!(
                    "{}: x = {}{interval}{beyond}",
                    celsius(*at),
                    significant_digits(value.mole_fraction)
                )
            }
        };
        text.push_str(&paragraph(&line, 2));
    }
    for warning in &answer.warnings {
        text.push_str(&paragraph(&format!("warning: {warning}"), 2));
    }
    text
}

fn single_text(fitted: &SeriesFit) -> String {
    let chosen = fitted.chosen();
    let mut table = TextTable::new(&[
        "model",
        "ARD %>",
        "left out %>",
        "AICc>",
        "weight>",
        "equation",
    ]);
    for (index, model) in fitted.models.iter().enumerate() {
        let mark = if index == fitted.chosen { " *" } else { "" };
        table.row([
            format!("{}{mark}", model.model.name()),
            percent(model.deviation),
            model
                .leave_one_out_deviation
                .map(percent)
                .unwrap_or_default(),
            model
                .aicc
                .map(|value| format!("{value:.1}"))
                .unwrap_or_default(),
            fitted
                .weight(model)
                .map(|weight| format!("{weight:.2}"))
                .unwrap_or_default(),
            model.model.formula().to_owned(),
        ]);
    }
    let parameters: Vec<String> = chosen
        .parameters()
        .into_iter()
        .map(|(name, value, unit)| {
            let space = if unit.is_empty() { "" } else { " " };
            format!("{name} = {value:.7}{space}{unit}")
        })
        .collect();
    format!(
        "  {} points, valid from {} to {}\n{}  * chosen by {}: {}\n",
        chosen.points,
        celsius(chosen.range_k.0),
        celsius(chosen.range_k.1),
        table.text(2),
        chosen_by(chosen),
        parameters.join(", ")
    )
}

/// How the choice was made.
fn chosen_by(chosen: &SolubilityFit) -> &'static str {
    match chosen.aicc {
        Some(_) => "AICc",
        None if chosen.points >= 4 => "residuals of two-term models (too few points for AICc)",
        None => "convention (too few points to compare)",
    }
}

fn mixture_text(series: &Series, fitted: &MixtureFit) -> String {
    let interactions: Vec<String> = fitted
        .interactions
        .iter()
        .enumerate()
        .map(|(index, value)| format!("J{index} = {value:.4} K"))
        .collect();
    let interactions = if interactions.is_empty() {
        "log-linear, no interaction".to_owned()
    } else {
        interactions.join(", ")
    };
    let line = |name: &str, (a, b): (f64, f64)| format!("  {name}: ln x = {a:.5} {b:+.3} K/T\n");
    format!(
        "  {} points, valid from {} to {} and fractions of {} from {} to {}\n  Jouyban-Acree: {interactions}\n{}{}  ARD {} %, left out {} %, AICc {}\n",
        fitted.points,
        celsius(fitted.range_k.0),
        celsius(fitted.range_k.1),
        series.second_solvent.as_deref().unwrap_or_default(),
        fitted.fractions.0,
        fitted.fractions.1,
        line(&series.solvent, fitted.first),
        line(
            series.second_solvent.as_deref().unwrap_or_default(),
            fitted.second
        ),
        percent(fitted.deviation),
        fitted
            .leave_one_out_deviation
            .map_or_else(|| "-".to_owned(), percent),
        fitted
            .aicc
            .map_or_else(|| "-".to_owned(), |value| format!("{value:.1}")),
    )
}

fn as_json(answer: &Answer<'_>) -> Value {
    let series = answer.series;
    let mut object = Map::new();
    let mut put = |key: &str, value: Value| object.insert(key.to_owned(), value);
    put("compound", json!(series.compound));
    put("solvent", json!(series.solvent));
    if let Some(second) = &series.second_solvent {
        put("second_solvent", json!(second));
    }
    match &answer.outcome {
        Outcome::Refused(reason) => {
            put("points", json!(series.points.len()));
            put("error", json!(reason));
            put("problems", json!(series.problems));
            put("models", json!([]));
            put("chosen", Value::Null);
        }
        Outcome::Single(fitted) => {
            let chosen = fitted.chosen();
            put("points", json!(chosen.points));
            put("range_k", json!([chosen.range_k.0, chosen.range_k.1]));
            put(
                "models",
                fitted
                    .models
                    .iter()
                    .map(|model| model_json(fitted, model))
                    .collect(),
            );
            put("chosen", json!(chosen.model.key()));
            put("chosen_by", json!(chosen_by(chosen)));
            put(
                "breaks",
                fitted
                    .breaks
                    .iter()
                    .map(|found| {
                        json!({
                            "kind": found.kind.key(),
                            "temperature_k": found.temperature_k,
                            "before": found.change.0,
                            "after": found.change.1,
                            "message": found.sentence(),
                        })
                    })
                    .collect(),
            );
        }
        Outcome::Mixture(fitted) => {
            put("points", json!(fitted.points));
            put("range_k", json!([fitted.range_k.0, fitted.range_k.1]));
            put(
                "fraction_range",
                json!([fitted.fractions.0, fitted.fractions.1]),
            );
            put("models", json!([mixture_json(fitted)]));
            put("chosen", json!("jouyban_acree"));
        }
    }
    let values: Vec<Value> = answer.values.iter().map(value_json).collect();
    put("values", json!(values));
    put("warnings", json!(answer.warnings));
    Value::Object(object)
}

fn model_json(fitted: &SeriesFit, model: &SolubilityFit) -> Value {
    let parameters: Map<String, Value> = model
        .parameters()
        .into_iter()
        .map(|(name, value, _)| (name.to_owned(), json!(value)))
        .collect();
    json!({
        "model": model.model.key(),
        "name": model.model.name(),
        "formula": model.model.formula(),
        "parameters": parameters,
        "ard_percent": 100.0 * model.deviation,
        "loo_ard_percent": model.leave_one_out_deviation.map(|share| 100.0 * share),
        "aicc": model.aicc,
        "akaike_weight": fitted.weight(model),
        "standard_error_ln_x": model.residual_error,
    })
}

fn mixture_json(fitted: &MixtureFit) -> Value {
    json!({
        "model": "jouyban_acree",
        "name": "Jouyban-Acree with van 't Hoff",
        "formula": "ln x = f1 (A1 + B1/T) + f2 (A2 + B2/T) + f1 f2/T sum J_i (f1 - f2)^i",
        "parameters": {
            "A1": fitted.first.0, "B1": fitted.first.1,
            "A2": fitted.second.0, "B2": fitted.second.1,
            "J": fitted.interactions,
        },
        "ard_percent": 100.0 * fitted.deviation,
        "loo_ard_percent": fitted.leave_one_out_deviation.map(|share| 100.0 * share),
        "aicc": fitted.aicc,
    })
}

fn value_json((at, value): &(f64, Result<SolubilityEstimate, EstimateError>)) -> Value {
    match value {
        Err(error) => json!({ "temperature_k": at, "error": error.to_string() }),
        Ok(value) => json!({
            "temperature_k": at,
            "mole_fraction": value.mole_fraction,
            "low": value.interval.map(|(low, _)| low),
            "high": value.interval.map(|(_, high)| high),
            "extrapolated_k": value.beyond_k,
        }),
    }
}
