//! Number and size of the batches of a grade: chosen on one set of samples, judged on another.

use concerted_model::batch::BatchState;

use crate::batches::GradeCase;
use crate::count::newsvendor_quantity;
use crate::yields::{Good, batch_draws};

/// Most batches of one grade that the planner considers.
const MOST_BATCHES: u32 = 40;

/// Number and size of the batches of a grade.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Choice {
    pub(crate) batches: u32,
    pub(crate) batch_kg: f64,
    /// False where even the most batches of the largest size fall short.
    pub(crate) enough: bool,
    /// Median of what is missing beside the held batches, in kg.
    pub(crate) missing_kg: f64,
}

/// How a choice does on samples of its own.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(crate) struct Judgement {
    pub(crate) shortage: f64,
    pub(crate) left_over_kg: f64,
}

impl GradeCase<'_> {
    /// Supply of the held batches in a sample, in kg.
    fn held_kg(&self, run: &str, sample: u64) -> f64 {
        let held = self.held.iter().map(|batch| match batch.state {
            BatchState::Existing => batch.mass_kg,
            BatchState::Fixed => {
                let draws = batch_draws(self.case.options.seed, run, &batch.id);
                let output = self.case.law.output(draws, sample);
                output.map_or(0.0, |output| output * batch.mass_kg)
            }
        });
        held.sum()
    }

    fn output(&self, run: &str, batch: u32, sample: u64) -> Option<f64> {
        let key = format!("batch.{}.{batch}", self.grade.grade);
        let draws = batch_draws(self.case.options.seed, run, &key);
        self.case.law.output(draws, sample)
    }

    /// The fewest batches, and their smallest mass, that cover the samples at the service level.
    pub(crate) fn choose(&self, seen: &[f64]) -> Choice {
        let level = self.case.level;
        let reserve = self.grade.batch_reserve_kg;
        let deficits: Vec<f64> = (0_u64..)
            .zip(seen)
            .map(|(sample, demand)| demand - self.held_kg("plan", sample))
            .collect();
        let at = |level| newsvendor_quantity(&mut deficits.clone(), level).unwrap_or(0.0);
        let missing_kg = at(0.5);
        let choice = |batches, batch_kg, enough| Choice {
            batches,
            batch_kg,
            enough,
            missing_kg,
        };
        if at(level) <= 0.0 {
            return choice(0, 0.0, true);
        }
        let largest = self.case.capacity.as_ref().map(|one| one.largest_kg);
        let mut good = vec![Good::default(); deficits.len()];
        for batches in 1..=MOST_BATCHES {
            let mut needs: Vec<f64> = Vec::with_capacity(deficits.len());
            for (sample, (good, deficit)) in good.iter_mut().zip(&deficits).enumerate() {
                good.add(self.output("plan", batches, sample as u64));
                needs.push(good.sufficient(*deficit, reserve));
            }
            let size = newsvendor_quantity(&mut needs, level).unwrap_or(f64::INFINITY);
            let fits = size.is_finite() && largest.is_none_or(|largest| size <= largest);
            if fits {
                let rounded = round_up(size);
                let size = largest.map_or(rounded, |largest| rounded.min(largest));
                return choice(batches, size, true);
            }
        }
        choice(MOST_BATCHES, largest.unwrap_or(missing_kg), false)
    }

    /// Probability of shortage and expected left-over of a choice, on fresh samples.
    pub(crate) fn judge(&self, fresh: &[f64], batches: u32, batch_kg: f64) -> Judgement {
        let mut found = Judgement::default();
        for (sample, demand) in (0_u64..).zip(fresh) {
            let mut good = Good::default();
            for batch in 1..=batches {
                good.add(self.output("judge", batch, sample));
            }
            let supply =
                self.held_kg("judge", sample) + good.usable(batch_kg, self.grade.batch_reserve_kg);
            // A demand without spread is met exactly by its own size; rounding is no shortage.
            if supply < demand * (1.0 - 1e-9) {
                found.shortage += 1.0;
            }
            found.left_over_kg += (supply - demand).max(0.0);
        }
        let count = fresh.len().max(1) as f64;
        found.shortage /= count;
        found.left_over_kg /= count;
        found
    }
}

/// Rounds a positive mass up to three significant digits, as a batch size is stated.
pub(crate) fn round_up(mass: f64) -> f64 {
    if mass <= 0.0 || !mass.is_finite() {
        return mass;
    }
    // Scaling by whole powers of ten up or down keeps the digits exact.
    let (mut scaled, mut power) = (mass, 1.0_f64);
    while scaled < 100.0 && power < 1e12 {
        power *= 10.0;
        scaled = mass * power;
    }
    if power > 1.0 {
        return (scaled - 1e-9).ceil() / power;
    }
    while scaled >= 1_000.0 {
        power *= 10.0;
        scaled = mass / power;
    }
    (scaled - 1e-9).ceil() * power
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn masses_are_rounded_up_to_three_digits() {
        for (mass, expected) in [
            (0.0, 0.0),
            (0.012_341, 0.0124),
            (1.23, 1.23),
            (1.2301, 1.24),
            (99.95, 100.0),
            (123.4, 124.0),
            (12_345.0, 12_400.0),
        ] {
            let found = round_up(mass);
            assert!(
                (found - expected).abs() < 1e-9 * mass.max(1.0),
                "{mass}: {found}"
            );
        }
    }
}
