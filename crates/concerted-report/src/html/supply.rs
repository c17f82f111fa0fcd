//! Demand against batches.

use askama::Template;
use concerted_model::batch::BatchState;
use concerted_model::figure::FigureId;
use concerted_supply::{GradeDemand, HeldBatch, PlannedCampaign, StudyDemand};

use super::Context;
use crate::error::ReportError;
use crate::fan::{chart, releases};
use crate::number::three_digits;
use crate::shown::Shown;

#[derive(Template)]
#[template(path = "supply.html")]
struct Supply<'a> {
    chart: Option<String>,
    undated: Vec<&'a str>,
    studies: Vec<StudyRow<'a>>,
    grades: Vec<GradeRow>,
    planned: Vec<CampaignRow<'a>>,
    held: Vec<HeldRow<'a>>,
}

struct StudyRow<'a> {
    name: &'a str,
    grade: &'static str,
    demand: Shown,
    start: Shown,
}

struct GradeRow {
    grade: &'static str,
    demand: Shown,
    reserve: Shown,
}

struct CampaignRow<'a> {
    grade: &'static str,
    batches: Shown,
    mass: Shown,
    days: Shown,
    shortage: Shown,
    one_more: String,
    left_over: Shown,
    release: Shown,
    studies: String,
    start: Shown,
    finish: Shown,
    key: &'a str,
}

struct HeldRow<'a> {
    id: &'a str,
    grade: &'static str,
    state: &'static str,
    mass: Shown,
    available: Shown,
    retest: Shown,
    counted: bool,
}

/// Renders the section.
pub(super) fn render(context: &Context<'_>) -> Result<String, ReportError> {
    let plan = context.plan;
    let supply = &plan.assessment.supply;
    let released = releases(&plan.activities);
    let section = Supply {
        chart: chart(context.program.start.value, &plan.fan, &released),
        undated: plan
            .fan
            .undated
            .iter()
            .map(|id| study_name(context, id))
            .collect(),
        studies: studies(context),
        grades: grades(context),
        planned: supply
            .batches
            .planned
            .iter()
            .map(|campaign| campaign_row(context, campaign))
            .collect(),
        held: supply
            .batches
            .held
            .iter()
            .map(|batch| held_row(context, batch))
            .collect(),
    };
    Ok(section.render()?)
}

fn studies<'a>(context: &Context<'a>) -> Vec<StudyRow<'a>> {
    let demands = &context.plan.assessment.supply.demands;
    let row = |study: &'a StudyDemand| StudyRow {
        name: &study.name,
        grade: study.grade.word(),
        demand: context.sheet.value(study.figure.as_str(), "not computed"),
        start: study.activity.as_deref().map_or_else(
            || Shown::unknown("no activity of the plan begins it"),
            |key| date(context, &key.to_ascii_lowercase(), "start"),
        ),
    };
    demands.studies.iter().map(row).collect()
}

fn grades(context: &Context<'_>) -> Vec<GradeRow> {
    let shown = |id: &FigureId| context.sheet.value(id.as_str(), "not computed");
    let demands = &context.plan.assessment.supply.demands;
    let row = |grade: &GradeDemand| GradeRow {
        grade: grade.grade.word(),
        demand: shown(&grade.figure),
        reserve: shown(&grade.reserve_figure),
    };
    demands.grades.iter().map(row).collect()
}

/// A date of an activity of the plan.
fn date(context: &Context<'_>, key: &str, part: &str) -> Shown {
    context
        .sheet
        .value(&format!("plan.activity.{key}.{part}"), "not in the plan")
}

fn study_name<'a>(context: &Context<'a>, id: &'a str) -> &'a str {
    let study = context
        .program
        .study
        .iter()
        .find(|one| one.id.as_str() == id);
    study.map_or(id, |study| study.name.as_str())
}

fn campaign_row<'a>(context: &Context<'a>, campaign: &'a PlannedCampaign) -> CampaignRow<'a> {
    let grade = campaign.grade.word();
    let id = |part: &str| format!("supply.batch.{grade}.{part}");
    let value = |part: &str| context.sheet.value(&id(part), "no route is known");
    let studies: Vec<&str> = campaign
        .studies
        .iter()
        .map(|study| study_name(context, study))
        .collect();
    CampaignRow {
        grade,
        batches: context.sheet.bare(&id("batches"), "not computed"),
        mass: value("mass"),
        days: context
            .sheet
            .bare(&id("campaign_days"), "no route is known"),
        shortage: context
            .sheet
            .percent(&id("shortage_probability"), "not computed"),
        one_more: crate::number::percent(campaign.with_one_more),
        left_over: value("left_over"),
        release: context.sheet.bare(&id("release_days"), "not computed"),
        studies: studies.join(", "),
        start: date(context, &campaign.activity, "start"),
        finish: date(context, &campaign.activity, "finish"),
        key: &campaign.activity,
    }
}

fn held_row<'a>(context: &Context<'a>, batch: &'a HeldBatch) -> HeldRow<'a> {
    let mass = format!("{} kg", three_digits(batch.mass_kg));
    let date = |date: Option<jiff::civil::Date>| {
        date.map_or_else(
            || Shown::unknown("the program gives no release date"),
            |date| Shown::text(date.to_string()),
        )
    };
    HeldRow {
        id: &batch.id,
        grade: batch.grade.word(),
        state: match batch.state {
            BatchState::Existing => "exists",
            BatchState::Fixed => "fixed by the user",
        },
        mass: context
            .sheet
            .labelled(&format!("batch.{}.mass", batch.id), mass),
        available: date(batch.available),
        retest: date(batch.retest_on),
        counted: batch.counted,
    }
}
