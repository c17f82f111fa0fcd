//! Pairs that melting data cannot rank: hydrates, solvates, amorphous forms and forms that convert.

use concerted_model::finding::{Ask, Finding, Severity};
use concerted_model::form::{Form, FormKind};

use crate::pairs::subject;

/// Why two forms must not be compared by their melting data, with the study that compares them.
pub(crate) fn guard(one: &Form, other: &Form) -> Option<Finding> {
    let pair = subject(one, other);
    let names = format!("{} and {}", one.name, other.name);
    let with = |kind: FormKind| [one, other].into_iter().find(|form| form.kind == kind);
    let ask = |catalogue: &str, title: String| Ask {
        key: format!("{catalogue}:{}", one.material),
        catalogue: catalogue.to_owned(),
        title,
        before: None,
        figures: Vec::new(),
    };
    if let Some(hydrate) = with(FormKind::Hydrate) {
        let message = format!(
            "{names} cannot be ranked by melting: {} is a hydrate, and water activity decides which is stable.",
            hydrate.name
        );
        let title = format!("critical water activity of {}", hydrate.name);
        return Some(
            Finding::new("form.hydrate", Severity::Minor, pair, message)
                .ask(ask("water_activity_study", title)),
        );
    }
    if let Some(solvate) = with(FormKind::Solvate) {
        let message = format!(
            "{names} cannot be ranked by melting: {} is a solvate, and the activity of its solvent decides which is stable.",
            solvate.name
        );
        let title = format!("slurries of {names} over the solvent composition");
        return Some(
            Finding::new("form.solvate", Severity::Minor, pair, message)
                .ask(ask("relation_study", title)),
        );
    }
    if let Some(amorphous) = with(FormKind::Amorphous) {
        let message = format!(
            "{names} are not ranked by melting: {} is amorphous and metastable to any crystal form.",
            amorphous.name
        );
        return Some(Finding::new(
            "form.amorphous",
            Severity::Note,
            pair,
            message,
        ));
    }
    unusable_melting((one, other), pair, ask)
}

/// Forms that convert or decompose before their melting data could be those of the form itself.
fn unusable_melting(
    (one, other): (&Form, &Form),
    pair: String,
    ask: impl Fn(&str, String) -> Ask,
) -> Option<Finding> {
    let names = format!("{} and {}", one.name, other.name);
    let of = |holds: fn(&Form) -> bool| [one, other].into_iter().find(|form| holds(form));
    let (rule, message) = if let Some(form) = of(|form| form.converts_before_melting == Some(true))
    {
        let message = format!(
            "{names} cannot be ranked by melting: {} converts before it melts, so its melting data belong to another form.",
            form.name
        );
        ("form.converts_before_melting", message)
    } else {
        let form = of(|form| form.decomposes_on_melting == Some(true))?;
        let message = format!(
            "{names} cannot be ranked by melting: {} decomposes as it melts, so its melting data are those of no pure substance.",
            form.name
        );
        ("form.decomposes_on_melting", message)
    };
    let title = format!("slurries of {names} at two temperatures");
    Some(Finding::new(rule, Severity::Minor, pair, message).ask(ask("relation_study", title)))
}
