//! Distributions given by three points, the way experts give durations: triangular and PERT.

use libm::sqrt;

use crate::distribution::{require, require_order};
use crate::special::{beta_inverse_from, ln_beta, regularized_beta};
use crate::{Distribution, DistributionError};

/// Triangular distribution on [low, high] with its peak at the mode.
///
/// Mean (a + m + b)/3, variance (a² + m² + b² − am − ab − mb)/18 with a = low, m = mode, b = high. Where low = high it is
/// the certain value.
///
/// ```
/// use concerted_chance::{Distribution, Triangular};
///
/// let law = Triangular::new(0.0, 0.0, 4.0).unwrap();
/// assert!((law.quantile(0.75) - 2.0).abs() < 1e-12);
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Triangular {
    low: f64,
    mode: f64,
    high: f64,
}

impl Triangular {
    /// # Errors
    /// Unless low ≤ mode ≤ high and all are finite.
    pub fn new(low: f64, mode: f64, high: f64) -> Result<Self, DistributionError> {
        require_order("triangular", ("low", low), ("mode", mode))?;
        require_order("triangular", ("mode", mode), ("high", high))?;
        require(
            (high - low).is_finite(),
            ("triangular", "high"),
            "within range of low",
            high,
        )?;
        Ok(Self { low, mode, high })
    }

    /// The three points: low, mode, high.
    pub fn points(&self) -> (f64, f64, f64) {
        (self.low, self.mode, self.high)
    }
}

impl Distribution for Triangular {
    fn quantile(&self, u: f64) -> f64 {
        let range = self.high - self.low;
        if range <= 0.0 {
            return self.low;
        }
        let left = self.mode - self.low;
        let value = if u * range < left {
            self.low + sqrt(u * range * left)
        } else {
            self.high - sqrt((1.0 - u) * range * (self.high - self.mode))
        };
        value.clamp(self.low, self.high)
    }

    fn cdf(&self, x: f64) -> f64 {
        if x >= self.high {
            return 1.0;
        }
        if x <= self.low {
            return 0.0;
        }
        let range = self.high - self.low;
        if x < self.mode {
            (x - self.low) * (x - self.low) / (range * (self.mode - self.low))
        } else {
            1.0 - (self.high - x) * (self.high - x) / (range * (self.high - self.mode))
        }
    }

    fn mean(&self) -> f64 {
        (self.low + self.mode + self.high) / 3.0
    }

    fn variance(&self) -> f64 {
        // Differences first: the textbook form cancels when the points are large and close together.
        let (p, q) = (self.mode - self.low, self.high - self.mode);
        (p * p + p * q + q * q) / 18.0
    }
}

/// PERT distribution: a beta distribution on [low, high] whose peak is at the mode, with weight λ on the mode (4 unless
/// told otherwise; Vose's modified PERT leaves it open).
///
/// α = 1 + λ(m − a)/(b − a), β = 1 + λ(b − m)/(b − a); mean (a + λm + b)/(λ + 2); variance
/// (mean − a)(b − mean)/(λ + 3). Sampled by the inverse incomplete beta function, one uniform draw per value (a sampler
/// by rejection would consume a varying number and break common random numbers). Where low = high it is the certain value.
///
/// ```
/// use concerted_chance::{Distribution, Pert};
///
/// let law = Pert::new(2.0, 3.0, 10.0).unwrap();
/// assert!((law.mean() - 4.0).abs() < 1e-12);
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Pert {
    low: f64,
    mode: f64,
    high: f64,
    weight: f64,
    alpha: f64,
    beta: f64,
}

impl Pert {
    /// Weight of the mode.
    const LAMBDA: f64 = 4.0;

    /// With the customary weight 4 on the mode.
    ///
    /// # Errors
    /// Unless low ≤ mode ≤ high and all are finite.
    pub fn new(low: f64, mode: f64, high: f64) -> Result<Self, DistributionError> {
        Self::weighted((low, mode, high), Self::LAMBDA)
    }

    /// Modified PERT: any weight λ on the mode. At 0 every value in [low, high] is as likely as another; above 4 the
    /// values crowd around the mode.
    ///
    /// # Errors
    /// Unless low ≤ mode ≤ high, all are finite, and 0 ≤ λ ≤ 1,000 (beyond, the law is the mode for all that matters).
    ///
    /// ```
    /// use concerted_chance::{Distribution, Pert};
    ///
    /// let flat = Pert::weighted((0.0, 1.0, 12.0), 0.0).unwrap();
    /// assert!((flat.mean() - 6.0).abs() < 1e-12 && (flat.variance() - 12.0).abs() < 1e-12);
    /// ```
    pub fn weighted(
        (low, mode, high): (f64, f64, f64),
        weight: f64,
    ) -> Result<Self, DistributionError> {
        require_order("PERT", ("low", low), ("mode", mode))?;
        require_order("PERT", ("mode", mode), ("high", high))?;
        require(
            (high - low).is_finite(),
            ("PERT", "high"),
            "within range of low",
            high,
        )?;
        require(
            (0.0..=1_000.0).contains(&weight),
            ("PERT", "weight"),
            "between 0 and 1000",
            weight,
        )?;
        let range = high - low;
        let peak = if range > 0.0 {
            (mode - low) / range
        } else {
            0.5
        };
        Ok(Self {
            low,
            mode,
            high,
            weight,
            alpha: 1.0 + weight * peak,
            beta: 1.0 + weight * (1.0 - peak),
        })
    }

    /// The three points: low, mode, high.
    pub fn points(&self) -> (f64, f64, f64) {
        (self.low, self.mode, self.high)
    }

    /// The density f(x) on [low, high], 0 outside.
    pub fn density(&self, x: f64) -> f64 {
        let range = self.high - self.low;
        let t = (x - self.low) / range;
        if !(t > 0.0 && t < 1.0) {
            return 0.0;
        }
        libm::exp(
            (self.alpha - 1.0) * libm::log(t) + (self.beta - 1.0) * libm::log1p(-t)
                - ln_beta(self.alpha, self.beta),
        ) / range
    }
}

impl Distribution for Pert {
    fn quantile(&self, u: f64) -> f64 {
        self.quantile_near(u, self.mean())
    }

    fn quantile_near(&self, u: f64, guess: f64) -> f64 {
        let range = self.high - self.low;
        if range <= 0.0 {
            return self.low;
        }
        let t = beta_inverse_from(self.alpha, self.beta, u, (guess - self.low) / range);
        (self.low + range * t).clamp(self.low, self.high)
    }

    fn cdf(&self, x: f64) -> f64 {
        if x >= self.high {
            return 1.0;
        }
        if x <= self.low {
            return 0.0;
        }
        regularized_beta(
            self.alpha,
            self.beta,
            (x - self.low) / (self.high - self.low),
        )
    }

    fn mean(&self) -> f64 {
        (self.low + self.weight * self.mode + self.high) / (self.weight + 2.0)
    }

    fn variance(&self) -> f64 {
        let mean = self.mean();
        (mean - self.low) * (self.high - mean) / (self.weight + 3.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::distribution::tests::check_continuous;
    use proptest::prelude::*;

    #[test]
    fn triangular_laws() {
        for (low, mode, high) in [
            (0.0, 1.0, 2.0),
            (0.0, 0.0, 1.0),
            (5.0, 9.0, 9.0),
            (-3.0, 1.0, 40.0),
        ] {
            check_continuous(&Triangular::new(low, mode, high).unwrap());
        }
    }

    #[test]
    fn modified_pert_laws() {
        for weight in [0.5, 2.0, 10.0] {
            check_continuous(&Pert::weighted((2.0, 4.0, 12.0), weight).unwrap());
        }
        // Without weight it is uniform; Vose's mean (a + γm + b)/(γ + 2).
        let flat = Pert::weighted((2.0, 4.0, 12.0), 0.0).unwrap();
        assert!((flat.quantile(0.3) - 5.0).abs() < 1e-9);
        let vose = Pert::weighted((2.0, 4.0, 12.0), 2.0).unwrap();
        assert!((vose.mean() - 5.5).abs() < 1e-12);
        assert!(Pert::weighted((2.0, 4.0, 12.0), f64::NAN).is_err());
        assert!(Pert::weighted((2.0, 4.0, 12.0), -1.0).is_err());
    }

    #[test]
    fn pert_laws() {
        for (low, mode, high) in [
            (0.0, 1.0, 2.0),
            (0.0, 0.0, 1.0),
            (5.0, 9.0, 9.0),
            (-3.0, 1.0, 40.0),
        ] {
            check_continuous(&Pert::new(low, mode, high).unwrap());
        }
    }

    #[test]
    fn equal_points_are_certain() {
        let (t, p) = (
            Triangular::new(3.0, 3.0, 3.0).unwrap(),
            Pert::new(3.0, 3.0, 3.0).unwrap(),
        );
        assert_eq!(
            (
                t.quantile(0.2),
                t.mean(),
                t.variance(),
                t.cdf(3.0),
                t.cdf(2.9)
            ),
            (3.0, 3.0, 0.0, 1.0, 0.0)
        );
        assert_eq!(
            (
                p.quantile(0.2),
                p.mean(),
                p.variance(),
                p.cdf(3.0),
                p.cdf(2.9)
            ),
            (3.0, 3.0, 0.0, 1.0, 0.0)
        );
    }

    #[test]
    fn bad_points_are_refused() {
        for (low, mode, high) in [
            (2.0, 1.0, 3.0),
            (0.0, 4.0, 3.0),
            (f64::NAN, 1.0, 2.0),
            (0.0, 1.0, f64::INFINITY),
        ] {
            assert!(Triangular::new(low, mode, high).is_err());
            assert!(Pert::new(low, mode, high).is_err());
        }
        assert!(Triangular::new(-1.7e308, 0.0, 1.7e308).is_err());
    }

    #[test]
    fn density_integrates_to_one() {
        let law = Pert::new(1.0, 4.0, 6.0).unwrap();
        let n = 20_000;
        let sum: f64 = (0..n)
            .map(|i| law.density(1.0 + 5.0 * (f64::from(i) + 0.5) / f64::from(n)))
            .sum();
        assert!((sum * 5.0 / f64::from(n) - 1.0).abs() < 1e-7);
        assert_eq!(law.density(0.5), 0.0);
    }

    proptest! {
        #[test]
        fn quantile_increases_inside_the_points(low in -50.0_f64..50.0, a in 0.0_f64..30.0, b in 0.0_f64..30.0, u in 0.001_f64..0.998) {
            let triangular = Triangular::new(low, low + a, low + a + b).unwrap();
            let pert = Pert::new(low, low + a, low + a + b).unwrap();
            for law in [&triangular as &dyn Distribution, &pert] {
                let (x, y) = (law.quantile(u), law.quantile(u + 0.001));
                prop_assert!(low <= x && x <= y && y <= low + a + b);
            }
        }
    }
}
