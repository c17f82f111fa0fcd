//! Shares of several crystals in a measured pattern.

use concerted_chance::{Address, quantile, sort};

use crate::background::background;
use crate::candidate::{Adjustment, Candidate};
use crate::compare::{Allowed, CompareError, SHAPE, pearson, prepared, profile_of, window};
use crate::compass::climb;
use crate::measured::Measured;
use crate::radiation::Radiation;

/// Evaluations of the search for the peak shape.
const BUDGET: usize = 120;
/// Turns between shape and background.
const TURNS: usize = 3;
/// Rounds in which the background settles.
const ROUNDS: usize = 8;
/// Resamples behind an interval.
const RESAMPLES: u64 = 400;
/// Length of a block in widths of a peak: residuals of one peak stay together.
const BLOCK_WIDTHS: f64 = 8.0;

/// The share of one crystal.
#[derive(Debug, Clone, PartialEq)]
pub struct Share {
    /// Name of the candidate.
    pub name: String,
    /// Share of the crystals found, from 0 to 1: of mass, or of strength where a candidate is a list of peaks.
    pub share: f64,
    /// Lower end of the 95 % interval.
    pub low: f64,
    /// Upper end.
    pub high: f64,
}

/// A pattern as a sum of candidates.
#[derive(Debug, Clone, PartialEq)]
pub struct Mixture {
    /// Shares in the order of the candidates; they add up to 1.
    pub shares: Vec<Share>,
    /// True where shares are of mass: each candidate is a crystal with a mass of its cell.
    pub by_mass: bool,
    /// Correlation of the sum with the net intensities.
    pub score: f64,
    /// Angles in degrees.
    pub two_theta: Vec<f64>,
    /// Net intensities.
    pub net: Vec<f64>,
    /// The sum of the candidates.
    pub calculated: Vec<f64>,
}

/// Shares by non-negative least squares: net(2θ) ≈ Σ s_k p_k(2θ), s_k ≥ 0, share_k = s_k / Σ s.
///
/// Clipping takes too much where peaks crowd, and not the same of each crystal: the background b is therefore moved until
/// clipping b + Σ s_k p_k gives what clipping the measured pattern gives. p_k is the pattern of one unit of mass (see [`Candidate::of_crystal`]); width and shape are fitted, the same for all.
/// Crystalline content only: amorphous parts are not seen. The interval comes from a block bootstrap over angles, seeded
/// and the same every time; it holds counting noise and misfit of intensities, but neither preferred orientation nor
/// microabsorption.
///
/// # Errors
/// No candidate, or none with a line in the measured range.
pub fn mixture(
    measured: &Measured,
    candidates: &[Candidate],
    radiation: &Radiation,
    allowed: &Allowed,
    seed: u64,
) -> Result<Mixture, CompareError> {
    if candidates.is_empty() {
        return Err(CompareError::NoCandidate);
    }
    let pattern = prepared(measured, allowed);
    let by_mass = candidates.iter().all(|candidate| candidate.by_mass);
    let reach = candidates
        .iter()
        .map(|candidate| candidate.reach)
        .fold(f64::INFINITY, f64::min);
    let end = pattern.two_theta.partition_point(|angle| {
        (angle.to_radians() / 2.0).sin() / radiation.shortest() <= reach * 1.000_001
    });
    let (grid, net) = (&pattern.two_theta[..end], &pattern.net[..end]);
    let measured = &measured.intensity[..end];
    let window = window(grid, allowed);
    let weights: Vec<f64> = candidates
        .iter()
        .map(|own| if by_mass { 1.0 } else { strength(own) })
        .collect();
    let columns = |shape: &[f64]| -> Vec<Vec<f64>> {
        let profile = profile_of(shape, pattern.width);
        candidates
            .iter()
            .map(|candidate| candidate.over(grid, radiation, &Adjustment::default(), &profile))
            .collect()
    };
    let mut shape = [0.0, 0.5, 0.0];
    let mut net = net.to_vec();
    // Shape and background depend on each other: lost tails look like narrow peaks.
    for _ in 0..TURNS {
        climb(&SHAPE, &mut shape, BUDGET, &mut |shape| {
            let columns = columns(shape);
            let scales = nonnegative(&Normal::of(&columns, &net, 0..net.len()));
            pearson(&sum(&columns, &scales), &net)
        });
        net = settled(measured, &columns(&shape), window);
    }
    let (columns, net) = (columns(&shape), &net[..]);
    let width = profile_of(&shape, pattern.width).width(30.0);
    let step = (grid.last().copied().unwrap_or(0.0) - grid.first().copied().unwrap_or(0.0))
        / end.max(2) as f64;
    let block = ((BLOCK_WIDTHS * width / step.max(1e-6)) as usize).clamp(1, end.max(1));
    let scales = nonnegative(&Normal::of(&columns, net, 0..net.len()));
    let central = shares(&scales, &weights).ok_or(CompareError::NoLine)?;
    let spread = resampled(&columns, net, block, &weights, seed);
    let calculated = sum(&columns, &scales);
    let named = candidates.iter().zip(&central).zip(spread);
    Ok(Mixture {
        shares: named
            .map(|((candidate, share), (low, high))| Share {
                name: candidate.name.clone(),
                share: *share,
                low: low.min(*share),
                high: high.max(*share),
            })
            .collect(),
        by_mass,
        score: pearson(&calculated, net),
        two_theta: grid.to_vec(),
        net: net.to_vec(),
        calculated,
    })
}

/// Net intensities after the background has settled.
fn settled(measured: &[f64], columns: &[Vec<f64>], window: usize) -> Vec<f64> {
    let clipped = background(measured, window);
    let mut base = clipped.clone();
    let net =
        |base: &[f64]| -> Vec<f64> { measured.iter().zip(base).map(|(y, b)| y - b).collect() };
    for _ in 0..ROUNDS {
        let own = net(&base);
        let whole = sum(
            columns,
            &nonnegative(&Normal::of(columns, &own, 0..own.len())),
        );
        let model: Vec<f64> = whole
            .iter()
            .zip(&base)
            .map(|(calculated, b)| calculated + b)
            .collect();
        for ((b, again), wanted) in base
            .iter_mut()
            .zip(background(&model, window))
            .zip(&clipped)
        {
            *b -= again - wanted;
        }
    }
    net(&base)
}

/// Strength of all lines of a candidate.
fn strength(candidate: &Candidate) -> f64 {
    candidate.lines.iter().map(|line| line.strength).sum()
}

fn sum(columns: &[Vec<f64>], scales: &[f64]) -> Vec<f64> {
    let mut total = vec![0.0; columns.first().map_or(0, Vec::len)];
    for (column, scale) in columns.iter().zip(scales) {
        total
            .iter_mut()
            .zip(column)
            .for_each(|(total, value)| *total += scale * value);
    }
    total
}

/// Shares that add up to 1; none where nothing was found.
fn shares(scales: &[f64], weights: &[f64]) -> Option<Vec<f64>> {
    let parts: Vec<f64> = scales
        .iter()
        .zip(weights)
        .map(|(scale, weight)| scale * weight)
        .collect();
    let whole: f64 = parts.iter().sum();
    (whole > 0.0 && whole.is_finite()).then(|| parts.iter().map(|part| part / whole).collect())
}

/// Normal equations: AᵀA and Aᵀy.
#[derive(Debug, Clone)]
struct Normal {
    gram: Vec<Vec<f64>>,
    right: Vec<f64>,
}

impl Normal {
    fn of(columns: &[Vec<f64>], net: &[f64], part: std::ops::Range<usize>) -> Self {
        let dot = |a: &[f64], b: &[f64]| a.iter().zip(b).map(|(x, y)| x * y).sum();
        Self {
            gram: columns
                .iter()
                .map(|a| {
                    columns
                        .iter()
                        .map(|b| dot(&a[part.clone()], &b[part.clone()]))
                        .collect()
                })
                .collect(),
            right: columns
                .iter()
                .map(|a| dot(&a[part.clone()], &net[part.clone()]))
                .collect(),
        }
    }

    fn add(&mut self, other: &Self) {
        for (row, more) in self.gram.iter_mut().zip(&other.gram) {
            row.iter_mut()
                .zip(more)
                .for_each(|(entry, value)| *entry += value);
        }
        self.right
            .iter_mut()
            .zip(&other.right)
            .for_each(|(entry, value)| *entry += value);
    }
}

/// Non-negative least squares by coordinate descent, which meets the conditions of Karush, Kuhn and Tucker in the limit.
fn nonnegative(normal: &Normal) -> Vec<f64> {
    let count = normal.right.len();
    let mut x = vec![0.0; count];
    for _ in 0..2_000 {
        let mut moved = 0.0_f64;
        for k in 0..count {
            let own = normal.gram[k][k];
            if own <= 0.0 {
                continue;
            }
            let rest: f64 = (0..count)
                .filter(|j| *j != k)
                .map(|j| normal.gram[k][j] * x[j])
                .sum();
            let next = ((normal.right[k] - rest) / own).max(0.0);
            moved = moved.max((next - x[k]).abs() * own.sqrt());
            x[k] = next;
        }
        let size = normal
            .right
            .iter()
            .fold(0.0_f64, |size, right| size.max(right.abs()));
        if moved * moved <= 1e-24 * size {
            break;
        }
    }
    x
}

/// 95 % intervals of the shares by a block bootstrap.
fn resampled(
    columns: &[Vec<f64>],
    net: &[f64],
    block: usize,
    weights: &[f64],
    seed: u64,
) -> Vec<(f64, f64)> {
    let blocks: Vec<Normal> = (0..net.len())
        .step_by(block)
        .map(|from| Normal::of(columns, net, from..(from + block).min(net.len())))
        .collect();
    let address = Address::new(seed, "pattern mixture", "blocks");
    let mut found: Vec<Vec<f64>> = vec![Vec::new(); columns.len()];
    for sample in 0..RESAMPLES {
        let mut stream = address.stream(sample);
        let mut normal = Normal::of(columns, net, 0..0);
        for _ in 0..blocks.len() {
            normal.add(&blocks[stream.below(blocks.len() as u64) as usize]);
        }
        if let Some(shares) = shares(&nonnegative(&normal), weights) {
            found
                .iter_mut()
                .zip(shares)
                .for_each(|(list, share)| list.push(share));
        }
    }
    found
        .iter_mut()
        .map(|list| {
            sort(list);
            let at = |p: f64| quantile(list, p).unwrap_or(f64::NAN);
            (at(0.025), at(0.975))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn least_squares_stays_at_zero_where_it_would_go_below() {
        // Minimum of |x₁(1,0) + x₂(1,1) - (1,-1)|² with x ≥ 0: x₂ = 0, x₁ = 1.
        let columns = vec![vec![1.0, 0.0], vec![1.0, 1.0]];
        let x = nonnegative(&Normal::of(&columns, &[1.0, -1.0], 0..2));
        assert!((x[0] - 1.0).abs() < 1e-9 && x[1].abs() < 1e-9, "{x:?}");
        // Without the bound: x = (2, 3) exactly.
        let x = nonnegative(&Normal::of(&columns, &[5.0, 3.0], 0..2));
        assert!(
            (x[0] - 2.0).abs() < 1e-9 && (x[1] - 3.0).abs() < 1e-9,
            "{x:?}"
        );
    }
}
