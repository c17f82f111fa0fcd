//! Judges one impurity: class, limits for each use, quantitation limit, purge and technique.

use concerted_model::figure::{FigureId, Ledger, Rule};
use concerted_model::program::Program;
use concerted_molecule::Molecule;
use concerted_reference::{NitrosamineIntake, Reference};

use crate::agency::{agency_limit, listed};
use crate::class::{ClassCase, Classified, SubstanceKnowledge, classify, own_tests, recorded};
use crate::common_name::common_name;
use crate::control::controlled;
use crate::demand::Demand;
use crate::dose::Doses;
use crate::evidence::Evidence;
use crate::intake::{IntakeCase, side_notes};
use crate::method_need::MethodNeed;
use crate::nitrite::worst_case;
use crate::outcome::{ImpurityResult, UseLimit};
use crate::potency::PotencyView;
use crate::prediction::ModelView;
use crate::purge::{self, Nature};
use crate::route_view::RouteView;
use crate::structures::Structures;
use crate::technique::technique_proposal;
use crate::use_limit::use_limit;
use crate::walk::Candidate;
use concerted_hazard::{AlertHit, CohortOfConcern, screen};

const FREE_ACID: Rule = Rule {
    id: "genotox.free-acid",
    formula: "Σ n a − Σ n b over the inputs: strong acid less basic groups, in moles relative to the limiting input",
    unit: "eq",
};

/// What all impurities share.
pub(crate) struct Bench<'a> {
    pub(crate) program: &'a Program,
    pub(crate) reference: &'a Reference,
    pub(crate) evidence: &'a Evidence,
    pub(crate) doses: Vec<Doses>,
    pub(crate) substance: SubstanceKnowledge,
    pub(crate) structures: &'a Structures,
    pub(crate) routes: &'a [RouteView<'a>],
}

/// A judged impurity with what the findings need besides.
pub(crate) struct Judged<'a> {
    pub(crate) candidate: Candidate<'a>,
    pub(crate) result: ImpurityResult,
    pub(crate) pending_class_4: bool,
    /// What has to be measured, and for which use.
    pub(crate) demand: Demand,
    /// Figure of the quantitation limit that sizes the work.
    pub(crate) need: Option<FigureId>,
}

/// Judges one candidate and records its figures.
pub(crate) fn judge<'a>(
    bench: &Bench<'_>,
    candidate: Candidate<'a>,
    ledger: &mut Ledger,
) -> Judged<'a> {
    // Atoms are numbered in the order of the structure that is shown, which is the canonical one.
    let shown = candidate
        .molecule
        .as_ref()
        .and_then(|molecule| Molecule::parse(molecule.canonical_smiles()).ok());
    let alerts = shown.as_ref().map(screen).unwrap_or_default();
    let model = shown.as_ref().map_or_else(ModelView::default, |molecule| {
        ModelView::of(molecule, bench.evidence)
    });
    let tests = own_tests(Some(bench.program), &candidate, bench.evidence);
    let mut classified = classify(&ClassCase {
        candidate: &candidate,
        alerts: &alerts,
        model: &model,
        tests: &tests,
        arguments: recorded(bench.program, &candidate),
        substance: &bench.substance,
        reference: bench.reference,
    });
    let nitrosamine = classified.cohort == Some(CohortOfConcern::NNitroso);
    let listed = match &candidate.molecule {
        Some(molecule) if nitrosamine => listed(bench.reference, molecule),
        _ => Vec::new(),
    };
    let potency = match &shown {
        Some(molecule) if nitrosamine => PotencyView::of(molecule),
        _ => PotencyView::default(),
    };
    let case = IntakeCase {
        candidate: &candidate,
        classified: &classified,
        alerts: &alerts,
        listed: &listed,
        potency: &potency,
        reference: bench.reference,
    };
    let mut uses: Vec<UseLimit> = bench
        .program
        .uses
        .iter()
        .zip(&bench.doses)
        .map(|(stage, doses)| use_limit(&case, stage, doses, ledger))
        .collect();
    let notes = side_notes(&case);
    classified.reasons.extend(notes);
    let nature = Nature {
        nitrosamine,
        quickly_hydrolysed: Nature::is_quickly_hydrolysed(&alerts),
    };
    let controlled = controlled(bench, &candidate, nature, &mut uses, ledger);
    let demand = Demand::new(bench.program, &uses);
    let need = demand.record(bench.program, &candidate.key, &uses, ledger);
    let mut result = result(&candidate, classified.clone(), &listed);
    result.method = candidate
        .molecule
        .as_ref()
        .map(|molecule| MethodNeed::new(technique_proposal(molecule, &alerts), bench.reference));
    result.technique = result
        .method
        .as_ref()
        .map(|method| method.technique.technique);
    result.alerts = alerts;
    result.potency = potency.groups;
    result.cpca_category = potency.category;
    result.tests = tests;
    result.prediction = model.prediction;
    result.prediction_refused = model.refused;
    result.neighbors = model.neighbors;
    result.quantitation_limit = demand.ppm().map(|ppm| ppm * 1e-6);
    further_figures(bench, &candidate, ledger, &mut result);
    result.purge = controlled.purge;
    result.control = controlled.control;
    result.uses = uses;
    Judged {
        candidate,
        result,
        pending_class_4: classified.pending_class_4,
        demand,
        need,
    }
}

/// The result as far as the class decides it.
fn result(
    candidate: &Candidate<'_>,
    classified: Classified,
    listed: &[&NitrosamineIntake],
) -> ImpurityResult {
    let name = listed
        .first()
        .filter(|_| {
            candidate.entered.is_empty()
                && candidate.molecule.as_ref().and_then(common_name).is_none()
        })
        .map(|row| row.synonyms.first().unwrap_or(&row.compound).clone());
    ImpurityResult {
        key: candidate.key.clone(),
        name: name.unwrap_or_else(|| candidate.name.clone()),
        smiles: candidate
            .molecule
            .as_ref()
            .map(|molecule| molecule.canonical_smiles().to_owned()),
        routes: candidate.routes(),
        causes: candidate.causes.clone(),
        fates: candidate.fates.clone(),
        alerts: Vec::new(),
        prediction: None,
        prediction_refused: None,
        neighbors: Vec::new(),
        potency: Vec::new(),
        cpca_category: None,
        cell: classified.cell,
        tests: Vec::new(),
        arguments: classified.arguments,
        class: classified.class,
        ground: classified.ground,
        provisional: classified.provisional,
        class_reasons: classified.reasons,
        cohort_of_concern: classified.cohort,
        agency_limits: listed.iter().map(|row| agency_limit(row)).collect(),
        uses: Vec::new(),
        quantitation_limit: None,
        technique: None,
        method: None,
        measured_purge: None,
        purge: Vec::new(),
        control: Vec::new(),
        nitrite_worst_case_ppm: None,
        asks: Vec::new(),
    }
}

/// Free acid of the steps, purge, and the bound from the nitrite of the excipients.
fn further_figures(
    bench: &Bench<'_>,
    candidate: &Candidate<'_>,
    ledger: &mut Ledger,
    result: &mut ImpurityResult,
) {
    for (step, balance) in &candidate.balances {
        ledger.derive(
            format!("genotox.{}.{step}.free_acid", candidate.key),
            format!("free acid in step {step}"),
            FREE_ACID,
            balance.free_acid(),
            balance.inputs.iter().cloned(),
        );
    }
    result.measured_purge = purge::measured(candidate, ledger);
    result.nitrite_worst_case_ppm = worst_case(
        bench.program,
        bench.reference,
        &bench.doses,
        candidate,
        ledger,
    );
}

/// True where nothing but groups that water destroys makes the impurity mutagenic.
pub(crate) fn is_destroyed_by_water(alerts: &[AlertHit]) -> bool {
    const HYDROLYSED: &[&str] = &["acyl-halide", "diazo", "isocyanate", "sulfonyl-halide"];
    !alerts.is_empty() && alerts.iter().all(|hit| HYDROLYSED.contains(&hit.rule))
}
