//! The rows of the table of limits.

use concerted_hazard::CohortOfConcern;
use concerted_model::evidence::{Citation, Status};
use concerted_model::quantity::shortest;
use concerted_reference::{
    BioassayResult, IntakeKind, PotencyCategory, Reference, Row, Salmonella, TtcScope,
};

use super::{DoseGrams, LimitRow};
use crate::class::ImpurityClass;
use crate::intake::{
    Intake, LimitKind, Setting, by_other_ways, is_monofunctional_chloride, threshold,
};
use crate::ordinary::{cap, cap_words};
use crate::published::{compound_intakes, td50};
use crate::structure_judgement::Lone;
use crate::use_limit::guideline;

/// A row before its doses are applied.
struct Draft {
    kind: LimitKind,
    title: String,
    micrograms: Option<f64>,
    citation: Citation,
    /// The intake of another row raised for a shorter treatment: it cites the same row and stands beside it.
    raised: bool,
    note: String,
}

/// All rows, the one that counts first.
pub(super) fn rows(lone: &Lone<'_>, setting: &Setting<'_>, grams: DoseGrams) -> Vec<LimitRow> {
    let mut rows = Vec::new();
    let governing = lone
        .intake(setting)
        .map(|intake| below_ordinary(lone, intake, grams));
    rows.extend(
        governing
            .as_ref()
            .map(|intake| governing_row(lone, intake, grams)),
    );
    let drafts = if lone.classified.cohort == Some(CohortOfConcern::NNitroso) {
        let mut drafts = of_agencies(lone);
        drafts.extend(of_category(lone, setting));
        drafts.extend(of_potency(lone));
        drafts
    } else if lone.classified.cohort.is_some() {
        Vec::new()
    } else {
        let mut drafts = of_compound(lone, setting);
        drafts.extend(of_chlorides(lone));
        drafts.extend(of_threshold(lone.reference, setting));
        drafts.extend(of_potency(lone));
        drafts
    };
    let taken = governing.and_then(|intake| intake.citation);
    rows.extend(
        drafts
            .into_iter()
            .filter(|draft| taken.as_ref() != Some(&draft.citation) || draft.raised)
            .map(|draft| finished(lone.reference, draft, grams)),
    );
    rows
}

/// The intake, or the qualification threshold of ICH Q3A where that is lower at the dose.
fn below_ordinary(lone: &Lone<'_>, intake: Intake, grams: DoseGrams) -> Intake {
    let cap = grams
        .substance
        .and_then(|dose| cap(&intake, lone.reference, dose));
    match cap {
        Some((micrograms, row)) => Intake {
            micrograms_per_day: micrograms,
            basis: cap_words(micrograms, &row, &intake.basis),
            kind: LimitKind::OrdinaryThreshold,
            citation: Some(row.citation),
            ..intake
        },
        None => intake,
    }
}

fn governing_row(lone: &Lone<'_>, intake: &Intake, grams: DoseGrams) -> LimitRow {
    let guideline = intake
        .citation
        .as_ref()
        .and_then(|citation| guideline(lone.reference, &citation.source));
    LimitRow {
        kind: intake.kind,
        title: intake.basis.clone(),
        intake_ug_per_day: Some(intake.micrograms_per_day),
        ppm_moiety: grams.moiety.map(|dose| intake.micrograms_per_day / dose),
        ppm_substance: grams.substance.map(|dose| intake.micrograms_per_day / dose),
        governs: true,
        verified: intake
            .citation
            .as_ref()
            .is_some_and(|citation| citation.status.is_regulatory_fact()),
        citation: intake.citation.clone(),
        guideline,
        note: String::new(),
    }
}

/// Applies the doses; a value that is neither verified nor our own calculation is not shown.
fn finished(reference: &Reference, draft: Draft, grams: DoseGrams) -> LimitRow {
    let verified = draft.citation.status.is_regulatory_fact();
    let calculated = draft.citation.status == Status::Calculated;
    let shown = draft.micrograms.filter(|_| verified || calculated);
    let hidden = if shown.is_none() && draft.note.is_empty() {
        format!(
            "the value is not shown because its status is {}",
            draft.citation.status.word()
        )
    } else {
        draft.note
    };
    LimitRow {
        kind: draft.kind,
        title: draft.title,
        intake_ug_per_day: shown,
        ppm_moiety: shown.zip(grams.moiety).map(|(intake, dose)| intake / dose),
        ppm_substance: shown
            .zip(grams.substance)
            .map(|(intake, dose)| intake / dose),
        governs: false,
        guideline: guideline(reference, &draft.citation.source),
        verified,
        citation: Some(draft.citation),
        note: hidden,
    }
}

fn of_agencies(lone: &Lone<'_>) -> Vec<Draft> {
    lone.listed
        .iter()
        .map(|row| {
            let category = row.cpca_category.map_or_else(String::new, |category| {
                format!(", potency category {category}")
            });
            let date = row
                .listed_on
                .map_or_else(String::new, |date| format!(", entry of {date}"));
            Draft {
                kind: LimitKind::AgencyListed,
                title: format!("{} for {}{category}{date}", row.agency.name(), row.compound),
                micrograms: Some(row.intake_ng_per_day / 1000.0),
                citation: row.citation(),
                raised: false,
                note: String::new(),
            }
        })
        .collect()
}

/// The citation of a category that we found ourselves: a calculation, where its intake is verified.
fn of_own_category(row: &PotencyCategory) -> Citation {
    let citation = row.citation();
    if citation.status.is_regulatory_fact() {
        Citation {
            status: Status::Calculated,
            ..citation
        }
    } else {
        citation
    }
}

/// The value of the potency category at each agency of the regions.
fn of_category(lone: &Lone<'_>, setting: &Setting<'_>) -> Vec<Draft> {
    let Some(category) = lone.potency.category else {
        return Vec::new();
    };
    setting
        .agencies()
        .into_iter()
        .filter_map(|agency| lone.reference.potency_category(agency, category))
        .map(|row| Draft {
            kind: LimitKind::PotencyCategory,
            title: format!(
                "our calculation by the published CPCA scheme: potency category {category} ({}), intake of that category at the {}",
                lone.potency.score_words,
                row.agency.name()
            ),
            micrograms: Some(row.intake_ng_per_day / 1000.0),
            citation: of_own_category(row),
            raised: false,
            note: if row.status.is_regulatory_fact() {
                "the intake of this category is verified, the category of this compound is not".to_owned()
            } else {
                String::new()
            },
        })
        .collect()
}

/// Compound-specific intakes for the way of administration, and what short treatment would make of them.
fn of_compound(lone: &Lone<'_>, setting: &Setting<'_>) -> Vec<Draft> {
    let mut drafts = Vec::new();
    for row in compound_intakes(lone.candidate, lone.reference) {
        if !setting.is_covered_by(row) {
            continue;
        }
        let exposure = row.kind == IntakeKind::PermittedDailyExposure;
        let what = if exposure {
            "permitted daily exposure"
        } else {
            "compound-specific intake"
        };
        let draft = if row.draft { ", read in a draft" } else { "" };
        drafts.push(Draft {
            kind: LimitKind::CompoundSpecific,
            title: format!("{what} of {} for a lifetime{draft}", row.compound),
            micrograms: row.intake_ug_per_day,
            citation: row.citation(),
            raised: false,
            note: String::new(),
        });
        if row.kind == IntakeKind::Linear
            && let Some(lifetime) = row.intake_ug_per_day
            && let Some(draft) = raised(lone.reference, setting, (lifetime, row.citation()))
        {
            drafts.push(draft);
        }
    }
    drafts
}

/// A lifetime intake in the ratio of the thresholds for a shorter treatment: shown, but it does not count.
fn raised(
    reference: &Reference,
    setting: &Setting<'_>,
    (lifetime, citation): (f64, Citation),
) -> Option<Draft> {
    let rule = reference.duration_rule("compound_specific_intake")?;
    let short = threshold(reference, setting)?.intake_ug_per_day;
    let long = threshold(reference, &Setting::lifetime())?.intake_ug_per_day;
    if short <= long || !rule.status.is_regulatory_fact() {
        return None;
    }
    let words = setting.treatment(false);
    Some(Draft {
        kind: LimitKind::CompoundSpecific,
        title: format!("that intake for {words}"),
        micrograms: Some(lifetime * short / long),
        citation,
        raised: true,
        note: format!(
            "raised in the ratio of the thresholds, {} to {} µg/day ({}); the lifetime value is kept as the limit, which errs on the safe side",
            shortest(short),
            shortest(long),
            rule.locator
        ),
    })
}

fn of_chlorides(lone: &Lone<'_>) -> Option<Draft> {
    if !is_monofunctional_chloride(lone.candidate.molecule.as_ref(), lone.alerts) {
        return None;
    }
    let row = lone
        .reference
        .class_specific("monofunctional_alkyl_chlorides")?;
    Some(Draft {
        kind: LimitKind::ClassSpecific,
        title: format!("{} for a lifetime", row.group),
        micrograms: row.intake_ug_per_day,
        citation: row.citation(),
        raised: false,
        note: String::new(),
    })
}

/// The threshold for the treatment, for a lifetime, and for several impurities together.
fn of_threshold(reference: &Reference, setting: &Setting<'_>) -> Vec<Draft> {
    let mut drafts = Vec::new();
    let lifetime = Setting::lifetime();
    let bands = [
        (setting, TtcScope::Individual),
        (&lifetime, TtcScope::Individual),
        (setting, TtcScope::Total),
    ];
    for (setting, scope) in bands {
        let Some(band) = reference.ttc(setting.days, scope) else {
            continue;
        };
        let treatment = setting.treatment(band.up_to_days.is_none());
        let (what, note) = match scope {
            TtcScope::Individual => ("one impurity", String::new()),
            TtcScope::Total => (
                "the specified impurities of class 2 and 3 together",
                "from three impurities on; texts differ on whether it starts with two".to_owned(),
            ),
        };
        if drafts
            .iter()
            .any(|draft: &Draft| draft.citation.row == band.id)
        {
            continue;
        }
        drafts.push(Draft {
            kind: LimitKind::Threshold,
            title: format!("threshold of toxicological concern for {what}, {treatment}"),
            micrograms: Some(band.intake_ug_per_day),
            citation: band.citation(),
            raised: false,
            note,
        });
    }
    drafts
}

/// Our own calculation from the lowest TD50 of a mutagenic carcinogen.
fn of_potency(lone: &Lone<'_>) -> Option<Draft> {
    let row = td50(lone.candidate, lone.reference)?;
    let carcinogen = [row.rat_result, row.mouse_result].contains(&BioassayResult::Positive);
    if row.salmonella != Salmonella::Positive || !carcinogen {
        return None;
    }
    let linear = row.linear_intake();
    Some(Draft {
        kind: LimitKind::OwnCalculation,
        title: format!(
            "TD50 / 50,000 × 50 kg from the lowest TD50 of {}, {} mg/kg/day in {}",
            row.compound,
            shortest(row.lowest_td50_mg_per_kg_day),
            row.lowest_species
        ),
        micrograms: Some(linear.value),
        citation: linear.citation,
        raised: false,
        note: "our calculation, no regulatory limit; agencies often choose one study".to_owned(),
    })
}

/// Days from which a treatment may be that of a chronic disease, which the rule on HIV is about.
const FIVE_YEARS: u32 = 5 * 365;

/// Rules on treatment time that touch the table, as sentences.
pub(super) fn notes(lone: &Lone<'_>, setting: &Setting<'_>) -> Vec<String> {
    let mut notes = Vec::new();
    notes.extend(by_other_ways(&lone.case(), setting).filter(|_| {
        lone.classified
            .class
            .is_some_and(ImpurityClass::is_controlled)
    }));
    let mut rule = |subject: &str| {
        if let Some(rule) = lone.reference.duration_rule(subject) {
            notes.push(format!(
                "{} (status {}; {}).",
                rule.rule,
                rule.status.word(),
                rule.locator
            ));
        }
    };
    let ten_years = lone
        .reference
        .ttc(setting.days, TtcScope::Individual)
        .is_some_and(|band| band.above_days >= 365 && band.up_to_days.is_some());
    if ten_years && setting.days > FIVE_YEARS {
        rule("hiv");
    }
    if lone.classified.cohort == Some(CohortOfConcern::NNitroso)
        && setting.days < Setting::lifetime().days
    {
        rule("n_nitroso");
    }
    let exposed = compound_intakes(lone.candidate, lone.reference)
        .iter()
        .any(|row| row.kind == IntakeKind::PermittedDailyExposure);
    if exposed {
        rule("permitted_daily_exposure");
    }
    if lone
        .classified
        .class
        .is_some_and(|class| !class.is_controlled())
    {
        notes.push(
            "The class asks for no limit of its own: ICH Q3A applies, and a permitted daily exposure where long-term data ask for one; the rows are for comparison.".to_owned(),
        );
    } else if let Err(Some(reason)) = lone.intake_or_reason(setting) {
        notes.push(reason);
    }
    notes
}

/// Structures that the tables give for a registry number; empty text where a row has none.
pub(super) fn structures_of<'r>(reference: &'r Reference, cas: &str) -> Vec<&'r str> {
    if cas.is_empty() {
        return Vec::new();
    }
    let compounds = reference
        .compound_intake_rows()
        .iter()
        .filter(|row| row.cas == cas)
        .map(|row| row.smiles.as_str());
    let carcinogens = reference
        .td50_rows()
        .iter()
        .filter(|row| row.cas == cas)
        .map(|row| row.smiles.as_str());
    let mutagens = reference
        .known_mutagen_rows()
        .iter()
        .filter(|row| row.cas == cas)
        .map(|row| row.smiles.as_str());
    let nitrosamines = reference
        .nitrosamine_rows()
        .iter()
        .filter(|row| row.cas == cas)
        .map(|row| row.smiles.as_str());
    let solvents = reference
        .solvents()
        .iter()
        .filter(|row| row.cas == cas)
        .map(|row| row.smiles.as_str());
    let mut found: Vec<&str> = compounds
        .chain(carcinogens)
        .chain(mutagens)
        .chain(nitrosamines)
        .chain(solvents)
        .collect();
    // Rows without a structure still identify the compound; those with one come first.
    found.sort_by_key(|smiles| smiles.is_empty());
    found
}
