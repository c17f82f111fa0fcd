//! Continuous distributions with one or two parameters: uniform, exponential, normal, gamma.

use libm::{expm1, log1p};

use crate::distribution::{require, require_order};
use crate::special::{normal_cdf, normal_quantile, regularized_gamma, regularized_gamma_inverse};
use crate::{Distribution, DistributionError};

/// Uniform distribution on [low, high]: mean (a + b)/2, variance (b − a)²/12.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Uniform {
    low: f64,
    high: f64,
}

impl Uniform {
    /// # Errors
    /// Unless low ≤ high and both are finite.
    pub fn new(low: f64, high: f64) -> Result<Self, DistributionError> {
        require_order("uniform", ("low", low), ("high", high))?;
        require(
            (high - low).is_finite(),
            ("uniform", "high"),
            "within range of low",
            high,
        )?;
        Ok(Self { low, high })
    }
}

impl Distribution for Uniform {
    fn quantile(&self, u: f64) -> f64 {
        (self.low + u * (self.high - self.low)).clamp(self.low, self.high)
    }
    fn cdf(&self, x: f64) -> f64 {
        if x >= self.high {
            1.0
        } else if x <= self.low {
            0.0
        } else {
            (x - self.low) / (self.high - self.low)
        }
    }
    fn mean(&self) -> f64 {
        self.low + (self.high - self.low) / 2.0
    }
    fn variance(&self) -> f64 {
        (self.high - self.low) * (self.high - self.low) / 12.0
    }
}

/// Exponential distribution with a mean μ: F(x) = 1 − exp(−x/μ), variance μ².
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Exponential {
    mean: f64,
}

impl Exponential {
    /// # Errors
    /// Unless the mean is finite and above 0.
    pub fn new(mean: f64) -> Result<Self, DistributionError> {
        let mean = require(mean > 0.0, ("exponential", "mean"), "above 0", mean)?;
        Ok(Self { mean })
    }
}

impl Distribution for Exponential {
    fn quantile(&self, u: f64) -> f64 {
        -self.mean * log1p(-u)
    }
    fn cdf(&self, x: f64) -> f64 {
        if x <= 0.0 {
            0.0
        } else {
            -expm1(-x / self.mean)
        }
    }
    fn mean(&self) -> f64 {
        self.mean
    }
    fn variance(&self) -> f64 {
        self.mean * self.mean
    }
}

/// Normal distribution with mean and standard deviation.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Normal {
    mean: f64,
    sd: f64,
}

impl Normal {
    /// # Errors
    /// Unless the mean is finite and the standard deviation is finite and above 0.
    pub fn new(mean: f64, sd: f64) -> Result<Self, DistributionError> {
        let mean = require(true, ("normal", "mean"), "finite", mean)?;
        let sd = require(sd > 0.0, ("normal", "sd"), "above 0", sd)?;
        Ok(Self { mean, sd })
    }
}

impl Distribution for Normal {
    fn quantile(&self, u: f64) -> f64 {
        self.mean + self.sd * normal_quantile(u)
    }
    fn cdf(&self, x: f64) -> f64 {
        normal_cdf((x - self.mean) / self.sd)
    }
    fn mean(&self) -> f64 {
        self.mean
    }
    fn variance(&self) -> f64 {
        self.sd * self.sd
    }
}

/// Gamma distribution with shape k and scale θ: mean kθ, variance kθ².
///
/// ```
/// use concerted_chance::{Distribution, Gamma};
///
/// let rate = Gamma::by_mean_sd(4.0, 2.0).unwrap();
/// assert!((rate.mean() - 4.0).abs() < 1e-12 && (rate.variance() - 4.0).abs() < 1e-12);
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Gamma {
    shape: f64,
    scale: f64,
}

impl Gamma {
    /// # Errors
    /// Unless 0.01 ≤ shape ≤ 10⁸ and the scale is finite and above 0. Below that shape, quantiles underflow.
    pub fn new(shape: f64, scale: f64) -> Result<Self, DistributionError> {
        let within = (0.01..=1e8).contains(&shape);
        let shape = require(within, ("gamma", "shape"), "between 0.01 and 1e8", shape)?;
        let scale = require(scale > 0.0, ("gamma", "scale"), "above 0", scale)?;
        Ok(Self { shape, scale })
    }

    /// By mean and standard deviation: k = (mean/sd)², θ = sd²/mean.
    ///
    /// # Errors
    /// Unless both are finite and above 0 and the shape they make is between 0.01 and 10⁸.
    pub fn by_mean_sd(mean: f64, sd: f64) -> Result<Self, DistributionError> {
        require(mean > 0.0, ("gamma", "mean"), "above 0", mean)?;
        require(sd > 0.0, ("gamma", "sd"), "above 0", sd)?;
        Self::new((mean / sd) * (mean / sd), sd * sd / mean)
    }
}

impl Distribution for Gamma {
    fn quantile(&self, u: f64) -> f64 {
        self.scale * regularized_gamma_inverse(self.shape, u)
    }
    fn cdf(&self, x: f64) -> f64 {
        regularized_gamma(self.shape, x / self.scale)
    }
    fn mean(&self) -> f64 {
        self.shape * self.scale
    }
    fn variance(&self) -> f64 {
        self.shape * self.scale * self.scale
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Address;
    use crate::distribution::tests::check_continuous;
    use libm::sqrt;

    #[test]
    fn laws_hold() {
        check_continuous(&Uniform::new(-2.0, 5.0).unwrap());
        check_continuous(&Exponential::new(0.3).unwrap());
        check_continuous(&Normal::new(-4.0, 2.5).unwrap());
        for shape in [0.4, 1.0, 2.5, 40.0] {
            check_continuous(&Gamma::new(shape, 3.0).unwrap());
        }
    }

    /// The maximum of two independent exponentials of mean 1 has mean 1 + ½ (harmonic number H₂).
    #[test]
    fn maximum_of_two_exponentials() {
        let law = Exponential::new(1.0).unwrap();
        let (a, b) = (Address::new(9, "x", "a"), Address::new(9, "x", "b"));
        let n = 100_000_u64;
        let sum: f64 = (0..n)
            .map(|i| {
                law.quantile(a.uniform(i, 0))
                    .max(law.quantile(b.uniform(i, 0)))
            })
            .sum();
        // Variance of the maximum is 1 + ¼; five standard errors.
        assert!((sum / n as f64 - 1.5).abs() < 5.0 * sqrt(1.25 / n as f64));
    }

    #[test]
    fn bad_parameters_are_refused() {
        assert!(Uniform::new(2.0, 1.0).is_err());
        assert!(Exponential::new(0.0).is_err());
        assert!(Exponential::new(f64::NAN).is_err());
        assert!(Normal::new(f64::INFINITY, 1.0).is_err());
        assert!(Normal::new(0.0, 0.0).is_err());
        assert!(Gamma::new(0.0, 1.0).is_err());
        assert!(Gamma::by_mean_sd(1.0, -1.0).is_err());
    }

    #[test]
    fn antithetic_values_mirror() {
        let law = Normal::new(10.0, 2.0).unwrap();
        for u in [0.01, 0.2, 0.37] {
            assert!((law.quantile(u) + law.quantile(1.0 - u) - 20.0).abs() < 1e-9);
        }
    }
}
