//! Posts to work: as the document assigns it, else by the role that owns the work.

use std::collections::{BTreeMap, BTreeSet};

use concerted_model::handover::WorkItem;
use concerted_model::program::Program;
use concerted_model::team::Involvement;

use crate::role::{Role, fill, owner};

/// Role that answers for all work where the document names nobody.
pub(crate) const PROGRAMME_MANAGER: &str = "programme manager";

/// The part of one post in one activity.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Assigned {
    /// Key of the activity as the work names it.
    pub activity: String,
    /// The part.
    pub involvement: Involvement,
    /// The post.
    pub post: String,
    /// True where the document says so; otherwise it follows from roles.
    pub entered: bool,
}

/// Who takes which part in what.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Team {
    /// Every part, sorted by activity, part and post.
    pub assigned: Vec<Assigned>,
    /// Activities that nobody does, by the role that should.
    pub unfilled: BTreeMap<String, Vec<String>>,
    /// Assignments of the document whose activity is not part of the work.
    pub unknown: Vec<String>,
}

impl Team {
    /// Posts with one part in an activity, sorted.
    pub fn posts(&self, activity: &str, involvement: Involvement) -> Vec<&str> {
        self.assigned
            .iter()
            .filter(|one| one.activity == activity && one.involvement == involvement)
            .map(|one| one.post.as_str())
            .collect()
    }
}

/// Assigns all work.
pub(crate) fn assign(program: &Program, work: &[WorkItem]) -> Team {
    let keys: BTreeMap<String, &str> = work
        .iter()
        .map(|item| (item.key.to_lowercase(), item.key.as_str()))
        .collect();
    let mut entered: BTreeSet<(&str, Involvement, &str)> = BTreeSet::new();
    let mut team = Team::default();
    for assignment in &program.assignment {
        match keys.get(&assignment.activity.to_lowercase()) {
            Some(key) => {
                entered.insert((key, assignment.involvement, assignment.post.as_str()));
            }
            None => team.unknown.push(assignment.activity.clone()),
        }
    }
    team.unknown.sort();
    team.unknown.dedup();
    let manager = manager(program);
    for item in work {
        let own = |involvement| {
            entered
                .range((item.key.as_str(), involvement, "")..)
                .take_while(move |(key, part, _)| *key == item.key && *part == involvement)
                .map(|(_, _, post)| (*post).to_owned())
                .collect::<Vec<String>>()
        };
        for involvement in Involvement::ALL {
            let named = own(*involvement);
            let by_document = !named.is_empty();
            let posts = if by_document {
                named
            } else {
                by_role(program, item, *involvement, manager)
            };
            if posts.is_empty() && *involvement == Involvement::Responsible {
                let role = item.owner.clone();
                team.unfilled
                    .entry(role)
                    .or_default()
                    .push(item.key.clone());
            }
            team.assigned.extend(posts.into_iter().map(|post| Assigned {
                activity: item.key.clone(),
                involvement: *involvement,
                post,
                entered: by_document,
            }));
        }
    }
    team.assigned.sort();
    team
}

/// The post that answers for the program, at the client where there is one.
pub(crate) fn manager(program: &Program) -> Option<&str> {
    let role = Role {
        word: PROGRAMME_MANAGER.to_owned(),
        qualifier: Some("client".to_owned()),
    };
    let post = *fill(program, &[role], None).first()?;
    Some(program.post[post].id.as_str())
}

fn by_role(
    program: &Program,
    item: &WorkItem,
    involvement: Involvement,
    manager: Option<&str>,
) -> Vec<String> {
    let owner = owner(&item.owner);
    let company = site_company(program, item);
    let ids = |posts: Vec<usize>| {
        posts
            .into_iter()
            .map(|post| program.post[post].id.as_str().to_owned())
            .collect()
    };
    match involvement {
        Involvement::Responsible => ids(fill(program, &owner.alternatives, company)),
        Involvement::Accountable => manager.map(ToOwned::to_owned).into_iter().collect(),
        Involvement::Consulted => owner
            .consulted
            .iter()
            .flat_map(|role| -> Vec<String> {
                ids(fill(program, std::slice::from_ref(role), company))
            })
            .collect(),
        Involvement::Informed => Vec::new(),
    }
}

/// Company of the site that does an activity.
pub(crate) fn site_company<'a>(program: &'a Program, item: &WorkItem) -> Option<&'a str> {
    company_of_site(program, item.site.as_deref()?)
}

/// Company of a site.
pub(crate) fn company_of_site<'a>(program: &'a Program, site: &str) -> Option<&'a str> {
    program
        .site
        .iter()
        .find(|other| other.id.as_str() == site)
        .map(|site| site.company.as_str())
}
