//! Linear least squares with what judges it: leverages, covariance, corrected Akaike criterion.

use nalgebra::{DMatrix, DVector};

/// Standard error of ln x below which residuals are rounding: keeps AICc finite for exact series.
const ROUNDING: f64 = 1e-10;

/// A leverage from which a point alone fixes a term.
const FIXED: f64 = 1.0 - 1e-9;

/// Solution of one linear least-squares problem.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct LeastSquares {
    pub(crate) coefficients: Vec<f64>,
    /// Observed minus fitted.
    pub(crate) residuals: Vec<f64>,
    /// Diagonal of the projection on the columns.
    pub(crate) leverages: Vec<f64>,
    /// Inverse of XᵀX.
    pub(crate) precision: DMatrix<f64>,
}

impl LeastSquares {
    /// Solves for the coefficients; `None` where the rows do not determine them.
    ///
    /// Columns are brought to one length first, so that the factorization does not lose a small column
    /// beside a large one.
    pub(crate) fn solve(design: &DMatrix<f64>, response: &[f64]) -> Option<Self> {
        let (n, terms) = design.shape();
        let scales: Vec<f64> = (0..terms).map(|j| design.column(j).norm()).collect();
        if n < terms || scales.iter().any(|scale| *scale <= 0.0) {
            return None;
        }
        let scaled = DMatrix::from_fn(n, terms, |i, j| design[(i, j)] / scales[j]);
        let response = DVector::from_column_slice(response);
        let (q, r) = scaled.qr().unpack();
        // A diagonal this small beside columns of length one means that they are the same column.
        if (0..terms).any(|j| r[(j, j)].abs() < 1e-13) {
            return None;
        }
        let inverse = r.try_inverse()?;
        let projected = q.transpose() * &response;
        let solution = &inverse * &projected;
        let residuals = &response - &q * projected;
        let precision = &inverse * inverse.transpose();
        Some(Self {
            coefficients: (0..terms).map(|j| solution[j] / scales[j]).collect(),
            residuals: residuals.iter().copied().collect(),
            leverages: (0..n).map(|i| q.row(i).norm_squared()).collect(),
            precision: DMatrix::from_fn(terms, terms, |i, j| {
                precision[(i, j)] / (scales[i] * scales[j])
            }),
        })
    }

    pub(crate) fn residual_sum(&self) -> f64 {
        self.residuals.iter().map(|e| e * e).sum()
    }

    /// Standard error about the fit; absent where no degree of freedom is left.
    pub(crate) fn residual_error(&self) -> Option<f64> {
        let free = self.residuals.len().checked_sub(self.coefficients.len())?;
        (free > 0).then(|| (self.residual_sum() / free as f64).sqrt())
    }

    /// Residuals of points left out one by one, eᵢ/(1 − hᵢ); absent where a point alone fixes a term.
    pub(crate) fn left_out(&self) -> Option<Vec<f64>> {
        let determined = self.residuals.len() > self.coefficients.len()
            && self.leverages.iter().all(|leverage| *leverage < FIXED);
        let pairs = self.residuals.iter().zip(&self.leverages);
        determined.then(|| pairs.map(|(e, leverage)| e / (1.0 - leverage)).collect())
    }

    /// Variance of a linear combination of the coefficients, in units of the squared standard error.
    pub(crate) fn leverage_of(&self, row: &[f64]) -> f64 {
        leverage(&self.precision, row)
    }
}

/// rowᵀ · precision · row, not below zero.
pub(crate) fn leverage(precision: &DMatrix<f64>, row: &[f64]) -> f64 {
    let row = DVector::from_column_slice(row);
    (row.transpose() * precision * row)[(0, 0)].max(0.0)
}

/// Corrected Akaike criterion of n residuals: n·ln(RSS/n) + 2k + 2k(k + 1)/(n − k − 1).
///
/// k counts the fitted terms **and the variance**, as the derivation for normal regression asks (Hurvich
/// and Tsai, Biometrika 1989, 76, 297). Absent where there are too few points for it.
pub(crate) fn aicc(residual_sum: f64, n: usize, terms: usize) -> Option<f64> {
    let parameters = (terms + 1) as f64;
    let spare = n as f64 - parameters - 1.0;
    let mean = (residual_sum / n as f64).max(ROUNDING * ROUNDING);
    (spare > 0.0).then(|| {
        n as f64 * mean.ln() + 2.0 * parameters + 2.0 * parameters * (parameters + 1.0) / spare
    })
}

/// Average relative deviation of x, Σ|exp(−e) − 1|/n for residuals e = ln x − ln x(fit).
pub(crate) fn average_relative_deviation(residuals: &[f64]) -> f64 {
    let sum: f64 = residuals.iter().map(|e| (-e).exp_m1().abs()).sum();
    sum / residuals.len() as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_found_and_its_errors_are_those_of_the_textbook() {
        // y = 1, 2, 4 over x = 0, 1, 2: slope 1.5, intercept 5/6, residual sum 1/6.
        let design = DMatrix::from_row_slice(3, 2, &[1.0, 0.0, 1.0, 1.0, 1.0, 2.0]);
        let solved = LeastSquares::solve(&design, &[1.0, 2.0, 4.0]).unwrap();
        assert!((solved.coefficients[0] - 5.0 / 6.0).abs() < 1e-12);
        assert!((solved.coefficients[1] - 1.5).abs() < 1e-12);
        assert!((solved.residual_sum() - 1.0 / 6.0).abs() < 1e-12);
        // Variance of the slope is s²/Σ(x − mean)² = s²/2.
        assert!((solved.leverage_of(&[0.0, 1.0]) - 0.5).abs() < 1e-12);
    }

    #[test]
    fn a_repeated_column_is_refused() {
        let design = DMatrix::from_row_slice(3, 2, &[1.0, 2.0, 1.0, 2.0, 1.0, 2.0]);
        assert_eq!(LeastSquares::solve(&design, &[1.0, 2.0, 4.0]), None);
    }

    #[test]
    fn the_criterion_counts_the_variance() {
        // n = 10, RSS = 10, two terms: 0 + 6 + 24/6 = 10.
        assert!((aicc(10.0, 10, 2).unwrap() - 10.0).abs() < 1e-12);
        assert_eq!(aicc(1.0, 4, 2), None);
    }
}
