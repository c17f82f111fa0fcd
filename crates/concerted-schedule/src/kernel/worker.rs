//! One thread's tools: a generator, the chosen modes, and sheets to write on, so that a schedule costs no allocation.

use super::cross::raise;
use super::generate::{Frame, Generator, generator};
use super::instance::Instance;
use super::person::Person;
use super::shape::{Shape, Side};

/// Tools for generating schedules of one instance.
pub(crate) struct Worker<'i> {
    pub(crate) instance: &'i Instance,
    generator: Box<dyn Generator>,
    pub(crate) shape: Shape,
    fixed: Vec<(u32, i32)>,
    order: Vec<u32>,
    counts: Vec<u32>,
    mirrored_release: Vec<i32>,
    mirrored_fixed: Vec<(u32, i32)>,
    keys: Vec<i32>,
    /// For the callers' keys and children.
    pub(crate) sheet: Vec<i32>,
    pub(crate) child: Person,
    /// Schedules generated.
    pub(crate) spent: u64,
}

impl<'i> Worker<'i> {
    /// Tools in the first usable mode of each activity; `None` where there are too many resources.
    pub(crate) fn new(instance: &'i Instance) -> Option<Self> {
        let n = instance.len();
        let fixed = instance.fixed.iter().enumerate();
        Some(Self {
            generator: generator(instance)?,
            shape: Shape::of(instance, Person::blank(instance).modes),
            fixed: fixed
                .filter_map(|(j, start)| Some((j as u32, (*start)?)))
                .collect(),
            order: Vec::with_capacity(n),
            counts: Vec::new(),
            mirrored_release: vec![0; n],
            mirrored_fixed: Vec::new(),
            keys: vec![0; n],
            sheet: vec![0; n],
            child: Person::blank(instance),
            spent: 0,
            instance,
        })
    }

    /// Works in these modes from now on.
    pub(crate) fn set_modes(&mut self, modes: &[u8]) {
        if self.shape.modes != modes {
            self.shape = Shape::of(self.instance, modes.to_vec());
        }
    }

    /// Late starts and late finishes without resources, none after its deadline.
    pub(crate) fn late_times(&mut self) -> [Vec<i32>; 2] {
        let (n, sides) = (self.instance.len(), &self.shape.sides);
        let mut early = self.instance.release.clone();
        for j in 0..n {
            for (from, weight) in sides[0].arcs(j) {
                early[j] = early[j].max(early[*from as usize] + weight);
            }
        }
        let finishes = early.iter().zip(&sides[0].duration).map(|(s, d)| s + d);
        let end = finishes.max().unwrap_or(0);
        let mut tail = vec![0; n];
        for due in &self.instance.dues {
            let before = end
                .saturating_sub(due.finish)
                .clamp(0, self.instance.horizon);
            tail[n - 1 - due.activity] = before;
        }
        for j in 0..n {
            for (from, weight) in sides[1].arcs(j) {
                tail[j] = tail[j].max(tail[*from as usize] + weight);
            }
        }
        let late: Vec<i32> = (0..n).map(|j| end - tail[n - 1 - j]).collect();
        let starts = late.iter().zip(&sides[0].duration).map(|(f, d)| f - d);
        [starts.collect(), late]
    }

    /// Presses a mirrored schedule to the start; costs one schedule.
    pub(crate) fn turn(&mut self, person: &mut Person) {
        self.set_modes(&person.modes);
        let n = person.starts.len();
        let duration = &self.shape.sides[0].duration;
        let mut keys: Vec<i32> = (0..n)
            .map(|j| person.score.last - person.starts[n - 1 - j] - duration[j])
            .collect();
        let last = self.forward(&mut keys, &mut person.starts);
        person.assess(self.instance, last);
    }

    /// Generates forward in ascending order of the keys; says when the last activity finishes.
    pub(crate) fn forward(&mut self, keys: &mut [i32], starts: &mut [i32]) -> i32 {
        self.spent += 1;
        let side = &self.shape.sides[0];
        sort(side, keys, &mut self.order, &mut self.counts);
        let frame = Frame {
            release: &self.instance.release,
            fixed: &self.fixed,
        };
        self.generator.serial(side, &frame, &self.order, starts)
    }

    /// Generates forward by the parallel scheme.
    pub(crate) fn parallel(&mut self, keys: &[i32], starts: &mut [i32]) -> i32 {
        self.spent += 1;
        let frame = Frame {
            release: &self.instance.release,
            fixed: &self.fixed,
        };
        self.generator
            .parallel(&self.shape.sides[0], &frame, keys, starts)
    }

    /// Generates from the end in ascending order of mirrored keys, with nothing tied to a date; the starts it writes are
    /// mirrored too.
    pub(crate) fn mirrored(&mut self, keys: &mut [i32], starts: &mut [i32]) -> i32 {
        self.spent += 1;
        let side = &self.shape.sides[1];
        sort(side, keys, &mut self.order, &mut self.counts);
        let frame = Frame {
            release: &self.instance.release,
            fixed: &[],
        };
        self.generator.serial(side, &frame, &self.order, starts)
    }

    /// Forward-backward improvement (Li and Willis 1992; as double justification Valls, Ballestín and Quintanilla 2005):
    /// everything as late as the end or its deadline lets it, latest finish first, then as early as possible, earliest
    /// start first. Costs two schedules.
    pub(crate) fn justify(&mut self, starts: &mut [i32], end: i32) -> i32 {
        self.spent += 1;
        let n = starts.len();
        let duration = &self.shape.sides[0].duration;
        self.mirrored_release.fill(0);
        for due in &self.instance.dues {
            let j = due.activity;
            let latest = due.finish.max(starts[j] + duration[j]);
            self.mirrored_release[n - 1 - j] = (end - latest).max(0);
        }
        self.mirrored_fixed.clear();
        for (j, start) in &self.fixed {
            let j = *j as usize;
            let mirrored = end - start - duration[j];
            self.mirrored_fixed.push(((n - 1 - j) as u32, mirrored));
        }
        for j in 0..n {
            self.keys[n - 1 - j] = end - starts[j] - duration[j];
        }
        let side = &self.shape.sides[1];
        sort(side, &mut self.keys, &mut self.order, &mut self.counts);
        let frame = Frame {
            release: &self.mirrored_release,
            fixed: &self.mirrored_fixed,
        };
        self.generator.serial(side, &frame, &self.order, starts);
        for j in 0..n {
            self.keys[j] = end - starts[n - 1 - j] - self.shape.sides[0].duration[j];
        }
        let mut keys = std::mem::take(&mut self.keys);
        let last = self.forward(&mut keys, starts);
        self.keys = keys;
        last
    }
}

/// Activities by ascending key, ties by position; keys are raised where something must come before.
fn sort(side: &Side, keys: &mut [i32], order: &mut Vec<u32>, counts: &mut Vec<u32>) {
    if !side.plain {
        raise(side, keys);
    }
    let (mut least, mut most) = (i32::MAX, i32::MIN);
    for key in keys.iter() {
        least = least.min(*key);
        most = most.max(*key);
    }
    let width = (i64::from(most) - i64::from(least)).max(0) as usize;
    order.clear();
    if width > 16 * keys.len() + 1_024 {
        order.extend(0..keys.len() as u32);
        order.sort_unstable_by_key(|i| (keys[*i as usize], *i));
        return;
    }
    // Counting: keys are times, so there are few of them.
    counts.clear();
    counts.resize(width + 2, 0);
    for key in keys.iter() {
        counts[(key - least) as usize + 1] += 1;
    }
    let mut sum = 0;
    for count in counts.iter_mut() {
        sum += *count;
        *count = sum;
    }
    order.resize(keys.len(), 0);
    for (activity, key) in keys.iter().enumerate() {
        let place = &mut counts[(key - least) as usize];
        order[*place as usize] = activity as u32;
        *place += 1;
    }
}
