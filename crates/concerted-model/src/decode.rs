//! The decoder: collects problems, entered values, definitions and references while records are read.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::evidence::Status;
use crate::figure::{Entered, EnteredIndex, FigureValue, Input};
use crate::given::Given;
use crate::id::{self, Id, Kind, Ref};
use crate::money::{Money, Per};
use crate::place::{Place, SourceFiles};
use crate::problem::{
    BAD_ID, CONTRADICTION, DUPLICATE_ID, IMPOSSIBLE_DATE, OUT_OF_RANGE, Problem, UNKNOWN_KEY,
    UNKNOWN_REFERENCE, UNKNOWN_WORD, WRONG_DIMENSION, WRONG_MONEY, WRONG_UNIT,
};
use crate::quantity::{Dimension, Quantity, QuantityError};
use crate::raw::{Entry, Node, Raw};
use crate::record::{Schema, Shape, quoted, wrong_type};
use crate::suggest::closest;

/// Problems after which no nearest word is searched: the search would take longer than it helps.
const MOST_HINTS: usize = 200;

/// Collects what the readers of records find.
#[derive(Debug)]
pub struct Decoder<'a> {
    files: &'a SourceFiles,
    problems: Vec<Problem>,
    entered: Vec<Entered>,
    definitions: BTreeMap<(&'static str, String), Place>,
    references: Vec<(&'static str, String, Place)>,
}

/// What remains when a document has been read.
#[derive(Debug)]
pub struct Decoded {
    /// Every problem in the order of places.
    pub problems: Vec<Problem>,
    /// Every entered value that can be an input of a figure.
    pub entered: Vec<Entered>,
}

impl<'a> Decoder<'a> {
    /// A decoder for the files of one document.
    pub fn new(files: &'a SourceFiles) -> Self {
        Self {
            files,
            problems: Vec::new(),
            entered: Vec::new(),
            definitions: BTreeMap::new(),
            references: Vec::new(),
        }
    }

    /// Adds a problem.
    pub fn report(&mut self, problem: Problem) {
        self.problems.push(problem);
    }

    /// Resolves all references and returns what was collected.
    pub fn finish(mut self) -> Decoded {
        for (kind, text, place) in std::mem::take(&mut self.references) {
            if self.definitions.contains_key(&(kind, text.clone())) {
                continue;
            }
            let known = self
                .definitions
                .keys()
                .filter(|(other, _)| *other == kind)
                .map(|(_, id)| id.as_str());
            let hint = if self.problems.len() < MOST_HINTS {
                reference_hint(kind, &text, known)
            } else {
                format!("is the {kind} defined?")
            };
            self.problems.push(
                Problem::error(
                    UNKNOWN_REFERENCE,
                    &place,
                    format!("there is no {kind} `{text}`"),
                )
                .expected(format!("the id of a {kind}"))
                .found(format!("`{text}`"))
                .hint(Some(hint)),
            );
        }
        self.problems
            .sort_by(|a, b| (&a.place, a.code.id).cmp(&(&b.place, b.code.id)));
        Decoded {
            problems: self.problems,
            entered: self.entered,
        }
    }

    /// Reports a node of the wrong type, unless the reader has reported it already.
    pub fn wrong_type(&mut self, node: &Node, expected: &str, hint: Option<String>) {
        if node.value != Raw::Broken {
            self.report(wrong_type(node, expected).hint(hint));
        }
    }

    /// Reports a key that a record does not know.
    pub fn unknown_key(&mut self, entry: &Entry, record: &str, keys: &[&'static str]) {
        let near = if self.problems.len() < MOST_HINTS {
            closest(&entry.key, keys.iter().copied())
        } else {
            None
        };
        let hint = near.map_or_else(
            || format!("keys of {record}: {}", quoted(keys)),
            |near| format!("did you mean `{near}`?"),
        );
        let shown: String = entry.key.chars().take(60).collect();
        self.report(
            Problem::error(
                UNKNOWN_KEY,
                &entry.place,
                format!("unknown key `{shown}` in {record}"),
            )
            .expected(format!("a key of {record}"))
            .found(format!("`{shown}`"))
            .hint(Some(hint)),
        );
    }

    /// Reports a word that is none of the choices.
    pub fn unknown_word(&mut self, node: &Node, word: &str, words: &[&'static str]) {
        let shown: String = word.chars().take(60).collect();
        let near = if self.problems.len() < MOST_HINTS {
            closest(word, words.iter().copied())
        } else {
            None
        };
        self.report(
            Problem::error(
                UNKNOWN_WORD,
                &node.place,
                format!("`{shown}` is not one of the choices"),
            )
            .expected(format!("one of {}", quoted(words)))
            .found(format!("`{shown}`"))
            .hint(near.map(|near| format!("did you mean `{near}`?"))),
        );
    }

    /// The text of a node, or a problem.
    pub fn text<'n>(&mut self, node: &'n Node) -> Option<&'n str> {
        if let Raw::Text(text) = &node.value {
            return Some(text);
        }
        self.wrong_type(node, "text in quotes", None);
        None
    }

    fn define(&mut self, kind: &'static str, text: &str, place: &Place) {
        let key = (kind, text.to_owned());
        if let Some(first) = self.definitions.get(&key) {
            let problem = Problem::error(
                DUPLICATE_ID,
                place,
                format!("the {kind} `{text}` is defined twice"),
            )
            .expected(format!("an id that no other {kind} has"))
            .found(format!("`{text}`"))
            .hint(Some("give one of them another id, or remove it".to_owned()))
            .label(first, "first defined here");
            self.report(problem);
        } else {
            self.definitions.insert(key, place.clone());
        }
    }

    fn enter(&mut self, place: &Place, path: &str, scalar: &impl Scalar) -> EnteredIndex {
        let (value, unit) = scalar.figure();
        let text = self
            .files
            .file(place.file)
            .and_then(|file| file.text.get(place.span.clone()))
            .unwrap_or_default()
            .to_owned();
        self.entered.push(Entered {
            path: path.to_owned(),
            location: self.files.locate(place),
            span: place.span.clone(),
            text,
            value,
            unit,
            low: None,
            high: None,
            status: None,
            source: None,
            note: None,
        });
        EnteredIndex(self.entered.len() as u32 - 1)
    }
}

/// The nearest known id, else some that exist.
fn reference_hint<'a>(
    kind: &str,
    text: &str,
    known: impl Iterator<Item = &'a str> + Clone,
) -> String {
    if let Some(near) = closest(text, known.clone()) {
        return format!("did you mean `{near}`?");
    }
    let some: Vec<&str> = known.take(8).collect();
    if some.is_empty() {
        format!("the program defines no {kind}")
    } else {
        format!("known: {}", quoted(&some))
    }
}

/// Keys of an annotated value.
const ANNOTATED_KEYS: &[&str] = &["value", "low", "high", "source", "status", "note"];

/// A single value that can be annotated with its source and interval.
pub trait Scalar: Sized + Clone {
    /// What it looks like.
    fn scalar_schema() -> Schema;
    /// Reads it.
    fn read(node: &Node, decoder: &mut Decoder<'_>) -> Option<Self>;
    /// Its value and unit as a figure.
    fn figure(&self) -> (FigureValue, &'static str);
}

impl<D: Dimension> Scalar for Quantity<D> {
    fn scalar_schema() -> Schema {
        Schema::Quantity(D::NAME, D::EXAMPLE)
    }

    fn read(node: &Node, decoder: &mut Decoder<'_>) -> Option<Self> {
        let text = match &node.value {
            Raw::Text(text) => text.clone(),
            // A pure number is a fraction written plainly; every other dimension needs its unit.
            Raw::Integer(number) => number.to_string(),
            Raw::Number(number) => number.to_string(),
            _ => {
                let expected = format!("{} such as \"{}\"", D::NAME, D::EXAMPLE);
                decoder.wrong_type(node, &expected, None);
                return None;
            }
        };
        match Self::parse(&text) {
            Ok(quantity) => Some(quantity),
            Err(error) => {
                let code = match &error {
                    error if error.is_wrong_dimension() => WRONG_DIMENSION,
                    QuantityError::OutOfRange { .. } | QuantityError::Negative { .. } => {
                        OUT_OF_RANGE
                    }
                    _ => WRONG_UNIT,
                };
                let shown: String = text.chars().take(60).collect();
                decoder.report(
                    Problem::error(code, &node.place, error.to_string())
                        .expected(format!("{} such as \"{}\"", D::NAME, D::EXAMPLE))
                        .found(format!("\"{shown}\""))
                        .hint(error.hint()),
                );
                None
            }
        }
    }

    fn figure(&self) -> (FigureValue, &'static str) {
        (FigureValue::Number(self.base()), D::BASE)
    }
}

impl Scalar for f64 {
    fn scalar_schema() -> Schema {
        Schema::Number
    }

    fn read(node: &Node, decoder: &mut Decoder<'_>) -> Option<Self> {
        match node.value {
            Raw::Integer(number) => Some(number as Self),
            Raw::Number(number) if number.is_finite() => Some(number),
            Raw::Text(ref text) => match text.trim().parse::<Self>() {
                Ok(number) if number.is_finite() => Some(number),
                _ => {
                    decoder.wrong_type(node, "a number", None);
                    None
                }
            },
            _ => {
                decoder.wrong_type(node, "a number", None);
                None
            }
        }
    }

    fn figure(&self) -> (FigureValue, &'static str) {
        (FigureValue::Number(*self), "")
    }
}

impl Scalar for u32 {
    fn scalar_schema() -> Schema {
        Schema::Count
    }

    fn read(node: &Node, decoder: &mut Decoder<'_>) -> Option<Self> {
        let number = match &node.value {
            Raw::Integer(number) => Some(*number),
            Raw::Text(text) => text.trim().parse::<i64>().ok(),
            _ => None,
        };
        let Some(number) = number else {
            decoder.wrong_type(node, "a whole number", None);
            return None;
        };
        if let Ok(count) = Self::try_from(number)
            && count <= 10_000_000
        {
            return Some(count);
        }
        decoder.report(
            Problem::error(
                OUT_OF_RANGE,
                &node.place,
                format!("{number} is out of range"),
            )
            .expected("a whole number from 0 to 10000000")
            .found(number.to_string()),
        );
        None
    }

    fn figure(&self) -> (FigureValue, &'static str) {
        (FigureValue::Number(f64::from(*self)), "")
    }
}

impl Scalar for Money {
    fn scalar_schema() -> Schema {
        Schema::Money
    }

    fn read(node: &Node, decoder: &mut Decoder<'_>) -> Option<Self> {
        let text = decoder.text(node)?;
        let money = Self::parse(text);
        if money.is_none() {
            let shown: String = text.chars().take(60).collect();
            decoder.report(
                Problem::error(WRONG_MONEY, &node.place, format!("`{shown}` is not money"))
                    .expected("a number and a currency, such as \"120 kEUR\" or \"85 USD/kg\"")
                    .found(format!("\"{shown}\"")),
            );
        }
        money
    }

    fn figure(&self) -> (FigureValue, &'static str) {
        let per = match self.per {
            Per::Once => "",
            Per::Kilogram => "per kg",
            Per::Week => "per week",
        };
        (FigureValue::Number(self.to_f64()), per)
    }
}

impl Scalar for Date {
    fn scalar_schema() -> Schema {
        Schema::Date
    }

    fn read(node: &Node, decoder: &mut Decoder<'_>) -> Option<Self> {
        let (Raw::Date(text) | Raw::Text(text)) = &node.value else {
            decoder.wrong_type(node, "a date such as 2027-01-15", None);
            return None;
        };
        if let Ok(date) = text.parse::<Self>() {
            // Dates far away are slips, and calendars must stay finite.
            if (1990..=2100).contains(&date.year()) {
                return Some(date);
            }
        }
        let shown: String = text.chars().take(40).collect();
        decoder.report(
            Problem::error(
                IMPOSSIBLE_DATE,
                &node.place,
                format!("`{shown}` is no date between 1990 and 2100"),
            )
            .expected("a date such as 2027-01-15")
            .found(format!("`{shown}`")),
        );
        None
    }

    fn figure(&self) -> (FigureValue, &'static str) {
        (FigureValue::Date(*self), "date")
    }
}

impl<T: Scalar + PartialOrd> Shape for Given<T> {
    fn schema() -> Schema {
        Schema::Annotated(Box::new(T::scalar_schema()))
    }

    fn decode(node: &Node, path: &str, decoder: &mut Decoder<'_>) -> Option<Self> {
        let Raw::Table(entries) = &node.value else {
            let value = T::read(node, decoder)?;
            let source = decoder.enter(&node.place, path, &value);
            return Some(Self {
                value,
                low: None,
                high: None,
                source,
            });
        };
        for entry in entries {
            if !ANNOTATED_KEYS.contains(&entry.key.as_str()) {
                decoder.unknown_key(entry, "an annotated value", ANNOTATED_KEYS);
            }
        }
        let value = <T as ScalarField>::needed(node, decoder);
        let bound = |key: &str, decoder: &mut Decoder<'_>| match node.get(key) {
            None => Some(None),
            Some(entry) => T::read(&entry.node, decoder).map(Some),
        };
        let low = bound("low", decoder);
        let high = bound("high", decoder);
        let annotation = Annotation::read(node, decoder);
        let (value, low, high, annotation) = (value?, low?, high?, annotation?);
        let place = &node.get("value").map_or(node, |entry| &entry.node).place;
        if low.as_ref().is_some_and(|low| *low > value)
            || high.as_ref().is_some_and(|high| *high < value)
        {
            decoder.report(
                Problem::error(
                    CONTRADICTION,
                    place,
                    format!("`{path}` lies outside its own interval"),
                )
                .expected("low ≤ value ≤ high"),
            );
            return None;
        }
        let source = decoder.enter(place, path, &value);
        let number = |bound: &Option<T>| bound.as_ref().and_then(|bound| bound.figure().0.number());
        let (low_number, high_number) = (number(&low), number(&high));
        let entered = &mut decoder.entered[source.0 as usize];
        entered.low = low_number;
        entered.high = high_number;
        entered.status = annotation.status;
        entered.source = annotation.source;
        entered.note = annotation.note;
        Some(Self {
            value,
            low,
            high,
            source,
        })
    }
}

/// Reads the `value` of an annotated table.
trait ScalarField: Scalar {
    fn needed(node: &Node, decoder: &mut Decoder<'_>) -> Option<Self> {
        if let Some(entry) = node.get("value") {
            return Self::read(&entry.node, decoder);
        }
        decoder.report(crate::record::missing(
            &node.place,
            "an annotated value has no `value`",
        ));
        None
    }
}

impl<T: Scalar> ScalarField for T {}

/// Source, status and note of an annotated value.
struct Annotation {
    source: Option<String>,
    status: Option<Status>,
    note: Option<String>,
}

impl Annotation {
    fn read(node: &Node, decoder: &mut Decoder<'_>) -> Option<Self> {
        let text = |key: &str, decoder: &mut Decoder<'_>| match node.get(key) {
            None => Some(None),
            Some(entry) => decoder.text(&entry.node).map(|text| Some(text.to_owned())),
        };
        let source = text("source", decoder);
        let note = text("note", decoder);
        let status = match node.get("status") {
            None => Some(None),
            Some(entry) => decoder.text(&entry.node).and_then(|word| {
                let status = Status::from_word(word);
                if status.is_none() {
                    let words = Status::ALL.map(|(_, word)| word);
                    decoder.unknown_word(&entry.node, word, &words);
                }
                status.map(Some)
            }),
        };
        if let (Some(Some(id)), Some(entry)) = (&source, node.get("source")) {
            decoder
                .references
                .push(("source", id.clone(), entry.node.place.clone()));
        }
        Some(Self {
            source: source?,
            status: status?,
            note: note?,
        })
    }
}

impl Shape for String {
    fn schema() -> Schema {
        Schema::Text
    }

    fn decode(node: &Node, _path: &str, decoder: &mut Decoder<'_>) -> Option<Self> {
        decoder.text(node).map(ToOwned::to_owned)
    }
}

impl Shape for bool {
    fn schema() -> Schema {
        Schema::Boolean
    }

    fn decode(node: &Node, _path: &str, decoder: &mut Decoder<'_>) -> Option<Self> {
        match &node.value {
            Raw::Boolean(value) => Some(*value),
            Raw::Text(text) if text == "true" => Some(true),
            Raw::Text(text) if text == "false" => Some(false),
            _ => {
                decoder.wrong_type(node, "true or false", None);
                None
            }
        }
    }
}

impl Shape for u32 {
    fn schema() -> Schema {
        Schema::Count
    }

    fn decode(node: &Node, _path: &str, decoder: &mut Decoder<'_>) -> Option<Self> {
        Self::read(node, decoder)
    }
}

impl<K: Kind> Shape for Id<K> {
    fn schema() -> Schema {
        Schema::Id(K::KIND)
    }

    fn decode(node: &Node, _path: &str, decoder: &mut Decoder<'_>) -> Option<Self> {
        let text = decoder.text(node)?;
        if !id::is_well_formed(text) {
            let shown: String = text.chars().take(60).collect();
            decoder.report(
                Problem::error(BAD_ID, &node.place, format!("`{shown}` is not a short id"))
                    .expected("lower-case letters, digits and hyphens, at most 60")
                    .found(format!("`{shown}`"))
                    .hint(
                        Some(id::well_formed(text))
                            .filter(|id| !id.is_empty())
                            .map(|id| format!("for example `{id}`")),
                    ),
            );
            return None;
        }
        decoder.define(K::KIND, text, &node.place);
        Some(Self::new(text))
    }
}

impl<K: Kind> Shape for Ref<K> {
    fn schema() -> Schema {
        Schema::Reference(K::KIND)
    }

    fn decode(node: &Node, _path: &str, decoder: &mut Decoder<'_>) -> Option<Self> {
        let text = decoder.text(node)?;
        let shown: String = text.chars().take(id::LONGEST_ID).collect();
        decoder
            .references
            .push((K::KIND, shown, node.place.clone()));
        Some(Self::new(text, Some(node.place.clone())))
    }
}

/// A chemical structure as written; it is judged by the crate that knows chemistry.
#[derive(Debug, Clone, PartialEq)]
pub struct Structure {
    /// The SMILES.
    pub smiles: String,
    /// Where it was written.
    pub place: Place,
    /// Which entered value this is.
    pub source: EnteredIndex,
}

impl Structure {
    /// The link to record when a figure rests on this structure.
    pub fn input(&self) -> Input {
        Input::Entered(self.source)
    }
}

impl Scalar for String {
    fn scalar_schema() -> Schema {
        Schema::Text
    }

    fn read(node: &Node, decoder: &mut Decoder<'_>) -> Option<Self> {
        decoder.text(node).map(ToOwned::to_owned)
    }

    fn figure(&self) -> (FigureValue, &'static str) {
        (FigureValue::Text(self.clone()), "")
    }
}

impl Shape for Structure {
    fn schema() -> Schema {
        Schema::Structure
    }

    fn decode(node: &Node, path: &str, decoder: &mut Decoder<'_>) -> Option<Self> {
        let smiles = String::read(node, decoder)?;
        let source = decoder.enter(&node.place, path, &smiles);
        Some(Self {
            smiles,
            place: node.place.clone(),
            source,
        })
    }
}
