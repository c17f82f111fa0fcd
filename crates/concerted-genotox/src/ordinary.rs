//! Thresholds for impurities that are not mutagenic (ICH Q3A).

use concerted_model::evidence::Citation;
use concerted_model::figure::{FigureId, Input, Ledger, Rule};
use concerted_model::program::Use;
use concerted_model::quantity::{limit_digits, shortest};
use concerted_reference::{ImpurityThreshold, Reference, Row};

use crate::dose::{Dose, Doses};
use crate::intake::{Intake, LimitKind};

const QUALIFICATION: Rule = Rule {
    id: "genotox.q3a-qualification",
    formula: "the lower of percentage and daily cap of ICH Q3A at the daily dose of the substance",
    unit: "%",
};

/// A threshold of ICH Q3A at a daily dose, for impurities that are not controlled as mutagenic.
#[derive(Debug, Clone, PartialEq)]
pub struct OrdinaryThreshold {
    /// Which threshold.
    pub threshold: ImpurityThreshold,
    /// The lower of percentage and daily cap, in percent of the substance.
    pub percent: f64,
    /// The rule in words, such as `0.15 % or 1 mg/day`.
    pub rule: String,
    /// The row and how far it was checked.
    pub citation: Citation,
}

/// The thresholds of ICH Q3A for one use.
#[derive(Debug, Clone, PartialEq)]
pub struct OrdinaryOfUse {
    /// The use.
    pub use_id: String,
    /// Its thresholds, reporting first; empty without a dose or where the band of dose was not verified.
    pub thresholds: Vec<OrdinaryThreshold>,
}

/// The verified thresholds of ICH Q3A at a daily dose of the substance in g/day, reporting first.
///
/// p = min(percentage, cap / dose). Bands of dose that nobody verified, at present above 2 g/day, give nothing: what
/// is only remembered is not shown as a regulatory figure. Source: ICH Q3A(R2), attachment 1.
///
/// ```
/// use concerted_reference::Reference;
/// let thresholds = concerted_genotox::ordinary_thresholds(Reference::embedded(), 0.8);
/// let percent: Vec<f64> = thresholds.iter().map(|threshold| threshold.percent).collect();
/// // 1.0 mg of 0.8 g is 0.125 %, below the 0.15 % of qualification.
/// assert_eq!(percent, [0.05, 0.1, 0.125]);
/// assert!(concerted_genotox::ordinary_thresholds(Reference::embedded(), 2.5).is_empty());
/// ```
pub fn ordinary_thresholds(reference: &Reference, dose_g_per_day: f64) -> Vec<OrdinaryThreshold> {
    [
        ImpurityThreshold::Reporting,
        ImpurityThreshold::Identification,
        ImpurityThreshold::Qualification,
    ]
    .into_iter()
    .filter_map(|threshold| {
        let row = reference.q3a(threshold, dose_g_per_day)?;
        if !row.status.is_regulatory_fact() {
            return None;
        }
        let capped = row
            .cap_mg_per_day
            .map_or(f64::INFINITY, |cap| cap / (dose_g_per_day * 1000.0) * 100.0);
        let cap = row
            .cap_mg_per_day
            .map_or_else(String::new, |cap| format!(" or {} mg/day", shortest(cap)));
        Some(OrdinaryThreshold {
            threshold,
            percent: row.limit_percent.min(capped),
            rule: format!("{} %{cap}", shortest(row.limit_percent)),
            citation: row.citation(),
        })
    })
    .collect()
}

/// An intake, or the qualification threshold of ICH Q3A in µg/day where that is the lower: c = p d, with p the threshold
/// as a fraction and d the daily dose of the substance.
///
/// What is no longer dangerous by ICH M7 is still an impurity: a permitted daily exposure of 10 mg/day is not allowed as
/// percents of the substance. An entered intake is the user's own. Source: ICH Q3A(R2), attachment 1.
pub(crate) fn capped(intake: Intake, reference: &Reference, dose: Option<&Dose>) -> Intake {
    let Some(dose) = dose.filter(|_| intake.kind != LimitKind::Entered) else {
        return intake;
    };
    let Some((cap, row)) = cap(&intake, reference, dose.grams) else {
        return intake;
    };
    let mut inputs = intake.inputs;
    inputs.push(dose.figure.clone());
    inputs.push(Input::Reference(row.citation.clone(), row.rule.clone()));
    Intake {
        micrograms_per_day: cap,
        inputs,
        basis: cap_words(cap, &row, &intake.basis),
        kind: LimitKind::OrdinaryThreshold,
        citation: Some(row.citation),
    }
}

/// The qualification threshold at a dose in µg/day and its row, where it is below an intake.
pub(crate) fn cap(
    intake: &Intake,
    reference: &Reference,
    dose_g_per_day: f64,
) -> Option<(f64, OrdinaryThreshold)> {
    const MICROGRAMS_PER_PERCENT_GRAM: f64 = 1e4;
    let row = ordinary_thresholds(reference, dose_g_per_day)
        .into_iter()
        .find(|row| row.threshold == ImpurityThreshold::Qualification)?;
    let cap = row.percent * dose_g_per_day * MICROGRAMS_PER_PERCENT_GRAM;
    (intake.kind != LimitKind::Entered && cap < intake.micrograms_per_day).then_some((cap, row))
}

/// The basis of a capped intake.
pub(crate) fn cap_words(cap: f64, row: &OrdinaryThreshold, basis: &str) -> String {
    format!(
        "{} µg/day, qualification threshold of ICH Q3A at this dose ({}), which counts because it is below what ICH M7 allows: {basis}",
        limit_digits(cap),
        row.rule
    )
}

/// The thresholds for a use; the qualification threshold is recorded as a figure.
pub(crate) fn ordinary_threshold(
    reference: &Reference,
    stage: &Use,
    doses: &Doses,
    ledger: &mut Ledger,
) -> Vec<OrdinaryThreshold> {
    let Some(dose) = doses.substance.as_ref() else {
        return Vec::new();
    };
    let thresholds = ordinary_thresholds(reference, dose.grams);
    let qualification = thresholds
        .iter()
        .find(|threshold| threshold.threshold == ImpurityThreshold::Qualification);
    if let Some(row) = qualification {
        ledger.derive(
            FigureId(format!("genotox.{}.q3a_qualification", stage.id)),
            format!(
                "qualification threshold of ordinary impurities, {}",
                stage.name
            ),
            QUALIFICATION,
            row.percent,
            [
                dose.figure.clone(),
                Input::Reference(row.citation.clone(), row.rule.clone()),
            ],
        );
    }
    thresholds
}
