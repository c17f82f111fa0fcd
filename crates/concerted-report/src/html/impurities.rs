//! Mutagenic impurities: one table of what has to be controlled, then a folded dossier of each.

use askama::Template;
use concerted_genotox::{ImpurityClass, ImpurityResult, SCREENING_NOTE};

use super::Context;
use crate::error::ReportError;
use crate::impurity::{
    CAVEAT, DesignView, Dossier, Source, class_words, concerns, dossier, general, routes,
};
use crate::number::{days_between, three_digits};

#[derive(Template)]
#[template(path = "impurities.html")]
struct Impurities<'a> {
    entries: Vec<Entry<'a>>,
    others: Vec<Other<'a>>,
    general: Vec<DesignView<'a>>,
    screening_note: &'static str,
    caveat: &'static str,
    /// Whether folded parts begin open.
    open: bool,
}

/// An impurity that has to be controlled or may have to be, with what the plan does about it.
struct Entry<'a> {
    dossier: Dossier<'a>,
    /// True where it does not arise on the route planned with.
    elsewhere: bool,
    work: Vec<(&'a str, String)>,
    starts: Vec<StartRow<'a>>,
}

/// When the work on its method can start and when it must.
struct StartRow<'a> {
    name: &'a str,
    early: String,
    late: String,
    planned: String,
    float: String,
    before: &'a str,
}

/// An impurity without concern.
struct Other<'a> {
    name: &'a str,
    class: String,
    reasons: String,
    routes: String,
}

/// Renders the section.
pub(super) fn render(context: &Context<'_>) -> Result<String, ReportError> {
    let route = context.plan.decision.route.as_deref();
    let source = Source {
        program: context.program,
        sheet: context.sheet,
        designs: context.designs,
    };
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
    let (concerning, others): (Vec<_>, Vec<_>) = impurities
        .into_iter()
        .partition(|impurity| concerns(impurity));
    let section = Impurities {
        entries: concerning
            .into_iter()
            .zip(1..)
            .map(|(impurity, number)| entry(context, &source, (impurity, number), route))
            .collect(),
        others: others
            .into_iter()
            .map(|impurity| other(&source, impurity))
            .collect(),
        general: general(&source),
        screening_note: SCREENING_NOTE,
        caveat: CAVEAT,
        open: false,
    };
    Ok(section.render()?)
}

fn arises(impurity: &ImpurityResult, route: Option<&str>) -> bool {
    impurity.routes.is_empty()
        || impurity
            .routes
            .iter()
            .any(|own| Some(own.as_str()) == route)
}

fn entry<'a>(
    context: &Context<'a>,
    source: &Source<'a>,
    (impurity, number): (&'a ImpurityResult, usize),
    route: Option<&str>,
) -> Entry<'a> {
    Entry {
        dossier: dossier(source, impurity, number),
        elsewhere: !arises(impurity, route),
        work: impurity
            .asks
            .iter()
            .flat_map(|ask| work(context, ask))
            .collect(),
        starts: starts(context, impurity),
    }
}

/// The windows of the work on its trace methods, in weeks from the start of the program.
fn starts<'a>(context: &Context<'a>, impurity: &ImpurityResult) -> Vec<StartRow<'a>> {
    let week = |date| {
        let days = days_between(context.program.start.value, date) as f64;
        format!("week {:.0} ({date})", (days / 7.0).floor() + 1.0)
    };
    context
        .plan
        .method_starts
        .iter()
        .filter(|start| start.impurity == impurity.key)
        .map(|start| StartRow {
            name: &start.name,
            early: week(start.early_start),
            late: week(start.late_start),
            planned: week(start.planned_start),
            float: three_digits(start.float_weeks),
            before: start
                .before
                .as_deref()
                .map_or("the end of the plan", |key| {
                    let activity = context.plan.activities.iter().find(|one| one.key == key);
                    activity.map_or(key, |activity| activity.name.as_str())
                }),
        })
        .collect()
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

fn other<'a>(source: &Source<'a>, impurity: &'a ImpurityResult) -> Other<'a> {
    Other {
        name: &impurity.name,
        class: class_words(impurity),
        reasons: impurity.class_reasons.join(" "),
        routes: routes(source, impurity),
    }
}
