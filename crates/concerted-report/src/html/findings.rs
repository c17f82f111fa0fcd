//! Findings by severity, each with its evidence and the work it asks for.

use askama::Template;
use concerted_model::finding::{Evidence, Finding, Severity};
use concerted_program::network::Reason;

use super::Context;
use crate::error::ReportError;
use crate::prose::Prose;
use crate::shown::Shown;
use crate::structure::{Structure, draw};

/// Figures shown as evidence of one finding.
const MOST_FIGURES: usize = 8;
/// Size of a drawn structure.
const SIZE: (u32, u32) = (170, 110);

#[derive(Template)]
#[template(path = "findings.html")]
struct Findings<'a> {
    groups: Vec<Group<'a>>,
}

/// Findings of one severity.
struct Group<'a> {
    word: &'static str,
    meaning: &'static str,
    /// Notes fold away: they say mostly what could not be computed.
    folded: bool,
    findings: Vec<Row<'a>>,
}

struct Row<'a> {
    message: Prose,
    rule: &'a str,
    subject: &'a str,
    figures: Vec<(String, Shown)>,
    further_figures: usize,
    texts: Vec<String>,
    structures: Vec<(&'a str, Structure)>,
    hint: Option<Prose>,
    asks: Vec<&'a str>,
    work: Vec<Added<'a>>,
}

/// An activity that the finding put into the plan.
struct Added<'a> {
    key: &'a str,
    name: &'a str,
    start: Shown,
    finish: Shown,
    site: &'a str,
}

/// Renders the section.
pub(super) fn render(context: &Context<'_>) -> Result<String, ReportError> {
    let meanings = [
        (Severity::Critical, "the plan cannot stand as it is"),
        (
            Severity::Major,
            "needs work or a decision before the next batch or study",
        ),
        (Severity::Minor, "should be looked at"),
        (
            Severity::Note,
            "good to know, and what could not be computed for lack of input",
        ),
    ];
    let groups = meanings
        .into_iter()
        .map(|(severity, meaning)| Group {
            word: severity.word(),
            meaning,
            folded: severity == Severity::Note,
            findings: context
                .plan
                .findings
                .iter()
                .filter(|finding| finding.severity == severity)
                .map(|finding| row(context, finding))
                .collect(),
        })
        .filter(|group| !group.findings.is_empty())
        .collect();
    Ok(Findings { groups }.render()?)
}

fn row<'a>(context: &Context<'a>, finding: &'a Finding) -> Row<'a> {
    let mut figures = Vec::new();
    let mut texts = Vec::new();
    let mut structures = Vec::new();
    for evidence in &finding.evidence {
        match evidence {
            Evidence::Figure { id } => {
                let label = context
                    .sheet
                    .get(id.as_str())
                    .map_or_else(|| id.to_string(), |figure| figure.label.clone());
                figures.push((label, context.sheet.value(id.as_str(), "not computed")));
            }
            Evidence::Atoms {
                smiles,
                atoms,
                label,
            } => structures.push((label.as_str(), draw(Some(smiles), label, atoms, SIZE))),
            Evidence::Reference { citation } => texts.push(format!(
                "{}, {} (table {}, row {}; {})",
                citation.source,
                citation.locator,
                citation.table,
                citation.row,
                citation.status.word()
            )),
            Evidence::Text { text } => texts.push(text.clone()),
        }
    }
    texts.dedup();
    let further_figures = figures.len().saturating_sub(MOST_FIGURES);
    figures.truncate(MOST_FIGURES);
    Row {
        message: Prose::new(&finding.message),
        rule: &finding.rule,
        subject: &finding.subject,
        figures,
        further_figures,
        texts,
        structures,
        hint: finding.hint.as_deref().map(Prose::new),
        asks: finding.asks.iter().map(|ask| ask.title.as_str()).collect(),
        work: added(context, finding),
    }
}

fn added<'a>(context: &Context<'a>, finding: &Finding) -> Vec<Added<'a>> {
    let by_it = |reason: &Reason| matches!(reason, Reason::Finding { finding: id, .. } if *id == finding.id);
    context
        .plan
        .activities
        .iter()
        .filter(|activity| activity.reasons.iter().any(by_it))
        .map(|activity| {
            let date = |part: &str, date: jiff::civil::Date| {
                let id = format!("plan.activity.{}.{part}", activity.key);
                context.sheet.labelled(&id, date.to_string())
            };
            Added {
                key: &activity.key,
                name: &activity.name,
                start: date("start", activity.start),
                finish: date("finish", activity.finish),
                site: activity
                    .site
                    .as_deref()
                    .map_or("no site", |site| context.site(site)),
            }
        })
        .collect()
}
