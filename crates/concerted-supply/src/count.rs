//! Counts and quantities with closed forms: failures among batches, and the newsvendor quantity.

use concerted_chance::{normal_quantile, regularized_beta};

/// Above this many trials the normal approximation replaces the exact distribution function.
const EXACT_UP_TO: u32 = 1_000;

/// Binomial distribution: successes among n independent trials of probability p.
///
/// F(k) = I₁₋ₚ(n − k, k + 1), the regularized incomplete beta function; mean n·p, variance n·p·(1 − p).
#[derive(Debug, Clone, PartialEq)]
pub struct Binomial {
    trials: u32,
    probability: f64,
    /// F(0), F(1), …; empty where the normal approximation is used.
    cumulative: Vec<f64>,
}

impl Binomial {
    /// A distribution of `trials` trials; the probability is held between 0 and 1.
    ///
    /// ```
    /// use concerted_supply::count::Binomial;
    /// // All three of three batches succeed with probability 0.95³.
    /// let successes = Binomial::new(3, 0.95);
    /// assert!((1.0 - successes.cdf(2) - 0.95f64.powi(3)).abs() < 1e-12);
    /// ```
    pub fn new(trials: u32, probability: f64) -> Self {
        let probability = probability.clamp(0.0, 1.0);
        let mut law = Self {
            trials,
            probability,
            cumulative: Vec::new(),
        };
        if trials <= EXACT_UP_TO {
            law.cumulative = (0..=trials).map(|k| law.exact(k)).collect();
        }
        law
    }

    /// P(successes ≤ k).
    pub fn cdf(&self, k: u32) -> f64 {
        self.exact(k)
    }

    /// The smallest k with F(k) ≥ u.
    ///
    /// Above 1,000 trials n·p + z(u)·√(n·p·(1 − p)), rounded and held between 0 and n.
    pub fn quantile(&self, u: f64) -> u32 {
        if self.cumulative.is_empty() {
            let mean = f64::from(self.trials) * self.probability;
            let sd = (mean * (1.0 - self.probability)).sqrt();
            let count = (mean + sd * normal_quantile(u)).round();
            return count.clamp(0.0, f64::from(self.trials)) as u32;
        }
        let place = self.cumulative.partition_point(|f| *f < u);
        (place as u32).min(self.trials)
    }

    fn exact(&self, k: u32) -> f64 {
        if k >= self.trials || self.probability <= 0.0 {
            return 1.0;
        }
        if self.probability >= 1.0 {
            return 0.0;
        }
        regularized_beta(
            f64::from(self.trials - k),
            f64::from(k) + 1.0,
            1.0 - self.probability,
        )
    }
}

/// The newsvendor quantity of a sample: the smallest value q among the needs with F(q) ≥ r.
///
/// It minimizes the average of c_short·(need − q)⁺ + c_over·(q − need)⁺ where r = c_short / (c_short + c_over); with r as
/// a service level it is the smallest quantity that is enough in that share of the samples. Reorders the needs; `None`
/// without any. r is held between 0 and 1.
///
/// ```
/// use concerted_supply::count::newsvendor_quantity;
/// let mut needs = [4.0, 1.0, 3.0, 2.0];
/// assert_eq!(newsvendor_quantity(&mut needs, 0.75), Some(3.0));
/// ```
pub fn newsvendor_quantity(needs: &mut [f64], r: f64) -> Option<f64> {
    let last = needs.len().checked_sub(1)?;
    // The tolerance keeps 0.9 × 2,000 from becoming 1,801 by rounding.
    let rank = (r.clamp(0.0, 1.0) * needs.len() as f64 - 1e-9).ceil();
    let place = (rank as usize).saturating_sub(1).min(last);
    let (_, value, _) = needs.select_nth_unstable_by(place, f64::total_cmp);
    Some(*value)
}

#[cfg(test)]
mod tests {
    use super::*;
    use concerted_chance::{Address, Distribution, Normal};
    use proptest::prelude::*;

    #[test]
    fn binomial_agrees_with_its_mass_function() {
        // C(5, k) · 0.3^k · 0.7^(5 − k)
        let law = Binomial::new(5, 0.3);
        let mass = [0.16807, 0.36015, 0.30870, 0.13230, 0.02835, 0.00243];
        let mut sum = 0.0;
        for (k, p) in mass.iter().enumerate() {
            sum += p;
            assert!((law.cdf(k as u32) - sum).abs() < 1e-12, "{k}");
        }
        assert_eq!(law.quantile(0.16), 0);
        assert_eq!(law.quantile(0.17), 1);
        assert_eq!(law.quantile(0.999_99), 5);
    }

    #[test]
    fn certain_trials() {
        assert_eq!(Binomial::new(7, 0.0).quantile(0.999), 0);
        assert_eq!(Binomial::new(7, 1.0).quantile(0.001), 7);
        assert_eq!(Binomial::new(0, 0.5).quantile(0.5), 0);
        assert_eq!(Binomial::new(u32::MAX, 0.5).quantile(0.5), 1 << 31);
    }

    #[test]
    fn newsvendor_meets_the_closed_form_of_normal_demand() {
        // q* = μ + σ·z(r)
        let law = Normal::new(100.0, 15.0).unwrap();
        for r in [0.5, 0.75, 0.9, 0.97] {
            let mut needs: Vec<f64> = (0..20_000)
                .map(|i| law.quantile((f64::from(i) + 0.5) / 20_000.0))
                .collect();
            let found = newsvendor_quantity(&mut needs, r).unwrap();
            assert!((found - law.quantile(r)).abs() < 0.02, "{r}: {found}");
        }
    }

    proptest! {
        #[test]
        fn newsvendor_quantity_has_the_least_cost(
            needs in prop::collection::vec(0.0_f64..50.0, 1..40), short in 1_u32..20, over in 1_u32..20
        ) {
            let (short, over) = (f64::from(short), f64::from(over));
            let cost = |q: f64| -> f64 {
                needs.iter().map(|d| short * (d - q).max(0.0) + over * (q - d).max(0.0)).sum()
            };
            let best = newsvendor_quantity(&mut needs.clone(), short / (short + over)).unwrap();
            for other in &needs {
                prop_assert!(cost(best) <= cost(*other) + 1e-9);
            }
        }

        #[test]
        fn binomial_quantile_is_the_smallest_count(n in 1_u32..60, p in 0.0_f64..1.0, sample in 0_u64..1000) {
            let law = Binomial::new(n, p);
            let u = Address::new(1, "test", "binomial").uniform(sample, 0);
            let k = law.quantile(u);
            prop_assert!(law.cdf(k) >= u);
            prop_assert!(k == 0 || law.cdf(k - 1) < u);
        }
    }
}
