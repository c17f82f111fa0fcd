//! A project as files of schedules know it: tasks with names and dates, calendars by weekday, resources, money.

use jiff::civil::{Date, DateTime};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use concerted_schedule::{Bound, LinkKind};

/// A schedule as a file states it.
///
/// References between its parts are by id. Lengths are minutes of work (or periods, see [`Basis`]); dates have no time
/// zone, as in the files they come from.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Project {
    /// Name or title.
    pub name: String,
    /// What lengths and dates mean.
    pub basis: Basis,
    /// Nothing that has not begun starts before.
    pub start: Option<DateTime>,
    /// The moment up to which progress was reported.
    pub data_date: Option<DateTime>,
    /// Minutes that a day of work stands for where lengths are shown in days.
    pub minutes_per_day: i64,
    /// Currency of costs, as the file names it.
    pub currency: Option<String>,
    /// Working times.
    pub calendars: Vec<WorkCalendar>,
    /// Calendar of tasks that name none.
    pub default_calendar: Option<String>,
    /// What has to be done, in the order of the file; a summary stands before what it sums up.
    pub tasks: Vec<Task>,
    /// Order between tasks.
    pub links: Vec<TaskLink>,
    /// Who or what does it, and what it uses up.
    pub resources: Vec<ProjectResource>,
    /// Who does what.
    pub assignments: Vec<TaskAssignment>,
}

/// What lengths and dates mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Basis {
    /// Lengths are minutes, and there are dates.
    #[default]
    Minutes,
    /// Lengths are periods of no stated size, and there are no dates or calendars.
    Periods,
}

/// Unit in which a length was entered and is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// Periods of no stated size.
    Period,
    /// Minutes.
    Minute,
    /// Hours.
    Hour,
    /// Days.
    Day,
    /// Weeks.
    Week,
    /// Months.
    Month,
}

/// A length of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Length {
    /// Minutes, or periods.
    pub amount: i64,
    /// Unit in which it is shown; it does not change the amount.
    pub shown: Unit,
    /// Counted around the clock and not on a calendar.
    pub elapsed: bool,
}

impl Length {
    /// Working minutes shown in a unit.
    pub fn work(amount: i64, shown: Unit) -> Self {
        Self {
            amount,
            shown,
            elapsed: false,
        }
    }

    /// Periods of no stated size.
    pub fn periods(amount: i64) -> Self {
        Self::work(amount, Unit::Period)
    }
}

/// What a task stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TaskKind {
    /// Work that takes time.
    #[default]
    Work,
    /// An event without length.
    Milestone,
    /// A sum of the tasks below it; it has no time of its own.
    Summary,
    /// Support that lasts as long as what it is linked to.
    LevelOfEffort,
    /// Kept in the file but not part of the plan.
    Inactive,
}

/// A task.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Task {
    /// Name that links and assignments use; unique in the project.
    pub id: String,
    /// Name for people.
    pub name: String,
    /// Place in the work breakdown, as the file writes it.
    pub wbs: Option<String>,
    /// Id of the summary above it.
    pub parent: Option<String>,
    /// What it stands for.
    pub kind: TaskKind,
    /// Calendar of its own.
    pub calendar: Option<String>,
    /// Ways of doing it; most files know one.
    pub modes: Vec<TaskMode>,
    /// What its dates must keep, in the order of the file.
    pub constraints: Vec<Constraint>,
    /// Wanted by.
    pub deadline: Option<DateTime>,
    /// What has happened already.
    pub progress: TaskProgress,
    /// Where an earlier plan had it.
    pub baseline: Option<TaskBaseline>,
    /// Start that the file, or our schedule, gives it.
    pub start: Option<DateTime>,
    /// Finish that the file, or our schedule, gives it.
    pub finish: Option<DateTime>,
    /// Cost in all.
    pub cost: Option<Decimal>,
}

/// One way of doing a task.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaskMode {
    /// How long it takes.
    pub duration: Length,
}

/// A rule on the dates of a task.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Constraint {
    /// Which rule.
    pub kind: ConstraintKind,
    /// Its date; absent only for [`ConstraintKind::AsLateAsPossible`].
    pub date: Option<DateTime>,
}

/// Which rule a constraint is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ConstraintKind {
    /// As late as what follows allows.
    AsLateAsPossible,
    /// Not before.
    StartNoEarlier,
    /// Not after.
    StartNoLater,
    /// Exactly then, as far as links allow.
    MustStart,
    /// Exactly then, whatever links say.
    MandatoryStart,
    /// Not done before.
    FinishNoEarlier,
    /// Done by.
    FinishNoLater,
    /// Done exactly then, as far as links allow.
    MustFinish,
    /// Done exactly then, whatever links say.
    MandatoryFinish,
}

impl ConstraintKind {
    /// Whether it can hold a task back from where its links would put it, later or earlier: the hard constraints of
    /// schedule assessments.
    pub fn is_hard(self) -> bool {
        matches!(
            self,
            Self::StartNoLater
                | Self::FinishNoLater
                | Self::MustStart
                | Self::MustFinish
                | Self::MandatoryStart
                | Self::MandatoryFinish
        )
    }
}

/// What has happened to a task by the data date.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
pub struct TaskProgress {
    /// When it began.
    pub start: Option<DateTime>,
    /// When it was done.
    pub finish: Option<DateTime>,
    /// What is left to do.
    pub remaining: Option<Length>,
    /// Share done, in per cent, as the file states it.
    pub percent: Option<Decimal>,
}

/// Where an earlier plan had a task.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct TaskBaseline {
    /// Start in that plan.
    pub start: Option<DateTime>,
    /// Finish in that plan.
    pub finish: Option<DateTime>,
    /// Duration in that plan.
    pub duration: Option<Length>,
}

/// An order between two tasks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaskLink {
    /// Id of the task that goes first.
    pub from: String,
    /// Id of the task that waits.
    pub to: String,
    /// Which ends are joined.
    #[serde(with = "LinkKindName")]
    pub kind: LinkKind,
    /// Time between them; negative for a lead.
    pub lag: Length,
    /// Whether the lag is the least or the most time.
    #[serde(with = "BoundName")]
    pub bound: Bound,
    /// What counts the lag, unless it is elapsed.
    pub lag_calendar: LagCalendar,
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "LinkKind", rename_all = "snake_case")]
enum LinkKindName {
    FinishToStart,
    StartToStart,
    FinishToFinish,
    StartToFinish,
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "Bound", rename_all = "snake_case")]
enum BoundName {
    Minimum,
    Maximum,
}

/// What counts a lag.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LagCalendar {
    /// The calendar of the task that waits.
    #[default]
    Successor,
    /// The calendar of the task that goes first.
    Predecessor,
    /// The project's default calendar.
    Project,
    /// Every minute counts.
    AroundTheClock,
}

/// Someone or something that a project uses.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProjectResource {
    /// Name that assignments use; unique in the project.
    pub id: String,
    /// Name for people.
    pub name: String,
    /// Whether it comes back.
    pub kind: ResourceKind,
    /// Units there at a time, or in all where it does not come back; 1 is one person in full.
    pub units: Decimal,
    /// Units from dates on, in ascending order.
    pub availability: Vec<Availability>,
    /// When it works.
    pub calendar: Option<String>,
}

/// Units of a resource from a date on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Availability {
    /// First moment.
    pub from: DateTime,
    /// Units from then on.
    pub units: Decimal,
}

/// Whether a resource comes back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ResourceKind {
    /// Occupied and free again.
    #[default]
    Renewable,
    /// A fixed amount that is used up.
    Budget,
    /// Bought as needed.
    Material,
    /// Money.
    Cost,
}

/// Units of a resource for a task.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaskAssignment {
    /// Id of the task.
    pub task: String,
    /// Position of the mode it belongs to; every mode where absent.
    pub mode: Option<usize>,
    /// Id of the resource.
    pub resource: String,
    /// Units held, or amount used in all where the resource does not come back.
    pub units: Decimal,
    /// Cost of it.
    pub cost: Option<Decimal>,
}

/// A working time by weekday, with exceptions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WorkCalendar {
    /// Name that tasks use; unique in the project.
    pub id: String,
    /// Name for people.
    pub name: String,
    /// Shifts of each weekday, Monday first, in order of time.
    pub week: [Vec<Shift>; 7],
    /// Days that differ, in order of time, none twice.
    pub exceptions: Vec<CalendarException>,
}

/// Minutes of a day that are worked, [from, to).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Shift {
    /// First minute of the day.
    pub from: u16,
    /// Minute after the last, up to 1440.
    pub to: u16,
}

/// Days on which the week does not hold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CalendarException {
    /// Holiday or reason.
    pub name: String,
    /// First day.
    pub first: Date,
    /// Last day.
    pub last: Date,
    /// Shifts of each of these days; none where they are off.
    pub shifts: Vec<Shift>,
}

impl Project {
    /// Position of each task by id.
    pub(crate) fn task_positions(&self) -> std::collections::BTreeMap<&str, usize> {
        let tasks = self.tasks.iter().enumerate();
        tasks
            .map(|(index, task)| (task.id.as_str(), index))
            .collect()
    }
}

impl Task {
    /// Whether it has times of its own in a plan.
    pub fn is_scheduled(&self) -> bool {
        matches!(self.kind, TaskKind::Work | TaskKind::Milestone)
    }

    /// Duration in the first mode; 0 without modes.
    pub fn duration(&self) -> Length {
        self.modes
            .first()
            .map_or(Length::work(0, Unit::Day), |mode| mode.duration)
    }
}
