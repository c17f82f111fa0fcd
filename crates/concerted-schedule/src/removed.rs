//! Working time with stretches taken out, in numbers of working ticks.
//!
//! A stretch of time that is closed takes the working ticks [W(start), W(end)) out of a calendar. Counted in those
//! numbers, closing needs no new calendar: both of its functions shift by what was taken out before.

/// Numbers of working ticks taken out: ascending, disjoint, none empty.
pub(crate) type Removed = [(i64, i64)];

/// How many of the first `work` working ticks are left.
pub(crate) fn left_of(work: i64, removed: &Removed) -> i64 {
    let lost = |(from, to): &(i64, i64)| (work - from).clamp(0, to - from);
    work - removed.iter().map(lost).sum::<i64>()
}

/// The number, in the whole calendar, of the working tick before which `left` are left.
pub(crate) fn number_of(left: i64, removed: &Removed) -> i64 {
    let mut number = left;
    for (from, to) in removed {
        if number < *from {
            break;
        }
        number = number.saturating_add(to - from);
    }
    number
}

/// Sorts intervals and joins those that touch.
pub(crate) fn joined(mut intervals: Vec<(i64, i64)>) -> Vec<(i64, i64)> {
    intervals.retain(|(from, to)| from < to);
    intervals.sort_unstable();
    let mut joined: Vec<(i64, i64)> = Vec::with_capacity(intervals.len());
    for (from, to) in intervals {
        match joined.last_mut() {
            Some(last) if from <= last.1 => last.1 = last.1.max(to),
            _ => joined.push((from, to)),
        }
    }
    joined
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        /// Against an array with one cell for each working tick.
        #[test]
        fn agrees_with_an_array(intervals in prop::collection::vec((0_i64..40, 0_i64..9), 0..6), at in 0_i64..60) {
            let closed: Vec<(i64, i64)> = intervals.iter().map(|(from, long)| (*from, from + long)).collect();
            let removed = joined(closed.clone());
            prop_assert!(removed.windows(2).all(|pair| pair[0].1 < pair[1].0));
            let kept: Vec<i64> = (0..200).filter(|w| !closed.iter().any(|(a, b)| (a..b).contains(&w))).collect();
            prop_assert_eq!(left_of(at, &removed), kept.iter().filter(|w| **w < at).count() as i64);
            prop_assert_eq!(number_of(at, &removed), kept[at as usize]);
        }
    }
}
