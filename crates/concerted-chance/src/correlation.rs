//! Dependence: correlated uniforms by a common factor, and rank correlation of samples.

use libm::sqrt;

use crate::special::{normal_cdf, normal_quantile};

/// A uniform draw that shares a common factor (one-factor Gaussian copula): Φ(√ρ·Φ⁻¹(common) + √(1 − ρ)·Φ⁻¹(own)).
///
/// Quantities with the same `common` draw have correlation ρ between their normal scores, and (6/π)·asin(ρ/2) between
/// their ranks. ρ is clamped to [0, 1]; at 0 the own draw comes back unchanged, at 1 the common one.
///
/// ```
/// use concerted_chance::one_factor;
///
/// assert_eq!(one_factor(0.9, 0.3, 0.0), 0.3);
/// assert_eq!(one_factor(0.9, 0.3, 1.0), 0.9);
/// assert!(one_factor(0.9, 0.3, 0.5) > 0.3);
/// ```
pub fn one_factor(common: f64, own: f64, rho: f64) -> f64 {
    if rho >= 1.0 {
        return common;
    }
    // Written so that NaN means independence.
    if rho > 0.0 {
        let score = sqrt(rho) * normal_quantile(common) + sqrt(1.0 - rho) * normal_quantile(own);
        // The open interval keeps every inverse distribution function finite.
        normal_cdf(score).clamp(f64::MIN_POSITIVE, 1.0 - f64::EPSILON / 2.0)
    } else {
        own
    }
}

/// Spearman's rank correlation of two samples of the same length, ties by their mean rank.
///
/// `None` where the lengths differ, there are fewer than two pairs, or one side is constant.
///
/// ```
/// use concerted_chance::rank_correlation;
///
/// assert_eq!(rank_correlation(&[1.0, 2.0, 3.0], &[10.0, 40.0, 90.0]), Some(1.0));
/// assert_eq!(rank_correlation(&[1.0, 1.0], &[1.0, 2.0]), None);
/// ```
pub fn rank_correlation(a: &[f64], b: &[f64]) -> Option<f64> {
    if a.len() != b.len() {
        return None;
    }
    correlation(&ranks(a), &ranks(b))
}

/// Pearson's correlation of two samples of the same length: Σ(a − ā)(b − b̄)/√(Σ(a − ā)²·Σ(b − b̄)²).
///
/// `None` where the lengths differ, there are fewer than two pairs, or one side is constant or not finite.
///
/// ```
/// use concerted_chance::correlation;
///
/// assert_eq!(correlation(&[1.0, 2.0, 3.0], &[6.0, 4.0, 2.0]), Some(-1.0));
/// ```
pub fn correlation(a: &[f64], b: &[f64]) -> Option<f64> {
    if a.len() != b.len() || a.len() < 2 {
        return None;
    }
    let mean = |values: &[f64]| values.iter().sum::<f64>() / values.len() as f64;
    let (mean_a, mean_b) = (mean(a), mean(b));
    let (mut ab, mut aa, mut bb) = (0.0, 0.0, 0.0);
    for (x, y) in a.iter().zip(b) {
        let (x, y) = (x - mean_a, y - mean_b);
        ab += x * y;
        aa += x * x;
        bb += y * y;
    }
    (aa > 0.0 && bb > 0.0 && ab.is_finite()).then(|| (ab / sqrt(aa * bb)).clamp(-1.0, 1.0))
}

/// Ranks from 1, ties by their mean rank.
///
/// ```
/// assert_eq!(concerted_chance::ranks(&[3.0, 1.0, 3.0]), vec![2.5, 1.0, 2.5]);
/// ```
pub fn ranks(values: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_by(|i, j| values[*i].total_cmp(&values[*j]).then(i.cmp(j)));
    let mut ranks = vec![0.0; values.len()];
    let mut start = 0;
    while start < order.len() {
        let mut end = start + 1;
        while end < order.len() && values[order[end]].total_cmp(&values[order[start]]).is_eq() {
            end += 1;
        }
        for index in &order[start..end] {
            ranks[*index] = (start + 1 + end) as f64 / 2.0;
        }
        start = end;
    }
    ranks
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Address;
    use proptest::prelude::*;

    /// Rank correlation of a bivariate normal pair is (6/π)·asin(ρ/2) (Kruskal 1958, section 5).
    #[test]
    fn one_factor_gives_the_rank_correlation_of_its_closed_form() {
        let n = 20_000_u64;
        for rho in [0.2, 0.5, 0.9] {
            let (f, x, y) = (
                Address::new(4, "f", "g"),
                Address::new(4, "f", "x"),
                Address::new(4, "f", "y"),
            );
            let draw = |own: Address| -> Vec<f64> {
                (0..n)
                    .map(|i| one_factor(f.uniform(i, 0), own.uniform(i, 0), rho))
                    .collect()
            };
            let measured = rank_correlation(&draw(x), &draw(y)).unwrap();
            let exact = 6.0 / core::f64::consts::PI * libm::asin(rho / 2.0);
            assert!(
                (measured - exact).abs() < 0.025,
                "{rho}: {measured} for {exact}"
            );
        }
    }

    #[test]
    fn one_factor_keeps_the_draw_uniform() {
        let (f, x) = (Address::new(5, "f", "g"), Address::new(5, "f", "x"));
        let mut cells = [0_u32; 10];
        for i in 0..20_000 {
            cells[(one_factor(f.uniform(i, 0), x.uniform(i, 0), 0.4) * 10.0) as usize] += 1;
        }
        assert!(
            cells.iter().all(|c| (1_800..2_200).contains(c)),
            "{cells:?}"
        );
    }

    #[test]
    fn not_a_number_means_independent() {
        assert_eq!(one_factor(0.9, 0.3, f64::NAN), 0.3);
    }

    #[test]
    fn ties_take_their_mean_rank() {
        assert_eq!(ranks(&[3.0, 1.0, 3.0, 2.0]), vec![3.5, 1.0, 3.5, 2.0]);
    }

    #[test]
    fn undefined_correlation_is_absent() {
        assert_eq!(rank_correlation(&[], &[]), None);
        assert_eq!(rank_correlation(&[1.0], &[1.0]), None);
        assert_eq!(rank_correlation(&[1.0, 2.0], &[1.0]), None);
    }

    proptest! {
        #[test]
        fn monotone_maps_do_not_matter(values in prop::collection::vec((-5.0_f64..5.0, -5.0_f64..5.0), 3..40)) {
            let a: Vec<f64> = values.iter().map(|v| v.0).collect();
            let b: Vec<f64> = values.iter().map(|v| v.1).collect();
            let stretched: Vec<f64> = a.iter().map(|x| libm::exp(*x)).collect();
            prop_assert_eq!(rank_correlation(&a, &b), rank_correlation(&stretched, &b));
            let mirrored: Vec<f64> = a.iter().map(|x| -x).collect();
            if let (Some(r), Some(m)) = (rank_correlation(&a, &b), rank_correlation(&mirrored, &b)) {
                prop_assert!((r + m).abs() < 1e-12);
            }
        }
    }
}
