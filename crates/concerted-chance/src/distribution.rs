//! What every distribution offers, the errors of their constructors, and one type that can hold any of them.

use thiserror::Error;

use crate::{
    Bernoulli, Discrete, Exponential, Gamma, LogNormal, Normal, Pert, Poisson, PoissonGamma,
    Stream, Triangular, Uniform,
};

/// A real-valued random quantity that is sampled through its inverse distribution function.
///
/// One uniform draw per value, increasing in the draw: so common random numbers keep two scenarios in step, 1 − u gives
/// the antithetic value, and a copula can correlate quantities without knowing their distributions.
pub trait Distribution {
    /// The smallest x with F(x) ≥ u, for 0 < u < 1.
    fn quantile(&self, u: f64) -> f64;
    /// The distribution function F(x) = P(X ≤ x).
    fn cdf(&self, x: f64) -> f64;
    /// The expected value, in closed form.
    fn mean(&self) -> f64;
    /// The variance, in closed form.
    fn variance(&self) -> f64;
    /// The quantile, searched from a value nearby where it has to be searched: for tables, whose nodes are neighbors. The
    /// guess changes the speed, and the result at most in its last digits.
    fn quantile_near(&self, u: f64, guess: f64) -> f64 {
        let _ = guess;
        self.quantile(u)
    }
    /// A value by the next uniform draw of the stream.
    fn sample(&self, stream: &mut Stream) -> f64 {
        self.quantile(stream.uniform())
    }
}

/// Why parameters do not make a distribution.
#[derive(Debug, Clone, PartialEq, Error)]
pub enum DistributionError {
    /// A parameter is not finite or outside its range.
    #[error("`{parameter}` of the {distribution} distribution must be {expected}, found {found}")]
    Parameter {
        /// Which distribution.
        distribution: &'static str,
        /// Which parameter.
        parameter: &'static str,
        /// What is allowed.
        expected: &'static str,
        /// What was given.
        found: f64,
    },
    /// Two parameters are in the wrong order.
    #[error(
        "`{lower}` of the {distribution} distribution must not exceed `{upper}`, found {lower_found} and {upper_found}"
    )]
    Order {
        /// Which distribution.
        distribution: &'static str,
        /// The parameter that must be lower.
        lower: &'static str,
        /// The parameter that must be upper.
        upper: &'static str,
        /// The value given for the lower one.
        lower_found: f64,
        /// The value given for the upper one.
        upper_found: f64,
    },
    /// A discrete distribution without values.
    #[error("the discrete distribution needs at least one value with a weight above 0, found none")]
    NoWeight,
}

/// Checks a parameter; the distribution's name, the parameter's name and what is allowed go into the error.
pub(crate) fn require(
    holds: bool,
    (distribution, parameter): (&'static str, &'static str),
    expected: &'static str,
    found: f64,
) -> Result<f64, DistributionError> {
    if holds && found.is_finite() {
        Ok(found)
    } else {
        Err(DistributionError::Parameter {
            distribution,
            parameter,
            expected,
            found,
        })
    }
}

/// Checks that two finite parameters are in order.
pub(crate) fn require_order(
    distribution: &'static str,
    (lower, lower_found): (&'static str, f64),
    (upper, upper_found): (&'static str, f64),
) -> Result<(), DistributionError> {
    require(true, (distribution, lower), "finite", lower_found)?;
    require(true, (distribution, upper), "finite", upper_found)?;
    if lower_found <= upper_found {
        Ok(())
    } else {
        Err(DistributionError::Order {
            distribution,
            lower,
            upper,
            lower_found,
            upper_found,
        })
    }
}

/// Any of the distributions of this crate, for fields that may hold one or another.
///
/// ```
/// use concerted_chance::{Distribution, Law, Triangular, Uniform};
///
/// let laws: Vec<Law> = vec![
///     Law::Constant(3.0),
///     Uniform::new(0.0, 2.0).unwrap().into(),
///     Triangular::new(0.0, 1.0, 5.0).unwrap().into(),
/// ];
/// let total: f64 = laws.iter().map(Distribution::mean).sum();
/// assert!((total - 6.0).abs() < 1e-12);
/// ```
#[derive(Debug, Clone, PartialEq)]
pub enum Law {
    /// A certain value.
    Constant(f64),
    /// See [`Uniform`].
    Uniform(Uniform),
    /// See [`Triangular`].
    Triangular(Triangular),
    /// See [`Pert`].
    Pert(Pert),
    /// See [`Exponential`].
    Exponential(Exponential),
    /// See [`Normal`].
    Normal(Normal),
    /// See [`LogNormal`].
    LogNormal(LogNormal),
    /// See [`Gamma`].
    Gamma(Gamma),
    /// See [`Poisson`].
    Poisson(Poisson),
    /// See [`PoissonGamma`].
    PoissonGamma(PoissonGamma),
    /// See [`Bernoulli`].
    Bernoulli(Bernoulli),
    /// See [`Discrete`].
    Discrete(Discrete),
}

/// A certain value as a distribution.
struct Constant(f64);

impl Distribution for Constant {
    fn quantile(&self, _u: f64) -> f64 {
        self.0
    }
    fn cdf(&self, x: f64) -> f64 {
        if x < self.0 { 0.0 } else { 1.0 }
    }
    fn mean(&self) -> f64 {
        self.0
    }
    fn variance(&self) -> f64 {
        0.0
    }
}

impl Law {
    /// Asks the distribution inside; a function per question would repeat the list of distributions four times.
    fn with<T>(&self, ask: impl FnOnce(&dyn Distribution) -> T) -> T {
        match self {
            Self::Constant(value) => ask(&Constant(*value)),
            Self::Uniform(law) => ask(law),
            Self::Triangular(law) => ask(law),
            Self::Pert(law) => ask(law),
            Self::Exponential(law) => ask(law),
            Self::Normal(law) => ask(law),
            Self::LogNormal(law) => ask(law),
            Self::Gamma(law) => ask(law),
            Self::Poisson(law) => ask(law),
            Self::PoissonGamma(law) => ask(law),
            Self::Bernoulli(law) => ask(law),
            Self::Discrete(law) => ask(law),
        }
    }
}

impl Distribution for Law {
    fn quantile(&self, u: f64) -> f64 {
        self.with(|law| law.quantile(u))
    }
    fn quantile_near(&self, u: f64, guess: f64) -> f64 {
        self.with(|law| law.quantile_near(u, guess))
    }
    fn cdf(&self, x: f64) -> f64 {
        self.with(|law| law.cdf(x))
    }
    fn mean(&self) -> f64 {
        self.with(|law| law.mean())
    }
    fn variance(&self) -> f64 {
        self.with(|law| law.variance())
    }
}

macro_rules! into_law {
    ($($name:ident),+ $(,)?) => {
        $(impl From<$name> for Law {
            fn from(law: $name) -> Self {
                Self::$name(law)
            }
        })+
    };
}
into_law!(
    Uniform,
    Triangular,
    Pert,
    Exponential,
    Normal,
    LogNormal,
    Gamma,
    Poisson,
    PoissonGamma,
    Bernoulli,
    Discrete,
);

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::{Address, Summary, sort};

    /// Checks of a continuous law: round trip, moments by midpoint integration of the inverse, Kolmogorov–Smirnov.
    pub(crate) fn check_continuous(law: &impl Distribution) {
        for step in 1..200 {
            let u = f64::from(step) / 200.0;
            let back = law.cdf(law.quantile(u));
            assert!((back - u).abs() < 1e-9, "u {u} back {back}");
        }
        check_moments(law);
        let address = Address::new(1, "kolmogorov", "smirnov");
        let n = 4_000_u64;
        let mut values: Vec<f64> = (0..n)
            .map(|i| law.quantile(address.uniform(i, 0)))
            .collect();
        sort(&mut values);
        let distance = values
            .iter()
            .enumerate()
            .map(|(i, x)| {
                let f = law.cdf(*x);
                (f - i as f64 / n as f64)
                    .abs()
                    .max(((i + 1) as f64 / n as f64 - f).abs())
            })
            .fold(0.0, f64::max);
        // The 0.999 point of the Kolmogorov distribution is 1.95/√n.
        assert!(
            distance < 1.95 / libm::sqrt(n as f64),
            "distance {distance}"
        );
    }

    /// Checks of a law on the integers: the quantile is the smallest x with F(x) ≥ u.
    pub(crate) fn check_counts(law: &impl Distribution) {
        for step in 1..400 {
            let u = f64::from(step) / 400.0;
            let x = law.quantile(u);
            assert!(law.cdf(x) >= u, "u {u} x {x}");
            assert!(law.cdf(x - 1.0) < u, "u {u} x {x}");
        }
        check_moments(law);
    }

    /// Sample moments against the closed forms, within five standard errors of the mean and 10 % of the variance.
    pub(crate) fn check_moments(law: &impl Distribution) {
        let address = Address::new(2, "moments", "of a law");
        let n = 40_000_u64;
        let values: Vec<f64> = (0..n)
            .map(|i| law.quantile(address.uniform(i, 0)))
            .collect();
        let summary = Summary::of(&values).unwrap();
        let error = libm::sqrt(law.variance() / n as f64);
        assert!(
            (summary.mean - law.mean()).abs() <= 5.0 * error,
            "mean {} for {}",
            summary.mean,
            law.mean()
        );
        let ratio = summary.sd * summary.sd / law.variance();
        assert!((ratio - 1.0).abs() < 0.1, "variance ratio {ratio}");
    }

    #[test]
    fn law_answers_like_the_distribution_inside() {
        let inner = Triangular::new(1.0, 2.0, 6.0).unwrap();
        let law = Law::from(inner);
        assert_eq!(law.quantile(0.3), inner.quantile(0.3));
        assert_eq!(law.cdf(2.5), inner.cdf(2.5));
        assert_eq!(law.mean(), inner.mean());
        assert_eq!(law.variance(), inner.variance());
        let certain = Law::Constant(4.0);
        assert_eq!(
            (certain.quantile(0.9), certain.mean(), certain.variance()),
            (4.0, 4.0, 0.0)
        );
        assert_eq!((certain.cdf(3.9), certain.cdf(4.0)), (0.0, 1.0));
    }

    #[test]
    fn errors_name_the_culprit() {
        assert_eq!(
            Exponential::new(-1.0).unwrap_err().to_string(),
            "`mean` of the exponential distribution must be above 0, found -1"
        );
        assert_eq!(
            Triangular::new(1.0, 5.0, 4.0).unwrap_err().to_string(),
            "`mode` of the triangular distribution must not exceed `high`, found 5 and 4"
        );
    }
}
