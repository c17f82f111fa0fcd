//! What follows from the relation of two forms for the choice of form and the process.

use concerted_model::figure::{Input, Ledger, Rule};
use concerted_model::finding::{Ask, Finding, Severity};
use concerted_model::form::Form;
use concerted_model::given::Given;
use concerted_model::program::Program;
use concerted_model::quantity::{Quantity, Temperature};
use concerted_reference::Reference;

use crate::pairs::{DECIDED, Measured, subject};
use crate::property::{ZERO_CELSIUS_K, assumed};
use crate::relation::{ROOM_TEMPERATURE_K, Relation, RelationKind};

/// What follows from a relation for the choice of form and the process.
pub(crate) fn judge(
    program: &Program,
    reference: &Reference,
    (first, second, relation, key): (&Measured, &Measured, &Relation, &str),
    (ledger, findings): (&mut Ledger, &mut Vec<Finding>),
) {
    let pair = subject(first.form, second.form);
    let names = format!("{} and {}", first.form.name, second.form.name);
    let study = |title: String| Ask {
        key: format!("relation_study:{}", first.form.material),
        catalogue: "relation_study".to_owned(),
        title,
        before: None,
        figures: vec![format!("{key}.probability").into()],
    };
    if relation.probability() < DECIDED {
        let message = format!(
            "Whether {names} are {} is open: the errors of measurement leave a probability of {:.0} %.",
            relation.kind.word(),
            100.0 * relation.probability()
        );
        findings.push(
            Finding::new("form.relation_open", Severity::Minor, pair.clone(), message)
                .figure(format!("{key}.probability"))
                .ask(study(format!("slurries of {names} at two temperatures"))),
        );
    }
    findings.extend(metastable(first, second, relation, key));
    if let (RelationKind::Enantiotropic, Some(transition)) = (relation.kind, relation.crossing_k)
        && let Some(message) =
            near_process(program, reference, (&names, first, transition, key), ledger)
    {
        findings.push(
            Finding::new(
                "form.transition_near_process",
                Severity::Major,
                pair,
                message,
            )
            .figure(format!("{key}.transition"))
            .ask(study(format!(
                "slurries of {names} on both sides of {transition:.0} K"
            )))
            .hint("keep crystallization, drying and milling on one side of the transition"),
        );
    }
}

fn metastable(
    first: &Measured,
    second: &Measured,
    relation: &Relation,
    key: &str,
) -> Option<Finding> {
    let first_stable = relation.free_energy_difference < 0.0;
    let (stable, other) = if first_stable {
        (first, second)
    } else {
        (second, first)
    };
    if other.form.chosen != Some(true) {
        return None;
    }
    let probability = relation.first_stable_probability();
    let probability = if first_stable {
        probability
    } else {
        1.0 - probability
    };
    let message = format!(
        "The chosen {} is metastable at 25 °C: {} is lower in free energy by {:.2} kJ/mol (probability {:.0} %).",
        other.form.name,
        stable.form.name,
        relation.free_energy_difference.abs(),
        100.0 * probability
    );
    Some(
        Finding::new(
            "form.chosen_metastable",
            Severity::Major,
            other.form.path.clone(),
            message,
        )
        .figure(format!("{key}.free_energy_298"))
        .hint("show that it does not convert in process and on storage, or choose the stable form"),
    )
}

const PROCESS_DISTANCE: Rule = Rule {
    id: "form.transition_distance",
    formula: "distance of T0 from the temperatures at which the form is crystallized, filtered, dried or milled, and from storage at 25 °C; near where below the margin",
    unit: "K",
};

/// The sentence that says so where a transition lies in or near the range of process temperatures.
fn near_process(
    program: &Program,
    reference: &Reference,
    (names, first, transition, key): (&str, &Measured, f64, &str),
    ledger: &mut Ledger,
) -> Option<String> {
    let temperatures = process_temperatures(program, first.form);
    let room = ROOM_TEMPERATURE_K;
    let values = || temperatures.iter().map(|given| given.value.base());
    let (low, high) = (values().fold(room, f64::min), values().fold(room, f64::max));
    let distance = (low - transition).max(transition - high).max(0.0);
    let margin = assumed(reference, "transition_margin");
    let inputs = temperatures
        .iter()
        .map(|given| given.input())
        .chain(margin.inputs)
        .chain([Input::Figure(format!("{key}.transition").into())]);
    ledger.derive(
        format!("{key}.process_distance"),
        format!("distance of the transition of {names} from the process"),
        PROCESS_DISTANCE,
        distance,
        inputs,
    );
    (distance <= margin.value).then(|| {
        format!(
            "{names} change stability at {:.0} °C, within {:.0} K of the temperatures of process and storage ({:.0} to {:.0} °C): either form may appear.",
            transition - ZERO_CELSIUS_K,
            margin.value,
            low - ZERO_CELSIUS_K,
            high - ZERO_CELSIUS_K
        )
    })
}

/// Temperatures at which a step that makes the material handles it as a solid.
fn process_temperatures<'a>(
    program: &'a Program,
    form: &Form,
) -> Vec<&'a Given<Quantity<Temperature>>> {
    use concerted_model::route::OperationKind::{
        Crystallization, Drying, Filtration, SizeReduction,
    };
    let steps = program
        .step
        .iter()
        .filter(|step| step.product == form.material);
    steps
        .flat_map(|step| {
            let operations = step.operation.iter().filter(|operation| {
                matches!(
                    operation.kind,
                    Crystallization | Filtration | Drying | SizeReduction
                )
            });
            let isolation = step
                .isolation
                .iter()
                .map(|isolation| &isolation.isolate_temperature);
            operations
                .filter_map(|operation| operation.temperature.as_ref())
                .chain(isolation)
        })
        .collect()
}
