//! Class of an impurity by ICH M7, with its reasons.

use std::collections::BTreeSet;

use concerted_model::impurity::{Impurity, TestOutcome};
use concerted_reference::{BioassayResult, IntakeKind, Reference, Salmonella};

use crate::published::{compound_intakes, known_mutagen, td50};
use crate::walk::Candidate;
use concerted_hazard::{AlertHit, CohortOfConcern};

/// Class of ICH M7.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ImpurityClass {
    /// Known mutagenic carcinogen.
    One,
    /// Known mutagen, carcinogenicity unknown.
    Two,
    /// Alert that the substance does not share, no data.
    Three,
    /// Alert shared with a substance that tested negative.
    Four,
    /// No alert, or negative data.
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

/// A class with its reasons.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Classified {
    pub(crate) class: Option<ImpurityClass>,
    /// May change with data that are still to come.
    pub(crate) provisional: bool,
    /// Would be class 4 if the substance tested negative.
    pub(crate) pending_class_4: bool,
    pub(crate) cohort: Option<CohortOfConcern>,
    pub(crate) reasons: Vec<String>,
}

/// What is known of the substance: its alerts and tests.
#[derive(Debug, Default)]
pub(crate) struct SubstanceKnowledge {
    pub(crate) alerts: BTreeSet<&'static str>,
    /// Outcome of a bacterial test, where entered.
    pub(crate) ames: Option<TestOutcome>,
}

/// The worst outcome that several entries give for one test.
pub(crate) fn worst(
    entries: &[&Impurity],
    test: impl Fn(&Impurity) -> Option<TestOutcome>,
) -> Option<TestOutcome> {
    let outcomes: Vec<TestOutcome> = entries.iter().filter_map(|entry| test(entry)).collect();
    [
        TestOutcome::Positive,
        TestOutcome::Equivocal,
        TestOutcome::Negative,
    ]
    .into_iter()
    .find(|outcome| outcomes.contains(outcome))
}

/// Classifies an impurity: data entered by the user first, then published data, then alerts.
///
/// Source: ICH M7(R2), table 1. Without a structure and without data there is no class.
pub(crate) fn classify(
    candidate: &Candidate<'_>,
    alerts: &[AlertHit],
    substance: &SubstanceKnowledge,
    reference: &Reference,
) -> Classified {
    let cohort = alerts.iter().find_map(|hit| hit.cohort_of_concern);
    let mut classified = Classified {
        class: None,
        provisional: false,
        pending_class_4: false,
        cohort,
        reasons: Vec::new(),
    };
    let decided = from_entered(&mut classified, candidate)
        || from_published(&mut classified, candidate, reference);
    if !decided && candidate.molecule.is_some() {
        from_alerts(&mut classified, alerts, substance);
    }
    if let Some(cohort) = cohort {
        classified.reasons.push(format!(
            "It belongs to the cohort of concern of ICH M7 ({}): the threshold of toxicological concern does not apply.",
            cohort.name()
        ));
    }
    if classified.class.is_none() {
        classified
            .reasons
            .push(if candidate.not_assessable {
                "It contains a metal and carbon: not assessable by these rules; its metal falls under ICH Q3D.".to_owned()
            } else {
                "Neither a structure nor a test is in this document.".to_owned()
            });
    }
    classified
}

fn decide(classified: &mut Classified, class: ImpurityClass, reason: impl Into<String>) -> bool {
    classified.class = Some(class);
    classified.reasons.push(reason.into());
    true
}

fn from_entered(classified: &mut Classified, candidate: &Candidate<'_>) -> bool {
    let ames = worst(&candidate.entered, |entry| entry.ames);
    let carcinogenicity = worst(&candidate.entered, |entry| entry.carcinogenicity);
    match (ames, carcinogenicity) {
        (Some(TestOutcome::Negative), Some(TestOutcome::Positive)) => decide(
            classified,
            ImpurityClass::Five,
            "It is entered as carcinogenic but negative in the bacterial test: not a mutagenic impurity; ICH Q3A and a permitted daily exposure apply.",
        ),
        (_, Some(TestOutcome::Positive)) => decide(
            classified,
            ImpurityClass::One,
            "It is entered as carcinogenic and not as negative in the bacterial test: class 1.",
        ),
        (Some(TestOutcome::Positive), _) => decide(
            classified,
            ImpurityClass::Two,
            "It is entered as positive in the bacterial test; its carcinogenicity is not known to be positive: class 2.",
        ),
        (Some(TestOutcome::Negative), _) if classified.cohort.is_some() => {
            classified.provisional = true;
            decide(
                classified,
                ImpurityClass::Three,
                "It is entered as negative in the bacterial test, which alone does not take a compound out of the cohort of concern; an expert has to review the test conditions.",
            )
        }
        (Some(TestOutcome::Negative), _) => decide(
            classified,
            ImpurityClass::Five,
            "It is entered as negative in the bacterial test: class 5.",
        ),
        (Some(TestOutcome::Equivocal), _) => {
            classified.provisional = true;
            decide(
                classified,
                ImpurityClass::Three,
                "Its bacterial test is entered as equivocal: treated as class 3 until it is repeated or reviewed.",
            )
        }
        (None, _) => false,
    }
}

fn from_published(
    classified: &mut Classified,
    candidate: &Candidate<'_>,
    reference: &Reference,
) -> bool {
    let listed = compound_intakes(candidate, reference)
        .into_iter()
        .find(|row| row.kind == IntakeKind::Linear);
    if let Some(row) = listed {
        let reason = format!(
            "{} is listed in the addendum of ICH M7 as a mutagenic carcinogen (row {}, status {}): class 1.",
            row.compound,
            row.id,
            row.status.word()
        );
        return decide(classified, ImpurityClass::One, reason);
    }
    from_potency(classified, candidate, reference)
        || from_bacteria(classified, candidate, reference)
}

fn from_potency(
    classified: &mut Classified,
    candidate: &Candidate<'_>,
    reference: &Reference,
) -> bool {
    let Some(row) = td50(candidate, reference) else {
        return false;
    };
    let carcinogen = [row.rat_result, row.mouse_result].contains(&BioassayResult::Positive);
    match (row.salmonella, carcinogen) {
        (Salmonella::Positive, true) => decide(
            classified,
            ImpurityClass::One,
            format!(
                "{} is positive in Salmonella and carcinogenic in rodents in the Carcinogenic Potency Database: class 1.",
                row.compound
            ),
        ),
        (Salmonella::Positive, false) => decide(
            classified,
            ImpurityClass::Two,
            format!(
                "{} is positive in Salmonella in the Carcinogenic Potency Database: class 2.",
                row.compound
            ),
        ),
        (Salmonella::Negative, _) if classified.cohort.is_none() => decide(
            classified,
            ImpurityClass::Five,
            format!(
                "{} is negative in Salmonella in the Carcinogenic Potency Database: class 5; its carcinogenicity is for ICH Q3A and a permitted daily exposure.",
                row.compound
            ),
        ),
        _ => false,
    }
}

/// A published outcome in bacteria without long-term studies.
fn from_bacteria(
    classified: &mut Classified,
    candidate: &Candidate<'_>,
    reference: &Reference,
) -> bool {
    let Some(row) = known_mutagen(candidate, reference) else {
        return false;
    };
    let verified = row.status.is_regulatory_fact();
    classified.provisional = !verified;
    let caveat = if verified { "" } else { ", to be verified" };
    let source = reference
        .source(&row.source)
        .map_or(row.source.as_str(), |source| source.publisher.as_str());
    decide(
        classified,
        ImpurityClass::Two,
        format!(
            "{} is a bacterial mutagen in the literature ({source}; status {}{caveat}): class 2.",
            row.compound,
            row.status.word()
        ),
    )
}

fn from_alerts(classified: &mut Classified, alerts: &[AlertHit], substance: &SubstanceKnowledge) {
    if alerts.is_empty() {
        classified.provisional = true;
        decide(
            classified,
            ImpurityClass::Five,
            "No alert by the expert rules; that is no class 5 by ICH M7 until a second, statistical prediction, which this release does not have yet, agrees: provisional class 5.",
        );
        return;
    }
    let names: Vec<String> = alerts.iter().map(|hit| in_sentence(hit.name)).collect();
    let names = names.join(", ");
    let shared = alerts.iter().all(|hit| substance.alerts.contains(hit.rule));
    if shared && classified.cohort.is_none() {
        if substance.ames == Some(TestOutcome::Negative) {
            decide(
                classified,
                ImpurityClass::Four,
                format!(
                    "Its alert ({names}) is shared with the substance, which is entered as negative in the bacterial test: class 4; an expert confirms that the surroundings of the alert are the same."
                ),
            );
            return;
        }
        classified.pending_class_4 = true;
    }
    classified.provisional = true;
    let tail = if classified.pending_class_4 {
        " The substance shares the alert: class 4 once the substance is tested non-mutagenic, pending until then."
    } else {
        ""
    };
    let reason = if classified.cohort.is_some() {
        format!("It carries an alert ({names}); there is no test in this document.")
    } else {
        format!(
            "It carries an alert ({names}) and there is no test in this document: class 3.{tail}"
        )
    };
    decide(classified, ImpurityClass::Three, reason);
}

/// The name of an alert within a sentence: `N-nitroso` keeps its capital.
fn in_sentence(name: &str) -> String {
    let mut characters = name.chars();
    match (characters.next(), name.chars().nth(1)) {
        (Some(first), Some(second)) if second.is_lowercase() => {
            first.to_lowercase().chain(characters).collect()
        }
        _ => name.to_owned(),
    }
}
