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
}

/// Two forms of one material.
struct PairRow<'a> {
    material: &'a str,
    first: &'a str,
    second: &'a str,
    relation: Shown,
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
            })
            .collect(),
    };
    Ok(section.render()?)
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
