//! The plan as one screen of text.

use concerted_model::finding::{Finding, Severity};
use concerted_model::program::Program;
use concerted_program::network::Reason;
use concerted_program::{Milestone, Plan, RouteChoice, RouteStanding};

use crate::html::{break_even, differences, fastest, headline, most_critical, status};
use crate::number::{count, fixed, percent, short, three_digits};
use crate::prose::printable;

/// Lists are cut after so many rows.
const CRITICAL: usize = 8;
const FINDINGS: usize = 5;
const ASSUMPTIONS: usize = 5;
const MILESTONES: usize = 6;
/// Claims on one line.
const CLAIMS: usize = 4;
/// Width of a name in a table, and of a line.
const NAME: usize = 40;
const LINE: usize = 100;
/// Room for the names of the companies of a sourcing.
const COMPANIES: usize = 40;
/// Rules whose findings mean that the answer is not about the whole program: they stand right under it.
const LIMITS_OF_THE_ANSWER: [&str; 3] = [
    "partners.no_site",
    "partners.area_without_site",
    "plan.template_only",
];

/// What a programme manager reads in the terminal: dates, route, what drives the date, batches, partners, findings
/// and assumptions, in at most about 50 lines of plain text. Control characters of the program's texts become U+FFFD.
pub fn summary(program: &Program, plan: &Plan) -> String {
    let mut lines = vec![
        program.name.clone(),
        "=".repeat(program.name.chars().count()),
    ];
    lines.extend(answer(program, plan));
    lines.push(String::new());
    lines.extend(dates(plan));
    lines.extend(route(program, plan));
    lines.push(String::new());
    lines.extend(drivers(program, plan));
    lines.push(String::new());
    lines.extend(batches(plan));
    lines.extend(partners(program, plan));
    lines.push(String::new());
    lines.extend(findings(plan));
    lines.push(String::new());
    lines.extend(assumptions(plan));
    let mut text = String::new();
    for line in lines {
        text.push_str(&printable(line.trim_end(), &[]));
        text.push('\n');
    }
    text.push_str("Ask `concerted why DIR <figure>` for the origin of any number; report.html shows the keys.\n");
    text
}

/// A cell of a table, cut and padded.
fn cell(text: &str, width: usize) -> String {
    let text = short(text, width);
    let padding = width.saturating_sub(text.chars().count());
    format!("{text}{}", " ".repeat(padding))
}

fn answer(program: &Program, plan: &Plan) -> Vec<String> {
    let cost = plan
        .figures
        .get("plan.cost")
        .and_then(|figure| figure.value.number())
        .map_or_else(
            || "cost not known".to_owned(),
            |cost| {
                let currency = program.currency();
                let cost = fixed(cost, 0);
                format!("likely cost {cost} thousand {currency} without raw materials")
            },
        );
    let size = count(plan.activities.len(), "activity", "activities");
    let mut lines = Vec::new();
    if let Some(milestone) = headline(&plan.milestones) {
        let chance = milestone.on_time.map_or_else(String::new, |share| {
            format!(", chance to be on time {}", percent(share))
        });
        lines.push(format!(
            "{}: P50 {}, P80 {}{chance}",
            milestone.name, milestone.p50, milestone.p80
        ));
    }
    let limits = plan.findings.iter().filter(|finding| {
        matches!(finding.severity, Severity::Critical | Severity::Major)
            && LIMITS_OF_THE_ANSWER.contains(&finding.rule.as_str())
    });
    lines.extend(limits.map(|finding| {
        format!(
            "! {}: {}",
            finding.severity.word(),
            short(&finding.message, LINE + 20)
        )
    }));
    lines.push(format!("{size}, {cost}; {}", status(plan)));
    lines
}

fn dates(plan: &Plan) -> Vec<String> {
    let head = format!(
        "{} {:<11}{:<11}{:<11}{:<11}{}",
        cell("Milestone", NAME),
        "P10",
        "P50",
        "P80",
        "wanted",
        "on time"
    );
    let row = |milestone: &Milestone| {
        format!(
            "{} {:<11}{:<11}{:<11}{:<11}{}",
            cell(&milestone.name, NAME),
            milestone.p10.to_string(),
            milestone.p50.to_string(),
            milestone.p80.to_string(),
            milestone
                .due
                .map_or_else(|| "-".to_owned(), |due| due.to_string()),
            milestone.on_time.map_or_else(|| "-".to_owned(), percent),
        )
    };
    let mut lines = vec![head];
    lines.extend(plan.milestones.iter().take(MILESTONES).map(row));
    lines.extend(more(
        plan.milestones.len(),
        MILESTONES,
        "milestone",
        "milestones",
    ));
    lines
}

fn more(number: usize, shown: usize, one: &str, many: &str) -> Option<String> {
    let rest = number.checked_sub(shown).filter(|rest| *rest > 0)?;
    let noun = if rest == 1 { one } else { many };
    Some(format!("  and {rest} more {noun}"))
}

fn route(program: &Program, plan: &Plan) -> Vec<String> {
    let Some(id) = plan.decision.route.as_deref() else {
        return vec!["Route     none: the program describes no route".to_owned()];
    };
    let name = program
        .route_by_id(id)
        .map_or(id, |route| route.name.as_str());
    let pmi = plan
        .figures
        .get(&format!("route.{id}.pmi"))
        .and_then(|figure| figure.value.number())
        .map_or_else(
            || "PMI not known".to_owned(),
            |pmi| format!("PMI {} kg/kg", three_digits(pmi)),
        );
    let mut lines = vec![format!("Route     {name}, {pmi}")];
    let results = &plan.assessment.route.routes;
    if let Some(result) = results.iter().find(|result| result.id == id) {
        let claims: Vec<String> = result
            .claims
            .iter()
            .map(|claim| format!("{} {}", claim.name.key(), claim.answer.word()))
            .collect();
        for (index, part) in claims.chunks(CLAIMS).enumerate() {
            let head = if index == 0 { "claims:" } else { "       " };
            lines.push(format!("          {head} {}", part.join(", ")));
        }
    }
    lines.extend(plan.route_choice.iter().flat_map(choice));
    lines
}

/// How the routes compared, one line each.
fn choice(choice: &RouteChoice) -> Vec<String> {
    let head = format!(
        "          {}{:<12}{:>10}{:>9}  mutagenic impurities",
        cell(&format!("by {}", choice.criterion.words()), NAME),
        "P80",
        "thousand",
        "PMI"
    );
    let row = |own: &RouteStanding| {
        let missing = || "-".to_owned();
        let worst = match own.impurities {
            0 => "none in scope".to_owned(),
            number => format!("{number}, worst {}", own.worst),
        };
        format!(
            "          {}{:<12}{:>10}{:>9}  {worst}",
            cell(&own.name, NAME),
            own.p80.map_or_else(missing, |date| date.to_string()),
            own.cost_thousands
                .map_or_else(missing, |cost| fixed(cost, 0)),
            own.pmi.map_or_else(missing, three_digits),
        )
    };
    std::iter::once(head)
        .chain(choice.standings.iter().map(row))
        .collect()
}

fn drivers(program: &Program, plan: &Plan) -> Vec<String> {
    let mut critical = most_critical(&plan.activities);
    // What takes no time, such as a milestone, drives nothing by itself.
    critical.retain(|activity| activity.days.high > 0.0);
    critical.truncate(CRITICAL);
    critical.sort_by_key(|activity| (activity.start, activity.finish));
    let earlier = headline(&plan.milestones).is_some_and(|one| one.planned < one.p50);
    let mut lines = vec![format!(
        "What drives the date (share of samples in which it does; dates as planned with likely durations{})",
        if earlier { ", earlier than P50" } else { "" }
    )];
    if critical.is_empty() {
        lines.push("  nothing does in any sample".to_owned());
    }
    for activity in critical {
        let site = activity.site.as_deref().map_or("no site", |id| {
            program
                .site
                .iter()
                .find(|site| site.id.as_str() == id)
                .map_or(id, |site| site.name.as_str())
        });
        lines.push(format!(
            "  {:>6}  {} {} to {}  {}",
            percent(activity.criticality),
            cell(&activity.name, NAME),
            activity.start,
            activity.finish,
            short(site, 24)
        ));
    }
    lines
}

fn batches(plan: &Plan) -> Vec<String> {
    let planned = &plan.assessment.supply.batches.planned;
    if planned.is_empty() {
        return vec!["Batches   none planned".to_owned()];
    }
    planned
        .iter()
        .enumerate()
        .map(|(index, campaign)| {
            let head = if index == 0 { "Batches " } else { "        " };
            let finish = plan
                .activities
                .iter()
                .find(|activity| activity.key == campaign.activity)
                .map_or_else(String::new, |activity| {
                    format!(", made by {}", activity.finish)
                });
            format!(
                "{head}  {}: {} of {} kg{finish}, chance of shortage {}",
                campaign.grade,
                count(campaign.batches as usize, "batch", "batches"),
                three_digits(campaign.batch_kg),
                percent(campaign.shortage_probability)
            )
        })
        .collect()
}

fn partners(program: &Program, plan: &Plan) -> Vec<String> {
    let names = |companies: &[String]| {
        // Every company must be told apart: each name gets its share of the room.
        let room = COMPANIES / companies.len().max(1);
        let names: Vec<String> = companies
            .iter()
            .map(|id| {
                let name = program
                    .company_by_id(id)
                    .map_or(id.as_str(), |company| company.name.as_str());
                short(name, room)
            })
            .collect();
        if names.is_empty() {
            "the client alone".to_owned()
        } else {
            names.join(" + ")
        }
    };
    let mut lines = Vec::new();
    let fastest = fastest(plan);
    for alternative in &plan.alternatives {
        let chosen = alternative.sourcing == plan.decision.sourcing;
        let is_fastest = fastest.is_some_and(|one| one.sourcing == alternative.sourcing);
        let words: Vec<&str> = [chosen.then_some("chosen"), is_fastest.then_some("fastest")]
            .into_iter()
            .chain([alternative.role])
            .flatten()
            .collect();
        if words.is_empty() {
            continue;
        }
        let words = words.join(", ");
        // What is faster often has the companies of the plan, and other sites of theirs.
        let who = if is_fastest {
            differences(program, plan, alternative)
        } else {
            names(&alternative.companies)
        };
        let head = if lines.is_empty() {
            "Partners"
        } else {
            "        "
        };
        lines.push(format!(
            "{head}  {words}: {}; P80 {}, {}, {} thousand",
            short(&who, COMPANIES + 6),
            alternative.p80,
            count(alternative.hand_offs, "hand-off", "hand-offs"),
            fixed(alternative.cost_thousands, 0)
        ));
    }
    let sentence = break_even(&plan.partners.break_even);
    lines.push(format!("          {}", short(&sentence, LINE + 20)));
    lines
}

fn findings(plan: &Plan) -> Vec<String> {
    let counts: Vec<String> = [
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
        format!("{} {}", own.count(), severity.word())
    })
    .collect();
    let mut lines = vec![format!("Findings  {}", counts.join(", "))];
    for finding in plan.findings.iter().take(FINDINGS) {
        lines.push(format!(
            "  {:<9}{}",
            finding.severity.word(),
            short(&finding.message, LINE)
        ));
        let work = added(plan, finding);
        if !work.is_empty() {
            lines.push(format!("           + {}", short(&work.join("; "), LINE)));
        }
    }
    if plan.findings.len() > FINDINGS {
        let rest = plan.findings.len() - FINDINGS;
        lines.push(format!("  and {rest} more; report.html lists all"));
    }
    lines
}

/// Names of the activities that a finding put into the plan.
fn added<'a>(plan: &'a Plan, finding: &Finding) -> Vec<&'a str> {
    plan.activities
        .iter()
        .filter(|activity| {
            activity.reasons.iter().any(
                |reason| matches!(reason, Reason::Finding { finding: id, .. } if *id == finding.id),
            )
        })
        .map(|activity| activity.name.as_str())
        .collect()
}

fn assumptions(plan: &Plan) -> Vec<String> {
    let mut lines = vec![format!(
        "Assumptions ({}), the one that moves the date most first",
        plan.assumptions.len()
    )];
    for ranked in plan.assumptions.iter().take(ASSUMPTIONS) {
        let swing = ranked.swing_days.map_or_else(
            || "not drawn".to_owned(),
            |days| format!("{} days", fixed(days, 0)),
        );
        lines.push(format!(
            "  {:>10}  {} ({}): {}",
            swing,
            ranked.figure,
            ranked.status,
            short(&ranked.value, 50)
        ));
    }
    lines
}
