//! Things that wait for each other in a circle: steps of a route, activities, deputies.

use std::collections::BTreeMap;

use concerted_model::place::Place;
use concerted_model::problem::{CYCLE, Problem};
use concerted_model::program::Document;
use concerted_reference::{Reference, Strategy};

/// A node of a graph of names with its place.
type Graph<'a> = BTreeMap<String, (Option<&'a Place>, Vec<String>)>;

/// Every circle, one problem for each.
pub(super) fn judge(document: &Document) -> Vec<Problem> {
    let mut problems = Vec::new();
    for route in &document.route {
        let graph = steps(document, route);
        problems.extend(report(
            &graph,
            &format!("route `{}`: steps", route.id),
            &route.place,
        ));
    }
    let mut activities: Graph<'_> = BTreeMap::new();
    for activity in &document.activity {
        let next = activity
            .after
            .iter()
            .chain(activity.link.iter().map(|link| &link.from))
            .map(|key| key.to_ascii_lowercase())
            .collect();
        activities.insert(activity.id.to_string(), (Some(&activity.place), next));
    }
    for row in Reference::embedded().template() {
        let after = row.predecessors(Strategy::TwoBatches).unwrap_or_default();
        let after = after.iter().map(|key| key.to_ascii_lowercase());
        activities
            .entry(row.id.to_ascii_lowercase())
            .or_insert((None, Vec::new()))
            .1
            .extend(after);
    }
    problems.extend(report(&activities, "activities", &document.place));
    let mut deputies: Graph<'_> = BTreeMap::new();
    for post in &document.post {
        let next = post.deputy.iter().map(ToString::to_string).collect();
        deputies.insert(post.id.to_string(), (Some(&post.place), next));
    }
    // Two posts may stand in for each other; only a longer circle or oneself is a slip.
    problems.extend(
        find(&deputies)
            .into_iter()
            .filter(|circle| circle.len() != 2)
            .map(|circle| {
                problem(
                    &deputies,
                    &circle,
                    "posts that stand in for each other",
                    &document.place,
                )
            }),
    );
    problems
}

fn steps<'a>(document: &'a Document, route: &'a concerted_model::route::Route) -> Graph<'a> {
    let steps: Vec<_> = document.steps(route).collect();
    steps
        .iter()
        .map(|step| {
            let next = step
                .input
                .iter()
                .filter_map(|input| {
                    steps
                        .iter()
                        .find(|other| other.product.as_str() == input.material.as_str())
                })
                .map(|other| other.id.to_string())
                .collect();
            (step.id.to_string(), (Some(&step.place), next))
        })
        .collect()
}

fn report(graph: &Graph<'_>, what: &str, whole: &Place) -> Vec<Problem> {
    find(graph)
        .iter()
        .map(|circle| problem(graph, circle, what, whole))
        .collect()
}

fn problem(graph: &Graph<'_>, circle: &[String], what: &str, whole: &Place) -> Problem {
    // Activities of the template have no place; the user's own one that closes the circle has.
    let place = circle
        .iter()
        .find_map(|name| graph.get(name).and_then(|(place, _)| *place))
        .unwrap_or(whole);
    let mut names: Vec<String> = circle.iter().map(|name| format!("`{name}`")).collect();
    names.push(names[0].clone());
    Problem::error(
        CYCLE,
        place,
        format!("{what} wait for each other: {}", names.join(" waits for ")),
    )
    .expected("an order without circles")
    .hint(Some("remove one of these links".to_owned()))
}

/// One circle for each group of names that reach each other, starting at the first name by letter.
fn find(graph: &Graph<'_>) -> Vec<Vec<String>> {
    let mut state: BTreeMap<&str, u8> = BTreeMap::new();
    let mut circles = Vec::new();
    for root in graph.keys() {
        if state.contains_key(root.as_str()) {
            continue;
        }
        // Depth-first without recursion: a chain may be as long as the file allows.
        let mut path: Vec<(&str, usize)> = vec![(root, 0)];
        state.insert(root, 1);
        while let Some((name, at)) = path.pop() {
            let next = graph.get(name).and_then(|(_, next)| next.get(at));
            let Some(next) = next else {
                state.insert(name, 2);
                continue;
            };
            path.push((name, at + 1));
            match state.get(next.as_str()) {
                None if graph.contains_key(next) => {
                    state.insert(next, 1);
                    path.push((next, 0));
                }
                Some(1) => {
                    let from = path
                        .iter()
                        .position(|(name, _)| name == next)
                        .unwrap_or_default();
                    circles.push(
                        path[from..]
                            .iter()
                            .map(|(name, _)| (*name).to_owned())
                            .collect(),
                    );
                }
                _ => {}
            }
        }
    }
    circles
}
