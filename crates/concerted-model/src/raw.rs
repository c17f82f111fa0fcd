//! The raw tree: what every outside form of a program is read into before it is typed.

use crate::place::Place;

/// A value with the place where it was written.
#[derive(Debug, Clone, PartialEq)]
pub struct Node {
    /// Where it was written.
    pub place: Place,
    /// What was written.
    pub value: Raw,
}

/// A value before it is typed.
#[derive(Debug, Clone, PartialEq)]
pub enum Raw {
    /// A table in the order written.
    Table(Vec<Entry>),
    /// A list.
    List(Vec<Node>),
    /// Text.
    Text(String),
    /// A whole number.
    Integer(i64),
    /// A number with a fraction.
    Number(f64),
    /// True or false.
    Boolean(bool),
    /// A date or time as written; judged when a date is expected.
    Date(String),
    /// Something the reader has reported already; it must not be reported again.
    Broken,
}

/// One key of a table and its value.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// The key.
    pub key: String,
    /// Where the key was written.
    pub place: Place,
    /// The value.
    pub node: Node,
}

impl Raw {
    /// What this is, in the words used in messages.
    pub fn noun(&self) -> &'static str {
        match self {
            Self::Table(_) => "a table",
            Self::List(_) => "a list",
            Self::Text(_) => "text",
            Self::Integer(_) => "a whole number",
            Self::Number(_) => "a number",
            Self::Boolean(_) => "true or false",
            Self::Date(_) => "a date",
            Self::Broken => "a broken value",
        }
    }
}

impl Node {
    /// The entry with this key, where this is a table that has it.
    pub fn get(&self, key: &str) -> Option<&Entry> {
        match &self.value {
            Raw::Table(entries) => entries.iter().find(|entry| entry.key == key),
            _ => None,
        }
    }

    /// The text, where this is text.
    pub fn text(&self) -> Option<&str> {
        match &self.value {
            Raw::Text(text) => Some(text),
            _ => None,
        }
    }
}
