//! Assumptions, ranked by how much the plan depends on them.

use std::collections::BTreeMap;

use concerted_model::evidence::Status;
use concerted_model::figure::{Entered, Figure, Figures, Input, Origin};
use concerted_schedule::Source;
use serde::Serialize;

use crate::evaluate::Evaluation;
use crate::network::Work;
use crate::timing::TICKS_PER_DAY;

/// An assumption with what hangs on it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Ranked {
    /// Key of the figure that is assumed.
    pub figure: String,
    /// The value as text.
    pub value: String,
    /// Its status: assumed, memory, partly, calculated or conflict.
    pub status: String,
    /// Why this value, or where it is from.
    pub reason: String,
    /// Days by which the target moves between the lowest and the highest tenth of its draw, where it is drawn.
    pub swing_days: Option<f64>,
    /// Headline figures that rest on it: route metrics, limits, batches, milestones, cost.
    pub headline_figures: usize,
}

/// Figures that a reader looks at first.
fn is_headline(id: &str) -> bool {
    let topic = id.split('.').next().unwrap_or_default();
    let last = id.rsplit('.').next().unwrap_or_default();
    match topic {
        "route" => matches!(last, "pmi" | "yield"),
        "genotox" => last.starts_with("limit"),
        "supply" => last == "mass",
        "plan" => id == "plan.cost" || id.starts_with("plan.milestone."),
        _ => false,
    }
}

/// Every assumption among the figures, the one that moves the target most first, then the one that most
/// headline figures rest on.
pub(crate) fn rank(figures: &Figures, evaluation: &Evaluation, entered: &[Entered]) -> Vec<Ranked> {
    let mut resting: BTreeMap<String, usize> = BTreeMap::new();
    for figure in figures
        .iter()
        .filter(|figure| is_headline(figure.id.as_str()))
    {
        for ancestor in figures.ancestors(figure.id.as_str()) {
            *resting.entry(ancestor.0).or_default() += 1;
        }
    }
    let swings = swings(evaluation, entered);
    let mut list: Vec<Ranked> = figures
        .iter()
        .filter_map(|figure| {
            let (status, reason) = assumed(figure)?;
            let id = figure.id.as_str();
            let value = match &figure.value {
                concerted_model::figure::FigureValue::Number(number) => format!(
                    "{} {}",
                    concerted_model::quantity::shortest(*number),
                    figure.unit
                )
                .trim()
                .to_owned(),
                concerted_model::figure::FigureValue::Date(date) => date.to_string(),
                concerted_model::figure::FigureValue::Text(text) => text.clone(),
            };
            Some(Ranked {
                figure: id.to_owned(),
                value,
                status,
                reason,
                swing_days: swings.get(id).copied(),
                headline_figures: resting.get(id).copied().unwrap_or(0),
            })
        })
        .collect();
    list.sort_by(|a, b| {
        let swing = |ranked: &Ranked| ranked.swing_days.unwrap_or(0.0);
        swing(b)
            .total_cmp(&swing(a))
            .then(b.headline_figures.cmp(&a.headline_figures))
            .then_with(|| a.figure.cmp(&b.figure))
    });
    list
}

/// Status and reason of a leaf that nobody verified.
fn assumed(figure: &Figure) -> Option<(String, String)> {
    match &figure.origin {
        Origin::Assumed { assumption } => Some(("assumed".to_owned(), assumption.reason.clone())),
        Origin::Entered {
            status: Some(status),
            source,
            note,
            location,
            ..
        } if *status != Status::Verified => {
            let mut reason = note.clone().unwrap_or_default();
            if let Some(source) = source {
                let space = if reason.is_empty() { "" } else { "; " };
                reason = format!("{reason}{space}source {source}");
            }
            Some((
                status.word().to_owned(),
                format!("{reason} ({location})").trim().to_owned(),
            ))
        }
        Origin::Reference { citation } if citation.status != Status::Verified => Some((
            citation.status.word().to_owned(),
            format!("{}, {}", citation.source, citation.locator),
        )),
        _ => None,
    }
}

/// Days by which the draw of each assumption moves the target: the largest of the activities and risks that
/// use it. Where the user entered the points of a duration, they are drawn and not the template's.
fn swings(evaluation: &Evaluation, entered: &[Entered]) -> BTreeMap<String, f64> {
    let activities = &evaluation.scheduling.model.activities;
    let mut swings: BTreeMap<String, f64> = BTreeMap::new();
    let mut note = |id: String, days: f64| {
        let own = swings.entry(id).or_insert(0.0);
        *own = own.max(days);
    };
    for influence in &evaluation.simulation.influences {
        let days = influence.swing() / TICKS_PER_DAY as f64;
        match &influence.source {
            Source::Risk(key) => {
                let prefix = format!("risk.{key}.");
                for value in entered
                    .iter()
                    .filter(|value| value.path.starts_with(&prefix))
                {
                    note(format!("entered.{}", value.path), days);
                }
            }
            Source::Activity(index) => {
                let key = activities[index.0].key.as_str();
                let Some(work) = evaluation.network.work.get(key) else {
                    continue;
                };
                for id in drawn(work, entered) {
                    note(id, days);
                }
            }
        }
    }
    swings
}

/// Figures whose values are drawn for an activity's duration.
fn drawn(work: &Work, entered: &[Entered]) -> Vec<String> {
    let own: Vec<String> = work
        .inputs
        .iter()
        .filter_map(|input| match input {
            Input::Entered(index) => Some(&entered[index.0 as usize].path),
            _ => None,
        })
        .filter(|path| {
            ["shortest", "likely", "longest"]
                .iter()
                .any(|part| path.starts_with("activity.") && path.rsplit('.').next() == Some(part))
        })
        .map(|path| format!("entered.{path}"))
        .collect();
    if !own.is_empty() {
        return own;
    }
    work.inputs
        .iter()
        .filter_map(|input| match input {
            Input::Reference(citation, _)
                if matches!(
                    citation.table.as_str(),
                    "template" | "asks" | "handoff_overheads"
                ) =>
            {
                Some(format!("reference.{}.{}", citation.table, citation.row))
            }
            _ => None,
        })
        .collect()
}
