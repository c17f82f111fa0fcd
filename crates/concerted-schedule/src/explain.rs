//! Why each activity of a schedule starts when it does, how far it can slip, and what the end hangs on.

use crate::calendar::CalendarError;
use crate::critical_path::check_shape;
use crate::ledger::Ledger;
use crate::network::Network;
use crate::placement::Placement;
use crate::slip::slip;
use crate::{
    ActivityIndex, CalendarIndex, LinkIndex, Model, ResourceIndex, Schedule, ScheduleError,
    StockIndex, Tick,
};

/// What keeps an activity from starting earlier.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Driver {
    /// The user fixed the start.
    Fixed,
    /// Its release date.
    Release,
    /// The origin of time: nothing starts earlier.
    Origin,
    /// A link to an activity before it.
    Link(LinkIndex),
    /// The time just before is not worked; always beside the driver that led there.
    Calendar(CalendarIndex),
    /// Too few units free just before; the activities that hold them (none if the capacity itself is lower).
    Resource {
        /// Which resource.
        resource: ResourceIndex,
        /// Who holds it.
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
    /// Whether a chain of drivers (links, resources, stocks) leads from it to the latest finish.
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
    let model = network.model;
    let start = placement.schedule.starts[activity];
    let mode = placement.schedule.modes[activity];
    let work = model.mode(activity, mode).work;
    if model.activities[activity].fixed_start.is_some() {
        return Ok(vec![Driver::Fixed]);
    }
    let limits = network.early_limits(
        activity,
        &placement.schedule.starts,
        &placement.schedule.finishes,
    )?;
    let mut found = if network.early_start(activity, mode, work, limits)? >= start {
        limiting(placement, activity)?
    } else {
        let calendar = model.calendar(activity, mode);
        let before = if work > 0 {
            calendar.previous_working(start - 1)?
        } else {
            start - 1
        };
        let finish = calendar.add_work(before, work)?;
        let mut found = resources(placement, activity, (before, finish));
        found.extend(stocks(placement, activity, before));
        found
    };
    if found.is_empty() {
        found.push(Driver::Nothing);
    }
    Ok(found)
}

/// The release and the links that lead to the start, each on its own; with the calendar if it did the rest.
fn limiting(placement: &Placement<'_, '_>, activity: usize) -> Result<Vec<Driver>, CalendarError> {
    let network = placement.network;
    let model = network.model;
    let (starts, finishes) = (&placement.schedule.starts, &placement.schedule.finishes);
    let mode = placement.schedule.modes[activity];
    let this = (activity, mode, model.mode(activity, mode).work);
    let start = starts[activity];
    let mut found = Vec::new();
    let mut paused = false;
    let release = model.activities[activity].release;
    if network.led_start(this, release.unwrap_or(0), true)? == start {
        found.push(if release.is_some() {
            Driver::Release
        } else {
            Driver::Origin
        });
        paused |= release.unwrap_or(0) < start;
    }
    for index in &network.incoming[activity] {
        let link = &model.links[*index];
        let bound = link.earliest(model, starts[link.from.0], finishes[link.from.0])?;
        if network.led_start(this, bound, link.reaches_start())? == start {
            found.push(Driver::Link(LinkIndex(*index)));
            paused |= link.reaches_start() && bound < start;
        }
    }
    if paused {
        found.push(Driver::Calendar(model.mode(activity, mode).calendar));
    }
    Ok(found)
}

fn resources(
    placement: &mut Placement<'_, '_>,
    activity: usize,
    (before, finish): (Tick, Tick),
) -> Vec<Driver> {
    placement.lift(activity);
    let shortages = placement.shortages(activity, before, finish);
    placement.put_back(activity);
    let (model, schedule) = (placement.network.model, &placement.schedule);
    let holds = |i: usize, resource: usize, at: Tick| {
        let demands = &model.mode(i, schedule.modes[i]).demands;
        i != activity
            && (schedule.starts[i]..schedule.finishes[i]).contains(&at)
            && demands
                .iter()
                .any(|d| d.resource.0 == resource && d.units > 0)
    };
    shortages
        .into_iter()
        .map(|(at, resource)| Driver::Resource {
            resource: ResourceIndex(resource),
            with: (0..schedule.starts.len())
                .filter(|i| holds(*i, resource, at))
                .map(ActivityIndex)
                .collect(),
        })
        .collect()
}

fn stocks(placement: &Placement<'_, '_>, activity: usize, before: Tick) -> Vec<Driver> {
    let (model, schedule) = (placement.network.model, &placement.schedule);
    let start = schedule.starts[activity];
    let short = placement.network.uses[activity][schedule.modes[activity]]
        .iter()
        .filter(|(stock, amount)| {
            !Ledger::without(model, schedule, *stock, activity).covers(before, *amount)
        });
    short
        .map(|&(stock, _)| Driver::Stock {
            stock: StockIndex(stock),
            from: (0..schedule.starts.len())
                .filter(|i| {
                    model.activities[*i].produces.iter().any(|lot| {
                        let release = schedule.finishes[*i] + lot.release_delay;
                        lot.stock.0 == stock && before < release && release <= start
                    })
                })
                .map(ActivityIndex)
                .collect(),
        })
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
            match driver {
                Driver::Link(link) => stack.push(model.links[link.0].from.0),
                Driver::Resource { with: before, .. } | Driver::Stock { from: before, .. } => {
                    stack.extend(before.iter().map(|i| i.0));
                }
                Driver::Fixed
                | Driver::Release
                | Driver::Origin
                | Driver::Calendar(_)
                | Driver::Nothing => {}
            }
        }
    }
}
