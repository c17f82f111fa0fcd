//! Less change against a baseline, at no cost in lateness and makespan.

use concerted_chance::{Address, Stream};

use crate::calendar::CalendarError;
use crate::generate::serial_from;
use crate::lower::lower_bounds;
use crate::network::Network;
use crate::placement::{Place, Placement};
use crate::slip::slip;
use crate::{
    Model, Objective, Options, Priority, Schedule, ScheduleError, TICK_LIMIT, Tick, check,
};

/// A schedule with what it costs.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Candidate {
    /// Rules broken.
    pub(crate) broken: usize,
    objective: Objective,
    pub(crate) schedule: Schedule,
    /// Schedules generated to find it.
    pub(crate) tried: u64,
}

/// The best schedule found from a first one: nothing worse in rules broken, lateness and makespan, and as little change
/// against the baselines as could be reached.
///
/// Three moves: generation in the order of the baseline in which no activity begins before its baseline start (right
/// shift), the same with the order shaken and some activities let go, and settling, which moves single activities towards
/// their baseline within the slack that the others leave.
pub(crate) fn steady(
    model: &Model,
    first: Option<Schedule>,
    options: &Options,
    cancel: &dyn Fn() -> bool,
) -> Result<Option<Candidate>, ScheduleError> {
    let network = Network::new(model)?;
    let mut best = first.map(|schedule| Candidate::of(model, schedule));
    let mut tried = 0;
    let take = |found: Result<Schedule, ScheduleError>, best: &mut Option<Candidate>| {
        let Ok(schedule) = found else { return };
        let settled = settle(&network, &schedule).ok();
        for schedule in std::iter::once(schedule).chain(settled) {
            let candidate = Candidate::of(model, schedule);
            if best.as_ref().is_none_or(|b| candidate.cost() < b.cost()) {
                *best = Some(candidate);
            }
        }
    };
    if let Some(first) = best.as_ref().map(|best| best.schedule.clone()) {
        take(Ok(first), &mut best);
    }
    let early = lower_bounds(&network)?.begins;
    let order: Vec<Tick> = (0..early.len())
        .map(|i| model.activities[i].baseline.map_or(early[i], |b| b.start))
        .collect();
    let address = Address::new(options.seed, "replanning", "");
    while tried < options.schedules.max(1) && !cancel() {
        if best
            .as_ref()
            .is_some_and(|b| b.broken == 0 && b.objective.change == 0 && tried > 0)
        {
            break;
        }
        let mut stream = address.stream(tried);
        let keys = match (&best, tried) {
            (Some(best), 1..) if tried % 2 == 1 => &best.schedule.starts,
            _ => &order,
        };
        let shaken = tried > 1;
        let (priority, aims) = draw(model, keys, shaken, &mut stream);
        take(serial_from(&network, &priority, &aims), &mut best);
        tried += 1;
    }
    if let Some(best) = &mut best {
        best.tried = tried;
    }
    Ok(best)
}

impl Candidate {
    fn of(model: &Model, schedule: Schedule) -> Self {
        let broken = check(model, &schedule);
        Self {
            broken: broken.iter().filter(|v| !v.is_soft()).count(),
            objective: Objective::of(model, &schedule),
            schedule,
            tried: 0,
        }
    }

    fn cost(&self) -> (usize, Objective) {
        (self.broken, self.objective)
    }
}

/// An order and the starts not to be undercut.
fn draw(model: &Model, keys: &[Tick], shaken: bool, stream: &mut Stream) -> (Priority, Vec<Tick>) {
    let n = keys.len() as u64;
    let mut keys = keys.to_vec();
    let last = keys.iter().copied().max().unwrap_or(0).max(1);
    if shaken && n > 0 {
        for _ in 0..=stream.below(n / 6 + 2) {
            let activity = stream.below(n) as usize;
            // Near moves mend, far ones find another place for what is in the way.
            let part = if stream.below(2) == 0 { 1 } else { 4 };
            let width = (last / part).max(2);
            keys[activity] += stream.below(2 * width as u64 + 1) as i64 - width;
        }
    }
    let aims = model
        .activities
        .iter()
        .map(|activity| {
            let free = shaken && stream.below(6) == 0;
            let aim = activity.baseline.filter(|_| !free);
            aim.map_or(-TICK_LIMIT, |baseline| baseline.start)
        })
        .collect();
    let modes = vec![None; keys.len()];
    (Priority { keys, modes }, aims)
}

/// Moves single activities towards their baseline while all others stay: what is early goes later within its slack and
/// its deadline, what is late goes earlier where there is room.
fn settle(network: &Network<'_>, schedule: &Schedule) -> Result<Schedule, CalendarError> {
    let mut placement = Placement::of(network, schedule);
    let makespan = schedule.makespan();
    let n = schedule.starts.len();
    for _ in 0..3 {
        let before = placement.schedule.starts.clone();
        let mut order: Vec<usize> = (0..n).filter(|i| movable(network, schedule, *i)).collect();
        order.sort_by_key(|i| (placement.schedule.starts[*i], network.rank[*i]));
        for &activity in &order {
            earlier(&mut placement, activity);
        }
        for &activity in order.iter().rev() {
            later(&mut placement, activity, makespan)?;
        }
        if before == placement.schedule.starts {
            break;
        }
    }
    Ok(placement.schedule)
}

fn movable(network: &Network<'_>, schedule: &Schedule, activity: usize) -> bool {
    network.model.activities[activity].baseline.is_some()
        && network.fixed(activity).is_none()
        && network.progress(activity).is_none()
        && !schedule.pieces.contains_key(&activity)
}

fn baseline(placement: &Placement<'_, '_>, activity: usize) -> Tick {
    let described = &placement.network.model.activities[activity];
    described
        .baseline
        .map_or(placement.schedule.starts[activity], |b| b.start)
}

fn earlier(placement: &mut Placement<'_, '_>, activity: usize) {
    let (start, aim) = (
        placement.schedule.starts[activity],
        baseline(placement, activity),
    );
    // What makes stock may not come earlier unseen: its lots would expire earlier.
    let makes = !placement.network.model.activities[activity]
        .produces
        .is_empty();
    if start <= aim || makes {
        return;
    }
    let now = placed(placement, activity);
    placement.remove(activity);
    let mut floors = vec![crate::links::FREE; placement.placed.len()];
    floors[activity].start = aim;
    let kept = std::mem::replace(&mut placement.floors, floors);
    let found = placement.earliest(activity, Some(now.mode));
    placement.floors = kept;
    match found {
        Ok(place) if place.start < start && place.pieces.is_empty() => {
            placement.place(activity, place);
        }
        _ => placement.place(activity, now),
    }
}

fn later(
    placement: &mut Placement<'_, '_>,
    activity: usize,
    makespan: Tick,
) -> Result<(), CalendarError> {
    let network = placement.network;
    let (start, aim) = (
        placement.schedule.starts[activity],
        baseline(placement, activity),
    );
    if start >= aim {
        return Ok(());
    }
    let now = placed(placement, activity);
    let work = network.work(activity, now.mode);
    let calendar = network.model.calendar(activity, now.mode);
    let deadline = network.model.activities[activity].deadline;
    let end = deadline.map_or(makespan, |deadline| deadline.max(now.finish).min(makespan));
    let slack = slip(placement, activity, end)?;
    let wanted = if work > 0 {
        calendar.work_between(start, aim)
    } else {
        aim - start
    };
    // What makes or uses stock can only slip as far as was tried, which is the whole slip.
    let stocked = !network.touched(activity, now.mode).is_empty();
    let by = slack.min(wanted);
    if by <= 0 || (stocked && by < slack) {
        return Ok(());
    }
    let begin = if work > 0 {
        calendar.working_tick(calendar.work_before(start) + by)?
    } else {
        start + by
    };
    let place = Place {
        start: begin,
        finish: calendar.add_work(begin, work)?,
        ..now
    };
    placement.remove(activity);
    placement.place(activity, place);
    Ok(())
}

/// Where an activity that lies in one piece is now.
fn placed(placement: &Placement<'_, '_>, activity: usize) -> Place {
    let schedule = &placement.schedule;
    let picks = schedule.assignments.get(&activity);
    Place {
        start: schedule.starts[activity],
        finish: schedule.finishes[activity],
        mode: schedule.modes[activity],
        pieces: Vec::new(),
        picks: picks.cloned().unwrap_or_default(),
    }
}
