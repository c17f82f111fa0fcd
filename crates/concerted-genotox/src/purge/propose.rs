//! Proposes the scores of a step and puts the requests of an impurity together, one for each way it comes in.

use std::ops::Range;

use concerted_model::figure::{FigureId, Input};
use concerted_model::given::Traced;
use concerted_model::impurity::PurgeProperty;
use concerted_model::route::{InputRole, OperationKind};
use concerted_reference::PurgeParameter;

use super::mass::{charged_level, entered_level, gain};
use super::reactivity;
use super::request::{PurgeLimit, PurgeRequest, PurgeStep, Score, lowest_measured};
use super::scene::{Properties, Scene, conditions, operations};
use super::way::{Start, is_bypassed, least};
use super::{extraction, solubility, volatility};
use crate::judge::Bench;
use crate::outcome::UseLimit;
use crate::route_view::{RouteView, StepView};
use crate::walk::Candidate;
use concerted_hazard::AlertHit;

/// What of an impurity's nature decides how its purge is judged.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Nature {
    /// An N-nitroso compound: only measured purge counts.
    pub(crate) nitrosamine: bool,
    /// Nothing but groups that water destroys quickly makes it mutagenic.
    pub(crate) quickly_hydrolysed: bool,
}

impl Nature {
    /// True for acyl and sulfinyl halides and isocyanates without another alert; sulfonyl halides and diazo compounds last longer.
    pub(crate) fn is_quickly_hydrolysed(alerts: &[AlertHit]) -> bool {
        const QUICK: &[&str] = &["acyl-halide", "isocyanate", "sulfinyl-halide"];
        !alerts.is_empty() && alerts.iter().all(|hit| QUICK.contains(&hit.rule))
    }
}

/// What a ledger is made from, on every route and for every step in which the impurity forms or enters.
pub(crate) fn requests(
    bench: &Bench<'_>,
    candidate: &Candidate<'_>,
    nature: Nature,
    uses: &[UseLimit],
) -> Vec<PurgeRequest> {
    let mut requests = Vec::new();
    for route in bench.routes {
        let scene = Scene {
            program: bench.program,
            reference: bench.reference,
            structures: bench.structures,
            route,
            candidate,
            properties: Properties::of(bench.program, bench.structures, candidate),
            quickly_hydrolysed: nature.quickly_hydrolysed,
        };
        requests.extend(
            entries(route, candidate)
                .into_iter()
                .map(|entry| request(&scene, entry, nature, uses)),
        );
    }
    requests
}

/// Positions of the steps of a route in which an impurity forms or enters.
fn entries(route: &RouteView<'_>, candidate: &Candidate<'_>) -> Vec<usize> {
    let Some(id) = route.route.map(|route| route.id.as_str()) else {
        return Vec::new();
    };
    (0..route.steps.len())
        .filter(|&at| {
            let step = route.steps[at].step.id.as_str();
            candidate.causes.iter().any(|cause| {
                cause.step.as_deref() == Some(step) && cause.routes.iter().any(|own| own == id)
            })
        })
        .collect()
}

fn request(scene: &Scene<'_>, entry: usize, nature: Nature, uses: &[UseLimit]) -> PurgeRequest {
    let route = scene.route;
    let id = route.steps[entry].step.id.as_str();
    let entered = entered_level(scene, id);
    let charged = is_charged(scene, entry);
    // A level that is entered is one of the product of the step; what the step itself takes away is in it already,
    // unless the user gives a purge of this very step.
    let within = (charged && entered.is_none()) || is_judged(scene, id);
    let start = Start {
        entry,
        within,
        measured_only: nature.nitrosamine,
    };
    let way = least(scene, start);
    let first = start.first();
    let steps = (first..way.steps.len())
        .map(|at| purge_step(scene, &way.steps, first..at).decided_by(&way.decided_by))
        .collect();
    PurgeRequest {
        impurity: scene.candidate.name.clone(),
        route: route.route.map(|route| route.id.as_str().to_owned()),
        entry: Some(id.to_owned()),
        entry_isolated: route.steps[entry].step.isolated != Some(false),
        measured_only: nature.nitrosamine,
        level: entered.or_else(|| charged.then(|| charged_level(scene, entry)).flatten()),
        steps,
        limits: uses
            .iter()
            .filter_map(|limit| purge_limit(&scene.candidate.key, limit))
            .collect(),
    }
}

fn purge_limit(key: &str, limit: &UseLimit) -> Option<PurgeLimit> {
    let figure = FigureId(format!(
        "genotox.{key}.{}.limit_ppm_substance",
        limit.use_id
    ));
    Some(PurgeLimit {
        use_id: limit.use_id.clone(),
        ppm: Traced::new(limit.limit_ppm_substance?, [Input::Figure(figure)]),
    })
}

/// True where the impurity itself is charged in a step.
fn is_charged(scene: &Scene<'_>, step: usize) -> bool {
    scene.route.steps[step]
        .present
        .iter()
        .filter(|present| present.role.is_some())
        .any(|present| {
            let own = &scene.properties.materials;
            own.iter()
                .any(|material| material.id == present.material.id)
        })
}

/// True where the user gives a purge or a score for a step.
fn is_judged(scene: &Scene<'_>, step: &str) -> bool {
    scene.candidate.entered.iter().any(|entry| {
        entry.purge.iter().any(|own| own.step.as_str() == step)
            || entry.score.iter().any(|own| own.step.as_str() == step)
    })
}

/// One step of a request: the one that follows those of the path which are counted before it.
///
/// It uses the product of the step before it; where there is none, the level starts here.
pub(super) fn purge_step(scene: &Scene<'_>, path: &[usize], counted: Range<usize>) -> PurgeStep {
    let at = path[counted.end];
    let before = counted.end.checked_sub(1).map(|before| path[before]);
    let view = &scene.route.steps[at];
    let id = view.step.id.as_str();
    let factors = scene
        .candidate
        .entered
        .iter()
        .flat_map(|entry| &entry.purge)
        .filter(|measured| measured.step.as_str() == id)
        .map(|measured| Traced::from(&measured.factor));
    let mass_gain = match before {
        None => Some(Traced::new(1.0, [])),
        Some(before) => gain(scene, at, scene.route.steps[before].step.product.as_str()),
    };
    PurgeStep {
        step: id.to_owned(),
        name: view.step.name.clone(),
        isolated: view.step.isolated != Some(false),
        bypassed: is_bypassed(scene, path[0], at),
        scores: scores(scene, at, &path[counted]),
        measured: lowest_measured(factors),
        mass_gain,
    }
}

/// Scores of the user first, then those that rules propose.
fn scores(scene: &Scene<'_>, at: usize, earlier: &[usize]) -> Vec<Score> {
    let view = &scene.route.steps[at];
    let id = view.step.id.as_str();
    let entered = scene
        .candidate
        .entered
        .iter()
        .flat_map(|entry| &entry.score)
        .filter(|own| own.step.as_str() == id)
        .map(|own| {
            Score::entered(
                parameter(own.parameter),
                own.score.value,
                own.reason.clone(),
            )
            .rests_on([own.score.input()])
        });
    let proposed = [
        reactivity::score(scene, at, earlier),
        solubility::score(scene, view),
        volatility::score(scene, view),
        extraction::score(scene, view),
        chromatography(view),
    ];
    // What counts in a step depends on what counted before it.
    let conditions: Vec<Input> = earlier
        .iter()
        .chain([&at])
        .flat_map(|&step| conditions(&scene.route.steps[step]))
        .collect();
    let proposed = proposed
        .into_iter()
        .map(|score| score.rests_on(conditions.iter().cloned()));
    entered.chain(proposed).collect()
}

fn parameter(property: PurgeProperty) -> PurgeParameter {
    match property {
        PurgeProperty::Reactivity => PurgeParameter::Reactivity,
        PurgeProperty::Solubility => PurgeParameter::Solubility,
        PurgeProperty::Volatility => PurgeParameter::Volatility,
        PurgeProperty::Ionisability => PurgeParameter::Ionisability,
        PurgeProperty::Chromatography => PurgeParameter::Chromatography,
        PurgeProperty::Other => PurgeParameter::Other,
    }
}

/// A column is declared or not; where the impurity elutes only the user can say.
fn chromatography(view: &StepView<'_>) -> Score {
    let parameter = PurgeParameter::Chromatography;
    if operations(view.step, &[OperationKind::Chromatography])
        .next()
        .is_none()
    {
        return Score::none(parameter, "No chromatography is entered: no credit.", None);
    }
    Score::none(
        parameter,
        "A chromatography is entered, but not where the impurity elutes: no credit.",
        Some(format!(
            "the elution order on the column of step {}",
            view.step.name
        )),
    )
}

/// True where the impurity is the limiting input of a step, or a reactant that is not in excess of it: its reaction
/// consumes it.
pub(crate) fn is_consumed(scene: &Scene<'_>, at: usize) -> bool {
    let view = &scene.route.steps[at];
    let step = view.step;
    let limiting = step
        .input
        .iter()
        .find(|input| input.limiting == Some(true))
        .or_else(|| {
            step.input
                .iter()
                .find(|input| input.role == InputRole::Reactant)
        })
        .map(|input| input.material.as_str());
    let own = &scene.properties.materials;
    view.present
        .iter()
        .filter(|present| {
            own.iter()
                .any(|material| material.id == present.material.id)
        })
        .any(|present| {
            let scarce = present.role == Some(InputRole::Reactant)
                && present
                    .equivalents
                    .as_ref()
                    .is_some_and(|amount| amount.value <= 1.0);
            limiting == Some(present.id()) || scarce
        })
}
