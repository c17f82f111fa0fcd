//! The shape of a peak: pseudo-Voigt with a width by Caglioti.

use std::f64::consts::{LN_2, PI};

/// A peak is computed to this many widths from its middle; beyond, less than one percent of its area is left.
const REACH: f64 = 25.0;

/// Peak shape of a pattern.
///
/// Width (full, at half height, in degrees): H² = U tan²θ + V tanθ + W (Caglioti, Paoletti and Ricci 1958). Shape: η
/// Lorentz + (1 - η) Gauss, each of area 1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Profile {
    /// U in square degrees.
    pub u: f64,
    /// V in square degrees.
    pub v: f64,
    /// W in square degrees.
    pub w: f64,
    /// Share of the Lorentz curve, from 0 to 1.
    pub mixing: f64,
}

impl Profile {
    /// The same width at every angle.
    ///
    /// ```
    /// let profile = concerted_diffraction::Profile::constant(0.1, 0.5);
    /// assert!((profile.width(30.0) - 0.1).abs() < 1e-12);
    /// ```
    pub fn constant(width: f64, mixing: f64) -> Self {
        Self {
            u: 0.0,
            v: 0.0,
            w: width * width,
            mixing,
        }
    }

    /// Full width at half height in degrees, at least a thousandth.
    pub fn width(&self, two_theta: f64) -> f64 {
        let tan = (two_theta.to_radians() / 2.0).tan();
        (self.u * tan * tan + self.v * tan + self.w)
            .max(1e-6)
            .sqrt()
    }

    /// Adds a peak of an area to values over a grid that increases.
    pub(crate) fn add(&self, grid: &[f64], values: &mut [f64], middle: f64, area: f64) {
        let width = self.width(middle);
        let from = grid.partition_point(|x| *x < middle - REACH * width);
        let to = grid.partition_point(|x| *x <= middle + REACH * width);
        let lorentz = area * self.mixing * 2.0 / (PI * width);
        let gauss = area * (1.0 - self.mixing) * 2.0 * (LN_2 / PI).sqrt() / width;
        for (x, value) in grid[from..to].iter().zip(&mut values[from..to]) {
            let t = ((x - middle) / width).powi(2);
            *value += lorentz / (1.0 + 4.0 * t);
            if t < 8.0 {
                *value += gauss * (-4.0 * LN_2 * t).exp();
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_peak_has_its_area_and_width() {
        let grid: Vec<f64> = (0..20_000).map(|i| 20.0 + f64::from(i) * 0.001).collect();
        for mixing in [0.0, 0.5, 1.0] {
            let mut values = vec![0.0; grid.len()];
            let profile = Profile::constant(0.2, mixing);
            profile.add(&grid, &mut values, 30.0, 7.0);
            let area: f64 = values.iter().sum::<f64>() * 0.001;
            // The Lorentz curve is cut at 25 widths: 1 - 2/π atan(50) = 1.3 percent of it.
            assert!(
                (area / 7.0 - 1.0).abs() < 0.013 * mixing + 1e-3,
                "{mixing}: {area}"
            );
            let half = values[10_000] / 2.0;
            assert!((values[10_100] / half - 1.0).abs() < 1e-6, "{mixing}");
        }
        let wider = Profile {
            u: 0.04,
            v: -0.01,
            w: 0.01,
            mixing: 0.5,
        };
        let tan = 30.0_f64.to_radians().tan();
        let expected = (0.04 * tan * tan - 0.01 * tan + 0.01).sqrt();
        assert!((wider.width(60.0) - expected).abs() < 1e-12);
    }
}
