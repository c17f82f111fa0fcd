//! Judgements that need more than one value: structures, balances, cycles, contradictions.

mod cycles;
mod impurities;
mod structures;

use std::collections::BTreeSet;

use concerted_model::given::Given;
use concerted_model::money::Currency;
use concerted_model::place::Place;
use concerted_model::problem::{
    CONTRADICTION, OUT_OF_RANGE, Problem, UNKNOWN_REFERENCE, UNKNOWN_WORD, WRONG_MONEY,
};
use concerted_model::program::Document;
use concerted_model::quantity::{Quantity, WorkTime};
use concerted_model::suggest::closest;
use concerted_reference::Reference;

/// Every problem of a document whose values are all well formed by themselves.
pub(crate) fn judge(document: &Document) -> Vec<Problem> {
    let mut problems = structures::judge(document);
    problems.extend(cycles::judge(document));
    problems.extend(impurities::judge(document));
    problems.extend(contradictions(document));
    problems.extend(activity_keys(document));
    problems.extend(currency(document));
    problems
}

fn currency(document: &Document) -> Option<Problem> {
    let code = document.currency.as_deref()?;
    if Currency::from_code(code).is_some() {
        return None;
    }
    let shown: String = code.chars().take(20).collect();
    Some(
        Problem::error(
            WRONG_MONEY,
            &document.place,
            format!("`{shown}` is no currency"),
        )
        .expected("a code of three capital letters, such as USD or EUR")
        .found(format!("`{shown}`")),
    )
}

fn contradictions(document: &Document) -> Vec<Problem> {
    let mut problems = Vec::new();
    for step in &document.step {
        let limiting: Vec<&Place> = step
            .input
            .iter()
            .filter(|input| input.limiting == Some(true))
            .map(|input| &input.place)
            .collect();
        if let [first, second, ..] = limiting[..] {
            problems.push(
                Problem::error(
                    CONTRADICTION,
                    second,
                    format!("step `{}` has two limiting inputs", step.id),
                )
                .expected("one limiting input, to which the others are relative")
                .label(first, "the first limiting input"),
            );
        }
    }
    for activity in &document.activity {
        problems.extend(three_points(
            &activity.place,
            &format!("activity `{}`", activity.id),
            [&activity.shortest, &activity.likely, &activity.longest],
        ));
        if let (Some(started), Some(finished)) = (&activity.started, &activity.finished)
            && finished.value < started.value
        {
            problems.push(
                Problem::error(
                    CONTRADICTION,
                    &activity.place,
                    format!("activity `{}` finished before it started", activity.id),
                )
                .expected("started ≤ finished"),
            );
        }
    }
    for risk in &document.risk {
        let points = [&risk.shortest, &risk.likely, &risk.longest].map(|given| Some(given.clone()));
        problems.extend(three_points(
            &risk.place,
            &format!("risk `{}`", risk.id),
            [&points[0], &points[1], &points[2]],
        ));
    }
    problems.extend(shutdowns(document));
    problems.extend(capacities(document));
    problems.extend(places(document));
    problems
}

/// Time zones that exist, and countries by their two-letter code.
fn places(document: &Document) -> Vec<Problem> {
    let mut problems = Vec::new();
    for site in &document.site {
        if let Some(zone) = &site.time_zone
            && jiff::tz::db().get(zone).is_err()
        {
            let shown: String = zone.chars().take(60).collect();
            let names: Vec<String> = jiff::tz::db()
                .available()
                .map(|name| name.to_string())
                .collect();
            let near = closest(&shown, names.iter().map(String::as_str));
            problems.push(
                Problem::error(
                    UNKNOWN_WORD,
                    &site.place,
                    format!("site `{}` has no known time zone: `{shown}`", site.id),
                )
                .expected("an IANA name such as `Europe/Berlin`")
                .found(format!("`{shown}`"))
                .hint(near.map(|near| format!("did you mean `{near}`?"))),
            );
        }
        if let Some(country) = &site.country
            && !(country.len() == 2 && country.bytes().all(|byte| byte.is_ascii_uppercase()))
        {
            let shown: String = country.chars().take(60).collect();
            problems.push(
                Problem::error(
                    UNKNOWN_WORD,
                    &site.place,
                    format!("site `{}` has no country code: `{shown}`", site.id),
                )
                .expected("two capital letters, such as `DE` (ISO 3166)")
                .found(format!("`{shown}`")),
            );
        }
    }
    problems
}

/// A service that can do nothing at a time is no service.
fn capacities(document: &Document) -> Vec<Problem> {
    document
        .site
        .iter()
        .flat_map(|site| &site.service)
        .filter(|service| {
            service
                .capacity
                .as_ref()
                .is_some_and(|given| given.value == 0)
        })
        .map(|service| {
            Problem::error(
                OUT_OF_RANGE,
                &service.place,
                format!("`{}` has a capacity of 0", service.path),
            )
            .expected("a capacity of at least 1")
            .hint(Some(
                "remove the service if the site does not offer it".to_owned(),
            ))
        })
        .collect()
}

fn shutdowns(document: &Document) -> Vec<Problem> {
    document
        .calendar
        .iter()
        .flat_map(|calendar| &calendar.shutdown)
        .filter_map(|shutdown| {
            let to = shutdown.to.as_ref()?;
            (to.value < shutdown.from.value).then(|| {
                Problem::error(
                    CONTRADICTION,
                    &shutdown.place,
                    format!("`{}` ends before it begins", shutdown.path),
                )
                .expected("from ≤ to")
                .found(format!("{} to {}", shutdown.from.value, to.value))
            })
        })
        .collect()
}

fn three_points(
    place: &Place,
    what: &str,
    points: [&Option<Given<Quantity<WorkTime>>>; 3],
) -> Option<Problem> {
    let given: Vec<f64> = points
        .into_iter()
        .flatten()
        .map(|given| given.value.base())
        .collect();
    given.windows(2).any(|pair| pair[0] > pair[1]).then(|| {
        Problem::error(
            CONTRADICTION,
            place,
            format!("{what}: shortest, likely and longest are not in order"),
        )
        .expected("shortest ≤ likely ≤ longest")
        .found(
            given
                .iter()
                .map(|days| format!("{days} d"))
                .collect::<Vec<_>>()
                .join(", "),
        )
    })
}

/// Activities are named by their key: those of the template in lower case, the user's own, and those
/// that the plan makes from findings, batches and hand-offs, which carry a dot and are judged there.
fn activity_keys(document: &Document) -> Vec<Problem> {
    let mut known: BTreeSet<String> = Reference::embedded()
        .template()
        .iter()
        .map(|row| row.id.to_ascii_lowercase())
        .collect();
    known.extend(document.activity.iter().map(|own| own.id.to_string()));
    let mut uses: Vec<(&str, &Place, &str)> = Vec::new();
    for activity in &document.activity {
        uses.extend(
            activity
                .after
                .iter()
                .map(|key| (key.as_str(), &activity.place, "after")),
        );
        uses.extend(
            activity
                .link
                .iter()
                .map(|link| (link.from.as_str(), &link.place, "from")),
        );
    }
    for milestone in &document.milestone {
        uses.push((&milestone.activity, &milestone.place, "activity"));
    }
    for risk in &document.risk {
        uses.push((&risk.activity, &risk.place, "activity"));
    }
    for assignment in &document.assignment {
        uses.push((&assignment.activity, &assignment.place, "activity"));
    }
    for study in &document.study {
        uses.extend(
            study
                .activity
                .iter()
                .map(|key| (key.as_str(), &study.place, "activity")),
        );
    }
    uses.into_iter()
        .filter(|(key, _, _)| !key.contains('.') && !known.contains(&key.to_ascii_lowercase()))
        .take(500)
        .map(|(key, place, field)| {
            let shown: String = key.chars().take(60).collect();
            let near = closest(&shown, known.iter().map(String::as_str));
            Problem::error(
                UNKNOWN_REFERENCE,
                place,
                format!("`{field}` names no activity: `{shown}`"),
            )
            .expected("the key of an activity of the template, such as `c06`, or of your own")
            .found(format!("`{shown}`"))
            .hint(near.map(|near| format!("did you mean `{near}`?")))
        })
        .collect()
}
