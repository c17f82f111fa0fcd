//! Acceptable intake of an impurity of class 1 to 3 for one treatment.

mod linear;
mod nitrosamine;
mod setting;

use concerted_hazard::{AlertHit, CohortOfConcern};
use concerted_model::evidence::{Citation, Status};
use concerted_model::figure::Input;
use concerted_model::quantity::shortest;
use concerted_molecule::Molecule;
use concerted_reference::{
    BioassayResult, ClassSpecificKind, CompoundIntake, IntakeKind, NitrosamineIntake, Reference,
    Row, Salmonella, TtcBand, TtcScope,
};

use crate::class::Classified;
use crate::potency::PotencyView;
use crate::published::{compound_intakes, td50};
use crate::structures::Motif;
use crate::walk::Candidate;

pub use linear::linear_intake_ug_per_day;

pub(crate) use setting::Setting;

/// Where an acceptable intake comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum LimitKind {
    /// Entered by the user.
    Entered,
    /// Listed by an agency for this nitrosamine.
    AgencyListed,
    /// Of the potency category of the nitrosamine.
    PotencyCategory,
    /// Of the strictest potency category, because none is known.
    DefaultCategory,
    /// Of ICH M7 for this compound.
    CompoundSpecific,
    /// Of ICH M7 for its group.
    ClassSpecific,
    /// The threshold of toxicological concern.
    Threshold,
    /// Our own linear calculation: no regulatory limit.
    OwnCalculation,
}

impl LimitKind {
    /// Name for people.
    pub fn name(self) -> &'static str {
        match self {
            Self::Entered => "entered intake",
            Self::AgencyListed => "intake listed by an agency",
            Self::PotencyCategory => "intake of the potency category",
            Self::DefaultCategory => "strictest potency category as default",
            Self::CompoundSpecific => "compound-specific intake",
            Self::ClassSpecific => "class-specific intake",
            Self::Threshold => "threshold of toxicological concern",
            Self::OwnCalculation => "own calculation from a TD50",
        }
    }
}

/// An acceptable intake with its origin.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Intake {
    pub(crate) micrograms_per_day: f64,
    pub(crate) inputs: Vec<Input>,
    pub(crate) basis: String,
    pub(crate) kind: LimitKind,
    /// The row that gives it; `None` for an entered value.
    pub(crate) citation: Option<Citation>,
}

/// What the intake of an impurity depends on.
pub(crate) struct IntakeCase<'a> {
    pub(crate) candidate: &'a Candidate<'a>,
    pub(crate) classified: &'a Classified,
    pub(crate) alerts: &'a [AlertHit],
    pub(crate) listed: &'a [&'a NitrosamineIntake],
    pub(crate) potency: &'a PotencyView,
    pub(crate) reference: &'a Reference,
}

/// Halogen on sp3 carbon, for the rule on monofunctional alkyl chlorides.
static ALKYL_HALOGEN: Motif = Motif::new("[Cl,Br,I;$([*][CX4])]");
static ALKYL_CHLORIDE: Motif = Motif::new("[Cl;$(Cl[CX4])]");

/// The acceptable intake of an impurity of class 1 to 3 for a use.
///
/// In this order: as entered; for a nitrosamine what agencies list, else its potency category; a compound-specific
/// value that was verified; the larger of threshold and class-specific value for monofunctional alkyl chlorides;
/// the threshold of toxicological concern for the treatment time, or our own linear value from a TD50 where that is
/// lower. `None` for aflatoxin-like and alkyl-azoxy compounds, whose intake is a case of its own.
///
/// Source: ICH M7(R2), sections 7.1 to 7.5. Nitrosamine and compound-specific values are for a lifetime and are
/// not raised for short treatment, which errs on the safe side.
pub(crate) fn intake(case: &IntakeCase<'_>, setting: &Setting<'_>) -> Option<Intake> {
    if let Some(intake) = entered(case) {
        return Some(intake);
    }
    match case.classified.cohort {
        Some(CohortOfConcern::NNitroso) => return nitrosamine::nitrosamine(case, setting),
        Some(_) => return None,
        None => {}
    }
    if let Some(intake) = compound_specific(case, setting) {
        return Some(intake);
    }
    let band = threshold(case.reference, setting)?;
    let general = from_threshold(band, setting);
    Some(
        monofunctional_chloride(case, band, &general)
            .or_else(|| lower_linear(case, &general))
            .unwrap_or(general),
    )
}

/// The band of the threshold of toxicological concern that fits a treatment.
pub(crate) fn threshold<'r>(
    reference: &'r Reference,
    setting: &Setting<'_>,
) -> Option<&'r TtcBand> {
    reference.ttc(setting.days, TtcScope::Individual)
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
        kind: LimitKind::Entered,
        citation: None,
    })
}

fn cited(citation: Citation, value: f64, unit: &str) -> Input {
    Input::Reference(citation, format!("{} {unit}", shortest(value)))
}

fn compound_specific(case: &IntakeCase<'_>, setting: &Setting<'_>) -> Option<Intake> {
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
            "{} µg/day, {what} of ICH M7 for {}{kept} (status {}{})",
            shortest(intake.value),
            row.compound,
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

fn from_threshold(band: &TtcBand, setting: &Setting<'_>) -> Intake {
    let intake = band.intake();
    let caveat = caveat(intake.citation.status);
    let treatment = setting.treatment(band.up_to_days.is_none());
    let mut inputs = setting.inputs.clone();
    inputs.push(cited(intake.citation.clone(), intake.value, "µg/day"));
    Intake {
        micrograms_per_day: intake.value,
        basis: format!(
            "{} µg/day, threshold of toxicological concern for {treatment}{caveat}",
            shortest(intake.value)
        ),
        inputs,
        kind: LimitKind::Threshold,
        citation: Some(intake.citation),
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

/// True where an alkyl chloride is the only alert and the only halogen on saturated carbon.
pub(crate) fn is_monofunctional_chloride(molecule: Option<&Molecule>, alerts: &[AlertHit]) -> bool {
    let (Some(molecule), [alert]) = (molecule, alerts) else {
        return false;
    };
    alert.rule == "alkyl-halide"
        && ALKYL_HALOGEN.count(molecule) == 1
        && ALKYL_CHLORIDE.count(molecule) == 1
}

fn monofunctional_chloride(
    case: &IntakeCase<'_>,
    band: &TtcBand,
    general: &Intake,
) -> Option<Intake> {
    let single = is_monofunctional_chloride(case.candidate.molecule.as_ref(), case.alerts);
    let row = case
        .reference
        .class_specific("monofunctional_alkyl_chlorides")?;
    let intake = row.intake()?;
    if !single || !intake.citation.status.is_regulatory_fact() {
        return None;
    }
    let larger = intake.value.max(band.intake_ug_per_day);
    let mut inputs = general.inputs.clone();
    inputs.push(cited(intake.citation.clone(), intake.value, "µg/day"));
    Some(Intake {
        micrograms_per_day: larger,
        basis: format!(
            "{} µg/day, the larger of the intake for monofunctional alkyl chlorides ({} µg/day over a lifetime) and the threshold for the treatment time",
            shortest(larger),
            shortest(intake.value)
        ),
        inputs,
        kind: LimitKind::ClassSpecific,
        citation: Some(intake.citation),
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
    inputs.push(cited(linear.citation.clone(), linear.value, "µg/day"));
    Some(Intake {
        micrograms_per_day: linear.value,
        basis: format!(
            "{} µg/day, our calculation TD50 / 50,000 × 50 kg from the Carcinogenic Potency Database, lower than the threshold; no regulatory limit",
            shortest(linear.value)
        ),
        inputs,
        kind: LimitKind::OwnCalculation,
        citation: Some(linear.citation),
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
