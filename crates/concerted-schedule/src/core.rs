//! The model as integer programs see it: durations in ticks, distances between ends, constant capacities.
//!
//! Where the model has calendars, capacity over time, production of stock, skills, splits or progress, the core leaves
//! them out: it is then a relaxation, whose bounds hold for the model and whose schedules may not.

use crate::network::Network;
use crate::{Bound, Link, Model, Progress, Tick};

/// A duration with what it holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct CoreMode {
    /// Ticks from start to finish.
    pub(crate) duration: i64,
    /// Units held of each resource, ascending by resource, none of them 0.
    pub(crate) demands: Vec<(usize, i64)>,
    /// Amounts used of each budget, ascending by budget, none of them 0.
    pub(crate) uses: Vec<(usize, i64)>,
}

/// An activity of the core.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct CoreActivity {
    /// Ways of doing it, in the order of the model.
    pub(crate) modes: Vec<CoreMode>,
    /// Not before.
    pub(crate) release: Tick,
    /// Starts exactly here.
    pub(crate) fixed: Option<Tick>,
    /// Wanted by, and the weight of each tick after it.
    pub(crate) deadline: Option<(Tick, u32)>,
}

/// Start and mode of each activity of a core.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct CoreSchedule {
    pub(crate) starts: Vec<Tick>,
    pub(crate) modes: Vec<usize>,
}

/// end(to) ≥ end(from) + lag. A maximum lag is an arc back with the sign turned; arcs may form circles.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Arc {
    pub(crate) from: usize,
    pub(crate) to: usize,
    /// Whether it leaves the finish of `from` (else its start).
    pub(crate) from_finish: bool,
    /// Whether it reaches the finish of `to` (else its start).
    pub(crate) to_finish: bool,
    pub(crate) lag: i64,
    /// Position of the link in the model.
    pub(crate) link: usize,
}

/// The core of a model.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Core {
    pub(crate) activities: Vec<CoreActivity>,
    pub(crate) arcs: Vec<Arc>,
    /// Units of each resource of the model.
    pub(crate) capacities: Vec<i64>,
    /// Amount of each stock that is never made and never expires; the others count as unlimited.
    pub(crate) budgets: Vec<i64>,
    /// Whether the schedules of the core are those of the model.
    pub(crate) exact: bool,
}

impl Core {
    pub(crate) fn of(network: &Network<'_>) -> Self {
        let model = network.model;
        let mut exact = model.data_date.is_none();
        let capacities = model
            .resources
            .iter()
            .map(|resource| {
                exact &= resource.steps.is_empty();
                let most = resource.steps.iter().map(|step| step.units).max();
                i64::from(most.unwrap_or(0).max(resource.capacity))
            })
            .collect();
        let made: Vec<bool> = (0..model.stocks.len())
            .map(|stock| {
                model
                    .activities
                    .iter()
                    .any(|a| a.produces.iter().any(|p| p.stock.0 == stock))
            })
            .collect();
        let budgets = model
            .stocks
            .iter()
            .zip(&made)
            .map(|(stock, made)| {
                if *made || stock.initial_expiry.is_some() {
                    exact = false;
                    i64::MAX
                } else {
                    i64::try_from(stock.initial).unwrap_or(i64::MAX)
                }
            })
            .collect();
        let activities = (0..model.activities.len())
            .map(|index| activity(network, index, &mut exact))
            .collect();
        let mut arcs = Vec::new();
        for (index, link) in model.links.iter().enumerate() {
            match arc(model, link, index) {
                Some(arc) => arcs.push(arc),
                None => exact = false,
            }
        }
        Self {
            activities,
            arcs,
            capacities,
            budgets,
            exact,
        }
    }
}

fn activity(network: &Network<'_>, index: usize, exact: &mut bool) -> CoreActivity {
    let model = network.model;
    let source = &model.activities[index];
    *exact &= source.progress.is_none() && source.split.is_none();
    let modes = source.modes.iter().enumerate().map(|(position, mode)| {
        *exact &= mode.skills.is_empty() && model.calendars[mode.calendar.0].is_always();
        let demands = &network.demands[index][position];
        CoreMode {
            duration: model.work_left(index, position),
            demands: match source.progress {
                // Between the pieces of split work nothing is held, and done work holds nothing any more.
                Some(Progress::Finished { .. }) => Vec::new(),
                _ if source.split.is_some() => Vec::new(),
                _ => demands.iter().map(|d| (d.0, d.1 as i64)).collect(),
            },
            uses: match source.progress {
                Some(_) => Vec::new(),
                None => network.uses[index][position]
                    .iter()
                    .map(|u| (u.0, i64::try_from(u.1).unwrap_or(i64::MAX)))
                    .collect(),
            },
        }
    });
    CoreActivity {
        modes: modes.collect(),
        release: match source.progress {
            Some(Progress::Finished { finish, .. }) => finish,
            Some(Progress::Started { start, .. }) => start.max(model.data_date.unwrap_or(start)),
            None => source
                .release
                .unwrap_or(0)
                .max(model.data_date.unwrap_or(i64::MIN)),
        },
        fixed: match source.progress {
            Some(Progress::Finished { finish, .. }) => Some(finish),
            Some(Progress::Started { .. }) => None,
            None => source.fixed_start,
        },
        deadline: source.deadline.map(|tick| (tick, source.weight)),
    }
}

/// The arc of a link; `None` where it says more than the core can keep.
fn arc(model: &Model, link: &Link, index: usize) -> Option<Arc> {
    let (mut from, mut to) = (link.from.0, link.to.0);
    let (mut from_finish, mut to_finish) = (link.leaves_finish(), !link.reaches_start());
    let mut lag = link.lag;
    if link.bound == Bound::Maximum {
        std::mem::swap(&mut from, &mut to);
        std::mem::swap(&mut from_finish, &mut to_finish);
        lag = -lag;
    }
    let fixed_length = |activity: usize| {
        let source = &model.activities[activity];
        source.split.is_none()
            && source
                .modes
                .iter()
                .all(|mode| model.calendars[mode.calendar.0].is_always())
    };
    // Working time is never shorter than its elapsed time, so a minimum lag may be read as elapsed, a lead may not;
    // and a bound on a finish bounds a start only where the length between them is known.
    let readable = link
        .lag_calendar
        .is_none_or(|calendar| model.calendars[calendar.0].is_always() || lag >= 0)
        && (!to_finish || fixed_length(to));
    // What has begun or is done is bound by its progress, not by links to or from its start.
    let begun = |activity: usize| model.activities[activity].progress.is_some();
    let finished = |activity: usize| {
        matches!(
            model.activities[activity].progress,
            Some(Progress::Finished { .. })
        )
    };
    // The rest of work under way waits for what should have come before its start; a maximum lag from its start has no
    // say in when the rest begins.
    let from_actual_start = link.bound == Bound::Maximum && begun(to) && !to_finish;
    let kept = !finished(to) && (from_finish || !begun(from)) && !from_actual_start;
    (readable && kept).then_some(Arc {
        from,
        to,
        from_finish,
        to_finish,
        lag,
        link: index,
    })
}
