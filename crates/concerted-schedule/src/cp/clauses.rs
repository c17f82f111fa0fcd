//! Clauses, two watched literals in each, and the forgetting of those that do not earn their keep.

use super::literal::{Literal, Side};
use super::store::{Contradiction, Reason, Store};

#[derive(Debug, Clone, Copy)]
struct Clause {
    start: u32,
    length: u32,
    /// Levels among its literals when it was learned; 0 for what was given.
    spread: u32,
    activity: f32,
}

/// Clauses to look at when a side reaches a bound: then one of their watched literals has become false.
#[derive(Debug)]
struct Bucket {
    bound: i32,
    watches: Vec<Watch>,
}

#[derive(Debug, Clone, Copy)]
struct Watch {
    clause: u32,
    /// Another literal of the clause: while it holds, nothing is to be done.
    other: Literal,
}

/// All clauses.
#[derive(Debug, Default)]
pub(crate) struct Clauses {
    all: Vec<Clause>,
    literals: Vec<Literal>,
    /// By the side whose raise falsifies, ascending by bound: a raise passes few bounds of the many that are watched.
    watches: Vec<Vec<Bucket>>,
    step: f32,
    learned: usize,
}

/// Clauses with so few levels are never forgotten.
const GLUE: u32 = 2;
const ACTIVITY_DECAY: f32 = 0.999;
const ACTIVITY_LIMIT: f32 = 1e20;

impl Clauses {
    pub(crate) fn learned(&self) -> usize {
        self.learned
    }

    pub(crate) fn literals(&self, clause: u32) -> &[Literal] {
        let clause = &self.all[clause as usize];
        &self.literals[clause.start as usize..(clause.start + clause.length) as usize]
    }

    /// Adds a clause of at least two literals whose first two may be watched.
    pub(crate) fn add(&mut self, literals: &[Literal], spread: u32, sides: usize) -> u32 {
        if self.watches.len() < sides {
            self.watches.resize_with(sides, Vec::new);
        }
        if self.step == 0.0 {
            self.step = 1.0;
        }
        let index = self.all.len() as u32;
        self.all.push(Clause {
            start: self.literals.len() as u32,
            length: literals.len() as u32,
            spread,
            activity: self.step,
        });
        self.literals.extend_from_slice(literals);
        self.watch(literals[0], index, literals[1]);
        self.watch(literals[1], index, literals[0]);
        self.learned += usize::from(spread > 0);
        index
    }

    fn watch(&mut self, literal: Literal, clause: u32, other: Literal) {
        let falsified = !literal;
        let buckets = &mut self.watches[falsified.side.index()];
        let bound = falsified.bound;
        let at = match buckets.binary_search_by_key(&bound, |bucket| bucket.bound) {
            Ok(at) => at,
            Err(at) => {
                let watches = Vec::new();
                buckets.insert(at, Bucket { bound, watches });
                at
            }
        };
        buckets[at].watches.push(Watch { clause, other });
    }

    /// Makes a clause that took part in a conflict less likely to be forgotten.
    pub(crate) fn reward(&mut self, clause: u32) {
        let clause = &mut self.all[clause as usize];
        if clause.spread == 0 {
            return;
        }
        clause.activity += self.step;
        if clause.activity > ACTIVITY_LIMIT {
            for clause in &mut self.all {
                clause.activity /= ACTIVITY_LIMIT;
            }
            self.step /= ACTIVITY_LIMIT;
        }
    }

    pub(crate) fn age(&mut self) {
        self.step /= ACTIVITY_DECAY;
    }

    /// Draws conclusions from the raise of one bound, entry `at` of the trail.
    pub(crate) fn propagate(&mut self, store: &mut Store, at: usize) -> Result<(), Contradiction> {
        let entry = store.trail[at];
        let (side, old, new) = (entry.literal.side, entry.old, entry.literal.bound);
        if side.index() >= self.watches.len() {
            return Ok(());
        }
        let mut at = self.watches[side.index()].partition_point(|bucket| bucket.bound <= old);
        while let Some(bucket) = self.watches[side.index()].get(at) {
            if bucket.bound > new {
                break;
            }
            self.reach(store, side, at)?;
            at += 1;
        }
        Ok(())
    }

    /// Visits the clauses of one bucket. What they watch instead is not false yet, so that it comes into buckets of
    /// higher bounds, if of this side at all: neither this bucket nor its place change meanwhile.
    fn reach(&mut self, store: &mut Store, side: Side, at: usize) -> Result<(), Contradiction> {
        let bucket = &mut self.watches[side.index()][at];
        let bound = bucket.bound;
        let falsified = !Literal { side, bound };
        let mut watches = std::mem::take(&mut bucket.watches);
        let mut outcome = Ok(());
        let (mut read, mut write) = (0, 0);
        while read < watches.len() && outcome.is_ok() {
            let mut watch = watches[read];
            read += 1;
            if !store.holds(watch.other) {
                match self.visit(store, watch, falsified) {
                    Visit::Moved => continue,
                    Visit::Stays(stays) => watch = stays,
                    Visit::Contradiction => outcome = Err(Contradiction),
                }
            }
            watches[write] = watch;
            write += 1;
        }
        watches.copy_within(read.., write);
        watches.truncate(write + watches.len() - read);
        self.watches[side.index()][at].watches = watches;
        outcome
    }

    /// Finds another literal to watch, or concludes. `falsified` is the side of the literal that became false.
    fn visit(&mut self, store: &mut Store, watch: Watch, falsified: Literal) -> Visit {
        let clause = self.all[watch.clause as usize];
        let range = clause.start as usize..(clause.start + clause.length) as usize;
        let literals = &mut self.literals[range];
        if literals[0] == falsified {
            literals.swap(0, 1);
        }
        let first = literals[0];
        let stays = Watch {
            other: first,
            ..watch
        };
        if store.holds(first) {
            return Visit::Stays(stays);
        }
        for k in 2..literals.len() {
            if !store.fails(literals[k]) {
                literals.swap(1, k);
                let literal = literals[1];
                self.watch(literal, watch.clause, first);
                return Visit::Moved;
            }
        }
        if store.fails(first) {
            store.conflict.clear();
            store.conflict.extend(literals.iter().map(|l| !*l));
            self.reward(watch.clause);
            return Visit::Contradiction;
        }
        match store.set(first, Reason::Clause(watch.clause)) {
            Ok(()) => Visit::Stays(stays),
            Err(Contradiction) => Visit::Contradiction,
        }
    }

    /// Forgets the worse half of the learned clauses and what the root makes superfluous. Only at the root, where no
    /// entry of the trail needs its reason any more.
    pub(crate) fn forget(&mut self, store: &Store) {
        let mut ranked: Vec<(u32, f32)> = (0..self.all.len() as u32)
            .filter(|c| self.all[*c as usize].spread > GLUE)
            .map(|c| (c, self.all[c as usize].activity))
            .collect();
        ranked.sort_by(|a, b| a.1.total_cmp(&b.1).then(a.0.cmp(&b.0)));
        let mut drop = vec![false; self.all.len()];
        for (clause, _) in &ranked[..ranked.len() / 2] {
            drop[*clause as usize] = true;
        }
        let old = std::mem::take(&mut self.all);
        let literals = std::mem::take(&mut self.literals);
        for list in &mut self.watches {
            list.clear();
        }
        self.learned = 0;
        for (clause, _) in old.iter().zip(drop).filter(|(_, drop)| !drop) {
            let range = clause.start as usize..(clause.start + clause.length) as usize;
            let mut kept = literals[range].to_vec();
            if kept.iter().any(|l| store.holds(*l)) {
                continue;
            }
            kept.retain(|l| !store.fails(*l));
            // Propagation at the root has left two literals open in every clause that is not satisfied.
            if kept.len() >= 2 {
                let index = self.add(&kept, clause.spread, 0);
                self.all[index as usize].activity = clause.activity;
            }
        }
    }
}

enum Visit {
    /// The clause watches another literal now.
    Moved,
    /// It goes on watching this one.
    Stays(Watch),
    Contradiction,
}
