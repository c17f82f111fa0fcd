//! An end that waits for another by a rising function: work on a calendar, a lag counted in working time.

use super::literal::{End, Side};
use super::solver::Propagator;
use super::store::{Contradiction, Store};

/// A rising function of time; `None` where there is no such time.
pub(crate) type Rising = Box<dyn Fn(i32) -> Option<i32> + Send>;

/// to ≥ forward(from), or, which is the same, from ≤ backward(to).
pub(crate) struct Relation {
    pub(crate) from: End,
    pub(crate) to: End,
    pub(crate) forward: Rising,
    pub(crate) backward: Rising,
}

impl std::fmt::Debug for Relation {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Relation")
            .field("from", &self.from)
            .field("to", &self.to)
            .finish_non_exhaustive()
    }
}

impl Relation {
    pub(crate) fn watched(&self) -> Vec<(Side, u32)> {
        let (from, to) = (Side::of(self.from.variable), Side::of(self.to.variable));
        vec![(from, 0), (to.opposite(), 0)]
    }
}

impl Propagator for Relation {
    fn wake(&mut self, _: u32, _: &Store) -> bool {
        true
    }

    fn propagate(&mut self, store: &mut Store) -> Result<(), Contradiction> {
        let least = store.least(self.from.variable) + self.from.offset;
        let because = [self.from.at_least(least)];
        match (self.forward)(least) {
            Some(bound) => store.set_because(self.to.at_least(bound), &because)?,
            None => store.contradict(&because)?,
        }
        let most = store.most(self.to.variable) + self.to.offset;
        let because = [self.to.at_most(most)];
        match (self.backward)(most) {
            Some(bound) => store.set_because(self.from.at_most(bound), &because),
            None => store.contradict(&because),
        }
    }
}
