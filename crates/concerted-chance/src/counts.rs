//! Distributions on counts and on lists of values: Poisson, Poisson–gamma, Bernoulli, discrete.

use libm::{ceil, floor, sqrt};

use crate::distribution::require;
use crate::special::{normal_quantile, regularized_beta, regularized_gamma};
use crate::{Distribution, DistributionError};

/// Poisson distribution: counts with mean and variance λ. F(k) = Q(k + 1, λ), the upper incomplete gamma function.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Poisson {
    mean: f64,
}

impl Poisson {
    /// # Errors
    /// Unless 0 ≤ mean ≤ 10⁸.
    pub fn new(mean: f64) -> Result<Self, DistributionError> {
        let within = (0.0..=1e8).contains(&mean);
        let mean = require(within, ("Poisson", "mean"), "between 0 and 1e8", mean)?;
        Ok(Self { mean })
    }
}

impl Distribution for Poisson {
    fn quantile(&self, u: f64) -> f64 {
        count_quantile(u, self.mean, self.mean, |k| self.cdf(k))
    }
    fn cdf(&self, x: f64) -> f64 {
        if x < 0.0 {
            0.0
        } else {
            1.0 - regularized_gamma(floor(x) + 1.0, self.mean)
        }
    }
    fn mean(&self) -> f64 {
        self.mean
    }
    fn variance(&self) -> f64 {
        self.mean
    }
}

/// Poisson–gamma distribution (negative binomial): counts whose rate itself varies as a gamma distribution.
///
/// With mean m and shape r: variance m + m²/r, F(k) = I_p(r, k + 1) with p = r/(r + m). Recruitment over sites whose
/// rates differ is the usual case. As r grows it becomes [`Poisson`].
///
/// ```
/// use concerted_chance::{Distribution, PoissonGamma};
///
/// let patients = PoissonGamma::new(10.0, 2.0).unwrap();
/// assert!((patients.variance() - 60.0).abs() < 1e-12);
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PoissonGamma {
    mean: f64,
    shape: f64,
}

impl PoissonGamma {
    /// # Errors
    /// Unless 0 ≤ mean ≤ 10⁸ and 0.001 ≤ shape ≤ 10⁸.
    pub fn new(mean: f64, shape: f64) -> Result<Self, DistributionError> {
        let within = (0.0..=1e8).contains(&mean);
        let mean = require(within, ("Poisson-gamma", "mean"), "between 0 and 1e8", mean)?;
        let within = (1e-3..=1e8).contains(&shape);
        let shape = require(
            within,
            ("Poisson-gamma", "shape"),
            "between 0.001 and 1e8",
            shape,
        )?;
        Ok(Self { mean, shape })
    }
}

impl Distribution for PoissonGamma {
    fn quantile(&self, u: f64) -> f64 {
        count_quantile(u, self.mean, self.variance(), |k| self.cdf(k))
    }
    fn cdf(&self, x: f64) -> f64 {
        if x < 0.0 {
            return 0.0;
        }
        regularized_beta(
            self.shape,
            floor(x) + 1.0,
            self.shape / (self.shape + self.mean),
        )
    }
    fn mean(&self) -> f64 {
        self.mean
    }
    fn variance(&self) -> f64 {
        self.mean + self.mean * self.mean / self.shape
    }
}

/// The smallest count k with cdf(k) ≥ u: starts at the normal approximation, doubles the step until the answer is
/// bracketed, then halves.
fn count_quantile(u: f64, mean: f64, variance: f64, cdf: impl Fn(f64) -> f64) -> f64 {
    if cdf(0.0) >= u {
        return 0.0;
    }
    let guess = ceil(mean + sqrt(variance) * normal_quantile(u)).clamp(0.0, 1e15);
    let (mut below, mut above, mut step) = (0.0, guess, 1.0);
    if cdf(guess) < u {
        below = guess;
        above = guess + step;
        // The distribution function may round to a value just under a u close to 1; the bound ends the search.
        while cdf(above) < u && above < 1e15 {
            below = above;
            step *= 2.0;
            above += step;
        }
    } else {
        while guess - step > 0.0 && cdf(guess - step) >= u {
            above = guess - step;
            step *= 2.0;
        }
        below = f64::max(below, guess - step);
    }
    while above - below > 1.0 {
        let middle = floor(0.5 * (below + above));
        if cdf(middle) >= u {
            above = middle;
        } else {
            below = middle;
        }
    }
    above
}

/// Bernoulli distribution: 1 with probability p, otherwise 0. High draws succeed (u > 1 − p), so it increases in u.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bernoulli {
    probability: f64,
}

impl Bernoulli {
    /// # Errors
    /// Unless 0 ≤ probability ≤ 1.
    pub fn new(probability: f64) -> Result<Self, DistributionError> {
        let within = (0.0..=1.0).contains(&probability);
        let probability = require(
            within,
            ("Bernoulli", "probability"),
            "between 0 and 1",
            probability,
        )?;
        Ok(Self { probability })
    }

    /// Whether the uniform draw u means success.
    pub fn succeeds(&self, u: f64) -> bool {
        u > 1.0 - self.probability
    }
}

impl Distribution for Bernoulli {
    fn quantile(&self, u: f64) -> f64 {
        f64::from(u8::from(self.succeeds(u)))
    }
    fn cdf(&self, x: f64) -> f64 {
        if x < 0.0 {
            0.0
        } else if x < 1.0 {
            1.0 - self.probability
        } else {
            1.0
        }
    }
    fn mean(&self) -> f64 {
        self.probability
    }
    fn variance(&self) -> f64 {
        self.probability * (1.0 - self.probability)
    }
}

/// A finite list of values with weights (normalized on construction; equal values are merged).
///
/// ```
/// use concerted_chance::{Discrete, Distribution};
///
/// let lots = Discrete::new(&[(1.0, 3.0), (2.0, 1.0)]).unwrap();
/// assert_eq!((lots.quantile(0.7), lots.quantile(0.8), lots.mean()), (1.0, 2.0, 1.25));
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Discrete {
    /// Value and probability of it or less, ascending.
    steps: Vec<(f64, f64)>,
}

impl Discrete {
    /// From pairs of value and weight.
    ///
    /// # Errors
    /// If a value is not finite, a weight is negative or not finite, or no weight is above 0.
    pub fn new(weighted: &[(f64, f64)]) -> Result<Self, DistributionError> {
        for (value, weight) in weighted {
            require(true, ("discrete", "value"), "finite", *value)?;
            require(
                *weight >= 0.0,
                ("discrete", "weight"),
                "0 or above",
                *weight,
            )?;
        }
        let mut kept: Vec<(f64, f64)> =
            weighted.iter().copied().filter(|(_, w)| *w > 0.0).collect();
        let total: f64 = kept.iter().map(|(_, w)| w).sum();
        if kept.is_empty() {
            return Err(DistributionError::NoWeight);
        }
        require(true, ("discrete", "sum of weights"), "finite", total)?;
        kept.sort_by(|a, b| a.0.total_cmp(&b.0));
        let mut steps: Vec<(f64, f64)> = Vec::with_capacity(kept.len());
        let mut cumulative = 0.0;
        for (value, weight) in kept {
            cumulative += weight;
            match steps.last_mut() {
                // Equal values, with −0 and 0 taken as one.
                Some(last) if last.0 >= value => last.1 = cumulative / total,
                _ => steps.push((value, cumulative / total)),
            }
        }
        // Rounding must not leave the last value short of certainty.
        if let Some(last) = steps.last_mut() {
            last.1 = 1.0;
        }
        Ok(Self { steps })
    }

    fn expectation(&self, of: impl Fn(f64) -> f64) -> f64 {
        let mut before = 0.0;
        let mut sum = 0.0;
        for (value, cumulative) in &self.steps {
            sum += of(*value) * (cumulative - before);
            before = *cumulative;
        }
        sum
    }
}

impl Distribution for Discrete {
    fn quantile(&self, u: f64) -> f64 {
        let index = self
            .steps
            .partition_point(|(_, cumulative)| *cumulative < u);
        self.steps[index.min(self.steps.len() - 1)].0
    }
    fn cdf(&self, x: f64) -> f64 {
        let index = self.steps.partition_point(|(value, _)| *value <= x);
        if index == 0 {
            0.0
        } else {
            self.steps[index - 1].1
        }
    }
    fn mean(&self) -> f64 {
        self.expectation(|value| value)
    }
    fn variance(&self) -> f64 {
        let mean = self.mean();
        self.expectation(|value| (value - mean) * (value - mean))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::distribution::tests::{check_counts, check_moments};
    use proptest::prelude::*;

    #[test]
    fn laws_hold() {
        for mean in [0.1, 1.0, 7.5, 300.0] {
            check_counts(&Poisson::new(mean).unwrap());
        }
        for (mean, shape) in [(0.5, 1.0), (10.0, 2.0), (40.0, 0.3), (25.0, 80.0)] {
            check_counts(&PoissonGamma::new(mean, shape).unwrap());
        }
        check_moments(&Bernoulli::new(0.2).unwrap());
        check_moments(&Discrete::new(&[(5.0, 1.0), (-1.0, 2.0), (3.0, 1.0)]).unwrap());
    }

    /// P(X = 0) = exp(−λ) and (r/(r + m))ʳ; the geometric law is the Poisson–gamma law of shape 1.
    #[test]
    fn closed_forms() {
        assert!((Poisson::new(2.0).unwrap().cdf(0.0) - libm::exp(-2.0)).abs() < 1e-14);
        let law = PoissonGamma::new(3.0, 2.0).unwrap();
        assert!((law.cdf(0.0) - 0.16).abs() < 1e-14);
        let geometric = PoissonGamma::new(4.0, 1.0).unwrap();
        for k in 0..20 {
            let exact = 1.0 - libm::pow(0.8, f64::from(k) + 1.0);
            assert!((geometric.cdf(f64::from(k)) - exact).abs() < 1e-13);
        }
    }

    #[test]
    fn large_shape_is_poisson() {
        let (a, b) = (
            PoissonGamma::new(9.0, 1e7).unwrap(),
            Poisson::new(9.0).unwrap(),
        );
        for k in 0..25 {
            assert!((a.cdf(f64::from(k)) - b.cdf(f64::from(k))).abs() < 1e-6);
        }
    }

    #[test]
    fn edges() {
        assert_eq!(Poisson::new(0.0).unwrap().quantile(0.999), 0.0);
        assert_eq!(Bernoulli::new(0.0).unwrap().quantile(1.0 - 1e-16), 0.0);
        assert_eq!(Bernoulli::new(1.0).unwrap().quantile(1e-16), 1.0);
        assert_eq!(
            Discrete::new(&[(2.0, 1.0), (2.0, 1.0)]).unwrap().variance(),
            0.0
        );
        assert!(Poisson::new(1e8).unwrap().quantile(1.0 - 1e-16) > 1e8);
        assert!(
            PoissonGamma::new(1e3, 1e-3)
                .unwrap()
                .quantile(1.0 - 1e-15)
                .is_finite()
        );
    }

    #[test]
    fn bad_parameters_are_refused() {
        assert!(Poisson::new(-1.0).is_err());
        assert!(Poisson::new(f64::NAN).is_err());
        assert!(PoissonGamma::new(1.0, 0.0).is_err());
        assert!(Bernoulli::new(1.1).is_err());
        assert_eq!(Discrete::new(&[]).unwrap_err(), DistributionError::NoWeight);
        assert_eq!(
            Discrete::new(&[(1.0, 0.0)]).unwrap_err(),
            DistributionError::NoWeight
        );
        assert!(Discrete::new(&[(1.0, -1.0)]).is_err());
        assert!(Discrete::new(&[(f64::NAN, 1.0)]).is_err());
    }

    proptest! {
        #[test]
        fn discrete_quantile_is_the_smallest_value_reaching_u(
            weighted in prop::collection::vec((-9_i8..9, 0.01_f64..3.0), 1..12), u in 0.001_f64..0.999
        ) {
            let weighted: Vec<(f64, f64)> = weighted.iter().map(|(v, w)| (f64::from(*v), *w)).collect();
            let law = Discrete::new(&weighted).unwrap();
            let x = law.quantile(u);
            prop_assert!(law.cdf(x) >= u);
            prop_assert!(law.cdf(x - 0.5) < u);
        }
    }
}
