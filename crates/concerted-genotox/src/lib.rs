//! Mutagenic impurities of a drug substance: where they come from, their class, limit and control (ICH M7).
//!
//! Purpose: walk each route of a program over starting materials, reagents, intermediates, entered impurities and
//! by-products that formation rules foresee; predict every structure by expert rules and by a statistical model;
//! classify by ICH M7 with reasons, from own tests, published tests, recorded expert arguments and predictions, in this
//! order; give the limit for each use on both mass bases and the limit of quantitation needed; and ask for the work that
//! follows.
//!
//! Main entry points: [`assess`] for a program, [`judge_structure`] for a single structure, [`limits`] for the limits of
//! one compound, [`purge()`] for the purge ledger of steps given by hand, [`formation_catalogue`] for the rules.
//!
//! What it deliberately does not know: reaction rates and any other engine. Its predictions are screening aids that need
//! expert review; every outcome says so.

mod agency;
mod amine;
mod amount;
mod asks;
mod balance;
mod cause;
mod class;
mod common_name;
mod control;
mod demand;
mod dose;
mod evidence;
mod fate;
mod findings;
mod formation;
mod intake;
mod judge;
mod limits;
mod message;
mod method_need;
mod mixture;
mod nitrite;
mod ordinary;
mod outcome;
mod potency;
mod prediction;
mod protonation;
mod published;
mod purge;
mod route_view;
mod structure_judgement;
mod structures;
mod technique;
mod use_limit;
mod walk;

use concerted_hazard::screen;
use concerted_model::figure::Ledger;
use concerted_model::impurity::{Impurity, TestOutcome};
use concerted_model::program::Program;
use concerted_reference::Reference;

pub use agency::listed_for;
pub use class::{
    ArgumentStanding, ClassGround, GridCell, ImpurityClass, ModelCall, OwnTest, RecordedArgument,
    TestKind,
};
pub use control::{ControlEvidence, ControlProposal};
pub use evidence::{Evidence, EvidenceProblem, EvidenceRecord};
pub use fate::{Fate, FateKind};
pub use formation::{Concern, FormationRule, formation_catalogue};
pub use intake::{LimitKind, linear_intake_ug_per_day};
pub use limits::{LimitError, LimitRequest, LimitRow, LimitTable, limits};
pub use method_need::{AddedWork, MethodNeed};
pub use ordinary::{OrdinaryOfUse, OrdinaryThreshold, ordinary_thresholds};
pub use outcome::{AgencyLimit, Cause, GenotoxOutcome, ImpurityResult, SCREENING_NOTE, UseLimit};
pub use prediction::TestedNeighbor;
pub use purge::{
    LedgerStep, MEASURED_ONLY_NOTE, PURGE_NOTE, PurgeLedger, PurgeLimit, PurgeRatio, PurgeRequest,
    PurgeStep, RatioBand, Score, ScoreOrigin, StartLevel, purge,
};
pub use structure_judgement::{StructureJudgement, judge_structure};
pub use technique::{
    Technique, TechniqueProposal, propose_technique, technique_proposal, technique_proposal_at,
};

use class::{Relative, SubstanceKnowledge, worst_ames};
use judge::{Bench, judge};
use ordinary::ordinary_threshold;
use route_view::RouteView;
use structures::{Structures, read_parent};

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
    assess_with(program, reference, &Evidence::default())
}

/// As [`assess`], with tests of the user that stand beside the document.
///
/// A compound of the evidence that is an impurity of the program counts as tested; others show among its neighbors.
pub fn assess_with(
    program: &Program,
    reference: &Reference,
    evidence: &Evidence,
) -> GenotoxOutcome {
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
        evidence,
        structures: &structures,
        routes: &routes,
        doses: program
            .uses
            .iter()
            .map(|stage| dose::doses(stage, factor.as_ref(), &mut ledger))
            .collect(),
        substance: substance_knowledge(program, &structures, &walked.substance_entries),
    };
    let ordinary = program
        .uses
        .iter()
        .zip(&bench.doses)
        .map(|(stage, doses)| OrdinaryOfUse {
            use_id: stage.id.as_str().to_owned(),
            thresholds: ordinary_threshold(reference, stage, doses, &mut ledger),
        })
        .collect();
    let mut impurities = Vec::new();
    let mut needs = Vec::new();
    for candidate in walked.candidates {
        let mut judged = judge(&bench, candidate, &mut ledger);
        let (own, needed) = findings::of_impurity(program, reference, &mut judged);
        findings.extend(own);
        findings.extend(control::of_control(program, &judged.result));
        needs.extend(needed);
        impurities.push(judged.result);
    }
    findings.extend(findings::of_program(program, reference, &impurities));
    findings.extend(control::without_level(&impurities));
    findings.sort_by(|a, b| (a.severity, &a.id).cmp(&(b.severity, &b.id)));
    GenotoxOutcome {
        impurities,
        needs,
        ordinary,
        ledger,
        findings,
    }
}

/// Structure, alerts and tests of the substance, and the other compounds of the program that tested negative.
fn substance_knowledge(
    program: &Program,
    structures: &Structures,
    entries: &[&Impurity],
) -> SubstanceKnowledge {
    let molecule = program
        .moiety()
        .and_then(|moiety| structures.parent(program, moiety));
    let relatives = program
        .impurity
        .iter()
        .filter(|entry| counted_ames(program, &[*entry]) == Some(TestOutcome::Negative))
        .filter_map(|entry| {
            let molecule = match (&entry.smiles, &entry.material) {
                (Some(written), _) => read_parent(&written.smiles).ok(),
                (None, Some(id)) => structures.parent(program, program.material(id)?),
                (None, None) => None,
            }?;
            Some(Relative {
                name: entry.name.clone(),
                alerts: screen(&molecule),
                molecule,
            })
        })
        .filter(|relative| Some(&relative.molecule) != molecule.as_ref())
        .collect();
    SubstanceKnowledge {
        alerts: molecule.as_ref().map(screen).unwrap_or_default(),
        ames: counted_ames(program, entries),
        molecule,
        relatives,
    }
}

/// The worst bacterial outcome that entries give; a negative one without a source answers for no other compound.
fn counted_ames(program: &Program, entries: &[&Impurity]) -> Option<TestOutcome> {
    let counted: Vec<&Impurity> = entries
        .iter()
        .copied()
        .filter(|entry| {
            entry.ames.as_ref().is_none_or(|given| {
                let origin = program.entered.get(given.source.0 as usize);
                given.value != TestOutcome::Negative
                    || origin.is_some_and(|origin| origin.source.is_some())
            })
        })
        .collect();
    worst_ames(&counted)
}
