//! Dependence on one partner: what it holds, and what its loss would cost.

use concerted_model::finding::{Finding, Severity};
use concerted_model::partner::ServiceArea;

use crate::candidate::Pool;
use crate::choose::{Candidate, Choice, area_words};
use crate::evaluate::{Evaluated, Objective, node_cost};
use crate::search::search;
use crate::setting::{AREAS, Setting};

/// Weeks of a year, to turn the yearly chance of failure into one over the program.
const WEEKS_PER_YEAR: f64 = 365.25 / 7.0;

/// Share of the cost above which one partner is more than a remark.
const LARGE_SHARE: f64 = 0.5;

/// Dependence of the best sourcing on the company with the largest part of the cost.
#[derive(Debug, Clone, PartialEq)]
pub struct Concentration {
    /// The company.
    pub company: String,
    /// Areas of work it does.
    pub areas: Vec<ServiceArea>,
    /// Its part of the areas that have a site.
    pub area_share: f64,
    /// Its part of the likely cost of the work, hand-offs apart.
    pub cost_share: f64,
    /// Its part of the likely weeks of all activities, parallel ones added up.
    pub week_share: f64,
    /// Chance that it drops out before the first dose: `1 - (1 - p)^(weeks / 52.18)`.
    pub failure_probability: Option<f64>,
    /// Areas that would have no site without it.
    pub lost_areas: Vec<ServiceArea>,
    /// The best sourcing without it, where every area keeps a site.
    pub without: Option<Candidate>,
}

/// Measures the dependence of one sourcing; absent where only the client works.
pub(crate) fn measure(
    setting: &Setting<'_>,
    objective: &Objective,
    pool: &Pool,
    chosen: &Evaluated,
    describe: &dyn Fn(&Evaluated) -> Candidate,
    limit: usize,
) -> Option<Concentration> {
    let partners = setting.partners(&chosen.assignment);
    let largest = partners.iter().copied().max_by(|a, b| {
        cost_share(setting, chosen, *a)
            .total_cmp(&cost_share(setting, chosen, *b))
            .then(b.cmp(a))
    })?;
    let areas = areas_of(setting, chosen, largest);
    let sourced = chosen.assignment.iter().flatten().count();
    let mut without = pool.areas.clone();
    for sites in &mut without {
        sites.retain(|site| setting.company_of[*site] != largest);
    }
    let lost_areas: Vec<ServiceArea> = lost(&pool.areas, &without);
    let alternative = lost_areas
        .is_empty()
        .then(|| describe(&search(setting, objective, &without, limit).all[0]));
    let yearly = setting.reference.assumption("partner_failure_probability");
    Some(Concentration {
        company: setting.companies[largest].clone(),
        area_share: areas.len() as f64 / sourced as f64,
        areas,
        cost_share: cost_share(setting, chosen, largest),
        week_share: week_share(setting, chosen, largest),
        failure_probability: yearly
            .map(|row| 1.0 - (1.0 - row.value).powf(chosen.weeks / WEEKS_PER_YEAR)),
        lost_areas,
        without: alternative,
    })
}

fn lost(before: &[Vec<usize>; AREAS], after: &[Vec<usize>; AREAS]) -> Vec<ServiceArea> {
    ServiceArea::ALL
        .iter()
        .enumerate()
        .filter(|(area, _)| !before[*area].is_empty() && after[*area].is_empty())
        .map(|(_, area)| *area)
        .collect()
}

fn areas_of(setting: &Setting<'_>, chosen: &Evaluated, company: usize) -> Vec<ServiceArea> {
    ServiceArea::ALL
        .iter()
        .zip(&chosen.assignment)
        .filter(|(_, site)| site.is_some_and(|site| setting.company_of[site] == company))
        .map(|(area, _)| *area)
        .collect()
}

/// Part of a sum over activities that belongs to one company; 0 where the sum is.
fn share(
    setting: &Setting<'_>,
    chosen: &Evaluated,
    company: usize,
    value: impl Fn(usize) -> f64,
) -> f64 {
    let (mut own, mut total) = (0.0, 0.0);
    for node in 0..setting.work.nodes.len() {
        let site = setting.site_of(node, &chosen.assignment);
        total += value(node);
        if site.is_some_and(|site| setting.company_of[site] == company) {
            own += value(node);
        }
    }
    if total > 0.0 { own / total } else { 0.0 }
}

fn cost_share(setting: &Setting<'_>, chosen: &Evaluated, company: usize) -> f64 {
    share(setting, chosen, company, |node| {
        node_cost(setting, &chosen.assignment, node).mode
    })
}

fn week_share(setting: &Setting<'_>, chosen: &Evaluated, company: usize) -> f64 {
    share(setting, chosen, company, |node| {
        let site = setting.site_of(node, &chosen.assignment);
        let area = setting.work.nodes[node].area;
        setting.work.nodes[node].weeks * setting.terms(site, area).duration
    })
}

/// The case against the chosen sourcing: one large partner, and areas that only one company offers.
pub(crate) fn findings(setting: &Setting<'_>, pool: &Pool, choice: &Choice) -> Vec<Finding> {
    let large = choice
        .concentration
        .as_ref()
        .map(|concentration| dependence(setting, concentration, &choice.ranked[0]));
    large
        .into_iter()
        .chain(single_source(setting, pool))
        .collect()
}

fn company_name<'a>(setting: &'a Setting<'_>, id: &'a str) -> &'a str {
    setting
        .program
        .company_by_id(id)
        .map_or(id, |company| company.name.as_str())
}

fn dependence(setting: &Setting<'_>, concentration: &Concentration, chosen: &Candidate) -> Finding {
    let severity = if concentration.cost_share > LARGE_SHARE {
        Severity::Minor
    } else {
        Severity::Note
    };
    let loss = match &concentration.without {
        Some(without) => format!(
            "Without it the best sourcing takes {:+.1} weeks on the path and {:+.0} thousand with {} companies",
            without.path_weeks - chosen.path_weeks,
            without.cost_thousands.mode - chosen.cost_thousands.mode,
            without.companies.len()
        ),
        None => format!(
            "Without it nobody in the program does {}",
            area_words(concentration.lost_areas.iter().copied())
        ),
    };
    let chance = concentration
        .failure_probability
        .map(|chance| {
            format!(
                " The chance that it drops out before the first dose is taken as {:.0} %, an assumption.",
                chance * 100.0
            )
        })
        .unwrap_or_default();
    Finding::new(
        "partners.concentration",
        severity,
        format!("company.{}", concentration.company),
        format!(
            "{} does {} of the areas of work ({}) with {:.0} % of the cost and {:.0} % of the weeks of work. {loss}.{chance}",
            company_name(setting, &concentration.company),
            concentration.areas.len(),
            area_words(concentration.areas.iter().copied()),
            concentration.cost_share * 100.0,
            concentration.week_share * 100.0,
        ),
    )
    .hint("agree on access to methods, process description and retained material, so that a second company could take over")
    .figure("partners.concentration.cost_share")
}

fn single_source(setting: &Setting<'_>, pool: &Pool) -> Option<Finding> {
    let mut single: Vec<String> = Vec::new();
    for (area, sites) in ServiceArea::ALL.iter().zip(&pool.areas) {
        let mut companies: Vec<usize> =
            sites.iter().map(|site| setting.company_of[*site]).collect();
        companies.sort_unstable();
        companies.dedup();
        if let [only] = companies[..]
            && setting.is_manufacturer(only)
        {
            let name = company_name(setting, &setting.companies[only]);
            single.push(format!("{} ({name})", area_words([*area])));
        }
    }
    if single.is_empty() {
        return None;
    }
    // What stands against a second source is the work of winning it.
    let weeks = |id: &str| {
        setting
            .reference
            .handoff_overhead(id)
            .map_or_else(|| "some".to_owned(), |row| row.likely_weeks.to_string())
    };
    Some(
        Finding::new(
            "partners.single_source",
            Severity::Minor,
            "partners",
            format!(
                "Only one company of the program offers: {}. There is no alternative to compare price and date with, nor to fall back on. Against a second source stands its own work: likely {} weeks for selection and contract and {} for the audit, beside other work.",
                single.join("; "),
                weeks("H01"),
                weeks("H09"),
            ),
        )
        .hint("describe a second site with this service, if only as a fallback"),
    )
}
