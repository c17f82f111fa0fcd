//! Change of mass between steps: a level by mass of one product becomes one by mass of the next.

use concerted_model::figure::Input;
use concerted_model::given::Traced;
use concerted_model::route::Step;

use super::request::StartLevel;
use super::scene::Scene;
use crate::amount::molar_mass;
use crate::route_view::{Present, StepView};

/// Moles of an input relative to the limiting one: as entered, else 1 for the limiting input itself.
fn equivalents(view: &StepView<'_>, present: &Present<'_>) -> Option<Traced> {
    let limiting = view
        .step
        .input
        .iter()
        .find(|input| input.limiting == Some(true));
    if limiting.is_some_and(|input| input.material.as_str() == present.id()) {
        return Some(Traced::new(1.0, []));
    }
    present.equivalents.clone()
}

/// Moles of product for one mole of the limiting input.
fn yield_of(step: &Step) -> Option<Traced> {
    let traced = Traced::from(step.step_yield.as_ref()?);
    (traced.value > 0.0).then_some(traced)
}

/// g = y M(product) / (n M(input)): mass of product for one mass of the input, y the yield from the limiting input,
/// n the equivalents of the input.
pub(crate) fn gain(scene: &Scene<'_>, step: usize, input: &str) -> Option<Traced> {
    let view = &scene.route.steps[step];
    let present = view.present.iter().find(|present| present.id() == input)?;
    let yielded = yield_of(view.step)?;
    let amount = equivalents(view, present)?;
    let made = molar_mass(scene.structures, view.product?)?;
    let charged = molar_mass(scene.structures, present.material)?;
    let value = yielded.value * made.value / (amount.value * charged.value);
    (value.is_finite() && value > 0.0).then(|| {
        let all = [yielded, amount, made, charged];
        Traced::new(value, all.into_iter().flat_map(|traced| traced.inputs))
    })
}

/// The level if all that is charged of the impurity itself stayed with the product: 1 / g.
pub(crate) fn charged_level(scene: &Scene<'_>, step: usize) -> Option<StartLevel> {
    let own = |present: &&Present<'_>| {
        scene
            .properties
            .materials
            .iter()
            .any(|material| material.id == present.material.id)
    };
    let view = &scene.route.steps[step];
    let present = view.present.iter().find(own)?;
    let gain = gain(scene, step, present.id())?;
    Some(StartLevel {
        basis: format!(
            "Worst case: as if all {} charged in step {} stayed with its product; a level that is entered takes its place.",
            present.material.name, view.step.name
        ),
        ppm: Traced::new(1e6 / gain.value, gain.inputs),
        worst_case: true,
    })
}

/// The highest level entered for a step, resting on all of them; a level without a step holds for each.
pub(crate) fn entered_level(scene: &Scene<'_>, step: &str) -> Option<StartLevel> {
    let levels = || {
        scene
            .candidate
            .entered
            .iter()
            .filter(|entry| entry.step.as_ref().is_none_or(|own| own.as_str() == step))
            .filter_map(|entry| entry.level.as_ref())
    };
    let highest = levels()
        .map(|level| level.value.base())
        .max_by(f64::total_cmp)?;
    let inputs: Vec<Input> = levels().map(concerted_model::given::Given::input).collect();
    Some(StartLevel {
        ppm: Traced::new(highest * 1e6, inputs),
        basis: "Level as entered, by mass of the product of the step where it forms or enters."
            .to_owned(),
        worst_case: false,
    })
}
