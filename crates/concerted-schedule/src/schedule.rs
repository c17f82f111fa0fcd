//! The answer: when each activity starts and finishes, and in which mode.

use std::collections::BTreeMap;

use crate::{ActivityIndex, ResourceIndex, SkillIndex, Tick};

/// Start, finish and mode of each activity, in the model's order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Schedule {
    /// First tick of each activity.
    pub starts: Vec<Tick>,
    /// The instant at which each activity is done.
    pub finishes: Vec<Tick>,
    /// Position of the chosen mode of each activity.
    pub modes: Vec<usize>,
    /// Pieces of the activities that are done in more than one: (activity, pieces in order of time). Of work under way, of
    /// what remains.
    pub pieces: BTreeMap<usize, Vec<Piece>>,
    /// Resources picked for activities that demand skills: (activity, picks in order of skill and resource).
    pub assignments: BTreeMap<usize, Vec<Assignment>>,
}

/// One uninterrupted stretch of a split activity.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Piece {
    /// First tick.
    pub start: Tick,
    /// The instant at which it is done.
    pub finish: Tick,
}

/// Units of one resource that serve a skill for one activity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Assignment {
    /// The skill served.
    pub skill: SkillIndex,
    /// Who serves it.
    pub resource: ResourceIndex,
    /// With how many units.
    pub units: u32,
}

impl Schedule {
    /// A schedule in which nothing is split and no skill is demanded.
    pub fn new(starts: Vec<Tick>, finishes: Vec<Tick>, modes: Vec<usize>) -> Self {
        Self {
            starts,
            finishes,
            modes,
            pieces: BTreeMap::new(),
            assignments: BTreeMap::new(),
        }
    }

    /// Everything at the origin in the first mode: a sheet to write on.
    pub(crate) fn blank(activities: usize) -> Self {
        Self::new(
            vec![0; activities],
            vec![0; activities],
            vec![0; activities],
        )
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
