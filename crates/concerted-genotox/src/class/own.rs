//! The class from tests of the user's own: of the program, and of an evidence file.

use concerted_model::figure::Input;
use concerted_model::impurity::TestOutcome;
use concerted_model::program::Program;

use crate::class::{ClassGround, Classified, ImpurityClass, worst};
use crate::evidence::Evidence;
use crate::walk::Candidate;

/// What was tested.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum TestKind {
    /// Bacterial reverse mutation.
    Bacterial,
    /// Carcinogenicity in rodents.
    Carcinogenicity,
}

impl TestKind {
    /// Name for people.
    pub fn name(self) -> &'static str {
        match self {
            Self::Bacterial => "bacterial test",
            Self::Carcinogenicity => "carcinogenicity study",
        }
    }
}

/// A test of the user's own on the very compound.
#[derive(Debug, Clone, PartialEq)]
pub struct OwnTest {
    /// What was tested.
    pub kind: TestKind,
    /// Outcome.
    pub outcome: TestOutcome,
    /// Report or publication, where said.
    pub source: Option<String>,
    /// The entered value; `None` for an evidence file.
    pub(crate) input: Option<Input>,
}

/// The user's tests of a candidate: entered in the document, then from the evidence file.
pub(crate) fn own_tests(
    program: Option<&Program>,
    candidate: &Candidate<'_>,
    evidence: &Evidence,
) -> Vec<OwnTest> {
    let mut tests = Vec::new();
    for entry in &candidate.entered {
        let given = [
            (TestKind::Bacterial, entry.ames.as_ref()),
            (TestKind::Carcinogenicity, entry.carcinogenicity.as_ref()),
        ];
        for (kind, given) in given {
            tests.extend(given.map(|given| OwnTest {
                kind,
                outcome: given.value,
                source: program.and_then(|program| source_title(program, given.source.0)),
                input: Some(given.input()),
            }));
        }
    }
    let records = candidate
        .molecule
        .iter()
        .flat_map(|molecule| evidence.of(molecule));
    for record in records {
        let outcomes = [
            (TestKind::Bacterial, record.ames),
            (TestKind::Carcinogenicity, record.carcinogenicity),
        ];
        for (kind, outcome) in outcomes {
            tests.extend(outcome.map(|outcome| OwnTest {
                kind,
                outcome,
                source: Some(record.source.clone()).filter(|source| !source.is_empty()),
                input: None,
            }));
        }
    }
    tests
}

/// Title of the source that an entered value names.
fn source_title(program: &Program, entered: u32) -> Option<String> {
    let id = program.entered.get(entered as usize)?.source.as_ref()?;
    let listed = program
        .source
        .iter()
        .find(|source| source.id.as_str() == id.as_str());
    Some(listed.map_or_else(|| id.clone(), |source| source.title.clone()))
}

fn of_kind(tests: &[OwnTest], kind: TestKind) -> Option<TestOutcome> {
    worst(
        tests
            .iter()
            .filter(|test| test.kind == kind)
            .map(|test| test.outcome),
    )
}

/// Where the outcomes come from, as the end of a clause; each with its own outcome where several were entered.
fn sources(tests: &[OwnTest]) -> String {
    let title = |test: &OwnTest| {
        test.source
            .clone()
            .unwrap_or_else(|| "no source given".to_owned())
    };
    let mut titles: Vec<String> = tests.iter().map(title).collect();
    titles.sort_unstable();
    titles.dedup();
    let differ = [TestKind::Bacterial, TestKind::Carcinogenicity]
        .into_iter()
        .any(|kind| {
            let mut own = tests.iter().filter(|test| test.kind == kind);
            let first = own.next();
            own.any(|test| first.is_some_and(|first| first.outcome != test.outcome))
        });
    if differ {
        let each: Vec<String> = tests
            .iter()
            .map(|test| {
                format!(
                    "{} {} by {}",
                    test.kind.name(),
                    test.outcome.word(),
                    title(test)
                )
            })
            .collect();
        return format!(" (the tests differ, the worst counts: {})", each.join("; "));
    }
    match titles.as_slice() {
        [] => " (no source given)".to_owned(),
        [one] if one == "no source given" => " (no source given)".to_owned(),
        titles => format!(" (source: {})", titles.join("; ")),
    }
}

/// Decides by own tests; an equivocal test decides nothing here, see [`close`].
pub(super) fn decide(classified: &mut Classified, tests: &[OwnTest]) -> bool {
    classified
        .inputs
        .extend(tests.iter().filter_map(|test| test.input.clone()));
    let ames = of_kind(tests, TestKind::Bacterial);
    let carcinogenicity = of_kind(tests, TestKind::Carcinogenicity);
    let from = sources(tests);
    let ground = ClassGround::OwnData;
    match (ames, carcinogenicity) {
        (_, Some(TestOutcome::Positive)) => decide_carcinogen(classified, ames, &from),
        (Some(TestOutcome::Positive), _) => classified.decide(
            ground,
            ImpurityClass::Two,
            format!("It is entered as positive in the bacterial test{from}; its carcinogenicity is not known to be positive: class 2."),
        ),
        (Some(TestOutcome::Negative), _) if classified.cohort.is_some() => {
            classified.provisional = true;
            classified.decide(
                ground,
                ImpurityClass::Three,
                format!("It is entered as negative in the bacterial test{from}, which alone does not take a compound out of the cohort of concern; an expert has to review the test conditions."),
            )
        }
        (Some(TestOutcome::Negative), _) => classified.decide(
            ground,
            ImpurityClass::Five,
            format!("It is entered as negative in the bacterial test{from}: class 5."),
        ),
        (Some(TestOutcome::Equivocal) | None, _) => false,
    }
}

/// Decides for a compound with a positive carcinogenicity study; a negative bacterial test frees none of the cohort of
/// concern.
fn decide_carcinogen(classified: &mut Classified, ames: Option<TestOutcome>, from: &str) -> bool {
    let negative = ames == Some(TestOutcome::Negative);
    let (class, reason) = match classified.cohort {
        None if negative => (
            ImpurityClass::Five,
            format!(
                "It is entered as carcinogenic but negative in the bacterial test{from}: not a mutagenic impurity; ICH Q3A and a permitted daily exposure apply, not the threshold of toxicological concern."
            ),
        ),
        Some(_) if negative => (
            ImpurityClass::One,
            format!(
                "It is entered as carcinogenic{from} and belongs to the cohort of concern, out of which the negative bacterial test does not take it: class 1."
            ),
        ),
        _ => (
            ImpurityClass::One,
            format!(
                "It is entered as carcinogenic and not as negative in the bacterial test{from}: class 1."
            ),
        ),
    };
    classified.decide(ClassGround::OwnData, class, reason)
}

/// An equivocal test keeps an impurity in class 3 unless other data or an argument decided.
pub(super) fn close(classified: &mut Classified, tests: &[OwnTest]) {
    let open = matches!(
        classified.ground,
        ClassGround::Predictions
            | ClassGround::SharedAlert
            | ClassGround::SubstanceTests
            | ClassGround::ResidualSolvent
            | ClassGround::Inorganic
            | ClassGround::Nothing
    );
    if !open || of_kind(tests, TestKind::Bacterial) != Some(TestOutcome::Equivocal) {
        return;
    }
    classified.provisional = true;
    let from = sources(tests);
    classified.decide(
        ClassGround::OwnData,
        ImpurityClass::Three,
        format!("Its bacterial test is entered as equivocal{from}: treated as class 3 until it is repeated or an expert argument reviews it."),
    );
}
