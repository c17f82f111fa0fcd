//! Acceptable intake of an impurity for one use.

use concerted_model::evidence::{Citation, Status};
use concerted_model::figure::Input;
use concerted_model::program::{Administration, Use};
use concerted_model::quantity::shortest;
use concerted_reference::{
    Administration as Covered, Agency, BioassayResult, CompoundIntake, NitrosamineIntake,
    Reference, Row, Salmonella, TtcBand, TtcScope,
};

use crate::class::Classified;
use crate::message::joined;
use crate::published::{compound_intakes, td50};
use crate::structures::Motif;
use crate::walk::Candidate;
use concerted_hazard::{AlertHit, CohortOfConcern};

/// An acceptable intake with its origin.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Intake {
    pub(crate) micrograms_per_day: f64,
    pub(crate) inputs: Vec<Input>,
    pub(crate) basis: String,
}

/// What the intake of an impurity depends on.
pub(crate) struct IntakeCase<'a> {
    pub(crate) candidate: &'a Candidate<'a>,
    pub(crate) classified: &'a Classified,
    pub(crate) alerts: &'a [AlertHit],
    pub(crate) listed: &'a [&'a NitrosamineIntake],
    pub(crate) reference: &'a Reference,
}

/// Halogen on sp3 carbon, for the rule on monofunctional alkyl chlorides.
static ALKYL_HALOGEN: Motif = Motif::new("[Cl,Br,I;$([*][CX4])]");
static ALKYL_CHLORIDE: Motif = Motif::new("[Cl;$(Cl[CX4])]");

/// The acceptable intake of an impurity of class 1 to 3 for a use.
///
/// In this order: as entered; the strictest value that an agency lists for the nitrosamine, else the value of
/// potency category 1 of the European agency; a compound-specific value that was verified; the larger of
/// threshold and class-specific value for monofunctional alkyl chlorides; the threshold of toxicological concern
/// for the treatment time, or our own linear value from a TD50 where that is lower. `None` for aflatoxin-like and
/// alkyl-azoxy compounds, whose intake is a case of its own.
///
/// Source: ICH M7(R2), sections 7.1 to 7.5. Nitrosamine and compound-specific values are for a lifetime and are
/// not raised for short treatment, which errs on the safe side.
pub(crate) fn intake(case: &IntakeCase<'_>, stage: &Use) -> Option<Intake> {
    if let Some(intake) = entered(case) {
        return Some(intake);
    }
    match case.classified.cohort {
        Some(CohortOfConcern::NNitroso) => return nitrosamine(case),
        Some(_) => return None,
        None => {}
    }
    if let Some(intake) = compound_specific(case, stage) {
        return Some(intake);
    }
    let band = threshold(case.reference, stage)?;
    let general = from_threshold(band, stage);
    Some(
        monofunctional_chloride(case, band, &general)
            .or_else(|| lower_linear(case, &general))
            .unwrap_or(general),
    )
}

/// The band of the threshold of toxicological concern that fits the duration of a use.
pub(crate) fn threshold<'r>(reference: &'r Reference, stage: &Use) -> Option<&'r TtcBand> {
    let days = stage.duration.value.base().ceil() as u32;
    reference.ttc(days, TtcScope::Individual)
}

fn entered(case: &IntakeCase<'_>) -> Option<Intake> {
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
    })
}

fn nitrosamine(case: &IntakeCase<'_>) -> Option<Intake> {
    let strictest = case
        .listed
        .iter()
        .filter(|row| row.status.is_regulatory_fact())
        .min_by(|a, b| a.intake_ng_per_day.total_cmp(&b.intake_ng_per_day));
    let (nanograms, citation, basis) = if let Some(row) = strictest {
        let basis = listed_basis(case.listed, row);
        (row.intake_ng_per_day, row.citation(), basis)
    } else {
        let row = case.reference.potency_category(Agency::Ema, 1)?;
        let basis = format!(
            "{} ng/day, potency category 1 of the {}: a conservative default until the potency category is determined; no verified intake is listed for this compound",
            shortest(row.intake_ng_per_day),
            row.agency.name()
        );
        (row.intake_ng_per_day, row.citation(), basis)
    };
    Some(Intake {
        micrograms_per_day: nanograms / 1000.0,
        inputs: vec![cited(citation, nanograms, "ng/day")],
        basis,
    })
}

/// Who lists the intake that counts: the strictest where agencies differ.
fn listed_basis(listed: &[&NitrosamineIntake], strictest: &NitrosamineIntake) -> String {
    let value = shortest(strictest.intake_ng_per_day);
    let differs = listed
        .iter()
        .any(|row| row.intake_ng_per_day > strictest.intake_ng_per_day);
    if differs {
        let agency = strictest.agency.name();
        return format!("{value} ng/day, the strictest intake listed ({agency})");
    }
    let names: Vec<&str> = listed.iter().map(|row| row.agency.name()).collect();
    format!("{value} ng/day, as listed by {}", joined(&names))
}

fn cited(citation: Citation, value: f64, unit: &str) -> Input {
    Input::Reference(citation, format!("{} {unit}", shortest(value)))
}

fn covers(row: &CompoundIntake, stage: &Use) -> bool {
    let inhaled = stage.administration == Some(Administration::Inhalation);
    let oral = matches!(stage.administration, None | Some(Administration::Oral));
    match row.administration {
        Covered::All => true,
        Covered::Oral => oral,
        Covered::NotOral => !oral,
        Covered::Inhalation => inhaled,
        Covered::NotInhalation => !inhaled,
    }
}

fn compound_specific(case: &IntakeCase<'_>, stage: &Use) -> Option<Intake> {
    let row = compound_intakes(case.candidate, case.reference)
        .into_iter()
        .find(|row| covers(row, stage) && row.status.is_regulatory_fact())?;
    let intake = row.intake()?;
    Some(Intake {
        micrograms_per_day: intake.value,
        basis: format!(
            "{} µg/day, compound-specific intake of ICH M7 for {} (status {}{})",
            shortest(intake.value),
            row.compound,
            row.status.word(),
            edition(row)
        ),
        inputs: vec![cited(intake.citation, intake.value, "µg/day")],
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

fn from_threshold(band: &TtcBand, stage: &Use) -> Intake {
    let intake = band.intake();
    let caveat = caveat(intake.citation.status);
    let treatment = if band.up_to_days.is_none() {
        "lifetime treatment".to_owned()
    } else {
        let days = stage.duration.value.base().ceil();
        format!("{} days of treatment", shortest(days))
    };
    Intake {
        micrograms_per_day: intake.value,
        basis: format!(
            "{} µg/day, threshold of toxicological concern for {treatment}{caveat}",
            shortest(intake.value)
        ),
        inputs: vec![
            stage.duration.input(),
            cited(intake.citation, intake.value, "µg/day"),
        ],
    }
}

/// Words that follow a value that nobody verified.
fn caveat(status: Status) -> String {
    if status.is_regulatory_fact() {
        String::new()
    } else {
        format!(" (status {}: to be checked)", status.word())
    }
}

fn monofunctional_chloride(
    case: &IntakeCase<'_>,
    band: &TtcBand,
    general: &Intake,
) -> Option<Intake> {
    let molecule = case.candidate.molecule.as_ref()?;
    let [alert] = case.alerts else {
        return None;
    };
    let single = alert.rule == "alkyl-halide"
        && ALKYL_HALOGEN.count(molecule) == 1
        && ALKYL_CHLORIDE.count(molecule) == 1;
    let row = case
        .reference
        .class_specific("monofunctional_alkyl_chlorides")?;
    let intake = row.intake()?;
    if !single || !intake.citation.status.is_regulatory_fact() {
        return None;
    }
    let larger = intake.value.max(band.intake_ug_per_day);
    let mut inputs = general.inputs.clone();
    inputs.push(cited(intake.citation, intake.value, "µg/day"));
    Some(Intake {
        micrograms_per_day: larger,
        basis: format!(
            "{} µg/day, the larger of the intake for monofunctional alkyl chlorides ({} µg/day over a lifetime) and the threshold for the treatment time",
            shortest(larger),
            shortest(intake.value)
        ),
        inputs,
    })
}

/// Our own linear value where it is below the threshold: a potent carcinogen must not get the general threshold.
fn lower_linear(case: &IntakeCase<'_>, general: &Intake) -> Option<Intake> {
    let row = td50(case.candidate, case.reference)?;
    let carcinogen = [row.rat_result, row.mouse_result].contains(&BioassayResult::Positive);
    let linear = row.linear_intake();
    if row.salmonella != Salmonella::Positive
        || !carcinogen
        || linear.value >= general.micrograms_per_day
    {
        return None;
    }
    let mut inputs = general.inputs.clone();
    inputs.push(cited(linear.citation, linear.value, "µg/day"));
    Some(Intake {
        micrograms_per_day: linear.value,
        basis: format!(
            "{} µg/day, our calculation TD50 / 50,000 × 50 kg from the Carcinogenic Potency Database, lower than the threshold; no regulatory limit",
            shortest(linear.value)
        ),
        inputs,
    })
}

/// A sentence on values that are known but do not set the limit: unverified rows and our own calculation.
pub(crate) fn side_notes(case: &IntakeCase<'_>) -> Vec<String> {
    let rows = compound_intakes(case.candidate, case.reference);
    let listed = rows.iter().any(|row| row.status.is_regulatory_fact());
    let mut notes: Vec<String> = rows
        .iter()
        .filter(|row| !row.status.is_regulatory_fact())
        .map(|row| {
            format!(
                "The addendum of ICH M7 has a monograph for {}; its value is not shown because its status is {}.",
                row.compound,
                row.status.word()
            )
        })
        .collect();
    if !listed
        && let Some(row) = td50(case.candidate, case.reference)
        && row.salmonella == Salmonella::Positive
    {
        notes.push(format!(
            "Our calculation from the lowest TD50 of {} ({} mg/kg/day) gives {} µg/day over a lifetime; it is no regulatory limit.",
            row.compound,
            shortest(row.lowest_td50_mg_per_kg_day),
            shortest(row.linear_intake_ug_per_day)
        ));
    }
    notes
}
