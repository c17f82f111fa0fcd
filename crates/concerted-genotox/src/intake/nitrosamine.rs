//! Acceptable intake of a nitrosamine: of the agencies of the region, else of its potency category, else the strictest.

use concerted_model::quantity::shortest;
use concerted_reference::{Agency, NitrosamineIntake, Reference, Row};

use crate::intake::{Intake, IntakeCase, LimitKind, Setting, cited};
use crate::message::joined;

/// The intake of a nitrosamine for a setting.
///
/// In this order: the strictest verified value that an agency of the regions lists; the strictest that any agency
/// lists; the value of the potency category by the carcinogenic potency categorization approach; the value of
/// category 1 where that approach does not apply or is not known. It holds for a lifetime and is not raised for
/// shorter treatment. Source: the tables of the agencies, each with version and date.
pub(super) fn nitrosamine(case: &IntakeCase<'_>, setting: &Setting<'_>) -> Option<Intake> {
    let agencies = setting.agencies();
    let verified = || {
        case.listed
            .iter()
            .copied()
            .filter(|row| row.status.is_regulatory_fact())
    };
    let own: Vec<&NitrosamineIntake> = verified()
        .filter(|row| agencies.contains(&row.agency))
        .collect();
    if let Some(intake) = listed(&own, "") {
        return Some(intake);
    }
    let elsewhere: Vec<&NitrosamineIntake> = verified().collect();
    if let Some(intake) = listed(&elsewhere, "; no agency of the regions lists it") {
        return Some(intake);
    }
    by_category(case, &agencies)
}

fn listed(rows: &[&NitrosamineIntake], tail: &str) -> Option<Intake> {
    let strictest = rows
        .iter()
        .min_by(|a, b| a.intake_ng_per_day.total_cmp(&b.intake_ng_per_day))?;
    let value = shortest(strictest.intake_ng_per_day);
    let differs = rows
        .iter()
        .any(|row| row.intake_ng_per_day > strictest.intake_ng_per_day);
    let basis = if differs {
        let agency = strictest.agency.name();
        format!("{value} ng/day, the strictest intake listed ({agency}){tail}")
    } else {
        let names: Vec<&str> = rows.iter().map(|row| row.agency.name()).collect();
        format!("{value} ng/day, as listed by {}{tail}", joined(&names))
    };
    Some(nanograms(
        strictest.intake_ng_per_day,
        strictest.citation(),
        (LimitKind::AgencyListed, basis),
    ))
}

fn by_category(case: &IntakeCase<'_>, agencies: &[Agency]) -> Option<Intake> {
    let potency = case.potency;
    let row = strictest_category(case.reference, agencies, potency.category.unwrap_or(1))?;
    let value = shortest(row.intake_ng_per_day);
    let agency = row.agency.name();
    let (kind, basis) = match (potency.category, &potency.not_applicable) {
        (Some(category), _) => (
            LimitKind::PotencyCategory,
            format!(
                "{value} ng/day, potency category {category} of the {agency} ({}); no agency read lists this compound",
                potency.score_words
            ),
        ),
        (None, Some(why)) => (
            LimitKind::DefaultCategory,
            format!(
                "{value} ng/day, the strictest potency category of the {agency}, as a conservative default: potency categories do not apply ({why}), so the intake is to be agreed with the agency"
            ),
        ),
        (None, None) => (
            LimitKind::DefaultCategory,
            format!(
                "{value} ng/day, potency category 1 of the {agency}: a conservative default until the potency category is determined; no verified intake is listed for this compound"
            ),
        ),
    };
    Some(nanograms(
        row.intake_ng_per_day,
        row.citation(),
        (kind, basis),
    ))
}

/// The strictest verified value of a category among agencies.
fn strictest_category<'r>(
    reference: &'r Reference,
    agencies: &[Agency],
    category: u8,
) -> Option<&'r concerted_reference::PotencyCategory> {
    agencies
        .iter()
        .filter_map(|agency| reference.potency_category(*agency, category))
        .filter(|row| row.status.is_regulatory_fact())
        .min_by(|a, b| a.intake_ng_per_day.total_cmp(&b.intake_ng_per_day))
}

fn nanograms(
    value: f64,
    citation: concerted_model::evidence::Citation,
    (kind, basis): (LimitKind, String),
) -> Intake {
    Intake {
        micrograms_per_day: value / 1000.0,
        inputs: vec![cited(citation.clone(), value, "ng/day")],
        basis,
        kind,
        citation: Some(citation),
    }
}
