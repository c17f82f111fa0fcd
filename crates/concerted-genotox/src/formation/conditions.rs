//! What the conditions of a step say for or against a by-product: acid and base, water, temperature.

use concerted_model::route::OperationKind;

use super::Concern;
use super::reagents::{BASE_ANION, TERTIARY_AMINE};
use crate::balance::{Balance, acid_groups, balance, basic_groups};
use crate::route_view::StepView;

/// Melting ice bath and a margin: below it esters, halides and nitrites form far more slowly.
pub(crate) const COLD_C: f64 = 10.0;
/// From here on amides and ethers that withstand acid at room temperature begin to be cleaved.
pub(crate) const HOT_C: f64 = 60.0;
/// A hundredth of an equivalent is beyond what is weighed on plant scale.
const WEIGHING: f64 = 0.01;
/// Below this pH a step counts as acidic.
const ACIDIC_PH: f64 = 5.0;
/// Above this pH a step counts as basic.
const BASIC_PH: f64 = 9.0;

/// How much the conditions speak for a by-product, and why.
#[derive(Debug, Clone)]
pub(crate) struct Verdict {
    pub(crate) concern: Concern,
    /// The reason as sentences.
    pub(crate) why: String,
    /// Balance that was read.
    pub(crate) balance: Option<Balance>,
}

impl Verdict {
    /// A verdict with its reason.
    pub(crate) fn new(concern: Concern, why: &str) -> Self {
        Self {
            concern,
            why: why.to_owned(),
            balance: None,
        }
    }

    /// One level less, with the reason, where the condition holds.
    pub(crate) fn less_if(mut self, condition: bool, why: &str) -> Self {
        if condition {
            self.concern = self.concern.less();
            self.also(why);
        }
        self
    }

    /// One level more, with the reason, where the condition holds.
    pub(crate) fn more_if(mut self, condition: bool, why: &str) -> Self {
        if condition {
            self.concern = self.concern.more();
            self.also(why);
        }
        self
    }

    /// True where the balance is known and leaves no free acid.
    pub(crate) fn is_neutralised(&self) -> bool {
        let balance = self.balance.as_ref();
        balance.is_some_and(|balance| balance.free_acid() <= WEIGHING)
    }

    fn also(&mut self, why: &str) {
        self.why.push(' ');
        self.why.push_str(why);
    }
}

/// Whether a step is acidic or basic during its reaction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Acidity {
    Acidic,
    Neutral,
    Basic,
}

/// The acidity of a step: by its pH where entered, else by the balance, else by what is charged.
///
/// `None` where acid and base are both charged in amounts that are not known.
pub(crate) fn acidity(view: &StepView<'_>) -> Option<Acidity> {
    if let Some(ph) = reaction_ph(view) {
        return Some(match ph {
            ph if ph < ACIDIC_PH => Acidity::Acidic,
            ph if ph > BASIC_PH => Acidity::Basic,
            _ => Acidity::Neutral,
        });
    }
    if let Some(balance) = balance(view) {
        return Some(match balance.free_acid() {
            free if free > WEIGHING => Acidity::Acidic,
            free if free < -WEIGHING => Acidity::Basic,
            _ => Acidity::Neutral,
        });
    }
    match (has_strong_acid(view), brings_base(view)) {
        (true, false) => Some(Acidity::Acidic),
        (false, true) => Some(Acidity::Basic),
        _ => None,
    }
}

/// pH of the reaction: of the step, else of its reaction operation.
fn reaction_ph(view: &StepView<'_>) -> Option<f64> {
    let of_operation = view
        .step
        .operation
        .iter()
        .filter(|operation| operation.kind == OperationKind::Reaction)
        .find_map(|operation| operation.ph.as_ref());
    view.step
        .ph
        .as_ref()
        .or(of_operation)
        .map(|given| given.value)
}

/// True where a strong acid is charged that no base of its own neutralises.
pub(crate) fn has_strong_acid(view: &StepView<'_>) -> bool {
    view.during_reaction()
        .any(|molecule| acid_groups(molecule) > basic_groups(molecule))
}

fn brings_base(view: &StepView<'_>) -> bool {
    view.during_reaction()
        .any(|molecule| basic_groups(molecule) > acid_groups(molecule))
}

/// True where hydroxide, alkoxide, carbonate, hydride or an amide base is charged for the reaction.
pub(crate) fn has_strong_base(view: &StepView<'_>) -> bool {
    view.during_reaction()
        .any(|molecule| BASE_ANION.is_in(molecule))
}

/// True where a tertiary amine or amidine is charged for the reaction.
pub(crate) fn has_amine_base(view: &StepView<'_>) -> bool {
    view.during_reaction()
        .any(|molecule| TERTIARY_AMINE.is_in(molecule) && acid_groups(molecule) == 0)
}

/// Highest temperature of the reaction in °C, where entered.
pub(crate) fn warmest_c(view: &StepView<'_>) -> Option<f64> {
    const KELVIN: f64 = 273.15;
    let of_operations = view
        .step
        .operation
        .iter()
        .filter(|operation| operation.kind == OperationKind::Reaction)
        .filter_map(|operation| operation.temperature.as_ref());
    of_operations
        .chain(view.step.temperature.as_ref())
        .map(|given| given.value.base() - KELVIN)
        .max_by(f64::total_cmp)
}

/// True where the reaction is known to stay below a temperature in °C.
pub(crate) fn stays_below(view: &StepView<'_>, celsius: f64) -> bool {
    warmest_c(view).is_some_and(|warmest| warmest < celsius)
}

/// True where the reaction is known to reach a temperature in °C.
pub(crate) fn reaches(view: &StepView<'_>, celsius: f64) -> bool {
    warmest_c(view).is_some_and(|warmest| warmest >= celsius)
}

/// How acid, water and temperature of the step bear on an ester or halide made from acid and alcohol.
///
/// Free acid left over raises concern, full neutralisation lowers it; water lowers it by one level, because
/// it hydrolyses the ester and weakens the acid; so does a reaction kept cold.
pub(crate) fn acid_verdict(view: &StepView<'_>) -> Verdict {
    let balance = balance(view);
    let mut verdict = match &balance {
        None => Verdict::new(
            Concern::Usual,
            "The amounts do not say whether acid is left over.",
        ),
        Some(balance) if balance.free_acid() > WEIGHING => Verdict::new(
            Concern::Raised,
            &format!(
                "The step has {:.2} equivalents of strong acid for {:.2} of basic groups: {:.2} equivalents of free acid remain, which raises concern.",
                balance.acid,
                balance.base,
                balance.free_acid()
            ),
        ),
        Some(balance) => Verdict::new(
            Concern::Lowered,
            &format!(
                "The {:.2} equivalents of strong acid are neutralised by {:.2} of basic groups, which lowers concern.",
                balance.acid, balance.base
            ),
        ),
    };
    verdict.balance = balance;
    verdict
        .less_if(view.has_water(), "Water is present and works against it.")
        .less_if(
            stays_below(view, COLD_C),
            "The reaction is kept cold, which slows it.",
        )
}

/// The verdict on what a base makes, by the strength of the base; `None` without a base.
pub(crate) fn base_verdict(view: &StepView<'_>) -> Option<Verdict> {
    let verdict = if has_strong_base(view) {
        Verdict::new(
            Concern::Raised,
            "A strong base is charged, which drives it.",
        )
    } else if has_amine_base(view) {
        Verdict::new(
            Concern::Usual,
            "An amine base is charged, which is enough for it where the group is activated.",
        )
    } else {
        return None;
    };
    Some(
        verdict
            .less_if(
                stays_below(view, COLD_C),
                "The reaction is kept cold, which slows it.",
            )
            .less_if(
                acidity(view) == Some(Acidity::Acidic),
                "The step as a whole is acidic, which works against it.",
            ),
    )
}
