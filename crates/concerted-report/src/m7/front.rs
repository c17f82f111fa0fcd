//! The title block: program, substance, uses, versions, model.

use concerted_hazard::{catalogue, model_card};
use concerted_model::program::Program;
use concerted_model::quantity::shortest;
use concerted_reference::Reference;

use crate::structure::{Structure, draw};

/// Size of the drawing of the substance.
const SIZE: (u32, u32) = (300, 210);

/// One line of the title block.
pub(super) struct Fact {
    pub(super) label: &'static str,
    pub(super) text: String,
}

/// The substance.
pub(super) struct SubstanceView<'a> {
    pub(super) name: &'a str,
    pub(super) moiety: Option<&'a str>,
    pub(super) structure: Structure,
}

/// One use.
pub(super) struct StageRow<'a> {
    pub(super) name: &'a str,
    pub(super) stage: &'static str,
    pub(super) dose: String,
    pub(super) basis: &'static str,
    pub(super) treatment: String,
    pub(super) regions: String,
}

/// The substance of the program.
pub(super) fn substance(program: &Program) -> Option<SubstanceView<'_>> {
    let substance = program.substance.as_ref()?;
    let material = program.material(&substance.material)?;
    let moiety = program.moiety();
    let drawn = material
        .smiles
        .as_ref()
        .or_else(|| moiety?.smiles.as_ref())
        .map(|structure| structure.smiles.as_str());
    Some(SubstanceView {
        name: &material.name,
        moiety: moiety
            .filter(|moiety| moiety.id != material.id)
            .map(|moiety| moiety.name.as_str()),
        structure: draw(drawn, &material.name, &[], SIZE),
    })
}

/// Versions of tool, rules and data.
pub(super) fn facts(program: &Program, reference: &Reference) -> Vec<Fact> {
    let fact = |label, text: String| Fact { label, text };
    vec![
        fact("Program", program.name.clone()),
        fact("Tool", format!("Concerted {}", env!("CARGO_PKG_VERSION"))),
        fact("Reference data", reference.data_version().to_owned()),
        fact(
            "Expert rules",
            format!("{} rules of this version", catalogue().len()),
        ),
    ]
}

/// The uses in the order of the document.
pub(super) fn stages(program: &Program) -> Vec<StageRow<'_>> {
    program
        .uses
        .iter()
        .map(|stage| StageRow {
            name: &stage.name,
            stage: stage.stage.word(),
            dose: format!("{} mg/d", shortest(stage.maximum_daily_dose.value.base())),
            basis: stage
                .dose_basis
                .unwrap_or(concerted_model::program::DoseBasis::Moiety)
                .word(),
            treatment: treatment(stage.duration.value.base()),
            regions: stage.region.join(", "),
        })
        .collect()
}

/// A duration in days, or in years where that is how people say it.
fn treatment(days: f64) -> String {
    const YEAR: f64 = 365.25;
    if days >= 2.0 * YEAR {
        format!("{} y", shortest((days / YEAR * 10.0).round() / 10.0))
    } else {
        format!("{} d", shortest(days.round()))
    }
}

/// The statistical model and how well it did.
pub(super) fn model() -> Vec<Fact> {
    let card = model_card();
    let fact = |label, text: String| Fact { label, text };
    vec![
        fact("Statistical model", format!("{} {}", card.id, card.version)),
        fact(
            "Training data",
            format!(
                "{}: {} compounds, {} positive ({})",
                card.data, card.training_rows, card.positives, card.citation
            ),
        ),
        fact(
            "Cuts",
            format!(
                "balanced {}, screening {} (sensitivity first)",
                shortest(card.balanced_cut),
                shortest(card.screening_cut)
            ),
        ),
        fact(
            "Documentation",
            "docs/model-ames.md describes the model after the headings of a QMRF".to_owned(),
        ),
    ]
}

/// The figures measured on the model.
pub(super) fn model_figures() -> Vec<(String, String)> {
    model_card()
        .figures
        .iter()
        .map(|(name, value)| (name.replace('_', " "), shortest(*value)))
        .collect()
}
