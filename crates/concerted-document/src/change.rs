//! Applying a change: the document as it reads afterwards, checked like any other, without touching a file.

mod find;
mod refusal;
mod write;

use concerted_model::change::{Change, Edit, Written};
use concerted_model::place::{FileIndex, SourceFiles};
use concerted_model::problem::Problem;
use concerted_model::raw::{Node, Raw};

use crate::{Loaded, merge, read_texts, toml_reader};
use find::{Part, Walk, name_path, walk};
use refusal::{Refusal, problem};

/// The files of a document as they were read, ready to be changed; reading them once serves many changes.
#[derive(Debug, Clone)]
pub struct Draft {
    texts: Vec<(String, String)>,
    /// The tree of each file, in the same order; none for tables and for files that are not TOML.
    trees: Vec<Option<Node>>,
    root: Option<Node>,
}

/// A document after a change.
#[derive(Debug)]
pub struct Applied {
    /// The changed document as it was read again: its problems are those of the change.
    pub loaded: Loaded,
    /// The change that undoes this one.
    pub inverse: Change,
    /// Name and new text of each file that differs; comments and the order of keys are kept.
    pub changed: Vec<(String, String)>,
}

impl Draft {
    /// The draft of a document that was read.
    pub fn of(files: &SourceFiles) -> Self {
        let texts: Vec<(String, String)> = files
            .iter()
            .map(|file| (file.name.clone(), file.text.clone()))
            .collect();
        let trees = texts
            .iter()
            .enumerate()
            .map(|(index, (name, text))| tree(name, text, index))
            .collect();
        let mut draft = Self {
            texts,
            trees,
            root: None,
        };
        draft.join();
        draft
    }

    /// What stands at a path; `None` where nothing does or where it cannot be read.
    ///
    /// ```
    /// let loaded = concerted_document::read_texts(&[(
    ///     "program.toml",
    ///     "format_version = 1\nname = \"Example\"\nstart = 2027-01-04\n",
    /// )]);
    /// let draft = concerted_document::change::Draft::of(&loaded.files);
    /// assert_eq!(draft.at("name"), Some("Example".into()));
    /// assert_eq!(draft.at("currency"), None);
    /// ```
    pub fn at(&self, path: &str) -> Option<Written> {
        let walk = walk(self.root.as_ref()?, path);
        if walk.rest.is_empty() {
            Written::of(walk.node)
        } else {
            None
        }
    }

    /// The document after a change, read again so that every check runs; the draft stays as it is.
    ///
    /// # Errors
    /// The first edit that cannot be made: a place that does not exist (`C0901`), something else than the change
    /// expects (`C0902`), or a place that no change can edit (`C0903`). Problems of the changed document itself
    /// are in [`Applied::loaded`].
    ///
    /// ```
    /// use concerted_model::change::{Change, Edit};
    /// let loaded = concerted_document::read_texts(&[(
    ///     "program.toml",
    ///     "format_version = 1\n# who?\nname = \"Example\"  # for now\nstart = 2027-01-04\n",
    /// )]);
    /// let draft = concerted_document::change::Draft::of(&loaded.files);
    /// let change = Change::new("it has a name now").edit(Edit::set("name", "Example", "Better"));
    /// let applied = draft.apply(&change).unwrap();
    /// assert_eq!(applied.loaded.program.unwrap().name, "Better");
    /// assert!(applied.changed[0].1.contains("# who?\nname = \"Better\"  # for now\n"));
    /// ```
    pub fn apply(&self, change: &Change) -> Result<Applied, Box<Problem>> {
        let mut draft = self.clone();
        let mut undone = Vec::with_capacity(change.edits.len());
        for edit in &change.edits {
            // Later edits see what earlier ones did, but the user's files are the original ones: that is
            // where a problem is shown.
            let undo = draft
                .edit(edit)
                .map_err(|refusal| Box::new(problem(self.root.as_ref(), edit, refusal)))?;
            undone.push(undo);
        }
        undone.reverse();
        let texts: Vec<(&str, &str)> = draft
            .texts
            .iter()
            .map(|(name, text)| (name.as_str(), text.as_str()))
            .collect();
        Ok(Applied {
            loaded: read_texts(&texts),
            inverse: Change {
                reason: format!("undo: {}", change.reason),
                edits: undone,
            },
            changed: self
                .texts
                .iter()
                .zip(&draft.texts)
                .filter(|(before, after)| before.1 != after.1)
                .map(|(_, after)| after.clone())
                .collect(),
        })
    }

    fn join(&mut self) {
        let trees: Vec<Node> = self.trees.iter().flatten().cloned().collect();
        self.root = (!trees.is_empty()).then(|| merge::merge(trees).0);
    }

    /// Makes one edit and returns the one that undoes it.
    fn edit(&mut self, edit: &Edit) -> Result<Edit, Refusal> {
        let root = self.root.as_ref().ok_or(Refusal::Nothing)?;
        let (spot, undo) = plan(root, edit)?;
        let (text, index) = {
            let index = self.file(&spot);
            let (name, text) = &self.texts[index];
            let local = local(root, &spot.parts, index);
            let new = write::rewrite(text, &local, &spot.deed)
                .ok_or_else(|| Refusal::Unwritable(name.clone()))?;
            (new, index)
        };
        self.trees[index] = tree(&self.texts[index].0, &text, index);
        self.texts[index].1 = text;
        self.join();
        let root = self.root.as_ref().ok_or(Refusal::Nothing)?;
        Ok(Edit {
            path: match (&spot.deed, spot.parts.last()) {
                // The record is not there to be named; it comes back under its own name.
                (Deed::Remove, Some(Part::Index(_))) => edit.path.clone(),
                // Whatever names its record may have changed: the key itself, or a repeat before it.
                _ => name_path(root, &spot.parts).unwrap_or_else(|| edit.path.clone()),
            },
            ..undo
        })
    }

    /// The file in which the place lies: that of the node, else of its list, else the program's own.
    fn file(&self, spot: &Spot) -> usize {
        let own = |file: FileIndex| file.0 as usize;
        let index = spot.file.map_or(0, own);
        if self.trees.get(index).is_some_and(Option::is_some) {
            index
        } else {
            self.trees.iter().position(Option::is_some).unwrap_or(0)
        }
    }
}

/// What to do at the end of a path.
enum Deed {
    /// Put this in the place of what stands there.
    Replace(Written),
    /// Take away what stands there.
    Remove,
    /// Put this where nothing stands; the last part is a key or the index before which it goes.
    Insert(Written),
    /// Begin a list of records with this one.
    Begin(Written),
}

/// Where an edit happens, in the joined document.
struct Spot {
    file: Option<FileIndex>,
    parts: Vec<Part>,
    deed: Deed,
}

/// Where and how an edit happens, and its inverse but for the path.
fn plan(root: &Node, edit: &Edit) -> Result<(Spot, Edit), Refusal> {
    let found = walk(root, &edit.path);
    let inverse = |position| Edit {
        path: String::new(),
        old: edit.new.clone(),
        new: edit.old.clone(),
        position,
    };
    let (deed, position) = match (&edit.old, &edit.new) {
        (None, None) => return Err(Refusal::Empty),
        (None, Some(new)) => return Ok((addition(root, edit, new)?, inverse(None))),
        (Some(_), Some(new)) => (Deed::Replace(new.clone()), None),
        (Some(_), None) => (
            Deed::Remove,
            match found.parts.last() {
                Some(Part::Index(index)) => Some(index + 1),
                _ => None,
            },
        ),
    };
    let old = edit.old.as_ref().ok_or(Refusal::Empty)?;
    if !found.rest.is_empty() {
        return Err(missing(&found));
    }
    match Written::of(found.node) {
        Some(own) if own.same(old) => {}
        own => {
            return Err(Refusal::Other(own.map_or_else(
                || "something that cannot be read".to_owned(),
                |own| own.to_string(),
            )));
        }
    }
    if let (Some(Part::Index(_)), Deed::Replace(new)) = (found.parts.last(), &deed)
        && !matches!(new, Written::Table(_))
    {
        return Err(Refusal::NoRecord);
    }
    let spot = Spot {
        file: Some(found.node.place.file),
        parts: found.parts,
        deed,
    };
    Ok((spot, inverse(position)))
}

/// Where a record or key is added.
fn addition(root: &Node, edit: &Edit, new: &Written) -> Result<Spot, Refusal> {
    let found = walk(root, &edit.path);
    let record = matches!(new, Written::Table(_));
    let in_list = match (&found.parent, &found.node.value) {
        // The path names an item that exists: the new one may still take its name by standing before it.
        (Some((list, name)), _) if record && found.rest.is_empty() => {
            Some((*list, name.clone(), 1))
        }
        (_, Raw::List(_)) if record && !found.rest.is_empty() => {
            Some((found.node, found.rest.clone(), 0))
        }
        _ => None,
    };
    if let Some((list, name, back)) = in_list {
        let mut parts = found.parts;
        parts.truncate(parts.len() - back);
        return item(list, &name, parts, (edit, new));
    }
    if found.rest.is_empty() {
        let own = Written::of(found.node).map_or_else(String::new, |own| own.to_string());
        return Err(Refusal::Other(own));
    }
    if !matches!(found.node.value, Raw::Table(_)) {
        return Err(missing(&found));
    }
    let mut parts = found.parts.clone();
    let file = (!parts.is_empty()).then_some(found.node.place.file);
    let deed = match found.rest.split_once('.') {
        None => {
            parts.push(Part::Key(found.rest.clone()));
            Deed::Insert(new.clone())
        }
        // The first record of a list: the list itself does not exist yet.
        Some((key, name)) if new.list_key().unwrap_or("1") == name => {
            parts.push(Part::Key(key.to_owned()));
            parts.push(Part::Index(0));
            Deed::Begin(new.clone())
        }
        Some(_) => return Err(missing(&found)),
    };
    Ok(Spot { file, parts, deed })
}

/// Where an item goes in a list that exists.
fn item(
    list: &Node,
    name: &str,
    mut parts: Vec<Part>,
    (edit, new): (&Edit, &Written),
) -> Result<Spot, Refusal> {
    let Raw::List(items) = &list.value else {
        return Err(Refusal::Missing);
    };
    let numbered = if new.list_key().is_none() {
        name.parse().ok()
    } else {
        None
    };
    let position = edit
        .position
        .or(numbered)
        .unwrap_or(items.len() + 1)
        .clamp(1, items.len() + 1);
    let mut labels = find::labels(items);
    labels.insert(position - 1, new.list_key());
    let own = concerted_model::change::item_names(labels).swap_remove(position - 1);
    if own != name {
        let taken = own.rsplit_once('#').is_some_and(|(base, _)| base == name);
        return Err(if taken {
            Refusal::Other(format!("`{name}` stands there already"))
        } else {
            Refusal::Misnamed(own)
        });
    }
    let neighbour = items
        .get(position - 1)
        .filter(|_| position <= items.len())
        .or_else(|| items.last())
        .unwrap_or(list);
    parts.push(Part::Index(position - 1));
    Ok(Spot {
        file: Some(neighbour.place.file),
        parts,
        deed: Deed::Insert(new.clone()),
    })
}

fn missing(found: &Walk<'_>) -> Refusal {
    match &found.node.value {
        Raw::Text(name) if name.to_ascii_lowercase().ends_with(".csv") => {
            Refusal::InTable(name.clone())
        }
        _ => Refusal::Missing,
    }
}

/// The parts of a path within one file: items of a list that is spread over files are counted by file.
fn local(root: &Node, parts: &[Part], file: usize) -> Vec<Part> {
    let mut local = parts.to_vec();
    if let [Part::Key(key), Part::Index(index), ..] = parts
        && let Some(entry) = root.get(key)
        && let Raw::List(items) = &entry.node.value
    {
        let before = items
            .iter()
            .take(*index)
            .filter(|item| item.place.file.0 as usize == file)
            .count();
        local[1] = Part::Index(before);
    }
    local
}

fn tree(name: &str, text: &str, index: usize) -> Option<Node> {
    if name.to_ascii_lowercase().ends_with(".csv") {
        return None;
    }
    toml_reader::read(text, FileIndex(index as u32)).0
}
