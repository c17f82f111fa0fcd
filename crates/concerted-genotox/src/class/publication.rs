//! The class from published tests: the addendum of ICH M7, potency data, single papers, the training data.

use concerted_reference::{BioassayResult, IntakeKind, Reference, Salmonella};

use crate::class::{ClassCase, ClassGround, Classified, ImpurityClass, exempt};
use crate::intake::ways;
use crate::prediction::SAME_STRUCTURE;
use crate::published::{compound_intakes, known_mutagen, td50};
use crate::walk::Candidate;

/// Decides by published tests, the strongest source first. A published negative does not free the cohort of concern.
pub(super) fn decide(classified: &mut Classified, case: &ClassCase<'_>) -> bool {
    let (candidate, reference) = (case.candidate, case.reference);
    from_addendum(classified, candidate, reference)
        || from_potency(classified, case)
        || from_paper(classified, candidate, reference)
        || from_compilation(classified, case)
}

fn from_addendum(
    classified: &mut Classified,
    candidate: &Candidate<'_>,
    reference: &Reference,
) -> bool {
    let mut rows: Vec<_> = compound_intakes(candidate, reference);
    // A row that was verified speaks before one that was not.
    rows.sort_by_key(|row| !row.status.is_regulatory_fact());
    let is_mutagenic =
        |kind: IntakeKind| matches!(kind, IntakeKind::Linear | IntakeKind::ThresholdKept);
    let Some(row) = rows.iter().find(|row| is_mutagenic(row.kind)) else {
        return false;
    };
    let verified = row.status.is_regulatory_fact();
    let listed: Vec<String> = rows
        .iter()
        .map(|row| {
            let caveat = if row.status.is_regulatory_fact() {
                ""
            } else {
                ", to be verified"
            };
            format!(
                "{} {} (row {}, status {}{caveat})",
                kind_words(row.kind),
                ways(row.administration),
                row.id,
                row.status.word()
            )
        })
        .collect();
    let against = match classified.cell {
        Some(cell) if cell.class() == ImpurityClass::Five => {
            " Both predictions are negative; the listing goes before them."
        }
        _ => "",
    };
    let reason = format!(
        "{} is listed in the addendum of ICH M7 as a mutagenic carcinogen, {}: class 1.{against}",
        row.compound,
        listed.join(" and ")
    );
    classified.provisional |= !verified;
    classified.decide(ClassGround::Listed, ImpurityClass::One, reason)
}

fn kind_words(kind: IntakeKind) -> &'static str {
    match kind {
        IntakeKind::Linear => "with a linear intake",
        IntakeKind::PermittedDailyExposure => "with a permitted daily exposure",
        IntakeKind::ThresholdKept => "with the threshold of toxicological concern",
        IntakeKind::Unknown => "with an intake of unknown kind",
    }
}

fn from_potency(classified: &mut Classified, case: &ClassCase<'_>) -> bool {
    let Some(row) = td50(case.candidate, case.reference) else {
        return false;
    };
    if row.salmonella == Salmonella::Positive && exempt::is_residual_solvent(case) {
        classified.reasons.push(format!(
            "{} is positive in Salmonella in the Carcinogenic Potency Database.",
            row.compound
        ));
        return false;
    }
    let ground = ClassGround::PublishedData;
    let carcinogen = [row.rat_result, row.mouse_result].contains(&BioassayResult::Positive);
    match (row.salmonella, carcinogen) {
        (Salmonella::Positive, true) => classified.decide(
            ground,
            ImpurityClass::One,
            format!(
                "{} is positive in Salmonella and carcinogenic in rodents in the Carcinogenic Potency Database: class 1.",
                row.compound
            ),
        ),
        (Salmonella::Positive, false) => classified.decide(
            ground,
            ImpurityClass::Two,
            format!(
                "{} is positive in Salmonella in the Carcinogenic Potency Database: class 2.",
                row.compound
            ),
        ),
        (Salmonella::Negative, _) if classified.cohort.is_none() => classified.decide(
            ground,
            ImpurityClass::Five,
            format!(
                "{} is negative in Salmonella in the Carcinogenic Potency Database: class 5; its carcinogenicity is for ICH Q3A and a permitted daily exposure, not for the threshold of toxicological concern.",
                row.compound
            ),
        ),
        _ => false,
    }
}

/// A published outcome in bacteria without long-term studies.
fn from_paper(
    classified: &mut Classified,
    candidate: &Candidate<'_>,
    reference: &Reference,
) -> bool {
    let Some(row) = known_mutagen(candidate, reference) else {
        return false;
    };
    let verified = row.status.is_regulatory_fact();
    let caveat = if verified { "" } else { ", to be verified" };
    let source = reference
        .source(&row.source)
        .map_or(row.source.as_str(), |source| source.publisher.as_str());
    let origin = format!("({source}; status {}{caveat})", row.status.word());
    let ground = ClassGround::PublishedData;
    let decided = match row.outcome {
        Salmonella::Positive if row.rodents == Some(BioassayResult::Positive) => classified.decide(
            ground,
            ImpurityClass::One,
            format!(
                "{} is a bacterial mutagen and carcinogenic in rodents in the literature {origin}: class 1.",
                row.compound
            ),
        ),
        Salmonella::Positive => classified.decide(
            ground,
            ImpurityClass::Two,
            format!(
                "{} is a bacterial mutagen in the literature {origin}: class 2.",
                row.compound
            ),
        ),
        Salmonella::Negative if classified.cohort.is_none() => classified.decide(
            ground,
            ImpurityClass::Five,
            format!(
                "{} is negative in bacteria in the literature {origin}: class 5.",
                row.compound
            ),
        ),
        _ => false,
    };
    classified.provisional |= decided && !verified;
    decided
}

/// The very compound among the training data of the model: a published call, whose report has to be seen.
///
/// Two structures count as the same where all environments of their atoms agree; the stereochemistry may differ. The
/// compilation is one transcription, so its negatives overrule the model but no alert.
fn from_compilation(classified: &mut Classified, case: &ClassCase<'_>) -> bool {
    if exempt::is_residual_solvent(case) {
        return false;
    }
    let same: Vec<_> = case
        .model
        .neighbors
        .iter()
        .filter(|neighbor| neighbor.similarity >= SAME_STRUCTURE)
        .filter_map(|neighbor| Some((neighbor.inchi_key.as_deref()?, neighbor.positive)))
        .collect();
    let Some((key, _)) = same.first() else {
        return false;
    };
    let positive = same.iter().any(|(_, positive)| *positive);
    if !positive && !case.alerts.is_empty() {
        classified.reasons.push(format!(
            "A compound of the same structure, stereochemistry aside ({key}), is negative in the public compilation of bacterial tests by Xu and others (2012). One transcription does not answer an alert: enter the original report as `ames` with its source."
        ));
        return false;
    }
    let (word, class) = if positive {
        ("positive", ImpurityClass::Two)
    } else {
        ("negative", ImpurityClass::Five)
    };
    classified.provisional = true;
    classified.decide(
        ClassGround::PublishedData,
        class,
        format!(
            "A compound of the same structure, stereochemistry aside ({key}), is {word} in the public compilation of bacterial tests by Xu and others (2012), from which the model was trained: class {}, provisional until the original report is seen.",
            class.number()
        ),
    )
}
