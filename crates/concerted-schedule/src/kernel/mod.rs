//! The fast search over the core of a model: generation of schedules in machine words, and a genetic search with it.

mod cross;
mod generate;
mod instance;
mod lanes;
mod person;
mod population;
mod profile;
mod shape;
mod worker;

#[cfg(test)]
mod tests;

pub(crate) use instance::Instance;
pub(crate) use population::Population;
