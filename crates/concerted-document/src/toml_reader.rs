//! TOML text to the raw tree, with every syntax error of the text.

use std::ops::Range;

use concerted_model::place::{FileIndex, Place};
use concerted_model::problem::{IMPOSSIBLE_DATE, NOISE, Problem, SYNTAX};
use concerted_model::raw::{Entry, Node, Raw};
use toml::Spanned;
use toml::de::{DeTable, DeValue};
use toml_parser::Source;
use toml_parser::parser::RecursionGuard;

/// Largest file that is read, in bytes.
pub(crate) const LARGEST_FILE: usize = 2_000_000;
/// Most syntax errors that are listed.
const MOST_ERRORS: usize = 200;
/// Deepest nesting; the same bound as the parser's own.
const DEEPEST: u32 = 80;

/// The tree of a text, where there is one, and its problems.
pub(crate) fn read(text: &str, file: FileIndex) -> (Option<Node>, Vec<Problem>) {
    if let Some(problem) = refuse(text, file) {
        return (None, vec![problem]);
    }
    let (table, errors) = DeTable::parse_recoverable(text);
    let problems = errors
        .iter()
        .map(|error| {
            let span = error.span().unwrap_or(0..0);
            // A date that does not exist fails in the parser; to the user it is no slip of syntax.
            let written = text.get(span.clone()).unwrap_or_default();
            if is_date(written) {
                return Problem::error(
                    IMPOSSIBLE_DATE,
                    &Place::new(file, span.clone()),
                    format!("`{written}` is no date"),
                )
                .expected("a date such as 2027-01-15")
                .found(format!("`{written}`"));
            }
            let message = error.message().trim().replace('\n', ", ");
            Problem::error(SYNTAX, &Place::new(file, span.clone()), message)
                .hint(syntax_hint(text, &span))
        })
        .collect();
    let span = table.span();
    let mut node = Node {
        place: Place::new(file, span),
        value: table_value(table.get_ref(), file),
    };
    let broken: Vec<Range<usize>> = errors.iter().filter_map(toml::de::Error::span).collect();
    silence(&mut node, &broken);
    (Some(node), problems)
}

/// Marks values in which a syntax error lies: what the parser made of them is its guess, and a second
/// message about the guess would only confuse.
fn silence(node: &mut Node, broken: &[Range<usize>]) {
    match &mut node.value {
        Raw::Table(entries) => {
            for entry in entries {
                silence(&mut entry.node, broken);
            }
        }
        Raw::List(items) => {
            for item in items {
                silence(item, broken);
            }
        }
        value => {
            let own = &node.place.span;
            let hit = broken
                .iter()
                .any(|span| span.start <= own.end && own.start <= span.end);
            if hit {
                *value = Raw::Broken;
            }
        }
    }
}

/// What a user probably meant where the parser stumbled.
fn syntax_hint(text: &str, span: &Range<usize>) -> Option<String> {
    let start = text[..span.start.min(text.len())]
        .rfind('\n')
        .map_or(0, |at| at + 1);
    let line = text[start..].lines().next().unwrap_or_default();
    let value = line.split_once('=').map(|(_, value)| value.trim())?;
    let first = value.chars().next()?;
    if line.contains(['\u{201c}', '\u{201d}', '\u{2018}', '\u{2019}']) {
        return Some("use straight quotes: \" and not \u{201c} \u{201d}".to_owned());
    }
    if first.is_ascii_digit() && value.contains(',') {
        return Some("use a decimal point and no thousands separator".to_owned());
    }
    if first == '"' && value.matches('"').count() % 2 == 1 {
        return Some("the closing quote is missing".to_owned());
    }
    if first.is_alphabetic() && !value.contains('"') {
        return Some(format!("text stands in quotes: \"{value}\""));
    }
    None
}

/// Refuses noise before the recovering parser sees it: its recovery takes superlinear time on noise.
fn refuse(text: &str, file: FileIndex) -> Option<Problem> {
    let whole = Place::new(file, 0..0);
    if text.len() > LARGEST_FILE {
        return Some(
            Problem::error(
                NOISE,
                &whole,
                format!("the file has {} bytes and is not read", text.len()),
            )
            .expected(format!("at most {LARGEST_FILE} bytes of TOML"))
            .found(format!("{} bytes", text.len()))
            .hint(Some("put long tables into CSV files".to_owned())),
        );
    }
    let source = Source::new(text);
    let tokens = source.lex().into_vec();
    let mut count = 0_usize;
    let mut first = None;
    let mut ignored = ();
    let mut guard = RecursionGuard::new(&mut ignored, DEEPEST);
    let mut sink = |error: toml_parser::ParseError| {
        count += 1;
        if first.is_none() {
            first = error.unexpected().or(error.context());
        }
    };
    toml_parser::parser::parse_document(&tokens, &mut guard, &mut sink);
    (count > MOST_ERRORS).then(|| {
        let at = first.map_or(0..0, |span| span.start()..span.end());
        Problem::error(
            NOISE,
            &Place::new(file, at),
            format!("the file has {count} syntax errors and is not read further"),
        )
        .expected(format!("TOML with at most {MOST_ERRORS} syntax errors"))
        .found(format!("{count} syntax errors, the first here"))
        .hint(Some("is this the file you mean?".to_owned()))
    })
}

/// True for text of the form of a date, whether or not the day exists.
fn is_date(text: &str) -> bool {
    let parts: Vec<&str> = text.trim().split('-').collect();
    parts.len() == 3
        && parts[0].len() == 4
        && parts
            .iter()
            .all(|part| part.len() <= 4 && part.bytes().all(|byte| byte.is_ascii_digit()))
}

fn table_value(table: &DeTable<'_>, file: FileIndex) -> Raw {
    let mut entries: Vec<Entry> = table
        .iter()
        .map(|(key, value)| Entry {
            key: key.get_ref().to_string(),
            place: Place::new(file, key.span()),
            node: node(value, file),
        })
        .collect();
    // The parser keeps tables by name; the order written is the user's and is kept for lists of keys.
    entries.sort_by(|a, b| a.place.cmp(&b.place));
    Raw::Table(entries)
}

fn node(value: &Spanned<DeValue<'_>>, file: FileIndex) -> Node {
    let raw = match value.get_ref() {
        DeValue::String(text) => Raw::Text(text.to_string()),
        DeValue::Integer(number) => {
            i64::from_str_radix(number.as_str(), number.radix()).map_or(Raw::Broken, Raw::Integer)
        }
        DeValue::Float(number) => number.as_str().parse().map_or(Raw::Broken, Raw::Number),
        DeValue::Boolean(value) => Raw::Boolean(*value),
        DeValue::Datetime(date) => Raw::Date(date.to_string()),
        DeValue::Array(items) => Raw::List(items.iter().map(|item| node(item, file)).collect()),
        DeValue::Table(table) => table_value(table, file),
    };
    Node {
        place: Place::new(file, value.span()),
        value: raw,
    }
}
