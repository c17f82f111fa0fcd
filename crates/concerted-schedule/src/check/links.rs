//! Links: minimum and maximum lags between the ends of activities.

use super::{Violation, begin};
use crate::{Bound, Calendar, Link, LinkKind, Model, Progress, Schedule, Tick};

pub(super) fn links(model: &Model, schedule: &Schedule, violations: &mut Vec<Violation>) {
    for link in &model.links {
        let (from, to) = (link.from.0, link.to.0);
        let (from_finish, to_finish) = match link.kind {
            LinkKind::FinishToStart => (true, false),
            LinkKind::StartToStart => (false, false),
            LinkKind::FinishToFinish => (true, true),
            LinkKind::StartToFinish => (false, true),
        };
        let happened = |index: usize, at_finish: bool| match model.activities[index].progress {
            None => false,
            Some(Progress::Started { .. }) => !at_finish,
            Some(Progress::Finished { .. }) => true,
        };
        let end = |index: usize, at_finish: bool| {
            if at_finish {
                schedule.finishes[index]
            } else {
                schedule.starts[index]
            }
        };
        let left = end(from, from_finish);
        match link.bound {
            Bound::Minimum => {
                // What is finished came when it came. What is under way waits with the rest of its work.
                if matches!(
                    model.activities[to].progress,
                    Some(Progress::Finished { .. })
                ) {
                    continue;
                }
                let found = if to_finish {
                    schedule.finishes[to]
                } else {
                    begin(model, schedule, to)
                };
                one(model, link, (left, found), violations);
            }
            Bound::Maximum => {
                if !(happened(from, from_finish) && happened(to, to_finish)) {
                    one(model, link, (left, end(to, to_finish)), violations);
                }
            }
        }
    }
}

fn one(model: &Model, link: &Link, (left, found): (Tick, Tick), violations: &mut Vec<Violation>) {
    let key = |index: usize| model.activities[index].key.clone();
    let (from, to) = (key(link.from.0), key(link.to.0));
    let always = Calendar::always();
    let calendar = link.lag_calendar.map_or(&always, |c| &model.calendars[c.0]);
    let link_key = link.key.clone();
    match (calendar.add_lag(left, link.lag), link.bound) {
        (Err(_), _) => violations.push(Violation::LagCalendar { link: link_key }),
        (Ok(expected), Bound::Minimum) if found < expected => violations.push(Violation::Link {
            link: link_key,
            from,
            to,
            expected,
            found,
        }),
        (Ok(expected), Bound::Maximum) if found > expected => {
            violations.push(Violation::MaximumLink {
                link: link_key,
                from,
                to,
                expected,
                found,
            });
        }
        (Ok(_), _) => {}
    }
}
