//! The unit cell: metric, volume, distances between lattice planes.

/// Three rows of three numbers.
pub(crate) type Matrix = [[f64; 3]; 3];

/// Largest length of an edge that is taken, in angstrom.
pub(crate) const LONGEST_EDGE: f64 = 500.0;

/// A unit cell.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Cell {
    lengths: [f64; 3],
    angles: [f64; 3],
    metric: Matrix,
    reciprocal: Matrix,
    volume: f64,
}

impl Cell {
    /// A cell from lengths a, b, c in angstrom and angles alpha, beta, gamma in degrees.
    ///
    /// With the metric tensor G (G_ij = a_i·a_j) the volume is V = √det G. None where a length is not in (0, 500] or
    /// the angles cannot occur together (det G ≤ 0).
    ///
    /// ```
    /// use concerted_diffraction::Cell;
    /// let cell = Cell::new([5.64, 5.64, 5.64], [90.0, 90.0, 90.0]).unwrap();
    /// assert!((cell.volume() - 179.406).abs() < 1e-3);
    /// assert!((cell.spacing([2, 0, 0]) - 2.82).abs() < 1e-12);
    /// ```
    pub fn new(lengths: [f64; 3], angles: [f64; 3]) -> Option<Self> {
        let sensible = lengths
            .iter()
            .all(|length| *length > 0.0 && *length <= LONGEST_EDGE)
            && angles.iter().all(|angle| *angle > 0.0 && *angle < 180.0);
        if !sensible {
            return None;
        }
        // The cosine of 90 degrees must be zero, not a rounding error: extinctions rest on it.
        let cosine = angles.map(|angle| {
            if (angle - 90.0).abs() < 1e-9 {
                0.0
            } else {
                angle.to_radians().cos()
            }
        });
        let [a, b, c] = lengths;
        let metric = [
            [a * a, a * b * cosine[2], a * c * cosine[1]],
            [a * b * cosine[2], b * b, b * c * cosine[0]],
            [a * c * cosine[1], b * c * cosine[0], c * c],
        ];
        let determinant = determinant(&metric);
        // The share of the box that the cell fills; below a millionth it is flat for all purposes.
        if determinant.is_nan() || determinant <= 1e-12 * (a * b * c).powi(2) {
            return None;
        }
        Some(Self {
            lengths,
            angles,
            metric,
            reciprocal: inverse(&metric, determinant),
            volume: determinant.sqrt(),
        })
    }

    /// Lengths a, b, c in angstrom.
    pub fn lengths(&self) -> [f64; 3] {
        self.lengths
    }

    /// Angles alpha, beta, gamma in degrees.
    pub fn angles(&self) -> [f64; 3] {
        self.angles
    }

    /// Volume in cubic angstrom.
    pub fn volume(&self) -> f64 {
        self.volume
    }

    /// Distance of the lattice planes hkl in angstrom: 1/d² = h G⁻¹ hᵀ. Infinite for 000.
    pub fn spacing(&self, hkl: [i32; 3]) -> f64 {
        let h = hkl.map(f64::from);
        1.0 / self.reciprocal_product(h, h).sqrt()
    }

    /// The same cell with its edges multiplied by factors, angles kept.
    pub fn scaled(&self, factors: [f64; 3]) -> Option<Self> {
        let [a, b, c] = self.lengths;
        Self::new(
            [a * factors[0], b * factors[1], c * factors[2]],
            self.angles,
        )
    }

    /// Product of two directions of reciprocal space, in 1/angstrom².
    pub(crate) fn reciprocal_product(&self, one: [f64; 3], other: [f64; 3]) -> f64 {
        product(&self.reciprocal, one, other)
    }

    /// Length of a vector in fractions of the edges, in angstrom.
    pub(crate) fn length(&self, fraction: [f64; 3]) -> f64 {
        product(&self.metric, fraction, fraction).max(0.0).sqrt()
    }

    pub(crate) fn metric(&self) -> &Matrix {
        &self.metric
    }

    pub(crate) fn reciprocal(&self) -> &Matrix {
        &self.reciprocal
    }
}

fn product(metric: &Matrix, one: [f64; 3], other: [f64; 3]) -> f64 {
    let mut sum = 0.0;
    for (row, x) in metric.iter().zip(one) {
        for (entry, y) in row.iter().zip(other) {
            sum += x * entry * y;
        }
    }
    sum
}

fn determinant(m: &Matrix) -> f64 {
    m[0][0] * (m[1][1] * m[2][2] - m[1][2] * m[2][1])
        - m[0][1] * (m[1][0] * m[2][2] - m[1][2] * m[2][0])
        + m[0][2] * (m[1][0] * m[2][1] - m[1][1] * m[2][0])
}

/// The inverse of a symmetric matrix, by cofactors.
fn inverse(m: &Matrix, determinant: f64) -> Matrix {
    let mut inverse = [[0.0; 3]; 3];
    for (row, line) in inverse.iter_mut().enumerate() {
        let (r1, r2) = ((row + 1) % 3, (row + 2) % 3);
        for (column, entry) in line.iter_mut().enumerate() {
            let (c1, c2) = ((column + 1) % 3, (column + 2) % 3);
            *entry = (m[r1][c1] * m[r2][c2] - m[r1][c2] * m[r2][c1]) / determinant;
        }
    }
    inverse
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spacings_follow_the_closed_forms() {
        // Monoclinic: 1/d² = (h²/a² + k² sin²β/b² + l²/c² - 2hl cosβ/(ac)) / sin²β.
        let (a, b, c, beta) = (10.3942, 18.819, 6.825_03, 106.437_f64);
        let cell = Cell::new([a, b, c], [90.0, beta, 90.0]).unwrap();
        let (sin, cos) = beta.to_radians().sin_cos();
        for [h, k, l] in [[1, 1, -1], [0, 2, 0], [3, 5, 2], [-2, 0, 3]] {
            let (x, y, z) = (f64::from(h), f64::from(k), f64::from(l));
            let inverse = ((x / a).powi(2) + (y * sin / b).powi(2) + (z / c).powi(2)
                - 2.0 * x * z * cos / (a * c))
                / (sin * sin);
            assert!((cell.spacing([h, k, l]) - inverse.powf(-0.5)).abs() < 1e-9);
        }
        assert!((cell.volume() - a * b * c * sin).abs() < 1e-8);
        // Hexagonal: 1/d² = 4/3 (h² + hk + k²)/a² + l²/c².
        let cell = Cell::new([4.913, 4.913, 5.405], [90.0, 90.0, 120.0]).unwrap();
        let expected = (4.0 / 3.0 / 4.913_f64.powi(2) + 1.0 / 5.405_f64.powi(2)).powf(-0.5);
        assert!((cell.spacing([1, 0, 1]) - expected).abs() < 1e-9);
        assert!((cell.spacing([0, 1, 1]) - expected).abs() < 1e-9);
    }

    #[test]
    fn impossible_cells_are_refused() {
        for (lengths, angles) in [
            ([0.0, 1.0, 1.0], [90.0, 90.0, 90.0]),
            ([-5.0, 1.0, 1.0], [90.0, 90.0, 90.0]),
            ([5.0, 5.0, 5.0], [170.0, 170.0, 90.0]),
            ([5.0, 5.0, 5.0], [60.0, 60.0, 120.0]),
            ([5.0, 5.0, f64::NAN], [90.0, 90.0, 90.0]),
            ([5.0, 5.0, 5000.0], [90.0, 90.0, 90.0]),
        ] {
            assert_eq!(Cell::new(lengths, angles), None, "{lengths:?} {angles:?}");
        }
    }
}
