//! Several files to one document: lists are joined, single values may stand in one file only.

use std::collections::BTreeMap;

use concerted_model::problem::{Problem, TWICE};
use concerted_model::raw::{Entry, Node, Raw};

/// Joins the trees of all files; the first one gives the place of the whole.
pub(crate) fn merge(trees: Vec<Node>) -> (Node, Vec<Problem>) {
    let mut problems = Vec::new();
    let mut trees = trees.into_iter();
    let mut root = trees.next().expect("the caller has at least one tree");
    let mut merged: Vec<Entry> = Vec::new();
    let mut position: BTreeMap<String, usize> = BTreeMap::new();
    let first = std::mem::replace(&mut root.value, Raw::Broken);
    for tree in std::iter::once(first).chain(trees.map(|tree| tree.value)) {
        let Raw::Table(entries) = tree else {
            continue;
        };
        for entry in entries {
            let Some(&at) = position.get(&entry.key) else {
                position.insert(entry.key.clone(), merged.len());
                merged.push(entry);
                continue;
            };
            let other = &mut merged[at];
            match (&mut other.node.value, entry.node.value) {
                (Raw::List(items), Raw::List(more)) => items.extend(more),
                _ => problems.push(
                    Problem::error(
                        TWICE,
                        &entry.place,
                        format!("`{}` is given in two places", entry.key),
                    )
                    .expected("one place for a single value")
                    .hint(Some("remove one of them".to_owned()))
                    .label(&other.place, "first given here"),
                ),
            }
        }
    }
    root.value = Raw::Table(merged);
    (root, problems)
}
