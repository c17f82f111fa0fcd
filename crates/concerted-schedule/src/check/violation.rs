//! The rules that a schedule can break.

use thiserror::Error;

use crate::Tick;

/// A rule that a schedule breaks.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Violation {
    /// The model has problems, so nothing can be checked against it.
    #[error("the model has {count} problems")]
    Model {
        /// Number of problems.
        count: usize,
    },
    /// The schedule does not belong to the model.
    #[error(
        "the schedule must have {expected} starts, finishes and modes, found {starts}, {finishes} and {modes}"
    )]
    Shape {
        /// Activities of the model.
        expected: usize,
        /// Starts found.
        starts: usize,
        /// Finishes found.
        finishes: usize,
        /// Modes found.
        modes: usize,
    },
    /// A time beyond all calendars.
    #[error("the times of `{activity}` must lie between -{limit} and {limit}, found {found}")]
    OutOfRange {
        /// Key of the activity.
        activity: String,
        /// Largest time allowed.
        limit: Tick,
        /// Time found.
        found: Tick,
    },
    /// Pieces or assignments of an activity that does not exist.
    #[error(
        "the schedule has pieces or assignments of activity number {found}, but there are {expected}"
    )]
    Stray {
        /// Activities of the model.
        expected: usize,
        /// Position found.
        found: usize,
    },
    /// The mode does not exist.
    #[error("`{activity}` has no mode number {found}")]
    Mode {
        /// Key of the activity.
        activity: String,
        /// Position of the mode.
        found: usize,
    },
    /// Starts before its release, or before the origin.
    #[error("`{activity}` must not start before {release}, found {start}")]
    Release {
        /// Key of the activity.
        activity: String,
        /// Earliest start.
        release: Tick,
        /// Start found.
        start: Tick,
    },
    /// Work not done by the data date lies before it.
    #[error("`{activity}` must not go on before the data date {data_date}, found {start}")]
    DataDate {
        /// Key of the activity.
        activity: String,
        /// The data date (or an actual start after it).
        data_date: Tick,
        /// Where the work to be done begins.
        start: Tick,
    },
    /// The dates are not those that happened.
    #[error("`{activity}` has started at {start}{}, found {found_start} and {found_finish}", finished(*.finish))]
    Progress {
        /// Key of the activity.
        activity: String,
        /// Actual start.
        start: Tick,
        /// Actual finish.
        finish: Option<Tick>,
        /// Start found.
        found_start: Tick,
        /// Finish found.
        found_finish: Tick,
    },
    /// Pieces of work that must not be interrupted, or that do not follow each other from start to finish.
    #[error("`{activity}` cannot be done in these {count} pieces from {start} to {finish}")]
    Pieces {
        /// Key of the activity.
        activity: String,
        /// Pieces found.
        count: usize,
        /// Begin of the work to be done.
        start: Tick,
        /// Finish found.
        finish: Tick,
    },
    /// A piece is shorter than the least.
    #[error(
        "`{activity}` needs pieces of at least {least} working ticks, found {found} from {start}"
    )]
    ShortPiece {
        /// Key of the activity.
        activity: String,
        /// Least working ticks.
        least: i64,
        /// Working ticks found.
        found: i64,
        /// Start of the piece.
        start: Tick,
    },
    /// Somebody is assigned who does not have the skill, or does not exist.
    #[error(
        "`{activity}` is assigned resource number {resource} for skill number {skill}, which does not have it"
    )]
    Unskilled {
        /// Key of the activity.
        activity: String,
        /// Position of the skill.
        skill: usize,
        /// Position of the resource.
        resource: usize,
    },
    /// A skill is served with other than the units demanded.
    #[error("`{activity}` needs {expected} units with skill `{skill}`, found {found} assigned")]
    SkillUnits {
        /// Key of the activity.
        activity: String,
        /// Key of the skill.
        skill: String,
        /// Units demanded.
        expected: u64,
        /// Units assigned.
        found: u64,
    },
    /// Does not start where it is fixed.
    #[error("`{activity}` is fixed to start at {fixed}, found {start}")]
    Fixed {
        /// Key of the activity.
        activity: String,
        /// Start wanted.
        fixed: Tick,
        /// Start found.
        start: Tick,
    },
    /// Starts in time that is not worked.
    #[error("`{activity}` starts at {start}, which is not worked")]
    NotWorking {
        /// Key of the activity.
        activity: String,
        /// Start found.
        start: Tick,
    },
    /// Its work (or what remains of it) does not fill the time from start to finish.
    #[error("`{activity}` needs {work} working ticks, found {found} from {start} to {finish}")]
    Work {
        /// Key of the activity.
        activity: String,
        /// Work of the mode.
        work: i64,
        /// Working ticks found.
        found: i64,
        /// Start found.
        start: Tick,
        /// Finish found.
        finish: Tick,
    },
    /// A link is not kept.
    #[error("link `{link}` from `{from}` to `{to}` asks for {expected} or later, found {found}")]
    Link {
        /// Key of the link.
        link: String,
        /// Key of the first activity.
        from: String,
        /// Key of the second activity.
        to: String,
        /// Earliest time of the end reached.
        expected: Tick,
        /// Time of that end.
        found: Tick,
    },
    /// A maximum link is not kept.
    #[error("link `{link}` from `{from}` to `{to}` asks for {expected} or earlier, found {found}")]
    MaximumLink {
        /// Key of the link.
        link: String,
        /// Key of the first activity.
        from: String,
        /// Key of the second activity.
        to: String,
        /// Latest time of the end reached.
        expected: Tick,
        /// Time of that end.
        found: Tick,
    },
    /// The lag of a link cannot be counted on its calendar.
    #[error("the calendar of link `{link}` ends before its lag")]
    LagCalendar {
        /// Key of the link.
        link: String,
    },
    /// More of a resource is used than there is.
    #[error("`{resource}` has {capacity} units at {at}, but {used} are used")]
    Capacity {
        /// Key of the resource.
        resource: String,
        /// First tick of the overload.
        at: Tick,
        /// Units there.
        capacity: u32,
        /// Units used.
        used: u64,
    },
    /// A stock does not suffice.
    #[error("`{activity}` lacks {missing} unexpired units of `{stock}` at {at}")]
    Stock {
        /// Key of the stock.
        stock: String,
        /// Key of the activity that finds too little.
        activity: String,
        /// Its start.
        at: Tick,
        /// Amount missing.
        missing: u64,
    },
    /// Finishes after its deadline. The only soft one.
    #[error("`{activity}` is wanted by {deadline}, found {finish}")]
    Late {
        /// Key of the activity.
        activity: String,
        /// Deadline.
        deadline: Tick,
        /// Finish found.
        finish: Tick,
    },
}

impl Violation {
    /// Whether the schedule can still be carried out: only a deadline is missed.
    pub fn is_soft(&self) -> bool {
        matches!(self, Self::Late { .. })
    }
}

fn finished(finish: Option<Tick>) -> String {
    finish.map_or_else(String::new, |finish| format!(" and finished at {finish}"))
}
