//! What stands in the way of a start: resources and people held by others.

use crate::calendar::CalendarError;
use crate::placement::Placement;
use crate::{ActivityIndex, Driver, ResourceIndex, SkillIndex, Tick};

/// Something in the way.
pub(crate) struct Blocked {
    pub(crate) driver: Driver,
    /// When that ends or changes; `None` if never.
    pub(crate) until: Option<Tick>,
}

/// What forbids an activity to begin at a tick, all others being where they are: each resource that it demands and that
/// is short while it would last (of what may be split: during its least piece), and a skill that too few are free for.
pub(crate) fn blocked(
    placement: &mut Placement<'_, '_>,
    activity: usize,
    begin: Tick,
) -> Result<Vec<Blocked>, CalendarError> {
    let network = placement.network;
    let mode = placement.schedule.modes[activity];
    let work = network.work(activity, mode);
    let split = network.model.activities[activity].split;
    let needed = split.map_or(work, |split| split.least_piece.min(work));
    let calendar = network.model.calendar(activity, mode);
    let finish = calendar.add_work(begin, needed)?;
    placement.lift(activity);
    let mut found: Vec<Blocked> = placement
        .conflicts((activity, mode), (begin, finish))
        .into_iter()
        .map(|(resource, conflict)| Blocked {
            driver: Driver::Resource {
                resource: ResourceIndex(resource),
                with: holders(placement, activity, &[resource], conflict.from),
            },
            until: conflict.until,
        })
        .collect();
    let short = (begin < finish).then(|| placement.short_skill((activity, mode), (begin, finish)));
    if let Some((skill, until)) = short.flatten() {
        let able = &network.able[skill];
        // Whoever holds one of them at any time in between.
        let mut with: Vec<ActivityIndex> = (0..placement.placed.len())
            .filter(|i| *i != activity && holds(placement, *i, able, (begin, finish)))
            .map(ActivityIndex)
            .collect();
        with.dedup();
        found.push(Blocked {
            driver: Driver::Skill {
                skill: SkillIndex(skill),
                with,
            },
            until,
        });
    }
    placement.put_back(activity);
    Ok(found)
}

/// The other activities that hold any of the resources at a tick.
fn holders(
    placement: &Placement<'_, '_>,
    activity: usize,
    resources: &[usize],
    at: Tick,
) -> Vec<ActivityIndex> {
    (0..placement.placed.len())
        .filter(|i| *i != activity && holds(placement, *i, resources, (at, at + 1)))
        .map(ActivityIndex)
        .collect()
}

fn holds(
    placement: &Placement<'_, '_>,
    activity: usize,
    resources: &[usize],
    (from, until): (Tick, Tick),
) -> bool {
    let schedule = &placement.schedule;
    !placement.network.is_finished(activity)
        && placement
            .holdings(activity)
            .iter()
            .any(|held| held.1 > 0 && resources.contains(&held.0))
        && schedule
            .stretches(activity, placement.begins[activity])
            .iter()
            .any(|piece| piece.start < until && from < piece.finish)
}
