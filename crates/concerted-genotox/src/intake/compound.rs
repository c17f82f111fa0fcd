//! Compound-specific intakes of ICH M7: the verified one that fits, and what those that nobody verified forbid.

use concerted_model::quantity::shortest;
use concerted_reference::{
    Administration, ClassSpecificKind, CompoundIntake, IntakeKind, Row, Td50,
};

use crate::intake::{Intake, IntakeCase, LimitKind, Setting, cited};
use crate::published::{compound_intakes, td50};

/// The verified compound-specific intake for the way of administration.
pub(super) fn compound_specific(case: &IntakeCase<'_>, setting: &Setting<'_>) -> Option<Intake> {
    let row = compound_intakes(case.candidate, case.reference)
        .into_iter()
        .find(|row| setting.is_covered_by(row) && row.status.is_regulatory_fact());
    let Some(row) = row else {
        return worked_example(case);
    };
    let intake = row.intake()?;
    let what = if row.kind == IntakeKind::PermittedDailyExposure {
        "permitted daily exposure"
    } else {
        "compound-specific intake"
    };
    let kept = if row.kind == IntakeKind::Linear {
        ", for a lifetime and kept for shorter treatment"
    } else {
        ""
    };
    Some(Intake {
        micrograms_per_day: intake.value,
        basis: format!(
            "{} µg/day, {what} of ICH M7 for {} {}{kept} (row {}, status {}{})",
            shortest(intake.value),
            row.compound,
            ways(row.administration),
            row.id,
            row.status.word(),
            edition(row)
        ),
        inputs: vec![cited(intake.citation.clone(), intake.value, "µg/day")],
        kind: LimitKind::CompoundSpecific,
        citation: Some(intake.citation),
    })
}

/// The compound of the guideline's worked example has the intake calculated there.
fn worked_example(case: &IntakeCase<'_>) -> Option<Intake> {
    let compound = td50(case.candidate, case.reference)?;
    let row = case.reference.class_specific(compound.id())?;
    let intake = row.intake()?;
    if row.kind != ClassSpecificKind::WorkedExample || !row.status.is_regulatory_fact() {
        return None;
    }
    Some(Intake {
        micrograms_per_day: intake.value,
        basis: format!(
            "{} µg/day, as calculated in the worked example of ICH M7 ({}) for {}, for a lifetime and kept for shorter treatment",
            shortest(intake.value),
            row.locator,
            row.group
        ),
        inputs: vec![cited(intake.citation.clone(), intake.value, "µg/day")],
        kind: LimitKind::CompoundSpecific,
        citation: Some(intake.citation),
    })
}

/// Words on the edition of a value that was read in a draft.
fn edition(row: &CompoundIntake) -> String {
    match row.valid_from {
        Some(date) if row.draft => {
            format!("; read in the draft of {date}, to be compared with the final text")
        }
        None if row.draft => "; read in a draft, to be compared with the final text".to_owned(),
        _ => String::new(),
    }
}

/// Ways of administration in words.
pub(crate) fn ways(administration: Administration) -> &'static str {
    match administration {
        Administration::All => "by every way of administration",
        Administration::Oral => "by mouth",
        Administration::Inhalation => "by inhalation",
        Administration::NotOral => "by every way but by mouth",
        Administration::NotInhalation => "by every way but inhalation",
    }
}

/// Why an intake may not be given: a monograph that nobody verified is stricter, or its value is not known.
///
/// What is hidden may make an answer stricter only. A monograph that keeps the threshold forbids nothing.
pub(super) fn barred(
    case: &IntakeCase<'_>,
    setting: &Setting<'_>,
    found: &Intake,
) -> Option<String> {
    let row = compound_intakes(case.candidate, case.reference)
        .into_iter()
        .filter(|row| setting.is_covered_by(row) && !row.status.is_regulatory_fact())
        .filter(|row| row.kind != IntakeKind::ThresholdKept)
        .find(|row| {
            row.intake_ug_per_day
                .is_none_or(|hidden| hidden < found.micrograms_per_day)
        })?;
    let why = if row.intake_ug_per_day.is_some() {
        "below the intake that would otherwise count"
    } else {
        "whose value is not known"
    };
    Some(format!(
        "The addendum of ICH M7 has a compound-specific value for {} ({}), {why}, and nobody has verified it (row {}, status {}): do not use the threshold of toxicological concern; there is no limit until the monograph is read.",
        row.compound,
        ways(row.administration),
        row.id,
        row.status.word()
    ))
}

/// That the way of administration is assumed, where the intake depends on it and nobody said it.
pub(crate) fn by_other_ways(case: &IntakeCase<'_>, setting: &Setting<'_>) -> Option<String> {
    if setting.administration.is_some() {
        return None;
    }
    let rows = compound_intakes(case.candidate, case.reference);
    let other = rows.iter().find(|row| !setting.is_covered_by(row))?;
    Some(format!(
        "How is the product given? Nobody said, so it is taken as given by mouth; ICH M7 has another value for {} {} (row {}).",
        other.compound,
        ways(other.administration),
        other.id
    ))
}

/// What a monograph notes against a calculation from the potency database, as a sentence.
pub(super) fn unfit_potency(rows: &[&CompoundIntake], potency: &Td50) -> Option<String> {
    let row = rows
        .iter()
        .find(|row| row.calculated_agrees == Some(false) && !row.note.is_empty())?;
    Some(format!(
        "That calculation differs from the monograph of {}: {}. It only stands where it is the stricter value; read the monograph before it is used.",
        potency.compound,
        row.note.trim_end_matches('.')
    ))
}
