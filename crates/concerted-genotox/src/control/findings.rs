//! What the purge ledgers and control options of an impurity leave open.

use concerted_model::finding::{Finding, Severity};
use concerted_model::program::Program;
use concerted_model::quantity::limit_digits;

use super::argument::rounded;
use super::{ControlProposal, lowest_ratio};
use crate::outcome::ImpurityResult;

/// Names that the finding on missing levels gives at most.
const MOST_NAMES: usize = 5;

/// Findings of one impurity, for each route: purge that does not reach what a limit requires.
pub(crate) fn of_control(program: &Program, result: &ImpurityResult) -> Vec<Finding> {
    result
        .routes
        .iter()
        .filter_map(|route| short(program, result, route))
        .collect()
}

/// Proposals of a route that are in scope.
fn in_scope<'a>(
    result: &'a ImpurityResult,
    route: &'a str,
) -> impl Iterator<Item = &'a ControlProposal> {
    result
        .control
        .iter()
        .filter(move |own| own.in_scope && own.route.as_deref() == Some(route))
}

/// The purge that counts falls short of what the strictest use in scope requires.
fn short(program: &Program, result: &ImpurityResult, route: &str) -> Option<Finding> {
    let (proposal, ratio) = in_scope(result, route)
        .filter_map(|own| Some((own, own.evidence.ratio?)))
        .min_by(|a, b| a.1.total_cmp(&b.1))?;
    // Where nothing was entered the level is all that is charged: a bound that asks for a number, no shortfall yet.
    // The same holds where an argument may still clear the impurity: no purge is missing until that is made.
    if ratio >= 1.0 || is_worst_case(result, proposal) || result.is_suspected_by_model_only() {
        return None;
    }
    let limit = result
        .uses
        .iter()
        .find(|own| own.use_id == proposal.use_id)?
        .limit_ppm_substance?;
    let required = proposal.evidence.required?;
    let message = format!(
        "The purge of {} that counts is {}, a limit of {} ppm for `{}` requires {}: option {} of ICH M7 is what can be argued.",
        result.name,
        rounded(ratio * required),
        limit_digits(limit),
        proposal.use_id,
        rounded(required),
        proposal.option
    );
    let mut finding = Finding::new(
        "genotox.purge-ratio",
        Severity::Major,
        format!("impurity.{}", result.key),
        message,
    );
    for figure in &proposal.figures {
        finding = finding.figure(figure.clone());
    }
    if let Some(first) = proposal.would_change.first() {
        finding = finding.hint(format!("what would change it first: {first}"));
    }
    Some(if program.route.len() > 1 {
        finding.on_route(route)
    } else {
        finding
    })
}

/// True where the ledger with the lowest ratio on a route starts from all that is charged, as no level was entered.
fn is_worst_case(result: &ImpurityResult, proposal: &ControlProposal) -> bool {
    let own = result
        .purge
        .iter()
        .filter(|own| own.route == proposal.route);
    lowest_ratio(own, &proposal.use_id).is_some_and(|own| own.level_is_worst_case)
}

/// Without a level nothing but option 1 can be argued for what steps follow on: one finding for all of them.
pub(crate) fn without_level(results: &[ImpurityResult]) -> Option<Finding> {
    let open = |result: &&ImpurityResult| {
        !result.causes.iter().any(|cause| cause.late)
            && !result.is_suspected_by_model_only()
            && result.control.iter().any(|own| {
                let bound = own.evidence.ratio.is_some_and(|ratio| ratio < 1.0)
                    && is_worst_case(result, own);
                own.in_scope
                    && own.evidence.steps_after > 0
                    && (own.evidence.ratio.is_none() || bound)
            })
    };
    let names: Vec<&str> = results
        .iter()
        .filter(open)
        .map(|result| result.name.as_str())
        .collect();
    if names.is_empty() {
        return None;
    }
    let shown: Vec<&str> = names.iter().take(MOST_NAMES).copied().collect();
    let more = match names.len() - shown.len() {
        0 => String::new(),
        count => format!(" and {count} more"),
    };
    Some(
        Finding::new(
            "genotox.control-option",
            Severity::Note,
            "impurities",
            format!(
                "No level is entered for where these form or enter, so only option 1 of ICH M7 can be argued: {}{more}.",
                shown.join(", ")
            ),
        )
        .hint("enter the level that is found or expected in the product of that step"),
    )
}
