//! Learning from conflicts: the first unique implication point (Marques-Silva and Sakallah 1999) over bounds.

use super::clauses::Clauses;
use super::literal::{Literal, Side};
use super::order::Order;
use super::store::{Reason, Store};

/// Not asked for.
const NOT: i32 = i32::MIN;

/// How deep a literal is followed when looking whether others imply it.
const DEPTH: u32 = 12;

/// What a conflict taught.
#[derive(Debug, Default)]
pub(crate) struct Lesson {
    /// The clause, its first literal to be made true, its second from the level to return to.
    pub(crate) clause: Vec<Literal>,
    pub(crate) level: u32,
    /// Levels among its literals.
    pub(crate) spread: u32,
}

/// Work space of the analysis.
#[derive(Debug, Default)]
pub(crate) struct Analysis {
    /// By position on the trail: the bound asked for there.
    asked: Vec<i32>,
    /// By position: whether it is known to follow (1) or not to follow (2) from those asked for.
    implied: Vec<u8>,
    reasons: Vec<Literal>,
    below: Vec<u32>,
    levels: Vec<u32>,
    pub(crate) lesson: Lesson,
}

impl Analysis {
    /// Learns from the conflict that the store holds; none of its literals may be from the root only.
    pub(crate) fn learn(&mut self, store: &Store, clauses: &mut Clauses, order: &mut Order) {
        self.asked.clear();
        self.asked.resize(store.trail.len(), NOT);
        self.below.clear();
        let mut open = 0;
        for literal in &store.conflict {
            open += self.ask(store, *literal, order);
        }
        let mut at = store.trail.len();
        let unique = loop {
            at -= 1;
            let bound = self.asked[at];
            if bound == NOT {
                continue;
            }
            let entry = store.trail[at];
            let literal = Literal {
                side: entry.literal.side,
                bound,
            };
            if open == 1 {
                break literal;
            }
            self.asked[at] = NOT;
            open -= 1;
            let mut reasons = std::mem::take(&mut self.reasons);
            reasons.clear();
            explain(store, clauses, literal, entry.reason, &mut reasons);
            if let Reason::Clause(clause) = entry.reason {
                clauses.reward(clause);
            }
            for reason in &reasons {
                open += self.ask(store, *reason, order);
            }
            self.reasons = reasons;
        };
        self.conclude(store, clauses, unique, at);
    }

    /// Asks for a literal; 1 if that leaves one more open at the level of the conflict.
    fn ask(&mut self, store: &Store, literal: Literal, order: &mut Order) -> u32 {
        let Some(at) = store.position(literal) else {
            return 0;
        };
        let level = store.trail[at].level;
        if level == 0 {
            return 0;
        }
        order.reward(literal);
        let before = self.asked[at];
        self.asked[at] = before.max(literal.bound);
        if before != NOT {
            return 0;
        }
        if level == store.level() {
            return 1;
        }
        self.below.push(at as u32);
        0
    }

    /// Makes the clause: one literal for each side, none that the others imply.
    fn conclude(&mut self, store: &Store, clauses: &Clauses, unique: Literal, at: usize) {
        let mut below = std::mem::take(&mut self.below);
        self.implied.clear();
        self.implied.resize(at, 0);
        below.retain(|p| !self.is_implied(store, clauses, *p as usize, 0));
        // The latest raise of a side implies those before it. (Not the other way round with what is implied: the
        // latest raise may follow from the one before.)
        below.sort_unstable_by_key(|p| (store.trail[*p as usize].literal.side, !*p));
        below.dedup_by_key(|p| store.trail[*p as usize].literal.side);
        below.retain(|p| store.trail[*p as usize].literal.side != unique.side);
        let lesson = &mut self.lesson;
        lesson.clause.clear();
        lesson.clause.push(!unique);
        self.levels.clear();
        let mut deepest = (0, 1);
        for position in below.iter().map(|p| *p as usize) {
            let entry = store.trail[position];
            let literal = Literal {
                side: entry.literal.side,
                bound: self.asked[position],
            };
            self.levels.push(entry.level);
            if entry.level > deepest.0 {
                deepest = (entry.level, lesson.clause.len());
            }
            lesson.clause.push(!literal);
        }
        if lesson.clause.len() > 1 {
            lesson.clause.swap(1, deepest.1);
        }
        lesson.level = deepest.0;
        self.levels.sort_unstable();
        self.levels.dedup();
        lesson.spread = self.levels.len() as u32 + 1;
        self.below = below;
    }

    /// Whether the reasons of an entry follow from the others that are asked for.
    fn is_implied(&mut self, store: &Store, clauses: &Clauses, at: usize, depth: u32) -> bool {
        let entry = store.trail[at];
        if entry.reason == Reason::Choice || depth > DEPTH {
            return false;
        }
        let bound = match self.asked[at] {
            NOT => entry.literal.bound,
            bound => bound,
        };
        let literal = Literal {
            side: entry.literal.side,
            bound,
        };
        let mut reasons = Vec::new();
        explain(store, clauses, literal, entry.reason, &mut reasons);
        reasons.into_iter().all(|reason| {
            let Some(at) = store.position(reason) else {
                return true;
            };
            let entry = &store.trail[at];
            if entry.level == 0 || (self.asked[at] != NOT && self.asked[at] >= reason.bound) {
                return true;
            }
            match self.implied[at] {
                1 => return true,
                2 => return false,
                _ => {}
            }
            // The memory speaks of the whole raise, which is more than this reason may need.
            let whole = self.asked[at] == NOT && self.is_implied(store, clauses, at, depth + 1);
            self.implied[at] = if whole { 1 } else { 2 };
            whole
        })
    }
}

/// Adds the literals that imply `literal`.
fn explain(
    store: &Store,
    clauses: &Clauses,
    literal: Literal,
    reason: Reason,
    into: &mut Vec<Literal>,
) {
    if let Reason::Clause(clause) = reason {
        let side: Side = literal.side;
        let others = clauses.literals(clause).iter().filter(|l| l.side != side);
        into.extend(others.map(|l| !*l));
    } else {
        store.explain(literal, reason, into);
    }
}
