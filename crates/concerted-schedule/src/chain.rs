//! The critical chain: the longest chain of links, resources, skills and stocks that ends at the last finish.

use std::collections::BTreeSet;

use crate::explain::behind;
use crate::{ActivityIndex, Driver, Model, Schedule, ScheduleError, explain};

/// A member of the critical chain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChainStep {
    /// Which activity.
    pub activity: ActivityIndex,
    /// What ties it to the step before; of the first step, what keeps it from starting earlier.
    pub driver: Driver,
}

/// The chain of drivers with the greatest sum of lengths (finish less start) that ends with an activity of the last
/// finish, from its first activity to its last. Ties go to the activity of lower position.
///
/// # Errors
/// As [`explain`](crate::explain()).
///
/// ```
/// use concerted_schedule::{Activity, Calendar, Driver, Model, Priority, Resource, critical_chain, generate};
///
/// let mut model = Model::default();
/// let c = model.add_calendar(Calendar::always());
/// let vessel = model.add_resource(Resource::constant("vessel", 1));
/// let a = model.add_activity(Activity::new("a", c, 5).demanding(vessel, 1));
/// let b = model.add_activity(Activity::new("b", c, 3).demanding(vessel, 1));
/// let schedule = generate(&model, &Priority::equal(&model)).unwrap();
/// let chain = critical_chain(&model, &schedule).unwrap();
/// assert_eq!((chain[0].activity, &chain[0].driver), (a, &Driver::Origin));
/// assert_eq!((chain[1].activity, &chain[1].driver), (b, &Driver::Resource { resource: vessel, with: vec![a] }));
/// ```
pub fn critical_chain(model: &Model, schedule: &Schedule) -> Result<Vec<ChainStep>, ScheduleError> {
    let told = explain(model, schedule)?;
    let edges: Vec<Vec<(usize, usize)>> = (0..told.len())
        .map(|activity| before(model, &told[activity].drivers, activity))
        .collect();
    let makespan = schedule.makespan();
    let last: Vec<usize> = (0..told.len())
        .filter(|i| schedule.finishes[*i] == makespan)
        .collect();
    let best = longest(&edges, &last, schedule);
    let mut at = last
        .into_iter()
        .max_by_key(|i| (best[*i].0, std::cmp::Reverse(*i)));
    let mut chain = Vec::new();
    while let Some(activity) = at {
        let before = best[activity].1;
        let position = before.map_or(0, |(position, _)| position);
        chain.push(ChainStep {
            activity: ActivityIndex(activity),
            driver: told[activity].drivers[position].clone(),
        });
        at = before.map(|(_, before)| before);
    }
    chain.reverse();
    Ok(chain)
}

/// The activities behind the drivers of one, each with the position of its driver.
fn before(model: &Model, drivers: &[Driver], activity: usize) -> Vec<(usize, usize)> {
    let drivers = drivers.iter().enumerate();
    drivers
        .flat_map(|(position, driver)| {
            let before = behind(model, driver).into_iter();
            before.map(move |before| (position, before))
        })
        .filter(|(_, before)| *before != activity)
        .collect()
}

/// The longest chain that ends with each activity on a way to the last: its length, and the edge to the step before.
fn longest(
    edges: &[Vec<(usize, usize)>],
    last: &[usize],
    schedule: &Schedule,
) -> Vec<(i64, Option<(usize, usize)>)> {
    let (order, back) = depth_first(edges, last);
    let mut best = vec![(0, None); edges.len()];
    for &activity in &order {
        let kept = edges[activity]
            .iter()
            .filter(|(_, before)| !back.contains(&(activity, *before)));
        let step = kept.max_by_key(|(_, before)| (best[*before].0, std::cmp::Reverse(*before)));
        let sum = step.map_or(0, |(_, before)| best[*before].0);
        let length = schedule.finishes[activity] - schedule.starts[activity];
        best[activity] = (sum + length, step.copied());
    }
    best
}

/// Activities so that those they lead to come first, with the edges that lead back into a circle (two activities that
/// maximum and minimum links tie to each other drive each other).
fn depth_first(
    edges: &[Vec<(usize, usize)>],
    roots: &[usize],
) -> (Vec<usize>, BTreeSet<(usize, usize)>) {
    #[derive(Clone, Copy, PartialEq)]
    enum Mark {
        New,
        Open,
        Done,
    }
    let mut marks = vec![Mark::New; edges.len()];
    let (mut order, mut back) = (Vec::new(), BTreeSet::new());
    for &root in roots {
        let mut stack = vec![(root, 0)];
        while let Some((activity, next)) = stack.pop() {
            if next == 0 {
                if marks[activity] != Mark::New {
                    continue;
                }
                marks[activity] = Mark::Open;
            }
            if let Some(&(_, before)) = edges[activity].get(next) {
                stack.push((activity, next + 1));
                match marks[before] {
                    Mark::New => stack.push((before, 0)),
                    Mark::Open => {
                        back.insert((activity, before));
                    }
                    Mark::Done => {}
                }
            } else {
                marks[activity] = Mark::Done;
                order.push(activity);
            }
        }
    }
    (order, back)
}
