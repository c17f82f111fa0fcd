//! Triangular distributions through quantiles instead of ends, which nobody has ever seen ("trigen").

use libm::sqrt;

use crate::distribution::{require, require_order};
use crate::{DistributionError, Triangular};

/// Halvings of the search: the bracket [0, 1] shrinks below the spacing of floats.
const HALVINGS: u32 = 60;

/// Quantile of the triangular distribution on [0, 1] with its peak at c.
fn standard(u: f64, c: f64) -> f64 {
    if u < c {
        sqrt(u * c)
    } else {
        1.0 - sqrt((1.0 - u) * (1.0 - c))
    }
}

/// Where a point of the standard triangular lies between its 10 % and 90 % quantiles, as a share of their distance.
fn share(point: f64, c: f64) -> f64 {
    let (low, high) = (standard(0.1, c), standard(0.9, c));
    (point - low) / (high - low)
}

/// The peak in a bracket at which an increasing function takes a value.
fn peak(value: f64, (mut below, mut above): (f64, f64), of: impl Fn(f64) -> f64) -> f64 {
    for _ in 0..HALVINGS {
        let middle = 0.5 * (below + above);
        if of(middle) < value {
            below = middle;
        } else {
            above = middle;
        }
    }
    0.5 * (below + above)
}

fn stretched(c: f64, p10: f64, p90: f64) -> Result<Triangular, DistributionError> {
    let (low, high) = (standard(0.1, c), standard(0.9, c));
    let range = (p90 - p10) / (high - low);
    let start = p10 - range * low;
    // Rounding must not push the peak past an end.
    let end = start + range;
    Triangular::new(start, (start + range * c).clamp(start, end), end)
}

impl Triangular {
    /// The triangular distribution with these 10 %, 50 % and 90 % quantiles.
    ///
    /// With the peak at the share c of the range, (p50 − p10)/(p90 − p10) rises in c from (3 − √5)/2 = 0.382 to
    /// (√5 − 1)/2 = 0.618, so c is found by halving; range and start follow from p10 and p90. Below c = 0.1 and above 0.9
    /// the three quantiles lie on one flank and c no longer shows in them: the least skewed triangle is taken.
    ///
    /// # Errors
    /// Unless p10 < p90, all are finite, and p50 leaves that share between 0.382 and 0.618: no triangle is more skewed.
    ///
    /// ```
    /// use concerted_chance::{Distribution, Triangular};
    ///
    /// let law = Triangular::by_p10_p50_p90(4.0, 6.0, 9.0).unwrap();
    /// assert!((law.quantile(0.1) - 4.0).abs() < 1e-9);
    /// assert!((law.quantile(0.5) - 6.0).abs() < 1e-9);
    /// assert!((law.quantile(0.9) - 9.0).abs() < 1e-9);
    /// ```
    pub fn by_p10_p50_p90(p10: f64, p50: f64, p90: f64) -> Result<Self, DistributionError> {
        require_order("triangular", ("p10", p10), ("p50", p50))?;
        require_order("triangular", ("p50", p50), ("p90", p90))?;
        require(p90 > p10, ("triangular", "p90"), "above p10", p90)?;
        let of = |c: f64| share(standard(0.5, c), c);
        let value = (p50 - p10) / (p90 - p10);
        let expected = "between 0.382 and 0.618 of the way from p10 to p90";
        let possible = (of(0.1) - 1e-12..=of(0.9) + 1e-12).contains(&value);
        require(possible, ("triangular", "p50"), expected, p50)?;
        stretched(peak(value, (0.1, 0.9), of), p10, p90)
    }

    /// The triangular distribution with its peak at `likely` and these 10 % and 90 % quantiles.
    ///
    /// With the peak at the share c of the range, (likely − p10)/(p90 − p10) rises in c from −0.081 to 1.081.
    ///
    /// # Errors
    /// Unless p10 < p90, all are finite, and `likely` leaves that share between −0.081 and 1.081.
    ///
    /// ```
    /// use concerted_chance::{Distribution, Triangular};
    ///
    /// let law = Triangular::by_p10_likely_p90(4.0, 5.0, 9.0).unwrap();
    /// assert!((law.quantile(0.1) - 4.0).abs() < 1e-9 && (law.quantile(0.9) - 9.0).abs() < 1e-9);
    /// assert!((law.points().1 - 5.0).abs() < 1e-9);
    /// ```
    pub fn by_p10_likely_p90(p10: f64, likely: f64, p90: f64) -> Result<Self, DistributionError> {
        require_order("triangular", ("p10", p10), ("p90", p90))?;
        require(p90 > p10, ("triangular", "p90"), "above p10", p90)?;
        let of = |c: f64| share(c, c);
        let value = (likely - p10) / (p90 - p10);
        let expected = "between -0.081 and 1.081 of the way from p10 to p90";
        let possible = (of(0.0)..=of(1.0)).contains(&value);
        require(possible, ("triangular", "likely"), expected, likely)?;
        stretched(peak(value, (0.0, 1.0), of), p10, p90)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Distribution;
    use proptest::prelude::*;

    /// The skewest triangles have closed forms: with the peak at an end, the share of the median is a golden section.
    #[test]
    fn right_triangles_mark_the_ends() {
        let golden = 0.5 * (sqrt(5.0) - 1.0);
        assert!((share(standard(0.5, 1.0), 1.0) - golden).abs() < 1e-12);
        assert!((share(standard(0.5, 0.0), 0.0) - (1.0 - golden)).abs() < 1e-12);
        assert!(Triangular::by_p10_p50_p90(0.0, 0.38, 1.0).is_err());
        assert!(Triangular::by_p10_p50_p90(0.0, 0.62, 1.0).is_err());
        assert!(Triangular::by_p10_p50_p90(0.0, f64::NAN, 1.0).is_err());
        assert!(Triangular::by_p10_likely_p90(0.0, -0.1, 1.0).is_err());
        assert!(Triangular::by_p10_likely_p90(1.0, 1.0, 1.0).is_err());
    }

    proptest! {
        /// Any triangle comes back from its own quantiles.
        #[test]
        fn round_trip(low in -50.0_f64..50.0, range in 0.1_f64..100.0, c in 0.0_f64..=1.0) {
            let law = Triangular::new(low, (low + c * range).min(low + range), low + range).unwrap();
            let p = |u| law.quantile(u);
            let quantiles = Triangular::by_p10_p50_p90(p(0.1), p(0.5), p(0.9)).unwrap();
            let (likely, error) = (law.points().1, 1e-6 * range);
            let peaked = Triangular::by_p10_likely_p90(p(0.1), likely, p(0.9));
            for u in [0.02, 0.1, 0.3, 0.5, 0.77, 0.9, 0.99] {
                // Beyond, other triangles have the same three quantiles.
                if (0.1..=0.9).contains(&c) || [0.1, 0.5, 0.9].contains(&u) {
                    prop_assert!((quantiles.quantile(u) - p(u)).abs() < error, "{:?} for {:?}", quantiles, law);
                }
                if let Ok(found) = &peaked {
                    prop_assert!((found.quantile(u) - p(u)).abs() < error, "{:?} for {:?}", found, law);
                }
            }
            if c > 0.001 && c < 0.999 {
                prop_assert!(peaked.is_ok());
            }
        }
    }
}
