//! Yield along the branches of a route.

use std::collections::BTreeMap;

use concerted_model::figure::{Ledger, Rule};
use concerted_model::finding::{Finding, lacking};
use concerted_model::route::Route;

use crate::amount::StepAmounts;
use crate::estimate::Estimate;
use crate::order::StepOrder;

const OVERALL: Rule = Rule {
    id: "route.overall_yield",
    formula: "product of the step yields along the sequence",
    unit: "",
};
const LONGEST: Rule = Rule {
    id: "route.longest_linear_sequence",
    formula: "number of steps of the longest way from a first step to the last",
    unit: "steps",
};

/// One way from a first step to the last.
#[derive(Debug, Clone, PartialEq)]
pub struct BranchYield {
    /// Steps in order.
    pub steps: Vec<String>,
    /// Product of their yields; absent where one is unknown.
    pub overall: Option<Estimate>,
}

/// Yields of a route.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct RouteYields {
    /// The longest linear sequence; of equally long ones the one with the lowest yield.
    pub longest: Option<BranchYield>,
    /// The longest way from each first step, by that step.
    pub branches: BTreeMap<String, BranchYield>,
}

/// Computes the overall yield of the longest linear sequence and of each branch.
///
/// Every step yield of the route is an ancestor of each, because yields decide between equally long ways.
pub(crate) fn yields(
    route: &Route,
    order: &StepOrder,
    amounts: &BTreeMap<String, StepAmounts>,
    ledger: &mut Ledger,
    findings: &mut Vec<Finding>,
) -> RouteYields {
    let mut found = RouteYields::default();
    if !order.acyclic {
        return found;
    }
    let mut branches: Vec<BranchYield> = order
        .sequences()
        .into_iter()
        .map(|steps| BranchYield {
            overall: product(&steps, amounts),
            steps,
        })
        .collect();
    // Longest first, then lowest yield (unknown lowest of all), then by name.
    branches.sort_by(|a, b| {
        let rank = |branch: &BranchYield| branch.overall.as_ref().map_or(-1.0, Estimate::value);
        (b.steps.len().cmp(&a.steps.len()))
            .then(rank(a).total_cmp(&rank(b)))
            .then(a.steps.cmp(&b.steps))
    });
    for branch in branches {
        let Some(first) = branch.steps.first().cloned() else {
            continue;
        };
        found.branches.entry(first).or_insert(branch.clone());
        found.longest.get_or_insert(branch);
    }
    record(route, order, amounts, &mut found, ledger);
    if let Some(longest) = &found.longest
        && longest.overall.is_none()
    {
        let unknown: Vec<&str> = longest
            .steps
            .iter()
            .filter_map(|step| amounts.get(step))
            .filter(|step| step.step_yield.is_none())
            .map(|step| step.name.as_str())
            .collect();
        let what = format!("The overall yield of route {}", route.name);
        let needs = format!("no yield of {}", unknown.join(", "));
        findings.push(
            lacking("route.overall_yield", &route.path, &what, &needs).on_route(route.id.as_str()),
        );
    }
    found
}

fn product(steps: &[String], amounts: &BTreeMap<String, StepAmounts>) -> Option<Estimate> {
    steps
        .iter()
        .try_fold(Estimate::exact(1.0), |overall, step| {
            Some(overall.times(amounts.get(step)?.step_yield.as_ref()?))
        })
}

fn record(
    route: &Route,
    order: &StepOrder,
    amounts: &BTreeMap<String, StepAmounts>,
    found: &mut RouteYields,
    ledger: &mut Ledger,
) {
    let all: Vec<Estimate> = order
        .steps
        .iter()
        .filter_map(|step| amounts.get(step)?.step_yield.clone())
        .collect();
    let mut recorded = |branch: &mut BranchYield, key: String, label: String| {
        branch.overall = branch.overall.take().map(|overall| {
            let overall = all
                .iter()
                .fold(overall, |overall, own| overall.resting_on(own.inputs()));
            overall.record(ledger, &key, label, OVERALL)
        });
    };
    let many = found.branches.len() > 1;
    for (first, branch) in &mut found.branches {
        if many {
            let label = format!("yield of route {} from step {first}", route.name);
            recorded(branch, format!("{}.yield.{first}", route.path), label);
        }
    }
    if let Some(longest) = &mut found.longest {
        let label = format!(
            "overall yield of route {} along its longest linear sequence",
            route.name
        );
        recorded(longest, format!("{}.yield", route.path), label);
        let count = longest.steps.len() as f64;
        let label = format!("longest linear sequence of route {}", route.name);
        ledger.derive(
            format!("{}.longest_linear_sequence", route.path),
            label,
            LONGEST,
            count,
            [],
        );
    }
}
