//! What the engine finds: impurities with their causes, class, limits and what they need.

use concerted_model::evidence::Citation;
use concerted_model::figure::{FigureId, Ledger};
use concerted_model::finding::Finding;
use concerted_model::handover::QuantitationNeed;

use crate::class::ImpurityClass;
use crate::formation::Concern;
use crate::technique::Technique;
use concerted_hazard::{AlertHit, CohortOfConcern};

/// Printed with every assessment.
pub const SCREENING_NOTE: &str = "Predictions of mutagenicity are screening aids and need expert review; ICH M7 asks for a second, statistical prediction, which this release does not have yet.";

/// Outcome of the engine.
#[derive(Debug, Clone, PartialEq)]
pub struct GenotoxOutcome {
    /// Impurities sorted by key.
    pub impurities: Vec<ImpurityResult>,
    /// What has to be measured, sorted by impurity and route.
    pub needs: Vec<QuantitationNeed>,
    /// Figures.
    pub ledger: Ledger,
    /// Findings.
    pub findings: Vec<Finding>,
}

/// Why an impurity is on the list.
#[derive(Debug, Clone, PartialEq)]
pub struct Cause {
    /// Formation rule, or `entered`, `starting-material`, `reagent`, `intermediate`, `by-product`.
    pub rule: String,
    /// Step in which it forms or enters; `None` for the drug product or where not said.
    pub step: Option<String>,
    /// Ids of what makes it.
    pub inputs: Vec<String>,
    /// Routes on which this happens.
    pub routes: Vec<String>,
    /// How much the conditions speak for it, where a rule foresees it.
    pub concern: Option<Concern>,
    /// True where it arises in the last step or later.
    pub late: bool,
    /// The cause in words.
    pub sentence: String,
}

/// The intake that one agency lists.
#[derive(Debug, Clone, PartialEq)]
pub struct AgencyLimit {
    /// Name of the agency.
    pub agency: &'static str,
    /// Acceptable intake in ng/day.
    pub intake_ng_per_day: f64,
    /// Potency category, 1 to 5, where the value rests on one.
    pub cpca_category: Option<u8>,
    /// Day of the entry, else of the edition read.
    pub date: Option<jiff::civil::Date>,
    /// Where it stands and how far it was checked.
    pub citation: Citation,
}

/// The limit of one impurity for one use.
#[derive(Debug, Clone, PartialEq)]
pub struct UseLimit {
    /// The use.
    pub use_id: String,
    /// True where ICH M7 asks to control the impurity at this stage.
    pub in_scope: bool,
    /// Why it is in scope or not.
    pub scope_reason: String,
    /// Acceptable intake in µg/day.
    pub intake_ug_per_day: Option<f64>,
    /// Where that intake comes from.
    pub basis: String,
    /// Limit in ppm of the moiety.
    pub limit_ppm_moiety: Option<f64>,
    /// Limit in ppm of the substance as made.
    pub limit_ppm_substance: Option<f64>,
    /// Limit of quantitation needed, in ppm of the substance as made.
    pub quantitation_limit_ppm: Option<f64>,
    /// Figures that carry these numbers.
    pub figures: Vec<FigureId>,
}

/// One impurity, whatever brings it.
#[derive(Debug, Clone, PartialEq)]
pub struct ImpurityResult {
    /// Stable key: entered id, else material id, else made from the rule and its inputs.
    pub key: String,
    /// Name for people.
    pub name: String,
    /// Canonical SMILES; `None` where no structure is known.
    pub smiles: Option<String>,
    /// Routes on which it arises.
    pub routes: Vec<String>,
    /// Why it is on the list.
    pub causes: Vec<Cause>,
    /// Alerts with atoms in the order of `smiles`.
    pub alerts: Vec<AlertHit>,
    /// Class of ICH M7; `None` where nothing is known.
    pub class: Option<ImpurityClass>,
    /// True where the class may change with data that are still to come.
    pub provisional: bool,
    /// Reasons of the class as sentences.
    pub class_reasons: Vec<String>,
    /// Cohort of concern.
    pub cohort_of_concern: Option<CohortOfConcern>,
    /// What agencies list for a nitrosamine.
    pub agency_limits: Vec<AgencyLimit>,
    /// Limits for each use, in the order of the document.
    pub uses: Vec<UseLimit>,
    /// Limit of quantitation that sizes the work, as a mass fraction of the substance: of Phase 1 where the
    /// impurity is in scope there, else the tightest over the uses in scope.
    pub quantitation_limit: Option<f64>,
    /// Technique proposed.
    pub technique: Option<Technique>,
    /// Product of the purges measured.
    pub measured_purge: Option<f64>,
    /// Level in ppm of the moiety if all nitrite of the excipients made this nitrosamine: a bound, no prediction.
    pub nitrite_worst_case_ppm: Option<f64>,
    /// Keys of the work asked for.
    pub asks: Vec<String>,
}

impl ImpurityResult {
    /// True where it is to be controlled for at least one use.
    pub fn in_scope(&self) -> bool {
        self.uses.iter().any(|limit| limit.in_scope)
    }
}
