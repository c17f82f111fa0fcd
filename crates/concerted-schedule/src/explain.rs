//! Why each activity of a schedule starts when it does, how far it can slip, and what the end hangs on.

use crate::blocking::blocked;
use crate::calendar::CalendarError;
use crate::critical_path::check_shape;
use crate::ledger::Ledger;
use crate::links::Limits;
use crate::network::Network;
use crate::placement::Placement;
use crate::slip::slip;
use crate::{
    ActivityIndex, Bound, CalendarIndex, LinkIndex, Model, Progress, ResourceIndex, Schedule,
    ScheduleError, SkillIndex, StockIndex, Tick,
};

/// What keeps an activity from starting earlier.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Driver {
    /// The user fixed the start.
    Fixed,
    /// It has happened, or it goes on from where it began.
    Progress,
    /// What is not done by the data date happens after it.
    DataDate,
    /// Its release date.
    Release,
    /// The origin of time: nothing starts earlier.
    Origin,
    /// A link: the activity it comes from (of a maximum link, the one it leads to, which would be too late after an earlier
    /// start).
    Link(LinkIndex),
    /// The time just before is not worked; always beside the driver that led there (a date, a link, or a resource that
    /// became free in a pause).
    Calendar(CalendarIndex),
    /// Too few units free just before; the activities that hold them (none if the capacity itself is lower).
    Resource {
        /// Which resource.
        resource: ResourceIndex,
        /// Who holds it.
        with: Vec<ActivityIndex>,
    },
    /// Too few units with a skill free just before; the activities that hold those who have it.
    Skill {
        /// Which skill.
        skill: SkillIndex,
        /// Who holds those who have it.
        with: Vec<ActivityIndex>,
    },
    /// Too little stock just before; the activities whose lots are released in time for this start (none if other
    /// uses leave nothing).
    Stock {
        /// Which stock.
        stock: StockIndex,
        /// Who makes what it waits for.
        from: Vec<ActivityIndex>,
    },
    /// Nothing: it could start earlier.
    Nothing,
}

/// Where an activity stands in a schedule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explanation {
    /// All that keeps it from starting earlier; never empty.
    pub drivers: Vec<Driver>,
    /// Working ticks (elapsed ones for a milestone) by which it can slip with all others held and the makespan kept.
    pub slip: i64,
    /// Whether a chain of drivers (links, resources, skills, stocks) leads from it to the latest finish.
    pub critical: bool,
}

/// Explains a schedule, activity by activity.
///
/// # Errors
/// Where the model is invalid, the schedule does not fit it, or a calendar has no working time around an activity.
///
/// ```
/// use concerted_schedule::{Activity, Calendar, Driver, Model, Priority, Resource, explain, generate};
///
/// let mut model = Model::default();
/// let c = model.add_calendar(Calendar::always());
/// let vessel = model.add_resource(Resource::constant("vessel", 1));
/// let a = model.add_activity(Activity::new("a", c, 5).demanding(vessel, 1));
/// let b = model.add_activity(Activity::new("b", c, 3).demanding(vessel, 1));
/// let schedule = generate(&model, &Priority::equal(&model)).unwrap();
/// let told = explain(&model, &schedule).unwrap();
/// assert_eq!(told[b.0].drivers, vec![Driver::Resource { resource: vessel, with: vec![a] }]);
/// assert!(told[a.0].critical);
/// ```
pub fn explain(model: &Model, schedule: &Schedule) -> Result<Vec<Explanation>, ScheduleError> {
    let network = Network::new(model)?;
    check_shape(model, schedule)?;
    let mut placement = Placement::of(&network, schedule);
    let mut out = Vec::with_capacity(schedule.starts.len());
    for activity in 0..schedule.starts.len() {
        let blame = network.blame(activity);
        let drivers = drivers(&mut placement, activity).map_err(&blame)?;
        let slip = slip(&mut placement, activity, schedule.makespan()).map_err(&blame)?;
        out.push(Explanation {
            drivers,
            slip,
            critical: false,
        });
    }
    mark_critical(model, schedule, &mut out);
    Ok(out)
}

fn drivers(
    placement: &mut Placement<'_, '_>,
    activity: usize,
) -> Result<Vec<Driver>, CalendarError> {
    let network = placement.network;
    let start = placement.begins[activity];
    let mode = placement.schedule.modes[activity];
    let work = network.work(activity, mode);
    if network.fixed(activity).is_some() {
        return Ok(vec![Driver::Fixed]);
    }
    if network.is_finished(activity) {
        return Ok(vec![Driver::Progress]);
    }
    let limits = link_limits(placement, activity)?;
    let mut found = if network.early_start(activity, mode, work, limits)? >= start {
        limiting(placement, activity)?
    } else {
        let calendar = network.model.calendar(activity, mode);
        let before = if work > 0 {
            calendar.previous_working(start - 1)?
        } else {
            start - 1
        };
        let blocked = blocked(placement, activity, before)?;
        let free = blocked.iter().map(|blocked| blocked.until).max().flatten();
        let mut found: Vec<Driver> = blocked.into_iter().map(|b| b.driver).collect();
        found.extend(stocks(placement, activity, before));
        // Free before, but nobody works then.
        let by_name = |driver: &Driver| matches!(driver, Driver::Resource { .. });
        if free.is_some_and(|free| free < start) && found.iter().all(by_name) {
            found.push(Driver::Calendar(
                network.model.mode(activity, mode).calendar,
            ));
        }
        found
    };
    if found.is_empty() {
        found.push(Driver::Nothing);
    }
    Ok(found)
}

/// The early limits of an activity from all others where they are.
pub(crate) fn link_limits(
    placement: &Placement<'_, '_>,
    activity: usize,
) -> Result<Limits, CalendarError> {
    let network = placement.network;
    let (starts, finishes) = (&placement.schedule.starts, &placement.schedule.finishes);
    let mut limits = network.early_limits(activity, starts, finishes)?;
    network.tether(activity, (starts, finishes), |_| true, &mut limits)?;
    Ok(limits)
}

/// The dates and the links that lead to the start, each on its own; with the calendar if it did the rest.
fn limiting(placement: &Placement<'_, '_>, activity: usize) -> Result<Vec<Driver>, CalendarError> {
    let network = placement.network;
    let model = network.model;
    let (starts, finishes) = (&placement.schedule.starts, &placement.schedule.finishes);
    let mode = placement.schedule.modes[activity];
    let this = (activity, mode, network.work(activity, mode));
    let start = placement.begins[activity];
    let mut found = Vec::new();
    let mut paused = false;
    let date = network.not_before(activity);
    if network.led_start(this, date, true)? == start {
        found.push(dated(network, activity));
        paused |= date < start;
    }
    for index in &network.incoming[activity] {
        let link = &model.links[*index];
        let bound = link.earliest(model, starts[link.from.0], finishes[link.from.0])?;
        if network.led_start(this, bound, link.reaches_start())? == start {
            found.push(Driver::Link(LinkIndex(*index)));
            paused |= link.reaches_start() && bound < start;
        }
    }
    for index in &network.tethers[activity] {
        let link = &model.links[*index];
        let done = network.is_fact(activity, link.leaves_finish());
        if done || link.to.0 == activity {
            continue;
        }
        let bound = link.earliest_anchor(model, starts[link.to.0], finishes[link.to.0])?;
        if network.led_start(this, bound, !link.leaves_finish())? == start {
            found.push(Driver::Link(LinkIndex(*index)));
            paused |= !link.leaves_finish() && bound < start;
        }
    }
    if paused {
        found.push(Driver::Calendar(model.mode(activity, mode).calendar));
    }
    Ok(found)
}

/// Which date [`Network::not_before`] comes from.
fn dated(network: &Network<'_>, activity: usize) -> Driver {
    let described = &network.model.activities[activity];
    let data_date = network.model.data_date.unwrap_or(Tick::MIN);
    match (described.progress, described.release) {
        (Some(Progress::Started { start, .. }), _) if data_date > start => Driver::DataDate,
        (Some(_), _) => Driver::Progress,
        (None, release) if data_date > release.unwrap_or(0) => Driver::DataDate,
        (None, Some(_)) => Driver::Release,
        (None, None) => Driver::Origin,
    }
}

fn stocks(placement: &Placement<'_, '_>, activity: usize, before: Tick) -> Vec<Driver> {
    let (network, schedule) = (placement.network, &placement.schedule);
    if network.progress(activity).is_some() {
        return Vec::new();
    }
    let short = network.uses[activity][schedule.modes[activity]]
        .iter()
        .filter(|(stock, amount)| {
            !Ledger::without(network, schedule, *stock, activity).covers(before, *amount)
        });
    short
        .map(|&(stock, _)| Driver::Stock {
            stock: StockIndex(stock),
            from: makers(placement, stock, (before, schedule.starts[activity])),
        })
        .collect()
}

/// The activities whose lots of a stock are released after one time and by another.
pub(crate) fn makers(
    placement: &Placement<'_, '_>,
    stock: usize,
    (before, start): (Tick, Tick),
) -> Vec<ActivityIndex> {
    let (model, schedule) = (placement.network.model, &placement.schedule);
    let makes = |i: &usize| {
        model.activities[*i].produces.iter().any(|lot| {
            let release = schedule.finishes[*i] + lot.release_delay;
            lot.stock.0 == stock && before < release && release <= start
        })
    };
    (0..schedule.starts.len())
        .filter(makes)
        .map(ActivityIndex)
        .collect()
}

/// Follows the drivers back from the latest finish.
fn mark_critical(model: &Model, schedule: &Schedule, told: &mut [Explanation]) {
    let makespan = schedule.makespan();
    let mut stack: Vec<usize> = (0..told.len())
        .filter(|i| schedule.finishes[*i] == makespan)
        .collect();
    while let Some(activity) = stack.pop() {
        if std::mem::replace(&mut told[activity].critical, true) {
            continue;
        }
        for driver in &told[activity].drivers {
            stack.extend(behind(model, driver));
        }
    }
}

/// The activities behind a driver.
pub(crate) fn behind(model: &Model, driver: &Driver) -> Vec<usize> {
    match driver {
        Driver::Link(index) => {
            let link = &model.links[index.0];
            vec![match link.bound {
                Bound::Minimum => link.from.0,
                Bound::Maximum => link.to.0,
            }]
        }
        Driver::Resource { with: before, .. }
        | Driver::Skill { with: before, .. }
        | Driver::Stock { from: before, .. } => before.iter().map(|i| i.0).collect(),
        Driver::Fixed
        | Driver::Progress
        | Driver::DataDate
        | Driver::Release
        | Driver::Origin
        | Driver::Calendar(_)
        | Driver::Nothing => Vec::new(),
    }
}
