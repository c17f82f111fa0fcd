//! Units of several resources side by side in machine words, compared and subtracted at once.
//!
//! Each resource has a lane of just enough bits and one guard bit above them. A free amount keeps its guards set; taking
//! a need away clears the guard of every lane that does not suffice, so one subtraction and one comparison answer for
//! all resources of a word.

/// Free units or needs of all resources.
pub(crate) trait Lanes: Copy + Send + Sync + 'static {
    /// Nothing of anything.
    const NONE: Self;
    /// Whether these free units suffice for the need.
    fn suffice(self, need: Self, guards: Self) -> bool;
    /// Less the need.
    fn less(self, need: Self) -> Self;
    /// Sets bits of one word.
    fn with(self, word: usize, bits: u64) -> Self;
}

impl<const N: usize> Lanes for [u64; N] {
    const NONE: Self = [0; N];

    #[inline]
    fn suffice(self, need: Self, guards: Self) -> bool {
        (0..N).all(|w| self[w].wrapping_sub(need[w]) & guards[w] == guards[w])
    }

    #[inline]
    fn less(mut self, need: Self) -> Self {
        for w in 0..N {
            self[w] = self[w].wrapping_sub(need[w]);
        }
        self
    }

    fn with(mut self, word: usize, bits: u64) -> Self {
        self[word] |= bits;
        self
    }
}

/// Where the lane of a resource is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Lane {
    word: usize,
    shift: u32,
    guard: u64,
}

/// The lanes of all resources.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Layout {
    lanes: Vec<Lane>,
    /// Words needed.
    pub(crate) words: usize,
}

impl Layout {
    /// Lanes for these capacities, in order; `None` where one needs more than a word.
    pub(crate) fn of(capacities: &[u64]) -> Option<Self> {
        let (mut word, mut used) = (0, 0);
        let mut lanes = Vec::with_capacity(capacities.len());
        for capacity in capacities {
            let bits = 64 - capacity.leading_zeros();
            if bits > 62 {
                return None;
            }
            if used + bits + 1 > 64 {
                word += 1;
                used = 0;
            }
            lanes.push(Lane {
                word,
                shift: used,
                guard: 1 << (used + bits),
            });
            used += bits + 1;
        }
        Some(Self {
            lanes,
            words: word + 1,
        })
    }

    /// Amounts of resources, each within its capacity.
    pub(crate) fn pack<L: Lanes>(&self, amounts: impl Iterator<Item = (usize, u64)>) -> L {
        amounts.fold(L::NONE, |sum, (resource, amount)| {
            let lane = self.lanes[resource];
            sum.with(lane.word, amount << lane.shift)
        })
    }

    /// The guard bits of all lanes.
    pub(crate) fn guards<L: Lanes>(&self) -> L {
        self.lanes
            .iter()
            .fold(L::NONE, |sum, lane| sum.with(lane.word, lane.guard))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        /// One subtraction answers as a comparison of each resource does.
        #[test]
        fn lanes_answer_for_each_resource(
            rows in proptest::collection::vec((0_u64..5_000, 0_u64..5_000, 0_u64..5_000), 1..9)
        ) {
            let capacities: Vec<u64> = rows.iter().map(|r| r.0).collect();
            let layout = Layout::of(&capacities).unwrap();
            prop_assume!(layout.words <= 2);
            let guards: [u64; 2] = layout.guards();
            let within = |pick: fn(&(u64, u64, u64)) -> u64| {
                rows.iter().map(|r| pick(r).min(r.0)).enumerate().collect::<Vec<_>>()
            };
            let (free, need) = (within(|r| r.1), within(|r| r.2));
            let full: [u64; 2] = layout.pack(free.iter().copied());
            let held = [full[0] | guards[0], full[1] | guards[1]];
            let wanted: [u64; 2] = layout.pack(need.iter().copied());
            let fits = free.iter().zip(&need).all(|(f, n)| f.1 >= n.1);
            prop_assert_eq!(held.suffice(wanted, guards), fits);
            if fits {
                let left: [u64; 2] = layout.pack(free.iter().zip(&need).map(|(f, n)| (f.0, f.1 - n.1)));
                prop_assert_eq!(held.less(wanted), [left[0] | guards[0], left[1] | guards[1]]);
            }
        }
    }

    #[test]
    fn amounts_beyond_a_word_have_no_lane() {
        assert_eq!(Layout::of(&[1, 1 << 62]), None);
        assert_eq!(Layout::of(&[(1 << 32) - 1; 3]).unwrap().words, 3);
    }
}
