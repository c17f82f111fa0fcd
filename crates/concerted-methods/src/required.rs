//! Which methods a program needs: the release panel of each stage and a trace method per impurity.

use std::collections::{BTreeMap, BTreeSet};

use concerted_model::handover::{QuantitationNeed, WorkItem};
use concerted_model::material::{Material, MaterialKind};
use concerted_model::method::{MethodPurpose, MethodState};
use concerted_model::program::{Program, Stage};
use concerted_model::route::{InputRole, Step};
use concerted_model::study::StudyKind;

use crate::matching::{Coverage, cover, find_for_need, find_for_panel};

/// Stage of development whose batches are tested.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum TestingStage {
    /// Batches for toxicology, not GMP.
    Toxicology,
    /// Batches for people.
    Clinical(Stage),
}

impl TestingStage {
    /// The word for keys and people.
    pub fn word(self) -> &'static str {
        match self {
            Self::Toxicology => "toxicology",
            Self::Clinical(stage) => stage.word(),
        }
    }

    /// How far a method must be established before batches of this stage are released with it.
    ///
    /// Up to Phase 2 methods are qualified, not validated (`phase_1_method_practice`); ICH Q2 validation
    /// is needed for pivotal studies and the filing. A toxicology batch needs a method that works.
    pub fn state_needed(self) -> MethodState {
        match self {
            Self::Toxicology => MethodState::Draft,
            Self::Clinical(Stage::Phase1 | Stage::Phase2) => MethodState::Qualified,
            Self::Clinical(Stage::Phase3 | Stage::Market) => MethodState::Validated,
        }
    }
}

/// How a required method stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// A method exists, is low enough and far enough established.
    Met,
    /// A method exists and is not yet far enough established.
    Immature,
    /// A method exists and does not determine everything that it must.
    Incomplete,
    /// A method exists, and nobody stated its limit of quantitation.
    LimitUnknown,
    /// A method exists, and its limit of quantitation is too high.
    LimitTooHigh,
    /// No method exists.
    Missing,
}

impl Standing {
    /// The words for people.
    pub fn word(self) -> &'static str {
        match self {
            Self::Met => "met",
            Self::Immature => "not yet established",
            Self::Incomplete => "does not determine everything",
            Self::LimitUnknown => "limit of quantitation not stated",
            Self::LimitTooHigh => "limit of quantitation too high",
            Self::Missing => "missing",
        }
    }
}

/// One method that is needed, and what there is of it.
#[derive(Debug, Clone, PartialEq)]
pub struct RequiredMethod {
    /// Stable key, such as `methods.release.phase-1.assay` or `methods.trace.ipms`.
    pub key: String,
    /// What it is for.
    pub purpose: MethodPurpose,
    /// The first stage that needs it this way.
    pub stage: TestingStage,
    /// What it determines, in words.
    pub subject: String,
    /// Key of the impurity, for trace methods.
    pub impurity: Option<String>,
    /// Limit of quantitation needed, as a mass fraction of the substance.
    pub quantitation_limit: Option<f64>,
    /// How far it must be established.
    pub state_needed: MethodState,
    /// Id of the method of the program that serves it best.
    pub method: Option<String>,
    /// Ids of further methods that determine what the first does not.
    pub further: Vec<String>,
    /// Names of what none of them determines.
    pub lacking: Vec<String>,
    /// How it stands.
    pub standing: Standing,
    /// Why it is needed, as a sentence.
    pub reason: String,
}

/// Stages whose batches are tested: those of studies, batches, uses and planned work.
pub(crate) fn stages(program: &Program, work: &[WorkItem]) -> BTreeSet<TestingStage> {
    use concerted_model::batch::Grade;
    let mut stages: BTreeSet<TestingStage> = program
        .uses
        .iter()
        .map(|one| TestingStage::Clinical(one.stage))
        .collect();
    let studied = program
        .study
        .iter()
        .any(|study| study.kind == StudyKind::Toxicology);
    let made = program
        .batch
        .iter()
        .any(|batch| batch.grade == Grade::Toxicology);
    // C06 and C07 of the template: the toxicology batch is made and tested.
    let planned = work
        .iter()
        .any(|item| matches!(item.key.as_str(), "c06" | "c07"));
    if studied || made || planned {
        stages.insert(TestingStage::Toxicology);
    }
    stages
}

/// The release panel of each stage (tests as in ICH Q6A) for the drug substance.
pub(crate) fn release_panel(
    program: &Program,
    stages: &BTreeSet<TestingStage>,
) -> Vec<RequiredMethod> {
    let tests = panel(program);
    let mut required = Vec::new();
    for stage in stages {
        for test in &tests {
            required.push(tested(program, *stage, test));
        }
    }
    required
}

/// One test of the panel at one stage.
fn tested(program: &Program, stage: TestingStage, test: &Test<'_>) -> RequiredMethod {
    let purpose = test.purpose;
    let coverage = if test.analytes.is_empty() {
        Coverage {
            methods: find_for_panel(program, purpose).into_iter().collect(),
            lacking: Vec::new(),
        }
    } else {
        cover(program, purpose, &test.analytes)
    };
    let state_needed = stage.state_needed();
    let least = coverage.methods.iter().map(|method| method.state).min();
    let standing = match least {
        None => Standing::Missing,
        Some(_) if !coverage.lacking.is_empty() => Standing::Incomplete,
        Some(least) if least >= state_needed => Standing::Met,
        Some(_) => Standing::Immature,
    };
    let mut methods = coverage
        .methods
        .iter()
        .map(|method| method.id.as_str().to_owned());
    let named = |one: &&Material| one.name.clone();
    RequiredMethod {
        key: format!("methods.release.{}.{purpose}", stage.word()),
        purpose,
        stage,
        subject: format!("{purpose} of the drug substance"),
        impurity: None,
        quantitation_limit: None,
        state_needed,
        method: methods.next(),
        further: methods.collect(),
        lacking: coverage.lacking.iter().map(named).collect(),
        standing,
        reason: test.reason.clone(),
    }
}

/// One test of the panel.
struct Test<'a> {
    purpose: MethodPurpose,
    /// Why it is tested.
    reason: String,
    /// What the method must determine beside the drug substance.
    analytes: Vec<&'a Material>,
}

/// The tests of the panel with the reason for each.
fn panel(program: &Program) -> Vec<Test<'_>> {
    let Some(substance) = program.drug_substance() else {
        return Vec::new();
    };
    let every = "every release of a drug substance tests it".to_owned();
    let mut tests = Vec::new();
    let mut add = |purpose, reason, analytes| {
        tests.push(Test {
            purpose,
            reason,
            analytes,
        });
    };
    add(MethodPurpose::Identity, every.clone(), Vec::new());
    add(MethodPurpose::Assay, every.clone(), Vec::new());
    add(MethodPurpose::Purity, every.clone(), Vec::new());
    let stereo = [Some(substance), program.moiety()]
        .into_iter()
        .flatten()
        .filter_map(|material| material.smiles.as_ref())
        .any(|structure| structure.smiles.contains('@'));
    if stereo {
        let reason = format!("the structure of {} names a stereocenter", substance.name);
        add(MethodPurpose::ChiralPurity, reason, Vec::new());
    }
    let steps: Vec<&Step> = program
        .planned_route()
        .map(|route| program.steps(route).collect())
        .unwrap_or_default();
    let solvents = materials(program, &steps, |role, material| {
        role == InputRole::Solvent && material.kind != MaterialKind::Water
    });
    if !solvents.is_empty() {
        let reason = format!("the route uses {}", names(&solvents));
        add(MethodPurpose::ResidualSolvents, reason, solvents);
    }
    let metals = materials(program, &steps, |_, material| !material.element.is_empty());
    if !metals.is_empty() {
        let reason = format!("the route uses {}, which brings elements", names(&metals));
        add(MethodPurpose::ElementalImpurities, reason, metals);
    }
    add(MethodPurpose::Water, every, Vec::new());
    add(
        MethodPurpose::Form,
        "batches of toxicology and clinic must be shown to have the same solid form".to_owned(),
        Vec::new(),
    );
    tests
}

/// Materials of steps whose input fits, sorted by name and once each.
fn materials<'a>(
    program: &'a Program,
    steps: &[&Step],
    fits: impl Fn(InputRole, &Material) -> bool,
) -> Vec<&'a Material> {
    let found: BTreeMap<(&str, &str), &Material> = steps
        .iter()
        .flat_map(|step| &step.input)
        .filter_map(|input| Some((input.role, program.material(&input.material)?)))
        .filter(|(role, material)| fits(*role, material))
        .map(|(_, material)| ((material.name.as_str(), material.id.as_str()), material))
        .collect();
    found.into_values().collect()
}

fn names(materials: &[&Material]) -> String {
    let names: Vec<&str> = materials.iter().map(|one| one.name.as_str()).collect();
    names.join(", ")
}

/// A trace method for every impurity that must be measured.
pub(crate) fn traces(
    program: &Program,
    needs: &[QuantitationNeed],
    stages: &BTreeSet<TestingStage>,
) -> Vec<RequiredMethod> {
    let clinical = stages
        .iter()
        .copied()
        .find(|stage| *stage != TestingStage::Toxicology);
    let stage = clinical.unwrap_or(TestingStage::Clinical(Stage::Phase1));
    let state_needed = stage.state_needed();
    let mut required: Vec<RequiredMethod> = needs
        .iter()
        .map(|need| {
            let found = find_for_need(program, need);
            let standing = found.map_or(Standing::Missing, |method| {
                match method.quantitation_limit.as_ref() {
                    _ if method.state == MethodState::Planned => Standing::Immature,
                    None => Standing::LimitUnknown,
                    Some(limit) if limit.value.base() > need.quantitation_limit => {
                        Standing::LimitTooHigh
                    }
                    Some(_) if method.state < state_needed => Standing::Immature,
                    Some(_) => Standing::Met,
                }
            });
            RequiredMethod {
                key: trace_key(need),
                purpose: MethodPurpose::Trace,
                stage,
                subject: need.name.clone(),
                impurity: Some(need.impurity.clone()),
                quantitation_limit: Some(need.quantitation_limit),
                state_needed,
                method: found.map(|method| method.id.as_str().to_owned()),
                further: Vec::new(),
                lacking: Vec::new(),
                standing,
                reason: format!(
                    "{} must be quantified at {} ppm or below",
                    need.name,
                    concerted_model::quantity::limit_digits(1e6 * need.quantitation_limit)
                ),
            }
        })
        .collect();
    required.sort_by(|a, b| a.key.cmp(&b.key));
    required
}

/// Stable key of a need.
pub(crate) fn trace_key(need: &QuantitationNeed) -> String {
    match &need.route {
        Some(route) => format!("methods.trace.{}.{route}", need.impurity),
        None => format!("methods.trace.{}", need.impurity),
    }
}
