//! The development program of a drug substance as plain types.
//!
//! Purpose: the nouns that every other crate shares: materials, routes, impurities, forms, methods,
//! studies, batches, partners, work and team; quantities with dimensions; **figures** with their origin
//! and **findings** with the work they ask for; and the shape of the document in which a user writes
//! all this down.
//!
//! Main entry points: [`program::Program`], [`figure::Ledger`], [`finding::Finding`],
//! [`decode::Decoder`].
//!
//! What it deliberately does not know: files, databases, clocks, random numbers, threads, chemistry
//! (a structure is text here) and any calculation of an engine.

pub mod batch;
pub mod change;
pub mod decode;
pub mod evidence;
pub mod figure;
pub mod finding;
pub mod form;
pub mod given;
pub mod handover;
pub mod id;
pub mod impurity;
pub mod material;
pub mod method;
pub mod money;
pub mod partner;
pub mod place;
pub mod problem;
pub mod program;
pub mod quantity;
pub mod raw;
pub mod record;
pub mod route;
pub mod schema;
pub mod study;
pub mod suggest;
pub mod team;
pub mod work;
