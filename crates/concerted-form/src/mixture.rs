//! Solubility in a mixture of two solvents: Jouyban–Acree with van 't Hoff for the pure solvents.

use nalgebra::DMatrix;

use crate::least_squares::{LeastSquares, aicc, average_relative_deviation, leverage};

/// Most terms of the deviation from log-linearity.
const MOST_TERMS: usize = 3;

/// One measured solubility in a mixture.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct MixturePoint {
    /// Temperature in K.
    pub temperature_k: f64,
    /// Fraction of the second solvent in the solvent without solute, 0 to 1.
    pub second_fraction: f64,
    /// Mole fraction of the solute dissolved.
    pub mole_fraction: f64,
}

/// Jouyban–Acree fitted to a mixture.
#[derive(Debug, Clone, PartialEq)]
pub struct MixtureFit {
    /// A and B of the first solvent: ln x₁ = A + B/T.
    pub first: (f64, f64),
    /// A and B of the second solvent.
    pub second: (f64, f64),
    /// J₀, J₁ … in K; none where log-linear mixing does as well.
    pub interactions: Vec<f64>,
    /// Average relative deviation of x.
    pub deviation: f64,
    /// The same of points left out one by one.
    pub leave_one_out_deviation: Option<f64>,
    /// Corrected Akaike criterion.
    pub aicc: Option<f64>,
    /// Lowest and highest temperature measured, in K.
    pub range_k: (f64, f64),
    /// Lowest and highest fraction of the second solvent measured.
    pub fractions: (f64, f64),
    /// Number of points.
    pub points: usize,
    center_k: f64,
    coefficients: Vec<f64>,
    residual_error: Option<f64>,
    precision: DMatrix<f64>,
}

/// Why a mixture cannot be fitted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum MixtureError {
    /// A point that no solution can have.
    #[error(
        "point {number} has a mole fraction or a fraction of solvent outside 0 to 1, or a temperature that is not above 0 K"
    )]
    BadPoint {
        /// The point, counted from 1.
        number: usize,
    },
    /// The points do not determine the four constants of the pure solvents.
    #[error(
        "a mixture needs points at 2 temperatures and 2 compositions that are not on one line, found {found} points"
    )]
    NotDetermined {
        /// Points found.
        found: usize,
    },
}

impl MixtureFit {
    /// ln x at a temperature in K and a fraction of the second solvent.
    pub fn ln_mole_fraction(&self, temperature_k: f64, second_fraction: f64) -> f64 {
        let row = row(temperature_k, second_fraction, self.center_k);
        row.iter()
            .zip(&self.coefficients)
            .map(|(term, coefficient)| term * coefficient)
            .sum()
    }

    /// Standard error of ln x there; absent where no degree of freedom is left.
    pub fn error_of_ln(&self, temperature_k: f64, second_fraction: f64) -> Option<f64> {
        let row = row(temperature_k, second_fraction, self.center_k);
        let leverage = leverage(&self.precision, &row[..self.coefficients.len()]);
        Some(self.residual_error? * leverage.sqrt())
    }

    /// True inside the range of temperatures and compositions measured.
    pub fn covers(&self, temperature_k: f64, second_fraction: f64) -> bool {
        let within = |(low, high): (f64, f64), value: f64, slack: f64| {
            (low - slack..=high + slack).contains(&value)
        };
        within(self.range_k, temperature_k, 0.01) && within(self.fractions, second_fraction, 1e-6)
    }
}

/// Fits ln x = f₁(A₁ + B₁/T) + f₂(A₂ + B₂/T) + (f₁f₂/T)·Σ Jᵢ(f₁ − f₂)ⁱ with none to three J, chosen by AICc.
///
/// f₁ and f₂ are the fractions of the two solvents in the solvent without solute (by mass, mole or volume,
/// as measured). Without J it is the log-linear rule of Yalkowsky. Acree, Thermochim. Acta 1992, 198, 71;
/// Jouyban, J. Pharm. Pharm. Sci. 2008, 11, 32. Least squares on ln x over all points at once. Valid inside
/// the temperatures and compositions measured, for one solid form throughout.
///
/// # Errors
/// [`MixtureError`] if a point is impossible or the points do not determine the constants.
///
/// ```
/// use concerted_form::{MixturePoint, fit_mixture};
/// let points: Vec<MixturePoint> = (0..15)
///     .map(|i| (280.0 + 10.0 * f64::from(i % 3), f64::from(i / 3) / 4.0))
///     .map(|(t, f)| MixturePoint {
///         temperature_k: t,
///         second_fraction: f,
///         mole_fraction: ((1.0 - f) * (2.0 - 2_000.0 / t) + f * (3.0 - 3_500.0 / t)
///             + f * (1.0 - f) * 900.0 / t).exp(),
///     })
///     .collect();
/// let fitted = fit_mixture(&points)?;
/// assert!((fitted.interactions[0] - 900.0).abs() < 1e-3);
/// # Ok::<(), concerted_form::MixtureError>(())
/// ```
pub fn fit_mixture(points: &[MixturePoint]) -> Result<MixtureFit, MixtureError> {
    for (index, point) in points.iter().enumerate() {
        let possible = point.temperature_k > 0.0
            && point.temperature_k.is_finite()
            && (0.0..=1.0).contains(&point.second_fraction)
            && point.mole_fraction > 0.0
            && point.mole_fraction < 1.0;
        if !possible {
            return Err(MixtureError::BadPoint { number: index + 1 });
        }
    }
    let mut best: Option<MixtureFit> = None;
    for terms in 0..=MOST_TERMS {
        let Some(fitted) = fit_terms(points, terms) else {
            break;
        };
        let better = match (&best, fitted.aicc) {
            (None, _) => true,
            (Some(best), Some(criterion)) => best.aicc.is_none_or(|least| criterion < least),
            (Some(_), None) => false,
        };
        if better {
            best = Some(fitted);
        }
    }
    best.ok_or(MixtureError::NotDetermined {
        found: points.len(),
    })
}

/// Terms at a temperature and composition, temperatures about a center.
fn row(temperature_k: f64, second: f64, center_k: f64) -> [f64; 7] {
    let (first, ratio) = (1.0 - second, center_k / temperature_k);
    let (mixed, skew) = (first * second * ratio, first - second);
    [
        first,
        first * (ratio - 1.0),
        second,
        second * (ratio - 1.0),
        mixed,
        mixed * skew,
        mixed * skew * skew,
    ]
}

fn fit_terms(points: &[MixturePoint], terms: usize) -> Option<MixtureFit> {
    let n = points.len();
    let center_k = points.iter().map(|point| point.temperature_k).sum::<f64>() / n.max(1) as f64;
    let columns = 4 + terms;
    let design = DMatrix::from_fn(n, columns, |i, j| {
        row(points[i].temperature_k, points[i].second_fraction, center_k)[j]
    });
    let ln_x: Vec<f64> = points
        .iter()
        .map(|point| point.mole_fraction.ln())
        .collect();
    let solved = LeastSquares::solve(&design, &ln_x)?;
    let pure = |at: usize| {
        let (level, slope) = (solved.coefficients[at], solved.coefficients[at + 1]);
        (level - slope, slope * center_k)
    };
    let span = |of: fn(&MixturePoint) -> f64| {
        let values = points.iter().map(of);
        (
            values.clone().fold(f64::INFINITY, f64::min),
            values.fold(f64::NEG_INFINITY, f64::max),
        )
    };
    Some(MixtureFit {
        first: pure(0),
        second: pure(2),
        interactions: solved.coefficients[4..]
            .iter()
            .map(|j| j * center_k)
            .collect(),
        deviation: average_relative_deviation(&solved.residuals),
        leave_one_out_deviation: solved.left_out().as_deref().map(average_relative_deviation),
        aicc: aicc(solved.residual_sum(), n, columns),
        range_k: span(|point| point.temperature_k),
        fractions: span(|point| point.second_fraction),
        points: n,
        center_k,
        residual_error: solved.residual_error(),
        coefficients: solved.coefficients,
        precision: solved.precision,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grid(j: f64) -> Vec<MixturePoint> {
        (0..25)
            .map(|i| (278.0 + 8.0 * f64::from(i % 5), f64::from(i / 5) / 4.0, i))
            .map(|(t, f, i)| {
                let noise = 0.002 * f64::from((i * 7) % 5 - 2);
                let pure = (1.0 - f) * (2.0 - 2_000.0 / t) + f * (3.0 - 3_500.0 / t);
                MixturePoint {
                    temperature_k: t,
                    second_fraction: f,
                    mole_fraction: (pure + f * (1.0 - f) * j / t + noise).exp(),
                }
            })
            .collect()
    }

    #[test]
    fn the_number_of_interactions_is_what_the_points_ask_for() {
        assert!(fit_mixture(&grid(0.0)).unwrap().interactions.len() <= 1);
        let fitted = fit_mixture(&grid(700.0)).unwrap();
        assert!((fitted.interactions[0] - 700.0).abs() < 30.0, "{fitted:?}");
        assert!(fitted.leave_one_out_deviation.unwrap() < 0.01);
        assert!(fitted.covers(290.0, 0.3) && !fitted.covers(320.0, 0.3));
        let direct = fitted.first.0 + fitted.first.1 / 290.0;
        assert!((direct - fitted.ln_mole_fraction(290.0, 0.0)).abs() < 1e-9);
        assert!(fitted.error_of_ln(290.0, 0.5).unwrap() < 0.01);
    }

    #[test]
    fn what_cannot_be_fitted_is_refused() {
        let mut points = grid(0.0);
        points[3].second_fraction = 1.2;
        assert_eq!(
            fit_mixture(&points),
            Err(MixtureError::BadPoint { number: 4 })
        );
        let one_composition: Vec<MixturePoint> = grid(0.0)[..5].to_vec();
        assert_eq!(
            fit_mixture(&one_composition),
            Err(MixtureError::NotDetermined { found: 5 })
        );
        assert!(fit_mixture(&[]).is_err());
    }
}
