//! Judges one impurity: class, limits for each use, quantitation limit, purge and technique.

use concerted_model::figure::{FigureId, Ledger, Rule};
use concerted_model::program::Program;
use concerted_molecule::Molecule;
use concerted_reference::{NitrosamineIntake, Reference};

use crate::agency::{agency_limit, listed};
use crate::class::{
    ClassCase, Classified, ImpurityClass, OwnTest, SubstanceKnowledge, classify, own_tests,
    recorded,
};
use crate::common_name::common_name;
use crate::control::controlled;
use crate::demand::Demand;
use crate::dose::Doses;
use crate::evidence::Evidence;
use crate::intake::{
    IntakeCase, LooserIntake, Setting, by_other_ways, looser_than_derived, side_notes,
};
use crate::method_need::MethodNeed;
use crate::nitrite::worst_case;
use crate::outcome::{ImpurityResult, UseLimit};
use crate::potency::PotencyView;
use crate::prediction::ModelView;
use crate::purge::{self, Nature};
use crate::route_view::RouteView;
use crate::structures::Structures;
use crate::technique::technique_proposal_at;
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
    /// An entered intake that is far above what the rules give.
    pub(crate) looser: Option<LooserIntake>,
}

/// Judges one candidate and records its figures.
pub(crate) fn judge<'a>(
    bench: &Bench<'_>,
    candidate: Candidate<'a>,
    ledger: &mut Ledger,
) -> Judged<'a> {
    let mut known = Known::of(bench, &candidate);
    let case = known.case(&candidate, bench.reference);
    let mut uses: Vec<UseLimit> = bench
        .program
        .uses
        .iter()
        .zip(&bench.doses)
        .map(|(stage, doses)| use_limit(&case, stage, doses, ledger))
        .collect();
    let mut notes = side_notes(&case);
    notes.extend(ways_question(&case, bench.program));
    let looser = looser_than_derived(&case, bench.program);
    known.classified.reasons.extend(notes);
    let controlled = controlled(bench, &candidate, known.nature(), &mut uses, ledger);
    let demand = Demand::new(bench.program, &uses);
    let need = demand.record(bench.program, &candidate.key, &uses, ledger);
    let pending_class_4 = known.classified.pending_class_4;
    let mut result = known.into_result(&candidate, demand.ppm(), bench.reference);
    result.quantitation_limit = demand.ppm().map(|ppm| ppm * 1e-6);
    further_figures(bench, &candidate, ledger, &mut result);
    result.purge = controlled.purge;
    result.control = controlled.control;
    result.uses = uses;
    Judged {
        candidate,
        result,
        pending_class_4,
        demand,
        need,
        looser,
    }
}

/// What is known of a candidate before doses and routes come in: alerts, prediction, tests, class, published limits.
struct Known<'r> {
    alerts: Vec<AlertHit>,
    model: ModelView,
    tests: Vec<OwnTest>,
    classified: Classified,
    listed: Vec<&'r NitrosamineIntake>,
    potency: PotencyView,
}

impl<'r> Known<'r> {
    fn of(bench: &Bench<'r>, candidate: &Candidate<'_>) -> Self {
        // Atoms are numbered in the order of the structure that is shown, which is the canonical one.
        let shown = candidate
            .molecule
            .as_ref()
            .and_then(|molecule| Molecule::parse(molecule.canonical_smiles()).ok());
        let alerts = shown.as_ref().map(screen).unwrap_or_default();
        let model = shown.as_ref().map_or_else(ModelView::default, |molecule| {
            ModelView::of(molecule, bench.evidence)
        });
        let tests = own_tests(Some(bench.program), candidate, bench.evidence);
        let classified = classify(&ClassCase {
            candidate,
            alerts: &alerts,
            model: &model,
            tests: &tests,
            arguments: recorded(bench.program, candidate),
            substance: &bench.substance,
            reference: bench.reference,
        });
        let nitrosamine = shown.as_ref().filter(|_| is_nitrosamine(&classified));
        Self {
            listed: nitrosamine.map_or_else(Vec::new, |molecule| listed(bench.reference, molecule)),
            potency: nitrosamine.map_or_else(PotencyView::default, PotencyView::of),
            alerts,
            model,
            tests,
            classified,
        }
    }

    /// The case for its intake.
    fn case<'a>(
        &'a self,
        candidate: &'a Candidate<'a>,
        reference: &'a Reference,
    ) -> IntakeCase<'a> {
        IntakeCase {
            candidate,
            classified: &self.classified,
            alerts: &self.alerts,
            listed: &self.listed,
            potency: &self.potency,
            reference,
        }
    }

    /// What decides how its purge may be predicted.
    fn nature(&self) -> Nature {
        Nature {
            nitrosamine: is_nitrosamine(&self.classified),
            quickly_hydrolysed: Nature::is_quickly_hydrolysed(&self.alerts),
        }
    }

    /// The name to show: that of an agency's table where nobody gave the impurity one.
    fn name(&self, candidate: &Candidate<'_>) -> String {
        let named = !candidate.entered.is_empty()
            || candidate.molecule.as_ref().and_then(common_name).is_some();
        match self.listed.first().filter(|_| !named) {
            Some(row) => row.synonyms.first().unwrap_or(&row.compound).clone(),
            None => candidate.name.clone(),
        }
    }

    /// The result as far as structure, tests and tables decide it.
    fn into_result(
        self,
        candidate: &Candidate<'_>,
        quantitation_ppm: Option<f64>,
        reference: &Reference,
    ) -> ImpurityResult {
        let molecule = candidate.molecule.as_ref();
        let method = molecule.map(|molecule| {
            let proposal = technique_proposal_at(molecule, &self.alerts, quantitation_ppm);
            MethodNeed::new(proposal, reference)
        });
        ImpurityResult {
            key: candidate.key.clone(),
            name: self.name(candidate),
            smiles: molecule.map(|molecule| molecule.canonical_smiles().to_owned()),
            routes: candidate.routes(),
            causes: candidate.causes.clone(),
            fates: candidate.fates.clone(),
            alerts: self.alerts,
            prediction: self.model.prediction,
            prediction_refused: self.model.refused,
            neighbors: self.model.neighbors,
            potency: self.potency.groups,
            cpca_category: self.potency.category,
            cell: self.classified.cell,
            tests: self.tests,
            arguments: self.classified.arguments,
            class: self.classified.class,
            ground: self.classified.ground,
            provisional: self.classified.provisional,
            class_reasons: self.classified.reasons,
            cohort_of_concern: self.classified.cohort,
            agency_limits: self.listed.iter().map(|row| agency_limit(row)).collect(),
            uses: Vec::new(),
            quantitation_limit: None,
            technique: method.as_ref().map(|method| method.technique.technique),
            method,
            measured_purge: None,
            purge: Vec::new(),
            control: Vec::new(),
            nitrite_worst_case_ppm: None,
            asks: Vec::new(),
        }
    }
}

/// Asks for the way of administration where the intake of a controlled impurity depends on it.
fn ways_question(case: &IntakeCase<'_>, program: &Program) -> Option<String> {
    let controlled = case
        .classified
        .class
        .is_some_and(ImpurityClass::is_controlled);
    let mut uses = program.uses.iter().filter(|_| controlled);
    uses.find_map(|stage| by_other_ways(case, &Setting::of(stage)))
}

fn is_nitrosamine(classified: &Classified) -> bool {
    classified.cohort == Some(CohortOfConcern::NNitroso)
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
    const HYDROLYSED: &[&str] = &[
        "acyl-halide",
        "diazo",
        "isocyanate",
        "sulfinyl-halide",
        "sulfonyl-halide",
    ];
    !alerts.is_empty() && alerts.iter().all(|hit| HYDROLYSED.contains(&hit.rule))
}
