//! Every limit that is known for one compound, without a program: the table a toxicologist would lay out.

mod rows;

use concerted_hazard::{AlertHit, CohortOfConcern, NitrosoGroup, parent, screen};
use concerted_model::evidence::Citation;
use concerted_model::program::{Administration, DoseBasis};
use concerted_molecule::Molecule;
use concerted_reference::Reference;

use crate::class::{ClassGround, ImpurityClass, without_stereochemistry};
use crate::evidence::Evidence;
use crate::intake::{LimitKind, Setting, is_region};
use crate::mixture::{salts, worst_component};
use crate::ordinary::{OrdinaryThreshold, ordinary_thresholds};
use crate::prediction::ModelView;
use crate::protonation::uncharged;
use crate::structure_judgement::{Lone, lone_candidate};
use crate::walk::Candidate;

/// What limits are asked for.
#[derive(Debug, Clone, Copy)]
pub struct LimitRequest<'a> {
    /// Structure of the impurity; looked up by its number where only that is known.
    pub molecule: Option<&'a Molecule>,
    /// CAS registry number of the impurity.
    pub cas: Option<&'a str>,
    /// Highest daily dose in mg/day; without it the limits stay intakes.
    pub dose_mg_per_day: Option<f64>,
    /// Mass basis of that dose.
    pub dose_basis: DoseBasis,
    /// Mass of the substance as made for one mass of its moiety, 1 where they are the same.
    pub salt_factor: f64,
    /// Days of treatment of one person; `None` for a lifetime.
    pub days: Option<u32>,
    /// Days on which a dose is given, where fewer than the days of treatment.
    pub dosing_days: Option<u32>,
    /// How the product is given; by mouth where not said.
    pub administration: Option<Administration>,
    /// Regions, such as `EU` or `US`; all agencies where empty.
    pub regions: &'a [String],
}

impl Default for LimitRequest<'_> {
    fn default() -> Self {
        Self {
            molecule: None,
            cas: None,
            dose_mg_per_day: None,
            dose_basis: DoseBasis::Moiety,
            salt_factor: 1.0,
            days: None,
            dosing_days: None,
            administration: None,
            regions: &[],
        }
    }
}

/// Why no limits can be given.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum LimitError {
    /// A number that must be positive is not.
    #[error("`{name}` is {found}, expected a positive number")]
    NotPositive {
        /// What it is.
        name: &'static str,
        /// What was given.
        found: f64,
    },
    /// More dosing days than days of treatment.
    #[error("`dosing_days` is {dosing_days}, expected at most the {days} days of treatment")]
    DosingDays {
        /// Dosing days given.
        dosing_days: u32,
        /// Days of treatment given.
        days: u32,
    },
    /// Neither structure nor number.
    #[error("neither a structure nor a registry number is given, expected at least one")]
    NoIdentity,
    /// Less substance than moiety.
    #[error("`salt_factor` is {found}, expected at least 1")]
    SaltFactor {
        /// What was given.
        found: f64,
    },
    /// A region that nobody knows.
    #[error("`{region}` is no region known here, expected one such as EU, US, Canada or Japan")]
    UnknownRegion {
        /// What was given.
        region: String,
    },
    /// The structure is not that of the number.
    #[error("`{cas}` is `{listed}` in the tables, expected the structure given, `{given}`")]
    Conflict {
        /// The number.
        cas: String,
        /// Structure of the number, as SMILES.
        listed: String,
        /// Structure given, as SMILES.
        given: String,
    },
    /// The number is in no table, so no structure is known.
    #[error("`{cas}` is in no table of this release, expected a listed number or a structure")]
    UnknownNumber {
        /// The number.
        cas: String,
    },
}

impl LimitError {
    /// Advice to the user.
    pub fn hint(&self) -> &'static str {
        match self {
            Self::NotPositive {
                name: "days" | "dosing_days",
                ..
            } => "give whole days of treatment, 1 or more; leave it out for a lifetime",
            Self::NotPositive { .. } => "give doses in mg/day and factors as plain numbers",
            Self::SaltFactor { .. } => {
                "it is the mass of the substance as made for one mass of its moiety: a salt is heavier than its base"
            }
            Self::UnknownRegion { .. } => "without a region all agencies count",
            Self::Conflict { .. } => {
                "give the structure or the number alone, or correct one of them"
            }
            Self::DosingDays { .. } => "dosing days are those on which a dose is given",
            Self::NoIdentity | Self::UnknownNumber { .. } => "give the structure as SMILES",
        }
    }
}

/// One limit.
#[derive(Debug, Clone, PartialEq)]
pub struct LimitRow {
    /// What kind of limit it is.
    pub kind: LimitKind,
    /// What it is, in words.
    pub title: String,
    /// Acceptable intake in µg/day; `None` where the row is not verified and must not be shown as a figure.
    pub intake_ug_per_day: Option<f64>,
    /// In ppm (mg/kg) of the moiety.
    pub ppm_moiety: Option<f64>,
    /// In ppm (mg/kg) of the substance as made.
    pub ppm_substance: Option<f64>,
    /// True for the limit that counts.
    pub governs: bool,
    /// The row of the reference table.
    pub citation: Option<Citation>,
    /// Guideline or agency table with its edition.
    pub guideline: Option<String>,
    /// True where the value was verified.
    pub verified: bool,
    /// What a reader should know; may be empty.
    pub note: String,
}

/// The limits of one compound.
#[derive(Debug, Clone, PartialEq)]
pub struct LimitTable {
    /// Canonical SMILES, where a structure is known.
    pub smiles: Option<String>,
    /// Class of ICH M7.
    pub class: Option<ImpurityClass>,
    /// What decided the class.
    pub ground: ClassGround,
    /// True where the class may change with data that are still to come.
    pub provisional: bool,
    /// Reasons of the class as sentences.
    pub class_reasons: Vec<String>,
    /// Cohort of concern.
    pub cohort_of_concern: Option<CohortOfConcern>,
    /// N-nitroso groups with their potency category and every scoring step.
    pub potency: Vec<NitrosoGroup>,
    /// The potency category that counts; `None` where the approach does not apply.
    pub cpca_category: Option<u8>,
    /// Days of treatment that count; a lifetime is 25,550.
    pub days: u32,
    /// The limits, the one that counts first.
    pub rows: Vec<LimitRow>,
    /// Thresholds of ICH Q3A at the dose, for an impurity that is not controlled as mutagenic.
    pub ordinary: Vec<OrdinaryThreshold>,
    /// What else a reader should know, as sentences.
    pub notes: Vec<String>,
}

impl LimitTable {
    /// The limit that counts; `None` where the impurity is not controlled as mutagenic or no rule gives an intake.
    pub fn governing(&self) -> Option<&LimitRow> {
        self.rows.iter().find(|row| row.governs)
    }
}

/// Daily doses in g/day on both bases.
#[derive(Debug, Clone, Copy, Default)]
struct DoseGrams {
    moiety: Option<f64>,
    substance: Option<f64>,
}

/// All limits of one compound for one treatment, the one that counts marked, each with guideline, edition and status.
///
/// Limit in ppm = acceptable intake (µg/day) ÷ daily dose (g/day), on the mass of the moiety and on that of the
/// substance, whose ratio is the salt factor. The intake that counts is that of the program's assessment: agency, else
/// potency category for nitrosamines; compound-specific; class-specific; threshold for the treatment time. Rows that
/// nobody verified come without a figure. Source: ICH M7(R2), ICH Q3A(R2), agency tables.
///
/// # Errors
/// [`LimitError`] for numbers that are not positive, more dosing days than days, or a compound nobody can identify.
///
/// ```
/// use concerted_genotox::{Evidence, LimitRequest, limits};
/// use concerted_reference::Reference;
///
/// let request = LimitRequest { cas: Some("75-21-8"), dose_mg_per_day: Some(100.0), ..LimitRequest::default() };
/// let table = limits(&request, &Evidence::default(), Reference::embedded())?;
/// let governing = table.governing().expect("ethylene oxide is class 1");
/// // ICH M7, note 4: 21.3 µg/day; over 0.1 g/day that is 213 ppm.
/// assert_eq!(governing.intake_ug_per_day, Some(21.3));
/// assert!((governing.ppm_substance.unwrap_or(0.0) - 213.0).abs() < 1e-9);
/// # Ok::<(), concerted_genotox::LimitError>(())
/// ```
pub fn limits(
    request: &LimitRequest<'_>,
    evidence: &Evidence,
    reference: &Reference,
) -> Result<LimitTable, LimitError> {
    let grams = checked(request)?;
    let (setting, mut notes) = setting(request, reference);
    let written = identified(request, reference)?;
    let whole = written.clone().map(uncharged);
    let chosen = whole
        .as_ref()
        .map(|whole| worst_component(whole, &setting, (evidence, reference)));
    let molecule = chosen.as_ref().map(|chosen| chosen.molecule.clone());
    notes.extend(chosen.and_then(|chosen| chosen.sentence));
    let alerts: Vec<AlertHit> = molecule.as_ref().map(screen).unwrap_or_default();
    let numbers: Vec<&str> = request.cas.iter().map(|cas| cas.trim()).collect();
    let candidate = Candidate {
        written: salts(written.iter().chain(&whole)),
        ..lone_candidate(molecule.as_ref(), &numbers)
    };
    let model = candidate
        .molecule
        .as_ref()
        .map_or_else(ModelView::default, |part| ModelView::quick(part, evidence));
    let lone = Lone::judge(&candidate, &alerts, &model, (evidence, reference));
    let rows = rows::rows(&lone, &setting, grams);
    notes.extend(rows::notes(&lone, &setting));
    Ok(LimitTable {
        smiles: candidate
            .molecule
            .as_ref()
            .map(|part| part.canonical_smiles().to_owned()),
        class: lone.classified.class,
        ground: lone.classified.ground,
        provisional: lone.classified.provisional,
        cohort_of_concern: lone.classified.cohort,
        cpca_category: lone.potency.category,
        potency: lone.potency.groups,
        days: setting.days,
        ordinary: grams
            .substance
            .map(|dose| ordinary_thresholds(reference, dose))
            .unwrap_or_default(),
        rows,
        notes,
        class_reasons: lone.classified.reasons,
    })
}

/// Checks the numbers of a request and gives the doses in g/day.
fn checked(request: &LimitRequest<'_>) -> Result<DoseGrams, LimitError> {
    let positive = |name: &'static str, found: f64| {
        if found.is_finite() && found > 0.0 {
            Ok(found)
        } else {
            Err(LimitError::NotPositive { name, found })
        }
    };
    let factor = positive("salt_factor", request.salt_factor)?;
    if factor < 1.0 {
        return Err(LimitError::SaltFactor { found: factor });
    }
    if let Some(region) = request.regions.iter().find(|region| !is_region(region)) {
        return Err(LimitError::UnknownRegion {
            region: region.clone(),
        });
    }
    for (name, days) in [("days", request.days), ("dosing_days", request.dosing_days)] {
        if let Some(days) = days {
            positive(name, f64::from(days))?;
        }
    }
    if let (Some(dosing_days), Some(days)) = (request.dosing_days, request.days)
        && dosing_days > days
    {
        return Err(LimitError::DosingDays { dosing_days, days });
    }
    let Some(dose) = request.dose_mg_per_day else {
        return Ok(DoseGrams::default());
    };
    let grams = positive("dose_mg_per_day", dose)? / 1000.0;
    Ok(match request.dose_basis {
        DoseBasis::Moiety => DoseGrams {
            moiety: Some(grams),
            substance: Some(grams * factor),
        },
        DoseBasis::Substance => DoseGrams {
            moiety: Some(grams / factor),
            substance: Some(grams),
        },
    })
}

/// The structure of a request, by its registry number where it is not written.
fn identified(
    request: &LimitRequest<'_>,
    reference: &Reference,
) -> Result<Option<Molecule>, LimitError> {
    if let Some(molecule) = request.molecule {
        return match request.cas {
            Some(cas) => agreed(molecule, cas.trim(), reference),
            None => Ok(Some(molecule.clone())),
        };
    }
    let cas = request.cas.ok_or(LimitError::NoIdentity)?.trim();
    let rows = rows::structures_of(reference, cas);
    if rows.is_empty() {
        return Err(LimitError::UnknownNumber {
            cas: cas.to_owned(),
        });
    }
    Ok(rows.iter().find_map(|smiles| Molecule::parse(smiles).ok()))
}

/// A structure beside its registry number: the tables must not give the number to another compound.
fn agreed(
    molecule: &Molecule,
    cas: &str,
    reference: &Reference,
) -> Result<Option<Molecule>, LimitError> {
    let part = |whole: &Molecule| parent(&uncharged(whole.clone()));
    let given = part(molecule);
    let listed: Vec<Molecule> = rows::structures_of(reference, cas)
        .into_iter()
        .filter_map(|smiles| Molecule::parse(smiles).ok())
        .collect();
    let same = listed
        .iter()
        .any(|other| without_stereochemistry(&part(other)) == without_stereochemistry(&given));
    match listed.first() {
        Some(other) if !same => Err(LimitError::Conflict {
            cas: cas.to_owned(),
            listed: other.canonical_smiles().to_owned(),
            given: molecule.canonical_smiles().to_owned(),
        }),
        _ => Ok(Some(molecule.clone())),
    }
}

/// The treatment that counts. Dosing days count in place of calendar days only once that rule is verified.
fn setting<'a>(request: &LimitRequest<'a>, reference: &Reference) -> (Setting<'a>, Vec<String>) {
    let calendar = request.days.unwrap_or(Setting::lifetime().days);
    let mut days = calendar;
    let mut notes = Vec::new();
    if let Some(dosing) = request.dosing_days
        && let Some(rule) = reference.duration_rule("intermittent_dosing")
    {
        if rule.status.is_regulatory_fact() {
            days = dosing;
        } else {
            notes.push(format!(
                "Intermittent dosing: ICH M7 may let the {dosing} dosing days count instead of {calendar} days, but that rule was not read (status {}), so the {calendar} days count.",
                rule.status.word()
            ));
        }
    }
    let setting = Setting {
        days,
        administration: request.administration,
        regions: request.regions,
        inputs: Vec::new(),
    };
    (setting, notes)
}
