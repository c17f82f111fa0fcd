//! `concerted form isolate`: yield, solvent and seed point of an isolation, and the choice of a solvent.

use std::path::PathBuf;
use std::process::ExitCode;

use concerted::series_file::Series;
use concerted_form::{
    AntiSolventDesign, AntiSolventRequest, CoolingRequest, DesignError, EvaporationDesign,
    FractionBasis, MixturePoint, MixtureScale, SelectionRequest, SeriesBreak, SeriesFit,
    SolventCandidate, SolventChoice, SolventScale, design_anti_solvent, design_cooling,
    design_evaporation, fit_mixture, fit_series, select_solvents,
};
use concerted_model::quantity::{Quantity, VolumePerMass};
use concerted_model::suggest::closest;
use concerted_reference::Reference;

use super::isolation_answers::{Answers, as_json, as_text};
use super::{kelvin, points, positive, scale, series, solvent_row, title, write_drawing};
use crate::terminal::Terminal;

/// Most solvent at the end of an addition, where not said.
const MOST_VOLUMES: &str = "30 L/kg";

/// Arguments of `concerted form isolate`.
///
/// Exit codes: 0 every series gives a design; 1 one does not; 2 the file cannot be read as a table.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// Table of solubilities as for `form solubility`; each solvent of a compound is a candidate
    path: PathBuf,
    /// Only this compound
    #[arg(long)]
    compound: Option<String>,
    /// Temperature of dissolution, such as "60 degC"; by default as hot as series and boiling point allow
    #[arg(long, value_parser = kelvin, value_name = "TEMPERATURE")]
    dissolve: Option<f64>,
    /// Temperature of isolation; by default the lowest of the series
    #[arg(long, value_parser = kelvin, value_name = "TEMPERATURE")]
    isolate: Option<f64>,
    /// Solvent per mass of product, such as "8 L/kg"; by default just enough to dissolve
    #[arg(long, value_parser = volumes, value_name = "VOLUMES")]
    volumes: Option<f64>,
    /// Width of the metastable zone in K, where measured: gives the seed point
    #[arg(long, value_parser = positive, value_name = "KELVIN")]
    metastable_width: Option<f64>,
    /// Take solvent off at this temperature instead of cooling
    #[arg(long, value_parser = kelvin, value_name = "TEMPERATURE", conflicts_with_all = ["dissolve", "isolate"])]
    evaporate: Option<f64>,
    /// Solvent left at the end of evaporation
    #[arg(long, value_parser = volumes, value_name = "VOLUMES", default_value = "4 L/kg")]
    end_volumes: f64,
    /// For mixtures: fraction of the second solvent in which it is dissolved
    #[arg(long, default_value_t = 0.0)]
    start_fraction: f64,
    /// For mixtures: what fractions are fractions of
    #[arg(long, value_enum, default_value_t = Basis::Mass)]
    fraction_basis: Basis,
    /// For mixtures: most solvent at the end of the addition
    #[arg(long, value_parser = volumes, value_name = "VOLUMES", default_value = MOST_VOLUMES)]
    most_volumes: f64,
    /// Accept temperatures outside a series, flagged
    #[arg(long)]
    extrapolate: bool,
    /// Molar mass of the compound in g/mol, where the table has no structure
    #[arg(long, value_parser = positive)]
    molar_mass: Option<f64>,
    /// Draw the solvents by yield and volumes to this SVG file
    #[arg(long, value_name = "FILE")]
    svg: Option<PathBuf>,
    /// Print everything as JSON
    #[arg(long)]
    json: bool,
}

/// What fractions are fractions of, as the command line says it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Basis {
    /// Mass of the solvents
    Mass,
    /// Amount of the solvents
    Mole,
    /// Volume of the solvents before mixing
    Volume,
}

impl From<Basis> for FractionBasis {
    fn from(basis: Basis) -> Self {
        match basis {
            Basis::Mass => Self::Mass,
            Basis::Mole => Self::Mole,
            Basis::Volume => Self::Volume,
        }
    }
}

fn volumes(text: &str) -> Result<f64, String> {
    Quantity::<VolumePerMass>::parse(text)
        .map(Quantity::base)
        .map_err(|error| error.to_string())
}

/// Runs the command.
pub(crate) fn run(arguments: &Arguments, terminal: &mut Terminal) -> anyhow::Result<ExitCode> {
    let mut all = series(&arguments.path)?;
    if let Some(compound) = &arguments.compound {
        let known: Vec<String> = all.iter().map(|series| series.compound.clone()).collect();
        all.retain(|series| series.compound.eq_ignore_ascii_case(compound));
        if all.is_empty() {
            let near = closest(compound, known.iter().map(String::as_str));
            let hint = near.map_or_else(String::new, |near| {
                format!("\n  hint: did you mean `{near}`?")
            });
            anyhow::bail!("the table has no compound `{compound}`{hint}");
        }
    }
    let answers = answers(&all, arguments);
    if arguments.json {
        terminal.data(&serde_json::to_string_pretty(&as_json(&answers))?);
    } else {
        terminal.data(&as_text(&answers));
    }
    if let Some(path) = &arguments.svg {
        let [(_, choices)] = answers.cooling.as_slice() else {
            anyhow::bail!(
                "a drawing shows the solvents of one compound, found {}\n  hint: choose one with --compound",
                answers.cooling.len()
            );
        };
        write_drawing(path, &concerted_report::solvents_svg(choices), terminal)?;
    }
    let failed = !answers.refused.is_empty()
        || answers
            .evaporation
            .iter()
            .any(|(_, design)| design.is_err())
        || answers
            .anti_solvent
            .iter()
            .any(|(_, design)| design.is_err())
        || answers
            .cooling
            .iter()
            .flat_map(|(_, choices)| choices)
            .any(|choice| choice.design.is_err());
    Ok(ExitCode::from(u8::from(failed)))
}

/// A series that can be designed with.
struct Usable<'a> {
    series: &'a Series,
    fitted: SeriesFit,
    scale: SolventScale,
}

fn answers(all: &[Series], arguments: &Arguments) -> Answers {
    let mut answers = Answers::default();
    let mut usable: Vec<Usable> = Vec::new();
    for series in all {
        if series.second_solvent.is_some() {
            match anti_solvent(series, arguments) {
                Ok(design) => answers.anti_solvent.push((title(series), design)),
                Err(reason) => answers.refused.push((title(series), reason)),
            }
            continue;
        }
        match single(series, arguments) {
            Ok(one) => {
                let breaks = one.fitted.breaks.iter().map(SeriesBreak::sentence);
                let odd = series.warnings.iter().cloned().chain(breaks);
                answers
                    .warnings
                    .extend(odd.map(|odd| format!("{}: {odd}", title(series))));
                usable.push(one);
            }
            Err(reason) => answers.refused.push((title(series), reason)),
        }
    }
    match arguments.evaporate {
        Some(temperature_k) => {
            for one in &usable {
                answers.evaporation.push((
                    title(one.series),
                    evaporation(one, temperature_k, arguments),
                ));
            }
        }
        None => answers.cooling = cooling(&usable, arguments),
    }
    answers
}

fn single<'a>(series: &'a Series, arguments: &Arguments) -> Result<Usable<'a>, String> {
    let points = points(series, arguments.molar_mass)?;
    let solvent = (series.solvent.as_str(), series.solvent_smiles.as_deref());
    Ok(Usable {
        series,
        fitted: fit_series(&points, None).map_err(|error| error.to_string())?,
        scale: scale(series, solvent, arguments.molar_mass)?,
    })
}

fn cooling(usable: &[Usable<'_>], arguments: &Arguments) -> Vec<(String, Vec<SolventChoice>)> {
    let mut compounds: Vec<&str> = Vec::new();
    for one in usable {
        if !compounds.contains(&one.series.compound.as_str()) {
            compounds.push(&one.series.compound);
        }
    }
    let request = SelectionRequest {
        dissolve_k: arguments.dissolve,
        isolate_k: arguments.isolate,
        metastable_width_k: arguments.metastable_width,
        extrapolate: arguments.extrapolate,
    };
    compounds
        .into_iter()
        .map(|compound| {
            let of = usable.iter().filter(|one| one.series.compound == compound);
            let candidates: Vec<SolventCandidate> = of.clone().map(candidate).collect();
            let mut choices = select_solvents(&candidates, &request, Reference::embedded());
            if let Some(volumes) = arguments.volumes {
                for choice in &mut choices {
                    with_volumes(choice, &candidates, (volumes, arguments));
                }
            }
            (compound.to_owned(), choices)
        })
        .collect()
}

/// The design of a choice with the solvent that the user gives.
fn with_volumes(
    choice: &mut SolventChoice,
    candidates: &[SolventCandidate<'_>],
    (volumes, arguments): (f64, &Arguments),
) {
    let Some(candidate) = candidates
        .iter()
        .find(|candidate| candidate.name == choice.name)
    else {
        return;
    };
    let request = CoolingRequest {
        dissolve_k: choice.dissolve_k,
        isolate_k: choice.isolate_k,
        volumes: Some(volumes),
        metastable_width_k: arguments.metastable_width,
        extrapolate: arguments.extrapolate,
    };
    choice.design = design_cooling(candidate.fit, &candidate.scale, &request);
    choice.remarks.retain(|remark| !remark.contains("stirred"));
}

fn candidate<'a>(one: &'a Usable<'_>) -> SolventCandidate<'a> {
    SolventCandidate {
        name: one.series.solvent.clone(),
        solvent: solvent_row(&one.series.solvent, one.series.solvent_smiles.as_deref()),
        fit: one.fitted.chosen(),
        scale: one.scale,
    }
}

fn evaporation(
    one: &Usable<'_>,
    temperature_k: f64,
    arguments: &Arguments,
) -> Result<EvaporationDesign, DesignError> {
    let fit = one.fitted.chosen();
    let just_enough = fit
        .mole_fraction(temperature_k)
        .map(|x| 1.0 / one.scale.kilograms_per_liter(x));
    let start = arguments.volumes.or(just_enough).unwrap_or(f64::INFINITY);
    let ends = (start, arguments.end_volumes);
    design_evaporation(fit, &one.scale, temperature_k, ends, arguments.extrapolate)
}

fn anti_solvent(
    series: &Series,
    arguments: &Arguments,
) -> Result<Result<AntiSolventDesign, DesignError>, String> {
    let second = series.second_solvent.as_deref().unwrap_or_default();
    let read = points(series, arguments.molar_mass)?;
    let mixed: Vec<MixturePoint> = series
        .points
        .iter()
        .zip(read)
        .map(|(point, (temperature_k, mole_fraction))| MixturePoint {
            temperature_k,
            second_fraction: point.second_fraction.unwrap_or(0.0),
            mole_fraction,
        })
        .collect();
    let fitted = fit_mixture(&mixed).map_err(|error| error.to_string())?;
    let solvent = (series.solvent.as_str(), series.solvent_smiles.as_deref());
    let scale = MixtureScale {
        first: scale(series, solvent, arguments.molar_mass)?,
        second: scale(series, (second, None), arguments.molar_mass)?,
        basis: arguments.fraction_basis.into(),
    };
    let request = AntiSolventRequest {
        temperature_k: arguments.isolate.unwrap_or(fitted.range_k.0),
        start_fraction: arguments.start_fraction,
        start_volumes: arguments.volumes,
        most_volumes: arguments.most_volumes,
    };
    Ok(design_anti_solvent(&fitted, &scale, &request))
}
