//! Free units over time: tick by tick where the horizon is short, by the moments of change where it is long.

use super::lanes::Lanes;

/// Free units of all resources from time 0 on.
pub(crate) trait Profile<L: Lanes>: Send + Sync {
    /// Everything free again.
    fn clear(&mut self);
    /// The earliest start not before `from` of `duration` > 0 ticks that leave room for the need.
    fn earliest(&self, from: i32, duration: i32, need: L) -> i32;
    /// Takes the need away.
    fn take(&mut self, start: i32, duration: i32, need: L);
}

/// One entry per tick.
pub(crate) struct Dense<L> {
    free: Vec<L>,
    full: L,
    guards: L,
    /// No tick from here on has been touched.
    touched: usize,
}

impl<L: Lanes> Dense<L> {
    /// Room for `horizon` ticks, each with `full` units (guards set).
    pub(crate) fn new(full: L, guards: L, horizon: usize) -> Self {
        Self {
            free: vec![full; horizon],
            full,
            guards,
            touched: 0,
        }
    }
}

impl<L: Lanes> Profile<L> for Dense<L> {
    fn clear(&mut self) {
        self.free[..self.touched].fill(self.full);
        self.touched = 0;
    }

    #[inline]
    fn earliest(&self, from: i32, duration: i32, need: L) -> i32 {
        let (mut start, length) = (from as usize, duration as usize);
        // What is known to fit: [start, known) of an earlier window need not be looked at again.
        let mut known = start;
        loop {
            let end = start + length;
            // From behind, so that a tick without room rules out as many starts as possible.
            let ticks = self.free[known..end].iter();
            match ticks
                .rev()
                .position(|free| !free.suffice(need, self.guards))
            {
                None => return start as i32,
                Some(back) => {
                    start = end - back;
                    known = end;
                    // The ticks after the one without room have been seen to fit.
                    if start > self.touched {
                        return start as i32;
                    }
                }
            }
        }
    }

    #[inline]
    fn take(&mut self, start: i32, duration: i32, need: L) {
        let (start, end) = (start as usize, (start + duration) as usize);
        for free in &mut self.free[start..end] {
            *free = free.less(need);
        }
        self.touched = self.touched.max(end);
    }
}

/// One entry per moment at which something changes.
pub(crate) struct Changes<L> {
    /// Moments in ascending order, the first of them 0, with what is free from there on.
    steps: Vec<(i32, L)>,
    full: L,
    guards: L,
}

impl<L: Lanes> Changes<L> {
    /// `full` units (guards set) from 0 on.
    pub(crate) fn new(full: L, guards: L) -> Self {
        Self {
            steps: vec![(0, full)],
            full,
            guards,
        }
    }

    /// The position of the step that begins at a time, made if need be.
    fn cut(&mut self, at: i32) -> usize {
        let next = self.steps.partition_point(|step| step.0 < at);
        if self.steps.get(next).is_none_or(|step| step.0 > at) {
            let free = self.steps[next - 1].1;
            self.steps.insert(next, (at, free));
        }
        next
    }
}

impl<L: Lanes> Profile<L> for Changes<L> {
    fn clear(&mut self) {
        self.steps.clear();
        self.steps.push((0, self.full));
    }

    fn earliest(&self, from: i32, duration: i32, need: L) -> i32 {
        let mut start = from;
        let first = self.steps.partition_point(|step| step.0 <= from) - 1;
        for (position, (at, free)) in self.steps.iter().enumerate().skip(first) {
            if *at >= start + duration {
                break;
            }
            if !free.suffice(need, self.guards) {
                start = self.steps.get(position + 1).map_or(i32::MAX, |step| step.0);
            }
        }
        start
    }

    fn take(&mut self, start: i32, duration: i32, need: L) {
        let (first, last) = (self.cut(start), self.cut(start + duration));
        for step in &mut self.steps[first..last] {
            step.1 = step.1.less(need);
        }
    }
}
