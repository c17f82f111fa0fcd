//! An instance in one choice of modes: durations, weights of arcs and needs, forward and backward.

use super::instance::Instance;

/// Durations, arcs and needs for one choice of modes, forward and mirrored.
#[derive(Debug, Clone)]
pub(crate) struct Shape {
    pub(crate) modes: Vec<u8>,
    pub(crate) sides: [Side; 2],
}

/// One direction of a shape.
#[derive(Debug, Clone)]
pub(crate) struct Side {
    pub(crate) duration: Vec<i32>,
    /// Position of the need of each activity in the table of all modes; `None` where nothing is needed.
    pub(crate) need: Vec<Option<u32>>,
    /// Where the arcs that reach each activity begin.
    first: Vec<u32>,
    /// Start of what comes before and the ticks from there.
    arcs: Vec<(u32, i32)>,
    /// Whether every arc waits for a finish, so that the order of starts is an order of work.
    pub(crate) plain: bool,
}

impl Side {
    /// The arcs that reach an activity.
    #[inline]
    pub(crate) fn arcs(&self, activity: usize) -> &[(u32, i32)] {
        &self.arcs[self.first[activity] as usize..self.first[activity + 1] as usize]
    }
}

impl Shape {
    /// The shape of an instance in these modes.
    pub(crate) fn of(instance: &Instance, modes: Vec<u8>) -> Self {
        let n = instance.len();
        let mut table = 0;
        let mut places = Vec::with_capacity(n);
        for ways in &instance.ways {
            places.push(table);
            table += ways.len() as u32;
        }
        let way = |activity: usize| &instance.ways[activity][usize::from(modes[activity])];
        let side = |number: usize| {
            let own = |j: usize| if number == 0 { j } else { n - 1 - j };
            let duration: Vec<i32> = (0..n).map(|j| way(own(j)).duration).collect();
            let need = |j: usize| {
                let place = places[j] + u32::from(modes[j]);
                (!way(j).demands.is_empty()).then_some(place)
            };
            let mut side = Side {
                need: (0..n).map(|j| need(own(j))).collect(),
                first: vec![0],
                arcs: Vec::new(),
                plain: true,
                duration,
            };
            for (to, reaches) in instance.reaches[number].iter().enumerate() {
                for reach in reaches {
                    let from = side.duration[reach.from as usize];
                    let mut weight = reach.lag;
                    weight += if reach.from_finish { from } else { 0 };
                    weight -= if reach.to_finish {
                        side.duration[to]
                    } else {
                        0
                    };
                    side.plain &= weight >= from;
                    side.arcs.push((reach.from, weight));
                }
                side.first.push(side.arcs.len() as u32);
            }
            side
        };
        Self {
            sides: [side(0), side(1)],
            modes,
        }
    }
}
