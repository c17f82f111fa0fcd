//! Who goes first where not all can: priorities and the rules that make them.

use crate::critical_path::{CriticalPath, check_modes, compute};
use crate::lower::lower_bounds;
use crate::network::Network;
use crate::{Model, ScheduleError};

/// Priority and mode of each activity, in the model's order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Priority {
    /// Lower goes first; ties go by key of the activity.
    pub keys: Vec<i64>,
    /// Mode to use; `None` for the one that finishes first where the activity is placed.
    pub modes: Vec<Option<usize>>,
}

impl Priority {
    /// All equal: ties decide.
    pub fn equal(model: &Model) -> Self {
        Self {
            keys: vec![0; model.activities.len()],
            modes: vec![None; model.activities.len()],
        }
    }

    pub(crate) fn fits(&self, model: &Model) -> Result<(), ScheduleError> {
        let expected = model.activities.len();
        for (what, found) in [
            ("priority keys", self.keys.len()),
            ("priority modes", self.modes.len()),
        ] {
            if found != expected {
                return Err(ScheduleError::Misfit {
                    what,
                    expected,
                    found,
                });
            }
        }
        let modes: Vec<usize> = self.modes.iter().map(|mode| mode.unwrap_or(0)).collect();
        check_modes(model, &modes)
    }
}

/// A priority rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rule {
    /// Smallest late finish of the critical path, or deadline if that is earlier.
    LateFinish,
    /// Smallest late start.
    LateStart,
    /// Most activities that depend on it, directly or not.
    MostSuccessors,
    /// Greatest rank positional weight: its work and that of its direct successors.
    RankPositionalWeight,
    /// Smallest total float.
    LeastFloat,
}

impl Rule {
    /// All rules, in the order in which the search tries them.
    pub const ALL: [Self; 5] = [
        Self::LateFinish,
        Self::LateStart,
        Self::MostSuccessors,
        Self::RankPositionalWeight,
        Self::LeastFloat,
    ];

    /// A short name for logs.
    pub fn name(self) -> &'static str {
        match self {
            Self::LateFinish => "late finish",
            Self::LateStart => "late start",
            Self::MostSuccessors => "most successors",
            Self::RankPositionalWeight => "rank positional weight",
            Self::LeastFloat => "least float",
        }
    }

    /// The priority that the rule gives the activities of a model.
    ///
    /// # Errors
    /// Where the model is invalid or a calendar has no working time left.
    ///
    /// ```
    /// use concerted_schedule::{Activity, Calendar, Model, Rule, generate};
    ///
    /// let mut model = Model::default();
    /// let calendar = model.add_calendar(Calendar::always());
    /// model.add_activity(Activity::new("a", calendar, 5));
    /// let priority = Rule::LateFinish.apply(&model).unwrap();
    /// assert_eq!(generate(&model, &priority).unwrap().finishes, vec![5]);
    /// ```
    pub fn apply(self, model: &Model) -> Result<Priority, ScheduleError> {
        let network = Network::new(model)?;
        let modes = lower_bounds(&network)?.schedule.modes;
        Ok(self.priority(&network, &compute(&network, modes)?))
    }

    pub(crate) fn priority(self, network: &Network<'_>, path: &CriticalPath) -> Priority {
        let model = network.model;
        let work = |i: usize| network.work(i, path.modes[i]);
        let n = model.activities.len();
        let keys = match self {
            Self::LateFinish => (0..n)
                .map(|i| {
                    let late = path.times[i].late_finish;
                    model.activities[i]
                        .deadline
                        .map_or(late, |deadline| deadline.min(late))
                })
                .collect(),
            Self::LateStart => path.times.iter().map(|t| t.late_start).collect(),
            Self::MostSuccessors => successors(network)
                .into_iter()
                .map(|count| -count)
                .collect(),
            Self::RankPositionalWeight => (0..n)
                .map(|i| {
                    let after: i64 = network.outgoing[i]
                        .iter()
                        .map(|l| work(model.links[*l].to.0))
                        .sum();
                    -(work(i) + after)
                })
                .collect(),
            Self::LeastFloat => path.times.iter().map(|t| t.total_float).collect(),
        };
        Priority {
            keys,
            modes: vec![None; n],
        }
    }
}

/// Number of activities after each, directly or not, by bit sets from the last to the first.
fn successors(network: &Network<'_>) -> Vec<i64> {
    let n = network.order.len();
    let words = n.div_ceil(64);
    let mut sets = vec![vec![0_u64; words]; n];
    for &activity in network.order.iter().rev() {
        let mut set = vec![0_u64; words];
        for link in &network.outgoing[activity] {
            let to = network.model.links[*link].to.0;
            set[to / 64] |= 1 << (to % 64);
            for (word, other) in set.iter_mut().zip(&sets[to]) {
                *word |= other;
            }
        }
        sets[activity] = set;
    }
    sets.iter()
        .map(|set| set.iter().map(|w| i64::from(w.count_ones())).sum())
        .collect()
}
