//! A schedule back into its project: dates of tasks and summaries.

use concerted_schedule::Schedule;
use jiff::civil::DateTime;
use serde::Serialize;

use crate::hierarchy::Hierarchy;
use crate::{Mapping, Project};

/// Start, finish and mode of one task in a schedule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ScheduledTask {
    /// Id of the task.
    pub id: String,
    /// First tick.
    pub start: i64,
    /// Tick at which it is done.
    pub finish: i64,
    /// Position of its mode.
    pub mode: usize,
    /// Date of the start.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub start_date: Option<DateTime>,
    /// Date of the finish.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub finish_date: Option<DateTime>,
}

/// Start, finish and mode of each scheduled task, in the order of the project.
pub fn scheduled_tasks(
    project: &Project,
    mapping: &Mapping,
    schedule: &Schedule,
) -> Vec<ScheduledTask> {
    let tasks = project.tasks.iter().zip(&mapping.activities);
    tasks
        .filter_map(|(task, activity)| {
            let index = (*activity)?;
            let (start, finish) = (*schedule.starts.get(index)?, *schedule.finishes.get(index)?);
            Some(ScheduledTask {
                id: task.id.clone(),
                start,
                finish,
                mode: *schedule.modes.get(index)?,
                start_date: mapping.date(start),
                finish_date: mapping.date(finish),
            })
        })
        .collect()
}

/// The project with the dates of a schedule: each scheduled task gets its start and finish, each summary the first start
/// and last finish of the tasks below it. A project without dates comes back as it was.
pub fn from_schedule(project: &Project, mapping: &Mapping, schedule: &Schedule) -> Project {
    let mut dated = project.clone();
    if mapping.origin.is_none() {
        return dated;
    }
    for (task, activity) in dated.tasks.iter_mut().zip(&mapping.activities) {
        let Some(index) = *activity else { continue };
        if let (Some(start), Some(finish)) =
            (schedule.starts.get(index), schedule.finishes.get(index))
        {
            task.start = mapping.date(*start);
            task.finish = mapping.date(*finish);
        }
    }
    let hierarchy = Hierarchy::of(project);
    for position in 0..dated.tasks.len() {
        let leaves = hierarchy.leaves(position);
        if !hierarchy.has_children(position) {
            continue;
        }
        let scheduled = leaves
            .iter()
            .filter(|leaf| mapping.activities[**leaf].is_some());
        let below: Vec<(Option<DateTime>, Option<DateTime>)> = scheduled
            .map(|leaf| (dated.tasks[*leaf].start, dated.tasks[*leaf].finish))
            .collect();
        if !below.is_empty() {
            dated.tasks[position].start = below.iter().filter_map(|dates| dates.0).min();
            dated.tasks[position].finish = below.iter().filter_map(|dates| dates.1).max();
        }
    }
    dated
}
