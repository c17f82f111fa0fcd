//! Models of solubility over temperature, fitted by least squares on ln x and chosen by AICc.

use nalgebra::DMatrix;

use crate::breaks::{SeriesBreak, find_breaks};
use crate::lambda_h;
use crate::least_squares::{LeastSquares, aicc, average_relative_deviation, leverage};
use crate::model::SolubilityModel;

/// Fewest points at which two-term models are compared with each other rather than van 't Hoff taken.
const COMPARED_POINTS: usize = 4;

/// A model fitted to a series.
#[derive(Debug, Clone, PartialEq)]
pub struct SolubilityFit {
    /// The model.
    pub model: SolubilityModel,
    /// A, dimensionless; of the λh equation λ.
    pub a: f64,
    /// B in K; of the λh equation h.
    pub b: f64,
    /// C, dimensionless; 0 where the model has none.
    pub c: f64,
    /// D in 1/K; 0 where the model has none.
    pub d: f64,
    /// Melting point in K that the λh equation rests on.
    pub melting_k: Option<f64>,
    /// Average relative deviation of x, Σ|x(fit)/x − 1|/n.
    pub deviation: f64,
    /// The same for each point predicted by the fit to the others; absent where a point alone fixes a term.
    pub leave_one_out_deviation: Option<f64>,
    /// Corrected Akaike criterion; absent where there are too few points for it.
    pub aicc: Option<f64>,
    /// Lowest and highest temperature measured, in K.
    pub range_k: (f64, f64),
    /// Number of points.
    pub points: usize,
    /// Standard error of ln x about the fit; absent where no degree of freedom is left.
    pub residual_error: Option<f64>,
    center_k: f64,
    coefficients: Vec<f64>,
    /// Inverse of XᵀX for the shifted terms.
    precision: DMatrix<f64>,
}

/// A solubility at one temperature with what it is worth.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SolubilityEstimate {
    /// Mole fraction.
    pub mole_fraction: f64,
    /// Interval of 95 % of the fitted line; absent where no degree of freedom is left.
    pub interval: Option<(f64, f64)>,
    /// Kelvin outside the range measured; 0 inside.
    pub beyond_k: f64,
}

/// Why a model gives no solubility at a temperature.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
pub enum EstimateError {
    /// Nobody measured there.
    #[error(
        "`{temperature_k}` K lies outside the series, which was measured from {low_k} to {high_k} K"
    )]
    OutsideRange {
        /// The temperature asked for.
        temperature_k: f64,
        /// Lowest temperature measured.
        low_k: f64,
        /// Highest temperature measured.
        high_k: f64,
    },
    /// The model leaves the mole fractions.
    #[error("the model gives no mole fraction between 0 and 1 at `{temperature_k}` K")]
    NoMoleFraction {
        /// The temperature asked for.
        temperature_k: f64,
    },
}

impl SolubilityFit {
    /// ln x at a temperature in K, inside or outside the range measured.
    pub fn ln_mole_fraction(&self, temperature_k: f64) -> f64 {
        if let Some(melting_k) = self.melting_k {
            return lambda_h::ln_mole_fraction(self.a, self.b, melting_k, temperature_k);
        }
        let row = self.model.row(temperature_k, self.center_k);
        row.iter()
            .zip(&self.coefficients)
            .map(|(term, coefficient)| term * coefficient)
            .sum()
    }

    /// Mole fraction dissolved at a temperature in K; `None` where the model leaves 0 to 1.
    ///
    /// Says nothing of the range measured: [`Self::within_range`] does.
    pub fn mole_fraction(&self, temperature_k: f64) -> Option<f64> {
        let x = self.ln_mole_fraction(temperature_k).exp();
        (x > 0.0 && x < 1.0).then_some(x)
    }

    /// Mole fraction dissolved at a temperature in K inside the range measured.
    ///
    /// # Errors
    /// [`EstimateError`] outside the range or where the model leaves 0 to 1.
    pub fn within_range(&self, temperature_k: f64) -> Result<SolubilityEstimate, EstimateError> {
        let (low_k, high_k) = self.range_k;
        // A hundredth of a kelvin is less than any thermostat holds.
        if self.beyond_range_k(temperature_k) > 0.01 || !temperature_k.is_finite() {
            return Err(EstimateError::OutsideRange {
                temperature_k,
                low_k,
                high_k,
            });
        }
        self.extrapolated(temperature_k)
    }

    /// Mole fraction at any temperature, with how far outside the range measured it lies.
    ///
    /// # Errors
    /// [`EstimateError::NoMoleFraction`] where the model leaves 0 to 1.
    pub fn extrapolated(&self, temperature_k: f64) -> Result<SolubilityEstimate, EstimateError> {
        let mole_fraction = self
            .mole_fraction(temperature_k)
            .ok_or(EstimateError::NoMoleFraction { temperature_k })?;
        let interval = self.error_of_ln(temperature_k, None).map(|error| {
            let factor = (1.96 * error).exp();
            (mole_fraction / factor, (mole_fraction * factor).min(1.0))
        });
        Ok(SolubilityEstimate {
            mole_fraction,
            interval,
            beyond_k: self.beyond_range_k(temperature_k),
        })
    }

    /// How many kelvin a temperature lies outside the range measured; 0 inside.
    pub fn beyond_range_k(&self, temperature_k: f64) -> f64 {
        (self.range_k.0 - temperature_k)
            .max(temperature_k - self.range_k.1)
            .max(0.0)
    }

    /// Standard error of ln x at one temperature or, with a second one, of ln x(first) − ln x(second).
    pub fn error_of_ln(&self, first_k: f64, second_k: Option<f64>) -> Option<f64> {
        let mut row = self.gradient(first_k);
        if let Some(second) = second_k {
            for (term, other) in row.iter_mut().zip(self.gradient(second)) {
                *term -= other;
            }
        }
        Some(self.residual_error? * leverage(&self.precision, &row).sqrt())
    }

    /// Apparent enthalpy of dissolution R·T²·d(ln x)/dT at a temperature, in kJ/mol.
    pub fn dissolution_enthalpy(&self, temperature_k: f64) -> f64 {
        let step = 0.01;
        let rise = self.ln_mole_fraction(temperature_k + step)
            - self.ln_mole_fraction(temperature_k - step);
        GAS_CONSTANT_KJ * temperature_k.powi(2) * rise / (2.0 * step)
    }

    /// Parameters with name and unit, in the order of [`SolubilityModel::formula`].
    pub fn parameters(&self) -> Vec<(&'static str, f64, &'static str)> {
        let all = [
            ("A", self.a, ""),
            ("B", self.b, "K"),
            ("C", self.c, ""),
            ("D", self.d, "1/K"),
        ];
        let named = |names: &[&str]| {
            let mut kept = all.to_vec();
            kept.retain(|(name, _, _)| names.contains(name));
            kept
        };
        match self.model {
            SolubilityModel::VantHoff => named(&["A", "B"]),
            SolubilityModel::Hildebrand => named(&["A", "C"]),
            SolubilityModel::SemiLogarithmic => named(&["A", "D"]),
            SolubilityModel::Apelblat => named(&["A", "B", "C"]),
            SolubilityModel::ExtendedApelblat => all.to_vec(),
            SolubilityModel::LambdaH => {
                let mut own = vec![("lambda", self.a, ""), ("h", self.b, "K")];
                own.extend(self.melting_k.map(|melting| ("Tm", melting, "K")));
                own
            }
        }
    }

    fn gradient(&self, temperature_k: f64) -> Vec<f64> {
        match self.melting_k {
            Some(melting_k) => {
                lambda_h::gradient(self.a, self.b, melting_k, temperature_k).to_vec()
            }
            None => self.model.row(temperature_k, self.center_k)[..self.model.terms()].to_vec(),
        }
    }
}

/// Molar gas constant in kJ/(mol K).
pub(crate) const GAS_CONSTANT_KJ: f64 = 8.314_462_618e-3;

/// Every model fitted to one series, the one chosen, and what is broken about the series.
#[derive(Debug, Clone, PartialEq)]
pub struct SeriesFit {
    /// The models that the points determine, in the order of [`SolubilityModel::ALL`].
    pub models: Vec<SolubilityFit>,
    /// Index of the chosen one.
    pub chosen: usize,
    /// Kinks, jumps, falls and outliers, by temperature.
    pub breaks: Vec<SeriesBreak>,
}

impl SeriesFit {
    /// The model chosen.
    pub fn chosen(&self) -> &SolubilityFit {
        &self.models[self.chosen]
    }

    /// Akaike weight of a model among those with a criterion: how the evidence is shared.
    pub fn weight(&self, model: &SolubilityFit) -> Option<f64> {
        let criteria: Vec<f64> = self.models.iter().filter_map(|one| one.aicc).collect();
        let best = criteria.iter().copied().fold(f64::INFINITY, f64::min);
        let total: f64 = criteria.iter().map(|one| (-0.5 * (one - best)).exp()).sum();
        Some((-0.5 * (model.aicc? - best)).exp() / total)
    }
}

/// Why a series cannot be fitted.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
pub enum FitError {
    /// Fewer than two temperatures.
    #[error("a fit needs points at 2 temperatures or more, found {found}")]
    TooFewTemperatures {
        /// Different temperatures found.
        found: usize,
    },
    /// A point that no solution can have.
    #[error(
        "point {number} has a mole fraction outside 0 to 1 or a temperature that is not above 0 K"
    )]
    BadPoint {
        /// The point, counted from 1.
        number: usize,
    },
    /// A melting point below the solution.
    #[error(
        "the melting point `{melting_k}` K is not above the highest temperature measured, {high_k} K"
    )]
    MeltingPoint {
        /// The melting point given.
        melting_k: f64,
        /// Highest temperature measured.
        high_k: f64,
    },
}

/// Fits the models of [`SolubilityModel`] without melting data and returns the one that AICc chooses.
///
/// `points` are temperature in K and mole fraction x. See [`fit_series`] for the rule.
///
/// # Errors
/// [`FitError`] if there are fewer than two temperatures or a point is impossible.
///
/// ```
/// use concerted_form::{SolubilityModel, fit};
/// let points: Vec<(f64, f64)> = [283.15, 293.15, 303.15, 313.15, 323.15]
///     .map(|t: f64| (t, (5.0 - 3_000.0 / t).exp()))
///     .to_vec();
/// let fitted = fit(&points)?;
/// assert_eq!(fitted.model, SolubilityModel::VantHoff);
/// assert!((fitted.a - 5.0).abs() < 1e-6 && (fitted.b + 3_000.0).abs() < 1e-3);
/// # Ok::<(), concerted_form::FitError>(())
/// ```
pub fn fit(points: &[(f64, f64)]) -> Result<SolubilityFit, FitError> {
    let mut series = fit_series(points, None)?;
    Ok(series.models.swap_remove(series.chosen))
}

/// Fits every model that the points determine, chooses one, and looks for breaks.
///
/// Least squares on ln x; with n points and k the fitted terms and the variance,
/// AICc = n·ln(RSS/n) + 2k + 2k(k + 1)/(n − k − 1), and the smallest is chosen. Where no model has a
/// criterion (four points) the two-term models are compared by RSS, which is the same order because their
/// corrections are equal; below four points van 't Hoff is taken. The leave-one-out deviation follows from
/// the leverages hᵢ: the residual of a point left out is eᵢ/(1 − hᵢ). With `melting_k` the λh equation
/// takes part; its leave-one-out deviation is by refitting.
///
/// Valid between the lowest and the highest temperature measured, for one solid form throughout.
///
/// # Errors
/// [`FitError`] if there are fewer than two temperatures, a point is impossible, or the melting point does
/// not lie above the points.
///
/// ```
/// use concerted_form::fit_series;
/// let kinked: Vec<(f64, f64)> = (0..10)
///     .map(|i| 278.15 + 5.0 * f64::from(i))
///     .map(|t| (t, (2.0 - 3_000.0 / t).min(-3.1 - 1_500.0 / t).exp()))
///     .collect();
/// let fitted = fit_series(&kinked, None)?;
/// assert_eq!(fitted.breaks.len(), 1, "two forms, one below and one above 294 K");
/// # Ok::<(), concerted_form::FitError>(())
/// ```
pub fn fit_series(points: &[(f64, f64)], melting_k: Option<f64>) -> Result<SeriesFit, FitError> {
    let found = checked(points)?;
    let too_few = FitError::TooFewTemperatures { found };
    let mut models: Vec<SolubilityFit> = SolubilityModel::LINEAR
        .into_iter()
        .filter(|model| *model == SolubilityModel::VantHoff || found > model.terms())
        .filter_map(|model| fit_model(model, points))
        .collect();
    if models.is_empty() {
        return Err(too_few);
    }
    if let Some(melting_k) = melting_k {
        let high_k = models[0].range_k.1;
        if !(melting_k > high_k && melting_k.is_finite()) {
            return Err(FitError::MeltingPoint { melting_k, high_k });
        }
        models.extend(fit_lambda_h(points, melting_k).filter(|_| found > 2));
    }
    Ok(SeriesFit {
        chosen: choose(&models),
        breaks: find_breaks(points),
        models,
    })
}

/// Number of different temperatures of a series that a solution can have.
fn checked(points: &[(f64, f64)]) -> Result<usize, FitError> {
    for (index, (temperature, x)) in points.iter().enumerate() {
        if !(*temperature > 0.0 && temperature.is_finite() && *x > 0.0 && *x < 1.0) {
            return Err(FitError::BadPoint { number: index + 1 });
        }
    }
    let mut temperatures: Vec<f64> = points.iter().map(|(temperature, _)| *temperature).collect();
    temperatures.sort_by(f64::total_cmp);
    temperatures.dedup();
    match temperatures.len() {
        found @ (0 | 1) => Err(FitError::TooFewTemperatures { found }),
        found => Ok(found),
    }
}

/// Index of the model that AICc prefers; the first of equals, and they are in order of their age.
fn choose(models: &[SolubilityFit]) -> usize {
    let smallest = |score: &dyn Fn(&SolubilityFit) -> Option<f64>| {
        let scored = models.iter().enumerate();
        scored
            .filter_map(|(index, model)| Some((index, score(model)?)))
            .min_by(|(_, one), (_, other)| one.total_cmp(other))
            .map(|(index, _)| index)
    };
    smallest(&|model| model.aicc)
        .or_else(|| {
            smallest(&|model| {
                let compared = model.points >= COMPARED_POINTS && model.model.terms() == 2;
                model.residual_error.filter(|_| compared)
            })
        })
        .unwrap_or(0)
}

/// One model; `None` where the points do not determine its terms.
pub(crate) fn fit_model(model: SolubilityModel, points: &[(f64, f64)]) -> Option<SolubilityFit> {
    let center_k = center(points);
    let solved = solve(model, points, center_k)?;
    let mut shifted = [0.0; 4];
    for (place, coefficient) in shifted.iter_mut().zip(&solved.coefficients) {
        *place = *coefficient;
    }
    let [a, b, c, d] = model.unshifted(shifted, center_k);
    Some(SolubilityFit {
        model,
        a,
        b,
        c,
        d,
        melting_k: None,
        deviation: average_relative_deviation(&solved.residuals),
        leave_one_out_deviation: solved.left_out().as_deref().map(average_relative_deviation),
        aicc: aicc(solved.residual_sum(), points.len(), model.terms()),
        range_k: range(points),
        points: points.len(),
        residual_error: solved.residual_error(),
        center_k,
        coefficients: solved.coefficients,
        precision: solved.precision,
    })
}

/// Least squares of a linear model about a center.
pub(crate) fn solve(
    model: SolubilityModel,
    points: &[(f64, f64)],
    center_k: f64,
) -> Option<LeastSquares> {
    let design = DMatrix::from_fn(points.len(), model.terms(), |i, j| {
        model.row(points[i].0, center_k)[j]
    });
    let ln_x: Vec<f64> = points.iter().map(|(_, x)| x.ln()).collect();
    LeastSquares::solve(&design, &ln_x)
}

fn fit_lambda_h(points: &[(f64, f64)], melting_k: f64) -> Option<SolubilityFit> {
    let solved = lambda_h::solve(points, melting_k)?;
    Some(SolubilityFit {
        model: SolubilityModel::LambdaH,
        a: solved.lambda,
        b: solved.h_k,
        c: 0.0,
        d: 0.0,
        melting_k: Some(melting_k),
        deviation: average_relative_deviation(&solved.local.residuals),
        leave_one_out_deviation: lambda_h::left_out(points, melting_k)
            .as_deref()
            .map(average_relative_deviation),
        aicc: aicc(solved.local.residual_sum(), points.len(), 2),
        range_k: range(points),
        points: points.len(),
        residual_error: solved.local.residual_error(),
        center_k: center(points),
        coefficients: vec![solved.lambda, solved.h_k],
        precision: solved.local.precision,
    })
}

pub(crate) fn center(points: &[(f64, f64)]) -> f64 {
    let sum: f64 = points.iter().map(|(temperature, _)| temperature).sum();
    sum / points.len() as f64
}

fn range(points: &[(f64, f64)]) -> (f64, f64) {
    let temperatures = points.iter().map(|(temperature, _)| *temperature);
    (
        temperatures.clone().fold(f64::INFINITY, f64::min),
        temperatures.fold(0.0, f64::max),
    )
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn series(temperatures: &[f64], ln_x: impl Fn(f64) -> f64) -> Vec<(f64, f64)> {
        temperatures.iter().map(|t| (*t, ln_x(*t).exp())).collect()
    }

    const NINE: [f64; 9] = [
        278.15, 283.15, 288.15, 293.15, 298.15, 303.15, 308.15, 313.15, 318.15,
    ];

    #[test]
    fn apelblat_is_recovered_from_its_own_points() {
        let (a, b, c) = (-88.0, 1_200.0, 14.0);
        let fitted = fit(&series(&NINE, |t| a + b / t + c * t.ln())).unwrap();
        assert_eq!(fitted.model, SolubilityModel::Apelblat);
        assert!((fitted.a - a).abs() < 1e-4, "{}", fitted.a);
        assert!((fitted.b - b).abs() < 1e-2, "{}", fitted.b);
        assert!((fitted.c - c).abs() < 1e-5, "{}", fitted.c);
        assert!(fitted.deviation < 1e-9);
    }

    #[test]
    fn few_points_get_two_terms() {
        let points = series(&NINE[..5], |t| -88.0 + 1_200.0 / t + 14.0 * t.ln());
        assert_eq!(fit(&points).unwrap().model.terms(), 2);
        assert_eq!(fit(&points[..4]).unwrap().aicc, None);
        let two = fit(&points[..2]).unwrap();
        assert_eq!(two.model, SolubilityModel::VantHoff);
        assert_eq!(two.residual_error, None);
        assert_eq!(two.leave_one_out_deviation, None);
        assert_eq!(two.aicc, None);
    }

    #[test]
    fn impossible_series_are_refused() {
        #[track_caller]
        fn check(points: &[(f64, f64)], message: &str) {
            assert_eq!(fit(points).unwrap_err().to_string(), message);
        }
        check(&[], "a fit needs points at 2 temperatures or more, found 0");
        check(
            &[(298.15, 0.1), (298.15, 0.11)],
            "a fit needs points at 2 temperatures or more, found 1",
        );
        let bad =
            "point 2 has a mole fraction outside 0 to 1 or a temperature that is not above 0 K";
        check(&[(298.15, 0.1), (308.15, 1.2)], bad);
        check(&[(298.15, 0.1), (308.15, 0.0)], bad);
        check(&[(298.15, 0.1), (0.0, 0.5)], bad);
    }

    #[test]
    fn outside_the_range_is_known() {
        let fitted = fit(&series(&NINE, |t| 5.0 - 3_000.0 / t)).unwrap();
        assert!((fitted.beyond_range_k(298.15)).abs() < 1e-12);
        assert!((fitted.beyond_range_k(273.15) - 5.0).abs() < 1e-9);
        assert!((fitted.beyond_range_k(328.15) - 10.0).abs() < 1e-9);
        // 11.25 > 0: the model leaves the mole fractions.
        assert_eq!(fitted.mole_fraction(1_000.0), None);
    }

    #[test]
    fn the_error_grows_away_from_the_middle() {
        let noisy: Vec<(f64, f64)> = series(&NINE, |t| 5.0 - 3_000.0 / t)
            .into_iter()
            .enumerate()
            .map(|(i, (t, x))| (t, x * if i % 2 == 0 { 1.01 } else { 0.99 }))
            .collect();
        let fitted = fit(&noisy).unwrap();
        let middle = fitted.error_of_ln(298.15, None).unwrap();
        let end = fitted.error_of_ln(278.15, None).unwrap();
        assert!(0.0 < middle && middle < end);
        assert!(fitted.error_of_ln(298.15, Some(298.15)).unwrap() < 1e-12);
    }

    #[test]
    fn each_two_term_model_is_recognized() {
        let check = |model: SolubilityModel, ln_x: fn(f64) -> f64| {
            let series = fit_series(&series(&NINE[..5], ln_x), None).unwrap();
            assert_eq!(series.chosen().model, model);
            assert!(series.weight(series.chosen()).unwrap() > 0.99);
            assert!(series.breaks.is_empty());
        };
        check(SolubilityModel::Hildebrand, |t| -70.0 + 11.0 * t.ln());
        check(SolubilityModel::SemiLogarithmic, |t| -15.0 + 0.035 * t);
        check(SolubilityModel::VantHoff, |t| 5.0 - 3_000.0 / t);
    }

    #[test]
    fn lambda_h_takes_part_where_melting_data_exist() {
        let points = series(&NINE, |t| {
            lambda_h::ln_mole_fraction(0.2, 9_000.0, 390.0, t)
        });
        let fitted = fit_series(&points, Some(390.0)).unwrap();
        assert_eq!(fitted.chosen().model, SolubilityModel::LambdaH);
        let fit = fitted.chosen();
        assert!(
            (fit.a - 0.2).abs() < 1e-4 && (fit.b - 9_000.0).abs() < 1.0,
            "{fit:?}"
        );
        assert!(fit.error_of_ln(298.15, None).unwrap() < 1e-6);
        let error = fit_series(&points, Some(310.0)).unwrap_err();
        assert!(matches!(error, FitError::MeltingPoint { .. }), "{error}");
    }

    #[test]
    fn nothing_is_extrapolated_silently() {
        let fitted = fit(&series(&NINE, |t| 5.0 - 3_000.0 / t)).unwrap();
        assert!(fitted.within_range(298.15).unwrap().beyond_k.abs() < 1e-12);
        let error = fitted.within_range(330.0).unwrap_err().to_string();
        assert_eq!(
            error,
            "`330` K lies outside the series, which was measured from 278.15 to 318.15 K"
        );
        let beyond = fitted.extrapolated(330.0).unwrap();
        assert!((beyond.beyond_k - 11.85).abs() < 1e-9);
        assert!((fitted.dissolution_enthalpy(298.15) - 24.943).abs() < 0.01);
    }

    proptest! {
        /// Any points are fitted or refused, and what is given is a number.
        #[test]
        fn any_points_are_answered(
            points in prop::collection::vec((200.0..500.0_f64, 1e-9..1.0_f64), 0..14),
            repeated in any::<bool>(),
        ) {
            let rounded = |t: f64| if repeated { (t / 60.0).round() * 60.0 } else { t };
            let points: Vec<(f64, f64)> = points.into_iter().map(|(t, x)| (rounded(t), x)).collect();
            if let Ok(fitted) = fit_series(&points, Some(600.0)) {
                let chosen = fitted.chosen();
                prop_assert!(chosen.deviation.is_finite());
                prop_assert!(chosen.ln_mole_fraction(chosen.range_k.0).is_finite());
                for found in &fitted.breaks {
                    prop_assert!(found.temperature_k.is_finite() && !found.sentence().is_empty());
                }
            }
        }

        /// The leverages give what refitting without each point gives.
        #[test]
        fn leaving_out_is_refitting(noise in prop::collection::vec(-0.03..0.03_f64, 9)) {
            let points: Vec<(f64, f64)> = NINE.iter().zip(&noise)
                .map(|(t, e)| (*t, (4.0 - 2_500.0 / t + e).exp())).collect();
            for model in SolubilityModel::LINEAR {
                let whole = fit_model(model, &points).unwrap();
                let mut total = 0.0;
                for left in 0..points.len() {
                    let mut others = points.clone();
                    let (t, x) = others.remove(left);
                    let refit = fit_model(model, &others).unwrap();
                    total += (refit.ln_mole_fraction(t).exp() / x - 1.0).abs();
                }
                let found = whole.leave_one_out_deviation.unwrap();
                prop_assert!((found - total / 9.0).abs() < 1e-8, "{found} {}", total / 9.0);
            }
        }

        /// A, B and C state the same curve as the shifted terms.
        #[test]
        fn parameters_state_the_curve(noise in prop::collection::vec(-0.03..0.03_f64, 9), t in 280.0..315.0_f64) {
            let points: Vec<(f64, f64)> = NINE.iter().zip(&noise)
                .map(|(t, e)| (*t, (4.0 - 2_500.0 / t + e).exp())).collect();
            for model in SolubilityModel::LINEAR {
                let fitted = fit_model(model, &points).unwrap();
                let direct = fitted.a + fitted.b / t + fitted.c * t.ln() + fitted.d * t;
                prop_assert!((direct - fitted.ln_mole_fraction(t)).abs() < 1e-5, "{model:?}");
            }
        }
    }
}
