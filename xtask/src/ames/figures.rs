//! Figures of merit of predictions against outcomes.

/// A predicted probability with the outcome and the calls; `None` where there was no answer.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Scored {
    pub(crate) positive: bool,
    pub(crate) probability: Option<f64>,
    pub(crate) balanced: Option<bool>,
    pub(crate) screening: Option<bool>,
}

/// Area under the receiver operating characteristic: the chance that a positive outranks a negative, ties one half.
///
/// An unanswered positive ranks below and an unanswered negative above all others, so that silence never helps.
pub(crate) fn auroc(scored: &[Scored]) -> f64 {
    let mut ranked: Vec<(f64, bool)> = scored
        .iter()
        .map(|of| {
            let silent = if of.positive { -1.0 } else { 2.0 };
            (of.probability.unwrap_or(silent), of.positive)
        })
        .collect();
    ranked.sort_by(|one, other| one.0.total_cmp(&other.0));
    let mut rank_sum = 0.0;
    let mut start = 0;
    while start < ranked.len() {
        let mut end = start;
        while end < ranked.len() && ranked[end].0.total_cmp(&ranked[start].0).is_eq() {
            end += 1;
        }
        let rank = (start + end + 1) as f64 / 2.0;
        let positives = ranked[start..end].iter().filter(|(_, positive)| *positive);
        rank_sum += rank * positives.count() as f64;
        start = end;
    }
    let positives = scored.iter().filter(|of| of.positive).count() as f64;
    let negatives = scored.len() as f64 - positives;
    (rank_sum - positives * (positives + 1.0) / 2.0) / (positives * negatives)
}

/// Share of positives called positive and of negatives called negative; unanswered rows count as wrong.
pub(crate) fn sensitivity_specificity(
    scored: &[Scored],
    call: impl Fn(&Scored) -> Option<bool>,
) -> (f64, f64) {
    let share = |positive: bool| {
        let of: Vec<&Scored> = scored.iter().filter(|of| of.positive == positive).collect();
        let right = of.iter().filter(|of| call(of) == Some(positive)).count();
        right as f64 / of.len().max(1) as f64
    };
    (share(true), share(false))
}

/// Mean of sensitivity and specificity at the balanced cut.
pub(crate) fn balanced_accuracy(scored: &[Scored]) -> f64 {
    let (sensitivity, specificity) = sensitivity_specificity(scored, |of| of.balanced);
    f64::midpoint(sensitivity, specificity)
}

/// Share of calls at the balanced cut that are right.
pub(crate) fn accuracy(scored: &[Scored]) -> f64 {
    let right = scored
        .iter()
        .filter(|of| of.balanced == Some(of.positive))
        .count();
    right as f64 / scored.len().max(1) as f64
}

/// Mean squared difference of probability and outcome; an unanswered row costs 1.
pub(crate) fn brier(scored: &[Scored]) -> f64 {
    let cost = |of: &Scored| {
        let outcome = f64::from(u8::from(of.positive));
        of.probability
            .map_or(1.0, |probability| (probability - outcome).powi(2))
    };
    scored.iter().map(cost).sum::<f64>() / scored.len().max(1) as f64
}

/// One line of a reliability table.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Reliability {
    pub(crate) rows: usize,
    pub(crate) predicted: f64,
    pub(crate) observed: f64,
}

/// Mean predicted probability and observed share of positives in tenths of the probability.
pub(crate) fn reliability(scored: &[Scored]) -> Vec<Reliability> {
    (0..10)
        .map(|tenth| {
            let of: Vec<(f64, bool)> = scored
                .iter()
                .filter_map(|of| Some((of.probability?, of.positive)))
                .filter(|(probability, _)| ((probability * 10.0) as usize).min(9) == tenth)
                .collect();
            let rows = of.len().max(1) as f64;
            Reliability {
                rows: of.len(),
                predicted: of.iter().map(|(probability, _)| probability).sum::<f64>() / rows,
                observed: of.iter().filter(|(_, positive)| *positive).count() as f64 / rows,
            }
        })
        .collect()
}

/// Mean distance of predicted and observed over the tenths, weighted by rows.
pub(crate) fn calibration_error(table: &[Reliability]) -> f64 {
    let rows: usize = table.iter().map(|of| of.rows).sum();
    let off: f64 = table
        .iter()
        .map(|of| of.rows as f64 * (of.predicted - of.observed).abs())
        .sum();
    off / rows.max(1) as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scored(positive: bool, probability: Option<f64>) -> Scored {
        Scored {
            positive,
            probability,
            balanced: probability.map(|of| of >= 0.5),
            screening: probability.map(|of| of >= 0.2),
        }
    }

    #[test]
    fn area_counts_pairs() {
        let table = [(true, 0.9), (false, 0.9), (true, 0.4), (false, 0.1)];
        let rows: Vec<Scored> = table
            .map(|(positive, of)| scored(positive, Some(of)))
            .to_vec();
        // Pairs: 0.9 against 0.9 a half, 0.9 against 0.1 one, 0.4 against 0.9 none, 0.4 against 0.1 one.
        assert!((auroc(&rows) - 2.5 / 4.0).abs() < 1e-12);
    }

    #[test]
    fn silence_is_wrong() {
        let rows = [
            scored(true, None),
            scored(false, None),
            scored(true, Some(0.9)),
            scored(false, Some(0.2)),
        ];
        assert!((auroc(&rows) - 0.25).abs() < 1e-12);
        assert!((balanced_accuracy(&rows) - 0.5).abs() < 1e-12);
        assert!((accuracy(&rows) - 0.5).abs() < 1e-12);
        assert!((brier(&rows) - (2.0 + 0.01 + 0.04) / 4.0).abs() < 1e-12);
        assert_eq!(
            sensitivity_specificity(&rows, |of| of.screening),
            (0.5, 0.0)
        );
    }

    #[test]
    fn tenths_compare_predicted_with_observed() {
        let rows = [
            scored(true, Some(0.95)),
            scored(false, Some(0.91)),
            scored(false, Some(1.0)),
        ];
        let table = reliability(&rows);
        assert_eq!(table[9].rows, 3);
        assert!((table[9].observed - 1.0 / 3.0).abs() < 1e-12);
        assert!((calibration_error(&table) - (2.86 / 3.0 - 1.0 / 3.0)).abs() < 1e-9);
    }
}
