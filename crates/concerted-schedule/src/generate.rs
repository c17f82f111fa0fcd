//! Schedule generation: from priorities to a schedule that keeps every rule.

use std::collections::{BTreeMap, BTreeSet};

use crate::links::{FREE, Limits};
use crate::network::Network;
use crate::placement::Placement;
use crate::repair::{make_room, too_late};
use crate::{Model, Priority, Progress, Schedule, ScheduleError, Tick};

/// Serial scheme: again and again the activity of best priority among those whose predecessors are placed goes where it
/// finishes first. Every schedule it makes is active (nothing can be done earlier with the rest held).
///
/// What is finished or has a fixed start is placed first, whatever it breaks. One that lacks stock waits until more is
/// made. Where an activity comes too late for a maximum link, the one it may not be late after is taken out again with
/// all that wait for it, and placed as much later as needed (after Franck, Neumann and Schwindt 2001). That can fail, as
/// finding any schedule under maximum lags is NP-complete: what is broken then, by this or by what is fixed, [`check`]
/// tells.
///
/// [`check`]: crate::check
///
/// # Errors
/// Where the model is invalid, the priority does not fit it, or something can never be placed.
///
/// ```
/// use concerted_schedule::{Activity, Calendar, Model, Priority, Resource, generate};
///
/// let mut model = Model::default();
/// let c = model.add_calendar(Calendar::always());
/// let vessel = model.add_resource(Resource::constant("vessel", 1));
/// model.add_activity(Activity::new("a", c, 5).demanding(vessel, 1));
/// model.add_activity(Activity::new("b", c, 3).demanding(vessel, 1));
/// let mut priority = Priority::equal(&model);
/// priority.keys = vec![2, 1];
/// assert_eq!(generate(&model, &priority).unwrap().starts, vec![3, 0]);
/// ```
pub fn generate(model: &Model, priority: &Priority) -> Result<Schedule, ScheduleError> {
    let network = Network::new(model)?;
    priority.fits(model)?;
    serial(&network, priority)
}

/// Parallel scheme: time moves forward, and at each moment the activities that can start do so, the best priority first.
/// Nothing is decided with knowledge of what comes later, so it is also a policy for use under uncertainty. Only where
/// maximum links are broken is it repeated, with the activities they tie held back.
///
/// # Errors
/// As [`generate`].
pub fn dispatch(model: &Model, priority: &Priority) -> Result<Schedule, ScheduleError> {
    let network = Network::new(model)?;
    priority.fits(model)?;
    parallel(&network, priority, None)
}

/// Runs of the parallel scheme in search of one that keeps all maximum links.
const RUNS: usize = 32;

fn place_fixed(
    placement: &mut Placement<'_, '_>,
    priority: &Priority,
) -> Result<(), ScheduleError> {
    let network = placement.network;
    for &activity in &network.order {
        if let Some(Progress::Started { start, .. }) = network.progress(activity) {
            // In which mode it began is not recorded: it goes on in the one asked for, else in the first.
            placement.book(activity, start, priority.modes[activity].unwrap_or(0));
        }
        if let Some(place) = placement.fixed(activity, priority.modes[activity])? {
            placement.place(activity, place);
        }
    }
    Ok(())
}

/// Activities not placed whose predecessors all are.
fn ready<'p>(placement: &'p Placement<'_, '_>) -> impl Iterator<Item = usize> + 'p {
    (0..placement.placed.len()).filter(|i| placement.waiting[*i] == 0 && !placement.placed[*i])
}

/// The activities that become ready when one is placed.
fn released(placement: &Placement<'_, '_>, activity: usize) -> BTreeSet<usize> {
    let network = placement.network;
    network.outgoing[activity]
        .iter()
        .map(|link| network.model.links[*link].to.0)
        .filter(|to| placement.waiting[*to] == 0 && !placement.placed[*to])
        .collect()
}

pub(crate) fn serial(
    network: &Network<'_>,
    priority: &Priority,
) -> Result<Schedule, ScheduleError> {
    serial_from(network, priority, &[])
}

/// The serial scheme with a start for each activity before which it shall not begin (or none at all).
pub(crate) fn serial_from(
    network: &Network<'_>,
    priority: &Priority,
    aims: &[Tick],
) -> Result<Schedule, ScheduleError> {
    let mut placement = Placement::new(network, None);
    hold_back(&mut placement, aims);
    place_fixed(&mut placement, priority)?;
    let entry = |i: usize| (priority.keys[i], network.rank[i], i);
    let mut open: BTreeSet<(i64, usize, usize)> = ready(&placement).map(entry).collect();
    let mut starved: BTreeMap<(i64, usize, usize), ScheduleError> = BTreeMap::new();
    let mut repairs = if network.has_maximum {
        16 + 8 * network.order.len()
    } else {
        0
    };
    while let Some(next) = open.pop_first() {
        let activity = next.2;
        if placement.placed[activity] || placement.waiting[activity] > 0 {
            // Taken out again, or what it waits for was.
            continue;
        }
        match placement.earliest(activity, priority.modes[activity]) {
            Ok(place) => {
                if repairs > 0 && make_room(&mut placement, activity, &place) {
                    repairs -= 1;
                    open.extend(ready(&placement).map(entry));
                    starved.clear();
                    continue;
                }
                placement.place(activity, place);
                open.extend(released(&placement, activity).into_iter().map(entry));
                if !network.model.activities[activity].produces.is_empty() {
                    open.extend(std::mem::take(&mut starved).into_keys());
                }
            }
            Err(error @ ScheduleError::NoStock { .. }) => {
                starved.insert(next, error);
            }
            Err(error) => return Err(error),
        }
    }
    finish(placement, starved.into_values().next())
}

fn hold_back(placement: &mut Placement<'_, '_>, aims: &[Tick]) {
    if placement.floors.is_empty() && !aims.is_empty() {
        placement.floors = vec![FREE; aims.len()];
    }
    for (floor, aim) in placement.floors.iter_mut().zip(aims) {
        floor.start = floor.start.max(*aim);
    }
}

pub(crate) fn parallel(
    network: &Network<'_>,
    priority: &Priority,
    works: Option<&[i64]>,
) -> Result<Schedule, ScheduleError> {
    let mut floors = Placement::new(network, works).floors;
    let mut schedule = parallel_from(network, priority, works, &floors)?;
    if works.is_some() || !network.has_maximum {
        return Ok(schedule);
    }
    for _ in 1..RUNS {
        let placement = Placement::of(network, &schedule);
        let mut broken = false;
        for activity in 0..schedule.starts.len() {
            let times = (placement.begins[activity], schedule.finishes[activity]);
            for (from, needed) in too_late(&placement, activity, times) {
                floors[from].start = floors[from].start.max(needed.start);
                floors[from].finish = floors[from].finish.max(needed.finish);
                broken = true;
            }
        }
        if !broken {
            break;
        }
        schedule = parallel_from(network, priority, works, &floors)?;
    }
    Ok(schedule)
}

fn parallel_from(
    network: &Network<'_>,
    priority: &Priority,
    works: Option<&[i64]>,
    floors: &[Limits],
) -> Result<Schedule, ScheduleError> {
    let mut placement = Placement::new(network, works);
    placement.floors = floors.to_vec();
    place_fixed(&mut placement, priority)?;
    // Possible start, priority, rank, position. A start recorded earlier can only have become later since, except by new
    // stock, and those that lack stock are not in this queue.
    let entry = |start: Tick, i: usize| (start, priority.keys[i], network.rank[i], i);
    let mut open: BTreeSet<(Tick, i64, usize, usize)> =
        ready(&placement).map(|i| entry(Tick::MIN, i)).collect();
    let mut starved: BTreeMap<usize, ScheduleError> = BTreeMap::new();
    while let Some((recorded, _, _, activity)) = open.pop_first() {
        match placement.earliest(activity, priority.modes[activity]) {
            Ok(place) if place.start > recorded => {
                open.insert(entry(place.start, activity));
            }
            Ok(place) => {
                placement.place(activity, place);
                open.extend(
                    released(&placement, activity)
                        .into_iter()
                        .map(|i| entry(Tick::MIN, i)),
                );
                if !network.model.activities[activity].produces.is_empty() {
                    let retry = std::mem::take(&mut starved);
                    open.extend(retry.into_keys().map(|i| entry(Tick::MIN, i)));
                }
            }
            Err(error @ ScheduleError::NoStock { .. }) => {
                starved.insert(activity, error);
            }
            Err(error) => return Err(error),
        }
    }
    finish(placement, starved.into_values().next())
}

fn finish(
    placement: Placement<'_, '_>,
    starved: Option<ScheduleError>,
) -> Result<Schedule, ScheduleError> {
    match starved {
        Some(error) => Err(error),
        None => Ok(placement.schedule),
    }
}
