//! Mass steps of a TGA curve.

use super::{Even, slopes, smoothed};
use crate::peaks::noise;

/// Smoothing in kelvin.
const SMOOTHING: f64 = 1.0;
/// Smallest step in percent of the first mass, and multiple of the noise.
const LEAST_PERCENT: f64 = 0.1;
const OVER_NOISE: f64 = 6.0;
/// A step lasts while the slope is above this share of its steepest.
const EDGE: f64 = 0.05;
/// Molar mass of water in g/mol.
const WATER: f64 = 18.015;

/// One step of a TGA curve.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct MassStep {
    /// Where the tangent at the steepest point meets the level before, in °C.
    pub onset: f64,
    /// Steepest point, in °C.
    pub steepest: f64,
    /// Where the step begins and ends, in °C.
    pub range: (f64, f64),
    /// Mass lost in percent of the first mass; negative for a gain.
    pub loss_percent: f64,
    /// Mass left after the step in percent of the first mass.
    pub left_percent: f64,
    /// Moles of water for one mole of the dry compound, where its molar mass is known: loss/(left) · M / 18.015.
    pub waters: Option<f64>,
}

/// Steps of mass over temperature, by temperature.
///
/// A step is a stretch in which the slope stays above a twentieth of its steepest, with at least 0.1 % of the first mass
/// and six times the noise. `dry_molar_mass` in g/mol turns losses into moles of water. Empty where the curve is too short
/// or the first mass is not positive.
///
/// ```
/// let temperature: Vec<f64> = (0..2000).map(|i| 25.0 + f64::from(i) * 0.1).collect();
/// let mass: Vec<f64> = temperature.iter().map(|t| 10.0 - 0.8 / (1.0 + (-(t - 100.0) / 3.0f64).exp())).collect();
/// let steps = concerted_diffraction::mass_steps(&temperature, &mass, None);
/// assert_eq!(steps.len(), 1);
/// assert!((steps[0].loss_percent - 8.0).abs() < 0.2);
/// ```
pub fn mass_steps(temperature: &[f64], mass: &[f64], dry_molar_mass: Option<f64>) -> Vec<MassStep> {
    let Some(curve) = Even::of(temperature, mass) else {
        return Vec::new();
    };
    let level = smoothed(&curve.y, curve.points(SMOOTHING));
    let first = level[0];
    if first <= 0.0 {
        return Vec::new();
    }
    let percent: Vec<f64> = level.iter().map(|y| 100.0 * y / first).collect();
    let slopes = smoothed(&slopes(&percent, curve.step), curve.points(SMOOTHING));
    let least = LEAST_PERCENT.max(OVER_NOISE * 100.0 * noise(&curve.y) / first);
    let mut stretches: Vec<Stretch> = Vec::new();
    let mut free = vec![true; slopes.len()];
    // The steepest stretch first, each point in one step only.
    for _ in 0..40 {
        let open = (0..slopes.len()).filter(|at| free[*at]);
        let Some(steepest) = open.max_by(|a, b| slopes[*a].abs().total_cmp(&slopes[*b].abs()))
        else {
            break;
        };
        let sign = slopes[steepest].signum();
        let edge = EDGE * slopes[steepest].abs();
        let inside = |at: usize| free[at] && sign * slopes[at] > edge;
        let mut from = steepest;
        while from > 0 && inside(from - 1) {
            from -= 1;
        }
        let mut to = steepest;
        while to + 1 < slopes.len() && inside(to + 1) {
            to += 1;
        }
        free[from..=to].fill(false);
        let loss = percent[from] - percent[to];
        // A slow drift over most of the curve is no step.
        let narrow = (to - from) * 2 < slopes.len();
        if loss.abs() < least || slopes[steepest].abs() < 1e-9 {
            break;
        }
        // The tail of a step has its steepest point where it touches the step, and belongs to it.
        let tail = stretches.iter_mut().find(|own: &&mut Stretch| {
            let touches = (own.from == to + 1 && steepest + 2 >= to)
                || (own.to + 1 == from && steepest <= from + 2);
            touches && slopes[own.steepest] * sign > 0.0 && to - from <= 2 * (own.to - own.from)
        });
        match tail {
            Some(own) => {
                own.from = own.from.min(from);
                own.to = own.to.max(to);
            }
            None if narrow => stretches.push(Stretch { from, to, steepest }),
            None => {}
        }
    }
    let told = |own: &Stretch| {
        let (loss, left) = (percent[own.from] - percent[own.to], percent[own.to]);
        let middle = own.steepest;
        MassStep {
            onset: curve.x[middle] + (percent[own.from] - percent[middle]) / slopes[middle],
            steepest: curve.x[middle],
            range: (curve.x[own.from], curve.x[own.to]),
            loss_percent: loss,
            left_percent: left,
            waters: dry_molar_mass
                .filter(|_| left > 0.0)
                .map(|molar| loss / left * molar / WATER),
        }
    };
    let mut steps: Vec<MassStep> = stretches.iter().map(told).collect();
    steps.sort_by(|a, b| a.steepest.total_cmp(&b.steepest));
    steps
}

/// A step by its points.
struct Stretch {
    from: usize,
    to: usize,
    steepest: usize,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn step(t: f64, middle: f64, width: f64) -> f64 {
        1.0 / (1.0 + (-(t - middle) / width).exp())
    }

    #[test]
    fn two_steps_with_their_onset_and_water() {
        // A dihydrate of 300 g/mol loses 2 · 18.015 / 336.03 = 10.72 %, then decomposes by 30 %.
        let water = 100.0 * 2.0 * WATER / (300.0 + 2.0 * WATER);
        let temperature: Vec<f64> = (0..3_000).map(|i| 25.0 + f64::from(i) * 0.1).collect();
        let mass: Vec<f64> = temperature
            .iter()
            .zip(0_i32..)
            .map(|(t, i)| {
                let ripple = 2e-4 * f64::from((i * 7919) % 13 - 6);
                12.0 * (100.0 - water * step(*t, 95.0, 2.0) - 30.0 * step(*t, 250.0, 4.0)) / 100.0
                    + ripple
            })
            .collect();
        let found = mass_steps(&temperature, &mass, Some(300.0));
        assert_eq!(found.len(), 2, "{found:?}");
        assert!((found[0].loss_percent - water).abs() < 0.5, "{found:?}");
        assert!((found[1].loss_percent - 30.0).abs() < 1.0, "{found:?}");
        assert!((found[0].waters.unwrap() - 2.0).abs() < 0.1);
        // The tangent of a logistic step of width w meets the level before at 2w below the middle.
        assert!((found[0].onset - 91.0).abs() < 0.5, "{found:?}");
        assert!((found[1].onset - 242.0).abs() < 0.7, "{found:?}");
    }

    #[test]
    fn a_level_or_drifting_curve_has_no_step() {
        let temperature: Vec<f64> = (0..1_000).map(f64::from).collect();
        let level: Vec<f64> = temperature.iter().map(|_| 10.0).collect();
        let drift: Vec<f64> = temperature.iter().map(|t| 10.0 - 1e-3 * t).collect();
        assert_eq!(mass_steps(&temperature, &level, None), []);
        assert_eq!(mass_steps(&temperature, &drift, None), []);
    }
}
