//! Mutagenic impurities: structures with alerts, class, limits by use, what is asked for.

use askama::Template;
use concerted_genotox::{ImpurityClass, ImpurityResult, Technique, UseLimit};
use concerted_hazard::CohortOfConcern;

use super::Context;
use super::structure::{Structure, draw};
use crate::error::ReportError;
use crate::number::three_digits;
use crate::shown::Shown;

/// Causes shown before the rest folds away.
const FIRST_CAUSES: usize = 3;
/// Size of a drawn structure.
const SIZE: (u32, u32) = (240, 170);

#[derive(Template)]
#[template(path = "impurities.html")]
struct Impurities<'a> {
    cards: Vec<Card<'a>>,
    others: Vec<Other<'a>>,
    agencies: Vec<AgencyRow<'a>>,
}

/// An impurity that has to be controlled or may have to be.
struct Card<'a> {
    key: &'a str,
    name: &'a str,
    structure: Structure,
    class: String,
    class_reasons: &'a [String],
    cohort: Option<&'static str>,
    alerts: Vec<&'static str>,
    causes: Vec<&'a str>,
    further_causes: Vec<&'a str>,
    routes: String,
    elsewhere: bool,
    uses: Vec<UseRow<'a>>,
    quantitation: Shown,
    /// The use in scope that asks for it.
    quantitation_use: Option<&'a str>,
    technique: Option<&'static str>,
    purge: Option<Shown>,
    work: Vec<(&'a str, String)>,
}

/// Its limit for one use.
struct UseRow<'a> {
    stage: &'a str,
    in_scope: bool,
    scope_reason: &'a str,
    intake: Shown,
    moiety: Shown,
    substance: Shown,
    quantitation: Shown,
    basis: &'a str,
}

/// An impurity without concern.
struct Other<'a> {
    name: &'a str,
    class: String,
    reasons: String,
    causes: String,
    routes: String,
}

/// What one agency lists for one nitrosamine.
struct AgencyRow<'a> {
    name: &'a str,
    agency: &'a str,
    intake: Shown,
    category: Shown,
    date: Shown,
    source: &'a str,
    locator: &'a str,
}

/// Renders the section.
pub(super) fn render(context: &Context<'_>) -> Result<String, ReportError> {
    let route = context.plan.decision.route.as_deref();
    let mut impurities: Vec<&ImpurityResult> =
        context.plan.assessment.genotox.impurities.iter().collect();
    impurities.sort_by_key(|impurity| {
        (
            !arises(impurity, route),
            !impurity.in_scope(),
            impurity.class.map_or(9, ImpurityClass::number),
            impurity.key.as_str(),
        )
    });
    let section = Impurities {
        cards: impurities
            .iter()
            .filter(|impurity| concerns(impurity))
            .map(|impurity| card(context, impurity, route))
            .collect(),
        others: impurities
            .iter()
            .filter(|impurity| !concerns(impurity))
            .map(|impurity| other(context, impurity))
            .collect(),
        agencies: impurities
            .iter()
            .flat_map(|impurity| agencies(impurity))
            .collect(),
    };
    Ok(section.render()?)
}

/// Whether it deserves more than a line: a class from 1 to 3, an alert, a cohort of concern.
fn concerns(impurity: &ImpurityResult) -> bool {
    impurity.class.is_some_and(ImpurityClass::is_controlled)
        || impurity.cohort_of_concern.is_some()
        || (impurity.class.is_none() && !impurity.alerts.is_empty())
}

fn arises(impurity: &ImpurityResult, route: Option<&str>) -> bool {
    impurity.routes.is_empty()
        || impurity
            .routes
            .iter()
            .any(|own| Some(own.as_str()) == route)
}

fn class_words(impurity: &ImpurityResult) -> String {
    // The cohort of concern is controlled to its intake; a class would say less.
    if impurity.cohort_of_concern.is_some() {
        return "controlled to its intake".to_owned();
    }
    match impurity.class {
        Some(class) if impurity.provisional => format!("class {}, provisional", class.number()),
        Some(class) => format!("class {}", class.number()),
        None => "class not known".to_owned(),
    }
}

fn routes<'a>(context: &Context<'a>, impurity: &'a ImpurityResult) -> String {
    let names: Vec<&str> = impurity
        .routes
        .iter()
        .map(|route| context.route(route))
        .collect();
    if names.is_empty() {
        "all routes".to_owned()
    } else {
        names.join(", ")
    }
}

fn card<'a>(context: &Context<'a>, impurity: &'a ImpurityResult, route: Option<&str>) -> Card<'a> {
    let mut atoms: Vec<usize> = impurity
        .alerts
        .iter()
        .flat_map(|alert| alert.atoms.iter().copied())
        .collect();
    atoms.sort_unstable();
    atoms.dedup();
    let mut alerts: Vec<&str> = impurity.alerts.iter().map(|alert| alert.name).collect();
    alerts.dedup();
    let id = |part: &str| format!("genotox.{}.{part}", impurity.key);
    let mut causes: Vec<&str> = impurity
        .causes
        .iter()
        .map(|cause| cause.sentence.as_str())
        .collect();
    let further_causes = causes.split_off(causes.len().min(FIRST_CAUSES));
    Card {
        key: &impurity.key,
        name: &impurity.name,
        structure: draw(impurity.smiles.as_deref(), &impurity.name, &atoms, SIZE),
        class: class_words(impurity),
        class_reasons: &impurity.class_reasons,
        cohort: impurity.cohort_of_concern.map(CohortOfConcern::name),
        alerts,
        causes,
        further_causes,
        routes: routes(context, impurity),
        elsewhere: !arises(impurity, route),
        uses: impurity
            .uses
            .iter()
            .map(|limit| use_row(context, impurity, limit))
            .collect(),
        quantitation: quantitation(context, impurity),
        quantitation_use: demanding_use(impurity).map(|limit| context.stage(&limit.use_id)),
        technique: impurity.technique.map(Technique::name),
        purge: impurity
            .measured_purge
            .map(|_| context.sheet.value(&id("measured_purge"), "no measurement")),
        work: impurity
            .asks
            .iter()
            .flat_map(|ask| work(context, ask))
            .collect(),
    }
}

/// What an analytical method has to quantify; where nothing is in scope, nothing has to be.
fn quantitation(context: &Context<'_>, impurity: &ImpurityResult) -> Shown {
    if !impurity.in_scope() {
        return Shown::text("none in scope at this stage");
    }
    let id = format!("genotox.{}.quantitation_limit", impurity.key);
    context
        .sheet
        .value(&id, "no use in scope gives a limit for it")
}

/// The first use in scope that asks for what the method has to quantify.
fn demanding_use(impurity: &ImpurityResult) -> Option<&UseLimit> {
    let needed = impurity.quantitation_limit? * 1e6;
    impurity.uses.iter().find(|limit| {
        limit.in_scope
            && limit
                .quantitation_limit_ppm
                .is_some_and(|own| (own - needed).abs() <= needed * 1e-9)
    })
}

fn use_row<'a>(
    context: &Context<'a>,
    impurity: &ImpurityResult,
    limit: &'a UseLimit,
) -> UseRow<'a> {
    let prefix = format!("genotox.{}.{}", impurity.key, limit.use_id);
    let lacking = if limit.basis.is_empty() {
        "no intake or no dose"
    } else {
        &limit.basis
    };
    let shown = |part: &str| context.sheet.bare(&format!("{prefix}.{part}"), lacking);
    UseRow {
        stage: context.stage(&limit.use_id),
        in_scope: limit.in_scope,
        scope_reason: &limit.scope_reason,
        intake: shown("intake"),
        moiety: shown("limit_ppm_moiety"),
        substance: shown("limit_ppm_substance"),
        quantitation: shown("quantitation_limit"),
        basis: &limit.basis,
    }
}

/// Activities that an ask became: its own, or those of the findings that ask for it.
fn work<'a>(context: &Context<'a>, ask: &str) -> Vec<(&'a str, String)> {
    let plan = context.plan;
    let asking = |finding: &str| {
        plan.findings
            .iter()
            .any(|one| one.id == finding && one.asks.iter().any(|own| own.key == ask))
    };
    let own_key = format!("ask.{ask}");
    let own: Vec<_> = plan
        .activities
        .iter()
        .filter(|activity| activity.key == own_key)
        .collect();
    let found = if own.is_empty() {
        plan.activities
            .iter()
            .filter(|activity| {
                activity.reasons.iter().any(|reason| {
                    matches!(reason, concerted_program::network::Reason::Finding { finding, .. } if asking(finding))
                })
            })
            .collect()
    } else {
        own
    };
    found
        .into_iter()
        .map(|activity| {
            let dates = format!("{} to {}", activity.start, activity.finish);
            (activity.name.as_str(), dates)
        })
        .collect()
}

fn other<'a>(context: &Context<'a>, impurity: &'a ImpurityResult) -> Other<'a> {
    let causes: Vec<&str> = impurity
        .causes
        .iter()
        .map(|cause| cause.sentence.as_str())
        .collect();
    Other {
        name: &impurity.name,
        class: class_words(impurity),
        reasons: impurity.class_reasons.join(" "),
        causes: causes.join(" "),
        routes: routes(context, impurity),
    }
}

fn agencies(impurity: &ImpurityResult) -> impl Iterator<Item = AgencyRow<'_>> {
    impurity.agency_limits.iter().map(|limit| AgencyRow {
        name: &impurity.name,
        agency: limit.agency,
        intake: Shown::text(three_digits(limit.intake_ng_per_day))
            .with_status(limit.citation.status),
        category: limit.cpca_category.map_or_else(
            || Shown::unknown("the value does not rest on a potency category"),
            |category| Shown::text(category.to_string()),
        ),
        date: limit.date.map_or_else(
            || Shown::unknown("the entry has no date"),
            |date| Shown::text(date.to_string()),
        ),
        source: &limit.citation.source,
        locator: &limit.citation.locator,
    })
}
