//! The work that is shared out: activities of the template with their likely weeks, costs and links.
//!
//! Activities that findings ask for are left out on purpose: they are the same for every sourcing that
//! is compared here, and they join the real network later.

use std::collections::{BTreeMap, BTreeSet};

use concerted_model::figure::Input;
use concerted_model::handover::{Exchange, ThreePoint};
use concerted_model::money::Per;
use concerted_model::partner::ServiceArea;
use concerted_model::program::Program;
use concerted_model::work::{Activity, LinkKind};
use concerted_reference::{Reference, Strategy, TemplateActivity};

use crate::setting::{AREAS, area_index};

/// Template row whose start is the end of the path: the first dose in people.
const FIRST_DOSE: &str = "k05";

/// Working days of a week, in which working time is counted.
const WORKING_DAYS_PER_WEEK: f64 = 5.0;

/// One activity.
#[derive(Debug, Clone)]
pub(crate) struct Node {
    /// Key in lower case.
    pub(crate) key: String,
    /// Key as the caller or the template writes it.
    pub(crate) shown: String,
    /// Area of work by index.
    pub(crate) area: usize,
    /// Site that the document fixes.
    pub(crate) fixed_site: Option<usize>,
    /// Likely duration at the template's pace.
    pub(crate) weeks: f64,
    /// Cost at the template's price.
    pub(crate) cost: ThreePoint,
    /// False where the cost was entered and no price factor applies.
    pub(crate) priced_by_site: bool,
    /// Reference rows and entered values behind the weeks.
    pub(crate) weeks_inputs: Vec<Input>,
    /// Reference rows and entered values behind the cost.
    pub(crate) cost_inputs: Vec<Input>,
}

/// All activities and links.
#[derive(Debug, Clone)]
pub(crate) struct Work {
    /// Activities; each comes after all it waits for.
    pub(crate) nodes: Vec<Node>,
    /// What each waits for.
    pub(crate) before: Vec<Vec<usize>>,
    /// Links on the longest chain that leads to each, counted.
    pub(crate) depth: Vec<usize>,
    /// Activity whose finish ends the path; without it the latest of all does.
    pub(crate) target: Option<usize>,
    /// Activities whose entered cost is in another currency and was not used.
    pub(crate) foreign_costs: Vec<String>,
}

impl Work {
    /// Template, changes of the document and whatever else the exchanges name.
    pub(crate) fn new(
        program: &Program,
        reference: &Reference,
        exchanges: &[Exchange],
        strategy: Strategy,
        site_index: &dyn Fn(&str) -> Option<usize>,
    ) -> Self {
        let mut draft = Draft::default();
        for row in reference.template() {
            if row.predecessors(strategy).is_some() {
                draft.add(template_node(row));
            }
        }
        for exchange in exchanges {
            draft.endpoint(&exchange.from, exchange.from_area);
            draft.endpoint(&exchange.to, exchange.to_area);
        }
        for activity in &program.activity {
            draft.change(program, activity, site_index);
        }
        // What the caller's network says comes first: a link of the template that contradicts it is left out.
        for exchange in exchanges {
            draft.link(&exchange.from, &exchange.to);
        }
        for activity in &program.activity {
            draft.links_of(activity);
        }
        for row in reference.template() {
            for from in row.predecessors(strategy).unwrap_or_default() {
                draft.link(from, &row.id);
            }
        }
        draft.sorted()
    }

    /// Likely weeks of each area on the longest path at the template's pace.
    pub(crate) fn critical_weeks(&self) -> [f64; AREAS] {
        let mut finish = vec![0.0_f64; self.nodes.len()];
        for (index, node) in self.nodes.iter().enumerate() {
            let start = self.before[index]
                .iter()
                .map(|before| finish[*before])
                .fold(0.0, f64::max);
            finish[index] = start + node.weeks;
        }
        let latest = |places: &mut dyn Iterator<Item = usize>| {
            places.max_by(|a, b| finish[*a].total_cmp(&finish[*b]).then(b.cmp(a)))
        };
        let mut weeks = [0.0; AREAS];
        let mut at = self.target.or_else(|| latest(&mut (0..self.nodes.len())));
        while let Some(index) = at {
            weeks[self.nodes[index].area] += self.nodes[index].weeks;
            at = latest(&mut self.before[index].iter().copied());
        }
        weeks
    }

    /// Likely cost of each area at the template's price, in thousands.
    pub(crate) fn area_costs(&self) -> [f64; AREAS] {
        let mut costs = [0.0; AREAS];
        for node in &self.nodes {
            costs[node.area] += node.cost.mode;
        }
        costs
    }
}

/// Work before it is put in order.
#[derive(Default)]
struct Draft {
    nodes: Vec<Node>,
    index: BTreeMap<String, usize>,
    after: Vec<BTreeSet<usize>>,
    foreign_costs: Vec<String>,
}

impl Draft {
    fn add(&mut self, node: Node) -> usize {
        let place = self.nodes.len();
        self.index.insert(node.key.clone(), place);
        self.nodes.push(node);
        self.after.push(BTreeSet::new());
        place
    }

    /// A node of the caller's network, with the key as the caller writes it.
    fn endpoint(&mut self, key: &str, area: ServiceArea) {
        let place = match self.index.get(&key.to_lowercase()) {
            Some(place) => *place,
            None => self.add(empty_node(key, area)),
        };
        self.nodes[place].area = area_index(area);
        key.clone_into(&mut self.nodes[place].shown);
    }

    /// Applies an activity of the document.
    fn change(
        &mut self,
        program: &Program,
        activity: &Activity,
        site_index: &dyn Fn(&str) -> Option<usize>,
    ) {
        let key = activity.id.as_str();
        let place = match (self.index.get(key), activity.area) {
            (Some(place), _) => *place,
            (None, Some(area)) => self.add(empty_node(key, area)),
            // Its area is known only to the caller, in whose exchanges it does not occur.
            (None, None) => return,
        };
        let node = &mut self.nodes[place];
        if let Some(area) = activity.area {
            node.area = area_index(area);
        }
        node.fixed_site = activity
            .site
            .as_ref()
            .and_then(|site| site_index(site.as_str()));
        if let Some(likely) = &activity.likely {
            node.weeks = likely.value.base() / WORKING_DAYS_PER_WEEK;
            node.weeks_inputs = vec![likely.input()];
        }
        if let Some(delay) = &activity.delay {
            node.weeks += delay.value.base() / WORKING_DAYS_PER_WEEK;
            node.weeks_inputs.push(delay.input());
        }
        if let Some(cost) = &activity.cost {
            if cost.value.currency.code() == program.currency() && cost.value.per == Per::Once {
                node.cost = single(cost.value.to_f64() / 1e3);
                node.cost_inputs = vec![cost.input()];
                node.priced_by_site = false;
            } else {
                self.foreign_costs.push(key.to_owned());
            }
        }
        let node = &mut self.nodes[place];
        if activity.omit == Some(true) {
            // Kept as an empty link, so that what follows still waits for what came before.
            node.weeks = 0.0;
            node.cost = single(0.0);
        }
    }

    fn links_of(&mut self, activity: &Activity) {
        for from in &activity.after {
            self.link(from, activity.id.as_str());
        }
        for link in &activity.link {
            if matches!(link.kind, None | Some(LinkKind::FinishStart)) {
                self.link(&link.from, activity.id.as_str());
            }
        }
    }

    /// Adds a link unless an end is unknown or the link would close a circle.
    fn link(&mut self, from: &str, to: &str) {
        let find = |key: &str| self.index.get(&key.to_lowercase()).copied();
        if let (Some(from), Some(to)) = (find(from), find(to))
            && !self.leads_to(to, from)
        {
            self.after[from].insert(to);
        }
    }

    fn leads_to(&self, from: usize, to: usize) -> bool {
        let mut seen = vec![false; self.nodes.len()];
        let mut open = vec![from];
        while let Some(next) = open.pop() {
            if next == to {
                return true;
            }
            if !std::mem::replace(&mut seen[next], true) {
                open.extend(&self.after[next]);
            }
        }
        false
    }

    /// Longest number of links before each node.
    fn depths(&self) -> Vec<usize> {
        let mut depth = vec![0; self.nodes.len()];
        let mut waiting = vec![0; self.nodes.len()];
        for next in self.after.iter().flatten() {
            waiting[*next] += 1;
        }
        let mut open: Vec<usize> = (0..self.nodes.len())
            .filter(|node| waiting[*node] == 0)
            .collect();
        while let Some(node) = open.pop() {
            for next in &self.after[node] {
                depth[*next] = depth[*next].max(depth[node] + 1);
                waiting[*next] -= 1;
                if waiting[*next] == 0 {
                    open.push(*next);
                }
            }
        }
        depth
    }

    fn sorted(self) -> Work {
        let depth = self.depths();
        let mut order: Vec<usize> = (0..self.nodes.len()).collect();
        order.sort_by_key(|node| (depth[*node], &self.nodes[*node].key));
        let mut place = vec![0; order.len()];
        for (new, old) in order.iter().enumerate() {
            place[*old] = new;
        }
        let mut before = vec![Vec::new(); order.len()];
        for (from, after) in self.after.iter().enumerate() {
            for to in after {
                before[place[*to]].push(place[from]);
            }
        }
        Work {
            target: self.index.get(FIRST_DOSE).map(|old| place[*old]),
            depth: order.iter().map(|old| depth[*old]).collect(),
            nodes: order.iter().map(|old| self.nodes[*old].clone()).collect(),
            before,
            foreign_costs: self.foreign_costs,
        }
    }
}

fn single(value: f64) -> ThreePoint {
    ThreePoint {
        low: value,
        mode: value,
        high: value,
    }
}

fn empty_node(key: &str, area: ServiceArea) -> Node {
    Node {
        key: key.to_lowercase(),
        shown: key.to_owned(),
        area: area_index(area),
        fixed_site: None,
        weeks: 0.0,
        cost: single(0.0),
        priced_by_site: true,
        weeks_inputs: Vec::new(),
        cost_inputs: Vec::new(),
    }
}

fn template_node(row: &TemplateActivity) -> Node {
    let weeks = row.weeks();
    let cost = row.cost_kusd();
    // Both numbers stand in one row, so the row is cited once, with the weaker of its two states.
    let mut citation = weeks.citation;
    citation.status = citation.status.max(cost.citation.status);
    let text = format!(
        "{} weeks, {} thousand USD",
        weeks.value.likely, cost.value.likely
    );
    let input = Input::Reference(citation, text);
    Node {
        weeks: weeks.value.likely,
        cost: ThreePoint {
            low: cost.value.low,
            mode: cost.value.likely,
            high: cost.value.high,
        },
        weeks_inputs: vec![input.clone()],
        cost_inputs: vec![input],
        ..empty_node(&row.id, model_area(row.service_area))
    }
}

/// The area of the program document that a service of the template belongs to.
fn model_area(area: concerted_reference::ServiceArea) -> ServiceArea {
    use concerted_reference::ServiceArea as Row;
    match area {
        Row::Chemistry => ServiceArea::Chemistry,
        Row::Analysis => ServiceArea::Analysis,
        Row::PhysicalForm => ServiceArea::PhysicalForm,
        Row::Toxicology => ServiceArea::Toxicology,
        Row::QualityRegulatory => ServiceArea::Regulatory,
        Row::Clinic => ServiceArea::Clinic,
        Row::Programme => ServiceArea::Programme,
    }
}
