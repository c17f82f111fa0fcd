//! The question: activities, links, resources, stocks, calendars.

use crate::Calendar;

/// A point in time or a length of time, in whole ticks since the origin that the caller chose.
pub type Tick = i64;

macro_rules! index {
    ($($name:ident of $field:literal),+ $(,)?) => {
        $(
            #[doc = concat!("Position in [`Model::", $field, "`].")]
            #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
            pub struct $name(pub usize);
        )+
    };
}
index!(
    ActivityIndex of "activities",
    CalendarIndex of "calendars",
    LinkIndex of "links",
    ResourceIndex of "resources",
    SkillIndex of "skills",
    StockIndex of "stocks",
);

/// Everything the engine knows.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Model {
    /// Calendars that modes and lags refer to.
    pub calendars: Vec<Calendar>,
    /// What has to be done.
    pub activities: Vec<Activity>,
    /// Order between activities.
    pub links: Vec<Link>,
    /// What is occupied while an activity lasts.
    pub resources: Vec<Resource>,
    /// What is used up and made.
    pub stocks: Vec<Stock>,
    /// What resources can be good at.
    pub skills: Vec<Skill>,
    /// The moment up to which progress was reported. What is not done by then happens after it.
    pub data_date: Option<Tick>,
}

impl Model {
    /// Adds a calendar and says where.
    pub fn add_calendar(&mut self, calendar: Calendar) -> CalendarIndex {
        self.calendars.push(calendar);
        CalendarIndex(self.calendars.len() - 1)
    }

    /// Adds an activity and says where.
    pub fn add_activity(&mut self, activity: Activity) -> ActivityIndex {
        self.activities.push(activity);
        ActivityIndex(self.activities.len() - 1)
    }

    /// Adds a resource and says where.
    pub fn add_resource(&mut self, resource: Resource) -> ResourceIndex {
        self.resources.push(resource);
        ResourceIndex(self.resources.len() - 1)
    }

    /// Adds a stock and says where.
    pub fn add_stock(&mut self, stock: Stock) -> StockIndex {
        self.stocks.push(stock);
        StockIndex(self.stocks.len() - 1)
    }

    /// Adds a skill and says where.
    pub fn add_skill(&mut self, key: impl Into<String>) -> SkillIndex {
        self.skills.push(Skill { key: key.into() });
        SkillIndex(self.skills.len() - 1)
    }

    pub(crate) fn mode(&self, activity: usize, mode: usize) -> &Mode {
        &self.activities[activity].modes[mode]
    }

    /// Working ticks still to do.
    pub(crate) fn work_left(&self, activity: usize, mode: usize) -> i64 {
        match self.activities[activity].progress {
            None => self.mode(activity, mode).work,
            Some(Progress::Started { remaining, .. }) => remaining,
            Some(Progress::Finished { .. }) => 0,
        }
    }

    pub(crate) fn calendar(&self, activity: usize, mode: usize) -> &Calendar {
        &self.calendars[self.mode(activity, mode).calendar.0]
    }
}

/// A piece of work that is done once, without interruption apart from its calendar, unless it may be split.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Activity {
    /// Stable name from the caller: it breaks ties and addresses random draws, so it should outlive replans.
    pub key: String,
    /// Ways of doing it; one of them is chosen.
    pub modes: Vec<Mode>,
    /// Not before this tick; without it, not before the origin.
    pub release: Option<Tick>,
    /// Finish wanted by this tick. Missing it is lateness, not an error.
    pub deadline: Option<Tick>,
    /// Starts exactly here (pinned by the user, or an actual): links, release and capacity cannot move it, even into
    /// time that is not worked, and what it breaks is reported by the checker.
    pub fixed_start: Option<Tick>,
    /// How much a tick of lateness matters, relative to other activities.
    pub weight: u32,
    /// Stock made.
    pub produces: Vec<Production>,
    /// Stock used, in whatever mode.
    pub consumes: Vec<Consumption>,
    /// What has happened already. It comes before a fixed start.
    pub progress: Option<Progress>,
    /// How it may be interrupted; without it, it may not.
    pub split: Option<Split>,
    /// Where an earlier plan had it, and what moving it costs.
    pub baseline: Option<Baseline>,
}

/// What has happened to an activity by the data date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Progress {
    /// Under way: what remains is done after the data date, and waits for unfinished predecessors (retained logic).
    Started {
        /// When it started.
        start: Tick,
        /// Working ticks still to do.
        remaining: i64,
    },
    /// Done: it holds nothing any more.
    Finished {
        /// When it started.
        start: Tick,
        /// When it was done.
        finish: Tick,
    },
}

/// How an activity may be interrupted. Between pieces it holds no resource; links speak of its first start and last finish.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Split {
    /// Working ticks that every piece has at least.
    pub least_piece: i64,
}

/// Where an earlier plan had an activity.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Baseline {
    /// Start in that plan.
    pub start: Tick,
    /// How much a tick of change matters, relative to other activities.
    pub weight: u32,
}

impl Activity {
    /// An activity with one mode without demands; weight 1, nothing else set.
    pub fn new(key: impl Into<String>, calendar: CalendarIndex, work: i64) -> Self {
        Self {
            key: key.into(),
            modes: vec![Mode::new(calendar, work)],
            release: None,
            deadline: None,
            fixed_start: None,
            weight: 1,
            produces: Vec::new(),
            consumes: Vec::new(),
            progress: None,
            split: None,
            baseline: None,
        }
    }

    /// The same activity, with units of a resource demanded by every mode.
    #[must_use]
    pub fn demanding(mut self, resource: ResourceIndex, units: u32) -> Self {
        for mode in &mut self.modes {
            mode.demands.push(Demand { resource, units });
        }
        self
    }
}

/// One way of doing an activity.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mode {
    /// Working ticks; 0 makes it a milestone.
    pub work: i64,
    /// When it is worked on.
    pub calendar: CalendarIndex,
    /// Resources held from start to finish, pauses of the calendar included (a vessel stays full over the weekend).
    pub demands: Vec<Demand>,
    /// Skills held from start to finish, each by resources that the engine picks among those that have it.
    pub skills: Vec<SkillDemand>,
    /// Stock used in this mode, besides what the activity uses in all.
    pub consumes: Vec<Consumption>,
}

impl Mode {
    /// A mode that holds nothing.
    pub fn new(calendar: CalendarIndex, work: i64) -> Self {
        Self {
            work,
            calendar,
            demands: Vec::new(),
            skills: Vec::new(),
            consumes: Vec::new(),
        }
    }
}

/// Something that a resource can be good at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Skill {
    /// Stable name from the caller.
    pub key: String,
}

/// Units that an activity holds of resources with a skill; they may come from several of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SkillDemand {
    /// Which skill.
    pub skill: SkillIndex,
    /// How many units.
    pub units: u32,
}

/// Units of a resource that an activity holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Demand {
    /// Which resource.
    pub resource: ResourceIndex,
    /// How many units.
    pub units: u32,
}

/// Which ends of two activities a link joins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum LinkKind {
    /// The second starts after the first has finished.
    FinishToStart,
    /// The second starts after the first has started.
    StartToStart,
    /// The second finishes after the first has finished.
    FinishToFinish,
    /// The second finishes after the first has started.
    StartToFinish,
}

/// Whether a lag is the least or the most time between two ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Bound {
    /// At least the lag passes.
    #[default]
    Minimum,
    /// At most the lag passes (a solution that must be used within two days).
    Maximum,
}

/// A minimum or maximum time from an end of one activity to an end of another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// Rule or reason, from the caller.
    pub key: String,
    /// The activity that goes first.
    pub from: ActivityIndex,
    /// The activity that waits.
    pub to: ActivityIndex,
    /// Which ends are joined.
    pub kind: LinkKind,
    /// Ticks between them; negative for a lead.
    pub lag: i64,
    /// Whether the lag is a minimum or a maximum. Only minimum lags decide who goes first.
    pub bound: Bound,
    /// Calendar that counts the lag; without it, elapsed time.
    pub lag_calendar: Option<CalendarIndex>,
}

impl Link {
    /// A link with an elapsed lag.
    pub fn new(
        key: impl Into<String>,
        from: ActivityIndex,
        to: ActivityIndex,
        kind: LinkKind,
        lag: i64,
    ) -> Self {
        Self {
            key: key.into(),
            from,
            to,
            kind,
            lag,
            bound: Bound::Minimum,
            lag_calendar: None,
        }
    }

    /// The same link with its lag as the most time that may pass.
    #[must_use]
    pub fn at_most(mut self) -> Self {
        self.bound = Bound::Maximum;
        self
    }
}

/// A resource that is occupied and becomes free again, with a capacity that may change over time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Resource {
    /// Stable name from the caller.
    pub key: String,
    /// Units before the first step.
    pub capacity: u32,
    /// Changes, in ascending order of time.
    pub steps: Vec<CapacityStep>,
    /// What every unit of it is good at.
    pub skills: Vec<SkillIndex>,
}

impl Resource {
    /// A resource whose capacity never changes.
    pub fn constant(key: impl Into<String>, capacity: u32) -> Self {
        Self {
            key: key.into(),
            capacity,
            steps: Vec::new(),
            skills: Vec::new(),
        }
    }
}

/// From a tick on, a resource has this capacity.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CapacityStep {
    /// First tick of the new capacity.
    pub from: Tick,
    /// Units from then on.
    pub units: u32,
}

/// Something that activities make and use up, in units that the caller chooses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stock {
    /// Stable name from the caller.
    pub key: String,
    /// Amount there from the beginning.
    pub initial: u64,
    /// First tick at which the initial amount may no longer be used.
    pub initial_expiry: Option<Tick>,
}

/// A lot of a stock that an activity makes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Production {
    /// Which stock.
    pub stock: StockIndex,
    /// How much.
    pub amount: u64,
    /// Elapsed ticks from the activity's finish until the lot may be used.
    pub release_delay: i64,
    /// Elapsed ticks from the release until it may no longer be used.
    pub shelf_life: Option<i64>,
}

/// An amount of a stock that an activity uses up when it starts. It may come from several lots, those that expire first
/// going first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Consumption {
    /// Which stock.
    pub stock: StockIndex,
    /// How much.
    pub amount: u64,
}
