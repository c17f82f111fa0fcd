//! A schedule under construction: what is placed, what is still free, and where an activity fits.

use crate::ledger::Ledger;
use crate::network::Network;
use crate::profile::Profile;
use crate::{Schedule, ScheduleError, Tick};

/// A place for an activity.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Place {
    pub(crate) start: Tick,
    pub(crate) finish: Tick,
    pub(crate) mode: usize,
}

pub(crate) struct Placement<'n, 'm> {
    pub(crate) network: &'n Network<'m>,
    /// Work given beside the modes (a simulation's draw).
    works: Option<&'n [i64]>,
    pub(crate) schedule: Schedule,
    pub(crate) placed: Vec<bool>,
    /// Links to each activity from activities not placed yet.
    pub(crate) waiting: Vec<usize>,
    profiles: Vec<Profile>,
    ledgers: Vec<Ledger>,
}

impl<'n, 'm> Placement<'n, 'm> {
    pub(crate) fn new(network: &'n Network<'m>, works: Option<&'n [i64]>) -> Self {
        let n = network.model.activities.len();
        Self {
            network,
            works,
            schedule: Schedule::blank(n),
            placed: vec![false; n],
            waiting: network.incoming.iter().map(Vec::len).collect(),
            profiles: network.model.resources.iter().map(Profile::new).collect(),
            ledgers: network.model.stocks.iter().map(Ledger::new).collect(),
        }
    }

    /// All activities where a schedule has them.
    pub(crate) fn of(network: &'n Network<'m>, schedule: &Schedule) -> Self {
        let mut placement = Self::new(network, None);
        for activity in 0..schedule.starts.len() {
            let place = Place {
                start: schedule.starts[activity],
                finish: schedule.finishes[activity],
                mode: schedule.modes[activity],
            };
            placement.place(activity, place);
        }
        placement
    }

    fn work(&self, activity: usize, mode: usize) -> i64 {
        self.works.map_or_else(
            || self.network.model.mode(activity, mode).work,
            |w| w[activity],
        )
    }

    /// The place that a fixed start dictates, in the mode allowed that finishes first.
    pub(crate) fn fixed(
        &self,
        activity: usize,
        start: Tick,
        mode: Option<usize>,
    ) -> Result<Place, ScheduleError> {
        self.best_mode(activity, mode, |mode| {
            let calendar = self.network.model.calendar(activity, mode);
            let finish = calendar
                .add_work(start, self.work(activity, mode))
                .map_err(self.network.blame(activity))?;
            Ok(Place {
                start,
                finish,
                mode,
            })
        })
    }

    /// The place with the earliest finish for an activity whose predecessors are placed, in one mode or in any.
    ///
    /// # Errors
    /// [`ScheduleError::NoStock`] where the lots known so far never suffice; others are final.
    pub(crate) fn earliest(
        &self,
        activity: usize,
        mode: Option<usize>,
    ) -> Result<Place, ScheduleError> {
        self.best_mode(activity, mode, |mode| self.earliest_in(activity, mode))
    }

    fn best_mode(
        &self,
        activity: usize,
        mode: Option<usize>,
        place: impl Fn(usize) -> Result<Place, ScheduleError>,
    ) -> Result<Place, ScheduleError> {
        let count = self.network.model.activities[activity].modes.len();
        let modes = mode.map_or(0..count, |mode| mode..mode + 1);
        let mut best: Result<Place, ScheduleError> = Err(ScheduleError::Misfit {
            what: "modes",
            expected: count,
            found: 0,
        });
        for mode in modes {
            let found = place(mode);
            let better = match (&best, &found) {
                (Ok(b), Ok(f)) => (f.finish, f.start) < (b.finish, b.start),
                // More stock may still come: of two failures, a lack of it is not final.
                (Ok(_) | Err(ScheduleError::NoStock { .. }), Err(_)) => false,
                (Err(_), _) => true,
            };
            if better {
                best = found;
            }
        }
        best
    }

    fn earliest_in(&self, activity: usize, mode: usize) -> Result<Place, ScheduleError> {
        let network = self.network;
        let calendar = network.model.calendar(activity, mode);
        let work = self.work(activity, mode);
        let blame = network.blame(activity);
        let limits = network
            .early_limits(activity, &self.schedule.starts, &self.schedule.finishes)
            .map_err(&blame)?;
        let mut start = network
            .early_start(activity, mode, work, limits)
            .map_err(&blame)?;
        loop {
            let finish = calendar.add_work(start, work).map_err(&blame)?;
            let Some(later) = self.obstacle(activity, mode, (start, finish))? else {
                return Ok(Place {
                    start,
                    finish,
                    mode,
                });
            };
            start = network
                .led_start((activity, mode, work), later, true)
                .map_err(&blame)?;
        }
    }

    /// A later start to try, if resources or stocks forbid this one.
    fn obstacle(
        &self,
        activity: usize,
        mode: usize,
        (start, finish): (Tick, Tick),
    ) -> Result<Option<Tick>, ScheduleError> {
        let model = self.network.model;
        let key = || model.activities[activity].key.clone();
        for &(resource, units) in &self.network.demands[activity][mode] {
            if let Some(conflict) =
                self.profiles[resource].first_conflict(start, finish, units as i64)
            {
                let for_ever = || ScheduleError::NoCapacity {
                    activity: key(),
                    resource: model.resources[resource].key.clone(),
                    units: units as u32,
                };
                return conflict.until.map(Some).ok_or_else(for_ever);
            }
        }
        for &(stock, amount) in &self.network.uses[activity][mode] {
            let never = || ScheduleError::NoStock {
                activity: key(),
                stock: model.stocks[stock].key.clone(),
                amount,
            };
            let at = self.ledgers[stock]
                .earliest(start, amount)
                .ok_or_else(never)?;
            if at > start {
                return Ok(Some(at));
            }
        }
        Ok(None)
    }

    /// Places an activity and takes what it needs, free or not.
    pub(crate) fn place(&mut self, activity: usize, place: Place) {
        let model = self.network.model;
        let Place {
            start,
            finish,
            mode,
        } = place;
        self.schedule.starts[activity] = start;
        self.schedule.finishes[activity] = finish;
        self.schedule.modes[activity] = mode;
        self.placed[activity] = true;
        for demand in &model.mode(activity, mode).demands {
            self.profiles[demand.resource.0].take(start, finish, i64::from(demand.units));
        }
        for use_ in &model.activities[activity].consumes {
            self.ledgers[use_.stock.0].book(start, use_.amount);
        }
        for lot in &model.activities[activity].produces {
            let release = finish.saturating_add(lot.release_delay);
            self.ledgers[lot.stock.0].add_lot(release, lot.shelf_life, lot.amount);
        }
        for link in &self.network.outgoing[activity] {
            self.waiting[model.links[*link].to.0] -= 1;
        }
    }

    /// Takes an activity out again, as far as resources are concerned, to see where else it fits.
    pub(crate) fn lift(&mut self, activity: usize) {
        self.reserve(activity, -1);
    }

    /// Puts a lifted activity back at the times now in the schedule.
    pub(crate) fn put_back(&mut self, activity: usize) {
        self.reserve(activity, 1);
    }

    fn reserve(&mut self, activity: usize, sign: i64) {
        let (start, finish) = (
            self.schedule.starts[activity],
            self.schedule.finishes[activity],
        );
        for demand in &self
            .network
            .model
            .mode(activity, self.schedule.modes[activity])
            .demands
        {
            self.profiles[demand.resource.0].take(start, finish, sign * i64::from(demand.units));
        }
    }

    /// Start of the last stretch of [start, finish) in which a resource is short.
    pub(crate) fn last_shortage(&self, activity: usize, start: Tick, finish: Tick) -> Option<Tick> {
        self.demands(activity)
            .filter_map(|(r, units)| self.profiles[r].last_conflict(start, finish, units))
            .min()
    }

    /// For each resource that is short in [start, finish): the first tick of the shortage and the resource.
    pub(crate) fn shortages(
        &self,
        activity: usize,
        start: Tick,
        finish: Tick,
    ) -> Vec<(Tick, usize)> {
        self.demands(activity)
            .filter_map(|(r, units)| {
                Some((
                    self.profiles[r].first_conflict(start, finish, units)?.from,
                    r,
                ))
            })
            .collect()
    }

    fn demands(&self, activity: usize) -> impl Iterator<Item = (usize, i64)> {
        let network: &'n Network<'m> = self.network;
        network.demands[activity][self.schedule.modes[activity]]
            .iter()
            .map(|(resource, units)| (*resource, *units as i64))
    }
}
