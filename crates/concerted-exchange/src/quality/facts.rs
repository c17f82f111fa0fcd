//! What several points need: which tasks count, floats, the length of a day.

use std::collections::BTreeSet;

use concerted_schedule::{
    Bound, Calendar, CriticalPath, Link, LinkKind, Model, Tick, critical_path,
};

use crate::{Basis, Mapping, Project, Task, TaskLink};

/// A project with what was computed of it once.
pub(super) struct Facts<'p> {
    pub(super) project: &'p Project,
    pub(super) model: &'p Model,
    pub(super) mapping: &'p Mapping,
    /// Positions of tasks that count and are not done.
    pub(super) incomplete: Vec<usize>,
    /// Positions of tasks that count.
    pub(super) counted: Vec<usize>,
    /// Early times, or why there are none.
    pub(super) path: Result<CriticalPath, String>,
    /// Total float in days of each activity of the model, where it can be told.
    floats: Vec<Option<f64>>,
    pub(super) ticks_per_day: f64,
}

impl<'p> Facts<'p> {
    pub(super) fn of(project: &'p Project, model: &'p Model, mapping: &'p Mapping) -> Self {
        let counted: Vec<usize> = (0..project.tasks.len())
            .filter(|task| {
                mapping
                    .activity(*task)
                    .is_some_and(|a| a.0 < model.activities.len())
            })
            .collect();
        let mut incomplete = counted.clone();
        incomplete.retain(|task| project.tasks[*task].progress.finish.is_none());
        let path = critical_path(model).map_err(|error| error.to_string());
        let ticks_per_day = match project.basis {
            Basis::Periods => 1.0,
            Basis::Minutes => {
                let minutes = project.minutes_per_day.max(1) as f64;
                minutes / mapping.minutes_per_tick.max(1) as f64
            }
        };
        let floats = match &path {
            Ok(path) => late_starts(model, path)
                .into_iter()
                .zip(0..)
                .map(|(late, activity): (Option<Tick>, usize)| {
                    let early = path.times[activity].early_start;
                    let calendar = calendar(model, path, activity)?;
                    Some(calendar.work_between(early, late?) as f64 / ticks_per_day)
                })
                .collect(),
            Err(_) => vec![None; model.activities.len()],
        };
        Self {
            project,
            model,
            mapping,
            incomplete,
            counted,
            path,
            floats,
            ticks_per_day,
        }
    }

    pub(super) fn task(&self, position: usize) -> &'p Task {
        &self.project.tasks[position]
    }

    /// Float of a task in days.
    pub(super) fn float(&self, task: usize) -> Option<f64> {
        self.floats[self.mapping.activity(task)?.0]
    }

    /// Why there are no floats.
    pub(super) fn no_path(&self) -> Option<&str> {
        self.path.as_ref().err().map(String::as_str)
    }

    /// Ids of tasks at positions.
    pub(super) fn ids(&self, tasks: impl Iterator<Item = usize>) -> Vec<String> {
        tasks
            .map(|task| self.project.tasks[task].id.clone())
            .collect()
    }

    /// Links of the project that still decide: those whose second task is not done.
    pub(super) fn open_links(&self) -> Vec<&'p TaskLink> {
        let tasks = &self.project.tasks;
        let done: BTreeSet<&str> = tasks
            .iter()
            .filter(|task| task.progress.finish.is_some())
            .map(|task| task.id.as_str())
            .collect();
        let links = self.project.links.iter();
        links
            .filter(|link| link.bound == Bound::Minimum && !done.contains(link.to.as_str()))
            .collect()
    }

    /// Minutes or periods of a number of days.
    pub(super) fn days(&self, days: i64) -> i64 {
        match self.project.basis {
            Basis::Periods => days,
            Basis::Minutes => days * self.project.minutes_per_day.max(1),
        }
    }
}

/// A link for a list of offenders.
pub(super) fn told(link: &TaskLink) -> String {
    format!("{} -> {}", link.from, link.to)
}

pub(super) fn calendar<'m>(
    model: &'m Model,
    path: &CriticalPath,
    activity: usize,
) -> Option<&'m Calendar> {
    let mode = model.activities[activity]
        .modes
        .get(*path.modes.get(activity)?)?;
    model.calendars.get(mode.calendar.0)
}

/// The latest start of each activity that keeps the last finish, deadlines and fixed starts; minimum links only.
fn late_starts(model: &Model, path: &CriticalPath) -> Vec<Option<Tick>> {
    let count = model.activities.len();
    let mut outgoing: Vec<Vec<&Link>> = vec![Vec::new(); count];
    let mut waiting = vec![0_usize; count];
    for link in model
        .links
        .iter()
        .filter(|link| link.bound == Bound::Minimum)
    {
        outgoing[link.from.0].push(link);
        waiting[link.to.0] += 1;
    }
    let mut order: Vec<usize> = (0..count).filter(|a| waiting[*a] == 0).collect();
    let mut next = 0;
    while next < order.len() {
        for link in &outgoing[order[next]] {
            waiting[link.to.0] -= 1;
            if waiting[link.to.0] == 0 {
                order.push(link.to.0);
            }
        }
        next += 1;
    }
    let mut late: Vec<Option<(Tick, Tick)>> = vec![None; count];
    for &activity in order.iter().rev() {
        late[activity] = late_times(model, path, (activity, &outgoing[activity]), &late);
    }
    late.into_iter().map(|times| Some(times?.0)).collect()
}

/// Latest start and finish of one activity.
fn late_times(
    model: &Model,
    path: &CriticalPath,
    (activity, outgoing): (usize, &[&Link]),
    late: &[Option<(Tick, Tick)>],
) -> Option<(Tick, Tick)> {
    let source = &model.activities[activity];
    let always = Calendar::always();
    let calendar = calendar(model, path, activity)?;
    let work = source.modes[path.modes[activity]].work;
    let mut finish = source.deadline.map_or(path.finish, |d| d.min(path.finish));
    let mut start = source.fixed_start.unwrap_or(Tick::MAX);
    for link in outgoing {
        let (next_start, next_finish) = late[link.to.0]?;
        let reached = match link.kind {
            LinkKind::FinishToStart | LinkKind::StartToStart => next_start,
            LinkKind::FinishToFinish | LinkKind::StartToFinish => next_finish,
        };
        let counts = link.lag_calendar.and_then(|c| model.calendars.get(c.0));
        let bound = counts
            .unwrap_or(&always)
            .subtract_lag(reached, link.lag)
            .ok()?;
        match link.kind {
            LinkKind::FinishToStart | LinkKind::FinishToFinish => finish = finish.min(bound),
            LinkKind::StartToStart | LinkKind::StartToFinish => start = start.min(bound),
        }
    }
    let start = start.min(calendar.subtract_work(finish, work).ok()?);
    Some((start, calendar.add_work(start, work).ok()?))
}
