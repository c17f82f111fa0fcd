//! Links of a project as links of a model, those of summaries drawn to the tasks below them.

use concerted_schedule::{ActivityIndex, Bound, CalendarIndex, Link, LinkKind};

use crate::hierarchy::Hierarchy;
use crate::project::{Basis, LagCalendar, Project, TaskLink};
use crate::reading::Place;
use crate::to_model::Making;

/// Links drawn from summaries may not make the model larger than this.
const MOST_LINKS: usize = 2_000_000;

pub(crate) fn links(
    project: &Project,
    hierarchy: &Hierarchy,
    activities: &[Option<usize>],
    making: &mut Making<'_>,
) -> Vec<Link> {
    let positions = project.task_positions();
    let mut drawn = Vec::new();
    for link in &project.links {
        let position = |id: &str| positions.get(id).copied();
        let (Some(from), Some(to)) = (position(&link.from), position(&link.to)) else {
            leave_out(link, "one of its tasks is unknown", making);
            continue;
        };
        let (summary_from, summary_to) = (hierarchy.has_children(from), hierarchy.has_children(to));
        // The start of a summary is that of its first task, whichever that will be, and no link can say that.
        let leaves_start = matches!(link.kind, LinkKind::StartToStart | LinkKind::StartToFinish);
        let reaches_finish = matches!(
            link.kind,
            LinkKind::FinishToFinish | LinkKind::StartToFinish
        );
        let maximum = link.bound == Bound::Maximum;
        if (summary_from && (leaves_start || maximum))
            || (summary_to && (reaches_finish || maximum))
        {
            let why = "it speaks of the first start or last finish of a summary";
            leave_out(link, why, making);
            continue;
        }
        let ends = |at: usize| -> Vec<usize> {
            let leaves = hierarchy.leaves(at);
            leaves
                .into_iter()
                .filter_map(|leaf| activities[leaf])
                .collect()
        };
        let (froms, tos) = (ends(from), ends(to));
        if froms.is_empty() || tos.is_empty() {
            leave_out(link, "one of its tasks is not scheduled", making);
            continue;
        }
        if drawn.len() + froms.len() * tos.len() > MOST_LINKS {
            leave_out(link, "links of summaries would be too many", making);
            continue;
        }
        let calendar = lag_calendar(link, (from, to), making);
        for &from in &froms {
            for &to in &tos {
                let mut one = Link::new(
                    format!("{} {}", link.from, link.to),
                    ActivityIndex(from),
                    ActivityIndex(to),
                    link.kind,
                    making.scale.length(link.lag.amount),
                );
                one.bound = link.bound;
                one.lag_calendar = calendar;
                drawn.push(one);
            }
        }
    }
    drawn
}

fn leave_out(link: &TaskLink, why: &str, making: &mut Making<'_>) {
    making.ledger.not_used(
        Place::part(format!("link from `{}` to `{}`", link.from, link.to)),
        &format!("{:?}", link.kind),
        &format!("left out of the model: {why}"),
    );
}

/// The calendar that counts a lag; none where it is elapsed, or 0 and so the same on every calendar.
fn lag_calendar(
    link: &TaskLink,
    (from, to): (usize, usize),
    making: &mut Making<'_>,
) -> Option<CalendarIndex> {
    let project = making.project;
    let around_the_clock = link.lag_calendar == LagCalendar::AroundTheClock;
    if project.basis == Basis::Periods
        || link.lag.elapsed
        || link.lag.amount == 0
        || around_the_clock
    {
        return None;
    }
    let id = match link.lag_calendar {
        LagCalendar::Predecessor => project.tasks[from].calendar.as_deref(),
        LagCalendar::Successor => project.tasks[to].calendar.as_deref(),
        _ => None,
    };
    Some(making.calendar(id))
}
