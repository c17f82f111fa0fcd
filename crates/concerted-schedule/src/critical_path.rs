//! Critical path method: early and late times and floats, on calendars, for all link types, resources left aside.

use crate::forward::{forward, lower_bounds};
use crate::network::Network;
use crate::schedule::Schedule;
use crate::{Model, ScheduleError, Tick};

/// Early and late times of one activity.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ActivityTimes {
    /// Earliest start that links, release and calendar allow.
    pub early_start: Tick,
    /// Finish when started then.
    pub early_finish: Tick,
    /// Latest start that keeps the latest early finish of all activities.
    pub late_start: Tick,
    /// Finish when started then.
    pub late_finish: Tick,
    /// Working ticks of the activity's calendar between early and late start. Negative where a fixed start leaves too
    /// little time before it.
    pub total_float: i64,
    /// Working ticks by which it can slip while all that follow keep their early times (the total float if nothing
    /// follows).
    pub free_float: i64,
}

impl ActivityTimes {
    /// Whether any slip delays the end.
    pub fn is_critical(&self) -> bool {
        self.total_float <= 0
    }
}

/// Times of all activities, in the model's order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CriticalPath {
    /// Early and late times.
    pub times: Vec<ActivityTimes>,
    /// Mode taken for each activity.
    pub modes: Vec<usize>,
    /// Latest early finish.
    pub finish: Tick,
}

/// The critical path with, for each activity, the mode that finishes earliest.
///
/// Deadlines do not enter the floats. A fixed start stays where it is: it limits those before it, and its own late start
/// says how far it could slip if it were not fixed.
///
/// # Errors
/// Where the model is invalid or a calendar has no working time left.
///
/// ```
/// use concerted_schedule::{Activity, Calendar, Link, LinkKind, Model, critical_path};
///
/// let mut model = Model::default();
/// let c = model.add_calendar(Calendar::always());
/// let long = model.add_activity(Activity::new("long", c, 9));
/// let short = model.add_activity(Activity::new("short", c, 4));
/// let end = model.add_activity(Activity::new("end", c, 0));
/// for from in [long, short] {
///     model.links.push(Link::new("end", from, end, LinkKind::FinishToStart, 0));
/// }
/// let path = critical_path(&model).unwrap();
/// assert_eq!(path.finish, 9);
/// assert_eq!(path.times[short.0].total_float, 5);
/// ```
pub fn critical_path(model: &Model) -> Result<CriticalPath, ScheduleError> {
    let network = Network::new(model)?;
    let modes = lower_bounds(&network)?.modes;
    compute(&network, modes)
}

/// The critical path with modes chosen by the caller.
///
/// # Errors
/// As [`critical_path`]; also where the modes do not fit the model.
pub fn critical_path_with(model: &Model, modes: &[usize]) -> Result<CriticalPath, ScheduleError> {
    let network = Network::new(model)?;
    check_modes(model, modes)?;
    compute(&network, modes.to_vec())
}

pub(crate) fn check_modes(model: &Model, modes: &[usize]) -> Result<(), ScheduleError> {
    let expected = model.activities.len();
    let misfit = |found| ScheduleError::Misfit {
        what: "modes",
        expected,
        found,
    };
    if modes.len() != expected {
        return Err(misfit(modes.len()));
    }
    match (0..expected).find(|i| modes[*i] >= model.activities[*i].modes.len()) {
        Some(index) => Err(misfit(index)),
        None => Ok(()),
    }
}

/// Refuses a schedule whose shape is not that of the model.
pub(crate) fn check_shape(model: &Model, schedule: &Schedule) -> Result<(), ScheduleError> {
    let expected = model.activities.len();
    check_modes(model, &schedule.modes)?;
    for (what, found) in [
        ("starts", schedule.starts.len()),
        ("finishes", schedule.finishes.len()),
    ] {
        if found != expected {
            return Err(ScheduleError::Misfit {
                what,
                expected,
                found,
            });
        }
    }
    Ok(())
}

pub(crate) fn compute(
    network: &Network<'_>,
    modes: Vec<usize>,
) -> Result<CriticalPath, ScheduleError> {
    let mut early = Schedule::blank(modes.len());
    early.modes.clone_from(&modes);
    forward(network, None, &mut early)?;
    let finish = early.finishes.iter().copied().max().unwrap_or(0);
    // What those before see (a fixed activity where it is), and what is reported.
    let (mut seen, mut late) = (early.clone(), early.clone());
    for &activity in network.order.iter().rev() {
        let (start, end) = late_times(network, (activity, modes[activity]), &seen, finish)?;
        late.starts[activity] = start;
        late.finishes[activity] = end;
        if network.model.activities[activity].fixed_start.is_none() {
            seen.starts[activity] = start;
            seen.finishes[activity] = end;
        }
    }
    let mut times = Vec::with_capacity(modes.len());
    for (activity, &mode) in modes.iter().enumerate() {
        let calendar = network.model.calendar(activity, mode);
        let (early_start, late_start) = (early.starts[activity], late.starts[activity]);
        let total_float = calendar.work_between(early_start, late_start);
        let (free_start, _) = late_times(network, (activity, mode), &early, finish)?;
        times.push(ActivityTimes {
            early_start,
            early_finish: early.finishes[activity],
            late_start,
            late_finish: late.finishes[activity],
            total_float,
            free_float: calendar
                .work_between(early_start, free_start)
                .min(total_float),
        });
    }
    Ok(CriticalPath {
        times,
        modes,
        finish,
    })
}

/// The latest start and finish that the times of those after it allow.
fn late_times(
    network: &Network<'_>,
    (activity, mode): (usize, usize),
    after: &Schedule,
    end: Tick,
) -> Result<(Tick, Tick), ScheduleError> {
    let work = network.model.mode(activity, mode).work;
    let latest = || {
        let limits = network.late_limits(activity, &after.starts, &after.finishes, end)?;
        let start = network.late_start(activity, mode, work, limits)?;
        Ok((
            start,
            network
                .model
                .calendar(activity, mode)
                .add_work(start, work)?,
        ))
    };
    latest().map_err(network.blame(activity))
}
