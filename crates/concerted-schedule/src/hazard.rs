//! What may happen beside uncertain durations: risk events before and after mitigation, rework, closures of calendars.

use concerted_chance::{Distribution, Law};

use crate::uncertainty::{UncertaintyProblem, WORK_LIMIT};
use crate::{ActivityIndex, CalendarIndex, Model, TICK_LIMIT, Tick};

/// Seasons of one closure at most.
const SEASONS: u32 = 10_000;

/// An event that may happen, with what it does before and after mitigation.
///
/// One uniform number per sample decides whether it happens and another how hard it hits, the same for all effects and
/// for both states: so the difference that a mitigation makes is free of noise. Events without work of their own model a
/// branch: give the branch an activity without work and let the event add some.
#[derive(Debug, Clone, PartialEq)]
pub struct RiskEvent {
    /// Stable name from the caller; addresses the draws. No other event, closure or [`crate::Risk`] may have it.
    pub key: String,
    /// As things stand.
    pub before: Occurrence,
    /// What can be done about it.
    pub mitigation: Option<Mitigation>,
}

/// How likely an event is and what it does.
#[derive(Debug, Clone, PartialEq)]
pub struct Occurrence {
    /// Probability that it happens, from 0 to 1.
    pub probability: f64,
    /// What it does if it happens.
    pub effects: Vec<Effect>,
}

/// A way to make an event less likely or less harmful.
#[derive(Debug, Clone, PartialEq)]
pub struct Mitigation {
    /// How things stand once it is in force.
    pub after: Occurrence,
    /// Whether it costs something. The engine counts no money: the flag is handed through to the results.
    pub costs: bool,
}

/// What an event does to one activity.
#[derive(Debug, Clone, PartialEq)]
pub struct Effect {
    /// Which activity.
    pub activity: ActivityIndex,
    /// What it does.
    pub impact: Impact,
}

/// Change of the work of an activity. Several changes of one activity: first factors, then repeats, then additions, and
/// whole ticks after each.
#[derive(Debug, Clone, PartialEq)]
pub enum Impact {
    /// Work added, in working ticks; values below 0 count as 0.
    Adds(Law),
    /// Work multiplied by a factor; values below 0 count as 0.
    Multiplies(Law),
    /// Rework loop: the work, or a share of it, is done again, and after each repeat the event may happen anew. The
    /// number of repeats K is geometric, P(K ≥ k) = pᵏ with the event's probability p, cut at `most`; without the cut its
    /// mean is p/(1 − p).
    Repeats {
        /// Share of the work that a repeat takes; values below 0 count as 0.
        share: Law,
        /// Repeats at most.
        most: u32,
    },
}

impl Impact {
    pub(crate) fn law(&self) -> &Law {
        match self {
            Self::Adds(law) | Self::Multiplies(law) | Self::Repeats { share: law, .. } => law,
        }
    }
}

/// Time that may be lost to a calendar: an inspection, a strike, a hard winter.
///
/// In each season it happens with the probability given; it then begins evenly anywhere in the season and lasts an
/// elapsed length. Seasons and closures are independent of each other; closures that overlap do not add up.
#[derive(Debug, Clone, PartialEq)]
pub struct Closure {
    /// Stable name from the caller; addresses the draws. No other closure, event or [`crate::Risk`] may have it.
    pub key: String,
    /// The calendar that is closed.
    pub calendar: CalendarIndex,
    /// Probability in each season, from 0 to 1.
    pub probability: f64,
    /// What can be done about it.
    pub mitigation: Option<ClosureMitigation>,
    /// When it may begin.
    pub season: Season,
    /// Elapsed ticks that it lasts; values below 0 count as 0.
    pub length: Law,
}

/// A way to make a closure less likely.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ClosureMitigation {
    /// Probability in each season once it is in force.
    pub probability: f64,
    /// Whether it costs something, handed through to the results.
    pub costs: bool,
}

/// Stretches of time that return: number k is [start + k·period, start + k·period + length).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Season {
    /// First tick of the first one.
    pub start: Tick,
    /// Ticks in each, at least 1.
    pub length: i64,
    /// Ticks from one start to the next.
    pub period: i64,
    /// How many there are, at most 10,000.
    pub count: u32,
}

pub(crate) fn check_event(
    model: &Model,
    event: &RiskEvent,
    problems: &mut Vec<UncertaintyProblem>,
) {
    let states = [
        Some(("probability", &event.before)),
        event
            .mitigation
            .as_ref()
            .map(|m| ("probability after mitigation", &m.after)),
    ];
    for (what, state) in states.into_iter().flatten() {
        share((what, &event.key), state.probability, problems);
        for effect in &state.effects {
            let (found, count) = (effect.activity.0, model.activities.len());
            if found >= count {
                problems.push(UncertaintyProblem::UnknownActivity {
                    place: format!("risk `{}`", event.key),
                    found,
                    count,
                });
            }
            let mean = effect.impact.law().mean();
            let most = match effect.impact {
                Impact::Adds(_) => WORK_LIMIT,
                // A thousandfold is an error of entry.
                Impact::Multiplies(_) | Impact::Repeats { .. } => 1_000.0,
            };
            if !(-most..=most).contains(&mean) {
                problems.push(UncertaintyProblem::Impact {
                    key: event.key.clone(),
                    most,
                    found: mean,
                });
            }
        }
    }
}

pub(crate) fn check_closure(
    model: &Model,
    closure: &Closure,
    problems: &mut Vec<UncertaintyProblem>,
) {
    let key = &closure.key;
    share(("probability", key), closure.probability, problems);
    if let Some(mitigation) = closure.mitigation {
        let what = ("probability after mitigation", key.as_str());
        share(what, mitigation.probability, problems);
    }
    let (found, count) = (closure.calendar.0, model.calendars.len());
    if found >= count {
        problems.push(UncertaintyProblem::UnknownCalendar {
            key: key.clone(),
            found,
            count,
        });
    }
    let mean = closure.length.mean();
    if !(-WORK_LIMIT..=WORK_LIMIT).contains(&mean) {
        problems.push(UncertaintyProblem::Impact {
            key: key.clone(),
            most: WORK_LIMIT,
            found: mean,
        });
    }
    let season = closure.season;
    let last = i128::from(season.start)
        + i128::from(season.period) * i128::from(season.count)
        + i128::from(season.length);
    let fits = season.start >= 0
        && season.length >= 1
        && season.period >= 1
        && (1..=SEASONS).contains(&season.count)
        && last <= i128::from(TICK_LIMIT);
    if !fits {
        problems.push(UncertaintyProblem::Season {
            key: key.clone(),
            season,
        });
    }
}

pub(crate) fn share(
    (what, key): (&'static str, &str),
    found: f64,
    problems: &mut Vec<UncertaintyProblem>,
) {
    if !(0.0..=1.0).contains(&found) {
        problems.push(UncertaintyProblem::Share {
            what,
            key: key.to_owned(),
            found,
        });
    }
}
