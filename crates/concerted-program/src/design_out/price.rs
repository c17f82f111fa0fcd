//! The price of a change: what gets clearly worse, said in the sentence of its proposal.

use concerted_model::quantity::shortest;

use super::{Effect, EffectOf};

/// Mass, steps and cost that grow by more than this share are said; below lies what estimates differ by anyway.
const WORSE: f64 = 0.2;

/// The sentence of a proposal with what it costs, where mass, steps or cost get worse by more than a fifth.
pub(crate) fn with_price(sentence: &str, effects: &[Effect]) -> String {
    let prices: Vec<String> = effects.iter().filter_map(price).collect();
    if prices.is_empty() {
        sentence.to_owned()
    } else {
        format!("{sentence} At the price of {}.", prices.join(", "))
    }
}

fn price(effect: &Effect) -> Option<String> {
    let counted = matches!(
        effect.what,
        EffectOf::Pmi | EffectOf::Steps | EffectOf::MaterialCost | EffectOf::PlanCost
    );
    let (before, after) = (
        effect.before.as_ref()?.number()?,
        effect.after.as_ref()?.number()?,
    );
    let more = after / before - 1.0;
    if !counted || before <= 0.0 || more <= WORSE {
        return None;
    }
    let unit = if effect.unit.is_empty() {
        String::new()
    } else {
        format!(" {}", effect.unit)
    };
    Some(format!(
        "{} {}{unit} instead of {}{unit} ({:.0} % more)",
        effect.what.words(),
        three_digits(after),
        three_digits(before),
        more * 100.0
    ))
}

/// A positive number with three significant digits: what an estimate is worth in a sentence.
fn three_digits(value: f64) -> String {
    let scale = 10f64.powi(2 - value.log10().floor() as i32);
    shortest((value * scale).round() / scale)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn effect(what: EffectOf, before: f64, after: f64, unit: &str) -> Effect {
        Effect {
            what,
            before: Some(before.into()),
            after: Some(after.into()),
            unit: unit.to_owned(),
            before_figure: None,
            after_figure: None,
        }
    }

    #[test]
    fn what_gets_worse_by_more_than_a_fifth_is_said() {
        let effects = [
            effect(EffectOf::InScope, 1.0, 3.0, ""),
            effect(EffectOf::Pmi, 44.9188, 83.387, "kg/kg"),
            effect(EffectOf::Steps, 5.0, 6.0, ""),
            effect(EffectOf::MaterialCost, 10_000.0, 12_345.0, "EUR/kg"),
        ];
        assert_eq!(
            with_price("Do it.", &effects),
            "Do it. At the price of process mass intensity 83.4 kg/kg instead of 44.9 kg/kg (86 % more), cost of raw materials 12300 EUR/kg instead of 10000 EUR/kg (23 % more)."
        );
    }

    #[test]
    fn small_and_unknown_changes_are_not() {
        let mut unknown = effect(EffectOf::Pmi, 10.0, 90.0, "kg/kg");
        unknown.before = None;
        let effects = [
            effect(EffectOf::Pmi, 40.0, 44.0, "kg/kg"),
            effect(EffectOf::Steps, 4.0, 3.0, ""),
            unknown,
        ];
        assert_eq!(with_price("Do it.", &effects), "Do it.");
    }
}
