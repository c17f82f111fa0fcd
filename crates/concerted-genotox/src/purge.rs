//! Purge of impurities: what each step takes away, predicted after Teasdale or measured, against what limits require.

mod extraction;
mod figures;
mod ledger;
mod mass;
mod propose;
mod reactivity;
mod request;
mod scene;
mod solubility;
mod volatility;
mod way;

use std::collections::BTreeMap;

use concerted_model::figure::{FigureId, Input, Ledger, Rule};
use concerted_model::given::Traced;

use crate::judge::Bench;
use crate::outcome::UseLimit;
use crate::walk::Candidate;

pub use ledger::{
    LedgerStep, MEASURED_ONLY_NOTE, PURGE_NOTE, PurgeLedger, PurgeRatio, RatioBand, purge,
};
pub use request::{PurgeLimit, PurgeRequest, PurgeStep, Score, ScoreOrigin, StartLevel};

pub(crate) use figures::{prefix, ratio_figure};
pub(crate) use propose::Nature;

const PURGE: Rule = Rule {
    id: "genotox.measured-purge",
    formula: "product over the steps of the purge measured in each; of several in one step the lowest",
    unit: "",
};
const REQUIRED: Rule = Rule {
    id: "genotox.highest-required-purge",
    formula: "highest purge required over the routes and steps in which it forms or enters; without a route, level where it forms ÷ limit in the substance",
    unit: "",
};

/// The ledgers of an impurity, in the order of routes and steps, with their figures.
pub(crate) fn ledgers(
    bench: &Bench<'_>,
    candidate: &Candidate<'_>,
    nature: Nature,
    uses: &[UseLimit],
    ledger: &mut Ledger,
) -> Vec<PurgeLedger> {
    propose::requests(bench, candidate, nature, uses)
        .iter()
        .map(|request| {
            let made = purge(request, bench.reference);
            figures::record(&candidate.key, request, &made, ledger);
            made
        })
        .collect()
}

/// Records for each use with a limit the highest purge that it requires.
pub(crate) fn required(
    candidate: &Candidate<'_>,
    uses: &[UseLimit],
    made: &[PurgeLedger],
    ledger: &mut Ledger,
) {
    for limit in uses {
        let of_ledgers = made.iter().filter_map(|own| {
            let required = own.ratio(&limit.use_id)?.required?;
            let id = format!(
                "{}.{}.required_purge",
                prefix(&candidate.key, own),
                limit.use_id
            );
            Some((required, Input::Figure(FigureId(id))))
        });
        let (values, mut inputs): (Vec<f64>, Vec<Input>) = of_ledgers.unzip();
        let highest = values.into_iter().max_by(f64::total_cmp);
        let Some(value) = highest.or_else(|| without_route(candidate, limit, made, &mut inputs))
        else {
            continue;
        };
        ledger.derive(
            format!("genotox.{}.{}.required_purge", candidate.key, limit.use_id),
            format!("purge required of {}", candidate.name),
            REQUIRED,
            value,
            inputs,
        );
    }
}

/// Level ÷ limit, where no route says through which steps the impurity goes.
fn without_route(
    candidate: &Candidate<'_>,
    limit: &UseLimit,
    made: &[PurgeLedger],
    inputs: &mut Vec<Input>,
) -> Option<f64> {
    if !made.is_empty() {
        return None;
    }
    let levels = || {
        candidate
            .entered
            .iter()
            .filter_map(|entry| entry.level.as_ref())
    };
    let level = levels()
        .map(|level| level.value.base())
        .max_by(f64::total_cmp)?;
    let ppm = limit.limit_ppm_substance.filter(|ppm| *ppm > 0.0)?;
    inputs.extend(levels().map(concerted_model::given::Given::input));
    inputs.push(Input::Figure(FigureId(format!(
        "genotox.{}.{}.limit_ppm_substance",
        candidate.key, limit.use_id
    ))));
    Some(level * 1e6 / ppm)
}

/// The product over the steps of the purge measured in each, with its figure; `None` where none was measured.
pub(crate) fn measured(candidate: &Candidate<'_>, ledger: &mut Ledger) -> Option<f64> {
    let mut by_step: BTreeMap<&str, Vec<Traced>> = BTreeMap::new();
    for own in candidate.entered.iter().flat_map(|entry| &entry.purge) {
        let of_step = by_step.entry(own.step.as_str()).or_default();
        of_step.push(Traced::from(&own.factor));
    }
    if by_step.is_empty() {
        return None;
    }
    let measured: Vec<Traced> = by_step
        .into_values()
        .filter_map(request::lowest_measured)
        .collect();
    let factor = measured.iter().map(|factor| factor.value).product();
    ledger.derive(
        format!("genotox.{}.measured_purge", candidate.key),
        format!("measured purge of {}", candidate.name),
        PURGE,
        factor,
        measured.into_iter().flat_map(|factor| factor.inputs),
    );
    Some(factor)
}
