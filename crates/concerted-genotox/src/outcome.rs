//! What the engine finds: impurities with their causes, class, limits and what they need.

use concerted_model::evidence::Citation;
use concerted_model::figure::{FigureId, Ledger};
use concerted_model::finding::Finding;
use concerted_model::handover::QuantitationNeed;

use crate::class::{ClassGround, GridCell, ImpurityClass, OwnTest, RecordedArgument};
use crate::control::ControlProposal;
use crate::fate::Fate;
use crate::formation::Concern;
use crate::intake::LimitKind;
use crate::method_need::MethodNeed;
use crate::ordinary::OrdinaryOfUse;
use crate::prediction::TestedNeighbor;
use crate::purge::PurgeLedger;
use crate::technique::Technique;
use concerted_hazard::{AlertHit, CohortOfConcern, NitrosoGroup, Prediction};

/// Printed with every assessment.
pub const SCREENING_NOTE: &str = "Predictions of mutagenicity, by expert rules and by a statistical model, are screening tools that need expert review until they are documented to the OECD principles; docs/model-ames.md describes the model.";

/// Outcome of the engine.
#[derive(Debug, Clone, PartialEq)]
pub struct GenotoxOutcome {
    /// Impurities sorted by key.
    pub impurities: Vec<ImpurityResult>,
    /// What has to be measured, sorted by impurity and route.
    pub needs: Vec<QuantitationNeed>,
    /// Thresholds of ICH Q3A for the impurities that are not controlled as mutagenic, by use.
    pub ordinary: Vec<OrdinaryOfUse>,
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
    /// What kind of intake it is; `None` without one.
    pub kind: Option<LimitKind>,
    /// The row that gives the intake, with how far it was checked; `None` for an entered value.
    pub citation: Option<Citation>,
    /// Guideline or agency table and its edition.
    pub guideline: Option<String>,
    /// Limit in ppm of the moiety.
    pub limit_ppm_moiety: Option<f64>,
    /// Limit in ppm of the substance as made.
    pub limit_ppm_substance: Option<f64>,
    /// Limit of quantitation needed, in ppm of the substance as made.
    pub quantitation_limit_ppm: Option<f64>,
    /// Part of the limit at which a method must quantify; follows the control option.
    pub quantitation_fraction: Option<f64>,
    /// Why that part.
    pub quantitation_reason: String,
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
    /// What acts on it in the step in which it arises and in later ones, in the order of the steps.
    pub fates: Vec<Fate>,
    /// Alerts with atoms in the order of `smiles`.
    pub alerts: Vec<AlertHit>,
    /// What the statistical model says; `None` without a structure or where it refused.
    pub prediction: Option<Prediction>,
    /// Why the model refused to predict.
    pub prediction_refused: Option<String>,
    /// Tested compounds that resemble it most, at most five, nearest first.
    pub neighbors: Vec<TestedNeighbor>,
    /// The N-nitroso groups with their potency category and every scoring step, atoms in the order of `smiles`.
    pub potency: Vec<NitrosoGroup>,
    /// The potency category that counts; `None` where the approach does not apply.
    pub cpca_category: Option<u8>,
    /// The cell of the two-method grid; `None` without a structure.
    pub cell: Option<GridCell>,
    /// Tests of the user's own on this very compound.
    pub tests: Vec<OwnTest>,
    /// Expert arguments of the document, newest first, each with what became of it.
    pub arguments: Vec<RecordedArgument>,
    /// Class of ICH M7; `None` where nothing is known.
    pub class: Option<ImpurityClass>,
    /// What decided the class.
    pub ground: ClassGround,
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
    /// The technique with its reasons and the work that a method adds; `None` without a structure.
    pub method: Option<MethodNeed>,
    /// Product of the purges measured.
    pub measured_purge: Option<f64>,
    /// Purge step by step, for each route and each step in which it forms or enters.
    pub purge: Vec<PurgeLedger>,
    /// Control options that can be argued, for each route and each use with a limit.
    pub control: Vec<ControlProposal>,
    /// Level in ppm of the moiety if all nitrite of the excipients made this nitrosamine: a bound, no prediction.
    pub nitrite_worst_case_ppm: Option<f64>,
    /// Keys of the work asked for.
    pub asks: Vec<String>,
}

impl ImpurityResult {
    /// True where predictions conflict or one is missing, and neither data nor a recorded argument decide.
    ///
    /// A cohort of concern waits for data, not for an argument.
    pub fn awaits_argument(&self) -> bool {
        self.ground == ClassGround::Predictions
            && self.cohort_of_concern.is_none()
            && self.cell.is_some_and(GridCell::asks_for_an_argument)
    }

    /// True where it waits for an argument and carries no alert: nothing but the model, or its silence, speaks
    /// against it.
    pub fn is_suspected_by_model_only(&self) -> bool {
        self.awaits_argument() && self.alerts.is_empty()
    }

    /// True where it is to be controlled for at least one use.
    pub fn in_scope(&self) -> bool {
        self.uses.iter().any(|limit| limit.in_scope)
    }
}
