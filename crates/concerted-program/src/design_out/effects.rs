//! What a change moves, as figures with their origin.

use std::collections::{BTreeMap, BTreeSet};

use concerted_model::figure::{FigureId, FigureValue, Input, Ledger, Rule};
use concerted_model::program::Program;

use super::candidates::Scene;
use super::judged::Judged;
use super::standing::Standing;
use super::{DesignOptions, Effect, EffectOf, ProposalKind};
use crate::leaves::Leaves;
use crate::plan::{Plan, PlanOptions, plan, target_key};

const COUNT: Rule = Rule {
    id: "design_out.in_scope",
    formula: "impurities of class 1 to 3 or the cohort of concern on the route that are in scope of a use",
    unit: "",
};
const WORST: Rule = Rule {
    id: "design_out.worst_class",
    formula: "cohort of concern, else the lowest class number in scope on the route",
    unit: "",
};
const PMI: Rule = Rule {
    id: "design_out.pmi",
    formula: "process mass intensity of the route in the changed document, assessed like any other",
    unit: "kg/kg",
};
const STEPS: Rule = Rule {
    id: "design_out.steps",
    formula: "steps of the route in the changed document",
    unit: "",
};
const MATERIAL_COST: Rule = Rule {
    id: "design_out.material_cost",
    formula: "cost of raw materials per kg in the changed document, in the program's currency, where every price is known",
    unit: "per kg",
};
const PLAN_COST: Rule = Rule {
    id: "design_out.plan_cost",
    formula: "likely cost of the plan of the changed document",
    unit: "thousand",
};
const FIRST_DOSE: Rule = Rule {
    id: "design_out.first_dose",
    formula: "day by which the target of the plan of the changed document is reached in eight cases of ten",
    unit: "date",
};

/// One value to be recorded.
struct Found {
    what: EffectOf,
    rule: Rule,
    value: FigureValue,
    inputs: Vec<Input>,
}

/// Records the effects of every change that is shown, and plans the best of them.
pub(crate) fn record(
    scene: &Scene<'_>,
    options: &DesignOptions,
    judged: &mut [Judged],
    order: &[Vec<usize>],
    ledger: &mut Ledger,
) {
    let mut shown: BTreeSet<usize> = order.iter().flatten().copied().collect();
    if shown.is_empty() {
        return;
    }
    let mut chosen = best(order, options.plans);
    let together = judged
        .iter()
        .rposition(|own| matches!(own.candidate.kind, ProposalKind::Together { .. }));
    shown.extend(together);
    // What goes together is what will be done, so its date is worth a plan beyond the budget.
    chosen.extend(together.filter(|_| options.plans > 0));
    let leaves = Leaves::new(scene.program);
    let present = {
        let mut found = of_standing(&leaves, scene.program, scene.present, &[]);
        if !chosen.is_empty() {
            found.extend(planned(
                scene,
                options,
                scene.program,
                scene.present,
                &leaves,
            ));
        }
        found
    };
    let before = note(ledger, "present", "now", present);
    for index in shown {
        let own = &judged[index];
        let touched = touched(own);
        let mut found = of_standing(&leaves, &own.program, &own.after, &touched);
        if chosen.contains(&index) {
            let leaves = leaves.touching(&touched);
            found.extend(planned(scene, options, &own.program, &own.after, &leaves));
        }
        let source = match &own.candidate.kind {
            ProposalKind::Declared | ProposalKind::Together { .. } => None,
            ProposalKind::Curated { citation } | ProposalKind::Solvent { citation } => {
                Some(Input::Reference(citation.clone(), citation.row.clone()))
            }
        };
        for one in &mut found {
            one.inputs.extend(source.clone());
        }
        let after = note(ledger, &own.candidate.key, &own.candidate.sentence, found);
        judged[index].effects = paired(scene.program, &before, &after);
    }
}

/// The changes to plan: the best of each impurity, then the second best, up to the budget.
fn best(order: &[Vec<usize>], budget: usize) -> BTreeSet<usize> {
    let mut chosen = BTreeSet::new();
    let longest = order.iter().map(Vec::len).max().unwrap_or(0);
    for place in 0..longest {
        for own in order {
            if let Some(index) = own.get(place)
                && chosen.len() < budget
            {
                chosen.insert(*index);
            }
        }
    }
    chosen
}

/// Records with a key of their own.
fn note(
    ledger: &mut Ledger,
    key: &str,
    label: &str,
    found: Vec<Found>,
) -> BTreeMap<EffectOf, (FigureValue, FigureId)> {
    let mut noted = BTreeMap::new();
    for one in found {
        let id = FigureId(format!("design_out.{key}.{}", one.what.key()));
        let label = format!("{}: {label}", one.what.words());
        ledger.derive(id.clone(), label, one.rule, one.value.clone(), one.inputs);
        noted.insert(one.what, (one.value, id));
    }
    noted
}

fn paired(
    program: &Program,
    before: &BTreeMap<EffectOf, (FigureValue, FigureId)>,
    after: &BTreeMap<EffectOf, (FigureValue, FigureId)>,
) -> Vec<Effect> {
    let all: BTreeSet<EffectOf> = before.keys().chain(after.keys()).copied().collect();
    all.into_iter()
        // Without a plan of the change there is nothing to compare with.
        .filter(|what| {
            let of_plan = matches!(what, EffectOf::PlanCost | EffectOf::FirstDose);
            !of_plan || after.contains_key(what)
        })
        .map(|what| {
            let split = |side: &BTreeMap<EffectOf, (FigureValue, FigureId)>| match side.get(&what) {
                Some((value, id)) => (Some(value.clone()), Some(id.clone())),
                None => (None, None),
            };
            let (before, before_figure) = split(before);
            let (after, after_figure) = split(after);
            Effect {
                what,
                before,
                after,
                unit: unit(program, what),
                before_figure,
                after_figure,
            }
        })
        .collect()
}

fn unit(program: &Program, what: EffectOf) -> String {
    match what {
        EffectOf::Pmi => "kg/kg".to_owned(),
        EffectOf::MaterialCost => format!("{}/kg", program.currency()),
        EffectOf::PlanCost => format!("thousand {}", program.currency()),
        _ => String::new(),
    }
}

/// What the chemistry alone says of a standing.
fn of_standing(
    leaves: &Leaves<'_>,
    program: &Program,
    standing: &Standing,
    touched: &[String],
) -> Vec<Found> {
    let leaves = leaves.touching(touched);
    let chemistry = leaves.chemistry();
    let mut found = vec![
        Found {
            what: EffectOf::InScope,
            rule: COUNT,
            value: (standing.in_scope() as f64).into(),
            inputs: chemistry.clone(),
        },
        Found {
            what: EffectOf::WorstClass,
            rule: WORST,
            value: standing.worst_words().into(),
            inputs: chemistry.clone(),
        },
    ];
    let path = standing
        .route
        .as_deref()
        .and_then(|id| Some(program.route_by_id(id)?.path.clone()));
    let Some(path) = path else {
        return found;
    };
    if let Some(steps) = standing.steps {
        found.push(Found {
            what: EffectOf::Steps,
            rule: STEPS,
            value: (steps as f64).into(),
            inputs: chemistry,
        });
    }
    for (what, rule, value, key) in [
        (EffectOf::Pmi, PMI, standing.pmi, "pmi"),
        (
            EffectOf::MaterialCost,
            MATERIAL_COST,
            standing.material_cost,
            "raw_material_cost",
        ),
    ] {
        if let Some(value) = value {
            found.push(Found {
                what,
                rule,
                value: value.into(),
                inputs: leaves.behind(&standing.figures, &format!("{path}.{key}")),
            });
        }
    }
    found
}

/// Date and cost of the plan of a program; nothing where it cannot be planned.
fn planned(
    scene: &Scene<'_>,
    options: &DesignOptions,
    program: &Program,
    standing: &Standing,
    leaves: &Leaves<'_>,
) -> Vec<Found> {
    let options = PlanOptions {
        route: standing.route.clone(),
        ..options.plan.clone()
    };
    let Ok(plan) = plan(program, scene.reference, &options, &mut |_| {}) else {
        return Vec::new();
    };
    let mut found = Vec::new();
    if let Some((id, value)) = target(program, &plan) {
        found.push(Found {
            what: EffectOf::FirstDose,
            rule: FIRST_DOSE,
            inputs: leaves.behind(&plan.figures, &id),
            value,
        });
    }
    if let Some(cost) = plan.figures.get("plan.cost") {
        found.push(Found {
            what: EffectOf::PlanCost,
            rule: PLAN_COST,
            inputs: leaves.behind(&plan.figures, "plan.cost"),
            value: cost.value.clone(),
        });
    }
    found
}

/// The figure of the plan's target and its value.
pub(crate) fn target(program: &Program, plan: &Plan) -> Option<(String, FigureValue)> {
    let key = target_key(program);
    let milestone = plan.milestones.iter().find(|own| own.activity == key)?;
    let id = format!("plan.milestone.{}.p80", milestone.id);
    let value = plan.figures.get(&id)?.value.clone();
    Some((id, value))
}

/// Records of the document that a change touches, as the first two parts of their paths.
fn touched(judged: &Judged) -> Vec<String> {
    let mut records: Vec<String> = judged
        .candidate
        .change
        .edits
        .iter()
        .map(|edit| {
            edit.path
                .splitn(3, '.')
                .take(2)
                .collect::<Vec<_>>()
                .join(".")
        })
        .collect();
    records.sort();
    records.dedup();
    records
}
