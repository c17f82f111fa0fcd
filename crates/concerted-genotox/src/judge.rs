//! Judges one impurity: class, limits for each use, quantitation limit, purge and technique.

use concerted_model::figure::{Assumption, FigureId, Input, Ledger, Rule};
use concerted_model::program::{M7Scope, Program, Stage, Use};
use concerted_model::quantity::shortest;
use concerted_molecule::Molecule;
use concerted_reference::{NitrosamineIntake, Reference};

use crate::agency::{AgencyIndex, agency_limit};
use crate::class::{Classified, ImpurityClass, SubstanceKnowledge, classify};
use crate::common_name::common_name;
use crate::demand::Demand;
use crate::dose::{Dose, Doses};
use crate::intake::{Intake, IntakeCase, intake, side_notes};
use crate::nitrite::worst_case;
use crate::outcome::{ImpurityResult, UseLimit};
use crate::purge;
use crate::technique::propose_technique;
use crate::walk::Candidate;
use concerted_hazard::{AlertHit, CohortOfConcern, screen};

const INTAKE: Rule = Rule {
    id: "genotox.intake",
    formula: "acceptable intake: as entered, else of an agency, else compound-specific, else class-specific, else the threshold of toxicological concern for the treatment time",
    unit: "µg/d",
};
const LIMIT_MOIETY: Rule = Rule {
    id: "genotox.limit-moiety",
    formula: "acceptable intake in µg/d ÷ daily dose of the moiety in g/d",
    unit: "ppm",
};
const LIMIT_SUBSTANCE: Rule = Rule {
    id: "genotox.limit-substance",
    formula: "acceptable intake in µg/d ÷ daily dose of the substance in g/d",
    unit: "ppm",
};
const QUANTITATION: Rule = Rule {
    id: "genotox.quantitation-limit",
    formula: "quantitation fraction × limit in ppm of the substance",
    unit: "ppm",
};
const FREE_ACID: Rule = Rule {
    id: "genotox.free-acid",
    formula: "Σ n a − Σ n b over the inputs: strong acid less basic groups, in moles relative to the limiting input",
    unit: "eq",
};
/// Longest Phase 1 in days in which only class 1, 2 and the cohort of concern are addressed (ICH M7, section 6).
const SHORT_PHASE_1_DAYS: f64 = 14.0;

/// What all impurities share.
pub(crate) struct Bench<'a> {
    pub(crate) program: &'a Program,
    pub(crate) reference: &'a Reference,
    pub(crate) doses: Vec<Doses>,
    pub(crate) substance: SubstanceKnowledge,
    pub(crate) agencies: AgencyIndex<'a>,
}

/// Impurity classes that a use must address: as entered, else by stage and duration.
pub(crate) fn scope(stage: &Use) -> M7Scope {
    stage.m7_scope.unwrap_or_else(|| {
        let short = stage.duration.value.base() <= SHORT_PHASE_1_DAYS;
        if stage.stage == Stage::Phase1 && short {
            M7Scope::Known
        } else {
            M7Scope::All
        }
    })
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
    let mut classified = classify(&candidate, &alerts, &bench.substance, bench.reference);
    let nitrosamine = classified.cohort == Some(CohortOfConcern::NNitroso);
    let listed = match &candidate.molecule {
        Some(molecule) if nitrosamine => bench.agencies.in_force(molecule),
        _ => Vec::new(),
    };
    let case = IntakeCase {
        candidate: &candidate,
        classified: &classified,
        alerts: &alerts,
        listed: &listed,
        reference: bench.reference,
    };
    let uses: Vec<UseLimit> = bench
        .program
        .uses
        .iter()
        .zip(&bench.doses)
        .map(|(stage, doses)| use_limit(&case, stage, doses, ledger))
        .collect();
    let notes = side_notes(&case);
    classified.reasons.extend(notes);
    let demand = Demand::new(bench.program, &uses);
    let need = demand.record(bench.program, &candidate.key, &uses, ledger);
    let mut result = result(&candidate, classified.clone(), &listed);
    result.technique = candidate
        .molecule
        .as_ref()
        .map(|molecule| propose_technique(molecule, &alerts));
    result.alerts = alerts;
    result.quantitation_limit = demand.ppm().map(|ppm| ppm * 1e-6);
    further_figures(bench, &candidate, &uses, ledger, &mut result);
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
        alerts: Vec::new(),
        class: classified.class,
        provisional: classified.provisional,
        class_reasons: classified.reasons,
        cohort_of_concern: classified.cohort,
        agency_limits: listed.iter().map(|row| agency_limit(row)).collect(),
        uses: Vec::new(),
        quantitation_limit: None,
        technique: None,
        measured_purge: None,
        nitrite_worst_case_ppm: None,
        asks: Vec::new(),
    }
}

/// Free acid of the steps, purge, and the bound from the nitrite of the excipients.
fn further_figures(
    bench: &Bench<'_>,
    candidate: &Candidate<'_>,
    uses: &[UseLimit],
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
    purge::required(candidate, uses, ledger);
    result.measured_purge = purge::measured(candidate, ledger);
    result.nitrite_worst_case_ppm = worst_case(
        bench.program,
        bench.reference,
        &bench.doses,
        candidate,
        ledger,
    );
}

fn in_scope(classified: &Classified, stage: &Use) -> (bool, String) {
    let scope = scope(stage);
    let Some(class) = classified.class else {
        return (false, "no class, so no control can be derived".to_owned());
    };
    let known = class <= ImpurityClass::Two;
    if !class.is_controlled() {
        return (
            false,
            format!("class {}: treated like any other impurity", class.number()),
        );
    }
    if classified.cohort.is_some() {
        let reason = "cohort of concern: addressed at every stage";
        return (true, reason.to_owned());
    }
    match scope {
        M7Scope::Known if !known => (
            false,
            "not required at this stage: it addresses class 1, 2 and the cohort of concern only"
                .to_owned(),
        ),
        M7Scope::Known => (
            true,
            format!(
                "class {}: addressed from the first study on",
                class.number()
            ),
        ),
        M7Scope::All => (
            true,
            format!("class {}: addressed at this stage", class.number()),
        ),
    }
}

fn use_limit(case: &IntakeCase<'_>, stage: &Use, doses: &Doses, ledger: &mut Ledger) -> UseLimit {
    let (in_scope, scope_reason) = in_scope(case.classified, stage);
    let mut limit = UseLimit {
        use_id: stage.id.as_str().to_owned(),
        in_scope,
        scope_reason,
        intake_ug_per_day: None,
        basis: String::new(),
        limit_ppm_moiety: None,
        limit_ppm_substance: None,
        quantitation_limit_ppm: None,
        figures: Vec::new(),
    };
    if !case
        .classified
        .class
        .is_some_and(ImpurityClass::is_controlled)
    {
        let basis = if case.classified.class.is_some() {
            "thresholds of ICH Q3A for ordinary impurities"
        } else {
            "no limit without a class"
        };
        basis.clone_into(&mut limit.basis);
        return limit;
    }
    let Some(intake) = intake(case, stage) else {
        "no intake can be derived by rule: case by case with toxicologist and agency"
            .clone_into(&mut limit.basis);
        return limit;
    };
    limit.basis.clone_from(&intake.basis);
    limit.intake_ug_per_day = Some(intake.micrograms_per_day);
    ppm(case, stage, (&intake, doses), ledger, &mut limit);
    limit
}

/// Fills in the limits on both bases and the quantitation limit.
fn ppm(
    case: &IntakeCase<'_>,
    stage: &Use,
    (intake, doses): (&Intake, &Doses),
    ledger: &mut Ledger,
    limit: &mut UseLimit,
) {
    let prefix = format!("genotox.{}.{}", case.candidate.key, stage.id);
    let mut record = |name: &str, what: &str, rule: Rule, value: f64, inputs: Vec<Input>| {
        let label = format!("{what} of {}, {}", case.candidate.name, stage.name);
        let input = ledger.derive(format!("{prefix}.{name}"), label, rule, value, inputs);
        limit.figures.push(FigureId(format!("{prefix}.{name}")));
        input
    };
    let micrograms = intake.micrograms_per_day;
    let source = record(
        "intake",
        "acceptable intake",
        INTAKE,
        micrograms,
        intake.inputs.clone(),
    );
    let mut share = |name: &str, what: &str, rule: Rule, dose: Option<&Dose>| {
        let dose = dose?;
        let value = micrograms / dose.grams;
        let inputs = vec![source.clone(), dose.figure.clone()];
        Some((value, record(name, what, rule, value, inputs)))
    };
    let moiety = share(
        "limit_ppm_moiety",
        "limit in the moiety",
        LIMIT_MOIETY,
        doses.moiety.as_ref(),
    );
    let substance = share(
        "limit_ppm_substance",
        "limit in the substance",
        LIMIT_SUBSTANCE,
        doses.substance.as_ref(),
    );
    if let Some((value, input)) = &substance
        && let Some((fraction, assumed)) = quantitation_fraction(case.reference)
    {
        let needed = fraction * value;
        record(
            "quantitation_limit",
            "quantitation limit",
            QUANTITATION,
            needed,
            vec![input.clone(), assumed],
        );
        limit.quantitation_limit_ppm = Some(needed);
    }
    limit.limit_ppm_moiety = moiety.map(|(value, _)| value);
    limit.limit_ppm_substance = substance.map(|(value, _)| value);
}

/// Share of the limit at which a method must quantify, so that periodic testing or option 3 can be argued.
fn quantitation_fraction(reference: &Reference) -> Option<(f64, Input)> {
    let row = reference.assumption("quantitation_fraction")?;
    let assumed = Assumption {
        id: row.id.clone(),
        value: shortest(row.value),
        reason: row.reason.clone(),
    };
    Some((row.value, Input::Assumed(assumed)))
}

/// True where nothing but groups that water destroys makes the impurity mutagenic.
pub(crate) fn is_destroyed_by_water(alerts: &[AlertHit]) -> bool {
    const HYDROLYSED: &[&str] = &["acyl-halide", "diazo", "isocyanate", "sulfonyl-halide"];
    !alerts.is_empty() && alerts.iter().all(|hit| HYDROLYSED.contains(&hit.rule))
}
