//! What levelling did: by how much resources moved each activity, and because of whom.

use crate::blocking::blocked;
use crate::calendar::CalendarError;
use crate::critical_path::{check_shape, compute};
use crate::explain::{link_limits, makers};
use crate::ledger::Ledger;
use crate::network::Network;
use crate::placement::Placement;
use crate::{Driver, Model, Schedule, ScheduleError, StockIndex, Tick};

/// By how much an activity is later than without resources, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Levelled {
    /// Start (of work under way: of what remains) that links, dates and calendars alone would allow, in the modes of the
    /// schedule.
    pub early_start: Tick,
    /// Start (of work under way: of what remains) in the schedule.
    pub start: Tick,
    /// Ticks from the one to the other.
    pub delay: i64,
    /// Part of the delay that comes through links, from others that were moved.
    pub inherited: i64,
    /// Part of the delay in which resources, skills or stocks kept it waiting after its links allowed it.
    pub waited: i64,
    /// Part of the delay for which there is no need: it could start before.
    pub idle: i64,
    /// What kept it waiting, in order of time.
    pub causes: Vec<Cause>,
}

/// A time in which an activity could not start, and because of whom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cause {
    /// The resource, skill or stock, with the activities that hold or make it.
    pub driver: Driver,
    /// The first start that it forbids.
    pub from: Tick,
    /// The start tried next.
    pub until: Tick,
}

/// What levelling moved, for each activity in the model's order.
///
/// The early start is that of the critical path method in the modes of the schedule. From the start that links allow
/// where the others really are, each start is tried in turn: what forbids it is a cause, and the next start is tried where
/// that ends.
///
/// # Errors
/// As [`explain`](crate::explain()).
///
/// ```
/// use concerted_schedule::{Activity, Calendar, Model, Priority, Resource, generate, levelling};
///
/// let mut model = Model::default();
/// let c = model.add_calendar(Calendar::always());
/// let vessel = model.add_resource(Resource::constant("vessel", 1));
/// model.add_activity(Activity::new("a", c, 5).demanding(vessel, 1));
/// let b = model.add_activity(Activity::new("b", c, 3).demanding(vessel, 1));
/// let schedule = generate(&model, &Priority::equal(&model)).unwrap();
/// let told = levelling(&model, &schedule).unwrap();
/// assert_eq!((told[b.0].early_start, told[b.0].waited), (0, 5));
/// ```
pub fn levelling(model: &Model, schedule: &Schedule) -> Result<Vec<Levelled>, ScheduleError> {
    let network = Network::new(model)?;
    check_shape(model, schedule)?;
    let path = compute(&network, schedule.modes.clone())?;
    let mut placement = Placement::of(&network, schedule);
    (0..schedule.starts.len())
        .map(|activity| {
            let early = path.times[activity].early_start;
            levelled(&mut placement, activity, early).map_err(network.blame(activity))
        })
        .collect()
}

fn levelled(
    placement: &mut Placement<'_, '_>,
    activity: usize,
    early_start: Tick,
) -> Result<Levelled, CalendarError> {
    let network = placement.network;
    let start = placement.begins[activity];
    let mut told = Levelled {
        early_start,
        start,
        delay: start - early_start,
        inherited: 0,
        waited: 0,
        idle: 0,
        causes: Vec::new(),
    };
    if network.is_settled(activity) {
        told.inherited = told.delay;
        return Ok(told);
    }
    let mode = placement.schedule.modes[activity];
    let this = (activity, mode, network.work(activity, mode));
    let limits = link_limits(placement, activity)?;
    let linked = network.early_start(activity, mode, this.2, limits)?;
    let mut at = linked;
    while at < start {
        let found = causes(placement, activity, at)?;
        // Starts that never become possible would end the walk; the schedule has one, so that is a broken schedule.
        let Some(next) = found.iter().map(|cause| cause.1).max() else {
            break;
        };
        let until = network.led_start(this, next, true)?.clamp(at + 1, start);
        for (driver, _) in found {
            told.causes.push(Cause {
                driver,
                from: at,
                until,
            });
        }
        at = until;
    }
    told.inherited = linked.min(start) - early_start;
    told.waited = at.min(start) - linked.min(start);
    told.idle = start - at.min(start);
    Ok(told)
}

/// What forbids a start, and until when.
fn causes(
    placement: &mut Placement<'_, '_>,
    activity: usize,
    at: Tick,
) -> Result<Vec<(Driver, Tick)>, CalendarError> {
    let start = placement.begins[activity];
    let mut found: Vec<(Driver, Tick)> = blocked(placement, activity, at)?
        .into_iter()
        .map(|blocked| (blocked.driver, blocked.until.unwrap_or(start)))
        .collect();
    let (network, schedule) = (placement.network, &placement.schedule);
    if !found.is_empty() || network.progress(activity).is_some() {
        return Ok(found);
    }
    for &(stock, amount) in &network.uses[activity][schedule.modes[activity]] {
        let ledger = Ledger::without(network, schedule, stock, activity);
        let until = ledger.earliest(at, amount).unwrap_or(start);
        if until > at {
            let driver = Driver::Stock {
                stock: StockIndex(stock),
                from: makers(placement, stock, (at, until)),
            };
            found.push((driver, until));
        }
    }
    Ok(found)
}
