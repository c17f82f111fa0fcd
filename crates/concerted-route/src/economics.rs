//! Raw material cost and cycle time of a route.

use concerted_model::figure::{Input, Ledger, Rule};
use concerted_model::finding::{Finding, lacking};
use concerted_model::given::Traced;
use concerted_model::money::Per;
use concerted_model::route::{Route, Step};

use crate::amount::Category;
use crate::chemistry::Chemistry;
use crate::demand::RouteMasses;
use crate::estimate::{Estimate, sum};
use crate::order::StepOrder;

const COST: Rule = Rule {
    id: "route.raw_material_cost",
    formula: "sum over bought inputs: fresh mass per kg · price per kg; water is not priced",
    unit: "per kg",
};
const CYCLE: Rule = Rule {
    id: "route.cycle_days",
    formula: "sum of the cycle times of all steps",
    unit: "d",
};

/// Cost of raw materials for one kilogram of what a route makes.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct RawMaterialCost {
    /// Cost of everything, where every price and amount is known, in the program's currency.
    pub total: Option<Estimate>,
    /// Cost of the inputs whose price and amount are known.
    pub known: Option<Estimate>,
    /// Inputs without price per kilogram in the program's currency, or without amount.
    pub unpriced: Vec<String>,
    /// Cost per kg of each input that is priced, the dearest first: what drives the cost.
    pub drivers: Vec<(String, f64)>,
}

/// Prices the bought inputs of a route.
///
/// # Findings
/// `route.cost`: lacking, with the inputs that have no price per kilogram in the program's currency.
pub(crate) fn cost(
    chemistry: &Chemistry<'_>,
    route: &Route,
    masses: &RouteMasses,
    ledger: &mut Ledger,
    findings: &mut Vec<Finding>,
) -> RawMaterialCost {
    let mut found = RawMaterialCost::default();
    let mut terms: Vec<Estimate> = Vec::new();
    for line in masses
        .lines
        .iter()
        .filter(|line| line.mass.category != Category::Water)
    {
        match line
            .mass
            .fresh
            .as_ref()
            .zip(price(chemistry, &line.material))
        {
            Some((mass, price)) => {
                let term = mass.times(&price);
                found.drivers.push((line.mass.name.clone(), term.value()));
                terms.push(term);
            }
            None => found.unpriced.push(line.mass.name.clone()),
        }
    }
    found.drivers.sort_by(|first, second| {
        second
            .1
            .total_cmp(&first.1)
            .then_with(|| first.0.cmp(&second.0))
    });
    found.unpriced.sort();
    found.unpriced.dedup();
    let currency = chemistry.program.currency();
    if !terms.is_empty() {
        let complete = found.unpriced.is_empty();
        let (suffix, which) = if complete {
            ("raw_material_cost", "raw materials")
        } else {
            (
                "raw_material_cost_known",
                "those raw materials whose price is known",
            )
        };
        let label = format!(
            "cost of {which} in {currency} per kg from route {}",
            route.name
        );
        let total = sum(&terms).record(ledger, &format!("{}.{suffix}", route.path), label, COST);
        found.total = complete.then(|| total.clone());
        found.known = Some(total);
    }
    if !found.unpriced.is_empty() {
        let what = format!("Raw material cost of route {}", route.name);
        let needs = format!(
            "no amount or no price per kg in {currency} of {}",
            found.unpriced.join(", ")
        );
        findings
            .push(lacking("route.cost", &route.path, &what, &needs).on_route(route.id.as_str()));
    }
    found
}

fn price(chemistry: &Chemistry<'_>, material: &str) -> Option<Estimate> {
    let given = chemistry.program.material_by_id(material)?.price.as_ref()?;
    let fits = given.value.per == Per::Kilogram
        && given.value.currency.code() == chemistry.program.currency();
    fits.then(|| Estimate::given_money(given, chemistry.program))
}

/// Working days of one batch through all steps, as a figure with its inputs.
///
/// A step without cycle time counts the default of one isolated step.
pub(crate) fn cycle_days(
    chemistry: &Chemistry<'_>,
    route: &Route,
    order: &StepOrder,
    ledger: &mut Ledger,
) -> Traced {
    let steps: Vec<&Step> = order
        .steps
        .iter()
        .filter_map(|id| {
            chemistry
                .program
                .step
                .iter()
                .find(|step| step.id.as_str() == id)
        })
        .collect();
    let mut days = 0.0;
    let mut inputs: Vec<Input> = Vec::new();
    for step in steps {
        if let Some(given) = &step.cycle_time {
            days += given.value.base();
            inputs.push(given.input());
        } else if let Some((default, source)) = chemistry.assumption("step_cycle_time") {
            days += default;
            inputs.push(source);
        }
    }
    let label = format!("working days of one batch through route {}", route.name);
    let figure = ledger.derive(
        format!("{}.cycle_days", route.path),
        label,
        CYCLE,
        days,
        inputs,
    );
    Traced::new(days, [figure])
}
