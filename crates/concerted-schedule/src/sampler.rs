//! From uniform numbers to whole ticks of work, sixteen at a time.

use concerted_chance::{Distribution, Law, QuantileTable, Triangular};

use crate::draws::{LANES, Lanes};
use crate::uncertainty::WORK_LIMIT;

pub(crate) enum Sampler {
    Triangular(Triangular),
    /// The exact inverse of PERT costs a hundred times more than a look into its table.
    Table(QuantileTable),
    Law(Law),
}

impl Sampler {
    pub(crate) fn of(law: Law) -> Self {
        match law {
            Law::Triangular(law) => Self::Triangular(law),
            Law::Pert(_) | Law::Gamma(_) => Self::Table(QuantileTable::new(&law)),
            law => Self::Law(law),
        }
    }

    /// Turns uniform numbers into values.
    pub(crate) fn apply(&self, values: &mut Lanes) {
        match self {
            Self::Triangular(law) => triangular(law.points(), values),
            Self::Table(table) => {
                for value in values {
                    *value = table.quantile(*value);
                }
            }
            Self::Law(law) => {
                for value in values {
                    *value = law.quantile(*value);
                }
            }
        }
    }
}

/// The inverse of the triangular distribution without a branch: the square of the distance to an end, its root, one of
/// two flanks. Three loops, because the compiler turns one with a root in a selection into a branch that is mispredicted
/// every third time.
fn triangular((low, mode, high): (f64, f64, f64), values: &mut Lanes) {
    let (range, left, right) = (high - low, mode - low, high - mode);
    let mut roots = [0.0; LANES];
    for (root, u) in roots.iter_mut().zip(values.iter()) {
        let (by_left, by_right) = (u * range * left, (1.0 - u) * range * right);
        *root = if u * range < left { by_left } else { by_right };
    }
    for root in &mut roots {
        *root = root.sqrt();
    }
    for (value, root) in values.iter_mut().zip(&roots) {
        let (on_left, on_right) = (low + root, high - root);
        let found = if *value * range < left {
            on_left
        } else {
            on_right
        };
        // Written as selections, not `clamp`, which would keep the loop from being spread over lanes.
        let found = if found > low { found } else { low };
        *value = if found < high { found } else { high };
    }
}

/// Rounds to whole ticks inside the range of work; what is not a number counts as nothing.
pub(crate) fn whole(values: &mut Lanes) {
    for value in values {
        *value = whole_tick(*value);
    }
}

pub(crate) fn whole_tick(value: f64) -> f64 {
    /// Adding and taking away 2⁵² rounds to the nearest whole number; it is what vector units without a rounding
    /// instruction can do.
    const SHIFT: f64 = 4_503_599_627_370_496.0;
    let positive = if value > 0.0 { value } else { 0.0 };
    let inside = if positive < WORK_LIMIT {
        positive
    } else {
        WORK_LIMIT
    };
    let half_up = inside + 0.5;
    let nearest = (half_up + SHIFT) - SHIFT;
    if nearest > half_up {
        nearest - 1.0
    } else {
        nearest
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn halves_round_up_and_nonsense_counts_as_nothing() {
        for (value, expected) in [
            (0.49, 0.0),
            (0.5, 1.0),
            (1.5, 2.0),
            (2.5, 3.0),
            (-3.0, 0.0),
            (f64::NAN, 0.0),
            (f64::INFINITY, WORK_LIMIT),
            (WORK_LIMIT - 0.6, WORK_LIMIT - 1.0),
        ] {
            assert!((whole_tick(value) - expected).abs() < 1e-9, "{value}");
        }
    }

    proptest! {
        /// The same values as the distribution's own inverse.
        #[test]
        fn branchless_triangular(low in 0.0_f64..50.0, left in 0.0_f64..50.0, right in 0.0_f64..50.0, u in 0.0_f64..1.0) {
            let law = Triangular::new(low, low + left, low + left + right).unwrap();
            let mut values = [u; LANES];
            triangular(law.points(), &mut values);
            prop_assert_eq!(values[7].to_bits(), law.quantile(u).to_bits());
        }

        #[test]
        fn rounding_is_that_of_integers(value in 0.0_f64..1e12) {
            prop_assert_eq!(whole_tick(value) as i64, (value + 0.5) as i64);
        }
    }
}
