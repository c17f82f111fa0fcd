//! Class of an impurity by ICH M7, with its reasons.

mod argument;
mod exempt;
mod grid;
mod measured;
mod own;
mod publication;
mod shared;
mod stereo;

use concerted_hazard::{AlertHit, CohortOfConcern};
use concerted_model::figure::Input;
use concerted_model::impurity::{Impurity, TestOutcome};
use concerted_molecule::Molecule;
use concerted_reference::Reference;

use crate::prediction::ModelView;
use crate::structures::has_carbon;
use crate::walk::Candidate;

pub use argument::{ArgumentStanding, RecordedArgument};
pub use grid::{GridCell, ModelCall};
pub use own::{OwnTest, TestKind};

pub(crate) use argument::recorded;
pub(crate) use own::own_tests;
pub(crate) use stereo::without_stereochemistry;

/// Class of ICH M7.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ImpurityClass {
    /// Known mutagenic carcinogen.
    One,
    /// Known mutagen, carcinogenicity unknown.
    Two,
    /// Alert that the substance does not share, no data; or predictions that conflict.
    Three,
    /// Alert shared with a substance that tested negative.
    Four,
    /// No alert by two methods, or negative data.
    Five,
}

impl ImpurityClass {
    /// Its number, 1 to 5.
    pub fn number(self) -> u8 {
        self as u8 + 1
    }

    /// True for classes that are controlled as mutagenic.
    pub fn is_controlled(self) -> bool {
        self <= Self::Three
    }
}

/// What decided a class.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ClassGround {
    /// Tests of the user's own.
    OwnData,
    /// Tests that were published.
    PublishedData,
    /// A monograph in the addendum of ICH M7.
    Listed,
    /// A recorded expert argument.
    Argument,
    /// A solvent that ICH Q3C limits.
    ResidualSolvent,
    /// Carbon that is not organic, such as carbon dioxide.
    Inorganic,
    /// Tests of the substance, of which it is a stereoisomer.
    SubstanceTests,
    /// An alert shared with a relative that tested negative.
    SharedAlert,
    /// The two predictions.
    Predictions,
    /// Nothing: there is neither a structure nor a test.
    Nothing,
}

impl ClassGround {
    /// Name for people.
    pub fn name(self) -> &'static str {
        match self {
            Self::OwnData => "own test",
            Self::PublishedData => "published test",
            Self::Listed => "listed in ICH M7",
            Self::Argument => "expert argument",
            Self::ResidualSolvent => "residual solvent of ICH Q3C",
            Self::Inorganic => "no organic compound",
            Self::SubstanceTests => "tests of the substance",
            Self::SharedAlert => "alert shared with a tested relative",
            Self::Predictions => "two predictions",
            Self::Nothing => "nothing known",
        }
    }
}

/// A class with its reasons.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Classified {
    pub(crate) class: Option<ImpurityClass>,
    pub(crate) ground: ClassGround,
    /// May change with data that are still to come.
    pub(crate) provisional: bool,
    /// Would be class 4 if the substance tested negative.
    pub(crate) pending_class_4: bool,
    pub(crate) cohort: Option<CohortOfConcern>,
    pub(crate) cell: Option<GridCell>,
    pub(crate) arguments: Vec<RecordedArgument>,
    pub(crate) reasons: Vec<String>,
    /// Entered values on which the class rests.
    pub(crate) inputs: Vec<Input>,
}

impl Classified {
    fn new(cohort: Option<CohortOfConcern>) -> Self {
        Self {
            class: None,
            ground: ClassGround::Nothing,
            provisional: false,
            pending_class_4: false,
            cohort,
            cell: None,
            arguments: Vec::new(),
            reasons: Vec::new(),
            inputs: Vec::new(),
        }
    }

    fn decide(
        &mut self,
        ground: ClassGround,
        class: ImpurityClass,
        reason: impl Into<String>,
    ) -> bool {
        self.class = Some(class);
        self.ground = ground;
        self.reasons.push(reason.into());
        true
    }
}

/// What is known of the substance and its relatives: structures and tests.
#[derive(Debug, Default)]
pub(crate) struct SubstanceKnowledge {
    pub(crate) molecule: Option<Molecule>,
    pub(crate) alerts: Vec<AlertHit>,
    /// Outcome of a bacterial test, where entered.
    pub(crate) ames: Option<TestOutcome>,
    /// Other compounds of the program that are entered as negative in the bacterial test.
    pub(crate) relatives: Vec<Relative>,
}

/// A compound of the program that tested negative in bacteria.
#[derive(Debug)]
pub(crate) struct Relative {
    pub(crate) name: String,
    pub(crate) molecule: Molecule,
    pub(crate) alerts: Vec<AlertHit>,
}

/// The worst outcome that several entries give for one test.
pub(crate) fn worst(outcomes: impl IntoIterator<Item = TestOutcome>) -> Option<TestOutcome> {
    let rank = |outcome: &TestOutcome| match outcome {
        TestOutcome::Positive => 0,
        TestOutcome::Equivocal => 1,
        TestOutcome::Negative => 2,
    };
    outcomes.into_iter().min_by_key(rank)
}

/// The worst bacterial outcome that entries give.
pub(crate) fn worst_ames(entries: &[&Impurity]) -> Option<TestOutcome> {
    worst(
        entries
            .iter()
            .filter_map(|entry| Some(entry.ames.as_ref()?.value)),
    )
}

/// What the class of an impurity depends on.
pub(crate) struct ClassCase<'a> {
    pub(crate) candidate: &'a Candidate<'a>,
    pub(crate) alerts: &'a [AlertHit],
    pub(crate) model: &'a ModelView,
    pub(crate) tests: &'a [OwnTest],
    pub(crate) arguments: Vec<RecordedArgument>,
    pub(crate) substance: &'a SubstanceKnowledge,
    pub(crate) reference: &'a Reference,
}

/// Classifies an impurity: the user's own tests beside published ones, then the recorded expert argument, then
/// residual solvents, then an alert shared with a tested relative, then the two predictions.
///
/// Source: ICH M7(R2), table 1 and section 6. Without a structure and without data there is no class.
pub(crate) fn classify(case: &ClassCase<'_>) -> Classified {
    let cohort = case.alerts.iter().find_map(|hit| hit.cohort_of_concern);
    let mut classified = Classified::new(cohort);
    let readable = case
        .candidate
        .molecule
        .as_ref()
        .is_some_and(|molecule| has_carbon(molecule) || !case.alerts.is_empty());
    if readable {
        classified.cell = Some(GridCell::of(case.alerts, case.model));
    }
    let measured = measured::decide(&mut classified, case);
    let argued = argument::decide(&mut classified, case.arguments.clone(), measured);
    if !measured && !argued && readable {
        let settled = stereo::decide(&mut classified, case)
            || exempt::decide(&mut classified, case)
            || shared::decide(&mut classified, case);
        if !settled {
            grid::decide(&mut classified, case);
        }
    }
    own::close(&mut classified, case.tests);
    if let Some(cohort) = cohort {
        classified.reasons.push(format!(
            "It belongs to the cohort of concern of ICH M7 ({}): the threshold of toxicological concern does not apply.",
            cohort.name()
        ));
    }
    if classified.class.is_none() {
        classified.reasons.push(format!(
            "It {}.",
            unclassified(case.candidate, case.reference)
        ));
    }
    classified
}

/// Why there is no class: the predicate of a sentence on the impurity.
pub(crate) fn unclassified(candidate: &Candidate<'_>, reference: &Reference) -> String {
    if candidate.not_assessable {
        return "contains a metal and carbon: not assessable by these rules; its metal falls under ICH Q3D".to_owned();
    }
    let Some(molecule) = &candidate.molecule else {
        return "has neither structure nor test data".to_owned();
    };
    let elements = molecule.elements();
    let elemental: Vec<&str> = elements
        .iter()
        .map(|element| element.symbol())
        .filter(|symbol| reference.q3d(symbol).is_some())
        .collect();
    let start = "contains no carbon, so neither method judges it, and no table read lists it";
    if elemental.is_empty() {
        format!(
            "{start}: an inorganic impurity of ICH Q3A, whose own toxicology has to be looked up"
        )
    } else {
        format!(
            "{start}; {} falls under ICH Q3D, the rest is an inorganic impurity of ICH Q3A",
            elemental.join(", ")
        )
    }
}

/// The names of alerts within a sentence: `N-nitroso` keeps its capital.
fn names(alerts: &[AlertHit]) -> String {
    let names: Vec<String> = alerts.iter().map(|hit| in_sentence(hit.name)).collect();
    names.join(", ")
}

fn in_sentence(name: &str) -> String {
    let mut characters = name.chars();
    match (characters.next(), name.chars().nth(1)) {
        (Some(first), Some(second)) if second.is_lowercase() => {
            first.to_lowercase().chain(characters).collect()
        }
        _ => name.to_owned(),
    }
}

#[cfg(test)]
mod tests;
