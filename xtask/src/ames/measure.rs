//! Cross-validation by scaffold, judged as the committed model is used: calibrated, with its cuts and its domain.

use concerted_hazard::training::{Calibration, Forest, judge};
use concerted_hazard::{Call, Domain, parent, predict};

use super::data::{Compound, merged};
use super::figures::{self, Scored};
use super::study;

/// A compound's outcome beside its prediction.
#[derive(Debug, Clone)]
pub(crate) struct Judged {
    pub(crate) scored: Scored,
    /// Whether the prediction is inside the domain; `None` without an answer.
    pub(crate) domain: Option<Domain>,
}

fn scored(compound: &Compound, raw: Option<f64>, calibration: &Calibration) -> Scored {
    let probability = raw.map(|raw| calibration.probability(raw));
    Scored {
        positive: compound.positive,
        probability,
        balanced: probability.map(|of| of >= calibration.balanced_cut),
        screening: probability.map(|of| of >= calibration.screening_cut),
    }
}

/// Scores every row by the forest, the calibration and the domain of the folds it is not in.
pub(crate) fn cross_validated(
    compounds: &[Compound],
    by_fold: &[Forest],
    calibrations: &[Calibration],
) -> anyhow::Result<Vec<Judged>> {
    let training = merged(compounds);
    let mut judged: Vec<Option<Judged>> = vec![None; compounds.len()];
    for (fold, (forest, calibration)) in by_fold.iter().zip(calibrations).enumerate() {
        let others: Vec<&Compound> = training
            .iter()
            .copied()
            .filter(|of| of.fold != fold)
            .collect();
        let (bounds, index) = study::bounds(&others)?;
        for (slot, compound) in judged
            .iter_mut()
            .zip(compounds)
            .filter(|(_, of)| of.fold == fold)
        {
            let domain = compound
                .molecule
                .as_ref()
                .zip(compound.features.as_ref())
                .map(|(molecule, features)| judge(&parent(molecule), features, &bounds, &index));
            *slot = Some(Judged {
                scored: scored(compound, study::raw(forest, compound), calibration),
                domain,
            });
        }
    }
    Ok(judged.into_iter().flatten().collect())
}

/// Scores rows with the committed model.
pub(crate) fn committed(compounds: &[Compound]) -> Vec<Judged> {
    compounds
        .iter()
        .map(|compound| {
            let prediction = compound.molecule.as_ref().and_then(|of| predict(of).ok());
            let call = |call: Call| call == Call::Positive;
            Judged {
                scored: Scored {
                    positive: compound.positive,
                    probability: prediction.as_ref().map(|of| of.probability),
                    balanced: prediction.as_ref().map(|of| call(of.call)),
                    screening: prediction.as_ref().map(|of| call(of.screening_call)),
                },
                domain: prediction.map(|of| of.domain),
            }
        })
        .collect()
}

/// Scores rows with a forest and calibration that are not committed yet.
pub(crate) fn scored_with(
    compounds: &[Compound],
    forest: &Forest,
    calibration: &Calibration,
) -> Vec<Scored> {
    compounds
        .iter()
        .map(|of| scored(of, study::raw(forest, of), calibration))
        .collect()
}

/// The predictions of some rows.
pub(crate) fn only(judged: &[Judged], wanted: impl Fn(&Judged) -> bool) -> Vec<Scored> {
    judged
        .iter()
        .filter(|of| wanted(of))
        .map(|of| of.scored)
        .collect()
}

/// Whether a row is inside the domain.
pub(crate) fn inside(judged: &Judged) -> bool {
    judged.domain.as_ref().is_some_and(|domain| domain.inside)
}

/// Named figures of a set of predictions, each name with a prefix.
pub(crate) fn named(prefix: &str, scored: &[Scored]) -> Vec<(String, f64)> {
    let (sensitivity, specificity) = figures::sensitivity_specificity(scored, |of| of.screening);
    vec![
        (format!("{prefix}_rows"), scored.len() as f64),
        (format!("{prefix}_auroc"), figures::auroc(scored)),
        (
            format!("{prefix}_balanced_accuracy"),
            figures::balanced_accuracy(scored),
        ),
        (format!("{prefix}_screening_sensitivity"), sensitivity),
        (format!("{prefix}_screening_specificity"), specificity),
    ]
}

/// Accuracy at the balanced cut by similarity of the nearest tested compound: lower edge, rows, accuracy.
pub(crate) fn by_similarity(judged: &[Judged]) -> Vec<(f64, usize, f64)> {
    const EDGES: [f64; 8] = [0.0, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8];
    EDGES
        .iter()
        .enumerate()
        .map(|(place, edge)| {
            let above = EDGES.get(place + 1).copied().unwrap_or(f64::INFINITY);
            let of = only(judged, |of| {
                let similarity = of.domain.as_ref().map(|domain| domain.nearest_similarity);
                similarity.is_some_and(|of| of >= *edge && of < above)
            });
            (*edge, of.len(), figures::accuracy(&of))
        })
        .collect()
}
