//! A schedule under construction: what is placed, and what is still free.

use crate::ledger::Ledger;
use crate::links::Limits;
use crate::network::Network;
use crate::profile::Profile;
use crate::{Assignment, Piece, Progress, Schedule, Tick};

/// A place for an activity, or for what remains of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Place {
    /// When the work begins.
    pub(crate) start: Tick,
    pub(crate) finish: Tick,
    pub(crate) mode: usize,
    /// Where it is done in several pieces.
    pub(crate) pieces: Vec<Piece>,
    /// Who serves the skills it demands.
    pub(crate) picks: Vec<Assignment>,
}

impl Place {
    pub(crate) fn whole(start: Tick, finish: Tick, mode: usize) -> Self {
        Self {
            start,
            finish,
            mode,
            pieces: Vec::new(),
            picks: Vec::new(),
        }
    }
}

pub(crate) struct Placement<'n, 'm> {
    pub(crate) network: &'n Network<'m>,
    /// Work given beside the modes (a simulation's draw).
    works: Option<&'n [i64]>,
    pub(crate) schedule: Schedule,
    /// When the work of each activity, or what remains of it, begins.
    pub(crate) begins: Vec<Tick>,
    pub(crate) placed: Vec<bool>,
    /// Work under way whose uses of stock are booked before it is placed.
    pub(crate) booked: Vec<bool>,
    /// Minimum links to each activity from activities not placed yet.
    pub(crate) waiting: Vec<usize>,
    /// Not before, beside links and releases: empty, or an entry for each activity.
    pub(crate) floors: Vec<Limits>,
    pub(crate) profiles: Vec<Profile>,
    pub(crate) ledgers: Vec<Ledger>,
}

impl<'n, 'm> Placement<'n, 'm> {
    pub(crate) fn new(network: &'n Network<'m>, works: Option<&'n [i64]>) -> Self {
        let n = network.model.activities.len();
        Self {
            network,
            works,
            schedule: Schedule::blank(n),
            begins: vec![0; n],
            placed: vec![false; n],
            booked: vec![false; n],
            waiting: network.incoming.iter().map(Vec::len).collect(),
            // Drawn work may be shorter than that of the modes, on which the network's floors rest.
            floors: works.map_or_else(|| network.floors.clone(), |_| Vec::new()),
            profiles: network.model.resources.iter().map(Profile::new).collect(),
            ledgers: network.model.stocks.iter().map(Ledger::new).collect(),
        }
    }

    /// All activities where a schedule has them.
    pub(crate) fn of(network: &'n Network<'m>, schedule: &Schedule) -> Self {
        let mut placement = Self::new(network, None);
        for activity in 0..schedule.starts.len() {
            let pieces = schedule.pieces.get(&activity);
            let mode = schedule.modes[activity];
            let finish = schedule.finishes[activity];
            let start = match (pieces.and_then(|p| p.first()), network.progress(activity)) {
                (Some(first), _) => first.start,
                (None, Some(Progress::Started { remaining, .. })) => network
                    .model
                    .calendar(activity, mode)
                    .subtract_work(finish, remaining)
                    .unwrap_or(finish),
                _ => schedule.starts[activity],
            };
            let picks = schedule.assignments.get(&activity);
            let place = Place {
                start,
                finish,
                mode,
                pieces: pieces.cloned().unwrap_or_default(),
                picks: picks.cloned().unwrap_or_default(),
            };
            placement.place(activity, place);
            // What the schedule says, right or wrong.
            placement.schedule.starts[activity] = schedule.starts[activity];
        }
        placement
    }

    pub(crate) fn work(&self, activity: usize, mode: usize) -> i64 {
        match self.works {
            Some(works) if !self.network.is_finished(activity) => works[activity],
            _ => self.network.work(activity, mode),
        }
    }

    /// Places an activity and takes what it needs, free or not.
    pub(crate) fn place(&mut self, activity: usize, place: Place) {
        let network = self.network;
        self.begins[activity] = place.start;
        let start = network.start(activity, place.start);
        self.schedule.starts[activity] = start;
        self.schedule.finishes[activity] = place.finish;
        self.schedule.modes[activity] = place.mode;
        if !place.pieces.is_empty() {
            self.schedule.pieces.insert(activity, place.pieces);
        }
        if !place.picks.is_empty() {
            self.schedule.assignments.insert(activity, place.picks);
        }
        self.placed[activity] = true;
        self.reserve(activity, 1);
        for stock in network.touched(activity, place.mode) {
            let ledger = &mut self.ledgers[stock];
            ledger.enter_lots(network, activity, stock, place.finish);
            if !self.booked[activity] {
                ledger.enter_uses(network, (activity, place.mode), stock, start);
            }
        }
        for link in &network.outgoing[activity] {
            self.waiting[network.model.links[*link].to.0] -= 1;
        }
    }

    /// Books the stock that work under way has used, before others are placed that could count on it. That settles its
    /// mode.
    pub(crate) fn book(&mut self, activity: usize, start: Tick, mode: usize) {
        let network = self.network;
        self.schedule.starts[activity] = start;
        self.schedule.modes[activity] = mode;
        self.booked[activity] = true;
        for &(stock, _) in &network.uses[activity][mode] {
            self.ledgers[stock].enter_uses(network, (activity, mode), stock, start);
        }
    }

    /// Takes an activity out of the schedule again.
    pub(crate) fn remove(&mut self, activity: usize) {
        let network = self.network;
        self.reserve(activity, -1);
        self.placed[activity] = false;
        self.schedule.pieces.remove(&activity);
        self.schedule.assignments.remove(&activity);
        for stock in network.touched(activity, self.schedule.modes[activity]) {
            let mut ledger = Ledger::new(&network.model.stocks[stock]);
            for other in 0..self.placed.len() {
                let (start, mode) = (self.schedule.starts[other], self.schedule.modes[other]);
                if self.placed[other] {
                    ledger.enter_lots(network, other, stock, self.schedule.finishes[other]);
                }
                if self.placed[other] || self.booked[other] {
                    ledger.enter_uses(network, (other, mode), stock, start);
                }
            }
            self.ledgers[stock] = ledger;
        }
        for link in &network.outgoing[activity] {
            self.waiting[network.model.links[*link].to.0] += 1;
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
        if self.network.is_finished(activity) {
            return;
        }
        let network = self.network;
        let schedule = &self.schedule;
        let whole = [Piece {
            start: self.begins[activity],
            finish: schedule.finishes[activity],
        }];
        let pieces = schedule.pieces.get(&activity);
        let picks = schedule.assignments.get(&activity).into_iter().flatten();
        let picks = picks.map(|pick| (pick.resource.0, i64::from(pick.units)));
        let demands = network.demands[activity][schedule.modes[activity]].iter();
        let demands = demands.map(|&(resource, units)| (resource, units as i64));
        for (resource, units) in demands.chain(picks) {
            for piece in pieces.map_or(&whole[..], Vec::as_slice) {
                self.profiles[resource].take(piece.start, piece.finish, sign * units);
            }
        }
    }

    /// For each resource held that is short in [start, finish): the first tick of the shortage and the resource.
    pub(crate) fn shortages(
        &self,
        activity: usize,
        start: Tick,
        finish: Tick,
    ) -> Vec<(Tick, usize)> {
        let holdings = self.holdings(activity);
        let short = holdings.iter().filter_map(|&(r, units)| {
            let conflict = self.profiles[r].first_conflict(start, finish, units)?;
            Some((conflict.from, r))
        });
        short.collect()
    }

    /// Start of the last stretch of [start, finish) in which a resource is short.
    pub(crate) fn last_shortage(&self, activity: usize, start: Tick, finish: Tick) -> Option<Tick> {
        let holdings = self.holdings(activity);
        let short = holdings
            .iter()
            .filter_map(|&(r, units)| self.profiles[r].last_conflict(start, finish, units));
        short.min()
    }

    pub(crate) fn demands_of(&self, activity: usize, mode: usize) -> Vec<(usize, i64)> {
        let demands = self.network.demands[activity][mode].iter();
        demands.map(|&(r, units)| (r, units as i64)).collect()
    }

    /// Units that a placed activity holds of each resource while it is worked on.
    pub(crate) fn holdings(&self, activity: usize) -> Vec<(usize, i64)> {
        let mut holdings = self.demands_of(activity, self.schedule.modes[activity]);
        if let Some(picks) = self.schedule.assignments.get(&activity) {
            hold(&mut holdings, picks);
        }
        holdings
    }
}

/// Adds the units of picks to those of demands.
pub(crate) fn hold(holdings: &mut Vec<(usize, i64)>, picks: &[Assignment]) {
    for pick in picks {
        let units = i64::from(pick.units);
        match holdings.iter_mut().find(|held| held.0 == pick.resource.0) {
            Some(held) => held.1 += units,
            None => holdings.push((pick.resource.0, units)),
        }
    }
}
