//! Isolated yield of a cooling crystallization from the solubility at its two temperatures.

use concerted_model::figure::{Input, Ledger, Rule};
use concerted_model::finding::{Ask, Finding, Severity, lacking};
use concerted_model::form::Solubility;
use concerted_model::given::Traced;
use concerted_model::handover::IsolationYield;
use concerted_model::program::Program;
use concerted_model::quantity::shortest;
use concerted_model::route::{InputRole, Isolation, OperationKind, Step, YieldBasis};
use concerted_reference::Reference;

use crate::property::{ZERO_CELSIUS_K, boiling_point_k};
use crate::solubility::{FittedSolubility, Scale};

const SOLUBILITY: Rule = Rule {
    id: "form.mass_solubility",
    formula: "c(T) = 1000 · x/(1 − x) · M(solute)/M(solvent) · ρ(solvent at room temperature), x from the solubility model",
    unit: "g/L",
};
const VOLUMES: Rule = Rule {
    id: "form.isolation_volumes",
    formula: "as entered, else just enough to dissolve: V = 1000/c(T dissolved)",
    unit: "L/kg",
};
const YIELD: Rule = Rule {
    id: "form.isolation_yield",
    formula: "1 − V · c(T isolated)/1000: what the mother liquor does not keep at equilibrium; losses with cake and wash not included",
    unit: "",
};

/// What one isolation is computed from.
struct Crystallization<'a> {
    step: &'a Step,
    isolation: &'a Isolation,
    series: &'a FittedSolubility,
    scale: Scale,
    /// g/L at the temperature of dissolution.
    hot: f64,
    /// g/L at the temperature of isolation.
    cold: f64,
}

/// Every isolation of the program's steps, in the order of steps.
///
/// # Findings
/// What is missing; temperatures outside the series, above the boiling point or in the wrong order; too
/// little solvent; nothing crystallizes; an entered yield above what can crystallize.
pub(crate) fn isolations(
    program: &Program,
    reference: &Reference,
    fitted: &[FittedSolubility],
    ledger: &mut Ledger,
    findings: &mut Vec<Finding>,
) -> Vec<IsolationYield> {
    let mut yields = Vec::new();
    for step in &program.step {
        let Some(isolation) = &step.isolation else {
            continue;
        };
        match Crystallization::new(program, reference, fitted, (step, isolation)) {
            Ok(crystallization) => {
                let mut own: Vec<Finding> = crystallization
                    .above_boiling(program, reference)
                    .into_iter()
                    .chain(crystallization.outside_series())
                    .chain(crystallization.broken_series())
                    .chain(crystallization.other_solvent(program))
                    .collect();
                let isolated = crystallization.record(ledger, &mut own);
                // Evidence must exist: without crystals there is no figure to point to.
                let key = format!("form.isolation.{}.yield", step.id);
                findings.extend(own.into_iter().map(|finding| match isolated {
                    Some(_) => finding.figure(key.clone()),
                    None => finding,
                }));
                yields.extend(isolated);
            }
            Err(needs) => {
                let what = format!("The isolated yield of step {}", step.name);
                findings.push(lacking("form.isolation", &step.path, &what, &needs));
            }
        }
    }
    yields
}

impl<'a> Crystallization<'a> {
    fn new(
        program: &Program,
        reference: &Reference,
        fitted: &'a [FittedSolubility],
        (step, isolation): (&'a Step, &'a Isolation),
    ) -> Result<Self, String> {
        let id = isolation.solubility.as_str();
        let entered: &Solubility = program
            .solubility
            .iter()
            .find(|series| series.id.as_str() == id)
            .ok_or_else(|| format!("there is no solubility series `{id}`"))?;
        let series = fitted
            .iter()
            .find(|series| series.series == id)
            .ok_or_else(|| format!("solubility series `{id}` could not be fitted"))?;
        let solute = program.material(&entered.material);
        let solvent = program.material(&entered.solvent);
        let (solute, solvent) = solute
            .zip(solvent)
            .ok_or("the material or the solvent of the series is not described")?;
        if step.product != entered.material {
            return Err(format!(
                "the step makes `{}`, and series `{id}` is of `{}`: mass and solubility differ between a base and its salt",
                step.product, entered.material
            ));
        }
        let scale = Scale::new(solute, solvent, reference)?;
        let at = |kelvin: f64| {
            let x = series.fit.mole_fraction(kelvin);
            let x = x.ok_or_else(|| {
                format!(
                    "the solubility model gives no mole fraction at {}",
                    celsius(kelvin)
                )
            })?;
            Ok::<f64, String>(1_000.0 * scale.kilograms_per_liter(x))
        };
        let hot = at(isolation.dissolve_temperature.value.base())?;
        let cold = at(isolation.isolate_temperature.value.base())?;
        Ok(Self {
            step,
            isolation,
            series,
            scale,
            hot,
            cold,
        })
    }

    fn temperatures_k(&self) -> [f64; 2] {
        [
            self.isolation.dissolve_temperature.value.base(),
            self.isolation.isolate_temperature.value.base(),
        ]
    }

    fn finding(&self, rule: &str, severity: Severity, message: String) -> Finding {
        Finding::new(rule, severity, self.step.path.clone(), message)
    }

    /// A temperature at which nobody measured: the yield is shown, and said to be extrapolated.
    fn outside_series(&self) -> Option<Finding> {
        let fit = &self.series.fit;
        let beyond = self
            .temperatures_k()
            .into_iter()
            .max_by(|a, b| fit.beyond_range_k(*a).total_cmp(&fit.beyond_range_k(*b)))
            .filter(|kelvin| fit.beyond_range_k(*kelvin) > 0.0)?;
        let message = format!(
            "The yield of step {} is extrapolated: {} lies {:.0} K outside the series {} ({} to {}).",
            self.step.name,
            celsius(beyond),
            fit.beyond_range_k(beyond),
            self.series.series,
            celsius(fit.range_k.0),
            celsius(fit.range_k.1)
        );
        let ask = Ask {
            key: format!(
                "solubility_study:{}:{}",
                self.series.material, self.series.solvent
            ),
            catalogue: "solubility_study".to_owned(),
            title: format!(
                "solubility of {} in {} up to the temperatures of step {}",
                self.series.material, self.series.solvent, self.step.name
            ),
            before: None,
            figures: Vec::new(),
        };
        Some(
            self.finding("form.extrapolation", Severity::Minor, message)
                .ask(ask),
        )
    }

    /// A series with a break is one curve through two forms, and a yield from it is worth little.
    fn broken_series(&self) -> Option<Finding> {
        let found = self.series.breaks.first()?;
        let message = format!(
            "The yield of step {} rests on the broken series {}: {}.",
            self.step.name,
            self.series.series,
            found.sentence()
        );
        Some(self.finding("form.yield_from_broken_series", Severity::Minor, message))
    }

    /// A series in another solvent than the step is crystallized from.
    ///
    /// What the step says of its crystallization counts, else its solvents of work-up, else all of them.
    fn other_solvent(&self, program: &Program) -> Option<Finding> {
        let named = |id: &str| {
            program
                .material_by_id(id)
                .map_or_else(|| id.to_owned(), |material| material.name.clone())
        };
        let used = crystallized_from(self.step);
        if used.is_empty() || used.contains(&self.series.solvent.as_str()) {
            return None;
        }
        let names: Vec<String> = used.into_iter().map(named).collect();
        let message = format!(
            "Step {} is crystallized from {}, but its yield rests on the solubility in {} (series {}).",
            self.step.name,
            names.join(", "),
            named(&self.series.solvent),
            self.series.series
        );
        let finding = self.finding("form.solvent_differs", Severity::Major, message);
        Some(finding.hint("name the solvent of the crystallization, or measure solubility in it"))
    }

    fn above_boiling(&self, program: &Program, reference: &Reference) -> Option<Finding> {
        let solvent = program.material_by_id(&self.series.solvent)?;
        let boiling = boiling_point_k(solvent, reference)?;
        let hottest = self.temperatures_k().into_iter().fold(0.0, f64::max);
        (hottest > boiling.value).then(|| {
            let message = format!(
                "Step {} handles {} at {}, above its boiling point of {} at 1 atm.",
                self.step.name,
                solvent.name,
                celsius(hottest),
                celsius(boiling.value)
            );
            self.finding("form.above_boiling_point", Severity::Major, message)
        })
    }

    fn record(&self, ledger: &mut Ledger, findings: &mut Vec<Finding>) -> Option<IsolationYield> {
        let just_enough = 1_000.0 / self.hot;
        let given = self.isolation.volumes.as_ref();
        let volumes = given.map_or(just_enough, |given| given.value.base());
        let isolated = 1.0 - volumes * self.cold / 1_000.0;
        if self.cold >= self.hot || isolated <= 0.0 {
            let [dissolve, isolate] = self.temperatures_k().map(celsius);
            let message = format!(
                "Nothing crystallizes in step {}: {} L/kg keep all of the product in solution at {isolate} ({} g/L there, {} g/L at {dissolve}).",
                self.step.name,
                shortest(volumes),
                shortest(self.cold.round()),
                shortest(self.hot.round())
            );
            findings.push(self.finding("form.nothing_crystallizes", Severity::Major, message));
            return None;
        }
        if volumes < just_enough * (1.0 - 1e-9) {
            let message = format!(
                "{} L/kg do not dissolve the product of step {} at {}: {} L/kg are needed; what stays undissolved is not purified.",
                shortest(volumes),
                self.step.name,
                celsius(self.temperatures_k()[0]),
                shortest(just_enough)
            );
            findings.push(self.finding("form.not_dissolved", Severity::Major, message));
        }
        findings.extend(self.entered_above(isolated));
        Some(self.figures(ledger, volumes, isolated))
    }

    fn entered_above(&self, isolated: f64) -> Option<Finding> {
        let entered = self.step.step_yield.as_ref()?;
        let comparable = self.step.yield_basis != Some(YieldBasis::Assay);
        (comparable && entered.value.base() > isolated).then(|| {
            let message = format!(
                "The yield of {} % entered for step {} is above the {} % that can crystallize by the solubility series.",
                shortest((1e3 * entered.value.base()).round() / 10.0),
                self.step.name,
                shortest((1e3 * isolated).round() / 10.0)
            );
            self.finding("form.yield_above_equilibrium", Severity::Minor, message)
        })
    }

    fn figures(&self, ledger: &mut Ledger, volumes: f64, isolated: f64) -> IsolationYield {
        let key = format!("form.isolation.{}", self.step.id);
        let name = &self.step.name;
        let flag = match self.outside_series() {
            Some(_) => " (extrapolated)",
            None => "",
        };
        let mut solubility = |part: &str, value: f64, temperature: Input| {
            let inputs = self
                .scale
                .inputs()
                .into_iter()
                .chain([self.series.model.clone(), temperature]);
            let label = format!("solubility where step {name} is {part}{flag}");
            ledger.derive(
                format!("{key}.solubility_{part}"),
                label,
                SOLUBILITY,
                value,
                inputs,
            )
        };
        let hot = solubility(
            "dissolved",
            self.hot,
            self.isolation.dissolve_temperature.input(),
        );
        let cold = solubility(
            "isolated",
            self.cold,
            self.isolation.isolate_temperature.input(),
        );
        let basis = match &self.isolation.volumes {
            Some(given) => given.input(),
            None => hot.clone(),
        };
        let volumes_figure = ledger.derive(
            format!("{key}.volumes"),
            format!("solvent of the crystallization of step {name}"),
            VOLUMES,
            volumes,
            [basis],
        );
        // Whether anything crystallizes at all also depends on the solubility where it is dissolved.
        let yield_figure = ledger.derive(
            format!("{key}.yield"),
            format!("equilibrium yield of the crystallization of step {name}{flag}"),
            YIELD,
            isolated,
            [volumes_figure.clone(), cold, hot],
        );
        if let Some(error) = self.relative_error() {
            let factor = (1.96 * error).exp();
            let kept = 1.0 - isolated;
            let low = (1.0 - kept * factor).max(0.0);
            ledger.bound(&yield_figure, low, 1.0 - kept / factor);
        }
        IsolationYield {
            step: self.step.id.as_str().to_owned(),
            fraction: Traced::new(isolated, [yield_figure]),
            volumes: Traced::new(volumes, [volumes_figure]),
        }
    }

    /// Relative standard error of what stays in solution, from the fit alone.
    fn relative_error(&self) -> Option<f64> {
        let [dissolve, isolate] = self.temperatures_k();
        let other = self.isolation.volumes.is_none().then_some(dissolve);
        self.series.fit.error_of_ln(isolate, other)
    }
}

/// Solvents from which a step is crystallized, by id, in the order written.
fn crystallized_from(step: &Step) -> Vec<&str> {
    let operations = step.operation.iter();
    let operations: Vec<&str> = operations
        .filter(|operation| operation.kind == OperationKind::Crystallization)
        .filter_map(|operation| Some(operation.solvent.as_ref()?.as_str()))
        .collect();
    let charged = |work_up: bool| -> Vec<&str> {
        let inputs = step.input.iter();
        let solvents = inputs.filter(|input| input.role == InputRole::Solvent);
        solvents
            .filter(|input| !work_up || input.work_up == Some(true))
            .map(|input| input.material.as_str())
            .collect()
    };
    [operations, charged(true), charged(false)]
        .into_iter()
        .find(|solvents| !solvents.is_empty())
        .unwrap_or_default()
}

/// A temperature in K for people.
fn celsius(kelvin: f64) -> String {
    let value = ((kelvin - ZERO_CELSIUS_K) * 10.0).round() / 10.0;
    format!("{} °C", shortest(value))
}
