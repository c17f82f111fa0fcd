//! Design out: changes of the process that remove a mutagenic impurity or move it, judged by assessing each.
//!
//! Candidates come from three places: alternatives that the document declares (other routes, steps and inputs),
//! the curated list of replacements, and benign solvents where a solvent makes the impurity. Each is a
//! [`Change`] of the document; it is applied to a copy, the copy is assessed again, and what comes out ranks it.
//! So an impurity that the change itself brings counts against it.

mod candidates;
mod curated;
mod effects;
mod judged;
mod price;
mod standing;
mod swap;

use concerted_document::change::Draft;
use concerted_model::change::Change;
use concerted_model::evidence::Citation;
use concerted_model::figure::{FigureId, FigureValue, Ledger};
use concerted_model::place::SourceFiles;
use concerted_model::program::Program;
use concerted_reference::Reference;
use serde::Serialize;

use crate::plan::PlanOptions;
use candidates::{Scene, candidates};
use judged::{Judged, judge_all};
use standing::Held;

pub(crate) use effects::target as planned_target;
pub(crate) use standing::Standing;

/// What every proposal that nobody declared in the document says of itself.
pub const TO_BE_EXAMINED: &str =
    "To be examined by the chemist: nothing here says that the chemistry works.";

/// How far the search goes. All budgets are counts, so the same options give the same bytes.
#[derive(Debug, Clone, PartialEq)]
pub struct DesignOptions {
    /// Route to change, where not the program's own choice.
    pub route: Option<String>,
    /// Solvents of the reference table tried for each solvent that makes an impurity.
    pub solvents: usize,
    /// Changes whose date and cost are planned: the best of each impurity first.
    pub plans: usize,
    /// How those plans are made.
    pub plan: PlanOptions,
}

impl Default for DesignOptions {
    fn default() -> Self {
        Self {
            route: None,
            solvents: 5,
            plans: 3,
            plan: PlanOptions {
                samples: 200,
                schedules: 40,
                sourcings: 1,
                ..PlanOptions::default()
            },
        }
    }
}

/// Outcome of the search.
#[derive(Debug, Clone, PartialEq)]
pub struct DesignOutcome {
    /// Route whose impurities were looked at.
    pub route: Option<String>,
    /// One entry for each impurity in scope on that route, the worst first.
    pub designs: Vec<DesignOut>,
    /// Advice against any impurity, said once; without effects.
    pub general: Vec<Proposal>,
    /// The best proposals that go together, made as one change, where one alone leaves something to do.
    pub together: Option<Proposal>,
    /// Changes that were tried and could not be judged, with the reason.
    pub refused: Vec<Refused>,
    /// Figures of the effects.
    pub ledger: Ledger,
}

/// What could be done about one impurity.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct DesignOut {
    /// Key of the impurity.
    pub impurity: String,
    /// Its name.
    pub name: String,
    /// Class of ICH M7, 1 to 5, where known.
    pub class: Option<u8>,
    /// True where it belongs to the cohort of concern.
    pub cohort_of_concern: bool,
    /// Proposals, the best first.
    pub proposals: Vec<Proposal>,
    /// Changes that were judged and leave the impurity where it is, by key.
    pub without_effect: Vec<String>,
}

/// One proposal.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Proposal {
    /// Stable key, made from what is changed.
    pub key: String,
    /// Place in the order of proposals, from 1.
    pub rank: usize,
    /// The edit of the document; `None` where no edit can express it, which is then advice without effects.
    pub change: Option<Change>,
    /// What to do, in words.
    pub sentence: String,
    /// Where the idea comes from.
    pub kind: ProposalKind,
    /// What becomes of the impurity; `None` for advice.
    pub fate: Option<TargetFate>,
    /// What moves, before and after.
    pub effects: Vec<Effect>,
    /// Impurities in scope that the change brings.
    pub brings: Vec<String>,
    /// Other impurities that it takes out of scope.
    pub removes: Vec<String>,
    /// What is not assured; `None` for alternatives that the document declares.
    pub caution: Option<String>,
}

/// Where a proposal comes from.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum ProposalKind {
    /// Declared in the document.
    Declared,
    /// A row of the list of replacements.
    Curated {
        /// The row, its source and how far it was checked.
        citation: Citation,
    },
    /// A solvent of the solvent table, proposed by rank alone.
    Solvent {
        /// The row, its source and how far it was checked.
        citation: Citation,
    },
    /// Several of these at once.
    Together {
        /// Their keys.
        keys: Vec<String>,
        /// True where the document declares all of them.
        declared: bool,
    },
}

/// What becomes of an impurity, the best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum TargetFate {
    /// No rule foresees it any more, and nobody entered it.
    Gone,
    /// It arises, but is not to be controlled as mutagenic.
    Released,
    /// It arises with more steps behind it.
    Earlier,
    /// Nothing changes for it.
    Unchanged,
    /// It arises with fewer steps behind it.
    Later,
}

impl TargetFate {
    /// The word for people.
    pub fn word(self) -> &'static str {
        match self {
            Self::Gone => "no longer foreseen by the rules",
            Self::Released => "not controlled as mutagenic",
            Self::Earlier => "arises earlier",
            Self::Unchanged => "unchanged",
            Self::Later => "arises later",
        }
    }

    /// True where the change is of use against the impurity.
    pub fn helps(self) -> bool {
        self <= Self::Earlier
    }
}

/// One thing that a change moves.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Effect {
    /// What it is.
    pub what: EffectOf,
    /// Before the change; `None` where unknown.
    pub before: Option<FigureValue>,
    /// After the change; `None` where unknown.
    pub after: Option<FigureValue>,
    /// Unit of both; empty for words, dates and counts.
    pub unit: String,
    /// The figure of the value before.
    pub before_figure: Option<FigureId>,
    /// The figure of the value after.
    pub after_figure: Option<FigureId>,
}

/// What an effect is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum EffectOf {
    /// Impurities in scope on the route.
    InScope,
    /// The worst class in scope on the route.
    WorstClass,
    /// Process mass intensity.
    Pmi,
    /// Steps of the route.
    Steps,
    /// Cost of raw materials.
    MaterialCost,
    /// Cost of the plan.
    PlanCost,
    /// Day by which the first dose is given in eight cases of ten.
    FirstDose,
}

impl EffectOf {
    /// The words for people.
    pub fn words(self) -> &'static str {
        match self {
            Self::InScope => "mutagenic impurities in scope",
            Self::WorstClass => "worst class in scope",
            Self::Pmi => "process mass intensity",
            Self::Steps => "steps",
            Self::MaterialCost => "cost of raw materials",
            Self::PlanCost => "cost of the plan",
            Self::FirstDose => "target of the plan, P80",
        }
    }

    /// The part of a figure's key.
    fn key(self) -> &'static str {
        match self {
            Self::InScope => "in_scope",
            Self::WorstClass => "worst_class",
            Self::Pmi => "pmi",
            Self::Steps => "steps",
            Self::MaterialCost => "material_cost",
            Self::PlanCost => "plan_cost",
            Self::FirstDose => "first_dose",
        }
    }
}

/// A change that could not be judged.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Refused {
    /// Key of the proposal that it would have been.
    pub key: String,
    /// What it would have been.
    pub sentence: String,
    /// Why it cannot be judged, such as a balance that does not close.
    pub reason: String,
}

/// Looks for changes that remove or move the mutagenic impurities of a route.
///
/// Order of proposals: what becomes of the impurity; the worst class left in scope (cohort of concern, 1, 2, 3,
/// none); how many are left in scope; how many the change brings; declared before curated before solvent; how far
/// the row was checked; PMI; steps; raw material cost; number of edits; key. Unknown ranks after known. Advice that no edit can express comes last.
///
/// ```
/// use concerted_program::design_out::{DesignOptions, design_out};
/// let loaded = concerted_document::read_texts(&[(
///     "program.toml",
///     "format_version = 1\nname = \"Example\"\nstart = 2027-01-04\n",
/// )]);
/// let reference = concerted_reference::Reference::embedded();
/// let program = loaded.program.unwrap();
/// let outcome = design_out(&loaded.files, &program, reference, &DesignOptions::default());
/// assert!(outcome.designs.is_empty());
/// ```
pub fn design_out(
    files: &SourceFiles,
    program: &Program,
    reference: &Reference,
    options: &DesignOptions,
) -> DesignOutcome {
    let route = options
        .route
        .clone()
        .or_else(|| program.planned_route().map(|route| route.id.to_string()));
    let draft = Draft::of(files);
    let present = Standing::of(program, reference, route.as_deref());
    let scene = Scene {
        draft: &draft,
        program,
        reference,
        route: route.as_deref().and_then(|id| program.route_by_id(id)),
        present: &present,
        solvents: options.solvents,
    };
    let found = candidates(&scene);
    let (mut judged, mut refused) = judge_all(&scene, found.computed);
    let targets: Vec<&Held> = present.targets();
    let order: Vec<Vec<usize>> = targets
        .iter()
        .map(|target| judged::ranked(target, &judged))
        .collect();
    let single = judged.len();
    match judged::together(&scene, &targets, &order, &judged) {
        Some(Ok(combined)) => judged.push(combined),
        Some(Err(reason)) => refused.push(reason),
        None => {}
    }
    let mut ledger = Ledger::new();
    effects::record(&scene, options, &mut judged, &order, &mut ledger);
    let (judged, combined) = judged.split_at(single);
    let designs = targets
        .iter()
        .zip(&order)
        .map(|(target, order)| design(target, order, judged, &found.advice))
        .collect();
    let mut general: Vec<Proposal> = found
        .general
        .iter()
        .map(curated::Advice::proposal)
        .collect();
    for (index, proposal) in general.iter_mut().enumerate() {
        proposal.rank = index + 1;
    }
    DesignOutcome {
        route,
        designs,
        general,
        together: combined
            .first()
            .zip(targets.first())
            .map(|(judged, target)| judged.proposal(target)),
        refused,
        ledger,
    }
}

fn design(
    target: &Held,
    order: &[usize],
    judged: &[Judged],
    advice: &[curated::Advice],
) -> DesignOut {
    let mut proposals: Vec<Proposal> = order
        .iter()
        .map(|index| judged[*index].proposal(target))
        .collect();
    proposals.extend(
        advice
            .iter()
            .filter(|advice| advice.impurity == target.key)
            .map(curated::Advice::proposal),
    );
    for (index, proposal) in proposals.iter_mut().enumerate() {
        proposal.rank = index + 1;
    }
    DesignOut {
        impurity: target.key.clone(),
        name: target.name.clone(),
        class: target.class,
        cohort_of_concern: target.cohort_of_concern,
        proposals,
        without_effect: judged
            .iter()
            .filter(|judged| !judged.fate(target).helps())
            .map(|judged| judged.candidate.key.clone())
            .collect(),
    }
}
