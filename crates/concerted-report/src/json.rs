//! The plan as one JSON document.

mod impurity;

use concerted_model::figure::Input;
use concerted_model::handover::HandOff;
use concerted_model::program::Program;
use concerted_partners::{BreakEven, Candidate};
use concerted_program::design_out::DesignOutcome;
use concerted_program::{Alternative, Plan};
use concerted_reference::Reference;
use concerted_route::RouteResult;
use serde_json::{Value, json};

use impurity::designs_json;

pub use impurity::{impurity_json, m7_json, potency_json, purge_json};

/// Version of the shape of this document.
const FORMAT: u32 = 1;

/// A plan as JSON: decision, dates, work, partners, supply, chemistry, methods, team, findings, assumptions and
/// every figure with its origin.
///
/// Keys stand in a fixed order and the same plan gives the same bytes. Numbers that have an origin are in
/// `figures`, by key; elsewhere they stand beside the key under `figure` or `figures`. Dates, float and criticality
/// of an activity are `plan.activity.<key>.start`, `.finish`, `.float` and `.criticality`. What is absent is `null`.
pub fn plan_json(
    program: &Program,
    plan: &Plan,
    reference: &Reference,
    designs: Option<&DesignOutcome>,
) -> Value {
    json!({
        "format": FORMAT,
        "program": {
            "name": program.name,
            "description": program.description,
            "start": program.start.value,
            "currency": program.currency(),
        },
        "decision": plan.decision,
        "route_choice": plan.route_choice,
        "options": {
            "seed": plan.options.seed,
            "samples": plan.options.samples,
            "schedules": plan.options.schedules,
            "sourcings": plan.options.sourcings,
            "route": plan.options.route,
            "choose_route": plan.options.choose_route,
            "sourcing": plan.options.sourcing,
        },
        "data_version": reference.data_version(),
        "status": format!("{:?}", plan.status).to_lowercase(),
        "milestones": list(&plan.milestones, |milestone| {
            with_figures(plan, json!(milestone), &format!("plan.milestone.{}.", milestone.id))
        }),
        "activities": plan.activities,
        "edges": plan.network.edges,
        "hand_offs": list(&plan.hand_offs, |hand_off| hand_off_json(program, hand_off)),
        "alternatives": alternatives(plan),
        "partners": partners(plan),
        "batches": batches(plan),
        "fan": {
            "days": plan.fan.days,
            "p10_kg": plan.fan.p10,
            "p50_kg": plan.fan.p50,
            "p90_kg": plan.fan.p90,
            "undated": plan.fan.undated,
        },
        "impurities": list(&plan.assessment.genotox.impurities, impurity_json),
        "design_out": designs.map(designs_json),
        "method_starts": plan.method_starts,
        "routes": list(&plan.assessment.route.routes, |result| route(plan, result)),
        "route_comparisons": comparisons(plan),
        "methods": methods(plan),
        "team": team(plan),
        "findings": plan.findings,
        "assumptions": plan.assumptions,
        "figures": plan.figures,
    })
}

fn list<T>(items: &[T], one: impl Fn(&T) -> Value) -> Value {
    Value::Array(items.iter().map(one).collect())
}

/// Keys of the figures that begin with a prefix.
fn figures_below(plan: &Plan, prefix: &str) -> Vec<String> {
    plan.figures
        .iter()
        .map(|figure| figure.id.to_string())
        .filter(|id| id.starts_with(prefix))
        .collect()
}

/// An object with the keys of its figures added.
fn with_figures(plan: &Plan, mut object: Value, prefix: &str) -> Value {
    if let Some(fields) = object.as_object_mut() {
        fields.insert("figures".to_owned(), json!(figures_below(plan, prefix)));
    }
    object
}

fn alternatives(plan: &Plan) -> Value {
    let one = |(index, alternative): (usize, &Alternative)| {
        let prefix = format!("plan.alternative.{}.", index + 1);
        with_figures(plan, json!(alternative), &prefix)
    };
    Value::Array(plan.alternatives.iter().enumerate().map(one).collect())
}

/// The keys of what something rests on, as they stand among the figures.
fn rests_on(program: &Program, inputs: &[Input]) -> Vec<String> {
    let mut keys: Vec<String> = inputs
        .iter()
        .map(|input| match input {
            Input::Entered(index) => program
                .entered
                .get(index.0 as usize)
                .map_or_else(String::new, |entered| entered.path.clone()),
            Input::Figure(id) => id.to_string(),
            Input::Reference(citation, _) => {
                format!("reference.{}.{}", citation.table, citation.row)
            }
            Input::Assumed(assumption) => format!("assumed.{}", assumption.id),
        })
        .collect();
    keys.sort();
    keys.dedup();
    keys
}

fn hand_off_json(program: &Program, hand_off: &HandOff) -> Value {
    json!({
        "key": hand_off.key,
        "overhead": hand_off.overhead,
        "name": hand_off.name,
        "after": hand_off.after,
        "before": hand_off.before,
        "from_site": hand_off.from_site,
        "to_site": hand_off.to_site,
        "weeks": hand_off.weeks,
        "cost_thousands": hand_off.cost_thousands,
        "on_path": hand_off.on_path,
        "rests_on": rests_on(program, &hand_off.inputs),
    })
}

fn candidate(candidate: &Candidate) -> Value {
    json!({
        "key": candidate.key,
        "sourcing": candidate.sourcing,
        "companies": candidate.companies,
        "sites": candidate.sites,
        "cost_thousands": candidate.cost_thousands,
        "hand_off_cost_thousands": candidate.hand_off_cost_thousands,
        "hand_off_weeks": candidate.hand_off_weeks,
        "path_weeks": candidate.path_weeks,
        "score": candidate.score,
    })
}

fn partners(plan: &Plan) -> Value {
    let choice = &plan.partners;
    let (break_even, factor) = match &choice.break_even {
        BreakEven::SamePlan => ("same_plan", None),
        BreakEven::ShrinkTo(factor) => ("shrink_to", Some(*factor)),
        BreakEven::IntegratedAlways => ("integrated_always", None),
        BreakEven::GrowTo(factor) => ("grow_to", Some(*factor)),
        BreakEven::ScatteredAlways => ("scattered_always", None),
    };
    json!({
        "compared": choice.compared,
        "exhaustive": choice.exhaustive,
        "ranked": list(&choice.ranked, candidate),
        "pareto": choice.pareto,
        "integrated": candidate(&choice.integrated),
        "scattered": candidate(&choice.scattered),
        "break_even": { "kind": break_even, "factor": factor, "figure": "partners.break_even" },
        "concentration": choice.concentration.as_ref().map(|concentration| json!({
            "company": concentration.company,
            "areas": concentration.areas,
            "area_share": concentration.area_share,
            "cost_share": concentration.cost_share,
            "week_share": concentration.week_share,
            "failure_probability": concentration.failure_probability,
            "lost_areas": concentration.lost_areas,
            "without": concentration.without.as_ref().map(candidate),
            "figures": figures_below(plan, "partners.concentration."),
        })),
    })
}

fn batches(plan: &Plan) -> Value {
    let supply = &plan.assessment.supply;
    json!({
        "studies": list(&supply.demands.studies, |study| json!({
            "study": study.study,
            "name": study.name,
            "grade": study.grade,
            "activity": study.activity,
            "demand_kg": study.mass_kg,
            "figure": study.figure,
        })),
        "grades": list(&supply.demands.grades, |grade| json!({
            "grade": grade.grade,
            "demand_kg": grade.mass_kg,
            "figure": grade.figure,
            "batch_reserve_kg": grade.batch_reserve_kg,
            "reserve_figure": grade.reserve_figure,
        })),
        "planned": list(&supply.batches.planned, |campaign| json!({
            "key": campaign.key,
            "grade": campaign.grade,
            "activity": campaign.activity,
            "batches": campaign.batches,
            "batch_kg": campaign.batch_kg,
            "campaign_days": campaign.campaign_days.as_ref().map(|days| days.value),
            "release_days": campaign.release_days.value,
            "retest_days": campaign.retest_days.value,
            "shortage_probability": campaign.shortage_probability,
            "with_one_more": campaign.with_one_more,
            "with_one_fewer": campaign.with_one_fewer,
            "left_over_kg": campaign.left_over_kg,
            "studies": campaign.studies,
            "figures": figures_below(plan, &format!("supply.batch.{}.", campaign.grade)),
        })),
        "held": list(&supply.batches.held, |batch| json!({
            "id": batch.id,
            "grade": batch.grade,
            "state": batch.state,
            "mass_kg": batch.mass_kg,
            "available": batch.available,
            "retest_on": batch.retest_on,
            "counted": batch.counted,
        })),
    })
}

fn route(plan: &Plan, result: &RouteResult) -> Value {
    json!({
        "id": result.id,
        "name": result.name,
        "product": result.product,
        "steps": result.order.steps,
        "claims": list(&result.claims, |claim| json!({
            "claim": claim.name.key(),
            "statement": claim.name.statement(),
            "answer": claim.answer.word(),
            "evidence": claim.evidence,
            "figure": format!("route.{}.claim.{}", result.id, claim.name.key()),
        })),
        "figures": figures_below(plan, &format!("route.{}.", result.id)),
    })
}

fn comparisons(plan: &Plan) -> Value {
    list(&plan.assessment.route.comparisons, |comparison| {
        let key = format!("compare.{}.{}.", comparison.first, comparison.second);
        json!({
            "first": comparison.first,
            "second": comparison.second,
            "boundary": comparison.boundary.map(concerted_route::Boundary::words),
            "reality": comparison.reality.word(),
            "reason": comparison.reason,
            "figures": figures_below(plan, &key),
        })
    })
}

fn methods(plan: &Plan) -> Value {
    let methods = &plan.methods;
    json!({
        "required": list(&methods.required, |method| json!({
            "key": method.key,
            "purpose": method.purpose,
            "stage": method.stage.word(),
            "subject": method.subject,
            "impurity": method.impurity,
            "quantitation_limit": method.quantitation_limit,
            "state_needed": method.state_needed,
            "method": method.method,
            "standing": method.standing.word(),
            "reason": method.reason,
        })),
        "transfers": list(&methods.transfers, |transfer| json!({
            "key": transfer.key,
            "method": transfer.method,
            "name": transfer.name,
            "from": transfer.from,
            "to": transfer.to,
            "kind": transfer.kind.word(),
            "reason": transfer.reason,
            "causes": transfer.causes,
        })),
        "lanes": list(&methods.lanes, |lane| json!({
            "from": lane.from,
            "to": lane.to,
            "transfers": lane.transfers,
            "weeks": lane.weeks,
            "cost_kusd": lane.cost_kusd,
            "figures": figures_below(plan, &format!("methods.transfer.{}.{}.", lane.from, lane.to)),
        })),
        "repeats": list(&methods.repeats, |repeat| json!({
            "key": repeat.key,
            "name": repeat.name,
            "from": repeat.from,
            "to": repeat.to,
            "tests": repeat.tests,
            "cost_kusd": repeat.cost_kusd,
            "causes": repeat.causes,
        })),
    })
}

fn team(plan: &Plan) -> Value {
    let team = &plan.team;
    json!({
        "assigned": list(&team.team.assigned, |one| json!({
            "activity": one.activity,
            "involvement": one.involvement,
            "post": one.post,
            "entered": one.entered,
        })),
        "unfilled": team.team.unfilled,
        "loads": list(&team.loads, |load| json!({
            "post": load.post,
            "days": load.days,
            "window_days": load.window_days,
            "capacity": load.capacity,
            "load": load.load,
            "figures": figures_below(plan, &format!("team.post.{}.", load.post)),
        })),
        "posts": team.posts,
        "required_contact": team.matrix,
        "pairs": list(&team.pairs, |pair| json!({
            "first": pair.first,
            "second": pair.second,
            "strength": pair.strength,
            "crosses_companies": pair.crosses_companies,
            "interfaces": list(&pair.interfaces, |link| json!({
                "giver": link.giver,
                "receiver": link.receiver,
            })),
        })),
    })
}
