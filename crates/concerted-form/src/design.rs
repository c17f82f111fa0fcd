//! Design of an isolation from solubility: by cooling, by evaporation, by anti-solvent.

use crate::fit::SolubilityFit;
use crate::mixture::MixtureFit;

/// Steps of bisection: halves the interval to far below what a thermometer reads.
const HALVINGS: usize = 60;

/// What turns mole fractions in one solvent into mass per volume of solvent.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SolventScale {
    /// Molar mass of the solute in g/mol.
    pub solute_g_mol: f64,
    /// Molar mass of the solvent in g/mol.
    pub solvent_g_mol: f64,
    /// Density of the solvent in kg/L near room temperature, where it is measured out.
    pub density: f64,
}

impl SolventScale {
    /// Kilograms dissolved per liter of solvent: x/(1 − x) · M(solute)/M(solvent) · ρ.
    pub fn kilograms_per_liter(&self, mole_fraction: f64) -> f64 {
        mole_fraction / (1.0 - mole_fraction) * self.solute_g_mol / self.solvent_g_mol
            * self.density
    }
}

/// Why an isolation cannot be designed.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum DesignError {
    /// A temperature or composition at which nobody measured.
    #[error("`{at}` lies outside the series, which was measured from {low} to {high}")]
    OutsideSeries {
        /// What was asked for.
        at: String,
        /// Lower end measured.
        low: String,
        /// Upper end measured.
        high: String,
    },
    /// The model gives no solubility there.
    #[error("the model gives no mole fraction between 0 and 1 at `{temperature_k}` K")]
    NoSolubility {
        /// The temperature.
        temperature_k: f64,
    },
    /// All of it stays in solution.
    #[error("nothing crystallizes: `{volumes:.2}` L/kg keep all of it in solution at the end")]
    NothingCrystallizes {
        /// Solvent at the end in L/kg.
        volumes: f64,
    },
    /// Too little solvent.
    #[error("`{volumes:.2}` L/kg do not dissolve it: {needed:.2} L/kg are needed")]
    NotDissolved {
        /// Solvent given in L/kg.
        volumes: f64,
        /// Solvent needed in L/kg.
        needed: f64,
    },
}

/// What is asked of a crystallization by cooling.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CoolingRequest {
    /// Temperature at which all is dissolved, in K.
    pub dissolve_k: f64,
    /// Temperature at which crystals are isolated, in K.
    pub isolate_k: f64,
    /// Solvent in L per kg of product; just enough to dissolve without.
    pub volumes: Option<f64>,
    /// Width of the metastable zone in K, where measured.
    pub metastable_width_k: Option<f64>,
    /// True where temperatures outside the series are accepted and flagged.
    pub extrapolate: bool,
}

/// A crystallization by cooling.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CoolingDesign {
    /// Solvent in L per kg of product.
    pub volumes: f64,
    /// Solubility where dissolved, in g/L.
    pub hot_g_l: f64,
    /// Solubility where isolated, in g/L.
    pub cold_g_l: f64,
    /// Share that crystallizes at equilibrium.
    pub isolated: f64,
    /// Interval of 95 % of that share from the fit alone.
    pub interval: Option<(f64, f64)>,
    /// Temperature at which the solution is saturated, in K.
    pub saturation_k: f64,
    /// Temperature of seeding in K: the middle of the metastable zone, where its width is known.
    pub seed_k: Option<f64>,
    /// Kelvin outside the series, the larger of both temperatures; 0 inside.
    pub beyond_k: f64,
}

/// Equilibrium yield, solvent and seed point of a crystallization by cooling.
///
/// c(T) in g per L of solvent from the model; V = 1000/c(dissolve) unless given; yield 1 − V·c(isolate)/1000.
/// The solution is saturated where c(T) = 1000/V; seeds go in half the metastable width below. Losses with
/// cake and wash are not included. Valid inside the series; outside only with `extrapolate`.
///
/// # Errors
/// [`DesignError`] outside the series, where all stays dissolved, or where the solvent does not dissolve it.
///
/// ```
/// use concerted_form::{CoolingRequest, SolventScale, design_cooling, fit};
/// let points: Vec<(f64, f64)> = (0..8)
///     .map(|i| 278.15 + 5.0 * f64::from(i))
///     .map(|t| (t, (8.0 - 3_500.0 / t).exp()))
///     .collect();
/// let scale = SolventScale { solute_g_mol: 300.0, solvent_g_mol: 60.1, density: 0.785 };
/// let design = design_cooling(&fit(&points)?, &scale, &CoolingRequest {
///     dissolve_k: 313.15, isolate_k: 278.15, volumes: None, metastable_width_k: Some(8.0),
///     extrapolate: false,
/// })?;
/// assert!((design.isolated - 0.763).abs() < 0.001);
/// assert!((design.seed_k.unwrap() - 309.15).abs() < 0.01);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn design_cooling(
    fit: &SolubilityFit,
    scale: &SolventScale,
    request: &CoolingRequest,
) -> Result<CoolingDesign, DesignError> {
    let (dissolve_k, isolate_k) = (request.dissolve_k, request.isolate_k);
    let hot = solubility(fit, scale, (dissolve_k, request.extrapolate))?;
    let cold = solubility(fit, scale, (isolate_k, request.extrapolate))?;
    let needed = 1.0 / hot;
    let volumes = request.volumes.unwrap_or(needed);
    if volumes < needed * (1.0 - 1e-9) {
        return Err(DesignError::NotDissolved { volumes, needed });
    }
    let isolated = 1.0 - volumes * cold;
    if isolated <= 0.0 {
        return Err(DesignError::NothingCrystallizes { volumes });
    }
    // At just enough solvent rounding must not move the saturation below the temperature of dissolution.
    let saturation_k = bisect((isolate_k, dissolve_k), |t| {
        let x = fit.mole_fraction(t).unwrap_or(1.0);
        scale.kilograms_per_liter(x) > 1.0 / volumes
    });
    let other = request.volumes.is_none().then_some(dissolve_k);
    let interval = fit.error_of_ln(isolate_k, other).map(|error| {
        let factor = (1.96 * error).exp();
        let kept = 1.0 - isolated;
        ((1.0 - kept * factor).max(0.0), 1.0 - kept / factor)
    });
    Ok(CoolingDesign {
        volumes,
        hot_g_l: 1_000.0 * hot,
        cold_g_l: 1_000.0 * cold,
        isolated,
        interval,
        saturation_k,
        seed_k: request
            .metastable_width_k
            .map(|width| (saturation_k - width / 2.0).max(isolate_k)),
        beyond_k: fit
            .beyond_range_k(dissolve_k)
            .max(fit.beyond_range_k(isolate_k)),
    })
}

fn solubility(
    fit: &SolubilityFit,
    scale: &SolventScale,
    (temperature_k, extrapolate): (f64, bool),
) -> Result<f64, DesignError> {
    if !extrapolate && fit.beyond_range_k(temperature_k) > 0.01 {
        return Err(DesignError::OutsideSeries {
            at: format!("{temperature_k:.2} K"),
            low: format!("{:.2}", fit.range_k.0),
            high: format!("{:.2} K", fit.range_k.1),
        });
    }
    fit.mole_fraction(temperature_k)
        .map(|x| scale.kilograms_per_liter(x))
        .ok_or(DesignError::NoSolubility { temperature_k })
}

/// Where a condition changes from false at the first end to true at the second.
fn bisect((mut low, mut high): (f64, f64), holds: impl Fn(f64) -> bool) -> f64 {
    for _ in 0..HALVINGS {
        let middle = f64::midpoint(low, high);
        if holds(middle) {
            high = middle;
        } else {
            low = middle;
        }
    }
    high
}

/// A crystallization by taking solvent off at one temperature.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct EvaporationDesign {
    /// Solvent at the start in L/kg, just enough or as given.
    pub start_volumes: f64,
    /// Solvent at which the solution is saturated, in L/kg: seeds go in below.
    pub saturation_volumes: f64,
    /// Solvent left at the end in L/kg.
    pub end_volumes: f64,
    /// Share that crystallizes at equilibrium.
    pub isolated: f64,
    /// Kelvin outside the series; 0 inside.
    pub beyond_k: f64,
}

/// Equilibrium yield of taking solvent off at one temperature: 1 − V(end)·c(T)/1000.
///
/// `volumes` are those at the start and at the end; how little solvent a slurry can still be stirred with
/// is the caller's knowledge. Valid inside the series; outside only with `extrapolate`.
///
/// # Errors
/// [`DesignError`] as [`design_cooling`].
///
/// ```
/// use concerted_form::{SolventScale, design_evaporation, fit};
/// let points: Vec<(f64, f64)> = (0..8)
///     .map(|i| 278.15 + 5.0 * f64::from(i))
///     .map(|t| (t, (8.0 - 3_500.0 / t).exp()))
///     .collect();
/// let scale = SolventScale { solute_g_mol: 300.0, solvent_g_mol: 60.1, density: 0.785 };
/// let design = design_evaporation(&fit(&points)?, &scale, 303.15, (20.0, 4.0), false)?;
/// assert!((design.isolated - (1.0 - 4.0 / design.saturation_volumes)).abs() < 1e-12);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn design_evaporation(
    fit: &SolubilityFit,
    scale: &SolventScale,
    temperature_k: f64,
    (start, end): (f64, f64),
    extrapolate: bool,
) -> Result<EvaporationDesign, DesignError> {
    let dissolved = solubility(fit, scale, (temperature_k, extrapolate))?;
    let needed = 1.0 / dissolved;
    if start < needed * (1.0 - 1e-9) {
        return Err(DesignError::NotDissolved {
            volumes: start,
            needed,
        });
    }
    let isolated = 1.0 - end * dissolved;
    if isolated <= 0.0 {
        return Err(DesignError::NothingCrystallizes { volumes: end });
    }
    Ok(EvaporationDesign {
        start_volumes: start,
        saturation_volumes: needed,
        end_volumes: end,
        isolated,
        beyond_k: fit.beyond_range_k(temperature_k),
    })
}

/// What the fraction of the second solvent is a fraction of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FractionBasis {
    /// Mass of the solvents.
    Mass,
    /// Amount of the solvents.
    Mole,
    /// Volume of the solvents before mixing.
    Volume,
}

/// What turns mole fractions in a mixture of two solvents into mass per volume of both.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct MixtureScale {
    /// The first solvent, with the solute.
    pub first: SolventScale,
    /// The second solvent, with the solute.
    pub second: SolventScale,
    /// What fractions are fractions of.
    pub basis: FractionBasis,
}

impl MixtureScale {
    /// Volume of the first solvent and moles of both, for one liter of both before mixing, at a fraction.
    fn per_liter(&self, second_fraction: f64) -> (f64, f64) {
        let (f1, f2) = (1.0 - second_fraction, second_fraction);
        let (one, two) = (&self.first, &self.second);
        let (v1, v2) = match self.basis {
            FractionBasis::Volume => (f1, f2),
            FractionBasis::Mass => (f1 / one.density, f2 / two.density),
            FractionBasis::Mole => (
                f1 * one.solvent_g_mol / one.density,
                f2 * two.solvent_g_mol / two.density,
            ),
        };
        let moles = v1 * one.density / one.solvent_g_mol + v2 * two.density / two.solvent_g_mol;
        (v1 / (v1 + v2), moles / (v1 + v2))
    }

    /// Kilograms dissolved per liter of both solvents, volumes taken as additive.
    pub fn kilograms_per_liter(&self, mole_fraction: f64, second_fraction: f64) -> f64 {
        let (_, moles) = self.per_liter(second_fraction);
        mole_fraction / (1.0 - mole_fraction) * self.first.solute_g_mol * moles
    }
}

/// What is asked of a crystallization by anti-solvent.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct AntiSolventRequest {
    /// Temperature in K.
    pub temperature_k: f64,
    /// Fraction of the second solvent in which it is dissolved.
    pub start_fraction: f64,
    /// Solvent at the start in L/kg; just enough to dissolve without.
    pub start_volumes: Option<f64>,
    /// Most solvent that the vessel takes at the end, in L/kg.
    pub most_volumes: f64,
}

/// A crystallization by adding the second solvent.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct AntiSolventDesign {
    /// Solvent at the start in L/kg.
    pub start_volumes: f64,
    /// Fraction at which the solution is saturated: seeds go in there.
    pub saturation_fraction: f64,
    /// Fraction at the end that gives the most.
    pub end_fraction: f64,
    /// Both solvents at the end in L/kg.
    pub end_volumes: f64,
    /// Share that crystallizes at equilibrium.
    pub isolated: f64,
}

/// Places tried between the start and the highest fraction measured.
const FRACTIONS: u32 = 500;

/// End point and equilibrium yield of adding an anti-solvent at one temperature.
///
/// The first solvent stays; with V(f) the volume of both at fraction f and c(f) the solubility, the yield is
/// 1 − V(f)·c(f)/1000. More anti-solvent lowers c but raises V, so there is a best end: it is searched up to
/// the highest fraction measured and the most volume allowed. Volumes are taken as additive.
///
/// # Errors
/// [`DesignError`] outside the compositions and temperatures measured, or where nothing crystallizes.
pub fn design_anti_solvent(
    fit: &MixtureFit,
    scale: &MixtureScale,
    request: &AntiSolventRequest,
) -> Result<AntiSolventDesign, DesignError> {
    let (start, t) = (request.start_fraction, request.temperature_k);
    if !fit.covers(t, start) {
        return Err(DesignError::OutsideSeries {
            at: format!("{t:.2} K, fraction {start}"),
            low: format!("{:.2} K, {}", fit.range_k.0, fit.fractions.0),
            high: format!("{:.2} K, {}", fit.range_k.1, fit.fractions.1),
        });
    }
    let dissolved = |f: f64| {
        let x = fit.ln_mole_fraction(t, f).exp();
        (x < 1.0)
            .then(|| scale.kilograms_per_liter(x, f))
            .ok_or(DesignError::NoSolubility { temperature_k: t })
    };
    let needed = 1.0 / dissolved(start)?;
    let start_volumes = request.start_volumes.unwrap_or(needed);
    if start_volumes < needed * (1.0 - 1e-9) {
        return Err(DesignError::NotDissolved {
            volumes: start_volumes,
            needed,
        });
    }
    let (first_share, _) = scale.per_liter(start);
    let volumes = |f: f64| start_volumes * first_share / scale.per_liter(f).0;
    let mut best: Option<AntiSolventDesign> = None;
    let mut saturation_fraction = None;
    for step in 0..=FRACTIONS {
        let f = start + (fit.fractions.1 - start) * f64::from(step) / f64::from(FRACTIONS);
        let end_volumes = volumes(f);
        // Pure second solvent would need endless volumes.
        if !end_volumes.is_finite() || end_volumes > request.most_volumes {
            break;
        }
        let isolated = 1.0 - end_volumes * dissolved(f)?;
        if isolated > 1e-9 && saturation_fraction.is_none() {
            saturation_fraction = Some(f);
        }
        if best.is_none_or(|best| isolated > best.isolated) {
            best = Some(AntiSolventDesign {
                start_volumes,
                saturation_fraction: f,
                end_fraction: f,
                end_volumes,
                isolated,
            });
        }
    }
    let found = best.filter(|best| best.isolated > 1e-6);
    let best = found.ok_or(DesignError::NothingCrystallizes {
        volumes: request.most_volumes,
    })?;
    Ok(AntiSolventDesign {
        saturation_fraction: saturation_fraction.unwrap_or(best.end_fraction),
        ..best
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::fit::fit;
    use crate::mixture::{MixturePoint, fit_mixture};

    const SCALE: SolventScale = SolventScale {
        solute_g_mol: 300.0,
        solvent_g_mol: 46.07,
        density: 0.789,
    };

    fn line() -> SolubilityFit {
        let points: Vec<(f64, f64)> = (0..8)
            .map(|i| 278.15 + 5.0 * f64::from(i))
            .map(|t| (t, (8.0 - 3_500.0 / t).exp()))
            .collect();
        fit(&points).unwrap()
    }

    fn request() -> CoolingRequest {
        CoolingRequest {
            dissolve_k: 313.15,
            isolate_k: 278.15,
            volumes: None,
            metastable_width_k: None,
            extrapolate: false,
        }
    }

    #[test]
    fn more_solvent_lowers_yield_and_saturation() {
        let just = design_cooling(&line(), &SCALE, &request()).unwrap();
        assert!((just.saturation_k - 313.15).abs() < 1e-6);
        assert_eq!(just.seed_k, None);
        let more = CoolingRequest {
            volumes: Some(1.2 * just.volumes),
            metastable_width_k: Some(10.0),
            ..request()
        };
        let more = design_cooling(&line(), &SCALE, &more).unwrap();
        assert!(more.isolated < just.isolated && more.saturation_k < just.saturation_k);
        assert!((more.seed_k.unwrap() - more.saturation_k + 5.0).abs() < 1e-9);
        // ln 1.2 = 3500 (1/T − 1/313.15) where x is small against 1; here it is 4 %.
        let expected = 1.0 / (1.0 / 313.15 + 1.2_f64.ln() / 3_500.0);
        assert!(
            (more.saturation_k - expected).abs() < 0.3,
            "{}",
            more.saturation_k
        );
    }

    #[test]
    fn what_cannot_work_is_refused() {
        #[track_caller]
        fn check(request: CoolingRequest, start: &str) {
            let error = design_cooling(&line(), &SCALE, &request)
                .unwrap_err()
                .to_string();
            assert!(error.starts_with(start), "{error}");
        }
        check(
            CoolingRequest {
                dissolve_k: 330.0,
                ..request()
            },
            "`330.00 K` lies outside the series, which was measured from 278.15 to 313.15 K",
        );
        check(
            CoolingRequest {
                dissolve_k: 280.0,
                isolate_k: 300.0,
                ..request()
            },
            "nothing crystallizes",
        );
        check(
            CoolingRequest {
                volumes: Some(0.5),
                ..request()
            },
            "`0.50` L/kg do not dissolve it",
        );
        let beyond = CoolingRequest {
            dissolve_k: 330.0,
            extrapolate: true,
            ..request()
        };
        let design = design_cooling(&line(), &SCALE, &beyond).unwrap();
        assert!((design.beyond_k - 16.85).abs() < 1e-9);
        let refused = design_evaporation(&line(), &SCALE, 300.0, (1.0, 0.5), false).unwrap_err();
        assert!(matches!(refused, DesignError::NotDissolved { .. }));
    }

    fn mixture(interaction: f64) -> MixtureFit {
        let points: Vec<MixturePoint> = (0..33)
            .map(|i| (280.0 + 10.0 * f64::from(i % 3), f64::from(i / 3) / 10.0))
            .map(|(t, f)| MixturePoint {
                temperature_k: t,
                second_fraction: f,
                mole_fraction: ((1.0 - f) * (7.0 - 3_000.0 / t)
                    + f * (2.0 - 3_500.0 / t)
                    + f * (1.0 - f) * interaction / t)
                    .exp(),
            })
            .collect();
        fit_mixture(&points).unwrap()
    }

    #[test]
    fn the_anti_solvent_end_is_the_best_there_is() {
        let second = SolventScale {
            solvent_g_mol: 18.015,
            density: 0.998,
            ..SCALE
        };
        let scale = MixtureScale {
            first: SCALE,
            second,
            basis: FractionBasis::Mass,
        };
        let request = AntiSolventRequest {
            temperature_k: 295.0,
            start_fraction: 0.0,
            start_volumes: None,
            most_volumes: 30.0,
        };
        let fitted = mixture(300.0);
        let design = design_anti_solvent(&fitted, &scale, &request).unwrap();
        assert!(
            design.isolated > 0.9 && design.end_volumes <= 30.0,
            "{design:?}"
        );
        for i in 1..100 {
            let f = f64::from(i) / 101.0;
            let x = fitted.ln_mole_fraction(295.0, f).exp();
            let volumes = design.start_volumes / scale.per_liter(f).0;
            let isolated = 1.0 - volumes * scale.kilograms_per_liter(x, f);
            assert!(
                volumes > 30.0 || isolated <= design.isolated + 1e-4,
                "{f} {isolated}"
            );
        }
        let outside = AntiSolventRequest {
            temperature_k: 350.0,
            ..request
        };
        assert!(design_anti_solvent(&fitted, &scale, &outside).is_err());
    }

    proptest! {
        /// Mass is kept: what crystallizes and what the liquor holds are one kilogram.
        #[test]
        fn mass_is_kept(excess in 1.0..3.0_f64, cold in 278.2..300.0_f64) {
            let needed = design_cooling(&line(), &SCALE, &request()).unwrap().volumes;
            let asked = CoolingRequest { volumes: Some(needed * excess), isolate_k: cold, ..request() };
            if let Ok(design) = design_cooling(&line(), &SCALE, &asked) {
                let kept = design.volumes * design.cold_g_l / 1_000.0;
                prop_assert!((design.isolated + kept - 1.0).abs() < 1e-12);
                prop_assert!(cold <= design.saturation_k && design.saturation_k <= 313.15);
            }
        }
    }
}
