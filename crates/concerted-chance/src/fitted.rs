//! The log-normal distribution, given by what people state: median and geometric standard deviation, or two quantiles.

use libm::{exp, expm1, log};

use crate::distribution::{require, require_order};
use crate::special::{normal_cdf, normal_quantile};
use crate::{Distribution, DistributionError};

/// Log-normal distribution: ln X is normal with mean μ and standard deviation σ.
///
/// Mean exp(μ + σ²/2), variance (exp(σ²) − 1)·mean².
///
/// ```
/// use concerted_chance::{Distribution, LogNormal};
///
/// let law = LogNormal::by_p10_p90(2.0, 8.0).unwrap();
/// assert!((law.quantile(0.5) - 4.0).abs() < 1e-12);
/// assert!((law.quantile(0.9) - 8.0).abs() < 1e-12);
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LogNormal {
    mu: f64,
    sigma: f64,
}

impl LogNormal {
    /// By median and geometric standard deviation: μ = ln median, σ = ln gsd.
    ///
    /// # Errors
    /// Unless the median is above 0, the geometric standard deviation above 1, and both are finite.
    pub fn by_median_gsd(median: f64, gsd: f64) -> Result<Self, DistributionError> {
        let median = require(median > 0.0, ("log-normal", "median"), "above 0", median)?;
        let gsd = require(gsd > 1.0, ("log-normal", "geometric sd"), "above 1", gsd)?;
        Ok(Self {
            mu: log(median),
            sigma: log(gsd),
        })
    }

    /// By the values that are undercut with 10 % and 90 % probability: μ = (ln p10 + ln p90)/2,
    /// σ = (ln p90 − ln p10)/(2·1.2816).
    ///
    /// # Errors
    /// Unless 0 < p10 < p90 and both are finite.
    pub fn by_p10_p90(p10: f64, p90: f64) -> Result<Self, DistributionError> {
        require(p10 > 0.0, ("log-normal", "p10"), "above 0", p10)?;
        require_order("log-normal", ("p10", p10), ("p90", p90))?;
        require(p90 > p10, ("log-normal", "p90"), "above p10", p90)?;
        Ok(Self {
            mu: 0.5 * (log(p10) + log(p90)),
            sigma: (log(p90) - log(p10)) / (2.0 * normal_quantile(0.9)),
        })
    }
}

impl Distribution for LogNormal {
    fn quantile(&self, u: f64) -> f64 {
        exp(self.mu + self.sigma * normal_quantile(u))
    }
    fn cdf(&self, x: f64) -> f64 {
        if x <= 0.0 {
            0.0
        } else {
            normal_cdf((log(x) - self.mu) / self.sigma)
        }
    }
    fn mean(&self) -> f64 {
        exp(self.mu + 0.5 * self.sigma * self.sigma)
    }
    fn variance(&self) -> f64 {
        expm1(self.sigma * self.sigma) * self.mean() * self.mean()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::distribution::tests::check_continuous;

    #[test]
    fn laws_hold() {
        check_continuous(&LogNormal::by_median_gsd(3.0, 1.5).unwrap());
        check_continuous(&LogNormal::by_p10_p90(5.0, 11.0).unwrap());
    }

    #[test]
    fn constructors_meet_what_was_stated() {
        let law = LogNormal::by_median_gsd(3.0, 2.0).unwrap();
        assert!((law.quantile(0.5) - 3.0).abs() < 1e-12);
        assert!((law.quantile(normal_cdf(1.0)) - 6.0).abs() < 1e-9);
        let law = LogNormal::by_p10_p90(1.5, 20.0).unwrap();
        assert!((law.cdf(1.5) - 0.1).abs() < 1e-12 && (law.cdf(20.0) - 0.9).abs() < 1e-12);
    }

    #[test]
    fn bad_parameters_are_refused() {
        assert!(LogNormal::by_median_gsd(0.0, 2.0).is_err());
        assert!(LogNormal::by_median_gsd(1.0, 1.0).is_err());
        assert!(LogNormal::by_p10_p90(-1.0, 2.0).is_err());
        assert!(LogNormal::by_p10_p90(2.0, 2.0).is_err());
        assert!(LogNormal::by_p10_p90(2.0, f64::INFINITY).is_err());
    }
}
