//! Choice among modes: length between start and finish, and budgets that all activities share.

use super::literal::{Literal, Side};
use super::solver::Propagator;
use super::store::{Contradiction, Store};

/// Keeps finish − start at the length of a mode that is still possible.
#[derive(Debug)]
pub(crate) struct Length {
    pub(crate) start: usize,
    pub(crate) finish: usize,
    /// Variables that are 1 where the mode is chosen, and the mode's length.
    pub(crate) modes: Vec<(usize, i32)>,
}

impl Length {
    pub(crate) fn watched(&self) -> Vec<(Side, u32)> {
        let mut watched = Vec::new();
        for variable in [self.start, self.finish] {
            let side = Side::of(variable);
            watched.extend([(side, 0), (side.opposite(), 0)]);
        }
        let modes = self.modes.iter();
        watched.extend(modes.map(|m| (Side::of(m.0).opposite(), 0)));
        watched
    }

    fn exclude(&self, store: &mut Store) -> Result<(), Contradiction> {
        for (chosen, length) in &self.modes {
            if store.is_fixed(*chosen) {
                continue;
            }
            let literal = Literal::at_most(*chosen, 0);
            let (start, finish) = (store.least(self.start), store.most(self.finish));
            if start + length > finish {
                let because = [
                    Literal::at_least(self.start, finish - length + 1),
                    Literal::at_most(self.finish, finish),
                ];
                store.set_because(literal, &because)?;
                continue;
            }
            let (start, finish) = (store.most(self.start), store.least(self.finish));
            if start + length < finish {
                let because = [
                    Literal::at_most(self.start, finish - length - 1),
                    Literal::at_least(self.finish, finish),
                ];
                store.set_because(literal, &because)?;
            }
        }
        Ok(())
    }

    /// Excluded modes whose length is on the wrong side of a bound.
    fn excluded(&self, store: &Store, wrong: impl Fn(i32) -> bool) -> Vec<Literal> {
        let modes = self.modes.iter();
        modes
            .filter(|(chosen, length)| store.most(*chosen) == 0 && wrong(*length))
            .map(|(chosen, _)| Literal::at_most(*chosen, 0))
            .collect()
    }
}

impl Propagator for Length {
    fn wake(&mut self, _: u32, _: &Store) -> bool {
        true
    }

    fn propagate(&mut self, store: &mut Store) -> Result<(), Contradiction> {
        self.exclude(store)?;
        let possible = || self.modes.iter().filter(|m| store.most(m.0) > 0);
        let (Some(least), Some(most)) =
            (possible().map(|m| m.1).min(), possible().map(|m| m.1).max())
        else {
            // The clause that one mode is chosen speaks of it.
            return Ok(());
        };
        let (start, finish) = (Side::of(self.start), Side::of(self.finish));
        let longer = self.excluded(store, |length| length < least);
        let shorter = self.excluded(store, |length| length > most);
        let rules = [
            (start, finish, least, &longer),
            (finish.opposite(), start.opposite(), least, &longer),
            (finish, start, -most, &shorter),
            (start.opposite(), finish.opposite(), -most, &shorter),
        ];
        for (from, to, weight, why) in rules {
            let bound = store.bound(from);
            let literal = Literal {
                side: to,
                bound: bound + weight,
            };
            if !store.holds(literal) {
                let mut because = why.clone();
                because.push(Literal { side: from, bound });
                store.set_because(literal, &because)?;
            }
        }
        Ok(())
    }
}

/// What each activity uses of a budget in each of its modes: (variable of the mode, amount).
#[derive(Debug)]
pub(crate) struct Budget {
    pub(crate) amount: i64,
    /// By activity; modes that use nothing are listed too.
    pub(crate) uses: Vec<Vec<(usize, i64)>>,
}

impl Budget {
    pub(crate) fn watched(&self) -> Vec<(Side, u32)> {
        let modes = self.uses.iter().flatten();
        modes.map(|m| (Side::of(m.0).opposite(), 0)).collect()
    }

    fn least(store: &Store, modes: &[(usize, i64)]) -> i64 {
        let possible = modes.iter().filter(|m| store.most(m.0) > 0);
        possible.map(|m| m.1).min().unwrap_or(0)
    }

    /// Why all activities but one use more than an amount: excluded modes that use less.
    fn explain(&self, store: &Store, except: usize, mut spare: i64) -> Vec<Literal> {
        let mut because = Vec::new();
        for (index, modes) in self.uses.iter().enumerate() {
            if index == except {
                continue;
            }
            let least = Self::least(store, modes);
            let cheaper: Vec<_> = modes.iter().filter(|m| m.1 < least).collect();
            let Some(cheapest) = cheaper.iter().map(|m| m.1).min() else {
                continue;
            };
            if least - cheapest <= spare {
                spare -= least - cheapest;
                continue;
            }
            because.extend(cheaper.iter().map(|m| Literal::at_most(m.0, 0)));
        }
        because
    }
}

impl Propagator for Budget {
    fn wake(&mut self, _: u32, _: &Store) -> bool {
        true
    }

    fn propagate(&mut self, store: &mut Store) -> Result<(), Contradiction> {
        let least: Vec<i64> = self.uses.iter().map(|m| Self::least(store, m)).collect();
        let total = least.iter().fold(0_i64, |sum, l| sum.saturating_add(*l));
        if total > self.amount {
            let because = self.explain(store, usize::MAX, total - self.amount - 1);
            return store.contradict(&because);
        }
        for (index, modes) in self.uses.iter().enumerate() {
            for (chosen, used) in modes {
                let needed = (total - least[index]).saturating_add(*used);
                if needed > self.amount && store.most(*chosen) > 0 {
                    let because = self.explain(store, index, needed - self.amount - 1);
                    store.set_because(Literal::at_most(*chosen, 0), &because)?;
                }
            }
        }
        Ok(())
    }
}
