//! The head of the page: what is planned, and the answer in one paragraph.

use askama::Template;
use concerted_model::finding::Severity;
use concerted_program::{Milestone, Plan};
use concerted_schedule::Status;

use super::Context;
use crate::error::ReportError;
use crate::number::{count, fixed, long_date, percent};
use crate::shown::Shown;

#[derive(Template)]
#[template(path = "head.html")]
struct Head<'a> {
    name: &'a str,
    description: Option<&'a str>,
    route: Option<&'a str>,
    answer: Option<Answer<'a>>,
    cost: Shown,
    currency: &'a str,
    companies: String,
    company_count: usize,
    activities: usize,
    batches: u32,
    severities: Vec<(&'static str, usize)>,
    start: String,
    seed: u64,
    samples: u64,
    data_version: &'a str,
    status: &'static str,
    decisions: Vec<(&'a str, &'a str, &'a str)>,
}

/// The headline milestone in words.
struct Answer<'a> {
    name: &'a str,
    p50: Shown,
    p80: Shown,
    due: Option<String>,
    on_time: Option<Shown>,
    /// True where the date wanted is missed in more than one case of five.
    late: bool,
    verdict: String,
}

/// The milestone that the answer is about: the first dose, else the first.
pub(crate) fn headline(milestones: &[Milestone]) -> Option<&Milestone> {
    milestones
        .iter()
        .find(|milestone| milestone.activity == "k05")
        .or_else(|| milestones.first())
}

/// Renders the head.
pub(super) fn render(context: &Context<'_>) -> Result<String, ReportError> {
    let plan = context.plan;
    let companies = plan
        .alternatives
        .first()
        .map_or(&[][..], |chosen| &chosen.companies);
    let severities = [
        Severity::Critical,
        Severity::Major,
        Severity::Minor,
        Severity::Note,
    ]
    .into_iter()
    .map(|severity| {
        let own = plan
            .findings
            .iter()
            .filter(|finding| finding.severity == severity);
        (severity.word(), own.count())
    })
    .collect();
    let head = Head {
        name: &context.program.name,
        description: context.program.description.as_deref(),
        route: plan.decision.route.as_deref().map(|id| context.route(id)),
        answer: headline(&plan.milestones).map(|milestone| answer(context, milestone)),
        cost: cost(context),
        currency: context.program.currency(),
        companies: context.companies(companies),
        company_count: companies.len(),
        activities: plan.activities.len(),
        batches: plan
            .assessment
            .supply
            .batches
            .planned
            .iter()
            .map(|campaign| campaign.batches)
            .sum(),
        severities,
        start: long_date(context.program.start.value),
        seed: plan.options.seed,
        samples: plan.options.samples,
        data_version: context.reference.data_version(),
        status: status(plan),
        decisions: context
            .program
            .decision
            .iter()
            .map(|decision| {
                let reason = decision.reason.as_deref().unwrap_or_default();
                (decision.question.as_str(), decision.answer.as_str(), reason)
            })
            .collect(),
    };
    Ok(head.render()?)
}

/// How good the schedule is known to be, in words.
pub(crate) fn status(plan: &Plan) -> &'static str {
    match plan.status {
        Status::Optimal => "shortest schedule proven for likely durations",
        Status::Feasible => "schedule keeps every rule; a shorter one may exist",
        Status::Infeasible => "schedule breaks links that fixed starts contradict",
        Status::Unknown => "schedule not known to keep every rule",
    }
}

fn cost(context: &Context<'_>) -> Shown {
    let id = "plan.cost";
    let Some(value) = context
        .sheet
        .get(id)
        .and_then(|figure| figure.value.number())
    else {
        return Shown::unknown("the plan has no cost");
    };
    let text = format!("{} thousand", fixed(value, 0));
    context.sheet.labelled(id, text)
}

fn answer<'a>(context: &Context<'_>, milestone: &'a Milestone) -> Answer<'a> {
    let prefix = format!("plan.milestone.{}", milestone.id);
    let date = |part: &str, date| {
        context
            .sheet
            .labelled(&format!("{prefix}.{part}"), long_date(date))
    };
    Answer {
        name: &milestone.name,
        p50: date("p50", milestone.p50),
        p80: date("p80", milestone.p80),
        due: milestone.due.map(long_date),
        on_time: milestone.on_time.map(|share| {
            context
                .sheet
                .labelled(&format!("{prefix}.on_time"), percent(share))
        }),
        late: milestone.on_time.is_some_and(|share| share < 0.8),
        verdict: verdict(milestone),
    }
}

/// How P50 and P80 lie to the date wanted.
pub(crate) fn verdict(milestone: &Milestone) -> String {
    let Some(due) = milestone.due else {
        return "no date is wanted in the program".to_owned();
    };
    let weeks = |date| {
        let days = crate::number::days_between(due, date);
        let size = count(
            (days.unsigned_abs() as f64 / 7.0).round() as usize,
            "week",
            "weeks",
        );
        match days {
            0 => "on the day".to_owned(),
            days if days.abs() < 7 => {
                let size = count(days.unsigned_abs() as usize, "day", "days");
                format!("{size} {}", if days > 0 { "after" } else { "before" })
            }
            days if days > 0 => format!("{size} after"),
            _ => format!("{size} before"),
        }
    };
    format!(
        "P50 lies {} and P80 {} the date wanted",
        weeks(milestone.p50),
        weeks(milestone.p80)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn milestone(p50: &str, p80: &str, due: Option<&str>) -> Milestone {
        let day = |text: &str| text.parse().unwrap();
        Milestone {
            id: "m".to_owned(),
            name: "M".to_owned(),
            activity: "k05".to_owned(),
            due: due.map(day),
            planned: day(p50),
            p10: day(p50),
            p50: day(p50),
            p80: day(p80),
            p90: day(p80),
            on_time: None,
        }
    }

    #[test]
    fn the_verdict_says_how_far_the_dates_are_from_the_one_wanted() {
        let due = Some("2028-04-03");
        assert_eq!(
            verdict(&milestone("2028-03-06", "2028-06-05", due)),
            "P50 lies 4 weeks before and P80 9 weeks after the date wanted"
        );
        assert_eq!(
            verdict(&milestone("2028-04-03", "2028-04-04", due)),
            "P50 lies on the day and P80 1 day after the date wanted"
        );
        assert_eq!(
            verdict(&milestone("2028-04-03", "2028-04-04", None)),
            "no date is wanted in the program"
        );
    }
}
