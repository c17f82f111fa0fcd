//! Breaks of a solubility series: another solid form, or a slip in the record.
//!
//! A series of one solid form is smooth. Where a second form becomes the stable one, the smaller of two
//! solubilities is measured, and the curve of ln x over 1/T gets a concave kink. A slip of the pen or a
//! change of unit moves one point or all points behind it. Each is looked for only as far as the number of
//! points allows; the thresholds are set so that a smooth series is flagged less than once in a hundred
//! times (tested on synthetic series).

use nalgebra::DMatrix;
use statrs::distribution::{ContinuousCDF, StudentsT};

use crate::fit::{GAS_CONSTANT_KJ, center, solve};
use crate::least_squares::{LeastSquares, aicc};
use crate::model::SolubilityModel;

/// Fewest points at which a kink or step, four terms and the variance, has a criterion.
pub const BREAK_POINTS: usize = 7;

/// By how much AICc must prefer a broken curve: considerably less support for the smooth one (Burnham and
/// Anderson, Model Selection and Multimodel Inference, speak of 4 to 7).
const CLEAR: f64 = 6.0;

/// Level of the outlier test after Bonferroni; small, because no model is exact.
const OUTLIER_LEVEL: f64 = 1e-3;

/// Smallest relative deviation worth a word: below the repeatability of any solubility measurement.
const NOTICED: f64 = 0.01;

/// Fall of solubility between two neighbors that a rising series does not have.
const FALL: f64 = 0.05;

/// Share of the enthalpy of dissolution at the coldest point that must be left at the hottest.
const ENTHALPY_LEFT: f64 = 0.5;

/// Student's t of the curvature from which the fall of the enthalpy is believed.
const CURVATURE_T: f64 = -4.0;

/// Places tried for a kink between two neighboring temperatures.
const PLACES: usize = 8;

/// What is broken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum BreakKind {
    /// The slope of ln x over 1/T changes at once.
    Kink,
    /// All points behind one are shifted.
    Step,
    /// The enthalpy of dissolution falls to less than half over the series.
    FallingEnthalpy,
    /// One point lies off the curve of the others.
    Outlier,
    /// Solubility falls between two temperatures of a series that rises.
    Decrease,
}

impl BreakKind {
    /// The name for machines.
    pub fn key(self) -> &'static str {
        match self {
            Self::Kink => "kink",
            Self::Step => "step",
            Self::FallingEnthalpy => "falling_enthalpy",
            Self::Outlier => "outlier",
            Self::Decrease => "decrease",
        }
    }
}

/// One break of a series.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SeriesBreak {
    /// What is broken.
    pub kind: BreakKind,
    /// Where, in K.
    pub temperature_k: f64,
    /// Before and after: enthalpies of dissolution in kJ/mol for a kink or fall; else the factor by which x is off, twice.
    pub change: (f64, f64),
}

impl SeriesBreak {
    /// What was found and what it may mean, as a sentence.
    pub fn sentence(&self) -> String {
        let (t, (before, after)) = (self.temperature_k, self.change);
        match self.kind {
            BreakKind::Kink => format!(
                "the slope changes at {t:.1} K (enthalpy of dissolution {before:.1} below, {after:.1} kJ/mol above): {}",
                if after < before {
                    "another solid form or solvate may be in contact with the solution above, and one curve must not be fitted through both parts"
                } else {
                    "no change to a stable form does that; a metastable form, decomposition or a slip in the record may"
                }
            ),
            BreakKind::Step => format!(
                "from {t:.1} K on x is off by a factor of {after:.3}: a slip in the record, a change of unit or method, or another solid form"
            ),
            BreakKind::FallingEnthalpy => format!(
                "the enthalpy of dissolution falls from {before:.1} to {after:.1} kJ/mol over the series: one solid form does not do that; solid form and equilibrium are to be checked"
            ),
            BreakKind::Outlier => format!(
                "the point at {t:.2} K lies off the curve of the others by a factor of {after:.3}: a slip in the record or another solid form"
            ),
            BreakKind::Decrease => format!(
                "solubility falls at {t:.2} K to {after:.3} of its value before, in a series that rises: points exchanged, or another solid form"
            ),
        }
    }
}

/// Every break of a series, by temperature.
pub(crate) fn find_breaks(points: &[(f64, f64)]) -> Vec<SeriesBreak> {
    let mut points = points.to_vec();
    points.sort_by(|(one, _), (other, _)| one.total_cmp(other));
    let mut breaks = Vec::new();
    if let Some((index, found)) = outlier(&points) {
        breaks.push(found);
        // What one wrong point does to the curve of all must not be reported twice.
        points.remove(index);
    } else {
        breaks.extend(decrease(&points));
    }
    match kink_or_step(&points) {
        Some(found) => breaks.push(found),
        None => breaks.extend(falling_enthalpy(&points)),
    }
    breaks.sort_by(|one, other| one.temperature_k.total_cmp(&other.temperature_k));
    breaks
}

/// The point that no model explains: externally studentized residual, Bonferroni over the points.
///
/// Every model that has two degrees of freedom left must reject the point, so that curvature which a poor
/// model misses is not taken for an outlier at the end of the series.
fn outlier(points: &[(f64, f64)]) -> Option<(usize, SeriesBreak)> {
    let n = points.len();
    let center_k = center(points);
    // Largest p over the models, and the smallest deviation, of each point.
    let mut judged = vec![(0.0_f64, f64::INFINITY); n];
    let mut models = 0;
    for model in SolubilityModel::LINEAR {
        let Some(free) = n.checked_sub(model.terms() + 1).filter(|free| *free >= 2) else {
            continue;
        };
        let Some(fitted) = solve(model, points, center_k) else {
            continue;
        };
        let Some(left) = fitted.left_out() else {
            continue;
        };
        let student = StudentsT::new(0.0, 1.0, free as f64).ok()?;
        models += 1;
        for (index, judged) in judged.iter_mut().enumerate() {
            let (e, rest) = (fitted.residuals[index], 1.0 - fitted.leverages[index]);
            let others = (fitted.residual_sum() - e * e / rest).max(1e-20);
            let t = e / (others / free as f64 * rest).sqrt();
            judged.0 = judged.0.max(2.0 * n as f64 * student.sf(t.abs()));
            if left[index].abs() < judged.1.abs() {
                judged.1 = left[index];
            }
        }
    }
    let (index, (p, left)) = judged
        .into_iter()
        .enumerate()
        .min_by(|(_, one), (_, other)| one.0.total_cmp(&other.0))?;
    (models > 0 && p < OUTLIER_LEVEL && left.abs() > NOTICED).then(|| {
        let found = SeriesBreak {
            kind: BreakKind::Outlier,
            temperature_k: points[index].0,
            change: (left.exp(), left.exp()),
        };
        (index, found)
    })
}

fn decrease(points: &[(f64, f64)]) -> Option<SeriesBreak> {
    let rises = points.first()?.1 < points.last()?.1;
    let mut steps = points.windows(2).filter(|pair| pair[0].0 < pair[1].0);
    let falls = |pair: &&[(f64, f64)]| pair[1].1 < pair[0].1 * (1.0 - FALL);
    steps.find(falls).filter(|_| rises).map(|pair| SeriesBreak {
        kind: BreakKind::Decrease,
        temperature_k: pair[1].0,
        change: (pair[1].1 / pair[0].1, pair[1].1 / pair[0].1),
    })
}

/// A kink or step that AICc clearly prefers to every smooth model.
fn kink_or_step(points: &[(f64, f64)]) -> Option<SeriesBreak> {
    let n = points.len();
    if n < BREAK_POINTS {
        return None;
    }
    let center_k = center(points);
    let smooth = SolubilityModel::LINEAR
        .into_iter()
        .filter_map(|model| {
            let fitted = solve(model, points, center_k)?;
            aicc(fitted.residual_sum(), n, model.terms())
        })
        .fold(f64::INFINITY, f64::min);
    let mut best: Option<(f64, SeriesBreak)> = None;
    let mut offer = |candidate: Option<(f64, SeriesBreak)>| {
        if let Some((criterion, found)) = candidate
            && criterion < smooth - CLEAR
            && best.is_none_or(|(least, _)| criterion < least)
        {
            best = Some((criterion, found));
        }
    };
    for behind in 2..=n - 2 {
        let (low, high) = (points[behind - 1].0, points[behind].0);
        if low >= high {
            continue;
        }
        for place in 0..=PLACES {
            let kink_k = low + (high - low) * place as f64 / PLACES as f64;
            offer(kink(points, center_k, kink_k));
        }
        for model in [SolubilityModel::VantHoff, SolubilityModel::Apelblat] {
            offer(step(points, center_k, (model, behind)));
        }
    }
    best.map(|(_, found)| found)
}

/// Two lines of ln x over 1/T that meet; criterion with the place as a fourth term.
fn kink(points: &[(f64, f64)], center_k: f64, kink_k: f64) -> Option<(f64, SeriesBreak)> {
    let design = DMatrix::from_fn(points.len(), 3, |i, j| {
        let inverse = center_k / points[i].0 - 1.0;
        [1.0, inverse, (center_k / kink_k - 1.0 - inverse).max(0.0)][j]
    });
    let fitted = with_ln_x(&design, points)?;
    let enthalpy = |slope: f64| -GAS_CONSTANT_KJ * center_k * slope;
    let (cold, change) = (fitted.coefficients[1], fitted.coefficients[2]);
    let found = SeriesBreak {
        kind: BreakKind::Kink,
        temperature_k: kink_k,
        change: (enthalpy(cold), enthalpy(cold - change)),
    };
    Some((aicc(fitted.residual_sum(), points.len(), 4)?, found))
}

/// A smooth model with all points from one on shifted; the place counts as a term.
fn step(
    points: &[(f64, f64)],
    center_k: f64,
    (model, behind): (SolubilityModel, usize),
) -> Option<(f64, SeriesBreak)> {
    let terms = model.terms();
    let design = DMatrix::from_fn(points.len(), terms + 1, |i, j| {
        if j < terms {
            model.row(points[i].0, center_k)[j]
        } else {
            f64::from(u8::from(i >= behind))
        }
    });
    let fitted = with_ln_x(&design, points)?;
    let factor = fitted.coefficients[terms].exp();
    let found = SeriesBreak {
        kind: BreakKind::Step,
        temperature_k: points[behind].0,
        change: (factor, factor),
    };
    ((factor - 1.0).abs() > NOTICED)
        .then(|| aicc(fitted.residual_sum(), points.len(), terms + 2))?
        .map(|criterion| (criterion, found))
}

/// The enthalpy of dissolution by Apelblat falls to less than half, and the curvature is no chance.
///
/// A melt has a larger heat capacity than its crystal, so the enthalpy of dissolution of one form rises
/// with temperature or stays; where it falls steeply, the crystal in contact with the solution changes
/// or saturation was not reached.
fn falling_enthalpy(points: &[(f64, f64)]) -> Option<SeriesBreak> {
    let center_k = center(points);
    let fitted = solve(SolubilityModel::Apelblat, points, center_k)?;
    let error = fitted.residual_error()? * fitted.leverage_of(&[0.0, 0.0, 1.0]).sqrt();
    let [_, inverse, curvature] = fitted.coefficients[..] else {
        return None;
    };
    let free = points.len() - 3;
    let at = |t: f64| GAS_CONSTANT_KJ * (-inverse * center_k + curvature * (t - center_k));
    let (low, high) = (points.first()?.0, points.last()?.0);
    let falls = at(low) > 0.0 && at(high) < ENTHALPY_LEFT * at(low);
    (free >= 3 && falls && curvature < CURVATURE_T * error).then(|| SeriesBreak {
        kind: BreakKind::FallingEnthalpy,
        temperature_k: high,
        change: (at(low), at(high)),
    })
}

fn with_ln_x(design: &DMatrix<f64>, points: &[(f64, f64)]) -> Option<LeastSquares> {
    let ln_x: Vec<f64> = points.iter().map(|(_, x)| x.ln()).collect();
    LeastSquares::solve(design, &ln_x)
}

#[cfg(test)]
mod tests {
    use concerted_chance::{Stream, normal_quantile};

    use super::*;

    fn smooth(n: usize) -> Vec<(f64, f64)> {
        (0..n)
            .map(|i| 278.15 + 5.0 * i as f64)
            .zip([
                0.4, -0.6, 0.1, 0.7, -0.3, 0.2, -0.8, 0.5, -0.1, 0.3, -0.4, 0.6,
            ])
            .map(|(t, e)| (t, (4.0 - 2_600.0 / t + 0.01 * e).exp()))
            .collect()
    }

    #[track_caller]
    fn check(points: &[(f64, f64)], expected: &[(BreakKind, f64)]) {
        let found: Vec<(BreakKind, f64)> = find_breaks(points)
            .iter()
            .map(|found| (found.kind, found.temperature_k))
            .collect();
        assert_eq!(found.len(), expected.len(), "{found:?}");
        for ((kind, at), (wanted, near)) in found.iter().zip(expected) {
            assert_eq!(kind, wanted, "{found:?}");
            assert!((at - near).abs() < 4.0, "{at} {near}");
        }
    }

    #[test]
    fn a_smooth_series_is_not_flagged() {
        for n in 3..=12 {
            check(&smooth(n), &[]);
        }
    }

    #[test]
    fn a_digit_slip_and_a_factor_of_ten_are_found() {
        for (n, factor) in [(5, 10.0), (8, 1.3), (12, 0.8)] {
            let mut points = smooth(n);
            points[n / 2].1 *= factor;
            check(&points, &[(BreakKind::Outlier, points[n / 2].0)]);
        }
    }

    #[test]
    fn a_change_of_unit_and_exchanged_points_are_found() {
        let mut points = smooth(10);
        for point in &mut points[6..] {
            point.1 *= 1.4;
        }
        check(&points, &[(BreakKind::Step, points[6].0)]);
        let mut points = smooth(4);
        (points[1].1, points[2].1) = (points[2].1, points[1].1);
        check(&points, &[(BreakKind::Decrease, points[2].0)]);
    }

    #[test]
    fn a_change_of_form_is_a_kink() {
        let points: Vec<(f64, f64)> = smooth(12)
            .into_iter()
            .map(|(t, x)| (t, x * (1_400.0 * (1.0 / t - 1.0 / 300.0)).exp().min(1.0)))
            .collect();
        check(&points, &[(BreakKind::Kink, 300.0)]);
        let change = find_breaks(&points)[0].change;
        assert!(change.1 < change.0, "{change:?}");
    }

    #[test]
    fn a_curve_that_levels_off_is_flagged() {
        let points: Vec<(f64, f64)> = (0..10)
            .map(|i| 278.15 + 5.0 * f64::from(i))
            .map(|t| (t, (-6.0 - 0.0012 * (t - 330.0).powi(2)).exp()))
            .collect();
        check(&points, &[(BreakKind::FallingEnthalpy, 323.15)]);
    }

    /// Apelblat curves with errors of 0.2 to 4 %: flagged less than once in a hundred.
    #[test]
    fn false_alarms_are_rare() {
        let mut flagged = 0;
        for sample in 0..600_u64 {
            let mut draw = Stream::new(7, "breaks", "smooth", sample);
            let mut normal = || normal_quantile(draw.uniform());
            let n = 5 + (sample % 11) as usize;
            let (slope, curvature) = (2_500.0 + 400.0 * normal(), 10.0 + 20.0 * normal());
            let error = 0.002 * 20_f64.powf(sample as f64 / 600.0);
            let points: Vec<(f64, f64)> = (0..n)
                .map(|i| 278.0 + 40.0 * i as f64 / (n - 1) as f64)
                .map(|t| {
                    let curve = curvature * ((t / 300.0_f64).ln() + 300.0 / t - 1.0);
                    (
                        t,
                        (-5.0 - slope * (1.0 / t - 1.0 / 300.0) + curve + error * normal()).exp(),
                    )
                })
                .collect();
            flagged += usize::from(!find_breaks(&points).is_empty());
        }
        assert!(flagged <= 12, "{flagged} of 600");
    }
}
