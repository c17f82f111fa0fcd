//! Proposals to design an impurity out, ranked.

use concerted_genotox::ImpurityResult;
use concerted_model::figure::FigureValue;
use concerted_program::design_out::{Effect, Proposal, ProposalKind, TargetFate};

use super::Source;
use crate::number;

/// One proposal.
pub(crate) struct DesignView<'a> {
    pub(crate) rank: usize,
    pub(crate) sentence: &'a str,
    /// What the document would read otherwise.
    pub(crate) edit: Option<String>,
    pub(crate) fate: &'static str,
    pub(crate) effects: Vec<EffectRow>,
    pub(crate) brings: String,
    pub(crate) removes: String,
    pub(crate) origin: String,
    pub(crate) caution: Option<&'a str>,
}

/// What a proposal moves.
pub(crate) struct EffectRow {
    pub(crate) what: &'static str,
    pub(crate) before: String,
    pub(crate) after: String,
    pub(crate) unit: String,
    pub(crate) moves: bool,
}

/// The proposals against an impurity; `None` where none were looked for.
pub(super) fn designs<'a>(
    source: &Source<'a>,
    impurity: &ImpurityResult,
) -> Option<Vec<DesignView<'a>>> {
    let designs = source.designs?;
    let own = designs
        .designs
        .iter()
        .find(|design| design.impurity == impurity.key)?;
    Some(own.proposals.iter().map(view).collect())
}

/// Advice against any impurity, said once for the program.
pub(crate) fn general<'a>(source: &Source<'a>) -> Vec<DesignView<'a>> {
    source.designs.map_or_else(Vec::new, |designs| {
        designs.general.iter().map(view).collect()
    })
}

fn view(proposal: &Proposal) -> DesignView<'_> {
    DesignView {
        rank: proposal.rank,
        sentence: &proposal.sentence,
        edit: proposal
            .change
            .as_ref()
            .map(concerted_model::change::Change::sentence),
        fate: proposal
            .fate
            .map_or("advice, not computed", TargetFate::word),
        effects: proposal.effects.iter().map(effect).collect(),
        brings: proposal.brings.join(", "),
        removes: proposal.removes.join(", "),
        origin: match &proposal.kind {
            ProposalKind::Declared => "declared in the program".to_owned(),
            ProposalKind::Curated { citation } => format!(
                "list of replacements, {} ({}, {})",
                citation.row,
                citation.source,
                citation.status.word()
            ),
            ProposalKind::Together { keys, declared } => format!(
                "several together: {}{}",
                keys.join(", "),
                if *declared {
                    "; all declared in the program"
                } else {
                    ""
                }
            ),
            ProposalKind::Solvent { citation } => format!(
                "solvent table, {} ({}, {})",
                citation.row,
                citation.source,
                citation.status.word()
            ),
        },
        caution: proposal.caution.as_deref(),
    }
}

fn effect(effect: &Effect) -> EffectRow {
    let shown = |value: &Option<FigureValue>| {
        value
            .as_ref()
            .map_or_else(|| "not known".to_owned(), number::value)
    };
    EffectRow {
        what: effect.what.words(),
        before: shown(&effect.before),
        after: shown(&effect.after),
        unit: effect.unit.clone(),
        moves: effect.before != effect.after,
    }
}
