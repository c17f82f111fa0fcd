//! The sources on which the assessment rests, with how far their rows were checked.

use std::collections::{BTreeMap, BTreeSet};

use concerted_genotox::GenotoxOutcome;
use concerted_model::evidence::Citation;
use concerted_model::figure::{Figures, Origin};
use concerted_reference::Reference;

/// One source.
pub(super) struct SourceRow<'a> {
    pub(super) id: &'a str,
    pub(super) title: &'a str,
    pub(super) publisher: &'a str,
    pub(super) edition: &'a str,
    pub(super) link: &'a str,
    pub(super) rows: usize,
    pub(super) statuses: String,
}

/// Sources of every row that a figure of the assessment rests on or that an agency lists, sorted by id.
pub(super) fn rows<'a>(
    reference: &'a Reference,
    figures: &Figures,
    genotox: &GenotoxOutcome,
) -> Vec<SourceRow<'a>> {
    let mut cited: BTreeSet<Citation> = BTreeSet::new();
    let own = figures
        .iter()
        .filter(|figure| figure.id.as_str().starts_with("genotox."));
    for figure in own {
        for ancestor in figures.ancestors(figure.id.as_str()) {
            if let Some(Origin::Reference { citation }) =
                figures.get(ancestor.as_str()).map(|figure| &figure.origin)
            {
                cited.insert(citation.clone());
            }
        }
    }
    for impurity in &genotox.impurities {
        cited.extend(
            impurity
                .agency_limits
                .iter()
                .map(|limit| limit.citation.clone()),
        );
        cited.extend(
            impurity
                .uses
                .iter()
                .filter_map(|limit| limit.citation.clone()),
        );
        cited.extend(
            impurity
                .control
                .iter()
                .filter_map(|control| control.citation.clone()),
        );
    }
    let mut by_source: BTreeMap<&str, Vec<&Citation>> = BTreeMap::new();
    for citation in &cited {
        by_source
            .entry(&citation.source)
            .or_default()
            .push(citation);
    }
    by_source
        .into_iter()
        .filter_map(|(id, citations)| {
            let source = reference.source(id)?;
            let statuses: BTreeSet<&str> = citations
                .iter()
                .map(|citation| citation.status.word())
                .collect();
            Some(SourceRow {
                id: &source.id,
                title: &source.title,
                publisher: &source.publisher,
                edition: &source.edition,
                link: &source.link,
                rows: citations.len(),
                statuses: statuses.into_iter().collect::<Vec<_>>().join(", "),
            })
        })
        .collect()
}
