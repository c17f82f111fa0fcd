//! One schedule of the population, what it costs, and how the modes of two become those of a third.

use concerted_chance::Stream;

use super::instance::Instance;

/// What makes one schedule better than another, field by field; less is better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Score {
    /// Links into fixed starts that are broken, and budgets that are overdrawn.
    pub(crate) broken: usize,
    /// Σ weight · lateness.
    pub(crate) late: i128,
    /// When the last activity finishes.
    pub(crate) last: i32,
}

/// A member of the population: the starts (mirrored, where the population is), modes and cost of a schedule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Person {
    pub(crate) starts: Vec<i32>,
    pub(crate) modes: Vec<u8>,
    pub(crate) score: Score,
}

impl Person {
    /// A sheet to write on, worse than everything.
    pub(crate) fn blank(instance: &Instance) -> Self {
        Self {
            starts: vec![0; instance.len()],
            modes: instance.usable.iter().map(|modes| modes[0]).collect(),
            score: Score {
                broken: usize::MAX,
                late: 0,
                last: i32::MAX,
            },
        }
    }

    /// The sheet itself, leaving an empty one: nothing is copied or allocated.
    pub(crate) fn take(&mut self) -> Self {
        Self {
            starts: std::mem::take(&mut self.starts),
            modes: std::mem::take(&mut self.modes),
            score: self.score,
        }
    }

    /// The cost of forward starts.
    pub(crate) fn assess(&mut self, instance: &Instance, last: i32) {
        let duration = |j: usize| instance.ways[j][usize::from(self.modes[j])].duration;
        let late = instance.dues.iter().map(|due| {
            let finish = self.starts[due.activity] + duration(due.activity);
            i128::from(due.weight) * i128::from((finish - due.finish).max(0))
        });
        self.score = Score {
            late: late.sum(),
            broken: instance.broken(&self.starts, &self.modes) + instance.overdrawn(&self.modes),
            last,
        };
    }
}

/// Steps of the repair of overdrawn budgets, for each activity.
const REPAIRS: usize = 4;

/// Changes modes at random until no budget is overdrawn, as far as that comes about: each step takes the change of one
/// activity that lowers the total excess most (after the repair of Hartmann 2001).
pub(crate) fn repair(instance: &Instance, modes: &mut [u8], stream: &mut Stream) {
    let mut used = instance.used(modes);
    for _ in 0..REPAIRS * modes.len() {
        let before = instance.excess(&used);
        if before == 0 {
            return;
        }
        let activity = stream.below(modes.len() as u64) as usize;
        let (mut best, mut least) = (modes[activity], before);
        for other in &instance.usable[activity] {
            instance.swap_use(activity, modes[activity], *other, &mut used);
            let excess = instance.excess(&used);
            if excess < least {
                (best, least) = (*other, excess);
            }
            instance.swap_use(activity, *other, modes[activity], &mut used);
        }
        instance.swap_use(activity, modes[activity], best, &mut used);
        modes[activity] = best;
    }
}

/// A mode for every activity: mostly the shortest usable one, sometimes any.
pub(crate) fn draw_modes(instance: &Instance, modes: &mut [u8], stream: &mut Stream) {
    for (activity, mode) in modes.iter_mut().enumerate() {
        let usable = &instance.usable[activity];
        let pick = if usable.len() > 1 && stream.below(2) == 0 {
            stream.below(usable.len() as u64) as usize
        } else {
            0
        };
        *mode = usable[pick];
    }
    repair(instance, modes, stream);
}
