//! Analytical methods, their state, transfers and repeats.
//!
//! Purpose: which methods the batches of each stage and the impurities to be measured need; which of
//! them exist, far enough established and low enough; which must move to another site because of where
//! the work is done; which tests two companies do twice; what that costs and which choice causes it.
//!
//! Main entry point: [`assess`].
//!
//! What it deliberately does not know: other engines, schedules and how a limit was set (it is handed
//! the quantitation needed). It chooses no sites and inserts no work: transfers become hand-off work
//! where partners are chosen, from the same table.

mod figures;
mod judge;
mod lane;
mod matching;
mod repeat;
mod required;
mod transfer;

use concerted_model::figure::Ledger;
use concerted_model::finding::{Finding, lacking};
use concerted_model::handover::{QuantitationNeed, Sourcing, WorkItem};
use concerted_model::partner::ServiceArea;
use concerted_model::program::Program;
use concerted_reference::Reference;

pub use repeat::RepeatedTests;
pub use required::{RequiredMethod, Standing, TestingStage};
pub use transfer::{MethodTransfer, TransferKind, TransferLane};

/// What the methods engine says of a program.
#[derive(Debug, Clone, PartialEq)]
pub struct MethodsOutcome {
    /// Methods needed and how they stand: the release panels by stage, then the trace methods by key.
    pub required: Vec<RequiredMethod>,
    /// Methods that must move, by key.
    pub transfers: Vec<MethodTransfer>,
    /// The same by pair of sites, with cost and duration.
    pub lanes: Vec<TransferLane>,
    /// Tests done again, by key.
    pub repeats: Vec<RepeatedTests>,
    /// The figures.
    pub ledger: Ledger,
    /// What is noteworthy, with the work it asks for.
    pub findings: Vec<Finding>,
}

/// Methods needed, transfers and repeats of a program under a sourcing.
///
/// `needs` are the impurities to be measured on the route planned; `sourcing` says which site does which
/// area of work, and `work` which activities are placed elsewhere. An empty sourcing gives the methods
/// needed alone.
///
/// Costs and weeks are those of rows H03 (transfer of a set of methods), H04 (verification), H05 (tests
/// on receipt, per batch) and H06 (second stability study) of the hand-off table, times the share of the
/// row where both sites belong to one company.
///
/// Figures: `methods.required`, `methods.open`, `methods.trace.<impurity>[.<route>].limit_ratio`,
/// `methods.transfers`, `methods.transfer.<from>.<to>.cost|weeks`, `methods.repeats`,
/// `methods.repeat.<from>.<to>.cost`, `methods.repeat_stability.<from>.<to>.cost`, `methods.cost`.
///
/// # Findings
/// `methods.release_panel`, `methods.elemental`, `methods.analytes`, `methods.state`, `methods.trace_missing`,
/// `methods.trace_limit`, `methods.trace_limit_unknown`, `methods.trace_state`,
/// `methods.several_traces`, `methods.transfer`, `methods.repeat`, and what is missing to say more.
///
/// ```
/// use concerted_model::handover::Sourcing;
/// let text = r#"
/// format_version = 1
/// name = "Example"
/// start = 2027-01-04
/// substance = { material = "drug" }
/// [[material]]
/// id = "drug"
/// name = "Drug"
/// kind = "substance"
/// [[use]]
/// id = "sad"
/// name = "Single ascending dose"
/// stage = "phase-1"
/// maximum_daily_dose = "100 mg/d"
/// duration = "1 d"
/// "#;
/// let program = concerted_document::read_texts(&[("program.toml", text)]).program.unwrap();
/// let reference = concerted_reference::Reference::embedded();
/// let outcome = concerted_methods::assess(&program, reference, &[], &Sourcing::new(), &[]);
/// // Identity, assay, purity, water and form.
/// assert_eq!(outcome.required.len(), 5);
/// assert_eq!(outcome.ledger.number("methods.open"), Some(5.0));
/// ```
pub fn assess(
    program: &Program,
    reference: &Reference,
    needs: &[QuantitationNeed],
    sourcing: &Sourcing,
    work: &[WorkItem],
) -> MethodsOutcome {
    let mut ledger = Ledger::new();
    let stages = required::stages(program, work);
    let mut required = required::release_panel(program, &stages);
    required.extend(required::traces(program, needs, &stages));
    figures::required(program, needs, &required, &mut ledger);
    let transfers = transfer::transfers(program, &required, sourcing, work);
    let lanes = transfer::lanes(program, reference, &transfers);
    let repeats = repeat::repeats(program, reference, sourcing, &required, &transfers);
    let mut findings = lacks(program, sourcing, stages.is_empty());
    if !sourcing.is_empty() {
        let selecting = figures::selecting(program, needs);
        figures::borders(&selecting, &transfers, &lanes, &repeats, &mut ledger);
    }
    findings.extend(judge::panel(&required));
    findings.extend(judge::traces(program, needs, &required));
    findings.extend(judge::transfers(program, &lanes, &transfers));
    findings.extend(judge::repeats(&repeats));
    MethodsOutcome {
        required,
        transfers,
        lanes,
        repeats,
        ledger,
        findings,
    }
}

/// What keeps the engine from saying more.
fn lacks(program: &Program, sourcing: &Sourcing, no_stage: bool) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut lack = |rule: &str, subject: &str, what: &str, needs: &str| {
        findings.push(lacking(rule, subject, what, needs));
    };
    if program.drug_substance().is_none() {
        let needs = "the program names no drug substance";
        lack("methods.substance", "program", "The release panel", needs);
    } else if no_stage {
        let needs = "the program has neither a use nor a toxicology study or batch";
        lack("methods.stage", "program", "The release panel", needs);
    }
    if !sourcing.is_empty() && !sourcing.contains_key(&ServiceArea::Analysis) {
        let needs = "no site does the analysis";
        lack(
            "methods.sourcing",
            "sourcing.analysis",
            "The transfers of methods",
            needs,
        );
    }
    if !sourcing.is_empty() && !sourcing.contains_key(&ServiceArea::Chemistry) {
        let needs = "no site does the chemistry";
        lack(
            "methods.sourcing",
            "sourcing.chemistry",
            "The tests repeated",
            needs,
        );
    }
    findings
}
