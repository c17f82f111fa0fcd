//! Limits of an impurity by use, what agencies list, and the technique proposed.

use concerted_genotox::{ImpurityResult, UseLimit};

use super::Source;
use crate::number::{limit as limit_text, three_digits};
use crate::shown::Shown;

/// The limit for one use.
pub(crate) struct UseRow<'a> {
    pub(crate) stage: &'a str,
    pub(crate) in_scope: bool,
    pub(crate) scope_reason: &'a str,
    pub(crate) intake: Shown,
    pub(crate) moiety: Shown,
    pub(crate) substance: Shown,
    pub(crate) quantitation: Shown,
    pub(crate) basis: &'a str,
    /// Guideline or table and its edition.
    pub(crate) guideline: Option<&'a str>,
    /// Where the row was read.
    pub(crate) locator: Option<&'a str>,
    /// How far it was checked.
    pub(crate) status: Option<&'static str>,
}

/// What one agency lists.
pub(crate) struct AgencyRow<'a> {
    pub(crate) agency: &'a str,
    pub(crate) intake: Shown,
    pub(crate) category: Shown,
    pub(crate) date: Shown,
    pub(crate) source: &'a str,
    pub(crate) locator: &'a str,
}

/// The limits in the order of the document.
pub(super) fn uses<'a>(source: &Source<'a>, impurity: &'a ImpurityResult) -> Vec<UseRow<'a>> {
    impurity
        .uses
        .iter()
        .map(|limit| row(source, impurity, limit))
        .collect()
}

fn row<'a>(source: &Source<'a>, impurity: &ImpurityResult, limit: &'a UseLimit) -> UseRow<'a> {
    let prefix = format!("genotox.{}.{}", impurity.key, limit.use_id);
    let lacking = if limit.basis.is_empty() {
        "no intake or no dose"
    } else {
        &limit.basis
    };
    let shown = |part: &str| source.sheet.bare(&format!("{prefix}.{part}"), lacking);
    UseRow {
        stage: source.stage(&limit.use_id),
        in_scope: limit.in_scope,
        scope_reason: &limit.scope_reason,
        intake: shown("intake"),
        moiety: shown("limit_ppm_moiety"),
        substance: shown("limit_ppm_substance"),
        quantitation: shown("quantitation_limit"),
        basis: &limit.basis,
        guideline: limit.guideline.as_deref(),
        locator: limit
            .citation
            .as_ref()
            .map(|citation| citation.locator.as_str()),
        status: limit
            .citation
            .as_ref()
            .map(|citation| citation.status.word()),
    }
}

/// Why a method must reach its part of the limit, each reason once, of the uses in scope.
pub(super) fn quantitation_reasons(impurity: &ImpurityResult) -> Vec<&str> {
    let mut reasons: Vec<&str> = impurity
        .uses
        .iter()
        .filter(|limit| limit.in_scope && !limit.quantitation_reason.is_empty())
        .map(|limit| limit.quantitation_reason.as_str())
        .collect();
    reasons.sort_unstable();
    reasons.dedup();
    reasons
}

/// What agencies list for it.
pub(super) fn agencies(impurity: &ImpurityResult) -> Vec<AgencyRow<'_>> {
    impurity
        .agency_limits
        .iter()
        .map(|limit| AgencyRow {
            agency: limit.agency,
            intake: Shown::text(limit_text(limit.intake_ng_per_day))
                .with_status(limit.citation.status),
            category: limit.cpca_category.map_or_else(
                || Shown::unknown("the value does not rest on a potency category"),
                |category| Shown::text(category.to_string()),
            ),
            date: limit.date.map_or_else(
                || Shown::unknown("the entry has no date"),
                |date| Shown::text(date.to_string()),
            ),
            source: &limit.citation.source,
            locator: &limit.citation.locator,
        })
        .collect()
}

/// What a method for the impurity needs.
pub(crate) struct MethodView<'a> {
    pub(crate) technique: &'static str,
    pub(crate) reasons: &'a [String],
    pub(crate) references: Vec<&'static str>,
    pub(crate) work: Vec<AddedRow<'a>>,
}

/// Work that it adds.
pub(crate) struct AddedRow<'a> {
    pub(crate) name: &'a str,
    pub(crate) weeks: String,
    pub(crate) cost: String,
    pub(crate) status: &'static str,
}

/// The method needed; `None` without a structure.
pub(super) fn method(impurity: &ImpurityResult) -> Option<MethodView<'_>> {
    let need = impurity.method.as_ref()?;
    let range = |three: &concerted_reference::ThreePoint| {
        format!(
            "{} to {}",
            three_digits(three.low),
            three_digits(three.high)
        )
    };
    Some(MethodView {
        technique: need.technique.technique.name(),
        reasons: &need.technique.reasons,
        references: need
            .technique
            .references
            .iter()
            .map(|work| work.citation)
            .collect(),
        work: need
            .work
            .iter()
            .map(|work| AddedRow {
                name: &work.name,
                weeks: range(&work.weeks.value),
                cost: range(&work.cost_kusd.value),
                status: work.weeks.citation.status.word(),
            })
            .collect(),
    })
}
