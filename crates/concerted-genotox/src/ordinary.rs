//! Thresholds for impurities that are not mutagenic (ICH Q3A).

use concerted_model::figure::{FigureId, Input, Ledger, Rule};
use concerted_model::program::Use;
use concerted_model::quantity::shortest;
use concerted_reference::{ImpurityThreshold, Reference, Row};

use crate::dose::Doses;

const QUALIFICATION: Rule = Rule {
    id: "genotox.q3a-qualification",
    formula: "the lower of percentage and daily cap of ICH Q3A at the daily dose of the substance",
    unit: "%",
};

/// Records the qualification threshold of ICH Q3A for a use, for the impurities that are not mutagenic.
pub(crate) fn ordinary_threshold(
    reference: &Reference,
    stage: &Use,
    doses: &Doses,
    ledger: &mut Ledger,
) -> Option<(f64, FigureId)> {
    let dose = doses.substance.as_ref()?;
    let row = reference.q3a(ImpurityThreshold::Qualification, dose.grams)?;
    if !row.status.is_regulatory_fact() {
        return None;
    }
    let capped = row
        .cap_mg_per_day
        .map_or(f64::INFINITY, |cap| cap / (dose.grams * 1000.0) * 100.0);
    let percent = row.limit_percent.min(capped);
    let id = FigureId(format!("genotox.{}.q3a_qualification", stage.id));
    let text = format!(
        "{} % or {} mg/day",
        shortest(row.limit_percent),
        row.cap_mg_per_day.map_or("no cap in".to_owned(), shortest)
    );
    ledger.derive(
        id.clone(),
        format!(
            "qualification threshold of ordinary impurities, {}",
            stage.name
        ),
        QUALIFICATION,
        percent,
        [dose.figure.clone(), Input::Reference(row.citation(), text)],
    );
    Some((percent, id))
}
