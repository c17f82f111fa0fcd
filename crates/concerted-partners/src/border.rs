//! What a border between two sites costs: which row of the overhead table applies, how often, and where.
//!
//! # What it counts
//! - **Process** (H02): once for each pair of giving and receiving site, at the earliest exchange between them.
//! - **Method** (H03, H04, H06): likewise once for each pair of giving and receiving site.
//! - **Material** (H05, H07): for each exchange. What the same activity sends to the same site for a second
//!   receiver travels in the same shipment: that receiver waits as long, but nothing is paid twice. The test
//!   on receipt waits for the shipment: its `after` is the key of that hand-off.
//! - **Extra company** (H01, H08, H09): once for each manufacturing company beyond the main one. Manufacturing
//!   means chemistry, analysis or physical form; the client and clinics never count, nor does a company that
//!   only does toxicology or the clinic, because the template holds its selection and contract already (T03,
//!   K02), as it does for the main one (P03, P04, Q02). The main one does the chemistry; where the client does
//!   that itself, it is the company with most of these areas.
//! - Documents cross borders without work. H10 and H11 follow from events (an unexpected result, a missed slot)
//!   and belong to the risks of the program.
//!
//! Between two sites of one company only the part of the work that the table states remains.
//!
//! # Limits of validity
//! Need and scope of the rows are published in part; most numbers are assumptions, and each hand-off carries
//! the state of its row. A transfer is taken as comparative, so the requalification at the receiver (H04)
//! costs money and runs beside the path.

use concerted_model::figure::Input;
use concerted_model::handover::{Carries, Exchange, HandOff, Sourcing, ThreePoint};
use concerted_model::partner::ServiceArea;
use concerted_model::program::Program;
use concerted_reference::{HandoffOverhead, HandoffPath, HandoffTrigger, Reference, Strategy};

use crate::setting::{Assignment, Interface, Setting, area_index};

/// Template row that joins the quality systems of all manufacturers: the draft of Module 3.
const MODULE_3: &str = "q03";

/// Overhead rows that follow another one at the same border: what arrives is tested after it was shipped.
const FOLLOWS: [(&str, &str); 1] = [("H05", "H07")];

/// Areas that make a company a manufacturing one.
const MANUFACTURING: [ServiceArea; 3] = [
    ServiceArea::Chemistry,
    ServiceArea::Analysis,
    ServiceArea::PhysicalForm,
];

/// One application of one overhead row.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Crossing {
    /// Index into [`Setting::overheads`].
    pub(crate) overhead: usize,
    /// Node after which it is done.
    pub(crate) after: Option<usize>,
    /// Node that waits for it.
    pub(crate) before: Option<usize>,
    /// Site that gives.
    from: usize,
    /// Site that receives.
    to: usize,
    /// Part of the table's work that applies.
    pub(crate) factor: f64,
    /// True where another hand-off carries the cost.
    pub(crate) shared: bool,
    /// True where each pair of activities has its own.
    by_activity: bool,
    /// Overhead row at the same border that comes before it.
    follows: Option<usize>,
}

impl Crossing {
    /// Likely weeks on the path; 0 where it runs beside the work.
    pub(crate) fn path_weeks(&self, setting: &Setting<'_>) -> f64 {
        let row = &setting.overheads[self.overhead];
        if row.path == HandoffPath::OnPath {
            row.likely_weeks * self.factor
        } else {
            0.0
        }
    }

    /// Likely weeks from the giver to the end of this hand-off, with the one it follows.
    pub(crate) fn span_weeks(&self, setting: &Setting<'_>) -> f64 {
        let first = self.follows.map_or(0.0, |overhead| {
            let row = &setting.overheads[overhead];
            row.likely_weeks * part(setting, row, self.from, self.to)
        });
        first + self.path_weeks(setting)
    }

    /// Cost in thousands.
    pub(crate) fn cost(&self, setting: &Setting<'_>) -> ThreePoint {
        let row = &setting.overheads[self.overhead];
        let factor = if self.shared { 0.0 } else { self.factor };
        ThreePoint {
            low: row.low_cost_kusd * factor,
            mode: row.likely_cost_kusd * factor,
            high: row.high_cost_kusd * factor,
        }
    }
}

/// Part of a row's work that applies between two sites.
fn part(setting: &Setting<'_>, row: &HandoffOverhead, from: usize, to: usize) -> f64 {
    if setting.company_of[from] == setting.company_of[to] {
        row.same_company_factor
    } else {
        1.0
    }
}

/// The work that the borders of a sourcing cause: each after what it waits for, then sorted by key.
///
/// `exchanges` are all exchanges of the network; `sourcing` names the site of each area. Exchanges of an area
/// without a site cause nothing. An activity that the document places at a site of its own stays there. The
/// rules are those of this module: process and method once per pair of sites, shipment per exchange of
/// material, selection, audit and quality system per further manufacturing company. Weeks and costs are those
/// of the overhead table times its factor for two sites of one company.
///
/// ```
/// use concerted_document::read_texts;
/// use concerted_model::handover::{Carries, Exchange, Sourcing};
/// use concerted_model::partner::ServiceArea;
/// use concerted_partners::hand_offs;
/// use concerted_reference::Reference;
///
/// let text = r#"
/// format_version = 1
/// name = "two sites"
/// start = 2027-01-04
/// company = [{ id = "a", name = "A", kind = "cdmo" }, { id = "b", name = "B", kind = "cro" }]
/// site = [{ id = "a-1", name = "A", company = "a" }, { id = "b-1", name = "B", company = "b" }]
/// "#;
/// let program = read_texts(&[("program.toml", text)]).program.unwrap();
/// let sourcing = Sourcing::from([
///     (ServiceArea::Chemistry, "a-1".to_owned()),
///     (ServiceArea::Toxicology, "b-1".to_owned()),
/// ]);
/// let shipped = Exchange {
///     from: "C06".to_owned(),
///     from_area: ServiceArea::Chemistry,
///     to: "T04".to_owned(),
///     to_area: ServiceArea::Toxicology,
///     carries: Carries::Material,
/// };
/// let work = hand_offs(&program, Reference::embedded(), &[shipped], &sourcing);
/// let keys: Vec<&str> = work.iter().map(|work| work.key.as_str()).collect();
/// assert_eq!(keys, ["handoff.H07.C06-T04", "handoff.H05.C06-T04"]);
/// assert_eq!(work[1].after.as_deref(), Some("handoff.H07.C06-T04"));
/// ```
pub fn hand_offs(
    program: &Program,
    reference: &Reference,
    exchanges: &[Exchange],
    sourcing: &Sourcing,
) -> Vec<HandOff> {
    let setting = Setting::new(program, reference, exchanges, Strategy::TwoBatches);
    let crossings = crossings(&setting, &setting.assignment(sourcing));
    describe(&setting, &crossings)
}

/// Every crossing of an assignment, in the order of the exchanges that cause them.
pub(crate) fn crossings(setting: &Setting<'_>, assignment: &Assignment) -> Vec<Crossing> {
    let mut found = Vec::new();
    let mut processes: Vec<(usize, usize)> = Vec::new();
    let mut methods: Vec<(usize, usize)> = Vec::new();
    let mut shipments: Vec<(usize, usize)> = Vec::new();
    for interface in &setting.interfaces {
        let from = setting.site_of(interface.from, assignment);
        let to = setting.site_of(interface.to, assignment);
        let (Some(from), Some(to)) = (from, to) else {
            continue;
        };
        if from == to {
            continue;
        }
        let (trigger, first) = match interface.carries {
            Carries::Document => continue,
            Carries::Process => (
                HandoffTrigger::ProcessMoves,
                note(&mut processes, (from, to)),
            ),
            Carries::Method => (HandoffTrigger::TestingMoves, note(&mut methods, (from, to))),
            Carries::Material => (
                HandoffTrigger::MaterialMoves,
                note(&mut shipments, (interface.from, to)),
            ),
        };
        let by_activity = interface.carries == Carries::Material;
        if !first && !by_activity {
            continue;
        }
        for (overhead, row) in rows(setting, trigger) {
            found.push(Crossing {
                overhead,
                after: Some(interface.from),
                before: Some(interface.to),
                from,
                to,
                factor: part(setting, row, from, to),
                shared: !first,
                by_activity,
                follows: followed(setting, row),
            });
        }
    }
    extra_companies(setting, assignment, &mut found);
    found
}

/// The row that a row follows.
fn followed(setting: &Setting<'_>, row: &HandoffOverhead) -> Option<usize> {
    let (_, first) = FOLLOWS.iter().find(|(later, _)| *later == row.id)?;
    setting.overheads.iter().position(|row| row.id == *first)
}

/// Adds a pair to those seen; true where it is new.
fn note(seen: &mut Vec<(usize, usize)>, pair: (usize, usize)) -> bool {
    let new = !seen.contains(&pair);
    if new {
        seen.push(pair);
    }
    new
}

fn rows<'a>(
    setting: &'a Setting<'_>,
    trigger: HandoffTrigger,
) -> impl Iterator<Item = (usize, &'a HandoffOverhead)> {
    setting
        .overheads
        .iter()
        .enumerate()
        .filter(move |(_, row)| row.trigger == trigger)
}

/// Contract, audit and quality system of each manufacturing company beyond the main one.
fn extra_companies(setting: &Setting<'_>, assignment: &Assignment, found: &mut Vec<Crossing>) {
    let sites: Vec<usize> = MANUFACTURING
        .iter()
        .filter_map(|area| assignment[area_index(*area)])
        .filter(|site| setting.is_manufacturer(setting.company_of[*site]))
        .collect();
    // The first of the most frequent: the list begins with chemistry.
    let chemistry = assignment[area_index(ServiceArea::Chemistry)];
    let share = |site: &usize| {
        let company = setting.company_of[*site];
        sites
            .iter()
            .filter(|other| setting.company_of[**other] == company)
            .count()
    };
    let Some(main) = sites.iter().copied().max_by_key(|site| {
        (
            Some(*site) == chemistry,
            share(site),
            std::cmp::Reverse(*site),
        )
    }) else {
        return;
    };
    let mut done = vec![setting.company_of[main]];
    for site in sites {
        let company = setting.company_of[site];
        if done.contains(&company) {
            continue;
        }
        done.push(company);
        for (overhead, row) in rows(setting, HandoffTrigger::ExtraCompany) {
            let anchor = if row.path == HandoffPath::OnPath {
                dossier(setting, assignment, company)
            } else {
                first_receipt(setting, assignment, company).map(|first| (None, first.to))
            };
            found.push(Crossing {
                overhead,
                after: anchor.and_then(|(after, _)| after),
                before: anchor.map(|(_, before)| before),
                from: main,
                to: site,
                factor: 1.0,
                shared: false,
                by_activity: false,
                follows: None,
            });
        }
    }
}

/// The latest exchange from a company into the draft of Module 3.
fn dossier(
    setting: &Setting<'_>,
    assignment: &Assignment,
    company: usize,
) -> Option<(Option<usize>, usize)> {
    setting
        .interfaces
        .iter()
        .rev()
        .find(|interface| {
            setting.work.nodes[interface.to].key == MODULE_3
                && gives(setting, assignment, interface, company)
        })
        .map(|interface| (Some(interface.from), interface.to))
}

fn gives(
    setting: &Setting<'_>,
    assignment: &Assignment,
    interface: &Interface,
    company: usize,
) -> bool {
    setting
        .site_of(interface.from, assignment)
        .is_some_and(|site| setting.company_of[site] == company)
}

/// The first exchange that reaches a company.
fn first_receipt<'a>(
    setting: &'a Setting<'_>,
    assignment: &Assignment,
    company: usize,
) -> Option<&'a Interface> {
    setting.interfaces.iter().find(|interface| {
        setting
            .site_of(interface.to, assignment)
            .is_some_and(|site| setting.company_of[site] == company)
    })
}

/// Crossings in the words of the network, each after what it waits for; each key occurs once.
pub(crate) fn describe(setting: &Setting<'_>, crossings: &[Crossing]) -> Vec<HandOff> {
    let mut all: Vec<(bool, HandOff)> = crossings
        .iter()
        .map(|crossing| (crossing.follows.is_some(), hand_off(setting, crossing)))
        .collect();
    all.sort_by(|a, b| (a.0, &a.1.key).cmp(&(b.0, &b.1.key)));
    let mut all: Vec<HandOff> = all.into_iter().map(|(_, hand_off)| hand_off).collect();
    // Two exchanges of material between the same two activities are one shipment.
    all.dedup_by(|later, earlier| {
        let same = later.key == earlier.key;
        if same && later.cost_thousands.high > earlier.cost_thousands.high {
            earlier.cost_thousands = later.cost_thousands;
        }
        same
    });
    all
}

fn hand_off(setting: &Setting<'_>, crossing: &Crossing) -> HandOff {
    let row = &setting.overheads[crossing.overhead];
    let (from, to) = (setting.sites[crossing.from], setting.sites[crossing.to]);
    let shown = |node: Option<usize>| node.map(|node| setting.work.nodes[node].shown.clone());
    let (after, before) = (shown(crossing.after), shown(crossing.before));
    let ends = match (&after, &before) {
        (Some(after), Some(before)) if crossing.by_activity => format!("{after}-{before}"),
        _ => format!("{}-{}", from.id, to.id),
    };
    let sharing = if crossing.shared {
        " (same shipment)"
    } else {
        ""
    };
    let key = |row: &HandoffOverhead| format!("handoff.{}.{ends}", row.id);
    let after = match crossing.follows {
        Some(first) => Some(key(&setting.overheads[first])),
        None => after,
    };
    HandOff {
        key: key(row),
        overhead: row.id.clone(),
        name: format!("{}: {} to {}{sharing}", row.name, from.name, to.name),
        after,
        before,
        from_site: from.id.as_str().to_owned(),
        to_site: to.id.as_str().to_owned(),
        weeks: ThreePoint {
            low: row.low_weeks * crossing.factor,
            mode: row.likely_weeks * crossing.factor,
            high: row.high_weeks * crossing.factor,
        },
        cost_thousands: crossing.cost(setting),
        on_path: row.path == HandoffPath::OnPath,
        inputs: vec![overhead_input(row)],
    }
}

/// An overhead row as an input; duration and cost stand in one row, so the weaker of their states is shown.
pub(crate) fn overhead_input(row: &HandoffOverhead) -> Input {
    let weeks = row.weeks();
    let cost = row.cost_kusd();
    let mut citation = weeks.citation;
    citation.status = citation.status.max(cost.citation.status);
    let text = format!(
        "{} to {} weeks, likely {}; {} to {} thousand USD, likely {}; times {} between sites of one company",
        row.low_weeks,
        row.high_weeks,
        row.likely_weeks,
        row.low_cost_kusd,
        row.high_cost_kusd,
        row.likely_cost_kusd,
        row.same_company_factor
    );
    Input::Reference(citation, text)
}
