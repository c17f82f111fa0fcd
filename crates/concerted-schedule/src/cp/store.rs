//! Bounds of variables, the trail by which they came about, and why.

use super::literal::{Literal, Side};

/// No position on the trail: the bound was there from the beginning.
const NOWHERE: u32 = u32::MAX;

/// Why a bound was raised.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reason {
    /// Chosen, or known at the root.
    Choice,
    /// All other literals of a clause are false.
    Clause(u32),
    /// Side ≥ `from` + `weight`.
    Difference { from: Side, weight: i32 },
    /// Literals kept beside the trail.
    Kept { start: u32, end: u32 },
}

/// One raise of one bound.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Entry {
    pub(crate) literal: Literal,
    /// Bound before.
    pub(crate) old: i32,
    /// Position of the raise of the same side before this one.
    before: u32,
    pub(crate) level: u32,
    pub(crate) reason: Reason,
}

/// Bounds contradict each other; the store holds the literals that do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Contradiction;

/// All bounds and their history.
#[derive(Debug, Default)]
pub(crate) struct Store {
    bounds: Vec<i32>,
    latest: Vec<u32>,
    pub(crate) trail: Vec<Entry>,
    kept: Vec<Literal>,
    /// Lengths of the trail and of the kept literals when each level began.
    levels: Vec<(u32, u32)>,
    /// First entry that has not been propagated.
    pub(crate) head: usize,
    /// Literals that hold and cannot hold together.
    pub(crate) conflict: Vec<Literal>,
}

impl Store {
    /// A new variable with its bounds.
    pub(crate) fn variable(&mut self, least: i32, most: i32) -> usize {
        self.bounds.extend([least, -most]);
        self.latest.extend([NOWHERE; 2]);
        self.bounds.len() / 2 - 1
    }

    pub(crate) fn variables(&self) -> usize {
        self.bounds.len() / 2
    }

    /// Lower bound of a side.
    pub(crate) fn bound(&self, side: Side) -> i32 {
        self.bounds[side.index()]
    }

    pub(crate) fn least(&self, variable: usize) -> i32 {
        self.bounds[2 * variable]
    }

    pub(crate) fn most(&self, variable: usize) -> i32 {
        -self.bounds[2 * variable + 1]
    }

    pub(crate) fn is_fixed(&self, variable: usize) -> bool {
        self.bounds[2 * variable] == -self.bounds[2 * variable + 1]
    }

    pub(crate) fn holds(&self, literal: Literal) -> bool {
        self.bounds[literal.side.index()] >= literal.bound
    }

    pub(crate) fn fails(&self, literal: Literal) -> bool {
        self.bounds[literal.side.opposite().index()] > -literal.bound
    }

    pub(crate) fn level(&self) -> u32 {
        self.levels.len() as u32
    }

    pub(crate) fn open_level(&mut self) {
        self.levels
            .push((self.trail.len() as u32, self.kept.len() as u32));
    }

    /// Undoes everything above a level; says whether there was anything.
    pub(crate) fn return_to(&mut self, level: u32) -> bool {
        let Some(&(length, kept)) = self.levels.get(level as usize) else {
            return false;
        };
        for entry in self.trail.drain(length as usize..).rev() {
            let side = entry.literal.side.index();
            self.bounds[side] = entry.old;
            self.latest[side] = entry.before;
        }
        self.kept.truncate(kept as usize);
        self.levels.truncate(level as usize);
        self.head = self.trail.len();
        true
    }

    /// Keeps literals that hold as a reason.
    pub(crate) fn keep(&mut self, literals: &[Literal]) -> Reason {
        let start = self.kept.len() as u32;
        self.kept.extend_from_slice(literals);
        Reason::Kept {
            start,
            end: self.kept.len() as u32,
        }
    }

    /// Makes a literal true.
    pub(crate) fn set(&mut self, literal: Literal, reason: Reason) -> Result<(), Contradiction> {
        if self.holds(literal) {
            return Ok(());
        }
        let opposite = literal.side.opposite();
        let against = self.bounds[opposite.index()];
        if against > -literal.bound {
            // The weakest bound that contradicts suffices, and is explained by less.
            let mut conflict = std::mem::take(&mut self.conflict);
            conflict.clear();
            let weakest = Literal {
                side: literal.side,
                bound: 1 - against,
            };
            self.explain(weakest, reason, &mut conflict);
            conflict.push(Literal {
                side: opposite,
                bound: against,
            });
            self.conflict = conflict;
            return Err(Contradiction);
        }
        let side = literal.side.index();
        self.trail.push(Entry {
            literal,
            old: self.bounds[side],
            before: self.latest[side],
            level: self.levels.len() as u32,
            reason,
        });
        self.bounds[side] = literal.bound;
        self.latest[side] = self.trail.len() as u32 - 1;
        Ok(())
    }

    /// Makes a literal true because of others, which are copied only if it is news.
    pub(crate) fn set_because(
        &mut self,
        literal: Literal,
        because: &[Literal],
    ) -> Result<(), Contradiction> {
        if self.holds(literal) {
            return Ok(());
        }
        let reason = self.keep(because);
        self.set(literal, reason)
    }

    /// States that literals which all hold contradict each other.
    pub(crate) fn contradict(&mut self, literals: &[Literal]) -> Result<(), Contradiction> {
        self.conflict.clear();
        self.conflict.extend_from_slice(literals);
        Err(Contradiction)
    }

    /// Position at which a literal that holds became true; `None` if it was true from the beginning.
    pub(crate) fn position(&self, literal: Literal) -> Option<usize> {
        let mut at = self.latest[literal.side.index()];
        while at != NOWHERE {
            let entry = &self.trail[at as usize];
            if entry.old < literal.bound {
                return Some(at as usize);
            }
            at = entry.before;
        }
        None
    }

    /// Level at which a literal that holds became true.
    pub(crate) fn level_of(&self, literal: Literal) -> u32 {
        self.position(literal).map_or(0, |at| self.trail[at].level)
    }

    /// Adds the literals that imply `literal` for a reason other than a clause. Where less was needed than was derived,
    /// less is asked for.
    pub(crate) fn explain(&self, literal: Literal, reason: Reason, into: &mut Vec<Literal>) {
        match reason {
            Reason::Difference { from, weight } => into.push(Literal {
                side: from,
                bound: literal.bound - weight,
            }),
            Reason::Kept { start, end } => {
                into.extend_from_slice(&self.kept[start as usize..end as usize]);
            }
            Reason::Choice | Reason::Clause(_) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bounds_come_back() {
        let mut store = Store::default();
        let x = store.variable(0, 9);
        store.open_level();
        store.set(Literal::at_least(x, 4), Reason::Choice).unwrap();
        store.open_level();
        store.set(Literal::at_most(x, 6), Reason::Choice).unwrap();
        store.set(Literal::at_least(x, 5), Reason::Choice).unwrap();
        assert_eq!((store.least(x), store.most(x)), (5, 6));
        assert_eq!(store.level_of(Literal::at_least(x, 3)), 1);
        assert_eq!(store.level_of(Literal::at_least(x, 5)), 2);
        assert!(store.set(Literal::at_least(x, 7), Reason::Choice).is_err());
        store.return_to(1);
        assert_eq!((store.least(x), store.most(x)), (4, 9));
        assert!(store.fails(Literal::at_most(x, 3)));
    }
}
