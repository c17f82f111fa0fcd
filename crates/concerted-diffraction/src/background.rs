//! The background of a pattern, by clipping peaks.

/// A background below the peaks of a series: statistics-sensitive clipping (SNIP; Ryan and co-authors 1988, with the
/// decreasing window of Morháč and co-authors 1997).
///
/// On v = ln(ln(√(y + 1) + 1) + 1), for windows p from n down to 1: v_i ← min(v_i, (v_{i-p} + v_{i+p})/2). The window n
/// must be wider than the widest peak or group of peaks; one degree suits laboratory patterns. Negative values count as 0.
///
/// ```
/// let mut series = vec![10.0; 101];
/// series[50] = 500.0;
/// let background = concerted_diffraction::background(&series, 5);
/// assert!((background[50] - 10.0).abs() < 1e-6);
/// ```
pub fn background(series: &[f64], window: usize) -> Vec<f64> {
    let v = series
        .iter()
        .map(|y| (((y.max(0.0) + 1.0).sqrt() + 1.0).ln() + 1.0).ln())
        .collect();
    clipped(v, window)
        .iter()
        .map(|v| ((v.exp() - 1.0).exp() - 1.0).powi(2) - 1.0)
        .collect()
}

/// The clipping itself.
fn clipped(mut v: Vec<f64>, window: usize) -> Vec<f64> {
    let count = v.len();
    let widest = window.min(count.saturating_sub(1) / 2);
    let mut next = v.clone();
    for p in (1..=widest).rev() {
        for i in p..count - p {
            next[i] = v[i].min(f64::midpoint(v[i - p], v[i + p]));
        }
        v.copy_from_slice(&next);
    }
    v
}
