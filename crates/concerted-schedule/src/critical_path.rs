//! Critical path method: early and late times and floats, on calendars, for all link types, resources left aside.

use crate::check::beyond;
use crate::contradiction::{circle, error};
use crate::lower::{early_times, lower_bounds};
use crate::network::Network;
use crate::schedule::Schedule;
use crate::{Assignment, Bound, Model, ScheduleError, TICK_LIMIT, Tick};

/// Early and late times of one activity.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ActivityTimes {
    /// Earliest start that links (minimum and maximum ones), release, data date and calendar allow. Of work under way, here
    /// and in the other times: when what remains of it begins.
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
/// says how far it could slip if it were not fixed. What is finished stays as well; its float is what it leaves to those
/// after it. Work that may be split is taken as unbroken.
///
/// # Errors
/// Where the model is invalid, a calendar has no working time left, or links contradict each other
/// ([`ScheduleError::Contradiction`]).
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
    let modes = lower_bounds(&network)?.schedule.modes;
    settled(&network, modes)
}

/// The critical path with modes chosen by the caller.
///
/// # Errors
/// As [`critical_path`]; also where the modes do not fit the model.
pub fn critical_path_with(model: &Model, modes: &[usize]) -> Result<CriticalPath, ScheduleError> {
    let network = Network::new(model)?;
    check_modes(model, modes)?;
    settled(&network, modes.to_vec())
}

/// The critical path of links that do not push each other for ever. (What fixed starts contradict shows as negative float.)
fn settled(network: &Network<'_>, modes: Vec<usize>) -> Result<CriticalPath, ScheduleError> {
    if early_times(network, &modes)?.settled {
        return compute(network, modes);
    }
    let links = network.model.links.iter().enumerate();
    let maximum = links.filter(|(_, link)| link.bound == Bound::Maximum);
    // Without proof by a circle (calendars can hide it), the maximum links are named.
    let blamed = circle(network).unwrap_or_else(|| maximum.map(|(i, _)| i).collect());
    Err(error(network, &blamed))
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
    if let Some((found, _)) = beyond(schedule) {
        return Err(ScheduleError::Misfit {
            what: "times within the range of calendars",
            expected,
            found,
        });
    }
    let pieces = schedule.pieces.iter();
    let split = |i: usize| model.activities.get(i).is_some_and(|a| a.split.is_some());
    if let Some((found, _)) = pieces.clone().find(|(i, p)| !split(**i) || p.is_empty()) {
        return Err(ScheduleError::Misfit {
            what: "pieces",
            expected,
            found: *found,
        });
    }
    let fits = |i: usize, assigned: &[Assignment]| {
        let known =
            |a: &Assignment| a.resource.0 < model.resources.len() && a.skill.0 < model.skills.len();
        i < expected && assigned.iter().all(known)
    };
    if let Some((found, _)) = schedule.assignments.iter().find(|(i, a)| !fits(**i, a)) {
        return Err(ScheduleError::Misfit {
            what: "assignments",
            expected,
            found: *found,
        });
    }
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

/// Times of the critical path; where links contradict each other, those that were reached.
pub(crate) fn compute(
    network: &Network<'_>,
    modes: Vec<usize>,
) -> Result<CriticalPath, ScheduleError> {
    let early = early_times(network, &modes)?;
    let early = Times {
        starts: early.schedule.starts,
        begins: early.begins,
        finishes: early.schedule.finishes,
    };
    let finish = early.finishes.iter().copied().max().unwrap_or(0);
    let late = late(network, &modes, &early, finish)?;
    let mut times = Vec::with_capacity(modes.len());
    for (activity, &mode) in modes.iter().enumerate() {
        let calendar = network.model.calendar(activity, mode);
        let (free_begin, free_finish) = late_times(network, (activity, mode), &early, finish)?;
        let done = network.is_finished(activity);
        let (early_start, early_finish) = (early.begins[activity], early.finishes[activity]);
        let late_finish = late.finishes[activity];
        let (late_start, slips) = if done {
            // Only the finish can be compared; the whole is shown as if it had slipped together.
            let late_start = late_finish - (early_finish - early_start);
            (
                late_start,
                [(early_finish, late_finish), (early_finish, free_finish)],
            )
        } else {
            let late_start = late.begins[activity];
            (
                late_start,
                [(early_start, late_start), (early_start, free_begin)],
            )
        };
        let [total_float, free_float] = slips.map(|(from, to)| calendar.work_between(from, to));
        times.push(ActivityTimes {
            early_start,
            early_finish,
            late_start,
            late_finish,
            total_float,
            free_float: free_float.min(total_float),
        });
    }
    Ok(CriticalPath {
        times,
        modes,
        finish,
    })
}

/// Starts, begins (of work under way: when the rest of it begins) and finishes.
#[derive(Clone)]
struct Times {
    starts: Vec<Tick>,
    begins: Vec<Tick>,
    finishes: Vec<Tick>,
}

/// Late times: passes against the order of the network, repeated while maximum links make them earlier.
fn late(
    network: &Network<'_>,
    modes: &[usize],
    early: &Times,
    end: Tick,
) -> Result<Times, ScheduleError> {
    // What those before see (a settled activity where it is), and what is reported.
    let n = modes.len();
    let mut seen = Times {
        starts: vec![TICK_LIMIT; n],
        begins: vec![TICK_LIMIT; n],
        finishes: vec![TICK_LIMIT; n],
    };
    for activity in (0..n).filter(|i| network.is_settled(*i)) {
        seen.starts[activity] = early.starts[activity];
        seen.begins[activity] = early.begins[activity];
        seen.finishes[activity] = early.finishes[activity];
    }
    let mut late = early.clone();
    for _ in 0..if network.has_maximum { 2 * n + 16 } else { 1 } {
        let before = (late.begins.clone(), late.finishes.clone());
        for &activity in network.order.iter().rev() {
            let (begin, finish) = late_times(network, (activity, modes[activity]), &seen, end)?;
            late.begins[activity] = begin;
            late.finishes[activity] = finish;
            if !network.is_settled(activity) {
                seen.starts[activity] = network.start(activity, begin);
                seen.begins[activity] = begin;
                seen.finishes[activity] = finish;
            }
        }
        if before == (late.begins.clone(), late.finishes.clone()) {
            break;
        }
    }
    Ok(late)
}

/// The latest begin and finish that the times of the others allow.
fn late_times(
    network: &Network<'_>,
    (activity, mode): (usize, usize),
    others: &Times,
    end: Tick,
) -> Result<(Tick, Tick), ScheduleError> {
    let work = network.work(activity, mode);
    let latest = || {
        let mut limits = network.late_limits(activity, &others.begins, &others.finishes, end)?;
        network.cap(activity, (&others.starts, &others.finishes), &mut limits)?;
        let start = network.late_start(activity, mode, work, limits)?;
        let calendar = network.model.calendar(activity, mode);
        Ok((start, calendar.add_work(start, work)?))
    };
    latest().map_err(network.blame(activity))
}
