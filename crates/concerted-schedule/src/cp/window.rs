//! Repair of windows for large-neighborhood search: some activities are free, the others keep their order.

use super::distances::heads;
use super::encode::{Encoding, makespan};
use super::literal::Literal;
use super::solver::{Answer, Tuning};
use crate::core::{Arc, Core, CoreSchedule};

/// A schedule with a smaller makespan in which the activities that are not free keep their modes and, where they share
/// a resource, their order; `None` if none was found within so many conflicts.
pub(crate) fn improve(
    core: &Core,
    schedule: &CoreSchedule,
    free: &[usize],
    conflicts: u64,
    cancel: &dyn Fn() -> bool,
) -> Option<CoreSchedule> {
    let limit = makespan(core, schedule) - 1;
    let narrowed = narrowed(core, schedule, free);
    let heads = heads(&narrowed)?;
    if heads.iter().any(|head| *head > limit) {
        return None;
    }
    let mut encoding = Encoding::new(&narrowed, &heads, limit, Tuning::default()).ok()?;
    if !encoding.solver.settle() {
        return None;
    }
    let mut left = conflicts;
    let mut best = None;
    loop {
        let before = encoding.solver.conflicts;
        let answer = encoding.solver.search(&[], left, cancel);
        left = left.saturating_sub(encoding.solver.conflicts - before);
        if answer != Answer::Found {
            return best;
        }
        let mut found = encoding.schedule();
        encoding.prefer(&narrowed, &found);
        let better = makespan(&narrowed, &found) - 1 - encoding.base;
        restore_modes(schedule, free, &mut found);
        best = Some(found);
        if better < 0 {
            return best;
        }
        let literal = Literal::at_most(encoding.end, better as i32);
        encoding.solver.require(literal);
    }
}

/// The core with the order and the modes of what is not free.
fn narrowed(core: &Core, schedule: &CoreSchedule, free: &[usize]) -> Core {
    let mut narrowed = core.clone();
    let mut bound = vec![true; core.activities.len()];
    for index in free {
        bound[*index] = false;
    }
    let mut rest: Vec<usize> = (0..bound.len()).filter(|i| bound[*i]).collect();
    for index in &rest {
        let mode = core.activities[*index].modes[schedule.modes[*index]].clone();
        narrowed.activities[*index].modes = vec![mode];
    }
    let finish =
        |i: usize| schedule.starts[i] + core.activities[i].modes[schedule.modes[i]].duration;
    let shares = |i: usize, j: usize| {
        let of = |i: usize| &core.activities[i].modes[schedule.modes[i]].demands;
        of(i).iter().any(|a| of(j).iter().any(|b| a.0 == b.0))
    };
    rest.sort_by_key(|i| (schedule.starts[*i], *i));
    for (position, second) in rest.iter().enumerate() {
        // An order that follows from two others is left out.
        let mut nearest: Vec<usize> = Vec::new();
        for first in rest[..position].iter().rev() {
            if finish(*first) > schedule.starts[*second] || !shares(*first, *second) {
                continue;
            }
            let follows = nearest
                .iter()
                .any(|k| finish(*first) <= schedule.starts[*k] && shares(*first, *k));
            if follows {
                continue;
            }
            nearest.push(*first);
            narrowed.arcs.push(Arc {
                from: *first,
                to: *second,
                from_finish: true,
                to_finish: false,
                lag: 0,
                link: usize::MAX,
            });
        }
    }
    narrowed
}

/// What was narrowed to one mode goes by its position among all again.
fn restore_modes(schedule: &CoreSchedule, free: &[usize], found: &mut CoreSchedule) {
    let free_modes: Vec<usize> = free.iter().map(|i| found.modes[*i]).collect();
    found.modes.clone_from(&schedule.modes);
    for (index, mode) in free.iter().zip(free_modes) {
        found.modes[*index] = mode;
    }
}
