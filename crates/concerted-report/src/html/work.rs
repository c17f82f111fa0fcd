//! The Gantt chart by partner lanes, the critical activities and the table of all.

use askama::Template;
use concerted_model::partner::ServiceArea;
use concerted_program::Activity;

use super::Context;
use crate::activities::reason;
use crate::error::ReportError;
use crate::gantt::{Lane, LaneChart, gantt};
use crate::number::{fixed, percent, short, three_digits};
use crate::palette;
use crate::shown::Shown;

/// Critical activities shown before the table of all.
const MOST_CRITICAL: usize = 15;
/// Length to which a reason is cut.
const REASON_CHARACTERS: usize = 130;

#[derive(Template)]
#[template(path = "work.html")]
struct Work<'a> {
    charts: Vec<LaneChart>,
    areas: Vec<(&'static str, &'static str)>,
    critical: Vec<Row<'a>>,
    all: Vec<Row<'a>>,
    currency: &'a str,
}

struct Row<'a> {
    key: &'a str,
    name: &'a str,
    site: &'a str,
    owner: &'a str,
    start: Shown,
    finish: Shown,
    days: String,
    cost: String,
    float: Shown,
    criticality: Shown,
    critical: bool,
    drivers: String,
    reasons: String,
}

/// Renders the section.
pub(super) fn render(context: &Context<'_>) -> Result<String, ReportError> {
    let activities = &context.plan.activities;
    let used = |area: &ServiceArea| activities.iter().any(|activity| activity.area == *area);
    let section = Work {
        charts: gantt(&lanes(context), &context.plan.milestones),
        areas: ServiceArea::ALL
            .iter()
            .copied()
            .filter(used)
            .map(|area| (area.word(), palette::area(area)))
            .collect(),
        critical: most_critical(activities)
            .into_iter()
            .take(MOST_CRITICAL)
            .map(|activity| row(context, activity))
            .collect(),
        all: activities
            .iter()
            .map(|activity| row(context, activity))
            .collect(),
        currency: context.program.currency(),
    };
    Ok(section.render()?)
}

/// Activities that drive the target in some sample, the most frequent first.
pub(crate) fn most_critical(activities: &[Activity]) -> Vec<&Activity> {
    let mut list: Vec<&Activity> = activities
        .iter()
        .filter(|activity| activity.criticality > 0.0)
        .collect();
    list.sort_by(|a, b| {
        b.criticality
            .total_cmp(&a.criticality)
            .then_with(|| (a.start, &a.key).cmp(&(b.start, &b.key)))
    });
    list
}

/// One lane for each site in the order of companies and sites of the document; what has no site comes last.
fn lanes<'a>(context: &Context<'a>) -> Vec<Lane<'a>> {
    let program = context.program;
    let place = |activity: &Activity| {
        let company = program
            .company
            .iter()
            .position(|company| Some(company.id.as_str()) == activity.company.as_deref());
        let site = program
            .site
            .iter()
            .position(|site| Some(site.id.as_str()) == activity.site.as_deref());
        (
            company.unwrap_or(usize::MAX),
            site.unwrap_or(usize::MAX),
            activity.site.clone(),
        )
    };
    let mut lanes = std::collections::BTreeMap::new();
    for activity in &context.plan.activities {
        let lane = lanes.entry(place(activity)).or_insert_with(|| Lane {
            title: title(context, activity),
            activities: Vec::new(),
        });
        lane.activities.push(activity);
    }
    lanes.into_values().collect()
}

fn title<'a>(context: &Context<'a>, activity: &'a Activity) -> String {
    match (activity.company.as_deref(), activity.site.as_deref()) {
        (Some(company), Some(site)) => {
            let (company, site) = (context.company(company), context.site(site));
            if site.starts_with(company) {
                site.to_owned()
            } else {
                format!("{company}: {site}")
            }
        }
        (None, Some(site)) => context.site(site).to_owned(),
        _ => "No site decided".to_owned(),
    }
}

fn row<'a>(context: &Context<'a>, activity: &'a Activity) -> Row<'a> {
    let id = |part: &str| format!("plan.activity.{}.{part}", activity.key);
    let shown = |part: &str, text: String| context.sheet.labelled(&id(part), text);
    // The whole message stands with the findings.
    let reasons: Vec<String> = activity
        .reasons
        .iter()
        .map(|one| short(&reason(one), REASON_CHARACTERS))
        .collect();
    Row {
        key: &activity.key,
        name: &activity.name,
        site: activity
            .site
            .as_deref()
            .map_or("no site", |site| context.site(site)),
        owner: &activity.owner,
        start: shown("start", activity.start.to_string()),
        finish: shown("finish", activity.finish.to_string()),
        days: format!(
            "{} ({} to {})",
            three_digits(activity.days.mode),
            three_digits(activity.days.low),
            three_digits(activity.days.high)
        ),
        cost: fixed(activity.cost_thousands.mode, 0),
        float: shown("float", fixed(activity.float_days, 1)),
        criticality: shown("criticality", percent(activity.criticality)),
        critical: activity.critical,
        drivers: activity.drivers.join("; "),
        reasons: reasons.join("; "),
    }
}
