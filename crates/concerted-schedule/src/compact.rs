//! The network in flat arrays for millions of passes: order, links by activity, prepared calendars.

use crate::clock::Clock;
use crate::network::Network;
use crate::{Bound, Link, Tick};

/// Lags, releases and fixed starts up to 2⁴⁵ ticks: whatever is added up in floats then stays exact.
const ENTRY: i64 = 1 << 45;
/// Activities at most, for the same reason: 2⁴⁰ ticks of work each stay below 2⁵⁰ in a chain.
const ACTIVITIES: usize = 1 << 9;

/// A link as seen from one of its ends.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Edge {
    /// The activity at the other end.
    pub(crate) other: usize,
    pub(crate) lag: i64,
    pub(crate) leaves_finish: bool,
    pub(crate) reaches_start: bool,
    /// Position of the clock that counts the lag.
    pub(crate) lag_clock: Option<usize>,
}

/// A model whose simulation needs nothing but links, calendars, releases and fixed starts (and, under dispatch, constant
/// capacities).
pub(crate) struct Compact<'m> {
    pub(crate) order: Vec<usize>,
    pub(crate) releases: Vec<Tick>,
    pub(crate) fixed: Vec<Option<Tick>>,
    /// Position of the clock of each activity; `None` where every tick is worked in every sample.
    pub(crate) clock_of: Vec<Option<usize>>,
    /// One for each calendar of the model.
    pub(crate) clocks: Vec<Clock<'m>>,
    incoming: Vec<Edge>,
    /// Where the links that reach each activity begin.
    first: Vec<usize>,
}

impl<'m> Compact<'m> {
    /// `None` where the model has something that only the general engine understands: maximum lags, progress, splits or
    /// numbers so large that floats would round them.
    pub(crate) fn of(
        network: &Network<'m>,
        modes: &[usize],
        closable: &[usize],
        reach: Tick,
    ) -> Option<Self> {
        let model = network.model;
        let plain = model.data_date.is_none()
            && model.activities.len() <= ACTIVITIES
            && model.links.iter().all(is_plain)
            && model.activities.iter().all(|activity| {
                let times = [activity.release, activity.fixed_start];
                activity.progress.is_none()
                    && activity.split.is_none()
                    && times.iter().flatten().all(|t| t.abs() <= ENTRY)
            });
        if !plain {
            return None;
        }
        let clock = |calendar: usize| {
            let always = model.calendars[calendar].is_always() && !closable.contains(&calendar);
            (!always).then_some(calendar)
        };
        let (mut incoming, mut first) = (Vec::with_capacity(model.links.len()), vec![0]);
        for links in &network.incoming {
            incoming.extend(links.iter().map(|index| {
                let link = &model.links[*index];
                Edge {
                    other: link.from.0,
                    lag: link.lag,
                    leaves_finish: link.leaves_finish(),
                    reaches_start: link.reaches_start(),
                    lag_clock: link.lag_calendar.and_then(|c| clock(c.0)),
                }
            }));
            first.push(incoming.len());
        }
        Some(Self {
            order: network.order.clone(),
            releases: model
                .activities
                .iter()
                .map(|a| a.release.unwrap_or(0))
                .collect(),
            fixed: model.activities.iter().map(|a| a.fixed_start).collect(),
            clock_of: (0..modes.len())
                .map(|i| clock(model.mode(i, modes[i]).calendar.0))
                .collect(),
            clocks: model
                .calendars
                .iter()
                .map(|calendar| Clock::new(calendar, reach))
                .collect(),
            incoming,
            first,
        })
    }

    /// The links that reach an activity.
    pub(crate) fn incoming(&self, activity: usize) -> &[Edge] {
        &self.incoming[self.first[activity]..self.first[activity + 1]]
    }
}

fn is_plain(link: &Link) -> bool {
    link.bound == Bound::Minimum && link.lag.abs() <= ENTRY
}
