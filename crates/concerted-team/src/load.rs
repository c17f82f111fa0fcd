//! Load of posts against their capacity.

use std::collections::BTreeMap;

use concerted_model::figure::{Assumption, Input};
use concerted_model::handover::WorkItem;
use concerted_model::program::Program;
use concerted_model::team::{Involvement, Post};
use concerted_reference::Reference;

use crate::assign::Team;

/// Work of one post against the time it has.
#[derive(Debug, Clone, PartialEq)]
pub struct Load {
    /// The post.
    pub post: String,
    /// Activities that it does.
    pub activities: Vec<String>,
    /// Their working days, shared among the posts that do the same.
    pub days: f64,
    /// Working days from the earliest start of the first to the earliest finish of the last.
    pub window_days: f64,
    /// Part of a full week that the post has for the program.
    pub capacity: f64,
    /// Part of a working day that an activity takes, as assumed.
    pub intensity: f64,
    /// `intensity · days / (capacity · window)`; above 1 the post has more to do at once than it can.
    pub load: f64,
    /// What capacity and intensity rest on.
    pub inputs: Vec<Input>,
}

/// Loads of all posts with work, sorted by post.
///
/// An activity takes the default `work_intensity` of each day of the post that does it. The window comes from
/// the links alone, as if every activity started as early as it can: the busiest case, before a schedule that
/// respects capacity spreads it. Posts that only have milestones have no load.
pub(crate) fn loads(
    program: &Program,
    reference: &Reference,
    team: &Team,
    work: &[WorkItem],
) -> Vec<Load> {
    let Some(intensity) = reference.assumption("work_intensity") else {
        return Vec::new();
    };
    let windows = windows(work);
    let mut posts: Vec<&Post> = program.post.iter().collect();
    posts.sort_by(|a, b| a.id.cmp(&b.id));
    posts
        .into_iter()
        .filter_map(|post| {
            let (capacity, source) = capacity(reference, post)?;
            let own = own_work(team, work, post.id.as_str());
            let days = own.iter().map(|(_, days)| days).sum::<f64>();
            let first = own.iter().map(|(place, _)| windows[*place].0);
            let last = own.iter().map(|(place, _)| windows[*place].1);
            let window =
                last.fold(0.0_f64, f64::max) - first.fold(f64::INFINITY, f64::min).min(1e9);
            (window > 0.0).then(|| Load {
                post: post.id.as_str().to_owned(),
                activities: own
                    .iter()
                    .map(|(place, _)| work[*place].key.clone())
                    .collect(),
                days,
                window_days: window,
                capacity,
                intensity: intensity.value,
                load: intensity.value * days / (capacity * window),
                inputs: vec![source, assumed(intensity)],
            })
        })
        .collect()
}

/// A default of the reference tables as an input.
pub(crate) fn assumed(row: &concerted_reference::Assumption) -> Input {
    Input::Assumed(Assumption {
        id: row.id.clone(),
        value: format!("{} {}", row.value, row.unit),
        reason: row.reason.clone(),
    })
}

/// Capacity of a post; absent where it is entered as nothing.
fn capacity(reference: &Reference, post: &Post) -> Option<(f64, Input)> {
    let found = if let Some(given) = &post.capacity {
        (given.value, given.input())
    } else {
        let row = reference.assumption("post_capacity")?;
        (row.value, assumed(row))
    };
    (found.0 > 0.0).then_some(found)
}

/// Activities that a post does, by place, with its part of their days.
fn own_work(team: &Team, work: &[WorkItem], post: &str) -> Vec<(usize, f64)> {
    let mut own = Vec::new();
    for (place, item) in work.iter().enumerate() {
        let posts = team.posts(&item.key, Involvement::Responsible);
        if posts.contains(&post) {
            own.push((place, item.days / posts.len() as f64));
        }
    }
    own
}

/// Earliest start and finish of each activity in working days, from the links alone.
fn windows(work: &[WorkItem]) -> Vec<(f64, f64)> {
    let places: BTreeMap<String, usize> = work
        .iter()
        .enumerate()
        .map(|(place, item)| (item.key.to_lowercase(), place))
        .collect();
    let mut finish: Vec<f64> = work.iter().map(|item| item.days).collect();
    // As many rounds as activities settle any network; one with a circle stops there and is reported elsewhere.
    for _ in 0..work.len() {
        let mut settled = true;
        for (place, item) in work.iter().enumerate() {
            let start = item
                .after
                .iter()
                .filter_map(|key| places.get(&key.to_lowercase()))
                .map(|before| finish[*before])
                .fold(0.0, f64::max);
            if start + item.days > finish[place] {
                finish[place] = start + item.days;
                settled = false;
            }
        }
        if settled {
            break;
        }
    }
    work.iter()
        .zip(finish)
        .map(|(item, finish)| (finish - item.days, finish))
        .collect()
}
