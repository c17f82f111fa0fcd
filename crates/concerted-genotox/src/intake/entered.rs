//! The intake as entered, and whether it is far above what the rules give.

use concerted_model::program::Program;
use concerted_model::quantity::shortest;

use crate::class::ImpurityClass;
use crate::intake::{Intake, IntakeCase, LimitKind, Setting, derived};

/// Ratio of an entered intake to the derived one from which it is reported.
const REPORTED_FROM: f64 = 10.0;

/// The strictest intake entered.
pub(super) fn entered(case: &IntakeCase<'_>) -> Option<Intake> {
    let intake = case
        .candidate
        .entered
        .iter()
        .filter_map(|entry| entry.acceptable_intake.as_ref())
        .min_by(|a, b| a.value.base().total_cmp(&b.value.base()))?;
    let inputs = case
        .candidate
        .entered
        .iter()
        .filter_map(|entry| Some(entry.acceptable_intake.as_ref()?.input()))
        .collect();
    Some(Intake {
        micrograms_per_day: intake.value.base() * 1000.0,
        inputs,
        basis: "acceptable intake as entered".to_owned(),
        kind: LimitKind::Entered,
        citation: None,
    })
}

/// An entered intake that is far above what the rules give.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct LooserIntake {
    /// What is wrong with it, as a sentence.
    pub(crate) sentence: String,
    /// True where no source is given for it.
    pub(crate) unsourced: bool,
}

/// The entered intake against the strictest that the rules give for a use of the program.
///
/// The strictest counts, since one entered value serves all uses.
pub(crate) fn looser_than_derived(
    case: &IntakeCase<'_>,
    program: &Program,
) -> Option<LooserIntake> {
    let entered = entered(case)?;
    let derived = program
        .uses
        .iter()
        .filter_map(|stage| derived(case, &Setting::of(stage)).ok())
        .min_by(|a, b| a.micrograms_per_day.total_cmp(&b.micrograms_per_day))
        .filter(|_| {
            case.classified
                .class
                .is_some_and(ImpurityClass::is_controlled)
        })?;
    let ratio = entered.micrograms_per_day / derived.micrograms_per_day;
    if ratio < REPORTED_FROM {
        return None;
    }
    let unsourced = case
        .candidate
        .entered
        .iter()
        .filter_map(|entry| entry.acceptable_intake.as_ref())
        .any(|given| {
            let origin = program.entered.get(given.source.0 as usize);
            origin.is_none_or(|origin| origin.source.is_none())
        });
    Some(LooserIntake {
        sentence: format!(
            "The acceptable intake entered for {}, {} µg/day, is {} times what the rules give ({}).",
            case.candidate.name,
            shortest(entered.micrograms_per_day),
            shortest(ratio.round()),
            derived.basis
        ),
        unsourced,
    })
}
