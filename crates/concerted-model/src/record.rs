//! Records: how a type of the program is read from the raw tree, described and checked.
//!
//! A record states its fields once, in [`record!`](crate::record!). From that statement come the type,
//! its reader, the JSON Schema and the list of keys for "did you mean". A reader never stops at the
//! first problem: it reports each one to the [`Decoder`] and goes on.

use crate::change::{LABEL_KEYS, item_names};
use crate::decode::Decoder;
use crate::place::Place;
use crate::problem::{MISSING_KEY, Problem, WRONG_TYPE};
use crate::raw::{Node, Raw};

impl PartialEq for RecordSchema {
    /// Names are unique, so they decide.
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

/// What a value may look like in the document.
#[derive(Debug, Clone, PartialEq)]
pub enum Schema {
    /// A table with known keys.
    Record(&'static RecordSchema),
    /// A list of one shape.
    List(Box<Self>),
    /// Plain text.
    Text,
    /// A SMILES structure.
    Structure,
    /// A number without unit.
    Number,
    /// A whole number from zero.
    Count,
    /// True or false.
    Boolean,
    /// A civil date.
    Date,
    /// Money, once or per kilogram or week.
    Money,
    /// A quantity of a dimension, with an example.
    Quantity(&'static str, &'static str),
    /// One of some words.
    Choice(&'static [&'static str]),
    /// The id of this thing.
    Id(&'static str),
    /// The id of another thing.
    Reference(&'static str),
    /// A value that may also be written as a table with its source, status, interval and note.
    Annotated(Box<Self>),
}

/// A record's name and fields.
#[derive(Debug)]
pub struct RecordSchema {
    /// Name of the record in paths and messages.
    pub name: &'static str,
    /// What it is.
    pub doc: &'static str,
    /// Its fields.
    pub fields: fn() -> Vec<FieldSchema>,
}

/// One field of a record.
#[derive(Debug, Clone, PartialEq)]
pub struct FieldSchema {
    /// Key in the document.
    pub key: &'static str,
    /// What it is.
    pub doc: &'static str,
    /// Shape of its value.
    pub schema: Schema,
    /// Whether it must be present.
    pub required: bool,
}

/// Something that can be read from one node.
pub trait Shape: Sized {
    /// What it looks like.
    fn schema() -> Schema;
    /// Reads it; `None` after at least one problem was reported.
    fn decode(node: &Node, path: &str, decoder: &mut Decoder<'_>) -> Option<Self>;
}

/// Something that can be a field of a record: needed, optional or a list.
pub trait Field: Sized {
    /// What it looks like and whether it must be present.
    fn field_schema() -> (Schema, bool);
    /// Reads it from a table; `None` after at least one problem was reported.
    fn decode_field(
        table: &Node,
        key: &'static str,
        path: &str,
        decoder: &mut Decoder<'_>,
    ) -> Option<Self>;
}

impl<T: Shape> Field for T {
    fn field_schema() -> (Schema, bool) {
        (T::schema(), true)
    }

    fn decode_field(
        table: &Node,
        key: &'static str,
        path: &str,
        decoder: &mut Decoder<'_>,
    ) -> Option<Self> {
        let Some(entry) = table.get(key) else {
            let what = last_noun(path);
            decoder.report(
                Problem::error(MISSING_KEY, &table.place, format!("{what} has no `{key}`"))
                    .expected(format!("`{key}`, {}", describe(&T::schema()))),
            );
            return None;
        };
        T::decode(&entry.node, &join(path, key), decoder)
    }
}

impl<T: Shape> Field for Option<T> {
    fn field_schema() -> (Schema, bool) {
        (T::schema(), false)
    }

    fn decode_field(
        table: &Node,
        key: &'static str,
        path: &str,
        decoder: &mut Decoder<'_>,
    ) -> Option<Self> {
        match table.get(key) {
            None => Some(None),
            Some(entry) => T::decode(&entry.node, &join(path, key), decoder).map(Some),
        }
    }
}

impl<T: Shape> Field for Vec<T> {
    fn field_schema() -> (Schema, bool) {
        (Schema::List(Box::new(T::schema())), false)
    }

    fn decode_field(
        table: &Node,
        key: &'static str,
        path: &str,
        decoder: &mut Decoder<'_>,
    ) -> Option<Self> {
        let Some(entry) = table.get(key) else {
            return Some(Self::new());
        };
        let Raw::List(nodes) = &entry.node.value else {
            decoder.wrong_type(&entry.node, "a list", Some(list_hint(&entry.node, key)));
            return None;
        };
        let named = matches!(T::schema(), Schema::Record(_));
        let labels = nodes.iter().map(|node| {
            LABEL_KEYS
                .iter()
                .filter(|_| named)
                .find_map(|label| node.get(label)?.node.text())
        });
        let mut items = Vec::with_capacity(nodes.len());
        let mut broken = false;
        for (node, name) in nodes.iter().zip(item_names(labels)) {
            match T::decode(node, &join(&join(path, key), &name), decoder) {
                Some(item) => items.push(item),
                None => broken = true,
            }
        }
        (!broken).then_some(items)
    }
}

fn list_hint(node: &Node, key: &str) -> String {
    match node.value {
        Raw::Table(_) => format!("write `[[{key}]]` with two brackets on each side"),
        _ => format!("write `{key} = [ … ]`"),
    }
}

/// Joins a path and a further part.
pub fn join(path: &str, part: &str) -> String {
    if path.is_empty() {
        part.to_owned()
    } else {
        format!("{path}.{part}")
    }
}

/// The record a path ends in, in back-ticks, for messages.
fn last_noun(path: &str) -> String {
    if path.is_empty() {
        "the program".to_owned()
    } else {
        format!("`{path}`")
    }
}

/// A shape in the words used in messages.
pub fn describe(schema: &Schema) -> String {
    match schema {
        Schema::Record(record) => format!("a table ({})", record.name),
        Schema::List(item) => format!("a list of {}", describe(item)),
        Schema::Text => "text in quotes".to_owned(),
        Schema::Structure => "a SMILES structure in quotes".to_owned(),
        Schema::Number => "a number".to_owned(),
        Schema::Count => "a whole number".to_owned(),
        Schema::Boolean => "true or false".to_owned(),
        Schema::Date => "a date such as 2027-01-15".to_owned(),
        Schema::Money => "money such as \"120 kEUR\" or \"85 USD/kg\"".to_owned(),
        Schema::Quantity(dimension, example) => format!("{dimension} such as \"{example}\""),
        Schema::Choice(words) => format!("one of {}", quoted(words)),
        Schema::Id(_) => "a short id in quotes".to_owned(),
        Schema::Reference(kind) => format!("the id of a {kind} in quotes"),
        Schema::Annotated(inner) => describe(inner),
    }
}

/// Words in back-ticks, separated by commas.
pub fn quoted(words: &[&str]) -> String {
    words
        .iter()
        .map(|word| format!("`{word}`"))
        .collect::<Vec<_>>()
        .join(", ")
}

/// Checks that a node is a table and reports keys that the record does not know.
pub fn open_table(
    node: &Node,
    record: &RecordSchema,
    keys: &[&'static str],
    decoder: &mut Decoder<'_>,
) -> bool {
    let Raw::Table(entries) = &node.value else {
        decoder.wrong_type(node, &format!("a table ({})", record.name), None);
        return false;
    };
    for entry in entries {
        if !keys.contains(&entry.key.as_str()) {
            decoder.unknown_key(entry, record.name, keys);
        }
    }
    true
}

/// Reports a missing value of a record field that only makes sense together with others.
pub fn missing(place: &Place, message: impl Into<String>) -> Problem {
    Problem::error(MISSING_KEY, place, message)
}

/// The problem of a value with the wrong type.
pub fn wrong_type(node: &Node, expected: &str) -> Problem {
    Problem::error(
        WRONG_TYPE,
        &node.place,
        format!("expected {expected}, found {}", node.value.noun()),
    )
    .expected(expected)
    .found(node.value.noun())
}

/// Declares a record: a struct, its reader and its schema from one list of fields.
///
/// Each record also holds `place` and `path`: where it was written and its key in the document. A macro
/// because some thirty records need the same three things and a function cannot declare a type.
#[macro_export]
macro_rules! record {
    (
        $(#[doc = $doc:literal])+
        $(#[$attribute:meta])*
        pub struct $name:ident = $noun:literal {
            $( $(#[doc = $field_doc:literal])+ $field:ident $(as $key:literal)? : $type:ty, )+
        }
    ) => {
        $(#[doc = $doc])+
        $(#[$attribute])*
        #[derive(Debug, Clone, PartialEq)]
        pub struct $name {
            $( $(#[doc = $field_doc])+ pub $field: $type, )+
            /// Where it was written.
            pub place: $crate::place::Place,
            /// Its key in the document.
            pub path: String,
        }

        impl $name {
            /// Its keys and what they mean.
            pub const SCHEMA: $crate::record::RecordSchema = $crate::record::RecordSchema {
                name: $noun,
                doc: concat!($($doc),+),
                fields: || vec![
                    $({
                        let (schema, required) = <$type as $crate::record::Field>::field_schema();
                        $crate::record::FieldSchema {
                            key: $crate::key!($field $(as $key)?),
                            doc: concat!($($field_doc),+),
                            schema,
                            required,
                        }
                    }),+
                ],
            };
        }

        impl $crate::id::Kind for $name {
            const KIND: &'static str = $noun;
        }

        impl $crate::record::Shape for $name {
            fn schema() -> $crate::record::Schema {
                $crate::record::Schema::Record(&Self::SCHEMA)
            }

            fn decode(
                node: &$crate::raw::Node,
                path: &str,
                decoder: &mut $crate::decode::Decoder<'_>,
            ) -> Option<Self> {
                const KEYS: &[&str] = &[$($crate::key!($field $(as $key)?)),+];
                if !$crate::record::open_table(node, &Self::SCHEMA, KEYS, decoder) {
                    return None;
                }
                $(
                    let $field = <$type as $crate::record::Field>::decode_field(
                        node,
                        $crate::key!($field $(as $key)?),
                        path,
                        decoder,
                    );
                )+
                Some(Self {
                    $($field: $field?,)+
                    place: node.place.clone(),
                    path: path.to_owned(),
                })
            }
        }
    };
}

/// The key of a field in the document: its own name unless another is given.
#[macro_export]
#[doc(hidden)]
macro_rules! key {
    ($field:ident) => {
        stringify!($field)
    };
    ($field:ident as $key:literal) => {
        $key
    };
}

/// Declares an enumeration of words that a document may use.
#[macro_export]
macro_rules! choice {
    (
        $(#[doc = $doc:literal])+
        pub enum $name:ident {
            $( $(#[doc = $variant_doc:literal])+ $variant:ident = $word:literal, )+
        }
    ) => {
        $(#[doc = $doc])+
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
        pub enum $name {
            $( $(#[doc = $variant_doc])+ #[serde(rename = $word)] $variant, )+
        }

        impl $name {
            /// Every choice in the order declared.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];
            const WORDS: &'static [&'static str] = &[$($word),+];

            /// The word in the document.
            pub fn word(self) -> &'static str {
                match self {
                    $(Self::$variant => $word,)+
                }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str(self.word())
            }
        }

        impl $crate::record::Shape for $name {
            fn schema() -> $crate::record::Schema {
                $crate::record::Schema::Choice(Self::WORDS)
            }

            fn decode(
                node: &$crate::raw::Node,
                _path: &str,
                decoder: &mut $crate::decode::Decoder<'_>,
            ) -> Option<Self> {
                let word = decoder.text(node)?;
                let found = match word {
                    $($word => Some(Self::$variant),)+
                    _ => None,
                };
                if found.is_none() {
                    decoder.unknown_word(node, word, Self::WORDS);
                }
                found
            }
        }
    };
}
