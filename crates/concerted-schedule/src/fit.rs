//! Where an activity fits into a schedule under construction.

use crate::links::Limits;
use crate::pieces::Splitting;
use crate::placement::{Place, Placement, hold};
use crate::profile::Conflict;
use crate::skills;
use crate::{Assignment, Progress, ScheduleError, Tick};

impl Placement<'_, '_> {
    /// The place that progress or a fixed start dictates, in the mode allowed that finishes first.
    pub(crate) fn fixed(
        &self,
        activity: usize,
        mode: Option<usize>,
    ) -> Result<Option<Place>, ScheduleError> {
        if let Some(Progress::Finished { start, finish }) = self.network.progress(activity) {
            return Ok(Some(Place::whole(start, finish, mode.unwrap_or(0))));
        }
        let Some(start) = self.network.fixed(activity) else {
            return Ok(None);
        };
        let place = |mode| {
            let calendar = self.network.model.calendar(activity, mode);
            let finish = calendar
                .add_work(start, self.work(activity, mode))
                .map_err(self.network.blame(activity))?;
            let mut place = Place::whole(start, finish, mode);
            if start < finish {
                let picks = self.picks((activity, mode), (start, finish));
                // A fixed start asks nobody: where those free do not suffice, others are taken as well.
                place.picks = match picks {
                    Ok(picks) => picks,
                    Err(_) => self
                        .pick((activity, mode), |r| self.network.most(r))
                        .unwrap_or_default(),
                };
            }
            Ok(place)
        };
        self.best_mode(activity, mode, place).map(Some)
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
        let begun = self.booked[activity].then_some(self.schedule.modes[activity]);
        self.best_mode(activity, begun.or(mode), |mode| {
            self.earliest_in(activity, mode)
        })
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

    /// The limits from links to activities that are placed, from releases and from floors.
    pub(crate) fn limits(&self, activity: usize) -> Result<Limits, ScheduleError> {
        let network = self.network;
        let (starts, finishes) = (&self.schedule.starts, &self.schedule.finishes);
        let limits = || {
            let mut limits = network.early_limits(activity, starts, finishes)?;
            let placed = |i: usize| self.placed[i];
            network.tether(activity, (starts, finishes), placed, &mut limits)?;
            Ok(limits)
        };
        let mut limits = limits().map_err(network.blame(activity))?;
        if let Some(floor) = self.floors.get(activity) {
            limits.start = limits.start.max(floor.start);
            limits.finish = limits.finish.max(floor.finish);
        }
        Ok(limits)
    }

    fn earliest_in(&self, activity: usize, mode: usize) -> Result<Place, ScheduleError> {
        let network = self.network;
        let work = self.work(activity, mode);
        let blame = network.blame(activity);
        let limits = self.limits(activity)?;
        let mut start = network
            .early_start(activity, mode, work, limits)
            .map_err(&blame)?;
        let splits = network.model.activities[activity].split.is_some() && work > 0;
        loop {
            let found = if splits {
                self.try_split((activity, mode), work, start)?
            } else {
                self.try_whole((activity, mode), work, start)?
            };
            match found {
                Ok(place) => return Ok(place),
                Err(later) => {
                    start = network
                        .led_start((activity, mode, work), later, true)
                        .map_err(&blame)?;
                }
            }
        }
    }

    /// The place without interruption from a start, or a later start to try.
    fn try_whole(
        &self,
        (activity, mode): (usize, usize),
        work: i64,
        start: Tick,
    ) -> Result<Result<Place, Tick>, ScheduleError> {
        let network = self.network;
        let calendar = network.model.calendar(activity, mode);
        let finish = calendar
            .add_work(start, work)
            .map_err(network.blame(activity))?;
        // The first resource that is short will do: the next start is tried for all of them.
        let short = network.demands[activity][mode]
            .iter()
            .find_map(|&(r, units)| {
                let conflict = self.profiles[r].first_conflict(start, finish, units as i64)?;
                Some((r, units, conflict.until))
            });
        if let Some((resource, units, until)) = short {
            let never = || self.no_capacity(activity, resource, &[(resource, units as i64)]);
            return until.map(Err).ok_or_else(never);
        }
        let mut place = Place::whole(start, finish, mode);
        if start < finish && !network.skills[activity][mode].is_empty() {
            match self.picks((activity, mode), (start, finish)) {
                Ok(picks) => place.picks = picks,
                Err(need) => return self.next_change((activity, mode), need, start).map(Err),
            }
        }
        Ok(match self.stock((activity, mode), start)? {
            Some(later) => Err(later),
            None => Ok(place),
        })
    }

    /// The place in pieces from a start on, or a later start to try. Whoever serves a skill in the first tick serves it
    /// to the end, so that the work stays in the same hands.
    fn try_split(
        &self,
        (activity, mode): (usize, usize),
        work: i64,
        start: Tick,
    ) -> Result<Result<Place, Tick>, ScheduleError> {
        let calendar = self.network.model.calendar(activity, mode);
        let picks = match self.picks((activity, mode), (start, start + 1)) {
            Ok(picks) => picks,
            Err(need) => return self.next_change((activity, mode), need, start).map(Err),
        };
        let mut holdings = self.demands_of(activity, mode);
        hold(&mut holdings, &picks);
        let split = Splitting {
            activity,
            calendar,
            work,
            holdings: &holdings,
        };
        let pieces = match self.pieces(split, start) {
            Ok(pieces) => pieces,
            // Those picked are not there for long enough; others may be.
            Err(ScheduleError::NoCapacity { .. }) if !picks.is_empty() => {
                return self.next_change((activity, mode), 0, start).map(Err);
            }
            Err(error) => return Err(error),
        };
        let begin = pieces.first().map_or(start, |piece| piece.start);
        let finish = pieces.last().map_or(start, |piece| piece.finish);
        if begin > start && !picks.is_empty() {
            // Others may be free by then.
            return Ok(Err(begin));
        }
        Ok(match self.stock((activity, mode), begin)? {
            Some(later) => Err(later),
            None => Ok(Place {
                start: begin,
                finish,
                mode,
                pieces: if pieces.len() > 1 { pieces } else { Vec::new() },
                picks,
            }),
        })
    }

    /// A later time at which the stock suffices, if it does not now.
    fn stock(
        &self,
        (activity, mode): (usize, usize),
        start: Tick,
    ) -> Result<Option<Tick>, ScheduleError> {
        let model = self.network.model;
        if self.network.progress(activity).is_some() {
            return Ok(None);
        }
        for &(stock, amount) in &self.network.uses[activity][mode] {
            let never = || ScheduleError::NoStock {
                activity: model.activities[activity].key.clone(),
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

    /// Who serves the skills that a mode demands, from those free in a time. An error is the position of the need.
    fn picks(
        &self,
        (activity, mode): (usize, usize),
        (start, finish): (Tick, Tick),
    ) -> Result<Vec<Assignment>, usize> {
        self.pick((activity, mode), |r| self.profiles[r].least(start, finish))
    }

    fn pick(
        &self,
        (activity, mode): (usize, usize),
        free: impl Fn(usize) -> i64,
    ) -> Result<Vec<Assignment>, usize> {
        let needs = &self.network.skills[activity][mode];
        if needs.is_empty() {
            return Ok(Vec::new());
        }
        let own = &self.network.demands[activity][mode];
        let beside = |r: usize| {
            let held = own.iter().find(|demand| demand.0 == r);
            free(r) - held.map_or(0, |demand| demand.1 as i64)
        };
        skills::pick(&self.network.able, needs, beside).map_err(|(need, _)| need)
    }

    /// The next time at which somebody with any of the skills of a mode becomes free or taken.
    fn next_change(
        &self,
        (activity, mode): (usize, usize),
        need: usize,
        start: Tick,
    ) -> Result<Tick, ScheduleError> {
        let network = self.network;
        let needs = &network.skills[activity][mode];
        let able = needs.iter().flat_map(|need| network.able[need.0].iter());
        able.filter_map(|r| self.profiles[*r].next_change(start))
            .min()
            .ok_or_else(|| ScheduleError::NoSkill {
                activity: network.model.activities[activity].key.clone(),
                skill: network.model.skills[needs[need].0].key.clone(),
                units: needs[need].1,
            })
    }

    pub(crate) fn no_capacity(
        &self,
        activity: usize,
        resource: usize,
        holdings: &[(usize, i64)],
    ) -> ScheduleError {
        let held = holdings.iter().find(|held| held.0 == resource);
        ScheduleError::NoCapacity {
            activity: self.network.model.activities[activity].key.clone(),
            resource: self.network.model.resources[resource].key.clone(),
            units: held.map_or(0, |held| held.1 as u32),
        }
    }

    /// The first conflict of holdings in a time: of the resource that is short first, in their order where several are.
    pub(crate) fn first_conflict(
        &self,
        holdings: &[(usize, i64)],
        (start, finish): (Tick, Tick),
    ) -> Option<(usize, Conflict)> {
        holdings
            .iter()
            .filter_map(|&(r, units)| {
                Some((r, self.profiles[r].first_conflict(start, finish, units)?))
            })
            .min_by_key(|found| found.1.from)
    }

    /// The first conflict in [start, finish) of each resource that a mode demands by name.
    pub(crate) fn conflicts(
        &self,
        (activity, mode): (usize, usize),
        (start, finish): (Tick, Tick),
    ) -> Vec<(usize, Conflict)> {
        let demands = self.network.demands[activity][mode].iter();
        let found = demands.filter_map(|&(r, units)| {
            let conflict = self.profiles[r].first_conflict(start, finish, units as i64)?;
            Some((r, conflict))
        });
        found.collect()
    }

    /// A skill that a mode demands and too few are free for in [start, finish), and when that changes next.
    pub(crate) fn short_skill(
        &self,
        (activity, mode): (usize, usize),
        times: (Tick, Tick),
    ) -> Option<(usize, Option<Tick>)> {
        let need = self.picks((activity, mode), times).err()?;
        let until = self.next_change((activity, mode), need, times.0).ok();
        Some((self.network.skills[activity][mode][need].0, until))
    }
}
