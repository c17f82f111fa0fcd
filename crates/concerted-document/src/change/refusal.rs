//! Why an edit is refused, as a problem with its place and a hint.

use concerted_model::change::Edit;
use concerted_model::place::{FileIndex, Place};
use concerted_model::problem::{NO_PLACE, NOT_EDITABLE, Problem, STALE};
use concerted_model::raw::Node;
use concerted_model::suggest::closest;

use super::find::{names, walk};

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
    let place = near.as_ref().map_or(&nowhere, |near| &near.node.place);
    let path = shorten(&edit.path);
    match refusal {
        Refusal::Missing => {
            let known = near.as_ref().map(names).unwrap_or_default();
            let rest = near.as_ref().map_or("", |near| near.rest.as_str());
            let wanted = rest.split('.').next().unwrap_or_default();
            let hint = closest(wanted, known.iter().map(String::as_str))
                .map(|name| format!("did you mean `{name}`?"));
            Problem::error(NO_PLACE, place, format!("there is no `{path}` to change"))
                .expected("the path of a record or field of the document")
                .found(format!("`{path}`"))
                .hint(hint.or_else(|| {
                    Some("`concerted why` and the findings show paths as they are".to_owned())
                }))
        }
        Refusal::Other(found) => Problem::error(
            STALE,
            place,
            format!("`{path}` is not what the change expects"),
        )
        .expected(
            edit.old
                .as_ref()
                .map_or_else(|| "nothing there".to_owned(), ToString::to_string),
        )
        .found(found)
        .hint(Some(
            "look at the place and make the change again".to_owned(),
        )),
        Refusal::Misnamed(name) => Problem::error(
            NO_PLACE,
            place,
            format!("the record added as `{path}` would be `{name}` in its list"),
        )
        .expected(format!("a path that ends in `{name}`"))
        .found(format!("`{path}`"))
        .hint(Some(
            "end the path with the record's id, or with what it refers to".to_owned(),
        )),
        Refusal::InTable(file) => Problem::error(
            NOT_EDITABLE,
            place,
            format!("`{path}` stands in the file `{file}`"),
        )
        .expected("a place in a TOML file")
        .found(format!("`{file}`"))
        .hint(Some(
            "edit the CSV file, or write its rows into the TOML file".to_owned(),
        )),
        Refusal::NoRecord => Problem::error(
            NOT_EDITABLE,
            place,
            format!("`{path}` is a record and can only be replaced by a record"),
        )
        .expected("a table")
        .hint(Some("name the field to change after the record".to_owned())),
        Refusal::Empty => Problem::error(
            NOT_EDITABLE,
            place,
            format!("the edit of `{path}` says neither what stands there nor what shall"),
        )
        .expected("`old`, `new` or both")
        .hint(Some("give at least one of them".to_owned())),
        Refusal::Unwritable(file) => Problem::error(
            NOT_EDITABLE,
            place,
            format!("`{path}` cannot be written into `{file}`"),
        )
        .expected("TOML without syntax errors")
        .found(format!("`{file}`"))
        .hint(Some("mend or edit the file by hand".to_owned())),
        Refusal::Nothing => Problem::error(
            NOT_EDITABLE,
            &nowhere,
            "the document has no TOML file to change",
        )
        .hint(Some("`concerted new DIR` writes a program".to_owned())),
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
