//! Why an edit is refused, as a problem with its place and a hint.

use concerted_model::change::Edit;
use concerted_model::place::{FileIndex, Place};
use concerted_model::problem::{Code, NO_PLACE, NOT_EDITABLE, Problem, STALE};
use concerted_model::raw::Node;
use concerted_model::suggest::closest;

use super::find::{Walk, names, walk};

/// Why an edit is refused.
pub(super) enum Refusal {
    /// The path leads nowhere.
    Missing,
    /// Something else stands there: what.
    Other(String),
    /// The new record has another name in its list.
    Misnamed(String),
    /// The path leads into a CSV file.
    InTable(String),
    /// A record is to become something else.
    NoRecord,
    /// Neither old nor new value.
    Empty,
    /// The file's text cannot be edited.
    Unwritable(String),
    /// There is no document.
    Nothing,
}

/// A refusal as a problem at the nearest place that exists.
pub(super) fn problem(root: Option<&Node>, edit: &Edit, refusal: Refusal) -> Problem {
    let nowhere = Place::new(FileIndex(0), 0..0);
    let near = root.map(|root| walk(root, &edit.path));
    let place = match (&refusal, &near) {
        (Refusal::Nothing, _) | (_, None) => &nowhere,
        (_, Some(near)) => &near.node.place,
    };
    let path = shorten(&edit.path);
    let words = match refusal {
        Refusal::Missing => missing(near.as_ref(), &path),
        Refusal::Other(found) => stale(edit, &path, found),
        Refusal::Misnamed(name) => misnamed(&path, &name),
        Refusal::InTable(file) => not_editable(
            format!("`{path}` stands in the file `{file}`"),
            "a place in a TOML file",
            Some(&file),
            "edit the CSV file, or write its rows into the TOML file",
        ),
        Refusal::Unwritable(file) => not_editable(
            format!("`{path}` cannot be written into `{file}`"),
            "TOML without syntax errors",
            Some(&file),
            "mend or edit the file by hand",
        ),
        Refusal::NoRecord => not_editable(
            format!("`{path}` is a record and can only be replaced by a record"),
            "a table",
            None,
            "name the field to change after the record",
        ),
        Refusal::Empty => not_editable(
            format!("the edit of `{path}` says neither what stands there nor what shall"),
            "`old`, `new` or both",
            None,
            "give at least one of them",
        ),
        Refusal::Nothing => nothing(),
    };
    words.at(place)
}

/// What a problem says, without its place.
struct Words {
    code: Code,
    message: String,
    expected: Option<String>,
    found: Option<String>,
    hint: String,
}

impl Words {
    /// The words at a place.
    fn at(self, place: &Place) -> Problem {
        let mut problem = Problem::error(self.code, place, self.message).hint(self.hint);
        if let Some(expected) = self.expected {
            problem = problem.expected(expected);
        }
        match self.found {
            Some(found) => problem.found(found),
            None => problem,
        }
    }
}

fn missing(near: Option<&Walk<'_>>, path: &str) -> Words {
    let known = near.map(names).unwrap_or_default();
    let rest = near.map_or("", |near| near.rest.as_str());
    let wanted = rest.split('.').next().unwrap_or_default();
    let hint = closest(wanted, known.iter().map(String::as_str));
    Words {
        code: NO_PLACE,
        message: format!("there is no `{path}` to change"),
        expected: Some("the path of a record or field of the document".to_owned()),
        found: Some(format!("`{path}`")),
        hint: hint.map_or_else(
            || "`concerted why` and the findings show paths as they are".to_owned(),
            |name| format!("did you mean `{name}`?"),
        ),
    }
}

fn stale(edit: &Edit, path: &str, found: String) -> Words {
    let expected = edit.old.as_ref();
    Words {
        code: STALE,
        message: format!("`{path}` is not what the change expects"),
        expected: Some(expected.map_or_else(|| "nothing there".to_owned(), ToString::to_string)),
        found: Some(found),
        hint: "look at the place and make the change again".to_owned(),
    }
}

fn misnamed(path: &str, name: &str) -> Words {
    Words {
        code: NO_PLACE,
        message: format!("the record added as `{path}` would be `{name}` in its list"),
        expected: Some(format!("a path that ends in `{name}`")),
        found: Some(format!("`{path}`")),
        hint: "end the path with the record's id, or with what it refers to".to_owned(),
    }
}

fn nothing() -> Words {
    Words {
        code: NOT_EDITABLE,
        message: "the document has no TOML file to change".to_owned(),
        expected: None,
        found: None,
        hint: "`concerted new DIR` writes a program".to_owned(),
    }
}

/// The place exists, and still nothing can be changed there; where a file is why, its name is what was found.
fn not_editable(message: String, expected: &str, file: Option<&str>, hint: &str) -> Words {
    Words {
        code: NOT_EDITABLE,
        message,
        expected: Some(expected.to_owned()),
        found: file.map(|file| format!("`{file}`")),
        hint: hint.to_owned(),
    }
}

/// Long texts do not belong into messages.
fn shorten(path: &str) -> String {
    const LONGEST: usize = 120;
    if path.chars().count() <= LONGEST {
        path.to_owned()
    } else {
        path.chars().take(LONGEST).chain(['…']).collect()
    }
}
