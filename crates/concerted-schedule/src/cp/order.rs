//! Which bound to branch on: activities of the bounds that conflicts spoke of (variable state independent decaying sum,
//! Moskewicz et al. 2001), on bounds instead of Boolean variables.

use std::collections::BTreeMap;

use super::literal::Literal;
use super::store::Store;

/// variable ≥ bound, with its activity.
#[derive(Debug, Clone, Copy)]
struct Split {
    variable: u32,
    bound: i32,
    activity: f64,
    /// Position in the heap, or `OUT`.
    place: u32,
}

const OUT: u32 = u32::MAX;
const LIMIT: f64 = 1e100;

/// Bounds to branch on, the most active first.
#[derive(Debug)]
pub(crate) struct Order {
    splits: Vec<Split>,
    /// By variable: position by bound.
    known: Vec<BTreeMap<i32, u32>>,
    heap: Vec<u32>,
    /// Taken from the heap at a level.
    resting: Vec<(u32, u32)>,
    step: f64,
    decay: f64,
}

impl Order {
    pub(crate) fn new(decay: f64) -> Self {
        Self {
            splits: Vec::new(),
            known: Vec::new(),
            heap: Vec::new(),
            resting: Vec::new(),
            step: 1.0,
            decay,
        }
    }

    /// Makes the bound that a literal speaks of more active.
    pub(crate) fn reward(&mut self, literal: Literal) {
        let positive = if literal.side.is_positive() {
            literal
        } else {
            !literal
        };
        let variable = positive.side.variable();
        if self.known.len() <= variable {
            self.known.resize_with(variable + 1, BTreeMap::new);
        }
        let next = self.splits.len() as u32;
        let index = *self.known[variable].entry(positive.bound).or_insert(next);
        if index == next {
            self.splits.push(Split {
                variable: variable as u32,
                bound: positive.bound,
                activity: 0.0,
                place: OUT,
            });
            self.insert(index);
        }
        self.splits[index as usize].activity += self.step;
        if self.splits[index as usize].activity > LIMIT {
            for split in &mut self.splits {
                split.activity /= LIMIT;
            }
            self.step /= LIMIT;
        }
        let place = self.splits[index as usize].place;
        if place != OUT {
            self.rise(place as usize);
        }
    }

    pub(crate) fn age(&mut self) {
        self.step /= self.decay;
    }

    /// The most active bound that is neither true nor false, taken out until the search returns below this level.
    pub(crate) fn take(&mut self, store: &Store) -> Option<Literal> {
        while let Some(&index) = self.heap.first() {
            self.pop();
            self.resting.push((index, store.level()));
            let split = self.splits[index as usize];
            let literal = Literal::at_least(split.variable as usize, split.bound);
            if !store.holds(literal) && !store.fails(literal) {
                return Some(literal);
            }
        }
        None
    }

    /// Puts back what was taken out at this level or above.
    pub(crate) fn return_to(&mut self, level: u32) {
        while let Some(&(index, taken)) = self.resting.last() {
            if taken < level {
                break;
            }
            self.resting.pop();
            self.insert(index);
        }
    }

    fn insert(&mut self, index: u32) {
        if self.splits[index as usize].place == OUT {
            self.splits[index as usize].place = self.heap.len() as u32;
            self.heap.push(index);
            self.rise(self.heap.len() - 1);
        }
    }

    fn before(&self, a: u32, b: u32) -> bool {
        let (x, y) = (&self.splits[a as usize], &self.splits[b as usize]);
        x.activity > y.activity || (x.activity >= y.activity && a < b)
    }

    fn pop(&mut self) {
        let top = self.heap.swap_remove(0);
        self.splits[top as usize].place = OUT;
        if let Some(&moved) = self.heap.first() {
            self.splits[moved as usize].place = 0;
            self.sink(0);
        }
    }

    fn rise(&mut self, mut at: usize) {
        let index = self.heap[at];
        while at > 0 {
            let parent = (at - 1) / 2;
            if !self.before(index, self.heap[parent]) {
                break;
            }
            self.heap[at] = self.heap[parent];
            self.splits[self.heap[at] as usize].place = at as u32;
            at = parent;
        }
        self.heap[at] = index;
        self.splits[index as usize].place = at as u32;
    }

    fn sink(&mut self, mut at: usize) {
        let index = self.heap[at];
        loop {
            let (left, right) = (2 * at + 1, 2 * at + 2);
            if left >= self.heap.len() {
                break;
            }
            let child = if right < self.heap.len() && self.before(self.heap[right], self.heap[left])
            {
                right
            } else {
                left
            };
            if !self.before(self.heap[child], index) {
                break;
            }
            self.heap[at] = self.heap[child];
            self.splits[self.heap[at] as usize].place = at as u32;
            at = child;
        }
        self.heap[at] = index;
        self.splits[index as usize].place = at as u32;
    }
}
