//! Routes side by side: structures, metrics, claims, metals, solvents and comparisons.

mod tables;

use askama::Template;
use concerted_model::route::{InputRole, Step};
use concerted_route::{RouteResult, StepResult};

use super::Context;
use super::structure::{Structure, draw};
use crate::error::ReportError;
use crate::shown::Shown;

/// Size of a drawn structure.
const SIZE: (u32, u32) = (230, 150);

#[derive(Template)]
#[template(path = "routes.html")]
struct Routes<'a> {
    schemes: Vec<Scheme<'a>>,
    names: Vec<&'a str>,
    metrics: Vec<tables::Metric>,
    claims: Vec<tables::ClaimRow>,
    metals: Vec<tables::MetalRow<'a>>,
    metal_free: Vec<&'a str>,
    solvents: Vec<tables::SolventRow<'a>>,
    comparisons: Vec<tables::ComparisonRow<'a>>,
}

/// The scheme of one route.
struct Scheme<'a> {
    name: &'a str,
    id: &'a str,
    planned: bool,
    sources: Vec<&'a str>,
    note: Option<&'a str>,
    stages: Vec<Stage<'a>>,
}

/// One step: what it starts from, where nothing before makes it, and what it makes.
struct Stage<'a> {
    from: Option<(&'a str, Structure)>,
    name: &'a str,
    technology: Option<String>,
    with: String,
    step_yield: Shown,
    intensity: Shown,
    isolated: bool,
    product: &'a str,
    structure: Structure,
}

/// Renders the section.
pub(super) fn render(context: &Context<'_>) -> Result<String, ReportError> {
    let results = &context.plan.assessment.route.routes;
    let section = Routes {
        schemes: results.iter().map(|route| scheme(context, route)).collect(),
        names: results.iter().map(|route| route.name.as_str()).collect(),
        metrics: tables::metrics(context, results),
        claims: tables::claims(context, results),
        metals: tables::metals(context, results),
        metal_free: results
            .iter()
            .filter(|route| route.metals.uses.is_empty() && route.metals.unknown.is_empty())
            .map(|route| route.name.as_str())
            .collect(),
        solvents: tables::solvents(context, results),
        comparisons: tables::comparisons(context),
    };
    Ok(section.render()?)
}

fn scheme<'a>(context: &Context<'a>, result: &'a RouteResult) -> Scheme<'a> {
    let route = context.program.route_by_id(&result.id);
    let sources = route.map_or(&[][..], |route| &route.source);
    let mut made = Vec::new();
    let mut stages = Vec::new();
    for step in &result.steps {
        stages.push(stage(context, step, &made));
        made.push(step.amounts.product.as_str());
    }
    Scheme {
        name: &result.name,
        id: &result.id,
        planned: context.plan.decision.route.as_deref() == Some(result.id.as_str()),
        sources: sources
            .iter()
            .map(|source| {
                context
                    .program
                    .source
                    .iter()
                    .find(|known| known.id.as_str() == source.as_str())
                    .map_or("", |known| known.title.as_str())
            })
            .filter(|title| !title.is_empty())
            .collect(),
        note: route.and_then(|route| route.note.as_deref()),
        stages,
    }
}

fn stage<'a>(context: &Context<'a>, result: &'a StepResult, made: &[&str]) -> Stage<'a> {
    let amounts = &result.amounts;
    let step = context
        .program
        .step
        .iter()
        .find(|step| step.id.as_str() == amounts.step);
    let from = amounts
        .limiting()
        .filter(|input| !made.contains(&input.material.as_str()))
        .map(|input| {
            let structure = structure(context, &input.material);
            (context.material(&input.material), structure)
        });
    let id = |part: &str| format!("step.{}.{part}", amounts.step);
    Stage {
        from,
        name: &amounts.name,
        technology: step
            .and_then(|step| step.technology.as_deref())
            .map(|technology| technology.replace(['_', '-'], " ")),
        with: step.map_or_else(String::new, |step| with(context, step)),
        step_yield: context
            .sheet
            .percent(&id("step_yield"), "the step states no yield"),
        intensity: context
            .sheet
            .bare(&id("pmi"), "an amount of the step is lacking"),
        isolated: amounts.isolated,
        product: context.material(&amounts.product),
        structure: structure(context, &amounts.product),
    }
}

fn structure(context: &Context<'_>, material: &str) -> Structure {
    let material = context.program.material_by_id(material);
    let smiles = material
        .and_then(|material| material.smiles.as_ref())
        .map(|smiles| smiles.smiles.as_str());
    let name = material.map_or("", |material| material.name.as_str());
    draw(smiles, name, &[], SIZE)
}

/// What acts in a step beside the limiting input; solvents and water have a table of their own.
fn with<'a>(context: &Context<'a>, step: &'a Step) -> String {
    let names: Vec<&str> = step
        .input
        .iter()
        .filter(|input| {
            input.work_up != Some(true)
                && !matches!(
                    input.role,
                    InputRole::Reactant
                        | InputRole::Solvent
                        | InputRole::Water
                        | InputRole::Quench
                        | InputRole::Auxiliary
                )
        })
        .map(|input| context.material(input.material.as_str()))
        .collect();
    names.join(", ")
}
