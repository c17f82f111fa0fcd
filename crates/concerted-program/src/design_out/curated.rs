//! The curated list of replacements where it matches what makes an impurity.

use std::collections::{BTreeMap, BTreeSet};

use concerted_genotox::ImpurityResult;
use concerted_model::evidence::{Citation, Status};
use concerted_model::route::InputRole;
use concerted_molecule::{Molecule, Pattern};
use concerted_reference::{Replacement, Row};

use super::candidates::{Candidate, Origin, Scene};
use super::swap::{Named, Substitute, swap};
use super::{Proposal, ProposalKind, TO_BE_EXAMINED};

/// What the list gives.
#[derive(Debug, Default)]
pub(crate) struct Curated {
    pub(crate) swaps: Vec<Candidate>,
    /// Advice against one impurity each.
    pub(crate) advice: Vec<Advice>,
    /// Advice that helps against any impurity, each once.
    pub(crate) general: Vec<Advice>,
}

/// Advice that no edit of the document can express.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Advice {
    /// Key of the impurity it is for; empty for advice against any.
    pub(crate) impurity: String,
    /// Row of the list.
    row: String,
    citation: Citation,
    sentence: String,
}

impl Advice {
    /// The advice as a proposal without effects.
    pub(crate) fn proposal(&self) -> Proposal {
        Proposal {
            key: format!("advice-{}", self.row.replace('_', "-")),
            rank: 0,
            change: None,
            sentence: self.sentence.clone(),
            kind: ProposalKind::Curated {
                citation: self.citation.clone(),
            },
            fate: None,
            effects: Vec::new(),
            brings: Vec::new(),
            removes: Vec::new(),
            caution: Some(caution(self.citation.status)),
        }
    }
}

/// What is not assured of a row with this status.
pub(crate) fn caution(status: Status) -> String {
    match status {
        Status::Verified => TO_BE_EXAMINED.to_owned(),
        other => format!(
            "{TO_BE_EXAMINED} The row of the list has the status `{}`.",
            other.word()
        ),
    }
}

/// Changes and advice of the list for all impurities in scope.
pub(crate) fn candidates(scene: &Scene<'_>) -> Curated {
    let molecules = scene.molecules();
    let mut found = Curated::default();
    for target in scene.present.targets() {
        let concerns = concerns(scene, &target.key);
        let origins = scene.origins(&target.key);
        for row in scene.reference.replacements() {
            if is_general(row) || !concerns.iter().any(|concern| row.answers(concern)) {
                continue;
            }
            let matched = matched(scene, row, &origins, &molecules);
            let needs_material = !row.replaces_smarts.is_empty();
            if needs_material && matched.is_empty() || !fits(scene, row, &target.key, &molecules) {
                continue;
            }
            if row.by_smiles.is_empty() {
                found.advice.push(advise(scene, row, &target.key, &matched));
            } else {
                found.swaps.extend(
                    matched
                        .iter()
                        .filter_map(|origin| candidate(scene, row, origin)),
                );
            }
        }
    }
    found.general = general(scene, &molecules);
    found
}

/// True for a row that helps against any impurity: it is said once, not under each.
fn is_general(row: &Replacement) -> bool {
    row.concern.iter().any(|own| own == "any")
}

/// Advice against any impurity, with those that it fits.
fn general(scene: &Scene<'_>, molecules: &BTreeMap<&str, Molecule>) -> Vec<Advice> {
    let targets = scene.present.targets();
    let rows = scene.reference.replacements().iter();
    rows.filter(|row| is_general(row))
        .filter_map(|row| {
            let fitting: Vec<&str> = targets
                .iter()
                .filter(|target| fits(scene, row, &target.key, molecules))
                .map(|target| target.name.as_str())
                .collect();
            if fitting.is_empty() {
                return None;
            }
            let mut advice = advise(scene, row, "", &[]);
            if fitting.len() < targets.len() {
                let of_use = [" Of use for ", &fitting.join(", "), "."];
                advice.sentence.extend(of_use);
            }
            // Their limits are so low that a predicted purge carries no decision.
            if scene.present.has_nitrosamine() {
                advice.sentence.push_str(
                    " For N-nitroso compounds only a measured purge counts: one isolation more is no control by itself.",
                );
            }
            Some(advice)
        })
        .collect()
}

/// False where the row says nothing new, or cannot be done: its scavenger is charged already, or a step is to be
/// placed earlier before which there is none.
fn fits(
    scene: &Scene<'_>,
    row: &Replacement,
    key: &str,
    molecules: &BTreeMap<&str, Molecule>,
) -> bool {
    let result = result(scene, key);
    let movable = result.is_some_and(|result| can_move(scene, result));
    (!row.earlier || movable) && !is_present(scene, row, result, molecules)
}

/// True where some step that makes the impurity has a step before it; a starting material enters where it enters.
fn can_move(scene: &Scene<'_>, result: &ImpurityResult) -> bool {
    result
        .causes
        .iter()
        .filter(|cause| cause.rule != "starting-material")
        .filter_map(|cause| scene.step(cause.step.as_ref()?))
        .any(|step| scene.follows_a_step(step))
}

/// True where what the row would add is charged already: beside what it replaces, or where the impurity arises.
fn is_present(
    scene: &Scene<'_>,
    row: &Replacement,
    result: Option<&ImpurityResult>,
    molecules: &BTreeMap<&str, Molecule>,
) -> bool {
    let (Some(route), Ok(unless)) = (scene.route, Pattern::parse(&row.unless_smarts)) else {
        return false;
    };
    let replaced = Pattern::parse(&row.replaces_smarts).ok();
    scene.program.steps(route).any(|step| {
        let charged = |pattern: &Pattern| {
            step.input.iter().any(|input| {
                let own = molecules.get(input.material.as_str());
                own.is_some_and(|own| pattern.matches(own))
            })
        };
        let arises = result.is_some_and(|result| {
            let mut causes = result.causes.iter();
            causes.any(|cause| cause.step.as_deref() == Some(step.id.as_str()))
        });
        (arises || replaced.as_ref().is_some_and(charged)) && charged(&unless)
    })
}

fn result<'a>(scene: &Scene<'a>, key: &str) -> Option<&'a ImpurityResult> {
    scene.present.results.iter().find(|own| own.key == key)
}

/// Formation rules and alerts behind an impurity.
fn concerns<'a>(scene: &Scene<'a>, key: &str) -> BTreeSet<&'a str> {
    result(scene, key).map_or_else(BTreeSet::new, |result| {
        let causes = result.causes.iter().map(|cause| cause.rule.as_str());
        causes
            .chain(result.alerts.iter().map(|hit| hit.rule))
            .collect()
    })
}

/// Places where a material that the row replaces makes the impurity.
fn matched<'o>(
    scene: &Scene<'_>,
    row: &Replacement,
    origins: &'o [Origin],
    molecules: &BTreeMap<&str, Molecule>,
) -> Vec<&'o Origin> {
    let Ok(pattern) = Pattern::parse(&row.replaces_smarts) else {
        return Vec::new();
    };
    let roles = roles(row);
    origins
        .iter()
        .filter(|origin| {
            let structure = molecules.get(origin.material.as_str());
            let charged = scene.step(&origin.step).is_some_and(|step| {
                step.input.iter().any(|input| {
                    input.material.as_str() == origin.material
                        && (roles.is_empty() || roles.contains(&input.role))
                })
            });
            charged && structure.is_some_and(|own| pattern.matches(own))
        })
        .collect()
}

/// Roles that the row speaks of.
fn roles(row: &Replacement) -> Vec<InputRole> {
    InputRole::ALL
        .iter()
        .filter(|role| row.role.iter().any(|own| own == role.word()))
        .copied()
        .collect()
}

fn candidate(scene: &Scene<'_>, row: &Replacement, origin: &Origin) -> Option<Candidate> {
    let step = scene.step(&origin.step)?;
    let old = scene.program.material_by_id(&origin.material)?;
    let roles = roles(row);
    let everywhere = roles.contains(&InputRole::Solvent);
    let named = Named {
        name: &row.by,
        smiles: &row.by_smiles,
        cas: &row.by_cas,
    };
    let swap = swap(
        (scene.draft, &scene.program.document),
        step,
        old,
        if everywhere { &[] } else { &roles },
        Substitute::Named(named),
    )?;
    Some(Candidate {
        key: format!("{}-{}-{}", step.id, old.id, swap.id),
        kind: ProposalKind::Curated {
            citation: row.citation(),
        },
        route: None,
        sentence: swap.sentence(&format!(
            "Use {} instead of {} in step \"{}\". Conditions: {}. Limits: {}.",
            row.by, old.name, step.name, row.conditions, row.limits
        )),
        change: swap.change,
    })
}

fn advise(scene: &Scene<'_>, row: &Replacement, impurity: &str, matched: &[&Origin]) -> Advice {
    let steps: BTreeSet<&str> = matched
        .iter()
        .filter_map(|origin| Some(scene.step(&origin.step)?.name.as_str()))
        .collect();
    let place = if steps.is_empty() {
        String::new()
    } else {
        let names: Vec<String> = steps.iter().map(|name| format!("\"{name}\"")).collect();
        format!(" in step {}", names.join(", "))
    };
    Advice {
        impurity: impurity.to_owned(),
        row: row.id.clone(),
        citation: row.citation(),
        sentence: format!(
            "Against {}{place}: {}. Conditions: {}. Limits: {}.",
            row.replaces, row.by, row.conditions, row.limits
        ),
    }
}
