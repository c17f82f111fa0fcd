//! When subjects arrive: Poisson recruitment whose rate varies between sites as a gamma distribution.

use concerted_chance::{
    Address, Distribution, DistributionError, Exponential, Gamma, PoissonGamma,
};

/// Subjects beyond which several arrive as one block, to bound the work of a simulation.
const MOST_ARRIVALS: u32 = 2_000;

/// Recruitment of all sites together.
///
/// The rate λ is gamma distributed with mean r and shape a; given λ, subjects arrive as a Poisson process. The number of
/// subjects after t weeks is Poisson–gamma with mean r·t and variance r·t + (r·t)²/a (Anisimov and Fedorov,
/// Statistics in Medicine 26 (2007) 4958, in its form for one pooled rate).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Recruitment {
    /// Mean rate r in subjects per week.
    pub rate_per_week: f64,
    /// Shape a of the gamma distribution of the rate.
    pub shape: f64,
}

impl Recruitment {
    /// The distribution of the number of subjects after this many weeks.
    ///
    /// # Errors
    /// If rate, shape or time are outside the range of the Poisson–gamma distribution.
    ///
    /// ```
    /// use concerted_chance::Distribution;
    /// use concerted_supply::recruitment::Recruitment;
    /// let recruitment = Recruitment { rate_per_week: 2.0, shape: 4.0 };
    /// let after_ten_weeks = recruitment.subjects_after(10.0).unwrap();
    /// assert_eq!((after_ten_weeks.mean(), after_ten_weeks.variance()), (20.0, 120.0));
    /// ```
    pub fn subjects_after(&self, weeks: f64) -> Result<PoissonGamma, DistributionError> {
        PoissonGamma::new(self.rate_per_week * weeks, self.shape)
    }

    /// The rate of one sample in subjects per day, by one uniform draw; `None` where the rate is 0 or out of range.
    pub fn daily_rate(&self, u: f64) -> Option<f64> {
        let law = Gamma::new(self.shape, self.rate_per_week / self.shape).ok()?;
        Some(law.quantile(u) / 7.0).filter(|rate| *rate > 0.0)
    }
}

/// Arrival days of subjects at a given daily rate: (day, subjects that arrive then), in order.
///
/// Gaps are exponential with mean 1/rate. Beyond 2,000 subjects blocks arrive at their mean gap, whose relative
/// deviation is then below 3 %.
pub fn arrivals(
    subjects: u32,
    daily_rate: f64,
    draws: Address,
    sample: u64,
) -> impl Iterator<Item = (f64, f64)> {
    let blocks = subjects.min(MOST_ARRIVALS);
    let size = f64::from(subjects) / f64::from(blocks.max(1));
    let gap = Exponential::new(size / daily_rate).ok();
    let mut day = 0.0;
    (0..blocks).map(move |index| {
        day += match &gap {
            Some(law) if size <= 1.0 => law.quantile(draws.uniform(sample, u64::from(index))),
            _ => size / daily_rate,
        };
        (day, size)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn simulated_recruitment_has_the_closed_form_moments() {
        let recruitment = Recruitment {
            rate_per_week: 1.5,
            shape: 3.0,
        };
        let weeks = 8.0;
        let law = recruitment.subjects_after(weeks).unwrap();
        let rates = Address::new(1, "rate", "test");
        let gaps = Address::new(1, "arrival", "test");
        let n = 20_000_u32;
        let counts: Vec<f64> = (0..u64::from(n))
            .map(|sample| {
                let rate = recruitment.daily_rate(rates.uniform(sample, 0)).unwrap();
                arrivals(200, rate, gaps, sample)
                    .take_while(|(day, _)| *day <= weeks * 7.0)
                    .count() as f64
            })
            .collect();
        let mean = counts.iter().sum::<f64>() / f64::from(n);
        let variance = counts.iter().map(|c| (c - mean) * (c - mean)).sum::<f64>() / f64::from(n);
        let error = (law.variance() / f64::from(n)).sqrt();
        assert!((mean - law.mean()).abs() < 4.0 * error, "mean {mean}");
        assert!(
            (variance / law.variance() - 1.0).abs() < 0.06,
            "variance {variance}"
        );
    }

    #[test]
    fn many_subjects_arrive_in_blocks_and_none_is_lost() {
        let draws = Address::new(1, "arrival", "many");
        let all: Vec<(f64, f64)> = arrivals(1_000_000, 10.0, draws, 0).collect();
        assert_eq!(all.len(), 2_000);
        let total: f64 = all.iter().map(|(_, size)| size).sum();
        assert!((total - 1e6).abs() < 1e-3);
        assert!((all[1_999].0 - 1e5).abs() < 1e-3);
        assert_eq!(arrivals(0, 1.0, draws, 0).count(), 0);
    }

    #[test]
    fn no_rate_without_recruitment() {
        let none = Recruitment {
            rate_per_week: 0.0,
            shape: 2.0,
        };
        assert_eq!(none.daily_rate(0.5), None);
    }
}
