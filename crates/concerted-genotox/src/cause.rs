//! Causes: why an impurity is on the list, in one form for all sources.

use concerted_model::impurity::{Impurity, ImpurityKind};
use concerted_model::material::{Material, MaterialKind};

use crate::outcome::Cause;
use crate::route_view::RouteView;
use crate::walk::Candidate;

/// Adds a cause, or the routes to the same cause.
pub(crate) fn add_cause(draft: &mut Candidate<'_>, cause: Cause) {
    let same = draft.causes.iter_mut().find(|other| {
        other.rule == cause.rule && other.step == cause.step && other.inputs == cause.inputs
    });
    match same {
        Some(other) => {
            other.routes.extend(cause.routes);
            other.routes.sort();
            other.routes.dedup();
            other.concern = other.concern.max(cause.concern);
            other.late |= cause.late;
        }
        None => draft.causes.push(cause),
    }
}

/// The cause of an impurity that the user entered.
pub(crate) fn entered_cause(routes: &[RouteView<'_>], impurity: &Impurity) -> Cause {
    let step = impurity.step.as_ref().map(|step| step.as_str().to_owned());
    let position = |route: &RouteView<'_>| {
        let step = step.as_deref()?;
        route
            .steps
            .iter()
            .position(|view| view.step.id.as_str() == step)
    };
    let on: Vec<&RouteView<'_>> = routes
        .iter()
        .filter(|route| step.is_none() || position(route).is_some())
        .collect();
    let what = match impurity.kind {
        ImpurityKind::ByProduct => "a by-product",
        ImpurityKind::Degradant => "a degradant",
        ImpurityKind::Carried => "carried in with a material",
    };
    Cause {
        rule: "entered".to_owned(),
        inputs: vec![impurity.id.as_str().to_owned()],
        routes: on.iter().flat_map(|route| route_ids(route)).collect(),
        concern: None,
        late: impurity.kind == ImpurityKind::Degradant
            || on
                .iter()
                .any(|route| position(route).is_some_and(|at| route.is_last(at))),
        sentence: match &step {
            Some(step) => format!("{} is entered as {what} of step {step}.", impurity.name),
            None => format!("{} is entered as {what}.", impurity.name),
        },
        step,
    }
}

/// The cause of a material that is present in a step.
pub(crate) fn present_cause(route: &RouteView<'_>, index: usize, material: &Material) -> Cause {
    let step = route.steps[index].step;
    let rule = kind_word(material.kind);
    Cause {
        rule: rule.to_owned(),
        step: Some(step.id.as_str().to_owned()),
        inputs: vec![material.id.as_str().to_owned()],
        routes: route_ids(route),
        concern: None,
        late: route.is_last(index),
        sentence: format!(
            "{} is present in step {} ({rule}).",
            material.name, step.name
        ),
    }
}

/// The id of a route, none for a program without routes.
pub(crate) fn route_ids(route: &RouteView<'_>) -> Vec<String> {
    route
        .route
        .iter()
        .map(|route| route.id.as_str().to_owned())
        .collect()
}

/// The word for what a material is on the list as.
fn kind_word(kind: MaterialKind) -> &'static str {
    match kind {
        MaterialKind::StartingMaterial => "starting-material",
        MaterialKind::Intermediate => "intermediate",
        MaterialKind::ByProduct => "by-product",
        MaterialKind::Catalyst | MaterialKind::Ligand => "catalyst",
        _ => "reagent",
    }
}
