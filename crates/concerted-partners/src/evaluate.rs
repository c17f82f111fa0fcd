//! What one sourcing takes: weeks, money and companies, and their weighted sum.

use concerted_model::handover::ThreePoint;

use crate::border::{Crossing, crossings};
use crate::choose::Weights;
use crate::setting::{Assignment, Setting};

/// Weights with the money that a week and a company are worth.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Objective {
    /// Weights of the caller.
    pub(crate) weights: Weights,
    /// Thousands that one week of the program is worth.
    pub(crate) week: f64,
    /// Thousands that one company less is worth.
    pub(crate) company: f64,
}

/// Numbers of one sourcing.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Evaluated {
    /// The sourcing.
    pub(crate) assignment: Assignment,
    /// Weeks of the longest path.
    pub(crate) weeks: f64,
    /// Cost in thousands: work and hand-offs.
    pub(crate) cost: ThreePoint,
    /// Companies other than the client.
    pub(crate) companies: usize,
    /// Weighted sum; lower is better.
    pub(crate) score: f64,
}

/// Evaluates one sourcing with the hand-off work multiplied by `scale`.
///
/// `score = w_date · weeks · c_week + w_cost · cost + w_companies · companies · c_company`, in thousands.
pub(crate) fn evaluate(
    setting: &Setting<'_>,
    objective: &Objective,
    assignment: &Assignment,
    scale: f64,
) -> Evaluated {
    let crossings = crossings(setting, assignment);
    let weeks = longest_path(setting, assignment, &crossings, scale);
    let cost = add(
        work_cost(setting, assignment),
        times(hand_off_cost(setting, &crossings), scale),
    );
    let companies = setting.partners(assignment).len();
    let weights = objective.weights;
    let score = weights.date * weeks * objective.week
        + weights.cost * cost.mode
        + weights.companies * companies as f64 * objective.company;
    Evaluated {
        assignment: *assignment,
        weeks,
        cost,
        companies,
        score,
    }
}

/// Weeks to the first dose along the longest path, with likely durations and no limit of capacity.
///
/// `start = max(site available, finish of what it waits for + hand-off between)`,
/// `finish = start + likely weeks · duration factor of the site`.
pub(crate) fn longest_path(
    setting: &Setting<'_>,
    assignment: &Assignment,
    crossings: &[Crossing],
    scale: f64,
) -> f64 {
    let finish = finishes(setting, assignment, crossings, scale);
    match setting.work.target {
        Some(target) => finish[target],
        None => finish.into_iter().fold(0.0, f64::max),
    }
}

fn finishes(
    setting: &Setting<'_>,
    assignment: &Assignment,
    crossings: &[Crossing],
    scale: f64,
) -> Vec<f64> {
    let work = &setting.work;
    let mut waits: Vec<(usize, usize, f64)> = crossings
        .iter()
        .filter_map(|crossing| {
            let weeks = crossing.span_weeks(setting) * scale;
            Some((crossing.before?, crossing.after?, weeks))
        })
        // A giver that comes later in the order closes a circle; the caller's network reports that.
        .filter(|(before, after, _)| after < before)
        .collect();
    waits.sort_by_key(|(before, _, _)| *before);
    let mut waits = waits.into_iter().peekable();
    let mut finish = vec![0.0_f64; work.nodes.len()];
    for (index, node) in work.nodes.iter().enumerate() {
        let terms = setting.terms(setting.site_of(index, assignment), node.area);
        let mut start = terms.release_weeks;
        for before in &work.before[index] {
            start = start.max(finish[*before]);
        }
        while let Some((_, after, weeks)) = waits.next_if(|(before, _, _)| *before == index) {
            start = start.max(finish[after] + weeks);
        }
        finish[index] = start + node.weeks * terms.duration;
    }
    finish
}

/// Likely weeks of hand-offs that lie on some path, added up; those of one shipment once.
pub(crate) fn hand_off_weeks(setting: &Setting<'_>, crossings: &[Crossing]) -> f64 {
    crossings
        .iter()
        .filter(|crossing| !crossing.shared)
        .map(|crossing| crossing.path_weeks(setting))
        .sum()
}

/// Cost of the hand-offs in thousands.
pub(crate) fn hand_off_cost(setting: &Setting<'_>, crossings: &[Crossing]) -> ThreePoint {
    crossings
        .iter()
        .map(|crossing| crossing.cost(setting))
        .fold(NOTHING, add)
}

/// Cost of the work in thousands: the template's cost times the price factor of the site, or as entered.
pub(crate) fn work_cost(setting: &Setting<'_>, assignment: &Assignment) -> ThreePoint {
    (0..setting.work.nodes.len())
        .map(|node| node_cost(setting, assignment, node))
        .fold(NOTHING, add)
}

/// Cost of one activity in thousands.
pub(crate) fn node_cost(
    setting: &Setting<'_>,
    assignment: &Assignment,
    index: usize,
) -> ThreePoint {
    let node = &setting.work.nodes[index];
    if !node.priced_by_site {
        return node.cost;
    }
    let site = setting.site_of(index, assignment);
    times(node.cost, setting.terms(site, node.area).price)
}

const NOTHING: ThreePoint = ThreePoint {
    low: 0.0,
    mode: 0.0,
    high: 0.0,
};

fn add(a: ThreePoint, b: ThreePoint) -> ThreePoint {
    ThreePoint {
        low: a.low + b.low,
        mode: a.mode + b.mode,
        high: a.high + b.high,
    }
}

fn times(point: ThreePoint, factor: f64) -> ThreePoint {
    ThreePoint {
        low: point.low * factor,
        mode: point.mode * factor,
        high: point.high * factor,
    }
}
