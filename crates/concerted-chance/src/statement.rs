//! Distributions as people state them: raw parameters, with every problem of them named at once.

use crate::{Discrete, DistributionError, Exponential, Law, LogNormal, Pert, Triangular, Uniform};

/// A distribution as stated, not checked yet.
///
/// ```
/// use concerted_chance::{Distribution, Statement};
///
/// let stated = Statement::Trigen { p10: 4.0, p50: 6.0, p90: 9.0 };
/// assert!((stated.law().unwrap().quantile(0.5) - 6.0).abs() < 1e-9);
/// let wrong = Statement::ModifiedPert { low: 9.0, likely: 4.0, high: 1.0, weight: -1.0 };
/// assert_eq!(wrong.problems().len(), 3);
/// ```
#[derive(Debug, Clone, PartialEq)]
pub enum Statement {
    /// A certain value.
    Constant(f64),
    /// Every value between two is as likely as another.
    Uniform {
        /// Least value.
        low: f64,
        /// Largest value.
        high: f64,
    },
    /// Straight flanks through three points.
    Triangular {
        /// Least value.
        low: f64,
        /// Likeliest value.
        likely: f64,
        /// Largest value.
        high: f64,
    },
    /// Beta distribution with weight 4 on the likeliest value.
    Pert {
        /// Least value.
        low: f64,
        /// Likeliest value.
        likely: f64,
        /// Largest value.
        high: f64,
    },
    /// Beta distribution with any weight on the likeliest value.
    ModifiedPert {
        /// Least value.
        low: f64,
        /// Likeliest value.
        likely: f64,
        /// Largest value.
        high: f64,
        /// Weight of the likeliest value, from 0.
        weight: f64,
    },
    /// Log-normal by two quantiles.
    LogNormal {
        /// Undercut with 10 % probability.
        p10: f64,
        /// Undercut with 90 % probability.
        p90: f64,
    },
    /// Triangular by three quantiles.
    Trigen {
        /// Undercut with 10 % probability.
        p10: f64,
        /// Undercut with 50 % probability.
        p50: f64,
        /// Undercut with 90 % probability.
        p90: f64,
    },
    /// Waiting time without memory.
    Exponential {
        /// Expected value.
        mean: f64,
    },
    /// Some values with weights.
    Discrete(Vec<(f64, f64)>),
}

impl Statement {
    /// The distribution.
    ///
    /// # Errors
    /// Every problem of the parameters, in their order.
    pub fn law(&self) -> Result<Law, Vec<DistributionError>> {
        let problems = self.problems();
        if !problems.is_empty() {
            return Err(problems);
        }
        self.build().map_err(|problem| vec![problem])
    }

    /// Every problem of the parameters; empty where they make a distribution.
    ///
    /// What is not finite is reported as that alone; an order is judged between finite numbers only.
    pub fn problems(&self) -> Vec<DistributionError> {
        let mut problems = Problems::of(self);
        match self {
            Self::Constant(value) => problems.finite(&[("value", *value)]),
            Self::Uniform { low, high } => problems.ascending(&[("low", *low), ("high", *high)]),
            Self::Triangular { low, likely, high } | Self::Pert { low, likely, high } => {
                problems.ascending(&[("low", *low), ("likely", *likely), ("high", *high)]);
            }
            Self::ModifiedPert {
                low,
                likely,
                high,
                weight,
            } => {
                problems.ascending(&[("low", *low), ("likely", *likely), ("high", *high)]);
                let fits = (0.0..=1_000.0).contains(weight);
                problems.require(fits, "weight", "between 0 and 1000", *weight);
            }
            Self::LogNormal { p10, p90 } => {
                problems.ascending(&[("p10", *p10), ("p90", *p90)]);
                for (name, value) in [("p10", *p10), ("p90", *p90)] {
                    let fits = value > 0.0 || !value.is_finite();
                    problems.require(fits, name, "above 0", value);
                }
            }
            Self::Trigen { p10, p50, p90 } => {
                problems.ascending(&[("p10", *p10), ("p50", *p50), ("p90", *p90)]);
            }
            Self::Exponential { mean } => {
                problems.require(*mean > 0.0 && mean.is_finite(), "mean", "above 0", *mean);
            }
            Self::Discrete(weighted) => {
                for (value, weight) in weighted {
                    problems.finite(&[("value", *value)]);
                    let fits = *weight >= 0.0 && weight.is_finite();
                    problems.require(fits, "weight", "0 or above", *weight);
                }
            }
        }
        // What only the whole can show: an impossible skew, equal quantiles, no weight at all.
        if problems.found.is_empty() {
            problems.found.extend(self.build().err());
        }
        problems.found
    }

    fn name(&self) -> &'static str {
        match self {
            Self::Constant(_) => "constant",
            Self::Uniform { .. } => "uniform",
            Self::Triangular { .. } | Self::Trigen { .. } => "triangular",
            Self::Pert { .. } | Self::ModifiedPert { .. } => "PERT",
            Self::LogNormal { .. } => "log-normal",
            Self::Exponential { .. } => "exponential",
            Self::Discrete(_) => "discrete",
        }
    }

    fn build(&self) -> Result<Law, DistributionError> {
        Ok(match self {
            Self::Constant(value) => Law::Constant(*value),
            Self::Uniform { low, high } => Uniform::new(*low, *high)?.into(),
            Self::Triangular { low, likely, high } => Triangular::new(*low, *likely, *high)?.into(),
            Self::Pert { low, likely, high } => Pert::new(*low, *likely, *high)?.into(),
            Self::ModifiedPert {
                low,
                likely,
                high,
                weight,
            } => Pert::weighted((*low, *likely, *high), *weight)?.into(),
            Self::LogNormal { p10, p90 } => LogNormal::by_p10_p90(*p10, *p90)?.into(),
            Self::Trigen { p10, p50, p90 } => Triangular::by_p10_p50_p90(*p10, *p50, *p90)?.into(),
            Self::Exponential { mean } => Exponential::new(*mean)?.into(),
            Self::Discrete(weighted) => Discrete::new(weighted)?.into(),
        })
    }
}

struct Problems {
    distribution: &'static str,
    found: Vec<DistributionError>,
}

impl Problems {
    fn of(statement: &Statement) -> Self {
        Self {
            distribution: statement.name(),
            found: Vec::new(),
        }
    }

    fn require(
        &mut self,
        holds: bool,
        parameter: &'static str,
        expected: &'static str,
        found: f64,
    ) {
        if !holds {
            self.found.push(DistributionError::Parameter {
                distribution: self.distribution,
                parameter,
                expected,
                found,
            });
        }
    }

    fn finite(&mut self, parameters: &[(&'static str, f64)]) {
        for (name, value) in parameters {
            self.require(value.is_finite(), name, "finite", *value);
        }
    }

    fn ascending(&mut self, parameters: &[(&'static str, f64)]) {
        self.finite(parameters);
        for pair in parameters.windows(2) {
            let [(lower, lower_found), (upper, upper_found)] = [pair[0], pair[1]];
            if lower_found.is_finite() && upper_found.is_finite() && lower_found > upper_found {
                self.found.push(DistributionError::Order {
                    distribution: self.distribution,
                    lower,
                    upper,
                    lower_found,
                    upper_found,
                });
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Distribution;
    use proptest::prelude::*;

    /// Means in closed form, each by hand.
    #[test]
    fn statements_become_their_laws() {
        let gsd = 2.0 * 1.281_551_565_544_600_4;
        let sigma = libm::log(4.0) / gsd;
        for (statement, mean) in [
            (Statement::Constant(3.0), 3.0),
            (
                Statement::Uniform {
                    low: 2.0,
                    high: 6.0,
                },
                4.0,
            ),
            (
                Statement::Triangular {
                    low: 0.0,
                    likely: 3.0,
                    high: 9.0,
                },
                4.0,
            ),
            (
                Statement::Pert {
                    low: 0.0,
                    likely: 3.0,
                    high: 9.0,
                },
                3.5,
            ),
            (
                Statement::ModifiedPert {
                    low: 0.0,
                    likely: 3.0,
                    high: 9.0,
                    weight: 1.0,
                },
                4.0,
            ),
            (
                Statement::LogNormal { p10: 2.0, p90: 8.0 },
                4.0 * libm::exp(sigma * sigma / 2.0),
            ),
            (Statement::Exponential { mean: 7.0 }, 7.0),
            (Statement::Discrete(vec![(1.0, 3.0), (5.0, 1.0)]), 2.0),
        ] {
            let law = statement.law().unwrap();
            assert!(
                (law.mean() - mean).abs() < 1e-9,
                "{statement:?}: {}",
                law.mean()
            );
        }
    }

    #[test]
    fn every_problem_is_named_at_once() {
        let nan = f64::NAN;
        for (statement, expected) in [
            (Statement::Constant(nan), 1),
            (
                Statement::Uniform {
                    low: nan,
                    high: nan,
                },
                2,
            ),
            (
                Statement::Triangular {
                    low: 3.0,
                    likely: 2.0,
                    high: 1.0,
                },
                2,
            ),
            (
                Statement::Pert {
                    low: nan,
                    likely: 2.0,
                    high: 1.0,
                },
                2,
            ),
            (
                Statement::LogNormal {
                    p10: -1.0,
                    p90: -2.0,
                },
                3,
            ),
            (Statement::LogNormal { p10: 2.0, p90: 2.0 }, 1),
            (
                Statement::Trigen {
                    p10: 0.0,
                    p50: 0.1,
                    p90: 1.0,
                },
                1,
            ),
            (Statement::Exponential { mean: 0.0 }, 1),
            (Statement::Discrete(vec![(nan, -1.0), (1.0, nan)]), 3),
            (Statement::Discrete(Vec::new()), 1),
        ] {
            assert_eq!(statement.problems().len(), expected, "{statement:?}");
            assert_eq!(statement.law().unwrap_err().len(), expected);
        }
    }

    proptest! {
        /// What has no problems makes a law, and what has some makes none, whatever the numbers.
        #[test]
        fn problems_and_laws_agree(
            kind in 0_usize..7,
            a in prop::num::f64::ANY, b in -3.0_f64..3.0, c in -3.0_f64..3.0, weight in -1.0_f64..9.0, wild: bool
        ) {
            let a = if wild { a } else { b - 1.0 };
            let statement = match kind {
                0 => Statement::Uniform { low: a, high: b },
                1 => Statement::Triangular { low: a, likely: b, high: c },
                2 => Statement::ModifiedPert { low: a, likely: b, high: c, weight },
                3 => Statement::LogNormal { p10: a, p90: b },
                4 => Statement::Trigen { p10: a, p50: b, p90: c },
                5 => Statement::Exponential { mean: a },
                _ => Statement::Discrete(vec![(a, b), (c, weight)]),
            };
            prop_assert_eq!(statement.law().is_ok(), statement.problems().is_empty());
            prop_assert_eq!(statement.build().is_ok(), statement.problems().is_empty(), "{:?}", statement);
        }
    }
}
