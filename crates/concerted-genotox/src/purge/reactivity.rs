//! Reactivity: what a step contains that consumes the impurity.

use std::collections::BTreeSet;

use concerted_reference::PurgeParameter;

use super::propose::is_consumed;
use super::request::Score;
use super::scene::Scene;
use crate::fate::{Fate, FateKind};

/// The score of a step, after those that are counted before it.
///
/// Something in the step that reacts with the impurity, or the impurity being an input that is not in excess: 10,
/// moderate, as no rate and no residue is in the document. Water on an acyl halide or isocyanate without another alert:
/// 100, high. Base alone is slow and earns nothing. One kind of reaction counts once on the way: what survives it once may
/// survive it again. More than that the user has to enter, with a reason. Scores: Teasdale and co-authors 2010, Table 1.
pub(crate) fn score(scene: &Scene<'_>, at: usize, earlier: &[usize]) -> Score {
    let parameter = PurgeParameter::Reactivity;
    let step = scene.route.steps[at].step;
    let met = reactions(scene, at);
    let used = kinds(scene, earlier);
    let new = |fate: &&&Fate| fate.kind != FateKind::Base && !used.contains(&fate.kind);
    let fast = met.iter().find(new);
    let water = fast.filter(|fate| fate.kind == FateKind::Hydrolysis && scene.quickly_hydrolysed);
    let residue = format!("the residue of {} after step {}", scene.name(), step.name);
    let (row, reason) = match (water, fast) {
        (Some(fate), _) => (
            "reactivity_high",
            format!(
                "{} Nothing but this group makes it mutagenic.",
                fate.sentence
            ),
        ),
        (_, Some(fate)) => (
            "reactivity_moderate",
            format!(
                "{} How far is not known, so it counts as moderate.",
                fate.sentence
            ),
        ),
        (_, None) if is_consumed(scene, at) => (
            "reactivity_moderate",
            format!(
                "{} is an input of step {} that is not in excess and is consumed by its reaction; how completely is not entered, so it counts as moderate.",
                scene.name(),
                step.name
            ),
        ),
        (_, None) => {
            let reason = match met.first() {
                Some(fate) if fate.kind == FateKind::Base => {
                    format!("{} That is slow: no credit.", fate.sentence)
                }
                Some(fate) => format!(
                    "{} The same kind of reaction counts in an earlier step, and what survives it once may survive it again: no credit.",
                    fate.sentence
                ),
                None => "Nothing in this step is known to react with it: no credit.".to_owned(),
            };
            return Score::none(parameter, reason, (!met.is_empty()).then_some(residue));
        }
    };
    match scene.published(row) {
        Some(published) => Score {
            would_change: (row != "reactivity_high").then_some(residue),
            ..Score::proposed(parameter, published.value, reason, published.inputs)
        },
        None => Score::none(parameter, reason, Some(residue)),
    }
}

/// Kinds of reaction that it meets in some steps: what these have used earns nothing later.
pub(crate) fn kinds(scene: &Scene<'_>, steps: &[usize]) -> BTreeSet<FateKind> {
    let met = steps.iter().flat_map(|&step| reactions(scene, step));
    met.map(|fate| fate.kind).collect()
}

/// What reacts with the impurity in a step of this route.
fn reactions<'a>(scene: &Scene<'a>, at: usize) -> Vec<&'a Fate> {
    let step = scene.route.steps[at].step.id.as_str();
    let route = scene.route.route.map(|route| route.id.as_str());
    scene
        .candidate
        .fates
        .iter()
        .filter(|fate| fate.step == step && fate.kind.is_chemical())
        .filter(|fate| route.is_some_and(|id| fate.routes.iter().any(|own| own == id)))
        .collect()
}
