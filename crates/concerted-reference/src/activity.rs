//! The activity template from nomination to first dose, and the work that a hand-off adds.

use concerted_model::evidence::Status;
use serde::Deserialize;

use crate::Reference;
use crate::cited::Cited;
use crate::table::{Row, list, row, yes_no};

/// Low, likely and high value of a duration or a cost.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ThreePoint {
    /// Low end: one case in many is below.
    pub low: f64,
    /// Most likely value.
    pub likely: f64,
    /// High end.
    pub high: f64,
}

/// Kind of work, and so the service that a site must offer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ServiceArea {
    /// Process chemistry and manufacture.
    Chemistry,
    /// Analysis.
    Analysis,
    /// Solid form, formulation and drug product.
    PhysicalForm,
    /// Toxicology and bioanalysis.
    Toxicology,
    /// Quality assurance and regulatory affairs.
    QualityRegulatory,
    /// Clinical operations and supply.
    Clinic,
    /// Management of the program.
    Programme,
}

/// Whether toxicology and clinic share one batch.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Strategy {
    /// A toxicology batch first, a GMP batch beside it.
    TwoBatches,
    /// One GMP batch serves both.
    OneBatch,
}

/// One activity of the template; links are finish to start.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TemplateActivity {
    /// Id that users know, such as `C06`.
    pub id: String,
    /// Name.
    pub name: String,
    /// Kind of work.
    pub service_area: ServiceArea,
    /// Low duration in weeks.
    pub low_weeks: f64,
    /// Likely duration in weeks; 0 for a milestone.
    pub likely_weeks: f64,
    /// High duration in weeks.
    pub high_weeks: f64,
    /// Activities that must end first, with two batches.
    #[serde(deserialize_with = "list")]
    pub starts_after: Vec<String>,
    /// The same with one batch where it differs; `-` alone means that the activity falls away.
    #[serde(deserialize_with = "list")]
    pub starts_after_one_batch: Vec<String>,
    /// Role that owns the work.
    pub owner_role: String,
    /// What it delivers.
    pub deliverable: String,
    /// Whether it is done again when the work moves to another company.
    #[serde(deserialize_with = "yes_no")]
    pub repeated_if_handed_over: bool,
    /// Low cost in thousand USD.
    pub low_cost_kusd: f64,
    /// Likely cost in thousand USD.
    pub likely_cost_kusd: f64,
    /// High cost in thousand USD.
    pub high_cost_kusd: f64,
    /// How far the costs were checked.
    pub cost_status: Status,
    /// Main source of the row.
    pub source: String,
    /// Further sources.
    #[serde(deserialize_with = "list")]
    pub further_sources: Vec<String>,
    /// What the source gives.
    pub locator: String,
    /// How far the duration was checked.
    pub status: Status,
    /// What a reader should know.
    pub note: String,
}
row!(TemplateActivity, "template");

impl TemplateActivity {
    /// Activities that must end first; absent where the strategy has no such activity.
    pub fn predecessors(&self, strategy: Strategy) -> Option<&[String]> {
        let one_batch = self.starts_after_one_batch.as_slice();
        match strategy {
            Strategy::TwoBatches => Some(&self.starts_after),
            Strategy::OneBatch if one_batch == ["-"] => None,
            Strategy::OneBatch if one_batch.is_empty() => Some(&self.starts_after),
            Strategy::OneBatch => Some(one_batch),
        }
    }

    /// Duration in weeks with its citation.
    pub fn weeks(&self) -> Cited<ThreePoint> {
        self.cite(ThreePoint {
            low: self.low_weeks,
            likely: self.likely_weeks,
            high: self.high_weeks,
        })
    }

    /// Cost in thousand USD with its citation.
    pub fn cost_kusd(&self) -> Cited<ThreePoint> {
        let cost = ThreePoint {
            low: self.low_cost_kusd,
            likely: self.likely_cost_kusd,
            high: self.high_cost_kusd,
        };
        self.cite_as(cost, self.cost_status)
    }
}

/// What causes hand-off work.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HandoffTrigger {
    /// Each company beyond the first.
    ExtraCompany,
    /// The process moves.
    ProcessMoves,
    /// The testing moves.
    TestingMoves,
    /// Material moves.
    MaterialMoves,
    /// Each unexpected result.
    UnexpectedResult,
    /// Each slot missed.
    MissedSlot,
}

/// Whether hand-off work delays what follows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HandoffPath {
    /// It lies between sender and receiver.
    OnPath,
    /// It runs beside other work.
    Parallel,
    /// It costs money, not time.
    CostOnly,
    /// It delays only where the transfer is by revalidation.
    IfRevalidation,
    /// It delays only where the result lies on the path.
    IfOnPath,
}

/// Work that a border between sites adds.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HandoffOverhead {
    /// Id, such as `H03`.
    pub id: String,
    /// Name of the work.
    pub name: String,
    /// What causes it.
    pub trigger: HandoffTrigger,
    /// Whether it delays what follows.
    pub path: HandoffPath,
    /// Low duration in weeks.
    pub low_weeks: f64,
    /// Likely duration in weeks.
    pub likely_weeks: f64,
    /// High duration in weeks.
    pub high_weeks: f64,
    /// Low cost in thousand USD.
    pub low_cost_kusd: f64,
    /// Likely cost in thousand USD.
    pub likely_cost_kusd: f64,
    /// High cost in thousand USD.
    pub high_cost_kusd: f64,
    /// Share of the work left when both sites belong to one company, 0 to 1; always assumed.
    pub same_company_factor: f64,
    /// How far the costs were checked.
    pub cost_status: Status,
    /// Source of the row.
    pub source: String,
    /// What the source gives.
    pub locator: String,
    /// How far the duration was checked.
    pub status: Status,
    /// What a reader should know.
    pub note: String,
}
row!(HandoffOverhead, "handoff_overheads");

impl HandoffOverhead {
    /// Duration in weeks with its citation.
    pub fn weeks(&self) -> Cited<ThreePoint> {
        self.cite(ThreePoint {
            low: self.low_weeks,
            likely: self.likely_weeks,
            high: self.high_weeks,
        })
    }

    /// Cost in thousand USD with its citation.
    pub fn cost_kusd(&self) -> Cited<ThreePoint> {
        let cost = ThreePoint {
            low: self.low_cost_kusd,
            likely: self.likely_cost_kusd,
            high: self.high_cost_kusd,
        };
        self.cite_as(cost, self.cost_status)
    }
}

impl Reference {
    /// The activity template, sorted by id.
    pub fn template(&self) -> &[TemplateActivity] {
        &self.template
    }

    /// One activity of the template, such as `C06`.
    pub fn template_activity(&self, id: &str) -> Option<&TemplateActivity> {
        self.template.row(id)
    }

    /// All hand-off overheads, sorted by id.
    pub fn handoff_overheads(&self) -> &[HandoffOverhead] {
        &self.handoffs
    }

    /// One hand-off overhead, such as `H03`.
    pub fn handoff_overhead(&self, id: &str) -> Option<&HandoffOverhead> {
        self.handoffs.row(id)
    }

    /// All overheads with one cause.
    pub fn handoffs_caused_by(
        &self,
        trigger: HandoffTrigger,
    ) -> impl Iterator<Item = &HandoffOverhead> {
        self.handoffs
            .iter()
            .filter(move |row| row.trigger == trigger)
    }
}

#[cfg(test)]
#[expect(
    clippy::float_cmp,
    reason = "cells are compared with the number as it is written in the source"
)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use super::*;

    fn ascending(point: ThreePoint) -> bool {
        0.0 <= point.low && point.low <= point.likely && point.likely <= point.high
    }

    /// Latest finish by likely durations; panics on a link to nothing and on a circle.
    fn makespan(strategy: Strategy) -> f64 {
        let present: BTreeMap<_, _> = Reference::embedded()
            .template()
            .iter()
            .filter_map(|row| Some((row.id.as_str(), (row, row.predecessors(strategy)?))))
            .collect();
        let mut finish = BTreeMap::<&str, f64>::new();
        while finish.len() < present.len() {
            let before = finish.len();
            for (id, (row, predecessors)) in &present {
                let starts: Option<Vec<f64>> = predecessors
                    .iter()
                    .map(|link| {
                        assert!(
                            present.contains_key(link.as_str()),
                            "`{id}` follows `{link}`"
                        );
                        finish.get(link.as_str()).copied()
                    })
                    .collect();
                if let Some(starts) = starts {
                    let start = starts.into_iter().fold(0.0, f64::max);
                    finish.insert(id, start + row.likely_weeks);
                }
            }
            assert!(finish.len() > before, "the template has a circle");
        }
        finish["K05"]
    }

    #[test]
    fn both_strategies_are_closed_networks_without_circles() {
        let two = makespan(Strategy::TwoBatches);
        let one = makespan(Strategy::OneBatch);
        // Naganathan 2017: first dose 12 to 18 months after nomination with one batch; two batches are faster.
        assert!((52.0..=91.0).contains(&one), "{one}");
        assert!(two < one, "{two} {one}");
    }

    #[test]
    fn only_the_first_dose_and_side_products_end_the_network() {
        let reference = Reference::embedded();
        for strategy in [Strategy::TwoBatches, Strategy::OneBatch] {
            let used: BTreeSet<_> = reference
                .template()
                .iter()
                .filter_map(|row| row.predecessors(strategy))
                .flatten()
                .collect();
            let ends: Vec<_> = reference
                .template()
                .iter()
                .filter(|row| row.predecessors(strategy).is_some() && !used.contains(&row.id))
                .map(|row| row.id.as_str())
                .collect();
            assert_eq!(ends, ["K05", "T10"], "{strategy:?}");
        }
    }

    #[test]
    fn one_batch_drops_the_toxicology_batch() {
        let row = |id| Reference::embedded().template_activity(id).unwrap();
        assert_eq!(row("C06").predecessors(Strategy::OneBatch), None);
        assert_eq!(
            row("C06").predecessors(Strategy::TwoBatches).unwrap(),
            ["C03", "C04", "C05", "S02"]
        );
        assert_eq!(
            row("T07").predecessors(Strategy::OneBatch).unwrap(),
            ["C12"]
        );
        assert_eq!(
            row("A01").predecessors(Strategy::OneBatch).unwrap(),
            ["C01", "C00"]
        );
    }

    #[test]
    fn durations_and_costs_ascend() {
        for row in Reference::embedded().template() {
            assert!(
                ascending(row.weeks().value) && ascending(row.cost_kusd().value),
                "{}",
                row.id
            );
            assert_eq!(
                row.cost_kusd().citation.status,
                Status::Assumed,
                "{}",
                row.id
            );
            let cited = row.status != Status::Assumed;
            assert!(!cited || row.source != "working_assumption", "{}", row.id);
            for source in &row.further_sources {
                assert!(
                    Reference::embedded().source(source).is_some(),
                    "{}: {source}",
                    row.id
                );
            }
        }
        for row in Reference::embedded().handoff_overheads() {
            assert!(
                ascending(row.weeks().value) && ascending(row.cost_kusd().value),
                "{}",
                row.id
            );
            assert!((0.0..=1.0).contains(&row.same_company_factor), "{}", row.id);
            assert_eq!(
                row.path == HandoffPath::CostOnly,
                row.likely_weeks == 0.0,
                "{}",
                row.id
            );
        }
    }

    #[test]
    fn published_durations() {
        // 30-day review (regfo guide); term sheet to signature, 6 to 12 weeks (contract timeline).
        let review = Reference::embedded().template_activity("Q06").unwrap();
        assert_eq!(review.weeks().value.likely, 4.3);
        assert_eq!(review.weeks().citation.status, Status::Verified);
        let contract = Reference::embedded().template_activity("P04").unwrap();
        assert_eq!((contract.low_weeks, contract.high_weeks), (6.0, 12.0));
    }

    #[test]
    fn overheads_are_found_by_cause() {
        let ids: Vec<_> = Reference::embedded()
            .handoffs_caused_by(HandoffTrigger::TestingMoves)
            .map(|row| row.id.as_str())
            .collect();
        assert_eq!(ids, ["H03", "H04", "H06"]);
        assert_eq!(
            Reference::embedded()
                .handoff_overhead("H02")
                .unwrap()
                .weeks()
                .value
                .likely,
            8.0
        );
        assert!(Reference::embedded().handoff_overhead("H99").is_none());
    }
}
