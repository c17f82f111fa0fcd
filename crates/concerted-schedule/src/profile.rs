//! Free units of one resource over time, as a step function.

use crate::{Resource, Tick};

/// Steps (from, free units); the first reaches back without limit, the last forward.
#[derive(Debug, Clone)]
pub(crate) struct Profile {
    steps: Vec<(Tick, i64)>,
}

/// What stands in the way of an interval.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Conflict {
    /// First tick of the conflict.
    pub(crate) from: Tick,
    /// End of the conflict; `None` if it lasts for ever.
    pub(crate) until: Option<Tick>,
}

impl Profile {
    pub(crate) fn new(resource: &Resource) -> Self {
        let mut steps = vec![(Tick::MIN, i64::from(resource.capacity))];
        steps.extend(
            resource
                .steps
                .iter()
                .map(|step| (step.from, i64::from(step.units))),
        );
        Self { steps }
    }

    /// The least number of free units in [start, finish).
    pub(crate) fn least(&self, start: Tick, finish: Tick) -> i64 {
        let from = self.at(start);
        let inside = self.steps[from..]
            .iter()
            .take_while(|step| step.0 < finish || step.0 <= start);
        inside.map(|step| step.1).min().unwrap_or(0)
    }

    /// The first change of the free units after a time.
    pub(crate) fn next_change(&self, t: Tick) -> Option<Tick> {
        self.steps.get(self.at(t) + 1).map(|step| step.0)
    }

    /// The last step that begins at or before t.
    fn at(&self, t: Tick) -> usize {
        self.steps.partition_point(|step| step.0 <= t) - 1
    }

    /// The first stretch inside [start, finish) with fewer free units.
    pub(crate) fn first_conflict(&self, start: Tick, finish: Tick, units: i64) -> Option<Conflict> {
        let mut i = self.at(start);
        while i < self.steps.len() && self.steps[i].0 < finish {
            if self.steps[i].1 < units {
                let end = self.steps[i..].iter().find(|step| step.1 >= units);
                return (start < finish).then(|| Conflict {
                    from: self.steps[i].0.max(start),
                    until: end.map(|step| step.0),
                });
            }
            i += 1;
        }
        None
    }

    /// Start of the last stretch inside [start, finish) with fewer free units.
    pub(crate) fn last_conflict(&self, start: Tick, finish: Tick, units: i64) -> Option<Tick> {
        if start >= finish {
            return None;
        }
        let mut i = self.at(finish - 1);
        while self.steps[i].1 >= units {
            if self.steps[i].0 <= start || i == 0 {
                return None;
            }
            i -= 1;
        }
        while i > 0 && self.steps[i - 1].1 < units {
            i -= 1;
        }
        Some(self.steps[i].0)
    }

    /// Takes units in [start, finish), or gives them back where negative. More may be taken than is free: what is
    /// fixed by the user is taken without asking.
    pub(crate) fn take(&mut self, start: Tick, finish: Tick, units: i64) {
        if start >= finish || units == 0 {
            return;
        }
        let first = self.split(start);
        let last = self.split(finish);
        for step in &mut self.steps[first..last] {
            step.1 -= units;
        }
        // Equal neighbors are merged, so that long searches do not wade through splinters.
        for i in [last, first] {
            if i > 0 && self.steps[i].1 == self.steps[i - 1].1 {
                self.steps.remove(i);
            }
        }
    }

    /// Makes a step begin at t; returns its position.
    fn split(&mut self, t: Tick) -> usize {
        let i = self.at(t);
        if self.steps[i].0 == t {
            return i;
        }
        self.steps.insert(i + 1, (t, self.steps[i].1));
        i + 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::CapacityStep;
    use proptest::prelude::*;

    proptest! {
        /// Against an array with one cell for each tick.
        #[test]
        fn agrees_with_an_array(
            takes in prop::collection::vec((0_i64..40, 0_i64..12, -2_i64..3), 0..20),
            start in 0_i64..45, length in 0_i64..12, units in 0_i64..6
        ) {
            let resource = Resource {
                key: "r".into(),
                capacity: 4,
                steps: vec![CapacityStep { from: 10, units: 2 }, CapacityStep { from: 30, units: 5 }],
            skills: Vec::new(), };
            let mut profile = Profile::new(&resource);
            let mut cells: Vec<i64> = (0..80).map(|t| if t < 10 { 4 } else if t < 30 { 2 } else { 5 }).collect();
            for (from, long, amount) in takes {
                profile.take(from, from + long, amount);
                for t in from..from + long {
                    cells[t as usize] -= amount;
                }
            }
            let finish = start + length;
            let short = |t: &i64| cells[*t as usize] < units;
            let first = (start..finish).find(short);
            let conflict = profile.first_conflict(start, finish, units);
            prop_assert_eq!(conflict.map(|c| c.from), first);
            if let Some(first) = first {
                prop_assert_eq!(conflict.and_then(|c| c.until), (first..80).find(|t| !short(t)));
            }
            let last = (start..finish).rev().find(short).map(|t| {
                (0..=t).rev().take_while(short).last().unwrap()
            });
            prop_assert_eq!(profile.last_conflict(start, finish, units).map(|t| t.max(0)), last);
        }
    }
}
