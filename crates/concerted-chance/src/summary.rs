//! Statistics of samples: quantiles, moments, interval of the mean, histogram.

use libm::{floor, sqrt};
use thiserror::Error;

use crate::special::normal_quantile;

/// Why samples cannot be summarized.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum SummaryError {
    /// There are none.
    #[error("a summary needs at least one sample, found none")]
    Empty,
    /// One is infinite or not a number.
    #[error("a summary needs finite samples, sample `{index}` is not")]
    NotFinite {
        /// Position of the first such sample.
        index: usize,
    },
}

/// Sorts ascending in the total order of floats, so that a stray NaN cannot scramble the rest.
pub fn sort(values: &mut [f64]) {
    values.sort_unstable_by(f64::total_cmp);
}

/// The p-quantile of ascending values by linear interpolation (type 7 of Hyndman and Fan 1996): with h = (n − 1)p,
/// x[⌊h⌋] + (h − ⌊h⌋)(x[⌊h⌋ + 1] − x[⌊h⌋]), counting from 0. p is clamped to [0, 1].
///
/// `None` without values or where p is NaN. The values must be sorted, see [`sort`].
///
/// ```
/// assert_eq!(concerted_chance::quantile(&[1.0, 2.0, 4.0, 8.0], 0.5), Some(3.0));
/// ```
pub fn quantile(sorted: &[f64], p: f64) -> Option<f64> {
    let last = sorted.len().checked_sub(1)?;
    if p.is_nan() {
        return None;
    }
    let h = last as f64 * p.clamp(0.0, 1.0);
    let low = (floor(h) as usize).min(last);
    let high = (low + 1).min(last);
    let weight = h - low as f64;
    // A weighted mean rather than a difference: exact at both ends, and no overflow between huge values.
    Some(sorted[low] * (1.0 - weight) + sorted[high] * weight)
}

/// Standard error of the p-quantile of ascending values, without assuming a distribution.
///
/// The number of samples below the true quantile is binomial, so ranks one standard deviation √(np(1 − p)) below and
/// above np bracket it as one standard error on each side does (Woodruff 1952): half of the distance between the
/// quantiles at p ± √(p(1 − p)/n). 0 for a single value, `None` without values or where p is NaN.
///
/// ```
/// let values: Vec<f64> = (0..10_000).map(f64::from).collect();
/// // For a uniform distribution the error is √(p(1 − p)/n)·range.
/// assert!((concerted_chance::quantile_error(&values, 0.5).unwrap() - 50.0).abs() < 0.1);
/// ```
pub fn quantile_error(sorted: &[f64], p: f64) -> Option<f64> {
    let p = p.clamp(0.0, 1.0);
    let step = sqrt(p * (1.0 - p) / sorted.len() as f64);
    let (below, above) = (quantile(sorted, p - step)?, quantile(sorted, p + step)?);
    Some(0.5 * (above - below))
}

/// Count, moments and quantiles of a sample.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Summary {
    /// Number of samples.
    pub count: usize,
    /// Arithmetic mean.
    pub mean: f64,
    /// Standard deviation with n − 1 in the denominator; 0 for a single sample.
    pub sd: f64,
    /// Smallest sample.
    pub min: f64,
    /// Largest sample.
    pub max: f64,
    /// 10 % quantile, by [`quantile`] like the following.
    pub p10: f64,
    /// Median.
    pub p50: f64,
    /// 80 % quantile.
    pub p80: f64,
    /// 90 % quantile.
    pub p90: f64,
}

impl Summary {
    /// Summarizes samples in any order.
    ///
    /// Mean and deviation are summed in ascending order, so the answer does not depend on the order given.
    ///
    /// # Errors
    /// Without samples, or with one that is not finite.
    pub fn of(samples: &[f64]) -> Result<Self, SummaryError> {
        let mut sorted = samples.to_vec();
        if let Some(index) = samples.iter().position(|x| !x.is_finite()) {
            return Err(SummaryError::NotFinite { index });
        }
        sort(&mut sorted);
        Self::of_sorted(&sorted).ok_or(SummaryError::Empty)
    }

    fn of_sorted(sorted: &[f64]) -> Option<Self> {
        let count = sorted.len();
        let (min, max) = (*sorted.first()?, *sorted.last()?);
        let mean = (sorted.iter().sum::<f64>() / count as f64).clamp(min, max);
        let squares: f64 = sorted.iter().map(|x| (x - mean) * (x - mean)).sum();
        let sd = if count > 1 {
            sqrt(squares / (count - 1) as f64)
        } else {
            0.0
        };
        Some(Self {
            count,
            mean,
            sd,
            min,
            max,
            p10: quantile(sorted, 0.1)?,
            p50: quantile(sorted, 0.5)?,
            p80: quantile(sorted, 0.8)?,
            p90: quantile(sorted, 0.9)?,
        })
    }

    /// Interval that covers the true mean with the probability `level` (normal approximation, sound from about 100
    /// samples): mean ± z·sd/√n with z = Φ⁻¹((1 + level)/2). `level` is clamped to [0, 1).
    pub fn mean_interval(&self, level: f64) -> (f64, f64) {
        let level = if level > 0.0 {
            level.min(1.0 - 1e-15)
        } else {
            0.0
        };
        let half = normal_quantile(0.5 + 0.5 * level) * self.sd / sqrt(self.count as f64);
        (self.mean - half, self.mean + half)
    }
}

/// One cell of a histogram: lower bound (inclusive), upper bound (exclusive, inclusive in the last cell), count.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bin {
    /// Lower bound.
    pub low: f64,
    /// Upper bound.
    pub high: f64,
    /// Samples inside.
    pub count: u64,
}

/// Counts finite samples in `bins` cells of equal width between the smallest and the largest.
///
/// Samples that are not finite are left out. Empty without finite samples or cells; one cell where all samples are equal.
///
/// ```
/// let cells = concerted_chance::histogram(&[0.0, 1.0, 1.5, 4.0], 2);
/// assert_eq!((cells[0].count, cells[1].count), (3, 1));
/// ```
pub fn histogram(samples: &[f64], bins: usize) -> Vec<Bin> {
    let finite = || samples.iter().copied().filter(|x| x.is_finite());
    let (low, high) = finite().fold((f64::INFINITY, f64::NEG_INFINITY), |(l, h), x| {
        (l.min(x), h.max(x))
    });
    if bins == 0 || low > high {
        return Vec::new();
    }
    let cells = if low < high { bins } else { 1 };
    // Halves keep the width finite when the samples span the whole range of floats.
    let width = (high / 2.0 - low / 2.0) / cells as f64 * 2.0;
    let bound = |i: usize| {
        if i == cells {
            high
        } else {
            low + width * i as f64
        }
    };
    let mut out: Vec<Bin> = (0..cells)
        .map(|i| Bin {
            low: bound(i),
            high: bound(i + 1),
            count: 0,
        })
        .collect();
    for x in finite() {
        // By the bounds themselves: dividing by the width may round into the neighboring cell.
        let index = out.partition_point(|bin| bin.low <= x).saturating_sub(1);
        out[index].count += 1;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Type 7 is the default of R: quantile(c(15, 20, 35, 40, 50), 0.4) = 29 by (n − 1)p = 1.6.
    #[test]
    fn quantile_type_seven() {
        let x = [15.0, 20.0, 35.0, 40.0, 50.0];
        for (p, expected) in [
            (0.0, 15.0),
            (0.25, 20.0),
            (0.4, 29.0),
            (0.5, 35.0),
            (0.9, 46.0),
            (1.0, 50.0),
            (7.0, 50.0),
            (-1.0, 15.0),
        ] {
            assert!((quantile(&x, p).unwrap() - expected).abs() < 1e-12, "{p}");
        }
        assert_eq!(quantile(&[], 0.5), None);
        assert_eq!(quantile(&x, f64::NAN), None);
        assert_eq!(quantile(&[3.0], 0.7), Some(3.0));
    }

    #[test]
    fn summary_of_one_to_five() {
        let s = Summary::of(&[5.0, 3.0, 1.0, 4.0, 2.0]).unwrap();
        assert_eq!(
            (s.count, s.mean, s.min, s.max, s.p50),
            (5, 3.0, 1.0, 5.0, 3.0)
        );
        assert!((s.sd - sqrt(2.5)).abs() < 1e-15);
        assert!(
            (s.p10 - 1.4).abs() < 1e-12
                && (s.p80 - 4.2).abs() < 1e-12
                && (s.p90 - 4.6).abs() < 1e-12
        );
        let (low, high) = s.mean_interval(0.95);
        assert!((high - low - 2.0 * 1.959_963_984_540_054 * sqrt(0.5)).abs() < 1e-12);
        assert_eq!(s.mean_interval(0.0), (3.0, 3.0));
        assert!(s.mean_interval(1.0).1.is_finite());
    }

    #[test]
    fn unusable_samples_are_refused() {
        assert_eq!(Summary::of(&[]), Err(SummaryError::Empty));
        assert_eq!(
            Summary::of(&[1.0, f64::NAN]),
            Err(SummaryError::NotFinite { index: 1 })
        );
        assert_eq!(
            Summary::of(&[f64::INFINITY]),
            Err(SummaryError::NotFinite { index: 0 })
        );
        assert_eq!(Summary::of(&[2.0]).unwrap().sd, 0.0);
    }

    #[test]
    fn histogram_edges() {
        assert!(histogram(&[], 4).is_empty());
        assert!(histogram(&[1.0], 0).is_empty());
        assert!(histogram(&[f64::NAN], 3).is_empty());
        assert_eq!(
            histogram(&[2.0, 2.0, f64::NAN], 3),
            vec![Bin {
                low: 2.0,
                high: 2.0,
                count: 2
            }]
        );
    }

    /// Two standard errors around the 80 % quantile cover the truth in about 95 % of repetitions.
    #[test]
    fn quantile_error_covers() {
        let address = crate::Address::new(7, "cover", "quantile");
        let covered = (0..400_u64)
            .filter(|run| {
                let mut x: Vec<f64> = (0..400).map(|i| address.uniform(*run, i)).collect();
                sort(&mut x);
                let half = 1.96 * quantile_error(&x, 0.8).unwrap();
                (quantile(&x, 0.8).unwrap() - 0.8).abs() <= half
            })
            .count();
        assert!((360..=397).contains(&covered), "{covered}");
        assert_eq!(quantile_error(&[], 0.5), None);
        assert_eq!(quantile_error(&[3.0], 0.5), Some(0.0));
    }

    /// The interval of the mean covers the truth in about 95 % of repetitions.
    #[test]
    fn mean_interval_covers() {
        let address = crate::Address::new(6, "cover", "");
        let covered = (0..400_u64)
            .filter(|run| {
                let x: Vec<f64> = (0..200).map(|i| address.uniform(*run, i)).collect();
                let (low, high) = Summary::of(&x).unwrap().mean_interval(0.95);
                low <= 0.5 && 0.5 <= high
            })
            .count();
        assert!((360..=397).contains(&covered), "{covered}");
    }

    proptest! {
        #[test]
        fn order_of_samples_does_not_matter(mut x in prop::collection::vec(-1e6_f64..1e6, 1..60)) {
            let before = Summary::of(&x).unwrap();
            x.reverse();
            prop_assert_eq!(before, Summary::of(&x).unwrap());
            prop_assert!(before.min <= before.p10 && before.p10 <= before.p50 && before.p50 <= before.p80);
            prop_assert!(before.p80 <= before.p90 && before.p90 <= before.max);
        }

        #[test]
        fn histogram_counts_every_sample_in_its_cell(x in prop::collection::vec(-1e3_f64..1e3, 1..60), bins in 1_usize..12) {
            let cells = histogram(&x, bins);
            prop_assert_eq!(cells.iter().map(|c| c.count).sum::<u64>(), x.len() as u64);
            for (i, cell) in cells.iter().enumerate() {
                let last = i + 1 == cells.len();
                let inside = x.iter().filter(|v| **v >= cell.low && (**v < cell.high || last)).count() as u64;
                prop_assert_eq!(cell.count, inside);
            }
        }
    }
}
