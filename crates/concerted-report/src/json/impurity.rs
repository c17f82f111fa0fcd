//! Impurities as JSON: calls with their evidence, class, limits, purge, control, proposals.

use concerted_genotox::{
    Concern, ControlProposal, GridCell, ImpurityClass, ImpurityResult, LimitKind, PurgeLedger,
    SCREENING_NOTE, Technique, UseLimit,
};
use concerted_hazard::{CohortOfConcern, NitrosoGroup, model_card};
use concerted_model::program::Program;
use concerted_program::Assessment;
use concerted_program::design_out::{DesignOutcome, TO_BE_EXAMINED};
use concerted_reference::Reference;
use serde_json::{Value, json};

use super::list;

/// An impurity as JSON; numbers that have an origin stand beside the keys of their figures.
pub fn impurity_json(impurity: &ImpurityResult) -> Value {
    let mut value = json!({
        "key": impurity.key,
        "name": impurity.name,
        "smiles": impurity.smiles,
        "routes": impurity.routes,
        "class": impurity.class.map(ImpurityClass::number),
        "provisional": impurity.provisional,
        "ground": impurity.ground.name(),
        "class_reasons": impurity.class_reasons,
        "cohort_of_concern": impurity.cohort_of_concern.map(CohortOfConcern::name),
        "causes": list(&impurity.causes, |cause| json!({
            "rule": cause.rule,
            "step": cause.step,
            "inputs": cause.inputs,
            "routes": cause.routes,
            "concern": cause.concern.map(Concern::word),
            "late": cause.late,
            "sentence": cause.sentence,
        })),
        "fates": list(&impurity.fates, |fate| json!({
            "step": fate.step,
            "routes": fate.routes,
            "kind": fate.kind.word(),
            "sentence": fate.sentence,
        })),
        "limits": list(&impurity.uses, use_limit),
        "quantitation_limit": impurity.quantitation_limit,
        "technique": impurity.technique.map(Technique::name),
        "measured_purge": impurity.measured_purge,
        "asks": impurity.asks,
    });
    for part in [predictions(impurity), evidence(impurity), control(impurity)] {
        if let (Some(all), Value::Object(own)) = (value.as_object_mut(), part) {
            all.extend(own);
        }
    }
    value
}

/// What both methods say.
fn predictions(impurity: &ImpurityResult) -> Value {
    json!({
        "alerts": list(&impurity.alerts, |alert| json!({
            "rule": alert.rule,
            "name": alert.name,
            "atoms": alert.atoms,
        })),
        "prediction": impurity.prediction.as_ref().map(|prediction| json!({
            "probability": prediction.probability,
            "call": prediction.call.name(),
            "screening_call": prediction.screening_call.name(),
            "in_domain": prediction.domain.inside,
            "outside": prediction.domain.reasons,
            "nearest_similarity": prediction.domain.nearest_similarity,
            "unseen_environments": prediction.domain.unseen_environments,
        })),
        "prediction_refused": impurity.prediction_refused,
        "neighbors": list(&impurity.neighbors, |neighbor| json!({
            "inchi_key": neighbor.inchi_key,
            "name": neighbor.inchi_key.as_deref().and_then(crate::impurity::known_name),
            "smiles": neighbor.smiles,
            "positive": neighbor.positive,
            "similarity": neighbor.similarity,
            "source": neighbor.source,
        })),
        "grid": impurity.cell.map(|cell| json!({
            "cell": GridCell::name(cell),
            "asks_for_an_argument": cell.asks_for_an_argument(),
            "argument": cell.argument(),
        })),
        "cpca_category": impurity.cpca_category,
        "potency": list(&impurity.potency, potency_json),
    })
}

/// Tests, arguments and what agencies list.
fn evidence(impurity: &ImpurityResult) -> Value {
    json!({
        "tests": list(&impurity.tests, |test| json!({
            "kind": test.kind.name(),
            "outcome": test.outcome.word(),
            "source": test.source,
        })),
        "arguments": list(&impurity.arguments, |argument| json!({
            "conclusion": argument.conclusion.word(),
            "reasoning": argument.reasoning,
            "by": argument.by,
            "date": argument.date,
            "source": argument.source,
            "standing": argument.standing.sentence(),
        })),
        "agency_limits": list(&impurity.agency_limits, |limit| json!({
            "agency": limit.agency,
            "intake_ng_per_day": limit.intake_ng_per_day,
            "cpca_category": limit.cpca_category,
            "date": limit.date,
            "citation": limit.citation,
        })),
    })
}

/// Purge, control and the method needed.
fn control(impurity: &ImpurityResult) -> Value {
    json!({
        "purge": list(&impurity.purge, purge_json),
        "control": list(&impurity.control, control_json),
        "method": impurity.method.as_ref().map(|method| json!({
            "technique": method.technique.technique.name(),
            "reasons": method.technique.reasons,
            "references": method.technique.references.iter().map(|work| work.citation).collect::<Vec<_>>(),
            "work": list(&method.work, |work| json!({
                "catalogue": work.catalogue,
                "name": work.name,
                "weeks": [work.weeks.value.low, work.weeks.value.likely, work.weeks.value.high],
                "cost_kusd": [work.cost_kusd.value.low, work.cost_kusd.value.likely, work.cost_kusd.value.high],
                "citation": work.weeks.citation,
            })),
        })),
    })
}

fn use_limit(limit: &UseLimit) -> Value {
    json!({
        "use": limit.use_id,
        "in_scope": limit.in_scope,
        "scope_reason": limit.scope_reason,
        "kind": limit.kind.map(LimitKind::name),
        "basis": limit.basis,
        "citation": limit.citation,
        "guideline": limit.guideline,
        "intake_ug_per_day": limit.intake_ug_per_day,
        "limit_ppm_moiety": limit.limit_ppm_moiety,
        "limit_ppm_substance": limit.limit_ppm_substance,
        "quantitation_limit_ppm": limit.quantitation_limit_ppm,
        "quantitation_fraction": limit.quantitation_fraction,
        "quantitation_reason": limit.quantitation_reason,
        "figures": limit.figures,
    })
}

/// An N-nitroso group with its potency category and every scoring step, as JSON.
pub fn potency_json(group: &NitrosoGroup) -> Value {
    let category = group.outcome.category();
    json!({
        "atoms": group.atoms,
        "category": category.map(|category| category.category),
        "score": category.and_then(|category| category.score),
        "not_applicable": match &group.outcome {
            concerted_hazard::CpcaOutcome::NotApplicable { reason } => Some(reason),
            concerted_hazard::CpcaOutcome::Category(_) => None,
        },
        "steps": category.map(|category| list(&category.steps, |step| json!({
            "feature": step.feature,
            "name": step.name,
            "points": step.points,
            "atoms": step.atoms,
            "sentence": step.sentence,
        }))),
    })
}

/// A purge ledger as JSON.
pub fn purge_json(ledger: &PurgeLedger) -> Value {
    json!({
        "impurity": ledger.impurity,
        "route": ledger.route,
        "entry": ledger.entry,
        "level_ppm": ledger.level_ppm,
        "level_basis": ledger.level_basis,
        "steps": list(&ledger.steps, |step| json!({
            "step": step.step,
            "name": step.name,
            "isolated": step.isolated,
            "scores": list(&step.scores, |score| json!({
                "property": score.parameter.word(),
                "factor": score.factor,
                "origin": score.origin.word(),
                "reason": score.reason,
                "would_change": score.would_change,
            })),
            "predicted": step.predicted,
            "measured": step.measured,
            "counted": step.counted,
            "origin": step.origin.word(),
            "mass_gain": step.mass_gain,
            "level_ppm": step.level_ppm,
        })),
        "predicted": ledger.predicted,
        "measured": ledger.measured,
        "counted": ledger.counted,
        "mass_gain": ledger.mass_gain,
        "uses": list(&ledger.uses, |ratio| json!({
            "use": ratio.use_id,
            "limit_ppm": ratio.limit_ppm,
            "required": ratio.required,
            "ratio": ratio.ratio,
            "measured_ratio": ratio.measured_ratio,
            "expected_ppm": ratio.expected_ppm,
            "band": ratio.band.as_ref().map(|band| json!({
                "data_expected": band.data_expected,
                "reporting_expected": band.reporting_expected,
                "reporting_status": band.reporting_status.word(),
                "citation": band.citation,
            })),
        })),
        "notes": ledger.notes,
        "would_change": ledger.would_change,
    })
}

fn control_json(proposal: &ControlProposal) -> Value {
    json!({
        "route": proposal.route,
        "use": proposal.use_id,
        "in_scope": proposal.in_scope,
        "option": proposal.option,
        "tested_in": proposal.tested_in,
        "acceptance": proposal.acceptance,
        "citation": proposal.citation,
        "argument": proposal.argument,
        "would_change": proposal.would_change,
        "evidence": {
            "entries": proposal.evidence.entries,
            "steps_after": proposal.evidence.steps_after,
            "isolations": proposal.evidence.isolations,
            "required": proposal.evidence.required,
            "predicted": proposal.evidence.predicted,
            "measured": proposal.evidence.measured,
            "ratio": proposal.evidence.ratio,
            "measured_ratio": proposal.evidence.measured_ratio,
            "test_after": proposal.evidence.test_after,
            "reactions": proposal.evidence.reactions,
        },
        "figures": proposal.figures,
    })
}

/// Proposals against impurities as JSON.
pub(super) fn designs_json(designs: &DesignOutcome) -> Value {
    json!({
        "route": designs.route,
        "designs": designs.designs,
        "general": designs.general,
        "refused": designs.refused,
        "note": TO_BE_EXAMINED,
    })
}

/// The assessment of mutagenic impurities alone, as JSON.
pub fn m7_json(
    program: &Program,
    assessment: &Assessment,
    reference: &Reference,
    designs: Option<&DesignOutcome>,
) -> Value {
    let card = model_card();
    let figures = assessment.figures(program);
    let own: Vec<_> = figures
        .iter()
        .filter(|figure| figure.id.as_str().starts_with("genotox."))
        .collect();
    json!({
        "program": program.name,
        "tool": env!("CARGO_PKG_VERSION"),
        "data_version": reference.data_version(),
        "model": { "id": card.id, "version": card.version },
        "screening_note": SCREENING_NOTE,
        "impurities": list(&assessment.genotox.impurities, impurity_json),
        "design_out": designs.map(designs_json),
        "figures": own,
    })
}
