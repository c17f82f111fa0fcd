//! Work packages to sites, with the price of every hand-off.
//!
//! Purpose: which site does which area of work; what each border between sites costs in work, weeks and
//! money; whether few partners or many are better, and what would have to change for the answer to turn.
//!
//! Main entry points: [`candidates`], [`hand_offs`] and [`choose`].
//!
//! What this crate deliberately does not know: calendars, resources, simulation and any other engine.
//! Its weeks are those of the longest path through the activity template with likely durations: honest
//! enough to rank sourcings, and cheap; the caller schedules and simulates the best few.

mod border;
mod break_even;
mod candidate;
mod choose;
mod concentration;
mod evaluate;
mod figures;
mod search;
mod setting;
mod work;

pub use border::hand_offs;
pub use break_even::BreakEven;
pub use candidate::candidates;
pub use choose::{Candidate, Choice, ChooseOptions, Weights, choose};
pub use concentration::Concentration;
