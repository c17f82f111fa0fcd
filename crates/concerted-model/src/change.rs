//! A change of the document: what-if, proposal, recovery option and audit event in one form.
//!
//! A [`Change`] is data: it says which places of the document read otherwise afterwards, and why. Applying it is
//! the work of `concerted-document`, which reads the changed document again, so that every check runs.

use std::fmt;

use serde::de::{MapAccess, SeqAccess, Visitor};
use serde::ser::{SerializeMap, SerializeSeq};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::raw::{Node, Raw};

/// One change of the document: edits that are made together, in this order, and the reason.
///
/// In a document it is written as any other record:
///
/// ```
/// use concerted_model::change::{Change, Edit};
/// let change = Change::new("no alcohol beside a sulfonic acid")
///     .edit(Edit::set("step.salt.input.isopropanol.material", "isopropanol", "acetone"));
/// let text = serde_json::to_string(&change).unwrap();
/// assert_eq!(
///     text,
///     "{\"reason\":\"no alcohol beside a sulfonic acid\",\"edit\":[{\"path\":\"step.salt.input.isopropanol.material\",\
///      \"old\":\"isopropanol\",\"new\":\"acetone\"}]}"
/// );
/// assert_eq!(serde_json::from_str::<Change>(&text).unwrap(), change);
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Change {
    /// Why, in the words of whoever proposes it.
    pub reason: String,
    /// The edits in the order in which they are made; each sees what those before it did.
    #[serde(rename = "edit")]
    pub edits: Vec<Edit>,
}

/// One edit: a place of the document, what stands there and what is to stand there.
///
/// A place is the path by which figures and findings name it: `chosen_route`, `step.salt.yield`,
/// `step.salt.input.isopropanol.material`; a whole record is the path of that record, such as
/// `material.acetone`. In a list the item is named by its id, else by its first reference, else by its number
/// from 1; a second one of the same name carries `#2`.
///
/// `old` is absent where nothing stands there (the edit adds), `new` where nothing shall (the edit removes).
/// Lists of plain words, such as the steps of a route, are changed as a whole.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Edit {
    /// Path of the record or field.
    pub path: String,
    /// What stands there now; an edit of anything else is refused.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub old: Option<Written>,
    /// What is to stand there.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub new: Option<Written>,
    /// Position in its list, from 1, of a record that is added; by default the last.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub position: Option<usize>,
}

/// A value as it is written in a document.
#[derive(Debug, Clone, PartialEq)]
pub enum Written {
    /// True or false.
    Boolean(bool),
    /// A whole number.
    Integer(i64),
    /// A number with a fraction.
    Number(f64),
    /// Text; quantities and references are text too.
    Text(String),
    /// A date; in JSON it is text.
    Date(String),
    /// A list.
    List(Vec<Self>),
    /// A table, keys in the order written.
    Table(Vec<(String, Self)>),
}

impl Change {
    /// A change without edits yet.
    pub fn new(reason: impl Into<String>) -> Self {
        Self {
            reason: reason.into(),
            edits: Vec::new(),
        }
    }

    /// Adds an edit.
    #[must_use]
    pub fn edit(mut self, edit: Edit) -> Self {
        self.edits.push(edit);
        self
    }

    /// What is changed, in one sentence, without the reason.
    ///
    /// ```
    /// use concerted_model::change::{Change, Edit};
    /// let change = Change::new("")
    ///     .edit(Edit::set("chosen_route", "long", "short"))
    ///     .edit(Edit::remove("activity.old", "…"));
    /// assert_eq!(change.sentence(), "`chosen_route`: \"short\" instead of \"long\"; without `activity.old`.");
    /// ```
    pub fn sentence(&self) -> String {
        let edits: Vec<String> = self.edits.iter().map(ToString::to_string).collect();
        if edits.is_empty() {
            return "Nothing is changed.".to_owned();
        }
        format!("{}.", edits.join("; "))
    }

    /// True where both make the same edits, whatever their reasons and however dates are marked.
    pub fn edits_like(&self, other: &Self) -> bool {
        let same = |a: &Option<Written>, b: &Option<Written>| match (a, b) {
            (Some(a), Some(b)) => a.same(b),
            (a, b) => a.is_none() && b.is_none(),
        };
        self.edits.len() == other.edits.len()
            && self.edits.iter().zip(&other.edits).all(|(a, b)| {
                a.path == b.path
                    && a.position == b.position
                    && same(&a.old, &b.old)
                    && same(&a.new, &b.new)
            })
    }
}

impl Edit {
    /// Puts one value in the place of another.
    pub fn set(path: impl Into<String>, old: impl Into<Written>, new: impl Into<Written>) -> Self {
        Self {
            path: path.into(),
            old: Some(old.into()),
            new: Some(new.into()),
            position: None,
        }
    }

    /// Adds a record at the end of its list, or a key that is absent.
    pub fn add(path: impl Into<String>, new: impl Into<Written>) -> Self {
        Self {
            path: path.into(),
            old: None,
            new: Some(new.into()),
            position: None,
        }
    }

    /// Removes a record or a key.
    pub fn remove(path: impl Into<String>, old: impl Into<Written>) -> Self {
        Self {
            path: path.into(),
            old: Some(old.into()),
            new: None,
            position: None,
        }
    }
}

impl fmt::Display for Edit {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = &self.path;
        match (&self.old, &self.new) {
            (Some(old), Some(new)) => write!(formatter, "`{path}`: {new} instead of {old}"),
            (None, Some(new @ Written::Table(_))) => match new.label() {
                Some(name) => write!(formatter, "with `{path}` ({name})"),
                None => write!(formatter, "with `{path}`"),
            },
            (None, Some(new)) => write!(formatter, "`{path}`: {new} where nothing stood"),
            (Some(_), None) => write!(formatter, "without `{path}`"),
            (None, None) => write!(formatter, "`{path}` as it is"),
        }
    }
}

/// Keys that name an item of a list of records, the first that is present counts.
pub const LABEL_KEYS: &[&str] = &[
    "id", "material", "post", "from", "symbol", "step", "area", "name",
];

impl Written {
    /// A table from keys and values.
    pub fn table<'a>(entries: impl IntoIterator<Item = (&'a str, Self)>) -> Self {
        Self::Table(
            entries
                .into_iter()
                .map(|(key, value)| (key.to_owned(), value))
                .collect(),
        )
    }

    /// The value at a key of a table.
    pub fn get(&self, key: &str) -> Option<&Self> {
        match self {
            Self::Table(entries) => entries
                .iter()
                .find(|(own, _)| own == key)
                .map(|(_, value)| value),
            _ => None,
        }
    }

    /// The text, where this is text.
    pub fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The name by which people know a record.
    fn label(&self) -> Option<&str> {
        self.get("name").and_then(Self::text)
    }

    /// The key by which a record is named in its list, if it has one.
    pub fn list_key(&self) -> Option<&str> {
        LABEL_KEYS
            .iter()
            .find_map(|key| self.get(key).and_then(Self::text))
    }

    /// True where both say the same: dates are equal to their text, and the order of keys does not matter.
    pub fn same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Text(a) | Self::Date(a), Self::Text(b) | Self::Date(b)) => a == b,
            (Self::List(a), Self::List(b)) => {
                a.len() == b.len() && a.iter().zip(b).all(|(a, b)| a.same(b))
            }
            (Self::Table(a), Self::Table(b)) => {
                a.len() == b.len()
                    && a.iter()
                        .all(|(key, value)| other.get(key).is_some_and(|own| own.same(value)))
            }
            (a, b) => a == b,
        }
    }

    /// What was written at a node; `None` where the reader could not make sense of it.
    pub fn of(node: &Node) -> Option<Self> {
        Some(match &node.value {
            Raw::Table(entries) => Self::Table(
                entries
                    .iter()
                    .map(|entry| Some((entry.key.clone(), Self::of(&entry.node)?)))
                    .collect::<Option<_>>()?,
            ),
            Raw::List(items) => Self::List(items.iter().map(Self::of).collect::<Option<_>>()?),
            Raw::Text(text) => Self::Text(text.clone()),
            Raw::Integer(number) => Self::Integer(*number),
            Raw::Number(number) => Self::Number(*number),
            Raw::Boolean(value) => Self::Boolean(*value),
            Raw::Date(text) => Self::Date(text.clone()),
            Raw::Broken => return None,
        })
    }
}

/// The names of the items of a list of records, in order: label or number, `#2` and on for repeats.
pub fn item_names<'a>(labels: impl IntoIterator<Item = Option<&'a str>>) -> Vec<String> {
    let mut used: std::collections::BTreeMap<String, usize> = std::collections::BTreeMap::new();
    labels
        .into_iter()
        .enumerate()
        .map(|(index, label)| {
            let label = label.map_or_else(|| (index + 1).to_string(), ToOwned::to_owned);
            let same = used.entry(label.clone()).or_insert(0);
            *same += 1;
            // Two inputs of the same material in one step are legal and need different paths.
            if *same > 1 {
                format!("{label}#{same}")
            } else {
                label
            }
        })
        .collect()
}

impl From<&str> for Written {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Written {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<bool> for Written {
    fn from(value: bool) -> Self {
        Self::Boolean(value)
    }
}

impl From<i32> for Written {
    fn from(number: i32) -> Self {
        Self::Integer(i64::from(number))
    }
}

impl From<i64> for Written {
    fn from(number: i64) -> Self {
        Self::Integer(number)
    }
}

impl From<f64> for Written {
    fn from(number: f64) -> Self {
        Self::Number(number)
    }
}

impl fmt::Display for Written {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Boolean(value) => write!(formatter, "{value}"),
            Self::Integer(number) => write!(formatter, "{number}"),
            Self::Number(number) => write!(formatter, "{number}"),
            Self::Text(text) => write!(formatter, "\"{text}\""),
            Self::Date(text) => formatter.write_str(text),
            Self::List(items) => {
                let items: Vec<String> = items.iter().map(ToString::to_string).collect();
                write!(formatter, "[{}]", items.join(", "))
            }
            // An annotated value is spoken of by the value itself.
            Self::Table(_) => match (self.get("value"), self.label()) {
                (Some(value), _) => value.fmt(formatter),
                (None, Some(name)) => write!(formatter, "\"{name}\""),
                (None, None) => formatter.write_str("a table"),
            },
        }
    }
}

impl Serialize for Written {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Boolean(value) => serializer.serialize_bool(*value),
            Self::Integer(number) => serializer.serialize_i64(*number),
            Self::Number(number) => serializer.serialize_f64(*number),
            Self::Text(text) | Self::Date(text) => serializer.serialize_str(text),
            Self::List(items) => {
                let mut list = serializer.serialize_seq(Some(items.len()))?;
                for item in items {
                    list.serialize_element(item)?;
                }
                list.end()
            }
            Self::Table(entries) => {
                let mut table = serializer.serialize_map(Some(entries.len()))?;
                for (key, value) in entries {
                    table.serialize_entry(key, value)?;
                }
                table.end()
            }
        }
    }
}

impl<'de> Deserialize<'de> for Written {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(WrittenVisitor)
    }
}

/// Reads what a document may hold, whatever the format it comes in.
struct WrittenVisitor;

impl<'de> Visitor<'de> for WrittenVisitor {
    type Value = Written;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a value as a document may hold it")
    }

    fn visit_bool<E>(self, value: bool) -> Result<Written, E> {
        Ok(Written::Boolean(value))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Written, E> {
        Ok(Written::Integer(number))
    }

    fn visit_u64<E: serde::de::Error>(self, number: u64) -> Result<Written, E> {
        i64::try_from(number)
            .map(Written::Integer)
            .map_err(|_| E::custom(format!("`{number}` is larger than a document can hold")))
    }

    fn visit_f64<E>(self, number: f64) -> Result<Written, E> {
        Ok(Written::Number(number))
    }

    fn visit_str<E>(self, text: &str) -> Result<Written, E> {
        Ok(Written::Text(text.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Written, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = list.next_element()? {
            items.push(item);
        }
        Ok(Written::List(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut table: A) -> Result<Written, A::Error> {
        let mut entries = Vec::new();
        while let Some(entry) = table.next_entry()? {
            entries.push(entry);
        }
        Ok(Written::Table(entries))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_survives_json_and_speaks_by_its_name() {
        let record = Written::table([
            ("id", "acetone".into()),
            ("name", "Acetone".into()),
            ("pka", Written::List(vec![19.3.into(), 2.into()])),
            ("start", Written::Date("2027-01-04".to_owned())),
            ("recovered", true.into()),
        ]);
        let change = Change::new("why").edit(Edit::add("material.acetone", record.clone()));
        let text = serde_json::to_string(&change).unwrap();
        let back: Change = serde_json::from_str(&text).unwrap();
        // A date is text in JSON, so the copy says the same without being identical.
        assert_ne!(back, change);
        assert!(back.edits_like(&change));
        assert_eq!(change.sentence(), "with `material.acetone` (Acetone).");
        assert_eq!(record.list_key(), Some("acetone"));
    }

    #[test]
    fn repeated_items_are_numbered_and_unnamed_ones_counted() {
        let names = item_names([Some("a"), None, Some("a"), Some("b"), Some("a")]);
        assert_eq!(names, ["a", "2", "a#2", "b", "a#3"]);
    }

    #[test]
    fn sameness_ignores_the_order_of_keys_only() {
        let one = Written::table([("a", 1.into()), ("b", "x".into())]);
        let two = Written::table([("b", "x".into()), ("a", 1.into())]);
        assert!(one.same(&two));
        assert!(!one.same(&Written::table([("a", 1.into())])));
        assert!(!Written::from(1).same(&Written::from(1.0)));
    }

    #[test]
    fn unknown_keys_of_a_change_are_refused() {
        let error = serde_json::from_str::<Change>(r#"{"reason":"","edits":[]}"#).unwrap_err();
        assert!(error.to_string().contains("edits"), "{error}");
    }
}
