//! Acceptable intake of an impurity of class 1 to 3 for one treatment.

mod chloride;
mod compound;
mod entered;
mod linear;
mod nitrosamine;
mod setting;

use concerted_hazard::{AlertHit, CohortOfConcern};
use concerted_model::evidence::{Citation, Status};
use concerted_model::figure::Input;
use concerted_model::quantity::shortest;
use concerted_reference::{
    BioassayResult, NitrosamineIntake, Reference, Salmonella, TtcBand, TtcScope,
};

use crate::class::Classified;
use crate::potency::PotencyView;
use crate::published::{compound_intakes, td50};
use crate::walk::Candidate;

pub(crate) use chloride::is_monofunctional_chloride;
pub(crate) use compound::{by_other_ways, ways};
pub(crate) use entered::{LooserIntake, looser_than_derived};
pub use linear::linear_intake_ug_per_day;

pub(crate) use setting::{Setting, is_region};

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
    /// Of ICH Q3A, which is lower than what ICH M7 allows.
    OrdinaryThreshold,
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
            Self::OrdinaryThreshold => "qualification threshold of ICH Q3A",
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

/// Why there is no intake where no rule gives one.
pub(crate) const NO_RULE: &str =
    "No intake can be derived by rule: case by case with toxicologist and agency.";

/// What the intake of an impurity depends on.
pub(crate) struct IntakeCase<'a> {
    pub(crate) candidate: &'a Candidate<'a>,
    pub(crate) classified: &'a Classified,
    pub(crate) alerts: &'a [AlertHit],
    pub(crate) listed: &'a [&'a NitrosamineIntake],
    pub(crate) potency: &'a PotencyView,
    pub(crate) reference: &'a Reference,
}

/// The acceptable intake of an impurity of class 1 to 3 for a use.
///
/// In this order: as entered; for a nitrosamine what agencies list, else its potency category; a compound-specific
/// value that was verified; the larger of threshold and class-specific value for monofunctional alkyl chlorides;
/// the threshold of toxicological concern for the treatment time, or our own linear value from a TD50 where that is
/// lower. None for aflatoxin-like and alkyl-azoxy compounds, whose intake is a case of its own.
///
/// Source: ICH M7(R2), sections 7.1 to 7.5. Nitrosamine and compound-specific values are for a lifetime and are
/// not raised for short treatment, which errs on the safe side.
///
/// # Errors
/// The reason, as a sentence, where no intake may be given: nothing is derived by rule, or a monograph that nobody
/// verified may be stricter than all that is left.
pub(crate) fn intake_or_reason(
    case: &IntakeCase<'_>,
    setting: &Setting<'_>,
) -> Result<Intake, String> {
    match entered::entered(case) {
        Some(intake) => Ok(intake),
        None => derived(case, setting),
    }
}

/// The intake that the rules give, whatever is entered.
pub(crate) fn derived(case: &IntakeCase<'_>, setting: &Setting<'_>) -> Result<Intake, String> {
    match case.classified.cohort {
        Some(CohortOfConcern::NNitroso) => return nitrosamine::nitrosamine(case, setting),
        Some(_) => return Err(NO_RULE.to_owned()),
        None => {}
    }
    if let Some(intake) = compound::compound_specific(case, setting) {
        return Ok(intake);
    }
    let band = threshold(case.reference, setting).ok_or_else(|| NO_RULE.to_owned())?;
    let general = from_threshold(band, setting);
    let found = chloride::monofunctional_chloride(case, band, &general).unwrap_or(general);
    let found = lower_linear(case, &found, "the threshold").unwrap_or(found);
    match compound::barred(case, setting, &found) {
        Some(reason) => Err(reason),
        None => Ok(found),
    }
}

/// The band of the threshold of toxicological concern that fits a treatment.
pub(crate) fn threshold<'r>(
    reference: &'r Reference,
    setting: &Setting<'_>,
) -> Option<&'r TtcBand> {
    reference.ttc(setting.days, TtcScope::Individual)
}

fn cited(citation: Citation, value: f64, unit: &str) -> Input {
    Input::Reference(citation, format!("{} {unit}", shortest(value)))
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

/// Our own linear value where it is below another: a potent carcinogen must not get the general threshold.
fn lower_linear(case: &IntakeCase<'_>, general: &Intake, than: &str) -> Option<Intake> {
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
            "{} µg/day, our calculation TD50 / 50,000 × 50 kg from the Carcinogenic Potency Database, lower than {than}; no regulatory limit",
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
                "The addendum of ICH M7 has a monograph for {} ({}); its value is not shown because its status is {}.",
                row.compound,
                ways(row.administration),
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
        notes.extend(compound::unfit_potency(&rows, row));
    }
    notes
}
