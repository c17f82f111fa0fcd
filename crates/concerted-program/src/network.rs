//! The work network: template, the user's own work, what findings ask for, batches and hand-offs.
//!
//! [`network`] is a pure function of program, assessment and decision. Keys of activities come from
//! their cause (template row, ask, hand-off), so they stay the same over replans and the random draws
//! addressed by them do too.

mod asks;
mod batches;
mod carries;
mod links;
mod own;
mod sites;
pub(crate) mod template;

use std::collections::BTreeMap;

use concerted_model::figure::{FigureId, Input};
use concerted_model::finding::Finding;
use concerted_model::handover::{Carries, HandOff, Sourcing, ThreePoint, WorkItem};
use concerted_model::partner::ServiceArea;
use concerted_model::program::Program;
use concerted_model::work::LinkKind;
use concerted_reference::Reference;
use jiff::civil::Date;
use serde::Serialize;

use crate::assess::Assessment;

pub use carries::{carries, holder};

/// What is decided before a network can be drawn: the route, the sites and, through the supply engine,
/// the batches.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Decision {
    /// Route to plan with.
    pub route: Option<String>,
    /// Which site does which area of work.
    pub sourcing: Sourcing,
}

/// Why an activity is in the plan.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Reason {
    /// The activity template has it.
    Template {
        /// Row of the template.
        row: String,
    },
    /// A finding asks for it.
    Finding {
        /// Key of the finding.
        finding: String,
        /// What it says.
        message: String,
    },
    /// A batch needs it.
    Batch {
        /// Key of the batch.
        batch: String,
    },
    /// A border between two sites causes it.
    HandOff {
        /// Row of the overhead table.
        overhead: String,
        /// Site that gives.
        from_site: String,
        /// Site that receives.
        to_site: String,
    },
    /// The user entered it or changed it.
    Entered {
        /// Path in the document.
        path: String,
    },
}

/// Material that an activity releases to stock or takes from it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Movement {
    /// Grade of the stock.
    pub grade: String,
    /// Amount in grams of substance as made.
    pub grams: u64,
    /// Calendar days from release until it may no longer be used, for what is made.
    pub shelf_days: Option<i64>,
    /// What it is for or from.
    pub label: String,
}

/// One activity of the network.
#[derive(Debug, Clone, PartialEq)]
pub struct Work {
    /// Stable key.
    pub key: String,
    /// Name for people.
    pub name: String,
    /// Area of work.
    pub area: ServiceArea,
    /// Site that does it.
    pub site: Option<String>,
    /// Role that does it.
    pub owner: String,
    /// What it delivers.
    pub deliverable: String,
    /// Duration in working days.
    pub days: ThreePoint,
    /// Cost in thousands of the program's currency.
    pub cost: ThreePoint,
    /// Why it is there.
    pub reasons: Vec<Reason>,
    /// Earliest start.
    pub not_before: Option<Date>,
    /// Day on which it started.
    pub started: Option<Date>,
    /// Day on which it finished.
    pub finished: Option<Date>,
    /// True where it occupies capacity of its site.
    pub occupies: bool,
    /// Material it releases.
    pub makes: Vec<Movement>,
    /// Material it takes.
    pub takes: Vec<Movement>,
    /// Figures that it answers to, such as a quantitation limit.
    pub figures: Vec<FigureId>,
    /// What its duration, cost and existence rest on.
    pub inputs: Vec<Input>,
}

/// A link between two activities, with what passes along it and the rule that made it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Edge {
    /// Key of the activity that goes first.
    pub from: String,
    /// Key of the activity that waits.
    pub to: String,
    /// How they are linked.
    pub kind: LinkKind,
    /// Calendar days between them.
    pub lag_days: f64,
    /// What passes.
    pub carries: Carries,
    /// Rule that made the link, such as `template.C06` or `ask.trace_method`.
    pub rule: String,
}

/// The network of a decision.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Network {
    /// Activities by key.
    pub work: BTreeMap<String, Work>,
    /// Links, sorted.
    pub edges: Vec<Edge>,
    /// What is noteworthy about the network itself.
    pub findings: Vec<Finding>,
}

/// The network without hand-offs: what the partners engine needs to know which borders are crossed.
pub fn base_network(
    program: &Program,
    reference: &Reference,
    assessment: &Assessment,
    route: Option<&str>,
) -> Network {
    let mut network = template::work(program, reference);
    own::apply(program, &mut network);
    asks::add(reference, &assessment.findings_for(route), &mut network);
    batches::apply(program, assessment, &mut network);
    network.tidy();
    network
}

/// The network of a decision with its hand-offs.
///
/// Pure: the same program, assessment, decision and hand-offs give the same network.
pub fn network(
    program: &Program,
    base: &Network,
    decision: &Decision,
    hand_offs: &[HandOff],
) -> Network {
    let mut network = base.clone();
    sites::assign(program, decision, &mut network);
    links::insert(hand_offs, &mut network);
    network.tidy();
    network
}

impl Network {
    /// Sorts links, drops those whose ends are gone and those given twice.
    fn tidy(&mut self) {
        let work = &self.work;
        self.edges
            .retain(|edge| work.contains_key(&edge.from) && work.contains_key(&edge.to));
        for edge in &mut self.edges {
            let receiver = self.work.get(&edge.to).map(|work| work.area);
            edge.carries = carries(&edge.from, &edge.to, receiver);
        }
        self.edges.sort_by(|a, b| {
            (&a.from, &a.to, a.kind, &a.rule).cmp(&(&b.from, &b.to, b.kind, &b.rule))
        });
        self.edges.dedup_by(|a, b| {
            a.from == b.from
                && a.to == b.to
                && a.kind == b.kind
                && a.lag_days.total_cmp(&b.lag_days).is_eq()
        });
    }

    /// Adds a finish-to-start link.
    fn link(&mut self, from: &str, to: &str, rule: impl Into<String>) {
        self.edges.push(Edge {
            from: from.to_owned(),
            to: to.to_owned(),
            kind: LinkKind::FinishStart,
            lag_days: 0.0,
            // What passes depends on who receives it, which is known once all activities stand.
            carries: Carries::Document,
            rule: rule.into(),
        });
    }

    /// The activities as methods, partners and team see them.
    pub fn items(&self) -> Vec<WorkItem> {
        self.work
            .values()
            .map(|work| WorkItem {
                key: work.key.clone(),
                name: work.name.clone(),
                area: work.area,
                owner: work.owner.clone(),
                site: work.site.clone(),
                days: work.days.mode,
                after: self
                    .edges
                    .iter()
                    .filter(|edge| edge.to == work.key)
                    .map(|edge| edge.from.clone())
                    .collect(),
            })
            .collect()
    }

    /// Everything that the network rests on.
    pub fn inputs(&self) -> Vec<Input> {
        let mut inputs: Vec<Input> = self
            .work
            .values()
            .flat_map(|work| work.inputs.iter().cloned())
            .collect();
        inputs.sort();
        inputs.dedup();
        inputs
    }
}
