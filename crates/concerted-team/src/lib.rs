//! Roles, and the contact that the work requires.
//!
//! Purpose: which post does, answers for and hands over each piece of work; whether roles, deputies, capacity
//! and permissions suffice; and who must talk to whom because their work depends on each other.
//!
//! Main entry points: [`assess`] and [`assess_traced`] for a program; [`coordination`] and [`congruence`] for bare matrices.
//!
//! What this crate deliberately does not know: people (posts are roles, nobody is ranked), actual contact, dates
//! of a schedule, and any other engine.

mod assess;
mod assign;
mod check;
mod contact;
mod coordination;
mod load;
mod role;

pub use assess::{TeamOptions, TeamOutcome, assess, assess_traced};
pub use assign::{Assigned, Team};
pub use contact::{Interface, RequiredPair};
pub use coordination::{Congruence, congruence, coordination};
pub use load::Load;
