//! Required contact: which posts must talk because the work of one depends on that of the other.

use std::collections::BTreeMap;

use concerted_model::handover::{HandOff, WorkItem};
use concerted_model::program::Program;
use concerted_model::team::Involvement;

use crate::assign::Team;
use crate::coordination::coordination;

/// Two activities whose link makes two posts talk; the same twice where they share one.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Interface {
    /// Activity that gives.
    pub giver: String,
    /// Activity that receives.
    pub receiver: String,
}

/// Two posts that must talk.
#[derive(Debug, Clone, PartialEq)]
pub struct RequiredPair {
    /// Post with the lower id.
    pub first: String,
    /// Post with the higher id.
    pub second: String,
    /// Number of links between their work: an entry of `T_A · T_D · T_Aᵀ`.
    pub strength: f64,
    /// The links, sorted.
    pub interfaces: Vec<Interface>,
    /// True where the posts belong to different companies.
    pub crosses_companies: bool,
}

/// Required contact of all posts.
pub(crate) struct Contact {
    /// Posts in the order of the matrix: all of the program, sorted by id.
    pub(crate) posts: Vec<String>,
    /// Coordination requirements.
    pub(crate) matrix: Vec<Vec<f64>>,
    /// Pairs that must talk, the strongest first.
    pub(crate) pairs: Vec<RequiredPair>,
}

/// Matrices of one program.
struct Matrices {
    posts: Vec<String>,
    assignment: Vec<Vec<f64>>,
    dependency: Vec<Vec<f64>>,
}

/// Works out who must talk: posts that do the work, linked by what it waits for and by its hand-offs.
///
/// Answering for work or being asked about it makes no requirement here: with the programme manager behind
/// each activity every pair would be required and the result would say nothing.
pub(crate) fn required(
    program: &Program,
    team: &Team,
    work: &[WorkItem],
    hand_offs: &[HandOff],
) -> Contact {
    let matrices = matrices(program, team, work, hand_offs);
    let matrix = coordination(&matrices.assignment, &matrices.dependency);
    let mut pairs = Vec::new();
    for (a, row) in matrix.iter().enumerate() {
        for (b, strength) in row.iter().enumerate().skip(a + 1) {
            if *strength > 0.0 {
                pairs.push(RequiredPair {
                    first: matrices.posts[a].clone(),
                    second: matrices.posts[b].clone(),
                    strength: *strength,
                    interfaces: interfaces(&matrices, work, a, b),
                    crosses_companies: company(program, &matrices.posts[a])
                        != company(program, &matrices.posts[b]),
                });
            }
        }
    }
    pairs.sort_by(|a, b| {
        b.strength
            .total_cmp(&a.strength)
            .then_with(|| (&a.first, &a.second).cmp(&(&b.first, &b.second)))
    });
    Contact {
        posts: matrices.posts,
        matrix,
        pairs,
    }
}

fn company<'a>(program: &'a Program, post: &str) -> Option<&'a str> {
    program
        .post
        .iter()
        .find(|other| other.id.as_str() == post)
        .map(|post| post.company.as_str())
}

fn matrices(program: &Program, team: &Team, work: &[WorkItem], hand_offs: &[HandOff]) -> Matrices {
    let mut posts: Vec<String> = program
        .post
        .iter()
        .map(|post| post.id.as_str().to_owned())
        .collect();
    posts.sort();
    let places: BTreeMap<String, usize> = work
        .iter()
        .enumerate()
        .map(|(place, item)| (item.key.to_lowercase(), place))
        .collect();
    let find = |key: &str| places.get(&key.to_lowercase()).copied();
    let mut assignment = vec![vec![0.0; work.len()]; posts.len()];
    for one in &team.assigned {
        if one.involvement == Involvement::Responsible
            && let (Ok(post), Some(activity)) =
                (posts.binary_search(&one.post), find(&one.activity))
        {
            assignment[post][activity] = 1.0;
        }
    }
    let mut dependency = vec![vec![0.0; work.len()]; work.len()];
    for (to, item) in work.iter().enumerate() {
        for from in item.after.iter().filter_map(|key| find(key)) {
            dependency[from][to] = 1.0;
        }
    }
    for hand_off in hand_offs {
        let after = hand_off.after.as_deref().and_then(find);
        let before = hand_off.before.as_deref().and_then(find);
        if let (Some(from), Some(to)) = (after, before) {
            dependency[from][to] = 1.0;
        }
    }
    Matrices {
        posts,
        assignment,
        dependency,
    }
}

/// Links between the work of two posts, and activities that they share.
fn interfaces(matrices: &Matrices, work: &[WorkItem], a: usize, b: usize) -> Vec<Interface> {
    let does = |post: usize, activity: usize| matrices.assignment[post][activity] > 0.0;
    let mut found = Vec::new();
    for (from, row) in matrices.dependency.iter().enumerate() {
        for (to, link) in row.iter().enumerate() {
            let shared = from == to && does(a, from) && does(b, from);
            let linked = *link > 0.0
                && from != to
                && ((does(a, from) && does(b, to)) || (does(b, from) && does(a, to)));
            if shared || linked {
                found.push(Interface {
                    giver: work[from].key.clone(),
                    receiver: work[to].key.clone(),
                });
            }
        }
    }
    found.sort();
    found
}

/// The post in most of the required contact, with its part of the strength of all pairs.
///
/// 1 would mean that nothing happens without this post. Of equal posts the first by id counts.
pub(crate) fn hub(contact: &Contact) -> Option<(String, f64)> {
    let total: f64 = contact.pairs.iter().map(|pair| pair.strength).sum();
    let through = |post: &String| -> f64 {
        contact
            .pairs
            .iter()
            .filter(|pair| pair.first == *post || pair.second == *post)
            .map(|pair| pair.strength)
            .sum()
    };
    if total <= 0.0 {
        return None;
    }
    contact
        .posts
        .iter()
        .max_by(|a, b| through(a).total_cmp(&through(b)).then(b.cmp(a)))
        .map(|post| (post.clone(), through(post) / total))
}
