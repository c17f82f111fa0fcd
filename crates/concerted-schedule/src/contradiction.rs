//! Links that no times can keep together.
//!
//! The ends of activities are nodes, and every rule that holds whatever the calendars say is an arc "at least so much
//! later": links whose lag counts elapsed time (or bounds it), durations, releases, fixed starts and progress. A circle
//! of arcs whose sum is above 0 proves that no schedule exists, and names the links on it.

use crate::network::Network;
use crate::{
    Bound, Link, LinkIndex, Model, Progress, Schedule, ScheduleError, Tick, Violation, check,
};

/// time(to) ≥ time(from) + length.
struct Arc {
    from: usize,
    to: usize,
    length: i64,
    link: Option<usize>,
}

/// Links that contradict each other through minimum and maximum lags, durations, fixed starts and progress, in the order
/// in which each pushes the next; empty if no contradiction is found this way (which proves nothing where calendars,
/// resources or stocks are at work). Resources are left aside.
///
/// # Errors
/// Where the model is invalid or a calendar has no working time left.
///
/// ```
/// use concerted_schedule::{Activity, Calendar, Link, LinkKind, Model, contradiction};
///
/// let mut model = Model::default();
/// let c = model.add_calendar(Calendar::always());
/// let a = model.add_activity(Activity::new("a", c, 5));
/// let b = model.add_activity(Activity::new("b", c, 5));
/// model.links.push(Link::new("rest", a, b, LinkKind::FinishToStart, 4));
/// model.links.push(Link::new("fresh", a, b, LinkKind::FinishToStart, 3).at_most());
/// assert_eq!(contradiction(&model).unwrap().len(), 2);
/// model.links[1].lag = 4;
/// assert!(contradiction(&model).unwrap().is_empty());
/// ```
pub fn contradiction(model: &Model) -> Result<Vec<LinkIndex>, ScheduleError> {
    Ok(circle(&Network::new(model)?)
        .unwrap_or_default()
        .into_iter()
        .map(LinkIndex)
        .collect())
}

/// Why no schedule keeps every link, or none was found: the circle of a contradiction, or else the links that a schedule
/// breaks.
pub(crate) fn failure(network: &Network<'_>, schedule: Option<&Schedule>) -> Option<ScheduleError> {
    if let Some(links) = circle(network) {
        return Some(error(network, &links));
    }
    let links: Vec<String> = check(network.model, schedule?)
        .into_iter()
        .filter_map(|violation| match violation {
            Violation::Link { link, .. } | Violation::MaximumLink { link, .. } => Some(link),
            _ => None,
        })
        .collect();
    (!links.is_empty()).then_some(ScheduleError::LinksBroken { links })
}

/// The error that names a contradiction.
pub(crate) fn error(network: &Network<'_>, links: &[usize]) -> ScheduleError {
    ScheduleError::Contradiction {
        links: links
            .iter()
            .map(|link| network.model.links[*link].key.clone())
            .collect(),
    }
}

/// The links on a circle whose sum is above 0, if there is one.
pub(crate) fn circle(network: &Network<'_>) -> Option<Vec<usize>> {
    let arcs = arcs(network);
    let nodes = 2 * network.model.activities.len() + 1;
    let mut time = vec![0_i128; nodes];
    let mut reached_by: Vec<Option<usize>> = vec![None; nodes];
    for pass in 0..=nodes {
        let mut raised = None;
        for (index, arc) in arcs.iter().enumerate() {
            let bound = time[arc.from] + i128::from(arc.length);
            if bound > time[arc.to] {
                time[arc.to] = bound;
                reached_by[arc.to] = Some(index);
                raised = Some(arc.to);
            }
        }
        let last = raised?;
        if pass == nodes {
            return Some(walk_back(&arcs, &reached_by, last));
        }
    }
    None
}

/// The links on the circle to which the arcs that raised a node lead back.
fn walk_back(arcs: &[Arc], reached_by: &[Option<usize>], mut node: usize) -> Vec<usize> {
    // After as many steps as there are nodes, the walk is on the circle.
    for _ in 0..reached_by.len() {
        if let Some(arc) = reached_by[node] {
            node = arcs[arc].from;
        }
    }
    let (start, mut links) = (node, Vec::new());
    while let Some(arc) = reached_by[node] {
        links.extend(arcs[arc].link);
        node = arcs[arc].from;
        if node == start {
            break;
        }
    }
    links.reverse();
    let lowest = (0..links.len()).min_by_key(|i| links[*i]).unwrap_or(0);
    links.rotate_left(lowest);
    links
}

fn arcs(network: &Network<'_>) -> Vec<Arc> {
    let model = network.model;
    let origin = 2 * model.activities.len();
    let mut arcs = Vec::new();
    let mut push = |from: usize, to: usize, length: i64, link: Option<usize>| {
        arcs.push(Arc {
            from,
            to,
            length,
            link,
        });
    };
    let pin = |node: usize, at: Tick, push: &mut dyn FnMut(usize, usize, i64, Option<usize>)| {
        push(origin, node, at, None);
        push(node, origin, -at, None);
    };
    for (index, activity) in model.activities.iter().enumerate() {
        let (start, finish) = (2 * index, 2 * index + 1);
        match activity.progress {
            Some(Progress::Finished {
                start: s,
                finish: f,
            }) => {
                pin(start, s, &mut push);
                pin(finish, f, &mut push);
                continue;
            }
            Some(Progress::Started {
                start: s,
                remaining,
            }) => {
                pin(start, s, &mut push);
                push(origin, finish, network.not_before(index) + remaining, None);
                continue;
            }
            None => match activity.fixed_start {
                Some(fixed) => pin(start, fixed, &mut push),
                None => push(origin, start, network.not_before(index), None),
            },
        }
        let works = || activity.modes.iter().map(|mode| mode.work);
        push(start, finish, works().min().unwrap_or(0), None);
        if lasts_as_long_as_its_work(model, index) {
            push(finish, start, -works().max().unwrap_or(0), None);
        }
    }
    for (index, link) in model.links.iter().enumerate() {
        if let Some((from, to, length)) = demand(network, link) {
            push(from, to, length, Some(index));
        }
    }
    arcs
}

fn lasts_as_long_as_its_work(model: &Model, activity: usize) -> bool {
    let activity = &model.activities[activity];
    let always = |calendar: usize| model.calendars[calendar].is_always();
    activity.split.is_none() && activity.modes.iter().all(|m| always(m.calendar.0))
}

/// What a link demands whatever its calendar says.
fn demand(network: &Network<'_>, link: &Link) -> Option<(usize, usize, i64)> {
    let from = 2 * link.from.0 + usize::from(link.leaves_finish());
    let to = 2 * link.to.0 + usize::from(!link.reaches_start());
    let elapsed = link
        .lag_calendar
        .is_none_or(|calendar| network.model.calendars[calendar.0].is_always());
    match link.bound {
        // Working time takes at least as long; a lead in working time may take longer.
        Bound::Minimum => {
            let fact = network.is_fact(link.to.0, !link.reaches_start());
            ((elapsed || link.lag >= 0) && !fact).then_some((from, to, link.lag))
        }
        Bound::Maximum => ((elapsed || link.lag <= 0) && !network.is_history(link))
            .then_some((to, from, -link.lag)),
    }
}
