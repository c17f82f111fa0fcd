//! A choice between routes: criteria, weights, scores, and how much the ranking depends on them.

use crate::claims::{Answer, ClaimName};
use crate::estimate::Estimate;
use crate::outcome::RouteResult;

/// What routes are judged by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Criterion {
    /// Full process mass intensity; low is good.
    MassIntensity,
    /// Overall yield of the longest linear sequence; high is good.
    OverallYield,
    /// Raw material cost per kg; low is good.
    Cost,
    /// Steps of the longest linear sequence; few are good.
    Steps,
    /// Working days of one batch; few are good.
    CycleTime,
    /// kg per m³ and day; high is good.
    Throughput,
    /// Claims that hold of those that say something of the route; high is good.
    Claims,
}

impl Criterion {
    /// All of them.
    pub const ALL: [Self; 7] = [
        Self::MassIntensity,
        Self::OverallYield,
        Self::Cost,
        Self::Steps,
        Self::CycleTime,
        Self::Throughput,
        Self::Claims,
    ];

    /// The word by which a weight is given.
    pub fn key(self) -> &'static str {
        match self {
            Self::MassIntensity => "pmi",
            Self::OverallYield => "yield",
            Self::Cost => "cost",
            Self::Steps => "steps",
            Self::CycleTime => "cycle-time",
            Self::Throughput => "throughput",
            Self::Claims => "claims",
        }
    }

    /// In words, with its unit.
    pub fn label(self) -> &'static str {
        match self {
            Self::MassIntensity => "PMI, kg/kg",
            Self::OverallYield => "overall yield, %",
            Self::Cost => "raw materials, per kg",
            Self::Steps => "steps in line",
            Self::CycleTime => "cycle time, d",
            Self::Throughput => "throughput, kg/m³/d",
            Self::Claims => "claims that hold, %",
        }
    }

    /// Whether more is better.
    pub fn more_is_better(self) -> bool {
        matches!(self, Self::OverallYield | Self::Throughput | Self::Claims)
    }

    /// Value with the interval that the inputs allow.
    fn value(self, route: &RouteResult) -> Option<(f64, f64, f64)> {
        let bounded = |estimate: &Estimate, factor: f64| {
            let value = estimate.value() * factor;
            let (low, high) = estimate
                .interval()
                .map_or((value, value), |(low, high)| (low * factor, high * factor));
            (value, low.max(0.0), high)
        };
        let longest = route.yields.longest.as_ref();
        match self {
            Self::MassIntensity => {
                let full = route.intensities.full.as_ref()?;
                Some(bounded(&full.total, 1.0))
            }
            Self::OverallYield => Some(bounded(longest?.overall.as_ref()?, 100.0)),
            Self::Cost => Some(bounded(route.cost.total.as_ref()?, 1.0)),
            Self::Steps => {
                let steps = longest?.steps.len() as f64;
                Some((steps, steps, steps))
            }
            Self::CycleTime => {
                let days = route.cycle_days.value;
                Some((days, days, days))
            }
            Self::Throughput => Some(bounded(route.plant.throughput.as_ref()?, 1.0)),
            Self::Claims => {
                // The claim of the highest yield is a comparison of its own and would count twice.
                let told = route.claims.iter().filter(|claim| {
                    claim.name != ClaimName::Yield && claim.answer != Answer::NotApplicable
                });
                let count =
                    |answer: Answer| told.clone().filter(|one| one.answer == answer).count() as f64;
                let all = told.clone().count() as f64;
                let (sure, open) = (count(Answer::True), count(Answer::Unknown));
                let share = |hits: f64| 100.0 * hits / all;
                (all > 0.0).then(|| (share(sure), share(sure), share(sure + open)))
            }
        }
    }
}

/// One criterion for one route.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Judgement {
    /// The value, with its bounds.
    pub value: Option<(f64, f64, f64)>,
    /// From 0 to 1, the best route has 1; with the scores at the bounds of its own value.
    pub score: Option<(f64, f64, f64)>,
}

/// One row: a criterion over all routes.
#[derive(Debug, Clone, PartialEq)]
pub struct CriterionRow {
    /// The criterion.
    pub criterion: Criterion,
    /// Its weight.
    pub weight: f64,
    /// One judgement for each route in the order given.
    pub judgements: Vec<Judgement>,
    /// False where a route lacks the value: the criterion does not count for any.
    pub counts: bool,
    /// Weight at which another route takes the first place, all others kept; none where no weight does.
    pub turns_at: Option<f64>,
}

/// A ranked choice.
#[derive(Debug, Clone, PartialEq)]
pub struct Decision {
    /// Ids of the routes in the order given.
    pub routes: Vec<String>,
    /// Their names.
    pub names: Vec<String>,
    /// All criteria.
    pub rows: Vec<CriterionRow>,
    /// Weighted score of each route with the lowest and highest that its own intervals allow; empty where no criterion counts.
    pub totals: Vec<(f64, f64, f64)>,
    /// Places of the routes, the best first.
    pub ranking: Vec<usize>,
    /// Share of the process mass that is assumed, by route.
    pub assumed: Vec<Option<f64>>,
    /// Whether the first route stays first whatever its and the others' intervals say.
    pub robust: bool,
}

/// Scores routes by weighted criteria.
///
/// score = best / value where little is good, value / best where much is, so the best route has 1; total =
/// Σ weight · score / Σ weight over the criteria that every route has a value of. A criterion without value for one
/// route counts for none: a gap is no zero. Low and high total take each route's own values at their worse and better
/// bounds at the same time, with the best value fixed, so `robust` errs on the careful side.
///
/// Weights that are missing are 1; negative weights count as 0.
pub fn decide(routes: &[&RouteResult], weights: &[(Criterion, f64)]) -> Decision {
    let mut rows: Vec<CriterionRow> = Criterion::ALL
        .into_iter()
        .map(|criterion| {
            let weight = weights.iter().rev().find(|(own, _)| *own == criterion);
            let values: Vec<_> = routes.iter().map(|route| criterion.value(route)).collect();
            row(
                criterion,
                weight.map_or(1.0, |(_, weight)| weight.max(0.0)),
                values,
            )
        })
        .collect();
    let totals = totals(&rows, routes.len());
    let mut ranking: Vec<usize> = (0..totals.len()).collect();
    ranking.sort_by(|first, second| {
        let better = totals[*second].0.total_cmp(&totals[*first].0);
        better.then_with(|| first.cmp(second))
    });
    let turns: Vec<Option<f64>> = (0..rows.len())
        .map(|place| turning_point(&rows, place, &ranking))
        .collect();
    for (row, turn) in rows.iter_mut().zip(turns) {
        row.turns_at = turn;
    }
    let robust = ranking
        .split_first()
        .is_some_and(|(first, rest)| rest.iter().all(|other| totals[*first].1 > totals[*other].2));
    Decision {
        routes: routes.iter().map(|route| route.id.clone()).collect(),
        names: routes.iter().map(|route| route.name.clone()).collect(),
        assumed: routes
            .iter()
            .map(|route| route.assumed_share.as_ref().map(Estimate::value))
            .collect(),
        rows,
        totals,
        ranking,
        robust,
    }
}

fn row(criterion: Criterion, weight: f64, values: Vec<Option<(f64, f64, f64)>>) -> CriterionRow {
    let known: Option<Vec<f64>> = values
        .iter()
        .map(|value| value.map(|(value, _, _)| value))
        .collect();
    let best = known.and_then(|known| {
        let best = if criterion.more_is_better() {
            known.iter().copied().fold(f64::NEG_INFINITY, f64::max)
        } else {
            known.iter().copied().fold(f64::INFINITY, f64::min)
        };
        (best.is_finite() && best > 0.0).then_some(best)
    });
    let score = |value: f64, best: f64| {
        let share = if criterion.more_is_better() {
            value / best
        } else {
            best / value
        };
        if share.is_finite() {
            share.clamp(0.0, 1.0)
        } else {
            1.0
        }
    };
    let judgements = values
        .into_iter()
        .map(|value| Judgement {
            value,
            score: value.zip(best).map(|((value, low, high), best)| {
                let (one, other) = (score(low, best), score(high, best));
                (score(value, best), one.min(other), one.max(other))
            }),
        })
        .collect();
    CriterionRow {
        criterion,
        weight,
        judgements,
        counts: best.is_some(),
        turns_at: None,
    }
}

fn totals(rows: &[CriterionRow], routes: usize) -> Vec<(f64, f64, f64)> {
    let counted = || rows.iter().filter(|row| row.counts);
    let weight: f64 = counted().map(|row| row.weight).sum();
    if weight <= 0.0 {
        return Vec::new();
    }
    (0..routes)
        .map(|place| {
            counted().fold((0.0, 0.0, 0.0), |sum, row| {
                let (score, low, high) = row.judgements[place].score.unwrap_or_default();
                let share = row.weight / weight;
                (
                    sum.0 + share * score,
                    sum.1 + share * low,
                    sum.2 + share * high,
                )
            })
        })
        .collect()
}

/// The weight nearest to the present one at which another route equals the first:
/// Σ w (s₁ − s₂) over the other criteria + w′ (s₁ − s₂) = 0.
fn turning_point(rows: &[CriterionRow], place: usize, ranking: &[usize]) -> Option<f64> {
    let (first, rest) = ranking.split_first()?;
    let own = rows.get(place).filter(|row| row.counts)?;
    let lead = |row: &CriterionRow, other: usize| {
        let score = |route: usize| row.judgements[route].score.map_or(0.0, |score| score.0);
        score(*first) - score(other)
    };
    let points = rest.iter().filter_map(|other| {
        let others = rows
            .iter()
            .enumerate()
            .filter(|(index, row)| *index != place && row.counts);
        let fixed: f64 = others.map(|(_, row)| row.weight * lead(row, *other)).sum();
        let slope = lead(own, *other);
        let weight = -fixed / slope;
        (slope.abs() > 1e-12 && weight >= 0.0 && weight.is_finite()).then_some(weight)
    });
    points.min_by(|one, other| {
        (one - own.weight)
            .abs()
            .total_cmp(&(other - own.weight).abs())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> Vec<CriterionRow> {
        let exact = |value: f64| Some((value, value, value));
        vec![
            row(
                Criterion::MassIntensity,
                1.0,
                vec![exact(100.0), exact(50.0)],
            ),
            row(Criterion::OverallYield, 1.0, vec![exact(80.0), exact(60.0)]),
        ]
    }

    #[test]
    fn the_best_has_one_and_others_their_share() {
        let rows = sample();
        let scores = |row: usize| {
            rows[row]
                .judgements
                .iter()
                .map(|one| one.score.unwrap().0)
                .collect::<Vec<_>>()
        };
        assert_eq!(scores(0), [0.5, 1.0]);
        assert_eq!(scores(1), [1.0, 0.75]);
        assert_eq!(
            totals(&rows, 2)
                .iter()
                .map(|total| total.0)
                .collect::<Vec<_>>(),
            [0.75, 0.875]
        );
    }

    #[test]
    fn at_the_turning_point_two_routes_are_equal() {
        let mut rows = sample();
        let weight = turning_point(&rows, 1, &[1, 0]).unwrap();
        assert!((weight - 2.0).abs() < 1e-12);
        rows[1].weight = weight;
        let totals = totals(&rows, 2);
        assert!((totals[0].0 - totals[1].0).abs() < 1e-12);
        // A route that leads in everything cannot be turned.
        let exact = |value: f64| Some((value, value, value));
        let lead = vec![row(Criterion::Steps, 1.0, vec![exact(2.0), exact(4.0)])];
        assert_eq!(turning_point(&lead, 0, &[0, 1]), Some(0.0));
    }

    #[test]
    fn a_gap_is_no_zero() {
        let gap = row(Criterion::Cost, 1.0, vec![Some((5.0, 5.0, 5.0)), None]);
        assert!(!gap.counts && gap.judgements.iter().all(|one| one.score.is_none()));
        assert!(totals(&[gap], 2).is_empty());
    }

    #[test]
    fn intervals_give_low_and_high_scores() {
        let own = row(
            Criterion::MassIntensity,
            1.0,
            vec![Some((100.0, 80.0, 125.0)), Some((50.0, 50.0, 50.0))],
        );
        assert_eq!(own.judgements[0].score, Some((0.5, 0.4, 0.625)));
    }
}
