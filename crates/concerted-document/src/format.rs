//! `concerted fmt`: one layout for every document, comments kept.

use toml_edit::{DocumentMut, Item, RawString, Table, Value};

/// The text in house layout: `key = value` with single spaces, no indentation before keys, one empty
/// line before each table, no trailing space, one line end at the end. Comments, order of keys and
/// values stay as they are.
///
/// # Errors
/// The parser's message where the text is not TOML; use the reader to report that with its place.
///
/// ```
/// let text = "# why\n  name='x'   # note\n[[material]]\nid   = \"a\"\n";
/// let formatted = concerted_document::format::format_text(text).unwrap();
/// assert_eq!(formatted, "# why\nname = 'x'  # note\n\n[[material]]\nid = \"a\"\n");
/// ```
pub fn format_text(text: &str) -> Result<String, toml_edit::TomlError> {
    let mut document: DocumentMut = text.parse()?;
    let mut first = true;
    table(document.as_table_mut(), &mut first, true);
    let trailing = comments(&format!(
        "{}\n",
        document.trailing().as_str().unwrap_or_default().trim_end()
    ));
    let trailing = trailing.trim_start_matches('\n').to_owned();
    document.set_trailing(trailing);
    let mut text = document.to_string();
    while text.ends_with("\n\n") {
        text.pop();
    }
    if !text.is_empty() && !text.ends_with('\n') {
        text.push('\n');
    }
    Ok(text)
}

fn table(table: &mut Table, first: &mut bool, root: bool) {
    if !root && !table.is_implicit() {
        let prefix = table
            .decor()
            .prefix()
            .and_then(RawString::as_str)
            .unwrap_or_default();
        let space = if *first { "" } else { "\n" };
        let comments = comments(prefix);
        table.decor_mut().set_prefix(format!("{space}{comments}"));
        let suffix = end_of_line(table.decor().suffix());
        table.decor_mut().set_suffix(suffix);
        *first = false;
    }
    for (mut key, item) in table.iter_mut() {
        match item {
            Item::Value(value) => {
                let prefix = key
                    .leaf_decor()
                    .prefix()
                    .and_then(RawString::as_str)
                    .unwrap_or_default()
                    .to_owned();
                let lead = if *first {
                    comments(&prefix)
                } else {
                    spaced(&prefix)
                };
                key.leaf_decor_mut().set_prefix(lead);
                key.leaf_decor_mut().set_suffix(" ");
                let suffix = end_of_line(value.decor().suffix());
                value.decor_mut().set_prefix(" ");
                value.decor_mut().set_suffix(suffix);
                one_line_list(value);
                *first = false;
            }
            Item::Table(inner) => self::table(inner, first, false),
            Item::ArrayOfTables(items) => {
                for inner in items.iter_mut() {
                    self::table(inner, first, false);
                }
            }
            Item::None => {}
        }
    }
}

/// Comment lines of a prefix without indentation; runs of empty lines become one, and those before the
/// first comment go.
fn comments(prefix: &str) -> String {
    // What follows the last line end is the key's indentation, not a line.
    let lines = prefix.rsplit_once('\n').map_or("", |(lines, _)| lines);
    let mut text = String::new();
    for line in lines.split('\n').map(str::trim) {
        let empty_again = line.is_empty() && (text.is_empty() || text.ends_with("\n\n"));
        if !empty_again {
            text.push_str(line);
            text.push('\n');
        }
    }
    text
}

/// The same, keeping one empty line where the user left some before the first comment or key.
fn spaced(prefix: &str) -> String {
    let starts_empty = prefix
        .split_once('\n')
        .is_some_and(|(line, _)| line.trim().is_empty());
    format!(
        "{}{}",
        if starts_empty { "\n" } else { "" },
        comments(prefix)
    )
}

/// A comment at the end of a line, two spaces after the value.
fn end_of_line(suffix: Option<&RawString>) -> String {
    let text = suffix
        .and_then(RawString::as_str)
        .unwrap_or_default()
        .trim();
    if text.is_empty() {
        String::new()
    } else {
        format!("  {text}")
    }
}

/// Spaces inside a list or inline table that stands in one line and has no comment.
fn one_line_list(value: &mut Value) {
    let plain = !value.to_string().contains(['\n', '#']);
    match value {
        Value::Array(items) if plain => {
            items.fmt();
        }
        Value::InlineTable(items) if plain => {
            items.fmt();
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let once = format_text(text).unwrap();
        assert_eq!(once, expected);
        assert_eq!(
            format_text(&once).unwrap(),
            once,
            "formatting twice changes"
        );
        let before: toml::Table = toml::from_str(text).unwrap();
        let after: toml::Table = toml::from_str(&once).unwrap();
        assert_eq!(before, after, "formatting changed a value");
    }

    #[test]
    fn keeps_comments_and_values() {
        check("a=1\nb = 2 # two\n", "a = 1\nb = 2  # two\n");
        check(
            "\n\n# head\na = 1\n\n\n# about b\nb = 2\n",
            "# head\na = 1\n\n# about b\nb = 2\n",
        );
        check(
            "a = 1\n[[m]]\n   id=\"x\"\n[[m.n]]\nq = [1,2]\n# end\n",
            "a = 1\n\n[[m]]\nid = \"x\"\n\n[[m.n]]\nq = [1, 2]\n# end\n",
        );
        check(
            "a = [\n  1, # one\n  2,\n]\n",
            "a = [\n  1, # one\n  2,\n]\n",
        );
        check(
            "y = {value=\"1 kg\",low=\"0.9 kg\"}\n",
            "y = { value = \"1 kg\", low = \"0.9 kg\" }\n",
        );
        check("", "");
    }

    #[test]
    fn refuses_what_is_not_toml() {
        assert!(format_text("a = ").is_err());
    }
}
