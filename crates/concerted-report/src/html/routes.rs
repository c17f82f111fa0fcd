//! Routes side by side: structures, metrics, claims, metals, solvents and comparisons.

mod choice;
mod scheme;
mod tables;

use askama::Template;
use concerted_route::{RouteResult, decide};

use super::Context;
use crate::decision::{radar_svg, waterfall_svg};
use crate::error::ReportError;

#[derive(Template)]
#[template(path = "routes.html")]
struct Routes<'a> {
    schemes: Vec<scheme::Scheme<'a>>,
    choice: Option<choice::ChoiceTable<'a>>,
    names: Vec<&'a str>,
    metrics: Vec<tables::Metric>,
    claims: Vec<tables::ClaimRow>,
    metals: Vec<tables::MetalRow<'a>>,
    metal_free: Vec<&'a str>,
    solvents: Vec<tables::SolventRow<'a>>,
    comparisons: Vec<tables::ComparisonRow<'a>>,
    charts: Vec<String>,
    telescopes: Vec<String>,
}

/// Renders the section.
pub(super) fn render(context: &Context<'_>) -> Result<String, ReportError> {
    let results = &context.plan.assessment.route.routes;
    let section = Routes {
        schemes: results
            .iter()
            .map(|route| scheme::scheme(context, route))
            .collect(),
        choice: choice::choice(context),
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
        charts: charts(results),
        telescopes: results.iter().flat_map(telescopes).collect(),
    };
    Ok(section.render()?)
}

/// Radar of all routes, and how the mass intensity of the first leads to that of each other one; none for one route.
fn charts(routes: &[RouteResult]) -> Vec<String> {
    let [first, others @ ..] = routes else {
        return Vec::new();
    };
    if others.is_empty() {
        return Vec::new();
    }
    let all: Vec<&RouteResult> = routes.iter().collect();
    let radar = radar_svg(&decide(&all, &[]));
    let falls = others
        .iter()
        .filter_map(|other| waterfall_svg(first, other));
    std::iter::once(radar).chain(falls).collect()
}

/// Isolations that could go, in words.
fn telescopes(route: &RouteResult) -> Vec<String> {
    let name = |id: &str| {
        let mut steps = route.steps.iter();
        let found = steps.find(|step| step.amounts.step == id);
        found.map_or_else(|| id.to_owned(), |step| step.amounts.name.clone())
    };
    route
        .telescopes
        .iter()
        .map(|one| {
            let against = if one.against.is_empty() {
                String::new()
            } else {
                format!(". Against it: {}", one.against.join("; "))
            };
            format!(
                "{}, after {} before {}: {}{against}.",
                route.name,
                name(&one.step),
                name(&one.next),
                one.how
            )
        })
        .collect()
}
