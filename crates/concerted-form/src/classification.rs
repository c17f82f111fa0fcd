//! Biopharmaceutics and developability classification over a range of doses.

use concerted_reference::Reference;

use crate::constant::constant;

/// Relative standard error of a solubility where none is stated.
const SOLUBILITY_ERROR: f64 = 0.1;

/// Factor within which a permeability is known where none is stated.
const PERMEABILITY_FACTOR: f64 = 2.0;

/// How far a pH may lie from the one asked for.
const PH_SLACK: f64 = 0.3;

/// What is known of a substance for its classification.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ClassificationData {
    /// Lowest and highest single dose in mg.
    pub dose_mg: (f64, f64),
    /// pH and solubility in g/L (mg/mL) at 37 °C.
    pub solubility: Vec<(f64, f64)>,
    /// Solubility in simulated intestinal fluid of the fasted state at 37 °C, in g/L.
    pub intestinal_solubility: Option<f64>,
    /// Relative standard error of the solubilities.
    pub solubility_error: Option<f64>,
    /// Human jejunal permeability in cm/s, measured or from a calibrated model.
    pub permeability_cm_s: Option<f64>,
    /// Factor within which it is known with 95 %.
    pub permeability_factor: Option<f64>,
    /// Share of a dose that people absorb, 0 to 1.
    pub fraction_absorbed: Option<f64>,
    /// Density of a particle in g/mL.
    pub particle_density: Option<f64>,
    /// Temperature of the solubilities in °C; 37 where not said.
    pub temperature_c: Option<f64>,
    /// Constants of the substance, at which solubility is to be measured too.
    pub pka: Vec<f64>,
}

/// Why a substance cannot be classified.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum ClassificationError {
    /// A number that cannot be one.
    #[error("{what} must lie {expected}, found `{found}`")]
    Impossible {
        /// Which number.
        what: String,
        /// Where it may lie.
        expected: &'static str,
        /// What was found.
        found: f64,
    },
    /// No solubility at all.
    #[error("no solubility is given")]
    NoSolubility,
}

/// Class of the biopharmaceutics classification system.
#[derive(Debug, Clone, PartialEq)]
pub struct Biopharmaceutics {
    /// pH and value of the lowest solubility from pH 1.2 to 6.8, in g/L.
    pub lowest_solubility: (f64, f64),
    /// Highest single dose over the volume and the lowest solubility.
    pub dose_number: f64,
    /// True where that is 1 or less.
    pub highly_soluble: bool,
    /// Whether permeability is high; absent where nothing says so.
    pub highly_permeable: Option<bool>,
    /// Class 1 to 4; absent without a permeability.
    pub class: Option<u8>,
    /// What keeps the class from being final.
    pub provisional: Vec<String>,
}

/// Class of the developability classification system.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum DevelopabilityClass {
    /// Dissolves and permeates.
    I,
    /// Permeates; the rate of dissolution limits.
    IIa,
    /// Permeates; solubility limits.
    IIb,
    /// Dissolves; permeability limits.
    III,
    /// Solubility and permeability limit.
    IV,
}

impl DevelopabilityClass {
    /// The class as written.
    pub fn name(self) -> &'static str {
        match self {
            Self::I => "I",
            Self::IIa => "IIa",
            Self::IIb => "IIb",
            Self::III => "III",
            Self::IV => "IV",
        }
    }
}

/// The class at one dose with the classes that the errors leave possible.
#[derive(Debug, Clone, PartialEq)]
pub struct DoseClass {
    /// Dose in mg.
    pub dose_mg: f64,
    /// Class by the values as given.
    pub class: DevelopabilityClass,
    /// Every class inside the intervals of 95 %, sorted.
    pub possible: Vec<DevelopabilityClass>,
}

/// A value with its interval of 95 %.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Ranged {
    /// The value.
    pub value: f64,
    /// Lower bound.
    pub low: f64,
    /// Upper bound.
    pub high: f64,
}

/// Developability classification over the range of doses.
#[derive(Debug, Clone, PartialEq)]
pub struct Developability {
    /// Solubility used, in g/L.
    pub solubility: f64,
    /// True where it is that of intestinal fluid rather than of a buffer.
    pub in_intestinal_fluid: bool,
    /// Dose that the intestinal fluid dissolves, in mg: classes I and III end there.
    pub dissolved_dose_mg: Ranged,
    /// Solubility-limited absorbable dose in mg, where permeability is known and high: class IIa ends there.
    pub absorbable_dose_mg: Option<Ranged>,
    /// Class at the lowest and the highest dose.
    pub doses: Vec<DoseClass>,
    /// Particle radius in µm below which particles dissolve within the transit time.
    pub particle_radius_um: Ranged,
    /// What the classes rest on that was not measured.
    pub provisional: Vec<String>,
}

/// Both classifications.
#[derive(Debug, Clone, PartialEq)]
pub struct Classification {
    /// Biopharmaceutics classification of the highest dose.
    pub biopharmaceutics: Biopharmaceutics,
    /// Developability classification; absent where permeability is unknown.
    pub developability: Option<Developability>,
}

/// Classifies a substance by the biopharmaceutics and the developability classification system.
///
/// BCS: Do = dose/(250 mL · S), S the lowest solubility from pH 1.2 to 6.8; highly soluble where Do ≤ 1.
/// DCS: dose dissolved = S·V, SLAD = S·V·An, An = Peff·t/R, S in fasted intestinal fluid, V = 500 mL; with
/// high permeability class I up to the dose dissolved, IIa up to SLAD, IIb above; else III and IV. Refined
/// by intervals: S by its standard error, Peff by its factor; a class is certain where all corners agree.
/// Particle radius: r = √(3·D·S·t/ρ), the dissolution number being 1 (Amidon 1995), for spheres under sink
/// conditions. V, t, R and the boundary of permeability carry the status `memory` (see the table
/// `biopharmaceutics`); whoever shows a class shows that with it.
///
/// # Errors
/// [`ClassificationError`] where a number cannot be one or no solubility is given.
///
/// ```
/// use concerted_form::{ClassificationData, DevelopabilityClass, classify};
/// let data = ClassificationData {
///     dose_mg: (1.0, 200.0),
///     solubility: vec![(1.2, 0.5), (4.5, 0.03), (6.8, 0.02)],
///     intestinal_solubility: Some(0.06),
///     permeability_cm_s: Some(4e-4),
///     ..ClassificationData::default()
/// };
/// let found = classify(&data, concerted_reference::Reference::embedded())?;
/// assert_eq!(found.biopharmaceutics.class, Some(2));
/// assert_eq!(found.biopharmaceutics.dose_number, 40.0);
/// let classes = found.developability.unwrap().doses;
/// assert_eq!(classes[0].class, DevelopabilityClass::I);
/// assert_eq!(classes[1].class, DevelopabilityClass::IIb);
/// # Ok::<(), concerted_form::ClassificationError>(())
/// ```
pub fn classify(
    data: &ClassificationData,
    reference: &Reference,
) -> Result<Classification, ClassificationError> {
    check(data)?;
    let biopharmaceutics = biopharmaceutics(data, reference)?;
    Ok(Classification {
        developability: developability(data, reference, &biopharmaceutics),
        biopharmaceutics,
    })
}

fn check(data: &ClassificationData) -> Result<(), ClassificationError> {
    let demand = |holds: bool, what: &str, expected: &'static str, found: f64| {
        if holds {
            Ok(())
        } else {
            Err(ClassificationError::Impossible {
                what: what.to_owned(),
                expected,
                found,
            })
        }
    };
    let positive = |what: &str, value: f64| {
        demand(value > 0.0 && value.is_finite(), what, "above zero", value)
    };
    positive("the lowest dose", data.dose_mg.0)?;
    positive("the highest dose", data.dose_mg.1)?;
    demand(
        data.dose_mg.0 <= data.dose_mg.1,
        "the highest dose",
        "at or above the lowest",
        data.dose_mg.1,
    )?;
    for (ph, value) in &data.solubility {
        demand((0.0..=14.0).contains(ph), "a pH", "between 0 and 14", *ph)?;
        positive("a solubility", *value)?;
    }
    for (what, value) in [
        (
            "the solubility in intestinal fluid",
            data.intestinal_solubility,
        ),
        ("the permeability", data.permeability_cm_s),
        ("the density of a particle", data.particle_density),
    ] {
        value.map_or(Ok(()), |value| positive(what, value))?;
    }
    let share = data.fraction_absorbed.unwrap_or(0.5);
    demand(
        (0.0..=1.0).contains(&share),
        "the fraction absorbed",
        "between 0 and 1",
        share,
    )?;
    let error = data.solubility_error.unwrap_or(SOLUBILITY_ERROR);
    demand(
        (0.0..=1.0).contains(&error),
        "the error of the solubility",
        "between 0 and 1",
        error,
    )?;
    let factor = data.permeability_factor.unwrap_or(PERMEABILITY_FACTOR);
    demand(
        factor >= 1.0 && factor.is_finite(),
        "the factor of the permeability",
        "at or above 1",
        factor,
    )
}

fn biopharmaceutics(
    data: &ClassificationData,
    reference: &Reference,
) -> Result<Biopharmaceutics, ClassificationError> {
    let value = |id: &str| constant(reference, id).value;
    let (low, high) = (value("bcs_ph_low"), value("bcs_ph_high"));
    let within = |ph: f64| ph >= low - PH_SLACK && ph <= high + PH_SLACK;
    let lowest_solubility = data
        .solubility
        .iter()
        .copied()
        .filter(|(ph, _)| within(*ph))
        .min_by(|one, other| one.1.total_cmp(&other.1))
        .ok_or(ClassificationError::NoSolubility)?;
    let mut provisional = Vec::new();
    let middle = value("bcs_ph_middle");
    let constants = data
        .pka
        .iter()
        .copied()
        .filter(|pka| *pka > low && *pka < high);
    let wanted: Vec<f64> = [low, middle, high].into_iter().chain(constants).collect();
    let absent: Vec<String> = wanted
        .into_iter()
        .filter(|ph| {
            data.solubility
                .iter()
                .all(|(at, _)| (at - ph).abs() > PH_SLACK)
        })
        .map(|ph| format!("{ph}"))
        .collect();
    if !absent.is_empty() {
        provisional.push(format!("no solubility at pH {}", absent.join(", ")));
    }
    let temperature_c = data.temperature_c.unwrap_or(37.0);
    if (temperature_c - 37.0).abs() > 1.0 {
        provisional.push(format!("solubility at {temperature_c} °C, not at 37 °C"));
    }
    let highly_permeable = match (data.fraction_absorbed, data.permeability_cm_s) {
        (Some(absorbed), _) => Some(absorbed >= value("bcs_fraction_absorbed")),
        (None, Some(permeability)) => {
            provisional.push("permeability is not from people".to_owned());
            Some(permeability >= value("dcs_permeability"))
        }
        (None, None) => {
            provisional.push("permeability is unknown".to_owned());
            None
        }
    };
    let dose_number = data.dose_mg.1 / value("bcs_volume") / lowest_solubility.1;
    let highly_soluble = dose_number <= value("bcs_dose_number");
    Ok(Biopharmaceutics {
        lowest_solubility,
        dose_number,
        highly_soluble,
        highly_permeable,
        class: highly_permeable.map(|permeable| match (highly_soluble, permeable) {
            (true, true) => 1,
            (false, true) => 2,
            (true, false) => 3,
            (false, false) => 4,
        }),
        provisional,
    })
}

/// What the developability class at any dose follows from.
struct Fluid {
    solubility: f64,
    volume_ml: f64,
    /// Absorption number; absent where permeability is only known to be high or low.
    absorption: Option<f64>,
    permeable: bool,
}

impl Fluid {
    fn dissolved_mg(&self) -> f64 {
        self.solubility * self.volume_ml
    }

    fn class(&self, dose_mg: f64) -> DevelopabilityClass {
        let dissolves = dose_mg <= self.dissolved_mg();
        match (self.permeable, dissolves) {
            (true, true) => DevelopabilityClass::I,
            (false, true) => DevelopabilityClass::III,
            (false, false) => DevelopabilityClass::IV,
            (true, false) => match self.absorption {
                Some(number) if dose_mg <= number * self.dissolved_mg() => DevelopabilityClass::IIa,
                _ => DevelopabilityClass::IIb,
            },
        }
    }
}

fn developability(
    data: &ClassificationData,
    reference: &Reference,
    biopharmaceutics: &Biopharmaceutics,
) -> Option<Developability> {
    let permeable = biopharmaceutics.highly_permeable?;
    let mut provisional = Vec::new();
    let in_intestinal_fluid = data.intestinal_solubility.is_some();
    let solubility = data.intestinal_solubility.unwrap_or_else(|| {
        provisional.push(format!(
            "the solubility at pH {} stands in for that in intestinal fluid, which is higher for most",
            nearest_intestine(data).0
        ));
        nearest_intestine(data).1
    });
    if data.permeability_cm_s.is_none() {
        provisional.push(
            "without a permeability IIa and IIb cannot be told apart: IIb is shown".to_owned(),
        );
    }
    let error = 1.96 * data.solubility_error.unwrap_or(SOLUBILITY_ERROR);
    let spread = [(1.0 - error).max(0.05), 1.0, 1.0 + error];
    let factor = data.permeability_factor.unwrap_or(PERMEABILITY_FACTOR);
    let fluid = |by: f64, permeability_by: f64| {
        fluid(
            data,
            reference,
            (solubility * by, permeability_by, permeable),
        )
    };
    let as_given = fluid(1.0, 1.0);
    let corners: Vec<Fluid> = spread
        .into_iter()
        .flat_map(|by| [1.0 / factor, 1.0, factor].map(|other| fluid(by, other)))
        .collect();
    let ranged = |of: &dyn Fn(&Fluid) -> f64| Ranged {
        value: of(&as_given),
        low: corners.iter().map(of).fold(f64::INFINITY, f64::min),
        high: corners.iter().map(of).fold(0.0, f64::max),
    };
    let dissolved_dose_mg = ranged(&Fluid::dissolved_mg);
    let absorbable = |fluid: &Fluid| fluid.dissolved_mg() * fluid.absorption.unwrap_or(0.0);
    let mut doses = vec![data.dose_mg.0, data.dose_mg.1];
    doses.dedup();
    Some(Developability {
        solubility,
        in_intestinal_fluid,
        dissolved_dose_mg,
        absorbable_dose_mg: as_given
            .absorption
            .filter(|_| permeable)
            .map(|_| ranged(&absorbable)),
        doses: doses
            .into_iter()
            .map(|dose_mg| {
                let mut possible: Vec<_> = corners.iter().map(|one| one.class(dose_mg)).collect();
                possible.sort_unstable();
                possible.dedup();
                DoseClass {
                    dose_mg,
                    class: as_given.class(dose_mg),
                    possible,
                }
            })
            .collect(),
        particle_radius_um: particle_radius(data, reference, (solubility, spread)),
        provisional,
    })
}

fn fluid(
    data: &ClassificationData,
    reference: &Reference,
    (solubility, permeability_by, permeable): (f64, f64, bool),
) -> Fluid {
    let value = |id: &str| constant(reference, id).value;
    let transit_s = value("intestinal_transit") * 3_600.0;
    let permeability = data
        .permeability_cm_s
        .map(|permeability| permeability * permeability_by);
    Fluid {
        solubility,
        volume_ml: value("dcs_volume"),
        absorption: permeability.map(|permeability| {
            value("absorption_number") * permeability * transit_s / value("intestinal_radius")
        }),
        // People's own absorption goes before a permeability.
        permeable: match (data.fraction_absorbed, permeability) {
            (None, Some(permeability)) => permeability >= value("dcs_permeability"),
            _ => permeable,
        },
    }
}

/// The measured pH nearest to that of the small intestine, 6.5.
fn nearest_intestine(data: &ClassificationData) -> (f64, f64) {
    let away = |(ph, _): &(f64, f64)| (ph - 6.5).abs();
    data.solubility
        .iter()
        .copied()
        .min_by(|one, other| away(one).total_cmp(&away(other)))
        .expect("a class was found, so there is a solubility")
}

/// r = √(3·D·S·t/ρ) with the ranges of D, t and S.
fn particle_radius(
    data: &ClassificationData,
    reference: &Reference,
    (solubility, spread): (f64, [f64; 3]),
) -> Ranged {
    let bounds = |id: &str| {
        let row = constant(reference, id);
        [
            row.low.unwrap_or(row.value),
            row.value,
            row.high.unwrap_or(row.value),
        ]
    };
    let (diffusion, transit) = (
        bounds("diffusion_coefficient"),
        bounds("intestinal_transit"),
    );
    let density = if let Some(density) = data.particle_density {
        [density; 3]
    } else {
        // A dense particle dissolves late, so its bound goes with the low ones.
        let [low, value, high] = bounds("particle_density");
        [high, value, low]
    };
    let [low, value, high] = [0, 1, 2].map(|at| {
        // mm²/s to µm²/s; g/L over g/mL is one part in a thousand; hours to seconds.
        let area = 3.0 * diffusion[at] * 1e6 * solubility * spread[at] / (1_000.0 * density[at])
            * transit[at]
            * 3_600.0;
        area.sqrt()
    });
    Ranged { value, low, high }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn data() -> ClassificationData {
        ClassificationData {
            dose_mg: (5.0, 100.0),
            solubility: vec![(1.2, 2.0), (4.5, 0.5), (6.8, 0.5)],
            intestinal_solubility: Some(0.1),
            permeability_cm_s: Some(3e-4),
            ..ClassificationData::default()
        }
    }

    fn classified(change: impl FnOnce(&mut ClassificationData)) -> Classification {
        let mut data = data();
        change(&mut data);
        classify(&data, Reference::embedded()).unwrap()
    }

    #[test]
    fn the_classes_follow_from_dose_number_and_permeability() {
        // 100 mg / 250 mL / 0.5 mg/mL = 0.8.
        let found = classified(|_| ()).biopharmaceutics;
        assert!((found.dose_number - 0.8).abs() < 1e-12);
        assert_eq!(found.class, Some(1));
        assert_eq!(found.provisional, ["permeability is not from people"]);
        let found = classified(|data| data.fraction_absorbed = Some(0.5)).biopharmaceutics;
        assert_eq!((found.class, found.provisional.len()), (Some(3), 0));
        let found = classified(|data| data.dose_mg.1 = 200.0).biopharmaceutics;
        assert_eq!(found.class, Some(2));
        let unknown = classified(|data| data.permeability_cm_s = None);
        assert_eq!(unknown.biopharmaceutics.class, None);
        assert_eq!(unknown.developability, None);
    }

    #[test]
    fn what_is_not_measured_makes_a_class_provisional() {
        let found = classified(|data| {
            data.solubility.remove(0);
            data.pka = vec![5.5, 9.0];
            data.temperature_c = Some(25.0);
            data.fraction_absorbed = Some(0.9);
        });
        assert_eq!(
            found.biopharmaceutics.provisional,
            [
                "no solubility at pH 1.2, 5.5",
                "solubility at 25 °C, not at 37 °C"
            ]
        );
    }

    #[test]
    fn developability_boundaries_are_doses_with_intervals() {
        let found = classified(|_| ()).developability.unwrap();
        // 0.1 mg/mL in 500 mL; An = 3e-4 · 3.32 h / 1.75 cm = 2.049.
        assert!((found.dissolved_dose_mg.value - 50.0).abs() < 1e-9);
        let absorbable = found.absorbable_dose_mg.unwrap();
        assert!((absorbable.value - 102.45).abs() < 0.01, "{absorbable:?}");
        assert!(
            absorbable.low < 51.3 && absorbable.high > 204.0,
            "{absorbable:?}"
        );
        assert_eq!(found.doses[0].possible, [DevelopabilityClass::I]);
        assert_eq!(found.doses[1].class, DevelopabilityClass::IIa);
        assert_eq!(
            found.doses[1].possible,
            [DevelopabilityClass::IIa, DevelopabilityClass::IIb]
        );
    }

    #[test]
    fn the_particle_radius_is_that_of_dissolution_number_one() {
        let found = classified(|data| data.particle_density = Some(1.2))
            .developability
            .unwrap();
        // √(3 · 700 µm²/s · 0.1/1200 · 11952 s) = 45.7 µm.
        let radius = found.particle_radius_um;
        assert!((radius.value - 45.7).abs() < 0.1, "{radius:?}");
        assert!(radius.low < radius.value && radius.value < radius.high);
    }

    #[test]
    fn impossible_numbers_are_named() {
        #[track_caller]
        fn check(change: impl FnOnce(&mut ClassificationData), message: &str) {
            let mut data = data();
            change(&mut data);
            let error = classify(&data, Reference::embedded()).unwrap_err();
            assert_eq!(error.to_string(), message);
        }
        check(
            |data| data.dose_mg.0 = -1.0,
            "the lowest dose must lie above zero, found `-1`",
        );
        check(
            |data| data.dose_mg.1 = 1.0,
            "the highest dose must lie at or above the lowest, found `1`",
        );
        check(
            |data| data.solubility[0].0 = 15.0,
            "a pH must lie between 0 and 14, found `15`",
        );
        check(
            |data| data.solubility[1].1 = 0.0,
            "a solubility must lie above zero, found `0`",
        );
        check(|data| data.solubility.clear(), "no solubility is given");
        check(
            |data| data.fraction_absorbed = Some(1.5),
            "the fraction absorbed must lie between 0 and 1, found `1.5`",
        );
    }
}
