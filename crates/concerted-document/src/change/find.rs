//! From a path to the node it names, and back.

use concerted_model::change::{LABEL_KEYS, item_names};
use concerted_model::raw::{Node, Raw};
use concerted_model::record::join;

/// One part of a path: a key of a table or an item of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Part {
    Key(String),
    Index(usize),
}

/// How far a path leads.
#[derive(Debug)]
pub(crate) struct Walk<'a> {
    /// The last node that exists.
    pub(crate) node: &'a Node,
    /// The parts that lead to it.
    pub(crate) parts: Vec<Part>,
    /// What is left of the path.
    pub(crate) rest: String,
    /// The list it stands in and its name there, where it is an item of a list.
    pub(crate) parent: Option<(&'a Node, String)>,
}

/// Follows a path as far as it leads.
pub(crate) fn walk<'a>(root: &'a Node, path: &str) -> Walk<'a> {
    let mut walk = Walk {
        node: root,
        parts: Vec::new(),
        rest: path.to_owned(),
        parent: None,
    };
    while !walk.rest.is_empty() {
        let Some((name, part, next)) = next(walk.node, &walk.rest) else {
            break;
        };
        walk.parent = matches!(part, Part::Index(_)).then(|| (walk.node, name.clone()));
        walk.parts.push(part);
        walk.node = next;
        walk.rest = walk.rest[name.len()..].trim_start_matches('.').to_owned();
    }
    walk
}

/// The child that the path goes on with: the longest name counts, because names may hold dots.
fn next<'a>(node: &'a Node, rest: &str) -> Option<(String, Part, &'a Node)> {
    let fits = |name: &str| {
        rest.strip_prefix(name)
            .is_some_and(|after| after.is_empty() || after.starts_with('.'))
    };
    match &node.value {
        Raw::Table(entries) => entries
            .iter()
            .filter(|entry| fits(&entry.key))
            .max_by_key(|entry| entry.key.len())
            .map(|entry| (entry.key.clone(), Part::Key(entry.key.clone()), &entry.node)),
        Raw::List(items) => item_names(labels(items))
            .into_iter()
            .enumerate()
            // Lists of plain values are changed as a whole.
            .filter(|(index, name)| fits(name) && matches!(items[*index].value, Raw::Table(_)))
            .max_by_key(|(_, name)| name.len())
            .map(|(index, name)| (name, Part::Index(index), &items[index])),
        _ => None,
    }
}

/// What names each item of a list of records.
pub(crate) fn labels(items: &[Node]) -> Vec<Option<&str>> {
    items
        .iter()
        .map(|node| LABEL_KEYS.iter().find_map(|key| node.get(key)?.node.text()))
        .collect()
}

/// Names by which a path could go on from where it ended.
pub(crate) fn names(walk: &Walk<'_>) -> Vec<String> {
    match &walk.node.value {
        Raw::Table(entries) => entries.iter().map(|entry| entry.key.clone()).collect(),
        Raw::List(items) => item_names(labels(items)),
        _ => Vec::new(),
    }
}

/// The path of the node that these parts lead to.
pub(crate) fn name_path(root: &Node, parts: &[Part]) -> Option<String> {
    let mut node = root;
    let mut path = String::new();
    for part in parts {
        let (name, next) = match (part, &node.value) {
            (Part::Key(key), _) => match node.get(key) {
                Some(entry) => (key.clone(), Some(&entry.node)),
                None => (key.clone(), None),
            },
            (Part::Index(index), Raw::List(items)) => (
                item_names(labels(items)).into_iter().nth(*index)?,
                items.get(*index),
            ),
            _ => return None,
        };
        path = join(&path, &name);
        match next {
            Some(next) => node = next,
            // A key that was taken away has no node; its name is known all the same.
            None => return Some(path),
        }
    }
    Some(path)
}
