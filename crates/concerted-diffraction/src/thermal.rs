//! Thermal curves: events of DSC, mass steps of TGA, sorption of water (DVS).

mod mass;
mod scan;
mod sorption;

pub use mass::{MassStep, mass_steps};
pub use scan::{Direction, ThermalEvent, thermal_events};
pub use sorption::{Sorption, SorptionPoint, SorptionStep, sorption};

/// A curve over an even grid: instruments write uneven steps and stand still now and then.
pub(crate) struct Even {
    pub(crate) x: Vec<f64>,
    pub(crate) y: Vec<f64>,
    pub(crate) step: f64,
}

/// Most points of an even grid.
const MOST: usize = 20_000;

impl Even {
    /// The means of a curve over a grid with the mean step of the data, gaps filled in a straight line.
    pub(crate) fn of(x: &[f64], y: &[f64]) -> Option<Self> {
        let low = x.iter().copied().fold(f64::INFINITY, f64::min);
        let high = x.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        if x.len() != y.len() || x.len() < 10 || high - low <= 1e-6 || !(high - low).is_finite() {
            return None;
        }
        let count = x.len().min(MOST);
        let step = (high - low) / (count - 1) as f64;
        let (mut sums, mut hits) = (vec![0.0; count], vec![0_u32; count]);
        for (x, y) in x.iter().zip(y) {
            let at = (((x - low) / step).round() as usize).min(count - 1);
            sums[at] += y;
            hits[at] += 1;
        }
        let mut even: Vec<f64> = sums
            .iter()
            .zip(&hits)
            .map(|(sum, hits)| sum / f64::from((*hits).max(1)))
            .collect();
        let known: Vec<usize> = (0..count).filter(|at| hits[*at] > 0).collect();
        for pair in known.windows(2) {
            for at in pair[0] + 1..pair[1] {
                let share = (at - pair[0]) as f64 / (pair[1] - pair[0]) as f64;
                even[at] = even[pair[0]] + share * (even[pair[1]] - even[pair[0]]);
            }
        }
        let x = (0..count).map(|at| low + at as f64 * step).collect();
        Some(Self { x, y: even, step })
    }

    /// Points in a width of the first column.
    pub(crate) fn points(&self, width: f64) -> usize {
        ((width / self.step).round() as usize).clamp(1, self.x.len() / 4)
    }
}

/// Means over 2n + 1 points; fewer at the ends.
pub(crate) fn smoothed(series: &[f64], n: usize) -> Vec<f64> {
    let mut total = vec![0.0];
    for value in series {
        total.push(total[total.len() - 1] + value);
    }
    (0..series.len())
        .map(|at| {
            // The same reach on both sides, so that a straight line stays one.
            let reach = n.min(at).min(series.len() - 1 - at);
            let (from, to) = (at - reach, at + reach + 1);
            (total[to] - total[from]) / (to - from) as f64
        })
        .collect()
}

/// Slopes by central differences.
pub(crate) fn slopes(series: &[f64], step: f64) -> Vec<f64> {
    (0..series.len())
        .map(|at| {
            let (from, to) = (at.saturating_sub(1), (at + 1).min(series.len() - 1));
            (series[to] - series[from]) / (step * (to - from).max(1) as f64)
        })
        .collect()
}
