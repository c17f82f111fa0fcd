//! Events of a DSC curve: onset, peak, area.

use super::{Even, slopes, smoothed};
use crate::peaks::noise;

/// Half window of the baseline in kelvin: much wider than an event.
const BASELINE: f64 = 25.0;
/// Points of that window that are looked at.
const SAMPLES: usize = 200;
/// Smoothing in kelvin.
const SMOOTHING: f64 = 0.15;
/// Smallest event: share of the highest, and multiple of the noise.
const LEAST_SHARE: f64 = 0.02;
const OVER_NOISE: f64 = 8.0;
/// An event ends where the curve comes back to this share of its height.
const END: f64 = 0.01;

/// Whether an event takes up heat or gives it off.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// Heat is taken up: melting, loss of solvent.
    Endothermic,
    /// Heat is given off: crystallization, decomposition.
    Exothermic,
}

/// One event of a DSC curve.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ThermalEvent {
    /// Up or down.
    pub direction: Direction,
    /// Where the tangent at the steepest point before the peak meets the baseline, in °C.
    pub onset: f64,
    /// Highest point above the baseline, in °C.
    pub peak: f64,
    /// Where the event begins and ends, in °C.
    pub range: (f64, f64),
    /// Height above the baseline, in the unit of the curve.
    pub height: f64,
    /// Area above the baseline: unit of the curve times kelvin.
    pub area: f64,
    /// Heat in J/g, where the curve is in W/g and the heating rate is known: 60 · area / rate.
    pub heat_j_per_g: Option<f64>,
}

/// Events of a heating curve, by temperature.
///
/// `flow` is heat flow with exothermic up, or endothermic up with `endothermic_up`; in W/g where a heat is wanted, with
/// `rate` in K/min. Baseline of an event: a straight line between its ends, found where the curve comes back to 1 % of its
/// height over a running median. Events below 2 % of the highest or 8 times the noise are not told. Empty where the
/// curve is too short.
///
/// ```
/// use concerted_diffraction::{Direction, thermal_events};
/// let temperature: Vec<f64> = (0..2000).map(|i| 50.0 + f64::from(i) * 0.1).collect();
/// let flow: Vec<f64> = temperature.iter().map(|t| -0.01 * t - 5.0 * (-((t - 150.0) / 2.0f64).powi(2) / 2.0).exp()).collect();
/// let event = thermal_events(&temperature, &flow, false, Some(10.0))[0];
/// assert_eq!(event.direction, Direction::Endothermic);
/// // A Gauss curve of standard deviation 2 K: tangent from two deviations below, area 5 · 2 · √(2π) W K/g.
/// assert!((event.onset - 146.0).abs() < 0.1);
/// assert!((event.heat_j_per_g.unwrap() - 60.0 * 25.066 / 10.0).abs() < 1.0);
/// ```
pub fn thermal_events(
    temperature: &[f64],
    flow: &[f64],
    endothermic_up: bool,
    rate: Option<f64>,
) -> Vec<ThermalEvent> {
    let Some(curve) = Even::of(temperature, flow) else {
        return Vec::new();
    };
    let flow = smoothed(&curve.y, curve.points(SMOOTHING).max(1));
    let noise = noise(&curve.y);
    let mut events = Vec::new();
    for up in [true, false] {
        let signed: Vec<f64> = flow.iter().map(|y| if up { *y } else { -y }).collect();
        let direction = if up == endothermic_up {
            Direction::Endothermic
        } else {
            Direction::Exothermic
        };
        events.extend(
            one_way(&curve, &signed, noise)
                .into_iter()
                .map(|found| (direction, found)),
        );
    }
    let highest = events
        .iter()
        .map(|event| event.1.height)
        .fold(0.0, f64::max);
    events.retain(|event| event.1.height >= LEAST_SHARE * highest);
    let mut events: Vec<ThermalEvent> = events
        .into_iter()
        .map(|(direction, found)| ThermalEvent {
            direction,
            heat_j_per_g: rate
                .filter(|rate| *rate > 0.0)
                .map(|rate| 60.0 * found.area / rate),
            ..found
        })
        .collect();
    events.sort_by(|a, b| a.peak.total_cmp(&b.peak));
    events
}

/// Events that point up.
fn one_way(curve: &Even, flow: &[f64], noise: f64) -> Vec<ThermalEvent> {
    let lowest = flow.iter().copied().fold(f64::INFINITY, f64::min);
    let highest = flow.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let span = highest - lowest;
    if span <= 0.0 || !span.is_finite() {
        return Vec::new();
    }
    let base = medians(flow, curve.points(BASELINE));
    let net: Vec<f64> = flow.iter().zip(&base).map(|(y, base)| y - base).collect();
    let top = net.iter().copied().fold(0.0, f64::max);
    let least = (OVER_NOISE * noise).max(LEAST_SHARE * top);
    let mut events = Vec::new();
    let mut at = 0;
    while at < net.len() {
        if net[at] < least || net[at] <= 1e-6 * span {
            at += 1;
            continue;
        }
        let rise = at;
        while at < net.len() && net[at] >= least {
            at += 1;
        }
        if let Some(event) = event(curve, (flow, &net), (rise, at), noise) {
            events.push(event);
        }
    }
    events
}

/// Running medians, which neither a peak nor a dip moves and which keep a straight line.
///
/// Clipping would go down into a dip of the other direction and call its shoulders a peak.
fn medians(flow: &[f64], half: usize) -> Vec<f64> {
    (0..flow.len())
        .map(|at| {
            let reach = half.min(at).min(flow.len() - 1 - at);
            let stride = (2 * reach / SAMPLES).max(1);
            let offsets = (0..=reach).step_by(stride);
            let mut part: Vec<f64> = offsets
                .flat_map(|offset| [flow[at - offset], flow[at + offset]])
                .collect();
            part.sort_by(f64::total_cmp);
            f64::midpoint(part[(part.len() - 1) / 2], part[part.len() / 2])
        })
        .collect()
}

/// The event whose part above the threshold runs from one point to another.
fn event(
    curve: &Even,
    (flow, net): (&[f64], &[f64]),
    (rise, fall): (usize, usize),
    noise: f64,
) -> Option<ThermalEvent> {
    let peak = (rise..fall).max_by(|a, b| net[*a].total_cmp(&net[*b]))?;
    let end = END * net[peak];
    let mut from = rise;
    while from > 0 && net[from] > end {
        from -= 1;
    }
    let mut to = fall.min(net.len() - 1);
    while to < net.len() - 1 && net[to] > end {
        to += 1;
    }
    // A sloping baseline lifts the medians under a peak, so the true feet lie further out: as long as the curve falls.
    let (left, right) = ((peak - from) / 2, (to - peak) / 2);
    for _ in 0..left {
        if from > 0 && flow[from - 1] < flow[from] + noise {
            from -= 1;
        }
    }
    for _ in 0..right {
        if to + 1 < flow.len() && flow[to + 1] < flow[to] + noise {
            to += 1;
        }
    }
    if to - from < 4 {
        return None;
    }
    let line =
        |at: usize| flow[from] + (flow[to] - flow[from]) * (at - from) as f64 / (to - from) as f64;
    let above: Vec<f64> = (from..=to).map(|at| flow[at] - line(at)).collect();
    let peak = from
        + above
            .iter()
            .enumerate()
            .max_by(|a, b| a.1.total_cmp(b.1))?
            .0;
    let height = above[peak - from];
    let slopes = slopes(&above, curve.step);
    let steepest = (0..=peak - from).max_by(|a, b| slopes[*a].total_cmp(&slopes[*b]))?;
    if height <= 0.0 || slopes[steepest] <= 0.0 {
        return None;
    }
    let area = curve.step * (above.iter().sum::<f64>() - f64::midpoint(above[0], above[to - from]));
    Some(ThermalEvent {
        direction: Direction::Endothermic,
        onset: curve.x[from + steepest] - above[steepest] / slopes[steepest],
        peak: curve.x[peak],
        range: (curve.x[from], curve.x[to]),
        height,
        area,
        heat_j_per_g: None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn gauss(t: f64, middle: f64, deviation: f64, height: f64) -> f64 {
        height * (-((t - middle) / deviation).powi(2) / 2.0).exp()
    }

    #[test]
    fn two_events_in_both_directions_on_a_sloping_baseline() {
        let temperature: Vec<f64> = (0..4_000).map(|i| 30.0 + f64::from(i) * 0.05).collect();
        // A small deterministic ripple stands for noise.
        let flow: Vec<f64> = temperature
            .iter()
            .zip(0..)
            .map(|(t, i)| {
                let ripple = 1e-3 * f64::from((i * 7919) % 13 - 6) / 6.0;
                0.2 - 0.002 * t + gauss(*t, 90.0, 1.5, 0.8) - gauss(*t, 170.0, 1.0, 4.0) + ripple
            })
            .collect();
        let found = thermal_events(&temperature, &flow, false, Some(5.0));
        assert_eq!(found.len(), 2, "{found:?}");
        assert_eq!(found[0].direction, Direction::Exothermic);
        assert_eq!(found[1].direction, Direction::Endothermic);
        for (event, middle, deviation, height) in
            [(found[0], 90.0, 1.5, 0.8), (found[1], 170.0, 1.0, 4.0)]
        {
            let area = height * deviation * (2.0 * std::f64::consts::PI).sqrt();
            assert!((event.peak - middle).abs() < 0.15, "{event:?}");
            assert!(
                (event.onset - (middle - 2.0 * deviation)).abs() < 0.25,
                "{event:?}"
            );
            assert!((event.area / area - 1.0).abs() < 0.03, "{event:?}");
            assert!((event.heat_j_per_g.unwrap() / (12.0 * event.area) - 1.0).abs() < 1e-12);
        }
        let other_way: Vec<f64> = flow.iter().map(|y| -y).collect();
        let turned = thermal_events(&temperature, &other_way, true, None);
        assert_eq!(turned.len(), 2);
        assert_eq!(turned[1].direction, Direction::Endothermic);
        assert_eq!(turned[1].heat_j_per_g, None);
    }

    #[test]
    fn a_straight_line_has_no_event() {
        let temperature: Vec<f64> = (0..500).map(f64::from).collect();
        let flow: Vec<f64> = temperature.iter().map(|t| 0.1 + 0.01 * t).collect();
        assert_eq!(thermal_events(&temperature, &flow, false, None), []);
        assert_eq!(thermal_events(&[1.0, 2.0], &[0.0, 1.0], false, None), []);
    }
}
