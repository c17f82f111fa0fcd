//! Mutagenic impurities of a drug substance: where they come from, their class, limit and control (ICH M7).
//!
//! Purpose: walk each route of a program over starting materials, reagents, intermediates, entered impurities and
//! by-products that formation rules foresee; screen every structure against our own expert rules; classify by
//! ICH M7 with reasons; give the limit for each use on both mass bases and the limit of quantitation needed; and
//! ask for the work that follows.
//!
//! Main entry points: [`assess`] for a program, [`screen`] for a single structure, [`catalogue`] and
//! [`formation_catalogue`] for the rules.
//!
//! What it deliberately does not know: reaction rates, the statistical prediction that ICH M7 asks for as a second
//! method, potency categories of nitrosamines that no agency lists, predicted purge, and any other engine. Its
//! predictions are screening aids that need expert review; every outcome says so.

mod agency;
mod amine;
mod amount;
mod asks;
mod balance;
mod cause;
mod class;
mod common_name;
mod demand;
mod dose;
mod findings;
mod formation;
mod intake;
mod judge;
mod message;
mod nitrite;
mod ordinary;
mod outcome;
mod published;
mod purge;
mod route_view;
mod structures;
mod technique;
mod walk;

use std::collections::BTreeSet;

use concerted_hazard::screen;
use concerted_model::figure::Ledger;
use concerted_model::impurity::Impurity;
use concerted_model::program::Program;
use concerted_reference::Reference;

pub use class::ImpurityClass;
pub use formation::{Concern, FormationRule, formation_catalogue};
pub use outcome::{AgencyLimit, Cause, GenotoxOutcome, ImpurityResult, SCREENING_NOTE, UseLimit};
pub use technique::{Technique, propose_technique};

use agency::AgencyIndex;
use class::{SubstanceKnowledge, worst};
use judge::{Bench, judge};
use ordinary::ordinary_threshold;
use route_view::RouteView;
use structures::Structures;

/// Assesses the mutagenic impurities of a program on all of its routes.
///
/// Limit in ppm = acceptable intake (µg/day) ÷ daily dose (g/day), on the mass of the moiety and on that of the
/// substance as made, whose ratio is f = M(substance) / (n M(moiety)). The limit of quantitation needed is a
/// fraction of the limit (default 30 %, ICH M7 options 1 and 3). Source: ICH M7(R2); validity as in the module
/// of each rule.
///
/// # Findings
/// One for each impurity of class 1 to 3 (`genotox.mutagenic-impurity`, `genotox.nitrosamine`,
/// `genotox.nitrite-trace`), for each route apart where it does not hold for all; several impurities together
/// (`genotox.total-intake`); what could not be computed; and that predictions are screening aids.
///
/// ```
/// let loaded = concerted_document::read_texts(&[("program.toml", r#"
/// format_version = 1
/// name = "Example"
/// start = 2027-01-04
/// [[use]]
/// id = "market"
/// name = "Market"
/// stage = "market"
/// maximum_daily_dose = "100 mg/d"
/// duration = "30 y"
/// [substance]
/// material = "drug"
/// [[material]]
/// id = "drug"
/// name = "drug"
/// kind = "substance"
/// [[impurity]]
/// id = "ester"
/// name = "ethyl mesylate"
/// kind = "by-product"
/// smiles = "CCOS(C)(=O)=O"
/// "#)]);
/// let program = loaded.program.expect("the text is a program");
/// let outcome = concerted_genotox::assess(&program, concerted_reference::Reference::embedded());
/// let limit = &outcome.impurities[0].uses[0];
/// // 1.5 µg/day ÷ 0.1 g/day.
/// assert_eq!(limit.limit_ppm_substance, Some(15.0));
/// ```
pub fn assess(program: &Program, reference: &Reference) -> GenotoxOutcome {
    let structures = Structures::read(program);
    let mut routes: Vec<RouteView<'_>> = program
        .route
        .iter()
        .map(|route| RouteView::new(program, &structures, route))
        .collect();
    if routes.is_empty() {
        routes.push(RouteView::empty());
    }
    let walked = walk::walk(program, &structures, &routes);
    let mut ledger = Ledger::new();
    let mut findings = walked.findings;
    let (factor, problem) = dose::salt_factor(program, &structures, &mut ledger);
    if !program.uses.is_empty() {
        findings.extend(problem);
    }
    let bench = Bench {
        program,
        reference,
        doses: program
            .uses
            .iter()
            .map(|stage| dose::doses(stage, factor.as_ref(), &mut ledger))
            .collect(),
        substance: substance_knowledge(program, &structures, &walked.substance_entries),
        agencies: AgencyIndex::new(reference),
    };
    for (stage, doses) in program.uses.iter().zip(&bench.doses) {
        ordinary_threshold(reference, stage, doses, &mut ledger);
    }
    let mut impurities = Vec::new();
    let mut needs = Vec::new();
    for candidate in walked.candidates {
        let mut judged = judge(&bench, candidate, &mut ledger);
        let (own, needed) = findings::of_impurity(program, &mut judged);
        findings.extend(own);
        needs.extend(needed);
        impurities.push(judged.result);
    }
    findings.extend(findings::of_program(program, reference, &impurities));
    findings.sort_by(|a, b| (a.severity, &a.id).cmp(&(b.severity, &b.id)));
    GenotoxOutcome {
        impurities,
        needs,
        ledger,
        findings,
    }
}

/// Alerts of the substance and what was entered of its tests.
fn substance_knowledge(
    program: &Program,
    structures: &Structures,
    entries: &[&Impurity],
) -> SubstanceKnowledge {
    let alerts: BTreeSet<&'static str> = program
        .moiety()
        .and_then(|moiety| structures.parent(program, moiety))
        .map(|molecule| screen(&molecule).iter().map(|hit| hit.rule).collect())
        .unwrap_or_default();
    SubstanceKnowledge {
        alerts,
        ames: worst(entries, |entry| entry.ames),
    }
}
