//! Solubility models: van 't Hoff and Apelblat by least squares on ln x.

use nalgebra::{DMatrix, DVector};

/// Fewest points at which the three parameters of Apelblat can be judged by AICc.
const APELBLAT_POINTS: usize = 6;

/// Standard error of ln x below which residuals are rounding: keeps AICc finite for exact series.
const ROUNDING: f64 = 1e-10;

/// Model of the temperature dependence of a solubility.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum SolubilityModel {
    /// ln x = A + B/T.
    VantHoff,
    /// ln x = A + B/T + C·ln T.
    Apelblat,
}

impl SolubilityModel {
    /// The name for people.
    pub fn name(self) -> &'static str {
        match self {
            Self::VantHoff => "van 't Hoff",
            Self::Apelblat => "Apelblat",
        }
    }

    fn terms(self) -> usize {
        match self {
            Self::VantHoff => 2,
            Self::Apelblat => 3,
        }
    }

    /// The terms at a temperature, shifted so that the columns stay apart: 1, Tc/T − 1, ln(T/Tc).
    fn row(self, temperature_k: f64, center_k: f64) -> [f64; 3] {
        let inverse = center_k / temperature_k - 1.0;
        match self {
            Self::VantHoff => [1.0, inverse, 0.0],
            // To first order ln(T/Tc) is −(Tc/T − 1); only their sum carries the curvature.
            Self::Apelblat => [1.0, inverse, (temperature_k / center_k).ln() + inverse],
        }
    }
}

/// A model fitted to a series.
#[derive(Debug, Clone, PartialEq)]
pub struct SolubilityFit {
    /// The model.
    pub model: SolubilityModel,
    /// A, dimensionless.
    pub a: f64,
    /// B in K.
    pub b: f64,
    /// C, dimensionless; 0 for van 't Hoff.
    pub c: f64,
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
    coefficients: [f64; 3],
    /// Inverse of XᵀX for the shifted terms.
    precision: DMatrix<f64>,
}

impl SolubilityFit {
    /// ln x at a temperature in K, inside or outside the range measured.
    pub fn ln_mole_fraction(&self, temperature_k: f64) -> f64 {
        let row = self.model.row(temperature_k, self.center_k);
        row.iter()
            .zip(self.coefficients)
            .map(|(term, coefficient)| term * coefficient)
            .sum()
    }

    /// Mole fraction dissolved at a temperature in K; `None` where the model leaves 0 to 1.
    pub fn mole_fraction(&self, temperature_k: f64) -> Option<f64> {
        let x = self.ln_mole_fraction(temperature_k).exp();
        (x > 0.0 && x < 1.0).then_some(x)
    }

    /// How many kelvin a temperature lies outside the range measured; 0 inside.
    pub fn beyond_range_k(&self, temperature_k: f64) -> f64 {
        (self.range_k.0 - temperature_k)
            .max(temperature_k - self.range_k.1)
            .max(0.0)
    }

    /// Standard error of ln x at one temperature or, with a second one, of ln x(first) − ln x(second).
    pub fn error_of_ln(&self, first_k: f64, second_k: Option<f64>) -> Option<f64> {
        let mut row = self.model.row(first_k, self.center_k);
        if let Some(second) = second_k {
            for (term, other) in row.iter_mut().zip(self.model.row(second, self.center_k)) {
                *term -= other;
            }
        }
        let row = DVector::from_column_slice(&row[..self.model.terms()]);
        let leverage = (row.transpose() * &self.precision * &row)[(0, 0)];
        Some(self.residual_error? * leverage.max(0.0).sqrt())
    }
}

/// Why a series cannot be fitted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
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
}

/// Fits van 't Hoff and, from six points at four temperatures on, Apelblat, and chooses by AICc.
///
/// `points` are temperature in K and mole fraction x. Least squares on ln x; with n points, k fitted
/// terms and the variance, AICc = n·ln(RSS/n) + 2(k + 1) + 2(k + 1)(k + 2)/(n − k − 2). The leave-one-out
/// deviation follows from the leverages hᵢ: the residual of a point left out is eᵢ/(1 − hᵢ).
///
/// Valid between the lowest and the highest temperature measured, for one solid form throughout.
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
    for (index, (temperature, x)) in points.iter().enumerate() {
        if !(*temperature > 0.0 && temperature.is_finite() && *x > 0.0 && *x < 1.0) {
            return Err(FitError::BadPoint { number: index + 1 });
        }
    }
    let mut temperatures: Vec<f64> = points.iter().map(|(temperature, _)| *temperature).collect();
    temperatures.sort_by(f64::total_cmp);
    temperatures.dedup();
    let found = temperatures.len();
    let too_few = FitError::TooFewTemperatures { found };
    if found < 2 {
        return Err(too_few);
    }
    let straight = fit_model(SolubilityModel::VantHoff, points).ok_or(too_few)?;
    if points.len() < APELBLAT_POINTS || found < 4 {
        return Ok(straight);
    }
    let curved = fit_model(SolubilityModel::Apelblat, points);
    Ok(match curved {
        Some(curved) if curved.aicc < straight.aicc => curved,
        _ => straight,
    })
}

/// One model; `None` where the points do not determine its terms.
pub(crate) fn fit_model(model: SolubilityModel, points: &[(f64, f64)]) -> Option<SolubilityFit> {
    let n = points.len();
    let terms = model.terms();
    let center_k = points
        .iter()
        .map(|(temperature, _)| temperature)
        .sum::<f64>()
        / n as f64;
    let design = DMatrix::from_fn(n, terms, |i, j| model.row(points[i].0, center_k)[j]);
    // Columns of one size, so that the factorization does not lose the curvature beside the constant.
    let scales: Vec<f64> = (0..terms).map(|j| design.column(j).norm()).collect();
    if n < terms || scales.iter().any(|scale| *scale <= 0.0) {
        return None;
    }
    let scaled = DMatrix::from_fn(n, terms, |i, j| design[(i, j)] / scales[j]);
    let ln_x = DVector::from_iterator(n, points.iter().map(|(_, x)| x.ln()));
    let (q, r) = scaled.qr().unpack();
    let inverse = r.try_inverse()?;
    let solution = &inverse * (q.transpose() * &ln_x);
    let residuals = &ln_x - &q * (q.transpose() * &ln_x);
    let leverages: Vec<f64> = (0..n).map(|i| q.row(i).norm_squared()).collect();
    let precision = &inverse * inverse.transpose();
    let precision = DMatrix::from_fn(terms, terms, |i, j| {
        precision[(i, j)] / (scales[i] * scales[j])
    });
    let mut coefficients = [0.0; 3];
    for (j, scale) in scales.iter().enumerate() {
        coefficients[j] = solution[j] / scale;
    }
    let [a, b, c] = unshifted(coefficients, center_k);
    let residual_sum = residuals.norm_squared();
    let temperatures = points.iter().map(|(temperature, _)| *temperature);
    Some(SolubilityFit {
        model,
        a,
        b,
        c,
        deviation: deviation(residuals.iter().copied()),
        leave_one_out_deviation: left_out(&residuals, &leverages, terms),
        aicc: aicc(residual_sum, n, terms),
        range_k: (
            temperatures.clone().fold(f64::INFINITY, f64::min),
            temperatures.fold(0.0, f64::max),
        ),
        points: n,
        residual_error: (n > terms).then(|| (residual_sum / (n - terms) as f64).sqrt()),
        center_k,
        coefficients,
        precision,
    })
}

/// A, B and C from the coefficients of 1, Tc/T − 1 and ln(T/Tc) + Tc/T − 1.
fn unshifted([constant, inverse, curvature]: [f64; 3], center_k: f64) -> [f64; 3] {
    [
        constant - inverse - curvature * (1.0 + center_k.ln()),
        (inverse + curvature) * center_k,
        curvature,
    ]
}

/// Σ|exp(−e) − 1|/n for residuals e = ln x − ln x(fit).
fn deviation(residuals: impl ExactSizeIterator<Item = f64>) -> f64 {
    let n = residuals.len() as f64;
    residuals.map(|e| (-e).exp_m1().abs()).sum::<f64>() / n
}

fn left_out(residuals: &DVector<f64>, leverages: &[f64], terms: usize) -> Option<f64> {
    let determined = leverages.len() > terms && leverages.iter().all(|h| *h < 1.0 - 1e-9);
    determined.then(|| {
        deviation(
            residuals
                .iter()
                .zip(leverages)
                .map(|(e, h)| e / (1.0 - h))
                .collect::<Vec<_>>()
                .into_iter(),
        )
    })
}

fn aicc(residual_sum: f64, n: usize, terms: usize) -> Option<f64> {
    let parameters = (terms + 1) as f64;
    let spare = n as f64 - parameters - 1.0;
    let mean = (residual_sum / n as f64).max(ROUNDING * ROUNDING);
    (spare > 0.0).then(|| {
        n as f64 * mean.ln() + 2.0 * parameters + 2.0 * parameters * (parameters + 1.0) / spare
    })
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
    fn few_points_get_the_straight_line() {
        let points = series(&NINE[..5], |t| -88.0 + 1_200.0 / t + 14.0 * t.ln());
        assert_eq!(fit(&points).unwrap().model, SolubilityModel::VantHoff);
        let two = fit(&points[..2]).unwrap();
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

    proptest! {
        /// The leverages give what refitting without each point gives.
        #[test]
        fn leaving_out_is_refitting(noise in prop::collection::vec(-0.03..0.03_f64, 9)) {
            let points: Vec<(f64, f64)> = NINE.iter().zip(&noise)
                .map(|(t, e)| (*t, (4.0 - 2_500.0 / t + e).exp())).collect();
            for model in [SolubilityModel::VantHoff, SolubilityModel::Apelblat] {
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
            let fitted = fit_model(SolubilityModel::Apelblat, &points).unwrap();
            let direct = fitted.a + fitted.b / t + fitted.c * t.ln();
            prop_assert!((direct - fitted.ln_mole_fraction(t)).abs() < 1e-6);
        }
    }
}
