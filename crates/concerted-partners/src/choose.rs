//! The choice: every sourcing compared, the best ones described, and the counter-cases beside them.

use std::collections::{BTreeMap, BTreeSet};

use concerted_model::figure::{Input, Ledger};
use concerted_model::finding::{Finding, Severity};
use concerted_model::given::Traced;
use concerted_model::handover::{Exchange, HandOff, Sourcing, ThreePoint};
use concerted_model::partner::ServiceArea;
use concerted_model::program::Program;
use concerted_reference::{Reference, Strategy};

use crate::border::{crossings, describe};
use crate::break_even::{self, BreakEven};
use crate::candidate::{Pool, pool};
use crate::concentration::{self, Concentration};
use crate::evaluate::{Evaluated, Objective, hand_off_cost, hand_off_weeks, longest_path};
use crate::figures;
use crate::search::{EXHAUSTIVE_LIMIT, Searched, pareto, search};
use crate::setting::{AREAS, Assignment, Setting, area_index};

/// How much date, money and number of companies count against each other; 1 each by default.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Weights {
    /// Weight of the weeks, each worth the assumed cost of time.
    pub date: f64,
    /// Weight of the cost.
    pub cost: f64,
    /// Weight of the number of companies, each worth the assumed cost of governing it.
    pub companies: f64,
}

impl Default for Weights {
    fn default() -> Self {
        Self {
            date: 1.0,
            cost: 1.0,
            companies: 1.0,
        }
    }
}

/// What the choice is bound to.
#[derive(Debug, Clone, PartialEq)]
pub struct ChooseOptions {
    /// Mix of objectives.
    pub weights: Weights,
    /// Best sourcings that are described; at least one is.
    pub keep: usize,
    /// Sites that may not be used.
    pub excluded_sites: BTreeSet<String>,
    /// Companies that may not be used.
    pub excluded_companies: BTreeSet<String>,
    /// Areas that a site offers but cannot do for this program, with the reason, such as a technology of
    /// the route that it lacks.
    pub unable: BTreeMap<(ServiceArea, String), String>,
    /// The sourcing that was chosen, for instance by a schedule; it leads the ranking, and its dependence on
    /// one partner is measured. By default the best by score.
    pub chosen: Option<Sourcing>,
    /// Areas whose site is decided.
    pub fixed: Sourcing,
    /// Largest batch of substance needed, in kg; chemistry goes only where it fits.
    pub needed_batch_kg: Option<Traced>,
    /// Template variant.
    pub strategy: Strategy,
    /// What the exchanges rest on: which activities and batches there are.
    pub exchange_inputs: Vec<Input>,
}

impl Default for ChooseOptions {
    fn default() -> Self {
        Self {
            weights: Weights::default(),
            keep: 5,
            excluded_sites: BTreeSet::new(),
            excluded_companies: BTreeSet::new(),
            unable: BTreeMap::new(),
            chosen: None,
            fixed: Sourcing::new(),
            needed_batch_kg: None,
            strategy: Strategy::TwoBatches,
            exchange_inputs: Vec::new(),
        }
    }
}

/// One sourcing with what it takes.
#[derive(Debug, Clone, PartialEq)]
pub struct Candidate {
    /// Stable key: the site of each area in the order of areas; its figures are `partners.sourcing.<key>.…`.
    pub key: String,
    /// Site of each area.
    pub sourcing: Sourcing,
    /// Companies other than the client, sorted.
    pub companies: Vec<String>,
    /// Sites used, sorted.
    pub sites: Vec<String>,
    /// Cost of work and hand-offs in thousands of the program's currency.
    pub cost_thousands: ThreePoint,
    /// Of which hand-offs.
    pub hand_off_cost_thousands: ThreePoint,
    /// Likely weeks of the hand-offs that lie on some path, added up.
    pub hand_off_weeks: f64,
    /// Weeks to the first dose on the longest path, without limits of capacity.
    pub path_weeks: f64,
    /// Weeks that hand-offs, paces and availability of the sites add to the longest path of the template.
    pub on_path_weeks: f64,
    /// The hand-offs, each after what it waits for.
    pub hand_offs: Vec<HandOff>,
    /// Weighted sum in thousands; lower is better.
    pub score: f64,
}

impl Candidate {
    /// Hand-offs that are work of their own; the further receivers of one shipment are not.
    pub fn hand_off_count(&self) -> usize {
        self.hand_offs
            .iter()
            .filter(|hand_off| hand_off.cost_thousands.high > 0.0)
            .count()
    }
}

/// The outcome of a choice.
#[derive(Debug, Clone, PartialEq)]
pub struct Choice {
    /// The one chosen, then the best by score, best first; then the rest of the Pareto front.
    pub ranked: Vec<Candidate>,
    /// Places in `ranked` that no other sourcing equals or beats in weeks, cost and companies at once.
    pub pareto: Vec<usize>,
    /// The best of those with the fewest companies.
    pub integrated: Candidate,
    /// The best site of each area by itself, hand-offs ignored.
    pub scattered: Candidate,
    /// How far hand-off work would have to shrink or grow for the other plan to win.
    pub break_even: BreakEven,
    /// Dependence of the best sourcing on its largest partner; absent where only the client works.
    pub concentration: Option<Concentration>,
    /// Sourcings compared.
    pub compared: usize,
    /// True where these are all there are.
    pub exhaustive: bool,
    /// What is noteworthy.
    pub findings: Vec<Finding>,
    /// Figures.
    pub ledger: Ledger,
}

/// Compares sourcings by the longest path, cost and companies and describes the best.
///
/// Formula: `score = w_date · weeks · c_week + w_cost · cost + w_companies · companies · c_company`, all in
/// thousands of the program's currency: weeks of the longest path with likely durations times the duration
/// factor of the site, and the hand-offs between; cost of the template times the price factor of the site, and
/// the hand-offs; companies other than the client. `c_week` and `c_company` are the defaults `cost_of_time`
/// and `company_governance`. Every sourcing is evaluated where there are at most 200,000, else those that a
/// deterministic local search meets. The best of breed takes for each area the site with the lowest
/// `w_date · c_week · weeks of the area on the template's longest path + w_cost · cost of the area`; of equal
/// sites the one that offers the fewest areas.
///
/// Validity: a ranking before scheduling; without calendars, capacity and chance. Sums of low and of high
/// costs are no percentiles.
///
/// # Findings
/// `partners.no_site`, `partners.area_without_site`, `partners.batch_too_large`, `partners.break_even`,
/// `partners.concentration`, `partners.single_source`, `partners.currency`.
///
/// ```
/// use concerted_partners::{ChooseOptions, choose};
/// use concerted_reference::Reference;
///
/// let text = r#"
/// format_version = 1
/// name = "one site"
/// start = 2027-01-04
/// company = [{ id = "a", name = "A", kind = "cdmo" }]
/// site = [{ id = "a-1", name = "A", company = "a", service = [{ area = "chemistry", price_factor = 1.1 }] }]
/// "#;
/// let program = concerted_document::read_texts(&[("program.toml", text)]).program.unwrap();
/// let choice = choose(&program, Reference::embedded(), &[], &ChooseOptions::default());
/// assert_eq!(choice.ranked[0].companies, ["a"]);
/// assert_eq!(choice.ranked[0].on_path_weeks, 0.0);
/// ```
pub fn choose(
    program: &Program,
    reference: &Reference,
    exchanges: &[Exchange],
    options: &ChooseOptions,
) -> Choice {
    choose_within(program, reference, exchanges, options, EXHAUSTIVE_LIMIT)
}

/// [`choose`] with another limit of exhaustive search.
pub(crate) fn choose_within(
    program: &Program,
    reference: &Reference,
    exchanges: &[Exchange],
    options: &ChooseOptions,
    limit: usize,
) -> Choice {
    let setting = Setting::new(program, reference, exchanges, options.strategy);
    let (objective, assumed) = objective(reference, options.weights);
    let mut pool = pool(&setting, options);
    let searched = search(&setting, &objective, &pool.areas, limit);
    let base_weeks = longest_path(&setting, &[None; AREAS], &[], 1.0);
    let describe = |evaluated: &Evaluated| candidate(&setting, evaluated, base_weeks);

    let (ranked, pareto) = ranked(&searched, options.keep.max(1));
    let integrated = searched
        .all
        .iter()
        .min_by_key(|one| one.companies)
        .expect("there is always one sourcing, if only the one without sites");
    let scattered = best_of_breed(&setting, &objective, &pool);
    let scattered = crate::evaluate::evaluate(&setting, &objective, &scattered, 1.0);
    let break_even = break_even::find(&setting, &objective, integrated, &scattered);
    let judged = options
        .chosen
        .as_ref()
        .map(|chosen| assignment(&setting, chosen))
        .map(|assignment| crate::evaluate::evaluate(&setting, &objective, &assignment, 1.0));
    let concentration = concentration::measure(
        &setting,
        &objective,
        &pool,
        judged.as_ref().unwrap_or(&searched.all[0]),
        &describe,
        limit,
    );

    let mut findings = std::mem::take(&mut pool.findings);
    findings.extend(currency(&setting));
    let mut candidates: Vec<Candidate> = ranked.iter().map(|one| describe(one)).collect();
    let mut pareto = pareto;
    if let Some(judged) = &judged {
        lead(&mut candidates, &mut pareto, describe(judged));
    }
    let mut choice = Choice {
        ranked: candidates,
        pareto,
        integrated: describe(integrated),
        scattered: describe(&scattered),
        break_even,
        concentration,
        compared: searched.all.len(),
        exhaustive: searched.exhaustive,
        findings,
        ledger: Ledger::new(),
    };
    figures::record(&setting, &pool, options, &assumed, &mut choice);
    if !setting.sites.is_empty() {
        choice.findings.extend(break_even::finding(&choice));
        choice
            .findings
            .extend(concentration::findings(&setting, &pool, &choice));
    }
    choice.findings.sort_by(|a, b| a.id.cmp(&b.id));
    choice
}

fn objective(reference: &Reference, weights: Weights) -> (Objective, Vec<Input>) {
    let mut inputs = Vec::new();
    let mut value = |id: &str| {
        let row = reference.assumption(id)?;
        inputs.push(figures::assumed(row));
        Some(row.value)
    };
    // A reference without these rows would rank by cost alone; the test of this crate names both.
    let week = value("cost_of_time").unwrap_or(0.0);
    let company = value("company_governance").unwrap_or(0.0);
    let objective = Objective {
        weights,
        week,
        company,
    };
    (objective, inputs)
}

/// The best by score and then the rest of the front, at most as many again; and where the front is.
fn ranked(searched: &Searched, keep: usize) -> (Vec<&Evaluated>, Vec<usize>) {
    let front = pareto(&searched.all);
    let kept = keep.min(searched.all.len());
    let mut places: Vec<usize> = (0..kept).collect();
    places.extend(
        front
            .iter()
            .copied()
            .filter(|place| *place >= kept)
            .take(keep),
    );
    let on_front = places
        .iter()
        .enumerate()
        .filter(|(_, place)| front.contains(place))
        .map(|(rank, _)| rank)
        .collect();
    let ranked = places.iter().map(|place| &searched.all[*place]).collect();
    (ranked, on_front)
}

/// Puts the sourcing that was chosen in front, wherever it ranks by score.
fn lead(candidates: &mut Vec<Candidate>, pareto: &mut [usize], chosen: Candidate) {
    let place = candidates
        .iter()
        .position(|candidate| candidate.key == chosen.key);
    if let Some(place) = place {
        candidates.remove(place);
    }
    candidates.insert(0, chosen);
    for rank in pareto {
        *rank = match place {
            Some(place) if *rank == place => 0,
            Some(place) if *rank > place => *rank,
            _ => *rank + 1,
        };
    }
}

/// A sourcing as places in the list of sites.
fn assignment(setting: &Setting<'_>, sourcing: &Sourcing) -> Assignment {
    let mut assignment = [None; AREAS];
    for (area, site) in sourcing {
        assignment[area_index(*area)] = setting.site_index(site);
    }
    assignment
}

fn best_of_breed(setting: &Setting<'_>, objective: &Objective, pool: &Pool) -> Assignment {
    let weeks = setting.work.critical_weeks();
    let costs = setting.work.area_costs();
    let mut assignment = [None; AREAS];
    for (area, sites) in pool.areas.iter().enumerate() {
        let score = |site: usize| {
            let terms = setting.terms(Some(site), area);
            objective.weights.date * objective.week * weeks[area] * terms.duration
                + objective.weights.cost * costs[area] * terms.price
        };
        let offers = |site: usize| setting.sites[site].service.len();
        assignment[area] = sites.iter().copied().min_by(|a, b| {
            score(*a)
                .total_cmp(&score(*b))
                .then(offers(*a).cmp(&offers(*b)))
                .then(a.cmp(b))
        });
    }
    assignment
}

fn candidate(setting: &Setting<'_>, evaluated: &Evaluated, base_weeks: f64) -> Candidate {
    let assignment = &evaluated.assignment;
    let crossings = crossings(setting, assignment);
    let site_id = |site: usize| setting.sites[site].id.as_str().to_owned();
    let sites: BTreeSet<String> = assignment
        .iter()
        .flatten()
        .map(|site| site_id(*site))
        .collect();
    Candidate {
        key: key(setting, assignment),
        sourcing: setting.sourcing(assignment),
        companies: setting
            .partners(assignment)
            .into_iter()
            .map(|company| setting.companies[company].clone())
            .collect(),
        sites: sites.into_iter().collect(),
        cost_thousands: evaluated.cost,
        hand_off_cost_thousands: hand_off_cost(setting, &crossings),
        hand_off_weeks: hand_off_weeks(setting, &crossings),
        path_weeks: evaluated.weeks,
        on_path_weeks: evaluated.weeks - base_weeks,
        hand_offs: describe(setting, &crossings),
        score: evaluated.score,
    }
}

fn key(setting: &Setting<'_>, assignment: &Assignment) -> String {
    assignment
        .iter()
        .map(|site| site.map_or("none", |site| setting.sites[site].id.as_str()))
        .collect::<Vec<_>>()
        .join("_")
}

/// Template costs are in USD and nothing here converts them.
fn currency(setting: &Setting<'_>) -> Option<Finding> {
    let currency = setting.program.currency();
    let foreign = &setting.work.foreign_costs;
    if currency == "USD" && foreign.is_empty() {
        return None;
    }
    let ignored = if foreign.is_empty() {
        String::new()
    } else {
        format!(
            " The costs entered for {} are not single amounts in {currency}, so the template's stand in.",
            foreign.join(", ")
        )
    };
    let message = format!(
        "Costs of the template and of hand-offs are in thousand USD and are taken one for one as {currency}.{ignored}"
    );
    Some(Finding::new(
        "partners.currency",
        Severity::Note,
        "currency",
        message,
    ))
}

/// Name of an area in sentences.
pub(crate) fn area_words(areas: impl IntoIterator<Item = ServiceArea>) -> String {
    areas
        .into_iter()
        .map(|area| area.word().replace('-', " "))
        .collect::<Vec<_>>()
        .join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Four companies whose prices differ; most areas have several candidates.
    fn text() -> String {
        let areas = [
            "chemistry",
            "analysis",
            "physical-form",
            "toxicology",
            "clinic",
        ];
        let services = |company: usize| -> String {
            areas
                .iter()
                .enumerate()
                .filter(|(place, _)| (place + company) % 4 != 3)
                .map(|(place, area)| {
                    let price = 0.8 + 0.1 * ((place * 7 + company * 5) % 6) as f64;
                    format!("{{ area = \"{area}\", price_factor = {price:.1} }},")
                })
                .collect::<Vec<_>>()
                .concat()
        };
        let lists = |row: &dyn Fn(usize) -> String| (0..4).map(row).collect::<Vec<_>>().concat();
        format!(
            "format_version = 1\nname = \"x\"\nstart = 2027-01-04\ncompany = [{}]\nsite = [{}]\n",
            lists(&|n| format!("{{ id = \"c{n}\", name = \"C{n}\", kind = \"cdmo\" }},")),
            lists(&|n| format!(
                "{{ id = \"s{n}\", name = \"S{n}\", company = \"c{n}\", service = [{}] }},",
                services(n)
            )),
        )
    }

    fn exchange(from: &str, from_area: ServiceArea, to: &str, to_area: ServiceArea) -> Exchange {
        Exchange {
            from: from.to_owned(),
            from_area,
            to: to.to_owned(),
            to_area,
            carries: concerted_model::handover::Carries::Process,
        }
    }

    #[test]
    fn the_local_search_finds_what_the_exhaustive_one_finds() {
        use ServiceArea::{Analysis, Chemistry, Clinic, PhysicalForm, Toxicology};
        let program = concerted_document::read_texts(&[("program.toml", &text())])
            .program
            .unwrap();
        let exchanges = [
            exchange("C04", Chemistry, "S04", PhysicalForm),
            exchange("C02", Chemistry, "A03", Analysis),
            exchange("C06", Chemistry, "T04", Toxicology),
            exchange("S06", PhysicalForm, "A10", Analysis),
            exchange("S09", PhysicalForm, "K06", Clinic),
        ];
        let reference = Reference::embedded();
        let options = ChooseOptions::default();
        let all = choose(&program, reference, &exchanges, &options);
        let some = choose_within(&program, reference, &exchanges, &options, 1);
        assert!(all.exhaustive && !some.exhaustive);
        assert!(some.compared < all.compared);
        assert_eq!(all.ranked[0], some.ranked[0]);
    }

    #[test]
    fn the_defaults_of_the_score_exist() {
        let (objective, inputs) = objective(Reference::embedded(), Weights::default());
        assert!(objective.week > 0.0 && objective.company > 0.0);
        assert_eq!(inputs.len(), 2);
    }
}
