//! How two schedules make a third.

use concerted_chance::Stream;

use super::person::Person;
use super::shape::Side;

/// How far a child may stray; shares are of the length of a schedule or of one.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Manner {
    /// Shortest and longest window in which the other parent decides the order.
    pub(crate) window: (f64, f64),
    /// How often a child is changed at random besides.
    pub(crate) mutation: f64,
}

/// How far a random change moves an activity, as a share of the length.
const SHIFT: f64 = 0.3;

/// What a child's order is read from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reading {
    /// Starts in ascending order: the child is generated in the direction of its parents.
    Onward,
    /// Finishes in descending order: it is generated in the other direction.
    Backward,
}

/// What became of a child.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Child {
    /// Where the second parent decided.
    pub(crate) window: (i32, i32),
    /// Whether keys were moved at random, so that they may contradict the links.
    pub(crate) moved: bool,
}

/// Writes the keys of a child: the order of the first parent, but inside a window of time that of the second; where the
/// parents are the same, or by chance, some activities move at random.
///
/// The window is a crossover with two points in time (after Debels and Vanhoucke 2007); since the first parent decides
/// who is before, in and after it, what comes before an activity in the links stays before it.
pub(crate) fn cross(
    (first, second): (&Person, &Person),
    duration: &[i32],
    reading: Reading,
    manner: &Manner,
    (keys, stream): (&mut [i32], &mut Stream),
) -> Child {
    let n = keys.len();
    let length = first.score.last.max(1);
    let (least, most) = manner.window;
    let share = least + (most - least) * stream.uniform();
    let width = ((f64::from(length) * share) as i32).clamp(1, length);
    let from = stream.below((length - width + 1) as u64) as i32;
    let to = from + width;
    // Three groups, far enough apart that no time of either parent leads from one into another.
    let apart = length.max(second.score.last) + width + 1;
    let place = |mine: i32, inside: i32| {
        if mine < from {
            mine - apart
        } else if mine > to {
            mine + apart
        } else {
            inside
        }
    };
    let time = |person: &Person, j: usize| match reading {
        Reading::Onward => person.starts[j],
        Reading::Backward => person.starts[j] + duration[j],
    };
    let set = |keys: &mut [i32], j: usize, key: i32| match reading {
        Reading::Onward => keys[j] = key,
        Reading::Backward => keys[n - 1 - j] = -key,
    };
    for j in 0..n {
        set(keys, j, place(time(first, j), time(second, j)));
    }
    let moved = first.starts == second.starts || stream.uniform() < manner.mutation;
    if moved {
        let reach = (f64::from(length) * SHIFT) as i64 + 1;
        for _ in 0..=stream.below((n as u64 / 20).max(1)) {
            let j = stream.below(n as u64) as usize;
            let shift = (stream.below(2 * reach as u64 + 1) as i64 - reach) as i32;
            let at = shift + time(first, j);
            // It may cross into another group.
            set(keys, j, place(at, at));
        }
    }
    Child {
        window: (from, to),
        moved,
    }
}

/// Raises keys where something must come before.
pub(crate) fn raise(side: &Side, keys: &mut [i32]) {
    for activity in 0..keys.len() {
        for (from, _) in side.arcs(activity) {
            keys[activity] = keys[activity].max(keys[*from as usize]);
        }
    }
}
