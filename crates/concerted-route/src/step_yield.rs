//! The yield of a step: entered, from its crystallization, or counted in the next step.

use concerted_model::figure::{Ledger, Rule};
use concerted_model::finding::{Finding, Severity, lacking};
use concerted_model::handover::IsolationYield;
use concerted_model::route::{Step, YieldBasis};

use crate::chemistry::Chemistry;
use crate::estimate::Estimate;

const STEP_YIELD: Rule = Rule {
    id: "route.step_yield",
    formula: "moles of product per mole of limiting input; as entered, else the isolated share of the crystallization, else 100 % where a telescoped step counts its yield in the next one",
    unit: "",
};

pub(crate) fn step_yield(
    chemistry: &Chemistry<'_>,
    step: &Step,
    isolations: &[IsolationYield],
    ledger: &mut Ledger,
    findings: &mut Vec<Finding>,
) -> Option<Estimate> {
    let isolation = isolations
        .iter()
        .find(|isolation| isolation.step == step.id.as_str());
    let found = if let Some(given) = &step.step_yield {
        if step.yield_basis == Some(YieldBasis::Assay) && isolation.is_some() {
            findings.push(Finding::new(
                "route.yield",
                Severity::Note,
                step.path.as_str(),
                format!("The yield of step {} is by assay; what its crystallization loses is not counted, because a yield that is entered stands as it is.", step.name),
            ));
        }
        Estimate::given(given, chemistry.program)
    } else if let Some(isolation) = isolation {
        Estimate::traced(&isolation.fraction)
    } else if step.isolated == Some(false) && next_states_yield(chemistry, step) {
        Estimate::exact(1.0)
    } else {
        let what = format!("Amounts of step {}", step.name);
        findings.push(lacking(
            "route.yield",
            &step.path,
            &what,
            "the step has no `yield`",
        ));
        return None;
    };
    let label = format!("yield of step {}", step.name);
    Some(found.record(
        ledger,
        &format!("{}.step_yield", step.path),
        label,
        STEP_YIELD,
    ))
}

/// True where a step that uses the product states a yield, which then covers both.
fn next_states_yield(chemistry: &Chemistry<'_>, step: &Step) -> bool {
    chemistry.program.step.iter().any(|next| {
        next.step_yield.is_some()
            && next
                .input
                .iter()
                .any(|input| input.material.as_str() == step.product.as_str())
    })
}
