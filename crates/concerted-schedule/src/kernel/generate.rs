//! Serial schedule generation: each activity in the order given goes where it can start first.

use super::instance::Instance;
use super::lanes::Lanes;
use super::profile::{Changes, Dense, Profile};
use super::shape::Side;

/// Up to this many ticks of work in an average activity, a profile tick by tick is faster than one by moments of change
/// (measured on generated projects of 30 to 300 activities).
const DENSE: i32 = 64;

/// What a generation keeps to, besides arcs and resources.
pub(crate) struct Frame<'f> {
    /// No earlier start.
    pub(crate) release: &'f [i32],
    /// Starts that are given: they come first and wait for nothing.
    pub(crate) fixed: &'f [(u32, i32)],
}

/// Makes schedules; holds the free units while it does so.
pub(crate) trait Generator: Send + Sync {
    /// Writes the starts of all activities, in this order of placing, and says when the last one finishes. An order names
    /// every activity once, what comes before it first.
    fn serial(&mut self, side: &Side, frame: &Frame<'_>, order: &[u32], starts: &mut [i32]) -> i32;
    /// The same by the parallel scheme: time moves on, and what can start does so, by ascending key.
    fn parallel(&mut self, side: &Side, frame: &Frame<'_>, keys: &[i32], starts: &mut [i32])
    -> i32;
}

struct Packed<L, P> {
    profile: P,
    /// Needs of all modes of all activities.
    needs: Vec<L>,
}

/// The generator that suits an instance; `None` where it has too many resources.
pub(crate) fn generator(instance: &Instance) -> Option<Box<dyn Generator>> {
    Some(match instance.layout.words {
        1 => packed::<1>(instance),
        2 => packed::<2>(instance),
        3 | 4 => packed::<4>(instance),
        5..=8 => packed::<8>(instance),
        9..=16 => packed::<16>(instance),
        _ => return None,
    })
}

fn packed<const N: usize>(instance: &Instance) -> Box<dyn Generator> {
    let layout = &instance.layout;
    let guards: [u64; N] = layout.guards();
    let full = layout.pack(instance.capacities.iter().copied().enumerate());
    let full: [u64; N] = std::array::from_fn(|w| {
        let f: [u64; N] = full;
        f[w] | guards[w]
    });
    let ways = instance.ways.iter().flatten();
    // A mode that demands more than there is can never be taken; the search leaves it out.
    let within = |d: &&(usize, u64)| d.1 <= instance.capacities[d.0];
    let needs = ways
        .map(|way| layout.pack(way.demands.iter().filter(within).copied()))
        .collect();
    // Both directions, each with the other's slack, and the window of the last activity.
    let room = 2 * instance.horizon as usize + 2;
    let average = instance.horizon / (instance.len().max(1) as i32);
    if average <= DENSE {
        let profile = Dense::new(full, guards, room);
        Box::new(Packed { profile, needs })
    } else {
        let profile = Changes::new(full, guards);
        Box::new(Packed { profile, needs })
    }
}

impl<L: Lanes, P: Profile<L>> Packed<L, P> {
    fn place_fixed(&mut self, side: &Side, frame: &Frame<'_>, starts: &mut [i32]) -> i32 {
        self.profile.clear();
        let mut last = 0;
        for (activity, start) in frame.fixed {
            let activity = *activity as usize;
            if let Some(need) = side.need[activity] {
                self.profile
                    .take(*start, side.duration[activity], self.needs[need as usize]);
            }
            starts[activity] = *start;
            last = last.max(start + side.duration[activity]);
        }
        last
    }
}

impl<L: Lanes, P: Profile<L>> Generator for Packed<L, P> {
    fn serial(&mut self, side: &Side, frame: &Frame<'_>, order: &[u32], starts: &mut [i32]) -> i32 {
        let mut last = self.place_fixed(side, frame, starts);
        for activity in order {
            let activity = *activity as usize;
            if !frame.fixed.is_empty() && frame.fixed.iter().any(|f| f.0 as usize == activity) {
                continue;
            }
            let mut start = frame.release[activity];
            for (from, weight) in side.arcs(activity) {
                start = start.max(starts[*from as usize] + weight);
            }
            let duration = side.duration[activity];
            if let Some(need) = side.need[activity] {
                let need = self.needs[need as usize];
                start = self.profile.earliest(start, duration, need);
                self.profile.take(start, duration, need);
            }
            starts[activity] = start;
            last = last.max(start + duration);
        }
        last
    }

    fn parallel(
        &mut self,
        side: &Side,
        frame: &Frame<'_>,
        keys: &[i32],
        starts: &mut [i32],
    ) -> i32 {
        let mut last = self.place_fixed(side, frame, starts);
        let mut placed = vec![false; keys.len()];
        for (activity, _) in frame.fixed {
            placed[*activity as usize] = true;
        }
        let mut by_key: Vec<usize> = (0..keys.len()).filter(|i| !placed[*i]).collect();
        by_key.sort_by_key(|i| (keys[*i], *i));
        let mut now = 0;
        while !by_key.is_empty() {
            let mut next = i32::MAX;
            let mut rest = Vec::with_capacity(by_key.len());
            let mut moved = false;
            for activity in by_key {
                let ready = side.arcs(activity).iter().all(|arc| placed[arc.0 as usize]);
                if !ready {
                    rest.push(activity);
                    continue;
                }
                let mut start = frame.release[activity];
                for (from, weight) in side.arcs(activity) {
                    start = start.max(starts[*from as usize] + weight);
                }
                let duration = side.duration[activity];
                let start = match side.need[activity] {
                    Some(need) => {
                        self.profile
                            .earliest(start.max(now), duration, self.needs[need as usize])
                    }
                    None => start.max(now),
                };
                if start > now {
                    next = next.min(start);
                    rest.push(activity);
                    continue;
                }
                if let Some(need) = side.need[activity] {
                    self.profile
                        .take(start, duration, self.needs[need as usize]);
                }
                starts[activity] = start;
                placed[activity] = true;
                moved = true;
                last = last.max(start + duration);
            }
            by_key = rest;
            // What was placed may have made something ready that begins now.
            if !moved {
                now = next;
            }
        }
        last
    }
}
