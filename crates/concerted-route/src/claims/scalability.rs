//! Does a route run in an ordinary plant?

use concerted_model::figure::Input;
use concerted_model::given::Given;
use concerted_model::quantity::{Dimension, Quantity, shortest};
use concerted_model::route::{InputRole, OperationKind, Step};
use concerted_reference::TechnologyKind;

use super::{Answer, Verdict};
use crate::chemistry::Chemistry;

/// Above it a step needs an autoclave (row `high_pressure` of the technologies).
const MOST_PRESSURE_BAR: f64 = 10.0;

/// Below and above it, in kelvin, a step leaves the range of an ordinary plant: -20 and 150 degrees Celsius.
const TEMPERATURE_RANGE_K: (f64, f64) = (253.15, 423.15);

/// Below it, in g/L, vessel volume rather than chemistry limits the output; our working threshold.
const LEAST_CONCENTRATION_G_L: f64 = 50.0;

/// What stands against a step, what is not stated of it, and what both rest on.
#[derive(Default)]
struct Limits {
    against: Vec<String>,
    unstated: Vec<String>,
    inputs: Vec<Input>,
}

impl Limits {
    fn value<D: Dimension>(&mut self, given: &Given<Quantity<D>>) -> f64 {
        self.inputs.push(given.input());
        given.value.base()
    }
}

pub(super) fn scalability(chemistry: &Chemistry<'_>, steps: &[&Step]) -> Verdict {
    let mut limits = Limits::default();
    for step in steps {
        conditions(chemistry, step, &mut limits);
        special(chemistry, step, &mut limits);
    }
    let (answer, evidence) = if !limits.against.is_empty() {
        (Answer::False, limits.against.join("; "))
    } else if !limits.unstated.is_empty() {
        (
            Answer::Unknown,
            format!("not stated: {}", limits.unstated.join("; ")),
        )
    } else {
        (
            Answer::True,
            "every step stays within these limits".to_owned(),
        )
    };
    Verdict {
        inputs: limits.inputs,
        ..Verdict::new(answer, evidence)
    }
}

fn conditions(chemistry: &Chemistry<'_>, step: &Step, limits: &mut Limits) {
    let name = &step.name;
    if let Some(pressure) = &step.pressure {
        let bar = limits.value(pressure);
        if bar > MOST_PRESSURE_BAR {
            limits.against.push(format!(
                "{} bar in step {name}",
                shortest((bar * 10.0).round() / 10.0)
            ));
        }
    } else if step.input.iter().any(|input| input.role == InputRole::Gas)
        || step
            .technology
            .as_deref()
            .is_some_and(|technology| technology.contains("hydrogenation"))
    {
        limits.unstated.push(format!("pressure of step {name}"));
    } else if let Some((_, atmospheric)) = chemistry.assumption("reaction_pressure") {
        limits.inputs.push(atmospheric);
    }
    let of_operations = step
        .operation
        .iter()
        .filter_map(|operation| operation.temperature.as_ref());
    for temperature in step.temperature.iter().chain(of_operations) {
        let kelvin = limits.value(temperature);
        if kelvin < TEMPERATURE_RANGE_K.0 || kelvin > TEMPERATURE_RANGE_K.1 {
            limits.against.push(format!(
                "{} degC in step {name}",
                shortest(((kelvin - 273.15) * 10.0).round() / 10.0)
            ));
        }
    }
    if step.temperature.is_none() {
        limits.unstated.push(format!("temperature of step {name}"));
    }
    if let Some(concentration) = &step.substrate_concentration {
        let titer = limits.value(concentration);
        if titer < LEAST_CONCENTRATION_G_L {
            limits
                .against
                .push(format!("only {} g/L in step {name}", shortest(titer)));
        }
    }
}

fn special(chemistry: &Chemistry<'_>, step: &Step, limits: &mut Limits) {
    let technology = step.technology.as_deref().unwrap_or_default();
    let row = chemistry
        .reference
        .technology(&technology.replace(['-', ' '], "_"));
    if let Some(row) = row
        && (row.kind == TechnologyKind::Processing || row.id == "chiral_chromatography")
    {
        limits
            .against
            .push(format!("{} in step {}", row.name.to_lowercase(), step.name));
    }
    if step
        .operation
        .iter()
        .any(|operation| operation.kind == OperationKind::Chromatography)
    {
        limits
            .against
            .push(format!("chromatography in step {}", step.name));
    }
}
