//! Validation of the statistical model: cross-validation by scaffold, calibration, domain, external compounds.

use std::path::Path;

use concerted_hazard::screen;

use crate::ames::data;
use crate::ames::figures;
use crate::ames::measure::{self, Judged, inside, only};
use crate::ames::study;
use crate::shell;
use crate::train_ames::{EXTERNAL_COLUMNS, TRAINING_COLUMNS};

use super::{Bar, grid, rows, rules};

/// Trains anew without each fold and judges every row by the forest that did not see it.
pub(crate) fn cross_validation(path: &Path) -> anyhow::Result<Vec<Bar>> {
    let compounds = data::read(path, TRAINING_COLUMNS)?;
    let training = data::merged(&compounds);
    shell::say("cross-validation of the statistical model, some four minutes of processor time");
    let by_fold = study::by_fold(&training);
    let calibrations = study::inner_calibrations(&training);
    let judged = measure::cross_validated(&compounds, &by_fold, &calibrations)?;
    let mut bars = bars(&judged);
    bars.extend(grid::bars(
        (
            "compiled Ames set, alerts and forests from the other folds",
            "both methods negative inside the domain, scaffold folds, negative predictive value",
        ),
        &rules::out_of_fold_calls(path)?,
        &judged,
    ));
    Ok(bars)
}

fn bars(judged: &[Judged]) -> Vec<Bar> {
    let scored = only(judged, |_| true);
    let bar = |name, rows, measured, wanted, met| Bar {
        name,
        rows,
        measured,
        wanted,
        met,
    };
    let all = scored.len();
    let auroc = figures::auroc(&scored);
    let balanced = figures::balanced_accuracy(&scored);
    let table = figures::reliability(&scored);
    let (sensitivity, specificity) = figures::sensitivity_specificity(&scored, |of| of.screening);
    let within = only(judged, inside);
    let outside = only(judged, |of| !inside(of));
    shell::say("| predicted | observed | rows |\n|---|---|---|");
    for tenth in &table {
        shell::say(&format!(
            "| {:.3} | {:.3} | {} |",
            tenth.predicted, tenth.observed, tenth.rows
        ));
    }
    shell::say("| nearest similarity from | rows | accuracy |\n|---|---|---|");
    for (edge, rows, accuracy) in measure::by_similarity(judged) {
        shell::say(&format!("| {edge:.1} | {rows} | {accuracy:.3} |"));
    }
    vec![
        bar(
            "model, scaffold folds, AUROC",
            all,
            auroc,
            "at least 0.885",
            auroc >= 0.885,
        ),
        bar(
            "model, scaffold folds, balanced accuracy",
            all,
            balanced,
            "at least 0.805",
            balanced >= 0.805,
        ),
        bar(
            "model, scaffold folds, Brier score",
            all,
            figures::brier(&scored),
            "reported",
            true,
        ),
        bar(
            "model, scaffold folds, mean calibration error",
            all,
            figures::calibration_error(&table),
            "reported",
            true,
        ),
        bar(
            "model, scaffold folds, sensitivity at the screening cut",
            all,
            sensitivity,
            "reported",
            true,
        ),
        bar(
            "model, scaffold folds, specificity at the screening cut",
            all,
            specificity,
            "reported",
            true,
        ),
        bar(
            "model, accuracy inside the domain",
            within.len(),
            figures::accuracy(&within),
            "above outside",
            figures::accuracy(&within) > figures::accuracy(&outside),
        ),
        bar(
            "model, accuracy outside the domain",
            outside.len(),
            figures::accuracy(&outside),
            "reported",
            true,
        ),
    ]
}

/// The committed model on the MHLW compounds that are not in the training data.
pub(crate) fn external(path: &Path) -> anyhow::Result<Vec<Bar>> {
    let unseen: Vec<_> = rows(path)?
        .into_iter()
        .filter(|row| row.get("in_tdc_ames").is_some_and(|of| of == "0"))
        .collect();
    let compounds = data::from_rows(&unseen, EXTERNAL_COLUMNS)?;
    let judged = measure::committed(&compounds);
    let scored = only(&judged, |_| true);
    let auroc = figures::auroc(&scored);
    let (sensitivity, specificity) = figures::sensitivity_specificity(&scored, |of| of.screening);
    let bar = |name, measured, wanted, met| Bar {
        name,
        rows: scored.len(),
        measured,
        wanted,
        met,
    };
    let inside = only(&judged, inside);
    let alerts: Vec<bool> = compounds
        .iter()
        .map(|of| {
            of.molecule
                .as_ref()
                .is_some_and(|of| !screen(of).is_empty())
        })
        .collect();
    let mut bars = grid::bars(
        (
            "MHLW compounds outside the set",
            "both methods negative inside the domain, MHLW unseen, negative predictive value",
        ),
        &alerts,
        &judged,
    );
    bars.extend([
        bar(
            "model, MHLW unseen, AUROC",
            auroc,
            "at least 0.80",
            auroc >= 0.80,
        ),
        bar(
            "model, MHLW unseen, sensitivity at the screening cut",
            sensitivity,
            "at least 0.70",
            sensitivity >= 0.70,
        ),
        bar(
            "model, MHLW unseen, specificity at the screening cut",
            specificity,
            "reported",
            true,
        ),
        bar(
            "model, MHLW unseen, balanced accuracy at the balanced cut",
            figures::balanced_accuracy(&scored),
            "reported",
            true,
        ),
        Bar {
            name: "model, MHLW unseen, AUROC inside the domain",
            rows: inside.len(),
            measured: figures::auroc(&inside),
            wanted: "reported",
            met: true,
        },
    ]);
    Ok(bars)
}
