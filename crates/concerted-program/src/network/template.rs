//! The activities of the template.

use concerted_model::figure::Input;
use concerted_model::handover::ThreePoint;
use concerted_model::partner::ServiceArea;
use concerted_model::program::Program;
use concerted_reference::{Reference, Strategy, TemplateActivity};

use crate::network::{Network, Reason, Work};

/// Working days in a week of the template.
pub(crate) const DAYS_PER_WEEK: f64 = 5.0;

/// The key of a template row: users know it in capitals, keys are lower case.
pub(crate) fn key(row: &str) -> String {
    row.to_ascii_lowercase()
}

/// All rows of the two-batch template with their links.
pub(super) fn work(program: &Program, reference: &Reference) -> Network {
    let mut network = Network::default();
    for row in reference.template() {
        let Some(after) = row.predecessors(Strategy::TwoBatches) else {
            continue;
        };
        let work = one(program, row);
        for from in after {
            network.link(&key(from), &work.key, format!("template.{}", row.id));
        }
        network.work.insert(work.key.clone(), work);
    }
    network
}

fn one(program: &Program, row: &TemplateActivity) -> Work {
    let weeks = row.weeks();
    let cost = row.cost_kusd();
    let mut inputs = vec![program.start.input()];
    inputs.push(Input::Reference(
        weeks.citation,
        format!(
            "{} to {} to {} weeks",
            weeks.value.low, weeks.value.likely, weeks.value.high
        ),
    ));
    Work {
        key: key(&row.id),
        name: row.name.clone(),
        area: area(row.service_area),
        site: None,
        owner: row.owner_role.clone(),
        deliverable: row.deliverable.clone(),
        days: ThreePoint {
            low: weeks.value.low * DAYS_PER_WEEK,
            mode: weeks.value.likely * DAYS_PER_WEEK,
            high: weeks.value.high * DAYS_PER_WEEK,
        },
        cost: ThreePoint {
            low: cost.value.low,
            mode: cost.value.likely,
            high: cost.value.high,
        },
        reasons: vec![Reason::Template {
            row: row.id.clone(),
        }],
        not_before: None,
        started: None,
        finished: None,
        // A milestone takes nobody's time.
        occupies: weeks.value.high > 0.0,
        makes: Vec::new(),
        takes: Vec::new(),
        figures: Vec::new(),
        inputs,
    }
}

/// The model's word for an area of the reference tables.
pub(crate) fn area(area: concerted_reference::ServiceArea) -> ServiceArea {
    match area {
        concerted_reference::ServiceArea::Chemistry => ServiceArea::Chemistry,
        concerted_reference::ServiceArea::Analysis => ServiceArea::Analysis,
        concerted_reference::ServiceArea::PhysicalForm => ServiceArea::PhysicalForm,
        concerted_reference::ServiceArea::Toxicology => ServiceArea::Toxicology,
        concerted_reference::ServiceArea::QualityRegulatory => ServiceArea::Regulatory,
        concerted_reference::ServiceArea::Clinic => ServiceArea::Clinic,
        concerted_reference::ServiceArea::Programme => ServiceArea::Programme,
    }
}
