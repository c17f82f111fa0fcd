//! How well a measured pattern fits computed ones.

use crate::background::background;
use crate::candidate::{Adjustment, Candidate, Orientation};
use crate::compass::{Axis, climb};
use crate::measured::Measured;
use crate::peaks::{observed_peaks, usual_width};
use crate::profile::Profile;
use crate::radiation::Radiation;

/// Evaluations of one search.
const BUDGET: usize = 160;
/// Width in degrees where the pattern has no peak that stands alone.
const COMMON_WIDTH: f64 = 0.1;
/// Fewest points that a comparison rests on.
const FEWEST: usize = 30;

/// What a comparison may change of a candidate. Peak width and shape are always fitted, within half to twice the
/// width of the measured peaks.
#[derive(Debug, Clone, PartialEq)]
pub struct Allowed {
    /// Largest relative change of the edges, such as 0.01; 0 for none. Explains a structure measured in the cold.
    pub expansion: f64,
    /// Each edge on its own (equal edges stay equal), instead of all by one factor.
    pub each_edge: bool,
    /// Largest shift of the angles in degrees; 0 for none.
    pub zero: f64,
    /// Planes that may lie preferred, one of them at a time; empty for none.
    pub orientation: Vec<[i32; 3]>,
    /// Half window of the background in degrees.
    pub background_window: f64,
}

impl Default for Allowed {
    fn default() -> Self {
        Self {
            expansion: 0.0,
            each_edge: false,
            zero: 0.0,
            orientation: Vec::new(),
            background_window: 1.0,
        }
    }
}

/// One candidate against the measured pattern.
#[derive(Debug, Clone, PartialEq)]
pub struct Match {
    /// Index of the candidate.
    pub candidate: usize,
    /// Name of the candidate.
    pub name: String,
    /// r with cell, zero and intensities as published; only width and shape are fitted.
    pub published_score: f64,
    /// r with everything that was allowed.
    pub score: f64,
    /// What was changed.
    pub adjustment: Adjustment,
    /// Peak shape.
    pub profile: Profile,
    /// What ended at its limit, which makes the score doubtful.
    pub at_limit: Vec<&'static str>,
    /// The computed pattern over the measured angles, scaled to the net intensities by least squares.
    pub calculated: Vec<f64>,
}

/// A measured pattern against candidates.
#[derive(Debug, Clone, PartialEq)]
pub struct Comparison {
    /// Angles in degrees.
    pub two_theta: Vec<f64>,
    /// Intensities without background.
    pub net: Vec<f64>,
    /// The background.
    pub background: Vec<f64>,
    /// Usual width of the measured peaks in degrees.
    pub width: f64,
    /// The candidates, best first.
    pub matches: Vec<Match>,
}

/// Why nothing was compared.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum CompareError {
    /// Nothing to compare with.
    #[error("expected at least one crystal to compare with, found none")]
    NoCandidate,
    /// The measured range and that of a candidate do not meet.
    #[error("`{name}` and the measured pattern share too few points")]
    NoOverlap {
        /// Name of the candidate.
        name: String,
    },
    /// Nothing of the asked composition scatters in the range.
    #[error("no line of the candidates lies in the measured range")]
    NoLine,
}

/// Compares a measured pattern with candidates.
///
/// The score r is the correlation coefficient of Pearson between net intensities (background by [`background`]) and
/// the computed profile over all measured points: 1 for the same pattern, near 0 for another crystal. It does not
/// depend on scale.
///
/// # Errors
/// No candidate, or ranges that do not meet.
pub fn compare(
    measured: &Measured,
    candidates: &[Candidate],
    radiation: &Radiation,
    allowed: &Allowed,
) -> Result<Comparison, CompareError> {
    if candidates.is_empty() {
        return Err(CompareError::NoCandidate);
    }
    let mut comparison = prepared(measured, allowed);
    for (at, candidate) in candidates.iter().enumerate() {
        let found = matched(&comparison, candidate, radiation, allowed)?;
        comparison.matches.push(Match {
            candidate: at,
            ..found
        });
    }
    comparison.matches.sort_by(|a, b| {
        b.score
            .total_cmp(&a.score)
            .then(a.candidate.cmp(&b.candidate))
    });
    Ok(comparison)
}

/// The measured pattern without background, and the width of its peaks.
pub(crate) fn prepared(measured: &Measured, allowed: &Allowed) -> Comparison {
    let two_theta = measured.two_theta.clone();
    let window = window(&two_theta, allowed);
    let span = two_theta
        .last()
        .zip(two_theta.first())
        .map_or(0.0, |(last, first)| last - first);
    let step = span / two_theta.len().saturating_sub(1).max(1) as f64;
    let background = background(&measured.intensity, window);
    let net: Vec<f64> = measured
        .intensity
        .iter()
        .zip(&background)
        .map(|(y, b)| y - b)
        .collect();
    let width = usual_width(&observed_peaks(&two_theta, &net, 1.0)).unwrap_or(COMMON_WIDTH);
    Comparison {
        two_theta,
        net,
        background,
        width: width.max(step),
        matches: Vec::new(),
    }
}

/// Half window of the background in points.
pub(crate) fn window(two_theta: &[f64], allowed: &Allowed) -> usize {
    let span = two_theta
        .last()
        .zip(two_theta.first())
        .map_or(0.0, |(last, first)| last - first);
    let step = span / two_theta.len().saturating_sub(1).max(1) as f64;
    ((allowed.background_window / step.max(1e-6)).round() as usize).max(2)
}

/// One candidate, without its index.
fn matched(
    pattern: &Comparison,
    candidate: &Candidate,
    radiation: &Radiation,
    allowed: &Allowed,
) -> Result<Match, CompareError> {
    // A list of peaks ends somewhere; beyond, it says nothing.
    let end = pattern.two_theta.partition_point(|angle| {
        (angle.to_radians() / 2.0).sin() / radiation.shortest() <= candidate.reach * 1.000_001
    });
    if end < FEWEST {
        return Err(CompareError::NoOverlap {
            name: candidate.name.clone(),
        });
    }
    let (grid, net) = (&pattern.two_theta[..end], &pattern.net[..end]);
    let search = Search {
        candidate,
        radiation,
        grid,
        net,
        width: pattern.width,
    };
    let mut shape = [0.0, 0.5, 0.0];
    let published_score = search.shape(&Adjustment::default(), &mut shape);
    let mut best = (published_score, Adjustment::default());
    if allowed.expansion > 0.0 || allowed.zero > 0.0 {
        best = search.lattice(allowed, &shape);
        best.0 = search.shape(&best.1, &mut shape).max(best.0);
    }
    for plane in &allowed.orientation {
        let found = search.orientation(*plane, best.1, &shape);
        if found.0 > best.0 {
            best = found;
        }
    }
    let (score, adjustment) = best;
    let profile = search.profile(&shape);
    let mut calculated = candidate.over(&pattern.two_theta, radiation, &adjustment, &profile);
    scale(&mut calculated[..], net, end);
    Ok(Match {
        candidate: 0,
        name: candidate.name.clone(),
        published_score,
        score,
        at_limit: at_limit(&adjustment, allowed),
        adjustment,
        profile,
        calculated,
    })
}

/// Scales a pattern to the net intensities by least squares.
fn scale(calculated: &mut [f64], net: &[f64], end: usize) {
    let own = &calculated[..end];
    let below: f64 = own.iter().map(|y| y * y).sum();
    let above: f64 = own.iter().zip(net).map(|(y, n)| y * n).sum();
    let factor = if below > 0.0 {
        (above / below).max(0.0)
    } else {
        0.0
    };
    for value in calculated {
        *value *= factor;
    }
}

fn at_limit(adjustment: &Adjustment, allowed: &Allowed) -> Vec<&'static str> {
    let mut named = Vec::new();
    let near = |value: f64, limit: f64| limit > 0.0 && value.abs() > 0.98 * limit;
    if adjustment
        .expansion
        .iter()
        .any(|factor| near(factor - 1.0, allowed.expansion))
    {
        named.push("expansion");
    }
    if near(adjustment.zero, allowed.zero) {
        named.push("zero");
    }
    named
}

/// The correlation coefficient of Pearson; 0 where one of the series does not vary.
pub(crate) fn pearson(a: &[f64], b: &[f64]) -> f64 {
    let count = a.len().min(b.len()).max(1) as f64;
    let (mean_a, mean_b) = (a.iter().sum::<f64>() / count, b.iter().sum::<f64>() / count);
    let (mut aa, mut bb, mut ab) = (0.0, 0.0, 0.0);
    for (x, y) in a.iter().zip(b) {
        let (x, y) = (x - mean_a, y - mean_b);
        aa += x * x;
        bb += y * y;
        ab += x * y;
    }
    let r = ab / (aa * bb).sqrt();
    if r.is_finite() { r } else { 0.0 }
}

/// The search for one candidate.
struct Search<'a> {
    candidate: &'a Candidate,
    radiation: &'a Radiation,
    grid: &'a [f64],
    net: &'a [f64],
    width: f64,
}

/// Axes of the shape: logarithm of the width relative to the measured one, Lorentz share, growth of the width.
pub(crate) const SHAPE: [Axis; 3] = [
    Axis {
        low: -0.7,
        high: 0.7,
        step: 0.2,
        least: 0.01,
    },
    Axis {
        low: 0.0,
        high: 1.0,
        step: 0.2,
        least: 0.02,
    },
    Axis {
        low: 0.0,
        high: 4.0,
        step: 0.5,
        least: 0.05,
    },
];

/// Peak shape from the variables of [`SHAPE`]; the third is U in squares of the width.
pub(crate) fn profile_of(shape: &[f64], width: f64) -> Profile {
    let width = width * shape[0].exp();
    Profile {
        u: shape[2] * width * width,
        v: 0.0,
        w: width * width,
        mixing: shape[1],
    }
}

impl Search<'_> {
    fn profile(&self, shape: &[f64]) -> Profile {
        profile_of(shape, self.width)
    }

    fn score(&self, adjustment: &Adjustment, profile: &Profile) -> f64 {
        pearson(
            &self
                .candidate
                .over(self.grid, self.radiation, adjustment, profile),
            self.net,
        )
    }

    /// Fits width and shape.
    fn shape(&self, adjustment: &Adjustment, shape: &mut [f64; 3]) -> f64 {
        climb(&SHAPE, shape, BUDGET, &mut |shape| {
            self.score(adjustment, &self.profile(shape))
        })
    }

    /// Fits edges and zero: first one factor on a grid with wide peaks, then all variables with the true shape.
    fn lattice(&self, allowed: &Allowed, shape: &[f64; 3]) -> (f64, Adjustment) {
        let true_profile = self.profile(shape);
        let wide = self.profile(&[shape[0] + 1.1, shape[1], shape[2]]);
        let groups = self.edge_groups(allowed.each_edge);
        let at = |x: &[f64]| {
            let factors = groups.map(|group| 1.0 + x[group]);
            Adjustment {
                expansion: factors,
                zero: x[3],
                orientation: None,
            }
        };
        let mut start = [0.0; 4];
        let mut best = self.score(&at(&start), &wide);
        if allowed.expansion > 0.0 {
            // Neighbours on the grid are half a wide peak apart at 30 degrees.
            let step = (self.width.to_radians() * 1.5 / 0.54).max(1e-4);
            let count = (allowed.expansion / step).ceil().min(60.0) as i32;
            for n in -count..=count {
                let x = (f64::from(n) * step).clamp(-allowed.expansion, allowed.expansion);
                let value = self.score(&at(&[x, x, x, 0.0]), &wide);
                if value > best {
                    best = value;
                    start = [x, x, x, 0.0];
                }
            }
        }
        let edge = |used: bool| Axis {
            low: -allowed.expansion,
            high: allowed.expansion,
            step: if used && allowed.expansion > 0.0 {
                5e-4
            } else {
                0.0
            },
            least: 1e-5,
        };
        let used = |group: usize| groups.contains(&group);
        let zero = Axis {
            low: -allowed.zero,
            high: allowed.zero,
            step: allowed.zero / 4.0,
            least: 5e-4,
        };
        let axes = [edge(used(0)), edge(used(1)), edge(used(2)), zero];
        climb(&axes, &mut start, BUDGET, &mut |x| {
            self.score(&at(x), &wide)
        });
        let score = climb(&axes, &mut start, 2 * BUDGET, &mut |x| {
            self.score(&at(x), &true_profile)
        });
        (score, at(&start))
    }

    /// For each edge the variable it follows: equal edges share one, and all do unless each may move.
    fn edge_groups(&self, each: bool) -> [usize; 3] {
        let Some(cell) = self.candidate.cell.filter(|_| each) else {
            return [0; 3];
        };
        let [a, b, c] = cell.lengths();
        let same = |x: f64, y: f64| (x - y).abs() < 1e-4 * x;
        let second = usize::from(!same(a, b));
        let third = if same(a, c) {
            0
        } else if same(b, c) {
            second
        } else {
            2
        };
        [0, second, third]
    }

    /// Fits the coefficient of one preferred plane.
    fn orientation(
        &self,
        plane: [i32; 3],
        adjustment: Adjustment,
        shape: &[f64; 3],
    ) -> (f64, Adjustment) {
        let profile = self.profile(shape);
        let at = |x: &[f64]| Adjustment {
            orientation: Some(Orientation {
                plane,
                coefficient: x[0].exp(),
            }),
            ..adjustment
        };
        let mut start = [0.0];
        let axis = Axis {
            low: -1.0,
            high: 1.0,
            step: 0.2,
            least: 0.01,
        };
        let score = climb(&[axis], &mut start, BUDGET, &mut |x| {
            self.score(&at(x), &profile)
        });
        (score, at(&start))
    }
}
