//! Sixteen forward passes over the links at once, and the chains that drive them.
//!
//! Times are whole ticks in floats, exact up to 2⁵³: vector units take the larger of two floats in one instruction, of
//! two 64-bit integers in five. Calendars are asked lane by lane.

use crate::calendar::CalendarError;
use crate::compact::{Compact, Edge};
use crate::draws::{Batch, LANES, Lanes};
use crate::removed::Removed;
use crate::{TICK_LIMIT, Tick};

/// All ones where an activity is on a driving chain in a sample.
type Mask = [u64; LANES];

/// Times of sixteen samples.
pub(crate) struct Pass {
    pub(crate) starts: Vec<Lanes>,
    pub(crate) finishes: Vec<Lanes>,
    pub(crate) critical: Vec<Mask>,
    /// Working ticks that closures take out of each calendar in each sample.
    pub(crate) removed: [Vec<Vec<(i64, i64)>>; LANES],
}

impl Pass {
    pub(crate) fn new(activities: usize) -> Self {
        Self {
            starts: vec![[0.0; LANES]; activities],
            finishes: vec![[0.0; LANES]; activities],
            critical: vec![[0; LANES]; activities],
            removed: std::array::from_fn(|_| Vec::new()),
        }
    }

    /// Looks up what is closed in each sample.
    pub(crate) fn close(&mut self, compact: &Compact<'_>, batch: &Batch) {
        for (removed, closed) in self.removed.iter_mut().zip(&batch.closed) {
            removed.clear();
            if !closed.is_empty() {
                removed.extend((0..compact.clocks.len()).map(|clock| {
                    let own: Vec<(Tick, Tick)> = closed
                        .iter()
                        .filter(|c| c.0 == clock)
                        .map(|c| (c.1, c.2))
                        .collect();
                    compact.clocks[clock].numbers(&own)
                }));
            }
        }
    }

    /// What is closed of a clock in a sample.
    pub(crate) fn removed(&self, lane: usize, clock: usize) -> &Removed {
        self.removed[lane].get(clock).map_or(&[], Vec::as_slice)
    }

    /// Writes the earliest times of all activities.
    ///
    /// # Errors
    /// Where any sample runs out of calendar or range; which one is for a slower pass to find out.
    pub(crate) fn forward(
        &mut self,
        compact: &Compact<'_>,
        works: &[Lanes],
    ) -> Result<(), CalendarError> {
        let mut latest = [0.0; LANES];
        for &activity in &compact.order {
            let work = &works[activity];
            let (start, finish) = if let Some(fixed) = compact.fixed[activity] {
                let start = [fixed as f64; LANES];
                (start, self.finish(compact, activity, (&start, work))?)
            } else {
                self.earliest(compact, activity, work)?
            };
            larger(&mut latest, &finish, 0.0);
            self.starts[activity] = start;
            self.finishes[activity] = finish;
        }
        if latest.iter().all(|t| *t <= TICK_LIMIT as f64) {
            Ok(())
        } else {
            Err(CalendarError::OutOfRange)
        }
    }

    fn earliest(
        &self,
        compact: &Compact<'_>,
        activity: usize,
        work: &Lanes,
    ) -> Result<(Lanes, Lanes), CalendarError> {
        let mut start = [compact.releases[activity] as f64; LANES];
        let mut finish = [-(TICK_LIMIT as f64); LANES];
        let mut bound_finish = false;
        for edge in compact.incoming(activity) {
            let limit = if edge.reaches_start {
                &mut start
            } else {
                bound_finish = true;
                &mut finish
            };
            match edge.lag_clock {
                None => larger(limit, self.anchor(edge), edge.lag as f64),
                Some(_) => larger(limit, &self.lagged(compact, edge)?, 0.0),
            }
        }
        let Some(clock) = compact.clock_of[activity] else {
            if bound_finish {
                for lane in 0..LANES {
                    let by_finish = finish[lane] - work[lane];
                    start[lane] = if by_finish > start[lane] {
                        by_finish
                    } else {
                        start[lane]
                    };
                }
            }
            let finish = std::array::from_fn(|lane| start[lane] + work[lane]);
            return Ok((start, finish));
        };
        for lane in 0..LANES {
            let (removed, clock) = (self.removed(lane, clock), &compact.clocks[clock]);
            let work = work[lane] as i64;
            let mut earliest = clock.led_start((start[lane] as Tick, true), work, removed)?;
            if bound_finish {
                let by_finish = clock.start_to_finish_from(finish[lane] as Tick, work, removed)?;
                earliest = earliest.max(by_finish);
            }
            start[lane] = earliest as f64;
        }
        let finish = self.finish(compact, activity, (&start, work))?;
        Ok((start, finish))
    }

    fn finish(
        &self,
        compact: &Compact<'_>,
        activity: usize,
        (start, work): (&Lanes, &Lanes),
    ) -> Result<Lanes, CalendarError> {
        let mut finish = std::array::from_fn(|lane| start[lane] + work[lane]);
        if let Some(clock) = compact.clock_of[activity] {
            for lane in 0..LANES {
                let (from, work) = (start[lane] as Tick, work[lane] as i64);
                let done = compact.clocks[clock].add_work(from, work, self.removed(lane, clock))?;
                finish[lane] = done as f64;
            }
        }
        Ok(finish)
    }

    /// The times that a link starts from.
    fn anchor(&self, edge: &Edge) -> &Lanes {
        if edge.leaves_finish {
            &self.finishes[edge.other]
        } else {
            &self.starts[edge.other]
        }
    }

    /// The times that a link with a lag in working time allows.
    fn lagged(&self, compact: &Compact<'_>, edge: &Edge) -> Result<Lanes, CalendarError> {
        let mut bounds = *self.anchor(edge);
        match edge.lag_clock {
            None => bounds = bounds.map(|t| t + edge.lag as f64),
            Some(clock) => {
                for (lane, bound) in bounds.iter_mut().enumerate() {
                    let removed = self.removed(lane, clock);
                    *bound =
                        compact.clocks[clock].add_lag(*bound as Tick, edge.lag, removed)? as f64;
                }
            }
        }
        Ok(bounds)
    }

    /// Marks, in each sample, the activities on a chain of links that drives the finish of the target, or the latest
    /// finish of all, if that is wanted. Returns that finish.
    pub(crate) fn trace(
        &mut self,
        compact: &Compact<'_>,
        works: &[Lanes],
        (target, explains): (Option<usize>, bool),
    ) -> Result<Lanes, CalendarError> {
        let end = self.aim(target);
        if !explains {
            return Ok(end);
        }
        for &activity in compact.order.iter().rev() {
            let mask = self.critical[activity];
            let any = mask.iter().fold(0, |any, lane| any | lane);
            if any == 0 || compact.fixed[activity].is_some() {
                continue;
            }
            for edge in compact.incoming(activity) {
                let drives = match (compact.clock_of[activity], edge.lag_clock) {
                    (None, None) => self.drives(edge, activity, &works[activity]),
                    _ => self.drives_by_calendar(compact, edge, activity, &works[activity])?,
                };
                let marked = &mut self.critical[edge.other];
                for lane in 0..LANES {
                    marked[lane] |= mask[lane] & drives[lane];
                }
            }
        }
        Ok(end)
    }

    /// Marks the targets; returns their finish.
    fn aim(&mut self, target: Option<usize>) -> Lanes {
        if let Some(target) = target {
            self.critical.fill([0; LANES]);
            self.critical[target] = [u64::MAX; LANES];
            return self.finishes[target];
        }
        let mut end = [f64::NEG_INFINITY; LANES];
        for finish in &self.finishes {
            larger(&mut end, finish, 0.0);
        }
        for (critical, finish) in self.critical.iter_mut().zip(&self.finishes) {
            for lane in 0..LANES {
                critical[lane] = ones(finish[lane] >= end[lane]);
            }
        }
        if self.finishes.is_empty() {
            end = [0.0; LANES];
        }
        end
    }

    fn drives(&self, edge: &Edge, activity: usize, work: &Lanes) -> Mask {
        let (anchor, start) = (self.anchor(edge), &self.starts[activity]);
        let lag = edge.lag as f64;
        // No bound leads beyond the start, so reaching it is being equal to it.
        if edge.reaches_start {
            std::array::from_fn(|lane| ones(anchor[lane] + lag >= start[lane]))
        } else {
            std::array::from_fn(|lane| ones(anchor[lane] + lag - work[lane] >= start[lane]))
        }
    }

    fn drives_by_calendar(
        &self,
        compact: &Compact<'_>,
        edge: &Edge,
        activity: usize,
        work: &Lanes,
    ) -> Result<Mask, CalendarError> {
        let bounds = self.lagged(compact, edge)?;
        let mut drives = [0; LANES];
        for lane in 0..LANES {
            if self.critical[activity][lane] == 0 {
                continue;
            }
            let (bound, work) = (bounds[lane] as Tick, work[lane] as i64);
            let led = match compact.clock_of[activity] {
                None if edge.reaches_start => bound,
                None => bound - work,
                Some(clock) => compact.clocks[clock].led_start(
                    (bound, edge.reaches_start),
                    work,
                    self.removed(lane, clock),
                )?,
            };
            drives[lane] = ones(led == self.starts[activity][lane] as Tick);
        }
        Ok(drives)
    }
}

fn ones(holds: bool) -> u64 {
    if holds { u64::MAX } else { 0 }
}

/// Raises limits to bounds that are shifted by a lag.
fn larger(limits: &mut Lanes, bounds: &Lanes, lag: f64) {
    for lane in 0..LANES {
        let bound = bounds[lane] + lag;
        // Not `f64::max`, whose care for NaN costs a second comparison.
        limits[lane] = if bound > limits[lane] {
            bound
        } else {
            limits[lane]
        };
    }
}
