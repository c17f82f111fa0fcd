//! What is said of the atom balance of a step.

use concerted_model::finding::{Finding, Severity};
use concerted_model::quantity::shortest;
use concerted_model::route::Step;
use concerted_molecule::Formula;

use crate::amount::StepAmounts;
use crate::balance::{Balance, Species, is_chemical};
use crate::chemistry::Chemistry;

pub(crate) fn report(
    chemistry: &Chemistry<'_>,
    step: &Step,
    amounts: &StepAmounts,
    found: &Balance,
    findings: &mut Vec<Finding>,
) {
    if !found.unaccounted.is_empty() {
        findings.push(
            Finding::new(
                "route.balance",
                Severity::Minor,
                step.path.as_str(),
                format!(
                    "Step {} does not close: {} ({} g per mole of product) leaves that no by-product accounts for.",
                    step.name,
                    found.unaccounted,
                    shortest((found.unaccounted_mass * 1e3).round() / 1e3)
                ),
            )
            .hint("declare what leaves under `byproduct`"),
        );
    }
    for material in &step.byproduct {
        if !found.byproducts.contains_key(material.as_str()) {
            findings.push(Finding::new(
                "route.balance.byproduct",
                Severity::Minor,
                format!("{}.byproduct.{}", step.path, material.as_str()),
                format!(
                    "By-product {} of step {} takes no part in its balance: the inputs do not bring its atoms.",
                    chemistry.name(material.as_str()),
                    step.name
                ),
            ));
        }
    }
    for input in amounts
        .inputs
        .iter()
        .filter(|input| !input.limiting && is_chemical(input.role))
    {
        let Some((needed, charged)) = found
            .inputs
            .get(&input.path)
            .zip(input.equivalents.as_ref())
        else {
            continue;
        };
        if charged.value() < 0.98 * *needed as f64 {
            findings.push(Finding::new(
                "route.balance.short",
                Severity::Minor,
                input.path.as_str(),
                format!(
                    "Step {} takes {needed} mol of {} per mole of product but is charged with {} equivalents; it may be the limiting input.",
                    step.name,
                    input.name,
                    shortest(charged.value())
                ),
            ));
        }
    }
}

pub(crate) fn shortage(step: &Step, inputs: &[Species], product: &Formula) -> Option<Finding> {
    let short: Vec<String> = product
        .iter()
        .filter_map(|(element, needed)| {
            let brought: i64 = inputs
                .iter()
                .map(|one| one.range.1 * one.formula.count(element))
                .sum();
            (brought < needed)
                .then(|| format!("{needed} {element}, of which the inputs bring at most {brought}"))
        })
        .collect();
    (!short.is_empty()).then(|| {
        Finding::new(
            "route.balance",
            Severity::Major,
            step.path.as_str(),
            format!(
                "The balance of step {} does not close: one molecule of product holds {}.",
                step.name,
                short.join("; ")
            ),
        )
        .hint("check the structures, the equivalents and whether an input is missing")
    })
}
