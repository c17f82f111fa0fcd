//! Purge ledgers, control options and the method needed of an impurity.

use concerted_genotox::{
    ControlProposal, ImpurityResult, LedgerStep, PurgeLedger, PurgeRatio, ScoreOrigin,
};

use super::Source;
use crate::number::calculated;

/// The ledger from one place of origin to the substance.
pub(crate) struct LedgerView<'a> {
    pub(crate) route: &'a str,
    pub(crate) entry: &'a str,
    pub(crate) level: String,
    pub(crate) level_basis: &'a str,
    pub(crate) steps: Vec<StepRow<'a>>,
    pub(crate) predicted: String,
    pub(crate) measured: String,
    pub(crate) counted: String,
    pub(crate) uses: Vec<RatioRow<'a>>,
    /// Whether anything can be required at all.
    pub(crate) compared: bool,
    pub(crate) notes: &'a [String],
    pub(crate) would_change: &'a [String],
}

/// One step of it.
pub(crate) struct StepRow<'a> {
    pub(crate) name: &'a str,
    /// Scores that give credit.
    pub(crate) credits: Vec<ScoreRow<'a>>,
    /// Reasons why the others give none.
    pub(crate) without: Vec<ScoreRow<'a>>,
    pub(crate) counted: String,
    pub(crate) origin: &'static str,
    pub(crate) level: String,
}

/// One score.
pub(crate) struct ScoreRow<'a> {
    pub(crate) parameter: &'static str,
    pub(crate) factor: String,
    pub(crate) reason: &'a str,
}

/// Required purge and ratio for one use.
pub(crate) struct RatioRow<'a> {
    pub(crate) stage: &'a str,
    pub(crate) required: String,
    pub(crate) ratio: String,
    pub(crate) measured_ratio: String,
    pub(crate) expected: String,
    pub(crate) calls_for: &'a str,
    pub(crate) status: &'static str,
}

/// A control option that is proposed for one route, over the uses for which it is the same.
pub(crate) struct ControlView<'a> {
    pub(crate) route: &'a str,
    pub(crate) stages: String,
    pub(crate) in_scope: bool,
    pub(crate) option: u8,
    pub(crate) tested_in: &'a str,
    pub(crate) acceptance: &'a str,
    pub(crate) argument: &'a [String],
    pub(crate) would_change: &'a [String],
}

/// Shown where a number cannot be computed.
const UNKNOWN: &str = "not known";

fn number(value: Option<f64>) -> String {
    value.map_or_else(|| UNKNOWN.to_owned(), calculated)
}

/// The ledgers in the order of routes and steps.
pub(super) fn ledgers<'a>(
    source: &Source<'a>,
    impurity: &'a ImpurityResult,
) -> Vec<LedgerView<'a>> {
    impurity
        .purge
        .iter()
        .map(|ledger| view(source, ledger))
        .collect()
}

fn view<'a>(source: &Source<'a>, ledger: &'a PurgeLedger) -> LedgerView<'a> {
    LedgerView {
        route: ledger
            .route
            .as_deref()
            .map_or("no route", |route| source.route(route)),
        entry: ledger
            .entry
            .as_deref()
            .map_or("not said", |step| source.step(step)),
        level: number(ledger.level_ppm),
        level_basis: &ledger.level_basis,
        steps: ledger.steps.iter().map(step).collect(),
        predicted: calculated(ledger.predicted),
        measured: ledger
            .measured
            .map_or_else(|| "none".to_owned(), calculated),
        counted: calculated(ledger.counted),
        uses: ledger
            .uses
            .iter()
            .map(|ratio| ratio_row(source, ratio))
            .collect(),
        compared: ledger.uses.iter().any(|ratio| ratio.required.is_some()),
        notes: &ledger.notes,
        would_change: &ledger.would_change,
    }
}

fn step(step: &LedgerStep) -> StepRow<'_> {
    let (without, credits) = step.scores.iter().partition::<Vec<_>, _>(|score| {
        score.origin == ScoreOrigin::NotScored || score.factor <= 1.0
    });
    StepRow {
        name: &step.name,
        credits: credits.into_iter().map(score_row).collect(),
        // Where no data would help there is nothing to say.
        without: without
            .into_iter()
            .filter(|score| score.would_change.is_some())
            .map(score_row)
            .collect(),
        counted: calculated(step.counted),
        origin: step.origin.word(),
        level: number(step.level_ppm),
    }
}

fn score_row(score: &concerted_genotox::Score) -> ScoreRow<'_> {
    ScoreRow {
        parameter: score.parameter.word(),
        factor: calculated(score.factor),
        reason: &score.reason,
    }
}

fn ratio_row<'a>(source: &Source<'a>, ratio: &'a PurgeRatio) -> RatioRow<'a> {
    RatioRow {
        stage: source.stage(&ratio.use_id),
        required: number(ratio.required),
        ratio: number(ratio.ratio),
        measured_ratio: ratio
            .measured_ratio
            .map_or_else(|| "none measured".to_owned(), calculated),
        expected: number(ratio.expected_ppm),
        calls_for: ratio
            .band
            .as_ref()
            .map_or("", |band| band.data_expected.as_str()),
        status: ratio
            .band
            .as_ref()
            .map_or("", |band| band.citation.status.word()),
    }
}

/// The control options, one for each route and each set of uses that has the same proposal.
pub(super) fn controls<'a>(
    source: &Source<'a>,
    impurity: &'a ImpurityResult,
) -> Vec<ControlView<'a>> {
    let mut groups: Vec<(&ControlProposal, Vec<&str>)> = Vec::new();
    for proposal in &impurity.control {
        let stage = source.stage(&proposal.use_id);
        let same = groups.iter_mut().find(|(first, _)| {
            first.route == proposal.route
                && first.option == proposal.option
                && first.in_scope == proposal.in_scope
                && first.tested_in == proposal.tested_in
        });
        match same {
            Some((_, stages)) => stages.push(stage),
            None => groups.push((proposal, vec![stage])),
        }
    }
    groups
        .into_iter()
        .map(|(proposal, stages)| ControlView {
            route: proposal
                .route
                .as_deref()
                .map_or("no route", |route| source.route(route)),
            // The argument speaks of the first of them; the others differ in their numbers only.
            stages: stages.join(", "),
            in_scope: proposal.in_scope,
            option: proposal.option,
            tested_in: &proposal.tested_in,
            acceptance: &proposal.acceptance,
            argument: &proposal.argument,
            would_change: &proposal.would_change,
        })
        .collect()
}

/// The options proposed for uses in scope, each once.
pub(super) fn options(impurity: &ImpurityResult) -> String {
    let options: std::collections::BTreeSet<u8> = impurity
        .control
        .iter()
        .filter(|proposal| proposal.in_scope)
        .map(|proposal| proposal.option)
        .collect();
    let options: Vec<String> = options.iter().map(u8::to_string).collect();
    options.join(", ")
}
