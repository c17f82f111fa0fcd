//! Routes side by side: structures, metrics, claims, metals, solvents and comparisons.

mod choice;
mod scheme;
mod tables;

use askama::Template;

use super::Context;
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
    };
    Ok(section.render()?)
}
