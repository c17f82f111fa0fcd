//! Acceptable intake of a nitrosamine: of the agencies of the region, else of its potency category, else the strictest.

use concerted_model::evidence::{Citation, Status};
use concerted_model::quantity::shortest;
use concerted_reference::{Agency, NitrosamineIntake, Reference, Row};

use crate::intake::{Intake, IntakeCase, LimitKind, NO_RULE, Setting, cited, lower_linear};
use crate::message::joined;

/// The intake of a nitrosamine for a setting.
///
/// In this order: the strictest verified value that an agency of the regions lists; the strictest that any agency
/// lists; the value of the potency category by the carcinogenic potency categorization approach; the value of
/// category 1 where that approach does not apply or is not known. It holds for a lifetime and is not raised for
/// shorter treatment. Our own linear value counts where it is below a category. Source: the tables of the agencies, each
/// with version and date.
pub(super) fn nitrosamine(case: &IntakeCase<'_>, setting: &Setting<'_>) -> Result<Intake, String> {
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
    let why = over_category(case, &agencies);
    if let Some(intake) = listed(&own, &why) {
        return Ok(intake);
    }
    let elsewhere: Vec<&NitrosamineIntake> = verified().collect();
    let tail = format!("; no agency of the regions lists it{why}");
    if let Some(intake) = listed(&elsewhere, &tail) {
        return Ok(intake);
    }
    let category = by_category(case, &agencies).ok_or_else(|| NO_RULE.to_owned())?;
    let found = lower_linear(case, &category, "that of the potency category").unwrap_or(category);
    match barred(case, &found) {
        Some(reason) => Err(reason),
        None => Ok(found),
    }
}

/// Why a listed intake counts although the potency category gives another, as the end of a clause.
fn over_category(case: &IntakeCase<'_>, agencies: &[Agency]) -> String {
    let own = case
        .potency
        .category
        .and_then(|category| strictest_category(case.reference, agencies, category));
    let differs = own.is_some_and(|row| {
        case.listed
            .iter()
            .any(|listed| (listed.intake_ng_per_day - row.intake_ng_per_day).abs() > 1e-9)
    });
    match own {
        Some(row) if differs => format!(
            "; it goes before the {} ng/day of potency category {}, since agencies derive it from data on the compound or a surrogate where there are any",
            shortest(row.intake_ng_per_day),
            row.category
        ),
        _ => String::new(),
    }
}

/// Why an intake may not be given: an agency lists a stricter one that nobody verified.
fn barred(case: &IntakeCase<'_>, found: &Intake) -> Option<String> {
    let row = case.listed.iter().find(|row| {
        !row.status.is_regulatory_fact()
            && row.intake_ng_per_day < found.micrograms_per_day * 1000.0
    })?;
    Some(format!(
        "{} has an intake for {} below the one that would otherwise count, and nobody has verified it (row {}, status {}): there is no limit until it is read.",
        row.agency.name(),
        row.compound,
        row.id,
        row.status.word()
    ))
}

/// What the tables hold of a compound without a verified row.
fn unlisted(case: &IntakeCase<'_>) -> String {
    let names: Vec<&str> = case.listed.iter().map(|row| row.agency.name()).collect();
    if names.is_empty() {
        "no table read lists this compound".to_owned()
    } else {
        format!(
            "{} may list this compound, which nobody has verified",
            joined(&names)
        )
    }
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
                "{value} ng/day, intake of potency category {category} at the {agency} ({}); the category of this compound is our calculation by the published CPCA scheme, which no agency has confirmed ({}); {}",
                row.status.word(),
                potency.score_words,
                unlisted(case)
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
    // The intake of the category is verified; that the compound belongs to it is ours.
    let citation = Citation {
        status: if kind == LimitKind::PotencyCategory {
            Status::Calculated
        } else {
            Status::Assumed
        },
        ..row.citation()
    };
    Some(nanograms(row.intake_ng_per_day, citation, (kind, basis)))
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

fn nanograms(value: f64, citation: Citation, (kind, basis): (LimitKind, String)) -> Intake {
    Intake {
        micrograms_per_day: value / 1000.0,
        inputs: vec![cited(citation.clone(), value, "ng/day")],
        basis,
        kind,
        citation: Some(citation),
    }
}
