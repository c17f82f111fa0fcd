//! Milestones with their ranges.

use askama::Template;

use super::Context;
use crate::error::ReportError;
use crate::number::percent;
use crate::ranges::ranges;
use crate::shown::Shown;

#[derive(Template)]
#[template(path = "dates.html")]
struct Dates<'a> {
    chart: Option<String>,
    rows: Vec<Row<'a>>,
    samples: u64,
}

struct Row<'a> {
    name: &'a str,
    activity: &'a str,
    due: Shown,
    planned: Shown,
    quantiles: [Shown; 4],
    on_time: Shown,
    late: bool,
}

/// Renders the section.
pub(super) fn render(context: &Context<'_>) -> Result<String, ReportError> {
    let milestones = &context.plan.milestones;
    let rows = milestones
        .iter()
        .map(|milestone| {
            let prefix = format!("plan.milestone.{}", milestone.id);
            let date = |part: &str, date: jiff::civil::Date| {
                let id = format!("{prefix}.{part}");
                context.sheet.labelled(&id, date.to_string())
            };
            Row {
                name: &milestone.name,
                activity: &milestone.activity,
                due: milestone.due.map_or_else(
                    || Shown::unknown("the program wants no date for it"),
                    |due| {
                        let id = format!("milestone.{}.due", milestone.id);
                        context.sheet.labelled(&id, due.to_string())
                    },
                ),
                planned: date("planned", milestone.planned),
                quantiles: [
                    date("p10", milestone.p10),
                    date("p50", milestone.p50),
                    date("p80", milestone.p80),
                    date("p90", milestone.p90),
                ],
                on_time: milestone.on_time.map_or_else(
                    || Shown::unknown("no date is wanted"),
                    |share| {
                        let id = format!("{prefix}.on_time");
                        context.sheet.labelled(&id, percent(share))
                    },
                ),
                late: milestone.on_time.is_some_and(|share| share < 0.8),
            }
        })
        .collect();
    let section = Dates {
        chart: ranges(milestones),
        rows,
        samples: context.plan.options.samples,
    };
    Ok(section.render()?)
}
