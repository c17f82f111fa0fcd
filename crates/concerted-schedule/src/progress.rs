//! What is odd about reported progress: it is told, and never stops the planning.

use thiserror::Error;

use crate::network::Network;
use crate::{Bound, Link, LinkIndex, Model, Progress, ScheduleError, Tick};

/// Something odd about the progress of an activity.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum ProgressNote {
    /// It began or ended although a link asked it to wait for something that has not happened. What remains of it waits
    /// (retained logic).
    #[error("`{activity}` went ahead of link `{link}` from `{from}`, which is not done")]
    OutOfSequence {
        /// Key of the activity.
        activity: String,
        /// The link.
        index: LinkIndex,
        /// Key of the link.
        link: String,
        /// Key of the activity it should have waited for.
        from: String,
    },
    /// It began or ended earlier than a link allowed, or later than a maximum link did.
    #[error("`{activity}` broke link `{link}` from `{from}`: {bound} {expected}, found {found}", bound = word(*.bound))]
    Broken {
        /// Key of the activity.
        activity: String,
        /// The link.
        index: LinkIndex,
        /// Key of the link.
        link: String,
        /// Key of the activity that the link leaves.
        from: String,
        /// Whether it was too early or too late.
        bound: Bound,
        /// Time allowed.
        expected: Tick,
        /// Time that happened.
        found: Tick,
    },
    /// An actual date lies after the data date.
    #[error("`{activity}` has an actual date after the data date {data_date}, found {found}")]
    AfterDataDate {
        /// Key of the activity.
        activity: String,
        /// Data date.
        data_date: Tick,
        /// Date found.
        found: Tick,
    },
    /// It is fixed to start before the data date, but has not been reported to.
    #[error(
        "`{activity}` is fixed to start at {fixed}, before the data date {data_date}, but has not started"
    )]
    NotStarted {
        /// Key of the activity.
        activity: String,
        /// Fixed start.
        fixed: Tick,
        /// Data date.
        data_date: Tick,
    },
}

fn word(bound: Bound) -> &'static str {
    match bound {
        Bound::Minimum => "not before",
        Bound::Maximum => "not after",
    }
}

/// All that is odd about the progress of a model, by activity and then by link.
///
/// # Errors
/// Where the model is invalid or the lag of a link cannot be counted.
///
/// ```
/// use concerted_schedule::*;
///
/// let mut model = Model::default();
/// let c = model.add_calendar(Calendar::always());
/// let a = model.add_activity(Activity::new("a", c, 5));
/// let mut b = Activity::new("b", c, 5);
/// b.progress = Some(Progress::Started { start: 1, remaining: 3 });
/// let b = model.add_activity(b);
/// model.links.push(Link::new("l", a, b, LinkKind::FinishToStart, 0));
/// model.data_date = Some(3);
/// let notes = progress_notes(&model).unwrap();
/// assert_eq!(notes[0].to_string(), "`b` went ahead of link `l` from `a`, which is not done");
/// ```
pub fn progress_notes(model: &Model) -> Result<Vec<ProgressNote>, ScheduleError> {
    let network = Network::new(model)?;
    let mut notes = Vec::new();
    if let Some(data_date) = model.data_date {
        for activity in &model.activities {
            let key = || activity.key.clone();
            let last = match activity.progress {
                Some(Progress::Started { start, .. }) => Some(start),
                Some(Progress::Finished { finish, .. }) => Some(finish),
                None => None,
            };
            if let Some(found) = last.filter(|found| *found > data_date) {
                notes.push(ProgressNote::AfterDataDate {
                    activity: key(),
                    data_date,
                    found,
                });
            }
            let open = activity.progress.is_none();
            if let Some(fixed) = activity.fixed_start.filter(|f| open && *f < data_date) {
                notes.push(ProgressNote::NotStarted {
                    activity: key(),
                    fixed,
                    data_date,
                });
            }
        }
    }
    for (index, link) in model.links.iter().enumerate() {
        notes.extend(of_link(&network, link, index)?);
    }
    Ok(notes)
}

fn of_link(
    network: &Network<'_>,
    link: &Link,
    index: usize,
) -> Result<Option<ProgressNote>, ScheduleError> {
    let model = network.model;
    let (from, to) = (link.from.0, link.to.0);
    let Some(found) = happened(model, to, !link.reaches_start()) else {
        return Ok(None);
    };
    let (activity, from_key) = (
        model.activities[to].key.clone(),
        model.activities[from].key.clone(),
    );
    let Some(left) = happened(model, from, link.leaves_finish()) else {
        let early = link.bound == Bound::Minimum;
        return Ok(early.then(|| ProgressNote::OutOfSequence {
            activity,
            index: LinkIndex(index),
            link: link.key.clone(),
            from: from_key,
        }));
    };
    let expected = link
        .earliest(model, left, left)
        .map_err(network.blame(to))?;
    let broken = match link.bound {
        Bound::Minimum => found < expected,
        Bound::Maximum => found > expected,
    };
    Ok(broken.then(|| ProgressNote::Broken {
        activity,
        index: LinkIndex(index),
        link: link.key.clone(),
        from: from_key,
        bound: link.bound,
        expected,
        found,
    }))
}

/// When an end of an activity happened, if it has.
fn happened(model: &Model, activity: usize, at_finish: bool) -> Option<Tick> {
    match (model.activities[activity].progress?, at_finish) {
        (Progress::Started { start, .. } | Progress::Finished { start, .. }, false) => Some(start),
        (Progress::Finished { finish, .. }, true) => Some(finish),
        (Progress::Started { .. }, true) => None,
    }
}
