//! Solubility series of the document: points to mole fractions, models, figures and findings.

use concerted_model::figure::{Input, Ledger, Rule};
use concerted_model::finding::{Ask, Finding, Severity, lacking};
use concerted_model::form::{Solubility, SolubilityPoint};
use concerted_model::given::Traced;
use concerted_model::material::Material;
use concerted_model::program::Program;
use concerted_reference::Reference;

use crate::breaks::SeriesBreak;
use crate::fit::{SolubilityFit, fit_series};
use crate::property::{density, molar_mass};
use crate::relation::ROOM_TEMPERATURE_K;

/// Fewest points at which van 't Hoff can be judged by AICc: two terms, the variance, and two to spare.
pub(crate) const ENOUGH_POINTS: usize = 5;

const MODEL: Rule = Rule {
    id: "form.solubility_model",
    formula: "the part of ln x = A + B/T + C ln T + D T (or the λh equation, with a melting point) that has the smallest AICc by least squares on ln x",
    unit: "",
};
const COEFFICIENT_A: Rule = Rule {
    id: "form.solubility_a",
    formula: "A of the solubility model",
    unit: "",
};
const COEFFICIENT_B: Rule = Rule {
    id: "form.solubility_b",
    formula: "B of the solubility model",
    unit: "K",
};
const COEFFICIENT_C: Rule = Rule {
    id: "form.solubility_c",
    formula: "C of the solubility model",
    unit: "",
};
const COEFFICIENT_D: Rule = Rule {
    id: "form.solubility_d",
    formula: "D of the solubility model",
    unit: "1/K",
};
const LAMBDA: Rule = Rule {
    id: "form.solubility_lambda",
    formula: "λ of the λh equation ln(1 + λ(1 − x)/x) = λh(1/T − 1/Tm)",
    unit: "",
};
const H: Rule = Rule {
    id: "form.solubility_h",
    formula: "h of the λh equation",
    unit: "K",
};
const DEVIATION: Rule = Rule {
    id: "form.solubility_deviation",
    formula: "average relative deviation Σ|x(fit)/x − 1|/n",
    unit: "%",
};
const LEFT_OUT: Rule = Rule {
    id: "form.solubility_leave_one_out",
    formula: "average relative deviation of each point from the fit to the others",
    unit: "%",
};
const ROOM: Rule = Rule {
    id: "form.solubility_298",
    formula: "x(298.15 K) of the solubility model; interval of 95 % of the fitted line, errors taken as normal",
    unit: "mol/mol",
};

/// A series with the model fitted to it.
#[derive(Debug, Clone, PartialEq)]
pub struct FittedSolubility {
    /// Id of the series.
    pub series: String,
    /// The material dissolved.
    pub material: String,
    /// The solvent.
    pub solvent: String,
    /// The model.
    pub fit: SolubilityFit,
    /// What is broken about the series.
    pub breaks: Vec<SeriesBreak>,
    /// Temperature in K and mole fraction of each point.
    pub points: Vec<(f64, f64)>,
    /// The figure of the model, to be named by whatever is computed with it.
    pub model: Input,
}

/// Fits every series.
pub(crate) fn solubilities(
    program: &Program,
    reference: &Reference,
    ledger: &mut Ledger,
    findings: &mut Vec<Finding>,
) -> Vec<FittedSolubility> {
    let series = program.solubility.iter();
    series
        .filter_map(|series| match points(program, reference, series) {
            Ok(points) => fitted((program, series), &points, (ledger, findings)),
            Err(needs) => {
                findings.push(no_model(series, &needs));
                None
            }
        })
        .collect()
}

fn no_model(series: &Solubility, needs: &str) -> Finding {
    let what = format!("The solubility model of series {}", series.id);
    lacking("form.solubility", &series.path, &what, needs).ask(more_points(series))
}

fn more_points(series: &Solubility) -> Ask {
    Ask {
        key: format!("solubility_study:{}:{}", series.material, series.solvent),
        catalogue: "solubility_study".to_owned(),
        title: format!(
            "solubility of {} in {} at {ENOUGH_POINTS} temperatures or more",
            series.material, series.solvent
        ),
        before: None,
        figures: Vec::new(),
    }
}

/// One point as a mole fraction, with what it rests on.
struct Point {
    temperature_k: f64,
    mole_fraction: Traced,
    temperature: Input,
}

fn points(
    program: &Program,
    reference: &Reference,
    series: &Solubility,
) -> Result<Vec<Point>, String> {
    let solute = program.material(&series.material);
    let solvent = program.material(&series.solvent);
    let basis = solute.zip(solvent);
    series
        .point
        .iter()
        .map(|point| {
            Ok(Point {
                temperature_k: point.temperature.value.base(),
                mole_fraction: mole_fraction(point, basis, reference)?,
                temperature: point.temperature.input(),
            })
        })
        .collect()
}

/// The mole fraction of a point, or what it would take to know it.
///
/// From a concentration c in g per L of solvent: n = c/M(solute), N = 1000·ρ/M(solvent), x = n/(n + N).
fn mole_fraction(
    point: &SolubilityPoint,
    basis: Option<(&Material, &Material)>,
    reference: &Reference,
) -> Result<Traced, String> {
    if let Some(x) = &point.mole_fraction {
        return Ok(x.into());
    }
    let Some(concentration) = &point.concentration else {
        return Err("a point has neither a mole fraction nor a concentration".to_owned());
    };
    let (solute, solvent) = basis.ok_or("the material or the solvent is not described")?;
    let scale = Scale::new(solute, solvent, reference)?;
    let dissolved = concentration.value.base() / scale.solute_g_mol.value;
    let around = 1_000.0 * scale.density.value / scale.solvent_g_mol.value;
    let mut inputs = scale.inputs();
    inputs.push(concentration.input());
    Ok(Traced::new(dissolved / (dissolved + around), inputs))
}

/// What turns mole fractions into mass per volume of solvent.
pub(crate) struct Scale {
    solute_g_mol: Traced,
    solvent_g_mol: Traced,
    /// In kg/L near room temperature, where solvent is measured out.
    density: Traced,
}

impl Scale {
    /// The scale, or what is missing.
    pub(crate) fn new(
        solute: &Material,
        solvent: &Material,
        reference: &Reference,
    ) -> Result<Self, String> {
        let mass = |material: &Material| {
            molar_mass(material, reference)
                .filter(|mass| mass.value > 0.0)
                .ok_or_else(|| {
                    format!("{} has neither a structure nor a molar mass", material.name)
                })
        };
        Ok(Self {
            solute_g_mol: mass(solute)?,
            solvent_g_mol: mass(solvent)?,
            density: density(solvent, reference)
                .filter(|density| density.value > 0.0)
                .ok_or_else(|| format!("{} has no density", solvent.name))?,
        })
    }

    /// Kilograms dissolved per liter of solvent at a mole fraction: x/(1 − x) · M(solute)/M(solvent) · ρ.
    pub(crate) fn kilograms_per_liter(&self, mole_fraction: f64) -> f64 {
        mole_fraction / (1.0 - mole_fraction) * self.solute_g_mol.value / self.solvent_g_mol.value
            * self.density.value
    }

    /// What the scale rests on.
    pub(crate) fn inputs(&self) -> Vec<Input> {
        [&self.solute_g_mol, &self.solvent_g_mol, &self.density]
            .into_iter()
            .flat_map(|traced| traced.inputs.iter().cloned())
            .collect()
    }
}

fn fitted(
    (program, series): (&Program, &Solubility),
    points: &[Point],
    (ledger, findings): (&mut Ledger, &mut Vec<Finding>),
) -> Option<FittedSolubility> {
    let numbers: Vec<(f64, f64)> = points
        .iter()
        .map(|point| (point.temperature_k, point.mole_fraction.value))
        .collect();
    let melting = melting_point(program, series, &numbers);
    let melting_k = melting.as_ref().map(|melting| melting.value);
    let (fit, breaks) = match fit_series(&numbers, melting_k) {
        Ok(mut fitted) => (fitted.models.swap_remove(fitted.chosen), fitted.breaks),
        Err(error) => {
            findings.push(no_model(series, &error.to_string()));
            return None;
        }
    };
    if fit.points < ENOUGH_POINTS {
        let message = format!(
            "Series {} has {} points: too few to judge its model; its error is not known.",
            series.id, fit.points
        );
        findings.push(
            Finding::new(
                "form.solubility_points",
                Severity::Minor,
                series.path.clone(),
                message,
            )
            .ask(more_points(series)),
        );
    }
    findings.extend(breaks.iter().map(|found| broken(series, found)));
    let inputs: Vec<Input> = points
        .iter()
        .flat_map(|point| {
            point
                .mole_fraction
                .inputs
                .iter()
                .chain([&point.temperature])
        })
        .cloned()
        .chain(melting.into_iter().flat_map(|melting| melting.inputs))
        .collect();
    let model = record(ledger, series, &fit, &inputs);
    Some(FittedSolubility {
        series: series.id.as_str().to_owned(),
        material: series.material.as_str().to_owned(),
        solvent: series.solvent.as_str().to_owned(),
        fit,
        breaks,
        points: numbers,
        model,
    })
}

/// The melting point of the form in contact with the solution, where it lies above the points.
///
/// A form that converts first has the melting point of another form, so it is left out.
fn melting_point(program: &Program, series: &Solubility, points: &[(f64, f64)]) -> Option<Traced> {
    let id = series.form.as_ref()?;
    let form = program
        .form
        .iter()
        .find(|form| form.id.as_str() == id.as_str())?;
    let point = form.melting_point.as_ref()?;
    let hottest = points
        .iter()
        .map(|(temperature, _)| *temperature)
        .fold(0.0, f64::max);
    let usable = form.converts_before_melting != Some(true) && point.value.base() > hottest;
    usable.then(|| point.into())
}

fn broken(series: &Solubility, found: &SeriesBreak) -> Finding {
    let message = format!("Series {} is broken: {}.", series.id, found.sentence());
    let title = format!(
        "solid form in contact with the solution of {} in {}",
        series.material, series.solvent
    );
    let ask = Ask {
        key: format!("solubility_study:{}:{}", series.material, series.solvent),
        catalogue: "solubility_study".to_owned(),
        title,
        before: None,
        figures: Vec::new(),
    };
    Finding::new("form.series_break", Severity::Major, series.path.clone(), message)
        .hint("compare the record with its source, and the solid after equilibration by powder diffraction")
        .ask(ask)
}

fn record(
    ledger: &mut Ledger,
    series: &Solubility,
    fit: &SolubilityFit,
    inputs: &[Input],
) -> Input {
    let key = format!("form.solubility.{}", series.id);
    let model = ledger.derive(
        format!("{key}.model"),
        format!("solubility model of series {}", series.id),
        MODEL,
        fit.model.name(),
        inputs.to_vec(),
    );
    let mut derive = |name: &str, label: &str, rule: Rule, value: f64| {
        let label = format!("{label}, series {}", series.id);
        ledger.derive(format!("{key}.{name}"), label, rule, value, [model.clone()])
    };
    for (name, value, _) in fit.parameters() {
        match name {
            "A" => derive("a", "parameter A", COEFFICIENT_A, value),
            "B" => derive("b", "parameter B", COEFFICIENT_B, value),
            "C" => derive("c", "parameter C", COEFFICIENT_C, value),
            "D" => derive("d", "parameter D", COEFFICIENT_D, value),
            "lambda" => derive("lambda", "parameter λ", LAMBDA, value),
            "h" => derive("h", "parameter h", H, value),
            // The melting point is an input of the model and has a figure of its own.
            _ => continue,
        };
    }
    derive(
        "deviation",
        "deviation of the fit",
        DEVIATION,
        100.0 * fit.deviation,
    );
    if let Some(deviation) = fit.leave_one_out_deviation {
        derive(
            "leave_one_out",
            "deviation of points left out",
            LEFT_OUT,
            100.0 * deviation,
        );
    }
    if fit.beyond_range_k(ROOM_TEMPERATURE_K) <= 0.0
        && let Some(x) = fit.mole_fraction(ROOM_TEMPERATURE_K)
    {
        let room = derive("at_298", "solubility at 298.15 K", ROOM, x);
        if let Some(error) = fit.error_of_ln(ROOM_TEMPERATURE_K, None) {
            let factor = (1.96 * error).exp();
            ledger.bound(&room, x / factor, x * factor);
        }
    }
    model
}
