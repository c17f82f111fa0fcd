//! Weighted lateness: the sum over deadlines of weight · max(0, finish − deadline).

use super::literal::{End, Literal, Side};
use super::solver::Propagator;
use super::store::{Contradiction, Store};

/// Something wanted by a time.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Wanted {
    pub(crate) finish: End,
    pub(crate) by: i32,
    pub(crate) weight: i32,
}

/// Keeps a variable at or above the weighted lateness.
#[derive(Debug)]
pub(crate) struct Lateness {
    pub(crate) total: usize,
    pub(crate) wanted: Vec<Wanted>,
}

impl Lateness {
    pub(crate) fn watched(&self) -> Vec<(Side, u32)> {
        let finishes = self.wanted.iter().map(|w| Side::of(w.finish.variable));
        let mut watched: Vec<(Side, u32)> = finishes.map(|side| (side, 0)).collect();
        watched.push((Side::of(self.total).opposite(), 0));
        watched
    }

    /// Why all but one are late as much as they are.
    fn because(&self, store: &Store, except: usize) -> Vec<Literal> {
        let others = self.wanted.iter().enumerate();
        others
            .filter(|(index, w)| *index != except && late(store, w) > 0)
            .map(|(_, w)| w.finish.at_least(earliest(store, w)))
            .collect()
    }
}

fn earliest(store: &Store, wanted: &Wanted) -> i32 {
    store.least(wanted.finish.variable) + wanted.finish.offset
}

/// Lateness that cannot be avoided any more.
fn late(store: &Store, wanted: &Wanted) -> i64 {
    i64::from(wanted.weight) * i64::from((earliest(store, wanted) - wanted.by).max(0))
}

impl Propagator for Lateness {
    fn wake(&mut self, _: u32, _: &Store) -> bool {
        true
    }

    fn propagate(&mut self, store: &mut Store) -> Result<(), Contradiction> {
        let sum: i64 = self.wanted.iter().map(|w| late(store, w)).sum();
        // The encoding keeps the greatest possible sum within range.
        let literal = Literal::at_least(self.total, sum as i32);
        if !store.holds(literal) {
            let because = self.because(store, usize::MAX);
            store.set_because(literal, &because)?;
        }
        let most = store.most(self.total);
        for (index, wanted) in self.wanted.iter().enumerate() {
            let spare = i64::from(most) - sum + late(store, wanted);
            let latest = i64::from(wanted.by) + spare / i64::from(wanted.weight);
            let literal = wanted.finish.at_most(latest as i32);
            if !store.holds(literal) {
                let mut because = self.because(store, index);
                because.push(Literal::at_most(self.total, most));
                store.set_because(literal, &because)?;
            }
        }
        Ok(())
    }
}
