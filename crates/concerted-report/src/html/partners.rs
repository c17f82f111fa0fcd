//! Partners: who does what, what was compared, what the borders between sites cost.

use askama::Template;
use concerted_model::handover::{HandOff, Sourcing, ThreePoint};
use concerted_model::id::Ref;
use concerted_model::partner::ServiceArea;
use concerted_model::program::Program;
use concerted_partners::{BreakEven, Concentration};
use concerted_program::{Alternative, Plan};

use super::Context;
use crate::error::ReportError;
use crate::number::{fixed, percent, three_digits};
use crate::shown::Shown;

#[derive(Template)]
#[template(path = "partners.html")]
struct Partners<'a> {
    sourcing: Vec<SourcingRow<'a>>,
    alternatives: Vec<AlternativeRow>,
    compared: usize,
    exhaustive: bool,
    break_even: Shown,
    fastest: Option<String>,
    concentration: Option<Dependence<'a>>,
    hand_offs: Vec<HandOffRow<'a>>,
    currency: &'a str,
}

struct SourcingRow<'a> {
    area: &'static str,
    site: &'a str,
    company: &'a str,
}

struct AlternativeRow {
    chosen: bool,
    role: Option<&'static str>,
    companies: String,
    sites: String,
    hand_offs: usize,
    p50: Shown,
    p80: Shown,
    cost: Shown,
}

struct Dependence<'a> {
    /// False where the schedule led to another sourcing than the one that this is about.
    of_the_plan: bool,
    company: &'a str,
    areas: String,
    area_share: Shown,
    cost_share: Shown,
    week_share: Shown,
    failure: Shown,
    lost: String,
    without: Option<String>,
}

struct HandOffRow<'a> {
    name: String,
    from: &'a str,
    to: &'a str,
    cause: String,
    weeks: String,
    cost: String,
    on_path: bool,
}

/// Renders the section.
pub(super) fn render(context: &Context<'_>) -> Result<String, ReportError> {
    let plan = context.plan;
    let section = Partners {
        sourcing: sourcing(context, &plan.decision.sourcing),
        alternatives: plan
            .alternatives
            .iter()
            .enumerate()
            .map(|(index, alternative)| alternative_row(context, index, alternative))
            .collect(),
        compared: plan.partners.compared,
        exhaustive: plan.partners.exhaustive,
        break_even: context
            .sheet
            .labelled("partners.break_even", break_even(&plan.partners.break_even)),
        fastest: fastest(plan).map(|alternative| {
            format!(
                "The fastest, not chosen, is {} with {}: P80 {}, {} thousand {}.",
                context.companies(&alternative.companies),
                differences(context.program, plan, alternative),
                alternative.p80,
                fixed(alternative.cost_thousands, 0),
                context.program.currency()
            )
        }),
        concentration: plan
            .partners
            .concentration
            .as_ref()
            .map(|concentration| dependence(context, concentration)),
        hand_offs: plan
            .hand_offs
            .iter()
            .map(|hand_off| hand_off_row(context, hand_off))
            .collect(),
        currency: context.program.currency(),
    };
    Ok(section.render()?)
}

fn sourcing<'a>(context: &Context<'a>, sourcing: &'a Sourcing) -> Vec<SourcingRow<'a>> {
    let company = |site: &str| {
        context
            .program
            .site
            .iter()
            .find(|known| known.id.as_str() == site)
            .map_or("not known", |known| context.company(known.company.as_str()))
    };
    ServiceArea::ALL
        .iter()
        .map(|area| {
            let site = sourcing.get(area);
            SourcingRow {
                area: area.word(),
                site: site.map_or("no site decided", |site| context.site(site)),
                company: site.map_or("", |site| company(site)),
            }
        })
        .collect()
}

fn alternative_row<'a>(
    context: &Context<'a>,
    index: usize,
    alternative: &'a Alternative,
) -> AlternativeRow {
    let id = |part: &str| format!("plan.alternative.{}.{part}", index + 1);
    let date =
        |part: &str, date: jiff::civil::Date| context.sheet.labelled(&id(part), date.to_string());
    let mut sites: Vec<&str> = alternative
        .sourcing
        .values()
        .map(|site| context.site(site))
        .collect();
    sites.sort_unstable();
    sites.dedup();
    AlternativeRow {
        chosen: alternative.sourcing == context.plan.decision.sourcing,
        role: alternative.role,
        companies: context.companies(&alternative.companies),
        sites: sites.join(", "),
        hand_offs: alternative.hand_offs,
        p50: date("p50", alternative.p50),
        p80: date("p80", alternative.p80),
        cost: context
            .sheet
            .labelled(&id("cost"), fixed(alternative.cost_thousands, 0)),
    }
}

/// The alternative whose P80 is the earliest, where that is before the P80 of the sourcing chosen.
pub(crate) fn fastest(plan: &Plan) -> Option<&Alternative> {
    let chosen = plan
        .alternatives
        .iter()
        .find(|alternative| alternative.sourcing == plan.decision.sourcing)?;
    earliest_before(&plan.alternatives, chosen.p80)
}

fn earliest_before(alternatives: &[Alternative], date: jiff::civil::Date) -> Option<&Alternative> {
    alternatives
        .iter()
        .filter(|alternative| alternative.p80 < date)
        .min_by_key(|alternative| alternative.p80)
}

/// Where the work is that an alternative gives to another site than the plan does.
pub(crate) fn differences(program: &Program, plan: &Plan, alternative: &Alternative) -> String {
    let places: Vec<String> = alternative
        .sourcing
        .iter()
        .filter(|(area, site)| plan.decision.sourcing.get(area) != Some(site))
        .map(|(area, id)| {
            let site = program.site(&Ref::new(id, None));
            let site = site.map_or(id.as_str(), |site| site.name.as_str());
            format!("{} at {site}", area.word())
        })
        .collect();
    places.join("; ")
}

/// The break-even as a sentence.
pub(crate) fn break_even(break_even: &BreakEven) -> String {
    match break_even {
        BreakEven::SamePlan => {
            "The best site of each area already belongs to the plan with the fewest companies: hand-offs do not decide between the two, capacity may.".to_owned()
        }
        BreakEven::ShrinkTo(factor) => format!(
            "Few companies win; the best site for each area would win if hand-off work shrank to {} of what the table says.",
            percent(*factor)
        ),
        BreakEven::IntegratedAlways => {
            "Few companies win, even if hand-offs took no work at all.".to_owned()
        }
        BreakEven::GrowTo(factor) => format!(
            "The best site for each area wins; few companies would win if hand-off work grew to {} times what the table says.",
            three_digits(*factor)
        ),
        BreakEven::ScatteredAlways => {
            "The best site for each area wins, even with sixteen times the hand-off work.".to_owned()
        }
    }
}

fn areas(areas: &[ServiceArea]) -> String {
    let words: Vec<&str> = areas.iter().map(|area| area.word()).collect();
    words.join(", ")
}

fn dependence<'a>(context: &Context<'a>, concentration: &'a Concentration) -> Dependence<'a> {
    let share = |part: &str| {
        context
            .sheet
            .percent(&format!("partners.concentration.{part}"), "not computed")
    };
    let ranked_first = context.plan.partners.ranked.first();
    Dependence {
        of_the_plan: ranked_first
            .is_some_and(|first| first.sourcing == context.plan.decision.sourcing),
        company: context.company(&concentration.company),
        areas: areas(&concentration.areas),
        area_share: share("area_share"),
        cost_share: share("cost_share"),
        week_share: share("week_share"),
        failure: share("failure"),
        lost: areas(&concentration.lost_areas),
        without: concentration.without.as_ref().map(|without| {
            format!(
                "{}, {} thousand, {} weeks on the longest path",
                context.companies(&without.companies),
                fixed(without.cost_thousands.mode, 0),
                fixed(without.path_weeks, 0)
            )
        }),
    }
}

fn hand_off_row<'a>(context: &Context<'a>, hand_off: &'a HandOff) -> HandOffRow<'a> {
    let work = |key: &'a String| {
        let work = context.plan.network.work.get(key);
        work.map_or(key.as_str(), |work| work.name.as_str())
    };
    let cause = match (&hand_off.after, &hand_off.before) {
        (Some(after), Some(before)) => {
            format!("“{}” waits for “{}”", work(before), work(after))
        }
        (Some(after), None) => format!("follows “{}”", work(after)),
        (None, Some(before)) => format!("precedes “{}”", work(before)),
        (None, None) => "the two companies work for one program".to_owned(),
    };
    let (from, to) = (
        context.site(&hand_off.from_site),
        context.site(&hand_off.to_site),
    );
    HandOffRow {
        // The sites have columns of their own.
        name: hand_off.name.replacen(&format!(": {from} to {to}"), "", 1),
        from,
        to,
        cause: format!("{cause} ({})", hand_off.overhead),
        weeks: range(&hand_off.weeks, 1),
        cost: range(&hand_off.cost_thousands, 0),
        on_path: hand_off.on_path,
    }
}

/// "2.0 (1.0 to 4.0)".
pub(crate) fn range(point: &ThreePoint, decimals: usize) -> String {
    format!(
        "{} ({} to {})",
        fixed(point.mode, decimals),
        fixed(point.low, decimals),
        fixed(point.high, decimals)
    )
}
