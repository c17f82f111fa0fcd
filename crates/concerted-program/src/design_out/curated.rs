//! The curated list of replacements where it matches what makes an impurity.

use std::collections::{BTreeMap, BTreeSet};

use concerted_model::evidence::{Citation, Status};
use concerted_model::route::InputRole;
use concerted_molecule::{Molecule, Pattern};
use concerted_reference::{Replacement, Row};

use super::candidates::{Candidate, Origin, Scene};
use super::swap::{Named, Substitute, swap};
use super::{Proposal, ProposalKind, TO_BE_EXAMINED};

/// Advice that no edit of the document can express.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Advice {
    /// Key of the impurity it is for.
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
pub(crate) fn candidates(scene: &Scene<'_>) -> (Vec<Candidate>, Vec<Advice>) {
    let molecules = scene.molecules();
    let mut swaps = Vec::new();
    let mut advice = Vec::new();
    for target in scene.present.targets() {
        let concerns = concerns(scene, &target.key);
        let origins = scene.origins(&target.key);
        for row in scene.reference.replacements() {
            let specific = concerns.iter().any(|concern| row.answers(concern));
            if !specific && !row.answers("any") {
                continue;
            }
            let matched = matched(scene, row, &origins, &molecules);
            let needs_material = !row.replaces_smarts.is_empty();
            if needs_material && matched.is_empty() {
                continue;
            }
            if row.by_smiles.is_empty() {
                advice.push(advise(scene, row, &target.key, &matched));
            } else {
                swaps.extend(
                    matched
                        .iter()
                        .filter_map(|origin| candidate(scene, row, origin)),
                );
            }
        }
    }
    // What answers to this very impurity comes before what helps against any.
    advice.sort_by_key(|own| own.row.starts_with("any_"));
    (swaps, advice)
}

/// Formation rules and alerts behind an impurity.
fn concerns<'a>(scene: &Scene<'a>, key: &str) -> BTreeSet<&'a str> {
    let result = scene.present.results.iter().find(|own| own.key == key);
    result.map_or_else(BTreeSet::new, |result| {
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
