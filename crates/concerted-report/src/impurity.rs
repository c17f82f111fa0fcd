//! One impurity with everything that is known of it, as the plan report and the assessment by ICH M7 both show it.

mod designs;
mod known_key;
mod limits;
mod predictions;
mod purge;

use std::collections::BTreeSet;

use concerted_genotox::{Cause, ClassGround, ImpurityClass, ImpurityResult, Technique, UseLimit};
use concerted_hazard::{CohortOfConcern, catalogue};
use concerted_model::id::Ref;
use concerted_model::program::Program;
use concerted_molecule::Molecule;
use concerted_program::design_out::DesignOutcome;

use crate::number::three_digits;
use crate::shown::{Sheet, Shown};
use crate::structure::{Structure, draw};
pub(crate) use designs::{DesignView, general};
use limits::{AgencyRow, MethodView, UseRow};
use predictions::{GridView, ModelView, NeighborRow, RuleHit};
use purge::{ControlView, LedgerView};

/// Size of the main drawing of a structure.
const SIZE: (u32, u32) = (260, 190);

/// Stands below the name of each impurity.
pub(crate) const CAVEAT: &str =
    "Calls, potency category and predicted purge are screening aids that need expert review.";

/// Causes shown before the rest folds away.
const FIRST_CAUSES: usize = 4;

/// What a dossier is made from.
#[derive(Clone, Copy)]
pub(crate) struct Source<'a> {
    pub(crate) program: &'a Program,
    pub(crate) sheet: Sheet<'a>,
    pub(crate) designs: Option<&'a DesignOutcome>,
}

impl<'a> Source<'a> {
    fn step(&self, id: &'a str) -> &'a str {
        let step = self.program.step(&Ref::new(id, None));
        step.map_or(id, |step| step.name.as_str())
    }

    fn route(&self, id: &'a str) -> &'a str {
        let route = self.program.route_by_id(id);
        route.map_or(id, |route| route.name.as_str())
    }

    fn stage(&self, id: &'a str) -> &'a str {
        let stage = self.program.uses.iter().find(|one| one.id.as_str() == id);
        stage.map_or(id, |stage| stage.name.as_str())
    }
}

/// Everything that is shown of one impurity.
pub(crate) struct Dossier<'a> {
    /// Anchor on the page.
    pub(crate) anchor: String,
    pub(crate) key: &'a str,
    pub(crate) name: &'a str,
    pub(crate) smiles: Option<&'a str>,
    /// The structure with the atoms of its alerts set off.
    pub(crate) structure: Structure,
    pub(crate) class: String,
    pub(crate) cohort: Option<&'static str>,
    pub(crate) ground: &'static str,
    pub(crate) reasons: &'a [String],
    pub(crate) routes: String,
    pub(crate) origins: Vec<Origin<'a>>,
    pub(crate) further_origins: Vec<Origin<'a>>,
    pub(crate) fates: Vec<FateRow<'a>>,
    pub(crate) rules: Vec<RuleHit>,
    pub(crate) model: ModelView,
    pub(crate) neighbors: Vec<NeighborRow<'a>>,
    /// Where their tests are reported, each once.
    pub(crate) neighbor_sources: Vec<&'a str>,
    /// True where one of them has no name.
    pub(crate) neighbors_unnamed: bool,
    pub(crate) grid: Option<GridView>,
    pub(crate) tests: Vec<TestRow<'a>>,
    pub(crate) arguments: Vec<ArgumentRow<'a>>,
    pub(crate) uses: Vec<UseRow<'a>>,
    pub(crate) agencies: Vec<AgencyRow<'a>>,
    pub(crate) potency: Vec<predictions::PotencyView>,
    pub(crate) quantitation: Shown,
    pub(crate) quantitation_reasons: Vec<&'a str>,
    /// The use in scope that asks for it.
    pub(crate) quantitation_use: Option<&'a str>,
    /// The lowest over all uses in scope and the use that asks for it, where it is lower.
    pub(crate) strictest: Option<(Shown, &'a str)>,
    /// True where predictions are all that is known: purge and proposals stay folded, also on paper.
    pub(crate) brief: bool,
    pub(crate) technique: Option<&'static str>,
    pub(crate) method: Option<MethodView<'a>>,
    pub(crate) nitrite_bound: Option<Shown>,
    pub(crate) ledgers: Vec<LedgerView<'a>>,
    pub(crate) controls: Vec<ControlView<'a>>,
    /// Proposals to design it out; `None` where nobody looked.
    pub(crate) designs: Option<Vec<DesignView<'a>>>,
    /// Control options of the uses in scope, such as "1, 3".
    pub(crate) options: String,
    pub(crate) in_scope: bool,
    /// What is still open, as sentences.
    pub(crate) open: Vec<String>,
}

/// Where an impurity forms or enters.
pub(crate) struct Origin<'a> {
    pub(crate) concern: Option<&'static str>,
    pub(crate) sentence: &'a str,
}

/// What acts on an impurity.
pub(crate) struct FateRow<'a> {
    pub(crate) kind: &'static str,
    pub(crate) sentence: &'a str,
}

/// A test of the user's own.
pub(crate) struct TestRow<'a> {
    pub(crate) kind: &'static str,
    pub(crate) outcome: &'static str,
    pub(crate) source: &'a str,
}

/// A recorded expert argument.
pub(crate) struct ArgumentRow<'a> {
    pub(crate) conclusion: &'static str,
    pub(crate) reasoning: &'a str,
    pub(crate) by: &'a str,
    pub(crate) date: String,
    pub(crate) source: Option<&'a str>,
    pub(crate) standing: &'static str,
}

/// Whether an impurity deserves more than a line: a class from 1 to 3, an alert without class, a cohort of concern.
pub(crate) fn concerns(impurity: &ImpurityResult) -> bool {
    impurity.class.is_some_and(ImpurityClass::is_controlled)
        || impurity.cohort_of_concern.is_some()
        || (impurity.class.is_none() && !impurity.alerts.is_empty())
}

/// The class in words.
pub(crate) fn class_words(impurity: &ImpurityResult) -> String {
    match impurity.class {
        Some(class) if impurity.provisional => format!("class {} (provisional)", class.number()),
        Some(class) => format!("class {}", class.number()),
        None => "class not known".to_owned(),
    }
}

/// The routes on which an impurity arises.
pub(crate) fn routes<'a>(source: &Source<'a>, impurity: &'a ImpurityResult) -> String {
    let names: Vec<&str> = impurity
        .routes
        .iter()
        .map(|route| source.route(route))
        .collect();
    if names.is_empty() {
        "all routes".to_owned()
    } else {
        names.join(", ")
    }
}

/// The dossier of an impurity.
pub(crate) fn dossier<'a>(
    source: &Source<'a>,
    impurity: &'a ImpurityResult,
    number: usize,
) -> Dossier<'a> {
    let mut atoms: Vec<usize> = impurity
        .alerts
        .iter()
        .flat_map(|alert| alert.atoms.iter().copied())
        .collect();
    atoms.sort_unstable();
    atoms.dedup();
    let molecule = impurity
        .smiles
        .as_deref()
        .and_then(|smiles| Molecule::parse(smiles).ok());
    let (first, further) = impurity
        .causes
        .split_at(impurity.causes.len().min(FIRST_CAUSES));
    let neighbors = predictions::neighbors(impurity);
    Dossier {
        anchor: format!("impurity-{number}"),
        key: &impurity.key,
        name: &impurity.name,
        smiles: impurity.smiles.as_deref(),
        structure: draw(impurity.smiles.as_deref(), &impurity.name, &atoms, SIZE),
        class: class_words(impurity),
        cohort: impurity.cohort_of_concern.map(CohortOfConcern::name),
        ground: impurity.ground.name(),
        reasons: &impurity.class_reasons,
        routes: routes(source, impurity),
        origins: first.iter().map(origin).collect(),
        further_origins: further.iter().map(origin).collect(),
        fates: impurity
            .fates
            .iter()
            .map(|fate| FateRow {
                kind: fate.kind.word(),
                sentence: &fate.sentence,
            })
            .collect(),
        rules: predictions::rules(impurity),
        model: predictions::model(source, impurity, molecule.as_ref()),
        neighbor_sources: neighbor_sources(impurity),
        neighbors_unnamed: neighbors.iter().any(|row| row.name.is_none()),
        neighbors,
        grid: predictions::grid(impurity),
        tests: tests(impurity),
        arguments: arguments(impurity),
        uses: limits::uses(source, impurity),
        agencies: limits::agencies(impurity),
        potency: predictions::potency(impurity),
        quantitation: quantitation(source, impurity),
        quantitation_reasons: limits::quantitation_reasons(impurity),
        quantitation_use: demanding_use(impurity).map(|limit| source.stage(&limit.use_id)),
        strictest: strictest(source, impurity),
        brief: is_brief(impurity),
        technique: impurity.technique.map(Technique::name),
        method: limits::method(impurity),
        nitrite_bound: nitrite_bound(source, impurity),
        ledgers: purge::ledgers(source, impurity),
        controls: purge::controls(source, impurity),
        designs: designs::designs(source, impurity),
        options: purge::options(impurity),
        in_scope: impurity.in_scope(),
        open: open(impurity),
    }
}

fn origin(cause: &Cause) -> Origin<'_> {
    Origin {
        concern: cause.concern.map(concerted_genotox::Concern::word),
        sentence: &cause.sentence,
    }
}

fn tests(impurity: &ImpurityResult) -> Vec<TestRow<'_>> {
    impurity
        .tests
        .iter()
        .map(|test| TestRow {
            kind: test.kind.name(),
            outcome: test.outcome.word(),
            source: test.source.as_deref().unwrap_or("no source given"),
        })
        .collect()
}

fn arguments(impurity: &ImpurityResult) -> Vec<ArgumentRow<'_>> {
    impurity
        .arguments
        .iter()
        .map(|argument| ArgumentRow {
            conclusion: argument.conclusion.word(),
            reasoning: &argument.reasoning,
            by: &argument.by,
            date: argument.date.to_string(),
            source: argument.source.as_deref(),
            standing: argument.standing.sentence(),
        })
        .collect()
}

/// What an analytical method has to quantify; where nothing is in scope, nothing has to be.
fn quantitation(source: &Source<'_>, impurity: &ImpurityResult) -> Shown {
    if !impurity.in_scope() {
        return Shown::text("none in scope at this stage");
    }
    let id = format!("genotox.{}.quantitation_limit", impurity.key);
    source
        .sheet
        .value(&id, "no use in scope gives a limit for it")
}

/// The first use in scope that asks for what the method has to quantify.
fn demanding_use(impurity: &ImpurityResult) -> Option<&UseLimit> {
    let needed = impurity.quantitation_limit? * 1e6;
    impurity.uses.iter().find(|limit| {
        limit.in_scope
            && limit
                .quantitation_limit_ppm
                .is_some_and(|own| (own - needed).abs() <= needed * 1e-9)
    })
}

/// The use in scope that needs the lowest quantitation limit, where that is below the one needed first.
fn strictest<'a>(source: &Source<'a>, impurity: &'a ImpurityResult) -> Option<(Shown, &'a str)> {
    let needed = impurity.quantitation_limit? * 1e6;
    let (lowest, limit) = impurity
        .uses
        .iter()
        .filter(|limit| limit.in_scope)
        .filter_map(|limit| Some((limit.quantitation_limit_ppm?, limit)))
        .min_by(|(a, _), (b, _)| a.total_cmp(b))?;
    if lowest >= needed * (1.0 - 1e-9) {
        return None;
    }
    let id = format!(
        "genotox.{}.{}.quantitation_limit",
        impurity.key, limit.use_id
    );
    let shown = source.sheet.value(&id, "not computed");
    Some((shown, source.stage(&limit.use_id)))
}

/// Where the tests of its neighbors are reported, each once.
fn neighbor_sources(impurity: &ImpurityResult) -> Vec<&str> {
    let mut sources: Vec<&str> = Vec::new();
    for neighbor in &impurity.neighbors {
        let source = neighbor.source.as_str();
        if !source.is_empty() && !sources.contains(&source) {
            sources.push(source);
        }
    }
    sources
}

/// Whether predictions are all that speaks for its class: what is worked out for it folds away, also on paper.
fn is_brief(impurity: &ImpurityResult) -> bool {
    impurity.ground == ClassGround::Predictions
        && impurity.provisional
        && impurity.cohort_of_concern.is_none()
        && impurity.tests.is_empty()
        && impurity.arguments.is_empty()
}

/// The bound that the nitrite of the excipients sets.
fn nitrite_bound(source: &Source<'_>, impurity: &ImpurityResult) -> Option<Shown> {
    let bound = impurity.nitrite_worst_case_ppm?;
    let id = format!("genotox.{}.nitrite_worst_case", impurity.key);
    Some(
        source
            .sheet
            .labelled(&id, format!("{} ppm", three_digits(bound))),
    )
}

/// What nobody has answered yet.
fn open(impurity: &ImpurityResult) -> Vec<String> {
    let mut open = Vec::new();
    if let Some(cell) = impurity.cell
        && predictions::asks_for_an_argument(impurity)
    {
        open.push(format!(
            "Expert argument ({}): {}",
            cell.name(),
            cell.argument()
        ));
    }
    if impurity.smiles.is_none() {
        open.push("Its structure is not known, so neither method can say anything.".to_owned());
    }
    if impurity.provisional {
        open.push(
            "The class is provisional: it rests on what is still to be confirmed.".to_owned(),
        );
    }
    for limit in &impurity.uses {
        let unverified = limit
            .citation
            .as_ref()
            .filter(|citation| limit.in_scope && !citation.status.is_regulatory_fact());
        if let Some(citation) = unverified {
            open.push(format!(
                "The intake for {} has status {} ({}, {}): read it in the source before it is relied upon.",
                limit.use_id,
                citation.status.word(),
                citation.source,
                citation.locator
            ));
        }
        if limit.in_scope && limit.intake_ug_per_day.is_none() {
            open.push(format!("No intake for {}: {}.", limit.use_id, limit.basis));
        }
    }
    let mut seen = BTreeSet::new();
    open.retain(|one| seen.insert(one.clone()));
    open
}

/// Name of a tested compound by its InChIKey, where a reference table has it.
pub(crate) fn known_name(inchi_key: &str) -> Option<&'static str> {
    known_key::known(inchi_key).map(|(name, _)| name)
}

/// The rule of a hit, as the catalogue defines it.
fn rule(id: &str) -> Option<&'static concerted_hazard::Alert> {
    catalogue().iter().find(|rule| rule.id == id)
}
