//! Judging: each change applied to a copy, the copy assessed, and the outcome ranked.

use std::cmp::Reverse;

use concerted_model::change::Change;
use concerted_model::evidence::Status;
use concerted_model::program::Program;
use rayon::prelude::*;

use super::candidates::{Candidate, Scene};
use super::curated::caution;
use super::price::with_price;
use super::standing::{Held, Standing};
use super::{Effect, Proposal, ProposalKind, Refused, TO_BE_EXAMINED, TargetFate};
use crate::what_if::changed;

/// A change with what it does.
#[derive(Debug)]
pub(crate) struct Judged {
    pub(crate) candidate: Candidate,
    /// The changed program.
    pub(crate) program: Program,
    pub(crate) after: Standing,
    /// Names of impurities in scope that the change brings.
    pub(crate) brings: Vec<String>,
    /// Identity and name of impurities that it takes out of scope.
    pub(crate) removes: Vec<(String, String)>,
    /// Filled in once they are recorded.
    pub(crate) effects: Vec<Effect>,
}

/// Judges all candidates, in their order whatever the number of threads.
pub(crate) fn judge_all(
    scene: &Scene<'_>,
    candidates: Vec<Candidate>,
) -> (Vec<Judged>, Vec<Refused>) {
    let outcomes: Vec<Result<Judged, Refused>> = candidates
        .into_par_iter()
        .map(|candidate| judge(scene, candidate))
        .collect();
    let mut judged = Vec::new();
    let mut refused = Vec::new();
    for outcome in outcomes {
        match outcome {
            Ok(one) => judged.push(one),
            Err(one) => refused.push(one),
        }
    }
    (judged, refused)
}

fn judge(scene: &Scene<'_>, candidate: Candidate) -> Result<Judged, Refused> {
    let (program, _) = match changed(scene.draft, &candidate.change) {
        Ok(changed) => changed,
        Err(error) => {
            return Err(Refused {
                reason: error.to_string(),
                key: candidate.key,
                sentence: candidate.sentence,
            });
        }
    };
    let route = candidate
        .route
        .as_deref()
        .or_else(|| scene.route.map(|route| route.id.as_str()));
    let after = Standing::of(&program, scene.reference, route);
    let in_scope = |standing: &Standing, identity: &str| {
        standing.find(identity).is_some_and(|held| held.controlled)
    };
    Ok(Judged {
        brings: after
            .targets()
            .into_iter()
            .filter(|held| !in_scope(scene.present, &held.identity))
            .map(|held| held.name.clone())
            .collect(),
        removes: scene
            .present
            .targets()
            .into_iter()
            .filter(|held| !in_scope(&after, &held.identity))
            .map(|held| (held.identity.clone(), held.name.clone()))
            .collect(),
        effects: Vec::new(),
        candidate,
        program,
        after,
    })
}

impl Judged {
    /// What becomes of an impurity.
    pub(crate) fn fate(&self, target: &Held) -> TargetFate {
        match self.after.find(&target.identity) {
            None => TargetFate::Gone,
            Some(held) if !held.controlled => TargetFate::Released,
            Some(held) => match held.steps_after.cmp(&target.steps_after) {
                std::cmp::Ordering::Greater => TargetFate::Earlier,
                std::cmp::Ordering::Equal => TargetFate::Unchanged,
                std::cmp::Ordering::Less => TargetFate::Later,
            },
        }
    }

    /// The change as a proposal against one impurity.
    pub(crate) fn proposal(&self, target: &Held) -> Proposal {
        Proposal {
            key: self.candidate.key.clone(),
            rank: 0,
            change: Some(self.candidate.change.clone()),
            sentence: with_price(&self.candidate.sentence, &self.effects),
            kind: self.candidate.kind.clone(),
            fate: Some(self.fate(target)),
            effects: self.effects.clone(),
            brings: self.brings.clone(),
            removes: self
                .removes
                .iter()
                .filter(|(identity, _)| *identity != target.identity)
                .map(|(_, name)| name.clone())
                .collect(),
            caution: match &self.candidate.kind {
                ProposalKind::Declared | ProposalKind::Together { declared: true, .. } => None,
                ProposalKind::Together { .. } => Some(TO_BE_EXAMINED.to_owned()),
                ProposalKind::Curated { citation } | ProposalKind::Solvent { citation } => {
                    Some(caution(citation.status))
                }
            },
        }
    }

    fn source_rank(&self) -> u8 {
        match self.candidate.kind {
            ProposalKind::Declared => 0,
            ProposalKind::Curated { .. } => 1,
            ProposalKind::Solvent { .. } => 2,
            ProposalKind::Together { .. } => 3,
        }
    }
}

impl Judged {
    /// How far the row behind it was checked; what is declared needs no row.
    fn status(&self) -> Option<Status> {
        match &self.candidate.kind {
            ProposalKind::Curated { citation } | ProposalKind::Solvent { citation } => {
                Some(citation.status)
            }
            _ => None,
        }
    }
}

/// Indices of the changes that help against an impurity, the best first.
pub(crate) fn ranked(target: &Held, judged: &[Judged]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..judged.len())
        .filter(|index| judged[*index].fate(target).helps())
        .collect();
    // What is unknown ranks after what is known.
    let known = |value: Option<f64>| value.unwrap_or(f64::INFINITY);
    let count = |value: Option<usize>| value.unwrap_or(usize::MAX);
    order.sort_by(|a, b| {
        let (a, b) = (&judged[*a], &judged[*b]);
        let key = |own: &Judged| {
            (
                own.fate(target),
                Reverse(own.after.worst()),
                own.after.in_scope(),
                own.brings.len(),
                own.source_rank(),
                own.status(),
            )
        };
        key(a)
            .cmp(&key(b))
            .then_with(|| known(a.after.pmi).total_cmp(&known(b.after.pmi)))
            .then_with(|| count(a.after.steps).cmp(&count(b.after.steps)))
            .then_with(|| known(a.after.material_cost).total_cmp(&known(b.after.material_cost)))
            // What needs no new material comes before what does.
            .then_with(|| {
                a.candidate
                    .change
                    .edits
                    .len()
                    .cmp(&b.candidate.change.edits.len())
            })
            .then_with(|| a.candidate.key.cmp(&b.candidate.key))
    });
    order
}

/// The best change against the worst impurity with the best against those that it leaves, as one change.
///
/// Nothing where one change does it all. What two of them say alike, such as a solvent that both bring, is said
/// once; where they contradict each other, the combination is refused with the reason.
pub(crate) fn together(
    scene: &Scene<'_>,
    targets: &[&Held],
    order: &[Vec<usize>],
    judged: &[Judged],
) -> Option<Result<Judged, Refused>> {
    let mut chosen: Vec<&Judged> = Vec::new();
    for (target, order) in targets.iter().zip(order) {
        if !chosen.iter().any(|own| own.fate(target).helps()) {
            chosen.extend(order.first().map(|index| &judged[*index]));
        }
    }
    if chosen.len() < 2 {
        return None;
    }
    let parts: Vec<&Candidate> = chosen.iter().map(|own| &own.candidate).collect();
    let join = |words: &dyn Fn(&Candidate) -> String, between: &str| {
        let words: Vec<String> = parts.iter().map(|own| words(own)).collect();
        words.join(between)
    };
    let mut change = Change::new(join(&|own| own.change.reason.clone(), "; "));
    for edit in parts.iter().flat_map(|own| &own.change.edits) {
        if !change.edits.contains(edit) {
            change.edits.push(edit.clone());
        }
    }
    let candidate = Candidate {
        key: join(&|own| own.key.clone(), "-and-"),
        change,
        kind: ProposalKind::Together {
            keys: parts.iter().map(|own| own.key.clone()).collect(),
            declared: parts.iter().all(|own| own.kind == ProposalKind::Declared),
        },
        route: parts.iter().find_map(|own| own.route.clone()),
        sentence: join(&|own| own.sentence.clone(), " "),
    };
    Some(judge(scene, candidate))
}

#[cfg(test)]
mod tests {
    use super::*;

    use concerted_document::read_texts;
    use concerted_reference::Reference;

    fn target() -> Held {
        Held {
            identity: "CC(C)OS(C)(=O)=O".to_owned(),
            key: "ester".to_owned(),
            name: "Ester".to_owned(),
            class: Some(3),
            cohort_of_concern: false,
            controlled: true,
            steps_after: 0,
        }
    }

    /// A change after which the impurity does not arise, on a route of so many steps.
    fn gone(key: &str, steps: Option<usize>) -> Judged {
        let text = "format_version = 1\nname = \"Example\"\nstart = 2027-01-04\n";
        let loaded = read_texts(&[("program.toml", text)]);
        let program = loaded.program.expect("the text is a program");
        let mut after = Standing::of(&program, Reference::embedded(), None);
        after.steps = steps;
        Judged {
            candidate: Candidate {
                key: key.to_owned(),
                change: Change::new(key.to_owned()),
                kind: ProposalKind::Declared,
                route: None,
                sentence: String::new(),
            },
            program,
            after,
            brings: Vec::new(),
            removes: Vec::new(),
            effects: Vec::new(),
        }
    }

    #[test]
    fn unknown_ranks_after_known() {
        let judged = [
            gone("a", None),
            gone("b", Some(9)),
            gone("c", Some(2)),
            gone("d", None),
        ];
        assert_eq!(ranked(&target(), &judged), [2, 1, 0, 3]);
    }
}
