//! The choice of sites: what passes between areas of work, who is able, and the sourcings compared by schedule.

use std::collections::{BTreeMap, BTreeSet};

use concerted_model::handover::{Carries, Exchange};
use concerted_model::partner::ServiceArea;
use concerted_model::program::Program;
use concerted_partners::{Candidate, Choice};
use concerted_reference::Reference;

use crate::assess::Assessment;
use crate::evaluate::{Effort, Evaluation, Evaluator, Kept, evaluate};
use crate::network::{Decision, Network, holder};
use crate::outcome::Alternative;
use crate::plan::{PlanError, PlanOptions, Progress, target_key};
use crate::scheduling::Scheduling;
use crate::timing::Timing;

/// Chemistry sites that lack a technology of the route, with the reason. A site that lists none is taken to
/// have all: most users will not list them.
pub(crate) fn unable(
    program: &Program,
    route: Option<&str>,
) -> BTreeMap<(ServiceArea, String), String> {
    let Some(route) = route.and_then(|id| program.route_by_id(id)) else {
        return BTreeMap::new();
    };
    let needed: Vec<(&str, &str)> = program
        .steps(route)
        .filter_map(|step| Some((step.technology.as_deref()?, step.name.as_str())))
        .collect();
    program
        .site
        .iter()
        .filter(|site| !site.technology.is_empty())
        .filter_map(|site| {
            let (technology, step) = needed
                .iter()
                .find(|(technology, _)| !site.technology.iter().any(|own| own == technology))?;
            let reason = format!("it does not list `{technology}`, which step \"{step}\" needs");
            Some(((ServiceArea::Chemistry, site.id.to_string()), reason))
        })
        .collect()
}

/// What passes between areas of work: the borders that a sourcing may cross.
pub(crate) fn exchanges(base: &Network) -> Vec<Exchange> {
    base.edges
        .iter()
        .filter_map(|edge| {
            let from = base.work.get(&edge.from)?;
            let to = base.work.get(&edge.to)?;
            // Material comes from whoever made it; the release that lets it go may be signed elsewhere, and the
            // network makes the shipment wait for it.
            let giver = match edge.carries {
                Carries::Material => base.work.get(holder(&edge.from)).unwrap_or(from),
                _ => from,
            };
            Some(Exchange {
                from: giver.key.clone(),
                from_area: giver.area,
                to: to.key.clone(),
                to_area: to.area,
                carries: edge.carries,
            })
        })
        .collect()
}

/// Activities whose finishes the simulation keeps: milestones, and the studies that consume substance.
fn watched(program: &Program, assessment: &Assessment, scheduling: &Scheduling) -> Kept {
    let mut keys: Vec<String> = program
        .milestone
        .iter()
        .map(|milestone| milestone.activity.to_ascii_lowercase())
        .collect();
    keys.push(target_key(program));
    keys.extend(
        assessment
            .supply
            .demands
            .studies
            .iter()
            .filter_map(|study| study.activity.as_ref())
            .map(|key| key.to_ascii_lowercase()),
    );
    keys.sort();
    keys.dedup();
    Kept {
        target: scheduling.index.get(&target_key(program)).copied(),
        milestones: keys
            .iter()
            .filter_map(|key| scheduling.index.get(key).copied())
            .collect(),
    }
}

/// What a comparison of sourcings needs.
pub(crate) struct Comparing<'a> {
    pub(crate) program: &'a Program,
    pub(crate) reference: &'a Reference,
    pub(crate) base: &'a Network,
    pub(crate) partners: &'a Choice,
    pub(crate) assessment: &'a Assessment,
    pub(crate) options: &'a PlanOptions,
    pub(crate) route: Option<&'a str>,
}

/// Evaluates the best sourcings of the partners engine and the two counter-cases by schedule and
/// simulation, all with the same budget and random numbers, and takes the best.
pub(crate) fn compare(
    comparing: &Comparing<'_>,
    progress: &mut dyn FnMut(Progress),
) -> Result<(Candidate, Evaluation, Vec<Alternative>), PlanError> {
    let Comparing {
        program,
        reference,
        partners,
        options,
        ..
    } = *comparing;
    let mut candidates: Vec<&Candidate> = partners.ranked.iter().take(options.sourcings).collect();
    // Where the sourcing is decided, there is nothing to compare it with.
    if options.sourcing.is_none() {
        candidates.push(&partners.integrated);
        candidates.push(&partners.scattered);
    }
    let mut seen = BTreeSet::new();
    candidates.retain(|candidate| seen.insert(candidate.key.clone()));
    let effort = Effort {
        schedules: options.schedules,
        samples: options.samples,
        seed: options.seed,
    };
    let kept = |scheduling: &Scheduling| watched(program, comparing.assessment, scheduling);
    let evaluator = Evaluator {
        program,
        reference,
        base: comparing.base,
        effort,
        keep: &kept,
    };
    let timing = Timing::new(program);
    let total = candidates.len();
    let mut best: Option<(f64, &Candidate, Evaluation)> = None;
    let mut alternatives: Vec<(f64, Alternative)> = Vec::new();
    for (done, candidate) in candidates.into_iter().enumerate() {
        progress(Progress::Comparing(done, total));
        let decision = Decision {
            route: comparing.route.map(ToOwned::to_owned),
            sourcing: candidate.sourcing.clone(),
        };
        let evaluation = evaluate(&evaluator, &decision, &candidate.hand_offs)?;
        let alternative = Alternative::new(candidate, &evaluation, &timing, partners);
        let score = score(reference, candidate, &alternative);
        alternatives.push((score, alternative));
        let better = best
            .as_ref()
            .is_none_or(|(least, known, _)| (score, &candidate.key) < (*least, &known.key));
        if better {
            best = Some((score, candidate, evaluation));
        }
    }
    alternatives.sort_by(|a, b| a.0.total_cmp(&b.0).then_with(|| a.1.key.cmp(&b.1.key)));
    let (_, candidate, evaluation) = best.ok_or(PlanError::NothingToCompare)?;
    Ok((
        candidate.clone(),
        evaluation,
        alternatives
            .into_iter()
            .map(|(_, alternative)| alternative)
            .collect(),
    ))
}

/// Date, cost and number of companies in thousands, with the partners engine's own weights of time and
/// governance.
fn score(reference: &Reference, candidate: &Candidate, alternative: &Alternative) -> f64 {
    let value = |id| reference.assumption(id).map_or(0.0, |row| row.value);
    alternative.p80_days / 7.0 * value("cost_of_time")
        + alternative.cost_thousands
        + candidate.companies.len() as f64 * value("company_governance")
}
