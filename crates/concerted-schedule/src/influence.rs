//! What moves the finish: the tornado by conditional means, from the samples that are there already.

use concerted_chance::ranks;

use crate::draws::Draws;
use crate::{ActivityIndex, Tick};

/// Where an influence comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Source {
    /// The uncertain duration of an activity.
    Activity(ActivityIndex),
    /// A risk event or a closure of a calendar, by its key.
    Risk(String),
}

/// How much the finish of the target depends on one uncertain thing.
#[derive(Debug, Clone, PartialEq)]
pub struct Influence {
    /// The uncertain thing.
    pub source: Source,
    /// Correlation between its uniform draw and the rank of the finish: Spearman's rank correlation, as the draw is its
    /// own rank up to sampling noise. For a risk, between its happening and the rank of the finish (exactly Spearman's).
    /// `None` where one of the two does not vary.
    pub correlation: Option<f64>,
    /// Mean finish in ticks where the draw lies in its lowest tenth, or the risk does not happen; `None` without such
    /// samples.
    pub low: Option<f64>,
    /// Mean finish in ticks where the draw lies in its highest tenth, or the risk happens.
    pub high: Option<f64>,
}

impl Influence {
    /// Length of the bar in the tornado, in ticks: high − low, 0 where either is missing.
    pub fn swing(&self) -> f64 {
        self.high
            .zip(self.low)
            .map_or(0.0, |(high, low)| high - low)
    }
}

/// Finishes of the target, ranked once for all influences.
pub(crate) struct Ranked {
    finishes: Vec<f64>,
    /// Ranks less their mean.
    ranks: Vec<f64>,
    /// Sum of their squares.
    squares: f64,
}

impl Ranked {
    pub(crate) fn new(finishes: &[Tick]) -> Self {
        let finishes: Vec<f64> = finishes.iter().map(|t| *t as f64).collect();
        let mut ranks = ranks(&finishes);
        let mean = 0.5 * (ranks.len() + 1) as f64;
        for rank in &mut ranks {
            *rank -= mean;
        }
        Self {
            squares: ranks.iter().map(|rank| rank * rank).sum(),
            finishes,
            ranks,
        }
    }

    /// The influence of one draw (a number per sample between 0 and 1) on the finishes, with the tails below and above
    /// which its low and high values are taken.
    pub(crate) fn influence(&self, source: Source, draw: &[f64], tails: (f64, f64)) -> Influence {
        let mut sums = Sums::default();
        let (draws, rest) = draw.as_chunks::<WIDTH>();
        let (finishes, _) = self.finishes.as_chunks::<WIDTH>();
        let (ranks, _) = self.ranks.as_chunks::<WIDTH>();
        for ((draws, finishes), ranks) in draws.iter().zip(finishes).zip(ranks) {
            sums.add(draws, (finishes, ranks), tails);
        }
        let done = draw.len() - rest.len();
        for (i, u) in (done..).zip(rest) {
            sums.add_one(*u, (self.finishes[i], self.ranks[i]), tails);
        }
        sums.influence(source, draw.len() as f64, self.squares)
    }
}

/// Sums kept side by side, so that one addition need not wait for another.
const WIDTH: usize = 8;

#[derive(Default)]
struct Sums {
    /// Draws less one half: their sum, squares, and products with the ranks.
    draws: [f64; WIDTH],
    squares: [f64; WIDTH],
    products: [f64; WIDTH],
    low: [f64; WIDTH],
    low_count: [f64; WIDTH],
    high: [f64; WIDTH],
    high_count: [f64; WIDTH],
}

impl Sums {
    fn add(
        &mut self,
        draws: &[f64; WIDTH],
        (finishes, ranks): (&[f64; WIDTH], &[f64; WIDTH]),
        tails: (f64, f64),
    ) {
        for i in 0..WIDTH {
            let centered = draws[i] - 0.5;
            self.draws[i] += centered;
            self.squares[i] += centered * centered;
            self.products[i] += centered * ranks[i];
            let (low, high) = (draws[i] < tails.0, draws[i] > tails.1);
            self.low[i] += if low { finishes[i] } else { 0.0 };
            self.low_count[i] += if low { 1.0 } else { 0.0 };
            self.high[i] += if high { finishes[i] } else { 0.0 };
            self.high_count[i] += if high { 1.0 } else { 0.0 };
        }
    }

    fn add_one(&mut self, u: f64, (finish, rank): (f64, f64), tails: (f64, f64)) {
        let mut draws = [0.5; WIDTH];
        let (mut finishes, mut ranks) = ([0.0; WIDTH], [0.0; WIDTH]);
        (draws[0], finishes[0], ranks[0]) = (u, finish, rank);
        self.add(&draws, (&finishes, &ranks), tails);
        // The seven that stand for nothing lie at one half, which is in a tail only where events are told apart.
        if 0.5 < tails.0 || 0.5 > tails.1 {
            for i in 1..WIDTH {
                self.low_count[i] -= if 0.5 < tails.0 { 1.0 } else { 0.0 };
                self.high_count[i] -= if 0.5 > tails.1 { 1.0 } else { 0.0 };
            }
        }
    }

    fn influence(&self, source: Source, count: f64, rank_squares: f64) -> Influence {
        let total = |lanes: &[f64; WIDTH]| lanes.iter().sum::<f64>();
        let sum = total(&self.draws);
        // Sums of a constant cancel to rounding, not to 0.
        let squares = total(&self.squares) - sum * sum / count;
        let varies = squares > 1e-9 * count && rank_squares > 0.0;
        let mean = |sum: &[f64; WIDTH], count: &[f64; WIDTH]| {
            let count = total(count);
            (count > 0.0).then(|| total(sum) / count)
        };
        Influence {
            source,
            correlation: varies.then(|| {
                (total(&self.products) / (squares * rank_squares).sqrt()).clamp(-1.0, 1.0)
            }),
            low: mean(&self.low, &self.low_count),
            high: mean(&self.high, &self.high_count),
        }
    }
}

/// Everything uncertain that was ever critical, and every risk.
pub(crate) fn sources(draws: &Draws, critical: &[u64]) -> Vec<Source> {
    let activities = (0..critical.len())
        .filter(|i| critical[*i] > 0 && draws.is_uncertain(*i))
        .map(|i| Source::Activity(ActivityIndex(i)));
    let events = draws.events.iter().map(|event| event.key.as_str());
    activities
        .chain(
            events
                .chain(draws.closures())
                .map(|key| Source::Risk(key.to_owned())),
        )
        .collect()
}

/// The influence of one source, from the draws of the samples that have a schedule.
pub(crate) fn influence(
    draws: &Draws,
    source: Source,
    (samples, failed): (u64, &[u64]),
    target: &Ranked,
) -> Influence {
    let mut draw = vec![0.0; samples as usize];
    let tails = match &source {
        Source::Activity(activity) => {
            draws.uniforms(activity.0, 0, &mut draw);
            (0.1, 0.9)
        }
        Source::Risk(key) => {
            for (sample, happens) in (0..).zip(&mut draw) {
                *happens = f64::from(u8::from(draws.happens(key, sample)));
            }
            (0.5, 0.5)
        }
    };
    if !failed.is_empty() {
        let mut sample = 0;
        draw.retain(|_| {
            sample += 1;
            failed.binary_search(&(sample - 1)).is_err()
        });
    }
    target.influence(source, &draw, tails)
}

#[cfg(test)]
mod tests {
    use super::*;
    use concerted_chance::{Address, correlation, ranks};
    use proptest::prelude::*;

    proptest! {
        /// Against the plain formulas, at every length around the width of the sums.
        #[test]
        fn agrees_with_the_plain_formulas(length in 2_u64..40, seed: u64, event: bool) {
            let address = Address::new(seed, "influence", "");
            let draw: Vec<f64> = (0..length)
                .map(|i| address.uniform(i, 0))
                .map(|u| if event { f64::from(u8::from(u > 0.6)) } else { u })
                .collect();
            let finishes: Vec<Tick> = (0..length).map(|i| (address.uniform(i, 1) * 50.0) as Tick).collect();
            let tails = if event { (0.5, 0.5) } else { (0.1, 0.9) };
            let found = Ranked::new(&finishes).influence(Source::Risk("r".into()), &draw, tails);
            let floats: Vec<f64> = finishes.iter().map(|t| *t as f64).collect();
            let plain = correlation(&draw, &ranks(&floats));
            prop_assert_eq!(found.correlation.is_some(), plain.is_some());
            if let Some((found, plain)) = found.correlation.zip(plain) {
                prop_assert!((found - plain).abs() < 1e-9);
            }
            let mean = |inside: &dyn Fn(f64) -> bool| {
                let values: Vec<f64> = draw.iter().zip(&floats).filter(|(u, _)| inside(**u)).map(|p| *p.1).collect();
                (!values.is_empty()).then(|| values.iter().sum::<f64>() / values.len() as f64)
            };
            for (found, plain) in [(found.low, mean(&|u| u < tails.0)), (found.high, mean(&|u| u > tails.1))] {
                prop_assert_eq!(found.is_some(), plain.is_some());
                prop_assert!((found.unwrap_or(0.0) - plain.unwrap_or(0.0)).abs() < 1e-9);
            }
        }
    }
}
