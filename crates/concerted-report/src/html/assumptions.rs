//! Assumptions, ranked, and the sources that were cited.

use std::collections::BTreeMap;

use askama::Template;
use concerted_model::figure::Origin;
use concerted_program::Ranked;

use super::Context;
use crate::error::ReportError;
use crate::number::fixed;
use crate::shown::Shown;

/// Assumptions shown before the rest folds away.
const FIRST: usize = 30;

#[derive(Template)]
#[template(path = "assumptions.html")]
struct Assumptions<'a> {
    first: Vec<Row<'a>>,
    rest: Vec<Row<'a>>,
}

struct Row<'a> {
    label: String,
    value: Shown,
    status: &'a str,
    reason: &'a str,
    swing: String,
    headline_figures: usize,
}

#[derive(Template)]
#[template(path = "sources.html")]
struct Sources<'a> {
    tables: Vec<SourceRow<'a>>,
    program: Vec<(&'a str, &'a str, &'a str, &'a str)>,
    data_version: &'a str,
}

/// A source of the reference tables that some figure of the plan rests on.
struct SourceRow<'a> {
    id: &'a str,
    title: &'a str,
    publisher: &'a str,
    edition: &'a str,
    link: &'a str,
    rows: usize,
    statuses: String,
}

/// Renders the section of the assumptions.
pub(super) fn render(context: &Context<'_>) -> Result<String, ReportError> {
    let list = &context.plan.assumptions;
    let (first, rest) = list.split_at(list.len().min(FIRST));
    let section = Assumptions {
        first: first.iter().map(|ranked| row(context, ranked)).collect(),
        rest: rest.iter().map(|ranked| row(context, ranked)).collect(),
    };
    Ok(section.render()?)
}

fn row<'a>(context: &Context<'_>, ranked: &'a Ranked) -> Row<'a> {
    Row {
        label: label(context, &ranked.figure),
        // The status has a column of its own.
        value: context
            .sheet
            .labelled(&ranked.figure, &ranked.value)
            .unmarked(),
        status: &ranked.status,
        reason: &ranked.reason,
        swing: ranked
            .swing_days
            .map_or_else(|| "not drawn".to_owned(), |days| fixed(days, 0)),
        headline_figures: ranked.headline_figures,
    }
}

/// What is assumed, in words: the name of the row where its table has names.
fn label(context: &Context<'_>, id: &str) -> String {
    let Some(figure) = context.sheet.get(id) else {
        return id.to_owned();
    };
    let Origin::Reference { citation } = &figure.origin else {
        return figure.label.clone();
    };
    let (reference, row) = (context.reference, citation.row.as_str());
    let named = match citation.table.as_str() {
        "template" => reference
            .template_activity(row)
            .map(|activity| ("duration of", activity.name.as_str())),
        "asks" => reference
            .ask(row)
            .map(|ask| ("duration of", ask.name.as_str())),
        "handoff_overheads" => reference
            .handoff_overhead(row)
            .map(|overhead| ("hand-off work", overhead.name.as_str())),
        _ => None,
    };
    match named {
        Some((what, name)) => format!("{what} “{name}” ({row})"),
        None => figure.label.clone(),
    }
}

/// Renders the section of the sources.
pub(super) fn render_sources(context: &Context<'_>) -> Result<String, ReportError> {
    let mut cited: BTreeMap<&str, BTreeMap<&str, usize>> = BTreeMap::new();
    for figure in context.plan.figures.iter() {
        if let Origin::Reference { citation } = &figure.origin {
            let statuses = cited.entry(&citation.source).or_default();
            *statuses.entry(citation.status.word()).or_default() += 1;
        }
    }
    let section = Sources {
        tables: cited
            .into_iter()
            .map(|(id, statuses)| source_row(context, id, &statuses))
            .collect(),
        program: context
            .program
            .source
            .iter()
            .map(|source| {
                (
                    source.id.as_str(),
                    source.title.as_str(),
                    source.locator.as_deref().unwrap_or_default(),
                    source.link.as_deref().unwrap_or_default(),
                )
            })
            .collect(),
        data_version: context.reference.data_version(),
    };
    Ok(section.render()?)
}

fn source_row<'a>(
    context: &Context<'a>,
    id: &'a str,
    statuses: &BTreeMap<&str, usize>,
) -> SourceRow<'a> {
    let source = context.reference.source(id);
    let words: Vec<String> = statuses
        .iter()
        .map(|(status, number)| format!("{number} {status}"))
        .collect();
    SourceRow {
        id,
        title: source.map_or("", |source| source.title.as_str()),
        publisher: source.map_or("", |source| source.publisher.as_str()),
        edition: source.map_or("", |source| source.edition.as_str()),
        link: source.map_or("", |source| source.link.as_str()),
        rows: statuses.values().sum(),
        statuses: words.join(", "),
    }
}
