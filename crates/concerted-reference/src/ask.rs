//! The ask catalogue: work that a finding can call for.

use concerted_model::evidence::Status;
use serde::Deserialize;

use crate::Reference;
use crate::activity::{ServiceArea, ThreePoint};
use crate::cited::Cited;
use crate::table::{Row, list, row, yes_no};

/// What an ask must be finished before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AskGate {
    /// The choice of the route.
    RouteDecision,
    /// Manufacture of the toxicology batch.
    ToxicologyBatch,
    /// Manufacture of the batch that the finding names.
    Batch,
    /// Release of that batch.
    BatchRelease,
    /// The first dose in a human.
    FirstDose,
    /// Submission to an agency.
    Filing,
}

/// One kind of work that a finding can ask for.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ask {
    /// Id, such as `trace_method`.
    pub id: String,
    /// Name.
    pub name: String,
    /// Kind of work.
    pub service_area: ServiceArea,
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
    /// Role that owns the work.
    pub owner_role: String,
    /// What it delivers.
    pub deliverable: String,
    /// What it must be finished before.
    pub must_finish_before: AskGate,
    /// What it starts after: ids of the template, ids of other asks, or `assess` for at once.
    #[serde(deserialize_with = "list")]
    pub starts_after: Vec<String>,
    /// Whether it is done again when the work moves to another company.
    #[serde(deserialize_with = "yes_no")]
    pub repeated_if_handed_over: bool,
    /// Activity of the template that already does this work in general; empty where none does.
    pub template_activity: String,
    /// Source of the row.
    pub source: String,
    /// Place in the source.
    pub locator: String,
    /// How far the row was checked.
    pub status: Status,
    /// What a reader should know.
    pub note: String,
}
row!(Ask, "asks");

impl Ask {
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
        self.cite(ThreePoint {
            low: self.low_cost_kusd,
            likely: self.likely_cost_kusd,
            high: self.high_cost_kusd,
        })
    }

    /// True where the work may start as soon as the assessment has found the need.
    pub fn starts_at_once(&self) -> bool {
        self.starts_after == ["assess"]
    }
}

impl Reference {
    /// All asks, sorted by id.
    pub fn asks(&self) -> &[Ask] {
        &self.asks
    }

    /// One ask, such as `trace_method`.
    ///
    /// ```
    /// use concerted_reference::Reference;
    ///
    /// let ask = Reference::embedded().ask("trace_method").expect("the catalogue has it");
    /// assert_eq!(ask.weeks().value.likely, 6.0);
    /// assert!(!ask.weeks().citation.status.is_regulatory_fact());
    /// ```
    pub fn ask(&self, id: &str) -> Option<&Ask> {
        self.asks.row(id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// True where going back from an ask comes to an end within so many links: nothing waits for itself.
    fn ends(reference: &Reference, ask: &Ask, links: u32) -> bool {
        links > 0
            && ask
                .starts_after
                .iter()
                .filter_map(|link| reference.ask(link))
                .all(|other| ends(reference, other, links - 1))
    }

    #[test]
    fn links_lead_somewhere() {
        let reference = Reference::embedded();
        for ask in reference.asks() {
            assert!(!ask.starts_after.is_empty(), "{}", ask.id);
            for link in &ask.starts_after {
                let known = link == "assess"
                    || reference.template_activity(link).is_some()
                    || reference
                        .ask(link)
                        .is_some_and(|other| ends(reference, other, 8));
                assert!(known, "`{}` starts after `{link}`", ask.id);
            }
            let template = ask.template_activity.as_str();
            let known = template.is_empty() || reference.template_activity(template).is_some();
            assert!(known, "`{}` names `{template}`", ask.id);
        }
    }

    #[test]
    fn an_ask_that_repeats_template_work_has_its_service() {
        let reference = Reference::embedded();
        for ask in reference.asks() {
            // Ranking impurities is analysis in the template, but a single alert goes to a toxicologist.
            if let Some(activity) = reference.template_activity(&ask.template_activity)
                && ask.id != "expert_review"
            {
                assert_eq!(ask.service_area, activity.service_area, "{}", ask.id);
            }
        }
    }

    #[test]
    fn values_ascend_and_are_marked_assumed() {
        for ask in Reference::embedded().asks() {
            for point in [ask.weeks().value, ask.cost_kusd().value] {
                assert!(
                    0.0 < point.low && point.low <= point.likely && point.likely <= point.high,
                    "{}",
                    ask.id
                );
            }
            assert_eq!(ask.status, Status::Assumed, "{}", ask.id);
            assert!(
                !ask.deliverable.is_empty() && !ask.owner_role.is_empty(),
                "{}",
                ask.id
            );
        }
    }

    #[test]
    fn the_catalogue_names_the_work_that_engines_ask_for() {
        for id in [
            "trace_method",
            "quantitation_method",
            "impurity_standard",
            "ames_test",
            "nitrosation_test",
            "spiking_purge_study",
            "nitrite_control",
            "expert_review",
            "form_screen",
            "polymorph_screen",
            "salt_screen",
            "water_activity_study",
            "solubility_study",
            "stability_study",
            "forced_degradation",
            "process_safety",
            "metal_scavenging_study",
            "solvent_swap_study",
            "enzyme_evolution_round",
            "method_transfer",
            "method_covalidation",
            "reference_standard",
            "route_redesign_study",
            "yield_confirmation_batch",
            "mass_balance_study",
        ] {
            assert!(Reference::embedded().ask(id).is_some(), "{id}");
        }
        assert!(Reference::embedded().ask("tea").is_none());
    }
}
