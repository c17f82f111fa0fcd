//! The λh equation of Buchowski, Ksiazczak and Pietrzyk (J. Phys. Chem. 1980, 84, 975).
//!
//! ln(1 + λ(1 − x)/x) = λh(1/T − 1/Tm): at the melting point Tm the solution is the melt, x = 1. λ is the
//! non-ideality of the solution, λh·R the enthalpy of dissolution; λ = 1 with h = ΔHf/R is the ideal line.

use nalgebra::DMatrix;

use crate::least_squares::LeastSquares;

/// Steps of Gauss and Newton after which a fit is given up.
const STEPS: usize = 200;

/// The fitted equation and the linear problem about it.
pub(crate) struct Solved {
    pub(crate) lambda: f64,
    pub(crate) h_k: f64,
    pub(crate) local: LeastSquares,
}

/// ln x of the equation: x = λ/(exp(λh(1/T − 1/Tm)) − 1 + λ).
pub(crate) fn ln_mole_fraction(lambda: f64, h_k: f64, melting_k: f64, temperature_k: f64) -> f64 {
    let exponent = lambda * h_k * (1.0 / temperature_k - 1.0 / melting_k);
    // For large exponents exp overflows, and only the exponent counts.
    if exponent > 500.0 {
        return lambda.ln() - exponent;
    }
    -(exponent.exp_m1() / lambda).ln_1p()
}

/// Derivatives of ln x by λ and h.
pub(crate) fn gradient(lambda: f64, h_k: f64, melting_k: f64, temperature_k: f64) -> [f64; 2] {
    let along = |value: f64, of: &dyn Fn(f64) -> f64| {
        let step = 1e-6 * value.abs().max(1e-9);
        (of(value + step) - of(value - step)) / (2.0 * step)
    };
    [
        along(lambda, &|lambda| {
            ln_mole_fraction(lambda, h_k, melting_k, temperature_k)
        }),
        along(h_k, &|h_k| {
            ln_mole_fraction(lambda, h_k, melting_k, temperature_k)
        }),
    ]
}

/// Least squares on ln x by damped Gauss–Newton steps in ln λ and ln h; `None` where it does not settle.
///
/// The start is the line of least squares of ln x over 1/T: far below the melting point λh is minus its
/// slope. λ then follows from the best of a coarse scan, so that the start does not decide the end.
pub(crate) fn solve(points: &[(f64, f64)], melting_k: f64) -> Option<Solved> {
    let mut best: Option<(f64, [f64; 2])> = None;
    for start in [-4.0, -2.5, -1.0, 0.0, 1.0, 2.5] {
        let lambda = f64::exp(start);
        // The product λh that makes the middle of the series right.
        let (t, x) = points[points.len() / 2];
        let product = (lambda * (1.0 - x) / x).ln_1p() / (1.0 / t - 1.0 / melting_k);
        let settled = settle([start, (product / lambda).ln()], points, melting_k);
        if let Some((sum, at)) = settled
            && best.is_none_or(|(least, _)| sum < least)
        {
            best = Some((sum, at));
        }
    }
    let (_, [ln_lambda, ln_h]) = best?;
    let (lambda, h_k) = (ln_lambda.exp(), ln_h.exp());
    let residuals: Vec<f64> = points
        .iter()
        .map(|(t, x)| x.ln() - ln_mole_fraction(lambda, h_k, melting_k, *t))
        .collect();
    let design = DMatrix::from_fn(points.len(), 2, |i, j| {
        gradient(lambda, h_k, melting_k, points[i].0)[j]
    });
    let mut local = LeastSquares::solve(&design, &residuals)?;
    local.residuals = residuals;
    Some(Solved { lambda, h_k, local })
}

/// Damped steps from a start; the sum of squares and the place reached.
fn settle(start: [f64; 2], points: &[(f64, f64)], melting_k: f64) -> Option<(f64, [f64; 2])> {
    let residuals = |[l, h]: [f64; 2]| -> Vec<f64> {
        let of = |(t, x): &(f64, f64)| x.ln() - ln_mole_fraction(l.exp(), h.exp(), melting_k, *t);
        points.iter().map(of).collect()
    };
    let sum = |residuals: &[f64]| residuals.iter().map(|e| e * e).sum::<f64>();
    let mut at = start;
    let mut now = residuals(at);
    let mut least = sum(&now);
    for _ in 0..STEPS {
        let [l, h] = at;
        let design = DMatrix::from_fn(points.len(), 2, |i, j| {
            let by = gradient(l.exp(), h.exp(), melting_k, points[i].0);
            // By the chain rule a derivative by ln λ is λ times that by λ.
            [by[0] * l.exp(), by[1] * h.exp()][j]
        });
        let step = LeastSquares::solve(&design, &now)?.coefficients;
        let mut damping = 1.0;
        let better = loop {
            let next = [l + damping * step[0], h + damping * step[1]];
            let there = residuals(next);
            let total = sum(&there);
            if total.is_finite() && total < least {
                break Some((next, there, total));
            }
            damping *= 0.5;
            if damping < 1e-10 {
                break None;
            }
        };
        let Some((next, there, total)) = better else {
            break;
        };
        let gained = least - total;
        (at, now, least) = (next, there, total);
        if gained <= 1e-14 * least.max(1e-24) {
            break;
        }
    }
    least.is_finite().then_some((least, at))
}

/// Residuals of points left out one by one, each by a new fit; `None` where one of them fails.
pub(crate) fn left_out(points: &[(f64, f64)], melting_k: f64) -> Option<Vec<f64>> {
    if points.len() < 4 {
        return None;
    }
    (0..points.len())
        .map(|index| {
            let mut others = points.to_vec();
            let (t, x) = others.remove(index);
            let solved = solve(&others, melting_k)?;
            Some(x.ln() - ln_mole_fraction(solved.lambda, solved.h_k, melting_k, t))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_solution_is_the_melt_at_the_melting_point() {
        assert!(ln_mole_fraction(0.3, 5_000.0, 400.0, 400.0).abs() < 1e-12);
        assert!(ln_mole_fraction(1.0, 3_000.0, 400.0, 300.0) + 2.5 < 1e-9);
    }

    proptest! {
        /// λ and h come back from their own points.
        #[test]
        fn parameters_are_recovered(lambda in 0.05..3.0_f64, h in 1_500.0..6_000.0_f64) {
            let points: Vec<(f64, f64)> = (0..8)
                .map(|i| 280.0 + 6.0 * f64::from(i))
                .map(|t| (t, ln_mole_fraction(lambda, h, 420.0, t).exp()))
                .collect();
            prop_assume!(points.iter().all(|(_, x)| *x > 1e-12));
            let solved = solve(&points, 420.0).unwrap();
            let worst = solved.local.residuals.iter().fold(0.0_f64, |m, e| m.max(e.abs()));
            prop_assert!(worst < 1e-5, "{worst}");
        }
    }
}
