//! How much substance is needed, when, and which batches cover it.
//!
//! Purpose: the demand of every study, once as the plain product of its numbers and once simulated;
//! the demand of each grade (laboratory, toxicology, GMP) with its range; the cumulative demand by
//! date as a fan; and a batch plan that covers the demand with a stated probability.
//!
//! Main entry points: [`assess`] for figures, findings and the batch plan, [`fan`](fan::fan) for the
//! cumulative demand once the studies have dates.
//!
//! What it deliberately does not know: dates of studies and batches (the schedule decides them), which
//! partner makes a batch, prices, the growth of animals during a study, and other engines. It has no
//! clock; the seed is an argument, and the same seed gives the same bytes on any number of threads.

mod basis;
pub mod batches;
mod campaign;
mod choice;
pub mod count;
pub mod demand;
pub mod fan;
mod held;
pub mod product;
mod record;
pub mod recruitment;
mod shortfall;
pub mod simulation;
mod study;
mod trail;
mod yields;

use concerted_model::figure::Ledger;
use concerted_model::finding::Finding;
use concerted_model::handover::RouteDemand;
use concerted_model::program::Program;
use concerted_reference::Reference;

pub use batches::{BatchPlan, HeldBatch, PlannedCampaign, plan_batches};
pub use demand::{Demand, GradeDemand, GroupDemand, Reserve, StudyDemand, demand};
pub use fan::{Fan, FanOptions, Start, StudyStarts, fan};

/// What the caller chooses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SupplyOptions<'a> {
    /// Samples of each simulation; below a few hundred the ranges are rough.
    pub samples: u32,
    /// Seed of all draws.
    pub seed: u64,
    /// Route by which the batches are made; by default the one the program plans with.
    pub route: Option<&'a str>,
    /// Site that makes the batches; by default the chemistry site with the largest batch.
    pub site: Option<&'a str>,
}

impl Default for SupplyOptions<'_> {
    fn default() -> Self {
        Self {
            samples: 2_000,
            seed: 1,
            route: None,
            site: None,
        }
    }
}

/// A result with the figures and findings that came with it.
#[derive(Debug, Clone, PartialEq)]
pub struct Assessed<T> {
    /// The result.
    pub result: T,
    /// Its figures.
    pub ledger: Ledger,
    /// What is noteworthy, sorted by key.
    pub findings: Vec<Finding>,
}

/// What the supply engine says of a program.
#[derive(Debug, Clone, PartialEq)]
pub struct SupplyOutcome {
    /// Demand of each study and grade.
    pub demands: Demand,
    /// Batches that exist or are fixed, and those planned.
    pub batches: BatchPlan,
    /// All figures.
    pub ledger: Ledger,
    /// All findings, sorted by key.
    pub findings: Vec<Finding>,
}

/// Demand and batch plan of a program.
///
/// # Findings
/// Those of [`demand()`] and [`plan_batches`].
///
/// ```
/// use concerted_reference::Reference;
/// use concerted_supply::{SupplyOptions, assess};
///
/// let text = r#"
/// format_version = 1
/// name = "Example"
/// start = 2027-01-04
/// [substance]
/// material = "x"
/// [[material]]
/// id = "x"
/// name = "X"
/// kind = "substance"
/// [[study]]
/// id = "rat"
/// name = "28 days in the rat"
/// kind = "toxicology"
/// species = "rat"
/// activity = "t04"
/// overage = "0 %"
/// [[study.group]]
/// name = "high"
/// subjects = 20
/// dose = "100 mg/kg/d"
/// days = "28 d"
/// body_weight = "250 g"
/// "#;
/// let program = concerted_document::read_texts(&[("program.toml", text)]).program.unwrap();
/// let outcome = assess(&program, Reference::embedded(), &[], &SupplyOptions::default());
/// // 20 animals × 100 mg/kg/d × 0.25 kg × 28 d = 14 g.
/// assert!((outcome.ledger.number("supply.study.rat.demand").unwrap() - 0.014).abs() < 1e-12);
/// ```
pub fn assess(
    program: &Program,
    reference: &Reference,
    routes: &[RouteDemand],
    options: &SupplyOptions<'_>,
) -> SupplyOutcome {
    let needed = demand(program, reference, options);
    let planned = plan_batches(program, reference, &needed.result, routes, options);
    let mut ledger = needed.ledger;
    ledger.merge(planned.ledger);
    let mut findings = needed.findings;
    findings.extend(planned.findings);
    sort_findings(&mut findings);
    SupplyOutcome {
        demands: needed.result,
        batches: planned.result,
        ledger,
        findings,
    }
}

pub(crate) fn sort_findings(findings: &mut Vec<Finding>) {
    findings.sort_by(|a, b| a.id.cmp(&b.id));
    findings.dedup_by(|a, b| a.id == b.id);
}
