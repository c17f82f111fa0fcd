//! Measured purge and the purge that a limit requires.

use concerted_model::figure::{FigureId, Input, Ledger, Rule};

use crate::outcome::UseLimit;
use crate::walk::Candidate;

const PURGE: Rule = Rule {
    id: "genotox.measured-purge",
    formula: "product of the measured purge factors",
    unit: "",
};
const REQUIRED: Rule = Rule {
    id: "genotox.required-purge",
    formula: "level where it forms ÷ limit in the substance; the change of mass between the steps is not counted",
    unit: "",
};

/// Records for each use with a limit the purge it requires: level where the impurity forms ÷ limit.
pub(crate) fn required(candidate: &Candidate<'_>, uses: &[UseLimit], ledger: &mut Ledger) {
    let level = candidate
        .entered
        .iter()
        .filter_map(|entry| entry.level.as_ref())
        .max_by(|a, b| a.value.base().total_cmp(&b.value.base()));
    if let Some(level) = level {
        let levels: Vec<Input> = candidate
            .entered
            .iter()
            .filter_map(|entry| Some(entry.level.as_ref()?.input()))
            .collect();
        for limit in uses {
            let Some(ppm) = limit.limit_ppm_substance else {
                continue;
            };
            let figure = format!("genotox.{}.{}.", candidate.key, limit.use_id);
            ledger.derive(
                format!("{figure}required_purge"),
                format!("purge required of {}", candidate.name),
                REQUIRED,
                level.value.base() * 1e6 / ppm,
                levels
                    .iter()
                    .cloned()
                    .chain([Input::Figure(FigureId(format!(
                        "{figure}limit_ppm_substance"
                    )))]),
            );
        }
    }
}

/// The product of the purges measured, with its figure; `None` where none was measured.
///
/// No purge is predicted: agencies do not accept that for nitrosamines, and predictions are not validated here.
pub(crate) fn measured(candidate: &Candidate<'_>, ledger: &mut Ledger) -> Option<f64> {
    let measured: Vec<_> = candidate
        .entered
        .iter()
        .flat_map(|entry| &entry.purge)
        .map(|measurement| &measurement.factor)
        .collect();
    if measured.is_empty() {
        return None;
    }
    let factor = measured.iter().map(|factor| factor.value).product();
    ledger.derive(
        format!("genotox.{}.measured_purge", candidate.key),
        format!("measured purge of {}", candidate.name),
        PURGE,
        factor,
        measured.iter().map(|factor| factor.input()),
    );
    Some(factor)
}
