//! Roles, load and the contact that the work requires.

use std::collections::BTreeMap;

use askama::Template;
use concerted_model::team::Involvement;

use super::Context;
use crate::contact::contact;
use crate::error::ReportError;
use crate::number::three_digits;
use crate::shown::Shown;

/// Pairs shown before the chart.
const MOST_PAIRS: usize = 12;

#[derive(Template)]
#[template(path = "team.html")]
struct Team<'a> {
    posts: Vec<PostRow<'a>>,
    unfilled: Vec<(&'a str, usize, String)>,
    chart: Option<String>,
    required_pairs: Shown,
    crossing: Shown,
    hub: Option<(&'a str, Shown)>,
    pairs: Vec<PairRow<'a>>,
}

struct PostRow<'a> {
    name: &'a str,
    company: &'a str,
    roles: String,
    parts: [usize; 4],
    days: Shown,
    load: Shown,
    overloaded: bool,
}

struct PairRow<'a> {
    first: &'a str,
    second: &'a str,
    strength: String,
    crosses: bool,
    example: String,
}

/// Renders the section.
pub(super) fn render(context: &Context<'_>) -> Result<String, ReportError> {
    let outcome = &context.plan.team;
    let names: Vec<String> = outcome
        .posts
        .iter()
        .map(|post| context.post(post).to_owned())
        .collect();
    let section = Team {
        posts: posts(context),
        unfilled: outcome
            .team
            .unfilled
            .iter()
            .map(|(role, keys)| (role.as_str(), keys.len(), keys.join(", ")))
            .collect(),
        chart: contact(&names, &outcome.matrix),
        required_pairs: context
            .sheet
            .bare("team.required_pairs", "no post is described"),
        crossing: context
            .sheet
            .bare("team.cross_company_pairs", "no post is described"),
        hub: outcome.hub.as_ref().map(|(post, _)| {
            let share = context.sheet.percent("team.hub_share", "not computed");
            (context.post(post), share)
        }),
        pairs: outcome
            .pairs
            .iter()
            .take(MOST_PAIRS)
            .map(|pair| PairRow {
                first: context.post(&pair.first),
                second: context.post(&pair.second),
                strength: three_digits(pair.strength),
                crosses: pair.crosses_companies,
                example: example(context, pair),
            })
            .collect(),
    };
    Ok(section.render()?)
}

/// One interface that makes two posts talk.
fn example(context: &Context<'_>, pair: &concerted_team::RequiredPair) -> String {
    let name = |key: &str| {
        let work = context.plan.network.work.get(key);
        work.map_or_else(|| key.to_owned(), |work| work.name.clone())
    };
    pair.interfaces.first().map_or_else(String::new, |link| {
        format!("“{}” to “{}”", name(&link.giver), name(&link.receiver))
    })
}

fn posts<'a>(context: &Context<'a>) -> Vec<PostRow<'a>> {
    let outcome = &context.plan.team;
    let mut parts: BTreeMap<(&str, Involvement), usize> = BTreeMap::new();
    for one in &outcome.team.assigned {
        *parts.entry((&one.post, one.involvement)).or_default() += 1;
    }
    context
        .program
        .post
        .iter()
        .map(|post| {
            let id = post.id.as_str();
            let part = |involvement| parts.get(&(id, involvement)).copied().unwrap_or(0);
            let load = outcome.loads.iter().find(|load| load.post == id);
            let idle = "it has no work in the plan";
            PostRow {
                name: &post.name,
                company: context.company(post.company.as_str()),
                roles: post.role.join(", "),
                parts: [
                    part(Involvement::Responsible),
                    part(Involvement::Accountable),
                    part(Involvement::Consulted),
                    part(Involvement::Informed),
                ],
                days: context.sheet.bare(&format!("team.post.{id}.days"), idle),
                load: context.sheet.percent(&format!("team.post.{id}.load"), idle),
                overloaded: load.is_some_and(|load| load.load > 1.0),
            }
        })
        .collect()
}
