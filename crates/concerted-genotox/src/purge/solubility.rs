//! Solubility: whether the impurity stays in the mother liquor from which the product is isolated.

use concerted_model::figure::Input;
use concerted_model::form::Solubility;
use concerted_model::given::Traced;
use concerted_model::route::OperationKind;
use concerted_reference::PurgeParameter;

use super::request::Score;
use super::scene::{Scene, operations};
use crate::route_view::StepView;

const KINDS: &[OperationKind] = &[OperationKind::Crystallization];

/// The score of the crystallisation of a step; proposed only where a solubility of the impurity itself is entered.
///
/// At or above `purge_freely_soluble` (g/L) 10, at or above `purge_moderately_soluble` 3, else 1, by the lowest
/// concentration entered for the impurity in the solvent of the isolation. Inclusion in crystals is not seen.
pub(crate) fn score(scene: &Scene<'_>, view: &StepView<'_>) -> Score {
    let parameter = PurgeParameter::Solubility;
    let name = scene.name();
    let isolation = view
        .step
        .isolation
        .as_ref()
        .and_then(|isolation| {
            let series = &isolation.solubility;
            scene
                .program
                .solubility
                .iter()
                .find(|own| own.id.as_str() == series.as_str())
        })
        .and_then(|series| scene.program.material(&series.solvent));
    let crystallised = operations(view.step, KINDS).last();
    if isolation.is_none() && crystallised.is_none() {
        return Score::none(
            parameter,
            "No crystallisation is entered in this step: no credit.",
            None,
        );
    }
    let solvent = isolation.or_else(|| crystallised.and_then(|(at, _)| scene.solvent_of(view, at)));
    let Some(solvent) = solvent else {
        return Score::none(
            parameter,
            "The solvent of the crystallisation is not named: no credit.",
            Some(format!(
                "the solvent of the crystallisation in step {}",
                view.step.name
            )),
        );
    };
    let series: Vec<Traced> = scene
        .program
        .solubility
        .iter()
        .filter(|series| series.solvent.as_str() == solvent.id.as_str())
        .filter(|series| {
            let of = series.material.as_str();
            scene
                .properties
                .materials
                .iter()
                .any(|material| material.id.as_str() == of)
        })
        .filter_map(lowest)
        .collect();
    // Which series counts depends on all of them.
    let lowest_of_all = series.iter().map(|own| own.value).min_by(f64::total_cmp);
    let known = lowest_of_all
        .map(|value| Traced::new(value, series.into_iter().flat_map(|own| own.inputs)));
    let proposed = known.and_then(|known| by_level(scene, &known, &solvent.name));
    proposed.unwrap_or_else(|| {
        Score::none(
            parameter,
            format!(
                "The solubility of {name} in {} is not entered, so what stays in the mother liquor gets no credit.",
                solvent.name
            ),
            Some(format!("the solubility of {name} in {}", solvent.name)),
        )
    })
}

/// The lowest concentration of a series in g/L, resting on all its points.
fn lowest(series: &Solubility) -> Option<Traced> {
    let concentrations = || {
        series
            .point
            .iter()
            .filter_map(|point| point.concentration.as_ref())
    };
    let lowest = concentrations()
        .map(|given| given.value.base())
        .min_by(f64::total_cmp)?;
    Some(Traced::new(
        lowest,
        concentrations().map(concerted_model::given::Given::input),
    ))
}

fn by_level(scene: &Scene<'_>, known: &Traced, solvent: &str) -> Option<Score> {
    let freely = scene.assumption("purge_freely_soluble")?;
    let moderately = scene.assumption("purge_moderately_soluble")?;
    let (row, words) = if known.value >= freely.value {
        (
            "solubility_free",
            "freely soluble: it stays in the mother liquor",
        )
    } else if known.value >= moderately.value {
        (
            "solubility_moderate",
            "moderately soluble: part of it stays in the mother liquor",
        )
    } else {
        (
            "solubility_sparing",
            "sparingly soluble: it follows the product",
        )
    };
    let published = scene.published(row)?;
    let reason = format!("With {} g/L in {solvent} it is {words}.", known.value);
    let inputs: Vec<Input> = [known, &freely, &moderately, &published]
        .into_iter()
        .flat_map(|traced| traced.inputs.iter().cloned())
        .collect();
    Some(Score::proposed(
        PurgeParameter::Solubility,
        published.value,
        reason,
        inputs,
    ))
}
