//! Checks of roles against work: who does, answers, stands in and approves, and what nobody hands over.
//!
//! Circles of deputies are not looked for: reading the document refuses them.

use std::collections::BTreeSet;

use concerted_model::finding::{Finding, Severity};
use concerted_model::handover::{HandOff, WorkItem};
use concerted_model::id::well_formed;
use concerted_model::program::Program;
use concerted_model::quantity::shortest;
use concerted_model::team::{Involvement, Post};

use crate::assign::{Team, company_of_site};
use crate::load::Load;
use crate::role::owner;

/// Missing roles above which they are told in one finding instead of one each.
const MANY_ROLES: usize = 6;

/// Keys listed in a message before the rest is counted.
const LISTED: usize = 8;

/// Role whose work is a quality decision.
const QUALITY: &str = "quality assurance";

/// Every check, sorted by key.
pub(crate) fn findings(
    program: &Program,
    team: &Team,
    work: &[WorkItem],
    hand_offs: &[HandOff],
    loads: &[Load],
) -> Vec<Finding> {
    let mut found = unfilled(team);
    found.extend(accountable(team, work));
    found.extend(unknown(team));
    found.extend(approval(program, team, work));
    found.extend(deputies(program, team));
    found.extend(parties(program, hand_offs));
    found.extend(overload(program, loads));
    found.sort_by(|a, b| a.id.cmp(&b.id));
    found
}

/// Some words, and how many more there are.
fn listed<'a>(words: impl IntoIterator<Item = &'a str>) -> String {
    let words: Vec<&str> = words.into_iter().collect();
    if words.len() <= LISTED {
        return words.join(", ");
    }
    format!(
        "{} and {} more",
        words[..LISTED].join(", "),
        words.len() - LISTED
    )
}

fn activities(count: usize) -> String {
    if count == 1 {
        "1 activity".to_owned()
    } else {
        format!("{count} activities")
    }
}

/// Work that nobody does, by missing role.
fn unfilled(team: &Team) -> Vec<Finding> {
    let hint = "add a `[[post]]` with this role, or an `[[assignment]]` of an existing post";
    if team.unfilled.len() > MANY_ROLES {
        let count: usize = team.unfilled.values().map(Vec::len).sum();
        return vec![
            Finding::new(
                "team.role_unfilled",
                Severity::Major,
                "post",
                format!(
                    "Nobody does {}, because no post fills these roles: {}.",
                    activities(count),
                    team.unfilled
                        .keys()
                        .map(String::as_str)
                        .collect::<Vec<_>>()
                        .join(", ")
                ),
            )
            .hint(hint),
        ];
    }
    team.unfilled
        .iter()
        .map(|(role, keys)| {
            Finding::new(
                "team.role_unfilled",
                Severity::Major,
                format!("role.{}", well_formed(role)),
                format!(
                    "No post fills the role `{role}`, so nobody does {}: {}.",
                    activities(keys.len()),
                    listed(keys.iter().map(String::as_str))
                ),
            )
            .hint(hint)
        })
        .collect()
}

/// Exactly one post answers for each activity.
fn accountable(team: &Team, work: &[WorkItem]) -> Vec<Finding> {
    let mut found = Vec::new();
    let mut nobody = Vec::new();
    for item in work {
        match team.posts(&item.key, Involvement::Accountable).as_slice() {
            [] => nobody.push(item.key.as_str()),
            [_] => {}
            several => found.push(
                Finding::new(
                    "team.several_accountable",
                    Severity::Major,
                    format!("activity.{}", item.key),
                    format!(
                        "{} posts answer for {} ({}): {}. Exactly one should.",
                        several.len(),
                        item.key,
                        item.name,
                        several.join(", ")
                    ),
                )
                .hint("keep one `accountable` and make the others `consulted`"),
            ),
        }
    }
    if !nobody.is_empty() {
        found.push(
            Finding::new(
                "team.nobody_accountable",
                Severity::Major,
                "post",
                format!(
                    "Nobody answers for {}: {}. No post has the role `programme manager`, who would by default.",
                    activities(nobody.len()),
                    listed(nobody)
                ),
            )
            .hint("add a `[[post]]` with the role \"programme manager\", or assign an accountable post"),
        );
    }
    found
}

/// Assignments to work that is not there.
fn unknown(team: &Team) -> Option<Finding> {
    (!team.unknown.is_empty()).then(|| {
        Finding::new(
            "team.assignment_unknown",
            Severity::Minor,
            "assignment",
            format!(
                "Posts are assigned to activities that are not part of the plan: {}.",
                listed(team.unknown.iter().map(String::as_str))
            ),
        )
        .hint("keys of activities are those of the plan, such as `c06`")
    })
}

/// Quality decisions need a post that may approve.
fn approval(program: &Program, team: &Team, work: &[WorkItem]) -> Option<Finding> {
    let approves =
        |post: &str| find(program, post).is_some_and(|post| post.may_approve == Some(true));
    let lacking: Vec<&str> = work
        .iter()
        .filter(|item| {
            owner(&item.owner)
                .alternatives
                .iter()
                .any(|role| role.word == QUALITY)
        })
        .filter(|item| {
            let mut posts = team.posts(&item.key, Involvement::Responsible);
            posts.extend(team.posts(&item.key, Involvement::Accountable));
            !posts.is_empty() && !posts.into_iter().any(approves)
        })
        .map(|item| item.key.as_str())
        .collect();
    (!lacking.is_empty()).then(|| {
        Finding::new(
            "team.approval",
            Severity::Major,
            "post",
            format!(
                "Nobody who does or answers for these quality decisions is entered as allowed to approve: {}.",
                listed(lacking)
            ),
        )
        .hint("set may_approve = true at the post of quality assurance")
    })
}

fn find<'a>(program: &'a Program, post: &str) -> Option<&'a Post> {
    program.post.iter().find(|other| other.id.as_str() == post)
}

/// Posts with work have somebody else to stand in.
fn deputies(program: &Program, team: &Team) -> Option<Finding> {
    let busy: BTreeSet<&str> = team
        .assigned
        .iter()
        .filter(|one| {
            matches!(
                one.involvement,
                Involvement::Responsible | Involvement::Accountable
            )
        })
        .map(|one| one.post.as_str())
        .collect();
    let alone: Vec<&str> = busy
        .into_iter()
        .filter(|id| find(program, id).is_some_and(|post| post.deputy.is_none()))
        .collect();
    (!alone.is_empty()).then(|| {
        Finding::new(
            "team.deputy_missing",
            Severity::Minor,
            "post",
            format!(
                "Nobody stands in for {} with work: {}.",
                if alone.len() == 1 {
                    "1 post".to_owned()
                } else {
                    format!("{} posts", alone.len())
                },
                listed(alone)
            ),
        )
        .hint("name a `deputy` at the post")
    })
}

/// Hand-offs between companies of which neither has any post: nobody in the document could make them.
///
/// A company without posts beside one with posts is no gap; who acts for a partner is its own affair.
fn parties(program: &Program, hand_offs: &[HandOff]) -> Option<Finding> {
    let staffed = |company: &str| {
        let mut posts = program.post.iter();
        posts.any(|post| post.company.as_str() == company)
    };
    let mut companies: BTreeSet<&str> = BTreeSet::new();
    let mut keys: BTreeSet<&str> = BTreeSet::new();
    for hand_off in hand_offs {
        let ends = company_of_site(program, &hand_off.from_site)
            .zip(company_of_site(program, &hand_off.to_site));
        let Some((from, to)) = ends.filter(|(from, to)| !staffed(from) && !staffed(to)) else {
            continue;
        };
        companies.extend([from, to]);
        keys.insert(&hand_off.key);
    }
    let names = companies.into_iter().map(|id| {
        let company = program.company_by_id(id);
        company.map_or(id, |company| company.name.as_str())
    });
    (!keys.is_empty()).then(|| {
        Finding::new(
            "team.hand_off_party",
            Severity::Note,
            "post",
            format!(
                "No post of {} is known, and they hand over among themselves: {}.",
                listed(names),
                listed(keys)
            ),
        )
        .hint("add a post of one of these companies")
    })
}

/// Posts with more to do at once than they can.
fn overload(program: &Program, loads: &[Load]) -> Vec<Finding> {
    loads
        .iter()
        .filter(|load| load.load > 1.0)
        .map(|load| {
            let name = find(program, &load.post).map_or(load.post.as_str(), |post| &post.name);
            Finding::new(
                "team.load",
                Severity::Minor,
                format!("post.{}", load.post),
                format!(
                    "{name} has more work than time if everything starts as early as it can: {} with {} days of activity at an assumed {} of a working day each, within {} working days at {:.0} % = {:.0} %.",
                    activities(load.activities.len()),
                    tenths(load.days),
                    part(load.intensity),
                    tenths(load.window_days),
                    load.capacity * 100.0,
                    load.load * 100.0
                ),
            )
            .figure(format!("team.post.{}.load", load.post))
            .hint("add a second post with this role, or raise its capacity")
        })
        .collect()
}

/// Days with one digit after the point, where there is one.
fn tenths(days: f64) -> String {
    shortest((days * 10.0).round() / 10.0)
}

/// A part of a day in words.
fn part(intensity: f64) -> String {
    if (intensity - 0.5).abs() < 1e-9 {
        return "half".to_owned();
    }
    format!("{:.0} %", intensity * 100.0)
}
