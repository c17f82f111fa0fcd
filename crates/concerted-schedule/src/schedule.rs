//! The answer: when each activity starts and finishes, and in which mode.

use crate::{ActivityIndex, Tick};

/// Start, finish and mode of each activity, in the model's order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Schedule {
    /// First tick of each activity.
    pub starts: Vec<Tick>,
    /// The instant at which each activity is done.
    pub finishes: Vec<Tick>,
    /// Position of the chosen mode of each activity.
    pub modes: Vec<usize>,
}

impl Schedule {
    /// Everything at the origin in the first mode: a sheet to write on.
    pub(crate) fn blank(activities: usize) -> Self {
        Self {
            starts: vec![0; activities],
            finishes: vec![0; activities],
            modes: vec![0; activities],
        }
    }

    /// The latest finish (not a length: the origin is tick 0); 0 without activities.
    pub fn makespan(&self) -> Tick {
        self.finishes.iter().copied().max().unwrap_or(0)
    }

    /// Start of an activity.
    ///
    /// # Panics
    /// If the index is not of the scheduled model.
    pub fn start(&self, activity: ActivityIndex) -> Tick {
        self.starts[activity.0]
    }

    /// Finish of an activity.
    ///
    /// # Panics
    /// If the index is not of the scheduled model.
    pub fn finish(&self, activity: ActivityIndex) -> Tick {
        self.finishes[activity.0]
    }
}
