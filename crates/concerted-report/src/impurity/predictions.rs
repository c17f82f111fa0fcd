//! What both methods say of an impurity, with the evidence behind it.

use concerted_genotox::{ClassGround, ImpurityClass, ImpurityResult, TestedNeighbor};
use concerted_hazard::{CpcaOutcome, NitrosoGroup, contributions, notes};
use concerted_molecule::Molecule;

use super::known_key::known;
use super::{Source, rule};
use crate::number::{fixed, percent, three_digits};
use crate::shown::Shown;
use crate::structure::{Structure, draw, draw_notes, draw_values};

/// Size of the drawing of a neighbor.
const NEIGHBOR_SIZE: (u32, u32) = (150, 110);

/// Similarity from which all environments of the atoms agree.
const SAME: f64 = 1.0 - 1e-9;

/// A hit of an expert rule, with the rule's definition.
pub(crate) struct RuleHit {
    pub(crate) id: &'static str,
    pub(crate) name: &'static str,
    pub(crate) definition: &'static str,
    pub(crate) mechanism: &'static str,
    pub(crate) literature: Vec<&'static str>,
    /// How it did on published tests; with its count.
    pub(crate) precision: String,
}

/// What the statistical model says.
pub(crate) struct ModelView {
    /// "positive", "negative" or "no prediction".
    pub(crate) call: &'static str,
    /// Why there is no call.
    pub(crate) refused: String,
    pub(crate) called: bool,
    pub(crate) probability: Shown,
    pub(crate) screening: &'static str,
    pub(crate) inside: bool,
    /// Why it is outside of the domain.
    pub(crate) outside: Vec<String>,
    pub(crate) nearest: String,
    /// The structure with what each atom contributes.
    pub(crate) drawing: Option<Structure>,
}

/// The potency category of one N-nitroso group.
pub(crate) struct PotencyView {
    pub(crate) structure: Structure,
    pub(crate) caption: String,
    pub(crate) summary: String,
    pub(crate) scores: Vec<PotencyRow>,
}

/// One scoring step.
pub(crate) struct PotencyRow {
    pub(crate) name: &'static str,
    pub(crate) points: String,
    pub(crate) reason: String,
}

/// A tested compound that resembles the impurity.
pub(crate) struct NeighborRow<'a> {
    /// Name or structure; `None` where the InChIKey is all that is known.
    pub(crate) name: Option<&'a str>,
    pub(crate) inchi_key: Option<&'a str>,
    /// True where all environments of its atoms agree with those of the impurity.
    pub(crate) same: bool,
    pub(crate) structure: Option<Structure>,
    pub(crate) outcome: &'static str,
    pub(crate) similarity: String,
}

/// The cell of the two-method grid.
pub(crate) struct GridView {
    pub(crate) name: String,
    pub(crate) asks: bool,
    pub(crate) argument: &'static str,
    /// What the class would be, and whether that decides.
    pub(crate) class: String,
}

/// The hits of the expert rules.
pub(super) fn rules(impurity: &ImpurityResult) -> Vec<RuleHit> {
    impurity
        .alerts
        .iter()
        .map(|hit| {
            let definition = rule(hit.rule);
            RuleHit {
                id: hit.rule,
                name: hit.name,
                definition: definition.map_or("", |rule| rule.definition),
                mechanism: definition.map_or("", |rule| rule.mechanism),
                literature: definition.map_or_else(Vec::new, |rule| {
                    rule.references.iter().map(|work| work.citation).collect()
                }),
                precision: definition.map_or_else(String::new, |rule| precision(rule.measured)),
            }
        })
        .collect()
}

fn precision(measured: concerted_hazard::Measured) -> String {
    match measured.precision() {
        Some(share) => format!(
            "{} of {} compounds with it tested positive ({})",
            measured.positives,
            measured.hits,
            percent(share)
        ),
        None => "no compound of the set has it".to_owned(),
    }
}

/// What the model says, or why it says nothing.
pub(super) fn model(
    source: &Source<'_>,
    impurity: &ImpurityResult,
    molecule: Option<&Molecule>,
) -> ModelView {
    let Some(prediction) = &impurity.prediction else {
        let reason = impurity
            .prediction_refused
            .clone()
            .unwrap_or_else(|| "no structure".to_owned());
        return ModelView {
            call: "no prediction",
            called: false,
            probability: Shown::unknown(reason.clone()),
            refused: reason,
            screening: "",
            inside: false,
            outside: Vec::new(),
            nearest: String::new(),
            drawing: None,
        };
    };
    let id = format!("genotox.{}.probability", impurity.key);
    ModelView {
        call: prediction.call.name(),
        refused: String::new(),
        called: true,
        probability: source
            .sheet
            .labelled(&id, three_digits(prediction.probability)),
        screening: prediction.screening_call.name(),
        inside: prediction.domain.inside,
        outside: prediction.domain.reasons.clone(),
        nearest: fixed(prediction.domain.nearest_similarity, 2),
        drawing: molecule.and_then(|molecule| contributed(molecule, &impurity.name)),
    }
}

/// The nearest tested compounds.
pub(super) fn neighbors(impurity: &ImpurityResult) -> Vec<NeighborRow<'_>> {
    impurity.neighbors.iter().map(neighbor).collect()
}

fn neighbor(neighbor: &TestedNeighbor) -> NeighborRow<'_> {
    let key = neighbor.inchi_key.as_deref();
    let known = key.and_then(known);
    let smiles = neighbor.smiles.as_deref();
    let name = known.map(|(name, _)| name).or(smiles);
    let drawn = smiles.or(known.map(|(_, smiles)| smiles));
    NeighborRow {
        name,
        inchi_key: key,
        same: neighbor.similarity >= SAME,
        structure: drawn
            .map(|smiles| draw(Some(smiles), name.unwrap_or(smiles), &[], NEIGHBOR_SIZE)),
        outcome: if neighbor.positive {
            "positive"
        } else {
            "negative"
        },
        similarity: fixed(neighbor.similarity, 2),
    }
}

/// Whether an expert argument could decide the class and is not there yet; the cohort of concern is left by data only.
pub(super) fn asks_for_an_argument(impurity: &ImpurityResult) -> bool {
    impurity.ground == ClassGround::Predictions
        && impurity.cohort_of_concern.is_none()
        && impurity
            .cell
            .is_some_and(concerted_genotox::GridCell::asks_for_an_argument)
}

/// The cell of the grid, and whether an argument is still asked for.
pub(super) fn grid(impurity: &ImpurityResult) -> Option<GridView> {
    let cell = impurity.cell?;
    Some(GridView {
        name: cell.name(),
        asks: asks_for_an_argument(impurity),
        argument: cell.argument(),
        class: by_predictions(impurity, cell.class().number()),
    })
}

/// The class that the two predictions give, as a sentence that does not contradict the heading.
fn by_predictions(impurity: &ImpurityResult, class: u8) -> String {
    let decides = impurity.ground == ClassGround::Predictions
        && impurity.class.map(ImpurityClass::number) == Some(class);
    if decides {
        format!("Class {class} by these predictions.")
    } else {
        format!(
            "By predictions alone it would be class {class}; decided by: {}.",
            impurity.ground.name()
        )
    }
}

/// Size of a drawing with notes.
const SIZE: (u32, u32) = (260, 190);

/// The potency categories of the N-nitroso groups, each on its own drawing.
pub(super) fn potency(impurity: &ImpurityResult) -> Vec<PotencyView> {
    let many = impurity.potency.len() > 1;
    impurity
        .potency
        .iter()
        .zip(1..)
        .map(|(group, number)| {
            let which = if many {
                format!("N-nitroso group {number}: ")
            } else {
                String::new()
            };
            potency_view(impurity, group, &which)
        })
        .collect()
}

fn potency_view(impurity: &ImpurityResult, group: &NitrosoGroup, which: &str) -> PotencyView {
    let (summary, scores, notes) = match &group.outcome {
        CpcaOutcome::NotApplicable { reason } => (
            format!("{which}the approach does not apply. {reason}"),
            Vec::new(),
            Vec::new(),
        ),
        CpcaOutcome::Category(category) => (
            format!(
                "{which}category {}{}. A category is a prediction for compounds without data of their own; an intake that an agency lists goes before it.",
                category.category,
                category
                    .score
                    .map_or_else(String::new, |score| format!(", score {score}"))
            ),
            category
                .steps
                .iter()
                .map(|step| PotencyRow {
                    name: step.name,
                    points: if step.points == 0 {
                        String::new()
                    } else {
                        signed(step.points)
                    },
                    reason: step.sentence.clone(),
                })
                .collect(),
            notes(category),
        ),
    };
    PotencyView {
        structure: draw_notes(
            impurity.smiles.as_deref(),
            &impurity.name,
            (&[], &notes),
            SIZE,
        ),
        caption: match group.outcome.category() {
            Some(category) => format!(
                "{which}points of the potency category {}",
                category.category
            ),
            None => format!("{which}no potency category"),
        },
        summary,
        scores,
    }
}

/// Points with their sign.
fn signed(points: i8) -> String {
    if points < 0 {
        format!("−{}", points.unsigned_abs())
    } else {
        format!("+{points}")
    }
}

/// The structure with what each atom contributes to the prediction; `None` where the model gives none.
fn contributed(molecule: &Molecule, name: &str) -> Option<Structure> {
    let contributions = contributions(molecule).ok()?;
    Some(draw_values(molecule, name, &contributions, SIZE))
}
