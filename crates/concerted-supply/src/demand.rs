//! Demand of studies and grades: types, and how the parts are put together.

use concerted_chance::{quantile, sort};
use concerted_model::batch::Grade;
use concerted_model::figure::{FigureId, Input, Ledger, Rule};
use concerted_model::finding::{Ask, Before, Finding, lacking};
use concerted_model::program::Program;
use concerted_model::study::StudyKind;
use concerted_reference::Reference;

use crate::basis::substance_per_moiety;
use crate::product::{self, MinimumProduct};
use crate::recruitment::Recruitment;
use crate::simulation::totals;
use crate::study::{StudyCase, study_demand};
use crate::trail::{Trail, assumed};
use crate::{Assessed, SupplyOptions, sort_findings};

const GRADE: Rule = Rule {
    id: "supply.grade.demand",
    formula: "amounts set aside once + Σ demand of the studies of the grade, the first-phase studies together at least the smallest product; interval: P10 to P90 of the simulation",
    unit: "kg",
};
const BATCH_RESERVE: Rule = Rule {
    id: "supply.grade.batch_reserve",
    formula: "release test + retained sample + stability samples (GMP only), for each batch",
    unit: "kg",
};
const RUN: Rule = Rule {
    id: "supply.run",
    formula: "replaced subjects binomial; body weight normal with the relative deviation assumed; draws addressed by seed, purpose, study and sample",
    unit: "samples",
};

/// Every grade in the order in which batches are made.
pub const GRADES: [Grade; 3] = [Grade::Laboratory, Grade::Toxicology, Grade::Gmp];

/// Group or cohort as demand sees it.
#[derive(Debug, Clone, PartialEq)]
pub struct GroupDemand {
    /// Its key in the document; the address of its draws.
    pub path: String,
    /// Subjects, satellites included.
    pub subjects: u32,
    /// Substance for one subject over all days, handling and losses included, in kg.
    pub subject_kg: f64,
    /// Whether the dose goes with body weight.
    pub by_weight: bool,
    /// Probability that a subject leaves and is replaced.
    pub replacement: f64,
    /// Days from the start of the study to the first dose.
    pub offset_days: f64,
    /// Days of dosing.
    pub days: f64,
}

/// Demand of one study, on the basis of the substance as it is made.
#[derive(Debug, Clone, PartialEq)]
pub struct StudyDemand {
    /// Id of the study.
    pub study: String,
    /// Name for people.
    pub name: String,
    /// Grade of the batch that serves it.
    pub grade: Grade,
    /// Key of the activity whose start begins the study, such as `t04`.
    pub activity: Option<String>,
    /// Start in calendar days from the start of the program, where the document fixes it.
    pub start_days: Option<f64>,
    /// True for a study in people of the first phase.
    pub first_phase: bool,
    /// Expected demand in kg.
    pub mass_kg: f64,
    /// Amount used as a whole at the start, in kg; part of `mass_kg`.
    pub amount_kg: f64,
    /// Groups or cohorts.
    pub groups: Vec<GroupDemand>,
    /// Recruitment, where the document states it; otherwise whole cohorts start on their day.
    pub recruitment: Option<Recruitment>,
    /// The figure that says so.
    pub figure: FigureId,
}

impl StudyDemand {
    /// Days from the start of the study to the end of dosing when nobody waits for recruitment.
    pub fn duration_days(&self) -> f64 {
        let ends = self
            .groups
            .iter()
            .map(|group| group.offset_days + group.days);
        ends.fold(0.0, f64::max)
    }
}

/// An amount that is set aside once.
#[derive(Debug, Clone, PartialEq)]
pub struct Reserve {
    /// What for.
    pub name: String,
    /// Grade of the batch it is taken from.
    pub grade: Grade,
    /// Study with which it is taken; `None` where it is taken with the first study of the grade.
    pub study: Option<String>,
    /// Mass in kg.
    pub mass_kg: f64,
    /// What it rests on.
    pub inputs: Vec<Input>,
}

/// Demand of one grade.
#[derive(Debug, Clone, PartialEq)]
pub struct GradeDemand {
    /// The grade.
    pub grade: Grade,
    /// Expected demand in kg.
    pub mass_kg: f64,
    /// P10, P50 and P90 of the simulated demand in kg.
    pub simulated: (f64, f64, f64),
    /// Substance that each batch loses to testing and samples, in kg.
    pub batch_reserve_kg: f64,
    /// The figure of the demand.
    pub figure: FigureId,
    /// The figure of the reserve of each batch.
    pub reserve_figure: FigureId,
}

/// Demand of the program.
#[derive(Debug, Clone, PartialEq)]
pub struct Demand {
    /// Studies whose demand is known, in the order of ids.
    pub studies: Vec<StudyDemand>,
    /// Smallest possible product of the first studies in people.
    pub product: Option<MinimumProduct>,
    /// Amounts set aside once.
    pub reserves: Vec<Reserve>,
    /// Grades that are needed, laboratory first.
    pub grades: Vec<GradeDemand>,
    /// Relative standard deviation of the mean body weight of a study.
    pub weight_spread: f64,
}

impl Demand {
    /// Studies of one grade.
    pub fn of(&self, grade: Grade) -> impl Iterator<Item = &StudyDemand> {
        self.studies
            .iter()
            .filter(move |study| study.grade == grade)
    }
}

/// The work that asks for what the demand lacks.
pub(crate) fn ask_for_demand() -> Ask {
    Ask {
        key: "demand_update".to_owned(),
        catalogue: "demand_update".to_owned(),
        title: "Demand plan with doses, subjects and days of every study".to_owned(),
        before: Some(Before::ToxicologyBatch),
        figures: Vec::new(),
    }
}

/// Demand of every study and grade, expected and simulated.
///
/// Animals: m = (subjects + satellites) × dose × body weight × days × (1 + handling loss). People: m = subjects × daily
/// dose × days × (1 + replaced) × (1 + overage) / (1 − loss in the drug product). Laboratory: the amount entered. Doses
/// stated on the moiety are multiplied by M(substance)/(n·M(moiety)). Masses in kg, doses in mg/d or mg/kg/d, time in
/// calendar days. Studies that only need the laboratory batch (their template activity follows `C00`) are of that grade.
///
/// # Findings
/// `supply.no_substance`, `supply.no_study`, `supply.study_demand`, `supply.two_doses`, `supply.molar_mass`,
/// `supply.moiety_count`, `supply.basis_below_one`, `supply.no_product`, `supply.minimum_product`,
/// `supply.study_without_start`.
pub fn demand(
    program: &Program,
    reference: &Reference,
    options: &SupplyOptions<'_>,
) -> Assessed<Demand> {
    let mut ledger = Ledger::new();
    let mut findings = Vec::new();
    let mut result = Demand {
        studies: Vec::new(),
        product: None,
        reserves: Vec::new(),
        grades: Vec::new(),
        weight_spread: assumed(reference, "body_weight_spread").value,
    };
    if let Some(finding) = nothing_to_count(program) {
        findings.push(finding);
    } else {
        let factor = substance_per_moiety(program, &mut ledger, &mut findings);
        let case = StudyCase {
            program,
            reference,
            factor: factor.as_ref(),
        };
        for study in &program.study {
            let found = study_demand(case, study, &mut ledger, &mut findings);
            result.studies.extend(found);
        }
        result.studies.sort_by(|a, b| a.study.cmp(&b.study));
        result.product = product::minimum(case, &result, &mut ledger, &mut findings);
        result.reserves = reserves(&result, program, reference);
        add_grades(&mut result, reference, options, &mut ledger);
    }
    sort_findings(&mut findings);
    Assessed {
        result,
        ledger,
        findings,
    }
}

/// Why there is no demand at all.
fn nothing_to_count(program: &Program) -> Option<Finding> {
    let what = "The demand";
    if program.drug_substance().is_none() {
        let needs = "the program names no drug substance (`[substance]` with `material`)";
        return Some(lacking("supply.no_substance", "substance", what, needs));
    }
    if program.study.is_empty() {
        let needs = "the program has no study (`[[study]]`)";
        let finding = lacking("supply.no_study", "study", what, needs);
        return Some(finding.ask(ask_for_demand()));
    }
    None
}

/// What is set aside once: dose analysis with each animal study, reference standard, development.
fn reserves(demand: &Demand, program: &Program, reference: &Reference) -> Vec<Reserve> {
    let reserve = |name: &str, grade, study: Option<&str>, default: &str| {
        let mass = assumed(reference, default);
        Reserve {
            name: name.to_owned(),
            grade,
            study: study.map(ToOwned::to_owned),
            mass_kg: mass.value,
            inputs: mass.inputs,
        }
    };
    let mut found = Vec::new();
    for study in &demand.studies {
        let animals = program
            .study
            .iter()
            .any(|other| other.id.as_str() == study.study && other.kind == StudyKind::Toxicology);
        if animals {
            found.push(reserve(
                "analysis of the dose formulations",
                study.grade,
                Some(&study.study),
                "dose_analysis_sample",
            ));
        }
    }
    if demand.of(Grade::Gmp).next().is_some() {
        found.push(reserve(
            "reference standard",
            Grade::Gmp,
            None,
            "reference_standard_mass",
        ));
    }
    let laboratory = program
        .study
        .iter()
        .any(|study| study.kind == StudyKind::Laboratory);
    if !laboratory && !demand.studies.is_empty() {
        found.push(reserve(
            "formulation and form work, as no laboratory study is entered",
            Grade::Laboratory,
            None,
            "development_mass",
        ));
    }
    found
}

/// Adds the grades that have a demand, with the run that their ranges come from.
fn add_grades(
    demand: &mut Demand,
    reference: &Reference,
    options: &SupplyOptions<'_>,
    ledger: &mut Ledger,
) {
    if demand.studies.is_empty() {
        return;
    }
    let mut trail = Trail::default();
    trail.take(assumed(reference, "body_weight_spread"));
    let studies = demand.studies.iter().map(|study| &study.figure);
    trail.0.extend(studies.cloned().map(Input::Figure));
    trail.0.extend(
        demand
            .product
            .iter()
            .map(|floor| Input::Figure(floor.figure.clone())),
    );
    let label = format!("simulation of the demand, seed {}", options.seed);
    let run = ledger.derive(
        RUN.id,
        label,
        RUN,
        f64::from(options.samples.max(1)),
        trail.0,
    );
    let sampled = totals(demand, "demand", options);
    let mut grades = Vec::new();
    for grade in GRADES {
        if let Some(samples) = sampled.get(&grade) {
            let mut found = grade_demand(demand, grade, samples, (&run, ledger));
            found.batch_reserve_kg = batch_reserve(&found, reference, ledger);
            grades.push(found);
        }
    }
    demand.grades = grades;
}

fn grade_demand(
    demand: &Demand,
    grade: Grade,
    samples: &[f64],
    (run, ledger): (&Input, &mut Ledger),
) -> GradeDemand {
    let mut inputs = vec![run.clone()];
    let mut mass_kg = 0.0;
    // The order of the simulation, so that a demand without spread has an interval of width 0.
    for reserve in demand.reserves.iter().filter(|one| one.grade == grade) {
        mass_kg += reserve.mass_kg;
        inputs.extend(reserve.inputs.iter().cloned());
    }
    for study in demand.of(grade) {
        if demand.product.is_none() || !study.first_phase {
            mass_kg += study.mass_kg;
        }
        inputs.push(Input::Figure(study.figure.clone()));
    }
    if let (Grade::Gmp, Some(product)) = (grade, &demand.product) {
        mass_kg += product.at_least(product.studies_kg);
        inputs.push(Input::Figure(product.figure.clone()));
    }
    let mut sorted = samples.to_vec();
    sort(&mut sorted);
    let at = |p| quantile(&sorted, p).expect("a run has at least one sample");
    let simulated = (at(0.1), at(0.5), at(0.9));
    let id = format!("supply.grade.{grade}.demand");
    let label = format!("demand for {grade} substance");
    let figure = ledger.derive(id.as_str(), label, GRADE, mass_kg, inputs);
    ledger.bound(&figure, simulated.0, simulated.2);
    GradeDemand {
        grade,
        mass_kg,
        simulated,
        batch_reserve_kg: 0.0,
        figure: id.into(),
        reserve_figure: format!("supply.grade.{grade}.batch_reserve").into(),
    }
}

fn batch_reserve(demand: &GradeDemand, reference: &Reference, ledger: &mut Ledger) -> f64 {
    let names: &[&str] = match demand.grade {
        Grade::Laboratory => &["release_test_mass"],
        Grade::Toxicology => &["release_test_mass", "retained_sample_mass"],
        Grade::Gmp => &[
            "release_test_mass",
            "retained_sample_mass",
            "stability_sample_mass",
        ],
    };
    let mut trail = Trail::default();
    let mass = names
        .iter()
        .map(|name| trail.take(assumed(reference, name)))
        .sum();
    let label = format!("testing and samples of each {} batch", demand.grade);
    let id = demand.reserve_figure.clone();
    ledger.derive(id, label, BATCH_RESERVE, mass, trail.0);
    mass
}
