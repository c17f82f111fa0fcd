//! Circles in the minimum links of a model. Maximum links do not decide who goes first, so they make none.

use std::collections::BTreeMap;

use crate::{Bound, Model, ModelProblem};

/// Finds circles one by one: each is reported and opened by leaving out its last link, until none is left.
pub(crate) fn cycles(model: &Model, problems: &mut Vec<ModelProblem>) {
    let n = model.activities.len();
    let mut kept: Vec<usize> = (0..model.links.len())
        .filter(|i| model.links[*i].bound == Bound::Minimum)
        .filter(|i| model.links[*i].from.0 < n && model.links[*i].to.0 < n)
        .collect();
    while let Some(circle) = find_cycle(model, &kept) {
        problems.push(ModelProblem::Cycle {
            activities: circle
                .iter()
                .map(|l| model.activities[model.links[*l].from.0].key.clone())
                .collect(),
            links: circle.iter().map(|l| model.links[*l].key.clone()).collect(),
        });
        kept.retain(|link| Some(link) != circle.last());
    }
}

/// The links of one circle in forward order, starting at its activity of lowest position.
fn find_cycle(model: &Model, links: &[usize]) -> Option<Vec<usize>> {
    let n = model.activities.len();
    let mut waiting = vec![0_usize; n];
    let mut outgoing = vec![Vec::new(); n];
    for link in links {
        waiting[model.links[*link].to.0] += 1;
        outgoing[model.links[*link].from.0].push(*link);
    }
    let mut free: Vec<usize> = (0..n).filter(|i| waiting[*i] == 0).collect();
    while let Some(activity) = free.pop() {
        for link in &outgoing[activity] {
            let to = model.links[*link].to.0;
            waiting[to] -= 1;
            if waiting[to] == 0 {
                free.push(to);
            }
        }
    }
    // Whatever still waits has a predecessor that waits too: walking backwards must come round.
    let mut at = (0..n).find(|i| waiting[*i] > 0)?;
    let mut visited: BTreeMap<usize, usize> = BTreeMap::new();
    let mut path = Vec::new();
    while !visited.contains_key(&at) {
        visited.insert(at, path.len());
        let back = links
            .iter()
            .find(|l| model.links[**l].to.0 == at && waiting[model.links[**l].from.0] > 0)?;
        path.push(*back);
        at = model.links[*back].from.0;
    }
    let mut circle = path.split_off(visited[&at]);
    circle.reverse();
    let lowest = (0..circle.len()).min_by_key(|i| model.links[circle[*i]].from.0)?;
    circle.rotate_left(lowest);
    Some(circle)
}
