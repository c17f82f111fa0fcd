//! Yield against other routes, and enantiomeric excess.

use concerted_model::figure::Input;
use concerted_model::quantity::shortest;
use concerted_model::route::{OperationKind, Step};

use super::{Answer, ClaimBasis, Verdict};
use crate::chemistry::Chemistry;
use crate::estimate::Estimate;
use crate::view::RouteView;

/// From it on a product needs no upgrade of its enantiomeric excess as a rule; our working threshold.
const LEAST_EXCESS: f64 = 0.99;

fn percent(value: f64) -> String {
    format!("{} %", shortest((value * 1e4).round() / 1e2))
}

pub(super) fn highest_yield(basis: &ClaimBasis<'_>) -> Verdict {
    let own = basis
        .yields
        .longest
        .as_ref()
        .and_then(|branch| branch.overall.as_ref());
    let Some(own) = own else {
        return Verdict::new(Answer::Unknown, "the overall yield is not known");
    };
    let mut evidence = vec![format!("overall yield {}", percent(own.value()))];
    let mut answer = Answer::True;
    let mut inputs: Vec<Input> = own.inputs().cloned().collect();
    if basis.others.is_empty() {
        answer = Answer::Unknown;
        evidence.push("there is no other route".to_owned());
    }
    for (name, other) in &basis.others {
        let (one, text) = match other {
            Some(other) => {
                inputs.extend(other.inputs().cloned());
                against(own, name, other)
            }
            None => (
                Answer::Unknown,
                format!("that of route {name} is not known"),
            ),
        };
        answer = answer.and(one);
        evidence.push(text);
    }
    Verdict {
        inputs,
        ..Verdict::new(answer, evidence.join("; "))
    }
}

/// Whether a yield is above that of another route.
fn against(own: &Estimate, name: &str, other: &Estimate) -> (Answer, String) {
    let stated = format!("route {name} has {}", percent(other.value()));
    let difference = own.minus(other);
    let (low, high) = difference
        .interval()
        .unwrap_or((difference.value(), difference.value()));
    if own.is_assumed() || other.is_assumed() {
        let text =
            format!("{stated}, but the comparison rests on values with status assumed or memory");
        (Answer::Unknown, text)
    } else if low > 0.0 {
        (Answer::True, stated)
    } else if high <= 0.0 {
        (Answer::False, stated)
    } else {
        (
            Answer::Unknown,
            format!("{stated}, and their intervals overlap"),
        )
    }
}

pub(super) fn stereocontrol(
    chemistry: &Chemistry<'_>,
    basis: &ClaimBasis<'_>,
    steps: &[&Step],
) -> Verdict {
    let stated: Vec<(&&Step, Estimate)> = steps
        .iter()
        .filter_map(|step| {
            Some((
                step,
                Estimate::given(step.enantiomeric_excess.as_ref()?, chemistry.program),
            ))
        })
        .collect();
    let last = basis
        .view
        .order
        .last
        .as_deref()
        .and_then(|last| basis.view.amounts.get(last));
    let product = last.and_then(|last| chemistry.molecule(&last.product));
    if product.is_some_and(is_achiral) {
        return Verdict::new(Answer::NotApplicable, "the product has no stereocenter");
    }
    if stated.is_empty() {
        return Verdict::new(Answer::Unknown, "no step states an enantiomeric excess");
    }
    let mut answer = Answer::True;
    let mut evidence = Vec::new();
    let mut inputs = Vec::new();
    for (step, excess) in stated {
        inputs.extend(excess.inputs().cloned());
        let (one, text) = excess_verdict(chemistry, &basis.view, step, &excess);
        answer = answer.and(one);
        evidence.push(text);
    }
    Verdict {
        inputs,
        ..Verdict::new(answer, evidence.join("; "))
    }
}

fn excess_verdict(
    chemistry: &Chemistry<'_>,
    view: &RouteView<'_>,
    step: &Step,
    excess: &Estimate,
) -> (Answer, String) {
    let stated = format!("{} in step {}", percent(excess.value()), step.name);
    // As with yields: what nobody measured neither keeps nor breaks a claim.
    if excess.is_assumed() {
        let text = format!("{stated}, but that rests on a value with status assumed or memory");
        return (Answer::Unknown, text);
    }
    let low = excess.interval().map_or(excess.value(), |(low, _)| low);
    if excess.value() < LEAST_EXCESS {
        let upgrades = upgrades(chemistry, view, step);
        let text = if upgrades.is_empty() {
            format!("{stated}, no later crystallization is stated")
        } else {
            format!("{stated}, raised by {}", upgrades.join(", "))
        };
        (Answer::False, text)
    } else if low < LEAST_EXCESS {
        (
            Answer::Unknown,
            format!("{stated}, whose interval reaches below 99 %"),
        )
    } else {
        (Answer::True, stated)
    }
}

/// True only where the structure was searched and holds no stereocenter.
fn is_achiral(molecule: &concerted_molecule::Molecule) -> bool {
    molecule
        .stereo_centers()
        .is_ok_and(|centers| centers.is_empty())
}

fn upgrades(chemistry: &Chemistry<'_>, view: &RouteView<'_>, step: &Step) -> Vec<String> {
    view.onward(step.id.as_str())
        .iter()
        .filter_map(|id| {
            chemistry
                .program
                .step
                .iter()
                .find(|step| step.id.as_str() == *id)
        })
        .filter(|step| {
            step.operation
                .iter()
                .any(|operation| operation.kind == OperationKind::Crystallization)
        })
        .map(|step| format!("crystallization in step {}", step.name))
        .collect()
}
