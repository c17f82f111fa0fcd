//! What comes out of a batch: it may fail, and its yield varies.

use concerted_chance::{Address, normal_quantile};

/// Failure and yield of batches.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct BatchLaw {
    /// Probability that a batch is lost.
    pub(crate) failure: f64,
    /// Relative standard deviation of the yield.
    pub(crate) spread: f64,
}

impl BatchLaw {
    /// Output relative to plan of a batch that succeeds; `None` where it fails.
    ///
    /// y = max(0, 1 + s·z), z standard normal; failure with probability p, independent of the yield.
    pub(crate) fn output(&self, draws: Address, sample: u64) -> Option<f64> {
        if draws.uniform(sample, 0) < self.failure {
            return None;
        }
        let z = normal_quantile(draws.uniform(sample, 1));
        Some((1.0 + self.spread * z).max(0.0))
    }
}

/// The draws of one batch in one run.
pub(crate) fn batch_draws(seed: u64, run: &str, key: &str) -> Address {
    Address::new(seed, &format!("{run}.batch"), key)
}

/// Good batches of a sample so far: their number and the sum of their relative outputs.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(crate) struct Good {
    pub(crate) count: f64,
    pub(crate) output: f64,
}

impl Good {
    /// Adds a batch.
    pub(crate) fn add(&mut self, output: Option<f64>) {
        if let Some(output) = output {
            self.count += 1.0;
            self.output += output;
        }
    }

    /// Mass of each batch with which this sample is covered, in kg: (deficit + reserve·good batches) / Σ outputs.
    ///
    /// 0 without a deficit, infinite where no batch is good.
    pub(crate) fn sufficient(&self, deficit: f64, reserve: f64) -> f64 {
        if deficit <= 0.0 {
            0.0
        } else if self.output <= 0.0 {
            f64::INFINITY
        } else {
            (deficit + reserve * self.count) / self.output
        }
    }

    /// Usable mass of batches of this size in kg.
    pub(crate) fn usable(&self, batch_kg: f64, reserve: f64) -> f64 {
        (self.output * batch_kg - self.count * reserve).max(0.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::count::Binomial;
    use concerted_chance::normal_cdf;

    const SAMPLES: u64 = 20_000;

    fn shortage(law: BatchLaw, batches: u32, batch_kg: f64) -> f64 {
        let short = (0..SAMPLES).filter(|sample| {
            let mut good = Good::default();
            for batch in 0..batches {
                let draws = batch_draws(3, "test", &batch.to_string());
                good.add(law.output(draws, *sample));
            }
            good.usable(batch_kg, 0.0) < 1.0 - 1e-9
        });
        short.count() as f64 / SAMPLES as f64
    }

    #[track_caller]
    fn near(found: f64, expected: f64) {
        let error = (expected * (1.0 - expected) / SAMPLES as f64).sqrt();
        assert!((found - expected).abs() < 4.0 * error, "{found} {expected}");
    }

    /// n batches of which k suffice fall short with the probability that fewer than k of n succeed.
    #[test]
    fn failures_alone_are_binomial() {
        for (batches, needed, failure) in [(1, 1, 0.05), (3, 2, 0.1), (6, 5, 0.05), (8, 5, 0.3)] {
            let law = BatchLaw {
                failure,
                spread: 0.0,
            };
            let expected = Binomial::new(batches, 1.0 - failure).cdf(needed - 1);
            near(shortage(law, batches, 1.0 / f64::from(needed)), expected);
        }
    }

    /// One batch of mass m for a demand of 1: p + (1 − p)·Φ((1/m − 1)/s).
    #[test]
    fn one_batch_with_failure_and_spread() {
        let law = BatchLaw {
            failure: 0.08,
            spread: 0.06,
        };
        for mass in [1.0_f64, 1.05, 1.15] {
            let expected = 0.08 + 0.92 * normal_cdf((1.0 / mass - 1.0) / 0.06);
            near(shortage(law, 1, mass), expected);
        }
    }

    #[test]
    fn a_sufficient_mass_is_enough_and_no_more() {
        let mut good = Good::default();
        for output in [Some(0.9), None, Some(1.1)] {
            good.add(output);
        }
        let mass = good.sufficient(1.0, 0.1);
        assert!((mass - 0.6).abs() < 1e-12);
        assert!((good.usable(mass, 0.1) - 1.0).abs() < 1e-12);
        assert_eq!(good.sufficient(-1.0, 0.1).to_bits(), 0.0_f64.to_bits());
        assert!(Good::default().sufficient(1.0, 0.1).is_infinite());
    }
}
