//! Constraint programming on the calendar-free core: bounds and proofs.

mod clauses;
mod conflict;
mod distances;
mod encode;
mod lateness;
mod literal;
mod modes;
mod order;
mod prover;
mod question;
mod relation;
mod solver;
mod store;
#[cfg(test)]
mod tests;
mod time_table;

pub(crate) use prover::{Prover, State, Verdict};
pub(crate) use question::{Question, Reply};
pub(crate) use solver::Tuning;
