//! Recorded expert arguments: they overrule predictions, never measured data.

use concerted_model::impurity::{Conclusion, ExpertArgument};
use concerted_model::program::Program;
use jiff::civil::Date;

use crate::class::{ClassGround, Classified, ImpurityClass};
use crate::walk::Candidate;

/// What became of a recorded argument.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ArgumentStanding {
    /// It decides the class.
    Applied,
    /// A newer argument takes its place.
    Superseded,
    /// Measured data decide.
    OverruledByData,
    /// The cohort of concern needs data, not an argument.
    CohortOfConcern,
}

impl ArgumentStanding {
    /// What it means, as a sentence.
    pub fn sentence(self) -> &'static str {
        match self {
            Self::Applied => "It decides the class.",
            Self::Superseded => "A newer argument takes its place; it is kept.",
            Self::OverruledByData => "Measured data decide; the argument is kept.",
            Self::CohortOfConcern => {
                "The cohort of concern is left by data only, not by an argument; it is kept."
            }
        }
    }
}

/// An expert argument of the document.
#[derive(Debug, Clone, PartialEq)]
pub struct RecordedArgument {
    /// What it concludes.
    pub conclusion: Conclusion,
    /// The reasoning in full.
    pub reasoning: String,
    /// Who answers for it: name of the post.
    pub by: String,
    /// When it was made.
    pub date: Date,
    /// Report or publication it rests on.
    pub source: Option<String>,
    /// What became of it.
    pub standing: ArgumentStanding,
    /// Entered values it consists of.
    pub(crate) inputs: Vec<concerted_model::figure::Input>,
}

/// The arguments on a candidate, newest first; within a day the one written last.
pub(crate) fn recorded(program: &Program, candidate: &Candidate<'_>) -> Vec<RecordedArgument> {
    let mut arguments: Vec<RecordedArgument> = candidate
        .entered
        .iter()
        .flat_map(|entry| &entry.argument)
        .map(|argument| record(program, argument))
        .collect();
    arguments.reverse();
    arguments.sort_by_key(|argument| std::cmp::Reverse(argument.date));
    arguments
}

fn record(program: &Program, argument: &ExpertArgument) -> RecordedArgument {
    let post = program
        .post
        .iter()
        .find(|post| post.id.as_str() == argument.by);
    let source = argument.source.as_ref().map(|id| {
        let listed = program
            .source
            .iter()
            .find(|source| source.id.as_str() == id.as_str());
        listed.map_or_else(|| id.as_str().to_owned(), |source| source.title.clone())
    });
    RecordedArgument {
        conclusion: argument.conclusion.value,
        reasoning: argument.reasoning.clone(),
        by: post.map_or_else(|| argument.by.clone(), |post| post.name.clone()),
        date: argument.date.value,
        source,
        standing: ArgumentStanding::Superseded,
        inputs: vec![argument.conclusion.input(), argument.date.input()],
    }
}

/// Notes what became of each argument; true where the newest decides.
pub(super) fn decide(
    classified: &mut Classified,
    mut arguments: Vec<RecordedArgument>,
    measured: bool,
) -> bool {
    for argument in &mut arguments {
        argument.standing = ArgumentStanding::Superseded;
        classified.inputs.extend(argument.inputs.iter().cloned());
    }
    let mut decided = false;
    if let Some(newest) = arguments.first_mut() {
        newest.standing = standing(classified, newest.conclusion, measured);
        decided = newest.standing == ArgumentStanding::Applied;
        let sentence = if decided {
            applied(classified, newest)
        } else {
            format!(
                "An expert argument of {} ({}) is recorded. {}",
                newest.date,
                newest.by,
                newest.standing.sentence()
            )
        };
        if decided {
            let class = class_of(newest.conclusion);
            classified.decide(ClassGround::Argument, class, sentence);
        } else {
            classified.reasons.push(sentence);
        }
    }
    classified.arguments = arguments;
    decided
}

fn standing(classified: &Classified, conclusion: Conclusion, measured: bool) -> ArgumentStanding {
    if measured {
        ArgumentStanding::OverruledByData
    } else if classified.cohort.is_some() && conclusion != Conclusion::Positive {
        ArgumentStanding::CohortOfConcern
    } else {
        ArgumentStanding::Applied
    }
}

fn class_of(conclusion: Conclusion) -> ImpurityClass {
    match conclusion {
        Conclusion::Positive => ImpurityClass::Three,
        Conclusion::ClassFour => ImpurityClass::Four,
        Conclusion::Negative => ImpurityClass::Five,
    }
}

/// Why the argument decides, against which predictions, in plain sentences.
fn applied(classified: &Classified, argument: &RecordedArgument) -> String {
    let against = classified.cell.map_or_else(
        || "there is no prediction".to_owned(),
        |cell| format!("the predictions were: {}", cell.name()),
    );
    let source = argument
        .source
        .as_ref()
        .map_or_else(String::new, |source| format!(" Source: {source}."));
    format!(
        "By the recorded expert argument of {} ({}) it is class {}; {against}. The argument: {}{source}",
        argument.date,
        argument.by,
        class_of(argument.conclusion).number(),
        closed(&argument.reasoning)
    )
}

/// A text that ends with a full stop.
fn closed(text: &str) -> String {
    let text = text.trim();
    if text.ends_with(['.', '!', '?']) {
        text.to_owned()
    } else {
        format!("{text}.")
    }
}
