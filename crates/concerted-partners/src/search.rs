//! Which sourcings are looked at, and which of them nobody would leave for another.

use std::collections::BTreeSet;

use crate::evaluate::{Evaluated, Objective, evaluate};
use crate::setting::{AREAS, Assignment, Setting};

/// Most sourcings that are all evaluated; beyond that a local search looks at the promising ones.
pub(crate) const EXHAUSTIVE_LIMIT: usize = 200_000;

/// Rounds of the local search from one start; each round improves, so this is only a guard.
const ROUNDS: usize = 50;

/// Sourcings that were evaluated, best first.
pub(crate) struct Searched {
    /// Sorted by score, then by sites.
    pub(crate) all: Vec<Evaluated>,
    /// True where every sourcing was evaluated.
    pub(crate) exhaustive: bool,
}

/// Evaluates every sourcing where there are at most `limit`, else those that a local search meets.
///
/// The local search starts from each company as far as it goes, filled up with the first candidates, and from
/// the first candidates alone; it changes the site of one area, then of two areas at once, always to the
/// best neighbour, until none is better. It draws no random numbers, so it repeats.
pub(crate) fn search(
    setting: &Setting<'_>,
    objective: &Objective,
    areas: &[Vec<usize>; AREAS],
    limit: usize,
) -> Searched {
    let size = areas
        .iter()
        .map(|sites| sites.len().max(1))
        .try_fold(1_usize, usize::checked_mul);
    let exhaustive = size.is_some_and(|size| size <= limit);
    let assignments = if exhaustive {
        every(areas)
    } else {
        local(setting, objective, areas)
    };
    let mut all: Vec<Evaluated> = assignments
        .iter()
        .map(|assignment| evaluate(setting, objective, assignment, 1.0))
        .collect();
    all.sort_by(|a, b| {
        a.score
            .total_cmp(&b.score)
            .then(a.assignment.cmp(&b.assignment))
    });
    Searched { all, exhaustive }
}

fn every(areas: &[Vec<usize>; AREAS]) -> Vec<Assignment> {
    let mut all = vec![[None; AREAS]];
    for (area, sites) in areas
        .iter()
        .enumerate()
        .filter(|(_, sites)| !sites.is_empty())
    {
        all = all
            .iter()
            .flat_map(|assignment| {
                sites.iter().map(move |site| {
                    let mut next = *assignment;
                    next[area] = Some(*site);
                    next
                })
            })
            .collect();
    }
    all
}

fn local(
    setting: &Setting<'_>,
    objective: &Objective,
    areas: &[Vec<usize>; AREAS],
) -> Vec<Assignment> {
    let mut met = BTreeSet::new();
    let companies = (0..setting.companies.len()).map(Some).chain([None]);
    for company in companies {
        let mut current = [None; AREAS];
        for (site, candidates) in current.iter_mut().zip(areas) {
            *site = candidates
                .iter()
                .find(|site| Some(setting.company_of[**site]) == company)
                .or_else(|| candidates.first())
                .copied();
        }
        climb(setting, objective, areas, current, &mut met);
    }
    met.into_iter().collect()
}

fn climb(
    setting: &Setting<'_>,
    objective: &Objective,
    areas: &[Vec<usize>; AREAS],
    start: Assignment,
    met: &mut BTreeSet<Assignment>,
) {
    let score = |assignment: &Assignment| evaluate(setting, objective, assignment, 1.0).score;
    let mut current = start;
    let mut best = score(&current);
    met.insert(current);
    for _ in 0..ROUNDS {
        let mut neighbours = single_changes(areas, &current);
        let mut next = better(&neighbours, best, &score);
        met.append(&mut neighbours);
        if next.is_none() {
            let mut neighbours = double_changes(areas, &current);
            next = better(&neighbours, best, &score);
            met.append(&mut neighbours);
        }
        let Some((assignment, value)) = next else {
            return;
        };
        current = assignment;
        best = value;
    }
}

/// The best of some assignments, where it is better than what there is.
fn better(
    assignments: &BTreeSet<Assignment>,
    best: f64,
    score: &dyn Fn(&Assignment) -> f64,
) -> Option<(Assignment, f64)> {
    assignments
        .iter()
        .map(|assignment| (*assignment, score(assignment)))
        .min_by(|a, b| a.1.total_cmp(&b.1))
        .filter(|(_, value)| *value < best)
}

fn single_changes(areas: &[Vec<usize>; AREAS], from: &Assignment) -> BTreeSet<Assignment> {
    let mut all = BTreeSet::new();
    for (area, sites) in areas.iter().enumerate() {
        for site in sites {
            let mut next = *from;
            next[area] = Some(*site);
            all.insert(next);
        }
    }
    all.remove(from);
    all
}

fn double_changes(areas: &[Vec<usize>; AREAS], from: &Assignment) -> BTreeSet<Assignment> {
    single_changes(areas, from)
        .iter()
        .flat_map(|next| single_changes(areas, next))
        .filter(|next| next != from)
        .collect()
}

/// Places of the sourcings that no other beats or equals in weeks, likely cost and companies at once.
///
/// Of several with the same three numbers the first counts.
pub(crate) fn pareto(all: &[Evaluated]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..all.len()).collect();
    order.sort_by(|a, b| {
        let (x, y) = (&all[*a], &all[*b]);
        x.weeks
            .total_cmp(&y.weeks)
            .then(x.cost.mode.total_cmp(&y.cost.mode))
            .then(x.companies.cmp(&y.companies))
            .then(a.cmp(b))
    });
    let most = all.iter().map(|one| one.companies).max().unwrap_or(0);
    // Lowest cost so far with at most so many companies; the weeks only grow along the order.
    let mut cheapest = vec![f64::INFINITY; most + 1];
    let mut front = Vec::new();
    for place in order {
        let one = &all[place];
        if cheapest[one.companies] <= one.cost.mode {
            continue;
        }
        front.push(place);
        for cost in &mut cheapest[one.companies..] {
            *cost = cost.min(one.cost.mode);
        }
    }
    front.sort_unstable();
    front
}

#[cfg(test)]
mod tests {
    use concerted_model::handover::ThreePoint;

    use super::*;

    fn point(weeks: f64, cost: f64, companies: usize) -> Evaluated {
        Evaluated {
            assignment: [None; AREAS],
            weeks,
            cost: ThreePoint {
                low: cost,
                mode: cost,
                high: cost,
            },
            companies,
            score: 0.0,
        }
    }

    fn dominates(a: &Evaluated, b: &Evaluated) -> bool {
        a.weeks <= b.weeks && a.cost.mode <= b.cost.mode && a.companies <= b.companies
    }

    #[test]
    fn the_front_is_what_no_other_beats() {
        let all = [
            point(60.0, 100.0, 3),
            point(60.0, 100.0, 3),
            point(60.0, 120.0, 2),
            point(65.0, 90.0, 3),
            point(66.0, 95.0, 3),
            point(70.0, 130.0, 1),
            point(70.0, 130.0, 2),
        ];
        assert_eq!(pareto(&all), [0, 2, 3, 5]);
        assert!(pareto(&[]).is_empty());
    }

    #[test]
    fn the_front_covers_a_grid_of_points() {
        // Every triple of small numbers once: each must be on the front or beaten by one that is.
        let all: Vec<Evaluated> = (0..125)
            .map(|n| {
                point(
                    f64::from(n * 37 % 11),
                    f64::from(n * 53 % 13),
                    n as usize * 29 % 5,
                )
            })
            .collect();
        let front = pareto(&all);
        for (place, one) in all.iter().enumerate() {
            let beaten = front
                .iter()
                .any(|best| *best != place && dominates(&all[*best], one));
            assert_eq!(front.contains(&place), !beaten, "{place}");
        }
    }

    #[test]
    fn every_combination_appears_once() {
        let mut areas: [Vec<usize>; AREAS] = Default::default();
        areas[0] = vec![0, 1];
        areas[2] = vec![1, 2, 3];
        let all: BTreeSet<Assignment> = every(&areas).into_iter().collect();
        assert_eq!(all.len(), 6);
        assert!(all.iter().all(|one| one[1].is_none() && one[0].is_some()));
    }
}
