//! What every project must keep, whichever file it came from: ids that are unique and exist, links without circles,
//! calendars with working time, lengths that are not negative.

use std::collections::{BTreeMap, BTreeSet};

use concerted_schedule::Bound;

use crate::Project;
use crate::reading::{Ledger, Place};

/// Lengths beyond 10⁹ minutes (1900 years) or periods are mistakes.
pub(crate) const LONGEST: i64 = 1_000_000_000;

/// Adds every problem of a project.
pub(crate) fn judge(project: &Project, ledger: &mut Ledger) {
    let tasks = unique("task", project.tasks.iter().map(|t| t.id.as_str()), ledger);
    let resources = unique(
        "resource",
        project.resources.iter().map(|r| r.id.as_str()),
        ledger,
    );
    let calendars = unique(
        "calendar",
        project.calendars.iter().map(|c| c.id.as_str()),
        ledger,
    );
    references(project, (&tasks, &resources, &calendars), ledger);
    lengths(project, ledger);
    working_time(project, ledger);
    parents(project, ledger);
    if let Some(circle) = circle(project) {
        ledger.hinted(
            Place::part("links"),
            "tasks that do not wait for each other",
            &circle.join(" before "),
            "take one of these links out",
        );
    }
}

fn unique<'p>(
    kind: &str,
    ids: impl Iterator<Item = &'p str>,
    ledger: &mut Ledger,
) -> BTreeSet<&'p str> {
    let mut seen = BTreeSet::new();
    let mut told = BTreeSet::new();
    for id in ids {
        if id.is_empty() {
            ledger.problem(Place::part(kind), "an id", "an empty one");
        } else if !seen.insert(id) && told.insert(id) {
            ledger.problem(Place::part(kind), "ids that occur once", id);
        }
    }
    seen
}

type Ids<'p> = BTreeSet<&'p str>;

fn references(
    project: &Project,
    (tasks, resources, calendars): (&Ids<'_>, &Ids<'_>, &Ids<'_>),
    ledger: &mut Ledger,
) {
    let mut known = |ids: &Ids<'_>, id: &str, place: &dyn Fn() -> String, kind: &str| {
        if !ids.contains(id) {
            ledger.problem(Place::part(place()), &format!("a known {kind}"), id);
        }
    };
    for link in &project.links {
        let place = || format!("link from `{}` to `{}`", link.from, link.to);
        known(tasks, &link.from, &place, "task");
        known(tasks, &link.to, &place, "task");
    }
    for assignment in &project.assignments {
        let place = || format!("assignment of `{}`", assignment.task);
        known(tasks, &assignment.task, &place, "task");
        known(resources, &assignment.resource, &place, "resource");
    }
    for task in &project.tasks {
        let place = || format!("task `{}`", task.id);
        if let Some(calendar) = &task.calendar {
            known(calendars, calendar, &place, "calendar");
        }
        if let Some(parent) = &task.parent {
            known(tasks, parent, &place, "summary");
        }
    }
    for resource in &project.resources {
        if let Some(calendar) = &resource.calendar {
            let place = || format!("resource `{}`", resource.id);
            known(calendars, calendar, &place, "calendar");
        }
    }
    if let Some(calendar) = &project.default_calendar {
        known(calendars, calendar, &|| "project".to_owned(), "calendar");
    }
}

fn lengths(project: &Project, ledger: &mut Ledger) {
    for task in &project.tasks {
        let place = || Place::part(format!("duration of task `{}`", task.id));
        let remaining = task.progress.remaining.iter();
        let lengths = task.modes.iter().map(|m| &m.duration).chain(remaining);
        for length in lengths.filter(|l| !(0..=LONGEST).contains(&l.amount)) {
            ledger.problem(
                place(),
                &format!("0 to {LONGEST} minutes or periods"),
                &length.amount.to_string(),
            );
        }
        if task.is_scheduled() && task.modes.is_empty() {
            ledger.problem(place(), "at least one", "none");
        }
    }
    for link in &project.links {
        if link.lag.amount.unsigned_abs() > LONGEST.unsigned_abs() {
            ledger.problem(
                Place::part(format!("lag from `{}` to `{}`", link.from, link.to)),
                &format!("at most {LONGEST} minutes or periods"),
                &link.lag.amount.to_string(),
            );
        }
    }
}

/// Calendars in use that have no working day left.
fn working_time(project: &Project, ledger: &mut Ledger) {
    let of_tasks = project.tasks.iter().filter_map(|t| t.calendar.as_deref());
    let used: BTreeSet<&str> = of_tasks
        .chain(project.default_calendar.as_deref())
        .collect();
    for calendar in &project.calendars {
        if calendar.week.iter().any(|day| !day.is_empty()) {
            continue;
        }
        let place = Place::part(format!("calendar `{}`", calendar.id));
        if used.contains(calendar.id.as_str()) {
            ledger.hinted(
                place,
                "a weekday with working time",
                "none",
                "give the calendar working hours, or its tasks another calendar",
            );
        } else {
            ledger.not_used(place, "no weekday with working time", "no task uses it");
        }
    }
}

/// Summaries that are above themselves.
fn parents(project: &Project, ledger: &mut Ledger) {
    let positions = project.task_positions();
    let above: Vec<Option<usize>> = project
        .tasks
        .iter()
        .map(|task| positions.get(task.parent.as_deref()?).copied())
        .collect();
    // 0 not seen, 1 on the way, 2 done.
    let mut state = vec![0_u8; above.len()];
    for start in 0..above.len() {
        let (mut at, mut way) = (Some(start), Vec::new());
        while let Some(task) = at.filter(|task| state[*task] == 0) {
            state[task] = 1;
            way.push(task);
            at = above[task];
        }
        if let Some(task) = at.filter(|task| state[*task] == 1) {
            ledger.problem(
                Place::part(format!("task `{}`", project.tasks[task].id)),
                "a summary that is not below itself",
                &project.tasks[task].id,
            );
        }
        for task in way {
            state[task] = 2;
        }
    }
}

/// Which nodes lie on a circle of arcs, or between two circles.
pub(crate) fn entangled(count: usize, arcs: &[(usize, usize)]) -> Vec<bool> {
    let forward = peeled(count, arcs.iter().copied());
    let backward = peeled(count, arcs.iter().map(|(from, to)| (*to, *from)));
    (0..count).map(|i| !forward[i] && !backward[i]).collect()
}

/// Which nodes come out when those without an arc into them are taken away, again and again.
fn peeled(count: usize, arcs: impl Iterator<Item = (usize, usize)>) -> Vec<bool> {
    let mut outgoing: Vec<Vec<usize>> = vec![Vec::new(); count];
    let mut waiting = vec![0_usize; count];
    for (from, to) in arcs {
        outgoing[from].push(to);
        waiting[to] += 1;
    }
    let mut ready: Vec<usize> = (0..count).filter(|i| waiting[*i] == 0).collect();
    let mut out = vec![false; count];
    while let Some(node) = ready.pop() {
        out[node] = true;
        for &to in &outgoing[node] {
            waiting[to] -= 1;
            if waiting[to] == 0 {
                ready.push(to);
            }
        }
    }
    out
}

/// Ids along a circle of minimum links, the first one repeated at the end.
fn circle(project: &Project) -> Option<Vec<String>> {
    let positions = project.task_positions();
    let arcs: Vec<(usize, usize)> = project
        .links
        .iter()
        .filter(|link| link.bound == Bound::Minimum)
        .filter_map(|link| {
            let from = positions.get(link.from.as_str())?;
            Some((*from, *positions.get(link.to.as_str())?))
        })
        .collect();
    let tangled = entangled(project.tasks.len(), &arcs);
    let next: BTreeMap<usize, usize> = arcs
        .iter()
        .rev()
        .filter(|(from, to)| tangled[*from] && tangled[*to])
        .copied()
        .collect();
    let mut at = *next.keys().next()?;
    let mut way: Vec<usize> = Vec::new();
    let mut seen: BTreeMap<usize, usize> = BTreeMap::new();
    loop {
        if let Some(start) = seen.insert(at, way.len()) {
            way.push(at);
            let names = way[start..].iter().map(|i| project.tasks[*i].id.clone());
            return Some(names.collect());
        }
        way.push(at);
        at = *next.get(&at)?;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_circles_stay_entangled() {
        let arcs = [(0, 1), (1, 2), (2, 1), (2, 3)];
        assert_eq!(entangled(4, &arcs), [false, true, true, false]);
        assert_eq!(entangled(2, &[(0, 0)]), [true, false]);
    }
}
