//! The peaks of a measured pattern.

/// A peak that stands out of the noise.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ObservedPeak {
    /// Angle 2θ in degrees.
    pub two_theta: f64,
    /// Height above the background.
    pub height: f64,
    /// Height in percent of the highest peak.
    pub relative: f64,
    /// Full width at half height in degrees.
    pub width: f64,
    /// Height above the higher of the two valleys beside it.
    pub prominence: f64,
}

/// Points that are looked at on each side of a peak.
const REACH: usize = 2_000;
/// Noise is exceeded this many times by a peak.
const OVER_NOISE: f64 = 6.0;

/// Peaks above a share of the highest, in percent, that stand out of the noise.
///
/// Noise: median absolute second difference over 0.6745 √6, the standard deviation of white noise, of the net
/// intensities; near a peak the counting noise √(net / lowest net noise²) is larger, so the share bounds it too.
pub fn observed_peaks(two_theta: &[f64], net: &[f64], least_percent: f64) -> Vec<ObservedPeak> {
    let smooth = smoothed(net);
    let highest = smooth.iter().copied().fold(0.0, f64::max);
    if highest <= 0.0 || smooth.len() < 5 || two_theta.len() != net.len() {
        return Vec::new();
    }
    let least = (OVER_NOISE * noise(net)).max(highest * least_percent / 100.0);
    let mut peaks = Vec::new();
    for at in 1..smooth.len() - 1 {
        let top = smooth[at];
        if top < least || top < smooth[at - 1] || top <= smooth[at + 1] {
            continue;
        }
        let below: Vec<f64> = smooth[at.saturating_sub(REACH)..at]
            .iter()
            .rev()
            .copied()
            .collect();
        let above = &smooth[at + 1..(at + 1 + REACH).min(smooth.len())];
        let prominence = top - valley(&below, top).max(valley(above, top));
        if prominence < least.max(0.3 * top * f64::from(u8::from(top < 3.0 * least))) {
            continue;
        }
        let half = |side: &[f64]| {
            side.iter()
                .position(|y| *y <= top / 2.0)
                .unwrap_or(side.len())
        };
        let left = at.saturating_sub(half(&below) + 1);
        let right = (at + half(above) + 1).min(smooth.len() - 1);
        let across = |low: usize, high: usize| {
            let (y0, y1) = (smooth[low], smooth[high]);
            let share = if (y1 - y0).abs() > 0.0 {
                ((top / 2.0 - y0) / (y1 - y0)).clamp(0.0, 1.0)
            } else {
                0.5
            };
            two_theta[low] + share * (two_theta[high] - two_theta[low])
        };
        peaks.push(ObservedPeak {
            two_theta: two_theta[at],
            height: top,
            relative: 100.0 * top / highest,
            width: across(right - 1, right) - across(left, left + 1),
            prominence,
        });
    }
    peaks
}

/// Lowest value on the way to something higher.
fn valley(side: &[f64], top: f64) -> f64 {
    let mut lowest = top;
    for y in side {
        if *y > top {
            return lowest;
        }
        lowest = lowest.min(*y);
    }
    // The end of the pattern is no valley that a peak could hide in.
    lowest
}

/// Means over three points.
fn smoothed(series: &[f64]) -> Vec<f64> {
    (0..series.len())
        .map(|at| {
            let part = &series[at.saturating_sub(1)..(at + 2).min(series.len())];
            part.iter().sum::<f64>() / part.len() as f64
        })
        .collect()
}

/// Standard deviation of the noise.
pub(crate) fn noise(series: &[f64]) -> f64 {
    let mut differences: Vec<f64> = series
        .windows(3)
        .map(|three| (three[0] - 2.0 * three[1] + three[2]).abs())
        .collect();
    if differences.is_empty() {
        return 0.0;
    }
    differences.sort_by(f64::total_cmp);
    differences[differences.len() / 2] / 0.6745 / 6.0_f64.sqrt()
}

/// The usual width of peaks that stand alone; none where there are none.
pub(crate) fn usual_width(peaks: &[ObservedPeak]) -> Option<f64> {
    let alone = |peak: &&ObservedPeak| peak.relative > 10.0 && peak.prominence > 0.7 * peak.height;
    let mut widths: Vec<f64> = peaks.iter().filter(alone).map(|peak| peak.width).collect();
    widths.sort_by(f64::total_cmp);
    // The lower quartile: peaks that overlap are too wide, none is too narrow.
    widths
        .get(widths.len() / 4)
        .copied()
        .filter(|width| *width > 0.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::profile::Profile;

    #[test]
    fn peaks_are_found_with_their_width() {
        let grid: Vec<f64> = (0..3_000).map(|i| 5.0 + f64::from(i) * 0.01).collect();
        let mut net = vec![0.0; grid.len()];
        let profile = Profile::constant(0.12, 0.5);
        for (angle, area) in [(10.0, 5.0), (17.3, 10.0), (17.9, 2.0), (30.0, 0.05)] {
            profile.add(&grid, &mut net, angle, area);
        }
        let found = observed_peaks(&grid, &net, 1.0);
        let angles: Vec<f64> = found
            .iter()
            .map(|peak| (peak.two_theta * 100.0).round() / 100.0)
            .collect();
        assert_eq!(angles, [10.0, 17.3, 17.9]);
        assert!((found[0].width - 0.12).abs() < 0.01, "{:?}", found[0]);
        assert!((found[0].relative - 50.0).abs() < 1.0);
        assert!((usual_width(&found).unwrap() - 0.12).abs() < 0.02);
    }
}
