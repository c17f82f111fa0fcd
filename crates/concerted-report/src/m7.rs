//! The assessment of mutagenic impurities on its own: one file that a toxicologist can attach.

mod front;
mod sources;

use askama::Template;
use concerted_genotox::{ImpurityClass, ImpurityResult, SCREENING_NOTE};
use concerted_model::program::Program;
use concerted_program::Assessment;
use concerted_program::design_out::DesignOutcome;
use concerted_reference::Reference;

use crate::error::ReportError;
use crate::impurity::{
    CAVEAT, DesignView, Dossier, Source, class_words, concerns, dossier, general, routes,
};
use crate::shown::Sheet;
use front::{Fact, StageRow, SubstanceView};
use sources::SourceRow;

#[derive(Template)]
#[template(path = "m7.html")]
struct Page<'a> {
    name: &'a str,
    style: &'static str,
    m7_style: &'static str,
    substance: Option<SubstanceView<'a>>,
    facts: Vec<Fact>,
    stages: Vec<StageRow<'a>>,
    screening_note: &'static str,
    caveat: &'static str,
    cards: Vec<Dossier<'a>>,
    others: Vec<Other<'a>>,
    general: Vec<DesignView<'a>>,
    rules: Vec<RuleRow>,
    model: Vec<Fact>,
    model_figures: Vec<(String, String)>,
    sources: Vec<SourceRow<'a>>,
    /// Whether folded parts begin open.
    open: bool,
}

/// An impurity without concern.
struct Other<'a> {
    name: &'a str,
    smiles: &'a str,
    class: String,
    calls: String,
    reasons: String,
    routes: String,
}

/// An expert rule that hits at least one structure.
struct RuleRow {
    id: &'static str,
    name: &'static str,
    patterns: Vec<&'static str>,
    definition: &'static str,
    limits: &'static str,
    exemptions: &'static [concerted_hazard::Exemption],
}

/// The assessment of mutagenic impurities as one self-contained HTML page.
///
/// It shows what the assessment holds: structures, both calls with their evidence, class with reasons, arguments,
/// limits with source and status, purge, control, open questions, versions. Nothing in it reads as a verdict; it
/// supports an assessment by ICH M7 and asks for the review of an expert. The same program gives the same bytes.
///
/// # Errors
/// [`ReportError::Page`] where a template fails, which is a defect.
pub fn m7_html(
    program: &Program,
    assessment: &Assessment,
    reference: &Reference,
    designs: Option<&DesignOutcome>,
) -> Result<String, ReportError> {
    let figures = assessment.figures(program);
    let source = Source {
        program,
        sheet: Sheet::new(&figures),
        designs,
    };
    let mut impurities: Vec<&ImpurityResult> = assessment.genotox.impurities.iter().collect();
    impurities.sort_by_key(|impurity| {
        (
            !impurity.in_scope(),
            impurity.class.map_or(9, ImpurityClass::number),
            impurity.key.as_str(),
        )
    });
    let rules = rules(&impurities);
    let (concerning, others): (Vec<_>, Vec<_>) = impurities
        .into_iter()
        .partition(|impurity| concerns(impurity));
    let page = Page {
        name: &program.name,
        style: include_str!("../templates/style.css"),
        m7_style: include_str!("../templates/m7.css"),
        substance: front::substance(program),
        facts: front::facts(program, reference),
        stages: front::stages(program),
        screening_note: SCREENING_NOTE,
        caveat: CAVEAT,
        cards: concerning
            .into_iter()
            .zip(1..)
            .map(|(impurity, number)| dossier(&source, impurity, number))
            .collect(),
        others: others
            .into_iter()
            .map(|impurity| other(&source, impurity))
            .collect(),
        general: general(&source),
        rules,
        model: front::model(),
        model_figures: front::model_figures(),
        sources: sources::rows(reference, &figures, &assessment.genotox),
        open: true,
    };
    Ok(page.render()?)
}

fn other<'a>(source: &Source<'a>, impurity: &'a ImpurityResult) -> Other<'a> {
    Other {
        name: &impurity.name,
        smiles: impurity.smiles.as_deref().unwrap_or("structure not known"),
        class: class_words(impurity),
        calls: impurity.cell.map_or_else(
            || "not predicted".to_owned(),
            concerted_genotox::GridCell::name,
        ),
        reasons: impurity.class_reasons.join(" "),
        routes: routes(source, impurity),
    }
}

/// The rules that hit, with their definitions.
fn rules(impurities: &[&ImpurityResult]) -> Vec<RuleRow> {
    let hit = |id: &str| {
        impurities
            .iter()
            .any(|impurity| impurity.alerts.iter().any(|alert| alert.rule == id))
    };
    concerted_hazard::catalogue()
        .iter()
        .filter(|rule| hit(rule.id))
        .map(|rule| RuleRow {
            id: rule.id,
            name: rule.name,
            patterns: rule.patterns.to_vec(),
            definition: rule.definition,
            limits: rule.limits,
            exemptions: rule.exemptions,
        })
        .collect()
}
