//! Solid forms and solubility.

use askama::Template;
use concerted_form::PairOutcome;

use super::Context;
use crate::error::ReportError;
use crate::number::{fixed, percent};
use crate::shown::Shown;

#[derive(Template)]
#[template(path = "form.html")]
struct Form<'a> {
    forms: Vec<(&'a str, &'a str, &'static str, bool)>,
    pairs: Vec<PairRow<'a>>,
    solubilities: Vec<SolubilityRow<'a>>,
    isolations: Vec<IsolationRow<'a>>,
}

/// Two forms of one material.
struct PairRow<'a> {
    material: &'a str,
    first: &'a str,
    second: &'a str,
    relation: Shown,
    with_heat_capacity: Shown,
    transition: Shown,
}

/// One fitted series.
struct SolubilityRow<'a> {
    material: &'a str,
    solvent: &'a str,
    model: Shown,
    points: usize,
    range: String,
    deviation: String,
    left_out: String,
    breaks: String,
}

/// One crystallization.
struct IsolationRow<'a> {
    step: &'a str,
    volumes: Shown,
    fraction: Shown,
}

/// Renders the section.
pub(super) fn render(context: &Context<'_>) -> Result<String, ReportError> {
    let outcome = &context.plan.assessment.form;
    let program = context.program;
    let section = Form {
        forms: program
            .form
            .iter()
            .map(|form| {
                let material = context.material(form.material.as_str());
                let chosen = form.chosen == Some(true);
                (form.name.as_str(), material, form.kind.word(), chosen)
            })
            .collect(),
        pairs: outcome
            .pairs
            .iter()
            .map(|pair| PairRow {
                material: context.material(&pair.material),
                first: form_name(context, &pair.first),
                second: form_name(context, &pair.second),
                relation: relation(context, pair),
                with_heat_capacity: context.sheet.value(
                    &format!(
                        "form.pair.{}.{}.probability_with_heat_capacity",
                        pair.first, pair.second
                    ),
                    "not compared",
                ),
                transition: context.sheet.value(
                    &format!("form.pair.{}.{}.transition", pair.first, pair.second),
                    "no crossing with a physical meaning, or the errors leave it open",
                ),
            })
            .collect(),
        solubilities: outcome
            .solubilities
            .iter()
            .map(|series| SolubilityRow {
                material: context.material(&series.material),
                solvent: context.material(&series.solvent),
                model: context.sheet.labelled(
                    &format!("form.solubility.{}.model", series.series),
                    series.fit.model.name(),
                ),
                points: series.fit.points,
                range: format!(
                    "{} to {} °C",
                    fixed(series.fit.range_k.0 - 273.15, 0),
                    fixed(series.fit.range_k.1 - 273.15, 0)
                ),
                deviation: format!("{} %", fixed(series.fit.deviation * 100.0, 1)),
                left_out: series
                    .fit
                    .leave_one_out_deviation
                    .map_or_else(String::new, |share| {
                        format!("{} %", fixed(share * 100.0, 1))
                    }),
                breaks: breaks(series),
            })
            .collect(),
        isolations: outcome
            .isolations
            .iter()
            .map(|isolation| isolation_row(context, &isolation.step))
            .collect(),
    };
    Ok(section.render()?)
}

fn breaks(series: &concerted_form::FittedSolubility) -> String {
    let sentences: Vec<String> = series
        .breaks
        .iter()
        .map(concerted_form::SeriesBreak::sentence)
        .collect();
    if sentences.is_empty() {
        "none found".to_owned()
    } else {
        sentences.join("; ")
    }
}

fn isolation_row<'a>(context: &Context<'a>, id: &'a str) -> IsolationRow<'a> {
    let step = context
        .program
        .step
        .iter()
        .find(|step| step.id.as_str() == id);
    let value = |name: &str| {
        let key = format!("form.isolation.{id}.{name}");
        context.sheet.value(&key, "not computed")
    };
    IsolationRow {
        step: step.map_or(id, |step| step.name.as_str()),
        volumes: value("volumes"),
        fraction: value("yield"),
    }
}

fn form_name<'a>(context: &Context<'a>, id: &'a str) -> &'a str {
    let form = context
        .program
        .form
        .iter()
        .find(|form| form.id.as_str() == id);
    form.map_or(id, |form| form.name.as_str())
}

fn relation(context: &Context<'_>, pair: &concerted_form::PairRelation) -> Shown {
    match &pair.outcome {
        PairOutcome::NotCompared { reason } => Shown::unknown(reason.clone()),
        PairOutcome::Related { relation, decided } => {
            let caveat = if *decided { "" } else { ", not decided" };
            let text = format!(
                "{}, probability {}{caveat}",
                relation.kind.word(),
                percent(relation.probability())
            );
            let id = format!("form.pair.{}.{}.probability", pair.first, pair.second);
            context.sheet.labelled(&id, text)
        }
    }
}
