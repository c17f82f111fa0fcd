//! A project as a model of the schedule engine.

use std::collections::{BTreeMap, BTreeSet};

use concerted_schedule::{
    Activity, ActivityIndex, Baseline, Calendar, CalendarIndex, Model, Progress, Stock,
};
use jiff::civil::DateTime;
use serde::Serialize;

use crate::hierarchy::Hierarchy;
use crate::model_links::links;
use crate::model_resources::Holdings;
use crate::model_scale::Scale;
use crate::project::{
    Basis, ConstraintKind, Length, Project, ResourceKind, Task, TaskKind, WorkCalendar,
};
use crate::reading::{Ledger, Note, Place};
use crate::working_time::add_minutes;

/// How a model answers to its project.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Mapping {
    /// Position in the model of each task; none for summaries and tasks that are not scheduled.
    pub activities: Vec<Option<usize>>,
    /// Date of tick 0; absent where the project has no dates.
    pub origin: Option<DateTime>,
    /// Minutes in a tick; 1 where ticks are periods.
    pub minutes_per_tick: i64,
    /// What the model cannot say as the project says it.
    pub notes: Vec<Note>,
}

impl Mapping {
    /// The date of a tick, where there are dates.
    pub fn date(&self, tick: i64) -> Option<DateTime> {
        let minutes = tick.saturating_mul(self.minutes_per_tick);
        Some(add_minutes(self.origin?, minutes))
    }

    /// The activity of the task at a position.
    pub fn activity(&self, task: usize) -> Option<ActivityIndex> {
        self.activities
            .get(task)
            .copied()
            .flatten()
            .map(ActivityIndex)
    }
}

/// The model of a project.
///
/// A tick is the coarsest whole number of minutes that keeps every length, shift and date (1 period in a project without
/// dates). Summaries, level of effort and inactive tasks are not in the model; links to and from summaries are drawn to
/// the tasks below them. What the model cannot say stands in the mapping's notes. The model may still have problems, which
/// [`concerted_schedule::validate`] tells.
///
/// ```
/// use concerted_exchange::{read_csv, to_model};
/// use concerted_schedule::{Options, solve};
///
/// let read = read_csv(b"id,name,duration,predecessors\n1,make,2d,\n2,test,1d,1\n").unwrap();
/// let (model, mapping) = to_model(&read.project);
/// let outcome = solve(&model, &Options::default(), &|| false, &mut |_| {}).unwrap();
/// let done = outcome.schedule.unwrap().finishes[1];
/// assert_eq!(mapping.minutes_per_tick, 60);
/// assert_eq!(done, 2 * 24 + 17);
/// ```
pub fn to_model(project: &Project) -> (Model, Mapping) {
    let mut ledger = Ledger::default();
    let scale = Scale::of(project, &mut ledger);
    let mut making = Making {
        project,
        scale,
        calendars: Calendars::default(),
        resource_calendars: resource_calendars(project),
        model: Model::default(),
        ledger,
    };
    let hierarchy = Hierarchy::of(project);
    let holdings = Holdings::of(
        project,
        &mut making.model,
        &making.scale,
        &mut making.ledger,
    );
    let mut activities = Vec::with_capacity(project.tasks.len());
    for (position, task) in project.tasks.iter().enumerate() {
        activities.push(
            if task.is_scheduled() && !hierarchy.has_children(position) {
                let activity = making.activity(task, &holdings);
                Some(making.model.add_activity(activity).0)
            } else {
                making.left_out(task, hierarchy.has_children(position));
                None
            },
        );
    }
    let drawn = links(project, &hierarchy, &activities, &mut making);
    making.model.links = drawn;
    making.data_date();
    let mapping = Mapping {
        activities,
        origin: making.scale.origin,
        minutes_per_tick: making.scale.tick,
        notes: making.ledger.into_notes(),
    };
    (making.model, mapping)
}

/// Calendars of the model by the project's ids.
#[derive(Debug, Default)]
pub(crate) struct Calendars {
    by_id: BTreeMap<String, CalendarIndex>,
    always: Option<CalendarIndex>,
}

/// A model in the making.
pub(crate) struct Making<'p> {
    pub(crate) project: &'p Project,
    pub(crate) scale: Scale,
    calendars: Calendars,
    /// Calendars of the resources that work on each task.
    resource_calendars: BTreeMap<&'p str, BTreeSet<&'p str>>,
    model: Model,
    pub(crate) ledger: Ledger,
}

/// Calendars of the resources that work on each task, where they have any.
fn resource_calendars(project: &Project) -> BTreeMap<&str, BTreeSet<&str>> {
    let resources = project.resources.iter();
    let by_resource: BTreeMap<&str, &str> = resources
        .filter(|r| r.kind == ResourceKind::Renewable)
        .filter_map(|r| Some((r.id.as_str(), r.calendar.as_deref()?)))
        .collect();
    let mut by_task: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for assignment in &project.assignments {
        if let Some(calendar) = by_resource.get(assignment.resource.as_str()) {
            by_task
                .entry(assignment.task.as_str())
                .or_default()
                .insert(calendar);
        }
    }
    by_task
}

impl Making<'_> {
    /// The calendar on which every tick is worked.
    pub(crate) fn always(&mut self) -> CalendarIndex {
        if let Some(index) = self.calendars.always {
            return index;
        }
        let index = self.model.add_calendar(Calendar::always());
        self.calendars.always = Some(index);
        index
    }

    /// The model's calendar for an id; the standard week where a project with dates names none.
    pub(crate) fn calendar(&mut self, id: Option<&str>) -> CalendarIndex {
        if self.project.basis == Basis::Periods {
            return self.always();
        }
        let id = id
            .or(self.project.default_calendar.as_deref())
            .unwrap_or("");
        if let Some(index) = self.calendars.by_id.get(id) {
            return *index;
        }
        let found = self.project.calendars.iter().find(|c| c.id == id);
        let standard = WorkCalendar::standard();
        let calendar = found.unwrap_or_else(|| {
            self.ledger.assumed(
                Place::part("calendars"),
                if id.is_empty() {
                    "no default calendar"
                } else {
                    id
                },
                "Monday to Friday, 8 to 12 and 13 to 17, taken instead",
            );
            &standard
        });
        let index = match calendar.to_engine(self.scale.first_day(), self.scale.tick) {
            Ok(calendar) => self.model.add_calendar(calendar),
            Err(error) => {
                self.ledger.approximated(
                    Place::part(format!("calendar `{id}`")),
                    &error.to_string(),
                    "every minute is taken as worked",
                );
                self.always()
            }
        };
        self.calendars.by_id.insert(id.to_owned(), index);
        index
    }

    fn left_out(&mut self, task: &Task, has_children: bool) {
        let what = match task.kind {
            TaskKind::Summary => return,
            TaskKind::Work | TaskKind::Milestone if has_children => {
                "a task with tasks below it is scheduled as their summary"
            }
            TaskKind::Inactive => "inactive tasks are not scheduled",
            _ => "level of effort is not scheduled: it lasts as long as what it is linked to",
        };
        let place = Place::part("tasks");
        self.ledger.not_used(place, &task.id, what);
    }

    fn activity(&mut self, task: &Task, holdings: &Holdings) -> Activity {
        let own = task
            .calendar
            .clone()
            .or_else(|| self.resource_calendar(task));
        let calendar = self.calendar(own.as_deref());
        let mut activity = Activity::new(task.id.clone(), calendar, 0);
        activity.modes = task
            .modes
            .iter()
            .enumerate()
            .map(|(position, mode)| {
                let calendar = if mode.duration.elapsed {
                    self.always()
                } else {
                    calendar
                };
                let work = self.scale.length(mode.duration.amount);
                holdings.mode(&task.id, position, work, calendar)
            })
            .collect();
        self.dates(task, &mut activity);
        self.progress(task, &mut activity);
        activity.baseline = task
            .baseline
            .and_then(|baseline| baseline.start)
            .and_then(|start| self.scale.at(start))
            .map(|start| Baseline { start, weight: 1 });
        activity
    }

    /// The one calendar of all resources that work on a task without a calendar of its own.
    fn resource_calendar(&mut self, task: &Task) -> Option<String> {
        let calendars = self.resource_calendars.get(task.id.as_str())?;
        match calendars.len() {
            0 => None,
            1 => calendars.first().map(|id| (*id).to_owned()),
            _ => {
                self.ledger.approximated(
                    Place::part(format!("task `{}`", task.id)),
                    &calendars.iter().copied().collect::<Vec<_>>().join(", "),
                    "its resources have several calendars; the project's is taken",
                );
                None
            }
        }
    }

    fn dates(&mut self, task: &Task, activity: &mut Activity) {
        activity.release = self.project.start.and_then(|start| self.scale.at(start));
        let deadline = task.deadline.and_then(|date| self.scale.at(date));
        tighten(&mut activity.deadline, deadline);
        for constraint in &task.constraints {
            let Some(date) = constraint.date.and_then(|date| self.scale.at(date)) else {
                let found = format!("{:?} of `{}`", constraint.kind, task.id);
                let done = "scheduled as early as possible";
                self.ledger
                    .approximated(Place::part("constraints"), &found, done);
                continue;
            };
            self.constraint((constraint.kind, date), task, activity);
        }
    }

    fn constraint(
        &mut self,
        (kind, date): (ConstraintKind, i64),
        task: &Task,
        activity: &mut Activity,
    ) {
        let Some(mode) = activity.modes.first() else {
            return;
        };
        let (work, calendar) = (mode.work, &self.model.calendars[mode.calendar.0]);
        let later = |release: Option<i64>, date: i64| Some(release.map_or(date, |r| r.max(date)));
        match kind {
            ConstraintKind::AsLateAsPossible => {}
            ConstraintKind::StartNoEarlier => activity.release = later(activity.release, date),
            ConstraintKind::FinishNoEarlier => {
                let start = calendar.start_to_finish_from(date, work).unwrap_or(date);
                activity.release = later(activity.release, start);
            }
            ConstraintKind::StartNoLater => {
                let finish = calendar.add_work(date, work).unwrap_or(date);
                tighten(&mut activity.deadline, Some(finish));
                let found = format!("start no later of `{}`", task.id);
                let done = "kept as a deadline of its finish";
                self.ledger
                    .approximated(Place::part("constraints"), &found, done);
            }
            ConstraintKind::FinishNoLater => tighten(&mut activity.deadline, Some(date)),
            ConstraintKind::MustStart | ConstraintKind::MandatoryStart => {
                activity.fixed_start = Some(date);
            }
            ConstraintKind::MustFinish | ConstraintKind::MandatoryFinish => {
                activity.fixed_start = Some(calendar.subtract_work(date, work).unwrap_or(date));
            }
        }
        if matches!(kind, ConstraintKind::MustStart | ConstraintKind::MustFinish) {
            let found = format!("must start or finish on a date: `{}`", task.id);
            let done = "kept as a fixed start, which links cannot move";
            self.ledger
                .approximated(Place::part("constraints"), &found, done);
        }
    }

    fn progress(&mut self, task: &Task, activity: &mut Activity) {
        let start = task.progress.start.and_then(|date| self.scale.at(date));
        let finish = task.progress.finish.and_then(|date| self.scale.at(date));
        let duration = task.duration();
        activity.progress = match (start, finish) {
            (None, None) => None,
            (Some(start), Some(finish)) if finish < start => {
                let done = "a finish before its start is taken as a start";
                self.ledger
                    .approximated(Place::part("progress"), &task.id, done);
                Some(Progress::Finished {
                    start,
                    finish: start,
                })
            }
            (start, Some(finish)) => Some(Progress::Finished {
                start: start.unwrap_or(finish),
                finish,
            }),
            (Some(start), None) => {
                let remaining = task
                    .progress
                    .remaining
                    .unwrap_or_else(|| left(task, duration));
                Some(Progress::Started {
                    start,
                    remaining: self.scale.length(remaining.amount.max(0)),
                })
            }
        };
        if activity.progress.is_none() && task.progress.percent.is_some_and(|p| !p.is_zero()) {
            let done = "progress without an actual start is not used";
            self.ledger
                .not_used(Place::part("progress"), &task.id, done);
        }
    }

    /// The data date; where there is progress without one, the latest actual date.
    fn data_date(&mut self) {
        if let Some(date) = self.project.data_date {
            self.model.data_date = self.scale.at(date);
            return;
        }
        let progress = self.model.activities.iter().filter_map(|a| a.progress);
        let latest = progress
            .map(|progress| match progress {
                Progress::Started { start, .. } => start,
                Progress::Finished { finish, .. } => finish,
            })
            .max();
        if let Some(latest) = latest {
            self.model.data_date = Some(latest);
            let date = self
                .scale
                .date(latest)
                .map(|d| d.to_string())
                .unwrap_or_default();
            self.ledger.assumed(
                Place::part("data date"),
                &format!("progress without a data date; the latest actual date is {date}"),
                "the latest actual date is taken as the data date",
            );
        }
    }
}

/// What is left of a task by its percentage.
fn left(task: &Task, duration: Length) -> Length {
    let hundred = rust_decimal::Decimal::ONE_HUNDRED;
    let percent = task.progress.percent.unwrap_or_default();
    let share = (hundred - percent.clamp(rust_decimal::Decimal::ZERO, hundred)) / hundred;
    let amount = (rust_decimal::Decimal::from(duration.amount) * share).ceil();
    Length {
        amount: i64::try_from(amount).unwrap_or(duration.amount),
        ..duration
    }
}

fn tighten(deadline: &mut Option<i64>, date: Option<i64>) {
    *deadline = match (*deadline, date) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (a, b) => a.or(b),
    };
}

/// A budget or amount as a stock that is there from the beginning.
pub(crate) fn stock(key: &str, initial: u64) -> Stock {
    Stock {
        key: key.to_owned(),
        initial,
        initial_expiry: None,
    }
}
